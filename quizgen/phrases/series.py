"""Parallel series: 查问题、堵漏洞、提能力; 政治判断力、政治领悟力、政治执行力.

The members between two 、 are given by the text.  Where the first begins and the
last ends must be found: at a word's edge, so that the member is parallel to its
neighbour (equal length, or the same first or last character).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import pairwise

from quizgen.document import PhraseKind, Span
from quizgen.phrases.patterns import Found
from quizgen.phrases.tokens import Token

_LONGEST_MEMBER = 14
_SHORTEST_MEMBER = 2


def series(text: str, tokens: Sequence[Token]) -> list[Found]:
    """The series among the words of one clause; ``text`` is the document's."""
    commas = [i for i, t in enumerate(tokens) if t.word == "、"]
    if not commas:
        return []
    found = []
    depth_at = _depths(tokens)
    run: list[int] = []
    for comma in commas:
        if depth_at[comma]:
            continue
        if run and not _member(tokens, run[-1] + 1, comma):
            found.extend(_close(text, tokens, run))
            run = []
        run.append(comma)
    found.extend(_close(text, tokens, run))
    return found


def _depths(tokens: Sequence[Token]) -> list[int]:
    depth = 0
    depths = []
    for token in tokens:
        if token.word in "”’」』）)》〉】":
            depth = max(0, depth - 1)
        depths.append(depth)
        if token.word in "“‘「『（(《〈【":
            depth += 1
    return depths


def _member(tokens: Sequence[Token], first: int, stop: int) -> bool:
    length = tokens[stop - 1].end - tokens[first].start if stop > first else 0
    return _SHORTEST_MEMBER <= length <= _LONGEST_MEMBER


def _close(text: str, tokens: Sequence[Token], run: Sequence[int]) -> list[Found]:
    if not run:
        return []
    inner = [Span(tokens[a + 1].start, tokens[b - 1].end) for a, b in pairwise(run)]
    lefts, rights = _lefts(tokens, run[0]), _rights(tokens, run[-1])
    if inner:
        left = _even(text, tokens, run[0], inner) or _best(text, lefts, inner)
        right = _best(text, rights, inner)
    else:
        left, right = _pair(text, lefts, rights)
    if left is None or right is None:
        return []
    members = (left, *inner, right)
    return [Found(Span(left.start, right.end), PhraseKind.SERIES, members)]


_MARKS = frozenset("，。；：、！？“‘「『（(《〈【")
_BEFORE_SERIES = frozenset("要以为把将对在，")
_EDGE = frozenset("的在对把将以和与及等是为了从由向按而并要上中这那")


def _even(text: str, tokens: Sequence[Token], comma: int, inner: Sequence[Span]) -> Span | None:
    """The first member, where all others are of one length and a verb such as 要 stands before.

    The words may be cut wrongly there: 要查|隐患、堵|漏洞、提|能力.
    """
    size = len(inner[0])
    end = tokens[comma - 1].end if comma else 0
    start = end - size
    if any(len(m) != size for m in inner) or size < 3 or start <= tokens[0].start:
        return None
    if text[start - 1] in _BEFORE_SERIES and all(c.isalnum() for c in text[start:end]):
        return Span(start, end)
    return None


def _lefts(tokens: Sequence[Token], comma: int) -> list[Span]:
    """Where the first member may begin, the shortest choice first."""
    choices = []
    for i in range(comma - 1, max(-1, comma - 9), -1):
        if tokens[i].word in _EDGE or tokens[i].word in _MARKS:
            break
        choices.append(Span(tokens[i].start, tokens[comma - 1].end))
    return [c for c in choices if _SHORTEST_MEMBER <= len(c) <= _LONGEST_MEMBER]


def _rights(tokens: Sequence[Token], comma: int) -> list[Span]:
    """Where the last member may end, the shortest choice first."""
    choices = []
    for i in range(comma + 1, min(len(tokens), comma + 9)):
        if tokens[i].word in _EDGE or tokens[i].word in _MARKS:
            break
        choices.append(Span(tokens[comma + 1].start, tokens[i].end))
    return [c for c in choices if _SHORTEST_MEMBER <= len(c) <= _LONGEST_MEMBER]


# From the surest sign that two members are parallel to the weakest.
_TESTS: tuple[Callable[[str, str], bool], ...] = (
    lambda a, b: len(a) == len(b) and (a[0] == b[0] or a[-1] == b[-1]),
    lambda a, b: len(a) == len(b),
    lambda a, b: a[-1] == b[-1] and abs(len(a) - len(b)) <= 2,
    lambda a, b: a[0] == b[0] and abs(len(a) - len(b)) <= 3,
)


def _best(text: str, choices: Sequence[Span], others: Sequence[Span]) -> Span | None:
    """The choice most parallel to the members that are known."""
    names = [text[o.start : o.end] for o in others]
    for test in _TESTS:
        for choice in choices:
            name = text[choice.start : choice.end]
            if any(test(name, other) for other in names):
                return choice
    return None


def _pair(
    text: str, lefts: Sequence[Span], rights: Sequence[Span]
) -> tuple[Span | None, Span | None]:
    """Both members of a series of two: only the two surest tests, the longest pair."""
    for test in _TESTS[:2]:
        for left in reversed(lefts):
            for right in reversed(rights):
                if len(left) >= 3 and test(
                    text[left.start : left.end], text[right.start : right.end]
                ):
                    return left, right
    return None, None
