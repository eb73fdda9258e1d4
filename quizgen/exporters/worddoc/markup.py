"""Elements of WordprocessingML: text is data in them, never mark-up."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from copy import deepcopy
from string import Formatter
from typing import Any

from docx.oxml.ns import qn
from docx.oxml.parser import OxmlElement

from quizgen.exporters.pdf.characters import printable

Element = Any  # lxml elements, of classes that python-docx makes at run time

POINT = 20  # twentieths of a point, in which Word measures
_UNFIT = re.compile("[^\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")  # for XML
_SPACE = qn("xml:space")


def fit(text: str) -> str:
    """``text`` as on the PDF pages (``printable``), without what XML cannot hold."""
    return _UNFIT.sub("", printable(text))


def el(tag: str, *children: Element, **attributes: object) -> Element:
    """The element ``w:tag``; True and False are on and off, None leaves an attribute out.

    A child that already stands elsewhere is copied.
    """
    element = OxmlElement(f"w:{tag}")
    for name, value in attributes.items():
        if value is not None:
            element.set(qn(f"w:{name}"), _written(value))
    for child in children:
        element.append(child if child.getparent() is None else deepcopy(child))
    return element


def val(tag: str, value: object) -> Element:
    """The element ``w:tag`` with the attribute ``w:val``."""
    return el(tag, val=value)


def twips(points: float) -> int:
    """Points as Word measures lengths."""
    return round(points * POINT)


def run(text: str, style: str = "") -> Element:
    """A run of ``text``, in the character style ``style`` if any.

    The hint gives marks that Chinese and Latin share (quotation marks, dashes, dots) the
    Chinese font, as Word does itself while a person types Chinese.
    """
    return _run(fit(text), style, el("rFonts", hint="eastAsia"))


def raw_run(text: str, style: str = "") -> Element:
    """A run of spaces of our own, which :func:`fit` would take away."""
    return _run(text, style)


def _run(text: str, style: str, *properties: Element) -> Element:
    named = [val("rStyle", style)] if style else []
    written = el("t")
    written.text = text
    written.set(_SPACE, "preserve")
    return el("r", el("rPr", *named, *properties), written)


def run_text(element: Element) -> str:
    """The text of a run."""
    return "".join(part.text or "" for part in element.iter(qn("w:t")))


def tab() -> Element:
    """A run that is a tab."""
    return el("r", el("tab"))


def paragraph(style: str, *runs: Element, properties: Iterable[Element] = ()) -> Element:
    """A paragraph in a style; ``properties`` of its own must be in the order of the schema."""
    return el("p", el("pPr", val("pStyle", style), *properties), *runs)


def field(code: str) -> list[Element]:
    """The runs of a field; Word fills in its result when it lays out the pages."""
    instruction = el("instrText")
    instruction.text = f" {code} "
    instruction.set(_SPACE, "preserve")
    return [
        el("r", el("fldChar", fldCharType="begin")),
        el("r", instruction),
        el("r", el("fldChar", fldCharType="separate")),
        run("1"),
        el("r", el("fldChar", fldCharType="end")),
    ]


def with_fields(template: str, codes: Mapping[str, str]) -> list[Element]:
    """The runs of ``template``, each ``{name}`` in it being the field ``codes[name]``."""
    runs: list[Element] = []
    for literal, name, _, _ in Formatter().parse(template):
        if literal:
            runs.append(run(literal))
        if name is not None:
            runs += field(codes[name])
    return runs


def _written(value: object) -> str:
    if isinstance(value, bool):
        return "1" if value else "0"
    return value if isinstance(value, str) else str(value)
