"""Where the keys and values of a bank file stand, which TOML parsers do not tell.

A scan of text that a TOML parser has accepted already, so it need not find faults:
it steps over strings, brackets and comments, and remembers lines.
"""

from __future__ import annotations

import re
from dataclasses import field

from quizgen.records import dataclass
from quizgen.regex import regex

_SKIP = regex(r"(?:[ \t\r\n]|#[^\n]*)*")
_HEADER = regex(r"(\[\[?)([^\]\n]*)\]\]?")
_KEY = regex(r"""(?:"(?:\\.|[^"\\\n])*"|'[^'\n]*'|[^=\n"'])+=""")
# One lexical piece of a value.  Multi-line strings may end in up to five quotes.
_PIECE = regex(
    r'"""(?:\\[\s\S]|(?!""")[^\\])*"{3,5}'
    r"|'''(?:(?!''')[\s\S])*'{3,5}"
    r'|"(?:\\.|[^"\\\n])*"'
    r"|'[^'\n]*'"
    r"|#[^\n]*"
    r"|[\[{(]|[\]})]|,|\n|[^\"'#\[\]{}(),\n]+|[\s\S]"
)


_QUOTES = ('"', "'")

Place = tuple[int, int]
"""From where to where a value stands in the text: offsets, the second exclusive."""


@dataclass(slots=True)
class TableLines:
    """Lines (from 1) of a table's header, of its keys, and of the elements of its arrays.

    ``values`` are the places of the values, and ``rows`` those of the strings in an array of
    inline tables, a dict for each of them.
    """

    line: int
    keys: dict[str, int] = field(default_factory=dict)
    elements: dict[str, list[int]] = field(default_factory=dict)
    values: dict[str, Place] = field(default_factory=dict)
    rows: dict[str, list[dict[str, Place]]] = field(default_factory=dict)


def locate(text: str, table: str) -> tuple[TableLines, list[TableLines]]:
    """The lines of the top table and of each ``[[table]]`` in ``text``, which is valid TOML.

    A single ``[table]`` counts as one, too.  It and other tables (``[name]``) are noted as
    a key of the top table.  A key written with dots is noted by its first part.
    """
    top = TableLines(1)
    found: list[TableLines] = []
    here = top
    at, line, counted = 0, 1, 0
    while True:
        at = _end(_SKIP, text, at)
        line, counted = line + text.count("\n", counted, at), at
        if at >= len(text):
            return top, found
        header = _HEADER.match(text, at)
        if header:
            name = _bare(header[2])
            here = TableLines(line)
            if name == table:
                found.append(here)
            if header[1] != "[[" or name != table:
                top.keys.setdefault(name, line)
            at = header.end()
            continue
        key = _KEY.match(text, at)
        if key is None:  # cannot be in valid TOML; step on, never hang
            at += 1
            continue
        name = _bare(key[0][:-1])
        here.keys.setdefault(name, line)
        at = _value(text, key.end(), line, here, name)


def _value(text: str, at: int, line: int, here: TableLines, name: str) -> int:
    """Step over the value of the key ``name`` at ``at``, and note what it is made of."""
    elements = here.elements.setdefault(name, [])
    rows = here.rows.setdefault(name, [])
    depth = 0
    fresh = False  # the next thing begins an element of the outermost array
    before = ""  # what may be a key of an inline table
    while at < len(text):
        match = _PIECE.match(text, at)
        if match is None:  # not possible: the last alternative takes any character
            break
        piece = match[0]
        if piece == "\n" and depth == 0:
            return at
        solid = bool(piece.strip()) and not piece.startswith("#")
        if solid:
            first, _ = here.values.get(name, (match.start() + len(piece) - len(piece.lstrip()), 0))
            here.values[name] = (first, match.start() + len(piece.rstrip()))
            before = _in_row(rows, match, depth, before)
        if fresh and solid and piece not in {",", "]"}:
            elements.append(line)
            fresh = False
        if piece in {"[", "{"}:
            depth += 1
            fresh = fresh or (depth == 1 and piece == "[")
        elif piece in {"]", "}"}:
            depth -= 1
        elif piece == "," and depth == 1:
            fresh = True
        line += piece.count("\n")
        at = match.end()
    return at


def _in_row(rows: list[dict[str, Place]], match: re.Match[str], depth: int, before: str) -> str:
    """Note where a piece is a string in an inline table; what may be the key of the next one.

    ``before`` is that of this one.
    """
    piece = match[0].strip()
    if depth == 1 and piece == "{":
        rows.append({})
    elif depth == 2 and rows and piece.startswith(_QUOTES) and before.endswith("="):
        rows[-1].setdefault(_bare(before[:-1]), match.span())
    return before + "=" if piece == "=" and before.startswith(_QUOTES) else piece


@dataclass(frozen=True, slots=True)
class KeyText:
    """Where a key with its value stands: ``end`` is behind its last line.

    ``value`` and ``value_end`` enclose the value without the comment behind it.
    """

    name: str
    start: int
    value: int
    value_end: int
    end: int


@dataclass(frozen=True, slots=True)
class TableText:
    """Where a table stands: its header (nothing for the top table) and its keys."""

    name: str
    array: bool  # [[name]]
    start: int
    body: int  # behind the line of the header
    keys: tuple[KeyText, ...]


def tables(text: str) -> list[TableText]:
    """All tables of ``text``, which is valid TOML with line feeds, the top table first."""
    found: list[TableText] = []
    keys: list[KeyText] = []
    name, array, start, body = "", False, 0, 0
    at = 0
    while True:
        at = _end(_SKIP, text, at)
        header = _HEADER.match(text, at)
        if header or at >= len(text):
            found.append(TableText(name, array, start, body, tuple(keys)))
            if header is None:
                return found
            name, array, start = _bare(header[2]), header[1] == "[[", at
            body = at = _line_end(text, header.end())
            keys = []
            continue
        key = _KEY.match(text, at)
        if key is None:  # cannot be in valid TOML; step on, never hang
            at += 1
            continue
        stop, comment = _extent(text, key.end())
        value = key.end() + len(text[key.end() : comment]) - len(text[key.end() : comment].lstrip())
        value_end = value + len(text[value:comment].rstrip())
        end = min(stop + 1, len(text))
        keys.append(KeyText(_bare(key[0][:-1]), at, value, value_end, end))
        at = end


def comments(value: str) -> list[str]:
    """The comments inside the text of a value or behind it."""
    return [piece for match in _PIECE.finditer(value) if (piece := match[0]).startswith("#")]


def _extent(text: str, at: int) -> tuple[int, int]:
    """Where the lines of the value at ``at`` end, and where a comment behind it begins."""
    depth = 0
    while at < len(text):
        match = _PIECE.match(text, at)
        if match is None:  # not possible: the last alternative takes any character
            break
        piece = match[0]
        if depth == 0 and piece == "\n":
            return at, at
        if depth == 0 and piece.startswith("#"):
            return match.end(), at
        depth += (piece in {"[", "{"}) - (piece in {"]", "}"})
        at = match.end()
    return at, at


def _line_end(text: str, at: int) -> int:
    found = text.find("\n", at)
    return len(text) if found < 0 else found + 1


def _end(pattern: re.Pattern[str], text: str, at: int) -> int:
    match = pattern.match(text, at)
    return match.end() if match else at


def _bare(key: str) -> str:
    """The first part of a key, without quotes and spaces."""
    key = key.strip()
    for quote in ('"', "'"):
        if key.startswith(quote):
            return key[1:].split(quote, 1)[0]
    return key.split(".", 1)[0].strip()
