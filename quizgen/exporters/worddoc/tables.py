"""Matching sets as tables, and the table of their answers."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import zip_longest
from math import ceil

from quizgen.exporters.pdf.paper import MatchingSet
from quizgen.exporters.worddoc.lists import ITEMS, letter_group, numbering
from quizgen.exporters.worddoc.markup import Element, el, fit, paragraph, run, twips, val
from quizgen.exporters.worddoc.sheet import Sheet
from quizgen.exporters.worddoc.styles import SIDE
from quizgen.text import width

BOX_ROOM = "\u3000\u3000"  # between the brackets that take a letter
BOX_SLACK = 0.5  # em; spaces between the brackets would let them be parted
LEAST_SHARE, MOST_SHARE, SHARES = 0.2, 0.6, 41  # of the width, tried for the premises
MOST_WHOLE = 12  # rows of a table that stays on one page
KEY_HEAD = 5.0  # em, the first cell of a row of answers
MOST_KEYS = 10  # letters in a row of answers


def matching_table(sheet: Sheet, block: MatchingSet) -> Element:
    """Brackets and numbered premises at the left, lettered responses at the right."""
    left, right = sheet.wording.matching.box
    box = f"{left}{BOX_ROOM}{right}"
    widths = _widths(sheet, block, width(fit(box)) / 2 * sheet.style.sizes.table)
    count = max(len(block.key), len(block.responses))
    groups: dict[int, int] = {}  # of letters → list
    rows = [_head_row(block.matching.columns, widths)]
    premises = [pair.premise.text for pair in block.matching.pairs]
    responses = [response.text for response in block.responses]
    filled = block.key if sheet.layout.form.teacher else ()
    for place, (premise, response) in enumerate(zip_longest(premises, responses)):
        together = count <= MOST_WHOLE and place < count - 1
        kept = [el("keepNext")] if together else []
        asked = premise is not None
        letters: list[Element] = []
        if response is not None:
            group = letter_group(place)
            if group not in groups:
                groups[group] = sheet.lists.responses(group)
            letters = [numbering(groups[group])]
        words = [run(premise)] if asked else []
        cells = [
            _text("Box", _box(sheet, filled[place : place + 1]) if asked else [], kept),
            _text("Premise", words, [*kept, numbering(ITEMS)]) if asked else _text("Box", [], kept),
            _text("Response" if letters else "Box", [run(response or "")], [*kept, *letters]),
        ]
        open_sides = (("right",), ("left",), ())
        rows.append(row([cell(*parts) for parts in zip(cells, widths, open_sides, strict=True)]))
    return table(widths, rows)


def _box(sheet: Sheet, letters: Sequence[str]) -> list[Element]:
    """The brackets, in a teacher's copy with the letter."""
    left, right = sheet.wording.matching.box
    if not letters:
        return [run(f"{left}{BOX_ROOM}{right}")]
    return [run(left), run(f" {letters[0]} ", "Filled"), run(right)]


def key_tables(sheet: Sheet) -> Element:
    """Numbers above, letters below, each headed at the left."""
    words = sheet.wording.answers
    numbers = [number for block in sheet.paper.sets for number in block.numbers]
    letters = [letter for block in sheet.paper.sets for letter in block.key]
    size = sheet.style.sizes.table
    free = sheet.style.page.text_width - KEY_HEAD * size
    most = max(1, min(MOST_KEYS, int(free / (3 * size))))
    columns = ceil(len(numbers) / ceil(len(numbers) / most))
    widths = [KEY_HEAD * size, *[free / most] * columns]
    rows = []
    for start in range(0, len(numbers), columns):
        shown = [str(number) for number in numbers[start : start + columns]]
        rows.append(_key_row(words.number, shown, widths, keep=True))
        rows.append(_key_row(words.answer, letters[start : start + columns], widths, keep=False))
    return table(widths, rows)


