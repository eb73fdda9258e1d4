"""How hard a question is: measures, points, grades, and choosing by them."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from real_anki import bring_in, collection

from quizgen import bank, phrases, questions
from quizgen.exporters import EXPORTERS, Options
from quizgen.questions import difficulty
from quizgen.questions.difficulty import CLOZE, MATCHING, Scale
from quizgen.quiz import (
    DIFFICULTIES,
    NOTHING,
    Bank,
    Blank,
    Cloze,
    Matching,
    Pair,
    Quote,
    Text,
    fingerprint,
)
from tests.conftest import HERE, Run
from tests.documents import document

Example = Callable[[str], Path]


@pytest.mark.parametrize(
    ("scale", "value", "points"),
    [
        (Scale((2, 4)), 1, 0),
        (Scale((2, 4)), 2, 1),
        (Scale((2, 4)), 9, 2),
        (Scale((2, 4), falling=True), 1, 2),
        (Scale((2, 4), falling=True), 2, 1),
        (Scale((2, 4), falling=True), 4, 0),
        (Scale((2,), weight=3), 2, 3),
    ],
)
def test_points(scale: Scale, value: float, points: int) -> None:
    assert scale.points(value) == points


def item(before: str, *answers: str, after: str = "。") -> Cloze:
    segments = [Text(before)]
    for answer in answers:
        segments += [Blank(answer), Text("、")]
    return Cloze("q", (), (*segments[:-1], Text(after)), NOTHING)


CONTEXT = "在开展汛期安全生产专项检查的过程中，各单位应当重点检查供电线路和"
TEXT = "检查工作。" * 5


def test_each_measure_makes_an_item_harder() -> None:
    """Each row differs from the first in one measure, which alone makes it harder."""
    plain = difficulty.cloze_measures(item(CONTEXT, "工作"), TEXT)
    harder = {
        "rarity": (item(CONTEXT, "水锤"), TEXT + "水锤" * 5),
        "length": (item(CONTEXT, "工作检查工作检查"), TEXT + "工作检查工作检查" * 5),
        "blanks": (item(CONTEXT, "工", "作"), TEXT),
        "occurrences": (item(CONTEXT, "工作"), "工作"),
        "context": (item("要做好", "工作"), TEXT),
    }
    assert list(harder) == list(CLOZE)
    for name, (question, text) in harder.items():
        measures = difficulty.cloze_measures(question, text)
        assert CLOZE[name].points(measures[name]) > CLOZE[name].points(plain[name]), name


def test_a_figure_of_one_character_has_no_places_to_count() -> None:
    assert difficulty.cloze_measures(item("共", "三"), "三三三三")["occurrences"] == 1


def matching(responses: list[str], spares: list[str]) -> Matching:
    pairs = tuple(Pair(Quote(f"第{n}"), Quote(text)) for n, text in enumerate(responses))
    return Matching("m", (), "term", "", ("", ""), pairs, tuple(map(Quote, spares)))


FOUR = ["安全", "生产", "工作", "检查"]


def test_each_measure_makes_a_set_harder() -> None:
    plain = difficulty.matching_measures(matching(FOUR, []))
    harder = {
        "rarity": matching(["水锤", "缩孔", "冷隔", "夹渣"], []),
        "choices": matching([*FOUR, "环境", "保护"], []),
        "spares": matching(FOUR, ["环境"]),
        "likeness": matching(FOUR, ["安保"]),
    }
    assert list(harder) == list(MATCHING)
    for name, question in harder.items():
        measures = difficulty.matching_measures(question)
        assert MATCHING[name].points(measures[name]) > MATCHING[name].points(plain[name]), name


@pytest.mark.parametrize(
    ("one", "other", "share"),
    [("甲乙", "甲乙", 1.0), ("甲乙", "丙丁", 0.0), ("甲乙", "甲丙", 0.5), ("", "", 0.0)],
)
def test_likeness(one: str, other: str, share: float) -> None:
    assert difficulty.likeness(one, other) == share


GRADES = [
    (item(CONTEXT, "工作"), TEXT, "easy"),
    (item("要检查管道的", "水锤防护", after="措施是否齐全。"), "水锤防护", "hard"),
    (item(CONTEXT, "疏散通道"), "疏散通道", "medium"),
    (item(CONTEXT, "应急照明"), "应急照明", "hard"),
    (item("要查", "隐患", "堵漏洞", "提能力"), "隐患", "hard"),
    (matching(FOUR, []), "", "easy"),
    (matching(["水锤", "缩孔", "冷隔", "夹渣", "气孔", "错箱"], ["冷却", "砂眼"]), "", "hard"),
]


@pytest.mark.parametrize(("question", "text", "grade"), GRADES)
def test_grades(question: Cloze | Matching, text: str, grade: str) -> None:
    assert difficulty.grade(question, text) == grade


EXAMPLES = sorted((HERE.parent / "examples").glob("*.[tm][xd]*"))


def test_every_question_of_the_examples_has_a_grade_and_no_grade_has_nearly_all() -> None:
    counts = dict.fromkeys(DIFFICULTIES, 0)
    for path in EXAMPLES:
        made = document(path.read_text("utf-8"), path.name)
        for question in questions.make(made, phrases.find(made)).bank.questions:
            counts[question.difficulty] += 1
            assert question.made == fingerprint(replace(question, difficulty=""))
    assert min(counts.values()) > sum(counts.values()) / 10, counts
    assert max(counts.values()) < sum(counts.values()) * 0.6, counts


@pytest.mark.parametrize(
    ("option", "grades"),
    [("easy", {"easy"}), ("hard", {"hard"}), ("medium, easy", {"easy", "medium"})],
)
def test_only_questions_of_the_grades_that_were_asked_for(
    quizgen: Run, example: Example, tmp_path: Path, option: str, grades: set[str]
) -> None:
    make = ["make", example("speech.txt"), "--difficulty", option, "--out", tmp_path]
    outcome = quizgen(*make, "--to", "anki")
    assert outcome.code == 0
    made = bank.load((tmp_path / "speech.quiz.toml").read_text("utf-8"), "bank")
    assert {question.difficulty for question in made.questions} == grades
    assert "directives have no" not in outcome.out
    counts = [f"{sum(q.difficulty == g for q in made.questions)} {g}" for g in DIFFICULTIES]
    assert ", ".join(row for row in counts if not row.startswith("0 ")) in outcome.out


@pytest.mark.parametrize("option", ["", "leicht", "easy,", "Easy", "easy medium"])
def test_a_grade_that_is_none(quizgen: Run, example: Example, tmp_path: Path, option: str) -> None:
    out = tmp_path / "out"
    outcome = quizgen("make", example("speech.txt"), "--difficulty", option, "--out", out)
    assert outcome.code == 2
    assert "--difficulty" in outcome.error
    assert "choose from easy, medium, hard" in outcome.error
    assert not out.exists()


def test_no_question_of_the_grade(quizgen: Run, tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("骑行人应当年满十二周岁，并按照规定办理实名登记。\n", encoding="utf-8")
    outcome = quizgen("make", path, "--difficulty", "hard", "--out", tmp_path / "out")
    assert outcome.code == 4
    assert "difficulty" in outcome.error


def test_a_bank_of_an_older_version_has_no_grades(quizgen: Run, tmp_path: Path) -> None:
    path = tmp_path / "old.quiz.toml"
    head = 'format = 1\nid = "b"\ntitle = "t"\n\n'
    path.write_text(f'{head}[[question]]\nkind = "cloze"\nstem = "天[[地]]玄黄"\n', "utf-8")
    value = json.loads(quizgen("export", path, "--to", "json").out)
    assert [question["difficulty"] for question in value["questions"]] == [None]


def test_the_grade_is_a_tag_in_anki(tmp_path: Path) -> None:
    made = tuple(
        replace(item("天玄地黄", answer), id=answer, difficulty=grade)
        for answer, grade in (("宇宙", "medium"), ("洪荒", ""))
    )
    deck = EXPORTERS["anki"].export(Bank("b", "t", "s", "", 0, made), Options()).data
    with collection(tmp_path) as col:
        bring_in(col, deck, tmp_path)
        assert len(col.find_notes("tag:difficulty::medium")) == 1
        assert len(col.find_notes("tag:difficulty::*")) == 1
        assert len(col.find_notes("")) == 2
