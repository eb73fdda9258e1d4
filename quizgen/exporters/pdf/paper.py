"""A bank on paper: what is numbered how, which letter answers what, what it is worth.

Worksheet and answers are both made from the same :class:`Paper`, so they always agree.
Fill-in items come first, then matching sets.  Every fill-in item and every premise has a
number of its own, counted through the whole paper.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import pairwise
from math import ceil
from string import ascii_uppercase
from typing import TypeVar

from quizgen.exporters import order
from quizgen.quiz import Bank, Cloze, Matching, Quote

LEAST_PAIRS = 3  # of a block, where a set is divided because it is tall
PREMISE_LINE, RESPONSE_LINE = 14, 24  # characters of a line in either column, about

_T = TypeVar("_T")


@dataclass(frozen=True, slots=True)
class Marks:
    """What a blank and a pair are worth."""

    blank: Decimal = Decimal(1)
    pair: Decimal = Decimal(1)


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

    title: str
    fill_ins: tuple[FillIn, ...]
    sets: tuple[MatchingSet, ...]
    marks: Marks

    @property
    def fill_in_marks(self) -> Decimal:
        """What all fill-in items are worth."""
        return self.marks.blank * sum(len(item.cloze.blanks) for item in self.fill_ins)

    @property
    def set_marks(self) -> Decimal:
        """What all matching sets are worth."""
        return self.marks.pair * sum(len(block.key) for block in self.sets)

    @property
    def full_marks(self) -> Decimal:
        """What the paper is worth."""
        return self.fill_in_marks + self.set_marks


def make_paper(bank: Bank, marks: Marks, most_pairs: int, most_lines: int) -> Paper:
    """Number the questions of ``bank``.

    A set of more than ``most_pairs`` pairs, or one whose rows take more than ``most_lines``
    lines or so, is divided: a block that fills half a page leaves half a page empty when it
    does not fit.
    """
    clozes = [question for question in bank.questions if isinstance(question, Cloze)]
    fill_ins = tuple(FillIn(number, cloze) for number, cloze in enumerate(clozes, 1))
    first = len(fill_ins) + 1
    sets = []
    for question in bank.questions:
        if not isinstance(question, Matching):
            continue
        for part in _divide(question, most_pairs, most_lines):
            responses = order.responses(bank, part)
            places = {id(response): place for place, response in reversed([*enumerate(responses)])}
            key = tuple(letter(places[id(pair.response)]) for pair in part.pairs)
            sets.append(MatchingSet(first, part, responses, key))
            first += len(part.pairs)
    return Paper(bank.title, fill_ins, tuple(sets), marks)


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


def _divide(question: Matching, most_pairs: int, most_lines: int) -> list[Matching]:
    """Blocks of about equal size, each with its share of the spare responses."""
    lines = sum(
        max(
            ceil(len(pair.premise.text) / PREMISE_LINE),
            ceil(len(pair.response.text) / RESPONSE_LINE),
        )
        for pair in question.pairs
    )
    pairs = len(question.pairs)
    count = max(ceil(pairs / most_pairs), min(ceil(lines / most_lines), pairs // LEAST_PAIRS))
    if count <= 1:
        return [question]
    blocks = zip(_shares(question.pairs, count), _shares(question.distractors, count), strict=True)
    return [
        replace(question, id=f"{question.id}:{number}", pairs=pairs, distractors=spare)
        for number, (pairs, spare) in enumerate(blocks, 1)
    ]


def _shares(items: Sequence[_T], count: int) -> list[tuple[_T, ...]]:
    bounds = [len(items) * number // count for number in range(count + 1)]
    return [tuple(items[a:z]) for a, z in pairwise(bounds)]
