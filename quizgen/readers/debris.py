"""What a conversion from PDF leaves in Word files and web pages, taken out again.

Spaces inside words and beside full-width punctuation (``、 商 业专利``), paragraphs
parted in mid-sentence, page numbers as paragraphs.  Only a document that shows this
through and through is mended; a space that somebody typed is text.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import pairwise

from quizgen.document import BlockKind
from quizgen.grammar import leading_markers
from quizgen.readers.marks import joined, split
from quizgen.readers.pieces import Piece
from quizgen.regex import regex
from quizgen.text import CLOSERS, HAN_CLASS

_PUNCTUATION = "，。；：、！？（）《》“”‘’【】〈〉「」『』—…"
_WIDE = f"{HAN_CLASS}{_PUNCTUATION}"
_GAP = regex(f"(?<=[{_WIDE}])[ \u00a0]+(?=[{_WIDE}])")
# Nobody types a space here: before a mark, or in mid-sentence behind one.
_ODD_GAP = regex(
    f"(?<=[{HAN_CLASS}])[ \u00a0]+(?=[，。；：、])|(?<=[，；、])[ \u00a0]+(?=[{HAN_CLASS}])"
)
# 推进有效解决 第七条  员工职责：two paragraphs run together.
_NEW_PARAGRAPH = regex(f"(?<=[{HAN_CLASS}。；])[ \u00a0]+(?=第[一二三四五六七八九十百]+[章节条] )")
_LONG = 25  # characters: a paragraph of running text
_SHARE = 0.15  # of the long paragraphs that have an odd gap
_FEWEST = 3

_PAGE = regex(r"(?P<n>[0-9]{1,4}) ?/ ?(?P<m>[0-9]{1,4})|[-—–] ?(?P<d>[0-9]{1,4}) ?[-—–]")
_ENDS = "。！？；：!?;:…"
_BULLETS = "■□●○◆◇•·▪➢※★☆-"


def mended(pieces: Iterable[Piece]) -> list[Piece]:
    """``pieces`` without such debris."""
    kept = _without_page_numbers(list(pieces))
    if not _has_debris(kept):
        return kept
    return _joined([part for piece in kept for part in _parted(piece)])


def _parted(piece: Piece) -> list[Piece]:
    """``piece`` with its gaps closed, parted where an article or a chapter begins in it."""
    if piece.kind is not BlockKind.PARAGRAPH:
        return [replace(piece, text=_closed(piece.text))]
    texts = _NEW_PARAGRAPH.split(piece.text)
    return [
        replace(piece, text=_closed(text), marks=marks)
        for text, marks in zip(texts, split(piece.marks, texts), strict=True)
    ]


def _closed(text: str) -> str:
    """``text`` without gaps between wide characters; the one behind its marker stays."""
    markers = leading_markers(text)
    end = max((marker.end for marker in markers), default=0)
    while text[end : end + 1].isspace():
        end += 1
    return text[:end] + _GAP.sub("", text[end:])


def _has_debris(pieces: Sequence[Piece]) -> bool:
    texts = [piece.text for piece in pieces if len(piece.text) >= _LONG]
    # The pattern looks at every character: not where there is no space at all.
    spaced = (text for text in texts if " " in text or "\u00a0" in text)
    odd = sum(1 for text in spaced if _ODD_GAP.search(text))
    return odd >= max(_FEWEST, _SHARE * len(texts))


def _without_page_numbers(pieces: list[Piece]) -> list[Piece]:
    """Without paragraphs that are page numbers, if they count on from page to page."""
    found = [
        (index, int(match["n"] or match["d"]))
        for index, piece in enumerate(pieces)
        if piece.kind is BlockKind.PARAGRAPH and (match := _PAGE.fullmatch(piece.text))
    ]
    numbers = [number for _, number in found]
    if len(numbers) < _FEWEST or any(b <= a for a, b in pairwise(numbers)):
        return pieces
    left_out = {index for index, _ in found}
    return [piece for index, piece in enumerate(pieces) if index not in left_out]


def _joined(pieces: Sequence[Piece]) -> list[Piece]:
    """With paragraphs joined that a page or a line has parted in mid-sentence."""
    done: list[Piece] = []
    for piece in pieces:
        if done and _goes_on(done[-1], piece):
            before = done[-1]
            marks = joined([(before.text, before.marks), (piece.text, piece.marks)])
            done[-1] = replace(before, text=before.text + piece.text, marks=marks)
        else:
            done.append(piece)
    return done


def _goes_on(before: Piece, piece: Piece) -> bool:
    if before.kind is not BlockKind.PARAGRAPH or piece.kind is not BlockKind.PARAGRAPH:
        return False
    if len(before.text) < _LONG or before.text.rstrip(CLOSERS)[-1:] in tuple(_ENDS):
        return False
    text = piece.text
    return text[0] not in _BULLETS and not leading_markers(text)
