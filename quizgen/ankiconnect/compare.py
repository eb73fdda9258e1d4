"""Who has changed what: the bank, the learner, or both.  Pure functions."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import field
from enum import Enum

from quizgen.ankiconnect.collection import Held
from quizgen.exporters.ankideck import base
from quizgen.exporters.ankideck.notes import Note
from quizgen.records import dataclass


class Side(Enum):
    """Who has changed a text since bank and Anki agreed."""

    NOBODY = "nobody"
    BANK = "bank"
    ANKI = "Anki"
    BOTH = "both"


def side(bank: str, anki: str, agreed: str | None, *, later: bool | None) -> Side:
    """Who has changed a text, by what it is in the bank, in Anki, and was when they agreed.

    ``agreed`` is None where that is not known.  Then it counts whether the note in Anki
    was changed ``later`` than the bank's; where that is not known either, it may be both.
    """
    if bank == anki:
        return Side.NOBODY
    if agreed is None:
        return Side.BOTH if later is None else Side.ANKI if later else Side.BANK
    if agreed == anki:
        return Side.BANK
    return Side.ANKI if agreed == bank else Side.BOTH


def sides(note: Note, held: Held) -> dict[str, Side]:
    """Who has changed each text of a note, and (:data:`base.REST`) its other fields."""
    kind = note.kind.name
    bank = base.sides(kind, note.fields)
    anki = base.sides(kind, held.fields)
    agreed = base.read(held.fields.get(base.FIELD, ""))
    later = None if held.changed is None else held.changed > note.changed
    return {name: side(bank[name], anki[name], agreed.get(name), later=later) for name in bank}


def other_fields(note: Note, held: Held) -> list[str]:
    """The fields that are no texts of the bank and differ."""
    names = [name for name in note.kind.fields if name not in base.TEXTS[note.kind.name]]
    return [
        name
        for name in names
        if name not in {"Id", base.FIELD}
        and not base.same(note.fields.get(name, ""), held.fields.get(name, ""))
    ]


@dataclass(frozen=True, slots=True)
class Standing:
    """How the notes of a bank stand to those in Anki.

    All are by ``Id``, in the order of the bank.  ``edited`` notes were changed by the
    learner, ``conflicts`` in the same text also by the bank; neither is overwritten.
    ``retired`` are held by Anki and no longer asked for.
    """

    added: tuple[str, ...] = ()
    updated: tuple[str, ...] = ()
    unchanged: tuple[str, ...] = ()
    edited: tuple[str, ...] = ()
    conflicts: tuple[str, ...] = ()
    retired: dict[str, Held] = field(default_factory=dict)

    @property
    def sent(self) -> tuple[str, ...]:
        """The notes that Anki is to take over."""
        return (*self.added, *self.updated)


def standing(notes: Iterable[Note], held: Mapping[str, Held]) -> Standing:
    """Where the notes of a bank stand, if Anki has ``held`` of them."""
    found: dict[str, list[str]] = {
        name: [] for name in ("added", "updated", "unchanged", "edited", "conflicts")
    }
    gone = dict(held)
    for note in notes:
        name = identity(note)
        there = gone.pop(name, None)
        found[_where(note, there)].append(name)
    return Standing(**{key: tuple(names) for key, names in found.items()}, retired=gone)


def _where(note: Note, held: Held | None) -> str:
    if held is None:
        return "added"
    who = set(sides(note, held).values())
    if Side.BOTH in who:
        return "conflicts"
    if Side.ANKI in who:
        return "edited"
    if Side.BANK in who or held.fields.get(base.FIELD) != note.fields[base.FIELD]:
        return "updated"
    return "unchanged"


def deck_names(ours: Mapping[str, str], theirs: Mapping[str, str]) -> dict[str, str]:
    """What the learner calls our decks, by the decks that notes are in, on both sides by ``Id``.

    A deck is where most of its notes are.  A new sub-deck goes to the others of its parent.
    """
    votes: dict[str, Counter[str]] = {}
    parents: dict[str, Counter[str]] = {}
    for name, deck in ours.items():
        if name in theirs:
            votes.setdefault(deck, Counter())[theirs[name]] += 1
            parent, there = deck.rpartition("::")[0], theirs[name].rpartition("::")[0]
            parents.setdefault(parent, Counter())[there] += 1
    known = {deck: count.most_common(1)[0][0] for deck, count in votes.items()}
    for deck in dict.fromkeys(ours.values()):
        parent, mark, last = deck.rpartition("::")
        if deck not in known and mark and parent in parents:
            there = parents[parent].most_common(1)[0][0]
            known[deck] = f"{there or parent}::{last}"
    return known


def identity(note: Note) -> str:
    """The ``Id`` of a note as text."""
    return base.identity(note.fields)
