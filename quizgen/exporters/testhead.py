"""The head of a test paper: time and marks, instructions, score table."""

from __future__ import annotations

from collections.abc import Iterator

from quizgen.exporters.pdf.blocks import Look
from quizgen.exporters.pdf.clusters import Run
from quizgen.exporters.pdf.exam import ScoreTable
from quizgen.exporters.pdf.layout import HEADING, Layout
from quizgen.exporters.pdf.pagination import Block
from quizgen.exporters.pdf.paper import mark


def test_head(layout: Layout) -> Iterator[Block]:
    """What stands between the title and the first section."""
    words, style, paper = layout.wording.test, layout.style, layout.paper
    subtitle = words.subtitle_timed if layout.form.minutes else words.subtitle
    if subtitle:
        total = mark(paper.full_marks)
        yield layout.subtitle(subtitle.format(total=total, minutes=layout.form.minutes))
    if words.instructions:
        size, leading = style.sizes.subtitle, style.leading.table
        head = Look(size, leading, before=6.0, keep_with_next=True)
        yield layout.paragraph([Run(words.instructions_heading, HEADING)], head)
        labels = [f"{number}." for number in range(1, len(words.instructions) + 1)]
        look = Look(size, leading, hang=layout.hang(labels), keep_with_next=True)
        for text, label in zip(words.instructions, labels, strict=True):
            yield layout.paragraph(text, look, label)
    sections = sum(bool(section) for section in (paper.fill_ins, paper.sets))
    yield ScoreTable(
        layout.typesetter,
        (words.section, *layout.wording.numerals[:sections], words.total),
        words.score,
        layout.width,
        style.sizes.body,
    )
