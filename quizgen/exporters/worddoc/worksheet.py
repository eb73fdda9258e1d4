"""Bank → the worksheet as a Word file, for offices that adapt their papers there."""

from __future__ import annotations

from collections.abc import Iterator

from quizgen.exporters import Options, Output, order
from quizgen.exporters.pdf.paper import mark
from quizgen.exporters.worddoc.blanks import NO_BREAK, stem_runs
from quizgen.exporters.worddoc.exam import end, fields, section, test_head
from quizgen.exporters.worddoc.lists import ITEMS, SETS, numbered, numbering
from quizgen.exporters.worddoc.markup import Element, el, fit, paragraph, raw_run, run
from quizgen.exporters.worddoc.package import Part
from quizgen.exporters.worddoc.sheet import Sheet
from quizgen.exporters.worddoc.tables import matching_table
from quizgen.quiz import Bank


def export(bank: Bank, options: Options) -> Output:
    """The worksheet of ``bank``; ``count`` is its questions: only Word knows the pages.

    Raises BadTemplate for a style or wording that cannot be used.
    """
    sheet = Sheet.of(bank, options)
    return sheet.output([worksheet_part(sheet)], sheet.layout.called)


def worksheet_part(sheet: Sheet) -> Part:
    """The worksheet or test paper."""
    return Part([*_head(sheet), *_fill_ins(sheet), *_sets(sheet)])


def _head(sheet: Sheet) -> Iterator[Element]:
    words = sheet.wording.sheet
    yield sheet.title()
    if sheet.layout.name:
        yield sheet.second_title(sheet.layout.name)
    if sheet.layout.form.kind == "test":
        yield from test_head(sheet)
        return
    if words.subtitle:
        total = mark(sheet.paper.full_marks)
        yield paragraph("Subtitle", run(words.subtitle.format(total=total)))
    if words.fields:
        yield fields(sheet)


def _fill_ins(sheet: Sheet) -> Iterator[Element]:
    paper, words, form = sheet.paper, sheet.wording.fill_in, sheet.layout.form
    if not paper.fill_ins:
        return
    note = words.note_words if form.word_bank else words.note
    yield from section(sheet, sheet.heading(0, note.format(**sheet.marks(0))))
    if form.word_bank:
        between = f" {NO_BREAK}{NO_BREAK}{NO_BREAK} "
        bank = [fit(word).replace(" ", NO_BREAK) for word in order.word_bank(paper.bank)]
        yield paragraph("WordBank", raw_run(between.join(bank)))
    for item in paper.fill_ins:
        parted = [el("keepLines", val="0")] if sheet.is_long(item.cloze.text()) else []
        runs = stem_runs(item.cloze, sheet.style.blanks, filled=form.teacher)
        yield paragraph("Stem", *runs, properties=[*parted, numbering(ITEMS)])


def _sets(sheet: Sheet) -> Iterator[Element]:
    paper, words = sheet.paper, sheet.wording.matching
    if not paper.sets:
        return
    spare = any(len(block.responses) > len(block.key) for block in paper.sets)
    note = words.note if spare else words.note_all_used
    yield from section(sheet, sheet.heading(1, note.format(**sheet.marks(1))))
    pattern = numbered(words.set, whole=True)
    if pattern:
        sheet.lists.count_sets(f"{pattern.pattern}\u3000")
    for place, block in enumerate(paper.sets, 1):
        instruction = run(block.matching.instruction, "Note")
        if len(paper.sets) == 1:
            yield paragraph("Set", instruction)
        elif pattern:
            yield paragraph("Set", instruction, properties=[numbering(SETS)])
        else:
            label = run(f"{words.set.format(number=place)}\u3000")
            yield paragraph("Set", label, instruction)
        yield matching_table(sheet, block)
    yield end()
