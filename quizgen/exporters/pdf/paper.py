"""A bank on paper: what is numbered how, which letter answers what, what it is worth.

Worksheet and answers are both made from the same :class:`Paper`, so they always agree.
Fill-in items come first, then matching sets.  Every fill-in item and every premise has a
number of its own, counted through the whole paper.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from itertools import pairwise
from math import ceil
from string import ascii_uppercase

from quizgen.exporters import order
from quizgen.exporters.pdf.marking import Marks, divide
from quizgen.quiz import Bank, Cloze, Matching, Quote
from quizgen.records import dataclass

LEAST_PAIRS = 3  # of a block, where a set is divided to fill a page


@dataclass(frozen=True, slots=True)
class FillIn:
    """A fill-in item with its number."""

    number: int
    cloze: Cloze


@dataclass(frozen=True, slots=True)
class MatchingSet:
    """A block of a matching question: premises numbered from ``first``, responses lettered.

    ``key`` has the letter of each premise's response, in the order of the premises.
    """

    first: int
    matching: Matching
    responses: tuple[Quote, ...]
    key: tuple[str, ...]

    @property
    def numbers(self) -> range:
        """The numbers of the premises."""
        return range(self.first, self.first + len(self.matching.pairs))


@dataclass(frozen=True, slots=True)
class Paper:
    """Everything that is asked, in order."""

    bank: Bank
    fill_ins: tuple[FillIn, ...]
    sets: tuple[MatchingSet, ...]
    marks: Marks

    @property
    def title(self) -> str:
        """The title of the document."""
        return self.bank.title

    @property
    def fill_in_marks(self) -> Decimal:
        """What all fill-in items are worth."""
        more = self.marks.more_blank
        blanks = sum(len(item.cloze.blanks) for item in self.fill_ins)
        return self.marks.blank * blanks + (more.gain if more else 0)

    @property
    def set_marks(self) -> Decimal:
        """What all matching sets are worth."""
        more = self.marks.more_pair
        pairs = sum(len(block.key) for block in self.sets)
        return self.marks.pair * pairs + (more.gain if more else 0)

    @property
    def full_marks(self) -> Decimal:
        """What the paper is worth."""
        return self.fill_in_marks + self.set_marks

    def worth(self, total: Decimal) -> Paper:
        """The paper with its marks divided so that they add up to ``total``."""
        blanks = [len(item.cloze.blanks) for item in self.fill_ins]
        pairs = sum(len(block.key) for block in self.sets)
        return replace(self, marks=divide(total, blanks, pairs))

    def divided(self, first: int, count: int) -> Paper:
        """The paper with the set whose numbers begin at ``first`` divided after ``count`` pairs."""
        sets: list[MatchingSet] = []
        for block in self.sets:
            if block.first != first:
                sets.append(block)
                continue
            parts = _parts(block.matching, [0, count, len(block.key)])
            sets += _numbered(self.bank, parts, first)
        return replace(self, sets=tuple(sets))


def make_paper(bank: Bank, marks: Marks, most_pairs: int) -> Paper:
    """Number the questions of ``bank``; a set of more than ``most_pairs`` pairs is divided."""
    clozes = [question for question in bank.questions if isinstance(question, Cloze)]
    fill_ins = tuple(FillIn(number, cloze) for number, cloze in enumerate(clozes, 1))
    parts: list[Matching] = []
    for question in bank.questions:
        if isinstance(question, Matching):
            pairs = len(question.pairs)
            count = max(1, ceil(pairs / most_pairs))
            parts += _parts(question, [pairs * place // count for place in range(count + 1)])
    return Paper(bank, fill_ins, tuple(_numbered(bank, parts, len(fill_ins) + 1)), marks)


def letter(place: int) -> str:
    """The letter of a response, from 0: A … Z, AA, AB …."""
    letters = ""
    while place >= 0:
        letters = ascii_uppercase[place % 26] + letters
        place = place // 26 - 1
    return letters


def mark(amount: Decimal) -> str:
    """An amount of marks without needless zeros (``1``, ``1.5``, ``100``)."""
    return f"{amount:f}".rstrip("0").rstrip(".") if "." in f"{amount:f}" else f"{amount:f}"


def _parts(question: Matching, bounds: Sequence[int]) -> list[Matching]:
    """The pairs between ``bounds``, each part with its share of the spare responses."""
    count = len(bounds) - 1
    if count == 1:
        return [question]
    spare = question.distractors
    shares = [len(spare) * place // count for place in range(count + 1)]
    return [
        replace(
            question,
            id=f"{question.id}:{number}",  # another order of its responses
            pairs=question.pairs[start:stop],
            distractors=spare[shares[number] : shares[number + 1]],
        )
        for number, (start, stop) in enumerate(pairwise(bounds))
    ]


def _numbered(bank: Bank, parts: Sequence[Matching], first: int) -> Iterator[MatchingSet]:
    """``parts`` with numbers from ``first``, and with letters."""
    for part in parts:
        responses = order.responses(bank, part)
        places = {id(response): place for place, response in reversed([*enumerate(responses)])}
        key = tuple(letter(places[id(pair.response)]) for pair in part.pairs)
        yield MatchingSet(first, part, responses, key)
        first += len(part.pairs)
