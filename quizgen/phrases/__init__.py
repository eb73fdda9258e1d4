"""Document → scored key phrases.  The only package that imports jieba.

``find`` is the way in: sentences → words → candidates → scores.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from quizgen import sentences
from quizgen.document import Document, Phrase, PhraseKind, Section, SectionKind, Span
from quizgen.phrases import edges, glossary, merit, model
from quizgen.phrases.candidates import Candidate, candidates
from quizgen.phrases.glossary import Term
from quizgen.phrases.heads import cores
from quizgen.phrases.lexicon import EMPTY_WORDS, GENERAL_HEADS, MODALS, RHETORIC
from quizgen.phrases.patterns import figures
from quizgen.phrases.pieces import Pieces, pieces
from quizgen.phrases.recurrence import Recurrence
from quizgen.phrases.scored import Factor, Scored
from quizgen.phrases.tokens import Token, cut
from quizgen.script import examined
from quizgen.sentences import Sentence

__all__ = ["find", "score"]

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
_NAMES = re.compile(r"(?:叫做|叫作|称为|称作|叫)[“‘「]?$")
# Kinds whose ends are only words' edges, not marks of the text.
_LOOSE = frozenset({PhraseKind.TERM, PhraseKind.OBJECT, PhraseKind.NAME})
# What stands before the first section greets and tells the occasion.
_PREFACE = 0.4
_MEMBER = 0.6
_JOINED = ("、", "和", "或", "及", "与")  # what joins the members of a list
_GENERAL = 0.45
_CUT_WORD = 0.5
# 规则第十九条, 本|规则办理借阅证: a reference, or the second half of one, is nothing to know.
_ORDINAL = re.compile(r"第[0-9一二三四五六七八九十百零]+[条款项章]")
_NO_PREDICATE = 0.1
_PREDICATES = frozenset("是为有＝=：:")
_MOOD = 0.45
# Answers and advice about an examination, examples, labels without their topic.
_NO_STATEMENT = re.compile(
    r"^(?:如|例如|例|答案|答|解析|解|注|注意|提示|备注|现象|实质|过程|说明|思路|点拨|来源|图)[：:]|"
    r"^[（(\[【]|^假设|(?<![\u4e00-\u9fff])[甲乙丙丁](?:[向与把将的和从在]|方(?![案法]))|[喔哦哟啦呀]|[图表]\s?[A-Z]?[.．]?[0-9]|考试|分值|试卷|题型|本题|考点|解题|答题|选择题|填空题|简答题|第[一二三四五六七八九十]+题"
)
# 适用本法第五百一十条的规定: what is to know stands in another article.
_CROSS_REFERENCE = re.compile(
    r"(?:适用|依照|按照|根据|参照|依据)(?:本\w{1,4}|《[^》]+》)?第[一二三四五六七八九十百千零〇0-9]+条"
)
_REFERS = 0.3
# Never worth a blank, but part of what was considered.
_HARDLY = 0.02


def find(document: Document, terms: Sequence[Term] = ()) -> tuple[Phrase, ...]:
    """All candidates of ``document`` as phrases, best first; one an occurrence.

    The score is between 0 and 1: the worth of the sentence as a source, times how
    good a blank the span makes compared with the best of its sentence.  ``terms`` are
    those of the user's glossary: they are candidates wherever they stand.
    """
    places = list(glossary.occurrences(document.text, terms))
    document = examined(document)
    common = Recurrence.of(document.text)
    found: list[Phrase] = []
    for sentence in sentences.split(document):
        here = glossary.inside(places, sentence.span)
        found.extend(glossary.lead(_of_sentence(document, sentence, common), here))
    found.extend(Phrase(span, PhraseKind.HEAD, 0.5) for span in _head_spans(document))
    found.sort(key=_order)
    return tuple(found)


def _order(phrase: Phrase) -> tuple[float, bool, int, int, str]:
    """Best first; a term of the glossary before what is as good."""
    span, kind = phrase.span, phrase.kind
    return -phrase.score, kind is not PhraseKind.GLOSSARY, span.start, span.end, kind.value


def _of_sentence(document: Document, sentence: Sentence, common: Recurrence) -> list[Phrase]:
    scored = score(document, sentence)
    if scored is None:
        return []
    found = scored.phrases()
    merits = merit.merits(document, sentence, scored, found, common)
    return [replace(p, merit=m) for p, m in zip(found, merits, strict=True)]


def score(document: Document, sentence: Sentence) -> Scored | None:
    """The candidates of ``sentence`` with all that makes up their scores; None without any."""
    words = cut(document.text, [sentence.span])
    parts = pieces(words)
    ranking = model.Ranking(parts)
    rows = candidates(document.text, sentence, words, parts, ranking.hopeful)
    if not rows:
        return None
    piece = document.slice(sentence.span)
    preface = sentence.section is None and bool(document.sections)
    mood = _MOOD if any(word in piece for word in RHETORIC) else 1.0
    broken = [f.whole for f in figures(piece) if f.unit != "个"]
    factors = []
    for row in rows:
        own: list[Factor] = []
        if _idle(document, parts, row):
            own.append(("idle", _HARDLY))
        elif row.kind in _LOOSE:
            own += [("mood", mood), ("edges", _whole(words, parts, row))]
            if _is_general(document.text, words[parts.word[row.last]].word, row.span):
                own.append(("general", _GENERAL))
            if _one_of_several(document.text, row.span):
                own.append(("member", _MEMBER))
        if row.kind is PhraseKind.SERIES:
            own.append(("edges", edges.left(words, parts.word[row.first])))
        if row.kind in _LOOSE or row.kind is PhraseKind.ABBREVIATION:
            here = Span(row.span.start - sentence.span.start, row.span.end - sentence.span.start)
            if any(here.overlaps(figure) for figure in broken):
                own.append(("figure", _HARDLY))  # a figure is asked for by its number alone
        factors.append(own)
    return Scored(
        parts,
        rows,
        model.worth(words, piece, first=sentence.first),
        [*_weight(words, piece), *([("preface", _PREFACE)] if preface else [])],
        ranking.scores(rows),
        [_bonus(document.text, row) for row in rows],
        factors,
    )


def _weight(words: Sequence[Token], piece: str) -> list[Factor]:
    """What makes a sentence a poor source whatever its words are worth."""
    found: list[Factor] = []
    if not any(t.tag.startswith("v") or t.word in _PREDICATES for t in words):
        found.append(("no predicate", _NO_PREDICATE))
    if _NO_STATEMENT.search(piece):
        found.append(("no statement", _HARDLY))
    if _CROSS_REFERENCE.search(piece):
        found.append(("cross-reference", _REFERS))
    return found


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


def _is_general(text: str, head: str, span: Span) -> bool:
    """A word of every text, and no term of this one: 安全措施, where it stands but once."""
    return head in GENERAL_HEADS and text.count(text[span.start : span.end]) == 1


def _one_of_several(text: str, span: Span) -> bool:
    """One member of an open list: another order, or another member, is as good an answer."""
    return text[span.start - 1 : span.start] in _JOINED or text[span.end : span.end + 1] in _JOINED


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
