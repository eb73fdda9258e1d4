"""The clusters of one ink, each made once."""

from __future__ import annotations

from collections.abc import Callable

from quizgen.exporters.pdf.characters import (
    LATIN_POSTFIXES,
    LATIN_PREFIXES,
    Kind,
    kind,
    kinds,
)
from quizgen.exporters.pdf.clusters import Cluster, Ink, on_grid
from quizgen.exporters.pdf.joints import WORD_SPACE

Measure = Callable[[str, str], float]  # (role, character) → advance width in em

FULL_WIDTH = 0.9  # a mark at least this wide has an empty half
IN_ROWS = frozenset("HSCO")  # letters of the kinds that can stand in a row
APART = str.maketrans("HSCO", "hsco")  # where they do not

_FULL = frozenset({Kind.OPEN, Kind.CLOSE, Kind.STOP})
_BREAKS_AFTER = frozenset("/?&=_-.,;:")  # inside a Latin word that is too long for a line


class _Letters(dict[int, str]):
    """Code point → the letter of its kind; a small one where it is not the square of a row."""

    def __init__(self, made: Made) -> None:
        self._made = made

    def __missing__(self, point: int) -> str:
        character = chr(point)
        letter = kinds(character)
        if letter in IN_ROWS:
            cluster = self._made[character]
            if cluster.width != 1 or cluster.left != letter:
                letter = letter.translate(APART)
        self[point] = letter
        return letter


class Made(dict[str, Cluster]):
    """The clusters of one ink by their text; one that was never asked for is made."""

    def __init__(self, measure: Measure, ink: Ink) -> None:
        self._measure = measure
        self._ink = ink
        self.letters = _Letters(self)

    def __missing__(self, text: str) -> Cluster:
        what = kind(text[0])
        if what is Kind.SPACE:
            width = sum(1.0 if space == "\u3000" else WORD_SPACE for space in text)
            made = Cluster(text, self._ink, what, what, width, width, width)
        elif what is Kind.LATIN:
            made = _latin(text, self._ink, sum(self._widths(text)))
        else:
            made = self._full(text, what)
        self[text] = made
        return made

    def parted(self, word: Cluster, longest: float) -> list[Cluster]:
        """A Latin word, in pieces where it is too long for a line."""
        if word.width <= longest:
            return [word]
        text = word.text
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

    def _full(self, text: str, what: Kind) -> Cluster:
        width = sum(self._widths(text))
        if what in _FULL and width < FULL_WIDTH:  # a narrow mark of a fallback font
            what = Kind.PREFIX if what is Kind.OPEN else Kind.POSTFIX
        return on_grid(text, self._ink, what, width)

    def _widths(self, text: str) -> list[float]:
        return [self._measure(self._ink.role, character) for character in text]


def _latin(text: str, ink: Ink, width: float) -> Cluster:
    left = Kind.POSTFIX if text[0] in LATIN_POSTFIXES else Kind.LATIN
    right = Kind.PREFIX if text[-1] in LATIN_PREFIXES else Kind.LATIN
    return Cluster(text, ink, left, right, width)
