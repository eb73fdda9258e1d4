"""How wide a blank is: wide enough to write in, without giving the answer away."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence

from quizgen.exporters.pdf.characters import Kind, kinds, printable
from quizgen.exporters.pdf.clusters import Gap, Inline, Run
from quizgen.quiz import Blank, Cloze, Segment

Steps = Sequence[tuple[int, int]]  # (answers of up to so many characters, width in em)

_CONJUNCTIONS = frozenset("和与及或")


def inlines(cloze: Cloze, steps: Steps) -> list[Inline]:
    """The stem of ``cloze`` with its blanks."""
    widths = iter(blank_widths(cloze.segments, steps, one_series=cloze.unordered))
    return [
        Gap(next(widths)) if isinstance(segment, Blank) else Run(segment.text)
        for segment in cloze.segments
    ]


def blank_widths(
    segments: Sequence[Segment], steps: Steps, *, one_series: bool = False
) -> list[int]:
    """The width (em) of each blank in order.

    Blanks that follow each other with nothing but marks and 和 between them are a
    series; all of one series are as wide as the widest, as are all blanks of the item
    with ``one_series``.
    """
    widths: list[int] = []
    series: list[list[int]] = []  # indices into widths
    between = ""
    for segment in segments:
        if not isinstance(segment, Blank):
            between += segment.text
            continue
        if not series or not (one_series or _joins(between)):
            series.append([])
        series[-1].append(len(widths))
        widths.append(step(segment.answer, steps))
        between = ""
    for members in series:
        widest = max(widths[index] for index in members)
        for index in members:
            widths[index] = widest
    return widths


def _joins(between: str) -> bool:
    for character in between:
        if character not in _CONJUNCTIONS and unicodedata.category(character)[0] not in "PZ":
            return False
    return True


def step(answer: str, steps: Steps) -> int:
    """The width for ``answer``; two Latin letters count as one character."""
    letters = kinds(printable(answer))
    length = len(letters) - letters.count(Kind.LATIN) // 2
    for most, width in steps:
        if length <= most:
            return width
    return steps[-1][1]
