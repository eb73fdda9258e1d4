"""Matching sets on pages: a set that would leave much of a page empty is divided.

A set stays on one page, so it may move to the next and leave a hole.  Where the hole is
large, the set is divided in two blocks that stand by themselves, each with its own
letters, the first of which fits.  The numbers of the items do not change.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import pairwise

from quizgen.exporters.pdf.beside import Beside
from quizgen.exporters.pdf.pagination import Block, Page, paginate
from quizgen.exporters.pdf.paper import LEAST_PAIRS, Paper
from quizgen.exporters.pdf.tables import MatchingTable

MOST_EMPTY = 0.3  # of a page, above which a set is divided


def arrange(
    paper: Paper, compose: Callable[[Paper], Sequence[Block]], height: float
) -> tuple[Paper, Sequence[Block]]:
    """``paper`` with sets divided where that helps, and its blocks, as ``compose`` makes them."""
    blocks = compose(paper)
    tried: set[int] = set()  # first numbers of sets that are left as they are
    while True:
        pages = paginate(blocks, height)
        hole = _hole(pages, height, tried)
        if hole is None:
            return paper, blocks
        page, first = hole
        tried.add(first)
        pairs = next(len(block.key) for block in paper.sets if block.first == first)
        for count in range(pairs - LEAST_PAIRS, LEAST_PAIRS - 1, -1):
            trial = paper.divided(first, count)
            trial_blocks = compose(trial)
            if first in _sets(paginate(trial_blocks, height)[page]):
                paper, blocks = trial, trial_blocks
                break


def _hole(pages: Sequence[Page], height: float, tried: set[int]) -> tuple[int, int] | None:
    """The first page that is too empty, and the first number of the set that comes after it."""
    for number, (page, following) in enumerate(pairwise(pages)):
        used = max((at.offset + at.block.height for at in page), default=0.0)
        if height - used <= MOST_EMPTY * height:
            continue
        blocks = [at.block for at in following]
        head = next((block for block in blocks if not block.keep_with_next), None)
        if isinstance(head, MatchingTable) and head.first not in tried:
            return number, head.first
    return None


def _sets(page: Page) -> set[int]:
    """The first numbers of the sets on a page."""
    found = set()
    for block in (placement.block for placement in page):
        if isinstance(block, MatchingTable):
            found.add(block.first)
        elif isinstance(block, Beside):
            found.update(table.first for table in block.tables)
    return found
