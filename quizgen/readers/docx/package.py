"""bytes → the parts of a Word package, or one clear line why not."""

from __future__ import annotations

import zipfile
from io import BytesIO

from quizgen.errors import UnreadableDocument
from quizgen.readers.archive import MOST_TEXT_BYTES, open_archive, parse, too_large
from quizgen.readers.docx.names import Element
from quizgen.records import dataclass

_NOTES = ("footnotes", "endnotes")
_RESAVE = "open it in Word or WPS and save it as .docx again"


@dataclass(frozen=True, slots=True)
class Parts:
    """The mark-up of a document: roots of its parts; None for a part that is not there.

    ``notes`` holds the roots of footnotes and endnotes by their names; ``pictures`` is
    the number of pictures in the package.
    """

    document: Element
    styles: Element | None
    numbering: Element | None
    notes: dict[str, Element]
    pictures: int
    embedded: int  # parts in another format (altChunk), which are not read


def open_package(data: bytes, name: str) -> Parts:
    """The parts of the Word document ``data``; UnreadableDocument when it is none."""
    _check_zip(data, name)
    from docx import Document  # noqa: PLC0415 - slow, and not needed for other formats
    from docx.opc.exceptions import OpcError  # noqa: PLC0415
    from lxml import etree  # noqa: PLC0415

    try:
        main = Document(BytesIO(data)).part
        related = list(main.rels.values())
        roots = {
            rel.reltype.rsplit("/", 1)[-1]: _root(rel.target_part)
            for rel in related
            if not rel.is_external and rel.reltype.endswith((*_NOTES, "/numbering", "/styles"))
        }
    except (OpcError, KeyError, ValueError, etree.XMLSyntaxError, zipfile.BadZipFile) as error:
        raise _unreadable(data, name, error) from error
    except Exception as error:  # python-docx raises what a damaged package makes it stumble on
        raise UnreadableDocument(name, "this Word document is damaged", _RESAVE) from error
    trees = [root.getroottree() for root in (main.element, *roots.values())]
    if any(tree.docinfo.internalDTD is not None for tree in trees):
        raise UnreadableDocument(
            name, "it has a document type declaration, as no Word document has", _RESAVE
        )
    kinds = [rel.reltype.rsplit("/", 1)[-1] for rel in related]
    return Parts(
        document=main.element,
        styles=roots.get("styles"),
        numbering=roots.get("numbering"),
        notes={kind: roots[kind] for kind in _NOTES if kind in roots},
        pictures=kinds.count("image"),
        embedded=kinds.count("aFChunk"),
    )


def _root(part: object) -> Element:
    """The root element of a part, which python-docx may or may not have parsed itself."""
    element = getattr(part, "element", None)
    if element is not None:
        return element
    return parse(part.blob)  # type: ignore[attr-defined]


def _check_zip(data: bytes, name: str) -> None:
    archive = open_archive(data, name, "Word document", _RESAVE)
    markup = (entry for entry in archive.entries.infolist() if _is_markup(entry.filename))
    if any(entry.file_size > MOST_TEXT_BYTES for entry in markup):
        raise too_large(name)


def _is_markup(entry: str) -> bool:
    return entry.lower().endswith((".xml", ".rels"))


def _unreadable(data: bytes, name: str, error: Exception) -> UnreadableDocument:
    with zipfile.ZipFile(BytesIO(data)) as package:
        names = package.namelist()
    if not any(entry.startswith("word/") for entry in names):
        return UnreadableDocument(
            name, "this ZIP archive holds no Word document", "give the document itself"
        )
    if "purl.oclc.org" in str(error):
        return UnreadableDocument(
            name,
            "this is a Strict Open XML document",
            "save it in Word as an ordinary .docx",
        )
    return UnreadableDocument(name, "this Word document is damaged", _RESAVE)
