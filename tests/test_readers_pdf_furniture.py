"""Reading PDF files: page numbers, running heads and watermarks are left out."""

from __future__ import annotations

import pytest
from pdffile import EM, FIRST, SECOND, blocks_of, filled, make_pdf
from reportlab.pdfgen.canvas import Canvas


@pytest.mark.parametrize(
    "form", ["{}", "- {} -", "— {} —", "第 {} 页 共 9 页", "{} / 9", "第{}页", "Page {}"]
)
@pytest.mark.parametrize("y", [30.0, 815.0])
def test_page_numbers_are_left_out(form: str, y: float) -> None:
    pages = [
        [*page, (290, y, form.format(number), EM)] for number, page in enumerate(filled(4), start=3)
    ]
    found = "".join(blocks_of(make_pdf(*pages)))
    assert found == "".join(numeral + text for numeral in "一二三四" for text in (FIRST, SECOND))


def test_roman_page_numbers_and_running_heads_are_left_out() -> None:
    pages = [
        [*page, (290, 30, number, EM), (72, 815, "数据安全管理办法 第二版", 9)]
        for number, page in zip(["I", "II", "III", "IV"], filled(4), strict=True)
    ]
    found = "".join(blocks_of(make_pdf(*pages)))
    assert found == "".join(numeral + text for numeral in "一二三四" for text in (FIRST, SECOND))


@pytest.mark.parametrize(
    ("y", "lines"),
    [
        pytest.param(500.0, ["练习题"] * 4, id="repeated, but not in the margin"),
        pytest.param(30.0, ["1949", "1956", "1978", "2012"], id="numbers that do not count"),
        pytest.param(30.0, ["甲方", "乙方", "丙方", "丁方"], id="in the margin, not repeated"),
        pytest.param(815.0, ["练习题", "正文", "讨论", "练习题"], id="repeated twice, far apart"),
    ],
)
def test_what_is_no_furniture_stays(y: float, lines: list[str]) -> None:
    pages = [[*page, (290, y, line, EM)] for page, line in zip(filled(4), lines, strict=True)]
    found = blocks_of(make_pdf(*pages))
    assert [text for text in found if text in lines] == lines


def test_watermarks_are_left_out() -> None:
    def slanted(canvas: Canvas) -> None:
        canvas.saveState()
        canvas.translate(200, 400)
        canvas.rotate(45)
        canvas.setFont("song", 40)
        canvas.drawString(0, 0, "内部资料")
        canvas.restoreState()

    def light(canvas: Canvas) -> None:
        canvas.setFillGray(0.85)
        canvas.setFont("song", 40)
        canvas.drawString(200, 400, "内部资料")
        canvas.setFillGray(0)

    for draw in (slanted, light):
        assert "内部资料" not in "".join(blocks_of(make_pdf(*filled(4), also=draw)))
        assert "内部资料" in "".join(blocks_of(make_pdf(*filled(1), also=draw)))
