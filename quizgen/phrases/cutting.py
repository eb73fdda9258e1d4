"""Text → words as jieba cuts it, with one look-up a word and one pass over each stretch of text.

jieba notes down all words of a stretch, then the likeliest way through them, then walks it.
Here the way is found from the end to the beginning while the words are looked up, by the same
sums in the same order, so that the words are the same to the last one.  What is not in the
dictionary is left to jieba's model of unknown words (``unknown.py``).
"""

from __future__ import annotations

import math

from quizgen.phrases.dictionary import Dictionary
from quizgen.phrases.unknown import Unknown
from quizgen.regex import regex

_STRETCHES = regex(r"([\u4e00-\u9fd5a-zA-Z0-9+#&._%\-]+)")  # jieba's, of which words are made
_SPACES = regex(r"(\r\n|\s)")
_NEVER = -math.inf


class Cutter:
    """Cuts text with the words of a compact dictionary, and with a model of the others."""

    def __init__(self, words: Dictionary, unknown: Unknown) -> None:
        self.words = words
        self._total, self._unknown = math.log(words.total), unknown.cut

    def cut(self, text: str) -> list[str]:
        """The words of ``text``, which they tile; marks and spaces are words of their own."""
        found: list[str] = []
        for index, stretch in enumerate(_STRETCHES.split(text)):
            if index % 2:
                self._cut(stretch, found)
            elif "\r\n" not in stretch:
                found += stretch
            else:
                for number, part in enumerate(_SPACES.split(stretch)):
                    found += (part,) if number % 2 else part
        return found

    def _cut(self, stretch: str, found: list[str]) -> None:
        """Add the words of a stretch of letters; characters alone, side by side, may be one."""
        ends, size = self._ends(stretch), len(stretch)
        start = alone = 0  # from ``alone`` on, each character is by itself
        while start < size:
            end = ends[start]
            if end > start + 1:
                if alone < start:
                    found += self._joined(stretch[alone:start])
                found.append(stretch[start:end])
                alone = end
            start = end
        if alone < size:
            found += self._joined(stretch[alone:])

    def _joined(self, characters: str) -> tuple[str, ...] | str:
        """The words of characters that are no words together, as far as is known."""
        if len(characters) == 1 or self.words.get(characters):
            return characters
        return self._unknown(characters)

    def _ends(self, stretch: str) -> list[int]:
        """Where the word ends that begins at each character on the likeliest way to the end.

        Of two ways that are as likely the one with the longer word is taken.
        """
        size, total, words = len(stretch), self._total, self.words
        known, entry_of, rows_of = words.entries.get, words.entry, words.rows.get
        ends, sums = [0] * size, [0.0] * (size + 1)
        for start in range(size - 1, -1, -1):
            word, end = stretch[start], start + 1
            entry = known(word) or entry_of(word)
            rows: str | None = None  # of the words that begin here
            best, behind = _NEVER, end
            while entry is not None:
                likelihood = entry[2]
                if likelihood is not None:
                    likelihood += sums[end]
                    if likelihood >= best:
                        best, behind = likelihood, end
                end += 1
                if end > size:
                    break
                word = stretch[start:end]
                if rows is None:
                    rows = rows_of(word)
                    if rows is None:
                        rows = words.fetch(word)
                    if not rows:
                        break
                entry = known(word)
                if entry is None and f"\n{word} " in rows:
                    entry = entry_of(word)
            ends[start] = behind
            sums[start] = best if best > _NEVER else sums[start + 1] - total
        return ends
