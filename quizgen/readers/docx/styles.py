"""Styles of a Word document: what a paragraph has by its style, and by what that is based on."""

from __future__ import annotations

import re

from quizgen.readers.docx.names import Element, below, is_on, number, val, w
from quizgen.records import dataclass
from quizgen.regex import regex

BODY_LEVEL = 9  # w:outlineLvl of body text; 0 to 8 are heading levels
_HEADING = regex(r"(?:heading|标题|標題) ?([1-9])", re.IGNORECASE)
_CONTENTS = regex(r"toc ?(?:[1-9]|heading)|(?:目录|目錄) ?[1-9]", re.IGNORECASE)
_TITLES = frozenset({"title", "标题", "標題"})
_SMALLEST = 2  # half-points (w:sz)
_DEEPEST = 20  # styles based on each other


@dataclass(frozen=True, slots=True)
class Style:
    """What a style gives to its paragraphs or runs.

    ``level`` is an outline level (0 the highest, 9 body text), ``numbering`` the pair of
    list and level of its automatic numbers; None where the style says nothing.
    """

    level: int | None = None
    numbering: tuple[int | None, int | None] | None = None
    hidden: bool | None = None
    raised: str | None = None  # superscript, subscript
    centred: bool | None = None
    bold: bool | None = None
    is_title: bool = False
    is_contents: bool = False


_PLAIN = Style()


class Styles:
    """The styles of a document by id, those they are based on taken in."""

    def __init__(self, root: Element | None) -> None:
        self._elements: dict[str, Element] = {}
        self._known: dict[str | None, Style] = {}
        self._default: str | None = None
        for element in [] if root is None else root.iterfind(w("style")):
            name = element.get(w("styleId"))
            if name:
                self._elements[name] = element
            if element.get(w("default")) in ("1", "true") and element.get(w("type")) == "paragraph":
                self._default = name

    def paragraph(self, properties: Element | None) -> Style:
        """The style of the paragraph with these ``w:pPr``."""
        name = val(properties, "pStyle") if properties is not None else None
        return self.get(name if name in self._elements else self._default)

    def get(self, name: str | None) -> Style:
        """The style with this id; one that gives nothing where there is none."""
        if name not in self._known:
            self._known[name] = self._resolve(name)
        return self._known[name]

    def _resolve(self, name: str | None) -> Style:
        chain: list[Element] = []
        while name in self._elements and len(chain) < _DEEPEST:
            chain.append(self._elements[name])
            name = val(chain[-1], "basedOn")
        found = _PLAIN
        for element in reversed(chain):
            found = _over(found, element)
        return found


def _over(base: Style, element: Element) -> Style:
    """``base`` with what the style ``element`` itself says."""
    properties = below(element, "pPr")
    called = (val(element, "name") or "").strip()
    level = number(val(properties, "outlineLvl"))
    heading = _HEADING.fullmatch(called)
    if level is None and heading:
        level = int(heading[1]) - 1
    hidden = is_hidden(below(element, "rPr"))
    centring = val(properties, "jc")
    bold = is_on(element, "rPr", "b")
    return Style(
        level=base.level if level is None else level,
        numbering=numbering_of(properties) or base.numbering,
        hidden=base.hidden if hidden is None else hidden,
        raised=val(element, "rPr", "vertAlign") or base.raised,
        centred=base.centred if centring is None else centring == "center",
        bold=base.bold if bold is None else bold,
        is_title=called.lower() in _TITLES,
        is_contents=_CONTENTS.fullmatch(called) is not None,
    )


def is_hidden(properties: Element | None) -> bool | None:
    """Whether ``w:rPr`` hides text; None where it says nothing.

    Text of a point or less is no text that anybody reads: sites that sell documents strew
    it between sentences.
    """
    size = number(val(properties, "sz"))
    if size is not None and size <= _SMALLEST:
        return True
    return is_on(properties, "vanish") if properties is not None else None


def numbering_of(properties: Element | None) -> tuple[int | None, int | None] | None:
    """List (``w:numId``) and level (``w:ilvl``) that ``w:pPr`` names; None without ``w:numPr``."""
    found = below(properties, "numPr")
    if found is None:
        return None
    return number(val(found, "numId")), number(val(found, "ilvl"))
