"""Traditional documents are examined in simplified characters and shown as they are."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizgen import phrases, questions
from quizgen.quiz import Cloze, Matching
from quizgen.script import examined, is_traditional, simplified
from tests.documents import document

TRADITIONAL = """\
社區防災手冊

一、平時準備

每個家庭都應準備「緊急避難包」，內放三日份的飲水、乾糧和常備藥品，並放在容易取得的地方。
避難收容處所是指災害發生時，供居民臨時安置、集中照顧的場所。

二、地震發生時

室內人員應立即採取「趴下、掩護、穩住」三個動作，遠離窗戶，不得搭乘電梯。
"""


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("社區應設置避難收容處所。", True),
        ("社区应当设置避难收容处所。", False),
        ("朱镕基同志、陶喆和孙燕姿出席了今天上午在市文化中心举行的开幕仪式并讲话。", False),
        ("ABC 123", False),
        ("", False),
    ],
)
def test_what_is_traditional(text: str, expected: bool) -> None:
    assert is_traditional(text) is expected


@given(st.text(alphabet="區应應处處，。a1「」髮发\n𠮷", max_size=60))
def test_every_character_becomes_one_character(text: str) -> None:
    assert len(simplified(text)) == len(text)


def test_a_simplified_document_is_examined_as_it_is() -> None:
    made = document("社区应当设置避难收容处所。")
    assert examined(made) is made


def test_the_title_is_examined_like_the_text() -> None:
    made = document(TRADITIONAL)
    plain = examined(made)
    assert (made.title, plain.title) == ("社區防災手冊", "社区防灾手册")
    assert [s.title for s in plain.walk()] == ["平时准备", "地震发生时"]


def test_what_is_asked_is_written_as_in_the_document() -> None:
    made = document(TRADITIONAL)
    result = questions.make(made, phrases.find(made))
    assert result.bank.questions
    for question in result.bank.questions:
        if isinstance(question, Cloze):
            assert made.slice(question.source.place) == question.source.text  # type: ignore[arg-type]
            for blank in question.blanks:
                assert made.slice(blank.place) == blank.answer  # type: ignore[arg-type]
        if isinstance(question, Matching):
            for pair in question.pairs:
                assert made.slice(pair.premise.place) == pair.premise.text  # type: ignore[arg-type]
    shown = "".join(q.text("") for q in result.bank.questions if isinstance(q, Cloze))
    assert is_traditional(shown)
    assert {h.title for q in result.bank.questions for h in q.section} <= {"平時準備", "地震發生時"}


def test_words_of_a_traditional_document_are_not_cut() -> None:
    made = document("高血壓患者應遵照醫囑服用降壓藥物，並定期量測血壓。")
    words = {made.slice(p.span) for p in phrases.find(made)}
    assert "高血壓患者" in words
    assert not {word for word in words if word.startswith("壓")}
