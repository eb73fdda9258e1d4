"""A web page as the flat list of what its parser meets: elements, text, ends.

lxml parses as browsers do, and hands over what it finds without building a tree: a tree
of its is cut, silently, below 256 levels.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import TypeAlias

from quizgen.errors import UnreadableDocument
from quizgen.records import dataclass
from quizgen.regex import regex

# An end tag is sought among all open elements, so that never closed ones can make the
# parser's work grow with the square of the page: this many comparisons take seconds.
_COMPARISONS = 1_000_000_000
_CHUNK = 50_000  # bytes after which that is looked at
# An internal DTD, which HTML does not know: a browser shows its end as text.
_SUBSET = regex(r"\A(\s*(?:<\?xml[^>]*>\s*)?<!DOCTYPE[^>\[]*)\[[^\]]*\]\s*>", re.IGNORECASE)
_TAGS = 3_000_000  # more make no document


@dataclass(slots=True, eq=False)
class Element:
    """An element: the events of its content lie between ``start`` and ``end``."""

    tag: str  # lower case
    attributes: Mapping[str, str]
    start: int  # index of this element among the events
    end: int = 0  # index of the event that ends it


# None ends the element that was opened last.
Event: TypeAlias = Element | str | None


@dataclass(frozen=True, slots=True)
class Page:
    """The events of a page in order, and its elements in the order of their start."""

    events: list[Event]
    elements: list[Element]

    def children(self, element: Element) -> Iterator[Element]:
        """The elements directly inside ``element``."""
        index = element.start + 1
        while index < element.end:
            event = self.events[index]
            if isinstance(event, Element):
                yield event
                index = event.end
            index += 1

    def text(self, element: Element) -> str:
        """All text inside ``element``."""
        inside = self.events[element.start : element.end]
        return "".join(event for event in inside if isinstance(event, str))


class _Target:
    """Takes down what the parser meets; the methods are those that lxml calls."""

    def __init__(self) -> None:
        self.events: list[Event] = []
        self.elements: list[Element] = []
        self.opened: list[Element] = []
        self.data = self.events.append  # without a call in between: most events are text

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        element = Element(tag, attributes, len(self.events))
        self.events.append(element)
        self.elements.append(element)
        self.opened.append(element)

    def end(self, _tag: str) -> None:
        self.opened.pop().end = len(self.events)
        self.events.append(None)

    def close(self) -> Page:
        while self.opened:
            self.end("")
        return Page(self.events, self.elements)


def parse(markup: str, name: str) -> Page:
    """The events of ``markup``; nothing is fetched, and only HTML's own entities are known.

    Raises :exc:`UnreadableDocument` for a page that would take too long.
    """
    from lxml import etree  # noqa: PLC0415  not needed for other formats

    if markup.count("<") > _TAGS:
        raise _overgrown(name, f"has more than {_TAGS // 1_000_000} million tags")
    deepest = _COMPARISONS // (markup.count("</") + 1)
    target = _Target()
    # Without huge_tree the parser stops at long texts; readers bound the size of a file.
    parser = etree.HTMLParser(target=target, encoding="utf-8", huge_tree=True)
    data = _SUBSET.sub(r"\1>", markup, count=1).encode("utf-8", "replace")
    for start in range(0, len(data), _CHUNK):
        parser.feed(data[start : start + _CHUNK])
        if len(target.opened) > deepest:
            raise _overgrown(name, f"has {len(target.opened)} elements inside each other")
    page: Page = parser.close()
    return page


def _overgrown(name: str, what: str) -> UnreadableDocument:
    return UnreadableDocument(
        name,
        f"the web page {what}",
        "copy the text from the browser and save it as .txt or .md",
    )
