"""How lines of real documents are broken, at twenty widths of a column.

    python benchmarks/line_breaking.py FOLDER

Sets every paragraph of the text, Markdown and Word files below FOLDER with the fonts of
the worksheet and counts, in the lines that were laid out: those that begin or end with a
forbidden mark, run over the margin, or are a last line of a single character; and those
that are ragged since flush they would have gaps that are too wide.
"""

from __future__ import annotations

import sys
from collections import Counter
from pathlib import Path

from quizgen.errors import QuizgenError
from quizgen.exporters.pdf.breaking import break_lines, positions
from quizgen.exporters.pdf.clusters import Run
from quizgen.exporters.pdf.fonts import Fonts
from quizgen.exporters.pdf.setter import Setter, longest_word
from quizgen.exporters.pdf.style import load_style
from quizgen.readers import read
from quizgen.resources import Templates

SUFFIXES = frozenset({".txt", ".md", ".docx"})
WIDTHS = [9 + 1.9 * step for step in range(20)]  # em
MOST_PARAGRAPHS = 200  # of a document
WIDE = 27  # em: a column of a page
NEVER_FIRST = frozenset("，。、；：？！）》〉】』」”’…—·～／％℃,.;:?!)]}%/")
NEVER_LAST = frozenset("（《〈【『「“‘([{")
SLACK = 1e-6


def main(folder: Path) -> None:
    """Print one row a document and their sum."""
    style = load_style(Templates())
    setter = Setter(Fonts(style.fonts, style.fallbacks).width)
    total: Counter[str] = Counter()
    for path in sorted(p for p in folder.rglob("*") if p.suffix in SUFFIXES):
        try:
            reading = read(path.read_bytes(), path.name)
        except QuizgenError as error:
            print(f"{path.name}: left out: {error}")
            continue
        found: Counter[str] = Counter()
        for block in reading.blocks[:MOST_PARAGRAPHS]:
            paragraph = reading.text[block.span.start : block.span.end]
            for width in WIDTHS:
                found += faults(setter, paragraph, width)
        total += found
        print(f"{path.name}: {shown(found)}")
    print(f"all: {shown(total)}")


def faults(setter: Setter, paragraph: str, width: float) -> Counter[str]:
    """The lines of ``paragraph`` in a column of ``width`` em, and what is wrong with them."""
    text = setter.text([Run(paragraph)], longest_word(width))
    lines = break_lines(text, lambda _: width)
    found: Counter[str] = Counter(lines=len(lines))
    for number, line in enumerate(lines):
        clusters = text.clusters[line.start : line.stop]
        string = "".join(cluster.text for cluster in clusters).strip()
        right = positions(text, line)[-1] + clusters[-1].width - clusters[-1].trail
        last = number == len(lines) - 1
        found["over"] += right > width + SLACK
        if not string:
            continue
        found["bad start"] += number > 0 and string[0] in NEVER_FIRST
        found["bad end"] += not last and string[-1] in NEVER_LAST
        found["lone"] += last and number > 0 and sum(c.isalnum() for c in string) < 2
        if not last and width >= WIDE:
            found["wide"] += 1
            found["ragged"] += right < width - SLACK
    return found


def shown(found: Counter[str]) -> str:
    """One row."""
    return (
        f"{found['lines']:,} lines; {found['bad start']} begin and {found['bad end']} end with a "
        f"forbidden mark, {found['over']} run over, {found['lone']} single characters; "
        f"{found['ragged'] / max(1, found['wide']):.2%} ragged in columns of {WIDE} em and more"
    )


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    main(Path(sys.argv[1]))
