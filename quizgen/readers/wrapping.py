"""Hard-wrapped text: is it, at which width, and which lines make one paragraph."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

from quizgen.grammar import leading_markers
from quizgen.numbering import Style
from quizgen.records import dataclass
from quizgen.regex import regex
from quizgen.text import ends_sentence, has_han, strip, width

_WORD = regex(r"[!-~]+")
_NARROWEST, _WIDEST = 24, 90  # columns: 12 to 45 Han characters a line
_SLACK = 3  # columns by which a full line falls short: a wide character, a full stop
_SHORTER = 8  # columns below these in which cut lines are rare
_ENOUGH = 6  # cut lines that make a rule
_SHARE = 0.08  # of all lines
_WIDER = 0.06  # lines that may be wider: tables, rules, addresses


@dataclass(frozen=True, slots=True)
class Line:
    """A physical line: as it stands, and its text without margins."""

    content: str
    text: str
    number: int


def wrap_width(lines: Sequence[str]) -> int | None:
    """The width in columns at which the lines of a text are cut; None when they are not.

    Cut lines end in mid-sentence, at a steady width, with another line behind; few lines
    are wider, and few end shortly before.
    """
    lines = [line.rstrip() for line in lines]
    prose = [line for line in lines if has_han(line)]
    if len(prose) < _ENOUGH:
        return None
    cut = Counter(
        width(line)
        for line, following in pairwise(lines)
        if strip(following)
        and len(line) <= _WIDEST
        and has_han(line)
        and not ends_sentence(strip(line))
    )
    best, count = 0, 0
    for columns in range(_NARROWEST, _WIDEST + 1):
        near = sum(cut[wide] for wide in range(columns - _SLACK, columns + 1))
        if near > count:
            best, count = columns, near
    below = sum(cut[wide] for wide in range(best - _SLACK - _SHORTER, best - _SLACK))
    if count < max(_ENOUGH, _SHARE * len(prose)) or count < 2 * below:
        return None
    wider = sum(1 for line in prose if width(line) > best + 2)
    return None if wider > _WIDER * len(prose) else best


def paragraphs(lines: Sequence[str], columns: int) -> list[list[Line]]:
    """The lines grouped into paragraphs, blank lines left out.

    A line goes on with the one before when that one is full, is not a heading of its own
    and this one neither begins with a marker nor stands further in.
    """
    groups: list[list[Line]] = []
    before: Line | None = None
    for number, content in enumerate(lines, start=1):
        line = Line(content, strip(content), number)
        if not line.text:
            before = None
            continue
        if before is not None and _goes_on(before, line, columns):
            groups[-1].append(line)
        else:
            groups.append([line])
        before = line
    return groups


def _goes_on(before: Line, line: Line, columns: int) -> bool:
    if width(before.content.rstrip()) + width(_unit(line.text)) < columns - _SLACK:
        return False
    if line.content[:2] == "\u3000\u3000" and before.content[:2] != "\u3000\u3000":
        return False
    text = line.text
    if ends_sentence(before.text) and _indent(line) > _indent(before):
        return False
    markers = leading_markers(text)
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
