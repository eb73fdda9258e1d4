"""What a person reads about an exchange with Anki."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import zip_longest

from quizgen.ankiconnect import pull, push
from quizgen.screen import number, pad, plain, shorten
from quizgen.text import width

_NOTES = ("note", "notes")
_GAP = 3  # columns between two texts
_INDENT = 4
_MOST = 20  # rows of a list, where there is no end of them
_SEARCHED = 50  # notes in a search
_REMARKS = {
    "edited": "in Anki, left alone: `quizgen pull` takes the edits over",
    "conflicts": "edited in Anki and in the bank, left alone: see `quizgen pull`",
    "retired": "in Anki, but no longer in the bank",
}


def search(numbers: Sequence[int]) -> str:
    """The search of Anki's browser that finds the notes."""
    return "nid:" + ",".join(map(str, numbers))


def pushed(title: str, made: push.Plan, failed: Sequence[str], tag: str, *, done: bool) -> str:
    """The report of a push; with ``done`` false, of one that only looked."""
    where = made.standing
    head = plain(title) + ("" if done else " (nothing was changed)")
    counts = {
        "added": where.added,
        "updated": where.updated,
        "unchanged": where.unchanged,
        "edited": where.edited,
        "conflicts": where.conflicts,
        "retired": where.retired,
    }
    lines = [head]
    lines += [
        f"  {name:<10}{len(found):>5}  {_REMARKS.get(name, '')}".rstrip()
        for name, found in counts.items()
        if found or name not in _REMARKS
    ]
    short = [name.removeprefix(f"{made.bank_id}/") for name in where.conflicts[:_MOST]]
    lines += [f"    {plain(name)}" for name in short]
    lines += _more(len(where.conflicts))
    if where.retired:
        held = [note.number for note in where.retired.values()]
        lines.append(f"  to find the retired ones in Anki's browser: {_found_by(held)}")
        if untagged := push.untagged(made, tag):
            lines.append(f"  {number(untagged, _NOTES)} without the tag {plain(tag)}")
    if made.copies:
        lines.append(
            f"  ! {number(made.copies, _NOTES)} in Anki with the Id of another, left alone"
        )
    lines += [f"  ! Anki did not take over {plain(name)}" for name in failed[:_MOST]]
    return "\n".join(lines + _more(len(failed)))


def _found_by(numbers: Sequence[int]) -> str:
    shown = search(numbers[:_SEARCHED])
    return shown if len(numbers) <= _SEARCHED else f"{shown} … and {len(numbers) - _SEARCHED} more"


def _more(count: int) -> list[str]:
    return [f"    … and {count - _MOST} more"] if count > _MOST else []


def pulled(title: str, made: pull.Plan, columns: int) -> str:
    """What the learner has changed: texts side by side, and what cannot be taken over."""
    lines = [plain(title)]
    if not made.held:
        return f"{lines[0]}\n  Anki has no notes of this bank; `quizgen push` brings them there"
    half = (columns - _INDENT - _GAP) // 2
    for change in made.changes:
        mark = "  CONFLICT: changed on both sides" if change.conflict else ""
        lines.append(f"  {plain(change.name)} {change.edit.key}{mark}")
        lines += _side_by_side(change.bank, change.edit.value, half)
    if made.left:
        lines.append("  cannot be taken over, stays as it is in Anki:")
        lines += [
            "    " + shorten(plain(f"{row.name} {row.why}"), columns - _INDENT) for row in made.left
        ]
    if made.missing:
        names = ", ".join(map(plain, made.missing))
        what = number(len(made.missing), _NOTES)
        lines.append(f"  {what} not in Anki (never pushed, or deleted there):")
        lines.append("    " + shorten(names, columns - _INDENT))
    if not made.changes and not made.left:
        lines.append("  nothing was edited in Anki")
    return "\n".join(lines)


def _side_by_side(bank: str, anki: str, half: int) -> Iterator[str]:
    left = ["in the bank:", *_wrapped(bank, half)]
    right = ["in Anki:", *_wrapped(anki, half)]
    for one, other in zip_longest(left, right, fillvalue=""):
        yield (" " * _INDENT + pad(one, half + _GAP) + other).rstrip()


def _wrapped(text: str, columns: int) -> Iterator[str]:
    """``text`` in lines of at most ``columns``; its line breaks are kept."""
    for line in text.split("\n"):
        rest = plain(line)
        while width(rest) > columns:
            at = 1
            while width(rest[: at + 1]) <= columns:
                at += 1
            yield rest[:at]
            rest = rest[at:]
        yield rest


def taken(changes: int, dropped: int, waiting: int) -> str:
    """The line that ends a pull."""
    line = f"  {number(changes, ('text', 'texts'))} taken over into the bank"
    if dropped:
        line += f"; {dropped} will be the bank's with the next push"
    if waiting:
        what = number(waiting, ("conflict", "conflicts"))
        line += f"; {what} left alone: decide with --prefer anki or --prefer bank"
    return line
