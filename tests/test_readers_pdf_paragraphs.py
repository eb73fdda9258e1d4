"""Reading PDF files: lines, the gaps in them, columns, paragraphs."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pdffile import (
    BODY,
    EM,
    FIRST,
    LEFT,
    SECOND,
    TOP,
    WIDTH,
    Printed,
    blocks_of,
    make_pdf,
    read_pdf,
    set_lines,
    wrapped,
)
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfgen.canvas import Canvas


def test_wrapped_lines_are_joined_and_indentation_is_left_out() -> None:
    assert blocks_of(make_pdf(set_lines(*BODY))) == [FIRST, SECOND]


def test_blocks_say_their_page_and_only_line_breaks_stand_between_them() -> None:
    reading = read_pdf(make_pdf(set_lines(*wrapped(FIRST)), set_lines(*wrapped(SECOND))))
    assert reading.unit == "page"
    assert [block.line for block in reading.blocks] == [1, 2]
    spans = [block.span for block in reading.blocks]
    assert reading.text[spans[0].end : spans[1].start] == "\n"
    assert (spans[0].start, spans[1].end) == (0, len(reading.text))


def test_a_paragraph_goes_on_across_pages() -> None:
    lines = wrapped(FIRST + SECOND, FIRST)
    reading = read_pdf(make_pdf(set_lines(*lines[:2]), set_lines(*lines[2:])))
    assert reading.text.split("\n") == [FIRST + SECOND, FIRST]
    assert [block.line for block in reading.blocks] == [1, 2]


@pytest.mark.parametrize(
    ("lines", "blocks"),
    [
        pytest.param(
            ["本" * 36, "法所称", "甲乙"], ["本" * 36 + "法所称", "甲乙"], id="short line"
        ),
        pytest.param(["依照本法" * 9, "第五十三条规定处罚。"], 1, id="citation"),
        pytest.param(["依照本法" * 9, "第五十三条 规定处罚。"], 2, id="article"),
        pytest.param(["依照本法" * 9, "（二）规定处罚。"], 2, id="marker"),
        pytest.param(["依照本法" * 9, "10个工作日内。"], 1, id="number"),
        pytest.param(["依照本法" * 9, "•规定处罚。"], 2, id="bullet"),
        pytest.param(["（一）" + "本" * 33, "\u3000\u3000\u3000法"], 1, id="hanging"),
        pytest.param(["本" * 36, "\u3000\u3000法" + "本" * 33, "法"], 2, id="set in"),
        pytest.param(["依照本法" * 8 + "word", "and 规定" + "本" * 32], 1, id="latin"),
    ],
)
def test_where_a_paragraph_begins(lines: list[str], blocks: list[str] | int) -> None:
    found = blocks_of(make_pdf(set_lines(*lines, "制" * 36, "制" * 36)))
    if isinstance(blocks, list):
        assert found[: len(blocks)] == blocks
    else:
        starts = [line.lstrip("\u3000") for line in lines]
        assert sum(1 for text in found if any(text.startswith(start) for start in starts)) == blocks


def test_short_lines_of_one_length_are_not_joined() -> None:
    names = ["张安全", "李网络", "王保护", "赵制度"]
    assert blocks_of(make_pdf(set_lines(*names))) == names


def test_latin_words_keep_a_space_and_are_not_cut() -> None:
    lines = ["本" * 30 + "Business", "Continuity规范" + "本" * 20]
    width = pdfmetrics.stringWidth("Business", "song", EM)
    page = set_lines(lines[0]) + set_lines(lines[1], y=TOP - 20)
    page += set_lines("法" * int(30 + width / EM), y=TOP - 40)
    assert blocks_of(make_pdf(page))[0].startswith("本" * 30 + "Business Continuity规范")


def test_gaps_that_are_no_spaces_are_closed_and_real_ones_stay() -> None:
    def runs(*parts: tuple[float, str]) -> list[Printed]:
        x, found = LEFT, []
        for gap, text in parts:
            x += gap * EM
            found.append((x, TOP, text, EM))
            x += pdfmetrics.stringWidth(text, "song", EM)
        return found

    assert blocks_of(make_pdf(runs((0, "产生和形"), (0.2, "成的时代")))) == ["产生和形成的时代"]
    assert blocks_of(make_pdf(runs((0, "第一章"), (1, "总"), (1, "则")))) == ["第一章 总 则"]
    assert blocks_of(make_pdf(runs((0, "指导下，"), (0.9, "我们党")))) == ["指导下，我们党"]
    assert blocks_of(make_pdf(runs((0, "截至"), (0.25, "2035"), (0.25, "年")))) == ["截至2035年"]


def test_gaps_that_grow_with_the_run_before_them_are_drift() -> None:
    """A converter that sets a font narrower than the one that the lines were made for."""
    drawn, meant = 11.2, 12.0
    page: list[Printed] = []
    for n in range(30):
        x, y, rest = LEFT, TOP - 20 * n, ("思想" * 18)[: 36 - n % 3]
        for length in (5 + n % 7, 9 + n % 5, 36):
            page.append((x, y, rest[:length], drawn))
            x += meant * length
            rest = rest[length:]
    assert " " not in "".join(blocks_of(make_pdf(page)))


def test_two_columns_are_read_one_after_the_other_and_a_heading_across_stays() -> None:
    left = wrapped(FIRST, SECOND, columns=18)
    right = wrapped(SECOND, FIRST, columns=18)
    page = [(LEFT, TOP + 30, "网络安全等级保护条例" * 3, EM)]
    # Row by row in the file, as some producers write.
    rows = zip(set_lines(*left), set_lines(*right, x=LEFT + 19.5 * EM), strict=True)
    page += [line for row in rows for line in row]
    assert blocks_of(make_pdf(page)) == ["网络安全等级保护条例" * 3, FIRST, SECOND, SECOND, FIRST]


def test_pages_that_lie_on_their_side_are_turned() -> None:
    def sideways(canvas: Canvas) -> None:
        canvas.translate(WIDTH, 0)
        canvas.rotate(90)
        canvas.setFont("song", EM)
        for x, y, text, _ in set_lines(*BODY, y=500):
            canvas.drawString(x, y, text)

    assert blocks_of(make_pdf([], also=sideways)) == [FIRST, SECOND]


def test_entries_of_a_contents_list_stay_apart() -> None:
    entries = ["第一章 总则" + "." * 80 + " 1", "第二章 支持" + "." * 80 + " 4"]
    assert blocks_of(make_pdf(set_lines(*entries)))[:2] == entries


han = st.text(st.sampled_from("国家安全网络保护制度社会公共利益"), min_size=1, max_size=120)


@given(texts=st.lists(han, min_size=1, max_size=8), columns=st.integers(20, 36))
def test_paragraphs_come_back_as_they_were(texts: list[str], columns: int) -> None:
    # The margin shows in full lines only.
    paragraphs = [text + "。" for text in texts] + [FIRST * 2]
    assert blocks_of(make_pdf(set_lines(*wrapped(*paragraphs, columns=columns)))) == paragraphs
