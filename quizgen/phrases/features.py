"""What is known about a run of pieces: named features, shared between candidates.

The score of a candidate is a sum of weights of the features of its first piece, its
last piece, its inner pieces and its shape.  A feature is a *family* (what is looked
at) with a *value* (what is seen there); each function here gives the values in the
order of the table of families above it.  All but the shapes are computed once a
piece, so that a hundred candidates a sentence cost little more than the words: for all
pieces of a sentence together, a column a family.
Training (``benchmarks/train_ranking.py``) and running use these same functions.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from operator import add

from quizgen.document import PhraseKind
from quizgen.phrases.candidates import Candidate
from quizgen.phrases.lexicon import FUNCTION_WORDS, MODALS
from quizgen.phrases.view import BEFORE, BEHIND, FIGURE, NO, View

Values = tuple[str, ...]
Columns = tuple[Sequence[str], ...]  # for each family the values of all pieces

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


def start_places(view: View) -> Columns:
    """Columns of ``START_PLACE``."""
    codes, words, size = view.codes, view.words, len(view.words)
    governors = list(enumerate(view.governor))
    clauses = list(zip(view.begin, view.end, strict=True))
    return (
        [BEFORE, *words[:-1]],
        [words[governor] if governor >= 0 else BEFORE for governor in view.governor],
        [_NUMBER[min(4, i - governor)] if governor >= 0 else NO for i, governor in governors],
        [_NUMBER[min(4, i - begin)] for i, begin in enumerate(view.begin)],
        view.glued,
        ["1" if end >= size - 2 else "0" for end in view.end],
        _fifths(size),
        [codes[begin + 2] + codes[end + 2] for begin, end in clauses],
        view.zone,
        list(map(add, view.zone, codes[2:])),
    )


@lru_cache(maxsize=256)
def _fifths(size: int) -> Sequence[str]:
    """In which fifth of a sentence each of its pieces stands."""
    return [_NUMBER[5 * i // size] for i in range(size)]


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


def end_places(view: View) -> Columns:
    """Columns of ``END_PLACE``."""
    return (
        [*view.words[1:], BEHIND],
        [_NUMBER[min(4, max(0, end - i))] for i, end in enumerate(view.end)],
        [*view.glued[1:], NO],
        _fifths(len(view.words)),
    )


def start_values(view: View) -> Columns:
    """Columns of ``START``."""
    codes = view.codes
    by_word = map(start_word, view.words, view.tags)
    by_classes = [start_classes(codes[i : i + 3]) for i in range(len(view.words))]
    return (*zip(*by_word, strict=True), *zip(*by_classes, strict=True), *start_places(view))


def end_values(view: View) -> Columns:
    """Columns of ``END``."""
    codes = view.codes
    by_word = map(end_word, view.words, view.tags)
    by_classes = [end_classes(codes[i + 1 : i + 5]) for i in range(len(view.words))]
    return (*zip(*by_word, strict=True), *zip(*by_classes, strict=True), *end_places(view))


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


def inner_values(view: View) -> Columns:
    """Columns of ``INNER``."""
    codes, tokens = view.codes[2:-2], view.parts.tokens
    figures = _NUMBER[min(3, codes.count(FIGURE))]
    kinds = [_kind(word) for word in view.words]
    return (
        codes,
        [tag[:1] for tag in view.tags],
        [own for own, _, _ in kinds],
        [_RANK[rank] if rank < len(_RANK) else NO for rank in view.rank],
        [
            _NUMBER[int(token.rarity)] if spoken else NO
            for token, (_, spoken, _) in zip(tokens, kinds, strict=True)
        ],
        view.glued,
        [ordinal for _, _, ordinal in kinds],
        [figures if code == FIGURE else NO for code in codes],
    )


_RANK = _NUMBER[:5]


@lru_cache(maxsize=1 << 14)
def _kind(word: str) -> tuple[str, bool, str]:
    """The word if it tells by itself, whether it is spoken, and whether it is an ordinal."""
    spoken = word[0].isalnum()
    own = word in FUNCTION_WORDS or word in MODALS or not spoken
    return word if own else NO, spoken, "1" if word[0] == "第" else NO


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
