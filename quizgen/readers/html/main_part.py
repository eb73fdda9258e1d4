"""Where in a web page its text is.

First what is no text is left out (:mod:`quizgen.readers.html.furniture`).  The main part
is then the innermost element whose name or tag says so and that holds most of the text.
Where none does, it is the innermost element that holds nearly all of it, and lists of
links in it are left out.  A page without menus and links, a body and nothing else, is
kept whole.

Text is weighed like this: characters outside links count, and those of running text,
which has commas and full stops, four times those of labels, dates and menus.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from quizgen.errors import Problem
from quizgen.readers.html import furniture
from quizgen.readers.html.page import Element, Page
from quizgen.readers.tags import BLOCKS, words
from quizgen.text import strip

# Classes and ids of the main part.
_MAIN_NAMES = words(
    "article-body article-content article_content articlebody articlecon articlecontent "
    "artibody artical_content body-content con_text content-article content_body "
    "content_detail contenttext detail-content detail_content detailcontent entry-content "
    "info_content infocontent js_content markdown-body mw-parser-output news-content "
    "news_content newscontent newstext page-content pages_content post-body post-content "
    "postbody rich_media_content theme-default-content text_content trs_editor trs_uedit "
    "txtcontent ucap-content v_news_content vp-doc vsb_content wp_articlecontent "
    "xilan_con xl_content zoom zoomcon"
)
_MAIN_TAGS = words("article main")
_MARKED_SHARE = 0.6  # of all text that a marked main part holds at least
_UNMARKED_SHARE = 0.95
_CONTAINERS = words("article body center div form main section table tbody td tr")

_LINES = BLOCKS | {"br"}

_FURNITURE_SHARE = 0.5  # what holds more of the text is no furniture, whatever its name
_HIDDEN_SHARE = 0.8  # what holds more is shown by a script, as in WeChat articles

_LINK_LISTS = words("center div dl ol p section table tbody td tr ul")
_LINKED = 0.7  # share of a link list that stands in links
_FEWEST_LINKS = 3
_BARE = 0.2  # share of links up to which a page without furniture is a bare body
_SIGN_EVENTS = 4  # of a link that is a mere sign: its text, perhaps an element around it

_RUNNING = re.compile("[，。；！？]")
_RUNNING_WEIGHT = 4
_TOLD = 100  # characters of running text outside the main part that are worth telling


@dataclass(frozen=True, slots=True)
class MainPart:
    """The main part: events ``start`` to ``end``, without the elements in ``left_out``."""

    start: int
    end: int
    left_out: frozenset[int]  # indices of the start of each
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True)
class _Totals:
    """Totals over the events up to each: the difference of two is the total between them."""

    weight: list[int]  # of text outside links
    chars: list[int]
    linked: list[int]  # characters inside links
    links: list[int]

    def share(self, element: Element) -> float:
        """The share of the page's text that ``element`` holds."""
        whole = self.weight[-1]
        return (self.weight[element.end] - self.weight[element.start]) / whole if whole else 0.0

    def is_link_list(self, element: Element) -> bool:
        """Whether ``element`` is hardly more than links."""
        first, last = element.start, element.end
        linked = self.linked[last] - self.linked[first]
        return (
            self.links[last] - self.links[first] >= _FEWEST_LINKS
            and linked >= (self.chars[last] - self.chars[first]) * _LINKED
        )


def whole_page(page: Page) -> MainPart:
    """All of the page that is text: for books, which have no furniture."""
    return MainPart(0, len(page.events), frozenset(_never_text(page)))


def find_main_part(page: Page) -> MainPart:
    """The main part of a page; see above."""
    never = _never_text(page)
    totals = _totals(page, never)
    left_out, peripheral = never | _unseen(page, totals), set()
    for element in page.elements:
        if totals.share(element) > _FURNITURE_SHARE:
            continue
        if furniture.is_furniture(element):
            left_out.add(element.start)
        elif element.tag in furniture.PERIPHERAL_TAGS:
            peripheral.add(element.start)
    totals = _totals(page, left_out | peripheral)
    if not totals.chars[-1]:  # all that there is looks like furniture
        return whole_page(page)
    root = _innermost(page, totals, _MARKED_SHARE, marked=True)
    if root is None:
        left_out |= peripheral
        bare = len(left_out) == len(never) and totals.linked[-1] <= totals.chars[-1] * _BARE
        if bare:
            return MainPart(0, len(page.events), frozenset(left_out))
        root = _innermost(page, totals, _UNMARKED_SHARE, marked=False)
        left_out |= {
            element.start
            for element in page.elements
            if element.tag in _LINK_LISTS
            and totals.is_link_list(element)
            and totals.share(element) <= _FURNITURE_SHARE
        }
    start, end = (root.start, root.end) if root else (0, len(page.events))
    outside = _running_outside(page, start, end, left_out | peripheral)
    return MainPart(start, end, frozenset(left_out), _told(outside))


