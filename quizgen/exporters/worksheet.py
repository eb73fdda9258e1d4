"""Bank → a printable worksheet (PDF): the questions, with room to write the answers."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from quizgen.collecting import uncollected
from quizgen.exporters import Options, Output, order
from quizgen.exporters.chapters import chapters
from quizgen.exporters.pdf.blanks import inlines
from quizgen.exporters.pdf.blocks import Look
from quizgen.exporters.pdf.clusters import Run
from quizgen.exporters.pdf.furniture import Fields
from quizgen.exporters.pdf.layout import ANSWER, Layout
from quizgen.exporters.pdf.missing import worksheet_pieces
from quizgen.exporters.pdf.pagination import Block
from quizgen.exporters.pdf.paper import mark
from quizgen.quiz import Bank

ITEM_GAP = 2.0  # points between two items
FIELDS_GAP = 8.0  # points above the line for the name


@uncollected()
def export(bank: Bank, options: Options) -> Output:
    """The worksheet of ``bank``; ``count`` is its pages.

    Raises BadTemplate for a style or wording that cannot be used.
    """
    layout, blocks = arranged(Layout.of(bank, options))
    return layout.output(blocks, worksheet_pieces(layout.paper))


def arranged(layout: Layout) -> tuple[Layout, Sequence[Block]]:
    """The blocks of the worksheet, and the layout with the sets as they stand on its pages."""
    above = [*_head(layout), *_fill_ins(layout)]
    if not layout.paper.sets:
        return layout, above
    from quizgen.exporters.pdf.arranging import arrange  # noqa: PLC0415 - many sheets have no sets
    from quizgen.exporters.pdf.sets import MatchingSection  # noqa: PLC0415

    section = MatchingSection(layout)
    paper, blocks = arrange(
        layout.paper,
        lambda paper, forms: [*above, *section.blocks(paper, forms)],
        layout.style.page.text_height,
    )
    return replace(layout, paper=paper), blocks


def _head(layout: Layout) -> Iterator[Block]:
    words = layout.wording.sheet
    yield layout.title(layout.paper.title)
    if layout.name:
        yield layout.second_title(layout.name)
    if layout.form.kind == "test":
        from quizgen.exporters.testhead import test_head  # noqa: PLC0415 - of tests alone

        yield from test_head(layout)
        return
    if words.subtitle:
        yield layout.subtitle(words.subtitle.format(total=mark(layout.paper.full_marks)))
    if words.fields:
        line = layout.typesetter.line
        yield Fields(
            typesetter=layout.typesetter,
            labels=tuple(line(words.field.format(label=label)) for label, _ in words.fields),
            shares=tuple(share for _, share in words.fields),
            width=layout.width,
            size=layout.style.sizes.body,
            leading=layout.style.leading.body,
            before=FIELDS_GAP,
        )


def _fill_ins(layout: Layout) -> Iterator[Block]:
    paper, style, words = layout.paper, layout.style, layout.wording.fill_in
    if not paper.fill_ins:
        return
    boxed = layout.form.word_bank
    heading, note = words.heading, words.note
    if boxed:
        heading, note = words.heading_words, words.note_words
    numeral = layout.wording.numerals[0]
    yield from layout.section(heading.format(numeral=numeral), note.format(**layout.fill_in_marks))
    if boxed:
        from quizgen.exporters.pdf.exam import word_bank  # noqa: PLC0415 - few sheets have a box

        yield word_bank(
            layout.typesetter,
            order.word_bank(paper.bank),
            layout.width,
            style.sizes.body,
            style.leading.table,
        )
    labels = [f"{item.number}." for item in paper.fill_ins]
    look = Look(style.sizes.body, style.leading.body, hang=layout.hang(labels), before=ITEM_GAP)
    sections = [item.cloze.section for item in paper.fill_ins]
    heads = chapters(sections) if layout.form.contents else [()] * len(sections)
    for item, label, above in zip(paper.fill_ins, labels, heads, strict=True):
        for level, text in above:
            yield layout.chapter(level, text)
        paragraph = layout.paragraph(inlines(item.cloze, style.blanks), look, label)
        if layout.form.teacher:
            line = layout.typesetter.line
            answers = tuple(line([Run(blank.answer, ANSWER)]) for blank in item.cloze.blanks)
            paragraph = replace(paragraph, answers=answers)
        yield paragraph
