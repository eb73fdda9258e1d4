"""What is known about a run of pieces: named features, shared between candidates.

The score of a candidate is a sum of weights of the features of its first piece, its
last piece, its inner pieces and its shape.  A feature is a *family* (what is looked
at) with a *value* (what is seen there); each function here gives the values in the
order of the table of families above it.  All but the shapes are computed once a
piece, so that a hundred candidates a sentence cost little more than the words.
Training (``benchmarks/train_ranking.py``) and running use these same functions.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from quizgen.document import PhraseKind
from quizgen.phrases.candidates import Candidate
from quizgen.phrases.lexicon import FUNCTION_WORDS, GOVERNING_VERBS, MODALS
from quizgen.phrases.pieces import Pieces
from quizgen.phrases.tokens import Token
from quizgen.regex import regex

Words = Sequence[Token]  # the words of one sentence
Values = tuple[str, ...]

# Codes of classes, one character each, so that a pattern of classes is a slice of a
# string.  Function words that tell most stand for themselves.
_MODAL, _GOVERNING, _FUNCTION, _FIGURE = "M", "G", "F", "#"
_BEGIN, _END = "^", "$"
_ITSELF = frozenset("的是为在和与或及以对由不把将等其有于之所了从向")
_SAME = {"或者": "或", "以及": "及"}
_CLAUSE_MARKS = frozenset("，。；：！？,;:!?")
_HINGES = frozenset("是为M不")
_PREDICATES = frozenset("vGM是为")
_REFERENCE = regex(r"第[一二三四五六七八九十百零0-9]+[条款项章]|前款|本[法条例办]")
_DEFINES = regex(r"是指|指的是|叫做|叫作|称为|所称|简称|即")
_ASKS = regex(r"[?？吗]|什么|如何|怎样|哪些|为何")
_GOVERNORS = frozenset("是为以由对在")
_DIGITS = frozenset("一二三四五六七八九十百千万亿两〇零0123456789０１２３４５６７８９")

_NUMBER = tuple(str(i) for i in range(64))  # decimal strings, made once
# Sizes up to a limit, as values: a look-up instead of a comparison.
_LONGEST = 64
_TO_4, _TO_6, _TO_8, _TO_14 = (
    tuple(str(min(i, limit)) for i in range(_LONGEST)) for limit in (4, 6, 8, 14)
)
_NO = ""  # a value that no weight is kept for


@lru_cache(maxsize=1 << 14)
def code(word: str, tag: str) -> str:
    """The class of a piece as one character: its mark, function or part of speech."""
    if not word[0].isalnum():
        return word[0]
    if word in MODALS:
        return _MODAL
    if word in _ITSELF or word in _SAME:
        return _SAME.get(word, word)
    if word in GOVERNING_VERBS:
        return _GOVERNING
    if word in FUNCTION_WORDS:
        return _FUNCTION
    return _FIGURE if tag[:1] == "m" and word[0] in _DIGITS else tag[:1]


@dataclass(frozen=True, slots=True)
class View:
    """The pieces of a sentence with what is looked at more than once.

    ``codes`` has two marks of the sentence's edge on either side.  ``begin`` and ``end``
    are the first and last piece of each piece's clause; ``governor`` is the nearest verb
    or preposition before it in the clause, or -1; ``rank`` is its place by rarity;
    ``zone`` tells whether it stands before or after the clause's modal or copula.
    """

    parts: Pieces
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
    begin, end, governor = [0] * size, [size - 1] * size, [-1] * size
    start, verb = 0, -1
    for i, token in enumerate(tokens):
        begin[i], governor[i] = start, verb
        if token.word in _CLAUSE_MARKS:
            end[start : i + 1] = [i - 1] * (i + 1 - start)
            start, verb = i + 1, -1
        elif token.tag[:1] == "v" or token.word in _GOVERNORS:
            verb = i
    rarities = [t.rarity if t.word[0].isalnum() else 0.0 for t in tokens]
    rank = [0] * size
    for place, i in enumerate(sorted(range(size), key=lambda i: -rarities[i])):
        rank[i] = place
    inner = "".join([code(t.word, t.tag) for t in tokens])
    zone = _zones(inner, begin, end)
    return View(
        parts,
        f"{_BEGIN * 2}{inner}{_END * 2}",
        begin,
        end,
        governor,
        rank,
        zone,
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
            zones.append(_NO)
        else:
            zones.append(codes[hinge] + ("<" if i < hinge else ">" if i > hinge else "="))
    return zones


# Of the first piece of a candidate: what depends on the word alone, on the classes of
# the two pieces before and its own, and on its place in the sentence.
START_WORD = ("first", "first tag", "first character")
START_CLASSES = (
    "before class",
    "before classes",  # of both pieces before
    "before/first",
    "before two/first",
)
START_PLACE = (
    "before",  # the word before
    "governor",  # the nearest verb or preposition before
    "governor distance",
    "from clause start",  # pieces
    "first glued",  # the tag of the word that the start cuts
    "last clause",
    "start place",  # in fifths of the sentence
    "clause frame",  # the classes that its clause begins and ends with
    "zone",  # before or after the modal or copula of the clause
    "zone/first",
)
START = START_WORD + START_CLASSES + START_PLACE


def start_word(word: str, tag: str) -> Values:
    """Values of ``START_WORD``."""
    return word, tag[:2], word[0]


def start_classes(codes: str) -> Values:
    """Values of ``START_CLASSES``; ``codes`` are those of two pieces before and of the first."""
    return codes[1], codes[:2], codes[1:], codes


def start_place(view: View, i: int) -> Values:
    """Values of ``START_PLACE`` for candidates that begin with piece ``i``."""
    codes, tokens = view.codes, view.parts.tokens
    own, zone = codes[i + 2], view.zone[i]
    previous = tokens[i - 1].word if i else _BEGIN
    governor, begin, end = view.governor[i], view.begin[i], view.end[i]
    return (
        previous,
        tokens[governor].word if governor >= 0 else _BEGIN,
        _NUMBER[min(4, i - governor)] if governor >= 0 else _NO,
        _NUMBER[min(4, i - begin)],
        view.parts.glued[i][:1],
        "1" if end >= len(tokens) - 2 else "0",
        _NUMBER[5 * i // len(tokens)],
        codes[begin + 2] + codes[end + 2],
        zone,
        zone + own,
    )


# Of the last piece of a candidate, in the same three parts.
END_WORD = ("last", "last tag", "last character")
END_CLASSES = (
    "after class",
    "after classes",  # of both pieces behind
    "last/after",
    "last/after two",
    "last two/after",
)
END_PLACE = (
    "after",  # the word behind
    "to clause end",  # pieces
    "last glued",  # the tag of the word that the end cuts
    "end place",  # in fifths of the sentence
)
END = END_WORD + END_CLASSES + END_PLACE


def end_word(word: str, tag: str) -> Values:
    """Values of ``END_WORD``."""
    return word, tag[:2], word[-1]


def end_classes(codes: str) -> Values:
    """Values of ``END_CLASSES``; ``codes`` are of the piece before the last to two behind."""
    return codes[2], codes[2:], codes[1:3], codes[1:], codes[:3]


def end_place(view: View, i: int) -> Values:
    """Values of ``END_PLACE`` for candidates that end with piece ``i``."""
    tokens = view.parts.tokens
    follows = i + 1 < len(tokens)
    following = tokens[i + 1].word if follows else _END
    return (
        following,
        _NUMBER[min(4, max(0, view.end[i] - i))],
        view.parts.glued[i + 1][:1] if follows else _NO,
        _NUMBER[5 * i // len(tokens)],
    )


def start_values(view: View, i: int) -> Values:
    """Values of the families of ``START`` for candidates that begin with piece ``i``."""
    token = view.parts.tokens[i]
    return (
        *start_word(token.word, token.tag),
        *start_classes(view.codes[i : i + 3]),
        *start_place(view, i),
    )


def end_values(view: View, i: int) -> Values:
    """Values of the families of ``END`` for candidates that end with piece ``i``."""
    token = view.parts.tokens[i]
    return (
        *end_word(token.word, token.tag),
        *end_classes(view.codes[i + 1 : i + 5]),
        *end_place(view, i),
    )


# Of each piece inside a candidate; their weights add up.
INNER = (
    "inside class",
    "inside tag",
    "inside",
    "inside rank",
    "inside rarity",
    "inside glued",
    "inside ordinal",  # 第十九条: a reference
    "inside figures",
)


def inner_values(view: View, i: int) -> Values:
    """Values of the families of ``INNER`` for piece ``i``."""
    token = view.parts.tokens[i]
    own = token.word in FUNCTION_WORDS or token.word in MODALS or not token.word[0].isalnum()
    rank = view.rank[i]
    return (
        view.codes[i + 2],
        token.tag[:1],
        token.word if own else _NO,
        _NUMBER[rank] if rank < 5 else _NO,
        _NUMBER[int(token.rarity)] if token.word[0].isalnum() else _NO,
        view.parts.glued[i][:1],
        "1" if token.word[0] == "第" else _NO,
        _NUMBER[min(3, view.codes.count(_FIGURE))] if view.codes[i + 2] == _FIGURE else _NO,
    )


# Of a candidate as a whole.
SHAPE = (
    "length",
    "words",  # pieces that are glued count as one
    "length/pieces",
    "kind",
    "classes",  # of all pieces, where they are few
    "frame",  # the classes on either side
    "frame/length",
    "frame/turns",  # and the classes inside, with repetitions left out
    "ends",  # the classes of the first and last piece
    "whole clause",
    "share of clause",
    "object",  # all that follows a verb
)
_LONG_PATTERN = 5
_KINDS = {kind: kind.value for kind in PhraseKind}


def shape_values(view: View, candidate: Candidate) -> Values:
    """Values of the families of ``SHAPE`` for a candidate."""
    first, last, span = candidate.first, candidate.last, candidate.span
    codes, word, tokens = view.codes, view.parts.word, view.parts.tokens
    length = span.end - span.start
    count = last - first + 1
    begin, end = view.begin[first], view.end[first]
    pattern = codes[first + 2 : last + 3]
    ends = pattern[0] + pattern[-1]
    turns = pattern if count == 1 else _turns(pattern)
    frame = codes[first + 1] + codes[last + 3]
    size = min(length, _LONGEST - 1)
    few, short = _TO_4[count], _TO_8[size]
    return (
        _TO_14[size],
        _TO_6[word[last] - word[first] + 1],
        short + few,
        _KINDS[candidate.kind],
        pattern if count <= _LONG_PATTERN else _NO,
        frame,
        frame + short,
        frame + (turns if len(turns) <= 3 else ends + "~"),
        ends,
        "1" if first == begin and last == end else _NO,
        _NUMBER[min(9, 10 * length // max(1, tokens[end].end - tokens[begin].start))],
        "1" if last == end and first and view.governor[first] == first - 1 else _NO,
    )


@lru_cache(maxsize=1 << 14)
def _turns(pattern: str) -> str:
    """``pattern`` with each run of one class as one: vnnn的n → vn的n."""
    kept = pattern[:1]
    for one in pattern[1:]:
        if one != kept[-1]:
            kept += one
    return kept


def sentence_features(words: Words, text: str, *, first: bool) -> Iterator[str]:
    """Features for the worth of a sentence as the source of an item."""
    for word in sorted({t.word for t in words}):
        yield f"w={word}"
    yield from sentence_shape(words, text, first=first)


def sentence_shape(words: Words, text: str, *, first: bool) -> Iterator[str]:
    """The features of a sentence but for those of its single words."""
    length = len(text)
    yield f"len={min(length // 10, 12)}"
    yield f"end={text[-1]}"
    yield f"start={words[0].word}"
    yield f"st={words[0].tag[:1]}"
    yield f"first={int(first)}"
    if any(c in text for c in "“「"):
        yield "quote"
    if "《" in text:
        yield "book"
    if any(c.isdigit() for c in text):
        yield "digit"
    yield f"series={min(text.count('、'), 4)}"
    yield f"commas={min(text.count('，'), 5)}"
    functions = sum(1 for t in words if t.word in FUNCTION_WORDS)
    yield f"function={min(10 * functions // max(1, len(words)), 6)}"
    rare = sum(t.rarity for t in words) / max(1, len(words))
    yield f"rare={int(rare * 2)}"
    yield f"rarest={int(max(t.rarity for t in words))}"
    yield f"longest={min(max(len(t.word) for t in words), 8)}"
    yield f"last={words[-1].word}"
    codes = "".join([code(t.word, t.tag) for t in words])
    yield f"first two={codes[:2]}"
    yield f"first three={codes[:3]}"
    yield f"last three={codes[-3:]}"
    yield f"predicates={min(sum(c in _PREDICATES for c in codes), 6)}"
    yield f"nouns={min(codes.count('n'), 9)}"
    yield f"figures={min(codes.count(_FIGURE), 3)}"
    yield f"modals={min(codes.count(_MODAL), 2)}"
    yield f"pronouns={min(codes.count('r'), 3)}"
    yield f"marks={'，' in text:d}{'；' in text:d}{'：' in text:d}"
    yield f"references={min(len(_REFERENCE.findall(text)), 3)}"
    if _DEFINES.search(text):
        yield "defines"
    if _ASKS.search(text):
        yield "asks"
