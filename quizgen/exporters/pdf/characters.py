"""Kinds of character, as the rules of Chinese line breaking tell them apart.

The sets follow *Requirements for Chinese Text Layout* (W3C clreq, section 3.1) and
GB/T 15834—2011, section 5.
"""

from __future__ import annotations

import unicodedata
from enum import Enum, auto
from functools import lru_cache


class Kind(Enum):
    """What a character (or the edge of a cluster) is to its neighbour."""

    HAN = auto()  # Han characters, kana, full-width letters, signs an em wide
    OPEN = auto()  # （《“: ink on the right half; never ends a line
    CLOSE = auto()  # ）》”: ink on the left half; never starts a line
    STOP = auto()  # ，。、；：？！: the same, and a pause
    DOT = auto()  # · ～ 々 °: sits between two, or ends one; never starts a line
    DASH = auto()  # —— ……: never starts a line, never split
    LATIN = auto()  # letters, figures, anything that is not set on the em grid
    PREFIX = auto()  # an edge that never ends a line: ( [ # $ ￥ ±
    POSTFIX = auto()  # a Latin edge that never starts a line: , . ) % /
    SPACE = auto()
    BLANK = auto()  # a ruled gap

    __hash__ = object.__hash__  # Enum's own is slow, and kinds are looked up for every character


OPENING = frozenset("“‘（《〈【「『〔［｛〖｟")
CLOSING = frozenset("”’）》〉】」』〕］｝〗｠")
STOPS = frozenset("，。、；：？！．｡､")
DOTS = frozenset("·・～〜々〻ーゝゞヽヾ％‰℃°′″／－∶")
DASHES = frozenset("—…⋯―")
LATIN_PREFIXES = frozenset("([{<#$£¥€@￥＄￡＃＠")
LATIN_POSTFIXES = frozenset(",.;:?!)]}>%/~–'")
SIGNS = frozenset("￥＄￡＃＠±−§№")  # stand before figures

_KINDS: dict[str, Kind] = {
    **dict.fromkeys(OPENING, Kind.OPEN),
    **dict.fromkeys(CLOSING, Kind.CLOSE),
    **dict.fromkeys(STOPS, Kind.STOP),
    **dict.fromkeys(DOTS, Kind.DOT),
    **dict.fromkeys(DASHES, Kind.DASH),
    **dict.fromkeys(" \u3000", Kind.SPACE),
    **dict.fromkeys(SIGNS, Kind.PREFIX),
}

# First and last code points of what stands on the em grid.
_GRID = (
    (0x1100, 0x11FF),  # Hangul jamo
    (0x2100, 0x214F),  # letter-like signs
    (0x2150, 0x218F),  # number forms
    (0x2190, 0x23FF),  # arrows, mathematics, technical signs
    (0x2460, 0x27BF),  # enclosed figures, shapes, dingbats
    (0x2E80, 0xA4CF),  # radicals, kana, bopomofo, unified ideographs, Yi
    (0xAC00, 0xD7FF),  # Hangul
    (0xE000, 0xFAFF),  # private use, compatibility ideographs
    (0xFE30, 0xFE4F),  # compatibility forms
    (0xFF01, 0xFFEF),  # full-width forms
    (0x1F000, 0x1FAFF),  # pictographs
    (0x20000, 0x3FFFF),  # ideographs beyond the BMP
)
_GRID_SIGNS = frozenset("※×÷¤‖")

_LINE_ENDS = frozenset("\t\n\r\v\f\x1c\x1d\x1e\x1f\x85\u2028\u2029")
_VARIATION_SELECTORS = (range(0xFE00, 0xFE10), range(0xE0100, 0xE01F0))


def kind(character: str) -> Kind:
    """The kind of one character."""
    known = _KINDS.get(character)
    if known is None:
        point = ord(character)
        on_grid = character in _GRID_SIGNS or any(a <= point <= z for a, z in _GRID)
        known = _KINDS[character] = Kind.HAN if on_grid else Kind.LATIN
    return known


@lru_cache(maxsize=4096)  # texts are measured before they are set
def printable(text: str) -> str:
    """``text`` as it can be set: in NFC, on one line, without invisible characters.

    Tabs and line ends become spaces, as do odd spaces but U+3000.  Control and format
    characters (zero-width, direction marks) and variation selectors have no glyph and
    are left out; whatever has one stays, even where no font is likely to know it.
    """
    if text.isascii() and text.isprintable():
        return text
    kept = []
    for character in unicodedata.normalize("NFC", text):
        category = unicodedata.category(character)
        if character in _LINE_ENDS or (category == "Zs" and character != "\u3000"):
            kept.append(" ")
        elif category in ("Cc", "Cf") or (category == "Mn" and _selects_variant(character)):
            continue
        else:
            kept.append(character)
    return "".join(kept)


def _selects_variant(character: str) -> bool:
    return any(ord(character) in block for block in _VARIATION_SELECTORS)
