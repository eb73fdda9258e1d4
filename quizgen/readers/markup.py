"""HTML mark-up → blocks: what Markdown renders to, and what stands in it as raw HTML.

Headings, paragraphs, list items (ordered ones with their number as text) and table rows
become blocks; scripts, styles, comments and pictures are left out.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from html.parser import HTMLParser

from quizgen.document import Block, BlockKind, Span
from quizgen.text import strip, unwrap

_BLOCK_TAGS = frozenset(
    [
        "address",
        "article",
        "aside",
        "blockquote",
        "body",
        "caption",
        "center",
        "dd",
        "details",
        "dir",
        "div",
        "dl",
        "dt",
        "fieldset",
        "figcaption",
        "figure",
        "footer",
        "form",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "header",
        "hr",
        "html",
        "legend",
        "li",
        "main",
        "menu",
        "nav",
        "ol",
        "option",
        "p",
        "pre",
        "section",
        "summary",
        "table",
        "tbody",
        "td",
        "tfoot",
        "th",
        "thead",
        "tr",
        "ul",
    ]
)
_LISTS = frozenset({"ol", "ul", "menu", "dir"})
_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_LEFT_OUT = frozenset({"script", "style", "head", "template", "noscript", "svg", "title"})
_RAISED = str.maketrans("0123456789+-=()n", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ⁿ")
_LOWERED = str.maketrans("0123456789+-=()", "₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎")
_SPACE = re.compile(r"[ \t\n\r\f]+")


@dataclass(slots=True)
class _Piece:
    """A block before its place in the text is known."""

    text: str
    kind: BlockKind
    level: int
    line: int


@dataclass(slots=True)
class _List:
    """An open list; ``number`` is that of the last item, None in a bulleted one."""

    number: int | None
    delimiter: str = "."


@dataclass(slots=True)
class _Row:
    """An open table row: its finished cells, and the paragraphs of the open one."""

    line: int
    cells: list[list[str]] = field(default_factory=list)


class MarkupParser(HTMLParser):
    """Collects blocks from mark-up that is fed in pieces.

    ``line`` is the source line of what is fed next; set it before :meth:`feed`.
    """

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.pieces: list[_Piece] = []
        self._buffer: list[str] = []
        self._prefix = ""  # the number of a list item, until its text comes
        self._level = 0  # of the open heading
        self._start = 0  # line on which the open block began
        self._left_out: list[str] = []
        self._lists: list[_List] = []
        self._rows: list[_Row] = []
        self._raised: list[str] = []  # open sup and sub
        self._preformatted = 0
        self._base = 0

    def feed_at(self, line: int, markup: str, *, delimiter: str = "") -> None:
        """Feed mark-up that begins on ``line`` of the source.

        ``delimiter`` follows the numbers of the ordered list that the mark-up opens.
        """
        self._base = line - self.getpos()[0]
        self.feed(markup)
        if delimiter and self._lists:
            self._lists[-1].delimiter = delimiter

    def finish(self) -> tuple[str, tuple[Block, ...]]:
        """The text, one block a line, and the blocks in it."""
        self.close()
        self._flush()
        while self._rows:
            self._end_row()
        blocks: list[Block] = []
        offset = 0
        for piece in self.pieces:
            end = offset + len(piece.text)
            blocks.append(Block(Span(offset, end), piece.kind, piece.level, piece.line))
            offset = end + 1
        return "\n".join(piece.text for piece in self.pieces), tuple(blocks)

    @property
    def left_open(self) -> str:
        """A script or style element that was never closed; "" when there is none."""
        return self._left_out[0] if self._left_out else ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Open what ``tag`` opens; called by the parser."""
        if tag in _LEFT_OUT:
            self._left_out.append(tag)
        if self._left_out:
            return
        if tag == "br":
            self._flush(keep_heading=True)
        elif tag in ("sup", "sub"):
            self._raised.append(tag)
        elif tag in _BLOCK_TAGS:
            self._flush()
            self._start_block(tag, dict(attrs))

    def _start_block(self, tag: str, attrs: dict[str, str | None]) -> None:
        if tag in _HEADINGS:
            self._level = _HEADINGS[tag]
        elif tag == "pre":
            self._preformatted += 1
        elif tag == "ol":
            start = attrs.get("start") or ""
            self._lists.append(_List(int(start) - 1 if start.isdecimal() else 0))
        elif tag in _LISTS:
            self._lists.append(_List(None))
        elif tag == "li":
            self._start_item(attrs)
        elif tag == "table":
            self._end_row_before_table()
        elif tag == "tr":
            self._rows.append(_Row(self._here()))
        elif tag in ("td", "th") and self._rows:
            self._rows[-1].cells.append([])

    def _start_item(self, attrs: dict[str, str | None]) -> None:
        self._prefix = ""
        if not self._lists or self._lists[-1].number is None:
            return
        value = attrs.get("value") or ""
        current = self._lists[-1]
        current.number = int(value) if value.isdecimal() else (current.number or 0) + 1
        self._prefix = f"{current.number}{current.delimiter} "

    def handle_endtag(self, tag: str) -> None:
        """Close what ``tag`` closes; called by the parser."""
        if self._left_out:
            if tag in self._left_out:
                while self._left_out.pop() != tag:
                    pass
        elif tag in ("sup", "sub"):
            if self._raised:
                self._raised.pop()
        elif tag in _BLOCK_TAGS:
            self._flush()
            self._end_block(tag)

    def _end_block(self, tag: str) -> None:
        if tag in _LISTS:
            if self._lists:
                self._lists.pop()
            self._prefix = ""
        elif tag == "pre":
            self._preformatted = max(0, self._preformatted - 1)
        elif tag == "tr" and self._rows:
            self._end_row()

    def handle_data(self, data: str) -> None:
        """Take text up; called by the parser."""
        if self._left_out or not data:
            return
        if self._preformatted:
            for number, content in enumerate(data.split("\n")):
                if number:
                    self._flush()
                self._add(content)
            return
        if self._raised:
            table = _RAISED if self._raised[-1] == "sup" else _LOWERED
            if all(ord(char) in table for char in data):
                data = data.translate(table)
        self._add(data)

    def _add(self, data: str) -> None:
        if not self._buffer:
            self._start = self._here()
        self._buffer.append(data)

    def _here(self) -> int:
        return self._base + self.getpos()[0]

    def _flush(self, *, keep_heading: bool = False) -> None:
        """End the open block, if there is text in it."""
        text = strip(_SPACE.sub(" ", unwrap("".join(self._buffer))))
        level = self._level
        self._buffer.clear()
        if not keep_heading:
            self._level = 0
        if not text:
            return
        text, self._prefix = self._prefix + text, ""
        if self._rows and self._rows[-1].cells:
            self._rows[-1].cells[-1].append(text)
            return
        kind = BlockKind.HEADING if level else BlockKind.PARAGRAPH
        self.pieces.append(_Piece(text, kind, level, self._start))

    def _end_row(self) -> None:
        """Add an ended row: one block, or the paragraphs of its only cell."""
        row = self._rows.pop()
        cells = [" ".join(cell) for cell in row.cells]
        filled = [cell for cell in row.cells if cell]
        if self._rows and self._rows[-1].cells:
            # A row of a table inside a cell that could not be told from its row.
            self._rows[-1].cells[-1] += [part for cell in filled for part in cell]
        elif len(filled) == 1:
            for part in filled[0]:
                self.pieces.append(_Piece(part, BlockKind.PARAGRAPH, 0, row.line))
        elif filled:
            text = "\t".join(cells).strip("\t")
            self.pieces.append(_Piece(text, BlockKind.ROW, 0, row.line))

    def _end_row_before_table(self) -> None:
        """A table inside a cell: what the row has so far comes first."""
        if self._rows and any(self._rows[-1].cells):
            line = self._rows[-1].line
            self._end_row()
            self._rows.append(_Row(line, [[]]))
        self._prefix = ""