def _never_text(page: Page) -> set[int]:
    return {
        element.start
        for element in page.elements
        if element.tag in furniture.NO_TEXT and not is_formula(element)
    }


def is_formula(element: Element) -> bool:
    """Whether a script is a formula in TeX, put there for MathJax."""
    return element.tag == "script" and element.attributes.get("type", "").startswith("math/tex")


def _unseen(page: Page, totals: _Totals) -> set[int]:
    """Elements that are hidden, and links that are mere signs."""
    return {
        element.start
        for element in page.elements
        if (furniture.is_hidden(element) and totals.share(element) <= _HIDDEN_SHARE)
        or (
            element.tag == "a"
            and element.end - element.start <= _SIGN_EVENTS
            and furniture.is_permalink(element, page.text(element))
        )
    }


def _totals(page: Page, left_out: set[int]) -> _Totals:
    totals = _Totals([0], [0], [0], [0])
    weight = chars = linked = links = 0
    index, link_end = 0, 0
    events = page.events
    while index < len(events):
        event = events[index]
        step = 1
        if isinstance(event, str):
            length = len(event.strip())
            chars += length
            if index < link_end:
                linked += length
            else:
                weight += length * (_RUNNING_WEIGHT if _RUNNING.search(event) else 1)
        elif event is not None:
            if index in left_out:
                step = event.end - index + 1
            elif event.tag == "a" and _leads_away(event):
                link_end = event.end
                links += 1
        totals.weight.extend([weight] * step)
        totals.chars.extend([chars] * step)
        totals.linked.extend([linked] * step)
        totals.links.extend([links] * step)
        index += step
    return totals


def _leads_away(link: Element) -> bool:
    """Whether a link leads to another page; a contents list of the page itself is text."""
    return not link.attributes.get("href", "#").startswith("#")


def _innermost(page: Page, totals: _Totals, share: float, *, marked: bool) -> Element | None:
    """The innermost element with ``share`` of the text: more than half lies in one only."""
    found: Element | None = None
    for element in page.elements:
        if found is not None and element.start > found.end:
            break
        fits = _is_marked(element) if marked else _has_blocks(page, element)
        if fits and totals.share(element) >= share:
            found = element
    return found


def _is_marked(element: Element) -> bool:
    attributes = element.attributes
    return (
        element.tag in _MAIN_TAGS
        or attributes.get("role") in ("main", "article")
        or attributes.get("itemprop") == "articleBody"
        or any(
            not _MAIN_NAMES.isdisjoint(furniture.names(attributes[key]))
            for key in ("class", "id")
            if key in attributes
        )
    )


def _has_blocks(page: Page, element: Element) -> bool:
    """Whether ``element`` holds several blocks or lines; one alone is not the main part."""
    if element.tag not in _CONTAINERS:
        return False
    blocks = (child for child in page.children(element) if child.tag in _LINES)
    return next(blocks, None) is not None and next(blocks, None) is not None


def _running_outside(page: Page, start: int, end: int, left_out: set[int]) -> str:
    """Running text before and behind the main part that is not left out as furniture."""
    found: list[str] = []
    index = 0
    while index < len(page.events):
        event = page.events[index]
        if index == start:
            index = end
        elif isinstance(event, Element) and index in left_out:
            index = event.end
        elif isinstance(event, str) and _RUNNING.search(event):
            found.append(strip(event))
        index += 1
    return "".join(found)


def _told(outside: str) -> tuple[Problem, ...]:
    if len(outside) < _TOLD:
        return ()
    beginning = "".join(outside[:20].split())
    return (
        Problem(
            f"{len(outside)} characters beside the main part of the page are left out "
            f"(they begin with {beginning}…)"
        ),
    )
