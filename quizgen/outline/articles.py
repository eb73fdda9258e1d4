"""Articles of a document's own, and articles of laws that it quotes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise

from quizgen.grammar import Match
from quizgen.numbering import Style
from quizgen.outline.candidates import Candidate

_LEAD = 3  # paragraphs of a quoted article before its first item
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
    return list(_without_quoted(candidates))


def _without_quoted(candidates: list[Candidate]) -> Iterator[Candidate]:
    """The candidates without articles and without the items （一）（二） that these hold."""
    last = -_LEAD
    for candidate in candidates:
        if _articles(candidate):
            last = candidate.block + _LEAD - 1
            yield _without(candidate, Style.ARTICLE)
        elif candidate.line and candidate.block <= last + 1 and _is_item(candidate):
            last = candidate.block
        else:
            yield candidate


def _articles(candidate: Candidate) -> list[Match]:
    return [match for match in candidate.matches if match.marker.style is Style.ARTICLE]


def _goes_on(before: Match, after: Match) -> bool:
    """Whether the second follows the first, or begins anew."""
    step = after.marker.value - before.marker.value
    return step == 1 or after.marker.value == 1 or (step == 0 and after.marker.suffix > 0)


def _is_item(candidate: Candidate) -> bool:
    return any(match.marker.style is Style.HAN_PAREN for match in candidate.matches)


def _without(candidate: Candidate, style: Style) -> Candidate:
    matches = tuple(m for m in candidate.matches if m.marker.style is not style)
    return replace(candidate, matches=matches)
