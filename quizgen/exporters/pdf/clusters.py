"""Clusters and rows of them: what is never parted.  Text: these, and what lies between them.

A *cluster* is set as it is: a Han character, a Latin word, ``——``, one em of a blank.  A
*joint* says whether a line may end between two clusters, how much space stands there,
and how much of it may be taken or given when a line is justified.  All widths are in em
of the text's size.

Most text is Han characters and their marks, each an em wide, which a line sets one after the
other.  A row of them is kept as one piece, as is a blank; what breaks and draws lines counts
in rows what it would otherwise do again for every character.
"""

from __future__ import annotations

from itertools import pairwise, zip_longest
from typing import NamedTuple

from quizgen.exporters.pdf.characters import OPENING, Kind, kind, kinds
from quizgen.exporters.pdf.joints import HALF, JOINTS, Joint, within_blank
from quizgen.records import dataclass
from quizgen.regex import regex

_AFTER_WHITE = frozenset({Kind.CLOSE, Kind.STOP})
_TO_MARK = regex("O?H*[SC]?")  # in a row: up to where it can be narrowed


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


class Cluster(NamedTuple):
    """What is never parted; or a row of ``parts`` clusters, each an em wide.

    ``left`` and ``right`` are the kinds of its edges; ``lead`` and ``trail`` the white
    (em) inside ``width`` that falls away at the start and the end of a line.  ``gap``
    counts the blanks of the paragraph from 1; it is 0 for text.  ``shrink`` is what the
    joints inside a row may give up; all of them are even.
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
    shrink: float = 0.0

    def lead_after(self, parts: int) -> float:
        """The white at the start of a line that so many parts of the piece do not stand in."""
        if not parts:
            return self.lead
        return HALF if self.text[parts : parts + 1] in OPENING else 0.0


def on_grid(text: str, ink: Ink, what: Kind, width: float) -> Cluster:
    """A character, or a dash, of full width, with the white that is inside it."""
    lead = HALF if what is Kind.OPEN else 0.0
    trail = HALF if what in _AFTER_WHITE else 0.0
    return Cluster(text, ink, what, what, width, lead, trail)


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
            if piece.parts == 1:
                pieces.append(piece)
            elif piece.gap:
                pieces += [piece._replace(width=1.0, parts=1)] * piece.parts
                joints += within_blank(piece.parts)
            else:
                cells = [on_grid(cell, piece.ink, kind(cell), 1.0) for cell in piece.text]
                pieces += cells
                joints += [JOINTS[one.right, two.left] for one, two in pairwise(cells)]
            joints.append(joint)
        return Text(pieces, joints[:-1])


def shrinking(letters: str) -> int:
    """How many joints between the characters of a row, given by their kinds, can be narrowed."""
    marks = len(letters) - letters.count("H")
    return marks - (letters[0] == "O") - (letters[-1] in "SC")  # white at an end is no joint


def at_marks(text: str) -> list[str]:
    """The characters of a row, parted at the joints that can be narrowed."""
    parts = []
    start = 0
    for token in _TO_MARK.findall(kinds(text)):
        if token:
            parts.append(text[start : start + len(token)])
            start += len(token)
    return parts
