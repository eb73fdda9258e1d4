"""The cloze handout and the study sheet as Word files: the lines of the PDF files."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from quizgen.exporters.handout import INDENT
from quizgen.exporters.lines import Line, Role
from quizgen.exporters.material import Place
from quizgen.exporters.review import DEEPEST
from quizgen.exporters.review import INDENT as STEP
from quizgen.exporters.worddoc.blanks import inline_runs
from quizgen.exporters.worddoc.lists import ITEMS, POINTS, numbering
from quizgen.exporters.worddoc.markup import Element, el, paragraph, run, twips
from quizgen.exporters.worddoc.package import Part, balancing
from quizgen.exporters.worddoc.sheet import Sheet
from quizgen.text import width

HEADS = ("Heading1", "Heading3", "Heading4")  # by depth; Heading2 is the second title
KEY_COLUMNS = 3


def document_parts(sheet: Sheet, lines: Iterable[Line]) -> list[Part]:
    """Titles and ``lines``; those of a study sheet in the columns of the page."""
    head = [sheet.title(), sheet.second_title(sheet.layout.name)]
    body = [_paragraph(sheet, line) for line in lines]
    if sheet.style.page.columns == 1 or not body:
        return [Part([*head, *body])]
    return [Part(head, 1), Part(body), balancing("Point")]


def handout_key(sheet: Sheet, places: Sequence[Place]) -> list[Part]:
    """The answers by their numbers."""
    head = [sheet.title(), sheet.second_title(sheet.layout.key_name)]
    keys = [
        paragraph("Key", run(place.answer, "Answer"), properties=[numbering(ITEMS)])
        for place in places
    ]
    count = sheet.columns([width(place.answer) / 2 for place in places]) if places else 1
    if count == 1:
        return [Part([*head, *keys])]
    return [Part(head, 1), Part(keys, count), balancing("Key")]


def _paragraph(sheet: Sheet, line: Line) -> Element:
    if line.role is Role.TITLE:
        return paragraph("Heading1", run(line.title))
    if line.role is Role.HEAD:
        return paragraph(HEADS[min(line.depth, len(HEADS)) - 1], run(line.title))
    runs = inline_runs(line.inlines, line.answers if sheet.layout.form.teacher else ())
    size = sheet.style.sizes.body
    if line.role is Role.POINT:
        deeper = twips(STEP * min(line.depth, DEEPEST) * size)
        bullet = twips(sheet.bullet_room)
        place = el("ind", left=deeper + bullet, hanging=bullet)
        return paragraph("Point", *runs, properties=[numbering(POINTS), place])
    first = round(INDENT * 100)  # hundredths of a character
    indent = [el("ind", firstLineChars=first, firstLine=twips(INDENT * size))]
    return paragraph("Text", *runs, properties=indent if line.indented else [])
