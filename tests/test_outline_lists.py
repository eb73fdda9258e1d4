"""Lists whose numbers are written carelessly, and what repeats headings or quotes law."""

from __future__ import annotations

import pytest

from quizgen.document import Block, BlockKind, Reading, Span
from quizgen.outline import build
from quizgen.readers import read


def _labels(text: str, name: str = "笔记.txt") -> list[str]:
    """Level and marker (of a section without one: its title) of each section."""
    return [
        f"{section.level} {section.marker.text.strip() if section.marker else section.title}"
        for section in build(read(text.encode(), name), name).walk()
    ]


@pytest.mark.parametrize(
    ("lines", "labels"),
    [
        # A number without a point goes on with numbers that have one.
        (["1. 看颜色。", "2 闻气味。", "3. 记结果。"], ["1 1.", "1 2", "1 3."]),
        (["1、看颜色。", "2、闻气味。", "3记结果。"], ["1 1、", "1 2、", "1 3"]),
        # All of them without one: the second tells that the first is one.
        (["1看颜色", "2闻气味", "3分析结果"], ["1 1", "1 2", "1 3"]),
        (["一、方法", "内容：1看色；", "2闻味；", "二、结果"], ["1 一、", "2 1", "2 2", "1 二、"]),
        # The line break before an item is lost.
        (["1. 看颜色。", "2. 闻气味。3. 记结果。", "4. 收。"], ["1 1.", "1 2.", "1 3.", "1 4."]),
        (["1、看颜色2、闻气味", "3、记结果"], ["1 1、", "1 2、", "1 3、"]),
        # The character set of the document ends with ⑩.
        ([*(f"{chr(0x2460 + n)}检查" for n in range(10)), "⑾检查"],
         [*(f"1 {chr(0x2460 + n)}" for n in range(10)), "1 ⑾"]),
        # Abilities by letter and number: each letter counts for itself.
        (["M1 会说", "M2 会写", "T1 会修"], ["1 M1", "1 M2"]),
        (["M1 会说", "M2 会写", "T1 会修", "T2 会拆"], ["1 M1", "1 M2", "1 T1", "1 T2"]),
        # 首先 and 其次 may go on with 第三.
        (["首先，要快。", "其次，要稳。", "第三，要省。"], ["1 首先，", "1 其次，", "1 第三，"]),
        # A series of points whose first one stands in mid-sentence.
        (["我们先讲头一点。", "第二点是用气。", "第三点是用水。"], ["1 第二", "1 第三"]),
        # Bullets before the numbers.
        (["● 第一步：断电", "● 第二步：验电"], ["1 第一步", "1 第二步"]),
        (["• 要点一 断电", "• 要点二 验电"], ["1 要点一", "1 要点二"]),
        # The parts of a question paper.
        (["简答题", "1. 何为电？", "2. 何为水？", "论述题", "1. 谈电。", "2. 谈水。"],
         ["1 简答题", "2 1.", "2 2.", "1 论述题", "2 1.", "2 2."]),
        # A number that stands twice is beside the first, not below it.
        (["（一）甲", "1. 子", "2. 丑", "（二）乙", "1. 子", "2. 丑", "（二）丙"],
         ["1 （一）", "2 1.", "2 2.", "1 （二）", "2 1.", "2 2.", "1 （二）"]),
    ],
)  # fmt: skip
def test_careless_lists(lines: list[str], labels: list[str]) -> None:
    assert _labels("\n".join(lines)) == labels


@pytest.mark.parametrize(
    ("lines", "labels"),
    [
        (["1. 看颜色。", "2. 闻气味。", "3个月以后再看。"], ["1 1.", "1 2."]),
        (["1. 看颜色。", "2. 闻气味。", "3 月再看一次。"], ["1 1.", "1 2."]),
        (["1. 看颜色。", "2. 闻气味。", "5 号样品最深。"], ["1 1.", "1 2."]),
        (["1. 看颜色。", "2. 闻气味。", "3分钟以后记录。"], ["1 1.", "1 2."]),
        (["1肯定有人会问", "其实不难"], []),
        (["比分是：1比2", "2比1"], []),
        (["1、图甲和图2、图丙不同", "2、图丁"], ["1 1、", "1 2、"]),
        (["R2 两端", "R3 两端"], []),
        (["T1 会修"], []),
        (["⑾ 检查"], []),
        (["简答题很难。", "1. 何为电？", "2. 何为水？"], ["1 1.", "1 2."]),
    ],
)
def test_what_only_looks_like_an_item(lines: list[str], labels: list[str]) -> None:
    assert _labels("\n".join(lines)) == labels


