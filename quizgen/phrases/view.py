"""The pieces of a sentence as the features look at them: classes, clauses, governing words."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from quizgen.phrases.lexicon import FUNCTION_WORDS, GOVERNING_VERBS, MODALS
from quizgen.phrases.pieces import Pieces
from quizgen.records import dataclass

# Codes of classes, one character each, so that a pattern of classes is a slice of a
# string.  Function words that tell most stand for themselves.
MODAL, GOVERNING, FUNCTION, FIGURE = "M", "G", "F", "#"
BEFORE, BEHIND = "^", "$"  # the edges of a sentence
_ITSELF = frozenset("的是为在和与或及以对由不把将等其有于之所了从向")
_SAME = {"或者": "或", "以及": "及"}
_CLAUSE_MARKS = frozenset("，。；：！？,;:!?")
_HINGES = frozenset("是为M不")
_GOVERNORS = frozenset("是为以由对在")
_DIGITS = frozenset("一二三四五六七八九十百千万亿两〇零0123456789０１２３４５６７８９")
NO = ""  # a value that no weight is kept for


@lru_cache(maxsize=1 << 14)
def code(word: str, tag: str) -> str:
    """The class of a piece as one character: its mark, function or part of speech."""
    if not word[0].isalnum():
        return word[0]
    if word in MODALS:
        return MODAL
    if word in _ITSELF or word in _SAME:
        return _SAME.get(word, word)
    if word in GOVERNING_VERBS:
        return GOVERNING
    if word in FUNCTION_WORDS:
        return FUNCTION
    return FIGURE if tag[:1] == "m" and word[0] in _DIGITS else tag[:1]


@dataclass(frozen=True, slots=True)
class View:
    """The pieces of a sentence with what is looked at more than once.

    ``codes`` has two marks of the sentence's edge on either side.  ``glued`` are the first
    letters of the tags of the words that pieces continue.  ``begin`` and ``end``
    are the first and last piece of each piece's clause; ``governor`` is the nearest verb
    or preposition before it in the clause, or -1; ``rank`` is its place by rarity;
    ``zone`` tells whether it stands before or after the clause's modal or copula.
    """

    parts: Pieces
    words: Sequence[str]
    tags: Sequence[str]
    glued: Sequence[str]
    codes: str
    begin: Sequence[int]
    end: Sequence[int]
    governor: Sequence[int]
    rank: Sequence[int]
    zone: Sequence[str]


def view(parts: Pieces) -> View:
    """What the features need to know of a sentence."""
    tokens = parts.tokens
    size = len(tokens)
    words, tags = [token.word for token in tokens], [token.tag for token in tokens]
    begin, end, governor = [0] * size, [size - 1] * size, [-1] * size
    start, verb = 0, -1
    for i, word in enumerate(words):
        begin[i], governor[i] = start, verb
        if word in _CLAUSE_MARKS:
            end[start : i + 1] = [i - 1] * (i + 1 - start)
            start, verb = i + 1, -1
        elif tags[i][:1] == "v" or word in _GOVERNORS:
            verb = i
    rarities = [-token.rarity if token.word[0].isalnum() else 0.0 for token in tokens]
    rank = [0] * size
    for place, i in enumerate(sorted(range(size), key=rarities.__getitem__)):
        rank[i] = place
    inner = "".join(map(code, words, tags))
    return View(
        parts,
        words,
        tags,
        [tag[:1] for tag in parts.glued],
        f"{BEFORE * 2}{inner}{BEHIND * 2}",
        begin,
        end,
        governor,
        rank,
        _zones(inner, begin, end),
    )


def _zones(codes: str, begin: Sequence[int], end: Sequence[int]) -> list[str]:
    """For each piece the modal or copula of its clause, and on which side of it it stands."""
    zones = []
    hinge, clause = -1, -1
    for i, first in enumerate(begin):
        if first != clause:
            clause = first
            hinge = next((k for k in range(first, end[i] + 1) if codes[k] in _HINGES), -1)
        if hinge < 0:
            zones.append(NO)
        else:
            zones.append(codes[hinge] + ("<" if i < hinge else ">" if i > hinge else "="))
    return zones
