"""Plain text → Reading.

Four layouts are met.  One paragraph a line is the rule, and then the text is kept as it
is.  Long lines that hold a whole document, its paragraphs parted by tabs or ideographic
spaces, are cut there; the text is kept as it is, too.  Lines cut at a steady width are
joined to paragraphs: then the text is the joined one.
"""

from __future__ import annotations

import re

from quizgen.document import Block, Reading, Span
from quizgen.errors import Problem
from quizgen.readers.decode import Decoded, decode
from quizgen.readers.wrapping import Line, paragraphs, wrap
from quizgen.regex import regex
from quizgen.text import has_han, join_lines, strip, trim

# A line of this many characters holds more than one paragraph if it has separators.
_LONG_LINE = 1_000
_GAP = regex("[ \u00a0\u3000\t]+")
_HEADING = regex(r"^#{1,6} +\S.*$", re.MULTILINE)
_FRONT_MATTER = regex(r"\s*---\n(?:[A-Za-z_]\w*:[^\n]*\n)+---\n")
_HEAD_OF_FILE = 100_000  # characters looked at


def read(data: bytes, name: str, encoding: str | None = None) -> Reading:
    """The paragraphs of a plain text; see :func:`quizgen.readers.read`."""
    decoded = decode(data, name, encoding)
    if _is_markdown(decoded.text):
        from quizgen.readers import markdown  # noqa: PLC0415  for the few texts that are

        return markdown.read_text(decoded)
    lines = decoded.text.split("\n")
    wrapped = wrap(lines)
    if wrapped is None:
        return Reading(
            decoded.text,
            tuple(_blocks(decoded.text, lines)),
            decoded.encoding,
            "",
            decoded.problems,
        )
    return _joined(decoded, paragraphs(lines, wrapped))


def _is_markdown(text: str) -> bool:
    """Whether a text file is written in Markdown: headings with #, or front matter."""
    if _FRONT_MATTER.match(text):
        return True
    if "# " not in text:  # seen at once, where the pattern looks at every line
        return False
    headings = _HEADING.findall(text[:_HEAD_OF_FILE])
    enough = len(headings) > 1 or text.lstrip().startswith("# ")
    return enough and has_han("".join(headings))


def _blocks(text: str, lines: list[str]) -> list[Block]:
    """One block a line, or several where a long line holds several paragraphs."""
    blocks: list[Block] = []
    position = 0
    longest = _LONG_LINE if "\n" in strip(text) else 0
    for number, content in enumerate(lines, start=1):
        start, last = trim(text, position, position + len(content))
        position += len(content) + 1
        if last - start > longest:
            for gap in _GAP.finditer(text, start, last):
                if not _is_separator(gap[0]):
                    continue
                if gap.start() > start:
                    blocks.append(Block(Span(start, gap.start()), line=number))
                start = gap.end()
        if last > start:
            blocks.append(Block(Span(start, last), line=number))
    return blocks


def _is_separator(gap: str) -> bool:
    """Between the paragraphs of a long line: tabs, or two spaces of which one is ideographic."""
    return "\t" in gap or (len(gap) > 1 and "\u3000" in gap)


def _joined(decoded: Decoded, groups: list[list[Line]]) -> Reading:
    """The reading of a hard-wrapped text: one line a paragraph."""
    parts: list[str] = []
    blocks: list[Block] = []
    offset = 0
    moved: dict[int, int] = {}  # line number → offset of its paragraph in the joined text
    for group in groups:
        paragraph = join_lines([line.content for line in group])
        blocks.append(Block(Span(offset, offset + len(paragraph)), line=group[0].number))
        moved.update((line.number, offset) for line in group)
        parts.append(paragraph)
        offset += len(paragraph) + 1
    problems = tuple(_moved(problem, decoded.text, moved) for problem in decoded.problems)
    return Reading("\n".join(parts), tuple(blocks), decoded.encoding, "", problems)


def _moved(problem: Problem, text: str, moved: dict[int, int]) -> Problem:
    """``problem`` at the beginning of the paragraph that its place went to."""
    place = moved.get(text.count("\n", 0, problem.start) + 1, 0)
    return Problem(problem.message, place, place)
