"""Figures with what counts them (第 12 条, 3～5 个, 50 km): they stand on one line if they can."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable

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


_FIRST_FIGURE = re.compile("[0-9]")
_FIGURE = "[0-9]+(?:[.,:][0-9]+)*[%％‰]?"
# A figure or a range of figures with what counts it: 第 12 条, 3～5 个, 2021—2025年, 50 km.
_FIGURES = re.compile(
    f"(?:第 ?)?{_FIGURE}(?:(?:[～〜∶－]|—{{1,2}}){_FIGURE})*"
    f"(?: ?(?:{_MULTIPLIER}(?:{_one_of(_UNITS)})|[十百千万亿]{{1,2}})"
    f"| (?:{_one_of(_LATIN_UNITS)})(?![A-Za-z]))?"
)


def inside_figures(text: str) -> Collection[int]:
    """The places in ``text`` inside figures, where a line should not end."""
    inside: set[int] = set()
    if _FIRST_FIGURE.search(text):
        for found in _FIGURES.finditer(text):
            inside.update(range(found.start() + 1, found.end()))
    return inside
