"""Tagged PDF: what a screen reader is told about the pages (PDF 32000-1, 14.7 and 14.8).

reportlab writes none of it, so the structure tree is built here beside the drawing:
elements are opened and closed around marked content, pages keep their own lists.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, field
from typing import Any

from reportlab.pdfbase import pdfdoc
from reportlab.pdfgen.canvas import Canvas


@dataclass(slots=True)
class _Element:
    """A node of the structure tree; ``page`` and ``content`` are set on leaves alone."""

    tag: str
    kids: list[_Element] = field(default_factory=list)
    page: Any = None
    content: int = 0


class Tagger:
    """Marks the content of a canvas, and writes the structure tree at the end."""

    def __init__(self, canvas: Canvas) -> None:
        """Nothing is marked yet."""
        self._canvas = canvas
        self._root = _Element("Document")
        self._open = [self._root]
        self._pages: list[list[_Element]] = []
        self._page_names: list[str] = []
        self._marked = _Marked(canvas)

    @contextmanager
    def group(self, tag: str) -> Iterator[None]:
        """An element that holds others (``Table``, ``TR``)."""
        element = _Element(tag)
        self._open[-1].kids.append(element)
        self._open.append(element)
        yield
        self._open.pop()

    def content(self, tag: str) -> AbstractContextManager[None]:
        """What is drawn inside is the content of a new element (``P``, ``H1``, ``TD``)."""
        document = self._canvas._doc  # noqa: SLF001 - the only way to it
        name = document.thisPageName()
        if not self._page_names or self._page_names[-1] != name:
            self._page_names.append(name)
            self._pages.append([])
        page = self._pages[-1]
        element = _Element(tag, page=document.thisPageRef(), content=len(page))
        page.append(element)
        self._open[-1].kids.append(element)
        self._canvas.addLiteral(f"/{tag} <</MCID {element.content}>> BDC")
        return self._marked

    def artifact(self) -> AbstractContextManager[None]:
        """What is drawn inside is decoration: footers, frames."""
        self._canvas.addLiteral("/Artifact BMC")
        return self._marked

    def finish(self) -> None:
        """Write the tree; after the last page, before the canvas is saved."""
        document = self._canvas._doc  # noqa: SLF001 - the only way to it
        tree = pdfdoc.PDFDictionary({"Type": pdfdoc.PDFName("StructTreeRoot")})
        tree_reference = document.Reference(tree, "structure")
        references: dict[int, Any] = {}
        tree["K"] = self._write(document, self._root, tree_reference, references)
        parents: list[Any] = []
        for number, (name, leaves) in enumerate(zip(self._page_names, self._pages, strict=True)):
            row = pdfdoc.PDFArray([references[id(leaf)] for leaf in leaves])
            parents += [number, document.Reference(row, f"parents:{number}")]
            page = document.idToObject[name]
            page.__NoDefault__ = [*page.__NoDefault__, "StructParents", "Tabs"]
            page.StructParents = number
            page.Tabs = pdfdoc.PDFName("S")
        numbers = pdfdoc.PDFDictionary({"Nums": pdfdoc.PDFArray(parents)})
        tree["ParentTree"] = document.Reference(numbers, "parents")
        tree["ParentTreeNextKey"] = len(self._pages)
        catalogue = document.Catalog
        catalogue.StructTreeRoot = tree
        catalogue.MarkInfo = pdfdoc.PDFDictionary({"Marked": "true"})
        catalogue.ViewerPreferences = pdfdoc.PDFDictionary({"DisplayDocTitle": "true"})

    def _write(
        self, document: Any, element: _Element, parent: Any, references: dict[int, Any]
    ) -> Any:
        """The reference of ``element``, written below ``parent``."""
        entry = _Entry(element, parent)
        reference = document.Reference(entry, f"element:{len(references)}")
        references[id(element)] = reference
        entry.kids = [self._write(document, kid, reference, references) for kid in element.kids]
        return reference


class _Marked(AbstractContextManager[None]):
    """Marked content that has begun, whichever it is; it ends with the block."""

    def __init__(self, canvas: Canvas) -> None:
        self._canvas = canvas

    def __exit__(self, *_: object) -> None:
        self._canvas.addLiteral("EMC")


class _Entry(pdfdoc.PDFObject):  # type: ignore[misc]  # reportlab has no types
    """A structure element as reportlab writes it; its own dictionaries take three times as long."""

    def __init__(self, element: _Element, parent: Any) -> None:
        self._element = element
        self._parent = parent
        self.kids: list[Any] = []

    def format(self, document: Any) -> bytes:
        element = self._element
        head = f"<< /Type /StructElem /S /{element.tag} /P ".encode("ascii")
        parent: bytes = self._parent.format(document)
        if element.page is None:
            kids = b" ".join(kid.format(document) for kid in self.kids)
            return head + parent + b" /K [ " + kids + b" ] >>"
        page: bytes = element.page.format(document)
        return head + parent + b" /Pg " + page + f" /K {element.content} >>".encode("ascii")
