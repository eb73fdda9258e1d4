"""Hard-wrapped text: is it, at which width, and which lines make one paragraph."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from itertools import pairwise

from quizgen.grammar import line_markers
from quizgen.numbering import Style
from quizgen.text import ends_sentence, fold, has_han, width

_WORD = re.compile(r"[!-~]+")
_NARROWEST, _WIDEST = 24, 90  # columns: 12 to 45 Han characters a line
_SLACK = 3  # columns by which a full line falls short: a wide character, a full stop
_SHORTER = 8  # columns below these in which cut lines are rare
_ENOUGH = 6  # cut lines that make a rule
_SHARE = 0.08  # of all lines
_WIDER = 0.06  # lines that may be wider: tables, rules, addresses


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

    Cut lines end in mid-sentence, at a steady width, with another line behind; few lines
    are wider, and few end shortly before.
    """
    prose = [line for line in lines if not line.blank and has_han(line.content)]
    if len(prose) < _ENOUGH:
        return None
    cut = Counter(
        line.columns
        for line, following in pairwise(lines)
        if not following.blank and has_han(line.content) and not ends_sentence(line.text)
    )
    best, count = 0, 0
    for columns in range(_NARROWEST, _WIDEST + 1):
        near = sum(cut[wide] for wide in range(columns - _SLACK, columns + 1))
        if near > count:
            best, count = columns, near
    below = sum(cut[wide] for wide in range(best - _SLACK - _SHORTER, best - _SLACK))
    wider = sum(1 for line in prose if line.columns > best + 2)
    if (
        count < max(_ENOUGH, _SHARE * len(prose))
        or count < 2 * below
        or wider > _WIDER * len(prose)
    ):
        return None
    return best


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
    if before.columns + width(_unit(line.text)) < columns - _SLACK:
        return False
    if line.content[:2] == "\u3000\u3000" and before.content[:2] != "\u3000\u3000":
        return False
    text = line.text
    if ends_sentence(before.text) and _indent(line) > _indent(before):
        return False
    markers = line_markers(text, fold(text), 0, len(text))
    if not markers:
        return True
    # 依照本法 | 第五十三条规定…: a citation that a cut has brought to the start of a line.
    cited = markers[0].marker.style is Style.ARTICLE and not text[markers[0].end :][:1].isspace()
    return cited and not ends_sentence(before.text)


def _unit(text: str) -> str:
    """What stands at the line's start and cannot be parted: a Latin word or one character."""
    found = _WORD.match(text)
    return found[0] if found else text[:1]


def _indent(line: Line) -> int:
    return width(line.content) - width(line.content.lstrip())
