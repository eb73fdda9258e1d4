"""Document → scored key phrases.  The only package that imports jieba.

``find`` is the way in: sentences → words → candidates → scores and merits.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from functools import partial
from itertools import repeat
from typing import NamedTuple

from quizgen import sentences
from quizgen.document import Document, Phrase, PhraseKind, Section, SectionKind, Span
from quizgen.phrases import closed, glossary, hope, lowering, merit, merit_features, model
from quizgen.phrases.candidates import SET_APART, SET_OFF, Candidate, candidates, named
from quizgen.phrases.found import Found
from quizgen.phrases.glossary import Term
from quizgen.phrases.heads import cores
from quizgen.phrases.pieces import pieces
from quizgen.phrases.scored import Factor, Scored, Source, of_odds, product
from quizgen.phrases.tokens import cut
from quizgen.phrases.view import View
from quizgen.phrases.worth import worth
from quizgen.script import examined
from quizgen.sentences import Sentence
from quizgen.sharing import shared

__all__ = ["Found", "find", "of_sentences", "score"]

_TOGETHER = 512  # sentences that are looked at together
_PREFACE = 0.4  # what stands before the first section greets and tells the occasion


def find(
    document: Document, terms: Sequence[Term] = (), least: float = 0.0, processes: int = 1
) -> Found:
    """All candidates of ``document`` as phrases, best first; one an occurrence.

    The score is between 0 and 1: the worth of the sentence as a source, times how
    good a blank the span makes compared with the best of its sentence.  ``terms`` are
    those of the user's glossary: they are candidates wherever they stand.  With ``least``,
    an expected verdict, only what may give such an item or stand in a matching set: of a sentence
    that hardly gives one there is what is set apart (``SET_APART``), without a score.  A long
    document is shared among as many as ``processes``; what is found is the same.
    """
    places = list(glossary.occurrences(document.text, terms))
    document = examined(document)
    split = sentences.split(document)
    heads = _heads(document, split)

    def find_in(rows: range) -> Found:
        found = Found(least)
        for low in rows[::_TOGETHER]:
            several = split[low : min(low + _TOGETHER, rows.stop)]
            made = zip(several, of_sentences(document, several, least), strict=True)
            for number, (sentence, own) in enumerate(made, low):
                here = glossary.inside(places, sentence.span)
                led = glossary.lead(own, here)
                found.add(sentence.span.start, [*led, *heads.get(number, ())])
        return found

    found = Found(least)
    found.add(0, heads.get(_BEFORE, ()))
    for share in shared(find_in, [len(sentence.span) for sentence in split], processes):
        found.extend(share)
    return found


def of_sentences(
    document: Document, several: Sequence[Sentence], least: float = 0.0
) -> list[list[Phrase]]:
    """The phrases of each of ``several`` sentences; of those passed over, what is set apart.

    Each step is done for all of them before the next, so that its code and its tables stay in the
    processor's cache: sentence by sentence, it all takes a fifth more time.
    """
    sources = _sources(document, several, least)
    own = list(map(merit.of_sentence, repeat(document), several, sources))
    phrases = _passed_over(document, several, sources, own, least) if least else {}
    left = [place for place in range(len(several)) if place not in phrases]
    rankings = [model.Ranking(sources[place].parts) for place in left]
    ranked = {
        place: _ranked(document, several[place], sources[place], ranking)
        for place, ranking in zip(left, rankings, strict=True)
    }
    scored = {
        place: _scored(
            document, several[place], sources[place], found, _bar(found, own[place], least)
        )
        for place, found in ranked.items()
    }
    for place, one in scored.items():
        if one is not None:
            phrases[place] = _phrases(document, one, own[place], least)
    return [phrases.get(place, []) for place in range(len(several))]


def _passed_over(
    document: Document,
    several: Sequence[Sentence],
    sources: Sequence[Source],
    own: Sequence[float],
    least: float,
) -> dict[int, list[Phrase]]:
    """Those of ``several`` that are passed over, by place, with what is set apart in them."""
    gone: dict[int, list[Phrase]] = {}
    for place, sentence in enumerate(several):
        source = sources[place]
        known = hope.of_sentence(document.text, sentence.span, source, own[place])
        if hope.is_gone(known, least):
            apart = _apart(document, sentence, source)
            if not any(phrase.kind in SET_OFF for phrase in apart):  # whose scores count in sets
                gone[place] = apart
    return gone


def _bar(found: _Ranked, own: float, least: float) -> float | None:
    """What the numbers of candidates have to add to the verdict; None, where all are wanted.

    Behind a quotation, matching sets look for a noun among all of them.
    """
    wanted = not least or PhraseKind.QUOTED in found.kinds
    return None if wanted else least - merit.TO_ODDS - own


def _apart(document: Document, sentence: Sentence, source: Source) -> list[Phrase]:
    """What matching sets take from a sentence that gives no item: it has no score."""
    if not source.words:
        return []
    marks = _begun(document.marked, sentence.span)
    rows = named(document.text, sentence, source.words, source.parts, marks).values()
    return [Phrase(r.span, r.kind, 0.0, r.members, merit.NONE) for r in rows if r.kind in SET_APART]


def _phrases(document: Document, scored: Scored, own: float, least: float) -> list[Phrase]:
    """The candidates as phrases; but for those that are of no use."""
    scores = scored.scores()
    merits = merit.merits(document.text, scored, scores, own, least)
    phrases = scored.phrases(scores, merits)
    if not least or _quotes(phrases):
        return phrases
    last = min([p.score for p in phrases if p.merit != merit.NONE], default=2.0)
    return [p for p in phrases if p.score >= last or p.kind in SET_APART]


def _quotes(phrases: Sequence[Phrase]) -> bool:
    return any(phrase.kind is PhraseKind.QUOTED for phrase in phrases)


def score(document: Document, sentence: Sentence) -> Scored | None:
    """The candidates of ``sentence`` with all that makes up their scores; None without any."""
    (source,) = _sources(document, [sentence], 0.0)
    ranked = _ranked(document, sentence, source, model.Ranking(source.parts))
    return _scored(document, sentence, source, ranked)


def _sources(document: Document, several: Sequence[Sentence], least: float) -> list[Source]:
    """What is known of each of ``several`` sentences before there are candidates."""
    words = [cut(document.text, [sentence.span]) for sentence in several]
    parts = list(map(pieces, words))
    texts = [document.slice(sentence.span) for sentence in several]
    firsts = [sentence.first for sentence in several]
    worths = list(map(worth, words, texts, firsts))
    factors = list(map(lowering.source, words, texts))
    for sentence, own in zip(several, factors, strict=True):
        if sentence.section is None and document.sections:
            own.append(("preface", _PREFACE))
    places = map(merit_features.where, several)
    alone = map(merit.of_words, parts) if least else repeat(())
    listed = [
        frozenset([Span(at + span.start, at + span.end) for span in closed.members(piece)])
        for at, piece in zip([s.span.start for s in several], texts, strict=True)
    ]
    return list(map(Source, words, parts, worths, factors, places, alone, listed))


class _Ranked(NamedTuple):
    """The candidates of a sentence with their log-odds, and which of these their kinds add."""

    view: View
    rows: Sequence[Candidate]
    odds: Sequence[float]
    bonus: Sequence[float]

    @property
    def kinds(self) -> frozenset[PhraseKind]:
        """The kinds that there are."""
        return frozenset([row.kind for row in self.rows])


def _ranked(
    document: Document, sentence: Sentence, source: Source, ranking: model.Ranking
) -> _Ranked:
    text, words, parts = document.text, source.words, source.parts
    marks = _begun(document.marked, sentence.span)
    rows = candidates(text, sentence, words, parts, choose=ranking.hopeful, marks=marks)
    bonus = [lowering.bonus(text, row) for row in rows]
    odds = [blank + plus for blank, plus in zip(ranking.scores(rows), bonus, strict=True)]
    return _Ranked(ranking.view, rows, odds, bonus)


def _scored(
    document: Document,
    sentence: Sentence,
    source: Source,
    ranked: _Ranked,
    bar: float | None = None,
) -> Scored | None:
    """The candidates with what makes up their scores; None without any.

    With a ``bar``, of those that reach it and what comes before them (``hope.narrowed``).
    """
    view, rows, odds, bonus = ranked
    if not rows:
        return None
    numbers = of_odds(model.led([row.span for row in rows], odds))
    lowers = partial(lowering.Lowering, document.text, sentence, source)
    if bar is None:
        factors: Sequence[Sequence[Factor]] = list(map(lowers().factors, rows))
    else:
        kept = hope.narrowed(source, rows, numbers, bar, lowers)
        if not kept:
            return None
        rows, numbers = [rows[i] for i in kept], [numbers[i] for i in kept]
        bonus, factors = [bonus[i] for i in kept], list(kept.values())
    lowered = [product(1.0, own) for own in factors]
    return Scored(source, view, rows, numbers, bonus, factors, lowered)


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
