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
    page: _Reference | None = None
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
        self._page_reference: _Reference | None = None  # to the last page that has content
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
            self._page_reference = _Reference(document.thisPageRef())
        page = self._pages[-1]
        element = _Element(tag, page=self._page_reference, content=len(page))
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
        tree["K"] = self._write(document, self._root, _Reference(tree_reference), references)
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
        self, document: Any, element: _Element, parent: _Reference, references: dict[int, Any]
    ) -> Any:
        """The reference of ``element``, written below ``parent``."""
        entry = _Entry(element, parent)
        reference = document.Reference(entry, f"element:{len(references)}")
        references[id(element)] = reference
        own = _Reference(reference)
        entry.kids = [self._write(document, kid, own, references) for kid in element.kids]
        return reference


class _Marked(AbstractContextManager[None]):
    """Marked content that has begun, whichever it is; it ends with the block."""

    def __init__(self, canvas: Canvas) -> None:
        self._canvas = canvas

    def __exit__(self, *_: object) -> None:
        self._canvas.addLiteral("EMC")


class _Reference:
    """A reference to an object, written out once however often it is used."""

    def __init__(self, reference: Any) -> None:
        self._reference = reference
        self._written = b""

    def format(self, document: Any) -> bytes:
        """The reference as it stands in the file; all objects must have their numbers."""
        if not self._written:
            self._written = self._reference.format(document)
        return self._written


class _Entry(pdfdoc.PDFObject):  # type: ignore[misc]  # reportlab has no types
    """A structure element as reportlab writes it; its own dictionaries take three times as long."""

    def __init__(self, element: _Element, parent: _Reference) -> None:
        self._element = element
        self._parent = parent
        self.kids: list[Any] = []

    def format(self, document: Any) -> bytes:
        element = self._element
        head = f"<< /Type /StructElem /S /{element.tag} /P ".encode("ascii")
        parent = self._parent.format(document)
        if element.page is None:
            kids = b" ".join(kid.format(document) for kid in self.kids)
            return head + parent + b" /K [ " + kids + b" ] >>"
        page = element.page.format(document)
        return head + parent + b" /Pg " + page + f" /K {element.content} >>".encode("ascii")
