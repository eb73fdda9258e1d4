"""Sentence → candidates: every span that might be asked for, with its kind.

Runs of up to nine pieces within a clause, and what the pattern finders stand
for.  A candidate that a finder names has that finder's kind; another is an
object (behind a governing verb), a name (by its last character) or a term.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Sequence
from itertools import repeat
from operator import itemgetter
from typing import NamedTuple

from quizgen.document import PhraseKind, Span
from quizgen.phrases import closed
from quizgen.phrases.lexicon import (
    FUNCTION_WORDS,
    GOVERNING_VERBS,
    MODALS,
    NAME_HEADS,
    NO_ENDS,
    NO_STARTS,
)
from quizgen.phrases.patterns import (
    Found,
    abbreviations,
    definitions,
    marked,
    quantities,
    quoted,
)
from quizgen.phrases.pieces import Pieces
from quizgen.phrases.remembered import Remembered
from quizgen.phrases.series import series
from quizgen.phrases.tokens import Token
from quizgen.sentences import REMOVED, Sentence

Run = tuple[int, int]  # first and last piece

_LONGEST_RUN = 9
_LONGEST_TAIL = 18
_LONGEST = 30
_LONGEST_FOUND = 60
_WALL_MARKS = frozenset("“”‘’「」『』（）()《》〈〉【】[]")
_STOPS = frozenset("，。；：！？,;:!?")
_WALLS = _STOPS | _WALL_MARKS
# Of most candidates; to Python 3.11 it is a call to get a member of an enumeration.
_NAME, _OBJECT, _TERM = PhraseKind.NAME, PhraseKind.OBJECT, PhraseKind.TERM
# Which finder names a span that several find.
_PRECEDENCE = {
    kind: rank
    for rank, kind in enumerate(
        (
            PhraseKind.QUOTED,
            PhraseKind.TITLE,
            PhraseKind.ABBREVIATION,
            PhraseKind.DEFINITION,
            PhraseKind.QUANTITY,
            PhraseKind.SERIES,
            PhraseKind.DEFINIENS,
            PhraseKind.MARKED,
            PhraseKind.NAME,
            PhraseKind.OBJECT,
            PhraseKind.TERM,
        )
    )
}


class Candidate(NamedTuple):
    """A span with its first and last piece (indexes into the sentence's pieces)."""

    span: Span
    kind: PhraseKind
    first: int
    last: int
    members: tuple[Span, ...] = ()


def candidates(  # noqa: PLR0913 - what the text, the words and the author say
    text: str,
    sentence: Sentence,
    words: Sequence[Token],
    parts: Pieces,
    *,
    choose: Callable[[Sequence[Run]], Sequence[Run]] = lambda runs: runs,
    marks: Sequence[Span] = (),
) -> list[Candidate]:
    """All candidates of a sentence, in order of their place.

    ``marks`` are those of the author that begin in it.
    ``choose`` may leave out runs that have no hope; what a finder names is always there.
    """
    if not words:
        return []
    tokens = parts.tokens
    damaged = _is_damaged(text, sentence)
    found = named(text, sentence, words, parts, marks)
    others: list[Candidate] = []
    for first, last in choose(_runs(tokens)):
        span = Span(tokens[first].start, tokens[last].end)
        if span in found or (damaged and _damaged(text, *span)):
            continue
        if last > first and _NAMED[tokens[last].word]:
            kind = _NAME
        elif first and tokens[first - 1].word in GOVERNING_VERBS:
            kind = _OBJECT
        else:
            kind = _TERM
        others.append(Candidate(span, kind, first, last))
    # runs are in order, and no span is there twice
    return sorted([*found.values(), *others], key=_place) if found else others


def named(
    text: str,
    sentence: Sentence,
    words: Sequence[Token],
    parts: Pieces,
    marks: Sequence[Span],
) -> dict[Span, Candidate]:
    """What a finder names in a sentence, or its author marks; each span once."""
    tokens = parts.tokens
    damaged = _is_damaged(text, sentence)
    found: dict[Span, Candidate] = {}
    items = _found(text, sentence, words, marks)
    begins = {t.start: i for i, t in enumerate(tokens)} if items else {}
    ends = {t.end: i for i, t in enumerate(tokens)} if items else {}
    for item in items:
        span = item.span
        if len(span) > _LONGEST_FOUND or (damaged and _damaged(text, span.start, span.end)):
            continue
        old = found.get(span)
        if old is None or _PRECEDENCE[item.kind] < _PRECEDENCE[old.kind]:
            first, last = _bounds(tokens, begins, ends, span)
            members = item.members or (old.members if old else ())
            found[span] = Candidate(span, item.kind, first, last, members)
        elif item.members and not old.members:
            found[span] = Candidate(span, old.kind, old.first, old.last, item.members)
    return found


# Kinds that set a phrase off as the name of a measure.
SET_OFF = frozenset({PhraseKind.QUOTED, PhraseKind.ABBREVIATION})
# Kinds that matching sets take from any sentence, however weak; other measures of directives come
# from sentences that are looked at anyway.
SET_APART = SET_OFF | {PhraseKind.SERIES, PhraseKind.DEFINITION, PhraseKind.DEFINIENS}


_place = itemgetter(0)
# Whether a word ends as names do.
_NAMED = Remembered[str, bool](lambda word: word.endswith(NAME_HEADS))


def _is_damaged(text: str, sentence: Sentence) -> bool:
    """Whether a removed word stands in a sentence."""
    return REMOVED.search(text, sentence.span.start, sentence.span.end) is not None


def _damaged(text: str, start: int, end: int) -> bool:
    """Whether a removed word stands in a span or beside it."""
    return REMOVED.search(text, max(0, start - 1), end + 1) is not None


def _bounds(
    tokens: Sequence[Token], begins: dict[int, int], ends: dict[int, int], span: Span
) -> Run:
    """The first and last piece of a span, whose ends may lie inside them."""
    first, last = begins.get(span.start), ends.get(span.end)
    return (
        _covering(tokens, span.start) if first is None else first,
        _covering(tokens, span.end - 1) if last is None else last,
    )


def _covering(tokens: Sequence[Token], offset: int) -> int:
    for index, token in enumerate(tokens):
        if token.start <= offset < token.end:
            return index
    return len(tokens) - 1


def _found(
    text: str, sentence: Sentence, tokens: Sequence[Token], marks: Sequence[Span]
) -> list[Found]:
    piece = text[sentence.span.start : sentence.span.end]
    offset = sentence.span.start
    word_ends = frozenset([t.end - offset for t in tokens])
    found = [
        *quoted(piece, offset),
        *quantities(piece, offset),
        *abbreviations(piece, offset, word_ends),
        *marked(piece, offset, [m for m in marks if sentence.span.contains(m)]),
    ]
    defined = list(definitions(piece, offset))
    if all(_is_noun(tokens, d.span) for d in defined if d.kind is PhraseKind.DEFINITION):
        found.extend(defined)
    low = 0
    for clause in sentence.clauses if "、" in piece else ():
        inside = []
        while low < len(tokens) and tokens[low].start < clause.span.end:
            if tokens[low].start >= clause.span.start:
                inside.append(tokens[low])
            low += 1
        found.extend(series(text, inside))
    # each member of a series is a phrase too
    for item in list(found):
        if item.kind is PhraseKind.SERIES:
            found.extend(Found(m, PhraseKind.TERM) for m in item.members)
    listed = sorted(closed.members(piece))
    found.extend(Found(Span(offset + s.start, offset + s.end), PhraseKind.TERM) for s in listed)
    return found


def _is_noun(tokens: Sequence[Token], span: Span) -> bool:
    """Whether a defined term is a noun, as far as the words at its ends tell."""
    inside = [t for t in tokens if span.start <= t.start and t.end <= span.end]
    if not inside:
        return False
    first, last = inside[0], inside[-1]
    if first.tag == "v" and last.tag == "v":
        return False  # 换高倍镜下观察：a step, not a term
    if first.tag[:1] in "dpcru" or first.word in FUNCTION_WORDS or not first.word[0].isalnum():
        return False
    return last.tag[:1] in "nljixbmg" or last.tag in ("vn", "v", "an", "a", "eng")


def _runs(tokens: Sequence[Token]) -> list[Run]:
    """First and last piece of every run that may be asked for.

    A run stays within its clause and its quotation marks; a long one ends with its clause.
    """
    size = len(tokens)
    stops = [t.end for t in tokens]
    kinds = [_KINDS[t.word] for t in tokens]
    starting, alone, ending, walled, closing = zip(*kinds, strict=True)
    # where runs may end, and where long ones may
    ends = [i for i, able in enumerate(ending) if able]
    last_ones = [i for i in ends if i + 1 == size or closing[i + 1]]
    walls = [i for i, wall in enumerate(walled) if wall]
    walls.append(size)
    runs: list[Run] = []
    wall = 0
    for first, able in enumerate(starting):
        if not able:
            continue
        if alone[first]:
            runs.append((first, first))
        while walls[wall] <= first:
            wall += 1
        behind = min(
            walls[wall],
            first + _LONGEST_TAIL,
            bisect_right(stops, tokens[first].start + _LONGEST),
        )
        short = min(behind, first + _LONGEST_RUN)
        low = bisect_right(ends, first)
        runs += zip(repeat(first), ends[low : bisect_left(ends, short, low)])
        if short < behind:
            low = bisect_left(last_ones, short)
            runs += zip(repeat(first), last_ones[low : bisect_left(last_ones, behind, low)])
    return runs


def _kind(word: str) -> tuple[bool, bool, bool, bool, bool]:
    """Whether a run may begin with ``word``, be it, end with it; whether it is a wall, a stop."""
    spoken = word[0].isalnum()
    starts, ends = spoken and word not in NO_STARTS, spoken and word not in NO_ENDS
    alone = word in MODALS or (ends and (len(word) > 1 or word not in FUNCTION_WORDS))
    return starts, alone, ends, word in _WALLS, word in _STOPS


_KINDS = Remembered(_kind)
