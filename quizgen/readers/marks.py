"""Words that an author has marked: from runs in bold type, with a line below … to spans.

While a text is put together its white space changes, and nothing else does.  So a stretch
of it is told by *ink*: by the numbers of the characters that are no white space, counted
from the beginning of the paragraph.  Only at the end are these made spans of the text.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate

from quizgen.document import Block, BlockKind, Span
from quizgen.regex import regex
from quizgen.text import has_han, trim

# Half-open ranges of ink, ascending, none overlapping another.
Marks = tuple[tuple[int, int], ...]

_EDGES = "，。；：、！？,.;:!?"
_LEADING, _TRAILING = _EDGES + "）)】]”》", _EDGES + "（([【“《"
# A number before what it numbers; 3.5亿元, 1921年 and 第一产业 are no such.
_NUMBER = regex(
    "(?:[0-9]{1,3}(?:[.．、](?![0-9])|[)）])"
    "|[一二三四五六七八九十]{1,3}、"
    "|[(（][0-9一二三四五六七八九十]{1,3}[)）]"
    "|第[0-9一二三四五六七八九十百]{1,5}[章节条]"
    "|[①-⑳⑴-⒇])\\s*"
)
_MOST_OF_A_PARAGRAPH = 0.8  # of its letters: then it is the paragraph that is set so
_MOST_OF_A_TEXT = 0.4  # of its characters: then too much is marked to say anything


def ink(text: str) -> int:
    """How many characters of ``text`` are no white space."""
    return len("".join(text.split())) - text.count("\ufeff")


def stretches(parts: Sequence[str], ways: Sequence[int]) -> Marks:
    """Where a paragraph is set off, by ink; each of its ``parts`` is set in its ``ways``.

    What all of it has in common, a colour or bold type, sets nothing off.
    """
    if not any(ways):
        return ()
    inks = [ink(part) for part in parts]
    common = -1
    for count, way in zip(inks, ways, strict=True):
        if count:
            common &= way
    found: list[tuple[int, int]] = []
    ends = accumulate(inks)
    for count, way, end in zip(inks, ways, ends, strict=True):
        if not count or not way & ~common:
            continue
        start = end - count
        if found and found[-1][1] == start:
            start = found.pop()[0]
        found.append((start, end))
    return tuple(found)


def shifted(marks: Marks, by: int) -> Marks:
    """``marks`` behind ``by`` more characters of ink."""
    return tuple((start + by, end + by) for start, end in marks) if marks and by else marks


def split(marks: Marks, texts: Iterable[str]) -> Iterator[Marks]:
    """``marks`` of a text that is parted into ``texts`` at white space, one after the other."""
    begin = index = 0
    for text in texts:
        end = begin + ink(text) if marks else begin
        inside: list[tuple[int, int]] = []
        while index < len(marks) and marks[index][0] < end:
            first, last = marks[index]
            if last > begin:
                inside.append((max(first, begin) - begin, min(last, end) - begin))
            if last > end:
                break  # the next text has the rest of it
            index += 1
        yield tuple(inside)
        begin = end


def joined(pieces: Iterable[tuple[str, Marks]]) -> Marks:
    """The marks of texts that are put together, with white space or nothing between them."""
    pieces = list(pieces)
    if not any(marks for _, marks in pieces):
        return ()
    found: list[tuple[int, int]] = []
    before = 0
    for text, marks in pieces:
        found += shifted(marks, before)
        before += ink(text)
    return tuple(found)


def spans(text: str, blocks: Sequence[Block], marked: Sequence[Marks]) -> tuple[Span, ...]:
    """What is marked in ``text``, by the marks of each of its ``blocks``.

    Left out are marks in headings, those of a paragraph (or a cell) that is marked nearly
    throughout, those that hold no word, and all where too much is marked.  Numbers before
    a mark and punctuation at its edges are no part of it.
    """
    found: list[Span] = []
    for block, marks in zip(blocks, marked, strict=True):
        if marks and block.kind is not BlockKind.HEADING:
            found += _of_block(text, block, marks)
    length = sum(len(block.span) for block in blocks if block.kind is not BlockKind.HEADING)
    return () if sum(map(len, found)) > _MOST_OF_A_TEXT * length else tuple(found)


def _of_block(text: str, block: Block, marks: Marks) -> Iterator[Span]:
    start, end = block.span
    places = [at for at in range(start, end) if not text[at].isspace() and text[at] != "\ufeff"]
    by_ink = [Span(places[first], places[last - 1] + 1) for first, last in marks]
    for field in _fields(text, block):
        first, last = (bisect_left(by_ink, (edge,)) for edge in field)
        inside = by_ink[first:last]
        letters = sum(_letters(text, span) for span in inside)
        if letters <= _MOST_OF_A_PARAGRAPH * _letters(text, field):
            yield from filter(None, (_tidied(text, span) for span in inside))


def _fields(text: str, block: Block) -> Iterator[Span]:
    """The cells of a row; any other block is one."""
    start, end = block.span
    while block.kind is BlockKind.ROW and (tab := text.find("\t", start, end)) >= 0:
        yield Span(start, tab)
        start = tab + 1
    yield Span(start, end)


def _letters(text: str, span: Span) -> int:
    return sum(map(str.isalnum, text[span.start : span.end]))


def _tidied(text: str, span: Span) -> Span | None:
    """``span`` without a number before it and punctuation around it; None for no word."""
    start, end = span
    if number := _NUMBER.match(text, start, end):
        start = number.end()
    while start < end and text[start] in _LEADING:
        start += 1
    while end > start and text[end - 1] in _TRAILING:
        end -= 1
    tidied = Span(*trim(text, start, end))
    # One letter or digit is the name of a quantity, set in italics, or a number.
    is_word = has_han(text[tidied.start : tidied.end]) or _letters(text, tidied) > 1
    return tidied if is_word else None
