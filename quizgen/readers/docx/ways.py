"""The ways in which the properties of a run (``w:rPr``) set it off."""

from __future__ import annotations

from collections.abc import Callable

from quizgen.readers.docx.names import VAL, Element, w
from quizgen.readers.ways import COLOURED, DOTTED, MARKER, SLANTED, UNDERLINED, is_colour

_OFF = frozenset({None, "none", "0", "false", "off"})


def _has_value(element: Element) -> bool:
    return element.get(VAL) not in _OFF


def _is_toggled(element: Element) -> bool:
    return element.get(VAL, "on") not in _OFF


def _is_coloured(element: Element) -> bool:
    return is_colour(element.get(VAL) or "")


def _is_shaded(element: Element) -> bool:
    return is_colour(element.get(w("fill")) or "")


# Bold type is not here: a style may give it, too.
_WAYS: dict[str, tuple[int, Callable[[Element], bool]]] = {
    w("i"): (SLANTED, _is_toggled),
    w("u"): (UNDERLINED, _has_value),
    w("em"): (DOTTED, _has_value),
    w("highlight"): (MARKER, _has_value),
    w("shd"): (MARKER, _is_shaded),
    w("color"): (COLOURED, _is_coloured),
}


def ways_of(properties: Element | None, *, linked: bool) -> int:
    """The ways that ``w:rPr`` sets a run off in; how links look sets nothing off."""
    ways = 0
    for element in () if properties is None else properties.iterchildren("{*}*"):
        if (found := _WAYS.get(element.tag)) and found[1](element):
            ways |= found[0]
    return ways & ~(UNDERLINED | COLOURED) if linked else ways
