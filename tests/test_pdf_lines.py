"""The lines of real documents with the real fonts, at twenty widths of a column."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from quizgen.exporters.pdf.breaking import break_lines, positions
from quizgen.exporters.pdf.clusters import Gap, Inline, Run
from quizgen.exporters.pdf.fonts import Fonts
from quizgen.exporters.pdf.setter import Setter, longest_word
from quizgen.exporters.pdf.style import load_style
from quizgen.readers import read
from quizgen.resources import Templates

EXAMPLES = sorted(
    path
    for path in (Path(__file__).parents[1] / "examples").iterdir()
    if path.suffix in (".md", ".txt")
)
WIDTHS = [9 + 1.9 * step for step in range(20)]  # em: from a narrow cell to a wide page

# Written out, not taken from the program: what clreq and GB/T 15834 forbid.
NEVER_FIRST = set("，。、；：？！）》〉】』」”’…—·～／％℃,.;:?!)]}%/")
NEVER_LAST = set("（《〈【『「“‘([{")


@cache
def setter() -> Setter:
    style = load_style(Templates())
    return Setter(Fonts(style.fonts, style.fallbacks).width)


def paragraphs(path: Path) -> list[str]:
    reading = read(path.read_bytes(), path.name)
    return [reading.text[block.span.start : block.span.end] for block in reading.blocks]


def faults(inlines: list[Inline], width: float) -> Iterator[str]:
    """``lines`` once a line, and what is wrong with it."""
    text = setter().text(inlines, longest_word(width))
    lines = break_lines(text, lambda _: width)
    for number, line in enumerate(lines):
        clusters = text.clusters[line.start : line.stop]
        shown = "".join(cluster.text or "_" for cluster in clusters).strip() or "_"
        yield "lines"
        final = number == len(lines) - 1
        if number and shown[0] in NEVER_FIRST:
            yield f"begins with a forbidden mark: {shown}"
        if not final and shown[-1] in NEVER_LAST:
            yield f"ends with a forbidden mark: {shown}"
        if positions(text, line)[-1] + clusters[-1].width - clusters[-1].trail > width + 1e-6:
            yield f"runs over the margin: {shown}"
        if final and number and sum(c.isalnum() or c == "_" for c in shown) < 2:
            yield f"is a single character: {shown}"


def faults_of(paragraphs: list[list[Inline]]) -> Counter[str]:
    return Counter(
        fault for width in WIDTHS for inlines in paragraphs for fault in faults(inlines, width)
    )


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.name)
def test_no_line_of_an_example_breaks_a_rule(path: Path) -> None:
    found = faults_of([[Run(paragraph)] for paragraph in paragraphs(path)])
    assert found.pop("lines") > 1000
    assert not found


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.name)
def test_nor_does_a_line_with_blanks(path: Path) -> None:
    """A blank of another width in place of every third to sixth character of a paragraph."""
    given: list[list[Inline]] = []
    for number, paragraph in enumerate(paragraphs(path)):
        cut = 1 + number % 9
        given.append([Run(paragraph[:cut]), Gap(4 + number % 15), Run(paragraph[cut + 2 :] + "。")])
    found = faults_of(given)
    assert found.pop("lines") > 1000
    assert not found