def _widths(sheet: Sheet, block: MatchingSet, box: float) -> list[float]:
    """The widths of the three columns (points) that make the lowest table."""
    size, whole = sheet.style.sizes.table, sheet.style.page.text_width
    boxed = box + BOX_SLACK * size + 2 * SIDE
    premises = [width(fit(pair.premise.text)) / 2 * size for pair in block.matching.pairs]
    responses = [width(fit(response.text)) / 2 * size for response in block.responses]
    best: tuple[tuple[int, float], float] | None = None
    for step in range(SHARES):
        share = LEAST_SHARE + (MOST_SHARE - LEAST_SHARE) * step / (SHARES - 1)
        left = share * whole
        rooms = (left - sheet.hang - 2 * SIDE, whole - boxed - left - sheet.letter_hang - 2 * SIDE)
        if min(rooms) < 4 * size:
            continue
        lines = sum(
            max(ceil(a / rooms[0]), ceil(b / rooms[1]), 1)
            for a, b in zip_longest(premises, responses, fillvalue=0.0)
        )
        spare = abs(_spare(premises, rooms[0]) - _spare(responses, rooms[1]))
        if best is None or (lines, spare) < best[0]:
            best = ((lines, spare), left)
    left = best[1] if best else whole / 3
    return [boxed, left, whole - boxed - left]


def _spare(texts: Sequence[float], room: float) -> float:
    """What the longest text leaves free of the room of its column, at least nothing."""
    return max(0.0, room - max(texts, default=0.0))


def _head_row(heads: tuple[str, str], widths: Sequence[float]) -> Element:
    box, left, right = widths
    cells = [
        cell(_text("TableHead", [run(heads[0])]), box + left, span=2),
        cell(_text("TableHead", [run(heads[1])]), right),
    ]
    return row(cells, head=True)


def _key_row(head: str, cells: Sequence[str], widths: Sequence[float], *, keep: bool) -> Element:
    kept = [el("keepNext")] if keep else []
    made = [cell(_text("KeyCell", [run(head)], kept), widths[0])]
    for place, room in enumerate(widths[1:]):
        words = [run(cells[place])] if place < len(cells) else []
        made.append(cell(_text("KeyCell", words, kept), room))
    return row(made)


def _text(style: str, runs: Sequence[Element], properties: Sequence[Element] = ()) -> Element:
    return paragraph(style, *runs, properties=properties)


def table(widths: Sequence[float], rows: Sequence[Element], *, centred: bool = False) -> Element:
    """A table of ``rows``; ``widths`` (points) are those of its columns."""
    place = val("jc", "center") if centred else el("tblInd", w=0, type="dxa")
    return el(
        "tbl",
        el(
            "tblPr",
            val("tblStyle", "MatchingTable"),
            el("tblW", w=twips(sum(widths)), type="dxa"),
            place,
            el("tblLayout", type="fixed"),
            el("tblLook", val="0420", firstRow=True, noVBand=True),
        ),
        el("tblGrid", *(el("gridCol", w=twips(room)) for room in widths)),
        *rows,
    )


def row(cells: Sequence[Element], *, head: bool = False) -> Element:
    """A row that is not parted at a page's end; the head is repeated on every page."""
    repeated = [el("tblHeader")] if head else []
    return el("tr", el("trPr", el("cantSplit"), *repeated), *cells)


def cell(
    text: Element, room: float, open_sides: Sequence[str] = (), span: int = 1, merge: str = ""
) -> Element:
    """A cell without rules at its ``open_sides``.

    ``merge`` is ``restart`` or ``continue`` in cells that are one, from above to below.
    """
    properties = [el("tcW", w=twips(room), type="dxa")]
    if span > 1:
        properties.append(val("gridSpan", span))
    if merge:
        properties.append(val("vMerge", merge))
    if open_sides:
        rules = (el(side, val="nil") for side in open_sides)
        properties.append(el("tcBorders", *rules))
    return el("tc", el("tcPr", *properties, val("vAlign", "center")), text)
