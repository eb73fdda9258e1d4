"""The document's own title: it names the document and is not a section."""

from __future__ import annotations

import re

from quizgen.document import BlockKind, Reading
from quizgen.grammar import line_markers
from quizgen.text import fold, has_han, squeeze

_LONGEST = 50  # characters of a title line
_SENTENCE = re.compile("[。！？；，：:!?;]")


def find_title(reading: Reading) -> tuple[str, frozenset[int]]:
    """The title ("" when there is none) and the indices of the blocks it stands in."""
    text, blocks = reading.text, reading.blocks
    if not blocks:
        return reading.title, frozenset()
    first = blocks[0]
    headings = [block.level for block in blocks if block.kind is BlockKind.HEADING]
    line = text[first.span.start : first.span.end]
    if first.kind is BlockKind.HEADING:
        top = headings.count(first.level)
        empty = len(blocks) > 1 and blocks[1].kind is BlockKind.HEADING
        if min(headings) == first.level and (
            top == 1 or (empty and blocks[1].level == first.level)
        ):
            return line, frozenset({0})
        return reading.title, frozenset()
    if reading.title:
        same = [i for i in range(min(3, len(blocks))) if _same(reading, i)]
        return reading.title, frozenset(same[:1])
    if headings:
        return "", frozenset()
    if len(blocks) > 1 and len(line) <= _LONGEST and has_han(line) and not _SENTENCE.search(line):
        folded = fold(text)
        if not line_markers(text, folded, first.span.start, first.span.end):
            return line, frozenset({0})
    return "", frozenset()


def _same(reading: Reading, index: int) -> bool:
    """Whether a block repeats the title that the format gives."""
    span = reading.blocks[index].span
    return squeeze(reading.text[span.start : span.end]) == squeeze(reading.title)
