"""Closed lists: the text says how many members there are, and lists as many."""

from __future__ import annotations

import pytest

from quizgen import phrases
from quizgen.phrases import closed
from tests.documents import clozes, document, make

LISTS = [
    ("炼钢的设备有三种：转炉、电炉、平炉。", ["转炉", "电炉", "平炉"]),
    ("轮渡服务的四个要求是准点、安全、整洁和热情。", ["准点", "安全", "整洁", "热情"]),
    ("数据权限有两大模块，分别是权限申请、权限审计。", ["权限申请", "权限审计"]),
    ("风险等级分为三级：一般、较大以及重大，用颜色标识。", ["一般", "较大", "重大"]),
    ("可以概括为4类：产品、价格、渠道、促销。", ["产品", "价格", "渠道", "促销"]),
    ("本章讲两种方法：直接法、间接法；后者更快。", ["直接法", "间接法"]),
]
# It has more or fewer members than it says, it is open, or nothing is counted.
NO_LISTS = [
    "炼钢的设备有三种：转炉、电炉。",
    "炼钢的设备有三种：转炉、电炉、平炉等。",
    "炼钢的设备有三种，转炉、电炉、平炉最常见。",
    "二者不是非此即彼、一去一存的关系。",
    "第三种是转炉、电炉、平炉。",
    "十三种是转炉、电炉、平炉。",
    "设备包括转炉、电炉、平炉。",
    "三种设备：" + "转炉和电炉、" * 3 + "平炉。",
    "八种设备：" + "转炉、" * 20_000 + "平炉。",
    "三种设备：甲、乙、丙。",
    "三种设备。",
    "",
]


@pytest.mark.parametrize(("text", "members"), LISTS)
def test_a_list_that_the_text_counts(text: str, members: list[str]) -> None:
    assert [text[s.start : s.end] for s in sorted(closed.members(text))] == members


@pytest.mark.parametrize("text", NO_LISTS)
def test_what_is_no_closed_list(text: str) -> None:
    assert closed.members(text) == frozenset()


def test_a_member_is_whole_whatever_its_words_are() -> None:
    text = "权限管理\n\n核心数据的权限管理包括三大模块：基础同步功能、权限申请配置、权限审计功能。"
    made = document(text)
    found = {made.slice(p.span) for p in phrases.find(made) if p.merit > 0}
    assert {"基础同步功能", "权限申请配置", "权限审计功能"} <= found
    (item,) = clozes(make(text))
    assert {b.answer for b in item.blanks} <= {"基础同步功能", "权限申请配置", "权限审计功能"}
