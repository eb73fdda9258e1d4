"""How often words come again in a document, from counts of its pairs of characters.

Counting a phrase in the whole text for each candidate would take time that grows with
the square of the text; its rarest pair of characters tells nearly as much.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import pairwise


@dataclass(frozen=True, slots=True)
class Recurrence:
    """The pairs of characters of a text with their counts, and its length in characters."""

    pairs: Mapping[str, int]
    size: int

    @classmethod
    def of(cls, text: str) -> Recurrence:
        """Count the pairs of ``text``."""
        return cls(Counter(map("".join, pairwise(text))), len(text))

    def most(self, words: str) -> int:
        """How often ``words`` (two characters or more) can stand in the text at most."""
        return min((self.pairs.get(words[i : i + 2], 0) for i in range(len(words) - 1)), default=0)
