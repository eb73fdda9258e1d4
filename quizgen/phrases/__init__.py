"""Document → scored key phrases.  The only package that imports jieba.

``find`` is the way in: sentences → words → candidates → scores.
"""

from __future__ import annotations

import math
import re
from collections.abc import Sequence

from quizgen import sentences
from quizgen.document import Document, Phrase, PhraseKind, Section, SectionKind, Span
from quizgen.phrases import edges, model
from quizgen.phrases.candidates import Candidate, candidates
from quizgen.phrases.heads import cores
from quizgen.phrases.lexicon import EMPTY_WORDS, MODALS, RHETORIC
from quizgen.phrases.patterns import figures
from quizgen.phrases.pieces import Pieces, pieces
from quizgen.phrases.tokens import Token, cut
from quizgen.sentences import Sentence

__all__ = ["find"]

# What the kind adds to a candidate's log-odds: what the text itself sets off by marks
# is a term, whatever the words of the sentence are.
_KIND_BONUS = {
    PhraseKind.QUOTED: 1.5,
    PhraseKind.ABBREVIATION: 1.0,
    PhraseKind.SERIES: 0.3,
    PhraseKind.QUANTITY: 1.2,
}
_LIST, _CLOSED_LIST = 3, 2.5  # 查问题、堵漏洞、提能力: a set phrase of equal members
_DEFINED = 2.0  # a term that the text defines in so many words
_DEFINES = re.compile(r"[”’」]?[，：:]?\s*(?:是指|指的是|系指|即指|指)|[”’」]?[：:]")
_NAMES = re.compile(r"(?:叫做|叫作|称为|称作|稱為|叫)[“‘「]?$")
# Kinds whose ends are only words' edges, not marks of the text.
_LOOSE = frozenset({PhraseKind.TERM, PhraseKind.OBJECT, PhraseKind.NAME})
# What stands before the first section greets and tells the occasion.
_PREFACE = 0.4
_MEMBER = 0.8
_CUT_WORD = 0.5
# 规则第十九条, 本|规则办理借阅证: a reference, or the second half of one, is nothing to know.
_ORDINAL = re.compile(r"第[0-9一二三四五六七八九十百零]+[条款项章]")
_NO_PREDICATE = 0.25
_PREDICATES = frozenset("是为有＝=：:")
_MOOD = 0.45
# Answers and advice about an examination, examples, labels without their topic.
_NO_STATEMENT = re.compile(
    r"^(?:如|例如|例|答案|答|解析|解|注|注意|提示|备注|现象|实质|过程|说明|思路|点拨|来源|图)[：:]|"
    r"^[（(\[]|考试|分值|试卷|题型|本题|考点|解题|答题|选择题|填空题|简答题|第[一二三四五六七八九十]+题"
)
# Never worth a blank, but part of what was considered.
_HARDLY = 0.02


def find(document: Document) -> tuple[Phrase, ...]:
    """All candidates of ``document`` as phrases, best first; one an occurrence.

    The score is between 0 and 1: the worth of the sentence as a source, times how
    good a blank the span makes compared with the best of its sentence.
    """
    found: list[Phrase] = []
    for sentence in sentences.split(document):
        found.extend(_of_sentence(document, sentence))
    found.extend(Phrase(span, PhraseKind.HEAD, 0.5) for span in _head_spans(document))
    found.sort(key=lambda p: (-p.score, p.span.start, p.span.end, p.kind.value))
    return tuple(found)


