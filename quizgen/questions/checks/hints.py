"""What gives an answer away, or leaves another as right."""

from __future__ import annotations

import re
from collections.abc import Container

from quizgen.document import Document, PhraseKind, Span
from quizgen.questions.checks.answers import LOOSE
from quizgen.regex import regex
from quizgen.text import has_han

CORE = 3  # characters of an answer that give it away


def leaks(answer: str, shown: str) -> bool:
    """Whether the answer, or a core of three characters of it, stands in ``shown``."""
    if answer.isascii() and answer.isdigit():
        return len(answer) > 1 and re.search(rf"(?<![0-9]){answer}(?![0-9])", shown) is not None
    if len(answer) <= CORE:
        return answer in shown and not answer.isascii()
    return any(answer[i : i + CORE] in shown for i in range(len(answer) - CORE + 1))


def hinted(answer: str, shown: str, kind: PhraseKind) -> bool:
    """Whether the stem has both halves of the answer, or what a quoted short form stands for.

    That one half stands there (消防产品，是指…的产品) gives nothing away: of such items examiners
    sign more than of others.  Both (赠与合同：赠与人…无偿…的合同) anyone joins, and one to a word
    that any may end in (反垄断的法律…实施|垄断行为).
    """
    if kind is PhraseKind.QUOTED and len(answer) == 2:
        return _shortens(answer, shown)
    if not all(map(has_han, answer)):
        return False
    parts = [(answer[:cut], answer[cut:]) for cut in range(_HALF, len(answer))]
    return any(
        one in shown and (other in _HEADS or (len(other) >= _HALF and other in shown))
        for one, other in parts
    )


def titled(document: Document, answer: str) -> bool:
    """Whether the title of the document says the answer; a figure of one character it may."""
    return len(answer) > 1 and has_han(answer) and answer in document.title


_HEADS = frozenset(
    ["行为", "活动", "工作", "过程", "情况", "方式", "方法", "问题", "现象", "组织", "机构", "权"]
)
_HALF = 2  # characters that one half has at least
_BETWEEN = 4  # characters that a short form leaves out


def _shortens(answer: str, shown: str) -> bool:
    """Whether the stem spells out what the answer is short for: 低保, 最低生活保障."""
    one, other = answer[0], answer[1]
    at = shown.find(one)
    while at >= 0:
        end = shown.find(other, at + 2, at + 2 + _BETWEEN)
        if end > 0 and all(map(has_han, shown[at + 1 : end])):
            return True
        at = shown.find(one, at + 1)
    return False


# 牛顿（简称：牛）, 熔化温度（即熔点）
_GLOSS = regex(r"(?:简称|又称|又叫|也叫|也称|亦称|俗称|别称|旧称|即)[为作是：:“]?(?P<name>\w{1,6})")


# “地上河”（悬河）, 集线器 (hub): the same in other words, or in another language
_IN_BRACKETS = regex(r"＿[”》]? ?[（(] ?(?:[\u4e00-\u9fff]{2,6}|[A-Za-z][A-Za-z ,.-]+)[)）]")


def glossed(answer: str, shown: str) -> bool:
    """Whether the stem names the answer in other words."""
    if any(gloss["name"][0] in answer for gloss in _GLOSS.finditer(shown)):
        return True
    return ("（" in shown or "(" in shown) and _IN_BRACKETS.search(shown) is not None


_LATIN_WORDS = regex(r"[A-Za-z]+")
_ACRONYM = regex(r"[A-Za-z]{2,8}")
_SMALL = frozenset({"a", "an", "and", "by", "for", "in", "of", "on", "the", "to"})


def initials(answer: str, shown: str) -> bool:
    """Whether the stem spells an acronym out: Public Key Infrastructure, PKI."""
    if _ACRONYM.fullmatch(answer) is None:
        return False
    words = _LATIN_WORDS.findall(shown.lower())
    large = [word for word in words if word not in _SMALL]
    return any(answer.lower() in "".join([w[0] for w in some]) for some in (words, large))


# 1.5個月（6週）, 1 英寸（25.4 毫米）, 1 年（含 1 年）: the same in another unit, or once more.
_CONVERTED = regex(r"\s?[^\s，。；（(]{1,3}\s?[（(]\s?[约約含]?\s?[0-9０-９一二三四五六七八九十百]")


