"""Bank → the answers of its worksheet as a Word file, with the same numbers and letters.

A file of its own: a worksheet is sent on as it is, and must not hold the answers.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from quizgen.exporters import Options, Output
from quizgen.exporters.answers import section_path
from quizgen.exporters.pdf.paper import FillIn
from quizgen.exporters.worddoc.lists import ITEMS, MARKING, numbering
from quizgen.exporters.worddoc.markup import Element, paragraph, run, run_text
from quizgen.exporters.worddoc.package import Part, balancing
from quizgen.exporters.worddoc.sheet import Sheet
from quizgen.exporters.worddoc.tables import key_tables
from quizgen.quiz import Bank
from quizgen.text import width


def export(bank: Bank, options: Options) -> Output:
    """The answer key of ``bank``; ``count`` is its questions.

    Raises BadTemplate for a style or wording that cannot be used.
    """
    sheet = Sheet.of(bank, options)
    return sheet.output(answer_parts(sheet), running=sheet.layout.key_name)


def answer_parts(sheet: Sheet) -> list[Part]:
    """The key of a worksheet or test paper."""
    head = [sheet.title(), sheet.second_title(sheet.layout.key_name)]
    rest = [*_sets(sheet), *_marking(sheet)]
    parts = _fill_ins(sheet, head) if sheet.paper.fill_ins else [Part(head)]
    if len(parts) > 1:
        parts.append(Part(rest, 1) if rest else balancing("Key"))
    else:
        parts = [Part([*parts[0].elements, *rest])]
    return parts


def _fill_ins(sheet: Sheet, head: Sequence[Element]) -> list[Part]:
    paper, words = sheet.paper, sheet.wording.fill_in
    heading = sheet.heading(0, words.key_note.format(**sheet.marks(0)))
    entries = [list(_entry(item, sheet)) for item in paper.fill_ins]
    count = sheet.columns([width("".join(map(run_text, entry))) / 2 for entry in entries])
    keys = [paragraph("Key", *entry, properties=[numbering(ITEMS)]) for entry in entries]
    if count == 1:
        return [Part([*head, heading, *keys])]
    return [Part([*head, heading], 1), Part(keys, count)]


def _entry(item: FillIn, sheet: Sheet) -> Iterator[Element]:
    """The answers of one item and where in the document they come from."""
    words, cloze = sheet.wording.answers, item.cloze
    for place, blank in enumerate(cloze.blanks):
        if place:
            yield run(words.separator)
        yield run(blank.answer, "Answer")
        if blank.accept:
            others = words.accepted_separator.join(blank.accept)
            yield run(words.accepted.format(answers=others), "Answer")
    if cloze.unordered and len(cloze.blanks) > 1:
        yield run(words.unordered, "Remark")
    path = section_path(cloze.section)
    if path:
        yield run(words.section.format(path=path), "Remark")
    if cloze.note:
        yield run(f" {cloze.note}", "Remark")


def _sets(sheet: Sheet) -> Iterator[Element]:
    paper, words = sheet.paper, sheet.wording.matching
    if not paper.sets:
        return
    yield sheet.heading(1, words.key_note.format(**sheet.marks(1)))
    yield key_tables(sheet)


def _marking(sheet: Sheet) -> Iterator[Element]:
    words = sheet.wording.answers
    notes = words.marking(fill_ins=bool(sheet.paper.fill_ins), sets=bool(sheet.paper.sets))
    if notes:
        yield sheet.plain_heading(words.notes_heading)
        for note in notes:
            yield paragraph("Marking", run(note), properties=[numbering(MARKING)])
