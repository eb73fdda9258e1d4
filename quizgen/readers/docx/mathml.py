"""Formulas (Office MathML) on one line: a/b, x², √x."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from quizgen.readers.docx.names import Element, m
from quizgen.readers.linear import bracketed, scripted
from quizgen.readers.pieces import raised


def formula(element: Element) -> str:
    """The text of an ``m:oMath`` or of a part of one."""
    tag = element.tag
    if tag == m("t"):
        return element.text or ""
    rule = _RULES.get(tag)
    if rule is not None:
        return rule(element)
    return "".join(formula(child) for child in element.iterchildren("{*}*"))


def _parts(element: Element, *names: str) -> list[str]:
    return [
        "" if (part := element.find(m(name))) is None else formula(part).strip() for name in names
    ]


def _fraction(element: Element) -> str:
    above, below = _parts(element, "num", "den")
    return f"{bracketed(above)}/{bracketed(below)}"


def _script(names: Sequence[str], form: str) -> Callable[[Element], str]:
    """A base with what stands above (``^``) or below (``_``) it."""

    def written(element: Element) -> str:
        base, *scripts = _parts(element, "e", *names)
        return scripted(base, form, scripts)

    return written


def _root(element: Element) -> str:
    degree, inside = _parts(element, "deg", "e")
    return f"{raised(degree)}√{bracketed(inside)}"


def _delimited(element: Element) -> str:
    return "(" + ",".join(formula(part) for part in element.iterchildren(m("e"))) + ")"


_RULES: dict[str, Callable[[Element], str]] = {
    m("f"): _fraction,
    m("sSup"): _script(["sup"], "^"),
    m("sSub"): _script(["sub"], "_"),
    m("sSubSup"): _script(["sub", "sup"], "_^"),
    m("rad"): _root,
    m("d"): _delimited,
}
