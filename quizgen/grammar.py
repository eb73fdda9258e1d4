"""The grammar of markers: which characters may number a section, and where they may stand.

A table: one row a style, with the pattern of its marker.  A match says only that the
characters could be a marker at a legal position; that they are one also needs a place in
a sequence, which is for :mod:`quizgen.outline` to decide.

Patterns are matched on folded text (:func:`quizgen.text.fold`), which has the same
offsets; the text of a marker is the slice as written.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from string import ascii_lowercase, ascii_uppercase, digits

from quizgen.numbering import ANNEX_DECIMALS, DECIMALS, RANKS, Marker, Style
from quizgen.numerals import (
    BRACKETED_ARABIC,
    BRACKETED_HAN,
    CIRCLED,
    CIRCLED_BEYOND_TEN,
    DOTTED_ARABIC,
    HAN_NUMERAL,
    ROMAN_LETTERS,
    parse_arabic,
    parse_han,
    parse_number,
    parse_roman,
)
from quizgen.records import dataclass
from quizgen.regex import regex
from quizgen.text import fold


@dataclass(frozen=True, slots=True)
class Match:
    """A possible marker at ``start``; its text ends at ``end`` (half-open, both offsets).

    ``prefix`` are the numbers before the last of a decimal marker (1.2 of 1.2.3).
    """

    marker: Marker
    start: int
    end: int
    prefix: tuple[int, ...] = ()


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
SMALL = "[一二三四五六七八九十]{1,3}"
_NUMBER = "[0-9]{1,3}"
_LONG_NUMBER = "[0-9]{1,6}"  # of the question lists that go on for thousands
# What follows 第十条 where the words go on: 第十条规定的…, 第三条至第五条, 第一节中的….
_CITED = (
    "(?!规定|規定|的|至|[、和及,款项項]|[与與或]者?第|第[一二三四五六七八九十]+[款项項]|所[称稱列指规規述]"
    "|相应|相應|修改|改为|改為|以[前后後上下外内內]|中(?![国國华華央级級小外共]))"
)


@dataclass(frozen=True, slots=True)
class _Rule:
    """One row of the grammar.

    ``first`` are the characters that a marker may begin with; in ``pattern`` the group
    ``n`` is the numeral and ``m`` the marker; ``inline`` tells that it may also stand at
    the start of a clause.
    """

    style: Style
    first: str
    pattern: re.Pattern[str]
    parse: Callable[[str], int | None]
    inline: bool


def _line(style: Style, first: str, pattern: str, parse: Callable[[str], int | None]) -> _Rule:
    return _Rule(style, first, regex(pattern), parse, inline=False)


def _clause(style: Style, first: str, pattern: str, parse: Callable[[str], int | None]) -> _Rule:
    return _Rule(style, first, regex(pattern), parse, inline=True)


def _sign(style: Style, table: dict[str, int], after: str = "", *, inline: bool = True) -> _Rule:
    """A style of which each marker is one character."""
    signs = "".join(table)
    pattern = regex(f"(?P<m>(?P<n>[{signs}]){after})")
    return _Rule(style, signs, pattern, table.get, inline)


def _lower(letter: str) -> int | None:
    return ord(letter) - ord("a") + 1


def _upper(letter: str) -> int | None:
    return ord(letter) - ord("A") + 1


_SMALL_DIGITS = "一二三四五六七八九十"
# What is counted behind the word and not before it: 步骤一, 要点一.
_LABELS = "步[骤驟]|方法|操作|措施|任[务務]|要素|要点|要點|原[则則]|案例|[专專][题題]"
_FIRST_VALUES = {"首先": 1, "其次": 2, "再次": 3, "再者": 3}
_LAST = "最后|最後"  # closes a series of 首先: third or later
_ASPECT_VALUES = {"一方面": 1, "另一方面": 2}
HAN_CHAR = "\u4e00-\u9fff"
_NO_WORD = "(?![a-zA-Z0-9.])"

# A bullet before a number is no part of it.
BULLET = regex("[•●○■□◆◇▪⚫★☆►※]+[ \\t]*")

# The grammar, in the order in which it is tried; for one style the first match counts.
_RULES: tuple[_Rule, ...] = (
    # 一、二等奖 is a rank, not a marker.
    _line(
        Style.HAN_COMMA,
        HAN_NUMERAL,
        f"(?P<m>(?P<n>{_HAN}) ?、)(?!{SMALL}[等类類级級线線产產季楼层号次期])",
        parse_han,
    ),
    _line(Style.HAN_DOT, HAN_NUMERAL, rf"(?P<m>(?P<n>{_HAN}) ?\.)", parse_han),
    _clause(Style.HAN_PAREN, "(", rf"(?P<m>\( ?(?P<n>{_HAN}) ?\))", parse_han),
    _sign(Style.HAN_PAREN, BRACKETED_HAN),
    _line(Style.HAN_HALF_PAREN, HAN_NUMERAL, rf"(?P<m>(?P<n>{_HAN}) ?\))", parse_han),
    _clause(
        Style.ARABIC_DOT,
        digits,
        rf"(?P<m>(?P<n>{_LONG_NUMBER}) ?\.)(?![0-9]|[a-zA-Z]+\.[a-zA-Z])",
        parse_arabic,
    ),
    # 1.1949年…: the number after the dot is a year, not the second part of a decimal.
    _clause(
        Style.ARABIC_DOT, digits, rf"(?P<m>(?P<n>{_NUMBER})\.)(?=[0-9]{{4}} ?年)", parse_arabic
    ),
    _sign(Style.ARABIC_DOT, DOTTED_ARABIC),
    _clause(Style.ARABIC_COMMA, digits, f"(?P<m>(?P<n>{_LONG_NUMBER}) ?、)(?![0-9])", parse_arabic),
    _clause(Style.ARABIC_PAREN, "(", rf"(?P<m>\( ?(?P<n>{_NUMBER}) ?\))", parse_arabic),
    _sign(Style.ARABIC_PAREN, BRACKETED_ARABIC),
    _clause(Style.ARABIC_HALF_PAREN, digits, rf"(?P<m>(?P<n>{_NUMBER}) ?\))", parse_arabic),
    _clause(Style.ARABIC_BRACKET, digits, f"(?P<m>(?P<n>{_NUMBER})】)", parse_arabic),
    _line(Style.ARABIC_SQUARE, "[【", rf"(?P<m>[\[【] ?(?P<n>{_NUMBER}) ?[\]】])", parse_arabic),
    _sign(Style.CIRCLED, CIRCLED),
    _sign(Style.CIRCLED, CIRCLED_BEYOND_TEN),
    _sign(Style.ROMAN, ROMAN_LETTERS, " ?[.、]?", inline=False),
    _line(Style.ROMAN, "IVX", rf"(?P<m>(?P<n>[IVX]{{1,5}}) ?[.、]){_NO_WORD}", parse_roman),
    _line(Style.ROMAN_PAREN, "(", r"(?P<m>\((?P<n>[ivx]{1,5})\))", parse_roman),
    _line(Style.UPPER, ascii_uppercase, rf"(?P<m>(?P<n>[A-Z]) ?[.、]){_NO_WORD}", _upper),
    _clause(Style.UPPER, ascii_uppercase, rf"(?P<m>(?P<n>[A-H]) ?\.)(?=[{HAN_CHAR}])", _upper),
    _line(Style.UPPER_PAREN, "(", r"(?P<m>\((?P<n>[A-Z])\))", _upper),
    _line(Style.LOWER, ascii_lowercase, rf"(?P<m>(?P<n>[a-z]) ?[.、]){_NO_WORD}", _lower),
    _line(Style.LOWER_HALF_PAREN, ascii_lowercase, r"(?P<m>(?P<n>[a-z]) ?\))", _lower),
    _clause(Style.LOWER, "abcdefgh", f"(?P<m>(?P<n>[a-h]) ?[.、])(?=[{HAN_CHAR}])", _lower),
    _clause(Style.LOWER_PAREN, "(", r"(?P<m>\((?P<n>[a-z])\))", _lower),
    _clause(
        Style.YAO,
        _SMALL_DIGITS,
        f"(?P<m>(?P<n>{SMALL})要)(?![务務素点點义義领領塞职職])",
        parse_han,
    ),
    # 一是一，二是二 is a saying.
    _clause(Style.SHI, _SMALL_DIGITS, f"(?P<m>(?P<n>{SMALL}) ?是)(?!(?P=n)|非)", parse_han),
    _clause(
        Style.ORDINAL,
        "第",
        f"(?P<m>第(?P<n>{SMALL}) ?[,、:.])(?![第{HAN_NUMERAL}])",
        parse_han,
    ),
    _clause(Style.ORDINAL, "第", f"(?P<m>第(?P<n>{SMALL}))(?=是|点是|點是|个是|個是)", parse_han),
    _clause(Style.FIRST, "首其再", "(?P<m>(?P<n>首先|其次|再次|再者)[,:、]?)", _FIRST_VALUES.get),
    _clause(Style.QIYI, "其", f"(?P<m>其(?P<n>{SMALL}) ?[,、:是])", parse_han),
    _clause(Style.ASPECT, "一另", "(?P<m>(?P<n>另?一方面)[,:、]?)", _ASPECT_VALUES.get),
    _line(
        Style.STEP,
        "步方操措任要原案专專",
        f"(?P<m>(?:{_LABELS})(?P<n>{SMALL}))(?=[:、,. (]|$)",
        parse_han,
    ),
    _clause(Style.STEP, "第", f"(?P<m>第(?P<n>{SMALL})步)(?=[:,、. ]|[是要])", parse_han),
)


def _by_first(rules: tuple[_Rule, ...]) -> dict[str, tuple[_Rule, ...]]:
    """First character → the rules that a marker beginning with it may obey."""
    table: dict[str, list[_Rule]] = {}
    for rule in rules:
        for char in rule.first:
            table.setdefault(char, []).append(rule)
    return {char: tuple(found) for char, found in table.items()}


_LINE_RULES = _by_first(_RULES)
# Those whose markers may also stand at the start of a clause (:mod:`quizgen.clauses`).
INLINE_RULES = _by_first(tuple(rule for rule in _RULES if rule.inline))

_LAST_RULE = regex(f"(?P<m>(?P<n>{_LAST})[,:、]?)")
_ORDINAL = regex(
    f"(?P<m>第 ?(?P<n>{_HAN}|[0-9]{{1,4}}) ?(?P<u>{'|'.join(_ORDINAL_UNITS)})"
    f"(?:之(?P<s>[一二三四五六七八九十]{{1,3}}))?)(?:(?=[ \\t\\n【(《:])|$|{_CITED})"
)
# 第一讲第二节：…: two numbers in one heading; the last one counts.
_COMPOUND = regex(
    f"(?P<m>第 ?(?P<p>{_HAN}|[0-9]{{1,3}}) ?(?P<v>编|編|单元|單元|章|讲|講|课|課)"
    f" ?第 ?(?P<n>{_HAN}|[0-9]{{1,3}}) ?(?P<u>章|讲|講|课|課|节|節))(?=[ \\t:︰、]|$)"
)
_ANNEX = regex(f"(?P<m>附[件录錄表](?:之)? ?(?P<n>{SMALL}|[0-9]{{1,2}}|[A-Z]))(?=[: \\t(、]|$)")
# The only annex needs no number: 附件：名单, 附录.  But 附件：1.名单 lists what is sent along.
_SOLE_ANNEX = regex("(?P<m>附[件录錄])(?=$|: ?[^0-9\\s(第])")
# M1, M2: a letter that stands for the matter, and a number; but no H2 的 and no B5 纸.
_CODE = regex(
    r"(?P<m>(?P<l>[A-Z])(?P<n>[0-9]{1,2}))(?:[ \t]*[:、.][ \t]*|[ \t]+)"
    f"(?=[{HAN_CHAR}《“])(?![的与和及是纸型])"
)
_DECIMAL = regex(r"(?P<m>(?:[0-9]{1,3}|[A-Z])(?:\.[0-9]{1,3}){1,4})\.?(?![0-9.%‰])")
_BARE = regex("(?P<m>(?P<n>[0-9]{1,2}))(?=[ \\t]*[^0-9\\s.,、%:)）/~-])")


def leading_markers(text: str) -> tuple[Match, ...]:
    """The markers that ``text``, a line or block by itself, may begin with."""
    if fold(text[:1]) not in _FIRST:  # most lines: the rest need not be folded
        return ()
    return line_markers(text, fold(text), 0, len(text))


def line_markers(text: str, folded: str, start: int, end: int) -> tuple[Match, ...]:
    """The markers that ``text[start:end]``, a line or block, may begin with.

    ``folded`` is ``fold(text)``.  Most lines give none or one; ``I.`` gives two (a Roman
    numeral and a letter), 最后 one for each value it may stand for.
    """
    if start >= end:
        return ()
    first = folded[start]
    matches: list[Match] = []
    if special := _SPECIAL.get(first):
        matches += special(text, folded, start, end)
        if matches and matches[0].marker.style in _SOLE:
            return tuple(matches)
    for rule in _LINE_RULES.get(first, ()):
        found = rule.pattern.match(folded, start, end)
        if found and (value := rule.parse(found["n"])):
            matches.append(match_at(text, found, rule.style, value))
    if "0" <= first <= "9" and (found := _BARE.match(folded, start, end)):
        value = parse_arabic(found["n"])
        if value:
            matches.append(match_at(text, found, Style.ARABIC_BARE, value))
    if len(matches) < 2:
        return tuple(matches)
    return tuple({(m.marker.style, m.marker.value): m for m in reversed(matches)}.values())[::-1]


def _ordinal(text: str, folded: str, start: int, end: int) -> Iterator[Match]:
    """第N编 to 第N条, and 第N讲第M节."""
    if found := _COMPOUND.match(folded, start, end):
        outer, value = parse_number(found["p"]), parse_number(found["n"])
        if outer and value:
            match = match_at(text, found, _ORDINAL_UNITS[found["u"]], value)
            yield replace(match, prefix=(outer,))
            return
    if (found := _ORDINAL.match(folded, start, end)) and (value := parse_number(found["n"])):
        match = match_at(text, found, _ORDINAL_UNITS[found["u"]], value)
        suffix = parse_han(found["s"]) if found["s"] else None
        if suffix:
            match = replace(match, marker=replace(match.marker, suffix=suffix))
        yield match


def _annex(text: str, folded: str, start: int, end: int) -> Iterator[Match]:
    if (found := _ANNEX.match(folded, start, end)) and (value := _annex_value(found["n"])):
        yield match_at(text, found, Style.ANNEX, value)
    elif found := _SOLE_ANNEX.match(folded, start, end):
        yield match_at(text, found, Style.ANNEX, 1)


def _decimal(text: str, folded: str, start: int, end: int) -> Iterator[Match]:
    """1.2.3, and A.1.2 of an annex; its letter counts as its code point."""
    found = _DECIMAL.match(folded, start, end)
    if found is None:
        return
    head, *rest = found["m"].split(".")
    numbers = (int(head) if head.isdigit() else ord(head), *(int(part) for part in rest))
    if numbers[-1]:
        styles = DECIMALS if head.isdigit() else ANNEX_DECIMALS
        if len(rest) <= len(styles):
            match = match_at(text, found, styles[len(rest) - 1], numbers[-1])
            yield replace(match, prefix=numbers[:-1])


def _code(text: str, folded: str, start: int, end: int) -> Iterator[Match]:
    """M1; its letter counts as its code point, so that M2 goes on with M1 and O1 does not."""
    if (found := _CODE.match(folded, start, end)) and (value := parse_arabic(found["n"])):
        yield replace(match_at(text, found, Style.CODE, value), prefix=(ord(found["l"]),))


def _letter(text: str, folded: str, start: int, end: int) -> Iterator[Match]:
    """What begins with a capital letter and a number: A.1.2 or M1."""
    yield from _decimal(text, folded, start, end)
    yield from _code(text, folded, start, end)


def last_markers(text: str, folded: str, start: int, end: int) -> Iterator[Match]:
    """最后, as any member from the third on."""
    if found := _LAST_RULE.match(folded, start, end):
        for value in (3, 4, 5):
            yield match_at(text, found, Style.FIRST, value)


_SPECIAL: dict[str, Callable[[str, str, int, int], Iterator[Match]]] = {
    "第": _ordinal,
    "附": _annex,
    "最": last_markers,
    **dict.fromkeys(digits, _decimal),
    **dict.fromkeys(ascii_uppercase, _letter),
}
# Nothing else is meant where one of these stands.
_SOLE = frozenset({*RANKS})
_FIRST = _LINE_RULES.keys() | _SPECIAL.keys()  # what a marker may begin with


def _annex_value(numeral: str) -> int | None:
    if numeral.isdigit():
        return parse_arabic(numeral)
    return _upper(numeral) if numeral.isascii() else parse_han(numeral)


def match_at(text: str, found: re.Match[str], style: Style, value: int) -> Match:
    """The match whose marker is the group ``m`` of ``found``, as written in ``text``."""
    start, end = found.span("m")
    return Match(Marker(text[start:end], style, value), start, end)
