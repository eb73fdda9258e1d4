"""Lines of clusters → the operators of a text object (PDF 32000-1, 9.4).

Clusters that follow each other as the font sets them are one string, whatever their
number; a string ends where space is added or taken, at blanks, and where font or grey
change.  What a justified line is stretched by is character spacing (``Tc``), which the
letters inside a cluster take back.  Lengths are in em from the line's left edge.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from quizgen.exporters.pdf.breaking import Line
from quizgen.exporters.pdf.characters import Kind, kinds
from quizgen.exporters.pdf.clusters import PLAIN, Cluster, Ink, Text, at_marks, shrinking
from quizgen.exporters.pdf.fonts import Fonts
from quizgen.exporters.pdf.joints import MARK_SHRINK

_NEGLIGIBLE = 5e-4  # em
_UNDERLINE = "____"  # what a blank is when the text is copied or read aloud

Placed = tuple[Line, float, float]  # a line, the x of its left edge, the y of its baseline
Label = tuple[Text, Placed]  # what stands on one line before a text

Rule = tuple[int, float, float, float]  # the number of a blank, x from, x to, y of the baseline


def text_object(
    fonts: Fonts, text: Text, lines: Iterable[Placed], size: float, label: Label | None = None
) -> tuple[str, tuple[Rule, ...]]:
    """What draws ``lines`` of ``text``, and the rules that its blanks are to be, in order.

    A ``label`` is drawn before.
    """
    writer = _Writer(fonts, size)
    if label:
        writer.write(label[0], (label[1],))
    writer.write(text, lines)
    return writer.finish(), tuple(writer.rules)


class _Writer:
    """The operators of one text object."""

    def __init__(self, fonts: Fonts, size: float) -> None:
        self._fonts = fonts
        self._size = size
        self._operators = ["BT"]
        self._array: list[str] = []  # of the TJ being written
        self._ink = PLAIN
        self._main = fonts.main(PLAIN.role)  # of the ink
        self._font = ""
        self._grey = 0.0
        self._stretch = 0.0
        self._owed = 0.0  # from where the next glyph would fall to where it should
        self._seen: set[int] = set()  # blanks that already have their ____
        self.rules: list[Rule] = []

    def write(self, text: Text, lines: Iterable[Placed]) -> None:
        """Write ``lines``, which follow each other in ``text``."""
        pieces = text.pieces
        number, first = 0, 0  # of a piece, and of its first cluster
        for placed in lines:
            start = placed[0].start
            while first + pieces[number].parts <= start:
                first += pieces[number].parts
                number += 1
            self._line(text, number, first, placed)

    def _line(self, text: Text, number: int, first: int, placed: Placed) -> None:
        """Write a line that begins in the piece ``number``, whose first cluster is ``first``."""
        line, x, y = placed
        size, stretch = self._size, line.stretch
        place = -text.pieces[number].lead_after(line.start - first)  # of the next piece
        self._operators.append(f"1 0 0 1 {x + place * size:.2f} {y:.2f} Tm")
        if stretch != self._stretch:
            self._operators.append(f"{stretch * size:.4f} Tc")
            self._stretch = stretch
        self._owed = 0.0
        string = ""  # clusters that follow each other as the font sets them
        for piece, shown, wide, between, goes_on in _pieces(text, line, number, first):
            ink = piece.ink
            if piece.gap:
                left = x + place * size
                self.rules.append((piece.gap, left, left + wide * size, y))
                self._blank(piece.gap, wide)
            elif piece.left is Kind.SPACE:  # as wide as it should be, whatever the font says
                self._draw(shown, ink, whole=True)
                self._owed += wide - self._advance(shown, ink)
            elif stretch and piece.parts == 1 and len(shown) > 1:
                if string:
                    self._draw(string, ink)
                    self._owed += stretch
                    string = ""
                self._draw(shown, ink, whole=True)
            else:
                string += shown
                if line.squeeze and piece.shrink:
                    string = self._squeezed(string, len(shown), ink, line.squeeze)
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

    def finish(self) -> str:
        self._shade(0.0)
        if self._stretch:
            self._operators.append("0 Tc")
        self._operators.append("ET")
        return "\n".join(self._operators)

    def _draw(self, text: str, ink: Ink, *, whole: bool = False) -> None:
        """Draw ``text``; a ``whole`` one is a single cluster, which is not stretched."""
        if ink is not self._ink:
            self._shade(ink.grey)
            self._ink, self._main = ink, self._fonts.main(ink.role)
        main = self._main
        codes = text.translate(main)
        stretch = self._stretch
        if codes.isascii():
            if main.name != self._font:
                self._use(main.name)
            if whole and stretch:
                codes = _apart(codes, stretch)
            owed = self._owed
            if -_NEGLIGIBLE <= owed <= _NEGLIGIBLE:
                self._array.append(f"<{codes}>")
            else:
                thousandths = round(1000 * owed)
                self._array.append(f"{-thousandths}<{codes}>")
                self._owed = owed - thousandths / 1000
        else:
            self._draw_mixed(text, ink.role, f"{1000 * stretch:.1f}" if whole and stretch else "")
        self._owed -= stretch

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

    def _squeezed(self, string: str, length: int, ink: Ink, squeeze: float) -> str:
        """Draw ``string``, the end of which is a row so long, but its last part; that is returned.

        What stands between the parts of a row is squeezed.
        """
        string, row = string[:-length], string[-length:]
        *before, last = at_marks(row)
        for part in before:
            self._draw(string + part, ink)
            self._owed -= squeeze * MARK_SHRINK
            string = ""
        return string + last

    def _blank(self, gap: int, wide: float) -> None:
        """Leave a blank free, with an invisible ____ at its first piece.

        That is for copying and for screen readers.
        """
        if gap not in self._seen:
            self._seen.add(gap)
            self._flush()
            self._operators.append("3 Tr")
            self._draw(_UNDERLINE, PLAIN, whole=True)
            self._flush()
            self._operators.append("0 Tr")
            self._owed -= len(_UNDERLINE) * self._fonts.width(PLAIN.role, _UNDERLINE[0])
        self._owed += wide

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


def _apart(codes: str, stretch: float) -> str:
    """``codes`` as a row of strings, each of which takes back what it is ``stretch``ed by."""
    back = f">{1000 * stretch:.1f}<"
    return back.join([codes[at : at + 4] for at in range(0, len(codes), 4)])


def _pieces(
    text: Text, line: Line, number: int, first: int
) -> Iterator[tuple[Cluster, str, float, float, bool]]:
    """The pieces of ``line``, of which ``number`` is the first and begins at cluster ``first``.

    With each come the text and the width of what the line has of it, the space after
    it, and whether the next one follows as the font sets it.
    """
    pieces, joints = text
    start, stop, _, stretch, squeeze, _ = line
    while first < stop:
        piece = pieces[number]
        shown, ink, _, _, wide, _, _, gap, parts, shrink = piece
        after = first + parts
        if parts > 1:
            if first < start or after > stop:
                begin, end = max(start, first), min(stop, after)
                shown, wide = shown[begin - first : end - first], float(end - begin)
                shrink = MARK_SHRINK * shrinking(kinds(shown)) if shrink and squeeze else 0.0
            if not gap:
                wide += stretch * (wide - 1) - squeeze * shrink
        if after >= stop:
            yield piece, shown, wide, 0.0, False
            return
        _, space, narrower, stretches, _, even = joints[number]
        between = space - squeeze * narrower + (stretch if stretches else 0.0)
        number += 1
        goes_on = even and not (squeeze and narrower) and pieces[number].ink is ink
        yield piece, shown, wide, between, goes_on
        first = after
