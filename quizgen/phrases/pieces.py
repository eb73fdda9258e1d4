"""Words → pieces: where a blank may begin or end inside a word of the dictionary.

People blank out 宪法 of 宪法法律, and 三十 of 三十日.  A piece remembers that it
continues a word (``glued``), so that the ranking learns when such an edge is good.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from quizgen.phrases.lexicon import UNITS
from quizgen.phrases.tokens import UNKNOWN, Token, look_up
from quizgen.records import dataclass
from quizgen.regex import regex

_SHORTEST_SPLIT = 4
_SHORTEST_PART = 2
# 开放型, 法治化: the quality is a word of its own.
_SUFFIXES = frozenset("级型类者制化权性")
# Parts rarer than this (求是 of 实事求是) are hardly words of their own; where the tag says
# idiom or name, which in this dictionary is right but half of the time, both must be common.
_RAREST_PART = 6.0
_RAREST_PART_OF_IDIOM = 5.0
_IDIOMS = frozenset({"i", "l", "nr", "nrt"})
# Words of this dictionary that are two.
_TWO = {
    "之日起": ("之日", "起"),
    "省级": ("省", "级"),
    "市级": ("市", "级"),
    "县级": ("县", "级"),
    "乡级": ("乡", "级"),
}
_NUMERALS = "一二三四五六七八九十百千万亿两〇零0-9０-９"
_NUMERAL = regex(f"[{_NUMERALS}]+")
_NUMERAL_TAG = "m"


@dataclass(frozen=True, slots=True)
class Pieces:
    """The pieces of one sentence, side by side with what they were cut from.

    ``glued`` has the tag of the word that a piece continues, and is empty where a
    word begins; ``word`` has the index of the piece's word.
    """

    tokens: tuple[Token, ...]
    glued: tuple[str, ...]
    word: tuple[int, ...]

    def cuts(self, first: int, last: int) -> int:
        """How many of the two edges of pieces ``first`` to ``last`` lie inside a word."""
        after = last + 1 < len(self.glued) and bool(self.glued[last + 1])
        return bool(self.glued[first]) + after


def pieces(words: Sequence[Token]) -> Pieces:
    """Cut ``words``, those of one sentence, into pieces, which tile them exactly."""
    tokens: list[Token] = []
    glued: list[str] = []
    index: list[int] = []
    for number, token in enumerate(words):
        start, _, word, kind, _ = token
        if len(word) == 1 or len(parts := _split(word, kind)) == 1:
            tokens.append(token)
            glued.append("")
            index.append(number)
            continue
        glued += ["", *[kind] * (len(parts) - 1)]
        index += [number] * len(parts)
        for part, tag, rarity in parts:
            end = start + len(part)
            tokens.append(Token(start, end, part, tag, rarity))
            start = end
    return Pieces(tuple(tokens), tuple(glued), tuple(index))


def parts(word: str, tag: str) -> tuple[str, ...]:
    """The pieces of a word: 三十日 → 三十, 日; 社会主义 → 社会, 主义; 实事求是 stays whole."""
    return tuple(part for part, _, _ in _split(word, tag))


@lru_cache(maxsize=1 << 14)
def _split(word: str, tag: str) -> tuple[tuple[str, str, float], ...]:
    return tuple((part, *_entry(part)) for part in _cut(word, tag))


def _entry(part: str) -> tuple[str, float]:
    tag, rarity = look_up(part)
    return (_NUMERAL_TAG if tag == UNKNOWN and _NUMERAL.match(part) else tag), rarity


def _cut(word: str, tag: str) -> tuple[str, ...]:
    if word in _TWO:
        return _TWO[word]
    number = _NUMERAL.match(word)
    if number and word[number.end() :] in UNITS:
        return word[: number.end()], word[number.end() :]
    if len(word) == 3 and word[2] in _SUFFIXES and look_up(word[:2])[0] != UNKNOWN:
        return word[:2], word[2]
    return _halves(word, _RAREST_PART_OF_IDIOM if tag in _IDIOMS else _RAREST_PART)


def _halves(word: str, rarest: float) -> tuple[str, ...]:
    """The two most frequent dictionary words that make up ``word``, cut further if long."""
    if len(word) < _SHORTEST_SPLIT:
        return (word,)
    best: tuple[float, int] | None = None
    for at in range(_SHORTEST_PART, len(word) - _SHORTEST_PART + 1):
        one, other = look_up(word[:at]), look_up(word[at:])
        if UNKNOWN in (one[0], other[0]) or max(one[1], other[1]) > rarest:
            continue
        rarity = one[1] + other[1]
        if best is None or rarity < best[0]:
            best = rarity, at
    if best is None:
        return (word,)
    return *_halves(word[: best[1]], rarest), *_halves(word[best[1] :], rarest)
