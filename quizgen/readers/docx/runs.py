"""The text of a paragraph: its runs, with fields, revisions, formulas and symbols.

What hangs on a paragraph without being part of its text (text boxes, notes) is handed
back beside it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import field

from quizgen.readers.docx.fields import equation
from quizgen.readers.docx.mathml import formula
from quizgen.readers.docx.names import (
    ALTERNATE,
    CHOICE,
    FALLBACK,
    TEXT_BOX,
    Element,
    below,
    is_on,
    m,
    val,
    w,
)
from quizgen.readers.docx.styles import Style, Styles, is_hidden
from quizgen.readers.docx.ways import ways_of
from quizgen.readers.marks import Marks, stretches
from quizgen.readers.pieces import WRITTEN_ON, lowered, raised
from quizgen.readers.ways import BOLD
from quizgen.records import dataclass
from quizgen.regex import regex

_SHIFTS: dict[str | None, Callable[[str], str]] = {"superscript": raised, "subscript": lowered}
# What a field prints that is no part of the text: numbers of pages, marks of an index.
_PAGES = frozenset({"PAGE", "NUMPAGES", "SECTIONPAGES"})
_UNPRINTED = _PAGES | {"PAGEREF", "XE", "TC"}
_CONTENTS = "TOC"
_BLANK = regex(r"[^\S\n]{2,}")  # underlined, it is a blank to write on
# Symbols of Word's own fonts (Symbol, Wingdings) that stand in texts.
_SYMBOLS = {
    "F0B4": "×", "F0B8": "÷", "F0B1": "±", "F0B0": "°", "F0A3": "≤", "F0B3": "≥",
    "F0B9": "≠", "F0BB": "≈", "F0AE": "→", "F0AC": "←", "F0DE": "⇒", "F061": "α",
    "F062": "β", "F067": "γ", "F044": "Δ", "F06D": "μ", "F070": "π", "F06C": "λ",
    "F077": "ω", "F057": "Ω", "F0D7": "·", "F0FC": "✓", "F0FE": "☑", "F0A8": "□",
    "F06F": "□", "F0B7": "•", "F06E": "■", "F0D8": "➢", "F075": "◆", "F0E0": "→",
}  # fmt: skip


@dataclass(slots=True)
class _Field:
    """An open complex field: its code, and whether its result has begun."""

    code: list[str] = field(default_factory=list)
    result: bool = False

    @property
    def name(self) -> str:
        """What the field is, in capitals."""
        return "".join(self.code).strip().partition(" ")[0].upper()


@dataclass(slots=True)
class Content:
    r"""The text of a paragraph (``\n``: a line break), and the elements that hang on it."""

    text: str = ""
    boxes: list[Element] = field(default_factory=list)
    notes: list[tuple[str, str]] = field(default_factory=list)  # part, id
    paged: bool = False  # it prints the number of a page
    bold: bool = False  # all of its text is in bold type
    marks: Marks = ()  # what is set off in it
    objects: int = 0  # embedded: formulas of old editors, tables of other programs


class Runs:
    """Reads paragraphs one after the other; fields may go on from one into the next."""

    def __init__(self, styles: Styles) -> None:
        self._styles = styles
        self._fields: list[_Field] = []
        self._out: list[str] = []
        self._ways: list[int] = []  # in which each part that came out is set off
        self._linked = False
        self._content = Content()
        self._style = Style()
        self._plain = False  # whether there is text that is not in bold type

    @property
    def in_contents(self) -> bool:
        """Whether the result of a TOC field (a generated contents list) is open."""
        return any(one.result and one.name == _CONTENTS for one in self._fields)

    def read(self, paragraph: Element, style: Style) -> Content:
        """The content of a ``w:p`` of this style."""
        self._out, self._content, self._style = [], Content(), style
        self._plain = False
        self._ways = []
        self._children(paragraph)
        self._set_off(0)
        self._content.text = "".join(self._out)
        self._content.marks = stretches(self._out, self._ways)
        self._content.bold = not self._plain and bool(self._out)
        return self._content

    def _children(self, element: Element) -> None:
        for child in element.iterchildren("{*}*"):
            handler = _HANDLERS.get(child.tag)
            if handler is not None:
                handler(self, child)

    def _add(self, text: str) -> None:
        for one in reversed(self._fields):
            if not one.result:
                one.code.append(text)
                return
            if one.name in _UNPRINTED:
                self._content.paged |= one.name in _PAGES
                return
        self._out.append(text)

    def _run(self, run: Element) -> None:
        properties = below(run, "rPr")
        shift = None
        if properties is not None:
            style = self._styles.get(val(properties, "rStyle"))
            hidden = is_hidden(properties)
            if hidden is None:
                hidden = style.hidden
            if hidden is None:
                hidden = self._style.hidden
            if hidden:
                self._field_marks(run)
                return
            shift = _SHIFTS.get(val(properties, "vertAlign") or style.raised)
            bold = is_on(properties, "b")
            if bold is None:
                bold = style.bold
        elif self._style.hidden:
            self._field_marks(run)
            return
        else:
            bold = None
        bold = self._style.bold if bold is None else bold
        before = len(self._out)
        self._set_off(0)  # what came out between this run and the one before
        if shift is None:
            self._children(run)
            self._draw_blank(properties, before)
            if not bold:
                self._plain |= any(part.strip() for part in self._out[before:])
        else:
            outer, self._out, known, self._ways = self._out, [], self._ways, []
            self._children(run)
            inner, self._out, self._ways = "".join(self._out), outer, known
            if inner:
                self._out.append(shift(inner))
        ways = ways_of(properties, linked=self._linked)
        self._set_off(ways | BOLD if bold else ways)

    def _set_off(self, ways: int) -> None:
        """Note that what came out since the last call is set off in these ways."""
        self._ways += [ways] * (len(self._out) - len(self._ways))

    def _draw_blank(self, properties: Element | None, before: int) -> None:
        """Nothing but underlined space behind ``before`` is a blank to write on."""
        if properties is None or not _BLANK.fullmatch("".join(self._out[before:])):
            return
        if val(properties, "u") not in (None, "none"):
            self._out[before:] = [WRITTEN_ON]
            del self._ways[before:]
            self._set_off(0)

    def _field_marks(self, run: Element) -> None:
        """Of a hidden run only its field marks count: Word hides codes so."""
        for child in run.iterchildren(w("fldChar"), w("instrText")):
            _HANDLERS[child.tag](self, child)

    def _text(self, element: Element) -> None:
        self._add(element.text or "")

    def _field_mark(self, element: Element) -> None:
        kind = element.get(w("fldCharType"))
        if kind == "begin":
            self._fields.append(_Field())
        elif kind == "separate" and self._fields:
            self._fields[-1].result = True
        elif kind == "end" and self._fields:
            ended = self._fields.pop()
            code = "".join(ended.code).strip()
            if not ended.result and ended.name == "EQ":
                self._add(equation(code[2:]))

    def _simple_field(self, element: Element) -> None:
        code = (element.get(w("instr")) or "").strip()
        self._fields.append(_Field([code], result=True))
        self._children(element)
        self._fields.pop()

    def _symbol(self, element: Element) -> None:
        code = (element.get(w("char")) or "").upper().zfill(4)
        sign = _SYMBOLS.get(code)
        if sign is None and code.isalnum():
            try:
                sign = chr(int(code, 16))
            except (ValueError, OverflowError):
                sign = ""
        self._add(sign or "")

    def _alternate(self, element: Element) -> None:
        chosen = element.find(CHOICE)
        self._children(element.find(FALLBACK) if chosen is None else chosen)

    def _object(self, element: Element) -> None:
        self._content.objects += 1
        self._drawing(element)

    def _drawing(self, element: Element) -> None:
        """Text boxes inside a drawing or a shape, each once."""
        stack = [element]
        while stack:
            here = stack.pop()
            if here.tag == TEXT_BOX:
                self._content.boxes.append(here)
                continue
            children = list(here.iterchildren("{*}*"))
            if here.tag == ALTERNATE:
                children = [c for c in children if c.tag == CHOICE][:1] or children[:1]
            stack += reversed(children)

    def _note(self, element: Element) -> None:
        kind = "footnotes" if element.tag == w("footnoteReference") else "endnotes"
        self._content.notes.append((kind, element.get(w("id")) or ""))

    def _ruby(self, element: Element) -> None:
        base = below(element, "rubyBase")
        if base is not None:
            self._children(base)

    def _break(self, _: Element) -> None:
        self._add("\n")

    def _structured(self, element: Element) -> None:
        content = below(element, "sdtContent")
        if content is not None:
            self._children(content)

    def _link(self, element: Element) -> None:
        outer, self._linked = self._linked, True
        self._children(element)
        self._linked = outer

    def _formula(self, element: Element) -> None:
        self._add(formula(element))


def _sign(sign: str) -> Callable[[Runs, Element], None]:
    return lambda runs, _: runs._add(sign)  # noqa: SLF001 - a handler is a method in a table


# What is not here has no text of its own; w:del and w:moveFrom are left out with all in them.
_HANDLERS: dict[str, Callable[[Runs, Element], None]] = {
    w("r"): Runs._run,  # noqa: SLF001
    w("t"): Runs._text,  # noqa: SLF001
    w("instrText"): Runs._text,  # noqa: SLF001
    w("fldChar"): Runs._field_mark,  # noqa: SLF001
    w("fldSimple"): Runs._simple_field,  # noqa: SLF001
    w("sym"): Runs._symbol,  # noqa: SLF001
    w("tab"): _sign("\t"),
    w("ptab"): _sign("\t"),
    w("noBreakHyphen"): _sign("-"),
    w("br"): Runs._break,  # noqa: SLF001
    w("cr"): Runs._break,  # noqa: SLF001
    w("ruby"): Runs._ruby,  # noqa: SLF001
    w("footnoteReference"): Runs._note,  # noqa: SLF001
    w("endnoteReference"): Runs._note,  # noqa: SLF001
    w("drawing"): Runs._drawing,  # noqa: SLF001
    w("pict"): Runs._drawing,  # noqa: SLF001
    w("object"): Runs._object,  # noqa: SLF001
    ALTERNATE: Runs._alternate,  # noqa: SLF001
    w("sdt"): Runs._structured,  # noqa: SLF001
    m("oMath"): Runs._formula,  # noqa: SLF001
    m("oMathPara"): Runs._formula,  # noqa: SLF001
    w("hyperlink"): Runs._link,  # noqa: SLF001
    **dict.fromkeys(
        map(w, ("smartTag", "ins", "moveTo", "customXml", "dir", "bdo")),
        Runs._children,  # noqa: SLF001
    ),
}
