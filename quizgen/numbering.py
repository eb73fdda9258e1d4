"""Markers: the numbering tokens of Chinese documents, and how their styles relate.

How they are recognised stands in :mod:`quizgen.grammar`.
"""

from __future__ import annotations

from enum import Enum

from quizgen.records import dataclass


class Style(Enum):
    """How a marker is written; the value is the name that JSON and problems show."""

    ANNEX = "附件一"
    PART = "第一编"
    SUBPART = "第一分编"
    BOOK = "第一篇"
    DIVISION = "第一部分"
    UNIT = "第一单元"
    CHAPTER = "第一章"
    LECTURE = "第一讲"
    LESSON = "第一课"
    SECTION = "第一节"
    ARTICLE = "第一条"
    STEP = "第一步"
    HAN_COMMA = "一、"
    HAN_DOT = "一."
    HAN_PAREN = "（一）"
    HAN_HALF_PAREN = "一）"
    ARABIC_DOT = "1."
    ARABIC_COMMA = "1、"
    ARABIC_PAREN = "（1）"
    ARABIC_HALF_PAREN = "1)"
    ARABIC_BRACKET = "1】"
    ARABIC_SQUARE = "[1]"
    ARABIC_BARE = "1"
    DECIMAL_2 = "1.1"
    DECIMAL_3 = "1.1.1"
    DECIMAL_4 = "1.1.1.1"
    DECIMAL_5 = "1.1.1.1.1"
    ANNEX_DECIMAL_2 = "A.1"
    ANNEX_DECIMAL_3 = "A.1.1"
    ANNEX_DECIMAL_4 = "A.1.1.1"
    CIRCLED = "①"
    CODE = "M1"
    ROMAN = "Ⅰ."
    ROMAN_PAREN = "(i)"
    UPPER = "A."
    UPPER_PAREN = "(A)"
    LOWER = "a."
    LOWER_HALF_PAREN = "a)"
    LOWER_PAREN = "(a)"
    YAO = "一要"
    SHI = "一是"
    ORDINAL = "第一，"
    FIRST = "首先，"
    QIYI = "其一，"
    ASPECT = "一方面"

    __hash__ = object.__hash__  # each is single, and looked up for every line


@dataclass(frozen=True, slots=True)
class Marker:
    """A numbering token as written, with its style and its value.

    ``value`` counts from 1; ``suffix`` is the N of 第十条之N, else 0.
    """

    text: str
    style: Style
    value: int
    suffix: int = 0


# Ranks of the styles that have a fixed place among each other, highest first.  Each
# closes whatever stands at its own or at a lower rank.
RANKS: dict[Style, int] = {
    Style.ANNEX: 0,
    Style.PART: 1,
    Style.BOOK: 1,
    Style.DIVISION: 1,
    Style.SUBPART: 2,
    Style.UNIT: 2,
    Style.CHAPTER: 3,
    Style.LECTURE: 3,
    Style.LESSON: 4,
    Style.SECTION: 4,
    Style.ARTICLE: 5,
}

# Styles written in several ways by the same hand: a sequence may pass from one to the other.
FAMILIES: dict[Style, Style] = {
    Style.ARABIC_COMMA: Style.ARABIC_DOT,
    Style.HAN_DOT: Style.HAN_COMMA,
    Style.ARABIC_HALF_PAREN: Style.ARABIC_PAREN,
    Style.FIRST: Style.ORDINAL,  # 首先，…其次，…第三，…
}

DECIMALS = (Style.DECIMAL_2, Style.DECIMAL_3, Style.DECIMAL_4, Style.DECIMAL_5)
ANNEX_DECIMALS = (Style.ANNEX_DECIMAL_2, Style.ANNEX_DECIMAL_3, Style.ANNEX_DECIMAL_4)
