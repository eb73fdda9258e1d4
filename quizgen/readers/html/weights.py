"""How much text each part of a page holds, inside links and outside them.

Characters outside links are weighed: those of running text, which has commas and full
stops, four times those of labels, dates and menus.
"""

from __future__ import annotations

from collections.abc import Container
from typing import NamedTuple

from quizgen.readers.html.page import Element, Page
from quizgen.records import dataclass
from quizgen.regex import regex

_RUNNING = regex("[，。；！？]")
_RUNNING_WEIGHT = 4


class Sum(NamedTuple):
    """What stands before an event of the page; the difference of two is what lies between."""

    weight: int  # of text outside links
    chars: int
    linked: int  # characters inside links
    links: int


@dataclass(frozen=True, slots=True)
class Weights:
    """One sum an event, and one more for the whole page."""

    sums: list[Sum]

    @property
    def page(self) -> Sum:
        """The sum of the whole page."""
        return self.sums[-1]

    def inside(self, element: Element) -> Sum:
        """The sum of what ``element`` holds."""
        before, after = self.sums[element.start], self.sums[element.end]
        return Sum(*(last - first for first, last in zip(before, after, strict=True)))

    def share(self, element: Element) -> float:
        """The share of the page's text that ``element`` holds, 0 to 1."""
        whole = self.sums[-1].weight
        inside = self.sums[element.end].weight - self.sums[element.start].weight
        return inside / whole if whole else 0.0


def weigh(page: Page, left_out: Container[int]) -> Weights:
    """The weights of ``page`` without the elements that start at ``left_out``."""
    sums: list[Sum] = []
    current = Sum(0, 0, 0, 0)
    index, link_end = 0, 0
    events = page.events
    while index < len(events):
        event = events[index]
        sums.append(current)
        if event is None:
            pass
        elif isinstance(event, str):
            if not event.isspace():
                current = _with_text(current, event.strip(), in_link=index < link_end)
        elif index in left_out:
            sums.extend([current] * (event.end - index))
            index = event.end
        elif event.tag == "a" and _leads_away(event):
            link_end = event.end
            current = current._replace(links=current.links + 1)
        index += 1
    sums.append(current)
    return Weights(sums)


def _with_text(before: Sum, text: str, *, in_link: bool) -> Sum:
    length = len(text)
    weight, chars, linked, links = before
    if in_link:
        return Sum(weight, chars + length, linked + length, links)
    factor = _RUNNING_WEIGHT if is_running(text) else 1
    return Sum(weight + length * factor, chars + length, linked, links)


def is_running(text: str) -> bool:
    """Whether ``text`` has the marks of sentences, not only those of labels."""
    return _RUNNING.search(text) is not None


def _leads_away(link: Element) -> bool:
    """Whether a link leads to another page; a contents list of the page itself is text."""
    return not link.attributes.get("href", "#").startswith("#")
