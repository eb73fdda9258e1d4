"""A sentence as a source, and its candidates with all that makes up their scores."""

from __future__ import annotations

import math
from collections.abc import Sequence

from quizgen.document import Phrase
from quizgen.phrases.candidates import Candidate
from quizgen.phrases.pieces import Pieces
from quizgen.phrases.tokens import Token
from quizgen.phrases.view import View
from quizgen.records import dataclass

Factor = tuple[str, float]  # a key of explain.FACTORS, and what a score is multiplied by

_LEAST_WORTH = 0.2  # what a sentence of no worth still leaves of a score


@dataclass(frozen=True, slots=True)
class Source:
    """What is known of a sentence before there are candidates.

    ``worth`` is that of the sentence as a source, from 0 to 1, and ``factors`` what lowers it.
    """

    words: Sequence[Token]
    parts: Pieces
    worth: float
    factors: Sequence[Factor]


@dataclass(frozen=True, slots=True)
class Scored:
    """A sentence whose candidates have scores.

    For each candidate: ``odds``, its log-odds as the blank of the sentence, ``bonus``,
    which of them its kind adds to those of the model, ``factors``, what lowers its score,
    and ``lowered``, the product of that.
    """

    source: Source
    view: View
    rows: Sequence[Candidate]
    odds: Sequence[float]
    bonus: Sequence[float]
    factors: Sequence[Sequence[Factor]]
    lowered: Sequence[float]

    @property
    def parts(self) -> Pieces:
        """The pieces of the sentence."""
        return self.source.parts

    def shares(self) -> list[float]:
        """How good a blank each candidate makes, compared with the best of the sentence."""
        best = max(self.odds)
        return [math.exp(value - best) for value in self.odds]

    def scores(self) -> list[float]:
        """The scores of the candidates, in their order."""
        worth = _LEAST_WORTH + (1 - _LEAST_WORTH) * product(self.source.worth, self.source.factors)
        shares = self.shares()
        return [
            round(product(worth * share, own), 4)
            for share, own in zip(shares, self.factors, strict=True)
        ]

    def phrases(self, scores: Sequence[float], merits: Sequence[float]) -> list[Phrase]:
        """The candidates as phrases with these scores and merits, in their order."""
        rows = zip(self.rows, scores, merits, strict=True)
        return [Phrase(row.span, row.kind, score, row.members, merit) for row, score, merit in rows]


def product(value: float, factors: Sequence[Factor]) -> float:
    """``value`` times all of the ``factors``."""
    for _, factor in factors:
        value *= factor
    return value
