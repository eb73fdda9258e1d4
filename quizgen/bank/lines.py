"""Where the keys and values of a bank file stand, which TOML parsers do not tell.

A scan of text that a TOML parser has accepted already, so it need not find faults:
it steps over strings, brackets and comments, and remembers lines.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

_SKIP = re.compile(r"(?:[ \t\r\n]|#[^\n]*)*")
_HEADER = re.compile(r"(\[\[?)([^\]\n]*)\]\]?")
_KEY = re.compile(r"""(?:"(?:\\.|[^"\\\n])*"|'[^'\n]*'|[^=\n"'])+=""")
# One lexical piece of a value.  Multi-line strings may end in up to five quotes.
_PIECE = re.compile(
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
