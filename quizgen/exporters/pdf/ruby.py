"""Readings above Han characters (ruby), drawn over finished lines.

Each stands in the middle of its character, half as large.  Neighbours whose readings would
touch are moved apart before lines are broken, so that lines end by the same rules as ever.

The readings of a side are one artifact at its end, with a space for ActualText: so copying,
searching and reading aloud give the sentences whole, and not each character twice.
Screen readers know how Han characters are read.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import zip_longest
from math import inf

from reportlab.pdfgen.canvas import Canvas

from quizgen.exporters.pdf.breaking import Line, natural_width, positions
from quizgen.exporters.pdf.clusters import Cluster, Run, Text
from quizgen.exporters.pdf.fonts import Fonts
from quizgen.exporters.pdf.joints import Joint
from quizgen.exporters.pdf.pen import Pen
from quizgen.exporters.pdf.readings import Reader, readings
from quizgen.exporters.pdf.setter import Setter
from quizgen.exporters.pdf.strings import Label, Placed, Rule

SIZE = 0.5  # of the characters below
LIFT = 0.97  # em from the baseline of the characters to that of their readings
ROOM = 0.55  # em that a line needs above what it needs without
LOOSE = 0.2  # em between two characters that have readings, at least
APART = 0.14  # em between two readings, at least


class Annotated(Text):
    """A text with the reading of each of its clusters, or an empty one."""

    readings: tuple[Text | None, ...]


class Annotator:
    """Finds readings, and makes room for them."""

    def __init__(self, fonts: Fonts, read: Reader) -> None:
        """Widths are taken from ``fonts``."""
        self._fonts = fonts
        self._setter = Setter(fonts.width)
        self._read = read
        self._known: dict[str, Text | None] = {}

    def annotated(self, text: Text) -> Text:
        """``text`` with readings; as it is where it has none."""
        apart = _rows_apart(text)
        spelt = readings([piece.text for piece in apart.pieces], self._read)
        if not any(spelt):
            return text
        above = tuple(map(self._set, spelt))
        found = Annotated(apart.pieces, _moved_apart(apart, above))
        parts = (piece.parts for piece in apart.pieces)
        found.readings = tuple(
            each
            for reading, count in zip(above, parts, strict=True)
            for each in (reading, *(None,) * (count - 1))
        )
        return found

    def _set(self, reading: str) -> Text | None:
        """``reading`` as text; ``None`` for one that no font can draw."""
        if reading not in self._known:
            lacking = any(self._fonts.lacks("body", letter) for letter in reading)
            text = self._setter.text([Run(reading)]) if reading and not lacking else None
            self._known[reading] = text
        return self._known[reading]


def _rows_apart(text: Text) -> Text:
    """``text`` with each Han character a piece of its own; a blank stays one."""
    pieces: list[Cluster] = []
    joints: list[Joint] = []
    for piece, joint in zip_longest(text.pieces, text.joints):
        if piece.gap:
            pieces.append(piece)
        else:
            flat = Text([piece], []).flat()
            pieces += flat.pieces
            joints += flat.joints
        joints.append(joint)
    return Text(pieces, joints[:-1])


def _moved_apart(text: Text, above: Sequence[Text | None]) -> list[Joint]:
    """The joints of ``text``, with so much space that no two readings touch in a tight line."""
    joints = list(text.joints)
    at, end = 0.0, -inf  # where the next cluster begins, and where the last reading ended
    for index, (cluster, reading) in enumerate(zip(text.pieces, above, strict=True)):
        if reading:
            half = natural_width(reading) * SIZE / 2
            start = at + cluster.width / 2 - half
            if index and end > -inf:
                least = LOOSE if above[index - 1] else 0.0
                space = max(least, end + APART - start)
                before = joints[index - 1]
                joints[index - 1] = before._replace(space=before.space + space, even=False)
                start += space
                at += space
            end = start + 2 * half
        at += cluster.width
        if index < len(joints):
            at += joints[index].space - joints[index].shrink
    return joints


class RubyPen(Pen):
    """A pen that draws the readings of what it draws, all of a side at once."""

    def __init__(self, canvas: Canvas, fonts: Fonts) -> None:
        """Nothing is drawn yet."""
        super().__init__(canvas, fonts)
        self._waiting: list[tuple[Text, float, float, float]] = []  # middle, baseline, size

    def text(
        self, text: Text, lines: Iterable[Placed], size: float, label: Label | None = None
    ) -> tuple[Rule, ...]:
        """Draw ``lines`` of ``text``, and remember its readings; a ``label`` has none."""
        placed = list(lines)
        if isinstance(text, Annotated):
            clusters = text.clusters
            for line, x, y in placed:
                for index, at in enumerate(positions(text, line), line.start):
                    above = text.readings[index]
                    if above:
                        middle = x + (at + clusters[index].width / 2) * size
                        self._waiting.append((above, middle, y + LIFT * size, size * SIZE))
        return super().text(text, placed, size, label)

    def finish_side(self) -> None:
        """Draw the readings of the side."""
        if not self._waiting:
            return
        self.canvas.addLiteral("/Artifact BMC /Span <</ActualText ( )>> BDC")
        for text, middle, y, size in self._waiting:
            width = natural_width(text)
            line = Line(0, text.length, width)
            super().text(text, [(line, middle - width * size / 2, y)], size)
        self.canvas.addLiteral("EMC EMC")
        self._waiting.clear()