@pytest.mark.parametrize(
    ("lines", "labels"),
    [
        # Slides print the heading on each of them.
        (["一、用电", "1. 断电", "2. 验电", "一、用电", "3. 接地", "二、用水"],
         ["1 一、", "2 1.", "2 2.", "2 3.", "1 二、"]),
        (["一、用电", "断电要快。", "一、用电-术语", "术语不多。", "一、用电（续）", "二、用水"],
         ["1 一、", "1 二、"]),
        # The agenda stands before each part.
        (["主要内容", "一．用电", "二．用水", "一、用电", "断电要快。", "主要内容", "一．用电",
          "二．用水", "二、用水", "节水要紧。"], ["1 一、", "1 二、"]),
        # Equal headings of different parts are no running heads.
        (["一、用电", "1. 方法", "2. 要求", "二、用水", "1. 方法", "2. 要求"],
         ["1 一、", "2 1.", "2 2.", "1 二、", "2 1.", "2 2."]),
        # A whole text that stands twice repeats its headings, but in their order.
        (["一、用电", "二、用水", "断电要快。", "一、用电", "二、用水"],
         ["1 一、", "1 二、", "1 一、", "1 二、"]),
        # No agenda: the list under these words is the text itself.
        (["主要内容", "1. 用电", "2. 用水", "用电要当心。"], ["1 1.", "1 2."]),
    ],
)  # fmt: skip
def test_headings_that_are_printed_again(lines: list[str], labels: list[str]) -> None:
    assert _labels("\n".join(lines)) == labels


def test_a_quoted_article_takes_its_items_along() -> None:
    quoted = "".join(
        f"> **第{number}条**\n> 下列事项共同决定：\n> （一）甲；\n> （二）乙。\n\n我们来看。\n\n"
        for number in ("七十", "十二", "八十一", "九", "五十")
    )
    own = "## 要求\n\n（一）先看；\n\n（二）后说。\n"
    assert _labels(f"# 讲义\n\n## 权利\n\n{quoted}{own}", "讲义.md") == [
        "1 权利",
        "1 要求",
        "2 （一）",
        "2 （二）",
    ]


def test_a_numbered_heading_is_no_title() -> None:
    numbered = "# 一、规范\n\n1. 先看。\n\n2. 后说。\n"
    assert _labels(numbered, "规范.md") == ["1 一、规范", "2 1.", "2 2."]
    assert _labels(numbered.replace("一、", ""), "规范.md") == ["1 1.", "1 2."]
    # A chapter by itself is titled by its number.
    assert _labels("# 第三章 水\n\n## 河\n\n## 湖\n", "水.md") == ["1 河", "1 湖"]


@pytest.mark.parametrize(
    ("again", "unit", "kept"),
    [("用电指南", "page", False), ("用电指南", "line", True), ("用电", "page", True)],
)
def test_a_printed_title_stands_again_without_its_version(
    again: str, unit: str, *, kept: bool
) -> None:
    lines = ["用电指南 V1.0", "前言", again, "用电要当心。"]
    levels = [1, 0, 2, 0]
    blocks: list[Block] = []
    start = 0
    for line, level in zip(lines, levels, strict=True):
        kind = BlockKind.HEADING if level else BlockKind.PARAGRAPH
        blocks.append(Block(Span(start, start + len(line)), kind, level))
        start += len(line) + 1
    document = build(Reading("\n".join(lines), tuple(blocks), unit=unit), "指南.pdf")
    assert (again in [section.title for section in document.walk()]) == kept


def test_a_mark_behind_the_number_is_no_part_of_the_title() -> None:
    lines = ("一、坚持原则", "（1）、坚持长期共存", "（2）、坚持互相监督", "二、完善制度")
    made = build(read("\n".join(["讲义", "", *lines]).encode(), "a.txt"), "a.txt")
    titles = [section.title for section in made.walk()]
    assert titles == ["坚持原则", "坚持长期共存", "坚持互相监督", "完善制度"]
    assert all(title in made.text for title in titles)
