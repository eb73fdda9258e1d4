"""A matching set in which the responses stand above the premises, over the whole width.

Long responses take fewer lines that way, and the premises, which all look for their
responses in the one box above, can go on on the next page.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from math import ceil

from quizgen.exporters.pdf.blocks import MIDDLE, Align, Look, Paragraph, Typesetter
from quizgen.exporters.pdf.breaking import natural_width
from quizgen.exporters.pdf.clusters import Run, Text
from quizgen.exporters.pdf.filling import RED
from quizgen.exporters.pdf.pagination import Block
from quizgen.exporters.pdf.paper import MatchingSet, letter
from quizgen.exporters.pdf.pen import Pen
from quizgen.exporters.pdf.tables import (
    BOX_GAP,
    BOX_ROOM,
    FRAME,
    HAIRLINE,
    HAIRLINE_GREY,
    HEAD,
    PADDING,
    SIDE,
    Words,
)
from quizgen.records import dataclass

MOST_ACROSS = 4  # items beside each other, where all are short
LEAST_ROWS = 2  # on either page, where a grid is split
CLOSE = 2.5  # points above and below a response

Row = tuple[Paragraph, ...]


@dataclass(frozen=True, slots=True)
class Grid:
    """Labelled items row by row in a frame under a head; ``box`` stands before each label."""

    typesetter: Typesetter
    first: int  # the number of the first premise of the set
    head: Text
    head_again: Text  # of what goes on on another page
    rows: tuple[Row, ...]
    box: Text | None
    box_width: float  # points
    across: int  # items in a full row
    width: float
    look: Look  # of the items
    splits: bool
    padding: float
    before: float = 4.0
    keep_with_next: bool = False
    answers: tuple[tuple[Text, Text], ...] = ()  # labels with the letters in their boxes

    @property
    def height(self) -> float:
        """Head and rows."""
        return self._head_height + sum(map(self._row_height, self.rows))

    def answered(self, answers: Sequence[Text]) -> Grid:
        """The grid with the letters ``answers`` in the boxes of its items."""
        labels = [item.label for row in self.rows for item in row if item.label]
        return replace(self, answers=tuple(zip(labels, answers, strict=True)))

    @property
    def _head_height(self) -> float:
        return self.look.leading + PADDING

    def _row_height(self, row: Row) -> float:
        return max(item.height for item in row) + 2 * self.padding

    def split(self, room: float, *, forced: bool) -> tuple[Block, Block] | None:
        """Between two rows, two at least on either side; by force also inside the first row."""
        if not (forced or self.splits):
            return None
        least = 1 if forced else LEAST_ROWS
        room -= self._head_height
        count, left = 0, room
        while count < len(self.rows) and self._row_height(self.rows[count]) <= left:
            left -= self._row_height(self.rows[count])
            count += 1
        count = min(count, len(self.rows) - least)
        if count >= least:
            return self._parted(self.rows[:count], self.rows[count:])
        if not forced or len(self.rows[0]) > 1:
            return None
        halves = self.rows[0][0].split(room - 2 * self.padding, forced=True)
        if halves is None:
            return None
        return self._parted(((halves[0],),), ((halves[1],), *self.rows[1:]))

    def _parted(self, above: tuple[Row, ...], below: tuple[Row, ...]) -> tuple[Grid, Grid]:
        return (
            replace(self, rows=above, keep_with_next=False),
            replace(self, rows=below, head=self.head_again),
        )

    def draw(self, pen: Pen, x: float, top: float) -> None:
        """Frame, head and rows."""
        with pen.tagger.artifact():
            self._rules(pen, x, top)
        with pen.tagger.group("Table"):
            with pen.tagger.group("TR"), pen.tag("TH"):
                base = top - self._head_height / 2 - self.look.size * MIDDLE
                place = (x + self.width / 2, base)
                self.typesetter.string(pen, self.head, place, self.look.size, Align.CENTRE)
            top -= self._head_height
            for row in self.rows:
                with pen.tagger.group("TR"):
                    for place_in_row, item in enumerate(row):
                        left = x + place_in_row * self.width / self.across + SIDE
                        self._item(pen, item, left, top - self.padding)
                top -= self._row_height(row)

    def _item(self, pen: Pen, item: Paragraph, x: float, top: float) -> None:
        if self.box and item.label:
            with pen.tag("TD"):
                base = item.baseline(top)
                self.typesetter.string(pen, self.box, (x, base), self.look.size)
                for answer in (letter for label, letter in self.answers if label == item.label):
                    middle = x + natural_width(self.box) * self.look.size / 2
                    with pen.coloured(*RED):
                        place = (middle, base)
                        self.typesetter.string(pen, answer, place, self.look.size, Align.CENTRE)
        item.draw(pen, x + self.box_width, top)

    def _rules(self, pen: Pen, x: float, top: float) -> None:
        bottom, right = top - self.height, x + self.width
        for edge in (x, right):
            pen.rule(edge, top, (edge, bottom), FRAME, 0)
        for y in (top, top - self._head_height, bottom):
            pen.rule(x, y, (right, y), FRAME, 0)
        if self.box:
            y = top - self._head_height
            for row in self.rows[:-1]:
                y -= self._row_height(row)
                pen.rule(x, y, (right, y), HAIRLINE, HAIRLINE_GREY)


def stacked_set(
    typesetter: Typesetter, block: MatchingSet, words: Words, width: float, look: Look
) -> tuple[Grid, Grid]:
    """The responses and the premises of ``block``; ``look`` is that of the items.

    The responses stay with the first premises; see :func:`flowing`.
    """
    box = words.box[0] + BOX_ROOM + words.box[1]
    box_width = (typesetter.width(box) + BOX_GAP) * look.size
    left, right = block.matching.columns
    letters = [f"{letter(place)}." for place in range(len(block.responses))]
    numbers = [f"{number}." for number in block.numbers]
    responses = [response.text for response in block.responses]
    premises = [pair.premise.text for pair in block.matching.pairs]

    def grid(column: str, texts: Sequence[str], labels: Sequence[str], room: float) -> Grid:
        hang = max(map(typesetter.width, labels)) + 0.5
        item = replace(look, hang=hang, align=Align.LEFT, tag="TD")
        across = _across(typesetter, texts, width, 2 * SIDE + room + hang * look.size, look.size)
        cell = width / across - 2 * SIDE - room
        items = [
            typesetter.paragraph(text, cell, item, label)
            for text, label in zip(texts, labels, strict=True)
        ]
        return Grid(
            typesetter=typesetter,
            first=block.first,
            head=typesetter.line([Run(column, HEAD)]),
            head_again=typesetter.line([Run(words.again(column), HEAD)]),
            rows=tuple(_rows(items, across)),
            box=typesetter.line(box) if room else None,
            box_width=room,
            across=across,
            width=width,
            look=item,
            splits=bool(room),
            padding=PADDING if room else CLOSE,
            keep_with_next=not room,
        )

    return grid(right, responses, letters, 0.0), grid(left, premises, numbers, box_width)


def flowing(responses: Grid) -> Grid:
    """The same ``responses``, which may now be split and parted from their premises."""
    return replace(responses, splits=True, keep_with_next=False)


def _across(
    typesetter: Typesetter, texts: Sequence[str], width: float, fixed: float, size: float
) -> int:
    """How many items stand beside each other: more than one where each takes one line."""
    longest = fixed + max(map(typesetter.width, texts)) * size
    fitting = [count for count in range(1, MOST_ACROSS + 1) if longest <= width / count] or [1]
    return min(fitting, key=lambda count: (ceil(len(texts) / count), count))


def _rows(items: Sequence[Paragraph], across: int) -> Iterator[Row]:
    for start in range(0, len(items), across):
        yield tuple(items[start : start + across])
