"""Which deck a question goes to, and how that stays as the learner's collection knows it.

One deck a document.  Its sections are tags, which serve as well to study a part and
never strand a card; sub-decks by section are made when they are asked for.  What was
chosen is written down in the bank (:class:`~quizgen.quiz.Deck`): Anki knows decks by
name, and never moves a card that it has.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from quizgen.exporters import Options
from quizgen.exporters.ankideck import names
from quizgen.quiz import Bank, Deck, Heading, live

Path = tuple[Heading, ...]
Row = tuple[str, Heading]  # a sub-deck: the number before its name, and its section

_LONGEST = 20  # letters behind a number


def settled(bank: Bank, options: Options) -> Bank:
    """``bank`` with the choices of ``options`` written down, and with what is still unnamed.

    Choices that are not given stay as the bank has them.  Settling twice is settling once.
    """
    deck = bank.deck
    wanted = bool(deck.subdecks) if options.subdecks is None else options.subdecks
    paths = [question.section for question in live(bank).questions]
    known = deck.subdecks
    chosen = Deck(
        name=deck.name if names.deck_name(deck.name) else names.deck(bank),
        subdecks=_extended(known, paths) if wanted else (),
        typed=deck.typed if options.typed is None else options.typed,
        matching=options.matching_cards or deck.matching,
    )
    return bank if chosen == deck else replace(bank, deck=chosen)


def under(parent: str, bank: Bank) -> Bank:
    """``bank`` with its deck below the deck ``parent``."""
    own = names.deck(bank)
    top = names.deck_name(parent)
    if own.startswith(f"{top}::"):
        return bank
    leaf = own.rpartition("::")[2]
    return replace(bank, deck=replace(bank.deck, name=f"{top}::{leaf}"))


def names_by_question(bank: Bank) -> list[str]:
    """For each question the full name of its deck: the document's, or a sub-deck of it."""
    top = names.deck(bank)
    rows = bank.deck.subdecks
    found = _assigned(rows, [question.section for question in bank.questions])
    return [top if row is None else f"{top}::{names.subdeck(*row)}" for row in found]


def _assigned(rows: Sequence[Row], paths: Sequence[Path]) -> list[Row | None]:
    """For each path the sub-deck that it belongs to, if there is one."""
    owners = dict(_pairs(rows, _keys(rows, paths)))
    return [next((owners[step] for step in path if step in owners), None) for path in paths]


def _extended(rows: tuple[Row, ...], paths: Sequence[Path]) -> tuple[Row, ...]:
    """``rows``, and one for each section of ``paths`` that has none yet, in their order.

    A section that comes between two others gets a number between theirs (``02a``).
    """
    keys = _keys(rows, paths)
    if not rows:
        if len(keys) < 2:  # a single sub-deck parts nothing
            return ()
        width = max(2, len(str(len(keys))))
        return tuple((f"{number:0{width}}", key) for number, key in enumerate(keys, start=1))
    owners = dict(_pairs(rows, keys))
    done = list(rows)
    before = -1  # the place in ``done`` of the section before
    for key in keys:
        if key in owners:
            before = done.index(owners[key])
            continue
        before += 1
        done.insert(before, (_number_at(done, before), key))
    return tuple(done)


def _keys(rows: Sequence[Row], paths: Sequence[Path]) -> list[Heading]:
    """The sections that make sub-decks, each once, in the order of the document."""
    known = {step for _, step in rows}
    depth = _shared(paths)
    found: dict[Heading, None] = {}
    for path in paths:
        key = next((step for step in path if step in known), None)
        if key is None and len(path) > depth:
            key = path[depth]
        if key is not None:
            found[key] = None
    return list(found)


def _pairs(rows: Sequence[Row], keys: Iterable[Heading]) -> Iterable[tuple[Heading, Row]]:
    """Which of ``rows`` is for which section: the same, else of the same title or marker."""
    left = dict.fromkeys(keys)
    free = list(rows)
    for like in (_same, _same_title, _same_marker):
        for row in list(free):
            key = next((key for key in left if like(key, row[1])), None)
            if key is not None:
                yield key, row
                del left[key]
                free.remove(row)


def _same(one: Heading, other: Heading) -> bool:
    return one == other


def _same_title(one: Heading, other: Heading) -> bool:
    return bool(one.title) and one.title == other.title


def _same_marker(one: Heading, other: Heading) -> bool:
    return bool(one.marker) and one.marker == other.marker


def _number_at(rows: Sequence[Row], place: int) -> str:
    """A number for a new row at ``place`` that sorts behind the row before it.

    At the end the next number; else letters behind the one before, which leave room for
    others: 01, 01ab, 01b, 02.
    """
    before = rows[place - 1][0] if place else ""
    if place == len(rows) and before.isdecimal():
        return f"{int(before) + 1:0{len(before)}}"
    behind = rows[place][0] if place < len(rows) else ""
    start = before or "0" * len(behind)
    numbers = (start + "a" * length + "b" for length in range(_LONGEST))
    return next((n for n in numbers if not behind or n < behind), f"{start}b")


def _shared(paths: Sequence[Path]) -> int:
    """How many first steps the paths share, as far as they go: the title of the whole, often."""
    depth = 0
    while any(len(path) > depth + 1 for path in paths):
        if len({path[depth] for path in paths if len(path) > depth}) > 1:
            break
        depth += 1
    return depth
