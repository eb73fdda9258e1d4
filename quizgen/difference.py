"""What a person reads of a merge: counts, and each change with the old and the new text."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from quizgen.bank.merge.changes import Change, Fate, Merged, facts, gone, search
from quizgen.pipeline import Made
from quizgen.quiz import Cloze, Question
from quizgen.screen import number, plain, shorten, wrap
from quizgen.text import width

# How each fate is counted, and headed where its items are listed; in the order of the report.
FATES: Mapping[Fate, tuple[str, str]] = {
    Fate.ADDED: ("added", "added"),
    Fate.CHANGED: ("changed", "changed with the document"),
    Fate.RETIRED: ("retired", "retired: the document no longer says it"),
    Fate.REVIVED: ("revived", "revived: the document says it again"),
    Fate.EDITED: (
        "edited or written by you",
        "kept as you edited it, and the document has changed",
    ),
    Fate.DELETED: ("deleted by you", "left out, because you deleted it"),
    Fate.UNCHANGED: ("unchanged", ""),
}
_INDENT = "    "


def counts(merged: Merged) -> str:
    """``1 added, 2 changed, 20 unchanged``; nothing of what there is none of."""
    rows = [(merged.count(fate), words[0]) for fate, words in FATES.items()]
    return ", ".join(f"{count:,} {words}" for count, words in rows if count)


def shown(made: Made, columns: int = 100) -> str:
    """What the merge would do, item by item; what stays as it is, is counted only."""
    merged = made.merged
    standing = made.standing
    lines = [plain(made.bank.title or made.document.source)]
    if standing is None:
        made_now = number(len(made.bank.questions), ("question", "questions"))
        return f"{lines[0]}\n  no bank yet: {made_now} would be made"
    lines += [f"  {plain(str(standing.path))}", f"  {counts(merged)}"]
    if merged.title:
        lines.append(f"  {title(merged)}")
    for fate, (_, heading) in FATES.items():
        rows = [change for change in merged.changes if change.fate is fate and _worth(change)]
        if rows and heading:
            lines += ["", f"{heading} ({len(rows)})"]
            for alike in _alike(rows):
                lines += _change(alike, columns)
    found = gone(made.bank)
    if found:
        notes = number(len(found), ("note", "notes"))
        lines += [
            "",
            f"To find the {notes} of retired questions in Anki, search for",
            search(found),
        ]
    return "\n".join(lines)


def told(made: Made, columns: int = 100) -> list[str]:
    """What the summary of `make` says of a merge; nothing where there was none."""
    merged = made.merged
    if made.standing is None:
        return []
    lines = wrap(counts(merged), columns - 9)
    if merged.title:
        lines.append(title(merged))
    if merged.count(Fate.RETIRED) and (found := gone(made.bank)):
        lines += ["in Anki, this search finds the retired:", search(found)]
    return lines


def title(merged: Merged) -> str:
    """What is said where the document has another title than its bank."""
    return (
        f"the document's title is now {plain(merged.title)}; "
        "the bank and the deck keep theirs (`title` in the bank)"
    )


def _worth(change: Change) -> bool:
    """Whether an item is worth a line: an edit that nothing stands against is not."""
    if change.fate is not Fate.EDITED:
        return True
    return change.proposed is not None or _rows(change.before) != _rows(change.after)


def _rows(question: Question | None) -> dict[str, str]:
    return {} if question is None else facts(question)


def _alike(changes: Iterable[Change]) -> list[list[Change]]:
    """The changes, those together that do nothing but move items to the same other section."""
    rows: dict[object, list[Change]] = {}
    for place, change in enumerate(changes):
        before, after = _rows(change.before), _rows(change.after)
        sections = before.pop("section", ""), after.pop("section", "")
        moved = change.fate is Fate.CHANGED and before == after
        rows.setdefault(sections if moved else place, []).append(change)
    return list(rows.values())


def _change(alike: Sequence[Change], columns: int) -> Iterator[str]:
    """One change, or several that are alike."""
    change = alike[0]
    question = change.question
    where = plain(question.section[-1].label) if question.section else ""
    known = [each.question.id for each in alike if each.before or each.after]
    yield f"  {shorten('  '.join(filter(None, (', '.join(known), where))), columns - 2)}"
    before, after = _rows(change.before), _rows(change.after)
    if change.before is None or change.after is None or change.fate in _WHOLE:
        sign = "-" if change.fate is Fate.RETIRED else " " if change.after is None else "+"
        for text in _summary(question):
            yield from _text(sign, text, columns)
        return
    yield from _differences(before, after, columns)
    if change.proposed is not None:
        yield f"{_INDENT}the document would now make"
        for text in _summary(change.proposed):
            yield from _text(" ", text, columns)


_WHOLE = frozenset({Fate.RETIRED, Fate.REVIVED})  # shown whole, not as a difference


def _summary(question: Question) -> list[str]:
    """What a question asks, a line a pair."""
    rows = facts(question)
    if isinstance(question, Cloze):
        return [rows["stem"]]
    pairs = [f"pair {pair.id}" for pair in question.pairs]
    return [rows[name] for name in pairs if name in rows]


def _differences(before: dict[str, str], after: dict[str, str], columns: int) -> Iterator[str]:
    """The parts that differ; a source only where the stem does not show the same."""
    for name in dict.fromkeys([*before, *after]):
        old, new = before.get(name, ""), after.get(name, "")
        if old == new or (name == "source" and before.get("stem") != after.get("stem")):
            continue
        label = "" if name == "stem" or name.startswith("pair ") else f"{name}: "
        if old:
            yield from _text("-", label + old, columns)
        if new:
            yield from _text("+", label + new, columns)


def _text(sign: str, text: str, columns: int) -> Iterator[str]:
    """``text`` behind its sign, on as many lines as it needs."""
    room = max(20, columns - len(_INDENT) - 2)
    line, used = "", 0
    first = True
    for char in plain(text):
        if used + width(char) > room:
            yield f"{_INDENT}{sign if first else ' '} {line}"
            line, used, first = "", 0, False
        line += char
        used += width(char)
    yield f"{_INDENT}{sign if first else ' '} {line}"
