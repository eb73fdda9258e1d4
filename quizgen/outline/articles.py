"""Articles of a document's own, and articles of laws that it quotes."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

from quizgen.grammar import Match
from quizgen.numbering import Style
from quizgen.outline.candidates import Candidate

_FEW = 3  # articles out of order that a document may have for other reasons


def own_articles(candidates: list[Candidate]) -> list[Candidate]:
    """The candidates without 第N条, if these do not count on from each other.

    A commentary prints the articles that it explains in any order: they are quotations,
    not the structure of the commentary.
    """
    articles = [match for candidate in candidates for match in _articles(candidate)]
    broken = sum(1 for before, after in pairwise(articles) if not _goes_on(before, after))
    if broken <= _FEW or broken * 3 < len(articles):
        return candidates
    return [_without(candidate) for candidate in candidates]


def _articles(candidate: Candidate) -> list[Match]:
    return [match for match in candidate.matches if match.marker.style is Style.ARTICLE]


def _goes_on(before: Match, after: Match) -> bool:
    """Whether the second follows the first, or begins anew."""
    step = after.marker.value - before.marker.value
    return step == 1 or after.marker.value == 1 or (step == 0 and after.marker.suffix > 0)


def _without(candidate: Candidate) -> Candidate:
    if not _articles(candidate):
        return candidate
    matches = tuple(m for m in candidate.matches if m.marker.style is not Style.ARTICLE)
    return replace(candidate, matches=matches)
