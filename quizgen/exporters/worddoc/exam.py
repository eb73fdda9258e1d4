"""What a test paper has besides its questions: fields, instructions, score table, mark boxes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from quizgen.exporters.pdf.paper import mark
from quizgen.exporters.worddoc.lists import MARKING, numbering
from quizgen.exporters.worddoc.markup import Element, el, paragraph, run, tab, twips, val
from quizgen.exporters.worddoc.sheet import Sheet
from quizgen.exporters.worddoc.tables import cell, row, table

CELL = 4.4  # em, a column of the score table or of a mark box


def test_head(sheet: Sheet) -> Iterator[Element]:
    """What stands between the titles and the first section."""
    words, paper, form = sheet.wording.test, sheet.paper, sheet.layout.form
    subtitle = words.subtitle_timed if form.minutes else words.subtitle
    if subtitle:
        text = subtitle.format(total=mark(paper.full_marks), minutes=form.minutes)
        yield paragraph("Subtitle", run(text))
    if words.seal_fields:
        yield fields(sheet)
    if words.instructions_unsealed:
        above = [el("keepNext"), el("spacing", before=twips(6.0))]
        title = run(words.instructions_heading, "Phrase")
        yield paragraph("Marking", title, properties=above)
        for instruction in words.instructions_unsealed:
            yield paragraph("Marking", run(instruction), properties=[numbering(MARKING)])
    sections = sum(bool(part) for part in (paper.fill_ins, paper.sets))
    heads = [words.section, *sheet.wording.numerals[:sections], words.total]
    widths = [CELL * sheet.style.sizes.body] * len(heads)
    yield end(before=8.0)
    rows = (heads, [words.score, *[""] * (len(heads) - 1)])
    yield table(widths, [row(_cells(texts, widths)) for texts in rows], centred=True)
    yield end()


def fields(sheet: Sheet) -> Element:
    """The line of labels with rules to write on."""
    runs: list[Element] = []
    for label, _ in sheet.fields:
        if runs:
            runs.append(tab())  # to where the next field begins
        runs += [run(label), tab()]
    return paragraph("Fields", *runs)


def section(sheet: Sheet, head: Element) -> Iterator[Element]:
    """The head of a section of questions; in a test beside a box for the marks."""
    if sheet.layout.form.kind != "test":
        yield head
        return
    words = sheet.wording.test
    box = CELL * sheet.style.sizes.subtitle
    widths = [box, box, sheet.style.page.text_width - 2 * box]
    head.pPr.append(el("spacing", before=0, after=0))
    open_sides = ("top", "bottom", "right")
    upper, lower = ([words.score, words.marker], ["", ""])
    rows = [
        [*_cells(upper, widths), cell(head, widths[2], open_sides, merge="restart")],
        [*_cells(lower, widths), cell(paragraph("Stem"), widths[2], open_sides, merge="continue")],
    ]
    yield end(before=8.0)
    yield table(widths, [row(cells) for cells in rows])


def end(before: float = 0.0) -> Element:
    """Word wants a paragraph between and behind tables; this one takes no room on a page."""
    space = el("spacing", before=twips(before) or None, line=20, lineRule="exact")
    kept = [el("keepNext")] if before else []
    return el("p", el("pPr", *kept, space, el("rPr", val("sz", 2))))


def _cells(texts: Sequence[str], widths: Sequence[float]) -> list[Element]:
    keep = [el("keepNext")]
    return [
        cell(paragraph("KeyCell", run(text), properties=keep), width)
        for text, width in zip(texts, widths, strict=False)
    ]
