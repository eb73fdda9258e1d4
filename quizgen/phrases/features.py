"""What is known about a run of pieces: named features, shared between candidates.

The score of a candidate is a sum of weights of the features of its first piece, its
last piece, its inner pieces and its shape.  A feature is a *family* (what is looked
at) with a *value* (what is seen there); each function here gives the values in the
order of the table of families above it.  All but the shapes are computed once a
piece, so that a hundred candidates a sentence cost little more than the words.
Training (``benchmarks/train_ranking.py``) and running use these same functions.
"""

from __future__ import annotations

from functools import lru_cache

from quizgen.document import PhraseKind
from quizgen.phrases.candidates import Candidate
from quizgen.phrases.lexicon import FUNCTION_WORDS, MODALS
from quizgen.phrases.view import BEFORE, BEHIND, FIGURE, NO, View

Values = tuple[str, ...]

_NUMBER = tuple(str(i) for i in range(64))  # decimal strings, made once
# Sizes up to a limit, as values: a look-up instead of a comparison.
_LONGEST = 64
_TO_4, _TO_6, _TO_8, _TO_14 = (
    tuple(str(min(i, limit)) for i in range(_LONGEST)) for limit in (4, 6, 8, 14)
)


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
    previous = tokens[i - 1].word if i else BEFORE
    governor, begin, end = view.governor[i], view.begin[i], view.end[i]
    return (
        previous,
        tokens[governor].word if governor >= 0 else BEFORE,
        _NUMBER[min(4, i - governor)] if governor >= 0 else NO,
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
    following = tokens[i + 1].word if follows else BEHIND
    return (
        following,
        _NUMBER[min(4, max(0, view.end[i] - i))],
        view.parts.glued[i + 1][:1] if follows else NO,
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
        token.word if own else NO,
        _NUMBER[rank] if rank < 5 else NO,
        _NUMBER[int(token.rarity)] if token.word[0].isalnum() else NO,
        view.parts.glued[i][:1],
        "1" if token.word[0] == "第" else NO,
        _NUMBER[min(3, view.codes.count(FIGURE))] if view.codes[i + 2] == FIGURE else NO,
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
        pattern if count <= _LONG_PATTERN else NO,
        frame,
        frame + short,
        frame + (turns if len(turns) <= 3 else ends + "~"),
        ends,
        "1" if first == begin and last == end else NO,
        _NUMBER[min(9, 10 * length // max(1, tokens[end].end - tokens[begin].start))],
        "1" if last == end and first and view.governor[first] == first - 1 else NO,
    )


@lru_cache(maxsize=1 << 14)
def _turns(pattern: str) -> str:
    """``pattern`` with each run of one class as one: vnnn的n → vn的n."""
    kept = pattern[:1]
    for one in pattern[1:]:
        if one != kept[-1]:
            kept += one
    return kept
