"""The cloze handout (挖空讲义): the whole document, with the bank's answers as blanks in place."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from dataclasses import replace

from quizgen.document import Block as TextBlock
from quizgen.document import Document, Span
from quizgen.exporters.material import Heads, Place, heads, pieces
from quizgen.exporters.pdf.blanks import step
from quizgen.exporters.pdf.blocks import Align, Look
from quizgen.exporters.pdf.clusters import Gap, Ink, Inline, Run
from quizgen.exporters.pdf.columns import Columns, column_width
from quizgen.exporters.pdf.furniture import GREY
from quizgen.exporters.pdf.layout import ANSWER, Layout
from quizgen.exporters.pdf.pagination import Block

CELLS = "\u3000｜\u3000"  # between the cells of a row
KEY_COLUMNS = 4
FIRST_BLOCKS = 3  # among which the document's title may stand
HEAD_GAP = 8.0  # points above a heading
PARAGRAPH_GAP = 3.0
BOOKMARKED = 3  # levels of headings in the outline of the PDF
STOPS = frozenset("。：")


def handout_blocks(layout: Layout, document: Document, places: list[Place]) -> Iterator[Block]:
    """The document's blocks in order; its title stands at the head, and is not repeated."""
    yield layout.title(layout.paper.title)
    yield layout.second_title(layout.name)
    sections = heads(document)
    waiting = deque(places)
    for index, block in enumerate(document.blocks):
        inside: list[Place] = []
        while waiting and waiting[0].span.start < block.span.end:
            inside.append(waiting.popleft())
        text = document.slice(block.span).strip()
        if not text or (index < FIRST_BLOCKS and text == layout.paper.title):
            continue
        depth = _heading(block, sections)
        bold = [block.span] if depth else _inner_heads(document, block, sections)
        inlines = _inlines(layout, document, block.span, inside, bold)
        if depth:
            paragraph = layout.paragraph(inlines, _head_look(layout, depth, text))
        else:
            look = Look(layout.style.sizes.body, layout.style.leading.body, before=PARAGRAPH_GAP)
            paragraph = layout.paragraph(inlines, look)
        if layout.form.teacher and inside:
            line = layout.typesetter.line
            answers = tuple(line([Run(place.answer, ANSWER)]) for place in inside)
            paragraph = replace(paragraph, answers=answers)
        yield paragraph


def _heading(block: TextBlock, sections: Heads) -> int:
    """The depth of the heading that ``block`` is; 0 for one that is none."""
    depth, section = sections.get(block.span.start, (0, None))
    if section is None or section.head.end < block.span.end:
        return 0
    return depth


def _inner_heads(document: Document, block: TextBlock, sections: Heads) -> list[Span]:
    """The heads in the text of ``block`` that a stop sets off from what follows.

    The opening of a list entry is none, nor is an entry that ends with its head.
    """
    found = []
    for at in range(block.span.start, block.span.end):
        if at in sections:
            _, section = sections[at]
            end = section.head.end
            bare = not section.title  # 第十条 before its text
            if bare or (document.text[end : end + 1] in STOPS and end < block.span.end - 1):
                found.append(section.head)
    return found


def _head_look(layout: Layout, depth: int, text: str) -> Look:
    sizes, leading = layout.style.sizes, layout.style.leading
    return Look(
        sizes.heading if depth == 1 else sizes.body,
        leading.body,
        Align.LEFT,
        before=HEAD_GAP,
        tag=f"H{min(depth + 1, 6)}",
        bookmark=text if depth <= BOOKMARKED else "",
        level=depth - 1,
        keep_with_next=True,
    )


def _inlines(
    layout: Layout, document: Document, span: Span, inside: list[Place], bold: list[Span]
) -> list[Inline]:
    """The text of ``span`` with numbered blanks; ``bold`` is in the heading's face."""
    found: list[Inline] = []
    at = span.start
    for place in inside:
        found += pieces(document, Span(at, place.span.start), bold)
        found.append(Run(f"({place.number})", Ink(grey=GREY), whole=True))
        found.append(Gap(step(place.answer, layout.style.blanks)))
        at = place.span.end
    found += pieces(document, Span(at, span.end), bold)
    return [
        replace(part, text=part.text.replace("\t", CELLS)) if isinstance(part, Run) else part
        for part in found
    ]


def handout_key(layout: Layout, places: list[Place]) -> list[Block]:
    """The answers by their numbers, in columns."""
    labels = [f"{place.number}." for place in places]
    size = layout.style.sizes.body
    look = Look(size, layout.style.leading.key, Align.LEFT, hang=layout.hang(labels))
    widest = max((layout.typesetter.width(p.answer) for p in places), default=0.0) + look.hang
    count = next(
        (n for n in range(KEY_COLUMNS, 1, -1) if widest * size <= column_width(layout.width, n)), 1
    )
    answers = tuple(
        layout.typesetter.paragraph(
            [Run(place.answer, ANSWER)], column_width(layout.width, count), look, label
        )
        for place, label in zip(places, labels, strict=True)
    )
    return [
        layout.title(layout.paper.title),
        layout.second_title(layout.key_name),
        Columns(answers, count, layout.width, 12.0),
    ]
