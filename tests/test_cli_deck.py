"""What is chosen for the Anki deck: `make`, `export` and `deck`, as a person uses them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from anki.collection import Collection
from real_anki import bring_in, cards, collection

from quizgen import bank
from quizgen.quiz import Bank
from tests.conftest import Run

Example = Callable[[str], Path]
TITLE = "在云汀市重点工作推进会上的讲话"


def read(path: Path) -> Bank:
    return bank.load(path.read_text("utf-8"), str(path))


@pytest.fixture
def speech(quizgen: Run, example: Example, tmp_path: Path) -> Path:
    """The bank of the speech, made with nothing chosen."""
    quizgen("make", example("speech.txt"), "--out", tmp_path / "a", "--to", "anki")
    return tmp_path / "a" / "speech.quiz.toml"


@pytest.fixture
def rules(quizgen: Run, example: Example, tmp_path: Path) -> Path:
    quizgen("make", example("regulation.md"), "--out", tmp_path / "b", "--to", "anki")
    return tmp_path / "b" / "regulation.quiz.toml"


def deck_names(col: Collection) -> list[str]:
    return sorted(deck.name for deck in col.decks.all_names_and_ids() if deck.id != 1)


def test_make_names_the_deck_once_and_for_all(quizgen: Run, speech: Path, tmp_path: Path) -> None:
    assert f'\ndeck = "{TITLE}"\n' in speech.read_text("utf-8")
    renamed = speech.read_text("utf-8").replace(f'title = "{TITLE}"', 'title = "改过的标题"')
    speech.write_text(renamed, encoding="utf-8")
    assert quizgen("export", speech, "--to", "anki").code == 0
    assert speech.read_text("utf-8").split("[record]")[0] == renamed.split("[record]")[0]
    with collection(tmp_path / "c") as col:
        bring_in(col, speech.with_name("speech.apkg").read_bytes(), tmp_path)
        assert deck_names(col) == [TITLE]
        assert "改过的标题" in cards(col)[0].answer()


def outermost(made: Bank) -> int:
    """How many sections of the first level have questions."""
    return len({question.section[0] for question in made.questions if question.section})


def test_choices_of_an_export_are_remembered_by_the_bank(
    quizgen: Run, speech: Path, tmp_path: Path
) -> None:
    before = read(speech)
    chosen = ["--subdecks", "--typed", "--matching", "both"]
    assert quizgen("export", speech, "--to", "anki", *chosen).code == 0
    first = speech.with_name("speech.apkg").read_bytes()
    assert quizgen("export", speech, "--to", "anki").code == 0
    assert speech.with_name("speech.apkg").read_bytes() == first
    after = read(speech)
    sections = outermost(after)
    assert len(after.deck.subdecks) == sections > 1
    assert (after.deck.typed, after.deck.matching) == (True, "both")
    assert after.questions == before.questions
    with collection(tmp_path / "c") as col:
        bring_in(col, first, tmp_path)
        assert len(deck_names(col)) == sections + 1
        assert "[[type:cloze:Text]]" in cards(col)[0].question()
    assert quizgen("export", speech, "--no-subdecks", "--no-typed", "--matching", "pairs").code == 0
    assert replace(read(speech), record=before.record) == before


def test_paper_alone_names_no_deck(quizgen: Run, speech: Path) -> None:
    text = "".join(
        line for line in speech.read_text("utf-8").splitlines(True) if not line.startswith("deck =")
    )
    speech.write_text(text, encoding="utf-8")
    assert quizgen("export", speech, "--to", "worksheet,answers").code == 0
    assert speech.read_text("utf-8") == text
    assert quizgen("export", speech, "--to", "worksheet", "--typed").code == 0
    assert read(speech).deck.typed


def test_make_takes_them_from_the_project_too(
    quizgen: Run, example: Example, tmp_path: Path
) -> None:
    document = tmp_path / "speech.txt"
    document.write_bytes(example("speech.txt").read_bytes())
    (tmp_path / "quizgen.toml").write_text("[make]\nsubdecks = true\ntyped = true\n", "utf-8")
    out = tmp_path / "out"
    assert quizgen("make", document, "--out", out, "--to", "anki", "--no-typed").code == 0
    made = read(out / "speech.quiz.toml")
    assert len(made.deck.subdecks) == outermost(made) > 1
    assert not made.deck.typed


def test_a_bank_whose_deck_is_as_it_says_is_not_touched(quizgen: Run, speech: Path) -> None:
    text = speech.read_text("utf-8").replace("\n[[question]]", "\n# 我的批注\n[[question]]", 1)
    speech.write_text(text, encoding="utf-8")
    assert quizgen("export", speech, "--to", "anki").code == 0
    assert speech.read_text("utf-8") == text


def test_several_banks_become_one_deck(
    quizgen: Run, speech: Path, rules: Path, tmp_path: Path
) -> None:
    package = tmp_path / "all.apkg"
    outcome = quizgen("deck", speech, rules, "--name", "年度学习", "-o", package)
    assert (outcome.code, outcome.err) == (0, "")
    assert f"rename that deck to ‘年度学习::{TITLE}’" in outcome.out
    assert read(speech).deck.name == f"年度学习::{TITLE}"
    with collection(tmp_path / "c") as col:
        bring_in(col, package.read_bytes(), tmp_path)
        expected = ["年度学习", f"年度学习::{TITLE}", "年度学习::澄湖学院图书馆管理规则"]
        assert deck_names(col) == sorted(expected)
        count = col.card_count()
        quizgen("export", speech, "--to", "anki")
        log = bring_in(col, speech.with_name("speech.apkg").read_bytes(), tmp_path)
        assert (log.new, log.updated) == (0, 0)
        assert (col.card_count(), deck_names(col)) == (count, sorted(expected))
    again = quizgen("deck", speech, rules, "--name", "年度学习", "-o", tmp_path / "b.apkg")
    assert "rename" not in again.out
    assert (tmp_path / "b.apkg").read_bytes() == package.read_bytes()


def test_the_package_is_named_after_the_deck(
    quizgen: Run, speech: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert quizgen("deck", speech, "--name", "A/B: 学习?", "--quiet").out == ""
    assert (tmp_path / "A_B_ 学习_.apkg").is_file()


def test_a_refused_deck_changes_nothing(
    quizgen: Run, speech: Path, rules: Path, tmp_path: Path
) -> None:
    text = rules.read_text("utf-8").replace("澄湖学院图书馆管理规则", TITLE)
    rules.write_text(text, encoding="utf-8")
    before = speech.read_bytes()
    package = tmp_path / "x.apkg"
    outcome = quizgen("deck", speech, rules, "--name", "年度学习", "-o", package)
    assert outcome.code == 2
    assert str(speech) in outcome.error
    assert "change the line deck" in outcome.error
    assert quizgen("deck", speech, "--name", " ", "-o", package).code == 2
    assert quizgen("deck", speech, tmp_path / "none.quiz.toml", "--name", "n").code == 5
    assert quizgen("deck", speech, "--name", "n", "-o", speech / "no").code == 6
    assert quizgen("deck", speech, "--name", "n", "--matching", "some").code == 2
    assert (speech.read_bytes(), rules.read_text("utf-8")) == (before, text)
    assert not package.exists()


def test_two_copies_of_a_bank_are_refused(quizgen: Run, speech: Path, tmp_path: Path) -> None:
    copy = tmp_path / "copy.quiz.toml"
    copy.write_text(speech.read_text("utf-8").replace(f'deck = "{TITLE}"', 'deck = "二"'), "utf-8")
    outcome = quizgen("deck", speech, copy, "--name", "n", "-o", tmp_path / "x.apkg")
    assert outcome.code == 5
    assert "is there 2 times" in outcome.error


def test_the_text_for_anki_stands_beside_the_bank(quizgen: Run, speech: Path) -> None:
    outcome = quizgen("export", speech, "--to", "ankitext")
    path = speech.with_name("speech-anki.txt")
    assert str(path) in outcome.out
    assert path.read_text("utf-8").startswith("#separator:tab\n#html:true\n#guid column:1\n")
