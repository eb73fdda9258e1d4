"""Presentations (.pptx) → Reading: the slides in their order, titles as headings.

The mark-up is that of PresentationML (ECMA-376 part 1, 19).  A block's ``line`` is the
number of its slide.  Hidden slides are read, since a speaker hides what is for reading
at home; footers, dates, slide numbers and notes are left out.
"""

from __future__ import annotations

from collections.abc import Iterator

from quizgen.document import BlockKind, Reading
from quizgen.errors import UnreadableDocument
from quizgen.readers.archive import Archive, XmlElement, open_archive, resolve
from quizgen.readers.pieces import Piece, assemble, lowered, raised, row
from quizgen.text import strip

_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_P = "{http://schemas.openxmlformats.org/presentationml/2006/main}"
_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_RELATIONSHIP = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
_DIAGRAM = "{http://schemas.openxmlformats.org/drawingml/2006/diagram}relIds"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_MAIN = "ppt/presentation.xml"

_TITLES = frozenset({"title", "ctrTitle"})
_FRAME = frozenset({"dt", "ftr", "sldNum", "hdr"})
_SHAPES = frozenset({f"{_P}sp", f"{_P}graphicFrame"})


def read(data: bytes, name: str, encoding: str | None = None) -> Reading:  # noqa: ARG001
    """The blocks of a presentation; see :func:`quizgen.readers.read`.

    ``encoding`` has no meaning here: the mark-up says its own.
    """
    archive = open_archive(data, name, "presentation (.pptx)")
    pieces: list[Piece] = []
    for number, path in enumerate(_slides(archive), start=1):
        pieces += _slide_pieces(archive, path, number)
    if not pieces:
        raise UnreadableDocument(
            name,
            "there is no text on its slides",
            "recognise their text (OCR) and save it as .docx or .txt",
        )
    text, blocks, _ = assemble(pieces)
    return Reading(text, blocks, unit="page")


def _slides(archive: Archive) -> Iterator[str]:
    """The entries of the slides, in the order of the presentation."""
    targets = _targets(archive, _MAIN)
    for slide in archive.xml(_MAIN).iter(f"{_P}sldId"):
        target = targets.get(slide.get(f"{_R}id"))
        if target is None:
            raise archive.damaged("a slide is missing")
        yield target


def _targets(archive: Archive, path: str) -> dict[str, str]:
    """The entries that the entry ``path`` refers to, by their ids."""
    folder, _, file = path.rpartition("/")
    related = f"{folder}/_rels/{file}.rels"
    if related not in archive:
        return {}
    return {
        relationship.get("Id"): resolve(path, relationship.get("Target", ""))
        for relationship in archive.xml(related).iter(_RELATIONSHIP)
        if relationship.get("TargetMode") != "External"
    }


def _slide_pieces(archive: Archive, path: str, number: int) -> list[Piece]:
    """The title first, then the other shapes from top to bottom and left to right."""
    slide = archive.xml(path)
    for fallback in list(slide.iter(_FALLBACK)):  # the same again for older programs
        fallback.getparent().remove(fallback)
    titles: list[Piece] = []
    placed: list[tuple[tuple[int, int], list[Piece]]] = []
    for shape in slide.iter(*_SHAPES):
        kind = _placeholder(shape)
        if kind in _FRAME:
            continue
        pieces = list(_shape_pieces(shape, number, heading=kind in _TITLES))
        for diagram in shape.iter(_DIAGRAM):
            data = _targets(archive, path).get(diagram.get(f"{_R}dm"))
            if data is None:
                raise archive.damaged("a diagram is missing")
            pieces += _paragraphs(archive.xml(data), number)
        if kind in _TITLES:
            titles += pieces
        elif pieces:
            placed.append((_place(shape), pieces))
    # Shapes without a place of their own fill placeholders: they come first, in file order.
    placed.sort(key=lambda item: item[0])
    return titles + [piece for _, pieces in placed for piece in pieces]


def _placeholder(shape: XmlElement) -> str:
    """What a shape is a placeholder for; "" when it is none."""
    found = next(shape.iter(f"{_P}ph"), None)
    return "" if found is None else found.get("type", "body")


def _place(shape: XmlElement) -> tuple[int, int]:
    """Top and left edge in English Metric Units; (-1, -1) where the layout gives them."""
    offset = next(shape.iter(f"{_A}off"), None)
    if offset is None:
        return -1, -1
    return _whole(offset.get("y")), _whole(offset.get("x"))


def _whole(value: str | None) -> int:
    try:
        return int(value or "")
    except ValueError:
        return -1


def _shape_pieces(shape: XmlElement, number: int, *, heading: bool) -> Iterator[Piece]:
    rows = list(shape.iter(f"{_A}tr"))
    for line in rows:
        cells = [list(_paragraphs(cell, number)) for cell in line.iter(f"{_A}tc")]
        yield from row(cells, number)
    if not rows:
        if heading:
            text = " ".join(piece.text for piece in _paragraphs(shape, number))
            if text:
                yield Piece(text, BlockKind.HEADING, 1, number)
        else:
            yield from _paragraphs(shape, number)


def _paragraphs(element: XmlElement, number: int) -> Iterator[Piece]:
    for paragraph in element.iter(f"{_A}p"):
        for line in _lines(paragraph):
            if line:
                yield Piece(line, line=number)


def _lines(paragraph: XmlElement) -> list[str]:
    """The text of a paragraph, parted at its line breaks."""
    parts: list[str] = []
    for run in paragraph:
        if run.tag == f"{_A}br":
            parts.append("\n")
        elif run.tag in (f"{_A}r", f"{_A}fld"):
            text = "".join(found.text or "" for found in run.iter(f"{_A}t"))
            properties = run.find(f"{_A}rPr")
            shift = _whole(properties.get("baseline", "0")) if properties is not None else 0
            parts.append(raised(text) if shift > 0 else lowered(text) if shift < 0 else text)
    lines = "".join(parts).replace("\v", "\n").split("\n")
    return [strip(line) for line in lines]
