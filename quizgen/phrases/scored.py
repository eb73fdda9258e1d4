"""A sentence as a source, and its candidates with all that makes up their scores."""

from __future__ import annotations

import math
from collections.abc import Sequence

from quizgen.document import Phrase, Span
from quizgen.phrases.candidates import Candidate
from quizgen.phrases.pieces import Pieces
from quizgen.phrases.tokens import Token
from quizgen.phrases.view import View
from quizgen.records import dataclass

Factor = tuple[str, float]  # a key of explain.FACTORS, and what a score is multiplied by

ARTICLE = "article"  # a place where a sentence stands
_LEAST_WORTH = 0.2  # what a sentence of no worth still leaves of a score


@dataclass(frozen=True, slots=True)
class Source:
    """What is known of a sentence before there are candidates.

    ``worth`` is that of the sentence as a source, from 0 to 1, and ``factors`` what lowers it.
    ``place`` is where it stands (``merit_features.where``).  ``alone`` is what each piece adds to
    the verdict of an item that asks for it by itself (``merit.of_words``), where that is looked
    at.  ``closed`` are the members of its closed lists (``closed.py``).
    """

    words: Sequence[Token]
    parts: Pieces
    worth: float
    factors: Sequence[Factor]
    place: str
    alone: Sequence[float] = ()
    closed: frozenset[Span] = frozenset()

    @property
    def article(self) -> bool:
        """Whether it stands in an article."""
        return self.place == ARTICLE


@dataclass(frozen=True, slots=True)
class Scored:
    """A sentence whose candidates have scores.

    For each candidate: ``numbers``, what its log-odds as the blank of the sentence tell
    (``of_odds``), ``bonus``, which of the log-odds its kind adds to those of the model,
    ``factors``, what lowers its score, and ``lowered``, the product of that.
    """

    source: Source
    view: View
    rows: Sequence[Candidate]
    numbers: Sequence[Numbers]
    bonus: Sequence[float]
    factors: Sequence[Sequence[Factor]]
    lowered: Sequence[float]

    @property
    def parts(self) -> Pieces:
        """The pieces of the sentence."""
        return self.source.parts

    def shares(self) -> list[float]:
        """How good a blank each candidate makes, compared with the best of the sentence."""
        return [share(numbers) for numbers in self.numbers]

    def scores(self) -> list[float]:
        """The scores of the candidates, in their order."""
        worth = worth_of(self.source)
        rows = zip(self.numbers, self.factors, strict=True)
        return [score(worth, numbers, own) for numbers, own in rows]

    def phrases(self, scores: Sequence[float], merits: Sequence[float]) -> list[Phrase]:
        """The candidates as phrases with these scores and merits, in their order."""
        rows = zip(self.rows, scores, merits, strict=True)
        return [Phrase(row.span, row.kind, score, row.members, merit) for row, score, merit in rows]


OF_ODDS = ("odds", "gap", "chance", "rank")
_LAST_RANK = 8
Numbers = tuple[float, float, float, int]


def of_odds(odds: Sequence[float]) -> list[Numbers]:
    """The numbers ``OF_ODDS`` of each candidate of a sentence, all of whose ``odds`` are given.

    The gap is that to the best, the chance the logarithm of a share of all, and the rank is
    counted from 0 to ``_LAST_RANK``.
    """
    best = max(odds)
    all_of_them = math.log(sum([math.exp(value - best) for value in odds]))
    ranked = sorted(range(len(odds)), key=odds.__getitem__, reverse=True)[:_LAST_RANK]
    rank = {index: place for place, index in enumerate(ranked)}
    return [
        (own, best - own, own - best - all_of_them, rank.get(index, _LAST_RANK))
        for index, own in enumerate(odds)
    ]


def share(numbers: Numbers) -> float:
    """How good a blank a candidate makes, compared with the best of its sentence."""
    return math.exp(-numbers[1])


def worth_of(source: Source) -> float:
    """What a sentence gives to the scores of its candidates."""
    return _LEAST_WORTH + (1 - _LEAST_WORTH) * product(source.worth, source.factors)


def score(worth: float, numbers: Numbers, factors: Sequence[Factor]) -> float:
    """The score of a candidate of a sentence that gives ``worth_of``."""
    return round(product(worth * share(numbers), factors), 4)


def product(value: float, factors: Sequence[Factor]) -> float:
    """``value`` times all of the ``factors``."""
    for _, factor in factors:
        value *= factor
    return value
