"""Reading PDF files: which lines are headings."""

from __future__ import annotations

from pdffile import BODY, LEFT, TOP, filled, make_pdf, read_pdf, set_lines
from reportlab.pdfgen.canvas import Canvas

from quizgen.document import BlockKind


def test_bookmarks_tell_headings_and_their_levels() -> None:
    def marks(canvas: Canvas) -> None:
        for level, title in enumerate(["总则", "目的"]):
            canvas.bookmarkPage(title)
            canvas.addOutlineEntry(title, title, level)

    reading = read_pdf(make_pdf(set_lines("总 则", "目的", "任务", *BODY), also=marks))
    kinds = [(block.kind, block.level) for block in reading.blocks]
    assert kinds[:3] == [
        (BlockKind.HEADING, 1),
        (BlockKind.HEADING, 2),
        (BlockKind.PARAGRAPH, 0),
    ]


def test_large_short_lines_are_headings_when_there_are_no_bookmarks() -> None:
    pages = filled(3)
    for page, title in zip(pages, ["甲的部分", "乙的部分", "丙的部分"], strict=True):
        page.insert(0, (LEFT, TOP + 40, title, 18))
        page.append((LEFT, 300, "大字的话也是一句。", 18))
    reading = read_pdf(make_pdf(*pages))
    headings = [b for b in reading.blocks if b.kind is BlockKind.HEADING]
    assert [reading.text[b.span.start : b.span.end] for b in headings] == [
        "甲的部分",
        "乙的部分",
        "丙的部分",
    ]
