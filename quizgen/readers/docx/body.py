"""The body of a Word document: paragraphs, tables, text boxes and notes → pieces."""

from __future__ import annotations

from collections.abc import Iterator

from quizgen.document import BOLD_LINE, BlockKind, label
from quizgen.errors import Problem
from quizgen.grammar import leading_markers
from quizgen.readers import marks
from quizgen.readers.docx.names import ALTERNATE, CHOICE, Element, below, number, val, w
from quizgen.readers.docx.numbers import Numbers
from quizgen.readers.docx.package import Parts
from quizgen.readers.docx.runs import Content, Runs
from quizgen.readers.docx.styles import BODY_LEVEL, Style, Styles, numbering_of
from quizgen.readers.marks import Marks
from quizgen.readers.pieces import Piece, is_bold_heading, judged, row
from quizgen.regex import regex
from quizgen.text import has_han, join_lines, strip

_SPACE = regex(r"[ \t\u00a0]+")
_LONGEST_HEADING = 120  # characters; what is longer is a paragraph in the wrong style
_LONGEST_TITLE = 50
_LONGEST_FOOT = 20  # characters around a page number: 第 页（共 页）
_TITLE_PLACE = 3  # paragraphs among which the title stands
_GALLERY = "Table of Contents"
_DEEPEST = 40  # tables within tables, text boxes within text boxes
_CONTAINERS = frozenset(map(w, ("customXml", "smartTag", "ins", "moveTo")))
_SEPARATORS = frozenset({"separator", "continuationSeparator", "continuationNotice"})


class Body:
    """Walks the body once.  ``title`` and ``problems`` are known afterwards."""

    def __init__(self, parts: Parts) -> None:
        self.title = ""
        self.problems: list[Problem] = []
        self._parts = parts
        self._styles = Styles(parts.styles)
        self._numbers = Numbers(parts.numbering)
        self._runs = Runs(self._styles)
        self._notes = {kind: _notes(root) for kind, root in parts.notes.items()}
        self._carried = Piece("")  # a paragraph whose end was deleted
        self._seen = 0  # paragraphs with text
        self._depth = 0
        self._objects = 0

    def pieces(self) -> list[Piece]:
        """All pieces of the body, in reading order."""
        if self._parts.embedded:
            self.problems.append(
                Problem("parts of the document are embedded files, which are not read")
            )
        body = below(self._parts.document, "body")
        pieces = [] if body is None else judged(self._blocks(body))
        if self._objects:
            self.problems.append(
                Problem(f"{self._objects} embedded objects (formulas, charts) have no text")
            )
        return pieces

    def _blocks(self, container: Element) -> list[Piece]:
        if self._depth >= _DEEPEST:
            self.problems.append(Problem("tables or text boxes are nested too deeply to be read"))
            return []
        self._depth += 1
        pieces: list[Piece] = []
        for element in _block_elements(container):
            if element.tag == w("p"):
                pieces += self._paragraph(element)
            else:
                pieces += self._table(element)
        self._depth -= 1
        return pieces

    def _table(self, table: Element) -> list[Piece]:
        pieces: list[Piece] = []
        for line in _rows(table):
            cells = []
            for cell in _cells(line):
                merged = below(cell, "tcPr", "vMerge")
                begun = merged is not None and val(cell, "tcPr", "vMerge") != "restart"
                cells.append([] if begun else self._blocks(cell))
            pieces += row(cells)
        return pieces

    def _paragraph(self, paragraph: Element) -> list[Piece]:
        properties = below(paragraph, "pPr")
        style = self._styles.paragraph(properties)
        contents = self._runs.in_contents
        content = self._runs.read(paragraph, style)
        self._objects += content.objects
        text = self._carried.text + content.text
        marked = marks.joined(
            [(self._carried.text, self._carried.marks), (content.text, content.marks)]
        )
        self._carried = Piece("")
        if below(properties, "rPr", "del") is not None:
            self._carried = Piece(text, marks=marked)
            return []
        if contents or style.is_contents or self._runs.in_contents:
            return []
        if content.paged and len(text) <= _LONGEST_FOOT:
            return []
        lines = [strip(_SPACE.sub(" ", line)) for line in text.split("\n")]
        lines = [line for line in lines if line]
        pieces: list[Piece] = []
        if lines:
            pieces = self._with_number(lines, marked, properties, style)
            if self._depth == 1 and content.bold and _is_line(pieces):
                pieces = [Piece(pieces[0].text, BlockKind.HEADING, BOLD_LINE)]
            self._look_for_title(pieces[0].text, properties, style)
        return pieces + self._hanging(content)

    def _with_number(
        self, lines: list[str], marked: Marks, properties: Element | None, style: Style
    ) -> list[Piece]:
        numbered = self._number(properties, style)
        if numbered is not None:
            marker, joined = numbered
            lines[0] = f"{marker}{lines[0]}" if joined else label(marker.strip(), lines[0])
            marked = marks.shifted(marked, marks.ink(marker))
        level = number(val(properties, "outlineLvl"))
        if level is None:
            level = style.level
        if level is not None and 0 <= level < BODY_LEVEL:
            text = join_lines(lines)
            if len(text) <= _LONGEST_HEADING:
                return [Piece(text, BlockKind.HEADING, level + 1)]
        parted = marks.split(marked, lines)
        return [Piece(line, marks=found) for line, found in zip(lines, parted, strict=True)]

    def _number(self, properties: Element | None, style: Style) -> tuple[str, bool] | None:
        """The automatic number of a paragraph with text, and whether it is joined to it."""
        own = numbering_of(properties)
        inherited = style.numbering or (None, None)
        list_id, level = own or inherited
        if list_id is None:
            list_id = inherited[0]
        if not list_id:
            return None  # 0 takes the numbers of the style away
        if level is None:
            name = val(properties, "pStyle")
            level = inherited[1]
            level = self._numbers.level_of_style(list_id, name) if level is None else level
        return self._numbers.next(list_id, level)

    def _look_for_title(self, text: str, properties: Element | None, style: Style) -> None:
        """A paragraph in the style Title, or a short centred one near the beginning."""
        self._seen += 1
        if self.title or not has_han(text) or len(text) > _LONGEST_TITLE:
            return
        centring = val(properties, "jc")
        centred = style.centred if centring is None else centring == "center"
        marked = leading_markers(text)
        if style.is_title or (centred and self._seen <= _TITLE_PLACE and not marked):
            self.title = text

    def _hanging(self, content: Content) -> list[Piece]:
        """Text boxes and notes, behind the paragraph on which they hang."""
        pieces: list[Piece] = []
        for box in content.boxes:
            pieces += self._blocks(box)
        for kind, name in content.notes:
            note = self._notes.get(kind, {}).pop(name, None)
            if note is not None:
                pieces += self._blocks(note)
        return pieces


