"""Figures with what counts them (第 12 条, 3～5 个, 50 km): they stand on one line if they can."""

from __future__ import annotations

from collections.abc import Iterable

from quizgen.regex import regex

# Measure words that stay with the figures before them (clreq 3.1.4; GB/T 15835).
_MULTIPLIER = "[十百千万亿]{0,2}"
_UNITS = (
    *("年", "月", "日", "号", "时", "分", "秒", "小时", "分钟", "周", "天", "岁", "届", "期"),
    *("元", "美元", "人", "名", "户", "个", "项", "条", "款", "章", "节", "页", "次", "倍", "级"),
    *("种", "类", "件", "台", "套", "家", "所", "座", "处", "起", "成", "度", "℃", "％"),
    *("米", "千米", "公里", "厘米", "毫米", "平方米", "平方公里", "立方米", "亩", "公顷"),
    *("吨", "克", "千克", "公斤", "毫克", "升", "毫升", "瓦", "千瓦", "伏", "安"),
)
_LATIN_UNITS = (
    *("km", "m", "dm", "cm", "mm", "μm", "nm", "kg", "g", "mg", "μg", "t", "L", "mL", "ml"),
    *("h", "min", "s", "ms", "W", "kW", "MW", "kWh", "V", "kV", "A", "mA", "Hz", "MHz", "GHz"),
    *("Pa", "kPa", "MPa", "mmHg", "mol", "J", "kJ", "KB", "MB", "GB", "TB"),
    *("hm²", "km²", "m²", "m³"),
)


def _one_of(units: Iterable[str]) -> str:
    return "|".join(sorted(units, key=lambda unit: (-len(unit), unit)))


_FIGURE = "[0-9]+(?:[.,:][0-9]+)*[%％‰]?"
# A figure or a range of figures with what counts it: 3～5 个, 2021—2025年, 50 km.  It begins
# with a figure, not with 第, since the search for a set of characters is a quick one.
_FIGURES = regex(
    f"{_FIGURE}(?:(?:[～〜∶－]|—{{1,2}}){_FIGURE})*"
    f"(?: ?(?:{_MULTIPLIER}(?:{_one_of(_UNITS)})|[十百千万亿]{{1,2}})"
    f"| (?:{_one_of(_LATIN_UNITS)})(?![A-Za-z]))?"
)


def figures(text: str) -> list[tuple[int, int]]:
    """From where to where figures stand in ``text``; inside them a line should not end."""
    found = [match.span() for match in _FIGURES.finditer(text)]
    if found and "第" in text:
        found = [(_ordinal(text, start), stop) for start, stop in found]
    return found


def _ordinal(text: str, start: int) -> int:
    """Where the figure at ``start`` begins, with 第 before it."""
    before = next((sign for sign in ("第", "第 ") if text.endswith(sign, 0, start)), "")
    return start - len(before)
