"""Finders that read the text itself: quotes, titles, figures, abbreviations, definitions.

Each takes a sentence's text and its offset and yields ``Found`` rows.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache

from quizgen.document import PhraseKind, Span
from quizgen.phrases.lexicon import EMPTY_WORDS, MEASURES, NUMERALS, RANGE_MARKS, UNITS
from quizgen.records import dataclass
from quizgen.regex import regex
from quizgen.sentences import OPENERS, walls

_HAN = regex(r"[\u3400-\u9fff\U00020000-\U000323af]")
_MARK = regex(f"[{re.escape(OPENERS)}]")
_PUNCTUATION = regex(r"[。！？；：!?;:]")


@dataclass(frozen=True, slots=True)
class Found:
    """A span of the document that a finder stands for, with its members if any."""

    span: Span
    kind: PhraseKind
    members: tuple[Span, ...] = ()


def quoted(text: str, offset: int) -> Iterator[Found]:
    """“八八战略”, 《安全生产法》, 【术语】: the text inside the marks.

    One character in quotes is emphasis, not a term; a whole sentence in quotes is
    a citation.
    """
    if not _MARK.search(text):
        return
    for wall in walls(text):
        inner = text[wall.start + 1 : wall.end - 1]
        mark = text[wall.start]
        if mark in "（(〔[" or not _HAN.search(inner) or inner != inner.strip():
            continue
        span = Span(offset + wall.start + 1, offset + wall.end - 1)
        if mark in "《〈":
            if 2 <= len(inner) <= 30:
                yield Found(span, PhraseKind.TITLE)
        elif 2 <= len(inner) <= 24 and not _PUNCTUATION.search(inner):
            yield Found(span, PhraseKind.QUOTED)


_SENTENCE_MARK = regex(r"[。！？；：，、!?;:,\s]")
_MARKED = range(2, 19)  # characters


def marked(text: str, offset: int, marks: Iterable[Span]) -> Iterator[Found]:
    """What the author has marked, if it is one phrase: no clause, no list, no figure alone."""
    for mark in marks:
        words = text[mark.start - offset : mark.end - offset]
        if len(words) in _MARKED and _HAN.search(words) and not _SENTENCE_MARK.search(words):
            yield Found(mark, PhraseKind.MARKED)


_NUMBER = (
    r"(?:[0-9０-９][0-9０-９,，]*(?:[.．][0-9０-９]+)?"
    rf"|[{NUMERALS}]+(?:[万亿][{NUMERALS}]*|点[{NUMERALS}]+)*)"
)
_DIGIT = regex(f"[0-9０-９{NUMERALS}]")  # without one, no figure
_SCALE = r"(?:万亿|千亿|百亿|十亿|千万|百万|十万|万|亿)?"
_UNIT = "|".join(re.escape(u) for u in UNITS)
_QUANTITY = regex(
    rf"百分之(?P<percent>{_NUMBER})|(?<![第0-9.．{NUMERALS}万亿])(?<![平立]方)(?!百分[比点之])(?P<number>{_NUMBER}{_SCALE})\s?(?:多|余|几)?(?P<unit>{_UNIT})"
)
_DATE = regex(
    rf"(?:[0-9]{{2,4}}|[{NUMERALS}]{{2,4}})年(?:[0-9]{{1,2}}|[{NUMERALS}]{{1,3}})月"
    rf"(?:(?:[0-9]{{1,2}}|[{NUMERALS}]{{1,3}})日)?"
    rf"|(?:[0-9]{{1,2}}|[{NUMERALS}]{{1,3}})月(?:[0-9]{{1,2}}|[{NUMERALS}]{{1,3}})日"
)
# 一个, 一些, 一种, 一项, 一家 …: 一 before a plain measure word is an article, not a figure.
_PLAIN = frozenset("个项条种类次家名户层台辆座处级折成时分人")


@dataclass(frozen=True, slots=True)
class Figure:
    """A number with all that belongs to it: 百分之|五, 三十|日内; a date is all number."""

    number: Span
    whole: Span
    unit: str  # empty for a date, % for 百分之


@lru_cache(maxsize=1 << 10)  # several ask for those of a sentence, which are looked at together
def figures(text: str) -> tuple[Figure, ...]:
    """All figures of ``text``, by place; offsets into ``text``."""
    if _DIGIT.search(text) is None:
        return ()
    dates = [Figure(Span(*m.span()), Span(*m.span()), "") for m in _DATE.finditer(text)]
    found = list(dates)
    for match in _QUANTITY.finditer(text):
        whole = Span(*match.span())
        if any(whole.overlaps(d.whole) for d in dates):
            continue
        if match["percent"]:
            found.append(Figure(Span(*match.span("percent")), whole, "%"))
        elif not _is_article(text, match):
            found.append(Figure(Span(*match.span("number")), whole, match["unit"]))
    return tuple(sorted(found, key=lambda f: (f.whole.start, f.whole.end)))


def _is_article(text: str, match: re.Match[str]) -> bool:
    """一个, 一种 is no figure; neither is the numeral of 三大任务, 四个意识."""
    if match["unit"] not in _PLAIN:
        return False
    return match["number"] in ("一", "两", "1", "几") or text[match.end() : match.end() + 1] in (
        *"大化体带方面步",
    )


# 3～7|段, 15%～25%, 1/12～1/9: from where to where, with the unit if the first has its own; and a
# fraction.  Not 2013-2016年, the number of a telephone, or a reference to a figure: 图3-8.
_TO = RANGE_MARKS
_SMALL = r"[0-9]{1,4}(?:\.[0-9]{1,3})?"
_NO_MORE = rf"(?![0-9A-Za-z./{_TO}])"
_PART = r"[0-9]{1,2}/[0-9]{1,4}(?:\.[0-9])?"
_RANGE = regex(
    rf"(?<![0-9A-Za-z./~～—–－第图表式条款项-])"
    rf"(?:{_SMALL}(?P<own>%|℃|°)[{_TO}]{_SMALL}(?P=own){_NO_MORE}"
    rf"|{_SMALL}[{_TO}]{_SMALL}(?![0-9.])(?=\s?(?!年[^以之内后前]|号|[条款章节])(?:{_UNIT}|段))"
    rf"|{_PART}(?:[{_TO}]{_PART})?{_NO_MORE})"
)


def quantities(text: str, offset: int) -> Iterator[Found]:
    """Figures: the number without its unit, which stays in the stem (三十|日, 百分之|五).

    Of a range, both ends together (3～7|段); and fractions.
    """
    for figure in figures(text):
        number = figure.number
        yield Found(Span(offset + number.start, offset + number.end), PhraseKind.QUANTITY)
    if _DIGIT.search(text) is not None:
        for match in _RANGE.finditer(text):
            yield Found(Span(offset + match.start(), offset + match.end()), PhraseKind.QUANTITY)


_ABBREVIATION = regex(
    rf"(?<![第0-9{NUMERALS}])(?P<number>[二三四五六七八九十两]+)(?P<measure>[{MEASURES}])?"
    rf"(?P<head>(?![{NUMERALS}])[\u4e00-\u9fff]{{1,8}})"
)
# What such an abbreviation counts: up to ten, as a rule.
_NUMERALS = ("", "一", "二", "三", "四", "五", "六", "七", "八", "九", "十")
_LIST_BEFORE = regex(r"(?:这|等)[“‘「]?$")
_LIST_AFTER = regex(r"[”’」]?(?:，?(?:即|包括|分别是|分别为|就是|主要有|主要包括)|：|——)[：:]?")


def abbreviations(text: str, offset: int, ends: frozenset[int]) -> Iterator[Found]:
    """七张问题清单, 五大历史使命; with their members where the text lists exactly that many.

    ``ends`` are offsets into ``text`` at which a word ends.  The members are the
    list that ends in 这 or 等 before the abbreviation, or that begins after ：, 即
    or 包括 behind it (rule 2 of the key-phrase kinds).
    """
    for match in _ABBREVIATION.finditer(text):
        if not match["measure"]:
            continue
        value = _NUMERALS.index(match["number"]) if match["number"] in _NUMERALS else 0
        if value < 2:
            continue
        end = _head_end(text, match.start("head"), match.end(), ends)
        if end is None or not 3 <= end - match.start() <= 10:
            continue
        members = _members_before(text, match.start(), value) or _members_after(text, end, value)
        if not members and text[match.start("head") : end] in EMPTY_WORDS:
            continue  # 五个方面, 三项工作: a count of nothing that has a name
        yield Found(
            Span(offset + match.start(), offset + end),
            PhraseKind.ABBREVIATION,
            tuple(Span(offset + m.start, offset + m.end) for m in members),
        )


_STOPS_HEAD = "的和与及或在是为上中下了着以对把将由向从而并等各个地得就也都要，、。"


def _head_end(text: str, start: int, limit: int, ends: frozenset[int]) -> int | None:
    stop = next((i for i in range(start, limit) if text[i] in _STOPS_HEAD), limit)
    # a noun of two words at the most: 问题清单, 历史使命
    inside = [e for e in range(start + 1, stop + 1) if e in ends]
    return next((e for e in reversed(inside) if e - start <= 6), None)


def split_list(text: str, base: int) -> list[Span]:
    """Members of a list joined by 、 and, before the last, 和/以及."""
    spans = []
    start = 0
    for match in re.finditer(r"、|和|以及|及", text):
        if match.group() != "、" and "、" in text[match.end() :]:
            continue
        if (
            match.group() in ("和", "及")
            and match.start()
            and not text[: match.start()].count("、")
        ):
            continue
        spans.append(Span(base + start, base + match.start()))
        start = match.end()
    spans.append(Span(base + start, base + len(text)))
    return [s for s in spans if len(s)]


def _members_before(text: str, start: int, count: int) -> list[Span]:
    match = _LIST_BEFORE.search(text[:start])
    if match is None:
        return []
    clause = max(text.rfind(mark, 0, match.start()) for mark in "，。；：") + 1
    spans = split_list(text[clause : match.start()], clause)
    if len(spans) != count:
        return []
    return spans


def _members_after(text: str, end: int, count: int) -> list[Span]:
    match = _LIST_AFTER.match(text, end)
    if match is None:
        return []
    stop = min(
        (i for i in (text.find(m, match.end()) for m in "，。；") if i >= 0), default=len(text)
    )
    stop = len(text[:stop].rstrip("等”"))
    spans = split_list(text[match.end() : stop], match.end())
    return spans if len(spans) == count else []


# 指 alone, but for 指明, 指定 and 指针: those are of the meaning. 指定期…, 指针对… are not they.
_POINTS = (
    "指(?!明(?![确显火])|定(?![期时点量性向义额])|针(?![对灸])|[挥派望]|引(?![起用入])|责(?![任令])|"
    "导(?![致体线热电])|标(?![准的记]))"
)
# X，是指Y / 本法所称X，是指Y / X是指Y / X指的是Y
_MEANS = regex(
    r"^(?:本\w{1,6}所称的?|所谓的?|本\w{1,6}中的?)?[“‘]?(?P<term>[^，。；：:“”]{2,20}?)[”’]?[：:]?，?(?:，)?"
    rf"(?:是指|指的是|系指|即指|，{_POINTS})(?P<rest>.+?)[。；]?$"
)
# …叫做X / …称为X / 简称X
_CALLED = regex(
    r"(?:叫做|叫作|称为|称作|叫)[“‘「]?(?P<term>[\u4e00-\u9fffA-Za-z0-9]{2,14})[”’」]?(?=[，。；（(]|$)"
)
# 术语：定义, at the beginning of a line of a textbook
_COLON = regex(r"^(?P<term>[^，。；：！？、（）()“”\s]{2,14})[：:](?P<rest>[^：:]{8,})$")
# X是Y: both sides noun phrases
_IS = regex(
    r"^(?P<term>[^，。；：是“”]{2,16}(?:“[^”]{2,16}”)?)是(?!否|不是|指|因为|由于|为了|在|从|对|通过|以|一个|一种问题)"
    r"(?P<rest>[^，。；：]{4,40})(?=[，。；]|$)"
)
_NOT_TERMS = regex(
    r"包括|分为|(?:特别|尤其|不|就|都|也|这|那|其|还|正|更|但|只|最|总|关键|主要|重点|目的|一|二|三|首先|而|或者)$|^(?:这|那|其|此|我们|他|她|它|对|在|由|如果)"
)


_LEADING = regex(rf"(?:是指|指的是|就是|是|{_POINTS})?[，：:]?\s*")
# A label of what follows (特点：, 注意：), or a statement, but not a term.
_GENERAL = regex(
    r"的|(?:特点|原理|单位|公式|方法|用途|条件|特征|应用|使用|原因|组成|性质|规律|意义|内容|任务|要求|目标|步骤|措施|种类|分类|"
    r"区别|联系|关系|例子|例如|如|注意|说明|问题|工具|产生|发生|规则|仪器|仪表|因素|范围|计算|表达式|定义|概念|表现|标志|途径|总结|依据|"
    r"根据|结论|实质|本质|大约|约|有|时间|地点|电话|地址|答|解|例|重点|难点|选择|简答|解释|来源|背景|启示|评价|主张|内涵|要义|布局|纲领|地位|条件|功能|流程|管理|目的|结果|现象|方式|方案|治疗|处置|检查|症状|病因|分型|诊断|预后)$|"
    r"^(?:什么|你|由|用|把|使|明确|坚持|必须|要|如|例|注|答|解|问|若|当|从|关于|有|只|都|也|一切|任何|本题|下面|实现|推动|加强|建设|促进)|[0-9=+]"
)


# 网络接入：办公终端…应采取…: a topic and its rule, no term and its meaning.
_DUTY = regex(r"应(?!用|急|力|变|激)|必须|须|需(?!求)|不得|禁止|不能|不允许|严禁|要求")


_DEFINING = regex(r"[的是为指由能]")
_MEMBERS = 2  # and more 、: the label of a list


def _says_what(rest: str) -> bool:
    """Whether the words behind a label say what it is, not what to do or what belongs to it."""
    if _DUTY.search(rest) or "答" in rest[:2]:
        return False
    return _DEFINING.search(rest) is not None and (rest.count("、") < _MEMBERS or "的" in rest)


def definitions(text: str, offset: int) -> Iterator[Found]:
    """The term of a definition, and what it is defined as."""
    for called in _CALLED.finditer(text):
        yield Found(_at(called, "term", offset), PhraseKind.DEFINITION)
    for pattern in (_MEANS, _COLON, _IS):
        match = pattern.match(text)
        if match is None or _NOT_TERMS.search(match["term"]):
            continue
        if pattern is not _MEANS and _GENERAL.search(match["term"]):
            continue
        if pattern is _COLON and not _says_what(match["rest"]):
            continue
        yield Found(_at(match, "term", offset), PhraseKind.DEFINITION)
        if pattern is _IS:
            return  # a description or praise defines nothing
        rest = match.start("rest") + len(_LEADING.match(match["rest"]).group())  # type: ignore[union-attr]
        if match.end("rest") - rest >= 4:
            yield Found(Span(offset + rest, offset + match.end("rest")), PhraseKind.DEFINIENS)
        return


def _at(match: re.Match[str], group: str, offset: int) -> Span:
    return Span(offset + match.start(group), offset + match.end(group))
