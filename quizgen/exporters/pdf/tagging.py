"""Tagged PDF: what a screen reader is told about the pages (PDF 32000-1, 14.7 and 14.8).

reportlab writes none of it, so the structure tree is built here beside the drawing:
elements are opened and closed around marked content, pages keep their own lists.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from typing import Any

from reportlab.pdfbase import pdfdoc
from reportlab.pdfgen.canvas import Canvas

from quizgen.exporters.pdf.objects import add, number_of

# A node of the structure tree, which others name by its place in the list of all: the tag, the
# parent, the page on which the content of a leaf is (-1 for what has kids), the number of the
# content on that page, and the kids.
_Element = tuple[str, int, int, int, list[int]]

_NO_KIDS: list[int] = []  # of all leaves


class Tagger:
    """Marks the content of a canvas, and writes the structure tree at the end."""

    def __init__(self, canvas: Canvas) -> None:
        """Nothing is marked yet."""
        self._canvas = canvas
        self._elements: list[_Element] = [("Document", -1, -1, 0, [])]
        self._open = [0]
        self._pages: list[list[int]] = []  # the leaves of each page that has any
        self._page_names: list[str] = []
        self._marked = _Marked(canvas)

    @contextmanager
    def group(self, tag: str) -> Iterator[None]:
        """An element that holds others (``Table``, ``TR``)."""
        self._open.append(self._add(tag, -1, 0, []))
        yield
        self._open.pop()

    def content(self, tag: str) -> AbstractContextManager[None]:
        """What is drawn inside is the content of a new element (``P``, ``H1``, ``TD``)."""
        name = self._canvas._doc.thisPageName()  # noqa: SLF001 - the only way to it
        if not self._page_names or self._page_names[-1] != name:
            self._page_names.append(name)
            self._pages.append([])
        leaves = self._pages[-1]
        content = len(leaves)
        leaves.append(self._add(tag, len(self._pages) - 1, content, _NO_KIDS))
        self._canvas.addLiteral(f"/{tag} <</MCID {content}>> BDC")
        return self._marked

    def artifact(self) -> AbstractContextManager[None]:
        """What is drawn inside is decoration: footers, frames."""
        self._canvas.addLiteral("/Artifact BMC")
        return self._marked

    def finish(self) -> None:
        """Write the tree; after the last page, before the canvas is saved.

        Every page must be a :class:`PageObject` by now.
        """
        document = self._canvas._doc  # noqa: SLF001 - the only way to it
        tree = pdfdoc.PDFDictionary({"Type": pdfdoc.PDFName("StructTreeRoot")})
        document.Reference(tree, "structure")
        root = document.objectcounter
        first = root + 1  # the elements are the next objects, in their order
        pages = [number_of(document, name) for name in self._page_names]
        for place, (tag, parent, page, content, kids) in enumerate(self._elements):
            above = first + parent if parent >= 0 else root
            if page < 0:
                held = " ".join([f"{first + kid} 0 R" for kid in kids])
                what = f"/K [ {held} ]"
            else:
                what = f"/Pg {pages[page]} 0 R /K {content}"
            written = f"<< /Type /StructElem /S /{tag} /P {above} 0 R {what} >>"
            add(document, f"element:{place}", written.encode("ascii"))
        tree["K"] = pdfdoc.PDFObjectReference("element:0")
        parents: list[Any] = []
        for row, (name, leaves) in enumerate(zip(self._page_names, self._pages, strict=True)):
            held = " ".join([f"{first + leaf} 0 R" for leaf in leaves])
            add(document, f"parents:{row}", f"[ {held} ]".encode("ascii"))
            parents += [row, pdfdoc.PDFObjectReference(f"parents:{row}")]
            document.idToObject[name].parents = row
        numbers = pdfdoc.PDFDictionary({"Nums": pdfdoc.PDFArray(parents)})
        tree["ParentTree"] = document.Reference(numbers, "parents")
        tree["ParentTreeNextKey"] = len(self._pages)
        catalogue = document.Catalog
        catalogue.StructTreeRoot = tree
        catalogue.MarkInfo = pdfdoc.PDFDictionary({"Marked": "true"})
        catalogue.ViewerPreferences = pdfdoc.PDFDictionary({"DisplayDocTitle": "true"})

    def _add(self, tag: str, page: int, content: int, kids: list[int]) -> int:
        """A new element in the one that is open; its place in the list."""
        place = len(self._elements)
        parent = self._open[-1]
        self._elements.append((tag, parent, page, content, kids))
        self._elements[parent][-1].append(place)
        return place


class _Marked(AbstractContextManager[None]):
    """Marked content that has begun, whichever it is; it ends with the block."""

    def __init__(self, canvas: Canvas) -> None:
        self._canvas = canvas

    def __exit__(self, *_: object) -> None:
        self._canvas.addLiteral("EMC")
