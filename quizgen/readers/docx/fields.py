r"""Fields whose result Word draws instead of storing: EQ, as in ``EQ \o\ac(○,1)`` for ①."""

from __future__ import annotations

import re

from quizgen.numerals import CIRCLED
from quizgen.readers.pieces import lowered, raised
from quizgen.regex import regex

_CIRCLES = frozenset("○◯〇")
_BY_VALUE = {str(value): sign for sign, value in reversed(CIRCLED.items())}
_SWITCH = regex(r"\\([a-z]+)(?:-?[0-9]+)?", re.IGNORECASE)
_DEEPEST = 20  # nested formulas


def equation(code: str) -> str:
    """The text that the code of an EQ field (without ``EQ``) stands for, on one line.

    Fractions become ``a/b``, roots ``√a``; for a layout without a form in plain text the
    parts follow one another.
    """
    return _parse(code.strip(), 0)


def _parse(code: str, depth: int) -> str:
    written: list[str] = []
    index = 0
    while index < len(code):
        if code[index] == "\\" and depth < _DEEPEST:
            switches, after = _switches(code, index)
            if switches and code[after : after + 1] == "(":
                end = _closing(code, after)
                parts = [_parse(part, depth + 1) for part in _split(code[after + 1 : end])]
                written.append(_drawn(switches, parts))
                index = end + 1
                continue
            if code[index + 1 : index + 2] in ("\\", ",", ";", "(", ")"):
                written.append(code[index + 1])
                index += 2
                continue
        written.append(code[index])
        index += 1
    return "".join(written).strip()


def _switches(code: str, index: int) -> tuple[list[str], int]:
    """The switches that begin at ``index``, lower case, and the offset behind them."""
    found: list[str] = []
    while match := _SWITCH.match(code, index):
        found.append(match[1].lower())
        index = match.end()
        while code[index : index + 1] == " ":
            index += 1
    return found, index


def _closing(code: str, opening: int) -> int:
    """The offset of the bracket that closes the one at ``opening``; the end without one."""
    depth = 0
    for index in range(opening, len(code)):
        if code[index - 1] == "\\":
            continue
        depth += (code[index] == "(") - (code[index] == ")")
        if not depth:
            return index
    return len(code)


def _split(inside: str) -> list[str]:
    """The parts of a list, parted at the commas (or semicolons) outside brackets."""
    mark = "," if "," in inside else ";"
    parts, depth, start = [], 0, 0
    for index, char in enumerate(inside):
        if inside[index - 1 : index] == "\\":
            continue
        depth += (char == "(") - (char == ")")
        if char == mark and not depth:
            parts.append(inside[start:index])
            start = index + 1
    return [*parts, inside[start:]]


def _drawn(switches: list[str], parts: list[str]) -> str:
    kind, whole = switches[0], "".join(parts)
    if kind == "s":
        shift = raised if "up" in switches else lowered if "do" in switches else str
        return shift(whole)
    if kind == "b":
        return f"({whole})"
    if len(parts) == 2:
        first, second = parts
        if kind == "o" and first in _CIRCLES:
            return _BY_VALUE.get(second.strip(), whole)
        if kind == "f":
            return f"{first}/{second}"
        if kind == "r":
            return f"{raised(first)}√{second}"
    return f"√{whole}" if kind == "r" else whole
