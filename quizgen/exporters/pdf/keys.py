"""The key of matching sets: a table of numbers and letters."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from math import ceil

from quizgen.exporters.pdf.blocks import MIDDLE, Align, Typesetter
from quizgen.exporters.pdf.clusters import Ink, Run
from quizgen.exporters.pdf.pagination import Block
from quizgen.exporters.pdf.pen import Pen
from quizgen.exporters.pdf.tables import FRAME, HEAD
from quizgen.records import dataclass

HEAD_WIDTH = 5.0  # em, the first cell of a row
LEAST_CELL = 3.0  # em
MOST_COLUMNS = 10


@dataclass(frozen=True, slots=True)
class KeyTable:
    """Two rows: numbers above, letters below, each headed at the left."""

    typesetter: Typesetter
    heads: tuple[str, str]
    numbers: tuple[int, ...]
    letters: tuple[str, ...]
    width: float
    size: float
    leading: float
    before: float = 5.0
    keep_with_next: bool = False

    @property
    def most_columns(self) -> int:
        """Letters that a row may have: ten, or as many as fit."""
        fitting = (self.width / self.size - HEAD_WIDTH) / LEAST_CELL
        return max(1, min(MOST_COLUMNS, int(fitting)))

    @property
    def columns(self) -> int:
        """Letters in a row, so that all rows are about equally long."""
        count = len(self.numbers)
        return ceil(count / max(1, ceil(count / self.most_columns)))

    @property
    def row_height(self) -> float:
        """The height of one row, in points."""
        return self.leading + 2.0

    @property
    def height(self) -> float:
        """As many pairs of rows as the letters need."""
        return 2 * self.row_height * ceil(len(self.numbers) / self.columns)

    def split(self, room: float, *, forced: bool) -> tuple[Block, Block] | None:
        """The pairs of rows that fit."""
        fitting = int(room // (2 * self.row_height))
        if forced:
            fitting = max(1, fitting)
        cut = fitting * self.columns
        if not 0 < cut < len(self.numbers):
            return None
        return (
            replace(self, numbers=self.numbers[:cut], letters=self.letters[:cut]),
            replace(self, numbers=self.numbers[cut:], letters=self.letters[cut:]),
        )

    def draw(self, pen: Pen, x: float, top: float) -> None:
        """Frames and cells."""
        with pen.tagger.group("Table"):
            for start in range(0, len(self.numbers), self.columns):
                stop = start + self.columns
                numbers = [str(number) for number in self.numbers[start:stop]]
                self._row(pen, x, top, [self.heads[0], *numbers])
                self._row(pen, x, top - self.row_height, [self.heads[1], *self.letters[start:stop]])
                top -= 2 * self.row_height

    def _row(self, pen: Pen, x: float, top: float, cells: Sequence[str]) -> None:
        base = top - self.row_height / 2 - self.size * MIDDLE
        first = x + HEAD_WIDTH * self.size
        cell_width = (self.width - HEAD_WIDTH * self.size) / self.most_columns
        edges = [x, *(first + place * cell_width for place in range(len(cells)))]
        with pen.tagger.artifact():
            for y in (top, top - self.row_height):
                pen.rule(x, y, (edges[-1], y), FRAME, 0)
            for edge in edges:
                pen.rule(edge, top, (edge, top - self.row_height), FRAME, 0)
        with pen.tagger.group("TR"):
            for index, cell in enumerate(cells):
                ink = HEAD if index == 0 else Ink()
                middle = (edges[index] + edges[index + 1]) / 2
                with pen.tag("TD" if index else "TH"):
                    text = self.typesetter.line([Run(cell, ink)])
                    self.typesetter.string(pen, text, (middle, base), self.size, Align.CENTRE)
