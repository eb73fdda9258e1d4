"""Anki → bank: which texts the learner has changed, and taking them over."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import groupby

from quizgen.ankiconnect import collection, compare
from quizgen.ankiconnect.client import Client
from quizgen.ankiconnect.collection import Held
from quizgen.ankiconnect.compare import Side, identity
from quizgen.bank import edit as bankedit
from quizgen.bank import stem
from quizgen.bank.edit import Edit
from quizgen.errors import BadBank
from quizgen.exporters.ankideck import base, fieldtext
from quizgen.exporters.ankideck.fields import plain, visible
from quizgen.exporters.ankideck.notes import Note
from quizgen.quiz import Bank, Blank, Cloze, Pair, Question, Text
from quizgen.records import dataclass

_KEYS = {"Text": "stem", "Premise": "premise", "Response": "response", "Note": "note"}
"""What a field is called in the bank."""


@dataclass(frozen=True, slots=True)
class Source:
    """A field of a note in Anki that a text comes from."""

    kind: str  # the name of the note type
    held: Held
    field: str


@dataclass(frozen=True, slots=True)
class Change:
    """A text that the learner has changed; the texts are as the bank file writes them.

    In a ``conflict`` the bank has changed it, too.
    """

    name: str  # of the question, or question/pair
    edit: Edit
    bank: str
    sources: tuple[Source, ...]
    conflict: bool = False


@dataclass(frozen=True, slots=True)
class Left:
    """Something the learner has changed that the bank cannot hold, and why."""

    name: str
    why: str
    sources: tuple[Source, ...] = ()
    conflict: bool = False


@dataclass(frozen=True, slots=True)
class Plan:
    """What a pull would do; ``missing`` are questions without a note in Anki."""

    changes: tuple[Change, ...] = ()
    left: tuple[Left, ...] = ()
    missing: tuple[str, ...] = ()
    held: int = 0


def plan(client: Client, bank: Bank, notes: Iterable[Note], text: str, where: str) -> Plan:
    """Compare the notes of the bank, whose file has that ``text``, with what Anki holds."""
    held = collection.holdings(client, bank.id).notes
    parts = _parts(bank)
    found: list[Change | Left] = []
    missing = []
    for note in notes:
        name = identity(note)
        if name not in held:
            missing.append(name.removeprefix(f"{bank.id}/"))
        else:
            found += _compared(note, held[name], *parts[name])
    merged = [row for rows in _by_text(found) for row in _together(rows)]
    kept, refused = _valid(text, [row for row in merged if isinstance(row, Change)], where)
    left = [row for row in merged if isinstance(row, Left)]
    return Plan(tuple(kept), (*left, *refused), tuple(missing), len(held))


def _parts(bank: Bank) -> dict[str, tuple[Question, Pair | None]]:
    """By the Id of a note, the question and the pair that it is made of."""
    parts: dict[str, tuple[Question, Pair | None]] = {}
    for question in bank.questions:
        parts[f"{bank.id}/{question.id}"] = (question, None)
        for pair in () if isinstance(question, Cloze) else question.pairs:
            parts[f"{bank.id}/{question.id}/{pair.id}"] = (question, pair)
    return parts


def _compared(
    note: Note, held: Held, question: Question, pair: Pair | None
) -> Iterator[Change | Left]:
    """What the learner has changed in one note."""
    own = f"{question.id}/{pair.id}" if pair else question.id
    for field, who in compare.sides(note, held).items():
        if who not in {Side.ANKI, Side.BOTH}:
            continue
        sources = (Source(note.kind.name, held, field),)
        conflict = who is Side.BOTH
        if field == base.REST:
            names = ", ".join(compare.other_fields(note, held))
            yield Left(own, f"{names}: edited, but made by quizgen", sources, conflict)
            continue
        key = _KEYS[field]
        old, new, fault = _texts(question, pair, key, held.fields.get(field, ""))
        if fault:
            yield Left(own, f"{key}: {fault}", sources, conflict)
        elif new != old:
            about = pair.id if pair and key != "note" else ""
            edit = Edit(question.id, key, new, about)
            yield Change(own if about else question.id, edit, old, sources, conflict)


def _texts(question: Question, pair: Pair | None, key: str, markup: str) -> tuple[str, str, str]:
    """A text of the bank as it is, as Anki has it, and why that cannot be taken over."""
    said = fieldtext.read(markup)
    if key == "stem" and isinstance(question, Cloze):
        old = stem.write(question.segments)
        fault = ", ".join(said.lost) or _blank_fault(question, said)
        return old, "" if fault else _stem(question, said.marked), fault
    old = question.note if pair is None or key == "note" else getattr(pair, key).text
    fault = ", ".join(said.lost) or ("a blank in it" if said.numbers else "")
    if key != "note" and not visible(said.text):
        fault = fault or "is empty"
    return old, fieldtext.settle(said.text, plain(old)), fault


def _blank_fault(question: Cloze, said: fieldtext.FieldText) -> str:
    """Why the blanks in Anki cannot be those of the question."""
    answers = [part.answer for part in fieldtext.segments(said.marked) if isinstance(part, Blank)]
    before = len(question.blanks)
    if len(answers) < before:
        return f"a blank was removed ({before} in the bank, {len(answers)} in Anki)"
    if len(answers) > before:
        return f"a blank was added ({before} in the bank, {len(answers)} in Anki)"
    if not all(map(visible, answers)):
        return "a blank is empty"
    return "" if set(said.numbers) == {1} else "blanks are on cards of their own"


def _stem(question: Cloze, new: str) -> str:
    """The stem as the bank file writes it; kinds of spaces stay where nothing was changed."""
    old = fieldtext.marked(
        Blank(plain(part.answer)) if isinstance(part, Blank) else Text(plain(part.text))
        for part in question.segments
    )
    return stem.write(fieldtext.segments(fieldtext.settle(new, old)))


def _by_text(rows: Iterable[Change | Left]) -> Iterator[list[Change | Left]]:
    """Rows about one text of the bank together, in the order of the bank."""
    found: dict[object, list[Change | Left]] = {}
    for number, row in enumerate(rows):
        edit = row.edit if isinstance(row, Change) else None
        about = (edit.question, edit.key, edit.pair) if edit else number
        found.setdefault(about, []).append(row)
    yield from found.values()


def _together(rows: list[Change | Left]) -> list[Change | Left]:
    """One change of a text that several notes show; none where they disagree."""
    changes = [row for row in rows if isinstance(row, Change)]
    if len(changes) < 2:
        return rows
    if len({change.edit.value for change in changes}) > 1:
        why = f"{changes[0].edit.key}: edited in different ways on cards of one set"
        return [replace(_as_left(change), why=why) for change in changes]
    sources = tuple(source for change in changes for source in change.sources)
    return [replace(changes[0], sources=sources, conflict=any(c.conflict for c in changes))]


def _as_left(change: Change) -> Left:
    return Left(change.name, change.edit.key, change.sources, change.conflict)


def _valid(text: str, changes: list[Change], where: str) -> tuple[list[Change], list[Left]]:
    """The changes with which the bank stays valid, and the others."""
    if not changes:
        return [], []
    try:
        bankedit.apply(text, [change.edit for change in changes], where)
    except BadBank:
        pass
    else:
        return changes, []
    kept: list[Change] = []
    refused: list[Left] = []
    for _, group in groupby(changes, key=lambda change: change.edit.question):
        rows = list(group)
        try:
            bankedit.apply(text, [change.edit for change in rows], where)
        except BadBank as error:
            refused += [replace(_as_left(row), why=f"{row.edit.key}: {error.what}") for row in rows]
        else:
            kept += rows
    return kept, refused


def choose(made: Plan, prefer: str) -> tuple[list[Change], list[Source]]:
    """What goes into the bank, and what Anki has that the bank will change at the next push.

    ``prefer`` says whose text stands in a conflict: ``anki``, ``bank``, or nobody's.
    """
    taken = [change for change in made.changes if prefer == "anki" or not change.conflict]
    rows: tuple[Change | Left, ...] = (*made.changes, *made.left)
    dropped = [
        source for row in rows if prefer == "bank" and row.conflict for source in row.sources
    ]
    return taken, dropped


def agree(client: Client, sources: Iterable[Source]) -> None:
    """Note in Anki that the bank knows what these fields say."""
    by_note: dict[int, list[Source]] = {}
    for source in sources:
        by_note.setdefault(source.held.number, []).append(source)
    for rows in by_note.values():
        first = rows[0]
        collection.agree(client, first.kind, first.held, [row.field for row in rows])


def write(text: str, changes: Iterable[Change], where: str) -> str:
    """The text of the bank file with the changes."""
    return bankedit.apply(text, [change.edit for change in changes], where)
