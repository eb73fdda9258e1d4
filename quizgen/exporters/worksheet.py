"""Bank → a printable worksheet (PDF): the questions, with room to write the answers."""

from __future__ import annotations

from collections.abc import Iterator

from quizgen.exporters import Options, Output
from quizgen.exporters.pdf.blanks import inlines
from quizgen.exporters.pdf.blocks import Align, Look
from quizgen.exporters.pdf.clusters import Run
from quizgen.exporters.pdf.furniture import Fields
from quizgen.exporters.pdf.layout import HEADING, Layout
from quizgen.exporters.pdf.missing import worksheet_pieces
from quizgen.exporters.pdf.pagination import Block
from quizgen.exporters.pdf.paper import mark
from quizgen.exporters.pdf.tables import matching_table
from quizgen.quiz import Bank

ITEM_GAP = 2.0  # points between two items
SET_GAP = 12.0  # points above a matching set
FIELDS_GAP = 8.0  # points above the line for the name


def export(bank: Bank, options: Options) -> Output:
    """The worksheet of ``bank``; ``count`` is its pages.

    Raises BadTemplate for a style or wording that cannot be used.
    """
    layout = Layout.of(bank, options)
    blocks = [*_head(layout), *_fill_ins(layout), *_sets(layout)]
    return layout.output(blocks, worksheet_pieces(layout.paper))


def _head(layout: Layout) -> Iterator[Block]:
    words, sizes = layout.wording.sheet, layout.style.sizes
    yield layout.title(layout.paper.title)
    if words.subtitle:
        yield layout.subtitle(words.subtitle.format(total=mark(layout.paper.full_marks)))
    if words.fields:
        line = layout.typesetter.line
        yield Fields(
            typesetter=layout.typesetter,
            labels=tuple(line(words.field.format(label=label)) for label, _ in words.fields),
            shares=tuple(share for _, share in words.fields),
            width=layout.width,
            size=sizes.body,
            leading=layout.style.leading.body,
            before=FIELDS_GAP,
        )


def _fill_ins(layout: Layout) -> Iterator[Block]:
    paper, style, words = layout.paper, layout.style, layout.wording.fill_in
    if not paper.fill_ins:
        return
    marks = {"each": mark(paper.marks.blank), "total": mark(paper.fill_in_marks)}
    numeral = layout.wording.numerals[0]
    yield layout.heading(words.heading.format(numeral=numeral), words.note.format(**marks))
    labels = [f"{item.number}." for item in paper.fill_ins]
    look = Look(style.sizes.body, style.leading.body, hang=layout.hang(labels), before=ITEM_GAP)
    for item, label in zip(paper.fill_ins, labels, strict=True):
        yield layout.paragraph(inlines(item.cloze, style.blanks), look, label)


def _sets(layout: Layout) -> Iterator[Block]:
    paper, style, words = layout.paper, layout.style, layout.wording.matching
    if not paper.sets:
        return
    marks = {"each": mark(paper.marks.pair), "total": mark(paper.set_marks)}
    numeral = layout.wording.numerals[1 if paper.fill_ins else 0]
    spare = any(len(block.responses) > len(block.key) for block in paper.sets)
    note = words.note if spare else words.note_all_used
    yield layout.heading(words.heading.format(numeral=numeral), note.format(**marks))
    instruction = Look(
        style.sizes.body, style.leading.table, Align.LEFT, before=SET_GAP, keep_with_next=True
    )
    cells = Look(style.sizes.table, style.leading.table)
    for number, block in enumerate(paper.sets, 1):
        intro = [Run(block.matching.instruction)]
        if len(paper.sets) > 1:
            intro = [Run(words.set.format(number=number) + "\u3000", HEADING), *intro]
        if block.matching.instruction or len(paper.sets) > 1:
            yield layout.paragraph(intro, instruction)
        yield matching_table(layout.typesetter, block, words.box, layout.width, cells)
