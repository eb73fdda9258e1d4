"""Sentences and clauses of a document, with quotation marks and brackets as walls.

A sentence ends at 。！？； outside quotes and brackets (or at a dot that stands for 。), or
at the end of its block; a clause at ，：and a space between Han characters.  Markers of the outline
(一、, （三）, 第十条, 一是) stand outside; of 一要 the 要 is kept, because the
sentence needs it.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right

from quizgen.document import Block, BlockKind, Document, Section, SectionKind, Span
from quizgen.numbering import Marker
from quizgen.records import dataclass
from quizgen.regex import regex

OPENERS = "“‘「『（(《〈【[〔"
CLOSERS = "”’」』）)》〉】]〕"
_PARTNER = dict(zip(CLOSERS, OPENERS, strict=True))
SENTENCE_ENDS = "。！？；!?;\t"  # a tab parts the cells of a table row
CLAUSE_ENDS = "，：,:"
_BRACKET = regex(f"[{re.escape(OPENERS + CLOSERS)}]")
# A dot stands for a full stop behind a Han character that is no numeral, or behind a unit.
_DOT = (
    r"(?<=[\u4e00-\u9fff）)”°℃%％‰])(?<![一二三四五六七八九十百千零〇])[.．]"
    r"(?=$|[\s\u4e00-\u9fff（(【①-⑳])"
)
_STOP = regex(_DOT)
_END = {
    SENTENCE_ENDS: regex(f"[{re.escape(SENTENCE_ENDS)}]|{_DOT}"),
    CLAUSE_ENDS: regex(f"[{re.escape(CLAUSE_ENDS)}]"),
}
# A wall longer than this is a passage, not a term: sentences end inside it too.
_LONGEST_WALL = 90
# What stands for a removed word (“去年*月”, “某××公司”): a clause with one cannot be asked about.
REMOVED = regex(r"[*＊]|[×XxＸ]{2,}|□|_{2,}|\.{4,}|�")
# Characters without width: no white space to ``str.isspace``, and nothing that a reader sees.
_UNSEEN = frozenset("\u200b\u200c\u200d\u2060\ufeff")
_AFTER_MARKER = regex(r"[\s　、，．.:：]*")


# The outline has no sections in tables: a cell's own number is left out here, and so is that of
# a line that stands in no sequence, and one that says the marker again: 6. 6、欧姆定律：….
_CELL_NUMBER = regex(
    r"\s*(?:([0-9]{1,3})[.、．)）]|[（(][0-9一二三四五六七八九十]{1,3}[)）])\s*(?![0-9])"
)


# A bullet that the file writes as a character says nothing; l and n are Wingdings'.  Nor does a
# circled number that the outline has not taken for a marker: 1. ①实现…, …；②全面….
_BULLET = regex(
    r"(?:[\s　]*(?:[■□●○◆◇▪▫•·►▶➢➤✓✔★☆※◎][\s　]*|[-–—]\s+|(?:—{1,2}|-{2,4})(?=[\u4e00-\u9fff])|"
    r"[lnuqpvØü§][ \t]+(?=[\u4e00-\u9fff]))+(?=\S))?"
    r"(?:[①-⑳][\s　、．.]*(?![和与至到、])(?=[\u4e00-\u9fff“《]))?"
)


@dataclass(frozen=True, slots=True)
class Clause:
    """A piece between commas; ``end`` excludes the comma itself."""

    span: Span
    damaged: bool  # a removed word stands in it


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence without its marker; ``span`` includes the final punctuation."""

    span: Span
    clauses: tuple[Clause, ...]
    section: Section | None  # the innermost section around it
    path: tuple[Section, ...]
    is_head: bool  # a heading or the title line of a section: no sentence of its own
    first: bool  # the first sentence of its block
    row: bool = False  # a table row
    behind: str = ""  # the character before it in its block: ； where another half is before it

    @property
    def in_article(self) -> bool:
        """Whether one of the sections around it is an article of a law."""
        return any(section.kind is SectionKind.ARTICLE for section in self.path)


def walls(text: str) -> list[Span]:
    """Matched pairs of quotes and brackets in ``text``, outermost first, by start.

    An opener without a closer (or the other way round) is no wall.
    """
    stack: list[tuple[str, int]] = []
    found: list[Span] = []
    for match in _BRACKET.finditer(text):
        char, index = match[0], match.start()
        if char in OPENERS:
            stack.append((char, index))
        else:
            for depth in range(len(stack) - 1, max(-1, len(stack) - 9), -1):
                if stack[depth][0] == _PARTNER[char]:
                    found.append(Span(stack[depth][1], index + 1))
                    del stack[depth:]
                    break
    found.sort(key=lambda s: (s.start, -s.end))
    return found


def _breaks(text: str, ends: str) -> list[int]:
    """Offsets just behind each of ``ends`` that stands outside all walls."""
    marks = [match.start() for match in _END[ends].finditer(text)]
    if not marks:
        return []
    closed = [w for w in walls(text) if len(w) <= _LONGEST_WALL]
    cuts: list[int] = []
    wall = 0
    inside_until = -1
    for index in marks:
        while wall < len(closed) and closed[wall].start <= index:
            inside_until = max(inside_until, closed[wall].end)
            wall += 1
        if index >= inside_until and not _inside_number(text, index):
            cuts.append(index + 1)
    return cuts