def _is_line(pieces: list[Piece]) -> bool:
    return (
        len(pieces) == 1
        and pieces[0].kind is BlockKind.PARAGRAPH
        and is_bold_heading(pieces[0].text)
    )


def _block_elements(container: Element) -> Iterator[Element]:
    """Paragraphs and tables of ``container``, through the containers that only group them."""
    stack = [container.iterchildren("{*}*")]
    while stack:
        element = next(stack[-1], None)
        if element is None:
            stack.pop()
        elif element.tag in (w("p"), w("tbl")):
            yield element
        elif element.tag in _CONTAINERS:
            stack.append(element.iterchildren("{*}*"))
        elif element.tag == w("sdt"):
            if val(element, "sdtPr", "docPartObj", "docPartGallery") != _GALLERY:
                content = below(element, "sdtContent")
                if content is not None:
                    stack.append(content.iterchildren("{*}*"))
        elif element.tag == ALTERNATE:
            chosen = element.find(CHOICE)
            if chosen is not None:
                stack.append(chosen.iterchildren("{*}*"))


def _rows(table: Element) -> Iterator[Element]:
    return _inside(table, w("tr"))


def _cells(line: Element) -> Iterator[Element]:
    return _inside(line, w("tc"))


def _inside(element: Element, tag: str) -> Iterator[Element]:
    """The children ``tag``, also those that a content control or a revision wraps."""
    for child in element.iterchildren("{*}*"):
        if child.tag == tag:
            if below(child, "trPr", "del") is None:
                yield child
        elif child.tag in (w("sdt"), w("sdtContent"), w("customXml"), w("ins")):
            yield from _inside(child, tag)


def _notes(root: Element) -> dict[str, Element]:
    """The notes of a part by id, without those that only draw the line above them."""
    return {
        note.get(w("id")): note
        for note in root.iterchildren(w("footnote"), w("endnote"))
        if note.get(w("type")) not in _SEPARATORS
    }
