"""The numbers of list items as a browser shows them (HTML 4.4.5, CSS Counter Styles 3)."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from quizgen.numerals import format_han, format_roman
from quizgen.regex import regex

_WHOLE = regex(r"\s*([+-]?[0-9]{1,9})(?![0-9])")
_STYLE = regex(r"list-style(?:-type)?\s*:\s*([^;]+)")


def _letters(value: int) -> str:
    """Letters from a to z, then aa, ab and so on."""
    written = ""
    while value:
        value, rest = divmod(value - 1, 26)
        written = chr(ord("a") + rest) + written
    return written


def _upper(form: Callable[[int], str]) -> Callable[[int], str]:
    return lambda value: form(value).upper()


def _roman(value: int) -> str:
    return format_roman(value).lower() if value <= 399 else str(value)


def _han(value: int) -> str:
    return format_han(value) if value <= 9_999 else str(value)


# type="…" or list-style-type → how a number above 0 is written, and what follows it
# ("" leaves that to the list).
_FORMS: dict[str, tuple[Callable[[int], str], str]] = {
    "1": (str, ""),
    "decimal": (str, ""),
    "decimal-leading-zero": (lambda value: f"{value:02}", ""),
    "a": (_letters, ""),
    "lower-alpha": (_letters, ""),
    "lower-latin": (_letters, ""),
    "A": (_upper(_letters), ""),
    "upper-alpha": (_upper(_letters), ""),
    "upper-latin": (_upper(_letters), ""),
    "i": (_roman, ""),
    "lower-roman": (_roman, ""),
    "I": (_upper(_roman), ""),
    "upper-roman": (_upper(_roman), ""),
    "cjk-ideographic": (_han, "、"),
    "simp-chinese-informal": (_han, "、"),
    "trad-chinese-informal": (_han, "、"),
}
_UNNUMBERED = frozenset({"none", "disc", "circle", "square"})


def list_style(attributes: Mapping[str, str | None]) -> str:
    """The style of an ``<ol>``: a key of the table above, or ``none``; "1" when not said."""
    declared = _STYLE.search(attributes.get("style") or "")
    for word in declared[1].split() if declared else ():
        if word in _FORMS:
            return word
        if word in _UNNUMBERED:
            return "none"
    kind = (attributes.get("type") or "").strip()
    return kind if kind in _FORMS else "none" if kind.lower() in _UNNUMBERED else "1"


def ordinal(value: int, style: str, delimiter: str) -> str:
    """Number and delimiter as shown before an item: ``3. ``, ``c. ``, ``三、``."""
    form, own = _FORMS[style]
    written = form(value) if value > 0 else str(value)
    return f"{written}{own}" if own else f"{written}{delimiter} "


def whole(attributes: Mapping[str, str | None], name: str) -> int | None:
    """The whole number of an attribute (``start``, ``value``); None when there is none."""
    found = _WHOLE.match(attributes.get(name) or "")
    return int(found[1]) if found else None