def converted(document: Document, blank: Span, kind: PhraseKind) -> bool:
    """Whether a figure stands behind its blank once more, in another unit."""
    return kind is PhraseKind.QUANTITY and bool(_CONVERTED.match(document.text, blank.end))


# 由1121亿元增加到2220亿元，增长|98|％: whoever can reckon has no need to know.
_FROM_TO = regex(r"[由从].{1,16}(?:增|减|提|升|降|扩|缩|涨)[加少高低长到至大小减]{1,2}[到至为]")
_SHARE_OF = regex(r"％|%|倍|成|个百分点")


def reckoned(document: Document, blank: Span, kind: PhraseKind, shown: str) -> bool:
    """Whether a share follows from two figures that the stem has."""
    return (
        kind is PhraseKind.QUANTITY
        and _SHARE_OF.match(document.text, blank.end) is not None
        and _FROM_TO.search(shown) is not None
    )


_SLOGAN = regex(r"[一二三四五六七八九十两几]个?(?P<what>[\u4e00-\u9fff]{1,2})")


def spelled_out(answer: str, shown: str) -> bool:
    """Whether the stem lists what a slogan of numbers stands for: 讲学习、讲政治、讲正气的|三讲."""
    slogan = _SLOGAN.fullmatch(answer)
    return slogan is not None and shown.count(slogan["what"]) > 1


# What says a meaning: 描述…的标度, 没有生成其他物质的变化.
_MEANS = regex(
    r"[：:]\s*(?:就?是|指|是指|表示|描述|用来|用于|用以|即|由)|"
    r"[：:][^。；]*的[\u4e00-\u9fff]{1,6}(?:[（(][^。；]*)?[。；.\n]"
)


_TERMS = frozenset({PhraseKind.DEFINITION, PhraseKind.MARKED})
# What notes call their paragraphs: no term, whatever follows.
_LABEL = regex(
    r"(?:含义|定义|概念|考点|要点|重点|来源|角度|方面|意义|特点|作用|原因|影响|结论|注意|推导|证明|步骤)$"
)
_WHOLE_LABEL = regex(
    r"[内外]因|[本实性]质|[优缺]点|条件|方法|措施|目[的标]|任务|背景|标志|过程|表现|要求|原则|前提|"
    r"关键|核心|途径|启示|评价|功能|区别|联系|分类|适用|内容|地位|价值|根源|基础|依据|对象|范围"
)


def labels(document: Document, blank: Span, kind: PhraseKind, begins: Container[int]) -> bool:
    """Whether the blank is the label of its line, and no term with its meaning: 局限性：….

    ``begins`` are the places where a stem begins.
    """
    text = document.text
    if blank.start not in begins or text[blank.end : blank.end + 1] not in ("：", ":"):
        return False
    if _LABEL.search(text, *blank) or _WHOLE_LABEL.fullmatch(text, *blank):
        return True
    if kind in _TERMS:
        return _MEANS.match(text, blank.end) is None
    return kind in LOOSE


_EXAMPLE = regex(r"(?:^|[，。；：（、\s])(?:例如|如(?![果实何期])|比如|诸如|譬如)[：:]?[^，。；]*$")
_OR = ("或", "或者")
_JOINED = frozenset("、和与及")


_NEAR = 256


def _sentence_start(text: str, place: int) -> int:
    """Behind the last line end, 。 or ； before ``place``, looked for near it first."""
    reach = _NEAR
    while True:
        low = max(0, place - reach)
        found = max([text.rfind(mark, low, place) for mark in "\n。；"])
        if found >= 0 or low == 0:
            return found + 1
        reach *= 4


def open_member(document: Document, blank: Span, kind: PhraseKind) -> bool:
    """Whether the blank is an example, an alternative, or the last of a list that ends in 等."""
    if kind is PhraseKind.QUANTITY:
        return False
    text = document.text
    before = text[_sentence_start(text, blank.start) : blank.start]
    if "如" in before and _EXAMPLE.search(before):
        return True
    if kind is PhraseKind.SERIES:
        return False
    if before.endswith("等"):  # 姓名、部门、性别等|基本信息
        return True
    if before.endswith(_OR) or text.startswith("或", blank.end):
        return True
    return before[-1:] in _JOINED and text[blank.end : blank.end + 1] == "等"
