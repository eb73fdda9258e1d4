"""Draws lines of clusters, and rules, on a canvas.

Text goes to the page as glyph codes with their places: no character of it is ever read
as mark-up.  Lengths are in points, from the lower left corner of the page.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import AbstractContextManager, contextmanager

from reportlab.pdfgen.canvas import Canvas

from quizgen.exporters.pdf.breaking import Line, positions
from quizgen.exporters.pdf.clusters import Text
from quizgen.exporters.pdf.fonts import Fonts
from quizgen.exporters.pdf.tagging import Tagger

RULE_DEPTH = 2.6  # points below the baseline
RULE_WEIGHT = 0.6  # points
_NEGLIGIBLE = 5e-4  # em
_UNDERLINE = "_" * 4  # what a blank is when the text is copied or read aloud

Placed = tuple[Line, float, float]  # a line, the x of its left edge, the y of its baseline

Rule = tuple[int, float, float, float]  # the number of a blank, x from, x to, y of the baseline


class Pen:
    """A canvas, the fonts of its document, and its tags."""

    def __init__(self, canvas: Canvas, fonts: Fonts) -> None:
        """Nothing is drawn yet."""
        self.canvas = canvas
        self.tagger = Tagger(canvas)
        self._fonts = fonts

    def tag(self, name: str) -> AbstractContextManager[None]:
        """What is drawn inside is the content of one structure element."""
        return self.tagger.content(name)

    def rule(self, x: float, y: float, to: tuple[float, float], weight: float, grey: float) -> None:
        """A straight rule from (``x``, ``y``)."""
        shade = f"{grey:g} G " if grey else ""
        self.canvas.addLiteral(
            f"q {shade}{weight:g} w {x:.2f} {y:.2f} m {to[0]:.2f} {to[1]:.2f} l S Q"
        )

    def text(self, text: Text, lines: Iterable[Placed], size: float) -> tuple[Rule, ...]:
        """Draw ``lines`` of ``text``; blanks become rules, which are given back in order."""
        writer = _Writer(self._fonts, size)
        for line, x, y in lines:
            writer.line(text, line, x, y)
        self.canvas.addLiteral(writer.finish())
        for _, start, stop, y in writer.rules:
            self.rule(start, y - RULE_DEPTH, (stop, y - RULE_DEPTH), RULE_WEIGHT, 0)
        return tuple(writer.rules)

    @contextmanager
    def coloured(self, red: float, green: float, blue: float) -> Iterator[None]:
        """Black text that is drawn inside is in this colour; each part is from 0 to 1."""
        self.canvas.addLiteral(f"q {red:g} {green:g} {blue:g} rg")
        yield
        self.canvas.addLiteral("Q")


class _Writer:
    """The operators of one text object (PDF 32000-1, 9.4)."""

    def __init__(self, fonts: Fonts, size: float) -> None:
        self._fonts = fonts
        self._size = size
        self._operators = ["BT"]
        self._array: list[str] = []  # of the TJ being written
        self._string: list[str] = []  # of the string being written inside it
        self._font = ""
        self._grey = 0.0
        self._at = 0.0  # where the next glyph would fall, in em from the line's left edge
        self._seen: set[int] = set()  # blanks that already have their ____
        self.rules: list[Rule] = []

    def line(self, text: Text, line: Line, x: float, y: float) -> None:
        self._operators.append(f"1 0 0 1 {x:.2f} {y:.2f} Tm")
        self._at = 0.0
        open_gap = 0
        places = positions(text, line)
        for cluster, place in zip(text.clusters[line.start : line.stop], places, strict=True):
            if cluster.gap:
                start, stop = x + place * self._size, x + (place + 1) * self._size
                if cluster.gap == open_gap:
                    self.rules[-1] = (*self.rules[-1][:2], stop, y)
                else:
                    self.rules.append((cluster.gap, start, stop, y))
                    self._underline(cluster.gap, place)
                open_gap = cluster.gap
                continue
            open_gap = 0
            ink = cluster.ink
            if ink.grey != self._grey:
                self._shade(ink.grey)
            self._glyphs(cluster.text, ink.role, place)
        self._flush()
        if line.reach:
            gap, start, stop, y = self.rules[-1]
            self.rules[-1] = (gap, start, stop + line.reach * self._size, y)

    def finish(self) -> str:
        self._shade(0.0)
        self._operators.append("ET")
        return "\n".join(self._operators)

    def _glyphs(self, characters: str, role: str, place: float) -> None:
        """The innermost loop of all printing, hence the local names."""
        glyph, array, string, at = self._fonts.glyph, self._array, self._string, self._at
        for character in characters:
            font, code, width = glyph(role, character)
            if font != self._font:
                self._flush()
                self._operators.append(f"/{font} {self._size:g} Tf")
                self._font = font
            off = at - place
            if not -_NEGLIGIBLE <= off <= _NEGLIGIBLE:
                if string:
                    array.append(f"<{''.join(string)}>")
                    string.clear()
                thousandths = round(1000 * off)
                array.append(str(thousandths))
                at -= thousandths / 1000
            string.append(code)
            at += width
            place += width
        self._at = at

    def _underline(self, gap: int, place: float) -> None:
        """Invisible ____ at the blank's first piece, for copying and screen readers."""
        if gap in self._seen:
            return
        self._seen.add(gap)
        self._flush()
        self._operators.append("3 Tr")
        self._glyphs(_UNDERLINE, "body", place)
        self._flush()
        self._operators.append("0 Tr")

    def _shade(self, grey: float) -> None:
        if grey != self._grey:
            self._flush()
            self._operators.append(f"{grey:g} g")
            self._grey = grey

    def _close_string(self) -> None:
        if self._string:
            self._array.append(f"<{''.join(self._string)}>")
            self._string.clear()

    def _flush(self) -> None:
        self._close_string()
        if self._array:
            self._operators.append(f"[{' '.join(self._array)}] TJ")
            self._array.clear()
