"""Every style of a Word paper: who changes one in Word changes it wherever it is used.

The ids are fixed; the names that Word shows are Word's own (Title, Heading 1) or those of
``word.toml``.
"""

from __future__ import annotations

from collections.abc import Iterator

from quizgen.exporters.pdf.style import Style
from quizgen.exporters.worddoc.lists import (
    SECTIONS,
    numbering,
)
from quizgen.exporters.worddoc.look import WordLook
from quizgen.exporters.worddoc.markup import Element, el, twips, val
from quizgen.records import dataclass

GREY = "6B6B6B"
HAIRLINE_GREY = "A6A6A6"
RED = "B81212"  # dark enough to be read when printed in black
_SIDES = ("top", "left", "bottom", "right")
SIDE = 6.0  # points left and right of the text of a cell
PADDING = 3.5  # points above and below it
ITEM_GAP = 2.0  # points above an item


@dataclass(frozen=True, slots=True)
class Measures:
    """What the styles take from the paper itself.

    ``stops`` are the ends of the ruled fields and the starts of those that follow.
    """

    stops: tuple[tuple[float, bool], ...]  # points from the left; whether a rule leads there
    sections_counted: bool


def style_elements(
    style: Style, look: WordLook, measures: Measures, language: str
) -> Iterator[Element]:
    """The content of the styles part."""
    yield _defaults(style, look, language)
    yield from _own_of_word(style, look, measures)
    yield from _of_questions(style, look, measures)
    yield from _of_answers(style, look)
    yield from _of_characters(look)
    yield from _of_tables(look)


def _defaults(style: Style, look: WordLook, language: str) -> Element:
    fonts = look.fonts
    return el(
        "docDefaults",
        el(
            "rPrDefault",
            el(
                "rPr",
                _fonts(fonts.latin, fonts.body),
                *_size(style.sizes.body),
                el("lang", val="en-US", eastAsia=language, bidi="ar-SA"),
            ),
        ),
        el("pPrDefault"),
    )


def _own_of_word(style: Style, look: WordLook, measures: Measures) -> Iterator[Element]:
    sizes, width = style.sizes, style.page.text_width
    head = _fonts(look.fonts.latin_heading, look.fonts.heading)
    yield _paragraph("Normal", "Normal")
    yield _paragraph(
        "Title",
        "Title",
        el("keepNext"),
        el("keepLines"),
        _lines(sizes.title * 1.4),
        val("jc", "center"),
        characters=(head, *_size(sizes.title)),
        following="Subtitle",
    )
    yield _paragraph(
        "Subtitle",
        "Subtitle",
        el("keepNext"),
        _lines(sizes.subtitle * 1.7, before=2),
        val("jc", "center"),
        characters=_size(sizes.subtitle),
    )
    yield _paragraph(
        "Heading1",
        "heading 1",
        el("keepNext"),
        el("keepLines"),
        *([numbering(SECTIONS)] if measures.sections_counted else []),
        _lines(sizes.heading * 1.6, before=14, after=2),
        val("outlineLvl", 0),
        characters=(head, *_size(sizes.heading)),
        following="Stem",
    )
    yield _paragraph(
        "Heading2",
        "heading 2",
        el("keepNext"),
        _lines(sizes.heading * 1.7, before=3),
        val("jc", "center"),
        val("outlineLvl", 1),
        characters=(head, *_size(sizes.heading)),
    )
    for key, name, level in (("Heading3", "heading 3", 1), ("Heading4", "heading 4", 2)):
        yield _paragraph(
            key,
            name,
            el("keepNext"),
            el("keepLines"),
            _lines(style.leading.body, before=4),
            val("outlineLvl", level),
            characters=(head, *_size(sizes.body)),
        )
    small = (val("color", GREY), *_size(sizes.small))
    yield _paragraph(
        "Header",
        "header",
        el("tabs", el("tab", val="right", pos=twips(width))),
        characters=small,
    )
    yield _paragraph("Footer", "footer", val("jc", "center"), characters=small)


def _of_questions(style: Style, look: WordLook, measures: Measures) -> Iterator[Element]:
    names, leading = look.names, style.leading
    head = _fonts(look.fonts.latin_heading, look.fonts.heading)
    cell = (_lines(leading.table),)
    yield _paragraph(
        "Fields",
        names.fields,
        el("keepNext"),
        el(
            "tabs",
            *(
                el("tab", val="left", leader="underscore" if ruled else None, pos=twips(stop))
                for stop, ruled in measures.stops
            ),
        ),
        _lines(leading.body, before=8),
    )
    yield _paragraph(
        "Stem",
        names.stem,
        el("keepLines"),
        _lines(leading.body, before=ITEM_GAP),
    )
    yield _paragraph(
        "WordBank",
        names.word_bank,
        el("pBdr", *(el(side, val="single", sz=4, space=6, color="000000") for side in _SIDES)),
        _lines(leading.table, before=6, after=6),
        el("ind", left=twips(SIDE), right=twips(SIDE)),
        characters=(_fonts(look.fonts.latin, look.fonts.answer),),
    )
    yield _paragraph("Text", names.text, _lines(leading.body, before=3))
    yield _paragraph("Point", names.point, _lines(leading.body))
    yield _paragraph(
        "Set",
        names.set,
        el("keepNext"),
        el("keepLines"),
        _lines(leading.table, before=12, after=4),
        characters=(head,),
    )
    yield _paragraph(
        "TableHead",
        names.table_head,
        el("keepNext"),
        *cell,
        val("jc", "center"),
        characters=(head, *_size(style.sizes.table)),
    )
    size = _size(style.sizes.table)
    yield _paragraph("Box", names.box, *cell, characters=size)
    yield _paragraph("Premise", names.premise, *cell, characters=size)
    yield _paragraph("Response", names.response, *cell, characters=size)


