"""PDF bytes → pages, bookmarks and title, within limits.

PDFium does the parsing; only here and in :mod:`quizgen.readers.pdf.page` is it called.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from itertools import islice
from typing import Any

from quizgen.errors import UnreadableDocument
from quizgen.readers.glyphs import ordinary
from quizgen.readers.pdf import substitute
from quizgen.readers.pdf.page import PageReader
from quizgen.readers.pdf.printed import Bookmark, Page, Source
from quizgen.readers.pdf.streams import is_too_large
from quizgen.readers.pdf.tounicode import mended
from quizgen.text import squeeze

MAX_PAGES = 3_000
MAX_CHARACTERS = 5_000_000
_MAX_BOOKMARKS = 5_000
_SAVE_ANEW = "open it in a PDF reader and print or save it to a new file"


def load(data: bytes, name: str) -> Source:
    """Read all pages; from a glyph without a character on, anew with mended tables.

    Raises :exc:`UnreadableDocument` when ``data`` are no PDF, need a password or go beyond
    the limits of pages and characters.
    """
    if is_too_large(data):
        raise UnreadableDocument(name, "it unpacks to far more than a document holds", _SAVE_ANEW)
    return _load(data, name, may_mend=True)


def _load(data: bytes, name: str, *, may_mend: bool) -> Source:
    with _document(data, name) as document:
        count = len(document)
        if count > MAX_PAGES:
            raise UnreadableDocument(
                name, f"it has {count:,} pages; at most {MAX_PAGES:,} are read", "split it"
            )
        pages: list[Page] = []
        damaged: list[int] = []
        characters = 0
        seen: set[str] = set()
        for index in range(count):
            page = _page(document, index, seen)
            if page is None:
                damaged.append(index + 1)
                continue
            if page.unmapped and may_mend:
                may_mend = False
                if (better := mended(data)) is not data:
                    return _load(better, name, may_mend=False)
            texts = [line.text for line in page.lines]
            characters += sum(map(len, texts))
            if characters > MAX_CHARACTERS:
                raise UnreadableDocument(
                    name, f"it has more than {MAX_CHARACTERS:,} characters", "split it"
                )
            seen.update(texts)
            pages.append(page)
        if not pages:
            raise UnreadableDocument(name, "none of its pages can be read", _SAVE_ANEW)
        title = ordinary(document.get_metadata_value("Title"))
        return Source(tuple(pages), tuple(_bookmarks(document)), title, tuple(damaged))


@contextmanager
def _document(data: bytes, name: str) -> Iterator[Any]:
    import pypdfium2 as pdfium  # noqa: PLC0415  loads a large library
    from pypdfium2 import raw  # noqa: PLC0415

    substitute.install()
    try:
        document = pdfium.PdfDocument(data)
    except pdfium.PdfiumError as error:
        if raw.FPDF_GetLastError() == raw.FPDF_ERR_PASSWORD:
            raise UnreadableDocument(
                name, "it needs a password", "save a copy without one, for example with qpdf"
            ) from error
        raise UnreadableDocument(name, "this is no PDF, or it is damaged", _SAVE_ANEW) from error
    try:
        yield document
    finally:
        document.close()


def _bookmarks(document: Any) -> Iterator[Bookmark]:
    from pypdfium2 import raw  # noqa: PLC0415  loads a large library

    for entry in islice(document.get_toc(), _MAX_BOOKMARKS):
        place = entry.get_dest()
        index = raw.FPDFDest_GetDestPageIndex(document, place) if place else -1
        yield Bookmark(squeeze(ordinary(entry.get_title())), entry.level + 1, index + 1)


def _page(document: Any, index: int, seen: set[str]) -> Page | None:
    """A page of the document; None when it cannot be loaded."""
    from pypdfium2 import PdfiumError  # noqa: PLC0415  loads a large library

    try:
        page = document[index]
    except PdfiumError:
        return None
    try:
        return PageReader(page).read(index + 1, seen)
    except PdfiumError:
        return None
    finally:
        page.close()
