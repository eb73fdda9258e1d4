"""The cloze handout (挖空讲义): the whole document, with the bank's answers as blanks in place."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import replace

from quizgen.document import Block as TextBlock
from quizgen.document import BlockKind, Document, Span
from quizgen.exporters.lines import Line, Role
from quizgen.exporters.material import Heads, Place, heads, pieces
from quizgen.exporters.pdf.blanks import Steps, step
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
INDENT = 2.0  # em
BOOKMARKED = 3  # levels of headings in the outline of the PDF
PARAGRAPH = BlockKind.PARAGRAPH
INDENTS = ("\u3000", "  ", "\t")  # before the first character of a paragraph
PLAIN = (".txt", ".md", "-")  # names of files that show their indents
STOPS = frozenset("。：")


def handout_lines(
    document: Document, places: Sequence[Place], title: str, steps: Steps
) -> Iterator[Line]:
    """The document's blocks in order; its ``title`` stands at the head, and is not repeated."""
    sections = heads(document)
    waiting = deque(places)
    indented = _indented(document)
    for index, block in enumerate(document.blocks):
        inside: list[Place] = []
        while waiting and waiting[0].span.start < block.span.end:
            inside.append(waiting.popleft())
        text = document.slice(block.span).strip()
        if not text or (index < FIRST_BLOCKS and text == title):
            continue
        depth = _heading(block, sections)
        bold = [block.span] if depth else _inner_heads(document, block, sections)
        yield Line(
            Role.HEAD if depth else Role.TEXT,
            tuple(_inlines(steps, document, block.span, inside, bold)),
            depth,
            text if depth else "",
            tuple(place.answer for place in inside),
            indented=not depth and block.span.start in indented,
            kept=bool(depth),
        )


def handout_blocks(layout: Layout, document: Document, places: Sequence[Place]) -> Iterator[Block]:
    """The titles, and the lines of the document."""
    title = layout.paper.title
    yield layout.title(title)
    yield layout.second_title(layout.name)
    for line in handout_lines(document, places, title, layout.style.blanks):
        paragraph = layout.paragraph(line.inlines, _look(layout, line))
        if layout.form.teacher and line.answers:
            setter = layout.typesetter
            answers = tuple(setter.line([Run(answer, ANSWER)]) for answer in line.answers)
            paragraph = replace(paragraph, answers=answers)
        yield paragraph


def _indented(document: Document) -> frozenset[int]:
    """Where paragraphs begin that are indented.

    A text file shows it; of other formats we know only that Chinese paragraphs are.
    """
    starts = [block.span.start for block in document.blocks if block.kind is PARAGRAPH]
    shown = frozenset(at for at in starts if document.text[:at].endswith(INDENTS))
    if shown or document.source.lower().endswith(PLAIN):
        return shown
    return frozenset(starts)


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


def _look(layout: Layout, line: Line) -> Look:
    sizes, leading = layout.style.sizes, layout.style.leading
    if line.role is Role.TEXT:
        indent = INDENT if line.indented else 0.0
        return Look(sizes.body, leading.body, before=PARAGRAPH_GAP, indent=indent)
    return Look(
        sizes.heading if line.depth == 1 else sizes.body,
        leading.body,
        Align.LEFT,
        before=HEAD_GAP,
        tag=f"H{min(line.depth + 1, 6)}",
        bookmark=line.title if line.depth <= BOOKMARKED else "",
        level=line.depth - 1,
        keep_with_next=True,
    )


def _inlines(
    steps: Steps, document: Document, span: Span, inside: list[Place], bold: list[Span]
) -> list[Inline]:
    """The text of ``span`` with numbered blanks; ``bold`` is in the heading's face."""
    found: list[Inline] = []
    at = span.start
    for place in inside:
        found += pieces(document, Span(at, place.span.start), bold)
        found.append(Run(f"({place.number})", Ink(grey=GREY), whole=True))
        found.append(Gap(step(place.answer, steps)))
        at = place.span.end
    found += pieces(document, Span(at, span.end), bold)
    return [
        replace(part, text=part.text.replace("\t", CELLS)) if isinstance(part, Run) else part
        for part in found
    ]


def handout_key(layout: Layout, places: Sequence[Place]) -> list[Block]:
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
