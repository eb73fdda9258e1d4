"""The text file for Anki: the same notes as the package has, as the real Anki reads it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from anki.collection import CsvMetadata, ImportCsvRequest
from real_anki import answer_all, bring_in, collection
from test_anki_deck import BANK, ONE
from test_anki_hostile import HOSTILE

from quizgen.exporters import EXPORTERS, Options
from quizgen.quiz import Bank, Blank, Cloze, Heading, Matching, Pair, Quote, Text

ALL = Options(matching_cards="both", subdecks=True, typed=True)
HARD = Bank(
    "hard",
    "难",
    "s",
    "",
    questions=tuple(
        question
        for number, text in enumerate((*HOSTILE, "#a", '"', 'a"b\tc', "\t", ";,"))
        for question in (
            Cloze(
                f"q{number}", (Heading(text, text),), (Text(text), Blank("答" + text)), Quote(text)
            ),
            Matching(
                f"m{number}",
                ONE,
                "",
                text,
                ("", ""),
                (Pair(Quote("甲" + text), Quote("一")), Pair(Quote("乙"), Quote("二" + text))),
            ),
        )
    ),
)


def notes(col: Any) -> list[tuple[Any, ...]]:
    """All that a text file says of notes, as the collection has it."""
    found = []
    for number in col.find_notes("deck:*"):
        note = col.get_note(number)
        (card,) = note.cards()
        found.append((note.guid, note.mid, note.tags, note.fields, col.decks.name(card.did)))
    return sorted(found)


def bring_in_text(col: Any, bank: Bank, options: Options, folder: Path) -> Any:
    """Import the text file as the desktop program does that leaves all settings as they are."""
    path = folder / "notes.txt"
    path.write_bytes(EXPORTERS["ankitext"].export(bank, options).data)
    metadata = col.get_csv_metadata(path=str(path), delimiter=None)
    assert metadata.delimiter == CsvMetadata.TAB
    assert metadata.is_html
    assert (metadata.guid_column, metadata.deck_column, metadata.tags_column) == (1, 3, 4)
    return col.import_csv(ImportCsvRequest(path=str(path), metadata=metadata)).log


@pytest.mark.parametrize("bank", [BANK, HARD], ids=["usual", "hostile"])
def test_the_text_gives_the_notes_of_the_package(tmp_path: Path, bank: Bank) -> None:
    exported = EXPORTERS["ankitext"].export(bank, ALL)
    with collection(tmp_path / "package") as col:
        bring_in(col, EXPORTERS["anki"].export(bank, ALL).data, tmp_path)
        expected = notes(col)
        assert len(expected) == exported.count
    with collection(tmp_path / "text") as col:
        # The note types come with any package of quizgen.
        bring_in(col, EXPORTERS["anki"].export(BANK, ALL).data, tmp_path)
        col.remove_notes(col.find_notes("deck:*"))
        log = bring_in_text(col, bank, ALL, tmp_path)
        assert (len(log.new), len(log.conflicting)) == (exported.count, 0)
        assert notes(col) == expected
        _, ok = col.fix_integrity()
        assert ok


def test_an_edit_reaches_its_note_by_text_and_keeps_the_history(tmp_path: Path) -> None:
    first = BANK.questions[0]
    edited = replace(BANK, questions=(replace(first, note="新"), *BANK.questions[1:]))
    with collection(tmp_path) as col:
        bring_in(col, EXPORTERS["anki"].export(BANK, Options()).data, tmp_path)
        answer_all(col)
        history = col.db.all("select * from revlog order by id")
        log = bring_in_text(col, edited, Options(), tmp_path)
        assert (len(log.new), len(log.updated), len(log.duplicate)) == (0, 1, 9)
        assert col.db.all("select * from revlog order by id") == history
        (changed,) = (col.get_note(number) for number in col.find_notes('"Id:b1/q1"'))
        assert changed["Note"] == "新"


def test_the_text_is_readable_and_the_same_each_time() -> None:
    data = EXPORTERS["ankitext"].export(BANK, Options()).data
    assert data == EXPORTERS["ankitext"].export(BANK, Options()).data
    lines = data.decode("utf-8").split("\n")
    assert [line for line in lines if line.startswith("#")] == lines[:6]
    first = lines[6].split("\t")
    assert first[1:4] == ["quizgen 填空", "工作会议讲话", first[3]]
    assert first[4] == "第1句：坚持{{c1::开局}}。"
    assert len({line.count("\t") for line in lines[6:-1]}) == 1
