"""Mark-up events → pieces: headings, paragraphs, list items and table rows.

Markdown (:mod:`quizgen.readers.markup`), web pages and e-books
(:mod:`quizgen.readers.html`) find start tags, text and end tags in their own ways; what
these mean for blocks is told here, once.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import field

from quizgen.document import BOLD_LINE, BlockKind
from quizgen.readers import marks
from quizgen.readers.ordinals import list_style, ordinal, whole
from quizgen.readers.pieces import (
    WRITTEN_ON,
    Piece,
    is_bold_heading,
    judged,
    lowered,
    raised,
    row,
)
from quizgen.readers.tags import BLOCKS, BOLD, CELLS, HEADINGS, LISTS, words
from quizgen.readers.ways import SETTING_OFF, STARRED, SettingOff
from quizgen.records import dataclass
from quizgen.regex import regex
from quizgen.text import strip, unwrap

# The blocks that mean more than a new paragraph.
_STRUCTURE = HEADINGS.keys() | LISTS | CELLS | words("li pre table tr")
_MARKS = regex("(#{2,6}) +")
_LONGEST_HEADING = 60  # characters
_SPACE = regex("[ \t\n\r\f\u00a0]+")
# Underlined space is a blank to write on; what a browser shows of plain spaces is one.
_BLANK = regex("\\s*(?:[\u00a0\u2002\u2003\u3000]\\s*){2,}")


@dataclass(slots=True)
class _List:
    """An open list; ``number`` is that of the last item, None in a bulleted one."""

    number: int | None
    style: str = "1"
    step: int = 1
    delimiter: str = "."


@dataclass(slots=True)
class _Row:
    """An open table row: its cells so far, each with its paragraphs."""

    line: int
    cells: list[list[Piece]] = field(default_factory=list)


class Collector:
    """Collects pieces from the events of mark-up; ``line`` is the line they stand on."""

    def __init__(self) -> None:
        self.pieces: list[Piece] = []
        self.line = 0
        self._buffer: list[str] = []
        self._ways: list[int] = []  # in which each part of the buffer is set off
        self._set_off = SettingOff()
        self._prefix = ""  # the number of a list item, until its text comes
        self._level = 0  # of the open heading
        self._start = 0  # line on which the open block began
        self._lists: list[_List] = []
        self._tables: list[bool] = []  # open tables: whether for layout only
        self._rows: list[_Row] = []
        self._shifted: list[str] = []  # open sup and sub
        self._preformatted = 0
        self._bold = 0  # open b and strong
        self._plain = False  # whether the open block has text that is not in bold type

    def start(self, tag: str, attributes: Mapping[str, str | None]) -> None:
        """Open what ``tag`` opens."""
        if tag in SETTING_OFF:
            self._set_off.start(tag, attributes)
        if tag in BLOCKS:
            self._flush()
            self._level = 0
            if tag in _STRUCTURE:
                self._start_block(tag, attributes)
        elif tag == "br":
            self._flush()
        elif tag in ("sup", "sub"):
            self._shifted.append(tag)
        elif tag in BOLD:
            self._bold += 1

    def _start_block(self, tag: str, attributes: Mapping[str, str | None]) -> None:
        if tag in HEADINGS:
            self._level = HEADINGS[tag]
        elif tag == "pre":
            self._preformatted += 1
        elif tag in LISTS:
            self._lists.append(_opened(tag, attributes))
        elif tag == "li":
            self._start_item(attributes)
        elif tag == "table":
            self._start_table(layout=attributes.get("role") in ("presentation", "none"))
        elif self._in_layout():
            return
        elif tag == "tr":
            self._rows.append(_Row(self.line))
        elif tag in CELLS and self._rows:
            self._rows[-1].cells.append([])

    def _in_layout(self) -> bool:
        return bool(self._tables) and self._tables[-1]

    def _start_item(self, attributes: Mapping[str, str | None]) -> None:
        self._prefix = ""
        if not self._lists or self._lists[-1].number is None:
            return
        current = self._lists[-1]
        value = whole(attributes, "value")
        current.number = (current.number or 0) + current.step if value is None else value
        self._prefix = ordinal(current.number, current.style, current.delimiter)

    def _start_table(self, *, layout: bool) -> None:
        """A table inside a cell: what the row has so far comes first."""
        if not layout and self._rows and any(self._rows[-1].cells):
            line = self._rows[-1].line
            self._end_row()
            self._rows.append(_Row(line, [[]]))
        self._tables.append(layout)
        self._prefix = ""

    def delimit(self, delimiter: str) -> None:
        """Let ``delimiter`` follow the numbers of the list that was opened last."""
        if self._lists:
            self._lists[-1].delimiter = delimiter

    def end(self, tag: str) -> None:
        """Close what ``tag`` closes."""
        if tag in SETTING_OFF:
            self._set_off.end(tag)
        if tag in BLOCKS:
            self._flush()
            self._level = 0
            if tag in _STRUCTURE:
                self._end_block(tag)
        elif tag in ("sup", "sub"):
            if self._shifted:
                self._shifted.pop()
        elif tag in BOLD:
            self._bold = max(0, self._bold - 1)

    def _end_block(self, tag: str) -> None:
        if tag in LISTS:
            if self._lists:
                self._lists.pop()
            self._prefix = ""
        elif tag == "pre":
            self._preformatted = max(0, self._preformatted - 1)
        elif tag == "tr" and self._rows and not self._in_layout():
            self._end_row()
        elif tag == "table" and self._tables:
            self._tables.pop()

    def text(self, data: str, starred: Sequence[tuple[int, int]] = ()) -> None:
        """Take text up; the stretches ``starred`` of it stand between stars of Markdown."""
        ways = self._set_off.ways
        if self._set_off.inside("u") and _BLANK.fullmatch(data):
            data, ways, starred = WRITTEN_ON, 0, ()
        if self._preformatted:
            for number, content in enumerate(data.split("\n")):
                if number:
                    self._flush()
                    self._level = 0
                self._add(content, ways)
        elif self._shifted:
            shift = raised if self._shifted[-1] == "sup" else lowered
            self._add(shift(data), ways, starred)
        else:
            self._add(data, ways, starred)

    def _add(self, data: str, ways: int, starred: Sequence[tuple[int, int]] = ()) -> None:
        space = not data or data.isspace()
        if not self._buffer:
            if space:  # between blocks: most of the space in a page
                return
            self._start = self.line
            self._plain = False
        done = 0
        for start, end in starred:
            self._buffer += (data[done:start], data[start:end])
            self._ways += (ways, ways | STARRED)
            done = end
        self._buffer.append(data[done:])
        self._ways.append(ways)
        self._plain |= not (self._bold or space)

    def finish(self) -> list[Piece]:
        """All pieces, after the last event."""
        self._flush()
        while self._rows:
            self._end_row()
        return judged(self.pieces)

    def _flush(self) -> None:
        """End the open block, if there is text in it."""
        if not self._buffer:
            return
        text = strip(_SPACE.sub(" ", unwrap("".join(self._buffer))))
        marked = marks.stretches(self._buffer, self._ways)
        self._buffer.clear()
        self._ways.clear()
        if not text:
            return
        level = self._level
        if not level:
            text, level = self._unmarked_heading(text)
        kind = BlockKind.HEADING if level else BlockKind.PARAGRAPH
        marked = () if level else marks.shifted(marked, marks.ink(self._prefix))
        piece = Piece(self._prefix + text, kind, level, self._start, marked)
        self._prefix = ""
        if self._rows and self._rows[-1].cells:
            self._rows[-1].cells[-1].append(piece)
        else:
            self.pieces.append(piece)

    def _unmarked_heading(self, text: str) -> tuple[str, int]:
        """The text and the level of a paragraph that is meant as a heading; level 0 for others.

        It is all in bold type, or it shows the marks of Markdown (### 附录) that came after
        raw mark-up and so were not rendered.
        """
        marks = _MARKS.match(text)
        if marks and len(text) <= _LONGEST_HEADING:
            return text[marks.end() :], len(marks[1])
        alone = not (self._plain or self._lists or self._rows)
        return text, BOLD_LINE if alone and is_bold_heading(text) else 0

    def _end_row(self) -> None:
        """Add an ended row: one block, or the paragraphs of its only cell."""
        ended = self._rows.pop()
        if self._rows and self._rows[-1].cells:
            # A row of a table inside a cell that could not be told from its row.
            self._rows[-1].cells[-1] += [piece for cell in ended.cells for piece in cell]
        else:
            self.pieces += row(ended.cells, ended.line)


def _opened(tag: str, attributes: Mapping[str, str | None]) -> _List:
    if tag != "ol":
        return _List(None)
    style = list_style(attributes)
    if style == "none":
        return _List(None)
    step = -1 if "reversed" in attributes else 1
    first = whole(attributes, "start")
    return _List((1 if first is None else first) - step, style, step)
