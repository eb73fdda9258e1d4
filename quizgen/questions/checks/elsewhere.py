"""What the rest of the document says in the same words."""

from __future__ import annotations

from functools import lru_cache

from quizgen.document import Document, Span
from quizgen.phrases.recurrence import recurrence
from quizgen.questions.stems import Stem
from quizgen.regex import regex

_CONTEXT = 14  # characters on either side of a blank that should determine it
_FILLER = 24
_FORMULA, _LONG = 3, 5
_OFTEN = 3  # times that a formula is said
_BREAK = regex(r"[。；\n]")


def refrain(document: Document, blank: Span) -> bool:
    """Whether the answer stands three times or more behind the same characters.

    Behind a long answer one character is enough: …上|取得更大突破.
    """
    text = document.text
    size = 1 if len(blank) >= _LONG else _FORMULA
    before = text[max(0, blank.start - size) : blank.start]
    if not before or not before[-1].isalnum():
        return False
    words, common = before + text[blank.start : blank.end], recurrence(text)
    return common.most(words) >= _OFTEN and common.times(words, _OFTEN) == _OFTEN


def ambiguous(document: Document, stem: Stem, blank: Span) -> bool:
    """Whether the words around the blank stand elsewhere with something else between.

    ``_CONTEXT`` characters on the longer side (as many as the stem has) and the next
    three on the other must not frame another filler anywhere else in the document.
    """
    text = document.text
    piece = next(p for p in stem.pieces if p.contains(blank))
    left = text[max(piece.start, blank.start - _CONTEXT) : blank.start]
    right = text[blank.end : min(piece.end, blank.end + _CONTEXT)]
    answer = document.slice(blank)
    if len(left) < 3 and len(right) < 3:
        return True
    if len(left) >= len(right):
        return _other_filler_after(text, left, right[:3], answer)
    return _other_filler_before(text, left[-3:], right, answer)


@lru_cache(maxsize=1 << 12)
def _other_filler_after(text: str, left: str, right: str, answer: str) -> bool:
    for at in recurrence(text).places(left):
        begin = at + len(left)
        if not text.startswith(answer, begin):
            if not right:
                return True
            end = text.find(right, begin, begin + _FILLER + len(right))
            if end > begin and not _BREAK.search(text, begin, end):
                return True
    return False


@lru_cache(maxsize=1 << 12)
def _other_filler_before(text: str, left: str, right: str, answer: str) -> bool:
    for at in recurrence(text).places(right):
        if not text.endswith(answer, 0, at):
            if not left:
                return True
            begin = text.rfind(left, max(0, at - _FILLER - len(left)), at)
            if begin >= 0 and not _BREAK.search(text, begin, at):
                return True
    return False
