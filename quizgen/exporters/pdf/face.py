"""TrueType files, read fast.

reportlab reads its font tables a number at a time; for ten thousand glyphs that takes
longer than laying out the pages.  Here the same tables are unpacked at one stroke.
"""

from __future__ import annotations

from functools import lru_cache
from itertools import chain, count
from pathlib import Path
from struct import Struct, iter_unpack, unpack_from

from reportlab.pdfbase.ttfonts import TTFontFace

_SUBTABLE = Struct(">HHL")  # cmap: platform, encoding, offset
_FULL_UNICODE = ((3, 10), (0, 4), (0, 6))  # encodings of a cmap subtable in format 12


class Face(TTFontFace):  # type: ignore[misc]  # reportlab has no types
    """A typeface; ``charToGlyph``, ``hmetrics`` and ``glyphPos`` are as reportlab makes them."""

    def extractInfo(self, charInfo: int = 1) -> None:  # noqa: N802, N803 - reportlab's names
        """Read the tables; fonts without a full-Unicode cmap are left to reportlab."""
        groups = self._groups()
        if groups is None:
            super().extractInfo(charInfo)
            return
        super().extractInfo(0)
        glyphs: dict[int, int] = {}
        for first, last, glyph in groups:
            glyphs.update(zip(range(first, last + 1), count(glyph), strict=False))
        self.charToGlyph = glyphs
        (metrics,) = unpack_from(">H", self.get_table("hhea"), 34)  # numberOfHMetrics
        table = self.get_table("hmtx")
        self.hmetrics = list(iter_unpack(">HH", table[: 4 * metrics]))
        advance = self.hmetrics[-1][0]
        rest = iter_unpack(">H", table[4 * metrics :])
        self.hmetrics += [(advance, side) for (side,) in rest]
        self.defaultWidth = self._pdfScale(self.hmetrics[0][0])
        (long,) = unpack_from(">h", self.get_table("head"), 50)  # indexToLocFormat
        table = self.get_table("loca")
        if long:
            self.glyphPos = list(chain.from_iterable(iter_unpack(">L", table)))
        else:
            self.glyphPos = [2 * place for (place,) in iter_unpack(">H", table)]

    def _groups(self) -> list[tuple[int, int, int]] | None:
        """The groups of a cmap subtable in format 12: first and last code point, first glyph."""
        table = self.get_table("cmap")
        (subtables,) = unpack_from(">H", table, 2)
        for index in range(subtables):
            platform, encoding, offset = _SUBTABLE.unpack_from(table, 4 + index * _SUBTABLE.size)
            if (platform, encoding) not in _FULL_UNICODE:
                continue
            layout, length = unpack_from(">HxxL", table, offset)
            if layout == 12:
                return list(iter_unpack(">LLL", table[offset + 16 : offset + length]))
        return None

    def advance(self, point: int) -> float:
        """The advance width of a character that the face has, in em."""
        units: int = self.hmetrics[self.charToGlyph[point]][0]
        return units / float(self.unitsPerEm)


@lru_cache(maxsize=16)
def load(path: Path) -> Face:
    """The face in file ``path``, read once a process.

    Raises whatever reportlab raises for a file that is no TrueType font, and ``OSError``.
    """
    return Face(str(path))
