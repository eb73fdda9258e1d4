"""Text → clusters and joints.

Nothing here knows a font: a :data:`Measure` is passed in.  Text is looked at as a whole, with
its blanks, in letters of the kinds of its characters; a table gives the letters, and a pattern
finds the rows, words and marks in them.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from functools import cache
from operator import attrgetter

from quizgen.exporters.pdf.characters import (
    BLANK,
    Kind,
    is_printable,
    printable,
)
from quizgen.exporters.pdf.clusters import (
    PLAIN,
    Cluster,
    Gap,
    Ink,
    Inline,
    Run,
    Text,
    shrinking,
)
from quizgen.exporters.pdf.figures import figures
from quizgen.exporters.pdf.joints import HALF, JOINTS, MARK_SHRINK, bound
from quizgen.exporters.pdf.made import APART, IN_ROWS, Made, Measure
from quizgen.regex import regex

LONGEST_WORD = 14.0  # a longer word may be broken

_BY_LETTER = {kind.value: kind for kind in Kind}
# In letters of kinds: an opening mark with the spaces behind it, where no line ends; a row,
# inside which no two marks close up; a Latin word; spaces; a dash.
_TOKENS = regex("O +|(?:H|[SC](?![SCO])|O(?![O ]))*(?:[HSC]|O(?! ))|L+| +|——|……|⋯⋯|――|.")
_LEFT, _RIGHT = attrgetter("left"), attrgetter("right")
_new = tuple.__new__  # in the innermost loops; Cluster(…) takes three times as long


def longest_word(measure: float) -> float:
    """The width of the longest Latin word that is not broken in a column of ``measure`` em.

    It leaves room for the marks that may stand with the word.
    """
    return min(max(measure - 2, measure / 2), LONGEST_WORD)


class Setter:
    """Makes clusters; remembers those that it made, for one :data:`Measure`."""

    def __init__(self, measure: Measure) -> None:
        """Widths are taken from ``measure``."""
        self._measure = measure
        self._made: dict[Ink, Made] = {}

    def text(self, inlines: Iterable[Inline], longest: float = LONGEST_WORD) -> Text:
        """The clusters and joints of ``inlines``; no Latin word is wider than ``longest`` em."""
        pieces: list[Cluster] = []
        held: list[int] = []  # pieces that may not part from the one before
        gaps = 0
        for stretch in _stretches(inlines):
            gaps = self._set(stretch, gaps, longest, pieces, held)
        edges = zip(map(_RIGHT, pieces), map(_LEFT, pieces[1:]), strict=False)
        joints = list(map(JOINTS.__getitem__, edges))
        for place in held:
            joints[place - 1] = bound(joints[place - 1])
        return _new(Text, (pieces, joints))

    def word(self, text: str) -> Text:
        """As :meth:`text` of plain ``text``, which is nearly always a word, such as ``12.``."""
        if text and text.isascii() and text.isprintable() and not {" ", '"'}.intersection(text):
            made = self._of(PLAIN)[text]
            if made.width <= LONGEST_WORD:
                return Text([made], [])
        return self.text([Run(text)])

    def _of(self, ink: Ink) -> Made:
        made = self._made.get(ink)
        if made is None:
            made = self._made[ink] = Made(self._measure, ink)
        return made

    def _set(
        self,
        stretch: _Stretch,
        gap: int,
        longest: float,
        pieces: list[Cluster],
        held: list[int],
    ) -> int:
        """Append the pieces of ``stretch``, and to ``held`` the places of those that are bound.

        ``gap`` is the number of the last blank before; that of the last one now is returned.
        """
        text, gaps, ink, whole = stretch
        before = gap
        made = self._of(ink)
        letters = text.translate(made.letters)
        first = len(pieces)
        inside: Collection[int] = ()
        if whole:
            letters = letters.translate(APART)
        else:
            spans = figures(text)
            if spans:
                letters, inside = _apart(letters, spans)
        quotes = 0  # straight ones
        start = 0
        for token in _TOKENS.findall(letters):
            stop = start + len(token)
            if inside and start in inside:
                held.append(len(pieces))
            what = token[0]
            if what == "_":
                gap += 1
                pieces.append(_blank(gap, gaps[gap - before - 1]))
            elif what == "L":
                word = made[text[start:stop]]
                if word.width <= longest and '"' not in word.text:
                    pieces.append(word)
                else:
                    pieces += _quoted(made.parted(word, longest), quotes)
                    quotes += word.text.count('"')
            elif stop - start > 1 and what in IN_ROWS and token[1] != " ":
                pieces.append(_row(text[start:stop], token, ink))
            else:
                pieces.append(made[text[start:stop]])
            start = stop
        if whole:
            held += range(first + 1, len(pieces))
        return gap


def _row(text: str, letters: str, ink: Ink) -> Cluster:
    first, last = letters[0], letters[-1]
    lead = HALF if first == "O" else 0.0
    trail = HALF if last in "SC" else 0.0
    edges = _BY_LETTER[first], _BY_LETTER[last]
    wide = len(text)
    shrink = MARK_SHRINK * shrinking(letters)
    return _new(Cluster, (text, ink, *edges, float(wide), lead, trail, 0, wide, shrink))


@cache
def _blank(gap: int, width: int) -> Cluster:
    return Cluster("", PLAIN, Kind.BLANK, Kind.BLANK, float(width), gap=gap, parts=width)


# Text in one ink, with a BLANK for each of its gaps; how many em wide these are; the ink; and
# whether it should stand on one line.
_Stretch = tuple[str, list[int], Ink, bool]


def _stretches(inlines: Iterable[Inline]) -> list[_Stretch]:
    """``inlines`` with as much in a stretch as can be set at once."""
    found: list[_Stretch] = []
    texts = [""]  # before, between and behind the gaps
    gaps: list[int] = []
    ink: Ink | None = None
    follows = True  # whether a run may follow
    for inline in inlines:
        if isinstance(inline, Gap):
            gaps.append(max(1, inline.width))
            texts.append("")
            follows = True
        elif follows and not inline.whole and (ink is None or inline.ink is ink):
            texts[-1] = inline.text
            ink, follows = inline.ink, False
        else:
            found.append((_joined(texts), gaps, ink or PLAIN, False))
            texts, gaps, ink, follows = [inline.text], [], inline.ink, False
            if inline.whole:
                found.append((_joined(texts), gaps, inline.ink, True))
                texts, gaps, ink, follows = [""], [], None, True
    found.append((_joined(texts), gaps, ink or PLAIN, False))
    return found


def _joined(texts: list[str]) -> str:
    if len(texts) == 1:
        return printable(texts[0])
    if not is_printable(" ".join(texts)):
        texts = [printable(text) for text in texts]
    return BLANK.join(texts)


def _apart(letters: str, spans: Iterable[tuple[int, int]]) -> tuple[str, Collection[int]]:
    """``letters`` with those in no row that are bound in ``spans``, and the places inside these."""
    inside: set[int] = set()
    for start, stop in spans:
        if letters.count("L", start, stop) < stop - start:  # more than a single word
            apart = letters[start:stop].translate(APART)
            letters = letters[:start] + apart + letters[stop:]
            inside.update(range(start + 1, stop))
    return letters, inside


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
