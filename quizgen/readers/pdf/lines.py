"""Printed lines → lines of text: which gaps between words are spaces, what stands abreast.

Justified Chinese has no spaces, yet producers put some where a run of glyphs ends, and PDFium
puts one for every wider gap.  What counts is the gap on the page, measured in ems.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise
from statistics import quantiles
from typing import NamedTuple

from quizgen.readers.pdf.printed import PrintedLine, Word
from quizgen.text import width

# Ems from which a gap is meant: between wide characters, beside a Latin letter or digit (set
# apart by a quarter em), and with a space character in it (of a Latin font: a quarter em).
_SPACE, _MIXED_SPACE, _TYPED_SPACE = 0.3, 0.45, 0.15
_APART = 1.5  # ems from which words stand in cells of their own
_TOUCH = 1.0  # ems up to which cells of two lines may be one
_ABREAST = 0.4  # ems by which the middles of lines that stand abreast differ at most
# Punctuation that brings its own room, behind it and before it.
_ROOM_AFTER = frozenset("，。、；：！？（《〈“‘「『【〔·")
_ROOM_BEFORE = frozenset("，。、；：！？）》〉”’」』】〕·")

_ENOUGH = 20  # gaps that tell a drift
_LONG_RUN = 4  # ems


class Line(NamedTuple):
    """Words of a page that stand at one height; lengths in points.

    ``cells`` are what it is made of where words stand far apart; a line without any is a cell
    itself.  ``order`` is its place in the file's own order.  A line of a ruled table
    (``ruled``) goes across whatever its table stands in, and is a ``row`` when more than one of
    its cells is filled.
    """

    text: str
    left: float
    right: float
    bottom: float
    top: float
    size: float
    page: int
    order: int = 0
    cells: tuple[Line, ...] = ()
    ruled: bool = False
    row: bool = False

    @property
    def middle(self) -> float:
        """The height of the middle of the line."""
        return (self.bottom + self.top) / 2


def drift(lines: Iterable[PrintedLine]) -> float:
    """Ems a gap grows by with each em of the run before it; 0 in most documents.

    A converter that set a substitute font narrower than the first left each run at its
    place: the longer the run, the wider the gap behind it.  No such gap is meant.
    """
    gaps: list[float] = []
    ratios: list[float] = []
    for line in lines:
        for before, after in pairwise(line.words):
            run = (before.right - before.left) / line.size
            gap = (after.left - before.right) / line.size
            if run >= _LONG_RUN and gap > 0 and not after.spaced:
                gaps.append(gap)
                ratios.append(gap / run)
    if len(gaps) < _ENOUGH:
        return 0.0
    low, ratio, high = quantiles(ratios, n=4)
    narrow, gap, wide = quantiles(gaps, n=4)
    steady = (high - low) / ratio
    return ratio if ratio < 0.25 and steady < 0.6 and steady < (wide - narrow) / gap else 0.0


def cells(line: PrintedLine, page: int, order: int, drifting: float = 0.0) -> list[Line]:
    """The line cut where words stand far apart."""
    words = line.words
    if len(words) == 1:
        return [cell(line, words, page, order, drifting)]
    cuts = [
        index
        for index, (before, after) in enumerate(pairwise(words), start=1)
        if _gap(before, after, line.size, drifting) >= _APART
    ]
    return [
        cell(line, words[start:end], page, order, drifting)
        for start, end in pairwise([0, *cuts, len(words)])
    ]


def cell(
    line: PrintedLine, words: Sequence[Word], page: int, order: int, drifting: float = 0.0
) -> Line:
    """Some words of a line as a line of their own."""
    first, last = words[0], words[-1]
    return Line(
        _join(words, line.size, drifting) if len(words) > 1 else first.text,
        first.left,
        last.right + drifting * (last.right - last.left),
        line.bottom,
        line.top,
        line.size,
        page,
        order,
    )


def _join(words: Sequence[Word], size: float, drifting: float = 0.0) -> str:
    """The words as one text, with a space where one is seen."""
    parts = [words[0].text]
    for before, after in pairwise(words):
        gap = _gap(before, after, size, drifting)
        parts += (_space(before.text, after.text, gap, spaced=after.spaced), after.text)
    return "".join(parts)


def _gap(before: Word, after: Word, size: float, drifting: float) -> float:
    """The gap in ems, less what drift accounts for."""
    run = before.right - before.left
    return (after.left - before.right - 2 * drifting * run) / size


def _space(before: str, after: str, gap: float, *, spaced: bool) -> str:
    """What stands between two words that are ``gap`` ems apart."""
    left, right = before[-1], after[0]
    if left in _ROOM_AFTER or right in _ROOM_BEFORE:
        return ""
    narrow = (width(left) == 1) + (width(right) == 1)
    if narrow == 2:
        return " "
    if spaced:
        return " " if gap >= _TYPED_SPACE else ""
    return " " if gap >= (_MIXED_SPACE if narrow else _SPACE) else ""


def abreast(pieces: Iterable[Line]) -> list[Line]:
    """Cells that stand at one height made lines, from the top of the page down."""
    rows: list[list[Line]] = []
    height, size = 0.0, 0.0  # of the largest cell of the last row
    for piece in sorted(pieces, key=lambda piece: (-piece.middle, piece.left)):
        middle = piece.middle
        if rows and height - middle < _ABREAST * max(size, piece.size):
            rows[-1].append(piece)
            if piece.size > size:
                height, size = middle, piece.size
        else:
            rows.append([piece])
            height, size = middle, piece.size
    return [line(row) for row in rows]


def line(row: Sequence[Line]) -> Line:
    """The line of cells that stand abreast; those that touch become one."""
    if len(row) == 1:
        return row[0]
    merged: list[Line] = []
    for piece in sorted(row, key=lambda piece: (piece.left, piece.order)):
        if merged and _touch(merged[-1], piece):
            merged[-1] = _merge(merged[-1], piece)
        else:
            merged.append(piece)
    if len(merged) == 1:
        return merged[0]
    largest = max(merged, key=lambda piece: len(piece.text))
    return Line(
        _joined(merged),
        merged[0].left,
        max(piece.right for piece in merged),
        min(piece.bottom for piece in merged),
        max(piece.top for piece in merged),
        largest.size,
        largest.page,
        cells=tuple(merged),
    )


def _touch(before: Line, after: Line) -> bool:
    """Whether two cells stand close by, on the page and in the file."""
    close = after.left - before.right < _TOUCH * after.size
    return close and abs(after.order - before.order) <= 1


def _joined(row: Sequence[Line]) -> str:
    words = [Word(piece.text, piece.left, piece.right, spaced=True) for piece in row]
    return _join(words, max(piece.size for piece in row))


def _merge(before: Line, after: Line) -> Line:
    larger = before if len(before.text) >= len(after.text) else after
    gap = (after.left - before.right) / larger.size
    space = _space(before.text, after.text, gap, spaced=False) if gap > 0 else ""
    return Line(
        before.text + space + after.text,
        before.left,
        max(before.right, after.right),
        min(before.bottom, after.bottom),
        max(before.top, after.top),
        larger.size,
        after.page,
        after.order,
    )
