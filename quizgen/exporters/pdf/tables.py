"""The table of a matching set: premises with brackets at the left, responses at the right."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import zip_longest
from math import ceil

from quizgen.exporters.pdf.blocks import MIDDLE, Align, Look, Paragraph, Typesetter
from quizgen.exporters.pdf.breaking import natural_width
from quizgen.exporters.pdf.clusters import Ink, Run, Text
from quizgen.exporters.pdf.filling import RED
from quizgen.exporters.pdf.pagination import Block
from quizgen.exporters.pdf.paper import MatchingSet, letter
from quizgen.exporters.pdf.pen import Pen
from quizgen.records import dataclass

FRAME = 0.6  # points
HAIRLINE = 0.3
HAIRLINE_GREY = 0.65
PADDING = 4.5  # points above and below the text of a row
BOX_GAP = 0.7  # em between the brackets and the number
SIDE = 6.0  # points left and right of the text of a cell
BOX_ROOM = "\u3000\u3000"  # between the brackets that take a letter
LEAST_SHARE, MOST_SHARE = 0.24, 0.6  # of the width, for the left column
SHARES = 13  # tried between them
HEAD = Ink("heading")


@dataclass(frozen=True, slots=True)
class Words:
    """What encloses the place of a letter, and the head of a column that goes on."""

    box: tuple[str, str]
    continued: str  # of {column}

    def again(self, column: str) -> str:
        """The head of ``column`` on the next page."""
        return self.continued.format(column=column)


@dataclass(frozen=True, slots=True)
class Row:
    """A premise and the response that stands beside it by chance; either may be missing."""

    premise: Paragraph | None
    response: Paragraph | None
    answer: Text | None = None  # in the brackets, in the teacher's copy

    @property
    def height(self) -> float:
        """The higher cell, with its padding."""
        return max(cell.height for cell in (self.premise, self.response) if cell) + 2 * PADDING


@dataclass(frozen=True, slots=True)
class MatchingTable:
    """Premises with brackets at the left, lettered responses at the right."""

    typesetter: Typesetter
    first: int  # the number of the first premise
    heads: tuple[Text, Text]
    heads_again: tuple[Text, Text]  # of what goes on on another page
    rows: tuple[Row, ...]
    box: Text
    box_width: float  # points
    divide: float  # points from the left edge to the rule between the columns
    width: float
    size: float
    leading: float
    before: float = 4.0
    keep_with_next: bool = False

    @property
    def height(self) -> float:
        """Head and rows."""
        return self._head_height + sum(row.height for row in self.rows)

    @property
    def _head_height(self) -> float:
        return self.leading + PADDING

    def split(self, room: float, *, forced: bool) -> tuple[Block, Block] | None:
        """Only by force: rows that fit, or else the lines of the first row that do."""
        if not forced:
            return None
        room -= self._head_height
        count = 0
        while count < len(self.rows) and self.rows[count].height <= room:
            room -= self.rows[count].height
            count += 1
        if 0 < count < len(self.rows):
            return self._parted(self.rows[:count], self.rows[count:])
        halves = _split_row(self.rows[0], room - 2 * PADDING)
        if not halves:
            return None
        return self._parted(halves[:1], (halves[1], *self.rows[1:]))

    def draw(self, pen: Pen, x: float, top: float) -> None:
        """Frame, heads and rows."""
        with pen.tagger.artifact():
            self._rules(pen, x, top)
        with pen.tagger.group("Table"):
            base = top - self._head_height / 2 - self.size * MIDDLE
            with pen.tagger.group("TR"):
                for head, start, stop in zip(
                    self.heads, (0.0, self.divide), (self.divide, self.width), strict=True
                ):
                    with pen.tag("TH"):
                        place = (x + (start + stop) / 2, base)
                        self.typesetter.string(pen, head, place, self.size, Align.CENTRE)
            top -= self._head_height
            for row in self.rows:
                self._row(pen, row, x, top)
                top -= row.height

    def _row(self, pen: Pen, row: Row, x: float, top: float) -> None:
        middle = top - row.height / 2
        with pen.tagger.group("TR"):
            if row.premise:
                upper = middle + row.premise.height / 2
                if row.premise.label:
                    with pen.tag("TD"):  # on the line of the number
                        base = row.premise.baseline(upper)
                        self.typesetter.string(pen, self.box, (x + SIDE, base), self.size)
                        if row.answer:
                            middle_of_box = x + SIDE + natural_width(self.box) * self.size / 2
                            with pen.coloured(*RED):
                                place = (middle_of_box, base)
                                self.typesetter.string(
                                    pen, row.answer, place, self.size, Align.CENTRE
                                )
                row.premise.draw(pen, x + SIDE + self.box_width, upper)
            if row.response:
                left = x + self.divide + SIDE
                row.response.draw(pen, left, middle + row.response.height / 2)

    def answered(self, answers: Sequence[Text]) -> MatchingTable:
        """The table with the letters ``answers`` in its brackets."""
        rows = [
            replace(row, answer=answer) for row, answer in zip(self.rows, answers, strict=False)
        ]
        return replace(self, rows=(*rows, *self.rows[len(rows) :]))

    def _rules(self, pen: Pen, x: float, top: float) -> None:
        bottom = top - self.height
        for offset in (0.0, self.divide, self.width):
            pen.rule(x + offset, top, (x + offset, bottom), FRAME, 0)
        for y in (top, top - self._head_height, bottom):
            pen.rule(x, y, (x + self.width, y), FRAME, 0)
        y = top - self._head_height
        for row in self.rows[:-1]:
            y -= row.height
            pen.rule(x, y, (x + self.width, y), HAIRLINE, HAIRLINE_GREY)

    def _parted(
        self, above: tuple[Row, ...], below: tuple[Row, ...]
    ) -> tuple[MatchingTable, MatchingTable]:
        return replace(self, rows=above), replace(self, rows=below, heads=self.heads_again)


def _split_row(row: Row, room: float) -> tuple[Row, Row] | None:
    """The lines of a row that fit, and the rest."""
    cells: list[tuple[Paragraph | None, Paragraph | None]] = []
    for cell in (row.premise, row.response):
        if cell is None or cell.height <= room:
            cells.append((cell, None))
            continue
        halves = cell.split(room, forced=True)
        if halves is None:
            return None
        cells.append(halves)
    (first, first_rest), (second, second_rest) = cells
    if first_rest is None and second_rest is None:
        return None
    return Row(first, second, row.answer), Row(first_rest, second_rest)


def matching_table(
    typesetter: Typesetter,
    block: MatchingSet,
    words: Words,
    width: float,
    look: Look,
) -> MatchingTable:
    """The table of ``block``; ``look`` is that of its cells."""
    size = look.size
    box = words.box[0] + BOX_ROOM + words.box[1]
    box_text = typesetter.line(box)
    box_width = (typesetter.width(box) + BOX_GAP) * size
    numbers = [f"{number}." for number in block.numbers]
    letters = [f"{letter(place)}." for place in range(len(block.responses))]
    left = replace(look, hang=_hang(typesetter, numbers), align=Align.LEFT, tag="TD")
    right = replace(look, hang=_hang(typesetter, letters), align=Align.LEFT, tag="TD")
    premises = [pair.premise.text for pair in block.matching.pairs]
    responses = [response.text for response in block.responses]
    fixed_left = 2 * SIDE + box_width + left.hang * size
    fixed_right = 2 * SIDE + right.hang * size
    divide = _divide(
        width,
        (fixed_left, [typesetter.width(text) * size for text in premises]),
        (fixed_right, [typesetter.width(text) * size for text in responses]),
    )
    left_cells = [
        typesetter.paragraph(text, divide - 2 * SIDE - box_width, left, label)
        for text, label in zip(premises, numbers, strict=True)
    ]
    right_cells = [
        typesetter.paragraph(text, width - divide - 2 * SIDE, right, label)
        for text, label in zip(responses, letters, strict=True)
    ]
    columns = block.matching.columns
    heads = [typesetter.line([Run(column, HEAD)]) for column in columns]
    again = [typesetter.line([Run(words.again(column), HEAD)]) for column in columns]
    return MatchingTable(
        typesetter=typesetter,
        first=block.first,
        heads=(heads[0], heads[1]),
        heads_again=(again[0], again[1]),
        rows=tuple(Row(*cells) for cells in zip_longest(left_cells, right_cells)),
        box=box_text,
        box_width=box_width,
        divide=divide,
        width=width,
        size=size,
        leading=look.leading,
    )


def _hang(typesetter: Typesetter, labels: Sequence[str]) -> float:
    return max(typesetter.width(label) for label in labels) + 0.5


def _divide(
    width: float,
    left: tuple[float, Sequence[float]],
    right: tuple[float, Sequence[float]],
) -> float:
    """Where the columns part, so that the rows take the fewest lines.

    A column is given as what it needs beside its text, and the widths of its texts on
    one line.  Among equals the share nearest to that of the longest texts is taken.
    """
    (left_fixed, left_texts), (right_fixed, right_texts) = left, right
    wish = (left_fixed + max(left_texts)) / (
        left_fixed + max(left_texts) + right_fixed + max(right_texts)
    )
    best = None
    for step in range(SHARES):
        share = LEAST_SHARE + (MOST_SHARE - LEAST_SHARE) * step / (SHARES - 1)
        left_room = max(1.0, share * width - left_fixed)
        right_room = max(1.0, (1 - share) * width - right_fixed)
        lines = sum(
            max(ceil(a / left_room), ceil(b / right_room))
            for a, b in zip_longest(left_texts, right_texts, fillvalue=0.0)
        )
        rank = (lines, abs(share - wish), share)
        if best is None or rank < best:
            best = rank
    assert best is not None  # noqa: S101 - at least one share was tried
    return best[2] * width
