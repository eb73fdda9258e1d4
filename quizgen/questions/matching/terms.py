"""Relations between phrases: halves of a slogan, term ↔ meaning, summary ↔ members."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator

from quizgen.document import Phrase, PhraseKind, Span
from quizgen.phrases.glossary import places
from quizgen.questions import topics
from quizgen.questions.checks.answers import trivial
from quizgen.questions.matching.pool import Material, Pool, Row
from quizgen.regex import regex
from quizgen.sentences import REMOVED, Sentence

_HALF = range(3, 11)
_MEANING = range(8, 64)
_LEAST_MEANING = 4  # of a definition that the user gives
_TERM = range(2, 15)
# The meaning tells a name, or is cut short, or goes on in a list.
_NAMES = regex(
    r"叫做?|称为|简称|[的或和与及要、，：:]$|(?<!地)下列(?!车)|如下(?:[：:的几各]|$)|"
    "(?:^|[有具备合足属为])以下(?:[一二三四五六七八九十两几各]|情形|条件|特[征点]|要[求素]|行为|内容|情况|部分|方面|事项)|"
    # no meaning: the rest of a phrase, a question, an example, a case, or what goes on about it
    "^(?:的|[“「]|[这它](?!些))|[？?]|时$"
)
# Headings of an outline, no terms.
_TOPIC = regex(r"著作|辨析|思想$|不同$|区别|异同|过程$|意义$|标志$")
_EQUATION = regex(r"[=＝→↑↓$_^\\]")
_AROUND_SLOGAN = frozenset("，。；！：“”‘’\n")


def halves(material: Material) -> Iterator[Pool]:
    """First half ↔ second half: “外防输入、内防反弹”, 稳字当头、稳中求进."""
    rows: list[Row] = []
    spares: list[Span] = []
    seen: set[Span] = set()
    for phrase in material.by_place(PhraseKind.QUOTED, PhraseKind.SERIES):
        parts = _halves(material, phrase)
        if parts is not None:
            first, second = parts
            fresh = not any(first.overlaps(s) or second.overlaps(s) for s in seen)
            if fresh and material.once(first) and material.once(second):
                seen.update(parts)
                weight = 0.8 if phrase.kind is PhraseKind.QUOTED else 0.5
                rows.append(Row(first, (second,), weight))
        elif phrase.kind is PhraseKind.SERIES:
            spares.extend(m for m in phrase.members if len(m) >= 4 and material.once(m))
    yield Pool("halves", tuple(rows), tuple(s for s in spares if s not in seen))


# 白日依山尽，黄河入海流 is a verse: everybody knows it, or nobody need.
_VERSE = frozenset({5, 7})


def _is_verse(words: str) -> bool:
    return "、" not in words and words.find("，") in _VERSE


def _halves(material: Material, phrase: Phrase) -> tuple[Span, Span] | None:
    words = material.text(phrase.span)
    if REMOVED.search(words):
        return None
    if phrase.kind is PhraseKind.QUOTED:
        match = re.fullmatch(r"([^，、]+)[，、]([^，、]+)", words)
        if match is None or _is_verse(words):
            return None
        cut = phrase.span.start + match.end(1)
        first, second = Span(phrase.span.start, cut), Span(cut + 1, phrase.span.end)
        least = 3
    elif phrase.kind is PhraseKind.SERIES and len(phrase.members) == 2:
        first, second = phrase.members
        least = 4
        if not _parallel(material.text(first), material.text(second)):
            return None
        text = material.document.text
        # a slogan of two halves is a whole clause: marks on both sides
        text = material.document.text
        before, after = text[first.start - 1 : first.start], text[second.end : second.end + 1]
        if (before and before not in _AROUND_SLOGAN) or after not in _AROUND_SLOGAN:
            return None
    else:
        return None
    same = len(first) == len(second) and len(first) in _HALF and len(first) >= least
    return (first, second) if same else None


def _parallel(one: str, other: str) -> bool:
    """常学常悟、常用常新: the halves share a character at the same place."""
    return any(a == b for a, b in zip(one, other, strict=False))


def terms(material: Material) -> Iterator[Pool]:
    """Meaning ↔ term, from the glossary's definitions and the document's own."""
    listed = _listed(material)
    told = {material.text(row.responses[0]) for row in listed}
    found = [
        row
        for row in (*_defined(material), *_headed(material))
        if material.text(row.responses[0]) not in told
    ]
    rows = sorted([*listed, *found], key=lambda row: row.premise)
    yield Pool("term", tuple(rows))


def _listed(material: Material) -> list[Row]:
    """Terms of the glossary whose definitions are in the document, word for word.

    The term is taken from the place nearest to its definition.
    """
    text = material.document.text
    rows = []
    for term in material.lists.terms:
        meaning = term.definition.rstrip("。；;.")
        at = text.find(meaning) if len(meaning) >= _LEAST_MEANING else -1
        if at < 0 or term.text in meaning or REMOVED.search(meaning):
            continue
        premise = Span(at, at + len(meaning))
        nearest = min(
            places(text, term.text),
            key=lambda s: (max(s.start - premise.end, premise.start - s.end), s.start),
            default=None,
        )
        if nearest is not None:
            rows.append(Row(premise, (nearest,), 1.0))
    return rows


def _defined(material: Material) -> list[Row]:
    """The terms that the document defines."""
    meanings = [p.span for p in material.by_place(PhraseKind.DEFINIENS)]
    starts = material.starts
    rows = []
    for phrase in material.by_place(PhraseKind.DEFINITION):
        if len(phrase.span) not in _TERM:
            continue
        index = bisect_left(meanings, Span(phrase.span.end, 0))
        sentence = material.sentences[bisect_right(starts, phrase.span.start) - 1]
        if index == len(meanings) or meanings[index].start >= sentence.span.end:
            continue
        span = _without_stop(material, meanings[index])
        words = material.text(phrase.span)
        between = material.document.text[phrase.span.end : span.start]
        if not _SAYS.search(between) and not _is_list_of_terms(material, sentence):
            continue
        if (
            len(span) in _MEANING
            and words not in material.text(span)
            and not REMOVED.search(material.text(span))
            and not trivial(words, phrase.kind)
            and not _NAMES.search(material.text(span))
            and not _TOPIC.search(words)
            and not _EQUATION.search(material.text(span))
        ):
            rows.append(Row(span, (phrase.span,), 0.9))
    return rows


# Between a term and its meaning.  With a colon alone it may be any label: 配平技巧：先…
_SAYS = regex(r"[是为指叫称即]")


def _is_list_of_terms(material: Material, sentence: Sentence) -> bool:
    titles = [section.title for section in sentence.path]
    return any(map(topics.lists_terms, [material.document.title, *titles]))


def _headed(material: Material) -> Iterator[Row]:
    """The terms that are headings of their definitions, as in standards (3.1 灾难备份 backup)."""
    document = material.document
    done: set[Span] = set()
    for sentence in material.sentences:
        term = topics.term(document, sentence.path)
        if term is None or term in done or sentence.span.start < term.end:
            continue
        if document.text[sentence.span.end - 1] not in "。；;.":
            continue  # the term again, in other words or in another language
        done.add(term)
        span = _without_stop(material, sentence.span)
        meaning, name = material.text(span), material.text(term)
        if len(span) in _MEANING and name not in meaning and not REMOVED.search(meaning):
            yield Row(span, (term,), 0.9)


def _without_stop(material: Material, span: Span) -> Span:
    words = material.text(span).rstrip("。；;.")
    start = span.start + (1 if words[:1] in "：:，" else 0)
    return Span(start, span.start + len(words))


# It says how many, but not of what.
_SAYS_HOW_MANY = regex(
    r"[两二三四五六七八九十0-9]+[个大种类项点条]?(?:主要|基本|重要)?"
    r"(?:方法|方式|步骤?|方面|[种大]?类|类型|原则|要素|要点|特[点性征]|条件|要求|作用|因素|阶段|部分|内容|措施|原因|情况)"
)


def members(material: Material) -> Iterator[Pool]:
    """Members ↔ summary term: 数字经济、高端装备、绿色石化 ↔ 三大万亿级产业."""
    rows = []
    for phrase in material.by_place(PhraseKind.ABBREVIATION):
        if phrase.members and _SAYS_HOW_MANY.fullmatch(material.text(phrase.span)) is None:
            span = Span(phrase.members[0].start, phrase.members[-1].end)
            rows.append(Row(span, (phrase.span,), 0.9))
    yield Pool("members", tuple(rows))
