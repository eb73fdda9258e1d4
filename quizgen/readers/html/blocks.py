"""The events of a page → pieces."""

from __future__ import annotations

from collections.abc import Mapping

from quizgen.readers.collector import Collector
from quizgen.readers.html.furniture import is_formula
from quizgen.readers.html.main_part import MainPart
from quizgen.readers.html.mathml import formula
from quizgen.readers.html.page import Element, Page
from quizgen.readers.pieces import Piece
from quizgen.readers.tags import BLOCKS, words

_DATA_TABLE = words("caption th thead tfoot")
_FLOW = BLOCKS - words("tbody tr td") | {"br"}


def pieces_of(page: Page, part: MainPart) -> list[Piece]:
    """The blocks of the main part, in order."""
    collector = Collector()
    opened: list[str] = []
    index = part.start
    while index < part.end:
        event = page.events[index]
        if isinstance(event, str):
            collector.text(event)
        elif event is None:
            if opened:
                collector.end(opened.pop())
        elif index in part.left_out:
            index = event.end
        elif event.tag == "math" or is_formula(event):
            collector.text(formula(page, event))
            index = event.end
        else:
            tag, attributes = _meant(page, event)
            collector.start(tag, attributes)
            opened.append(tag)
        index += 1
    return collector.finish()


def _meant(page: Page, element: Element) -> tuple[str, Mapping[str, str]]:
    """Tag and attributes as they are meant: what only a look ahead can tell is put in."""
    tag, attributes = element.tag, element.attributes
    if not attributes and tag != "table":
        return tag, attributes
    if tag == "table" and "role" not in attributes and _is_layout(page, element):
        return tag, {**attributes, "role": "presentation"}
    if tag == "ol" and "reversed" in attributes and "start" not in attributes:
        return tag, {**attributes, "start": str(_items(page, element))}
    if tag in BLOCKS and "white-space" in attributes.get("style", "") and _keeps_lines(element):
        return "pre", attributes
    return tag, attributes


def _keeps_lines(element: Element) -> bool:
    style = "".join(element.attributes["style"].lower().split())
    return element.tag in ("div", "p", "section") and "white-space:pre" in style


def _is_layout(page: Page, table: Element) -> bool:
    """Whether a table only places parts of the page: another table, or one row of blocks.

    A border, a caption or head cells say that it is a table of data.
    """
    if table.attributes.get("border", "0") not in ("", "0"):
        return False
    rows = blocks = 0
    for index in range(table.start + 1, table.end):  # no slice: tables may be nested deep
        event = page.events[index]
        if not isinstance(event, Element):
            continue
        if event.tag == "table":
            return True
        if event.tag in _DATA_TABLE:
            return False
        rows += event.tag == "tr"
        blocks += event.tag in _FLOW
    return rows == 1 and blocks > 1


def _items(page: Page, ordered: Element) -> int:
    """How many items a list has, without those of lists inside it."""
    return sum(child.tag == "li" for child in page.children(ordered))
