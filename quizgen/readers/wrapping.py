"""Hard-wrapped text: is it, at which width, and which lines make one paragraph."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from quizgen.numbering import line_markers
from quizgen.text import ends_sentence, fold, has_han, width

_NARROWEST, _WIDEST = 24, 90  # columns: 12 to 45 Han characters a line
_SLACK = 8  # columns by which a full line may fall short: no punctuation at a line's start
_ENOUGH = 6  # broken lines that make a rule


@dataclass(frozen=True, slots=True)
class Line:
    """A physical line; ``start`` and ``end`` are the offsets of its text without margins."""

    content: str
    start: int
    end: int
    number: int

    @property
    def blank(self) -> bool:
        """Whether there is nothing but white space on it."""
        return self.start == self.end

    @property
    def text(self) -> str:
        """The line without white space at its edges."""
        return self.content.strip(" \t\u3000\u00a0\ufeff\f\v\r")

    @property
    def columns(self) -> int:
        """Columns from the left margin of the page to the end of the line."""
        return width(self.content.rstrip())


def wrap_width(lines: list[Line]) -> int | None:
    """The width in columns at which the lines of a text are cut; None when they are not.

    Cut lines end in mid-sentence at a steady width, and no line is much wider.
    """
    filled = [line for line in lines if not line.blank]
    prose = [line for line in filled if has_han(line.content)]
    if len(prose) < _ENOUGH:
        return None
    columns = [line.columns for line in prose]
    broken = [
        wide
        for line, wide in zip(prose, columns, strict=True)
        if not ends_sentence(line.text) and wide >= _NARROWEST
    ]
    if len(broken) < _ENOUGH:
        return None
    widest = sorted(columns)[int(len(columns) * 0.98)]
    if not _NARROWEST <= widest <= _WIDEST:
        return None
    near = sum(count for wide, count in Counter(broken).items() if wide >= widest - _SLACK)
    full = sum(1 for wide in columns if wide >= widest - _SLACK)
    if near < _ENOUGH or near * 2 < full or full * 4 < len(prose):
        return None
    return widest


def paragraphs(lines: list[Line], columns: int) -> list[list[Line]]:
    """The lines grouped into paragraphs, blank lines left out.

    A line goes on with the one before when that one is full, is not a heading of its own
    and this one neither begins with a marker nor stands further in.
    """
    groups: list[list[Line]] = []
    before: Line | None = None
    for line in lines:
        if line.blank:
            before = None
            continue
        if before is not None and _goes_on(before, line, columns):
            groups[-1].append(line)
        else:
            groups.append([line])
        before = line
    return groups


def _goes_on(before: Line, line: Line, columns: int) -> bool:
    if before.columns < columns - _SLACK:
        return False
    if line.content[:2] == "\u3000\u3000" and before.content[:2] != "\u3000\u3000":
        return False
    text = line.text
    if ends_sentence(before.text) and _indent(line) > _indent(before):
        return False
    return not line_markers(text, fold(text), 0, len(text))


def _indent(line: Line) -> int:
    return width(line.content) - width(line.content.lstrip())
