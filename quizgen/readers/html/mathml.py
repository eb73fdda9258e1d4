"""Formulas in a page: TeX where it is given, else MathML written on one line."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from quizgen.readers.html.page import Element, Page
from quizgen.readers.linear import bracketed, scripted
from quizgen.readers.pieces import raised


def formula(page: Page, element: Element) -> str:
    """The text of ``<math>``, or of a script in TeX: ``$…$`` as in Markdown, or plain."""
    if element.tag != "math":
        return _tex(page.text(element))
    for inner in page.events[element.start + 1 : element.end]:
        if isinstance(inner, Element) and _is_tex(inner):
            return _tex(page.text(inner))
    alternative = element.attributes.get("alttext", "")
    return _tex(alternative) if alternative.strip() else _linear(page, element)


def _is_tex(element: Element) -> bool:
    return element.tag == "annotation" and "tex" in element.attributes.get("encoding", "").lower()


def _tex(source: str) -> str:
    return f"${' '.join(source.split())}$"


def _linear(page: Page, math: Element) -> str:
    """MathML on one line; each element gives its text to the one around it."""
    opened: list[tuple[str, list[str]]] = [("math", [])]
    for event in page.events[math.start + 1 : math.end]:
        if isinstance(event, str):
            if event.strip():
                opened[-1][1].append(event.strip())
        elif event is not None:
            opened.append((event.tag, []))
        else:
            tag, parts = opened.pop()
            rule = _RULES.get(tag, "".join)
            opened[-1][1].append(rule(parts))
    return "".join(opened[0][1])


def _scripts(signs: str) -> Callable[[Sequence[str]], str]:
    """A base with what stands above (``^``) or below (``_``) it."""

    def written(parts: Sequence[str]) -> str:
        base, *scripts = parts or [""]
        return scripted(base, signs, scripts)

    return written


def _root(parts: Sequence[str]) -> str:
    return f"√{bracketed(''.join(parts))}"


def _root_of_degree(parts: Sequence[str]) -> str:
    base, degree = parts[0] if parts else "", "".join(parts[1:])
    return f"{raised(degree)}√{bracketed(base)}"


_RULES: dict[str, Callable[[Sequence[str]], str]] = {
    "mfrac": lambda parts: "/".join(map(bracketed, parts)),
    "msup": _scripts("^"),
    "msub": _scripts("_"),
    "msubsup": _scripts("_^"),
    "msqrt": _root,
    "mroot": _root_of_degree,
    "annotation": lambda _: "",
    "annotation-xml": lambda _: "",
}
