"""Where a section may begin: possible markers at legal positions, and format headings."""

from __future__ import annotations

import re
from collections.abc import Container, Iterator
from dataclasses import dataclass
from itertools import islice

from quizgen.clauses import inline_markers
from quizgen.document import Block, BlockKind
from quizgen.grammar import Match, line_markers
from quizgen.numbering import Style
from quizgen.outline.quotes import Quotes
from quizgen.text import squeeze

_DECIMALS = 3  # blocks numbered 2.1 that make such a document
_BARE_HEADING = 24  # characters
_SENTENCE = re.compile("[，。；：！？,;!?]")


# Parts of a document that stand beside its chapters and have no number.
UNNUMBERED = frozenset(
    {
        *("前言", "序言", "引言", "导言", "導言", "绪言", "緒言", "绪论", "緒論", "导论", "導論"),
        *("结语", "結語", "结束语", "結束語", "结论", "結論", "后记", "後記"),
        *("参考文献", "參考文獻"),
    }
)
# Their level: below no other section, and closed by any chapter.
_PART = -1


@dataclass(frozen=True, slots=True)
class _Text:
    """A text with what is known of it: folded, its quotations, whether it counts 1, 1.1, 1.2."""

    text: str
    folded: str
    quotes: Quotes
    decimal: bool


@dataclass(frozen=True, slots=True)
class Candidate:
    """A place where a section may begin.

    ``matches`` are the readings of the characters there (none for an unnumbered
    heading); ``level`` is the heading level of the format, 0 in running text, −1 for a
    part that only its words tell (绪论); ``line`` tells the start of a block from a clause
    inside one, ``opens`` whether a list may open here (and not only go on), ``leads``
    whether the block ends with a colon.
    """

    block: int
    start: int
    matches: tuple[Match, ...]
    level: int
    line: bool
    opens: bool
    leads: bool = False


def candidates(
    text: str,
    folded: str,
    blocks: tuple[Block, ...],
    quotes: Quotes,
    skipped: Container[int],
) -> Iterator[Candidate]:
    """All candidates in document order.

    A bare number (2 术语和定义) counts only in a document whose other headings are decimals
    (2.1): elsewhere it is a quantity or a page.  Blocks whose index is in ``skipped`` (the
    title, a contents list) have none; quoted blocks have none; table rows have none, since
    a number in a cell numbers the row.
    """
    source = _Text(text, folded, quotes, _has_decimals(text, folded, blocks))
    for index, block in enumerate(blocks):
        if index in skipped or block.kind is BlockKind.ROW:
            continue
        if squeeze(text[block.span.start : block.span.end]) in UNNUMBERED:
            yield Candidate(index, block.span.start, (), _PART, line=True, opens=True)
        elif block.kind is BlockKind.HEADING:
            matches = line_markers(text, folded, block.span.start, block.span.end)
            yield Candidate(index, block.span.start, matches, block.level, line=True, opens=True)
        elif index not in quotes.quoted:
            yield from _in_paragraph(source, index, block)


def _has_decimals(text: str, folded: str, blocks: tuple[Block, ...]) -> bool:
    """Whether several blocks begin with a number such as 2.1."""
    found = (
        match.marker.style is Style.DECIMAL_2
        for block in blocks
        if block.kind is not BlockKind.ROW and text[block.span.start].isdecimal()
        for match in line_markers(text, folded, block.span.start, block.span.end)
    )
    return sum(islice(filter(None, found), _DECIMALS)) == _DECIMALS


def _is_heading(text: str, block: Block) -> bool:
    length = block.span.end - block.span.start
    return length <= _BARE_HEADING and not _SENTENCE.search(text, block.span.start, block.span.end)


def _in_paragraph(source: _Text, index: int, block: Block) -> Iterator[Candidate]:
    text, folded = source.text, source.folded
    start, end = block.span.start, block.span.end
    bare = source.decimal and _is_heading(text, block)
    matches = tuple(
        match
        for match in line_markers(text, folded, start, end)
        if bare or match.marker.style is not Style.ARABIC_BARE
    )
    after = start
    if matches:
        leads = text[end - 1] in "：:"
        yield Candidate(index, start, matches, 0, line=True, opens=True, leads=leads)
        after = max(match.end for match in matches)
        # 第一章 一、…: a second marker right behind the first.
        gap = after
        while gap < end and text[gap].isspace():
            gap += 1
        behind = line_markers(text, folded, gap, end) if gap < end else ()
        behind = tuple(m for m in behind if m.marker.style in _BEHIND)
        if behind:
            yield Candidate(index, gap, behind, 0, line=False, opens=True)
            after = max(match.end for match in behind)
    place: int | None = None
    group: list[Match] = []
    opens = False
    for inline in inline_markers(text, folded, start, end):
        if inline.match.start < after or source.quotes.inside(inline.match.start, block.span):
            continue
        if place is not None and inline.match.start != place:
            yield Candidate(index, place, tuple(group), 0, line=False, opens=opens)
            group = []
        place, opens = inline.match.start, inline.opens
        group.append(inline.match)
    if place is not None:
        yield Candidate(index, place, tuple(group), 0, line=False, opens=opens)


# Styles that may follow directly behind another marker.
_BEHIND = frozenset({Style.HAN_PAREN, Style.ARABIC_PAREN, Style.ARABIC_DOT, Style.CIRCLED})
