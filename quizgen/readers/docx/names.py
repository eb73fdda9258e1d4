"""Names of WordprocessingML (ECMA-376 part 1) and of the mark-up beside it, as lxml spells them."""

from __future__ import annotations

from typing import Any

Element = Any  # lxml.etree._Element: lxml has no types of its own

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"


def w(name: str) -> str:
    """A name of WordprocessingML."""
    return _W + name


def m(name: str) -> str:
    """A name of Office MathML."""
    return _M + name


VAL = w("val")
ALTERNATE, CHOICE, FALLBACK = _MC + "AlternateContent", _MC + "Choice", _MC + "Fallback"
TEXT_BOX = w("txbxContent")


def val(element: Element, *path: str) -> str | None:
    """The ``w:val`` at the end of ``path`` below ``element``; None when something is missing."""
    found = below(element, *path)
    return None if found is None else found.get(VAL)


def below(element: Element, *path: str) -> Element | None:
    """The first element at the end of ``path`` (WordprocessingML names) below ``element``."""
    for name in path:
        if element is None:
            return None
        element = element.find(w(name))
    return element


def is_on(element: Element, *path: str) -> bool | None:
    """Whether the toggle at ``path`` is on; None when it is not there."""
    found = below(element, *path)
    if found is None:
        return None
    return found.get(VAL) not in ("0", "false", "off", "none")


def number(text: str | None) -> int | None:
    """The integer that an attribute holds; None when it holds none."""
    try:
        return None if text is None else int(text)
    except ValueError:
        return None
