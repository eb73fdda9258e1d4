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
from quizgen.phrases.grades import SIZE, UNGRADED, grade
from quizgen.phrases.lexicon import FUNCTION_WORDS, MODALS
from quizgen.phrases.view import BEFORE, BEHIND, FIGURE, NO, View, code

Values = tuple[str, ...]
Columns = tuple[Sequence[str], ...]  # for each family the values of all pieces

_NUMBER = tuple(str(i) for i in range(64))  # decimal strings, made once
# Sizes up to a limit, as values: a look-up instead of a comparison.
# Distances within a clause, up to the fourth piece.
_UP, _DOWN, _FAR = list("0123"), list("3210"), "4"
_LONGEST = 64
_NO_GRADE = (NO,) * SIZE
_TO_4, _TO_6, _TO_8, _TO_14 = (
    tuple(str(min(i, limit)) for i in range(_LONGEST)) for limit in (4, 6, 8, 14)
)


# Of the first piece of a candidate: what depends on the word alone, on the classes of
# the two pieces before and its own, and on its place in the sentence.
START_WORD = ("first", "first tag", "first character", "first kind", "first grade")
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
    kind, firm, known = _graded(word)
    return word, tag[:2], word[0], kind, firm + known


def start_classes(codes: str) -> Values:
    """Values of ``START_CLASSES``; ``codes`` are those of two pieces before and of the first."""
    return codes[1], codes[:2], codes[1:], codes


def start_places(view: View) -> Columns:
    """Columns of ``START_PLACE``."""
    codes, words, size, clauses = view.codes, view.words, len(view.words), view.clauses
    governors = list(enumerate(view.governor))
    from_start: list[str] = []
    last_one: list[str] = []
    frames: list[str] = []
    for first, last, count in clauses:
        from_start += (_UP + [_FAR] * (count - len(_UP)))[:count]
        last_one += ["1" if last >= size - 2 else "0"] * count
        frames += [codes[first + 2] + codes[last + 2]] * count
    return (
        [BEFORE, *words[:-1]],
        [words[governor] if governor >= 0 else BEFORE for governor in view.governor],
        [NO if g < 0 else _FAR if i - g > 3 else _UP[i - g] for i, g in governors],
        from_start,
        view.glued,
        last_one,
        _fifths(size),
        frames,
        view.zone,
        list(map(add, view.zone, codes[2:])),
    )


