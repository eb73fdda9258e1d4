"""The phrases of a document, as numbers in columns.

A megabyte of laws has a hundred and fifty thousand phrases, of which a few hundred become
items.  As objects they would take more memory than all else of a run; here a phrase takes
twenty-five bytes, and becomes an object when it is looked at, with those of its sentence.
"""

from __future__ import annotations

from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator, Sequence
from typing import overload

from quizgen.document import Phrase, PhraseKind, Span

_KINDS = tuple(PhraseKind)
_NUMBERS = {kind: number for number, kind in enumerate(_KINDS)}
_NAMES = tuple([kind.value for kind in _KINDS])
_GLOSSARY = _NUMBERS[PhraseKind.GLOSSARY]

Order = tuple[float, bool, int, int, str]


class Found(Sequence[Phrase]):
    """The phrases of a document, best first; those of a sentence, or of a stretch, on their own.

    With ``least``, what can neither give an item with that expected verdict nor stand in a
    matching set was hardly looked for.
    """

    def __init__(self, least: float = 0.0) -> None:
        self.least = least
        self._places = array("I")  # where each sentence begins
        self._firsts = array("I")  # the row of its first phrase
        self._starts, self._ends = array("I"), array("I")
        self._kinds = bytearray()
        self._scores, self._merits = array("d"), array("d")
        self._members: dict[int, tuple[Span, ...]] = {}  # of the few rows that have any
        self._ranked: array[int] | None = None  # all rows, best first

    def add(self, place: int, phrases: Sequence[Phrase]) -> None:
        """Take up the phrases of the sentence that begins at ``place``, the sentences in order."""
        row = len(self._kinds)
        self._places.append(place)
        self._firsts.append(row)
        self._starts.extend([phrase.span.start for phrase in phrases])
        self._ends.extend([phrase.span.end for phrase in phrases])
        self._kinds.extend([_NUMBERS[phrase.kind] for phrase in phrases])
        self._scores.extend([phrase.score for phrase in phrases])
        self._merits.extend([phrase.merit for phrase in phrases])
        for number, phrase in enumerate(phrases, row):
            if phrase.members:
                self._members[number] = phrase.members
        self._ranked = None

    def extend(self, others: Found) -> None:
        """Take up the phrases of ``others``, whose sentences come behind these."""
        row = len(self._kinds)
        self._places.extend(others._places)
        self._firsts.extend([first + row for first in others._firsts])
        self._starts.extend(others._starts)
        self._ends.extend(others._ends)
        self._kinds.extend(others._kinds)
        self._scores.extend(others._scores)
        self._merits.extend(others._merits)
        self._members.update({n + row: members for n, members in others._members.items()})
        self._ranked = None

    def counts(self) -> dict[PhraseKind, int]:
        """How many phrases there are of each kind that there is."""
        counts = {kind: self._kinds.count(number) for kind, number in _NUMBERS.items()}
        return {kind: count for kind, count in counts.items() if count}

    def inside(self, span: Span) -> Iterator[Phrase]:
        """The phrases of the sentence ``span``, best first."""
        low = bisect_left(self._places, span.start)
        high = bisect_right(self._places, span.start, low)
        start, end = span
        rows = [
            row
            for row in range(self._row(low), self._row(high))
            if start <= self._starts[row] and self._ends[row] <= end
        ]
        return map(self._phrase, sorted(rows, key=self._order()))

    def between(self, start: int, end: int) -> Iterator[Phrase]:
        """The phrases that begin from ``start`` on and before ``end``, sentence by sentence."""
        low = max(0, bisect_right(self._places, start) - 1)
        high = bisect_left(self._places, end, low)
        starts = self._starts
        rows = range(self._row(low), self._row(high))
        return map(self._phrase, [row for row in rows if start <= starts[row] < end])

    def of_kinds(self, least: dict[PhraseKind, float]) -> Iterator[Phrase]:
        """The phrases of the kinds in ``least`` with more than that score, sentence by sentence."""
        bars = [least.get(kind, 2.0) for kind in _KINDS]
        rows = enumerate(zip(self._kinds, self._scores, strict=True))
        return map(self._phrase, [row for row, (kind, score) in rows if score > bars[kind]])

    def __len__(self) -> int:
        return len(self._kinds)

    @overload
    def __getitem__(self, index: int) -> Phrase: ...

    @overload
    def __getitem__(self, index: slice) -> Sequence[Phrase]: ...

    def __getitem__(self, index: int | slice) -> Phrase | Sequence[Phrase]:
        found = self._best_first()[index]
        return self._phrase(found) if isinstance(found, int) else tuple(map(self._phrase, found))

    def __iter__(self) -> Iterator[Phrase]:
        return map(self._phrase, self._best_first())

    def __eq__(self, other: object) -> bool:
        """Whether ``other`` is a sequence of the same phrases."""
        return isinstance(other, Sequence) and tuple(self) == tuple(other)

    __hash__ = None  # type: ignore[assignment]

    def _best_first(self) -> array[int]:
        if self._ranked is None:
            self._ranked = array("I", sorted(range(len(self)), key=self._order()))
        return self._ranked

    def _order(self) -> Callable[[int], Order]:
        """Best first; a term of the glossary before what is as good."""
        starts, ends, kinds, scores = self._starts, self._ends, self._kinds, self._scores

        def order(row: int) -> Order:
            kind = kinds[row]
            return -scores[row], kind != _GLOSSARY, starts[row], ends[row], _NAMES[kind]

        return order

    def _row(self, sentence: int) -> int:
        """The first row of a sentence, or behind the last one of all."""
        return self._firsts[sentence] if sentence < len(self._firsts) else len(self._kinds)

    def _phrase(self, row: int) -> Phrase:
        return Phrase(
            Span(self._starts[row], self._ends[row]),
            _KINDS[self._kinds[row]],
            self._scores[row],
            self._members.get(row, ()),
            self._merits[row],
        )
