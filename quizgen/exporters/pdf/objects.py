"""Objects of a PDF that are written here, byte for byte, into reportlab's document.

reportlab makes an object of dictionaries in dictionaries, each value with a method that
formats it.  For the few kinds of object of which a long sheet has thousands (pages, their
contents, structure elements) that takes longer than to set the text.
"""

from __future__ import annotations

import zlib
from typing import Any

from reportlab.lib.rl_accel import fp_str
from reportlab.pdfbase import pdfdoc

# As small as the usual level 6 to some hundredths, in two thirds of the time.
_LEVEL = 4


def add(document: Any, name: str, written: bytes) -> int:
    """Give ``document`` an object that is ``written``; its number."""
    document.Reference(written, name)
    number: int = document.objectcounter
    return number


def number_of(document: Any, name: str) -> int:
    """The number of an object that ``document`` has."""
    number: int = document.idToObjectNumberAndVersion[name][0]
    return number


class PageObject(pdfdoc.PDFObject):  # type: ignore[misc]  # reportlab has no types
    """A page, in place of the one that reportlab made, with its content deflated."""

    def __init__(self, document: Any, name: str) -> None:
        """Take the place of the finished page ``name``, whose content is not kept as it was."""
        page = document.idToObject[name]
        content = zlib.compress(page.stream.encode("ascii"), _LEVEL)
        head = f"<< /Filter /FlateDecode /Length {len(content)} >>\nstream\n"
        written = head.encode("ascii") + content + b"\nendstream\n"
        self._content = add(document, f"content:{name}", written)
        self._box = f"[ 0 0 {fp_str(page.pagewidth, page.pageheight)} ]"
        self._links = pdfdoc.PDFArray(page.Annots) if page.Annots else None
        self.parents: int | None = None  # the row of the structure tree's parents, if it has one
        page.stream = None  # the document's list of pages holds ``page`` till the end
        document.idToObject[name] = self

    def format(self, document: Any) -> bytes:
        """The page as it stands in the file."""
        fonts = number_of(document, pdfdoc.BasicFonts)
        pages = document.Reference(document.Pages).format(document)
        parts = [
            b"<< /Type /Page /Parent " + pages,
            f"/MediaBox {self._box} /Contents {self._content} 0 R".encode("ascii"),
            f"/Resources << /Font {fonts} 0 R /ProcSet [ /PDF /Text ] >>".encode("ascii"),
        ]
        if self._links:
            parts.append(b"/Annots " + self._links.format(document))
        if self.parents is not None:
            parts.append(f"/StructParents {self.parents} /Tabs /S".encode("ascii"))
        return b"\n".join([*parts, b">>"])
