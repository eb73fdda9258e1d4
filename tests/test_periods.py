"""Of which time a figure is: the heading that says it stands before the stem."""

from __future__ import annotations

import pytest

from quizgen import phrases, sentences
from quizgen.questions import cloze
from quizgen.questions.periods import period
from quizgen.quiz import Cloze
from tests.documents import document

REPORT = """\
青梧市政府工作报告

一、2031年工作回顾

全市新增绿道一百二十公里，建成口袋公园四十六个，垃圾分类覆盖率提高到百分之九十八。
坚持民生为大，持续办好暖心工程。

二、二〇三二年主要任务

改造老旧小区三十七个，开工建设青梧湖隧道。2035年前完成全部管网更新，新增管线八百公里。

三、保障措施

安排专项资金五亿元，实现重点村镇全覆盖。
"""


@pytest.mark.parametrize(
    ("words", "heading"),
    [
        ("全市新增绿道", "2031年工作回顾"),
        ("改造老旧小区", "二〇三二年主要任务"),
        ("2035年前完成", ""),  # has its time
        ("坚持民生为大", ""),  # counts nothing
        ("安排专项资金", ""),  # the heading has none
    ],
)
def test_the_heading_that_says_when(words: str, heading: str) -> None:
    made = document(REPORT)
    found = next(s for s in sentences.split(made) if made.slice(s.span).startswith(words))
    span = period(made, found.path, made.slice(found.span))
    assert (made.slice(span) if span else "") == heading


def test_an_article_holds_at_all_times() -> None:
    made = document(
        "条例\n\n第一章 2031年规定\n\n第一条 单位应当每季度完成检修两次。\n第二条 略。\n"
    )
    found = next(s for s in sentences.split(made) if "检修" in made.slice(s.span))
    assert period(made, found.path, made.slice(found.span)) is None


def test_a_figure_is_asked_for_with_its_time_and_a_term_without() -> None:
    made = document(REPORT)
    drafts = cloze.drafts(made, made, sentences.split(made), phrases.find(made))[0]
    shown = [draft.question.text("＿") for draft in drafts if isinstance(draft.question, Cloze)]
    figures = [words for words in shown if "绿道＿公里" in words or "覆盖率提高到百分之＿" in words]
    assert figures
    assert all(words.startswith("2031年工作回顾：") for words in figures)
    assert not [words for words in shown if "暖心" in words and "2031" in words]
