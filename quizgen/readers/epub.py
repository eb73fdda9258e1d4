"""E-books (.epub) → Reading: the chapters in the order of the spine (EPUB 3.3, 5.7).

A chapter is a web page of which all is text.  The book's own contents list is left out.
"""

from __future__ import annotations

from quizgen.document import Reading
from quizgen.errors import UnreadableDocument
from quizgen.readers.archive import Archive, XmlElement, open_archive, resolve
from quizgen.readers.decode import decode
from quizgen.readers.html.blocks import pieces_of
from quizgen.readers.html.main_part import whole_page
from quizgen.readers.html.page import parse
from quizgen.readers.pieces import Piece, assemble

_CONTAINER = "META-INF/container.xml"
_ENCRYPTION = "META-INF/encryption.xml"
_PAGES = frozenset({"application/xhtml+xml", "text/html", "application/x-dtbook+xml"})
# Fonts may be garbled so that they cannot be taken out of the book: no matter to a reader.
_FONT_OBFUSCATION = frozenset(
    {"http://www.idpf.org/2008/embedding", "http://ns.adobe.com/pdf/enc#RC"}
)


def read(data: bytes, name: str, encoding: str | None = None) -> Reading:
    """The blocks of an e-book; see :func:`quizgen.readers.read`.

    ``encoding`` overrides what the chapters say.
    """
    archive = open_archive(data, name, "e-book (.epub)")
    _refuse_encrypted(archive)
    path = _package_path(archive)
    package = archive.xml(path)
    pieces: list[Piece] = []
    for chapter in _chapters(package, path, archive):
        pieces += _chapter_pieces(archive.bytes(chapter), f"{name}, {chapter}", encoding)
    if not pieces:
        raise UnreadableDocument(
            name,
            "there is no text in this e-book",
            "if its pages are pictures, recognise their text (OCR)",
        )
    text, blocks, marked = assemble(pieces)
    return Reading(text, blocks, title=_title(package), marked=marked)


def _refuse_encrypted(archive: Archive) -> None:
    if _ENCRYPTION not in archive:
        return
    methods = {
        element.get("Algorithm") for element in archive.xml(_ENCRYPTION).iter("{*}EncryptionMethod")
    }
    if methods - _FONT_OBFUSCATION:
        raise UnreadableDocument(
            archive.name,
            "this e-book is encrypted (DRM)",
            "get an edition without copy protection",
        )


def _package_path(archive: Archive) -> str:
    """The path of the package document, which lists the parts of the book."""
    for element in archive.xml(_CONTAINER).iter("{*}rootfile"):
        path = element.get("full-path")
        if path:
            return str(path)
    raise archive.damaged("it names no package document")


def _chapters(package: XmlElement, path: str, archive: Archive) -> list[str]:
    """The entries of the pages, in reading order."""
    items = {element.get("id"): element for element in package.iter("{*}item")}
    chapters: list[str] = []
    for reference in package.iter("{*}itemref"):
        item = items.get(reference.get("idref"))
        if item is None:
            raise archive.damaged("a chapter is missing")
        is_contents = "nav" in item.get("properties", "").split()
        if item.get("media-type") in _PAGES and not is_contents:
            chapters.append(resolve(path, item.get("href", "")))
    return chapters


def _chapter_pieces(data: bytes, where: str, encoding: str | None) -> list[Piece]:
    if not data.strip():
        return []
    page = parse(decode(data, where, encoding, declared_in_markup=True).text, where)
    return pieces_of(page, whole_page(page))


def _title(package: XmlElement) -> str:
    for element in package.iter("{http://purl.org/dc/elements/1.1/}title"):
        return " ".join("".join(element.itertext()).split())
    return ""
