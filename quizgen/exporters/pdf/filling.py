"""Answers in their places: what a teacher's copy shows on the rules of the blanks.

The lines are those of the pupil's copy; answers are drawn over them afterwards, so no
line or page can end elsewhere.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from quizgen.exporters.pdf.breaking import Line, positions
from quizgen.exporters.pdf.clusters import Text
from quizgen.exporters.pdf.pen import Pen
from quizgen.exporters.pdf.strings import Rule

RED = (0.72, 0.07, 0.07)  # dark enough to be read when printed in black
SMALLEST = 0.5  # of the size of the text, below which an answer runs over its rule
ROUNDING = 1e-6  # points


def fill(pen: Pen, answers: Sequence[Text], rules: Sequence[Rule], size: float) -> None:
    """Draw each answer in the middle of its rule; over the two rules of a blank that is broken.

    ``rules`` are those that were drawn; a blank on another page has none, and is left out.
    """
    with pen.coloured(*RED):
        for gap, pieces in groupby(rules, key=lambda rule: rule[0]):
            answer = answers[gap - 1]
            count = len(answer.clusters)
            if not count:
                continue
            at = 0
            places = positions(answer, Line(0, count, 0.0))
            places.append(places[-1] + answer.clusters[-1].width)
            room = [(start, stop, y) for _, start, stop, y in pieces]
            whole = sum(stop - start for start, stop, _ in room)
            scaled = size * max(SMALLEST, min(1.0, 0.96 * whole / (size * max(places[-1], 0.1))))
            for number, (start, stop, y) in enumerate(room):
                end = at
                last = number == len(room) - 1
                while end < count and (
                    last or (places[end + 1] - places[at]) * scaled <= stop - start + ROUNDING
                ):
                    end += 1
                if end > at:
                    wide = (places[end] - places[at]) * scaled
                    left = start + max(0.0, (stop - start - wide) / 2)
                    pen.text(answer, [(Line(at, end, wide / scaled), left, y)], scaled)
                at = end
