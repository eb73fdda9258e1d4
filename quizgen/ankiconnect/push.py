"""Bank → Anki: which notes go, what the package of them is told, and whether they arrived."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from quizgen.ankiconnect import collection, compare
from quizgen.ankiconnect.client import Client
from quizgen.ankiconnect.collection import Held
from quizgen.ankiconnect.compare import Side, Standing, identity
from quizgen.errors import BadBank
from quizgen.exporters import Options
from quizgen.exporters.ankideck import base
from quizgen.exporters.ankideck.notes import Note
from quizgen.records import dataclass


@dataclass(frozen=True, slots=True)
class Plan:
    """What is to be done with the notes of a bank."""

    bank_id: str
    notes: Mapping[str, Note]  # by Id
    held: Mapping[str, Held]
    standing: Standing
    copies: int = 0  # further notes in Anki with an Id that another has


def plan(client: Client, bank_id: str, notes: Iterable[Note]) -> Plan:
    """Compare the notes of a bank with what Anki holds; changes nothing."""
    found = collection.holdings(client, bank_id)
    by_name: dict[str, Note] = {}
    for note in notes:
        if by_name.setdefault(name := identity(note), note) is not note:
            raise BadBank(bank_id, f"{name} is there twice", "mend the ids")
    where = compare.standing(by_name.values(), found.notes)
    return Plan(bank_id, by_name, found.notes, where, len(found.copies))


def decks(client: Client, made: Plan, ours: Iterable[str]) -> dict[str, str]:
    """What the learner calls our decks; ``ours`` are those of the notes, in their order."""
    there = collection.decks(client, made.bank_id, made.held.values())
    theirs = {name: there[held.number] for name, held in made.held.items() if held.number in there}
    return compare.deck_names(dict(zip(made.notes, ours, strict=True)), theirs)


def package_options(
    made: Plan, options: Options, names: Mapping[str, str] | None = None
) -> Options:
    """The options of the package that takes just what Anki is to take over.

    A note that the learner has only tagged is later than the bank's: it would not be
    taken over if its time did not go on from there; where the add-on does not tell it,
    from now.  ``names`` are those of the decks in Anki.
    """
    sent = frozenset(made.standing.sent)
    times = {name: made.held[name].changed for name in made.standing.updated}
    later = {name: options.now if time is None else time for name, time in times.items()}
    return replace(
        options, left_out=frozenset(made.notes) - sent, later_than=later, deck_names=names or {}
    )


def send(client: Client, made: Plan, package: bytes) -> tuple[str, ...]:
    """Let Anki import the package of a plan; the notes that did not arrive as sent.

    An import passes over a note whose time is not later than the one in Anki, which may be
    ahead of our clock; the fields of such notes are set one by one.
    """
    if not made.standing.sent:
        return ()
    collection.take(client, package)
    for tag, names in _learners_tags(made).items():
        collection.tag(client, [made.held[name] for name in names], tag)
    failed = _failed(client, made)
    behind = [name for name in failed if name in made.standing.updated]
    for name in behind:
        note = made.notes[name]
        fields = dict(zip(note.kind.fields, note.values(), strict=True))
        collection.set_fields(client, made.held[name].number, fields)
    return _failed(client, made) if behind else failed


def _failed(client: Client, made: Plan) -> tuple[str, ...]:
    arrived = collection.holdings(client, made.bank_id).notes
    return tuple(
        name
        for name in made.standing.sent
        if name not in arrived or _differs(made.notes[name], arrived[name])
    )


def _differs(note: Note, held: Held) -> bool:
    """Whether Anki has something else than what was sent."""
    same = set(compare.sides(note, held).values()) == {Side.NOBODY}
    return not same or held.fields.get(base.FIELD) != note.fields[base.FIELD]


def _learners_tags(made: Plan) -> dict[str, list[str]]:
    """The learner's own tags on notes that Anki replaces, tags and all: by tag, the notes."""
    found: dict[str, list[str]] = {}
    for name in made.standing.updated:
        roots = {tag.partition("::")[0] for tag in made.notes[name].tags}
        for tag in made.held[name].tags:
            if tag.partition("::")[0] not in roots:
                found.setdefault(tag, []).append(name)
    return found


def retire(client: Client, made: Plan, tag: str) -> tuple[int, int]:
    """Tag the retired notes, and take the tag from those that are back; how many of each."""
    fresh = [held for held in made.standing.retired.values() if not _has(held, tag)]
    back = [held for name, held in made.held.items() if name in made.notes and _has(held, tag)]
    collection.tag(client, fresh, tag)
    collection.tag(client, back, tag, remove=True)
    return len(fresh), len(back)


def untagged(made: Plan, tag: str) -> int:
    """How many retired notes lack the tag."""
    return sum(not _has(held, tag) for held in made.standing.retired.values())


def _has(held: Held, tag: str) -> bool:
    return tag.casefold() in map(str.casefold, held.tags)
