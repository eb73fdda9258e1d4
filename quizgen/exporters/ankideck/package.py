"""Notes → the bytes of an ``.apkg`` file, with genanki.

genanki writes the collection; what it leaves to the clock, to chance or behind in the
temporary folder is done here: times, ids, order of new cards, and the archive.
"""

from __future__ import annotations

import sqlite3
import zipfile
from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from hashlib import sha256
from io import BytesIO
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import genanki

from quizgen.errors import CannotWrite
from quizgen.exporters.ankideck.notes import BASE_TIME, Note
from quizgen.exporters.ankideck.notetypes import CHANGED, Look, NoteType

_SPAN_OF_IDS = 10**10  # milliseconds: 115 days


@dataclass(frozen=True, slots=True)
class Deck:
    """A deck with its notes; ``description`` is HTML."""

    name: str
    notes: Sequence[tuple[int, Note]]  # position among all new cards (from 1), note
    description: str = ""


def package(decks: Sequence[Deck], looks: dict[NoteType, Look], seed: str) -> bytes:
    """The package with ``decks``; the same arguments give the same bytes.

    ``seed`` sets the range of the ids of notes and cards, which Anki changes when they
    are taken; different documents rarely meet.
    """
    models = {kind.id: _model(kind, look) for kind, look in looks.items()}
    ids = count((BASE_TIME * 1000) + _number(seed) % _SPAN_OF_IDS)
    contents = genanki.Package([_deck(deck, models) for deck in _with_ids(decks)])
    return _archive({"collection.anki2": _database(contents, ids), "media": b"{}"})


def _database(contents: genanki.Package, ids: Iterator[int]) -> bytes:
    """The collection as SQLite writes it, which needs a file; CannotWrite where it cannot."""
    try:
        with TemporaryDirectory(prefix="quizgen-") as folder:
            path = Path(folder, "collection.anki2")
            with closing(sqlite3.connect(path)) as connection:
                contents.write_to_db(connection.cursor(), BASE_TIME, ids)
                connection.commit()
            return path.read_bytes()
    except (OSError, sqlite3.OperationalError) as error:
        remedy = "free some space there, or name another folder in TMPDIR"
        raise CannotWrite("the temporary folder", str(error), remedy) from error


def _archive(files: dict[str, bytes]) -> bytes:
    """A zip archive that depends on nothing but ``files``."""
    target = BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        for name, data in sorted(files.items()):
            entry = zipfile.ZipInfo(name)  # dated 1980-01-01
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system = 3  # the same on Windows
            entry.external_attr = 0o644 << 16
            archive.writestr(entry, data)
    return target.getvalue()


class _Model(genanki.Model):  # type: ignore[misc]
    """A note type with a time of its own."""

    def to_json(self, timestamp: float, deck_id: int) -> dict[str, Any]:
        """As genanki's, at the time of the note types."""
        del timestamp
        values: dict[str, Any] = super().to_json(CHANGED, deck_id)
        return values


class _Note(genanki.Note):  # type: ignore[misc]
    """A note with a time of its own."""

    changed: int = BASE_TIME

    def write_to_db(
        self, cursor: sqlite3.Cursor, timestamp: float, deck_id: int, id_gen: Iterator[int]
    ) -> None:
        """As genanki's, at the time of the note."""
        del timestamp
        super().write_to_db(cursor, self.changed, deck_id, id_gen)


def _model(kind: NoteType, look: Look) -> _Model:
    fields = [
        {"name": name, "id": number, "collapsed": name.startswith("Spare")}
        for name, number in zip(kind.fields, kind.field_ids, strict=True)
    ]
    template = {
        "name": kind.stem,
        "id": kind.template_id,
        "qfmt": look.front,
        "afmt": look.back,
    }
    return _Model(
        kind.id,
        kind.name,
        fields=fields,
        templates=[template],
        css=look.css,
        model_type=genanki.Model.CLOZE if kind.cloze else genanki.Model.FRONT_BACK,
    )


def _deck(row: tuple[int, Deck], models: dict[int, _Model]) -> genanki.Deck:
    number, deck = row
    made = genanki.Deck(number, deck.name, deck.description)
    for position, note in deck.notes:
        written = _Note(
            models[note.kind.id], note.values(), tags=note.tags, guid=note.guid, due=position
        )
        written.changed = note.changed
        made.add_note(written)
    return made


def _with_ids(decks: Sequence[Deck]) -> Iterator[tuple[int, Deck]]:
    """Each deck with an id for use inside the package (Anki goes by the name)."""
    taken = set()
    for deck in decks:
        number = (1 << 30) + _number(deck.name) % (1 << 30)
        while number in taken:
            number += 1
        taken.add(number)
        yield number, deck


def _number(text: str) -> int:
    return int.from_bytes(sha256(text.encode("utf-8")).digest()[:8], "big")
