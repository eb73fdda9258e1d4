"""Bank → the answer key of its worksheet (PDF), with the same numbers and letters."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from quizgen.collecting import uncollected
from quizgen.exporters import Options, Output
from quizgen.exporters.pdf.blocks import Align, Look
from quizgen.exporters.pdf.clusters import Ink, Inline, Run
from quizgen.exporters.pdf.columns import Columns, column_width
from quizgen.exporters.pdf.furniture import GREY
from quizgen.exporters.pdf.keys import KeyTable
from quizgen.exporters.pdf.layout import ANSWER, Layout
from quizgen.exporters.pdf.missing import answer_pieces
from quizgen.exporters.pdf.pagination import Block
from quizgen.exporters.pdf.paper import FillIn
from quizgen.exporters.worksheet import arranged
from quizgen.quiz import Bank, Heading

REMARK = Ink(grey=GREY)
ARTICLE = re.compile("第.+条")
MOST_COLUMNS = 3
MOST_LEVELS = 3  # of a section path
FITTING = 0.85  # of the entries must stand on one line for a layout in columns


@uncollected()
def export(bank: Bank, options: Options) -> Output:
    """The answer key of ``bank``; ``count`` is its pages.

    Raises BadTemplate for a style or wording that cannot be used.
    """
    layout = Layout.of(bank, options)
    if layout.paper.sets:  # which letters there are depends on the pages of the worksheet
        layout, _ = arranged(layout)
    running = layout.key_name
    return layout.output(key_blocks(layout), answer_pieces(layout.paper), running)


def key_blocks(layout: Layout) -> list[Block]:
    """The key of a sheet; ``layout`` has its sets as they are arranged on the sheet's pages."""
    return [
        layout.title(layout.paper.title),
        layout.second_title(layout.key_name),
        *_fill_ins(layout),
        *_sets(layout),
        *_notes(layout),
    ]


def section_path(section: Sequence[Heading]) -> str:
    """A section path in short: its markers without marks (``二·一``, ``第十条·三``).

    The number of an article is unique in its law, so what stands above it is left out.
    Three levels are enough to find an answer.
    """
    path: list[str] = []
    for heading in section:
        if ARTICLE.match(heading.marker):
            path = [heading.marker]
        else:
            path.append(heading.marker.strip("（）()、.．，, 要是"))
    return "·".join([step for step in path if step][:MOST_LEVELS])


def _fill_ins(layout: Layout) -> Iterator[Block]:
    paper, style, words = layout.paper, layout.style, layout.wording.fill_in
    if not paper.fill_ins:
        return
    marks = layout.fill_in_marks
    numeral = layout.wording.numerals[0]
    yield layout.heading(words.heading.format(numeral=numeral), words.key_note.format(**marks))
    labels = [f"{item.number}." for item in paper.fill_ins]
    hang = layout.hang(labels)
    look = Look(style.sizes.body, style.leading.key, Align.LEFT, hang=hang)
    entries = [_entry(item, layout) for item in paper.fill_ins]
    widths = [layout.typesetter.width(entry) + hang for entry in entries]
    count = _columns([width * look.size for width in widths], layout.width)
    paragraphs = tuple(
        layout.typesetter.paragraph(entry, column_width(layout.width, count), look, label)
        for entry, label in zip(entries, labels, strict=True)
    )
    yield Columns(paragraphs, count, layout.width)


def _entry(item: FillIn, layout: Layout) -> list[Inline]:
    """The answers of one item and where in the document they come from."""
    words = layout.wording.answers
    entry: list[Inline] = []
    for blank in item.cloze.blanks:
        if entry:
            entry.append(Run(words.separator))
        entry.append(Run(blank.answer, ANSWER))
        if blank.accept:
            others = words.accepted_separator.join(blank.accept)
            entry.append(Run(words.accepted.format(answers=others), ANSWER))
    if item.cloze.unordered and len(item.cloze.blanks) > 1:
        entry.append(Run(words.unordered, REMARK, whole=True))
    path = section_path(item.cloze.section)
    if path:
        entry.append(Run(words.section.format(path=path), REMARK, whole=True))
    if item.cloze.note:
        entry.append(Run(f" {item.cloze.note}", REMARK))
    return entry


def _columns(widths: Sequence[float], width: float) -> int:
    """How many columns suit entries of these widths (points, on one line)."""
    for count in range(MOST_COLUMNS, 1, -1):
        room = column_width(width, count)
        if sum(entry <= room for entry in widths) >= FITTING * len(widths):
            return count
    return 1


def _sets(layout: Layout) -> Iterator[Block]:
    paper, style, words = layout.paper, layout.style, layout.wording.matching
    if not paper.sets:
        return
    marks = layout.set_marks
    numeral = layout.wording.numerals[1 if paper.fill_ins else 0]
    yield layout.heading(words.heading.format(numeral=numeral), words.key_note.format(**marks))
    yield KeyTable(
        typesetter=layout.typesetter,
        heads=(layout.wording.answers.number, layout.wording.answers.answer),
        numbers=tuple(number for block in paper.sets for number in block.numbers),
        letters=tuple(letter for block in paper.sets for letter in block.key),
        width=layout.width,
        size=style.sizes.table,
        leading=style.leading.table,
    )


def _notes(layout: Layout) -> Iterator[Block]:
    words, style = layout.wording.answers, layout.style
    notes = words.marking(fill_ins=bool(layout.paper.fill_ins), sets=bool(layout.paper.sets))
    if not notes:
        return
    yield layout.heading(words.notes_heading)
    labels = [f"{number}." for number in range(1, len(notes) + 1)]
    look = Look(style.sizes.body, style.leading.key, hang=layout.hang(labels))
    for note, label in zip(notes, labels, strict=True):
        yield layout.paragraph(note, look, label)
