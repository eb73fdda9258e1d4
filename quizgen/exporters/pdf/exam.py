"""What a test paper has besides its questions: score table, marked heads, word bank, seal line."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from math import ceil

from quizgen.exporters.pdf.blocks import MIDDLE, Align, Look, Paragraph, Typesetter
from quizgen.exporters.pdf.breaking import natural_width
from quizgen.exporters.pdf.clusters import Ink, Run, Text
from quizgen.exporters.pdf.pagination import Block
from quizgen.exporters.pdf.pen import Pen
from quizgen.exporters.pdf.style import MM
from quizgen.records import dataclass

FRAME = 0.6  # points
PADDING = 5.0  # points above and below the text of a cell
CELL = 4.4  # em, a column of the score table
NARROWEST_CELL = 2.2
SIDE = 0.9  # em left and right of what stands in a box
WORD_GAP = 1.6  # em between two columns of a word bank
MOST_WORD_COLUMNS = 6
MOST_FITTING = 0.85  # of the words fit in one cell
CORNER = 3.0  # points, the radius of the word bank's corners
DOTS = (1.2, 2.0)  # points of ink and of white along the seal line
SEAL_LINE, SEAL_FIELD = 9.0 * MM, 18.0 * MM  # from the left edge of the text


def grid(pen: Pen, x: float, top: float, columns: Sequence[float], rows: Sequence[float]) -> None:
    """The rules of a table with these widths and heights."""
    right, bottom = x + sum(columns), top - sum(rows)
    with pen.tagger.artifact():
        at = x
        for width in (0.0, *columns):
            at += width
            pen.rule(at, top, (at, bottom), FRAME, 0)
        at = top
        for height in (0.0, *rows):
            at -= height
            pen.rule(x, at, (right, at), FRAME, 0)


@dataclass(frozen=True, slots=True)
class ScoreTable:
    """题号 一 二 总分 above 得分 and empty cells, in the middle of the column."""

    typesetter: Typesetter
    heads: tuple[str, ...]  # of all columns, that of the labels first
    score: str  # the label of the row that is filled in
    width: float
    size: float
    before: float = 8.0
    keep_with_next: bool = True

    @property
    def _row(self) -> float:
        return self.size * 1.3 + PADDING * 2

    @property
    def height(self) -> float:
        """Two rows."""
        return 2 * self._row

    def split(self, room: float, *, forced: bool) -> tuple[Block, Block] | None:  # noqa: ARG002
        """Never."""
        return None

    def draw(self, pen: Pen, x: float, top: float) -> None:
        """Draw it."""
        count = len(self.heads)
        cell = max(NARROWEST_CELL, min(CELL, self.width / self.size / count)) * self.size
        x += (self.width - cell * count) / 2
        grid(pen, x, top, [cell] * count, [self._row] * 2)
        rows = (self.heads, (self.score, *[""] * (count - 1)))
        with pen.tagger.group("Table"):
            for row in rows:
                base = top - self._row / 2 - self.size * MIDDLE
                with pen.tagger.group("TR"):
                    for place, cell_text in enumerate(row):
                        with pen.tag("TD" if place and row is not self.heads else "TH"):
                            line = self.typesetter.line(cell_text)
                            middle = (x + (place + 0.5) * cell, base)
                            self.typesetter.string(pen, line, middle, self.size, Align.CENTRE)
                top -= self._row


def mark_box_width(typesetter: Typesetter, labels: Sequence[str], size: float) -> float:
    """The width of the box 得分 | 评卷人, in points."""
    return len(labels) * (max(map(typesetter.width, labels)) + 2 * SIDE) * size


@dataclass(frozen=True, slots=True)
class MarkedHead:
    """The head of a section with the box 得分 | 评卷人 before it."""

    typesetter: Typesetter
    labels: tuple[str, ...]
    head: Paragraph
    box_width: float
    size: float  # of the labels
    before: float = 12.0
    keep_with_next: bool = True

    @property
    def _row(self) -> float:
        return self.size * 1.25 + PADDING

    @property
    def height(self) -> float:
        """The higher of box and head, with a little room below."""
        return max(2 * self._row, self.head.height) + PADDING

    def split(self, room: float, *, forced: bool) -> tuple[Block, Block] | None:  # noqa: ARG002
        """Never."""
        return None

    def draw(self, pen: Pen, x: float, top: float) -> None:
        """The box, and the head in the middle of its height."""
        middle = top - (self.height - PADDING) / 2
        box_top = middle + self._row
        cell = self.box_width / len(self.labels)
        grid(pen, x, box_top, [cell] * len(self.labels), [self._row] * 2)
        base = box_top - self._row / 2 - self.size * MIDDLE
        with pen.tagger.artifact():
            for place, label in enumerate(self.labels):
                line = self.typesetter.line(label)
                at = (x + (place + 0.5) * cell, base)
                self.typesetter.string(pen, line, at, self.size, Align.CENTRE)
        self.head.draw(pen, x + self.box_width + self.size, middle + self.head.height / 2)


Cells = tuple[tuple[Paragraph, int], ...]  # a row: each word with the cells that it takes


@dataclass(frozen=True, slots=True)
class WordBank:
    """The words to choose from, in a frame, row by row; a long word takes several cells."""

    rows: tuple[Cells, ...]
    cell: float  # points
    width: float
    size: float
    before: float = 4.0
    keep_with_next: bool = False

    @property
    def height(self) -> float:
        """All rows and the frame."""
        return sum(map(_row_height, self.rows)) + 2 * PADDING

    def split(self, room: float, *, forced: bool) -> tuple[Block, Block] | None:
        """Only by force: the rows that fit."""
        used, count = 2 * PADDING, 0
        for row in self.rows:
            used += _row_height(row)
            if used > room:
                break
            count += 1
        if not forced or not 0 < count < len(self.rows):
            return None
        return (
            replace(self, rows=self.rows[:count]),
            replace(self, rows=self.rows[count:], before=0.0),
        )

    def draw(self, pen: Pen, x: float, top: float) -> None:
        """The frame, and the words in columns."""
        with pen.tagger.artifact():
            pen.canvas.setLineWidth(FRAME)
            pen.canvas.roundRect(x, top - self.height, self.width, self.height, CORNER)
        top -= PADDING
        for row in self.rows:
            at = x + SIDE * self.size
            for word, cells in row:
                word.draw(pen, at, top)
                at += cells * self.cell
            top -= _row_height(row)


def _row_height(row: Cells) -> float:
    return max(word.height for word, _ in row)


def word_bank(
    typesetter: Typesetter, words: Sequence[str], width: float, size: float, leading: float
) -> WordBank:
    """A word bank in columns wide enough for most of ``words``, in their order."""
    room = width / size - 2 * SIDE
    widths = sorted(typesetter.width(word) + WORD_GAP for word in words)
    usual = widths[int(len(widths) * MOST_FITTING)] if len(widths) > 1 else widths[0]
    columns = max(1, min(MOST_WORD_COLUMNS, int(room / usual), len(words)))
    cell = room / columns
    look = Look(size, leading, Align.LEFT)
    rows: list[list[tuple[Paragraph, int]]] = [[]]
    free = columns
    for word in words:
        cells = min(columns, ceil((typesetter.width(word) + WORD_GAP) / cell))
        if cells > free:
            rows.append([])
            free = columns
        run = [Run(word, Ink("answer"))]
        rows[-1].append((typesetter.paragraph(run, cells * cell * size, look), cells))
        free -= cells
    return WordBank(tuple(map(tuple, rows)), cell * size, width, size)


@dataclass(frozen=True, slots=True)
class Seal:
    """The seal line (密封线) along the binding: what is written there is folded away.

    ``labels`` are ruled lines for name, class and number, read from the left edge;
    ``pieces`` are spread along the line.
    """

    typesetter: Typesetter
    labels: tuple[str, ...]
    pieces: tuple[str, ...]
    size: float
    top: float  # points from the lower edge, where it ends
    bottom: float
    line: float  # points from the left edge
    field: float  # points from the left edge, of the ruled lines

    def draw(self, pen: Pen) -> None:
        """Draw it at the left edge of the page, to be read with the page turned right."""
        canvas = pen.canvas
        with pen.tagger.artifact():
            canvas.saveState()
            canvas.translate(0, self.bottom)
            canvas.rotate(90)
            length = self.top - self.bottom
            self._dotted(pen, length)
            self._fields(pen, length)
            canvas.restoreState()

    def _dotted(self, pen: Pen, length: float) -> None:
        """The line, with the pieces of its name in it."""
        at = 0.0
        base = -self.line - self.size * MIDDLE
        for place, piece in enumerate(self.pieces, 1):
            text = self.typesetter.line(piece)
            half = natural_width(text) * self.size / 2
            middle = length * place / (len(self.pieces) + 1)
            self._dots(pen, at, middle - half - self.size / 2)
            self.typesetter.string(pen, text, (middle, base), self.size, Align.CENTRE)
            at = middle + half + self.size / 2
        self._dots(pen, at, length)

    def _dots(self, pen: Pen, start: float, stop: float) -> None:
        ink, white = DOTS
        y = -self.line
        pen.canvas.addLiteral(
            f"q 0.7 w [{ink:g} {white:g}] 0 d {start:.2f} {y:.2f} m {stop:.2f} {y:.2f} l S Q"
        )

    def _fields(self, pen: Pen, length: float) -> None:
        """Label and rule for each field, in equal shares of the length."""
        share = length / max(1, len(self.labels))
        base = -self.field - self.size * MIDDLE
        for place, label in enumerate(self.labels):
            start = place * share + share * 0.06
            text: Text = self.typesetter.line(label)
            self.typesetter.string(pen, text, (start, base), self.size)
            x = start + natural_width(text) * self.size
            stop = (place + 0.94) * share
            pen.rule(x, base - 2, (max(x, stop), base - 2), FRAME, 0)
