"""Writing TOML values so that a person can read and edit them."""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Iterable

# Shown as \u…: control and format characters, separators of lines and paragraphs.  TOML
# allows most of them as they are, but nobody can see or edit them.
_HIDDEN = frozenset({"Cc", "Cf", "Zl", "Zp", "Co"})
_SHORT = {"\b": "\\b", "\t": "\\t", "\n": "\\n", "\f": "\\f", "\r": "\\r"}


def string(text: str) -> str:
    """``text`` as a TOML string on one line, in the form with the fewest backslashes.

    Single quotes, in which nothing needs escaping, for text with straight double
    quotes or backslashes; double quotes for all other text.
    """
    if text.isprintable() and '"' not in text and "\\" not in text:
        return f'"{text}"'  # nearly all texts, and much the fastest
    hidden = any(unicodedata.category(c) in _HIDDEN for c in text)
    if ('"' in text or "\\" in text) and "'" not in text and not hidden:
        return f"'{text}'"
    return '"' + "".join(map(_escaped, text)) + '"'


def _escaped(char: str) -> str:
    if char in '"\\':
        return "\\" + char
    if unicodedata.category(char) not in _HIDDEN:
        return char
    if char in _SHORT:
        return _SHORT[char]
    code = ord(char)
    return f"\\u{code:04X}" if code <= 0xFFFF else f"\\U{code:08X}"


def array(values: Iterable[str]) -> str:
    """An array on one line, of values already written as TOML."""
    return f"[{', '.join(values)}]"


def lines(values: Iterable[str]) -> str:
    """An array with one value a line, of values already written as TOML."""
    return "[\n" + "".join(f"  {value},\n" for value in values) + "]"


def number(value: float) -> str:
    """A float with at most four decimals."""
    return json.dumps(round(float(value), 4))
