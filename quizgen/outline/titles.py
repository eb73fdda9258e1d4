"""The document's own title: it names the document and is not a section."""

from __future__ import annotations

from collections.abc import Iterator

from quizgen.document import BOLD_LINE, BlockKind, Reading
from quizgen.grammar import BULLET, leading_markers, line_markers
from quizgen.outline.candidates import UNNUMBERED
from quizgen.regex import regex
from quizgen.text import fold, has_han, squeeze

_LONGEST = 50  # characters of a title line
_FRAME = 3  # lines; rules and numbers may stand before a title
_COVER = 15  # lines
_FRAME_SIGNS = "=*#~_- \t\u3000"
_SENTENCE = regex("[。！？；，：:!?;]")


def find_title(reading: Reading) -> tuple[str, frozenset[int]]:
    """The title ("" when there is none) and the indices of the blocks it stands in."""
    text, blocks = reading.text, reading.blocks
    if not blocks:
        return reading.title, frozenset()
    same = [index for index in range(min(_FRAME, len(blocks))) if _same(reading, index)]
    if same and blocks[same[0]].level in (0, BOLD_LINE):
        return reading.title, frozenset(same[:1])  # as the format's own title says
    if blocks[0].level == BOLD_LINE:
        return text[blocks[0].span.start : blocks[0].span.end], frozenset({0})
    if blocks[0].kind is BlockKind.HEADING:
        return _from_heading(reading)
    return _on_cover(reading) or _from_lines(reading)


def _from_heading(reading: Reading) -> tuple[str, frozenset[int]]:
    """The first heading, if it is the only one of its level or nothing stands below it."""
    text, blocks = reading.text, reading.blocks
    first, following = blocks[0], blocks[1:2]
    levels = [block.level for block in blocks if block.kind is BlockKind.HEADING]
    empty = bool(following) and following[0].level == first.level
    numbered = line_markers(text, fold(text), first.span.start, first.span.end)
    if numbered and len(levels) == 1:  # a chapter by itself has headings below it
        return reading.title, frozenset()
    if min(levels) == first.level and (levels.count(first.level) == 1 or empty):
        return text[first.span.start : first.span.end], frozenset({0, *_printed_again(reading)})
    return reading.title, frozenset()


def _printed_again(reading: Reading) -> Iterator[int]:
    """The headings of a printed document that repeat its title, the version left out."""
    if reading.unit != "page":
        return
    text, blocks = reading.text, reading.blocks
    title = squeeze(text[blocks[0].span.start : blocks[0].span.end])
    for index, block in enumerate(blocks):
        if index and block.kind is BlockKind.HEADING:
            line = squeeze(text[block.span.start : block.span.end])
            if title.startswith(line) and not has_han(title[len(line) :]):
                yield index


def _on_cover(reading: Reading) -> tuple[str, frozenset[int]] | None:
    """The title of a printed document: a line of its cover that stands again as a heading."""
    if reading.unit != "page":
        return None
    text, blocks = reading.text, reading.blocks
    lines = [squeeze(text[block.span.start : block.span.end]) for block in blocks[:_COVER]]
    for index, block in enumerate(blocks):
        line = text[block.span.start : block.span.end]
        if block.kind is BlockKind.HEADING and len(line) <= _LONGEST:
            again = squeeze(line)
            if again in lines[:index]:
                return line, frozenset({lines.index(again), index})
    return None


def _from_lines(reading: Reading) -> tuple[str, frozenset[int]]:
    """The first Chinese line of a text without headings, if it is short and no sentence."""
    text, blocks = reading.text, reading.blocks
    if reading.title or any(block.kind is BlockKind.HEADING for block in blocks):
        return reading.title, frozenset()
    for index, block in enumerate(blocks[:_FRAME]):
        line = text[block.span.start : block.span.end]
        if not has_han(line):
            continue  # a rule, a year
        if index + 1 == len(blocks) or len(line) > _LONGEST or _SENTENCE.search(line):
            break
        bullet = BULLET.match(line)
        if squeeze(line) in UNNUMBERED or leading_markers(line[bullet.end() :] if bullet else line):
            break
        return line.strip(_FRAME_SIGNS), frozenset(range(index + 1))
    return "", frozenset()


def _same(reading: Reading, index: int) -> bool:
    """Whether a block repeats the title that the format gives."""
    span = reading.blocks[index].span
    return squeeze(reading.text[span.start : span.end]) == squeeze(reading.title)
