"""The body of a paper → the bytes of a .docx: nothing in them comes from a clock."""

from __future__ import annotations

import zipfile
from collections.abc import Mapping, Sequence
from copy import deepcopy
from io import BytesIO
from typing import Any

import docx
from docx.document import Document
from docx.oxml.ns import qn

from quizgen.exporters.pdf.characters import (
    CLOSING,
    DASHES,
    DOTS,
    LATIN_POSTFIXES,
    LATIN_PREFIXES,
    OPENING,
    STOPS,
)
from quizgen.exporters.pdf.columns import GUTTER
from quizgen.exporters.pdf.style import PageShape
from quizgen.exporters.worddoc.markup import (
    Element,
    el,
    fit,
    paragraph,
    run,
    tab,
    twips,
    val,
    with_fields,
)
from quizgen.records import dataclass

_KEPT = ("/styles", "/settings", "/numbering", "/core-properties", "/officeDocument")
# The rules of the PDF pages; quotation marks of typewriters open as well as close.
_NEVER_LAST = "".join(sorted(OPENING | LATIN_PREFIXES))
_NEVER_FIRST = "".join(
    sorted((CLOSING | STOPS | DOTS | DASHES | LATIN_POSTFIXES) - frozenset("\"'"))
)
_LONGEST_PROPERTY = 255  # characters that a property of a document may have
_FIRST_DATE = (1980, 1, 1, 0, 0, 0)  # the first that a ZIP entry can have
_MODERN = {  # what Word writes since 2013; without it, a file opens in a mode of older versions
    "compatibilityMode": 15,
    "overrideTableStyleFontSizeAndJustification": 1,
    "enableOpenTypeFeatures": 1,
    "doNotFlipMirrorIndents": 1,
    "differentiateMultirowTableHeaders": 1,
}
_COMPATIBILITY = "http://schemas.microsoft.com/office/word"
_PAGE_FIELDS: Mapping[str, str] = {"page": "PAGE", "pages": "NUMPAGES"}
_EDGES = 0.55  # of a margin: where header and footer stand


@dataclass(frozen=True, slots=True)
class Part:
    """A stretch of the body, set in columns that end at the same height; 0: as the page has."""

    elements: Sequence[Element]
    columns: int = 0


def balancing(style: str) -> Part:
    """An empty part: Word makes columns equally high only where a part follows them."""
    return Part([paragraph(style)], 1)


