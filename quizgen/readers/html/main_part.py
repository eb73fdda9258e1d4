"""Where in a web page its text is.

First what is no text is left out (:mod:`quizgen.readers.html.furniture`).  The main part
is then the innermost element whose name or tag says so and that holds most of the text.
Where none does, it is the innermost element that holds nearly all of it, and lists of
links in it are left out.  A page without menus and with few links, a body and nothing
else, is kept whole.  Running text that lies beside the main part is told as a problem.
"""

from __future__ import annotations

from dataclasses import field

from quizgen.errors import Problem
from quizgen.readers.html import furniture
from quizgen.readers.html.page import Element, Page
from quizgen.readers.html.weights import Weights, is_running, weigh
from quizgen.readers.tags import BLOCKS, words
from quizgen.records import dataclass
from quizgen.text import strip

# Classes and ids of the main part: of site generators, of content management systems,
# of WeChat (js_content) and of government and university sites (TRS, UCAP, vsb).
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
# All others tell by their attributes, if at all, that they are not merely a part of the text.
_TELLING_TAGS = _MAIN_TAGS | furniture.TELLING_TAGS
_MARKED_SHARE = 0.6  # of all text that a marked main part holds at least
_UNMARKED_SHARE = 0.95

_FURNITURE_SHARE = 0.5  # what holds more of the text is no furniture, whatever its name
_HIDDEN_SHARE = 0.8  # what holds more is shown by a script, as in WeChat articles

_CONTAINERS = words("article body center div form main section table tbody td tr")
_LINES = BLOCKS | {"br"}
_LINK_LISTS = words("center div dl ol p section table tbody td tr ul")
_LINKED = 0.7  # share of a link list that stands in links
_FEWEST_LINKS = 3
_BARE = 0.2  # share of links up to which a page without furniture is a bare body

_TOLD = 100  # characters of running text outside the main part that are worth telling


@dataclass(frozen=True, slots=True)
class MainPart:
    """The main part: events ``start`` to ``end``, without the elements in ``left_out``."""

    start: int
    end: int
    left_out: frozenset[int]  # indices of the start of each
    problems: tuple[Problem, ...] = ()


@dataclass(slots=True)
class _Roles:
    """Elements by the part that their tags and attributes say they play."""

    never: set[int] = field(default_factory=set)  # the starts of those without text
    unseen: list[Element] = field(default_factory=list)
    furniture: list[Element] = field(default_factory=list)
    peripheral: list[Element] = field(default_factory=list)
    main: list[Element] = field(default_factory=list)


def whole_page(page: Page) -> MainPart:
    """All of the page that is text: for books, which have no furniture."""
    never = {element.start for element in page.elements if furniture.has_no_text(element)}
    return MainPart(0, len(page.events), frozenset(never))


def find_main_part(page: Page) -> MainPart:
    """The main part of a page; see above."""
    roles = _roles(page)
    weights = weigh(page, roles.never)
    left_out = roles.never.union(
        (element.start for element in roles.unseen if weights.share(element) <= _HIDDEN_SHARE),
        _small(roles.furniture, weights),
    )
    peripheral = _small(roles.peripheral, weights)
    weights = weigh(page, left_out | peripheral)
    if not weights.page.chars:  # all that there is looks like furniture
        return whole_page(page)
    root = _innermost(roles.main, weights, _MARKED_SHARE)
    if root is None:
        is_furnished = len(left_out) > len(roles.never) or bool(peripheral)
        left_out |= peripheral
        if not is_furnished and weights.page.linked <= weights.page.chars * _BARE:
            return MainPart(0, len(page.events), frozenset(left_out))
        containers = [element for element in page.elements if _has_blocks(page, element)]
        root = _innermost(containers, weights, _UNMARKED_SHARE)
        lists = [element for element in page.elements if _is_link_list(element, weights)]
        left_out |= _small(lists, weights)
    start, end = (root.start, root.end) if root else (0, len(page.events))
    outside = _running_outside(page, start, end, left_out | peripheral)
    return MainPart(start, end, frozenset(left_out), _told(outside))


def _roles(page: Page) -> _Roles:
    roles = _Roles()
    for element in page.elements:
        if not element.attributes and element.tag not in _TELLING_TAGS:
            continue  # most elements
        if furniture.has_no_text(element):
            roles.never.add(element.start)
            continue
        if furniture.is_furniture(element):
            roles.furniture.append(element)
        elif element.tag in furniture.PERIPHERAL_TAGS:
            roles.peripheral.append(element)
        elif _is_main(element):
            roles.main.append(element)
        if furniture.is_hidden(element) or furniture.is_permalink(element, page):
            roles.unseen.append(element)
    return roles


def _is_main(element: Element) -> bool:
    if element.tag in _MAIN_TAGS:
        return True
    attributes = element.attributes
    if not attributes:
        return False
    return (
        attributes.get("role") in ("main", "article")
        or attributes.get("itemprop") == "articleBody"
        or any(
            not _MAIN_NAMES.isdisjoint(furniture.names(attributes[key]))
            for key in ("class", "id")
            if key in attributes
        )
    )


def _small(elements: list[Element], weights: Weights) -> set[int]:
    """The starts of those that hold less than half of the text."""
    return {element.start for element in elements if weights.share(element) <= _FURNITURE_SHARE}


def _innermost(elements: list[Element], weights: Weights, share: float) -> Element | None:
    """The innermost element with ``share`` of the text: more than half lies in one only."""
    fitting = (element for element in elements if weights.share(element) >= share)
    return max(fitting, key=lambda element: element.start, default=None)


def _has_blocks(page: Page, element: Element) -> bool:
    """Whether ``element`` holds several blocks or lines; one alone is not the main part."""
    if element.tag not in _CONTAINERS:
        return False
    lines = (child for child in page.children(element) if child.tag in _LINES)
    return next(lines, None) is not None and next(lines, None) is not None


def _is_link_list(element: Element, weights: Weights) -> bool:
    """Whether ``element`` is hardly more than links."""
    if element.tag not in _LINK_LISTS:
        return False
    inside = weights.inside(element)
    return inside.links >= _FEWEST_LINKS and inside.linked >= inside.chars * _LINKED


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
        elif isinstance(event, str) and is_running(event):
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
