"""How often, and where, words come again in a document, from the places of its pairs of characters.

Looking through the whole text for each candidate would take time that grows with the square
of the text.  Words can stand only where their rarest pair of characters does, and how often
that pair stands tells nearly as much as how often they do.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import islice, pairwise

from quizgen.records import dataclass

_NOWHERE: Sequence[int] = ()


@dataclass(frozen=True, slots=True)
class Recurrence:
    """A text with the places of its pairs of characters, in order, and its length."""

    text: str
    pairs: Mapping[str, Sequence[int]]
    size: int

    @classmethod
    def of(cls, text: str) -> Recurrence:
        """Note down the pairs of ``text``."""
        pairs: dict[str, array[int]] = {}
        known = pairs.get
        for place, pair in enumerate(map("".join, pairwise(text))):
            places = known(pair)
            if places is None:
                pairs[pair] = array("I", (place,))
            else:
                places.append(place)
        return cls(text, pairs, len(text))

    def most(self, words: str) -> int:
        """How often ``words`` (two characters or more) can stand in the text at most."""
        pairs = self.pairs
        if len(words) == 2:
            return len(pairs.get(words, _NOWHERE))
        return min(
            [len(pairs.get(words[i : i + 2], _NOWHERE)) for i in range(len(words) - 1)], default=0
        )

    def counts(self, start: int, end: int) -> list[int]:
        """How often each pair of characters of ``text[start:end]`` stands in the text."""
        pairs, words = self.pairs, self.text[start:end]
        return [len(pairs[pair]) for pair in map("".join, pairwise(words))]

    def places(self, words: str) -> Iterator[int]:
        """Where ``words`` (one character or more) stand, in order; places may overlap."""
        text = self.text
        if len(words) == 1:
            at = text.find(words)
            while at >= 0:
                yield at
                at = text.find(words, at + 1)
            return
        rarest, offset = self.pairs.get(words[:2], _NOWHERE), 0
        for i in range(1, len(words) - 1):
            places = self.pairs.get(words[i : i + 2], _NOWHERE)
            if len(places) < len(rarest):
                rarest, offset = places, i
        starts = text.startswith
        for place in rarest:
            if place >= offset and starts(words, place - offset):
                yield place - offset

    def times(self, words: str, enough: int) -> int:
        """How often ``words`` stand in the text, counted no further than ``enough``."""
        return sum(1 for _ in islice(self.places(words), enough))


@lru_cache(maxsize=2)
def recurrence(text: str) -> Recurrence:
    """The :class:`Recurrence` of a document's text, made once for all that ask for it."""
    return Recurrence.of(text)
