"""The contents of a long sheet: its heads, and the pages on which they stand."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from quizgen.exporters.pdf.blocks import Align, Look, Paragraph
from quizgen.exporters.pdf.breaking import natural_width
from quizgen.exporters.pdf.clusters import Run
from quizgen.exporters.pdf.layout import HEADING, Layout
from quizgen.exporters.pdf.pagination import Block, paginate
from quizgen.exporters.pdf.pen import Pen
from quizgen.records import dataclass

INDENT = 1.5  # em a level
NUMBER_ROOM = 3.0  # em at the right end of a line
LEADER = 0.5  # em from one dot of a leader to the next
LEADER_DOT = 0.9  # points
TOP_GAP = 5.0  # points above an entry of the first level


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of the contents: the text, a leader of dots, the number of a page."""

    text: Paragraph
    indent: float  # points
    anchor: str  # where a click on the line leads


@dataclass(frozen=True, slots=True)
class Contents:
    """The lines of a table of contents; ``pages`` are the numbers of their pages."""

    layout: Layout
    entries: tuple[Entry, ...]
    pages: tuple[int, ...]
    before: float = 8.0
    keep_with_next: bool = False

    @property
    def height(self) -> float:
        """All lines, with the space above those of the first level."""
        return sum(map(_height, self.entries))

    def split(self, room: float, *, forced: bool) -> tuple[Block, Block] | None:
        """The entries that fit, and the others."""
        count = 0
        while count < len(self.entries) and _height(self.entries[count]) <= room:
            room -= _height(self.entries[count])
            count += 1
        if forced:
            count = max(count, 1)
        if not 0 < count < len(self.entries):
            return None
        above = replace(self, entries=self.entries[:count], pages=self.pages[:count])
        return above, replace(self, entries=self.entries[count:], pages=self.pages[count:])

    def draw(self, pen: Pen, x: float, top: float) -> None:
        """Line by line."""
        with pen.tagger.group("TOC"):
            for entry, page in zip(self.entries, self.pages, strict=True):
                upper = top - entry.text.before
                top -= _height(entry)
                with pen.tagger.group("TOCI"):
                    entry.text.draw(pen, x + entry.indent, upper)
                    self._page(pen, entry, page, (x, upper))
                area = (x, top, x + self.layout.width, upper)
                pen.canvas.linkAbsolute("", entry.anchor, area, Border="[0 0 0]")

    def _page(self, pen: Pen, entry: Entry, page: int, place: tuple[float, float]) -> None:
        """The leader and the number at the end of the last line of ``entry``."""
        text, setter = entry.text, self.layout.typesetter
        size, (x, upper) = text.look.size, place
        base = text.baseline(upper) - (len(text.lines) - 1) * text.look.leading
        number = setter.line(str(page))
        right = x + self.layout.width
        start = x + entry.indent + (text.lines[-1].width if text.lines else 0.0) * size
        step = LEADER * size
        stop = right - natural_width(number) * size - step
        first = int(start / step) + 2  # dots of all lines stand below each other
        if first * step < stop:
            pen.canvas.addLiteral(
                f"/Artifact BMC q 1 J {LEADER_DOT:g} w [0 {step:g}] 0 d "
                f"{first * step:.2f} {base:.2f} m {stop:.2f} {base:.2f} l S Q EMC"
            )
        with pen.tag("P"):
            setter.string(pen, number, (right, base), size, Align.RIGHT)


def _height(entry: Entry) -> float:
    return entry.text.before + entry.text.height


def with_contents(layout: Layout, blocks: Sequence[Block]) -> tuple[list[Block], list[Block]]:
    """The pages that come first, and ``blocks`` with places that their lines lead to."""
    marked: list[Block] = []
    heads: list[Paragraph] = []
    for block in blocks:
        head = block
        if isinstance(block, Paragraph) and block.look.bookmark:
            head = replace(block, look=replace(block.look, anchor=f"head-{len(heads) + 1}"))
            heads.append(head)
        marked.append(head)
    title: list[Block] = [
        layout.title(layout.paper.title),
        layout.second_title(layout.wording.sheet.contents),
    ]
    entries = tuple(_entry(layout, head.look) for head in heads)
    height = layout.style.page.text_height
    front = [*title, Contents(layout, entries, (0,) * len(entries))]
    first = len(paginate(front, height)) + 1
    pages = {
        placement.block.look.anchor: number
        for number, page in enumerate(paginate(marked, height), first)
        for placement in page
        if isinstance(placement.block, Paragraph) and placement.block.look.bookmark
    }
    numbers = tuple(pages[head.look.anchor] for head in heads)
    return [*title, Contents(layout, entries, numbers)], marked


def _entry(layout: Layout, head: Look) -> Entry:
    style = layout.style
    look = Look(
        style.sizes.body,
        style.leading.table,
        Align.LEFT,
        before=0.0 if head.level else TOP_GAP,
    )
    indent = INDENT * head.level * look.size
    room = layout.width - indent - NUMBER_ROOM * look.size
    run = Run(head.bookmark) if head.level else Run(head.bookmark, HEADING)
    return Entry(layout.typesetter.paragraph([run], room, look), indent, head.anchor)
