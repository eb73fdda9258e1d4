"""Paragraphs: composed lines with an optional hanging label, and what composes them.

Lengths are in points, but for what a :class:`Look` says to be in em of its size.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from enum import Enum, auto

from quizgen.exporters.pdf.breaking import Line, Width, break_lines, natural_width
from quizgen.exporters.pdf.clusters import Ink, Inline, Run, Text
from quizgen.exporters.pdf.filling import fill
from quizgen.exporters.pdf.fonts import Fonts
from quizgen.exporters.pdf.pen import Pen
from quizgen.exporters.pdf.ruby import ROOM, Annotated, Annotator
from quizgen.exporters.pdf.setter import Setter, longest_word
from quizgen.records import dataclass

MIDDLE = 0.38  # em: how far the middle of a Han character lies above its baseline
ONE_LINE = 1000.0  # em: a measure in which no word is broken but the longest
LABEL_GAP = 0.4  # em between a hanging label and its text
_HALVINGS = 8  # steps in the search for the narrowest measure of a title


class Align(Enum):
    """How the lines of a paragraph stand in its width."""

    JUSTIFY = auto()
    LEFT = auto()
    CENTRE = auto()  # in lines of about equal length
    RIGHT = auto()


_FROM_LEFT = (Align.JUSTIFY, Align.LEFT)


@dataclass(frozen=True, slots=True)
class Look:
    """How a paragraph is set.

    ``hang`` (em) is kept free at the left for the label, ``indent`` (em) before the first
    line of a paragraph that is not centred; ``before`` is the space above;
    ``whole`` lines or fewer are never split over two pages.
    """

    size: float
    leading: float
    align: Align = Align.JUSTIFY
    hang: float = 0.0
    indent: float = 0.0
    before: float = 0.0
    whole: int = 4
    ruby: float = 0.0  # points of the leading that readings above the characters take
    tag: str = "P"
    bookmark: str = ""  # the title of an entry in the outline of the PDF
    level: int = 0  # of that entry
    anchor: str = ""  # what links to it are told
    keep_with_next: bool = False


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Lines that are ready to be drawn in a column ``width`` wide."""

    text: Text
    lines: tuple[Line, ...]
    width: float
    look: Look
    label: Text | None = None
    answers: tuple[Text, ...] = ()  # of its blanks, in the teacher's copy

    @property
    def height(self) -> float:
        """All lines, each as high as the leading."""
        return len(self.lines) * self.look.leading

    @property
    def before(self) -> float:
        """The space above."""
        return self.look.before

    @property
    def keep_with_next(self) -> bool:
        """Whether it may not stand at the foot of a page."""
        return self.look.keep_with_next

    def split(self, room: float, *, forced: bool) -> tuple[Paragraph, Paragraph] | None:
        """The lines that fit, two at least on either side, and the others."""
        fitting = int((room + 0.01) // self.look.leading)
        if forced:
            least = 1
        elif len(self.lines) <= self.look.whole:
            return None
        else:
            least = 2
            fitting = min(fitting, len(self.lines) - least)
        if fitting < least or fitting >= len(self.lines):
            return None
        rest = replace(self.look, before=0.0, bookmark="", indent=0.0)
        return (
            replace(self, lines=self.lines[:fitting]),
            replace(self, lines=self.lines[fitting:], look=rest, label=None),
        )

    def baseline(self, top: float) -> float:
        """The baseline of the first line, with the upper edge at ``top``."""
        look = self.look
        return top - (look.leading + look.ruby) / 2 - look.size * MIDDLE

    def draw(self, pen: Pen, x: float, top: float) -> None:
        """Draw it, and its entry in the outline."""
        look = self.look
        base = self.baseline(top)
        if look.bookmark:
            self._mark(pen, top)
        with pen.tag(look.tag):
            label = None
            if self.label and self.lines:
                width = natural_width(self.label)
                start = max(0.0, look.hang - LABEL_GAP - width) * look.size
                label = self.label, (Line(0, self.label.length, width), x + start, base)
            left = x + look.hang * look.size
            placed = []
            for number, line in enumerate(self.lines):
                shift = self._shift(line) + (0.0 if number else look.indent * look.size)
                placed.append((line, left + shift, base - number * look.leading))
            rules = pen.text(self.text, placed, look.size, label)
            if self.answers:
                fill(pen, self.answers, rules, (look.size, look.leading))

    def _mark(self, pen: Pen, top: float) -> None:
        """Its entry in the outline of the PDF, at most one level below the last."""
        look, canvas = self.look, pen.canvas
        key = look.anchor or f"{look.bookmark}@{canvas.getPageNumber()}:{top:.0f}"
        canvas.bookmarkHorizontal(key, 0, top + look.leading / 2)
        last = canvas._doc.outline.currentlevel  # noqa: SLF001 - the only way to it
        canvas.addOutlineEntry(look.bookmark, key, min(look.level, last + 1), closed=False)

    def _shift(self, line: Line) -> float:
        """How far the line stands from the left edge of the text."""
        look = self.look
        if look.align in _FROM_LEFT:
            return 0.0
        spare = self.width - look.hang * look.size - line.width * look.size
        return spare / 2 if look.align is Align.CENTRE else spare


class Typesetter:
    """Composes paragraphs with the fonts of one document."""

    def __init__(self, fonts: Fonts, annotator: Annotator | None = None) -> None:
        """Widths are taken from ``fonts``; ``annotator`` gives paragraphs their readings."""
        self.fonts = fonts
        self._setter = Setter(fonts.width)
        self._annotator = annotator
        self._cut: dict[tuple[str, float, Ink, str], Text] = {}  # as on the pages before

    def paragraph(
        self, inlines: Sequence[Inline] | str, width: float, look: Look, label: str = ""
    ) -> Paragraph:
        """A paragraph for a column ``width`` wide."""
        measure = max(1.0, width / look.size - look.hang)
        text = self._annotated(self._set(inlines, measure))
        if isinstance(text, Annotated):
            room = ROOM * look.size
            look = replace(look, leading=look.leading + room, ruby=room)
        if look.align is Align.CENTRE:
            lines = _balanced(text, measure)
        else:
            if look.indent > measure / 2:
                look = replace(look, indent=measure / 2)
            widths = _indented(measure, look.indent) if look.indent else _constant(measure)
            lines = break_lines(text, widths, justify=look.align is Align.JUSTIFY)
        hanging = self._setter.word(label) if label else None
        return Paragraph(text, tuple(lines), width, look, hanging)

    def line(self, inlines: Sequence[Inline] | str) -> Text:
        """Text for a single line."""
        return self._set(inlines, ONE_LINE)

    def width(self, inlines: Sequence[Inline] | str) -> float:
        """The width of ``inlines`` on one line, in em."""
        return natural_width(self._annotated(self.line(inlines)))

    def string(
        self,
        pen: Pen,
        text: Text,
        place: tuple[float, float],
        size: float,
        align: Align = Align.LEFT,
    ) -> None:
        """Draw ``text`` on one line; ``place`` is where it starts, is centred, or ends."""
        if not text.pieces:
            return
        width = natural_width(text)
        x, y = place
        if align is Align.CENTRE:
            x -= width * size / 2
        elif align is Align.RIGHT:
            x -= width * size
        pen.text(text, [(Line(0, text.length, width), x, y)], size)

    def cut(self, text: str, most: float, ink: Ink, beside: str = "") -> Text:
        """``text`` and ``beside`` on one line of ``most`` em; a ``text`` too long ends in …."""
        asked = (text, most, ink, beside)
        if asked not in self._cut:
            self._cut[asked] = self._set_cut(*asked)
        return self._cut[asked]

    def _set_cut(self, text: str, most: float, ink: Ink, beside: str) -> Text:
        whole = self.line([Run(text + beside, ink)])
        while text and natural_width(whole) > most:
            text = text[: int(len(text) * min(0.95, most / natural_width(whole)))]
            whole = self.line([Run(f"{text}…{beside}", ink)])
        return whole

    def _annotated(self, text: Text) -> Text:
        return self._annotator.annotated(text) if self._annotator else text

    def _set(self, inlines: Sequence[Inline] | str, measure: float) -> Text:
        given = [Run(inlines)] if isinstance(inlines, str) else inlines
        return self._setter.text(given, longest_word(measure))


def _constant(measure: float) -> Width:
    return lambda _: measure


def _indented(measure: float, indent: float) -> Width:
    return lambda line: measure if line else measure - indent


def _balanced(text: Text, measure: float) -> list[Line]:
    """Lines as many as ``measure`` needs, in the narrowest measure that needs no more."""
    lines = break_lines(text, _constant(measure), justify=False)
    if len(lines) < 2:
        return lines
    low, high = measure / 2, measure
    for _ in range(_HALVINGS):
        middle = (low + high) / 2
        trial = break_lines(text, _constant(middle), justify=False)
        if len(trial) > len(lines) or any(line.width > middle for line in trial):
            low = middle
        else:
            high, lines = middle, trial
    return lines
