"""Blanks in Word: underlined no-break spaces, whose number tells nothing of the answer."""

from __future__ import annotations

from collections.abc import Iterator

from quizgen.exporters.pdf.blanks import Steps, blank_widths
from quizgen.exporters.worddoc.markup import Element, raw_run, run
from quizgen.quiz import Blank, Cloze, Text

NO_BREAK = "\u00a0"
SPACES = 4  # an em of Times New Roman and of fonts made to its measure


def stem_runs(cloze: Cloze, steps: Steps) -> Iterator[Element]:
    """The stem of ``cloze`` with its blanks, and a space between blanks side by side."""
    widths = iter(blank_widths(cloze.segments, steps, one_series=cloze.unordered))
    last: Text | Blank | None = None
    for segment in cloze.segments:
        if isinstance(segment, Text):
            yield run(segment.text)
        else:
            if isinstance(last, Blank):
                yield run(" ")
            yield raw_run(NO_BREAK * SPACES * next(widths), "Blank")
        last = segment
