"""Directive ↔ its signature measure (重点任务 ↔ 具体举措)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice

from quizgen.document import Phrase, PhraseKind, Section, SectionKind, Span
from quizgen.phrases.candidates import SET_OFF
from quizgen.phrases.heads import cores
from quizgen.phrases.lexicon import GOVERNING_VERBS
from quizgen.questions.checks.answers import trivial
from quizgen.questions.checks.bounds import unbalanced
from quizgen.questions.matching.pool import Material, Pool, Row
from quizgen.regex import regex
from quizgen.sentences import REMOVED

_LEAST = 4
_LONGEST_PREMISE = 26
_LONGEST_SECTION = 1200
_CHOICES = 10
_LEAST_SCORE = 0.25
_VERBS = GOVERNING_VERBS - {"坚持", "属于", "组成", "构成", "称为", "叫做", "分为", "包括", "禁止"}
_TASKS = tuple(_VERBS | {"坚持"})  # what a task begins with
_LEAST_VALUE = 0.5
_BEHIND_MEASURE = frozenset("，。；、！")
_BEFORE_MEASURE = regex(
    r"(?:^|[，。；：、！\n要并和以来及地]|全面|深入|大力|积极|加快|着力|全力|持续|切实|不断|进一步|扎实|稳步|统筹|努力)$"
)
# What is told of it is a result: 作品“山河谣”荣获… names no measure.
_RESULT = regex(r"[^，。；]*?(?:荣获|获评|获奖|入选|入围|位居|位列|居全|增至|增长|同比)")
_AWARD = regex(r"(?:入选|荣获|获评|获得|列入|被评为|跻身|斩获)[^，。；]{0,8}$")
# “入园难”问题 and “压舱石”作用 name no measure.
_COMPLAINT = regex(r"的?(?:问题|难题|现象|顽疾|倾向|之风|作用|效应|大考|美誉|称号|荣誉|之称)")
# “十四五” is when something is done.
_PERIOD = regex(r"十[一二三四五六七]五")
_NAMED_VALUE = 0.75  # what the name of a measure reaches, and other phrases seldom
_LENGTHS = range(3, 21)
# How much a kind looks like the name of a measure.
_WEIGHT = {
    PhraseKind.QUOTED: 0.35,
    PhraseKind.ABBREVIATION: 0.3,
    PhraseKind.GLOSSARY: 0.2,
    PhraseKind.NAME: 0.1,
    PhraseKind.OBJECT: 0.0,
    PhraseKind.TERM: -0.1,
}
_KINDS = tuple(_WEIGHT)
_CALLED = 0.5  # what is called a measure
_QUOTED = 0.6  # and what is set off as its name
_ROUNDING = 1e-9
# What measures are called; a quoted term in front of one is its name.
_MEASURE = regex(
    r"(?:工程|行动计划|行动|计划|机制|体系|网络|平台|示范区|枢纽城市|枢纽|清单|改革|基地|试点|目标|规划|制度|格局|高地|"
    r"融合发展|中心|模式|品牌|战略|方案|标准|办法)$"
)
_FIGURE = regex(r"百分之|[0-9]|类标准")
_NAMED = regex(
    r"”(?:[\u4e00-\u9fff]{0,12}?)(?:工程|行动计划|行动|计划|机制|体系|网络|平台|清单|改革|试点|目标|融合发展|模式|战略|活动|组合拳)"
)


def pools(material: Material) -> Iterator[Pool]:
    """One pool for each group of at least four directives with titles and text."""
    document = material.document
    named: list[Phrase] | None = None
    groups: list[tuple[tuple[Section, ...], tuple[Section, ...]]] = [((), document.sections)]
    groups.extend(
        ((*document.path(s.span.start)[: s.level],), s.children)
        for s in document.walk()
        if s.children
    )
    for path, brothers in groups:
        group = [s for s in brothers if s.kind is SectionKind.DIRECTIVE and s.title]
        if len(group) < _LEAST or not _are_tasks(group):
            continue
        rows = []
        for section, core in zip(group, cores(document, group), strict=True):
            if len(section.span) > _LONGEST_SECTION:
                continue  # of a chapter no one measure is the mark
            if core is None or not _is_premise(section, material.text(core)):
                continue
            measures = _measures(material, section, core)
            if measures and measures[0][1] >= _LEAST_VALUE:
                spans, weights = zip(*measures, strict=True)
                rows.append(Row(core, spans, measures[0][1], weights))
        exhorting = all(s.marker is not None and s.marker.text.endswith("要") for s in group)
        names = _of_form(material, rows, named=True)
        if named is None:  # few documents have such a group
            named = _named(material)
        spares = _elsewhere(material, named, group)
        if len(names) >= _LEAST:
            spares = tuple(s for s in spares if _is_name(material, s))
            yield Pool("directive", names, spares, path=path)
        elif exhorting:
            deeds = _of_form(material, rows, named=False)
            spares = tuple(s for s in spares if not _is_name(material, s))
            yield Pool("directive", deeds, spares, path=path)


def _are_tasks(group: Sequence[Section]) -> bool:
    """Whether the titles of a group may be tasks; of points 1. 2. 3. as notes have them half do."""
    points = [s.marker is not None and any(map(str.isdigit, s.marker.text)) for s in group]
    told = [s.title.startswith(_TASKS) for s in group]
    return not all(points) or 2 * sum(told) >= len(told)


# What tells a case, a time or who said it, what states or asks, is no task: 在2019年政府报告中,
# 专家指出, 平衡是一种状态.
_NO_TASK = regex(
    r"^(?:在.*[中里时上下内前后际间]$|随着|第[0-9一二三四五六七八九十]+题|某|当.*时|由于|自从|[（(]|"
    r"[0-9]{2,4} ?年)|(?:指出|说|认为|提出|强调)$|[？?]|到底(?=[是有多])|"
    r"(?<![于还即但而总特尤正求])是(?!非)"
)


def _is_premise(section: Section, core: str) -> bool:
    """Whether the core of a directive's title may stand for it.

    A core of two clauses that is not the whole title ends where the refrain began:
    实力显著提升，加快建设富裕.
    """
    cut_short = "，" in core and core != section.title
    told = len(core) <= _LONGEST_PREMISE and not cut_short and REMOVED.search(core) is None
    return told and not unbalanced(core) and _NO_TASK.search(core) is None


def _named(material: Material) -> list[Phrase]:
    """The phrases of the document that may be names of measures, best first."""
    # what the score needs, whatever the words add to it
    most = {kind: _CALLED + (_QUOTED if kind is PhraseKind.QUOTED else 0) for kind in _WEIGHT}
    least = {kind: _NAMED_VALUE - _WEIGHT[kind] - most[kind] - _ROUNDING for kind in _WEIGHT}
    rows = [
        (value, phrase)
        for phrase in material.phrases.of_kinds(least)
        if len(phrase.span) in _LENGTHS and (value := _value(material, phrase)) > _NAMED_VALUE
    ]
    rows.sort(key=lambda row: (-row[0], row[1].span, _KINDS.index(row[1].kind)))
    return [phrase for _, phrase in rows]


def _of_form(material: Material, rows: Sequence[Row], *, named: bool) -> tuple[Row, ...]:
    """The rows with responses of one form: all names (“精特亮”工程), or all deeds (深化改革)."""
    found = []
    for row in rows:
        kept = [r for r in row.ranked() if _is_name(material, r[0]) is named]
        if kept:
            spans, weights = zip(*kept, strict=True)
            found.append(Row(row.premise, spans, weights[0], weights))
    return tuple(found)


def _is_name(material: Material, span: Span) -> bool:
    return material.text(span)[0] in "“「"


def _elsewhere(
    material: Material, ranked: Sequence[Phrase], group: Sequence[Section]
) -> tuple[Span, ...]:
    """The best measures outside the group: they are true of none of its directives."""
    inside = Span(group[0].span.start, group[-1].span.end)
    words = material.text(inside)
    free = (
        span
        for p in ranked
        if not p.span.overlaps(inside)
        and material.text(p.span) not in words
        and (span := _measure(material, p)) is not None
    )
    return tuple(islice(free, _CHOICES))


def _measures(material: Material, section: Section, core: Span) -> list[tuple[Span, float]]:
    """Phrases of the directive's body that stand in no other part of the document."""
    text = material.document.text
    rows = [
        (_value(material, p), p)
        for p in material.phrases.between(section.head.end, section.span.end)
        if p.kind in _WEIGHT and len(p.span) in _LENGTHS
    ]
    rows.sort(key=lambda row: (-row[0], row[1].span, _KINDS.index(row[1].kind)))
    found: list[tuple[Span, float]] = []
    for value, phrase in rows:
        words = material.text(phrase.span)
        if phrase.score < _LEAST_SCORE and phrase.kind not in SET_OFF:
            continue
        if (
            _FIGURE.search(words)
            or trivial(words, phrase.kind)
            or unbalanced(words)
            or "、" in words
        ):
            continue
        inside = text.count(words, section.span.start, section.span.end)
        if material.times(words, inside + 1) != inside or words in material.text(core):
            continue
        span = _measure(material, phrase)
        if span is None or not material.once(span):
            continue
        if any(span.overlaps(other) for other, _ in found):
            continue
        found.append((span, round(min(1.5, value), 4)))
        if len(found) == _CHOICES:
            break
    return found


