"""The document model: what a reader and the outline make of a file.

All positions are character offsets (code points) into :attr:`Document.text`,
start inclusive, end exclusive.  Nothing here changes after it is made.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import field
from enum import Enum
from operator import attrgetter
from typing import NamedTuple

from quizgen.errors import Problem
from quizgen.numbering import Marker
from quizgen.records import dataclass

_START = attrgetter("span.start")


class Span(NamedTuple):
    """A half-open range of characters of the document's text; its length is that of the text.

    A named tuple, because hundreds of thousands are made, hashed and compared in a run.
    """

    start: int
    end: int

    def __len__(self) -> int:
        return self.end - self.start

    def contains(self, other: Span) -> bool:
        """Whether ``other`` lies wholly inside (equal spans do)."""
        return self.start <= other.start and other.end <= self.end

    def overlaps(self, other: Span) -> bool:
        """Whether the two share at least one character."""
        return self.start < other.end and other.start < self.end


class BlockKind(Enum):
    """What the source says a block is; the outline decides what it means."""

    PARAGRAPH = "paragraph"
    HEADING = "heading"  # marked as a heading by the format (Markdown #, Word style)
    ROW = "row"  # one row of a table; cells are joined by a tab


# The level of a line that is a heading only by its bold type: below all that formats know.
BOLD_LINE = 10


@dataclass(frozen=True, slots=True)
class Block:
    """One paragraph, heading or table row.

    ``level`` is the heading level that the format gives (1 is the highest;
    ``BOLD_LINE`` where it only sets the line in bold type; 0 for other blocks).
    ``line`` is the line of the source file on which the block begins, counted from 1 (in a
    PDF: the page, see :attr:`Reading.unit`); 0 where the format has neither.
    """

    span: Span
    kind: BlockKind = BlockKind.PARAGRAPH
    level: int = 0
    line: int = 0


@dataclass(frozen=True, slots=True)
class Reading:
    """What a reader returns: the text as read, and its blocks in order.

    Blocks do not overlap; what lies between them is white space.  ``marked`` are the words
    that the author has set off from those around them, by bold type, a line below, a marker
    or a colour, ascending; each lies within one block (of a table: within one cell), none
    overlaps another, and none begins or ends with white space.  Formats without such
    means have none.
    """

    text: str
    blocks: tuple[Block, ...]
    encoding: str = ""  # what the bytes were decoded as; empty where that has no meaning
    title: str = ""  # from the format's own metadata, not from the text
    problems: tuple[Problem, ...] = ()
    unit: str = "line"  # what ``Block.line`` counts: "line" or "page"
    marked: tuple[Span, ...] = ()


class SectionKind(Enum):
    """The part that a section plays."""

    HEADING = "heading"  # groups what stands below it: 第一章, 一、…, Markdown #
    DIRECTIVE = "directive"  # a numbered thing to do or to know: 一要…, （三）…, 2.
    ARTICLE = "article"  # 第十条 of a law or of rules


def label(marker: str, title: str) -> str:
    """Marker and title as a person writes them: 第一章 总则, 1. 概述, but 一要抓好落实."""
    apart = marker[-1:].isascii() or (marker.startswith("第") and marker[-1] not in "，、：")
    return f"{marker} {title}" if marker and title and apart else f"{marker}{title}"


@dataclass(frozen=True, slots=True)
class Section:
    """A node of the outline.

    ``span`` runs from the marker (or the title) to the end of the last
    descendant.  ``head`` covers marker and title.  ``title`` is a verbatim slice
    without its marker; an article without a caption has an empty title.
    """

    marker: Marker | None
    title: str
    level: int
    kind: SectionKind
    span: Span
    head: Span
    children: tuple[Section, ...] = ()

    @property
    def label(self) -> str:
        """Marker and title as a person writes them (``第一章 总则``, ``一要抓好落实``)."""
        return label(self.marker.text if self.marker else "", self.title)

    def place_of(self, text: str, title: str) -> Span | None:
        """Where ``title``, all or the end of the section's own, stands in its head."""
        start = text.find(title, self.head.start, self.head.end + 1)
        return Span(start, start + len(title)) if start >= 0 else None

    def walk(self) -> Iterator[Section]:
        """Walk this section and all below it, in document order."""
        yield self
        for child in self.children:
            yield from child.walk()


@dataclass(frozen=True, slots=True)
class Document:
    """A document as read, with its structure; ``marked`` as in :class:`Reading`."""

    text: str
    title: str
    source: str  # the file's name, without its folder
    blocks: tuple[Block, ...]
    sections: tuple[Section, ...]
    problems: tuple[Problem, ...] = ()
    encoding: str = ""
    unit: str = "line"
    marked: tuple[Span, ...] = ()

    def slice(self, span: Span) -> str:
        """The text of ``span``, verbatim."""
        return self.text[span.start : span.end]

    def walk(self) -> Iterator[Section]:
        """All sections in document order."""
        for section in self.sections:
            yield from section.walk()

    def path(self, offset: int) -> tuple[Section, ...]:
        """The sections around ``offset``, outermost first."""
        found: list[Section] = []
        level = self.sections
        while level:
            index = bisect_right(level, offset, key=_START) - 1
            if index < 0 or offset >= level[index].span.end:
                break
            found.append(level[index])
            level = level[index].children
        return tuple(found)

    def line(self, offset: int) -> int:
        """The source line (or page: ``unit``) of the block around ``offset``; 0 when unknown."""
        index = bisect_right(self.blocks, offset, key=_START) - 1
        return self.blocks[index].line if index >= 0 else 0


class PhraseKind(Enum):
    """Kinds of key phrase; the values are shown to users and stand in JSON."""

    QUOTED = "quoted"  # “八八战略”
    TITLE = "title"  # 《…》
    ABBREVIATION = "abbreviation"  # 七张问题清单, 五大历史使命
    SERIES = "series"  # 查问题、堵漏洞、提能力
    MARKED = "marked"  # what the author underlined or set in bold type
    DEFINITION = "definition"  # X of “X，是指 …”
    DEFINIENS = "definiens"  # … of “X，是指 …”
    OBJECT = "object"  # 坚持 + …
    QUANTITY = "quantity"  # 三十日, 百分之五
    NAME = "name"  # …工程, …机制
    HEAD = "head"  # the head of a directive
    TERM = "term"  # another run of words worth asking for
    GLOSSARY = "glossary"  # a term of the user's own glossary

    __hash__ = object.__hash__  # each is single, and looked up for every phrase


@dataclass(frozen=True, slots=True)
class Phrase:
    """A span worth knowing by heart.

    ``score`` is between 0 and 1, higher is better.  ``members`` are the parts of
    a series or of a numeral abbreviation, in document order; for an abbreviation
    they may lie outside ``span``.  ``merit`` is what the phrase and its sentence speak
    for an item (``phrases/merit.py``).
    """

    span: Span
    kind: PhraseKind
    score: float
    members: tuple[Span, ...] = ()
    merit: float = field(default=0.0, compare=False)
