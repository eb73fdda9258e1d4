"""Matching sets on pages: no set leaves much of a page empty, and none is torn without need.

A set stays on one page, so it may move to the next and leave a hole.  Where the hole is
large, these are tried in turn: the two sets that stand side by side one below the other;
the responses in a frame above the premises, which takes less height where they are long;
the set divided in two that stand by themselves, each with its own letters; and at last
premises that go on on the next page, with the responses in their frame on the first.  A
set that is higher than a page is treated in the same way.  No number changes.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import field, replace

from quizgen.exporters.pdf.beside import Beside
from quizgen.exporters.pdf.pagination import Block, Page, paginate
from quizgen.exporters.pdf.paper import LEAST_PAIRS, Paper
from quizgen.exporters.pdf.sets import Form, Forms
from quizgen.exporters.pdf.stacked import Grid
from quizgen.exporters.pdf.tables import MatchingTable
from quizgen.records import dataclass

MOST_EMPTY = 0.3  # of a page, above which a set that follows is set in another way

Compose = Callable[[Paper, Forms], Sequence[Block]]


@dataclass(frozen=True, slots=True)
class _Plan:
    """The sets as they are divided, and their forms."""

    paper: Paper
    forms: Forms = field(default_factory=dict)

    def formed(self, first: int, form: Form) -> _Plan:
        return replace(self, forms={**self.forms, first: form})


def arrange(paper: Paper, compose: Compose, height: float) -> tuple[Paper, Sequence[Block]]:
    """``paper`` with sets divided where that helps, and its blocks, as ``compose`` makes them."""
    plan = _Plan(paper)
    blocks = compose(plan.paper, plan.forms)
    if not paper.sets:
        return paper, blocks
    tried: set[int] = set()  # first numbers of sets that are left as they are
    while True:
        trouble = _trouble(paginate(blocks, height), height, tried)
        if trouble is None:
            return plan.paper, blocks
        page, first = trouble
        tried.add(first)
        for trial, whole in _trials(plan, first):
            trial_blocks = compose(trial.paper, trial.forms)
            pages = paginate(trial_blocks, height)
            begins, ends = _extent(pages, first)
            if begins == page and (ends == page or not whole):
                plan, blocks = trial, trial_blocks
                break


def _trials(plan: _Plan, first: int) -> Iterator[tuple[_Plan, bool]]:
    """What may be done with a set, best first, and whether it must then be on one page."""
    alone = plan.formed(first, Form.TABLE)
    yield alone, True
    yield plan.formed(first, Form.STACKED), True
    pairs = next(len(block.key) for block in plan.paper.sets if block.first == first)
    for count in range(pairs - LEAST_PAIRS, LEAST_PAIRS - 1, -1):
        yield replace(alone, paper=plan.paper.divided(first, count)), True
    yield plan.formed(first, Form.STACKED), False
    yield plan.formed(first, Form.FLOWING), False


def _trouble(pages: Sequence[Page], height: float, tried: set[int]) -> tuple[int, int] | None:
    """The first set that is torn or leaves a hole before it: the page it should be on, its number.

    A set that is torn and begins a page should be on that, one that leaves a hole on the
    page before.
    """
    home: dict[int, int] = {}  # the pages on which sets begin
    used = height
    for number, page in enumerate(pages):
        sets = [set_ for placement in page for set_ in _sets(placement.block)]
        for first in sets:
            if first not in tried and home.setdefault(first, number) < number:
                return home[first], first
        leading = next((at.block for at in page if not _is_head(at.block)), None)
        follows = _sets(leading)[:1] if leading else ()
        if follows and height - used > MOST_EMPTY * height:
            (first,) = follows
            if first not in tried and home[first] == number:
                return number - 1, first
        used = max((at.offset + at.block.height for at in page), default=0.0)
    return None


def _is_head(block: Block) -> bool:
    return block.keep_with_next and not _sets(block)


def _extent(pages: Sequence[Page], first: int) -> tuple[int, int]:
    """The first and the last page of the set that begins with number ``first``."""
    found = [
        number
        for number, page in enumerate(pages)
        if any(first in _sets(placement.block) for placement in page)
    ]
    return found[0], found[-1]


def _sets(block: Block) -> tuple[int, ...]:
    """The first numbers of the sets of which ``block`` is a part."""
    if isinstance(block, MatchingTable | Grid):
        return (block.first,)
    return tuple(table.first for table in block.tables) if isinstance(block, Beside) else ()
