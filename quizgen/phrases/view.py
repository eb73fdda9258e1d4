"""The pieces of a sentence as the features look at them: classes, clauses, governing words."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from quizgen.phrases.grades import grade
from quizgen.phrases.lexicon import FUNCTION_WORDS, GOVERNING_VERBS, MODALS
from quizgen.phrases.pieces import Pieces
from quizgen.records import dataclass
from quizgen.regex import regex

# Codes of classes, one character each, so that a pattern of classes is a slice of a
# string.  Function words that tell most stand for themselves.
MODAL, GOVERNING, FUNCTION, FIGURE = "M", "G", "F", "#"
BEFORE, BEHIND = "^", "$"  # the edges of a sentence
_ITSELF = frozenset("的是为在和与或及以对由不把将等其有于之所了从向")
_SAME = {"或者": "或", "以及": "及"}
_CLAUSE_MARKS = frozenset("，。；：！？,;:!?")
_HINGE = regex("[是为M不]")
RANKS = tuple("01234")
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


class Clause(NamedTuple):
    """A clause: its first and last piece, and how many there are with the mark behind it."""

    first: int
    last: int
    size: int


@dataclass(frozen=True, slots=True)
class View:
    """The pieces of a sentence with what is looked at more than once.

    ``codes`` has two marks of the sentence's edge on either side.  ``glued`` are the first
    letters of the tags of the words that pieces continue.  ``begin`` and ``end``
    are the first and last piece of each piece's clause; ``governor`` is the nearest verb
    or preposition before it in the clause, or -1; ``rank`` is its place by rarity, if it is
    one of the rarest; ``zone`` tells whether it stands before or after the clause's modal or
    copula.  ``grades`` has ``grades.SIZE`` characters a piece.
    """

    parts: Pieces
    words: Sequence[str]
    tags: Sequence[str]
    rarities: Sequence[float]
    glued: Sequence[str]
    codes: str
    clauses: Sequence[Clause]
    begin: Sequence[int]
    end: Sequence[int]
    width: Sequence[int]
    governor: Sequence[int]
    rank: Sequence[str]
    zone: Sequence[str]
    grades: str


def view(parts: Pieces) -> View:
    """What the features need to know of a sentence."""
    tokens = parts.tokens
    size = len(tokens)
    _, _, words, tags, rarities = zip(*tokens, strict=True) if tokens else ((),) * 5
    looks = list(map(_look, words, tags, rarities))
    governor = [-1] * size
    clauses: list[Clause] = []
    start, verb = 0, -1
    for i, (_, _, ends_clause, governs) in enumerate(looks):
        governor[i] = verb
        if ends_clause:
            clauses.append(Clause(start, i - 1, i + 1 - start))
            start, verb = i + 1, -1
        elif governs:
            verb = i
    if start < size:
        clauses.append(Clause(start, size - 1, size - start))
    begin, end, width = list[int](), list[int](), list[int]()
    for first, last, count in clauses:
        begin += [first] * count
        end += [last] * count
        width += [tokens[last].end - tokens[first].start] * count
    rank = [NO] * size
    commonness = [common for _, common, _, _ in looks]
    for place, i in zip(RANKS, sorted(range(size), key=commonness.__getitem__), strict=False):
        rank[i] = place
    inner = "".join([code for code, _, _, _ in looks])
    return View(
        parts,
        words,
        tags,
        rarities,
        [tag[:1] for tag in parts.glued],
        f"{BEFORE * 2}{inner}{BEHIND * 2}",
        clauses,
        begin,
        end,
        width,
        governor,
        rank,
        _zones(inner, clauses),
        "".join(map(grade, words)),
    )


@lru_cache(maxsize=1 << 14)
def _look(word: str, tag: str, rarity: float) -> tuple[str, float, bool, bool]:
    """The class of a piece, how common it is, whether it ends a clause, or governs what follows."""
    mark = word in _CLAUSE_MARKS
    governs = not mark and (tag[:1] == "v" or word in _GOVERNORS)
    return code(word, tag), -rarity if word[0].isalnum() else 0.0, mark, governs


def _zones(codes: str, clauses: Sequence[Clause]) -> list[str]:
    """For each piece the modal or copula of its clause, and on which side of it it stands."""
    zones: list[str] = []
    for first, last, count in clauses:
        found = _HINGE.search(codes, first, last + 1)
        if found is None:
            zones += [NO] * count
            continue
        hinge, before = found[0], found.start() - first
        zones += [hinge + "<"] * before
        zones.append(hinge + "=")
        zones += [hinge + ">"] * (count - before - 1)
    return zones
