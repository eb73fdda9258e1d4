"""What is printed on a page: the model between PDFium and the steps that make text of it.

Lengths are in points, from the lower left corner of the page, after the page is turned so
that most of its text stands upright.  What there are thousands of is a named tuple: it is made
in a third of the time that a frozen dataclass takes.
"""

from __future__ import annotations

from typing import NamedTuple

from quizgen.records import dataclass

UNMAPPED = "\ufffd"  # stands for a glyph whose character the file does not say

Box = tuple[float, float, float, float]  # left, bottom, right, top


class Word(NamedTuple):
    """Characters without white space between them; ``spaced`` after a space character."""

    text: str
    left: float
    right: float
    spaced: bool = False


class PrintedLine(NamedTuple):
    """Words in one line; ``text`` has what stands between them, too; ``size`` is that of the font.

    ``upright`` tells text that runs as most text of the page from slanted or turned text,
    ``pale`` light ink of text that an earlier page has, too.
    """

    text: str
    words: tuple[Word, ...]
    bottom: float
    top: float
    size: float
    upright: bool = True
    pale: bool = False


@dataclass(frozen=True, slots=True)
class Page:
    """A page; ``number`` counts from 1.

    ``rules`` are the boxes of thin paths; ``pictures`` tells that there is no text but
    something to be seen; ``unmapped`` counts glyphs without character.
    """

    number: int
    width: float
    height: float
    lines: tuple[PrintedLine, ...]
    rules: tuple[Box, ...] = ()
    pictures: bool = False
    unmapped: int = 0


@dataclass(frozen=True, slots=True)
class Bookmark:
    """An entry of the file's outline; ``level`` and ``page`` from 1 (0: no page known).

    ``title`` is folded and has no white space.
    """

    title: str
    level: int
    page: int


@dataclass(frozen=True, slots=True)
class Source:
    """What is read from a PDF file; ``damaged`` are the numbers of unreadable pages."""

    pages: tuple[Page, ...]
    bookmarks: tuple[Bookmark, ...]
    title: str
    damaged: tuple[int, ...]
