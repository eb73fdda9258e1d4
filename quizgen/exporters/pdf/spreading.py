"""Blocks → the columns of pages that have several, under a head as wide as the page.

The columns of the last page end at about the same height.
"""

from __future__ import annotations

from collections.abc import Sequence

from quizgen.exporters.pdf.pagination import Block, Page, Placement, paginate

_HALVINGS = 7  # steps in the search for the lowest columns


def spread(
    head: Sequence[Block], blocks: Sequence[Block], height: float, columns: int
) -> tuple[Page, ...]:
    """The columns in order; ``head`` stands in the first, and all of its page begin below it."""
    (top,) = paginate(head, height) if head else ((),)
    taken = bottom([top])
    found: list[Page] = []
    pages = paginate(blocks, height - taken)
    if taken and len(pages) > columns:
        found += _lowered(pages[:columns], taken)
        pages = paginate(_blocks(pages[columns:]), height)
        taken = 0.0
    full = (len(pages) - 1) // columns * columns
    found += pages[:full]
    found += _lowered(_balanced(pages[full:], height - taken, columns), taken)
    return ((*top, *found[0]), *found[1:])


def _blocks(pages: Sequence[Page]) -> list[Block]:
    return [placement.block for page in pages for placement in page]


def _lowered(pages: Sequence[Page], by: float) -> list[Page]:
    return [tuple(Placement(at.block, at.offset + by) for at in page) for page in pages]


def _balanced(pages: Sequence[Page], height: float, columns: int) -> Sequence[Page]:
    """The same blocks in columns as low as they can be."""
    blocks = _blocks(pages)
    low = sum(block.height for block in blocks) / columns
    for _ in range(_HALVINGS):
        middle = (low + height) / 2
        trial = paginate(blocks, middle)
        if len(trial) > columns or bottom(trial) > middle + 1:
            low = middle
        else:
            height, pages = middle, trial
    return pages


def bottom(pages: Sequence[Page]) -> float:
    """How far down the lowest block reaches, in points."""
    return max((at.offset + at.block.height for page in pages for at in page), default=0.0)
