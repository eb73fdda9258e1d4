"""Answers in their places: what a teacher's copy shows on the rules of the blanks.

The lines are those of the pupil's copy; answers are drawn over them afterwards, so no
line or page can end elsewhere.  A long answer is set smaller, then in two or three rows
above its rule; one that is longer still ends in ….
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from quizgen.exporters.pdf.breaking import Line, positions
from quizgen.exporters.pdf.characters import Kind
from quizgen.exporters.pdf.clusters import Cluster, Text
from quizgen.exporters.pdf.pen import Pen
from quizgen.exporters.pdf.strings import Rule

RED = (0.72, 0.07, 0.07)  # dark enough to be read when printed in black
FILLED = 0.96  # of a rule, at most
MOST_ROWS = 3
SMALLEST = 0.62  # of the size of the text, below which one row more is taken
ROW = 1.1  # times the size, from row to row
CLEAR = 3.0  # points between the rows and the line above

Slot = tuple[float, float, float]  # a row: x from, x to, y of its baseline


def fill(
    pen: Pen, answers: Sequence[Text], rules: Sequence[Rule], look: tuple[float, float]
) -> None:
    """Draw each answer in the middle of its rule; over the two rules of a blank that is broken.

    ``look`` is size and leading of the paragraph.  ``rules`` are those that were drawn; a
    blank on another page has none, and is left out.
    """
    with pen.coloured(*RED):
        for gap, pieces in groupby(rules, key=lambda rule: rule[0]):
            answer = answers[gap - 1]
            if answer.pieces:
                _set(pen, answer, [(start, stop, y) for _, start, stop, y in pieces], look)


def _set(pen: Pen, answer: Text, room: Sequence[Slot], look: tuple[float, float]) -> None:
    clusters = answer.clusters
    places = positions(answer, Line(0, len(clusters), 0.0))
    places.append(places[-1] + clusters[-1].width)
    whole = sum(stop - start for start, stop, _ in room)
    size, count = _size(whole / max(places[-1], 0.1), look)
    slots = [row for slot in room for row in _rows(slot, count, size)]
    for (start, stop, y), (first, last) in zip(slots, _cut(places, slots, size), strict=False):
        wide = (places[last] - places[first]) * size
        left = start + max(0.0, (stop - start - wide) / 2)
        pen.text(answer, [(Line(first, last, wide / size), left, y)], size)
        if (start, stop, y) == slots[-1] and last < len(clusters):
            more = Cluster("…", clusters[0].ink, Kind.DASH, Kind.DASH, 1.0)
            pen.text(Text([more], []), [(Line(0, 1, 1.0), left + wide, y)], size)


def _size(fitting: float, look: tuple[float, float]) -> tuple[float, int]:
    """The size of an answer that fits on one row at size ``fitting``, and its rows."""
    full, leading = look
    for count in range(1, MOST_ROWS + 1):
        most = full if count == 1 else min(full, (leading - CLEAR) / (count * ROW))
        size = min(most, FILLED * fitting * count)
        if size >= SMALLEST * full:
            return size, count
    return most, MOST_ROWS


def _rows(slot: Slot, count: int, size: float) -> Iterator[Slot]:
    start, stop, y = slot
    for row in reversed(range(count)):
        yield start, stop, y + row * ROW * size


def _cut(places: Sequence[float], slots: Sequence[Slot], size: float) -> Iterator[tuple[int, int]]:
    """The clusters that go into each slot, from and to; what does not fit is left out."""
    at, count = 0, len(places) - 1
    for number, (start, stop, _) in enumerate(slots, 1):
        room = (stop - start) / size
        if number == len(slots) and places[count] - places[at] > room + 0.01:
            room -= 1.0  # for …
        end = at
        while end < count and places[end + 1] - places[at] <= room + 0.01:
            end += 1
        if end > at:
            yield at, end
        at = end
