"""Notes → the bytes of an ``.apkg`` file, with genanki's schema, note types and decks.

genanki's own writing of rows leaves times, ids and the order of new cards to the clock and
to chance, its archive is not compressed, and it parses and writes the JSON of all decks
and note types once more for each deck, in time that grows with the square of their number.
So here note types and decks are written once, and rows together.
"""

from __future__ import annotations

import json
import sqlite3
import zipfile
from collections.abc import Iterator, Sequence
from contextlib import closing
from functools import lru_cache
from hashlib import sha256
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory

from quizgen.errors import CannotWrite
from quizgen.exporters.ankideck.generator import APKG_COL, APKG_SCHEMA, Model, genanki
from quizgen.exporters.ankideck.notes import BASE_TIME, Note
from quizgen.exporters.ankideck.notetypes import CHANGED, Look, NoteType
from quizgen.records import dataclass

_SPAN_OF_IDS = 10**10  # milliseconds: 115 days
# One transaction, and no journal to fall back on: the file is read once and removed.
_UNGUARDED = "PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; BEGIN"


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
    first = BASE_TIME * 1000 + _number(seed) % _SPAN_OF_IDS
    return _archive({"collection.anki2": _database(decks, looks, first), "media": b"{}"})


def _database(decks: Sequence[Deck], looks: dict[NoteType, Look], first: int) -> bytes:
    """The collection as SQLite writes it, which needs a file; CannotWrite where it cannot."""
    try:
        with TemporaryDirectory(prefix="quizgen-") as folder:
            path = Path(folder, "collection.anki2")
            with closing(sqlite3.connect(path, isolation_level=None)) as connection:
                cursor = connection.cursor()
                cursor.executescript(_UNGUARDED)
                _write(cursor, list(_with_ids(decks)), looks, first)
                cursor.execute("COMMIT")
            return path.read_bytes()
    except (OSError, sqlite3.OperationalError) as error:
        remedy = "free some space there, or name another folder in TMPDIR"
        raise CannotWrite("the temporary folder", str(error), remedy) from error


def _write(
    cursor: sqlite3.Cursor,
    decks: Sequence[tuple[int, Deck]],
    looks: dict[NoteType, Look],
    first: int,
) -> None:
    """Write the tables; ids of notes and cards count from ``first``."""
    for statement in (*APKG_SCHEMA.split(";"), APKG_COL):
        cursor.execute(statement)
    (listed,) = cursor.execute("SELECT decks FROM col").fetchone()
    shown = json.loads(listed)
    for number, deck in decks:
        shown[str(number)] = genanki.Deck(number, deck.name, deck.description).to_json()
    first_deck = decks[0][0]
    kinds = {
        kind.id: _model(kind, look).to_json(CHANGED, first_deck) for kind, look in looks.items()
    }
    cursor.execute("UPDATE col SET decks = ?, models = ?", (json.dumps(shown), json.dumps(kinds)))
    rows = [(number, place, note) for number, deck in decks for place, note in deck.notes]
    cursor.executemany(
        "INSERT INTO notes VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (note_row(first + 2 * index, note) for index, (_, _, note) in enumerate(rows)),
    )
    cursor.executemany(
        "INSERT INTO cards VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            card_row(first + 2 * index, deck, place, note.changed)
            for index, (deck, place, note) in enumerate(rows)
        ),
    )


def note_row(number: int, note: Note) -> tuple[int | str, ...]:
    """A row of the table of notes; Anki fills in the sum of the first field itself."""
    values = note.values()
    tags = f" {' '.join(note.tags)} "
    data = (note.kind.id, note.changed, -1, tags, "\x1f".join(values), values[0], 0, 0, "")
    return (number, note.guid, *data)


def card_row(number: int, deck: int, place: int, changed: int) -> tuple[int | str, ...]:
    """A row of the table of cards: the one card of note ``number``, new, at ``place``."""
    nothing = (0,) * 8  # interval, ease, repetitions …: it was never answered
    return (number + 1, number, deck, 0, changed, -1, 0, 0, place, *nothing, "")


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


@lru_cache(maxsize=8)
def _model(kind: NoteType, look: Look) -> Model:
    """A note type for genanki, the same for all decks of a run."""
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
    return Model(
        kind.id,
        kind.name,
        fields=fields,
        templates=[template],
        css=look.css,
        model_type=Model.CLOZE if kind.cloze else Model.FRONT_BACK,
    )


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
