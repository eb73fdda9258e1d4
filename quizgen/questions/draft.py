"""What generators hand to selection: an item with all that selection must know."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Iterator, Sequence
from typing import overload

from quizgen.document import Span
from quizgen.quiz import Question
from quizgen.records import dataclass


@dataclass(frozen=True, slots=True)
class Refusal:
    """A candidate that became no item; ``code`` is a key of ``checks.REASONS``."""

    span: Span
    code: str


class Refusals(Sequence[Refusal]):
    """Refusals in the order in which they came, as numbers in columns.

    Nearly every phrase of a document ends here: as objects they would take more memory than
    its sentences.
    """

    def __init__(self) -> None:
        self._starts, self._ends = array("I"), array("I")
        self._codes = bytearray()
        self._names: dict[str, int] = {}  # of the codes, with their numbers

    def add(self, span: Span, code: str) -> None:
        """Note a refusal."""
        self._starts.append(span.start)
        self._ends.append(span.end)
        self._codes.append(self._names.setdefault(code, len(self._names)))

    def extend(self, others: Iterable[Refusal]) -> None:
        """Note others behind these."""
        for refusal in others:
            self.add(refusal.span, refusal.code)

    def join(self, others: Refusals) -> None:
        """Note the refusals of ``others`` behind these."""
        numbers = [self._names.setdefault(name, len(self._names)) for name in others._names]
        self._starts.extend(others._starts)
        self._ends.extend(others._ends)
        self._codes.extend([numbers[code] for code in others._codes])

    def counts(self) -> dict[str, int]:
        """How many candidates were turned down for which reason, by its code."""
        return {name: self._codes.count(self._names[name]) for name in sorted(self._names)}

    def __len__(self) -> int:
        return len(self._codes)

    @overload
    def __getitem__(self, index: int) -> Refusal: ...

    @overload
    def __getitem__(self, index: slice) -> Sequence[Refusal]: ...

    def __getitem__(self, index: int | slice) -> Refusal | Sequence[Refusal]:
        if isinstance(index, slice):
            return tuple([self[place] for place in range(*index.indices(len(self)))])
        names = tuple(self._names)
        return Refusal(Span(self._starts[index], self._ends[index]), names[self._codes[index]])

    def __iter__(self) -> Iterator[Refusal]:
        names = tuple(self._names)
        rows = zip(self._starts, self._ends, self._codes, strict=True)
        return (Refusal(Span(start, end), names[code]) for start, end, code in rows)


@dataclass(frozen=True, slots=True)
class Draft:
    """A question that passed all checks that look at it alone.

    ``shown`` is what it prints, ``answers`` what it must not see printed elsewhere.
    """

    question: Question
    place: Span  # of the source sentence, or of the first pair
    shown: str
    answers: tuple[str, ...]
    score: float
    blanks: tuple[Span, ...] = ()  # places of the blanks of a fill-in item
    # each answer with the words on either side: who reads them knows it, however short it is
    contexts: tuple[str, ...] = ()