def _inside_number(text: str, index: int) -> bool:
    """A half-width mark between digits (3,200 and 10:30) ends nothing."""
    return (
        text[index] in ",:"
        and 0 < index < len(text) - 1
        and text[index - 1].isdigit()
        and text[index + 1].isdigit()
    )


def _trim(text: str, start: int, end: int) -> Span:
    end = max(start, end)
    while start < end and (text[start].isspace() or text[start] in _UNSEEN):
        start += 1
    while end > start and (text[end - 1].isspace() or text[end - 1] in _UNSEEN):
        end -= 1
    return Span(start, end)


def _clauses(text: str, span: Span) -> tuple[Clause, ...]:
    piece = text[span.start : span.end]
    found = []
    start = 0
    body = len(piece.rstrip(SENTENCE_ENDS))
    while body and _STOP.match(piece, body - 1):
        body = len(piece[: body - 1].rstrip(CLAUSE_ENDS))
    for cut in [*_breaks(piece[:body], CLAUSE_ENDS), body]:
        end = cut - 1 if cut and cut <= body and piece[cut - 1] in CLAUSE_ENDS else cut
        trimmed = _trim(text, span.start + start, span.start + end)
        if len(trimmed):
            damaged = REMOVED.search(text, trimmed.start, trimmed.end) is not None
            found.append(Clause(trimmed, damaged))
        start = cut
    return tuple(found)


class _Latest:
    """The document that was split last, with its sentences."""

    document: Document | None = None
    sentences: tuple[Sentence, ...] = ()


def split(document: Document) -> tuple[Sentence, ...]:
    """All sentences of ``document`` in order.

    Those of the latest document are kept: phrases, questions and a merge all ask for them.
    """
    if _Latest.document is not document:
        _Latest.sentences = tuple(_split(document))
        _Latest.document = document
    return _Latest.sentences


def _split(document: Document) -> list[Sentence]:
    text = document.text
    sections = list(document.walk())
    starts: dict[int, Section] = {}
    for section in sections:
        starts[section.span.start] = section  # the innermost of those that begin together
    heads = {
        s.head.start
        for s in sections
        if s.kind.value == "heading" and s.head.end == _line_end(text, s)
    }
    marks = sorted(starts)
    found: list[Sentence] = []
    for block in document.blocks:
        found.extend(_of_block(document, block, starts, marks, heads))
    return found


def _line_end(text: str, section: Section) -> int:
    end = text.find("\n", section.head.start)
    end = len(text) if end < 0 else end
    while end > section.head.end and text[end - 1].isspace():
        end -= 1
    return end


def _of_block(
    document: Document,
    block: Block,
    starts: dict[int, Section],
    marks: list[int],
    heads: set[int],
) -> list[Sentence]:
    text = document.text
    piece = document.slice(block.span)
    cuts = {block.span.start + cut for cut in _breaks(piece, SENTENCE_ENDS)}
    # 。” belongs together: closers behind the full stop go with the sentence
    cuts = {_behind_closers(text, cut, block.span.end) for cut in cuts}
    low, high = bisect_left(marks, block.span.start), bisect_right(marks, block.span.end - 1)
    cuts.update(marks[low:high])
    cuts.add(block.span.end)
    found = []
    start = block.span.start
    for cut in sorted(cuts):
        if cut <= start:
            continue
        section = starts.get(start)
        marker = section.marker if section is not None else None
        begin = start
        if marker is not None:
            begin = start + len(marker.text)
            if marker.text.endswith("要"):
                begin -= 1
            else:
                match = _AFTER_MARKER.match(text, begin, cut)
                begin = match.end() if match else begin
        bullet = _BULLET.match(text, begin, cut)
        begin = bullet.end() if bullet else begin
        alone = block.kind is BlockKind.ROW or (section is None and start == block.span.start)
        if alone or marker is not None:
            number = _CELL_NUMBER.match(text, begin, cut)
            if number and (alone or _says_again(marker, number[1])):
                begin = number.end()
        span = _trim(text, begin, cut)
        if len(span) > 1:
            path = document.path(span.start)
            is_head = block.kind is BlockKind.HEADING or start in heads
            found.append(
                Sentence(
                    span,
                    _clauses(text, span),
                    path[-1] if path else None,
                    path,
                    is_head,
                    first=start == block.span.start,
                    row=block.kind is BlockKind.ROW,
                    behind=text[start - 1] if start > block.span.start else "",
                )
            )
        start = cut
    return found


def _says_again(marker: Marker | None, digits: str | None) -> bool:
    """Whether the text goes on with the number that marks its section."""
    return marker is not None and digits is not None and marker.value == int(digits)


def _behind_closers(text: str, offset: int, limit: int) -> int:
    while offset < limit and text[offset] in CLOSERS:
        offset += 1
    return offset
