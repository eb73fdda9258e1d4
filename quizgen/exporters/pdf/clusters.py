"""Text → clusters and joints: what is never parted, and what lies between two neighbours.

A *cluster* is set as it is: a Han character, a Latin word, ``——``, one em of a blank.  A
*joint* says whether a line may end between two clusters, how much space stands there,
and how much of it may be taken or given when a line is justified.  All widths are in em
of the text's size.  Nothing here knows a font: a :data:`Measure` is passed in.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from typing import NamedTuple

from quizgen.exporters.pdf.characters import (
    LATIN_POSTFIXES,
    LATIN_PREFIXES,
    Kind,
    kind,
    printable,
)

Measure = Callable[[str, str], float]  # (role, character) → advance width in em

HAN_LATIN_SPACE = 0.18  # between Han and Latin (clreq asks for up to a quarter of an em)
WORD_SPACE = 0.25
BLANK_SPACE = 0.12  # keeps the rule of a blank off the text beside it
HALF = 0.5  # the empty half of a full-width mark
MARK_SHRINK = 0.3  # of that half, what a tight line may take
LONGEST_WORD = 14.0  # a longer word may be broken
BLANK_PIECE = 4  # em: the least that may stand on either side when a blank is broken
FULL_WIDTH = 0.9  # a mark at least this wide has an empty half

# Measure words that stay with the figures before them (clreq 3.1.4; GB/T 15835).
_MULTIPLIER = "[十百千万亿]{0,2}"
_UNITS = (
    *("年", "月", "日", "号", "时", "分", "秒", "小时", "分钟", "周", "天", "岁", "届", "期"),
    *("元", "美元", "人", "名", "户", "个", "项", "条", "款", "章", "节", "页", "次", "倍", "级"),
    *("种", "类", "件", "台", "套", "家", "所", "座", "处", "起", "成", "度", "℃", "％"),
    *("米", "千米", "公里", "厘米", "毫米", "平方米", "平方公里", "立方米", "亩", "公顷"),
    *("吨", "克", "千克", "公斤", "毫克", "升", "毫升", "瓦", "千瓦", "伏", "安"),
)
_LATIN_UNITS = (
    *("km", "m", "dm", "cm", "mm", "μm", "nm", "kg", "g", "mg", "μg", "t", "L", "mL", "ml"),
    *("h", "min", "s", "ms", "W", "kW", "MW", "kWh", "V", "kV", "A", "mA", "Hz", "MHz", "GHz"),
    *(
        "Pa",
        "kPa",
        "MPa",
        "mmHg",
        "mol",
        "J",
        "kJ",
        "KB",
        "MB",
        "GB",
        "TB",
        "hm²",
        "km²",
        "m²",
        "m³",
    ),
)


def _one_of(units: Iterable[str]) -> str:
    return "|".join(sorted(units, key=lambda unit: (-len(unit), unit)))


_FIRST_FIGURE = re.compile("[0-9]")
_FIGURE = "[0-9]+(?:[.,:][0-9]+)*[%％‰]?"
# A figure or a range of figures with what counts it: 第 12 条, 3～5 个, 2021—2025年, 50 km.
_FIGURES = re.compile(
    f"(?:第 ?)?{_FIGURE}(?:(?:[～〜∶－]|—{{1,2}}){_FIGURE})*"
    f"(?: ?(?:{_MULTIPLIER}(?:{_one_of(_UNITS)})|[十百千万亿]{{1,2}})"
    f"| (?:{_one_of(_LATIN_UNITS)})(?![A-Za-z]))?"
)

_BREAKS_AFTER = frozenset("/?&=_-.,;:")  # inside a Latin word that is too long for a line


@dataclass(frozen=True, slots=True)
class Ink:
    """How characters look: the role of their font, and a grey from 0 (black) to 1."""

    role: str = "body"
    grey: float = 0.0


@dataclass(frozen=True, slots=True)
class Run:
    """A piece of text in one ink; one that is ``whole`` stands on one line if it can."""

    text: str
    ink: Ink = Ink()
    whole: bool = False


@dataclass(frozen=True, slots=True)
class Gap:
    """A ruled blank, ``width`` whole em wide."""

    width: int


Inline = Run | Gap


def longest_word(measure: float) -> float:
    """The width of the longest Latin word that is not broken in a column of ``measure`` em.

    It leaves room for the marks that may stand with the word.
    """
    return min(max(measure - 2, measure / 2), LONGEST_WORD)


class Cluster(NamedTuple):
    """What is never parted.

    ``left`` and ``right`` are the kinds of its edges; ``lead`` and ``trail`` the white
    (em) inside ``width`` that falls away at the start and the end of a line.  ``gap``
    counts the blanks of the paragraph from 1; it is 0 for text.
    """

    text: str
    ink: Ink
    left: Kind
    right: Kind
    width: float
    lead: float = 0.0
    trail: float = 0.0
    gap: int = 0


class Joint(NamedTuple):
    """What lies between two clusters; ``space`` may be negative (marks closing up)."""

    breaks: bool
    space: float = 0.0
    shrink: float = 0.0
    stretches: bool = True
    if_need_be: bool = False  # a line may end here where it could end nowhere else

    def bound(self) -> Joint:
        """The same joint inside what should stand on one line."""
        return self._replace(breaks=False, if_need_be=self.breaks)


_ANY = frozenset(Kind)
_FULL = frozenset({Kind.OPEN, Kind.CLOSE, Kind.STOP})
_AFTER_WHITE = frozenset({Kind.CLOSE, Kind.STOP})
_SOLID = frozenset({Kind.HAN, Kind.LATIN, Kind.PREFIX, Kind.POSTFIX, Kind.DASH})
_NEVER_FIRST = frozenset(
    {Kind.CLOSE, Kind.STOP, Kind.DOT, Kind.DASH, Kind.POSTFIX, Kind.SPACE},
)
_NEVER_LAST = frozenset({Kind.OPEN, Kind.PREFIX})
_ALWAYS_BREAK = frozenset({(Kind.DASH, Kind.DASH), (Kind.LATIN, Kind.LATIN)})  # pieces of one

# Kinds at the left, kinds at the right, space between them, what it may shrink by; the
# first row that fits holds.
_SPACING = (
    ({Kind.SPACE}, _ANY, 0.0, WORD_SPACE / 3),
    (_ANY, {Kind.SPACE}, 0.0, 0.0),
    (_AFTER_WHITE, _FULL, -HALF, 0.0),  # ”、 and ，“ close up
    ({Kind.OPEN}, {Kind.OPEN}, -HALF, 0.0),
    (_AFTER_WHITE, _ANY, 0.0, MARK_SHRINK),
    (_ANY, {Kind.OPEN}, 0.0, MARK_SHRINK),
    ({Kind.HAN}, {Kind.LATIN}, HAN_LATIN_SPACE, HAN_LATIN_SPACE / 2),
    ({Kind.LATIN}, {Kind.HAN}, HAN_LATIN_SPACE, HAN_LATIN_SPACE / 2),
    ({Kind.BLANK}, {Kind.BLANK}, WORD_SPACE, 0.0),
    ({Kind.BLANK}, _SOLID, BLANK_SPACE, 0.0),
    (_SOLID, {Kind.BLANK}, BLANK_SPACE, 0.0),
    (_ANY, _ANY, 0.0, 0.0),
)


def joint(left: Kind, right: Kind) -> Joint:
    """The joint between an edge of kind ``left`` and an edge of kind ``right``."""
    if (left, right) in _ALWAYS_BREAK:
        return Joint(breaks=True, stretches=False)
    breaks = left not in _NEVER_LAST and right not in _NEVER_FIRST
    space, shrink = next(
        (space, shrink)
        for lefts, rights, space, shrink in _SPACING
        if left in lefts and right in rights
    )
    return Joint(breaks, space, shrink)


_JOINTS = {left: {right: joint(left, right) for right in Kind} for left in Kind}


class Text(NamedTuple):
    """Clusters in order, and the joints between them (one fewer)."""

    clusters: list[Cluster]
    joints: list[Joint]


class Setter:
    """Makes clusters; remembers those of single characters for one :data:`Measure`."""

    def __init__(self, measure: Measure) -> None:
        """Widths are taken from ``measure``."""
        self._measure = measure
        self._single: dict[Ink, dict[str, Cluster]] = {}

    def text(self, inlines: Iterable[Inline], longest: float = LONGEST_WORD) -> Text:
        """The clusters and joints of ``inlines``; no Latin word is wider than ``longest`` em."""
        clusters: list[Cluster] = []
        bound: set[int] = set()  # clusters that may not part from the one before
        within: dict[int, Joint] = {}  # joints inside blanks, by the cluster after them
        gaps = 0
        for inline in inlines:
            if isinstance(inline, Gap):
                gaps += 1
                within.update(enumerate(_within_blank(inline.width), len(clusters) + 1))
                clusters += _blank(inline.width, gaps)
            else:
                self._run(inline, longest, clusters, bound)
        joints = []
        for index, (before, after) in enumerate(pairwise(clusters), 1):
            found = within.get(index) or _JOINTS[before.right][after.left]
            joints.append(found.bound() if index in bound else found)
        return Text(clusters, joints)

    def _run(self, run: Run, longest: float, clusters: list[Cluster], bound: set[int]) -> None:
        text, ink = printable(run.text), run.ink
        first = len(clusters)
        inside = _inside_figures(text)
        single = self._single.setdefault(ink, {})
        quotes = 0  # straight ones
        start = 0
        while start < len(text):
            if start in inside:
                bound.add(len(clusters))
            known = single.get(text[start])
            if known is not None:
                clusters.append(known)
                start += 1
                continue
            what, stop = _token(text, start)
            piece = text[start:stop]
            if what is Kind.LATIN:
                clusters += _quoted(self._word(piece, ink, longest), quotes)
                quotes += piece.count('"')
            elif what is Kind.SPACE:
                width = sum(1.0 if c == "\u3000" else WORD_SPACE for c in piece)
                clusters.append(Cluster(piece, ink, what, what, width, width, width))
            else:
                clusters.append(self._plain(piece, ink, what))
                if what is not Kind.DASH:  # of which two may be one cluster
                    single[piece] = clusters[-1]
            start = stop
        if run.whole:
            bound.update(range(first + 1, len(clusters)))

    def _plain(self, text: str, ink: Ink, what: Kind) -> Cluster:
        width = sum(self._measure(ink.role, character) for character in text)
        if what in _FULL and width < FULL_WIDTH:  # a narrow mark of a fallback font
            what = Kind.PREFIX if what is Kind.OPEN else Kind.POSTFIX
        lead = HALF if what is Kind.OPEN else 0.0
        trail = HALF if what in _AFTER_WHITE else 0.0
        return Cluster(text, ink, what, what, width, lead, trail)

    def _word(self, text: str, ink: Ink, longest: float) -> list[Cluster]:
        """A Latin word, in pieces where it is too long for a line."""
        widths = [self._measure(ink.role, character) for character in text]
        if sum(widths) <= longest:
            return [_latin(text, ink, sum(widths))]
        pieces = []
        start, width = 0, 0.0
        for index, advance in enumerate(widths):
            full = width + advance > longest
            if index > start and (full or text[index - 1] in _BREAKS_AFTER):
                pieces.append(_latin(text[start:index], ink, width))
                start, width = index, 0.0
            width += advance
        pieces.append(_latin(text[start:], ink, width))
        return pieces


def _token(text: str, start: int) -> tuple[Kind, int]:
    """Latin words, spaces, —— and …… as wholes, all else by the character; kind and stop."""
    what = kind(text[start])
    stop = start + 1
    if what in (Kind.LATIN, Kind.SPACE):
        while stop < len(text) and kind(text[stop]) is what:
            stop += 1
    elif what is Kind.DASH and text[stop : stop + 1] == text[start]:
        stop += 1
    return what, stop


def _inside_figures(text: str) -> set[int]:
    """The places in ``text`` inside figures that should stand on one line."""
    if not _FIRST_FIGURE.search(text):
        return set()
    figures = _FIGURES.finditer(text)
    return {at for found in figures for at in range(found.start() + 1, found.end())}


def _latin(text: str, ink: Ink, width: float) -> Cluster:
    left = Kind.POSTFIX if text[0] in LATIN_POSTFIXES else Kind.LATIN
    right = Kind.PREFIX if text[-1] in LATIN_PREFIXES else Kind.LATIN
    return Cluster(text, ink, left, right, width)


def _quoted(words: list[Cluster], before: int) -> list[Cluster]:
    """``words`` with the edges that straight quotation marks make, of which ``before`` stood.

    The first of two opens, the second closes.
    """
    if not any('"' in word.text for word in words):
        return words
    found = []
    for word in words:
        after = before + word.text.count('"')
        closes = word.text.startswith('"') and before % 2
        opens = word.text.endswith('"') and after % 2
        left = Kind.POSTFIX if closes else word.left
        right = Kind.PREFIX if opens else word.right
        found.append(word._replace(left=left, right=right))
        before = after
    return found


def _blank(width: int, number: int) -> list[Cluster]:
    cell = Cluster("", Ink(), Kind.BLANK, Kind.BLANK, 1.0, gap=number)
    return [cell] * max(1, width)


@cache
def _within_blank(width: int) -> tuple[Joint, ...]:
    """Inside a blank: a line may end where enough stands on either side."""
    return tuple(
        Joint(BLANK_PIECE <= place <= width - BLANK_PIECE, stretches=False)
        for place in range(1, width)
    )
