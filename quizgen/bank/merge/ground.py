"""The document as the ground that questions stand on: where their texts stand in it now.

A bank holds the sentences behind its questions with their places in the document as it was.
Those that still stand, word for word and once only, are anchors: they tell how far the text
around them has moved, and so which of several like passages is meant.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import field, replace

from quizgen import sentences
from quizgen.bank.merge.parts import WIDTH, mark
from quizgen.bank.merge.similar import Index, bigrams, likeness
from quizgen.document import Document, Span
from quizgen.quiz import Bank, Cloze, Quote
from quizgen.records import dataclass

LEAST_LIKE = 0.6
"""How alike a sentence and its later version are, at least."""


@dataclass(slots=True)
class Ground:
    """The text of a document, and where the passages of an older version are in it."""

    text: str
    spans: tuple[Span, ...]  # its sentences
    anchors: tuple[tuple[int, int], ...] = ()  # (place in the older version, place now)
    _starts: dict[str, list[int]] = field(default_factory=dict)
    _known: frozenset[str] = frozenset()  # passages of the older version
    _older: frozenset[str] = frozenset()  # the marks of all its sentences, if they are recorded
    _changed: tuple[Span, ...] = ()  # sentences that are none of them
    _index: Index | None = None
    _versions: dict[Quote, Span | None] = field(default_factory=dict)

    @classmethod
    def of(cls, document: Document, bank: Bank) -> Ground:
        """The ground of ``document`` for the questions of ``bank``, an older version's."""
        spans = tuple(sentence.span for sentence in sentences.split(document))
        ground = cls(document.text, spans)
        for span in spans:
            ground._starts.setdefault(document.slice(span), []).append(span.start)
        marks = bank.record.sentences
        ground._older = frozenset(marks[n : n + WIDTH] for n in range(0, len(marks), WIDTH))
        ground._known = frozenset(quote.text for quote in sources(bank))
        anchors = set()
        for quote in sources(bank):
            starts = ground._starts.get(quote.text, ())
            if quote.place is not None and len(starts) == 1:
                anchors.add((quote.place.start, starts[0]))
        ground.anchors = tuple(sorted(anchors))
        return ground

    def slice(self, span: Span) -> str:
        """The text of ``span``."""
        return self.text[span.start : span.end]

    def expected(self, offset: int) -> int:
        """Where that which stood at ``offset`` stands now, judged by the nearest anchor."""
        index = bisect_right(self.anchors, (offset, len(self.text)))
        near = self.anchors[max(0, index - 1) : index + 1]
        if not near:
            return offset
        old, new = min(near, key=lambda anchor: abs(anchor[0] - offset))
        return offset + new - old

    def stood(self, words: str) -> bool:
        """Whether the sentence stood in the older version, as far as that is known.

        If it did, it is no later version of another.
        """
        return words in self._known or (bool(self._older) and mark(words) in self._older)

    def marks(self) -> str:
        """The marks of all sentences, for the record."""
        return "".join(sorted({mark(self.slice(span)) for span in self.spans}))

    def shared(self) -> float:
        """The share of the sentences that stood in the older version, as far as that is known."""
        return sum(self.stood(self.slice(span)) for span in self.spans) / max(1, len(self.spans))

    def find(self, quote: Quote, within: Span | None = None) -> Span | None:
        """Where ``quote`` stands word for word, nearest to where it is expected."""
        words = quote.text
        if not words:
            return None
        if within is not None:
            start = self.text.find(words, within.start, within.end)
            return Span(start, start + len(words)) if start >= 0 else None
        at = self.expected(quote.place.start) if quote.place is not None else 0
        starts = self._starts.get(words)
        if starts is None:
            starts = [self.text.rfind(words, 0, max(0, at) + len(words))]
            starts.append(self.text.find(words, max(0, at)))
        starts = [start for start in starts if start >= 0]
        if not starts:
            return None
        start = min(starts, key=lambda start: (abs(start - at), start))
        return Span(start, start + len(words))

    def version(self, quote: Quote) -> Span | None:
        """Where ``quote`` stands, or the sentence that is most likely its later version."""
        if quote not in self._versions:
            self._versions[quote] = self.find(quote) or self._like(quote)
        return self._versions[quote]

    def _like(self, quote: Quote) -> Span | None:
        if not quote.text:
            return None
        if self._index is None:
            spans = [span for span in self.spans if not self.stood(self.slice(span))]
            self._changed = tuple(spans)
            self._index = Index([bigrams(self.slice(span)) for span in spans])
        wanted = bigrams(quote.text)
        at = self.expected(quote.place.start) if quote.place is not None else 0
        best: tuple[float, int, int] | None = None
        for number in self._index.near(wanted):
            alike = likeness(wanted, self._index.texts[number])
            row = (-alike, abs(self._changed[number].start - at), number)
            if alike >= LEAST_LIKE and (best is None or row < best):
                best = row
        return None if best is None else self._changed[best[2]]

    def sentence(self, span: Span) -> Quote:
        """``span`` with the words that stand there."""
        return Quote(self.slice(span), span)

    def moved(self, quote: Quote, before: Quote, now: Span | None) -> Quote:
        """``quote`` with its place now; ``before`` was the passage around it, ``now`` is it.

        The place is None where the words do not stand.
        """
        if now is not None and quote.place is not None and before.place is not None:
            start = quote.place.start - before.place.start + now.start
            span = Span(start, start + len(quote.text)) if start >= 0 else now
            if now.contains(span) and self.slice(span) == quote.text:
                return replace(quote, place=span)
        found = self.find(quote, now) if now is not None else None
        return replace(quote, place=found or self.find(quote))


def sources(bank: Bank) -> Iterable[Quote]:
    """The passages behind all questions of ``bank``."""
    for question in bank.questions:
        if isinstance(question, Cloze):
            yield question.source
        else:
            yield from (pair.source for pair in question.pairs)
