"""Printed lines → lines of text: which gaps between words are spaces, what stands abreast.

Justified Chinese has no spaces, yet producers put some where a run of glyphs ends, and PDFium
puts one for every wider gap.  What counts is the gap on the page, measured in ems.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import quantiles

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


@dataclass(frozen=True, slots=True)
class Cell:
    """Words of one line that stand together; lengths in points."""

    text: str
    left: float
    right: float
    bottom: float
    top: float
    size: float
    order: int = 0  # place in the file's own order
    pale: bool = False

    @property
    def middle(self) -> float:
        """The height of the middle of the line."""
        return (self.bottom + self.top) / 2


@dataclass(frozen=True, slots=True)
class Line:
    """A line of text across a page or a column; a table row when ``row``."""

    text: str
    left: float
    right: float
    bottom: float
    top: float
    size: float
    page: int
    cells: tuple[Cell, ...] = ()
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


def cells(line: PrintedLine, order: int, drifting: float = 0.0) -> Iterator[Cell]:
    """The line cut where words stand far apart."""
    if len(line.words) == 1:
        yield _cell(line, line.words, order, drifting)
        return
    start = 0
    for index, (before, after) in enumerate(pairwise(line.words), start=1):
        if _gap(before, after, line.size, drifting) >= _APART:
            yield _cell(line, line.words[start:index], order, drifting)
            start = index
    yield _cell(line, line.words[start:], order, drifting)


def _cell(line: PrintedLine, words: Sequence[Word], order: int, drifting: float) -> Cell:
    return Cell(
        join_words(words, line.size, drifting),
        words[0].left,
        words[-1].right + drifting * (words[-1].right - words[-1].left),
        line.bottom,
        line.top,
        line.size,
        order,
        line.pale,
    )


def join_words(words: Sequence[Word], size: float, drifting: float = 0.0) -> str:
    """The words as one text, with a space where one is seen."""
    if len(words) == 1:
        return words[0].text
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


def abreast(pieces: Iterable[Cell], page: int) -> list[Line]:
    """Cells that stand at one height made lines, from the top of the page down."""
    rows: list[list[Cell]] = []
    largest: Cell | None = None  # of the last row
    for cell in sorted(pieces, key=lambda cell: (-cell.middle, cell.left)):
        if largest and largest.middle - cell.middle < _ABREAST * max(largest.size, cell.size):
            rows[-1].append(cell)
            largest = max(largest, cell, key=lambda one: one.size)
        else:
            rows.append([cell])
            largest = cell
    return [line(row, page) for row in rows]


def line(row: Iterable[Cell], page: int) -> Line:
    """The line of cells that stand abreast; those that touch become one."""
    first, *others = row
    if not others:
        box = first.left, first.right, first.bottom, first.top
        return Line(first.text, *box, first.size, page, (first,))
    merged: list[Cell] = []
    for cell in sorted(row, key=lambda cell: (cell.left, cell.order)):
        if merged and _touch(merged[-1], cell):
            merged[-1] = _merge(merged[-1], cell)
        else:
            merged.append(cell)
    largest = max(merged, key=lambda cell: len(cell.text))
    return Line(
        _joined(merged),
        merged[0].left,
        max(cell.right for cell in merged),
        min(cell.bottom for cell in merged),
        max(cell.top for cell in merged),
        largest.size,
        page,
        tuple(merged),
    )


def _touch(before: Cell, after: Cell) -> bool:
    """Whether two cells stand close by, on the page and in the file."""
    close = after.left - before.right < _TOUCH * after.size
    return close and abs(after.order - before.order) <= 1


def _joined(row: Sequence[Cell]) -> str:
    words = [Word(cell.text, cell.left, cell.right, spaced=True) for cell in row]
    return join_words(words, max(cell.size for cell in row))


def _merge(before: Cell, after: Cell) -> Cell:
    larger = before if len(before.text) >= len(after.text) else after
    gap = (after.left - before.right) / larger.size
    space = _space(before.text, after.text, gap, spaced=False) if gap > 0 else ""
    return Cell(
        before.text + space + after.text,
        before.left,
        max(before.right, after.right),
        min(before.bottom, after.bottom),
        max(before.top, after.top),
        larger.size,
        after.order,
        before.pale and after.pale,
    )
