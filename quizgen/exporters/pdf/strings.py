"""Lines of clusters → the operators of a text object (PDF 32000-1, 9.4).

Clusters that follow each other as the font sets them are one string, whatever their
number; a string ends where space is added or taken, at blanks, and where font or grey
change.  What a justified line is stretched by is character spacing (``Tc``), which the
letters inside a cluster take back.  Lengths are in em from the line's left edge.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from itertools import accumulate

from quizgen.exporters.pdf.breaking import Line
from quizgen.exporters.pdf.characters import Kind
from quizgen.exporters.pdf.clusters import PLAIN, Cluster, Ink, Text
from quizgen.exporters.pdf.fonts import Fonts

_NEGLIGIBLE = 5e-4  # em
_UNDERLINE = "____"  # what a blank is when the text is copied or read aloud

Placed = tuple[Line, float, float]  # a line, the x of its left edge, the y of its baseline

Rule = tuple[int, float, float, float]  # the number of a blank, x from, x to, y of the baseline


def text_object(
    fonts: Fonts, text: Text, lines: Iterable[Placed], size: float
) -> tuple[str, tuple[Rule, ...]]:
    """What draws ``lines`` of ``text``, and the rules that its blanks are to be, in order."""
    writer = _Writer(fonts, text, size)
    for line, x, y in lines:
        writer.line(line, x, y)
    return writer.finish(), tuple(writer.rules)


class _Writer:
    """The operators of one text object."""

    def __init__(self, fonts: Fonts, text: Text, size: float) -> None:
        self._fonts = fonts
        self._text = text
        self._firsts = list(accumulate([piece.parts for piece in text.pieces], initial=0))
        self._size = size
        self._operators = ["BT"]
        self._array: list[str] = []  # of the TJ being written
        self._font = ""
        self._grey = 0.0
        self._stretch = 0.0
        self._owed = 0.0  # from where the next glyph would fall to where it should
        self._seen: set[int] = set()  # blanks that already have their ____
        self.rules: list[Rule] = []

    def line(self, line: Line, x: float, y: float) -> None:
        number = bisect_right(self._firsts, line.start) - 1
        place = -self._text.pieces[number].lead  # of the next piece
        size, stretch = self._size, line.stretch
        self._operators.append(f"1 0 0 1 {x + place * size:.2f} {y:.2f} Tm")
        if stretch != self._stretch:
            self._operators.append(f"{stretch * size:.4f} Tc")
            self._stretch = stretch
        self._owed = 0.0
        string = ""  # clusters that follow each other as the font sets them
        for piece, text, wide, between, goes_on in self._pieces(line, number):
            ink = piece.ink
            if piece.gap:
                left = x + place * size
                self.rules.append((piece.gap, left, left + wide * size, y))
                self._underline(piece.gap)
                self._owed += wide
            elif piece.left is Kind.SPACE:  # as wide as it should be, whatever the font says
                self._draw(text, ink, whole=True)
                self._owed += wide - self._advance(text, ink)
            elif stretch and piece.parts == 1 and len(text) > 1:
                if string:
                    self._draw(string, ink)
                    self._owed += stretch
                    string = ""
                self._draw(text, ink, whole=True)
            else:
                string += text
                if goes_on:
                    place += wide + between
                    continue
                self._draw(string, ink)
                string = ""
            self._owed += between
            place += wide + between
        self._flush()
        if line.reach:
            gap, left, right, y = self.rules[-1]
            self.rules[-1] = (gap, left, right + line.reach * size, y)

    def _pieces(self, line: Line, number: int) -> Iterator[tuple[Cluster, str, float, float, bool]]:
        """The pieces of ``line``, of which ``number`` is the first.

        With each come the text and the width of what the line has of it, the space after
        it, and whether the next one follows as the font sets it.
        """
        start, stop, _, stretch, squeeze, _ = line
        pieces, joints = self._text
        first = self._firsts[number]
        while first < stop:
            piece = pieces[number]
            text, ink, _, _, wide, _, _, gap, parts = piece
            after = first + parts
            if parts > 1:
                if first < start or after > stop:
                    begin, end = max(start, first), min(stop, after)
                    text, wide = text[begin - first : end - first], float(end - begin)
                if not gap:
                    wide += stretch * (wide - 1)
            if after >= stop:
                yield piece, text, wide, 0.0, False
                return
            _, space, shrink, stretches, _, even = joints[number]
            between = space - squeeze * shrink + (stretch if stretches else 0.0)
            number += 1
            goes_on = even and not (squeeze and shrink) and pieces[number].ink is ink
            yield piece, text, wide, between, goes_on
            first = after

    def finish(self) -> str:
        self._shade(0.0)
        if self._stretch:
            self._operators.append("0 Tc")
        self._operators.append("ET")
        return "\n".join(self._operators)

    def _draw(self, text: str, ink: Ink, *, whole: bool = False) -> None:
        """Draw ``text``; a ``whole`` one is a single cluster, which is not stretched."""
        if ink.grey != self._grey:
            self._shade(ink.grey)
        apart = f"{1000 * self._stretch:.1f}" if whole and self._stretch else ""
        main = self._fonts.main(ink.role)
        codes = text.translate(main)
        if codes.isascii():
            if main.name != self._font:
                self._use(main.name)
            self._pay()
            if apart:
                codes = f">{apart}<".join(codes[at : at + 4] for at in range(0, len(codes), 4))
            self._array.append(f"<{codes}>")
        else:
            self._draw_mixed(text, ink.role, apart)
        self._owed -= self._stretch

    def _draw_mixed(self, text: str, role: str, apart: str) -> None:
        """Draw ``text``, of which not all is in the main font of its role."""
        for number, character in enumerate(text):
            font, code, _ = self._fonts.glyph(role, character)
            if font != self._font:
                self._use(font)
            self._pay()
            self._array.append(f"{apart if number else ''}<{code}>")

    def _pay(self) -> None:
        """Move to where the next glyph should be."""
        if not -_NEGLIGIBLE <= self._owed <= _NEGLIGIBLE:
            thousandths = round(1000 * self._owed)
            self._array.append(str(-thousandths))
            self._owed -= thousandths / 1000

    def _underline(self, gap: int) -> None:
        """Invisible ____ at the blank's first piece, for copying and screen readers."""
        if gap in self._seen:
            return
        self._seen.add(gap)
        self._flush()
        self._operators.append("3 Tr")
        self._draw(_UNDERLINE, PLAIN, whole=True)
        self._flush()
        self._operators.append("0 Tr")
        self._owed -= len(_UNDERLINE) * self._fonts.width(PLAIN.role, _UNDERLINE[0])

    def _advance(self, text: str, ink: Ink) -> float:
        """The width of ``text`` as its font has it."""
        return sum([self._fonts.width(ink.role, character) for character in text])

    def _use(self, font: str) -> None:
        self._flush()
        self._operators.append(f"/{font} {self._size:g} Tf")
        self._font = font

    def _shade(self, grey: float) -> None:
        if grey != self._grey:
            self._flush()
            self._operators.append(f"{grey:g} g")
            self._grey = grey

    def _flush(self) -> None:
        if self._array:
            self._operators.append(f"[{''.join(self._array)}] TJ")
            self._array.clear()
