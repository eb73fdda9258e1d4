"""Document → scored key phrases.  The only package that imports jieba.

``find`` is the way in: sentences → words → candidates → scores and merits.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from quizgen import sentences
from quizgen.document import Document, Phrase, PhraseKind, Section, SectionKind, Span
from quizgen.phrases import glossary, lowering, merit, model
from quizgen.phrases.candidates import candidates
from quizgen.phrases.found import Found
from quizgen.phrases.glossary import Term
from quizgen.phrases.heads import cores
from quizgen.phrases.pieces import pieces
from quizgen.phrases.scored import Scored, product
from quizgen.phrases.tokens import cut
from quizgen.phrases.worth import worth
from quizgen.script import examined
from quizgen.sentences import Sentence

__all__ = ["Found", "find", "score"]

_PREFACE = 0.4  # what stands before the first section greets and tells the occasion


def find(document: Document, terms: Sequence[Term] = ()) -> Found:
    """All candidates of ``document`` as phrases, best first; one an occurrence.

    The score is between 0 and 1: the worth of the sentence as a source, times how
    good a blank the span makes compared with the best of its sentence.  ``terms`` are
    those of the user's glossary: they are candidates wherever they stand.
    """
    places = list(glossary.occurrences(document.text, terms))
    document = examined(document)
    split = sentences.split(document)
    heads = _heads(document, split)
    found = Found()
    found.add(0, heads.get(_BEFORE, ()))
    for number, sentence in enumerate(split):
        here = glossary.inside(places, sentence.span)
        own = glossary.lead(_of_sentence(document, sentence), here)
        found.add(sentence.span.start, [*own, *heads.get(number, ())])
    return found


def _of_sentence(document: Document, sentence: Sentence) -> list[Phrase]:
    scored = score(document, sentence)
    if scored is None:
        return []
    scores = scored.scores()
    return scored.phrases(scores, merit.merits(document, sentence, scored, scores))


def score(document: Document, sentence: Sentence) -> Scored | None:
    """The candidates of ``sentence`` with all that makes up their scores; None without any."""
    words = cut(document.text, [sentence.span])
    parts = pieces(words)
    ranking = model.Ranking(parts)
    marks = _begun(document.marked, sentence.span)
    rows = candidates(document.text, sentence, words, parts, choose=ranking.hopeful, marks=marks)
    if not rows:
        return None
    piece = document.slice(sentence.span)
    preface = sentence.section is None and bool(document.sections)
    lowered = lowering.Lowering(document.text, sentence, words, parts)
    factors = [lowered.factors(row) for row in rows]
    bonus = [lowering.bonus(document.text, row) for row in rows]
    odds = [blank + plus for blank, plus in zip(ranking.scores(rows), bonus, strict=True)]
    return Scored(
        ranking.view,
        rows,
        worth(words, piece, first=sentence.first),
        [*lowering.source(words, piece), *([("preface", _PREFACE)] if preface else [])],
        model.led([row.span for row in rows], odds),
        bonus,
        factors,
        [product(1.0, own) for own in factors],
    )


def _begun(marks: Sequence[Span], span: Span) -> Sequence[Span]:
    """Those of ``marks``, in ascending order, that begin in ``span``."""
    low = bisect_left(marks, (span.start, 0))
    return marks[low : bisect_left(marks, (span.end, 0))]


_BEFORE = -1


def _heads(document: Document, split: Sequence[Sentence]) -> dict[int, list[Phrase]]:
    """The heads of directives by the number of the last sentence that begins no later."""
    starts = [sentence.span.start for sentence in split]
    heads: dict[int, list[Phrase]] = {}
    for span in _head_spans(document):
        number = bisect_right(starts, span.start) - 1  # ``_BEFORE`` the first
        heads.setdefault(number, []).append(Phrase(span, PhraseKind.HEAD, 0.5))
    return heads


def _head_spans(document: Document) -> list[Span]:
    groups: list[tuple[Section, ...]] = [document.sections]
    groups.extend(s.children for s in document.walk() if s.children)
    return [
        core
        for group in groups
        for core in cores(document, [s for s in group if s.kind is SectionKind.DIRECTIVE])
        if core is not None
    ]
