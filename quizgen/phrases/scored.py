"""The candidates of a sentence with all that makes up their scores."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from quizgen.document import Phrase
from quizgen.phrases.candidates import Candidate
from quizgen.phrases.pieces import Pieces

Factor = tuple[str, float]  # a key of explain.FACTORS, and what a score is multiplied by

_LEAST_WORTH = 0.2  # what a sentence of no worth still leaves of a score


@dataclass(frozen=True, slots=True)
class Scored:
    """A sentence whose candidates have scores.

    ``worth`` is that of the sentence as a source, from 0 to 1, and ``source`` what lowers
    it.  For each candidate: ``blank``, its log-odds by the model, ``bonus``, what its kind
    adds to them, and ``factors``, what lowers its score.
    """

    parts: Pieces
    rows: Sequence[Candidate]
    worth: float
    source: Sequence[Factor]
    blank: Sequence[float]
    bonus: Sequence[float]
    factors: Sequence[Sequence[Factor]]

    def odds(self) -> list[float]:
        """The log-odds of each candidate, with what its kind adds."""
        return [blank + bonus for blank, bonus in zip(self.blank, self.bonus, strict=True)]

    def lowered(self, index: int) -> float:
        """The product of what lowers the score of a candidate."""
        return _product(1.0, self.factors[index])

    def shares(self) -> list[float]:
        """How good a blank each candidate makes, compared with the best of the sentence."""
        odds = self.odds()
        best = max(odds)
        return [math.exp(value - best) for value in odds]

    def phrases(self) -> list[Phrase]:
        """The candidates as phrases, in their order."""
        worth = _LEAST_WORTH + (1 - _LEAST_WORTH) * _product(self.worth, self.source)
        return [
            Phrase(row.span, row.kind, round(_product(worth * share, own), 4), row.members)
            for row, share, own in zip(self.rows, self.shares(), self.factors, strict=True)
        ]


def _product(value: float, factors: Sequence[Factor]) -> float:
    for _, factor in factors:
        value *= factor
    return value
