"""Short paragraphs in columns of equal height, read down one column and then the next."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import field

from quizgen.exporters.pdf.blocks import Paragraph
from quizgen.exporters.pdf.pagination import Block
from quizgen.exporters.pdf.pen import Pen
from quizgen.records import dataclass

GUTTER = 16.0  # points between two columns
_STEP = 1.0  # points by which columns grow until everything fits
_LEAST_ROWS = 2  # lines in a column, at least, when a page ends


def column_width(width: float, count: int) -> float:
    """The width of one of ``count`` columns, in points."""
    return (width - GUTTER * (count - 1)) / count


@dataclass(frozen=True, slots=True)
class Columns:
    """``paragraphs`` in ``count`` columns; each is composed for :func:`column_width`."""

    paragraphs: tuple[Paragraph, ...]
    count: int
    width: float
    before: float = 4.0
    keep_with_next: bool = False
    _columns: tuple[tuple[Paragraph, ...], ...] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        """Find the least height at which everything fits."""
        total = sum(paragraph.height for paragraph in self.paragraphs)
        tallest = max((paragraph.height for paragraph in self.paragraphs), default=0.0)
        height = max(total / self.count, tallest)
        columns = _fill(self.paragraphs, self.count, height)
        while sum(map(len, columns)) < len(self.paragraphs):
            height += _STEP
            columns = _fill(self.paragraphs, self.count, height)
        object.__setattr__(self, "_columns", columns)

    @property
    def height(self) -> float:
        """The tallest column."""
        heights = (sum(p.height for p in column) for column in self._columns)
        return max(heights, default=0.0)

    def split(self, room: float, *, forced: bool) -> tuple[Block, Block] | None:
        """As many paragraphs as columns ``room`` high take, and the others."""
        taken = sum(map(len, _fill(self.paragraphs, self.count, room)))
        first = self.paragraphs[0]
        if taken == 0 and forced:
            halves = first.split(room, forced=True)
            if halves is None:
                return None
            return self._with(halves[:1]), self._with([halves[1], *self.paragraphs[1:]])
        if not 0 < taken < len(self.paragraphs):
            return None
        if not forced and room < _LEAST_ROWS * first.look.leading:
            return None
        return self._with(self.paragraphs[:taken]), self._with(self.paragraphs[taken:])

    def draw(self, pen: Pen, x: float, top: float) -> None:
        """Column by column, which is the reading order."""
        for column in self._columns:
            y = top
            for paragraph in column:
                paragraph.draw(pen, x, y)
                y -= paragraph.height
            x += column_width(self.width, self.count) + GUTTER

    def _with(self, paragraphs: Sequence[Paragraph]) -> Columns:
        return Columns(tuple(paragraphs), self.count, self.width, 0.0, self.keep_with_next)


def _fill(
    paragraphs: Sequence[Paragraph], count: int, height: float
) -> tuple[tuple[Paragraph, ...], ...]:
    """As many paragraphs, in order, as ``count`` columns of ``height`` take."""
    columns: list[list[Paragraph]] = [[]]
    used = 0.0
    for paragraph in paragraphs:
        if used + paragraph.height > height + 0.01:
            if len(columns) == count or paragraph.height > height + 0.01:
                break
            columns.append([])
            used = 0.0
        columns[-1].append(paragraph)
        used += paragraph.height
    return tuple(map(tuple, columns))
