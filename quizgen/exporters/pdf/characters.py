"""Kinds of character, as the rules of Chinese line breaking tell them apart.

The sets follow *Requirements for Chinese Text Layout* (W3C clreq, section 3.1) and
GB/T 15834—2011, section 5.
"""

from __future__ import annotations

import unicodedata
from enum import Enum

from quizgen.regex import regex


class Kind(str, Enum):
    """What a character, or the edge of a cluster, is to its neighbour; each is a letter."""

    HAN = "H"  # Han characters, kana, full-width letters, signs an em wide
    OPEN = "O"  # （《“: ink on the right half; never ends a line
    CLOSE = "C"  # ）》”: ink on the left half; never starts a line
    STOP = "S"  # ，。、；：？！: the same, and a pause
    DOT = "D"  # · ～ 々 °: sits between two, or ends one; never starts a line
    DASH = "-"  # —— ……: never starts a line, never split
    LATIN = "L"  # letters, figures, anything that is not set on the em grid
    PREFIX = "P"  # an edge that never ends a line: ( [ # $ ￥ ±
    POSTFIX = "F"  # a Latin edge that never starts a line: , . ) % /
    SPACE = " "
    BLANK = "_"  # a ruled gap

    __hash__ = str.__hash__  # Enum's own is slow, and kinds are looked up for every character


OPENING = frozenset("“‘（《〈【「『〔［｛〖｟")
CLOSING = frozenset("”’）》〉】」』〕］｝〗｠")
STOPS = frozenset("，。、；：？！．｡､")
DOTS = frozenset("·・～〜々〻ーゝゞヽヾ％‰℃°′″／－∶")
DASHES = frozenset("—…⋯―")
LATIN_PREFIXES = frozenset("([{<#$£¥€@￥＄￡＃＠")
LATIN_POSTFIXES = frozenset(",.;:?!)]}>%/~–'")
SIGNS = frozenset("￥＄￡＃＠±−§№")  # stand before figures

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
_VARIATION_SELECTOR = regex("[\ufe00-\ufe0f\U000e0100-\U000e01ef]")


class _Kinds(dict[int, Kind]):
    """Code point → kind; those that are not named above are found when they are asked for."""

    def __missing__(self, point: int) -> Kind:
        on_grid = chr(point) in _GRID_SIGNS or any(a <= point <= z for a, z in _GRID)
        found = self[point] = Kind.HAN if on_grid else Kind.LATIN
        return found


BLANK = "\0"  # stands for a blank among characters that can be printed

_KINDS = _Kinds(
    (ord(character), what)
    for characters, what in (
        (OPENING, Kind.OPEN),
        (CLOSING, Kind.CLOSE),
        (STOPS, Kind.STOP),
        (DOTS, Kind.DOT),
        (DASHES, Kind.DASH),
        (" \u3000", Kind.SPACE),
        (SIGNS, Kind.PREFIX),
        (BLANK, Kind.BLANK),
    )
    for character in characters
)


class _Letters(dict[int, str]):
    """Code point → letter, as :func:`kinds` has it."""

    def __missing__(self, point: int) -> str:
        letter = self[point] = _KINDS[point].value
        return letter


_LETTERS = _Letters((ord(dash), dash) for dash in DASHES)


def kind(character: str) -> Kind:
    """The kind of one character."""
    return _KINDS[ord(character)]


def kinds(text: str) -> str:
    """A letter for each character of ``text``: that of its kind.

    Dashes stand for themselves, since only two that are alike belong together.
    """
    return text.translate(_LETTERS)


def is_printable(text: str) -> bool:
    """Whether ``text`` can be set as it is."""
    return (
        (text.isprintable() or text.replace("\u3000", "").isprintable())
        and not _VARIATION_SELECTOR.search(text)
        and unicodedata.is_normalized("NFC", text)
    )


def printable(text: str) -> str:
    """``text`` as it can be set: in NFC, on one line, without invisible characters.

    Tabs and line ends become spaces, as do odd spaces but U+3000.  Control and format
    characters (zero-width, direction marks) and variation selectors have no glyph and
    are left out; whatever has one stays, even where no font is likely to know it.
    """
    if is_printable(text):
        return text
    kept = []
    for character in unicodedata.normalize("NFC", text):
        category = unicodedata.category(character)
        if character in _LINE_ENDS or (category == "Zs" and character != "\u3000"):
            kept.append(" ")
        elif category in ("Cc", "Cf") or _VARIATION_SELECTOR.match(character):
            continue
        else:
            kept.append(character)
    return "".join(kept)
