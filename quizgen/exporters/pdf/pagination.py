"""Blocks → pages.

A block is placed on the page where it fits whole or can be split well; what must stay
with the next block (a head, an instruction) goes with it.  Nothing is ever left out: what
is taller than a page is split by force.  Lengths are in points.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from quizgen.exporters.pdf.pen import Pen
from quizgen.records import dataclass

_SLACK = 0.01


class Block(Protocol):
    """Something of the page's width that knows its height."""

    @property
    def height(self) -> float:
        """The height, without the space around it."""

    @property
    def before(self) -> float:
        """The space above; nothing at the top of a page."""

    @property
    def keep_with_next(self) -> bool:
        """Whether the block may not stand at the foot of a page."""

    def split(self, room: float, *, forced: bool) -> tuple[Block, Block] | None:
        """What fits into ``room``, and the rest; ``None`` where a split would look bad.

        With ``forced`` a split is due, however it looks.
        """

    def draw(self, pen: Pen, x: float, top: float) -> None:
        """Draw with the left edge at ``x`` and the upper edge at ``top``."""


@dataclass(frozen=True, slots=True)
class Placement:
    """A block and its distance from the top of the page's text area."""

    block: Block
    offset: float


Page = tuple[Placement, ...]


def paginate(blocks: Sequence[Block], height: float) -> tuple[Page, ...]:
    """Distribute ``blocks`` over pages ``height`` high; at least one page."""
    pages: list[Page] = []
    page: list[Placement] = []
    used = 0.0
    waiting = list(reversed(blocks))
    while waiting:
        chain = _chain(waiting)
        fitting = _fit(chain, used, height, fresh=not page)
        if not fitting:
            pages.append(tuple(page))
            page, used = [], 0.0
            continue
        placed, rest = fitting
        del waiting[-len(chain) :]
        waiting += reversed(rest)
        for block in placed:
            offset = used + (block.before if page else 0.0)
            page.append(Placement(block, offset))
            used = offset + block.height
        if rest:
            pages.append(tuple(page))
            page, used = [], 0.0
    return (*pages, tuple(page)) if page or not pages else tuple(pages)


def _chain(waiting: list[Block]) -> list[Block]:
    """The next block with those that it must stay with; ``waiting`` is in reverse order."""
    chain = []
    for block in reversed(waiting):
        chain.append(block)
        if not block.keep_with_next:
            break
    return chain


def _fit(
    chain: list[Block], used: float, height: float, *, fresh: bool
) -> tuple[list[Block], list[Block]] | None:
    """What of ``chain`` goes on the page and what is left for the next; ``None``: nothing."""
    at = used
    for index, block in enumerate(chain):
        top = at + (0.0 if fresh and index == 0 else block.before)
        if top + block.height <= height + _SLACK:
            at = top + block.height
            continue
        last = index == len(chain) - 1
        halves = block.split(height - top, forced=fresh) if last or fresh else None
        if halves:
            return [*chain[:index], halves[0]], [halves[1], *chain[index + 1 :]]
        if fresh:  # a head alone, or a block that cannot be split: better than nothing
            split = max(index, 1)
            return chain[:split], chain[split:]
        return None
    return chain, []