def _measure(material: Material, phrase: Phrase) -> Span | None:
    """The phrase as a measure: what is done (推进, 健全 …) and its whole object.

    A quoted name keeps its marks and the noun behind it, “精特亮”工程, and may stand
    without a verb; another phrase may not.
    """
    text = material.document.text
    start, end = phrase.span.start, phrase.span.end
    quoted = phrase.kind is PhraseKind.QUOTED
    if quoted:
        start, end = start - 1, end + 1
        noun = material.noun_at(end)
        end = noun.end if noun is not None else end
    verb = next((v for v in (text[start - 4 : start], text[start - 2 : start]) if v in _VERBS), "")
    if not quoted and (not verb or text[end : end + 1] not in _BEHIND_MEASURE):
        return None
    if quoted:
        behind = phrase.span.end + 1
        idle = (
            _PERIOD.fullmatch(text, phrase.span.start, phrase.span.end)
            or _COMPLAINT.match(text, behind)
            or _RESULT.match(text, behind)
            or _AWARD.search(text, max(0, start - 12), start)
        )
        return None if idle else Span(start, end)
    start -= len(verb)
    if not _BEFORE_MEASURE.search(text, max(0, start - 3), start):
        return None  # 生态文明|建设目标评价考核办法: no verb, but the middle of a name
    return Span(start, end)


def _value(material: Material, phrase: Phrase) -> float:
    value = phrase.score + _WEIGHT[phrase.kind]
    if _MEASURE.search(material.text(phrase.span)):
        value += _CALLED
    if phrase.kind is PhraseKind.QUOTED and _NAMED.match(material.document.text, phrase.span.end):
        value += _QUOTED
    return value
