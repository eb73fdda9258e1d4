"""Lines in reading order → paragraphs.

A line goes on with the one before when that one is full and nothing tells a new beginning:
no marker, no indentation, no wider gap, no other size.  Page and column breaks tell nothing.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import pairwise
from statistics import median
from typing import NamedTuple

from quizgen.grammar import leading_markers
from quizgen.numbering import Style
from quizgen.readers.pdf.columns import Column
from quizgen.readers.pdf.lines import Line
from quizgen.regex import regex
from quizgen.text import CLOSERS, SENTENCE_ENDS, ends_sentence, join_lines, width

_SLACK = 1.0  # ems by which a full line falls short of the margin, besides the next word
_INDENT = 0.8  # ems
_OTHER_SIZE = 1.15  # ratio of font sizes
_WIDE = 1.3  # ratio of a gap between paragraphs to the distance of lines
_NARROWEST = 12  # ems of a line across the page that may be full; half of it beside others
_SAME = 3.0  # points within which lines begin at the same place
_LONG = 15  # ems of a line that may be broken off
_ENOUGH, _SHARE = 3, 0.15  # lines broken off at one place that make it a margin; of all there
_WORD = regex(rf"[!-~]+|.[，。、；：？！{CLOSERS}]*")
_LEADER = regex(r"(?:[.…·]{3,}|[.…·] ?[.…·]{2,})[ .…·]*[-—(]* ?[0-9ivxIVX]{1,4} ?[-—)]*$")
_BULLET = regex("[•●○■□◆◇▪▫➢➔➤✓✔☑❖❑◾★☆▶►–·※][^·•]")
# Markers that may stand in the running text, so that a break can bring them to a line's start.
_SPOKEN = frozenset(
    {
        Style.YAO,
        Style.SHI,
        Style.ORDINAL,
        Style.FIRST,
        Style.QIYI,
        Style.ASPECT,
        Style.STEP,
        Style.ARABIC_BARE,
        Style.CODE,
        Style.ARTICLE,
        Style.CHAPTER,
        Style.SECTION,
        Style.PART,
        Style.DECIMAL_2,
        Style.DECIMAL_3,
        Style.UPPER,
        Style.LOWER,
    }
)


class Paragraph(NamedTuple):
    """A paragraph or a table row; ``page`` is where it begins, ``size`` that of its font."""

    text: str
    page: int
    size: float
    row: bool = False


class _Place(NamedTuple):
    """A line with the margins of its column, which goes across the page when ``whole``."""

    line: Line
    left: float
    right: float
    whole: bool


def put_together(pages: Sequence[Sequence[Column]]) -> list[Paragraph]:
    """The paragraphs of the document, from the columns of each page in reading order."""
    places = _set_in(list(_places(pages)))
    pitch = _pitch(places)
    groups: list[list[_Place]] = []
    for place in places:
        if groups and _goes_on(groups[-1], place, pitch):
            groups[-1].append(place)
        else:
            groups.append([place])
    return [_paragraph(group) for group in groups]


def _paragraph(group: Sequence[_Place]) -> Paragraph:
    first = group[0].line
    text = first.text if first.row else join_lines([place.line.text for place in group])
    return Paragraph(text, first.page, first.size, first.row)


def _places(pages: Sequence[Sequence[Column]]) -> Iterator[_Place]:
    """The lines with their margins: those of the column, or of most pages for whole lines."""
    whole = [
        _margins([one for column in page if column.whole for one in column.lines]) for page in pages
    ]
    known = [margins for margins in whole if margins]
    if known:
        usual = (median(left for left, _ in known), median(right for _, right in known))
    for page, own in zip(pages, whole, strict=True):
        for column in page:
            if column.whole and own:
                # A page of short lines has no margins of its own.
                margins = (min(own[0], usual[0]), max(own[1], usual[1]))
            else:
                margins = _margins(column.lines) or (0.0, 0.0)
            for one in column.lines:
                yield _Place(one, *margins, column.whole)


def _set_in(places: Sequence[_Place]) -> list[_Place]:
    """The places with the right margin of quotations, which stand in on both sides.

    Where lines that begin at one place often break off at another in mid-sentence, that is
    their margin.
    """
    inside: defaultdict[int, list[_Place]] = defaultdict(list)
    for place in places:
        line = place.line
        if line.left - place.left > _INDENT * line.size and not line.row:
            inside[round(line.left / _SAME)].append(place)
    margins: dict[int, float] = {}
    for left, group in inside.items():
        edge = max(place.line.right for place in group)
        if any(place.right - edge <= _SLACK * place.line.size for place in group):
            continue  # it is the margin of the column
        full = [
            line
            for line, *_ in group
            if edge - line.right < (1 + _SLACK) * line.size
            and line.right - line.left > _LONG * line.size
            and not ends_sentence(line.text)
        ]
        if len(full) >= max(_ENOUGH, _SHARE * len(group)):
            margins[left] = edge
    for left, edge in margins.items():
        moved = {id(place) for place in inside[left]}
        places = [p._replace(right=edge) if id(p) in moved else p for p in places]
    return list(places)


def _margins(lines: Sequence[Line]) -> tuple[float, float] | None:
    """Where lines begin and where they end at most; a single line farther out does not count."""
    plain = [one for one in lines if not one.row]
    if not plain:
        return None
    near = plain[len(plain) // 2].size
    lefts = sorted(one.left for one in plain)
    rights = sorted((one.right for one in plain), reverse=True)
    left = next((a for a, b in pairwise(lefts) if b - a < near), lefts[0])
    right = next((a for a, b in pairwise(rights) if a - b < near), rights[0])
    return left, right


def _pitch(places: Sequence[_Place]) -> float:
    """The usual distance of lines that follow each other, in ems; 0 if there are none."""
    distances = [
        distance / above.size
        for above, below in pairwise([place.line for place in places])
        if above.page == below.page
        and 0 < (distance := above.middle - below.middle) < 3 * above.size
    ]
    return median(distances) if distances else 0.0


def _goes_on(group: Sequence[_Place], place: _Place, pitch: float) -> bool:
    before, line = group[-1].line, place.line
    plain = not (before.row or line.row)
    alike = 1 / _OTHER_SIZE < line.size / before.size < _OTHER_SIZE
    if not (plain and alike and _is_full(group[-1], line)):
        return False
    return not (
        _far(group, place, pitch)
        or _is_indented(group, place)
        or _BULLET.match(line.text)
        or _begins_with_marker(before, line)
        or _LEADER.search(before.text)
    )


def _is_full(before: _Place, line: Line) -> bool:
    """Whether the next word had no room on the line before.

    What is narrower than any column are short lines below each other: names, verses.
    """
    narrowest = _NARROWEST if before.whole else _NARROWEST / 2
    if before.line.right - before.left < narrowest * before.line.size:
        return False
    room = (before.right - before.line.right) / before.line.size
    if room < _SLACK:
        return True
    found = _WORD.match(line.text)
    return room < width(found[0] if found else line.text[:1]) / 2 + _SLACK


def _far(group: Sequence[_Place], place: _Place, pitch: float) -> bool:
    """Whether the gap before a line is wider than that within its paragraph."""
    before = group[-1].line
    if before.page != place.line.page:
        return False
    gap = (before.middle - place.line.middle) / before.size
    if len(group) > 1 and group[-2].line.page == before.page:
        inside = (group[-2].line.middle - before.middle) / before.size
        if inside > 0:
            return gap > _WIDE * inside
    return gap > _WIDE * max(pitch, 1.0)


def _begins_with_marker(before: Line, line: Line) -> bool:
    markers = leading_markers(line.text)
    if not markers:
        return False
    # 依照本法 | 第五十三条规定…: a citation that a break has brought to the start of a line.
    inside = all(match.marker.style in _SPOKEN for match in markers)
    spaced = line.text[markers[0].end :][:1].isspace()
    return not inside or spaced or ends_sentence(before.text) or before.text[-1] in "：:"


def _is_indented(group: Sequence[_Place], place: _Place) -> bool:
    """Whether a line stands farther in than the paragraph before goes on."""
    before, line = group[-1].line, place.line
    if before.page != place.line.page:
        step = (line.left - place.left) - (before.left - group[-1].left)
    else:
        step = line.left - before.left
    if step > _INDENT * line.size:
        # The lines of a list's item may hang.
        return len(group) > 1 or not _hangs(before.text)
    if len(group) == 1 and step > -_INDENT * line.size:
        # Two lines as far in as each other: two beginnings, or a block that is set in.
        inside = line.left - place.left > _INDENT * line.size
        return inside and before.text[-1] in SENTENCE_ENDS + CLOSERS
    return False


def _hangs(text: str) -> bool:
    return bool(_BULLET.match(text) or leading_markers(text))
