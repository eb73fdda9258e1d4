"""The lines of a page in reading order: from the top down, columns one after the other."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise

from quizgen.readers.pdf.lines import Cell, Line, line

_GUTTER = 1.0  # ems between columns at least
_LEAST_LINES = 4  # that stand side by side
_NARROWEST = 8  # ems of a column of running text
_FULL = 2.0  # ems by which a full line falls short of its column at most
_FULL_SHARE = 0.5  # of the lines of a column of running text
_MOST_COLUMNS = 3
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
    left = [line(part, one.page) for one in lines if (part := _side(one, gutter, left=True))]
    right = [line(part, one.page) for one in lines if (part := _side(one, gutter, left=False))]
    return [
        *_split(left, most - 1, whole=False),
        *_split(right, most - 1, whole=False),
    ]


def _side(one: Line, gutter: float, *, left: bool) -> list[Cell]:
    return [cell for cell in one.cells if (cell.right <= gutter) == left]


def _crosses(one: Line, gutter: float) -> bool:
    if not one.cells:
        return True
    return any(cell.left < gutter < cell.right for cell in one.cells)


def _gutter(lines: Sequence[Line]) -> float | None:
    """The middle of the gap between two columns; None when there is one column."""
    places = Counter(
        round((before.right + after.left) / 2)
        for one in lines
        for before, after in pairwise(one.cells)
        if after.left - before.right >= _GUTTER * one.size
    )
    best, most = None, _LEAST_LINES - 1
    for place, _ in places.most_common(_MOST_TRIED):
        split = [one for one in lines if _both_sides(one, place)]
        if len(split) > most and _are_columns(lines, split, place):
            best, most = place, len(split)
    return best


def _both_sides(one: Line, place: float) -> bool:
    return (
        not _crosses(one, place)
        and one.cells[0].right <= place
        and one.cells[-1].left >= place
    )


def _are_columns(lines: Sequence[Line], split: Sequence[Line], place: float) -> bool:
    """Whether what stands on both sides is running text, not the cells of a table.

    Running text fills its column.  In the file its left column comes before its right one.
    """
    crossing = sum(1 for one in lines if _crosses(one, place))
    if crossing > len(split):
        return False
    left = [cell for one in split for cell in one.cells if cell.right <= place]
    right = [cell for one in split for cell in one.cells if cell.left >= place]
    size = sorted(one.size for one in split)[len(split) // 2]
    for side in (left, right):
        edge = max(cell.right for cell in side)
        start = min(cell.left for cell in side)
        if edge - start < _NARROWEST * size:
            return False
    in_turn = max(cell.order for cell in left) < min(cell.order for cell in right)
    edge = max(cell.right for cell in left)
    full = sum(1 for cell in left if edge - cell.right <= _FULL * size)
    return in_turn or full >= _FULL_SHARE * len(split)
