"""What of a web page is not its text: hidden parts, menus, comments, cookie notes.

Names are those that site generators, content management systems and Chinese government
sites give their parts.
"""

from __future__ import annotations

from functools import lru_cache

from quizgen.readers.html.page import Element, Page
from quizgen.readers.tags import ANNOTATIONS, LEFT_OUT, words
from quizgen.regex import regex

# Never text, whatever stands in it.
_NO_TEXT = (LEFT_OUT | ANNOTATIONS) | words(
    "applet audio button canvas datalist embed iframe input map noframes object select "
    "textarea video xml"
)
# Furniture wherever it stands, and such that may also belong to the text.
_FURNITURE_TAGS = words("dialog footer nav search")
PERIPHERAL_TAGS = words("aside header")
TELLING_TAGS = _NO_TEXT | _FURNITURE_TAGS | PERIPHERAL_TAGS
_FURNITURE_ROLES = words(
    "alert alertdialog banner complementary contentinfo dialog menu menubar navigation search "
    "toolbar tooltip"
)

_STYLE_HIDDEN = regex(r"display\s*:\s*none|visibility\s*:\s*(?:hidden|collapse)|mso-hide\s*:\s*all")
_STYLE_NO_SIZE = regex(r"font-size\s*:\s*0+(?:\.0+)?\s*(?:px|pt|em|rem|%)?\s*(?:;|$)")
_HIDDEN_CLASSES = words(
    "assistive-text katex-html mathjax mathjax_chtml mathjax_preview mathjax_svg "
    "screen-reader-only screen-reader-text sr-only visually-hidden visuallyhidden"
)

# Classes and ids are looked up word by word (postMeta, post-meta, post_meta → meta) …
_FURNITURE_NAMES = words(
    "ad ads advert advertisement backtop banner breadcrumb breadcrumbs comment commentlist "
    "comments consent cookie cookies copyright crumb crumbs dibu disqus dqwz dropdown feedback "
    "foot footer friendlink gdpr gotop hotnews licence license links login menu meta modal nav "
    "navbar navi navigation navigator newsletter next pager pagination paging popup postmeta "
    "prev prevnext print qrcode recommend recommended related relevant reply reward search "
    "share sharing sidebar sider signin social subscribe tags toc tongji toolbar topbar totop "
    "weizhi"
)
# … except in names such as has-sidebar, no-footer.
_TELLING = words("has no with without not hide show is")
_CONTAINERS = words("aside dd div dl footer form header li nav ol p section span table ul")
_WORD = regex("[A-Z]?[a-z]+|[A-Z]+(?![a-z])")

_PERMALINKS = frozenset("#¶§🔗↩️︎\u200b\ufeff ")  # beside headings and footnotes
_SIGN_EVENTS = 4  # from the start of a sign to its end: its text, perhaps in an element


def has_no_text(element: Element) -> bool:
    """Whether nothing in ``element`` is text of the page."""
    return element.tag in _NO_TEXT and not is_formula(element)


def is_formula(element: Element) -> bool:
    """Whether a script is a formula in TeX, put there for MathJax."""
    return element.tag == "script" and element.attributes.get("type", "").startswith("math/tex")


def is_hidden(element: Element) -> bool:
    """Whether ``element`` is not shown, or shown to nobody who reads."""
    attributes = element.attributes
    if not attributes:
        return False
    return (
        "hidden" in attributes
        or attributes.get("aria-hidden") == "true"
        or ("style" in attributes and _is_styled_away(element.tag, attributes["style"].lower()))
        or ("class" in attributes and not _HIDDEN_CLASSES.isdisjoint(names(attributes["class"])))
    )


def _is_styled_away(tag: str, style: str) -> bool:
    # Text of no size is garbage against copying; a block of no size only closes gaps.
    return _STYLE_HIDDEN.search(style) is not None or (
        tag in ("font", "span") and _STYLE_NO_SIZE.search(style) is not None
    )


def is_furniture(element: Element) -> bool:
    """Whether tag, role, class or id tell that ``element`` is no text of the page."""
    if element.tag in _FURNITURE_TAGS:
        return True
    attributes = element.attributes
    if not attributes or element.tag not in _CONTAINERS:
        return False
    return (
        attributes.get("role") in _FURNITURE_ROLES
        or ("class" in attributes and _named_furniture(attributes["class"]))
        or ("id" in attributes and _named_furniture(attributes["id"]))
    )


@lru_cache(maxsize=4_096)  # a page has few classes, each many times
def names(value: str) -> frozenset[str]:
    """The names in a class or id attribute, in lower case."""
    return frozenset(value.lower().split())


@lru_cache(maxsize=4_096)
def _named_furniture(value: str) -> bool:
    for name in value.split():
        parts = {part.lower() for part in _WORD.findall(name)}
        if not parts.isdisjoint(_FURNITURE_NAMES) and parts.isdisjoint(_TELLING):
            return True
    return False


def is_permalink(element: Element, page: Page) -> bool:
    """Whether a link is only a sign to take its address from: ``#`` or ``¶``."""
    return (
        element.tag == "a"
        and element.end - element.start <= _SIGN_EVENTS
        and "href" in element.attributes
        and _PERMALINKS.issuperset(page.text(element))
    )
