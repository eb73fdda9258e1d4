"""What the learner's collection holds of a bank, and changing it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import field
from itertools import islice
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from quizgen.ankiconnect.client import Client
from quizgen.errors import AnkiRefused, CannotWrite
from quizgen.exporters.ankideck import base
from quizgen.exporters.ankideck.fields import verbatim
from quizgen.records import dataclass

_AT_ONCE = 500  # notes asked for in one request, so that Anki's window stays alive
_SPECIAL = re.compile(r'[\\"*_:]')  # in a search


@dataclass(frozen=True, slots=True)
class Held:
    """A note in the learner's collection.

    ``fields`` are HTML by name.  ``changed`` is in seconds since 1970; None where the
    add-on does not tell it.
    """

    number: int
    fields: dict[str, str]
    tags: tuple[str, ...] = ()
    cards: tuple[int, ...] = ()
    changed: int | None = None


@dataclass(frozen=True, slots=True)
class Holdings:
    """The notes of one bank by their ``Id``; ``copies`` are further notes with the same."""

    notes: dict[str, Held]
    copies: list[Held] = field(default_factory=list)


def holdings(client: Client, bank_id: str) -> Holdings:
    """What the collection holds of the bank."""
    prefix = f"{bank_id}/"
    numbers = client.call("findNotes", query=_search(bank_id))
    notes: dict[str, Held] = {}
    copies = []
    for held in _notes(client, sorted(_list(numbers, "findNotes"))):
        name = base.identity(held.fields)
        if name.startswith(prefix) and notes.setdefault(name, held) is not held:
            copies.append(held)
    return Holdings(notes, copies)


def decks(client: Client, bank_id: str, held: Iterable[Held]) -> dict[int, str]:
    """The names of the decks that the notes are in, by their numbers.

    A filtered deck, in which cards are for a while, does not count.
    """
    away = set(
        _list(client.call("findNotes", query=f"{_search(bank_id)} deck:filtered"), "findNotes")
    )
    owners = {note.cards[0]: note.number for note in held if note.cards and note.number not in away}
    found: dict[int, str] = {}
    rest = iter(owners)
    while part := list(islice(rest, _AT_ONCE)):
        rows = client.call("getDecks", cards=part)
        if not isinstance(rows, dict):
            raise _unexpected("getDecks")
        for name, cards in rows.items():
            found |= {owners[card]: name for card in _list(cards, "getDecks") if card in owners}
    return found


def _search(bank_id: str) -> str:
    """The search for the notes of a bank; the field has the id as HTML, as a search reads it."""
    return '"Id:' + _SPECIAL.sub(r"\\\g<0>", verbatim(f"{bank_id}/")) + '*"'


def _notes(client: Client, numbers: Sequence[int]) -> Iterator[Held]:
    rest = iter(numbers)
    while part := list(islice(rest, _AT_ONCE)):
        for row in _list(client.call("notesInfo", notes=part), "notesInfo"):
            if row:  # empty for one deleted meanwhile
                yield _held(row)


def _held(row: Any) -> Held:
    try:
        changed = row.get("mod")
        return Held(
            int(row["noteId"]),
            {str(name): str(value["value"]) for name, value in row["fields"].items()},
            tuple(map(str, row["tags"])),
            tuple(map(int, row["cards"])),
            changed if type(changed) is int else None,
        )
    except (AttributeError, KeyError, TypeError, ValueError) as error:
        raise _unexpected("notesInfo") from error


def _list(value: Any, action: str) -> list[Any]:
    if not isinstance(value, list):
        raise _unexpected(action)
    return value


def _unexpected(action: str) -> AnkiRefused:
    return AnkiRefused("Anki", f"{action} gave an answer of another form", "update the add-on")


def take(client: Client, package: bytes) -> None:
    """Let Anki import a package, by a file that is gone afterwards."""
    try:
        with TemporaryDirectory(prefix="quizgen-") as folder:
            path = Path(folder, "quizgen.apkg")
            path.write_bytes(package)
            taken = client.call("importPackage", path=path.as_posix())
    except OSError as error:
        remedy = "free some space there, or name another folder in TMPDIR"
        raise CannotWrite("the temporary folder", str(error), remedy) from error
    if taken is not True:
        raise AnkiRefused("Anki", "did not import the deck", "import it by hand once")


def tag(client: Client, notes: Sequence[Held], name: str, *, remove: bool = False) -> None:
    """Tag the notes, or take the tag away."""
    if notes:
        action = "removeTags" if remove else "addTags"
        client.call(action, notes=[held.number for held in notes], tags=name)


def agree(client: Client, kind: str, held: Held, names: Sequence[str]) -> None:
    """Note in Anki that the bank knows what these texts of the note of that type say."""
    now = base.sides(kind, held.fields)
    agreed = base.read(held.fields.get(base.FIELD, "")) | {name: now[name] for name in names}
    set_fields(client, held.number, {base.FIELD: base.join(agreed)})


def set_fields(client: Client, number: int, fields: Mapping[str, str]) -> None:
    """Write fields of a note."""
    client.call("updateNoteFields", note={"id": number, "fields": dict(fields)})
