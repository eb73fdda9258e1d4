"""Reading PDF files: ruled tables."""

from __future__ import annotations

from collections.abc import Sequence

from pdffile import (
    BODY,
    EM,
    FIRST,
    LEFT,
    SECOND,
    TOP,
    Draw,
    blocks_of,
    make_pdf,
    read_pdf,
    set_lines,
)
from reportlab.pdfgen.canvas import Canvas

from quizgen.document import BlockKind


def _ruled(xs: Sequence[float], ys: Sequence[float], first: int = 0) -> Draw:
    """A grid; the first column is merged from row ``first`` on."""

    def draw(canvas: Canvas) -> None:
        for n, y in enumerate(ys):
            merged = 0 < n < len(ys) - 1 and first and n > first
            canvas.line(xs[1] if merged else xs[0], y, xs[-1], y)
        for x in xs:
            canvas.line(x, ys[0], x, ys[-1])

    return draw


def test_a_ruled_table_gives_rows() -> None:
    cells = [
        ("要素", "要求"),
        ("备用网络系统", "配备部分通信线路"),
        ("", "和相应的网络设备。"),
        ("其他", "无"),
    ]
    page = [
        (x + 3, TOP - 20 * n - 15, text, EM)
        for n, row in enumerate(cells)
        for x, text in zip((LEFT, LEFT + 150), row, strict=True)
        if text
    ]
    ys = [TOP, TOP - 20, TOP - 60, TOP - 80]
    reading = read_pdf(make_pdf(page, also=_ruled([LEFT, LEFT + 150, LEFT + 400], ys)))
    assert reading.text.split("\n") == [
        "要素\t要求",
        "备用网络系统\t配备部分通信线路和相应的网络设备。",
        "其他\t无",
    ]
    assert {block.kind for block in reading.blocks} == {BlockKind.ROW}


def test_a_merged_cell_belongs_to_its_first_row() -> None:
    xs, ys = [LEFT, LEFT + 150, LEFT + 400], [TOP, TOP - 20, TOP - 40, TOP - 60]
    page = [
        (LEFT + 3, TOP - 15, "等级", EM),
        (LEFT + 153, TOP - 15, "说明", EM),
        (LEFT + 3, TOP - 45, "第一级", EM),
        (LEFT + 153, TOP - 35, "一般损害", EM),
        (LEFT + 153, TOP - 55, "严重损害", EM),
    ]
    found = blocks_of(make_pdf(page, also=_ruled(xs, ys, first=1)))
    assert found == ["等级\t说明", "第一级\t一般损害", "严重损害"]


def test_a_frame_is_no_table() -> None:
    def frame(canvas: Canvas) -> None:
        canvas.rect(LEFT - 5, 300, 450, 500)

    assert blocks_of(make_pdf(set_lines(*BODY), also=frame)) == [FIRST, SECOND]
