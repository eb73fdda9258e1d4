"""Bank → the worksheet as a Word file, for offices that adapt their papers there."""

from __future__ import annotations

from collections.abc import Iterator

from quizgen.exporters import Options, Output
from quizgen.exporters.pdf.paper import mark
from quizgen.exporters.worddoc.blanks import stem_runs
from quizgen.exporters.worddoc.lists import ITEMS, SETS, numbered, numbering
from quizgen.exporters.worddoc.markup import Element, el, paragraph, run, tab, val
from quizgen.exporters.worddoc.package import Part
from quizgen.exporters.worddoc.sheet import Sheet
from quizgen.exporters.worddoc.tables import matching_table
from quizgen.quiz import Bank


def export(bank: Bank, options: Options) -> Output:
    """The worksheet of ``bank``; ``count`` is its questions: only Word knows the pages.

    Raises BadTemplate for a style or wording that cannot be used.
    """
    sheet = Sheet.of(bank, options)
    return sheet.output([Part([*_head(sheet), *_fill_ins(sheet), *_sets(sheet)])])


def _head(sheet: Sheet) -> Iterator[Element]:
    words = sheet.wording.sheet
    yield sheet.title()
    if words.subtitle:
        total = mark(sheet.paper.full_marks)
        yield paragraph("Subtitle", run(words.subtitle.format(total=total)))
    if words.fields:
        runs: list[Element] = []
        for label, _ in words.fields:
            if runs:
                runs.append(tab())  # to where the next field begins
            runs += [run(words.field.format(label=label)), tab()]
        yield paragraph("Fields", *runs)


def _fill_ins(sheet: Sheet) -> Iterator[Element]:
    paper, words = sheet.paper, sheet.wording.fill_in
    if not paper.fill_ins:
        return
    yield sheet.heading(0, words.note.format(**sheet.marks(0)))
    for item in paper.fill_ins:
        parted = [el("keepLines", val="0")] if sheet.is_long(item.cloze.text()) else []
        runs = stem_runs(item.cloze, sheet.style.blanks)
        yield paragraph("Stem", *runs, properties=[*parted, numbering(ITEMS)])


def _sets(sheet: Sheet) -> Iterator[Element]:
    paper, words = sheet.paper, sheet.wording.matching
    if not paper.sets:
        return
    spare = any(len(block.responses) > len(block.key) for block in paper.sets)
    note = words.note if spare else words.note_all_used
    yield sheet.heading(1, note.format(**sheet.marks(1)))
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
    yield _end()


def _end() -> Element:
    """Word wants a paragraph behind a table; this one takes no room on a page."""
    return el("p", el("pPr", el("spacing", line=20, lineRule="exact"), el("rPr", val("sz", 2))))
