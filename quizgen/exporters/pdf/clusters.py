"""Text → clusters and joints: what is never parted, and what lies between two neighbours.

A *cluster* is set as it is: a Han character, a Latin word, ``——``, one em of a blank.  A
*joint* says whether a line may end between two clusters, how much space stands there,
and how much of it may be taken or given when a line is justified.  All widths are in em
of the text's size.  Nothing here knows a font: a :data:`Measure` is passed in.

Most text is Han characters, which are all alike.  A row of them is kept as one piece, as is
a blank, and a table and a pattern find the rows; what breaks and draws lines counts in
rows what it would otherwise do again for every character.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from itertools import zip_longest
from operator import attrgetter
from typing import NamedTuple

from quizgen.exporters.pdf.characters import (
    LATIN_POSTFIXES,
    LATIN_PREFIXES,
    Kind,
    kind,
    kinds,
    printable,
)
from quizgen.exporters.pdf.figures import inside_figures
from quizgen.exporters.pdf.joints import HALF, JOINTS, WORD_SPACE, Joint, bound, within_blank

Measure = Callable[[str, str], float]  # (role, character) → advance width in em

LONGEST_WORD = 14.0  # a longer word may be broken
FULL_WIDTH = 0.9  # a mark at least this wide has an empty half

_FULL = frozenset({Kind.OPEN, Kind.CLOSE, Kind.STOP})
_AFTER_WHITE = frozenset({Kind.CLOSE, Kind.STOP})
_BREAKS_AFTER = frozenset("/?&=_-.,;:")  # inside a Latin word that is too long for a line
_TOKENS = re.compile("H+|L+| +|——|……|⋯⋯|――|.")  # in letters of kinds


@dataclass(frozen=True, slots=True)
class Ink:
    """How characters look: the role of their font, and a grey from 0 (black) to 1."""

    role: str = "body"
    grey: float = 0.0


PLAIN = Ink()


@dataclass(frozen=True, slots=True)
class Run:
    """A piece of text in one ink; one that is ``whole`` stands on one line if it can."""

    text: str
    ink: Ink = PLAIN
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
    """What is never parted; or a row of ``parts`` clusters, each an em wide, that are alike.

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
    parts: int = 1


class Text(NamedTuple):
    """Clusters and rows of clusters in order, and the joints between them (one fewer)."""

    pieces: list[Cluster]
    joints: list[Joint]

    @property
    def length(self) -> int:
        """How many clusters there are."""
        return sum([piece.parts for piece in self.pieces])

    @property
    def clusters(self) -> list[Cluster]:
        """The clusters one by one."""
        return self.flat().pieces

    def flat(self) -> Text:
        """The same text without rows."""
        pieces: list[Cluster] = []
        joints: list[Joint] = []
        for piece, joint in zip_longest(self.pieces, self.joints):
            if piece.parts > 1:
                cells = piece.text or [""] * piece.parts
                pieces += [piece._replace(text=cell, width=1.0, parts=1) for cell in cells]
                joints += within_blank(piece.parts) if piece.gap else [_IN_ROW] * (piece.parts - 1)
            else:
                pieces.append(piece)
            joints.append(joint)
        return Text(pieces, joints[:-1])


_IN_ROW = JOINTS[Kind.HAN, Kind.HAN]
_LEFT, _RIGHT = attrgetter("left"), attrgetter("right")
_new = tuple.__new__  # in the innermost loops; Cluster(…) takes three times as long


