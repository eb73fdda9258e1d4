"""Draws lines of clusters, and rules, on a canvas.

Text goes to the page as glyph codes with their places: no character of it is ever read
as mark-up.  Lengths are in points, from the lower left corner of the page.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import AbstractContextManager, contextmanager

from reportlab.pdfgen.canvas import Canvas

from quizgen.exporters.pdf.clusters import Text
from quizgen.exporters.pdf.fonts import Fonts
from quizgen.exporters.pdf.strings import Label, Placed, Rule, text_object
from quizgen.exporters.pdf.tagging import Tagger

RULE_DEPTH = 2.6  # points below the baseline
RULE_WEIGHT = 0.6  # points


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

    def text(
        self, text: Text, lines: Iterable[Placed], size: float, label: Label | None = None
    ) -> tuple[Rule, ...]:
        """Draw ``lines`` of ``text``; blanks become rules, which are given back in order.

        A ``label`` is drawn before.
        """
        if not (text.pieces or label):
            return ()
        operators, rules = text_object(self._fonts, text, lines, size, label)
        if rules:
            drawn = [
                f"{start:.2f} {y - RULE_DEPTH:.2f} m {stop:.2f} {y - RULE_DEPTH:.2f} l"
                for _, start, stop, y in rules
            ]
            operators += f"\nq {RULE_WEIGHT:g} w\n" + "\n".join(drawn) + "\nS Q"
        self.canvas.addLiteral(operators)
        return rules

    @contextmanager
    def coloured(self, red: float, green: float, blue: float) -> Iterator[None]:
        """Black text that is drawn inside is in this colour; each part is from 0 to 1."""
        self.canvas.addLiteral(f"q {red:g} {green:g} {blue:g} rg")
        yield
        self.canvas.addLiteral("Q")
