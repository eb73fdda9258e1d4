"""Names of decks and tags."""

from __future__ import annotations

import pytest

from quizgen.exporters.ankideck import names
from quizgen.quiz import Bank, Heading

ONE, TWO, THREE = (Heading(f"{n}、", title) for n, title in zip("一二三", "甲乙丙", strict=True))
WHOLE = Heading("", "全文标题")
BELOW = Heading("一要", "抓好落实")


def test_subdecks_are_numbered_in_the_order_of_the_document() -> None:
    paths = [(), *[(ONE, BELOW)] * 4, *[(TWO,)] * 4, (ONE,), *[(THREE,)] * 3]
    decks = names.subdecks(paths)
    assert list(dict.fromkeys(decks)) == ["", "01 一、甲", "02 二、乙", "03 三、丙"]
    assert decks[9] == "01 一、甲"


def test_a_title_above_all_makes_no_deck() -> None:
    paths = [*[(WHOLE, ONE)] * 3, *[(WHOLE, TWO)] * 3, (WHOLE,)]
    assert list(dict.fromkeys(names.subdecks(paths))) == ["01 一、甲", "02 二、乙", ""]


NO_SUBDECKS = {
    "one part": [(ONE,)] * 10,
    "no part": [()] * 10,
    "many small parts": [(Heading(f"第{n}条", ""),) for n in range(1, 60)],
    "too many parts": [(Heading(f"第{n}条", ""),) for n in range(1, 60) for _ in range(5)],
    "nothing": [],
}


@pytest.mark.parametrize("paths", NO_SUBDECKS.values(), ids=NO_SUBDECKS.keys())
def test_no_subdecks(paths: list[names.Path]) -> None:
    assert set(names.subdecks(paths)) <= {""}


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


def test_tags_have_levels_and_no_space() -> None:
    path = (Heading("第一章", "总\u3000则"), Heading("", "甲::乙 丙"))
    assert names.tags(Bank("b", "我的 文档", "s", ""), path, "填空") == [
        "我的_文档::第一章_总_则::甲：：乙_丙",
        "quizgen::填空",
    ]
    tags = names.tags(Bank("b", "甲", "s", ""), (), "填空", "medium")
    assert tags == ["甲", "quizgen::填空", "difficulty::medium"]
