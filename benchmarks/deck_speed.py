"""Time and size of a deck against genanki's plain writing, and against bare SQLite.

    python benchmarks/deck_speed.py [NOTES] [SUBDECKS]

Makes a bank of NOTES fill-in items (10,000) and writes it as quizgen does, and with genanki's
own `Package.write_to_file`; the floor is SQLite's `executemany` of finished rows, and deflate
of the file.  Then a bank with a sub-deck for each of SUBDECKS sections (1,000)
and with a quarter and a half of them.  The ways take turns in one run, and the best of a few
turns counts, so that a busy machine slows all of them.  Prints ratios, and beside them the
seconds of the processor.
"""

from __future__ import annotations

import gc
import sqlite3
import sys
import tempfile
import time
import zlib
from collections.abc import Callable
from pathlib import Path

import genanki
from genanki.apkg_schema import APKG_SCHEMA

from quizgen.exporters import Options, anki
from quizgen.exporters.ankideck.collect import collect
from quizgen.exporters.ankideck.notetypes import NOTE_TYPES, look
from quizgen.exporters.ankideck.package import Deck, card_row, note_row, package
from quizgen.quiz import Bank, Blank, Cloze, Heading, Quote, Text
from quizgen.resources import Templates

TURNS = 5
LOOKS = {kind: look(kind, Templates()) for kind in NOTE_TYPES}


def bank(notes: int, sections: int) -> Bank:
    """A bank of ``notes`` items, dealt out evenly over sections."""
    questions = []
    for number in range(notes):
        section = Heading(f"第{number * sections // notes + 1}条", "抓好落实")
        source = f"第{number}句：坚持稳中求进工作总基调，完整、准确、全面贯彻新发展理念，久久为功。"
        segments = (Text(f"第{number}句：坚持"), Blank("稳中求进"), Text("工作总基调。"))
        questions.append(Cloze(f"q{number}", (section,), segments, Quote(source)))
    return Bank("speed", "讲话", "讲话.txt", "", questions=tuple(questions))


def plain(decks: list[Deck], path: Path) -> None:
    """Write the same notes with genanki alone."""
    models = {
        kind.id: genanki.Model(
            kind.id,
            kind.name,
            fields=[{"name": name} for name in kind.fields],
            templates=[{"name": kind.stem, "qfmt": shown.front, "afmt": shown.back}],
            css=shown.css,
            model_type=genanki.Model.CLOZE if kind.cloze else genanki.Model.FRONT_BACK,
        )
        for kind, shown in LOOKS.items()
    }
    made = []
    for number, deck in enumerate(decks, start=1 << 30):
        made.append(genanki.Deck(number, deck.name, deck.description))
        for position, note in deck.notes:
            made[-1].add_note(
                genanki.Note(
                    models[note.kind.id],
                    note.values(),
                    tags=note.tags,
                    guid=note.guid,
                    due=position,
                )
            )
    genanki.Package(made).write_to_file(str(path))


Rows = tuple[list[tuple[int | str, ...]], list[tuple[int | str, ...]]]


def rows_of(listed: list[Deck]) -> Rows:
    """The finished rows of notes and cards."""
    notes = [(place, note) for deck in listed for place, note in deck.notes]
    return (
        [note_row(2 * place, note) for place, note in notes],
        [card_row(2 * place, 1, place, note.changed) for place, note in notes],
    )


def bare(rows: Rows, path: Path) -> bytes:
    """What cannot be avoided: SQLite writes the rows, without any guard, and deflate packs them."""
    path.unlink(missing_ok=True)
    connection = sqlite3.connect(path)
    connection.executescript(f"PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; {APKG_SCHEMA}")
    for table, values in zip(("notes", "cards"), rows, strict=True):
        marks = ", ".join("?" * len(values[0]))
        connection.executemany(f"INSERT INTO {table} VALUES ({marks})", values)  # noqa: S608
    connection.commit()
    connection.close()
    return zlib.compress(path.read_bytes())


def ratios(notes: int, folder: Path) -> dict[str, float]:
    """Seconds of the processor: bare, writing finished notes, and from the bank on; genanki's."""
    one = bank(notes, 1)
    listed = decks(one, Options())
    rows = rows_of(listed)
    return best(
        {
            "bare": lambda: bare(rows, folder / "bare.db"),
            "package": lambda: package(listed, LOOKS, "speed"),
            "export": lambda: anki.export(one, Options()),
            "genanki": lambda: plain(listed, folder / "plain.apkg"),
        }
    )


def decks(made: Bank, options: Options) -> list[Deck]:
    """The decks with the notes that the export of ``made`` writes."""
    found = collect([made], options)
    return [
        Deck(name, [(n, note) for n, note in enumerate(found.notes, 1) if note.deck == name], text)
        for name, text in found.decks.items()
    ]


def best(ways: dict[str, Callable[[], object]]) -> dict[str, float]:
    """The shortest time of each way in seconds; the ways take turns."""
    times = dict.fromkeys(ways, float("inf"))
    gc.collect()
    gc.freeze()  # what is there already is nobody's cost
    for _ in range(TURNS):
        for name, run in ways.items():
            start = time.process_time()
            run()
            times[name] = min(times[name], time.process_time() - start)
    return times


def main() -> None:
    """Measure and print."""
    notes, sections = (int(word) for word in [*sys.argv[1:], "10000", "1000"][:2])
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        times = ratios(notes, folder)
        base, theirs = times["genanki"], folder / "plain.apkg"
        size = theirs.stat().st_size
        share = len(anki.export(bank(notes, 1), Options()).data) / size
        print(f"{notes:,} notes                  time        size")
        print(f"genanki, plain            1.00 ({base:.2f} s)  1.00 ({size:,} bytes)")
        print(f"SQLite and deflate        {times['bare'] / base:.2f}")
        print(f"quizgen, writing          {times['package'] / base:.2f}         {share:.3f}")
        print(f"quizgen, from the bank    {times['export'] / base:.2f}         {share:.3f}")
        some = {
            count: bank(2 * sections, count) for count in (sections // 4, sections // 2, sections)
        }
        split = Options(subdecks=True)
        rows = {count: decks(made, split) for count, made in some.items()}
        times = best(
            {f"quizgen {n}": lambda n=n: anki.export(some[n], split) for n in some}
            | {f"genanki {n}": lambda n=n: plain(rows[n], theirs) for n in some}
        )
        print(f"\nsub-decks ({2 * sections:,} notes)   quizgen       genanki")
        for count in some:
            row = [times[f"{way} {count}"] for way in ("quizgen", "genanki")]
            first = [times[f"{way} {sections // 4}"] for way in ("quizgen", "genanki")]
            shown = [f"{a / b:.2f} ({a:.2f} s)" for a, b in zip(row, first, strict=True)]
            print(f"{count:>9,}                {shown[0]}  {shown[1]}")


if __name__ == "__main__":
    main()
