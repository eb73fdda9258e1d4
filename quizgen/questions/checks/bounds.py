"""Where a blank must not begin or end: inside a word, a figure, a formula, a frame."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from functools import lru_cache

from quizgen.document import Document, PhraseKind, Span
from quizgen.phrases.recurrence import recurrence
from quizgen.questions.checks.answers import LOOSE
from quizgen.questions.checks.hints import CORE
from quizgen.regex import regex
from quizgen.text import has_han

_PARTICLES = frozenset("的和与及或是在为对由向以于把被将从等要应可不有了之其并")


_SIGNS = frozenset("$=\\^_→")  # of a formula


_WALLS = ("“”", "‘’", "（）", "《》", "「」", "『』", "()", "[]", "【】")
_WALL = frozenset("".join(_WALLS))


def unbalanced(answer: str) -> bool:
    """Whether a quote or a bracket is open at one end of the answer."""
    if _WALL.isdisjoint(answer):
        return False
    return any(answer.count(pair[0]) != answer.count(pair[1]) for pair in _WALLS)


_OPERATORS = frozenset("\\×÷＝=＋√")  # what stands behind one is a term of an equation


def in_formula(document: Document, blank: Span) -> bool:
    """Whether the blank is, or stands in, a formula (LaTeX between $ signs, an equation)."""
    if not _SIGNS.isdisjoint(document.slice(blank)):
        return True
    before = document.text[max(0, blank.start - 2) : blank.start].rstrip()
    if before[-1:] in _OPERATORS:
        return True
    dollars = _dollars(document.text)
    if not dollars:
        return False
    line = document.text.rfind("\n", 0, blank.start) + 1
    return (bisect_left(dollars, blank.start) - bisect_left(dollars, line)) % 2 == 1


@lru_cache(maxsize=2)
def _dollars(text: str) -> tuple[int, ...]:
    """Where formulas of LaTeX begin and end: no line may be looked through for each blank."""
    return tuple([match.start() for match in re.finditer(r"\$", text)])


# 5～|10|, and 2 |000|
_RANGE_BEFORE = regex(r"[0-9] $|[0-9一二三四五六七八九十％%℃年月日天岁] ?[-~～—–－至·] ?$")
_RANGE_AFTER = regex(r"[^\s，。；]{0,2}?[-~～—–－至·] ?[0-9一二三四五六七八九十]")
_REFERENCE_BEFORE = regex(r"(?:[0-9][.．]|约|符合|见|按|按照|本规范|本标准)$")
_REFERENCE_AFTER = regex(r"[.．][0-9]")
# 百分之八, but |三|分之二 is half a fraction; a |五|年规划 is a name.
_GOES_ON = regex(r"分之|年(?:[\u4e00-\u9fff]{2})?(?:规划|计划(?![招投生增完在用到])|纲要)")
_FIGURES = frozenset("0123456789０１２３４５６７８９")
_OF_UNITS = frozenset("千百兆毫微厘分纳")
_NAMES_OF_UNITS = frozenset("克米瓦帕焦赫卡伏安牛升吨")
_ZEROS = frozenset("○〇Ｏ")  # of years, by whatever sign they are written


def half_figure(document: Document, blank: Span, kind: PhraseKind) -> bool:
    """Whether the blank is one end of a range (5～|10|米) or a part of a reference (9.2|.1).

    Or a part of the name of a unit: 单位是|千|克每立方米.
    """
    text = document.text
    after = text[blank.end : blank.end + 1]
    if document.slice(blank) in _OF_UNITS and after in _NAMES_OF_UNITS:
        return True
    if kind in LOOSE and text[blank.end - 1] in _FIGURES and after.isalnum():
        return True  # 不应|少于2|个
    if kind is not PhraseKind.QUANTITY and not text[blank.start].isdigit():
        return False
    before = text[max(0, blank.start - 4) : blank.start]
    return any(
        (
            _ZEROS.intersection((before[-1:], after)),
            _RANGE_BEFORE.search(before),
            _REFERENCE_BEFORE.search(before),
            _RANGE_AFTER.match(text, blank.end),
            _REFERENCE_AFTER.match(text, blank.end),
            _GOES_ON.match(text, blank.end),
        )
    )


# What only the last member of a series has: 侮辱、诽谤、宣扬|隐私等方式; not 调查、分析|等方式.
_PROLONGED = regex(
    r"(?![等的和与及或])[\u4e00-\u9fff]{1,6}?(?<![平高中初均同优相对])等(?![级同于待效])"
)
_SERIES = 3


def prolonged(document: Document, blank: Span, blanks: Sequence[Span]) -> bool:
    """Whether the blank is the last of a series and what it is the beginning of goes on."""
    last = len(blanks) >= _SERIES and blank == blanks[-1]
    return last and _PROLONGED.match(document.text, blank.end) is not None


_COMPOUND = regex(
    r"[A-Za-z][(.][A-Za-z(]|[A-Za-z][-/:][A-Za-z\u4e00-\u9fff]|[0-9][:/][0-9](?=[\u4e00-\u9fff])"
)


_JOINING = frozenset("(.-/:")  # one of which is in every compound
_NUMBERED = regex(r" ?[0-9\u2160-\u217f]")


def in_latin(document: Document, blank: Span) -> bool:
    """Whether the blank cuts a foreign word, or is one in a gloss in brackets."""
    text = document.text
    for edge in (blank.start, blank.end):
        pair = text[max(0, edge - 1) : edge + 1]
        if len(pair) == 2 and pair.isascii() and pair.isalpha():
            return True
        around = text[max(0, edge - 2) : edge + 2]
        if not _JOINING.isdisjoint(around) and _COMPOUND.search(around):
            return True  # Beta|-blockers, 2:|1传导
    if "\u2160" <= text[blank.start - 1 : blank.start] <= "\u217f":
        return True  # Ⅰ|A族: Roman numerals, a character each
    answer = text[blank.start : blank.end]
    if answer.isascii() and _NUMBERED.match(text, blank.end):
        return True  # Type| 4
    return (
        text[blank.start - 1 : blank.start] in ("(", "（", " ")
        and not has_han(answer)
        and (answer.replace(" ", "").isalpha())
    )


_PREPOSITIONS = frozenset("以对把将从向在由被")
_LATIN = regex(r"[A-Za-z] ?$")
_SUFFIXES = frozenset("波部层级类型区端侧号线口机卡网站盘")
# 无|导线起搏器; half of a set phrase: 国民经济和|社会发展规划, 代表大会及其|常务委员会.
_SET_PHRASES = ("国民经济和", "大会及其", "最广大")
# 省、自治区、|直辖市人民政府: the head belongs to all three; and 直辖市 alone everybody adds.
_PROVINCES, _LAST_PROVINCE = "省、自治区、", "直辖市"
# 公安、国家安全、|信访部门: the last one carries the head of all, and the one before it has none.
_HEADS = (
    *("部门", "机关", "机构", "单位", "人民政府"),
    *("原则", "方针", "制度", "机制", "体系", "期间"),
)
_OWN_HEAD = regex(
    r"(?:[院会部局厅办庭署军所处府团社校企业司心室位关构门]|制度|体制|机制|体系|方针|原则)、$"
)
_NEAR = 8  # characters before a blank that are looked at
# 十五日|内向债务人: a span of time, and what belongs to it.
_TIME = regex(r"[0-9一二三四五六七八九十两半百] ?(?:(?:个?工作|个?小)?个?[日月年时天周秒]|分钟)$")
_WITHIN = regex(r"[内前后](?![容部科心地因景果勤期代在涵外陆河需存置提蒙沿苏海三两几])")
# Half of the name of an organ: 县级人民政府|公安机关.
_ORGANS = ("人民政府", "国务院")
_OF_ORGAN = regex(r"[\u4e00-\u9fff]{0,8}?(?:主管|行政|管理|监督|有关)?(?:部门|机关|机构)")
_ENDING = regex(r"者|性(?![质能格情别命])|们")  # 视力障碍|者, 刑事违法|性
_OTHERS = regex("(?<!其)他人$")
_QUALITIES = ("性和", "性与", "性或", "性、")
_QUALITY = regex(r"[^性、]{1,4}性[\u4e00-\u9fff]{2}")
_PREFIXES = regex(r"(?<![\u4e00-\u9fff])[无非未]$|[，。、；：的是为]非$")


_GLOSS = regex(r"[（(][A-Za-z][A-Za-z .-]*[)）]$")
# What an answer does not end with, but says more of what follows: 商业秘密一般|是指.
_ADVERBS = ("一般", "通常", "往往", "主要")
_SAID = regex("[是为指由有分不用应可在能会]|包括")


def _is_adverb_left(text: str, blank: Span) -> bool:
    """Whether the answer ends with how what follows is said."""
    ends = text.endswith(_ADVERBS, blank.start, blank.end)
    return ends and _SAID.match(text, blank.end) is not None


def parted(document: Document, blank: Span) -> bool:
    """Whether an edge parts a word of the pattern 联防联控 or 应保尽保, or a set phrase."""
    text = document.text
    if text[blank.start] in _PREPOSITIONS and text.startswith("的", blank.end):
        return True  # 以党|的政治建设为统领
    if text.endswith(_ORGANS, blank.start, blank.end) and _OF_ORGAN.match(text, blank.end):
        return True
    if _GLOSS.search(text, blank.start, blank.end):
        return True  # 疲劳（fatigue）: the word and its gloss
    if _ENDING.match(text, blank.end) or _is_adverb_left(text, blank):
        return True
    if _shares_head(text, blank) or _shares_noun(text, blank) or _in_title(text, blank):
        return True
    return _begins_inside(text, blank) or _repeats(text, blank.start) or _repeats(text, blank.end)


def _shares_head(text: str, blank: Span) -> bool:
    """Whether the answer is the last of a list, with the head of all."""
    if text[blank.start - 1 : blank.start] != "、":
        return False
    start, end = blank
    if text.endswith(_PROVINCES, 0, start) and text.startswith(_LAST_PROVINCE, start, end):
        return True
    head = next((word for word in _HEADS if text.endswith(word, start, end)), "")
    if not head or len(blank) == len(head):
        return False
    before = text[max(0, start - 1 - _NEAR) : start]
    return not before.endswith(f"{head}、") and _OWN_HEAD.search(before) is None


def _shares_noun(text: str, blank: Span) -> bool:
    """Whether the noun of the answer is of another quality, too: 系统性和|区域性风险."""
    quality = _QUALITY.match(text, blank.start, blank.end)
    return quality is not None and text.endswith(_QUALITIES, 0, blank.start)


_LONGEST_TITLE = 60
_OPENED = regex(r"[《〈]([^《》〈〉\n]*)$")
_CLOSED = regex(r"([^《》〈〉\n]*)[》〉]")
_OF_STATE = "中华人民共和国"


def _in_title(text: str, blank: Span) -> bool:
    """Whether the blank is a part of a title.

    《中华人民共和国突发事件|应对法》; not so 《中华人民共和国|突发事件应对法》, and what stands
    before or behind a dot, or before a note in brackets.
    """
    opened = _OPENED.search(text, max(0, blank.start - _LONGEST_TITLE), blank.start)
    closed = opened and _CLOSED.match(text, blank.end, blank.end + _LONGEST_TITLE)
    if not opened or not closed:
        return False
    before, behind = opened[1], closed[1]
    whole = before in ("", _OF_STATE) or before[-1] == "·"
    return not whole or behind[:1] not in ("", "·", "（", "(")


def _repeats(text: str, edge: int) -> bool:
    """Whether a character comes again across ``edge``, with one between: 联防|联控, 应保|尽保."""
    if edge < 2 or edge + 1 >= len(text):
        return False
    if text[edge - 2] != text[edge] and text[edge - 1] != text[edge + 1]:
        return False
    around = text[edge - 2 : edge + 2]
    return has_han(around) and around.isalpha()


def _begins_inside(text: str, blank: Span) -> bool:
    """Whether what stands before the blank belongs to its first word."""
    if text[blank.start - 1 : blank.start] == "不" and "不" in text[blank.start : blank.end]:
        return True  # 不|平衡不充分
    if text[blank.start] in _SUFFIXES and _LATIN.search(text, max(0, blank.start - 2), blank.start):
        return True  # IT |部重装系统
    if text[blank.start] == "者" or _OTHERS.search(text, max(0, blank.start - 2), blank.start + 1):
        return True  # 其他销售|者追偿, 损毁他|人财物
    if text.endswith(_SET_PHRASES, 0, blank.start):
        return True
    before = text[max(0, blank.start - _NEAR) : blank.start]
    if _WITHIN.match(text, blank.start) and _TIME.search(before):
        return True
    return _PREFIXES.search(before) is not None


def framed(document: Document, blank: Span) -> bool:
    """Whether the blank is but the noun of a frame: 在双方自愿的|基础|上."""
    text = document.text
    before, after = text[blank.start - 1 : blank.start], text[blank.end : blank.end + 1]
    return len(blank) < CORE and before == "的" and after in ("上", "下", "中", "内")


def halved(document: Document, blank: Span, kind: PhraseKind) -> bool:
    """Whether the answer never stands without the character before it, or behind it.

    超净|工作台 wherever 工作台 stands: the term is the longer one. 使用|金标准 where there is
    no 金 but behind 用, or hardly any but in 使用金: it has lost its first word.
    """
    if kind not in LOOSE:
        return False
    text = document.text
    before, after = _mark(text, blank.start - 1), _mark(text, blank.end)
    answer = text[blank.start : blank.end]
    return (
        _is_half(text, before, answer, "", _THRICE)
        or _is_half(text, "", answer, after)
        or _is_half(text, before, answer[0], "", _ALWAYS)
        or _is_half(text, "", answer[-1], after, _ALWAYS)
        or (before != "" and _is_tail(text, text[blank.start - 2 : blank.start + 1]))
    )


# Twice behind the same word is nothing: 坚持|系统观念, a thing that one 坚持s.
_THRICE = 3
_ALWAYS = 4  # places of a character which tell that it belongs to the one beside it
_MOSTLY = 6  # places of a term of three characters which tell that its last one stands in it
_SHARE = 0.6  # of the places of that character


@lru_cache(maxsize=1 << 12)
def _is_tail(text: str, term: str) -> bool:
    """Whether most places of the last character of ``term`` are in it: 使用金."""
    if len(term) < 3 or _mark(term, 0) == "":
        return False
    times = sum(1 for _ in recurrence(text).places(term))
    return times >= _MOSTLY and times >= _SHARE * _count(text, term[-1])


@lru_cache(maxsize=1 << 12)
def _count(text: str, character: str) -> int:
    """How often ``character`` stands in ``text``: looked through once for each."""
    return text.count(character)


@lru_cache(maxsize=1 << 12)
def _is_half(text: str, before: str, answer: str, after: str, least: int = 2) -> bool:
    """Whether ``least`` places of ``answer`` or more all have one of the two beside it."""
    if not before and not after:
        return False
    size, count = len(answer), 0
    for place in recurrence(text).places(answer):
        # one place with something else there settles it
        if before and text[place - 1 : place] != before:
            before = ""
        if after and not text.startswith(after, place + size):
            after = ""
        if not before and not after:
            return False
        count += 1
    return count >= least


def _mark(text: str, offset: int) -> str:
    """The Han character at ``offset`` that may belong to the word beside it; else empty."""
    mark = text[offset : offset + 1]
    return mark if "\u4e00" <= mark <= "\u9fff" and mark not in _PARTICLES else ""
