"""Ruled tables: ruling lines → grid, words → cells, a row → one line with tabs.

Only what is ruled on the page is taken for a table; columns without rules stay lines.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from functools import cache
from operator import neg

from quizgen.readers.pdf.lines import Line, abreast, cell
from quizgen.readers.pdf.printed import Box, Page, PrintedLine, Word
from quizgen.records import dataclass
from quizgen.text import join_lines

_NEAR = 3.0  # points within which ruling lines meet and positions are the same
_SHORTEST = 4.0  # points; a shorter rule is a corner or a dash
_MOST_RULES = 3_000  # of a page: more are a drawing


@dataclass(frozen=True, slots=True)
class Grid:
    """A ruled grid: the positions of its lines (``ys`` from the top down), and the rules."""

    xs: tuple[float, ...]
    ys: tuple[float, ...]
    upright: tuple[Box, ...]
    level: tuple[Box, ...]

    def holds(self, x: float, y: float) -> bool:
        """Whether a point lies inside."""
        return self.xs[0] < x < self.xs[-1] and self.ys[-1] < y < self.ys[0]

    def cell(self, x: float, y: float) -> tuple[int, int]:
        """Row and column of a point inside."""
        return bisect_right(self.ys, -y, key=neg) - 1, bisect_right(self.xs, x) - 1

    def first(self, row: int, column: int) -> tuple[int, int]:
        """Of the cells that are merged with one, the first."""
        while row > 0 and not self._ruled_above(row, column):
            row -= 1
        while column > 0 and not self._ruled_before(row, column):
            column -= 1
        return row, column

    def _ruled_above(self, row: int, column: int) -> bool:
        x, y = (self.xs[column] + self.xs[column + 1]) / 2, self.ys[row]
        return any(
            abs((bottom + top) / 2 - y) <= _NEAR and left - _NEAR <= x <= right + _NEAR
            for left, bottom, right, top in self.level
        )

    def _ruled_before(self, row: int, column: int) -> bool:
        x, y = self.xs[column], (self.ys[row] + self.ys[row + 1]) / 2
        return any(
            abs((left + right) / 2 - x) <= _NEAR and bottom - _NEAR <= y <= top + _NEAR
            for left, bottom, right, top in self.upright
        )


def grids(rules: Sequence[Box]) -> list[Grid]:
    """The grids of two rows and two columns or more that the rules of a page make."""
    long = [box for box in rules if max(box[2] - box[0], box[3] - box[1]) >= _SHORTEST]
    if not 4 <= len(long) <= _MOST_RULES:
        return []
    found: list[Grid] = []
    for group in _connected(long):
        upright = tuple(box for box in group if box[3] - box[1] > box[2] - box[0])
        level = tuple(box for box in group if box[3] - box[1] <= box[2] - box[0])
        xs = _positions((left + right) / 2 for left, _, right, _ in upright)
        ys = _positions((bottom + top) / 2 for _, bottom, _, top in level)
        if len(xs) > 2 and len(ys) > 2:
            found.append(Grid(tuple(xs), tuple(reversed(ys)), upright, level))
    return found


def _positions(values: Iterable[float]) -> list[float]:
    """The values in order, those that are nearly the same once."""
    kept: list[float] = []
    for value in sorted(values):
        if not kept or value - kept[-1] > _NEAR:
            kept.append(value)
    return kept


def _connected(rules: Sequence[Box]) -> list[list[Box]]:
    """The rules in groups that touch each other."""
    parents = list(range(len(rules)))

    def root(index: int) -> int:
        while parents[index] != index:
            parents[index] = parents[parents[index]]
            index = parents[index]
        return index

    order = sorted(range(len(rules)), key=lambda index: rules[index][0])
    open_rules: list[int] = []
    for index in order:
        left, bottom, _, top = rules[index]
        open_rules = [other for other in open_rules if rules[other][2] + _NEAR >= left]
        for other in open_rules:
            if rules[other][1] - _NEAR <= top and bottom <= rules[other][3] + _NEAR:
                parents[root(other)] = root(index)
        open_rules.append(index)
    groups: dict[int, list[Box]] = {}
    for index, rule in enumerate(rules):
        groups.setdefault(root(index), []).append(rule)
    return list(groups.values())


def take_tables(page: Page, lines: Sequence[PrintedLine]) -> tuple[list[Line], list[PrintedLine]]:
    """The rows of the ruled tables of a page, and the lines outside of them."""
    rows: list[Line] = []
    rest = list(lines)
    for grid in grids(page.rules):
        inside: list[PrintedLine] = []
        outside: list[PrintedLine] = []
        for line in rest:
            (inside if line.upright and _inside(grid, line) else outside).append(line)
        rest = outside
        rows += _rows(grid, inside, page.number)
    return rows, rest


def _inside(grid: Grid, line: PrintedLine) -> bool:
    middle = (line.bottom + line.top) / 2
    return all(grid.holds((word.left + word.right) / 2, middle) for word in line.words)


def _rows(grid: Grid, lines: Sequence[PrintedLine], page: int) -> list[Line]:
    """The rows of a table from the top down; a row with one filled cell is a plain line."""
    content: dict[tuple[int, int], list[Line]] = {}
    own = cache(grid.first)
    for order, line in enumerate(lines):
        middle = (line.bottom + line.top) / 2
        runs: dict[tuple[int, int], list[Word]] = {}
        for word in line.words:
            place = own(*grid.cell((word.left + word.right) / 2, middle))
            runs.setdefault(place, []).append(word)
        for place, words in runs.items():
            content.setdefault(place, []).append(cell(line, words, page, order))
    rows: list[Line] = []
    for row in sorted({place[0] for place in content}):
        texts = [
            join_lines([line.text for line in abreast(content.get((row, column), []))])
            for column in range(len(grid.xs) - 1)
        ]
        first = next(cells[0] for place, cells in content.items() if place[0] == row)
        rows.append(
            Line(
                "\t".join(texts).strip("\t"),
                grid.xs[0],
                grid.xs[-1],
                grid.ys[row + 1],
                grid.ys[row],
                first.size,
                page,
                ruled=True,
                row=sum(map(bool, texts)) > 1,
            )
        )
    return rows