@dataclass(frozen=True, slots=True)
class Package:
    """What a file is, apart from its body.

    ``footer`` takes ``{page}`` and ``{pages}``; ``running`` stands at the right of the
    header, ``identity`` at the right of the footer; ``language`` is that of the Chinese text.
    """

    title: str
    running: str
    footer: str
    language: str
    shape: PageShape
    styles: Sequence[Element]
    lists: Sequence[Element]
    identity: str = ""

    def write(self, parts: Sequence[Part]) -> bytes:
        """The whole file; every part but the last ends with a paragraph."""
        document = docx.Document()
        _drop_furniture(document)
        _replace(document.styles.element, self.styles)
        _replace(document.part.numbering_part.element, self.lists)
        _replace(document.settings.element, self._settings())
        self._describe(document)
        self._set_pages(document)
        section = document.element.body.sectPr
        for number, part in enumerate(parts):
            for element in part.elements:
                section.addprevious(element)
            here = section
            if part is not parts[-1]:  # Word keeps the section of what stands before in its end
                here = deepcopy(section)
                part.elements[-1].pPr.append(here)
            _lay_out(here, part.columns or self.shape.columns, continued=number > 0)
        stream = BytesIO()
        document.save(stream)
        return _undated(stream.getvalue())

    def _settings(self) -> list[Element]:
        modes = (
            el("compatSetting", name=name, uri=_COMPATIBILITY, val=value)
            for name, value in _MODERN.items()
        )
        return [
            el("zoom", percent=100),
            val("defaultTabStop", 420),
            val("characterSpacingControl", "compressPunctuation"),
            el("noLineBreaksAfter", lang=self.language, val=_NEVER_LAST),
            el("noLineBreaksBefore", lang=self.language, val=_NEVER_FIRST),
            el("compat", el("useFELayout"), *modes),
            el("themeFontLang", val="en-US", eastAsia=self.language),
            val("decimalSymbol", "."),
            val("listSeparator", ","),
        ]

    def _describe(self, document: Document) -> None:
        properties = document.core_properties
        title = f"{fit(self.title)} {fit(self.running)}".strip()
        properties.title = title[:_LONGEST_PROPERTY]
        properties.language = self.language[:_LONGEST_PROPERTY]
        properties.author = properties.comments = ""
        root = properties._element  # noqa: SLF001 - python-docx cannot take a date away
        for name in ("created", "modified"):
            for dated in root.findall(f"{{http://purl.org/dc/terms/}}{name}"):
                root.remove(dated)

    def _set_pages(self, document: Document) -> None:
        """Page and margins; the title heads every page but the one that it stands on."""
        section = document.sections[0]
        section.different_first_page_header_footer = True
        for header in (section.header, section.first_page_header):
            header.is_linked_to_previous = False
        words = [run(self.title), tab(), run(self.running)] if self.running else [run(self.title)]
        _replace(section.header._element, [paragraph("Header", *words)])  # noqa: SLF001
        _replace(section.first_page_header._element, [paragraph("Header")])  # noqa: SLF001
        for footer in (section.footer, section.first_page_footer):
            footer.is_linked_to_previous = False
            _replace(footer._element, [self._footer()])  # noqa: SLF001
        shape = self.shape
        properties = section._sectPr  # noqa: SLF001
        for name in ("pgSz", "pgMar", "cols", "docGrid"):
            for old in properties.findall(qn(f"w:{name}")):
                properties.remove(old)
        lies = "landscape" if shape.width > shape.height else None
        size = el("pgSz", w=twips(shape.width), h=twips(shape.height), orient=lies)
        margins = el(
            "pgMar",
            top=twips(shape.top),
            right=twips(shape.right),
            bottom=twips(shape.bottom),
            left=twips(shape.left),
            header=twips(shape.top * _EDGES),
            footer=twips(shape.bottom * _EDGES),
            gutter=0,
        )
        first = properties.find(qn("w:titlePg"))
        gutter = shape.gutter if shape.columns > 1 else GUTTER
        for element in (size, margins, el("cols", space=twips(gutter))):
            first.addprevious(element)

    def _footer(self) -> Element:
        """The number of the page in the middle, the id at the right."""
        runs = with_fields(self.footer, _PAGE_FIELDS)
        if not self.identity:
            return paragraph("Footer", *runs)
        shape = self.shape
        width = shape.width - shape.left - shape.right
        stops = [
            el("tab", val=side, pos=twips(place))
            for side, place in (("center", width / 2), ("right", width))
        ]
        properties = [el("tabs", *stops), val("jc", "left")]
        return paragraph("Footer", tab(), *runs, tab(), run(self.identity), properties=properties)


def _lay_out(section: Element, columns: int, *, continued: bool) -> None:
    """Set the columns of a section; one that goes on below another heads no page."""
    (cols,) = section.findall(qn("w:cols"))
    cols.set(qn("w:num"), str(columns))
    if continued:
        first = section.find(qn("w:titlePg"))
        section.remove(first)
        size = section.find(qn("w:pgSz"))
        size.addprevious(val("type", "continuous"))


def _drop_furniture(document: Document) -> None:
    """Take away what python-docx's template brings along: theme, thumbnail, macros' stores."""
    package = document.part.package
    for relations in (document.part.rels, package.rels if package else {}):
        for key, relation in list(relations.items()):
            if not relation.reltype.endswith(_KEPT):
                del relations[key]


def _replace(root: Any, children: Sequence[Element]) -> None:
    for child in list(root):
        root.remove(child)
    root.extend(children)


def _undated(data: bytes) -> bytes:
    """The package with the same date in all entries, whatever the machine that wrote it."""
    stream = BytesIO()
    with (
        zipfile.ZipFile(BytesIO(data)) as old,
        zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for name in old.namelist():
            entry = zipfile.ZipInfo(name, _FIRST_DATE)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system = 3
            entry.external_attr = 0o644 << 16
            new.writestr(entry, old.read(name))
    return stream.getvalue()
