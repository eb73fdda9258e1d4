"""Bank → the printed sheets of one kind as Word files, beside those in PDF."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from quizgen.exporters import Options, Output
from quizgen.exporters.handout import handout_lines
from quizgen.exporters.material import Material, answers
from quizgen.exporters.review import review_lines
from quizgen.exporters.worddoc.answers import answer_parts
from quizgen.exporters.worddoc.fromdocument import document_parts, handout_key
from quizgen.exporters.worddoc.package import Part
from quizgen.exporters.worddoc.sheet import Sheet
from quizgen.exporters.worddoc.worksheet import worksheet_part
from quizgen.quiz import Bank


def word_files(
    bank: Bank, options: Options, material: Material | None, *, key: bool, teacher: bool
) -> Iterator[tuple[str, Output]]:
    """The files of one variant, by what tells them apart.

    A key is a file of its own: what is behind the last page of a worksheet is passed on
    with it.  Word lays out the pages, so those of a teacher's copy may differ.
    """
    sheet = Sheet.of(bank, options)
    yield "", sheet.output(_parts(sheet, material), sheet.layout.called)
    if key and options.form.kind != "review":
        sheet = Sheet.of(bank, options)
        yield "-answers", sheet.output(_key(sheet, material), sheet.layout.key_name)
    if teacher:
        form = replace(options.form, teacher=True)
        sheet = Sheet.of(bank, replace(options, form=form))
        yield "-teacher", sheet.output(_parts(sheet, material), sheet.layout.called)


def _parts(sheet: Sheet, material: Material | None) -> Sequence[Part]:
    if material is None:
        return [worksheet_part(sheet)]
    document, words = material.document, sheet.wording.review
    places, _ = answers(sheet.paper.bank, document)
    if sheet.layout.form.kind == "review":
        return document_parts(sheet, review_lines(material, places, words))
    lines = handout_lines(document, places, sheet.paper.title, sheet.style.blanks)
    return document_parts(sheet, lines)


def _key(sheet: Sheet, material: Material | None) -> Sequence[Part]:
    if material is None:
        return answer_parts(sheet)
    places, _ = answers(sheet.paper.bank, material.document)
    return handout_key(sheet, places)
