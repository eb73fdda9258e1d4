"""How alike two texts are, and which of many texts are most like one.

Texts are compared by their pairs of neighbouring characters (bigrams), Dice's coefficient:
Chinese needs no words for that, a mended character costs two pairs, and sets of pairs are
compared in the time it takes to look at them.  An index over rare pairs finds the few
texts that are worth comparing, so that thousands of items need no comparison of all with all.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from operator import add

from quizgen.text import fold

Bigrams = frozenset[str]
_COMMON = 40  # texts that share a pair of characters, beyond which it tells nothing
_MOST = 8  # texts that are compared with one
_EDGE = "\x02"


def bigrams(text: str) -> Bigrams:
    """The pairs of neighbouring characters of ``text``, both ends and widths included."""
    whole = f"{_EDGE}{fold(text)}{_EDGE}"
    return frozenset(map(add, whole, whole[1:]))


def likeness(one: Bigrams, other: Bigrams) -> float:
    """Between 0 (nothing in common) and 1 (alike)."""
    total = len(one) + len(other)
    return 2 * len(one & other) / total if total else 0.0


class Index:
    """Finds among ``texts`` those that are most like a text."""

    def __init__(self, texts: Sequence[Bigrams]) -> None:
        """Note for each pair of characters which texts have it."""
        self.texts = texts
        self._having: dict[str, list[int]] = {}
        for number, text in enumerate(texts):
            for pair in text:
                self._having.setdefault(pair, []).append(number)

    def near(self, text: Bigrams) -> list[int]:
        """The numbers of a few texts that share most rare pairs with ``text``, best first."""
        rows = [row for pair in text if (row := self._having.get(pair)) is not None]
        shared: Counter[int] = Counter()
        for row in rows:
            if len(row) <= _COMMON:
                shared.update(row)
        if not shared and rows:  # all of them common: the rarest must do
            shared.update(min(rows, key=lambda row: (len(row), row))[:_COMMON])
        best = sorted(shared.items(), key=lambda found: (-found[1], found[0]))
        return [number for number, _ in best[:_MOST]]
