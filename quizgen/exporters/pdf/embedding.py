"""A subset of a typeface inside a PDF document.

A composite font (PDF 32000-1, 9.7) with two-byte codes: one font object a face, however
many characters it takes.  Code → glyph and code → Unicode are written out, so that every
character, those beyond the BMP included, comes back when the text is copied or searched.
"""

from __future__ import annotations

from typing import Any

from reportlab.pdfbase import pdfdoc

from quizgen.exporters.pdf.face import Face

_ROWS = 100  # entries that a block of a CMap may have (Adobe technical note 5014)

_CMAP_HEAD = """/CIDInit /ProcSet findresource begin
12 dict begin
begincmap
/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def
/CMapName /Adobe-Identity-UCS def
/CMapType 2 def
1 begincodespacerange
<0000> <FFFF>
endcodespacerange
"""
_CMAP_TAIL = "endcmap\nCMapName currentdict /CMap defineresource pop\nend\nend\n"


class EmbeddedFont:
    """The characters of one face that one document uses.

    ``name`` is that of the resource on every page (``F1``).  The object is one of
    reportlab's dynamic fonts: the document calls :meth:`addObjects` when it is written.
    """

    _dynamicFont = 1  # noqa: N815 - reportlab's name

    def __init__(self, name: str, face: Face) -> None:
        """No character yet."""
        self.name = name
        self.fontName = name
        self.face = face
        self._codes: dict[str, int] = {}

    def code(self, character: str) -> str:
        """The code of ``character``, four hexadecimal digits; the face must have it."""
        number = self._codes.setdefault(character, len(self._codes) + 1)
        return f"{number:04X}"

    @property
    def characters(self) -> tuple[str, ...]:
        """The characters in the order of their codes, which begin with 1."""
        return tuple(self._codes)

    def addObjects(self, document: Any) -> None:  # noqa: N802 - reportlab's name
        """Write the font's objects into reportlab's ``document``."""
        points = [ord(character) for character in self.characters]
        tag = "".join(chr(ord("A") + int(digit)) for digit in self.name[1:].zfill(6))
        base = f"{tag}+{self.face.name.decode('ascii')}"
        descriptor = self.face.addSubsetObjects(document, base, points)
        descendant = pdfdoc.PDFDictionary(
            {
                "Type": pdfdoc.PDFName("Font"),
                "Subtype": pdfdoc.PDFName("CIDFontType2"),
                "BaseFont": pdfdoc.PDFName(base),
                "CIDSystemInfo": pdfdoc.PDFDictionary(
                    {
                        "Registry": pdfdoc.PDFString("Adobe"),
                        "Ordering": pdfdoc.PDFString("Identity"),
                        "Supplement": 0,
                    }
                ),
                "FontDescriptor": descriptor,
                "DW": 1000,
                "W": self._widths(points),
                "CIDToGIDMap": self._stream(document, "gid", self._glyphs(points)),
            }
        )
        font = pdfdoc.PDFDictionary(
            {
                "Type": pdfdoc.PDFName("Font"),
                "Subtype": pdfdoc.PDFName("Type0"),
                "BaseFont": pdfdoc.PDFName(base),
                "Encoding": pdfdoc.PDFName("Identity-H"),
                "DescendantFonts": pdfdoc.PDFArray(
                    [document.Reference(descendant, f"descendant:{self.name}")]
                ),
                "ToUnicode": self._stream(document, "unicode", self._to_unicode()),
            }
        )
        fonts = document.idToObject[pdfdoc.BasicFonts]
        fonts[self.name] = document.Reference(font, f"font:{self.name}")

    def _widths(self, points: list[int]) -> Any:
        """``W``: the widths of what is not an em wide."""
        rows: list[Any] = []
        for number, point in enumerate(points, 1):
            width = round(1000 * self.face.advance(point))
            if width != 1000:
                rows += [number, pdfdoc.PDFArray([width])]
        return pdfdoc.PDFArray(rows)

    def _glyphs(self, points: list[int]) -> bytes:
        """``CIDToGIDMap``: the glyphs' places in the subset, which reportlab numbers in order."""
        place: dict[int, int] = {0: 0}
        glyphs = [0]
        for point in points:
            glyph = self.face.charToGlyph[point]
            glyphs.append(place.setdefault(glyph, len(place)))
        return b"".join(glyph.to_bytes(2, "big") for glyph in glyphs)

    def _to_unicode(self) -> bytes:
        rows = [
            f"<{number:04X}> <{character.encode('utf-16-be').hex().upper()}>"
            for character, number in self._codes.items()
        ]
        blocks = []
        for first in range(0, len(rows), _ROWS):
            block = rows[first : first + _ROWS]
            blocks += [f"{len(block)} beginbfchar", *block, "endbfchar"]
        return (_CMAP_HEAD + "\n".join(blocks) + "\n" + _CMAP_TAIL).encode("ascii")

    def _stream(self, document: Any, what: str, content: bytes) -> Any:
        stream = pdfdoc.PDFStream()
        stream.content = content
        stream.filters = [pdfdoc.PDFZCompress]
        return document.Reference(stream, f"{what}:{self.name}")
