"""The title of a web page, without the name of its site."""

from __future__ import annotations

import re
from collections.abc import Sequence

from quizgen.readers.html.page import Element, Page
from quizgen.readers.pieces import Piece
from quizgen.regex import regex
from quizgen.text import squeeze, strip

# Between the title of a page and the name of its site.
_SEPARATOR = regex(r"\s+[-–—|·_»]+\s+|\s*[|_｜]+\s*|\s*——\s*|-(?=[^-]*$)")
_FIRST_PIECES = 8  # among which the title is sought again
_LONGEST = 100  # characters
# What programs put in where nobody gave a title.
_NO_TITLES = regex(
    r"(?:新建|无标题|無標題|未命名|untitled|new page|document|microsoft word\b).*|"
    r".*\.(?:docx?|wps|html?|rtf|txt)|首页|詳情|详情|正文|文章",
    re.IGNORECASE,
)


def find_title(page: Page, pieces: Sequence[Piece]) -> str:
    """The title that the page gives itself; "" when there is none worth the name.

    ``pieces`` are those of the main part.  A heading ``<h1>`` that the page's own title
    confirms comes first; then that title as far as the text confirms it; then what there is.
    """
    offered = [title for title in _offered(page) if not _NO_TITLES.fullmatch(title)]
    headings = _headings(page)
    known = {squeeze(heading): heading for heading in headings}
    known.update({squeeze(p.text): p.text for p in reversed(pieces[:_FIRST_PIECES])})
    for title in offered:
        for part in _beginnings(title):
            if squeeze(part) in known:
                return part
    if len(headings) == 1:
        return headings[0]
    first = squeeze(pieces[0].text) if pieces else ""
    for title in offered:
        for part in _beginnings(title):
            if first.startswith(squeeze(part)):
                return part
    return offered[0] if offered else ""


def _offered(page: Page) -> list[str]:
    """What ``og:title`` and ``<title>`` say."""
    found: list[str] = []
    for element in page.elements:
        if element.tag == "meta" and element.attributes.get("property") == "og:title":
            found.insert(0, element.attributes.get("content", ""))
        elif element.tag == "title" and not _inside_picture(page, element):
            found.append(page.text(element))
        elif element.tag == "body":
            break
    return [title for title in map(_one_line, found) if 0 < len(title) <= _LONGEST]


def _inside_picture(page: Page, title: Element) -> bool:
    return any(
        element.tag == "svg" and element.start < title.start < element.end
        for element in page.elements
    )


def _headings(page: Page) -> list[str]:
    """The texts of all ``<h1>``, hidden ones as well: some sites hide it from readers."""
    texts = [_one_line(page.text(element)) for element in page.elements if element.tag == "h1"]
    return [text for text in texts if 0 < len(text) <= _LONGEST]


def _one_line(text: str) -> str:
    return strip(" ".join(text.split()))


def _beginnings(title: str) -> list[str]:
    """``title``, and what remains of it without its last parts, longest first."""
    cuts = [found.start() for found in _SEPARATOR.finditer(title) if found.start()]
    return [title, *(title[:cut] for cut in reversed(cuts))]
