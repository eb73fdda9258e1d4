"""The lines of a page in reading order: from the top down, columns one after the other."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from itertools import groupby, pairwise
from statistics import median

from quizgen.readers.pdf.lines import Line, line
from quizgen.records import dataclass

_GUTTER = 0.5  # ems between columns at least
_LEAST_LINES = 4  # of a column of running text, beside those of another
_NARROWEST = 8  # ems of such a column
_LEAST_IN_TURN = 2  # lines of columns that follow each other in the file
_FULL = 2.0  # ems by which a full line falls short of its column at most
_FULL_SHARE = 0.5  # of the lines of a column of running text
_MOST_COLUMNS = 6
_MOST_TRIED = 60  # places of gaps, the commonest first


@dataclass(frozen=True, slots=True)
class Column:
    """Lines read from the top down; ``whole`` when they go across the page."""

    lines: tuple[Line, ...]
    whole: bool = True


def in_order(lines: Sequence[Line]) -> list[Column]:
    """The lines of a page, from the top down, as columns in the order in which they are read."""
    return _split(list(lines), _MOST_COLUMNS, whole=True)


def _split(lines: list[Line], most: int, *, whole: bool) -> list[Column]:
    gutter = _gutter(lines) if most > 1 else None
    if gutter is None:
        return [Column(tuple(lines), whole)] if lines else []
    found: list[Column] = []
    across: list[Line] = []
    for crossing, group in groupby(lines, lambda one: _crosses(one, gutter)):
        band = list(group)
        if crossing or not any(_both_sides(one, gutter) for one in band):
            across += band
            continue
        if across:
            found.append(Column(tuple(across), whole))
            across = []
        found += _band(band, gutter, most)
    if across:
        found.append(Column(tuple(across), whole))
    return found


def _band(lines: list[Line], gutter: float, most: int) -> list[Column]:
    """What stands between two lines that go across: the left column, then the right one."""
    left = [line(part) for one in lines if (part := _side(one, gutter, left=True))]
    right = [line(part) for one in lines if (part := _side(one, gutter, left=False))]
    return [
        *_split(left, most - 1, whole=False),
        *_split(right, most - 1, whole=False),
    ]


def _side(one: Line, gutter: float, *, left: bool) -> list[Line]:
    return [cell for cell in one.cells or (one,) if (cell.right <= gutter) == left]


def _crosses(one: Line, gutter: float) -> bool:
    if one.ruled:
        return True
    if not one.cells:
        return one.left < gutter < one.right
    return any(cell.left < gutter < cell.right for cell in one.cells)


def _gutter(lines: Sequence[Line]) -> float | None:
    """The middle of the gap between two columns; None when there is one column."""
    several = [one for one in lines if one.cells]
    places = Counter(
        round((before.right + after.left) / 2)
        for one in several
        for before, after in pairwise(one.cells)
        if after.left - before.right >= _GUTTER * one.size
    )
    best, most = None, _LEAST_IN_TURN - 1
    for place, _ in places.most_common(_MOST_TRIED):
        split = [one for one in several if _both_sides(one, place)]
        if len(split) > most and _are_columns(lines, split, place):
            best, most = place, len(split)
    return best


def _both_sides(one: Line, place: float) -> bool:
    cells = one.cells
    return bool(cells) and cells[0].right <= place <= cells[-1].left and not _crosses(one, place)


def _are_columns(lines: Sequence[Line], split: Sequence[Line], place: float) -> bool:
    """Whether what stands on both sides is running text, not the cells of a table.

    The cells of a table follow each other row by row in the file.  Columns that do so, too,
    are told by their running text: it fills them.
    """
    left = [cell for one in split for cell in one.cells if cell.right <= place]
    right = [cell for one in split for cell in one.cells if cell.left >= place]
    if max(cell.order for cell in left) < min(cell.order for cell in right):
        return True
    if len(split) < _LEAST_LINES or len(split) < sum(_crosses(one, place) for one in lines):
        return False
    size = median(one.size for one in split)
    starts, edges = zip(
        *((min(c.left for c in side), max(c.right for c in side)) for side in (left, right)),
        strict=True,
    )
    if any(edge - start < _NARROWEST * size for start, edge in zip(starts, edges, strict=True)):
        return False
    full = sum(1 for cell in left if edges[0] - cell.right <= _FULL * size)
    return full >= _FULL_SHARE * len(split)
