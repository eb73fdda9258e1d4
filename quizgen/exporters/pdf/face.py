"""TrueType files, read fast.

reportlab reads its font tables a number at a time; for ten thousand glyphs that takes
longer than laying out the pages.  Here the same tables stay packed, and what is asked
for is looked up in them: a worksheet needs a few hundred characters.
"""

from __future__ import annotations

import sys
from array import array
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from functools import lru_cache
from mmap import ACCESS_READ, mmap
from pathlib import Path
from struct import Struct, unpack_from
from typing import Any

from reportlab.pdfbase.ttfonts import TTFontFace

_SUBTABLE = Struct(">HHL")  # cmap: platform, encoding, offset
_FULL_UNICODE = ((3, 10), (0, 4), (0, 6))  # encodings of a cmap subtable in format 12
_GROUPS = 16  # where the groups of such a subtable begin


class Face(TTFontFace):  # type: ignore[misc]  # reportlab has no types
    """A typeface; ``charToGlyph``, ``hmetrics`` and ``glyphPos`` hold what reportlab's do."""

    def readFile(self, f: Any) -> None:  # noqa: N802 - reportlab's name
        """Map the file, of whose megabytes a worksheet needs some hundred outlines."""
        if isinstance(f, str):
            with Path(f).open("rb") as stream, suppress(ValueError, OSError):
                # it is empty, or stands where nothing can be mapped: then it is read
                self._ttf_data = mmap(stream.fileno(), 0, access=ACCESS_READ)
                self.filename = f
        super().readFile(f)

    def extractInfo(self, charInfo: int = 1) -> None:  # noqa: N802, N803 - reportlab's names
        """Read the tables; fonts without a full-Unicode cmap are left to reportlab."""
        groups = self._groups()
        if groups is None:
            super().extractInfo(charInfo)
            return
        super().extractInfo(0)
        self.charToGlyph = _Characters(groups)
        (count,) = unpack_from(">H", self.get_table("hhea"), 34)  # numberOfHMetrics
        self.hmetrics = _Metrics(_numbers("H", self.get_table("hmtx")), count)
        self.defaultWidth = self._pdfScale(self.hmetrics[0][0])
        (long,) = unpack_from(">h", self.get_table("head"), 50)  # indexToLocFormat
        table = self.get_table("loca")
        self.glyphPos = (
            _numbers("I", table) if long else [2 * place for place in _numbers("H", table)]
        )

    def get_table(self, tag: str) -> Any:
        """The table ``tag``; that of the outlines, of which a subset takes slices, is no copy."""
        if tag != "glyf":
            return super().get_table(tag)
        return _Slices(self._ttf_data, self.get_table_pos(tag)[0])

    def _groups(self) -> array[int] | None:
        """The groups of a cmap subtable in format 12: first and last code point, first glyph."""
        table = self.get_table("cmap")
        (subtables,) = unpack_from(">H", table, 2)
        for index in range(subtables):
            platform, encoding, offset = _SUBTABLE.unpack_from(table, 4 + index * _SUBTABLE.size)
            if (platform, encoding) not in _FULL_UNICODE:
                continue
            layout, length = unpack_from(">HxxL", table, offset)
            if layout == 12:
                return _numbers("I", table[offset + _GROUPS : offset + length])
        return None

    def advance(self, point: int) -> float:
        """The advance width of a character that the face has, in em."""
        units: int = self.hmetrics[self.charToGlyph[point]][0]
        return units / float(self.unitsPerEm)


class _Slices:
    """Slices of what begins at ``start`` in ``data``."""

    def __init__(self, data: bytes | mmap, start: int) -> None:
        self._data, self._start = data, start

    def __getitem__(self, part: slice) -> bytes:
        return self._data[self._start + part.start : self._start + part.stop]


class _Characters(Mapping[int, int]):
    """Code point → glyph, looked up in the groups of a cmap."""

    def __init__(self, groups: array[int]) -> None:
        self._firsts, self._lasts, self._glyphs = groups[0::3], groups[1::3], groups[2::3]

    def __getitem__(self, point: int) -> int:
        group = bisect_right(self._firsts, point) - 1
        if group < 0 or point > self._lasts[group]:
            raise KeyError(point)
        return self._glyphs[group] + point - self._firsts[group]

    def __iter__(self) -> Iterator[int]:
        for first, last in zip(self._firsts, self._lasts, strict=True):
            yield from range(first, last + 1)

    def __len__(self) -> int:
        return sum(self._lasts) - sum(self._firsts) + len(self._firsts)


class _Metrics(Sequence[tuple[int, int]]):
    """Advance width and left side bearing of each glyph; the last widths are all alike."""

    def __init__(self, table: array[int], count: int) -> None:
        """``count`` glyphs have a width of their own in ``table``."""
        self._table = table
        self._count = count

    def __getitem__(self, glyph: int) -> tuple[int, int]:  # type: ignore[override]  # no slices
        own = min(glyph, self._count - 1)
        at = 2 * own + 1 + glyph - own
        return self._table[2 * own], self._table[at]

    def __len__(self) -> int:
        return len(self._table) - self._count


def _numbers(code: str, table: bytes) -> array[int]:
    """A table of numbers with the highest byte first, two bytes each (``H``) or four (``I``)."""
    numbers = array(code)
    numbers.frombytes(table[: len(table) // numbers.itemsize * numbers.itemsize])
    if sys.byteorder == "little":
        numbers.byteswap()
    return numbers


@lru_cache(maxsize=16)
def load(path: Path) -> Face:
    """The face in file ``path``, read once a process.

    Raises whatever reportlab raises for a file that is no TrueType font, and ``OSError``.
    """
    return Face(str(path))
