"""Sentence → candidates: every span that might be asked for, with its kind.

Runs of up to seven words within a clause, and what the pattern finders stand
for.  A candidate that a finder names has that finder's kind; another is an
object (behind a governing verb), a name (by its last character) or a term.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from quizgen.document import PhraseKind, Span
from quizgen.phrases.lexicon import FUNCTION_WORDS, GOVERNING_VERBS, MODALS, NAME_HEADS
from quizgen.phrases.patterns import Found, abbreviations, definitions, quantities, quoted
from quizgen.phrases.series import series
from quizgen.phrases.tokens import Token
from quizgen.sentences import REMOVED, Sentence

_LONGEST_RUN = 7
_LONGEST_TAIL = 16
_LONGEST = 30
# A predicate may begin with a preposition or 不: 由省级人民政府批准, 不公开审理.
_TAIL_STARTS = frozenset(["由", "向", "经", "按照", "依照", "不", "从", "自", "以", "对", "为"])
_WALL_MARKS = frozenset("“”‘’「」『』（）()《》〈〉【】[]")
_STOPS = frozenset("，。；：！？,;:!?")
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
            PhraseKind.NAME,
            PhraseKind.OBJECT,
            PhraseKind.TERM,
        )
    )
}


@dataclass(frozen=True, slots=True)
class Candidate:
    """A span with its first and last word (indexes into the sentence's tokens)."""

    span: Span
    kind: PhraseKind
    first: int
    last: int
    members: tuple[Span, ...] = ()


def candidates(text: str, sentence: Sentence, tokens: Sequence[Token]) -> list[Candidate]:
    """All candidates of a sentence, in order of their place."""
    if not tokens:
        return []
    begins = {t.start: i for i, t in enumerate(tokens)}
    ends = {t.end: i for i, t in enumerate(tokens)}
    found: dict[Span, Candidate] = {}
    for item in _found(text, sentence, tokens):
        span = item.span
        if REMOVED.search(text, max(0, span.start - 1), span.end + 1) or len(span) > 60:
            continue
        first = begins.get(span.start, _covering(tokens, span.start))
        last = ends.get(span.end, _covering(tokens, span.end - 1))
        old = found.get(span)
        if old is None or _PRECEDENCE[item.kind] < _PRECEDENCE[old.kind]:
            members = item.members or (old.members if old else ())
            found[span] = Candidate(span, item.kind, first, last, members)
        elif item.members and not old.members:
            found[span] = Candidate(span, old.kind, first, last, item.members)
    for first, last in _runs(tokens):
        span = Span(tokens[first].start, tokens[last].end)
        if span not in found and not REMOVED.search(text, max(0, span.start - 1), span.end + 1):
            found[span] = Candidate(span, _kind(tokens, first, last), first, last)
    return [found[span] for span in sorted(found)]


def _covering(tokens: Sequence[Token], offset: int) -> int:
    for index, token in enumerate(tokens):
        if token.start <= offset < token.end:
            return index
    return len(tokens) - 1


def _found(text: str, sentence: Sentence, tokens: Sequence[Token]) -> list[Found]:
    piece = text[sentence.span.start : sentence.span.end]
    offset = sentence.span.start
    word_ends = frozenset(t.end - offset for t in tokens)
    found = [
        *quoted(piece, offset),
        *quantities(piece, offset),
        *abbreviations(piece, offset, word_ends),
    ]
    defined = list(definitions(piece, offset))
    if all(_is_noun(tokens, d.span) for d in defined if d.kind is PhraseKind.DEFINITION):
        found.extend(defined)
    low = 0
    for clause in sentence.clauses:
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


def _runs(tokens: Sequence[Token]) -> list[tuple[int, int]]:
    """First and last word of every run that may be asked for."""
    runs = []
    for first, token in enumerate(tokens):
        if not token.word[0].isalnum():
            continue
        if token.word in MODALS:
            runs.append((first, first))
        closed = token.word in MODALS or token.word in FUNCTION_WORDS
        if token.word in FUNCTION_WORDS and token.word not in _TAIL_STARTS:
            continue
        for last in range(first, min(len(tokens), first + _LONGEST_TAIL)):
            if tokens[last].word in _STOPS or tokens[last].word in _WALL_MARKS:
                break
            if tokens[last].end - token.start > _LONGEST:
                break
            term = not closed and last - first < _LONGEST_RUN
            if _may_end(tokens, first, last, term=term):
                runs.append((first, last))
    return runs


def _may_end(tokens: Sequence[Token], first: int, last: int, *, term: bool) -> bool:
    """A term may end at any word of its own; a longer predicate only with its clause."""
    word = tokens[last].word
    if word in FUNCTION_WORDS or word in MODALS or not word[0].isalnum():
        return False
    if term:
        return first != last or len(word) > 1
    return last + 1 == len(tokens) or tokens[last + 1].word in _STOPS


def _kind(tokens: Sequence[Token], first: int, last: int) -> PhraseKind:
    word = tokens[last].word
    if last > first and word.endswith(NAME_HEADS):
        return PhraseKind.NAME
    if first and tokens[first - 1].word in GOVERNING_VERBS:
        return PhraseKind.OBJECT
    return PhraseKind.TERM