@lru_cache(maxsize=256)
def _fifths(size: int) -> Sequence[str]:
    """In which fifth of a sentence each of its pieces stands."""
    return [_NUMBER[5 * i // size] for i in range(size)]


def _graded(word: str) -> Values:
    """Of what kind a word is, how firm and how well known; nothing of one without a grade."""
    known = grade(word)
    return tuple(known) if known != UNGRADED else _NO_GRADE


# Of the last piece of a candidate, in the same three parts.
END_WORD = ("last", "last tag", "last character", "last kind", "last grade")
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
    kind, firm, known = _graded(word)
    return word, tag[:2], word[-1], kind, firm + known


def end_classes(codes: str) -> Values:
    """Values of ``END_CLASSES``; ``codes`` are of the piece before the last to two behind."""
    return codes[2], codes[2:], codes[1:3], codes[1:], codes[:3]


def end_places(view: View) -> Columns:
    """Columns of ``END_PLACE``."""
    to_end: list[str] = []
    for first, last, count in view.clauses:
        size = last + 1 - first
        to_end += [_FAR] * (size - len(_DOWN))
        to_end += _DOWN[max(0, len(_DOWN) - size) :]
        to_end += _DOWN[-1:] * (count - size)
    return (
        [*view.words[1:], BEHIND],
        to_end,
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
INNER_WORD = (
    "inside class",
    "inside tag",
    "inside",
    "inside kind",
    "inside firmness",
    "inside known",
)
INNER_PLACE = (
    "inside rank",
    "inside rarity",
    "inside glued",
    "inside ordinal",  # 第十九条: a reference
    "inside figures",
)
INNER = INNER_WORD + INNER_PLACE


def inner_word(word: str, tag: str) -> Values:
    """Values of ``INNER_WORD``."""
    return code(word, tag), tag[:1], _kind(word)[0], *_graded(word)


def inner_places(view: View) -> Columns:
    """Columns of ``INNER_PLACE``."""
    codes = view.codes[2:-2]
    figures = _NUMBER[min(3, codes.count(FIGURE))]
    _, spoken, ordinals = zip(*map(_kind, view.words), strict=True)
    rarities = zip(view.rarities, spoken, strict=True)
    return (
        view.rank,
        [_NUMBER[int(rarity)] if spoken else NO for rarity, spoken in rarities],
        view.glued,
        ordinals,
        [figures if one == FIGURE else NO for one in codes],
    )


def inner_values(view: View) -> Columns:
    """Columns of ``INNER``."""
    by_word = map(inner_word, view.words, view.tags)
    return (*zip(*by_word, strict=True), *inner_places(view))


@lru_cache(maxsize=1 << 14)
def _kind(word: str) -> tuple[str, bool, str]:
    """The word if it tells by itself, whether it is spoken, and whether it is an ordinal."""
    spoken = word[0].isalnum()
    own = word in FUNCTION_WORDS or word in MODALS or not spoken
    return word if own else NO, spoken, "1" if word[0] == "第" else NO


# Of a candidate as a whole: what depends on its size and kind, on the classes of its
# pieces and of those beside it, and on its place in the clause.
SHAPE_SIZE = (
    "length",
    "words",  # pieces that are glued count as one
    "length/pieces",
    "kind",
)
SHAPE_CLASSES = (
    "classes",  # of all pieces, where they are few
    "frame",  # the classes on either side
    "frame/length",
    "frame/turns",  # and the classes inside, with repetitions left out
    "ends",  # the classes of the first and last piece
)
SHAPE_PLACE = (
    "whole clause",
    "share of clause",
    "object",  # all that follows a verb
)
LONG = 8  # characters: longer ones are all alike in their frame
SHAPE = SHAPE_SIZE + SHAPE_CLASSES + SHAPE_PLACE
_LONG_PATTERN = 5
_MANY_TURNS = 3
_WHOLE = 9  # tenths of a clause
_KINDS = {kind: kind.value for kind in PhraseKind}


def shape_size(length: int, words: int, pieces: int, kind: PhraseKind) -> Values:
    """Values of ``SHAPE_SIZE``; ``length`` in characters."""
    size = min(length, _LONGEST - 1)
    return _TO_14[size], _TO_6[words], _TO_8[size] + _TO_4[pieces], _KINDS[kind]


def of_length(frame: str, length: int) -> str:
    """The value of ``frame/length``."""
    return frame + _TO_8[min(length, LONG)]


def shape_classes(codes: str, length: int) -> Values:
    """Values of ``SHAPE_CLASSES``; ``codes`` are of the pieces and of one on either side."""
    pattern = codes[1:-1]
    ends, frame = pattern[0] + pattern[-1], codes[0] + codes[-1]
    count = len(pattern)
    turns = pattern if count == 1 else _turns(pattern)
    return (
        pattern if count <= _LONG_PATTERN else NO,
        frame,
        of_length(frame, length),
        frame + (turns if len(turns) <= _MANY_TURNS else ends + "~"),
        ends,
    )


def shape_place(view: View, first: int, last: int, length: int) -> Values:
    """Values of ``SHAPE_PLACE`` for pieces of ``length`` characters."""
    share = 10 * length // (view.width[first] or 1)
    part = _NUMBER[share] if share < _WHOLE else "9"
    if last != view.end[first]:
        return NO, part, NO
    return (
        "1" if first == view.begin[first] else NO,
        part,
        "1" if first and view.governor[first] == first - 1 else NO,
    )


def shape_values(view: View, candidate: Candidate) -> Values:
    """Values of the families of ``SHAPE`` for a candidate."""
    (start, end), kind, first, last, _ = candidate
    word, length = view.parts.word, end - start
    return (
        *shape_size(length, word[last] - word[first] + 1, last - first + 1, kind),
        *shape_classes(view.codes[first + 1 : last + 4], length),
        *shape_place(view, first, last, length),
    )


@lru_cache(maxsize=1 << 14)
def _turns(pattern: str) -> str:
    """``pattern`` with each run of one class as one: vnnn的n → vn的n."""
    kept = pattern[:1]
    for one in pattern[1:]:
        if one != kept[-1]:
            kept += one
    return kept
