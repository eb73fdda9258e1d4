"""Numbering definitions: Word counts items, sections, sets and letters itself.

Item numbers run through the whole paper, premises included, as on the PDF pages: both
styles name one list.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from string import Formatter

from quizgen.exporters.pdf.paper import letter
from quizgen.exporters.worddoc.markup import Element, el, fit, twips, val
from quizgen.records import dataclass

ITEMS, SECTIONS, SETS, MARKING, POINTS = 1, 2, 3, 4, 5  # the lists that a file may have
NO_LIST = 0  # takes the number of the style away
_LETTERS = 26
_NAMES = 0x51470000  # the first of the names of definitions, eight hexadecimal digits

# The first two numerals of a wording → Word's name for how they go on.
_FORMATS: Mapping[tuple[str, str], str] = {
    ("一", "二"): "chineseCountingThousand",
    ("壹", "贰"): "chineseLegalSimplified",
    ("甲", "乙"): "ideographTraditional",
    ("I", "II"): "upperRoman",
    ("i", "ii"): "lowerRoman",
    ("A", "B"): "upperLetter",
    ("a", "b"): "lowerLetter",
    ("1", "2"): "decimal",
}


@dataclass(frozen=True, slots=True)
class Numbered:
    """A wording of which Word writes the number: its pattern (``%1、``), and the rest."""

    pattern: str
    rest: str


def numbered(template: str, *, whole: bool = False) -> Numbered | None:
    """``template`` (``{numeral}、填空题``) parted behind its number and the marks after it.

    With ``whole``, all of it belongs to the number.  None where Word cannot count it: it
    has no place for a number or more than one, or a % that would be taken for one.
    """
    before, number, behind = "", 0, ""
    for literal, field, _, _ in Formatter().parse(template):
        if number:
            behind += literal
        else:
            before += literal
        number += field is not None
    marks = re.match(r"[^\w\s]*\s*", behind)
    cut = len(behind) if whole or marks is None else marks.end()
    pattern = f"{fit(before)}%1{fit(behind[:cut])}"
    if number != 1 or pattern.count("%") > 1:
        return None
    return Numbered(pattern, behind[cut:])


def numeral_format(numerals: Sequence[str]) -> str | None:
    """What Word calls the numerals of the sections; None if it has none that go like this."""
    return _FORMATS.get((numerals[0], numerals[1]))


class Lists:
    """The lists of a file.  Those of responses are added as sets are written."""

    def __init__(self, hang: float, letter_hang: float, room: float) -> None:
        """Items hang by ``hang`` points, lettered responses by ``letter_hang``.

        ``room`` of it is between the number and the text.
        """
        self._letter_hang = letter_hang
        self._room = room
        self._definitions: dict[int, Element] = {}
        self._lists: list[Element] = []
        self._groups: dict[int, int] = {}  # twenty-sixth of the responses → definition
        self._add(ITEMS, "decimal", "%1.", hang)
        self._add(MARKING, "decimal", "%1.", hang)

    def count_sections(self, form: str, pattern: str) -> None:
        """Define the list of the section heads."""
        self._add(SECTIONS, form, pattern)

    def count_sets(self, pattern: str) -> None:
        """Define the list of matching sets."""
        self._add(SETS, "decimal", pattern)

    def mark_points(self, bullet: str, hang: float) -> None:
        """Define the list whose entries hang by ``hang`` points behind a ``bullet``."""
        self._add(POINTS, "bullet", bullet, hang)

    def responses(self, group: int) -> int:
        """A new list of letters: A to Z for ``group`` 0, AA to AZ for 1, and so on.

        Word itself would go on from Z with AA, BB, CC.
        """
        if group not in self._groups:
            before = letter(group - 1) if group else ""
            key = self._groups[group] = 10 + len(self._groups)
            self._definitions[key] = _definition(
                key, _level("upperLetter", f"{before}%1.", self._letter_hang, self._room)
            )
        list_id = 10 + len(self._lists)
        again = el("lvlOverride", val("startOverride", 1), ilvl=0)
        self._lists.append(_list(list_id, self._groups[group], again))
        return list_id

    def root_children(self) -> list[Element]:
        """The content of the numbering part: definitions, then the lists that use them."""
        definitions = sorted(self._definitions)
        own = [_list(key, key) for key in definitions if key <= POINTS]
        return [*(self._definitions[key] for key in definitions), *own, *self._lists]

    def _add(self, key: int, form: str, pattern: str, hang: float | None = None) -> None:
        self._definitions[key] = _definition(key, _level(form, pattern, hang, self._room))


def letter_group(response: int) -> int:
    """The group of letters of a response, counted from 0: 0 for A to Z, 1 for AA to AZ."""
    return response // _LETTERS


def numbering(list_id: int) -> Element:
    """The paragraph property that puts a paragraph in a list."""
    return el("numPr", val("ilvl", 0), val("numId", list_id))


def _definition(key: int, level: Element) -> Element:
    """``nsid`` keeps Word from taking two lists for one when parts of papers are pasted."""
    name = val("nsid", f"{_NAMES + key:08X}")
    return el("abstractNum", name, val("multiLevelType", "singleLevel"), level, abstractNumId=key)


def _level(form: str, pattern: str, hang: float | None = None, room: float = 0.0) -> Element:
    parts = [val("start", 1), val("numFmt", form)]
    if hang is None:
        parts.append(val("suff", "nothing"))
    parts += [val("lvlText", pattern), val("lvlJc", "left" if hang is None else "right")]
    if hang is not None:  # numbers end, and so line up, where the room before the text begins
        parts.append(el("pPr", el("ind", left=twips(hang), hanging=twips(room))))
    return el("lvl", *parts, ilvl=0)


def _list(list_id: int, definition: int, *overrides: Element) -> Element:
    return el("num", val("abstractNumId", definition), *overrides, numId=list_id)
