"""The font that stands for Chinese fonts which a PDF names and does not bring along.

PDFium asks the machine for one, and drops a sign that this one lacks when it is printed by
itself: ① before its line, the quotation marks around a term.  With the bundled font the
text is whole, and the same on every machine.
"""

from __future__ import annotations

import ctypes
import struct
from functools import cache
from typing import Any

from quizgen.resources import Templates

_FONT = "fonts/song.ttf"
_CHARSETS = frozenset({128, 129, 134, 136})  # FXFONT_: Japanese, Korean, simplified, traditional
_HANDLE = 0x5155495A  # any number that is no handle of PDFium's own
_WHOLE = 0  # stands for the whole file where a table is asked for


@cache
def install() -> None:  # noqa: C901  the five callbacks of one interface
    """Let PDFium use the bundled font, in this process."""
    from pypdfium2 import PdfSysfontBase  # noqa: PLC0415  loads a large library

    class Substitute(PdfSysfontBase):  # type: ignore[misc]
        """PDFium's own choice, but for Chinese, Japanese and Korean."""

        def MapFont(  # noqa: N802, PLR0913, PLR0917  the names and arguments of the interface
            self, _: Any, weight: int, italic: int, charset: int, family: int, face: Any, exact: Any
        ) -> Any:
            if charset in _CHARSETS:
                return _HANDLE
            return self.default.MapFont(self.default, weight, italic, charset, family, face, exact)

        def GetFontData(  # noqa: N802
            self, _: Any, font: Any, table: int, buffer: Any, size: int
        ) -> int:
            if font != _HANDLE:
                return int(self.default.GetFontData(self.default, font, table, buffer, size))
            data = _data(table)
            if buffer and size >= len(data):
                ctypes.memmove(buffer, data, len(data))
            return len(data)

        def GetFaceName(self, _: Any, font: Any, buffer: Any, size: int) -> int:  # noqa: N802
            if font != _HANDLE:
                return int(self.default.GetFaceName(self.default, font, buffer, size))
            return 0

        def GetFontCharset(self, _: Any, font: Any) -> int:  # noqa: N802
            if font != _HANDLE:
                return int(self.default.GetFontCharset(self.default, font))
            return 134

        def DeleteFont(self, _: Any, font: Any) -> None:  # noqa: N802
            if font != _HANDLE:
                self.default.DeleteFont(self.default, font)

    Substitute().setup()


@cache
def _data(table: int) -> bytes:
    """The font file, or its table whose tag is ``table`` in big-endian; empty if it has none."""
    whole = Templates().path(_FONT).read_bytes()
    if table == _WHOLE:
        return whole
    (count,) = struct.unpack_from(">H", whole, 4)
    for index in range(count):
        tag, _, start, length = struct.unpack_from(">4I", whole, 12 + 16 * index)
        if tag == table:
            return whole[start : start + length]
    return b""
