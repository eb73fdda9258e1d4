"""Bank → a printable worksheet (PDF): the questions, with room to write the answers."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from quizgen.exporters import Options, Output
from quizgen.exporters.pdf.beside import Beside, half
from quizgen.exporters.pdf.blanks import inlines
from quizgen.exporters.pdf.blocks import Align, Look, Paragraph
from quizgen.exporters.pdf.clusters import Run
from quizgen.exporters.pdf.furniture import Fields
from quizgen.exporters.pdf.layout import HEADING, Layout
from quizgen.exporters.pdf.missing import worksheet_pieces
from quizgen.exporters.pdf.pagination import Block
from quizgen.exporters.pdf.paper import MatchingSet, mark
from quizgen.exporters.pdf.tables import MatchingTable, matching_table
from quizgen.quiz import Bank

ITEM_GAP = 2.0  # points between two items
SET_GAP = 12.0  # points above a matching set
BESIDE_SAVES = 0.65  # of the height of two sets is the most that they take side by side
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
    paper, words = layout.paper, layout.wording.matching
    if not paper.sets:
        return
    marks = {"each": mark(paper.marks.pair), "total": mark(paper.set_marks)}
    numeral = layout.wording.numerals[1 if paper.fill_ins else 0]
    spare = any(len(block.responses) > len(block.key) for block in paper.sets)
    note = words.note if spare else words.note_all_used
    yield layout.heading(words.heading.format(numeral=numeral), note.format(**marks))
    yield from _tables(layout)


def _tables(layout: Layout) -> Iterator[Block]:
    """The matching sets in order; two short ones stand side by side."""
    waiting = list(enumerate(layout.paper.sets, 1))
    while waiting:
        wide = [_table(layout, *numbered, layout.width) for numbered in waiting[:2]]
        narrow = [_table(layout, *numbered, half(layout.width)) for numbered in waiting[:2]]
        beside = _beside(narrow, sum(intro.height + table.height for intro, table in wide))
        if beside and beside.height < layout.style.page.text_height / 2:
            yield beside
            del waiting[:2]
            continue
        intro, table = wide[0]
        if intro.lines:
            yield intro
        yield table
        del waiting[0]


def _table(
    layout: Layout, number: int, block: MatchingSet, width: float
) -> tuple[Paragraph, MatchingTable]:
    """The instruction of a set and its table, composed for ``width`` points."""
    style, words = layout.style, layout.wording.matching
    look = Look(
        style.sizes.body, style.leading.table, Align.LEFT, before=SET_GAP, keep_with_next=True
    )
    intro = [Run(block.matching.instruction)]
    if len(layout.paper.sets) > 1:
        intro = [Run(words.set.format(number=number) + "\u3000", HEADING), *intro]
    cells = Look(style.sizes.table, style.leading.table)
    return (
        layout.typesetter.paragraph(intro, width, look),
        matching_table(layout.typesetter, block, words.box, width, cells),
    )


def _beside(pair: Sequence[tuple[Paragraph, MatchingTable]], stacked: float) -> Beside | None:
    """The two side by side, if that takes much less than the height they have ``stacked``."""
    if len(pair) < 2:
        return None
    (left_intro, left), (right_intro, right) = pair
    beside = Beside((left_intro, right_intro), (left, right), before=SET_GAP)
    return beside if beside.height < BESIDE_SAVES * stacked else None
