"""Where a section may begin: possible markers at legal positions, and format headings."""

from __future__ import annotations

from collections.abc import Container, Iterator
from dataclasses import dataclass

from quizgen.document import Block, BlockKind
from quizgen.grammar import Match, inline_markers, line_markers
from quizgen.numbering import Style
from quizgen.outline.quotes import Quotes


@dataclass(frozen=True, slots=True)
class Candidate:
    """A place where a section may begin.

    ``matches`` are the readings of the characters there (none for an unnumbered
    heading); ``level`` is the heading level of the format, 0 in running text; ``line``
    tells the start of a block from a clause inside one, ``opens`` whether a list may
    open here (and not only go on), ``leads`` whether the block ends with a colon.
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

    Blocks whose index is in ``skipped`` (the title, a contents list) have none; quoted
    blocks have none; table rows have none, since a number in a cell numbers the row.
    """
    for index, block in enumerate(blocks):
        if index in skipped or block.kind is BlockKind.ROW:
            continue
        if block.kind is BlockKind.HEADING:
            matches = line_markers(text, folded, block.span.start, block.span.end)
            yield Candidate(index, block.span.start, matches, block.level, line=True, opens=True)
            continue
        if index in quotes.quoted:
            continue
        yield from _in_paragraph(text, folded, index, block, quotes)


def _in_paragraph(
    text: str, folded: str, index: int, block: Block, quotes: Quotes
) -> Iterator[Candidate]:
    start, end = block.span.start, block.span.end
    matches = tuple(
        match
        for match in line_markers(text, folded, start, end)
        if match.marker.style is not Style.ARABIC_BARE
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
        if inline.match.start < after or quotes.inside(inline.match.start, block.span):
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