def _of_sentence(document: Document, sentence: Sentence) -> list[Phrase]:
    words = cut(document.text, [sentence.span])
    parts = pieces(words)
    ranking = model.Ranking(parts)
    rows = candidates(document.text, sentence, words, parts, ranking.hopeful)
    if not rows:
        return []
    piece = document.slice(sentence.span)
    worth = model.worth(words, piece, first=sentence.first) * _weight(words, piece)
    if sentence.section is None and document.sections:
        worth *= _PREFACE
    mood = _MOOD if any(word in piece for word in RHETORIC) else 1.0
    broken = [f.whole for f in figures(piece) if f.unit != "个"]
    scores = [
        score + _bonus(document.text, row)
        for score, row in zip(ranking.scores(rows), rows, strict=True)
    ]
    best = max(scores)
    found = []
    for row, score in zip(rows, scores, strict=True):
        share = math.exp(score - best)
        value = (0.2 + 0.8 * worth) * share
        if _idle(document, parts, row):
            value *= _HARDLY
        elif row.kind in _LOOSE:
            value *= mood * _whole(words, parts, row)
            if _one_of_several(document.text, row.span):
                value *= _MEMBER
        if row.kind in _LOOSE or row.kind is PhraseKind.ABBREVIATION:
            here = Span(row.span.start - sentence.span.start, row.span.end - sentence.span.start)
            if any(here.overlaps(figure) for figure in broken):
                value *= _HARDLY  # a figure is asked for by its number alone
        found.append(Phrase(row.span, row.kind, round(value, 4), row.members))
    return found


def _weight(words: Sequence[Token], piece: str) -> float:
    """What makes a sentence a poor source whatever its words are worth."""
    factor = 1.0
    if not any(t.tag.startswith("v") or t.word in _PREDICATES for t in words):
        factor *= _NO_PREDICATE
    if _NO_STATEMENT.search(piece):
        factor *= _HARDLY
    return factor


def _bonus(text: str, row: Candidate) -> float:
    if row.kind is PhraseKind.SERIES:
        closed = text[row.span.end : row.span.end + 1] not in ("等", "、", "和")
        even = len({len(m) for m in row.members}) == 1 and len(row.members) >= _LIST
        return _CLOSED_LIST if closed and even else _KIND_BONUS[row.kind]
    if row.kind is PhraseKind.ABBREVIATION and not row.members:
        # 三个县区 counts things; 三大攻坚战, 七张清单 are names
        counted = any(c in "个项条种类方" for c in text[row.span.start : row.span.start + 3])
        return -_KIND_BONUS[row.kind] if counted else _KIND_BONUS[row.kind]
    if row.kind is not PhraseKind.DEFINITION:
        return _KIND_BONUS.get(row.kind, 0.0)
    defined = _DEFINES.match(text, row.span.end) or _NAMES.search(
        text, max(0, row.span.start - 4), row.span.start
    )
    return _DEFINED if defined else 0.0


def _whole(words: Sequence[Token], parts: Pieces, row: Candidate) -> float:
    """How likely the words at the edges make one whole; less where an edge cuts a word."""
    first, last = parts.word[row.first], parts.word[row.last]
    whole = edges.whole(words, first, last)
    if last > first and first and words[first - 1].word == "本":
        whole *= _HARDLY
    if _ORDINAL.search("".join([w.word for w in words[first : last + 1]])):
        whole *= _HARDLY
    return whole * _CUT_WORD ** parts.cuts(row.first, row.last)


def _one_of_several(text: str, span: Span) -> bool:
    """One member of an open list: another order, or another member, is as good an answer."""
    return text[span.start - 1 : span.start] == "、" or text[span.end : span.end + 1] == "、"


def _idle(document: Document, parts: Pieces, row: Candidate) -> bool:
    """A modal word (its opposite fits as well) or an empty word alone."""
    text = document.slice(row.span)
    return text in MODALS or (row.first == row.last and parts.tokens[row.first].word in EMPTY_WORDS)


def _head_spans(document: Document) -> list[Span]:
    groups: list[tuple[Section, ...]] = [document.sections]
    groups.extend(s.children for s in document.walk() if s.children)
    return [
        core
        for group in groups
        for core in cores(document, [s for s in group if s.kind is SectionKind.DIRECTIVE])
        if core is not None
    ]
