"""Quotation marks: what is quoted is not the document's own structure."""

from __future__ import annotations

from bisect import bisect_right

from quizgen.document import Block, Span
from quizgen.errors import Problem
from quizgen.records import dataclass
from quizgen.regex import regex

_MARK = regex("[“”「」『』]")
_OPENING = {"“": "”", "「": "」", "『": "』"}
# A quotation of several paragraphs may be this long.
_LONGEST = 200


@dataclass(frozen=True, slots=True)
class Quotes:
    """The quotations of a document.

    ``quoted`` are the indices of the blocks that begin inside a quotation opened in an
    earlier block; ``spans`` the outermost quotations within one block, in order, and
    ``problems`` the marks that are never closed.
    """

    quoted: frozenset[int]
    spans: tuple[Span, ...]
    problems: tuple[Problem, ...]

    def inside(self, offset: int, block: Span) -> bool:
        """Whether ``offset`` lies within a quotation of ``block``."""
        index = bisect_right(self.spans, offset, key=lambda s: s.start) - 1
        if index < 0:
            return False
        span = self.spans[index]
        return span.start >= block.start and span.start < offset < span.end


@dataclass(slots=True)
class _Quoted:
    """What one block does with quotation marks."""

    spans: list[Span]
    unclosed: int | None  # offset of the outermost mark still open at the block's end
    closes: int | None  # offset of a closing mark that nothing in the block opens
    begins: bool  # the block begins with an opening mark
    marks: int
    swapped: bool = False  # ”…“: a closing mark where an opening one is meant


def _scan(text: str, block: Block) -> _Quoted:
    found = _Quoted([], None, None, begins=text[block.span.start] in _OPENING, marks=0)
    stack: list[tuple[str, int]] = []
    for mark in _MARK.finditer(text, block.span.start, block.span.end):
        found.marks += 1
        char = mark[0]
        if char in _OPENING:
            stack.append((_OPENING[char], mark.start()))
        elif any(expected == char for expected, _ in stack[-3:]):
            while stack[-1][0] != char:
                stack.pop()
            _, start = stack.pop()
            if not stack:
                found.spans.append(Span(start, mark.end()))
        elif not stack and found.closes is None and not found.spans:
            found.closes = mark.start()
            found.swapped = True
        elif not stack:
            found.swapped = True
    if stack:
        found.unclosed = stack[0][1]
    return found


def find_quotes(text: str, blocks: tuple[Block, ...]) -> Quotes:
    """Quotations within blocks and over several, in time linear in the text."""
    scanned = [_scan(text, block) for block in blocks]
    quoted: set[int] = set()
    problems: list[Problem] = []
    spans: list[Span] = []
    index = 0
    while index < len(blocks):
        here = scanned[index]
        spans += here.spans
        if here.unclosed is None:
            index += 1
            continue
        last = _closing_block(scanned, index)
        spans.append(Span(here.unclosed, blocks[index].span.end))
        if last is None:
            spans.pop()
            if not here.swapped:
                problems.append(
                    Problem("quotation mark is never closed", here.unclosed, here.unclosed + 1)
                )
            index += 1
            continue
        quoted.update(range(index + 1, last + 1))
        index = last if scanned[last].unclosed is not None else last + 1
        if index == last:
            # Closed and opened anew in one block: go on from there, as a fresh opening.
            scanned[last].closes = None
    return Quotes(frozenset(quoted), tuple(spans), tuple(problems))


def _closing_block(scanned: list[_Quoted], opened: int) -> int | None:
    """The block that closes the quotation left open in block ``opened``; None if none does.

    In between every paragraph may begin with a fresh opening mark, as is the custom.
    """
    for index in range(opened + 1, min(opened + _LONGEST, len(scanned))):
        block = scanned[index]
        if block.closes is not None:
            return index
        if not block.marks:
            continue
        if not block.begins:
            return None
        if block.unclosed is None:
            return index
    return None
