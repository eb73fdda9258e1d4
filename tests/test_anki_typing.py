"""What the script of typed cards takes as right, and what it must not."""

from __future__ import annotations

import json
import re

import pytest
from py_mini_racer import MiniRacer

from quizgen.resources import Templates

# Typed, the answers of each blank, in any order: right.
RIGHT = [
    ("链长制", [["链长制"]], False),
    ("“链长制”", [["链长制"]], False),
    ("八八战略", [["“八八战略”"]], False),
    ("中华人民共和国宪法", [["《中华人民共和国宪法》"]], False),
    ("百分之６．８", [["百分之6.8"]], False),
    ("６.８%", [["6.8％"]], False),
    ("1000亿元", [["1,000亿元"]], False),
    ("ＧＤＰ", [["gdp"]], False),
    ("链长负责制。", [["链长制", "链长负责制"]], False),
    ("规划、建设,管理", [["规划，建设、管理"]], False),
    ("2021—2025年", [["2021-2025年"]], False),
    ("甲,乙", [["甲"], ["乙"]], False),
    ("甲 乙", [["甲"], ["乙"]], False),
    ("甲乙", [["甲"], ["乙"]], False),
    ("丙、甲；乙", [["甲"], ["乙"], ["丙"]], True),
    ("乙二，甲", [["甲"], ["乙", "乙二"]], True),
    ("1、23", [["1"], ["23"]], False),
    ("开工一批、开工", [["开工"], ["开工一批"]], True),
]
WRONG = [
    ("链长", [["链长制"]], False),
    ("链长制制", [["链长制"]], False),
    ("", [["链长制"]], False),
    ("68%", [["6.8%"]], False),
    ("6,8", [["6.8"]], False),
    ("-5", [["5"]], False),
    ("5", [["-5"]], False),
    ("12、3", [["1"], ["23"]], False),
    ("123", [["1"], ["23"]], False),
    ("1、2", [["12"]], False),
    ("乙、甲", [["甲"], ["乙"]], False),
    ("甲、甲", [["甲"], ["乙"]], True),
    ("甲", [["甲"], ["乙"]], True),
    ("甲、乙、乙", [["甲"], ["乙"]], True),
    ("＜b＞", [["b"]], False),
]


@pytest.fixture(scope="module")
def script() -> MiniRacer:
    found = re.search(r"(?s)  function fold.*?(?=\n  try \{)", Templates().text(_BACK))
    assert found is not None
    engine = MiniRacer()
    engine.eval(found[0])
    return engine


_BACK = "anki/cloze-back.html"


def verdict(script: MiniRacer, typed: str, blanks: list[list[str]], unordered: bool) -> object:
    arguments = json.dumps([typed, blanks, unordered])
    return script.eval(
        f"(function (typed, blanks, unordered) {{ return fits(fold(typed), "
        f"blanks.map(function (a) {{ return a.map(fold); }}), unordered); }})(...{arguments})"
    )


@pytest.mark.parametrize(("typed", "blanks", "unordered"), RIGHT)
def test_right(script: MiniRacer, typed: str, blanks: list[list[str]], unordered: bool) -> None:
    assert verdict(script, typed, blanks, unordered) is True


@pytest.mark.parametrize(("typed", "blanks", "unordered"), WRONG)
def test_not_right(script: MiniRacer, typed: str, blanks: list[list[str]], unordered: bool) -> None:
    assert verdict(script, typed, blanks, unordered) is False


def test_many_blanks_in_any_order_are_quick(script: MiniRacer) -> None:
    members = [[f"第{n}项"] for n in "一二三四五六七八九十"]
    typed = "、".join(member for (member,) in reversed(members))
    assert verdict(script, typed, members, unordered=True) is True
    assert verdict(script, typed + "多", members, unordered=True) is False
