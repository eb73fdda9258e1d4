"""Markers: the numbering tokens of Chinese documents.

The grammar is a table: one row a style, with the pattern of its marker and where it
may stand.  A match here says only that the characters could be a marker at a legal
position; that they are one also needs a place in a sequence, which is for
:mod:`quizgen.outline` to decide.

Patterns are matched on folded text (:func:`quizgen.text.fold`), which has the same
offsets; the text of a marker is the slice as written.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import Enum

from quizgen.numerals import (
    BRACKETED_ARABIC,
    BRACKETED_HAN,
    CIRCLED,
    DOTTED_ARABIC,
    HAN_NUMERAL,
    ROMAN_LETTERS,
    parse_arabic,
    parse_han,
    parse_roman,
)


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
    ARABIC_BARE = "1"
    DECIMAL_2 = "1.1"
    DECIMAL_3 = "1.1.1"
    DECIMAL_4 = "1.1.1.1"
    DECIMAL_5 = "1.1.1.1.1"
    CIRCLED = "①"
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


@dataclass(frozen=True, slots=True)
class Marker:
    """A numbering token as written, with its style and its value.

    ``value`` counts from 1; ``suffix`` is the N of 第十条之N, else 0.
    """

    text: str
    style: Style
    value: int
    suffix: int = 0


@dataclass(frozen=True, slots=True)
class Match:
    """A possible marker at ``start``; its text ends at ``end`` (half-open, both offsets).

    ``prefix`` are the numbers before the last of a decimal marker (1.2 of 1.2.3).
    """

    marker: Marker
    start: int
    end: int
    prefix: tuple[int, ...] = ()


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
}

DECIMALS = (Style.DECIMAL_2, Style.DECIMAL_3, Style.DECIMAL_4, Style.DECIMAL_5)

_ORDINAL_UNITS: dict[str, Style] = {
    "分编": Style.SUBPART,
    "分編": Style.SUBPART,
    "编": Style.PART,
    "編": Style.PART,
    "篇": Style.BOOK,
    "部分": Style.DIVISION,
    "单元": Style.UNIT,
    "單元": Style.UNIT,
    "章": Style.CHAPTER,
    "讲": Style.LECTURE,
    "講": Style.LECTURE,
    "课": Style.LESSON,
    "課": Style.LESSON,
    "节": Style.SECTION,
    "節": Style.SECTION,
    "条": Style.ARTICLE,
    "條": Style.ARTICLE,
    "步": Style.STEP,
}

_HAN = f"[{HAN_NUMERAL}]{{1,7}}"
_SMALL = "[一二三四五六七八九十]{1,3}"
_NUMBER = "[0-9]{1,3}"
# What follows 第十条 where the words go on: 第十条规定的…, 第三条至第五条, 第一节中的….
_CITED = "(?![规規的至、和及所第或与與相改修以款项項,]|中(?![国國华華央小外共]))"


@dataclass(frozen=True, slots=True)
class _Rule:
    """One row of the grammar: group ``n`` is the numeral, ``m`` what is the marker."""

    style: Style
    pattern: re.Pattern[str]
    parse: Callable[[str], int | None]
    inline: bool = False


def _one_of(table: dict[str, int]) -> str:
    return f"[{''.join(table)}]"


def _rule(
    style: Style, pattern: str, parse: Callable[[str], int | None], *, inline: bool = False
) -> _Rule:
    return _Rule(style, re.compile(pattern), parse, inline)


def _lower(letter: str) -> int | None:
    return ord(letter) - ord("a") + 1


def _upper(letter: str) -> int | None:
    return ord(letter) - ord("A") + 1


_FIRST_VALUES = {"首先": 1, "其次": 2, "再次": 3, "再者": 3}
_LAST = "最后|最後"  # closes a series of 首先: third or later
_ASPECT_VALUES = {"一方面": 1, "另一方面": 2}

# The grammar, in the order in which it is tried; for one style the first match counts.
_RULES: tuple[_Rule, ...] = (
    _rule(
        Style.HAN_COMMA,
        f"(?P<m>(?P<n>{_HAN}) ?、)(?!{_SMALL}[等类類级級线線产產季楼层号次期])",
        parse_han,
    ),
    _rule(Style.HAN_DOT, rf"(?P<m>(?P<n>{_HAN}) ?\.)", parse_han),
    _rule(Style.HAN_PAREN, rf"(?P<m>\( ?(?P<n>{_HAN}) ?\))", parse_han, inline=True),
    _rule(
        Style.HAN_PAREN, f"(?P<m>(?P<n>{_one_of(BRACKETED_HAN)}))", BRACKETED_HAN.get, inline=True
    ),
    _rule(Style.HAN_HALF_PAREN, rf"(?P<m>(?P<n>{_HAN}) ?\))", parse_han),
    _rule(
        Style.ARABIC_DOT,
        rf"(?P<m>(?P<n>{_NUMBER}) ?\.)(?![0-9]|[a-zA-Z]+\.[a-zA-Z])",
        parse_arabic,
        inline=True,
    ),
    # 1.1949年…: the number after the dot is a year, not the second part of a decimal.
    _rule(
        Style.ARABIC_DOT, rf"(?P<m>(?P<n>{_NUMBER})\.)(?=[0-9]{{4}} ?年)", parse_arabic, inline=True
    ),
    _rule(
        Style.ARABIC_DOT, f"(?P<m>(?P<n>{_one_of(DOTTED_ARABIC)}))", DOTTED_ARABIC.get, inline=True
    ),
    _rule(Style.ARABIC_COMMA, f"(?P<m>(?P<n>{_NUMBER}) ?、)(?![0-9])", parse_arabic, inline=True),
    _rule(Style.ARABIC_PAREN, rf"(?P<m>\( ?(?P<n>{_NUMBER}) ?\))", parse_arabic, inline=True),
    _rule(
        Style.ARABIC_PAREN,
        f"(?P<m>(?P<n>{_one_of(BRACKETED_ARABIC)}))",
        BRACKETED_ARABIC.get,
        inline=True,
    ),
    _rule(Style.ARABIC_HALF_PAREN, rf"(?P<m>(?P<n>{_NUMBER}) ?\))", parse_arabic, inline=True),
    _rule(Style.ARABIC_BRACKET, f"(?P<m>(?P<n>{_NUMBER})】)", parse_arabic),
    _rule(Style.CIRCLED, f"(?P<m>(?P<n>{_one_of(CIRCLED)}))", CIRCLED.get, inline=True),
    _rule(Style.ROMAN, rf"(?P<m>(?P<n>{_one_of(ROMAN_LETTERS)}) ?[.、]?)", ROMAN_LETTERS.get),
    _rule(Style.ROMAN, r"(?P<m>(?P<n>[IVX]{1,5}) ?[.、])(?![a-zA-Z0-9.])", parse_roman),
    _rule(Style.ROMAN_PAREN, r"(?P<m>\((?P<n>[ivx]{1,5})\))", parse_roman),
    _rule(Style.UPPER, r"(?P<m>(?P<n>[A-Z]) ?[.、])(?![a-zA-Z0-9.])", _upper),
    _rule(Style.UPPER_PAREN, r"(?P<m>\((?P<n>[A-Z])\))", _upper),
    _rule(Style.LOWER, r"(?P<m>(?P<n>[a-z]) ?[.、])(?![a-zA-Z0-9.])", _lower),
    _rule(Style.LOWER_HALF_PAREN, r"(?P<m>(?P<n>[a-z]) ?\))", _lower),
    _rule(Style.LOWER_PAREN, r"(?P<m>\((?P<n>[a-z])\))", _lower),
    _rule(
        Style.YAO, f"(?P<m>(?P<n>{_SMALL})要)(?![务務素点點义義领領塞职職])", parse_han, inline=True
    ),
    _rule(Style.SHI, f"(?P<m>(?P<n>{_SMALL})是)(?!(?P=n)|非)", parse_han, inline=True),
    _rule(
        Style.ORDINAL,
        f"(?P<m>第(?P<n>{_SMALL}) ?[,、:.])(?![第{HAN_NUMERAL}])",
        parse_han,
        inline=True,
    ),
    _rule(
        Style.ORDINAL, f"(?P<m>第(?P<n>{_SMALL}))(?=是|点是|點是|个是|個是)", parse_han, inline=True
    ),
    _rule(Style.FIRST, "(?P<m>(?P<n>首先|其次|再次|再者)[,:、]?)", _FIRST_VALUES.get, inline=True),
    _rule(Style.QIYI, f"(?P<m>其(?P<n>{_SMALL}) ?[,、:是])", parse_han, inline=True),
    _rule(Style.ASPECT, "(?P<m>(?P<n>另?一方面)[,:、]?)", _ASPECT_VALUES.get, inline=True),
    _rule(Style.STEP, f"(?P<m>第(?P<n>{_SMALL})步)(?=[:,、. ]|[是要])", parse_han, inline=True),
)
_LAST_RULE = re.compile(f"(?P<m>(?P<n>{_LAST})[,:、]?)")
_ORDINAL = re.compile(
    f"(?P<m>第 ?(?P<n>{_HAN}|[0-9]{{1,4}}) ?(?P<u>{'|'.join(_ORDINAL_UNITS)})"
    f"(?:之(?P<s>[一二三四五六七八九十]{{1,3}}))?)(?:(?=[ \\t\\n【(《:])|$|{_CITED})"
)
# 第一讲第二节：…: two numbers in one heading; the last one counts.
_COMPOUND = re.compile(
    f"(?P<m>第 ?(?P<p>{_HAN}|[0-9]{{1,3}}) ?(?P<v>编|編|单元|單元|章|讲|講|课|課)"
    f" ?第 ?(?P<n>{_HAN}|[0-9]{{1,3}}) ?(?P<u>章|讲|講|课|課|节|節))(?=[ \\t:︰、]|$)"
)
_ANNEX = re.compile(f"(?P<m>附[件录錄表](?:之)? ?(?P<n>{_SMALL}|[0-9]{{1,2}}|[A-Z]))(?=[: \\t(]|$)")
_DECIMAL = re.compile(r"(?P<m>[0-9]{1,3}(?:\.[0-9]{1,3}){1,4})\.?(?![0-9.%‰])")
_BARE = re.compile("(?P<m>(?P<n>[0-9]{1,2}))(?=[ \\t]*[^0-9\\s.,、%:)）/~-])")
# A line can only begin with a marker if it begins with one of these (folded).
_OPENING = re.compile(
    r"[0-9A-Za-z(第附首其再另最]|["
    + HAN_NUMERAL
    + "]|[\u2160-\u217b\u2460-\u24ff\u2776-\u2793\u3220-\u3229\u3251-\u325f\u32b1-\u32bf]"
)


def line_markers(text: str, folded: str, start: int, end: int) -> tuple[Match, ...]:
    """The markers that ``text[start:end]``, a line or block, may begin with.

    ``folded`` is ``fold(text)``.  Most lines give none or one; ``I.`` gives two (a Roman
    numeral and a letter), 最后 one for each value it may stand for.
    """
    if start >= end or not _OPENING.match(folded, start, end):
        return ()
    matches = list(_line_rules(text, folded, start, end))
    seen: set[tuple[Style, int]] = set()
    unique: list[Match] = []
    for match in matches:
        key = (match.marker.style, match.marker.value)
        if key not in seen:
            seen.add(key)
            unique.append(match)
    return tuple(unique)


def _line_rules(text: str, folded: str, start: int, end: int) -> Iterator[Match]:
    if found := _COMPOUND.match(folded, start, end):
        outer, value = _number(found["p"]), _number(found["n"])
        if outer and value:
            yield _match(text, found, _ORDINAL_UNITS[found["u"]], value, prefix=(outer,))
            return
    if (found := _ORDINAL.match(folded, start, end)) and (value := _number(found["n"])):
        suffix = parse_han(found["s"]) if found["s"] else 0
        yield _match(text, found, _ORDINAL_UNITS[found["u"]], value, suffix or 0)
        if _ORDINAL_UNITS[found["u"]] is not Style.STEP:
            return
    if found := _ANNEX.match(folded, start, end):
        value = _annex_value(found["n"])
        if value:
            yield _match(text, found, Style.ANNEX, value)
        return
    if found := _DECIMAL.match(folded, start, end):
        numbers = tuple(int(part) for part in found["m"].split("."))
        if numbers[-1]:
            style = DECIMALS[len(numbers) - 2]
            yield _match(text, found, style, numbers[-1], prefix=numbers[:-1])
    for rule in _RULES:
        if (found := rule.pattern.match(folded, start, end)) and (value := rule.parse(found["n"])):
            yield _match(text, found, rule.style, value)
    yield from _last(text, folded, start, end)
    if (found := _BARE.match(folded, start, end)) and (value := parse_arabic(found["n"])):
        yield _match(text, found, Style.ARABIC_BARE, value)


def _number(numeral: str) -> int | None:
    return parse_arabic(numeral) if numeral.isdigit() else parse_han(numeral)


def _annex_value(numeral: str) -> int | None:
    if numeral.isdigit():
        return parse_arabic(numeral)
    return _upper(numeral) if numeral.isascii() else parse_han(numeral)


def _last(text: str, folded: str, start: int, end: int) -> Iterator[Match]:
    if found := _LAST_RULE.match(folded, start, end):
        for value in (3, 4, 5):
            yield _match(text, found, Style.FIRST, value)


def _match(
    text: str,
    found: re.Match[str],
    style: Style,
    value: int,
    suffix: int = 0,
    prefix: tuple[int, ...] = (),
) -> Match:
    start, end = found.span("m")
    return Match(Marker(text[start:end], style, value, suffix), start, end, prefix)


# After these a clause begins.  A list is opened after the first group; it goes on after either.
_CLAUSE_BEFORE = "。；：！？;:!?…"
_LIST_BEFORE = "，,、"
_QUOTES = "”’」』）)》"
_INLINE_OPENING = re.compile(
    f"(?:(?<=[{_CLAUSE_BEFORE}{_LIST_BEFORE}{_QUOTES}])|(?<=[ \\t]))"
    f"(?=[0-9]{{1,3}} ?[.、)]|\\( ?[{HAN_NUMERAL}0-9]|[第首其再另最]|一方面|{_SMALL}[要是]"
    "|[\u2460-\u2487\u2488-\u249b\u2776-\u2793\u3220-\u3229\u3251-\u325f\u32b1-\u32bf])"
)
# Styles that need no more than a clause start to be told from words.
_PLAIN_INLINE = frozenset({Style.CIRCLED, Style.ARABIC_PAREN, Style.HAN_PAREN})


@dataclass(frozen=True, slots=True)
class InlineMatch:
    """A possible marker inside a paragraph; ``opens`` when a list may begin at its place."""

    match: Match
    opens: bool


def inline_markers(text: str, folded: str, start: int, end: int) -> Iterator[InlineMatch]:
    """The markers that may stand inside ``text[start:end]`` at the start of a clause.

    The beginning of the range itself is left out: that is for :func:`line_markers`.
    """
    position = start + 1
    while found := _INLINE_OPENING.search(folded, position, end):
        position = found.start() + 1
        before = _previous(text, start, found.start())
        if not before:
            continue
        for rule in _RULES:
            if not rule.inline:
                continue
            inside = rule.pattern.match(folded, found.start(), end)
            if not inside or not (value := rule.parse(inside["n"])):
                continue
            match = _match(text, inside, rule.style, value)
            opens = before in _CLAUSE_BEFORE or (before in "，," and rule.style in _SPOKEN)
            if not opens and before not in _LIST_BEFORE and rule.style not in _PLAIN_INLINE:
                continue
            yield InlineMatch(match, opens)
            position = max(position, match.end)
            break
        else:
            for match in _last(text, folded, found.start(), end):
                yield InlineMatch(match, opens=False)


_SPOKEN = frozenset({Style.YAO, Style.SHI, Style.QIYI, Style.ORDINAL})


def _previous(text: str, start: int, offset: int) -> str:
    """The character before ``offset``, white space and closing quotes skipped; "" at the edge."""
    index = offset - 1
    while index >= start and (text[index].isspace() or text[index] in _QUOTES):
        index -= 1
    return text[index] if index >= start else ""
