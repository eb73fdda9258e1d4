"""Names of decks and tags."""

from __future__ import annotations

import pytest

from quizgen.exporters.ankideck import names
from quizgen.quiz import Bank, Deck, Heading

# title, file name: deck
DECKS = [
    ("在会上的讲话", "讲话.txt", "在会上的讲话"),
    ("甲::乙", "s", "甲：：乙"),
    ('所谓"新"：', "s", "所谓＂新＂："),
    ("行一\n行二\u3000三", "s", "行一 行二 三"),
    ("e\u0301", "s", "é"),
    ("\u202e标题\u200b", "s", "标题"),
    ("", "文件.v2.txt", "文件.v2"),
    (" ", "", "quizgen"),
    ("长" * 100, "s", "长" * 59 + "…"),
]


@pytest.mark.parametrize(("title", "source", "deck"), DECKS)
def test_deck(title: str, source: str, deck: str) -> None:
    assert names.deck(Bank("b", title, source, "")) == deck


WRITTEN = {
    "年度学习::讲话": "年度学习::讲话",
    " 甲 :: :乙": "甲::：乙",
    "::甲::::乙::": "甲::乙",
    "\u200b": "标题",
}


@pytest.mark.parametrize(("written", "deck"), WRITTEN.items())
def test_a_name_that_is_written_down_comes_before_the_title(written: str, deck: str) -> None:
    assert names.deck(Bank("b", "标题", "s", "", deck=Deck(written))) == deck


def test_tags_do_not_follow_a_deck_that_is_put_below_another() -> None:
    bank = Bank("b", "标题", "s", "", deck=Deck("年度学习::讲话"))
    assert names.tags(bank, (), "填空")[0] == "讲话"


def test_tags_have_levels_and_no_space() -> None:
    path = (Heading("第一章", "总\u3000则"), Heading("", "甲::乙 丙"))
    assert names.tags(Bank("b", "我的 文档", "s", ""), path, "填空") == [
        "我的_文档::第一章_总_则::甲：：乙_丙",
        "quizgen::填空",
    ]
    tags = names.tags(Bank("b", "甲", "s", ""), (), "填空", "medium")
    assert tags == ["甲", "quizgen::填空", "difficulty::medium"]
