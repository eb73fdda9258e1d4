"""Two narrow tables side by side, each under its own instruction."""

from __future__ import annotations

from quizgen.exporters.pdf.blocks import Paragraph
from quizgen.exporters.pdf.pagination import Block
from quizgen.exporters.pdf.pen import Pen
from quizgen.exporters.pdf.tables import MatchingTable
from quizgen.records import dataclass

GUTTER = 14.0  # points between the two


def half(width: float) -> float:
    """The width of either table, in points."""
    return (width - GUTTER) / 2


@dataclass(frozen=True, slots=True)
class Beside:
    """``intros`` above ``tables``; all are composed for :func:`half` of the width."""

    intros: tuple[Paragraph, Paragraph]
    tables: tuple[MatchingTable, MatchingTable]
    before: float = 0.0
    keep_with_next: bool = False

    @property
    def _table_offset(self) -> float:
        return max(intro.height for intro in self.intros) + self.tables[0].before

    @property
    def height(self) -> float:
        """The higher instruction and the higher table."""
        return self._table_offset + max(table.height for table in self.tables)

    def split(self, room: float, *, forced: bool) -> tuple[Block, Block] | None:  # noqa: ARG002
        """Never: such pairs are made only where they are lower than a page."""
        return None

    def draw(self, pen: Pen, x: float, top: float) -> None:
        """The left table, then the right one."""
        for intro, table in zip(self.intros, self.tables, strict=True):
            intro.draw(pen, x, top)
            table.draw(pen, x, top - self._table_offset)
            x += table.width + GUTTER
