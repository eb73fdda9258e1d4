"""Grades of words: the lexicon is well formed, and unknown words are no feature."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizgen.phrases import explain, features, grades, priors
from quizgen.phrases.gradetable import GradeTable
from quizgen.script import simplified

FILES = [grades.table, priors.table]


@pytest.mark.parametrize("table", FILES)
def test_every_entry_stands_once_in_the_line_of_its_first_character(table: GradeTable) -> None:
    words = list(table.entries)
    assert words == sorted(set(words))
    assert sum(len(line.split()) - 1 for line in table.lines.values()) == len(words)
    assert len(words) > 40_000
    assert all(len(first.decode()) == 1 for first in table.lines)
    text = "".join(words)
    assert simplified(text) == text


def test_every_word_has_one_grade_of_a_kind_and_two_levels() -> None:
    for word, (kind, firm, known) in grades.table.entries.items():
        assert kind in grades.KINDS
        assert {firm, known} <= set("0123")
        assert all("\u4e00" <= char <= "\u9fff" for char in word)


def test_every_phrase_has_three_levels_and_a_spread() -> None:
    for firm, known, worth, spread in priors.table.entries.values():
        assert {firm, known, worth} <= set("0123")
        assert int(spread) <= len(priors.SPREAD)


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


# Of phrases that anybody would grade the same way: the second is not worth asking for, or less.
WORTHIER = [
    ("近亲属", "合法权益"),
    ("法定代表人", "有关部门"),
    ("三分之二", "大部分"),
    ("安全生产责任制", "重要作用"),
]


@pytest.mark.parametrize(("worthy", "idle"), WORTHIER)
def test_terms_are_worth_more_than_everyday_phrases(worthy: str, idle: str) -> None:
    assert priors.prior(worthy)[2] > priors.prior(idle)[2]


@pytest.mark.parametrize("table", FILES)
def test_every_word_of_a_file_has_its_grade_and_no_part_of_one_another(table: GradeTable) -> None:
    graded = table.entries
    assert all(table[word] == known for word, known in graded.items())
    others = {other for word in graded for other in (word + "的", word + graded[word], word[:-1])}
    others -= graded.keys() | {""}
    assert all(table[word] == table.ungraded for word in others)


@given(st.text(min_size=1))
def test_any_word_has_a_grade_or_none(word: str) -> None:
    for table in FILES:
        assert table[word] == table.entries.get(word, table.ungraded)
