"""Grades of words: the lexicon is well formed, and unknown words are no feature."""

from __future__ import annotations

import pytest

from quizgen.phrases import explain, features, grades
from quizgen.script import simplified


def test_every_word_has_one_grade_of_a_kind_and_two_levels() -> None:
    words = []
    for first, line in grades.lines().items():
        assert line[0] == " "
        rest = [entry[: -grades.SIZE] for entry in line.split()]
        assert rest == sorted(set(rest))
        words += [first + end for end in rest]
        for kind, firm, known in (entry[-grades.SIZE :] for entry in line.split()):
            assert kind in grades.KINDS
            assert {firm, known} <= set("0123")
    assert words == sorted(words)
    assert len(words) > 40_000
    text = "".join(words)
    assert simplified(text) == text
    assert all("\u4e00" <= char <= "\u9fff" for char in text)


# Of pairs that anybody would grade the same way: the second fits less firmly, and is known better.
FIRMER = [
    ("红细胞", "问题"),
    ("叶绿体", "物体"),
    ("传染病", "措施"),
    ("不动产", "财产"),
    ("通货膨胀", "发展"),
    ("辛亥革命", "工作"),
    ("许可证", "材料"),
]


@pytest.mark.parametrize(("firm", "loose"), FIRMER)
def test_terms_are_graded_firmer_than_general_words(firm: str, loose: str) -> None:
    assert grades.grade(firm)[1] > grades.grade(loose)[1]
    assert grades.grade(firm)[2] < grades.grade(loose)[2]


def test_what_has_no_grade_is_no_feature() -> None:
    assert grades.grade("，") == grades.grade("壾壾") == grades.UNGRADED
    assert features.start_word("壾壾", "n")[-2:] == ("", "")
    assert features.end_word("壾壾", "n")[-2:] == ("", "")
    assert features.inner_word("壾壾", "n")[-3:] == ("", "", "")


TOLD = [
    ("last kind: T", "last kind: thing"),
    ("first grade: 30", "first grade: no other word fits, known to who studied it"),
    ("inside firmness: 1", "inside firmness: several words fit"),
    ("inside known: 3", "inside known: to everybody"),
]


@pytest.mark.parametrize(("feature", "words"), TOLD)
def test_grades_are_explained_in_words(feature: str, words: str) -> None:
    assert explain.in_words(feature) == words


def test_a_summary_counts_each_graded_word_once() -> None:
    words = ["传染病", "，", "传染病", "措施", "壾壾"]
    firm, known, firmest, kinds, general = grades.summary(words, 1, 9)
    both = [grades.grade(word) for word in ("传染病", "措施")]
    assert firm == str(sum(int(one[1]) for one in both) // 2)
    assert known == str(sum(int(one[2]) for one in both) // 2)
    assert firmest == str(sum(one[1] == grades.FIRMEST for one in both))
    assert kinds == "".join(sorted({one[0] for one in both}))
    assert general == "0"
    assert grades.summary(["，", "壾壾"], 1, 9) == ()


def test_every_word_of_the_file_has_its_grade_and_no_part_of_one_another() -> None:
    graded = {
        first + entry[: -grades.SIZE]: entry[-grades.SIZE :]
        for first, line in grades.lines().items()
        for entry in line.split()
    }
    assert all(grades.grade(word) == known for word, known in graded.items())
    others = {other for word in graded for other in (word + "的", word + graded[word], word[:-1])}
    others -= graded.keys() | {""}
    assert all(grades.grade(word) == grades.UNGRADED for word in others)
