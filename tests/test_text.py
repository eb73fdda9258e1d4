"""Helpers on strings: folding, widths, joining the lines of a paragraph."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizgen.text import ends_sentence, fold, join_lines, squeeze, strip, trim, unwrap, width


@pytest.mark.parametrize(
    ("lines", "joined"),
    [
        (["加强领", "导"], "加强领导"),
        (["  加强领 ", "　　导"], "加强领导"),
        (["use the", "pump"], "use the pump"),
        (["使用 pump", "设备"], "使用 pump设备"),
        (["使用", "pump 设备"], "使用pump 设备"),
        (["增长", "3.5%"], "增长3.5%"),
        (["he said,", "“好”"], "he said,“好”"),
        (["well-", "known"], "well-known"),
        (["甲", "", "乙"], "甲乙"),
        ([], ""),
    ],
)
def test_join_lines(lines: list[str], joined: str) -> None:
    assert join_lines(lines) == joined


def test_unwrap_joins_as_lines_are_joined() -> None:
    assert unwrap("加强\n  领导 and\r\nmore work") == "加强领导 and more work"
    assert unwrap("没有 换行") == "没有 换行"


def test_fold_is_for_matching() -> None:
    assert fold("（１）　ＡＢ．：") == "(1) AB.:"
    assert fold("⼀、⼈") == "一、人"
    assert squeeze("第 一　章 总　则") == "第一章总则"


@given(st.text())
def test_fold_keeps_every_offset(text: str) -> None:
    assert len(fold(text)) == len(text)
    assert fold(fold(text)) == fold(text)


@given(st.text(st.sampled_from(" \t\u3000\xa0\n甲a")))
def test_trim_and_strip_agree(text: str) -> None:
    start, end = trim(text, 0, len(text))
    assert text[start:end] == strip(text)


@pytest.mark.parametrize(("text", "columns"), [("甲a乙", 5), ("", 0), ("（一）", 6), ("“甲”", 6)])
def test_width(text: str, columns: int) -> None:
    assert width(text) == columns


@pytest.mark.parametrize("text", ["完。", "完！”", "完；", "完？）"])
def test_ends_sentence(text: str) -> None:
    assert ends_sentence(text)


@pytest.mark.parametrize("text", ["", "未完", "未完，", "“未完”", "如下："])
def test_does_not_end_sentence(text: str) -> None:
    assert not ends_sentence(text)
