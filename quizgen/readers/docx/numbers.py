"""Word's automatic numbers, computed from the numbering definitions (ECMA-376 part 1, 17.9).

Word stores that a paragraph is numbered, in which list and on which level; the number
itself it counts when it shows the document, and so do we.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import replace

from quizgen.numerals import (
    BRACKETED_ARABIC,
    BRACKETED_HAN,
    CIRCLED,
    DOTTED_ARABIC,
    format_han,
    format_roman,
)
from quizgen.readers.docx.names import Element, below, is_on, number, val, w
from quizgen.records import dataclass
from quizgen.regex import regex

LEVELS = 9
_PLACE = regex(r"%([1-9])")
_HIGHEST = 100_000  # a number beyond is a damaged file's


def _letters(value: int) -> str:
    """Letters from a to z, then aa, bb …: Word repeats the letter."""
    return chr(ord("a") + (value - 1) % 26) * ((value - 1) // 26 + 1)


def _signs(table: Mapping[str, int]) -> Callable[[int], str]:
    """One character a number as far as there are such, then plain digits."""
    by_value: dict[int, str] = {}
    for sign, value in table.items():
        by_value.setdefault(value, sign)
    return lambda value: by_value.get(value, str(value))


def _cycle(signs: str) -> Callable[[int], str]:
    return lambda value: signs[(value - 1) % len(signs)]


def _han(value: int) -> str:
    return format_han(value) if 1 <= value <= 9_999 else str(value)


def _han_digits(value: int) -> str:
    return str(value).translate(str.maketrans("0123456789", "〇一二三四五六七八九"))


def _roman(value: int) -> str:
    return format_roman(value) if 1 <= value <= 399 else str(value)


def _formal(value: int) -> str:
    """壹、贰拾叁: the numerals of receipts."""
    plain = "零一二三四五六七八九十百千"
    formal = "零壹贰叁肆伍陆柒捌玖拾佰仟"
    written = _han(value)
    written = "一" + written if written.startswith("十") else written
    return written.translate(str.maketrans(plain, formal))


# w:numFmt → how a number is written.  What is not here is written in digits.
_FORMATS: dict[str, Callable[[int], str]] = {
    "decimal": str,
    "decimalZero": lambda value: f"{value:02}",
    "decimalFullWidth": lambda value: str(value).translate(
        str.maketrans("0123456789", "０１２３４５６７８９")
    ),
    "decimalFullWidth2": lambda value: str(value).translate(
        str.maketrans("0123456789", "０１２３４５６７８９")
    ),
    "numberInDash": lambda value: f"- {value} -",
    "upperRoman": _roman,
    "lowerRoman": lambda value: _roman(value).lower(),
    "upperLetter": lambda value: _letters(value).upper(),
    "lowerLetter": _letters,
    "chineseCounting": _han,
    "chineseCountingThousand": _han,
    "japaneseCounting": _han,
    "koreanCounting": _han,
    "taiwaneseCounting": _han,
    "taiwaneseCountingThousand": _han,
    "ideographDigital": _han_digits,
    "taiwaneseDigital": _han_digits,
    "japaneseDigitalTenThousand": _han_digits,
    "chineseLegalSimplified": _formal,
    "ideographLegalTraditional": _formal,
    "ideographTraditional": _cycle("甲乙丙丁戊己庚辛壬癸"),
    "ideographZodiac": _cycle("子丑寅卯辰巳午未申酉戌亥"),
    "decimalEnclosedCircle": _signs(CIRCLED),
    "decimalEnclosedCircleChinese": _signs(CIRCLED),
    "decimalEnclosedFullstop": _signs(DOTTED_ARABIC),
    "decimalEnclosedParen": _signs(BRACKETED_ARABIC),
    "ideographEnclosedCircle": _signs(BRACKETED_HAN),
}
_BULLET, _NONE = "bullet", "none"  # none: what the pattern says in so many words


@dataclass(frozen=True, slots=True)
class Level:
    """One level of a list: how it is written and where it starts.

    ``text`` is the pattern with ``%1`` to ``%9`` for the numbers of levels 1 to 9;
    ``restart`` is the highest level (from 1) whose numbers start it anew, 0 for none.
    """

    format: str = "decimal"
    text: str = ""
    start: int = 1
    legal: bool = False  # all numbers in digits: 第一章 … 1.1
    restart: int | None = None
    joined: bool = False  # nothing between the number and the text
    style: str | None = None  # the paragraph style that this level belongs to


@dataclass(frozen=True, slots=True)
class _List:
    """A list that paragraphs name: its levels, and the definition whose numbers it counts."""

    definition: str
    levels: tuple[Level, ...]
    starts: Mapping[int, int]  # level → where this list begins anew


class Numbers:
    """Counts the numbers of all lists of a document, in its order."""

    def __init__(self, root: Element | None) -> None:
        self._lists: dict[int, _List] = {} if root is None else _lists(root)
        self._counts: dict[str, list[int | None]] = {}
        self._begun: set[tuple[int, int]] = set()

    def level_of_style(self, list_id: int, style: str | None) -> int:
        """The level of the list that belongs to a paragraph style; 0 when none does."""
        found = self._lists.get(list_id)
        for index, level in enumerate(found.levels if found else ()):
            if style and level.style == style:
                return index
        return 0

    def next(self, list_id: int, level: int) -> tuple[str, bool] | None:
        """The number of the next paragraph of a list and level (0 to 8), as it is shown.

        With it, whether it is joined to the text without a space.  None for bullets and
        for lists that are not defined.
        """
        found = self._lists.get(list_id)
        if found is None or not 0 <= level < len(found.levels):
            return None
        counts = self._counts.setdefault(found.definition, [None] * LEVELS)
        here = found.levels[level]
        if level in found.starts and (list_id, level) not in self._begun:
            self._begun.add((list_id, level))
            counts[level] = found.starts[level] - 1
        before = counts[level]
        counts[level] = here.start if before is None else min(before + 1, _HIGHEST)
        for below_it in range(level + 1, LEVELS):
            restart = found.levels[below_it].restart if below_it < len(found.levels) else None
            if restart is None or (restart and level < restart):
                counts[below_it] = None
        if here.format == _BULLET:
            return None
        text = _PLACE.sub(lambda place: self._written(found, here, counts, place), here.text)
        return (text, here.joined) if text.strip() else None

    @staticmethod
    def _written(found: _List, here: Level, counts: list[int | None], place: re.Match[str]) -> str:
        index = int(place[1]) - 1
        if index >= len(found.levels):
            return ""
        level = found.levels[index]
        value = counts[index]
        if value is None:  # a level above that no paragraph has used yet
            value = counts[index] = level.start
        if level.format in (_BULLET, _NONE):
            return ""
        form = "decimal" if here.legal else level.format
        return _FORMATS.get(form, str)(value) if value > 0 else str(value)


def _lists(root: Element) -> dict[int, _List]:
    definitions = {e.get(w("abstractNumId")): e for e in root.iterfind(w("abstractNum"))}
    lists = {}
    styled = {val(e, "styleLink"): key for key, e in definitions.items() if val(e, "styleLink")}
    for element in root.iterfind(w("num")):
        list_id = number(element.get(w("numId")))
        definition = val(element, "abstractNumId")
        linked = val(definitions.get(definition), "numStyleLink")
        if linked in styled:
            definition = styled[linked]
        if list_id is None or definition not in definitions:
            continue
        lists[list_id] = _list(str(definition), definitions[definition], element)
    return lists


def _list(definition: str, element: Element, overriding: Element) -> _List:
    levels = [Level() for _ in range(LEVELS)]
    for level in element.iterfind(w("lvl")):
        index = number(level.get(w("ilvl")))
        if index is not None and 0 <= index < LEVELS:
            levels[index] = _level(level)
    starts = {}
    for override in overriding.iterfind(w("lvlOverride")):
        index = number(override.get(w("ilvl")))
        if index is None or not 0 <= index < LEVELS:
            continue
        own = below(override, "lvl")
        if own is not None:
            levels[index] = _level(own)
        start = number(val(override, "startOverride"))
        if start is not None:
            starts[index] = start
            levels[index] = replace(levels[index], start=start)
    return _List(definition, tuple(levels), starts)


def _level(element: Element) -> Level:
    return Level(
        format=val(element, "numFmt") or "decimal",
        text=val(element, "lvlText") or "",
        start=number(val(element, "start")) or 0,
        legal=bool(is_on(element, "isLgl")),
        restart=number(val(element, "lvlRestart")),
        joined=val(element, "suff") == "nothing",
        style=val(element, "pStyle"),
    )