class Setter:
    """Makes clusters; remembers those that it made, for one :data:`Measure`."""

    def __init__(self, measure: Measure) -> None:
        """Widths are taken from ``measure``."""
        self._measure = measure
        self._made: dict[Ink, _Made] = {}

    def text(self, inlines: Iterable[Inline], longest: float = LONGEST_WORD) -> Text:
        """The clusters and joints of ``inlines``; no Latin word is wider than ``longest`` em."""
        pieces: list[Cluster] = []
        held: set[int] = set()  # pieces that may not part from the one before
        gaps = 0
        for inline in inlines:
            if isinstance(inline, Gap):
                gaps += 1
                width = max(1, inline.width)
                blank = ("", PLAIN, Kind.BLANK, Kind.BLANK, float(width), 0.0, 0.0, gaps, width)
                pieces.append(_new(Cluster, blank))
            else:
                self._run(inline, longest, pieces, held)
        edges = zip(map(_RIGHT, pieces), map(_LEFT, pieces[1:]), strict=False)
        joints = list(map(JOINTS.__getitem__, edges))
        for place in held:
            joints[place - 1] = bound(joints[place - 1])
        return Text(pieces, joints)

    def _run(self, run: Run, longest: float, pieces: list[Cluster], held: set[int]) -> None:
        """Append the pieces of ``run``, and to ``held`` the places of those that are bound."""
        text = printable(run.text)
        made = self._made.get(run.ink)
        if made is None:
            made = self._made[run.ink] = _Made(self._measure, run.ink)
        first = len(pieces)
        inside: Collection[int] = () if run.whole else inside_figures(text)
        letters = kinds(text)
        if inside or run.whole:
            letters = _apart(letters, range(1, len(text)) if run.whole else inside)
        quotes = 0  # straight ones
        start = 0
        for token in _TOKENS.findall(letters):
            piece = text[start : start + len(token)]
            if start in inside:
                held.add(len(pieces))
            if token[0] == "L":
                words = made.word(piece, longest)
                pieces += _quoted(words, quotes) if '"' in piece else words
                quotes += piece.count('"')
            elif token[0] == "H" and len(token) > 1:
                pieces += made.row(piece)
            else:
                pieces.append(made[piece])
            start += len(token)
        if run.whole:
            held.update(range(first + 1, len(pieces)))


def _apart(letters: str, inside: Iterable[int]) -> str:
    """``letters`` with small ones where Han characters are bound: these are in no row."""
    apart = list(letters)
    for at in inside:
        for place in (at - 1, at):
            if apart[place] == "H":
                apart[place] = "h"
    return "".join(apart)


class _Made(dict[str, Cluster]):
    """The clusters of one ink by their text; one that was never asked for is made."""

    def __init__(self, measure: Measure, ink: Ink) -> None:
        self._measure = measure
        self._ink = ink
        self._squares: set[str] = set()  # Han characters that are an em wide

    def __missing__(self, text: str) -> Cluster:
        what = kind(text[0])
        if what is Kind.SPACE:
            width = sum(1.0 if space == "\u3000" else WORD_SPACE for space in text)
            made = Cluster(text, self._ink, what, what, width, width, width)
        elif what is Kind.LATIN:
            made = _latin(text, self._ink, sum(self._widths(text)))
        else:
            made = self._plain(text, what)
        self[text] = made
        return made

    def row(self, text: str) -> Sequence[Cluster]:
        """Han characters as one piece, if all are squares, as they are in most fonts."""
        if not self._squares.issuperset(text):
            clusters = [self[character] for character in text]
            self._squares.update(c.text for c in clusters if c.width == 1 and c.left is Kind.HAN)
            if not self._squares.issuperset(text):
                return clusters
        wide = len(text)
        row = (text, self._ink, Kind.HAN, Kind.HAN, float(wide), 0.0, 0.0, 0, wide)
        return (_new(Cluster, row),)

    def word(self, text: str, longest: float) -> list[Cluster]:
        """A Latin word, in pieces where it is too long for a line."""
        whole = self[text]
        if whole.width <= longest:
            return [whole]
        widths = self._widths(text)
        pieces = []
        start, width = 0, 0.0
        for index, advance in enumerate(widths):
            full = width + advance > longest
            if index > start and (full or text[index - 1] in _BREAKS_AFTER):
                pieces.append(_latin(text[start:index], self._ink, width))
                start, width = index, 0.0
            width += advance
        pieces.append(_latin(text[start:], self._ink, width))
        return pieces

    def _plain(self, text: str, what: Kind) -> Cluster:
        width = sum(self._widths(text))
        if what in _FULL and width < FULL_WIDTH:  # a narrow mark of a fallback font
            what = Kind.PREFIX if what is Kind.OPEN else Kind.POSTFIX
        lead = HALF if what is Kind.OPEN else 0.0
        trail = HALF if what in _AFTER_WHITE else 0.0
        return Cluster(text, self._ink, what, what, width, lead, trail)

    def _widths(self, text: str) -> list[float]:
        return [self._measure(self._ink.role, character) for character in text]


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