def _of_answers(style: Style, look: WordLook) -> Iterator[Element]:
    names, leading = look.names, style.leading
    lines = _lines(leading.key)
    yield _paragraph("Key", names.key, el("keepLines"), lines)
    yield _paragraph(
        "KeyCell",
        names.key_cell,
        _lines(leading.table),
        val("jc", "center"),
        characters=_size(style.sizes.table),
    )
    yield _paragraph("Marking", names.marking, lines)


def _of_characters(look: WordLook) -> Iterator[Element]:
    names, fonts = look.names, look.fonts
    yield el(
        "style",
        val("name", "Default Paragraph Font"),
        val("uiPriority", 1),
        el("semiHidden"),
        type="character",
        default=True,
        styleId="DefaultParagraphFont",
    )
    spaces = _fonts(fonts.latin, fonts.latin)
    yield _character("Blank", names.blank, spaces, el("noProof"), val("u", "single"))
    yield _character("Note", names.note, _fonts(fonts.latin, fonts.body))
    yield _character("Answer", names.answer, _fonts(fonts.latin, fonts.answer))
    yield _character("Remark", names.remark, val("color", GREY))
    filled = (val("color", RED), val("u", "single"))
    yield _character("Filled", names.filled, _fonts(fonts.latin, fonts.answer), *filled)
    yield _character("Phrase", names.phrase, _fonts(fonts.latin_heading, fonts.heading))


def _of_tables(look: WordLook) -> Iterator[Element]:
    yield el(
        "style",
        val("name", "Normal Table"),
        val("uiPriority", 99),
        el("semiHidden"),
        el(
            "tblPr",
            el("tblInd", w=0, type="dxa"),
            el(
                "tblCellMar",
                *(
                    el(side, w=width, type="dxa")
                    for side, width in (("top", 0), ("left", 108), ("bottom", 0), ("right", 108))
                ),
            ),
        ),
        type="table",
        default=True,
        styleId="TableNormal",
    )
    sides = [
        el(side, val="single", sz=size, space=0, color=color)
        for side, size, color in (
            *((side, 4, "000000") for side in ("top", "left", "bottom", "right")),
            ("insideH", 2, HAIRLINE_GREY),
            ("insideV", 4, "000000"),
        )
    ]
    margins = [
        el(side, w=twips(points), type="dxa")
        for side, points in (
            ("top", PADDING),
            ("left", SIDE),
            ("bottom", PADDING),
            ("right", SIDE),
        )
    ]
    yield el(
        "style",
        val("name", look.names.table),
        val("basedOn", "TableNormal"),
        val("uiPriority", 10),
        el("qFormat"),
        el("tblPr", el("tblBorders", *sides), el("tblCellMar", *margins)),
        type="table",
        customStyle=True,
        styleId="MatchingTable",
    )


def _paragraph(
    key: str,
    name: str,
    *properties: Element,
    characters: tuple[Element, ...] = (),
    following: str = "",
) -> Element:
    """A paragraph style; ``properties`` and ``characters`` in the order of the schema."""
    normal = key == "Normal"
    return el(
        "style",
        val("name", name),
        *([] if normal else [val("basedOn", "Normal")]),
        *([val("next", following)] if following else []),
        val("uiPriority", 10),
        el("qFormat"),
        *([el("pPr", *properties)] if properties else []),
        *([el("rPr", *characters)] if characters else []),
        type="paragraph",
        default=True if normal else None,
        customStyle=None if key in _BUILT_IN else True,
        styleId=key,
    )


_BUILT_IN = frozenset(
    {
        *("Normal", "Title", "Subtitle", "Header", "Footer"),
        *("Heading1", "Heading2", "Heading3", "Heading4"),
    }
)


def _character(key: str, name: str, *properties: Element) -> Element:
    return el(
        "style",
        val("name", name),
        val("basedOn", "DefaultParagraphFont"),
        val("uiPriority", 10),
        el("qFormat"),
        el("rPr", *properties),
        type="character",
        customStyle=True,
        styleId=key,
    )


def _fonts(latin: str, chinese: str) -> Element:
    return el("rFonts", ascii=latin, hAnsi=latin, eastAsia=chinese, cs=latin)


def _size(points: float) -> tuple[Element, Element]:
    """Word counts sizes of type in half points."""
    return val("sz", round(points * 2)), val("szCs", round(points * 2))


def _lines(leading: float, before: float = 0, after: float = 0) -> Element:
    """At least ``leading`` points from line to line: a tall character is not cut off."""
    return el(
        "spacing",
        before=twips(before),
        after=twips(after),
        line=twips(leading),
        lineRule="atLeast",
    )
