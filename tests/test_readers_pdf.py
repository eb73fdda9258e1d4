"""Reading PDF files: paragraphs, columns, furniture, headings, tables, what cannot be read."""

from __future__ import annotations

import io
import zlib
from collections.abc import Callable, Iterator, Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.lib.utils import ImageReader
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from quizgen.document import BlockKind, Reading
from quizgen.errors import QuizgenError, UnreadableDocument
from quizgen.readers import read
from quizgen.readers.pdf import source
from quizgen.resources import Templates

EM = 12.0
WIDTH, HEIGHT = 595.0, 842.0
LEFT, TOP = 72.0, 740.0
COLUMNS = 36  # ems of a line
Draw = Callable[[Canvas], None]
# x and y of its beginning, text, size of the font
Printed = tuple[float, float, str, float]

pdfmetrics.registerFont(TTFont("song", str(Templates().path("fonts/song.ttf"))))


def _pdf(*pages: Sequence[Printed], also: Draw | None = None, **options: object) -> bytes:
    """A PDF with the given lines on its pages; ``also`` draws more on each of them."""
    data = io.BytesIO()
    canvas = Canvas(data, pagesize=(WIDTH, HEIGHT), invariant=True, **options)
    for page in pages:
        for x, y, text, size in page:
            canvas.setFont("song", size)
            canvas.drawString(x, y, text)
        if also:
            also(canvas)
        canvas.showPage()
    canvas.save()
    return data.getvalue()


def _lines(
    *lines: str, x: float = LEFT, y: float = TOP, size: float = EM, pitch: float = 1.6
) -> list[Printed]:
    """Lines below each other; each ideographic space at the start of one sets it in."""
    return [
        (
            x + (len(line) - len(line.lstrip("\u3000"))) * size,
            y - n * pitch * size,
            line.lstrip("\u3000"),
            size,
        )
        for n, line in enumerate(lines)
    ]


def _wrapped(*paragraphs: str, columns: int = COLUMNS, indent: int = 2) -> list[str]:
    """The lines of paragraphs set solid, each first line set in."""
    lines: list[str] = []
    for paragraph in paragraphs:
        rest = "\u3000" * indent + paragraph
        while rest:
            lines.append(rest[:columns])
            rest = rest[columns:]
    return lines


def _read(data: bytes) -> Reading:
    return read(data, "a.pdf")


def _blocks(data: bytes) -> list[str]:
    reading = _read(data)
    return [reading.text[block.span.start : block.span.end] for block in reading.blocks]


FIRST = "为加强网络安全提高防范能力维护国家安全社会公共利益保护公民合法权益促进发展制定本条例。"
SECOND = "国家实行网络等级保护制度对网络实施分等级保护和监管并建立健全相应的管理体系和技术体系。"
BODY = _wrapped(FIRST, SECOND)


def _filled(pages: int) -> list[list[Printed]]:
    """Pages of running text, all different."""
    numerals = "一二三四五六七八九十"
    return [_lines(*_wrapped(numerals[n] + FIRST, numerals[n] + SECOND)) for n in range(pages)]


def test_wrapped_lines_are_joined_and_indentation_is_left_out() -> None:
    assert _blocks(_pdf(_lines(*BODY))) == [FIRST, SECOND]


def test_blocks_say_their_page_and_only_line_breaks_stand_between_them() -> None:
    reading = _read(_pdf(_lines(*_wrapped(FIRST)), _lines(*_wrapped(SECOND))))
    assert reading.unit == "page"
    assert [block.line for block in reading.blocks] == [1, 2]
    spans = [block.span for block in reading.blocks]
    assert reading.text[spans[0].end : spans[1].start] == "\n"
    assert (spans[0].start, spans[1].end) == (0, len(reading.text))


def test_a_paragraph_goes_on_across_pages() -> None:
    lines = _wrapped(FIRST + SECOND, FIRST)
    reading = _read(_pdf(_lines(*lines[:2]), _lines(*lines[2:])))
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
    found = _blocks(_pdf(_lines(*lines, "制" * 36, "制" * 36)))
    if isinstance(blocks, list):
        assert found[: len(blocks)] == blocks
    else:
        starts = [line.lstrip("\u3000") for line in lines]
        assert sum(1 for text in found if any(text.startswith(start) for start in starts)) == blocks


def test_short_lines_of_one_length_are_not_joined() -> None:
    names = ["张安全", "李网络", "王保护", "赵制度"]
    assert _blocks(_pdf(_lines(*names))) == names


def test_latin_words_keep_a_space_and_are_not_cut() -> None:
    lines = ["本" * 30 + "Business", "Continuity规范" + "本" * 20]
    width = pdfmetrics.stringWidth("Business", "song", EM)
    page = _lines(lines[0]) + _lines(lines[1], y=TOP - 20)
    page += _lines("法" * int(30 + width / EM), y=TOP - 40)
    assert _blocks(_pdf(page))[0].startswith("本" * 30 + "Business Continuity规范")


def test_gaps_that_are_no_spaces_are_closed_and_real_ones_stay() -> None:
    def runs(*parts: tuple[float, str]) -> list[Printed]:
        x, found = LEFT, []
        for gap, text in parts:
            x += gap * EM
            found.append((x, TOP, text, EM))
            x += pdfmetrics.stringWidth(text, "song", EM)
        return found

    assert _blocks(_pdf(runs((0, "产生和形"), (0.2, "成的时代")))) == ["产生和形成的时代"]
    assert _blocks(_pdf(runs((0, "第一章"), (1, "总"), (1, "则")))) == ["第一章 总 则"]
    assert _blocks(_pdf(runs((0, "指导下，"), (0.9, "我们党")))) == ["指导下，我们党"]
    assert _blocks(_pdf(runs((0, "截至"), (0.25, "2035"), (0.25, "年")))) == ["截至2035年"]


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
    assert " " not in "".join(_blocks(_pdf(page)))


def test_two_columns_are_read_one_after_the_other_and_a_heading_across_stays() -> None:
    left = _wrapped(FIRST, SECOND, columns=18)
    right = _wrapped(SECOND, FIRST, columns=18)
    page = [(LEFT, TOP + 30, "网络安全等级保护条例" * 3, EM)]
    # Row by row in the file, as some producers write.
    rows = zip(_lines(*left), _lines(*right, x=LEFT + 19.5 * EM), strict=True)
    page += [line for row in rows for line in row]
    assert _blocks(_pdf(page)) == ["网络安全等级保护条例" * 3, FIRST, SECOND, SECOND, FIRST]


@pytest.mark.parametrize(
    "form", ["{}", "- {} -", "— {} —", "第 {} 页 共 9 页", "{} / 9", "第{}页", "Page {}"]
)
@pytest.mark.parametrize("y", [30.0, 815.0])
def test_page_numbers_are_left_out(form: str, y: float) -> None:
    pages = [
        [*page, (290, y, form.format(number), EM)]
        for number, page in enumerate(_filled(4), start=3)
    ]
    found = "".join(_blocks(_pdf(*pages)))
    assert found == "".join(numeral + text for numeral in "一二三四" for text in (FIRST, SECOND))


def test_roman_page_numbers_and_running_heads_are_left_out() -> None:
    pages = [
        [*page, (290, 30, number, EM), (72, 815, "数据安全管理办法 第二版", 9)]
        for number, page in zip(["I", "II", "III", "IV"], _filled(4), strict=True)
    ]
    found = "".join(_blocks(_pdf(*pages)))
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
    pages = [[*page, (290, y, line, EM)] for page, line in zip(_filled(4), lines, strict=True)]
    found = _blocks(_pdf(*pages))
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
        assert "内部资料" not in "".join(_blocks(_pdf(*_filled(4), also=draw)))
        assert "内部资料" in "".join(_blocks(_pdf(*_filled(1), also=draw)))


def test_pages_that_lie_on_their_side_are_turned() -> None:
    def sideways(canvas: Canvas) -> None:
        canvas.translate(WIDTH, 0)
        canvas.rotate(90)
        canvas.setFont("song", EM)
        for x, y, text, _ in _lines(*BODY, y=500):
            canvas.drawString(x, y, text)

    assert _blocks(_pdf([], also=sideways)) == [FIRST, SECOND]


def test_bookmarks_tell_headings_and_their_levels() -> None:
    def marks(canvas: Canvas) -> None:
        for level, title in enumerate(["总则", "目的"]):
            canvas.bookmarkPage(title)
            canvas.addOutlineEntry(title, title, level)

    reading = _read(_pdf(_lines("总 则", "目的", "任务", *BODY), also=marks))
    kinds = [(block.kind, block.level) for block in reading.blocks]
    assert kinds[:3] == [
        (BlockKind.HEADING, 1),
        (BlockKind.HEADING, 2),
        (BlockKind.PARAGRAPH, 0),
    ]


def test_large_short_lines_are_headings_when_there_are_no_bookmarks() -> None:
    pages = _filled(3)
    for page, title in zip(pages, ["甲的部分", "乙的部分", "丙的部分"], strict=True):
        page.insert(0, (LEFT, TOP + 40, title, 18))
        page.append((LEFT, 300, "大字的话也是一句。", 18))
    reading = _read(_pdf(*pages))
    headings = [b for b in reading.blocks if b.kind is BlockKind.HEADING]
    assert [reading.text[b.span.start : b.span.end] for b in headings] == [
        "甲的部分",
        "乙的部分",
        "丙的部分",
    ]


def test_entries_of_a_contents_list_stay_apart() -> None:
    entries = ["第一章 总则" + "." * 80 + " 1", "第二章 支持" + "." * 80 + " 4"]
    assert _blocks(_pdf(_lines(*entries)))[:2] == entries


def test_a_digit_inside_a_circle_is_a_circled_number() -> None:
    page = [
        (LEFT, TOP, "○", 16.0),
        (LEFT + 5.4, TOP + 2, "1", EM),
        (LEFT + 16, TOP, "实事求是", EM),
    ]
    assert _blocks(_pdf(page)) == ["①实事求是"]
    beside = [(LEFT, TOP, "○", EM), (LEFT + EM, TOP, "1实事求是", EM)]
    assert _blocks(_pdf(beside)) == ["○1实事求是"]


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
    reading = _read(_pdf(page, also=_ruled([LEFT, LEFT + 150, LEFT + 400], ys)))
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
    found = _blocks(_pdf(page, also=_ruled(xs, ys, first=1)))
    assert found == ["等级\t说明", "第一级\t一般损害", "严重损害"]


def test_a_frame_is_no_table() -> None:
    def frame(canvas: Canvas) -> None:
        canvas.rect(LEFT - 5, 300, 450, 500)

    assert _blocks(_pdf(_lines(*BODY), also=frame)) == [FIRST, SECOND]


# Files by hand: fonts without a program, so that a table of characters is all there is.

TABLE = b"""/CIDInit /ProcSet findresource begin
begincmap
1 begincodespacerange
<0000><FFFF>
endcodespacerange
%s
endcmap
end
"""


def _file(objects: dict[int, bytes], size: int | None = None) -> bytes:
    """A PDF of the given objects, of which 1 is the catalogue."""
    data = bytearray(b"%PDF-1.4\n")
    places: dict[int, int] = {}
    for number, body in objects.items():
        places[number] = len(data)
        data += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    start = len(data)
    count = size or max(objects) + 1
    data += b"xref\n0 1\n0000000000 65535 f \n"
    for number, place in places.items():
        data += b"%d 1\n%010d 00000 n \n" % (number, place)
    data += b"trailer\n<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % (count, start)
    return bytes(data)


def _stream(content: bytes) -> bytes:
    packed = zlib.compress(content, 1)
    return b"<</Filter/FlateDecode/Length %d>>\nstream\n%s\nendstream" % (len(packed), packed)


def _objects(codes: Sequence[int], table: bytes) -> dict[int, bytes]:
    """One page that shows ``codes``, with the entries of a table of characters."""
    shown = b"".join(b"%04x" % code for code in codes)
    return {
        1: b"<</Type/Catalog/Pages 2 0 R>>",
        2: b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        3: b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R"
        b"/Resources<</Font<</F 5 0 R>>>>>>",
        4: _stream(b"BT /F 12 Tf 72 740 Td <%s> Tj ET" % shown),
        5: b"<</Type/Font/Subtype/Type0/BaseFont/A/Encoding/Identity-H/DescendantFonts[6 0 R]"
        b"/ToUnicode 7 0 R>>",
        6: b"<</Type/Font/Subtype/CIDFontType2/BaseFont/A/CIDSystemInfo<</Registry(Adobe)"
        b"/Ordering(Identity)/Supplement 0>>/DW 1000/FontDescriptor 8 0 R>>",
        7: _stream(TABLE % table),
        8: b"<</Type/FontDescriptor/FontName/A/Flags 4/FontBBox[0 -120 1000 880]/ItalicAngle 0"
        b"/Ascent 880/Descent -120/CapHeight 700/StemV 80>>",
    }


def _by_hand(codes: Sequence[int], table: bytes) -> bytes:
    return _file(_objects(codes, table))


def test_radicals_come_out_as_ideographs() -> None:
    table = b"2 beginbfchar\n<0001><2f08>\n<0002><2ea0>\nendbfchar"
    assert _blocks(_by_hand([1, 2], table)) == ["人民"]


def test_ideographs_beyond_16_bits_are_whole() -> None:
    table = b"2 beginbfchar\n<0001><4e2d>\n<0002><d842dfb7>\nendbfchar"
    assert _blocks(_by_hand([1, 2, 1], table)) == ["中𠮷中"]


def test_half_of_a_character_is_told_and_not_kept() -> None:
    table = (
        b"1 beginbfrange\n<0001><0009><4e00>\nendbfrange\n1 beginbfchar\n<0020><d842>\nendbfchar"
    )
    reading = _read(_by_hand([*range(1, 10), 0x20, 1], table))
    assert reading.text == "".join(map(chr, range(0x4E00, 0x4E09))) + "\ufffd一"


def test_signs_printed_by_themselves_in_a_font_that_is_not_in_the_file_are_read() -> None:
    parts = ["①", "“", "国家", "”", "×", "…", "⑴"]
    shown = b" ".join(
        b"1 0 0 1 %d 740 Tm <%s> Tj" % (72 + 30 * n, part.encode("gbk").hex().encode())
        for n, part in enumerate(parts)
    )
    objects = _objects([], b"") | {
        4: _stream(b"BT /F 12 Tf %s ET" % shown),
        5: b"<</Type/Font/Subtype/Type0/BaseFont/STSong-Light/Encoding/GBK-EUC-H"
        b"/DescendantFonts[6 0 R]>>",
        6: b"<</Type/Font/Subtype/CIDFontType0/BaseFont/STSong-Light/CIDSystemInfo<<"
        b"/Registry(Adobe)/Ordering(GB1)/Supplement 2>>/FontDescriptor 8 0 R>>",
        8: b"<</Type/FontDescriptor/FontName/STSong-Light/Flags 6/FontBBox[-25 -254 1000 880]"
        b"/ItalicAngle 0/Ascent 880/Descent -120/CapHeight 880/StemV 93>>",
    }
    assert "".join(_read(_file(objects)).text.split()) == "".join(parts)


def test_ranges_that_cross_a_byte_are_mended() -> None:
    table = (
        b"3 beginbfrange\n<0010><0012><4e00>\n<00ff><0101><5b89>\n<0200><0200><4e2d>\nendbfrange"
    )
    reading = _read(_by_hand([0x10, 0x12, 0xFF, 0x101, 0x200], table + b" " * 500))
    assert reading.text == "一丂安宋中".replace("宋", chr(0x5B8B))
    assert reading.problems == ()


def test_a_glyph_without_character_is_told() -> None:
    table = b"1 beginbfrange\n<0001><0009><4e00>\nendbfrange"
    reading = _read(_by_hand([*range(1, 10), 0x199E], table))
    assert reading.text.endswith("\ufffd")
    (problem,) = reading.problems
    assert "page 1" in problem.message
    assert reading.text[problem.start : problem.end] == "\ufffd"


def _scan(canvas: Canvas) -> None:
    grey = io.BytesIO(b"P5 8 8 255\n" + bytes(range(64)))
    canvas.drawImage(ImageReader(grey), 0, 0, WIDTH, HEIGHT)


def test_pages_that_are_pictures_are_told() -> None:
    data = io.BytesIO()
    canvas = Canvas(data, pagesize=(WIDTH, HEIGHT), invariant=True)
    for page in (1, 2, 3, 4):
        if page == 3:
            canvas.setFont("song", EM)
            canvas.drawString(LEFT, TOP, FIRST[:20])
        else:
            _scan(canvas)
        canvas.showPage()
    canvas.save()
    (problem,) = _read(data.getvalue()).problems
    assert "pages 1-2, 4" in problem.message


def _self_containing() -> bytes:
    objects = _objects([1], b"")
    objects[2] = b"<</Type/Pages/Kids[2 0 R 2 0 R]/Count 2>>"
    return _file(objects)


def _counting(count: int) -> bytes:
    objects = _objects([1], b"")
    objects[2] = b"<</Type/Pages/Kids[3 0 R]/Count %d>>" % count
    return _file(objects)


def _many_pages() -> bytes:
    objects = _objects([1], b"")
    kids = b"3 0 R " * (source.MAX_PAGES + 1)
    objects[2] = b"<</Type/Pages/Kids[%s]/Count %d>>" % (kids, source.MAX_PAGES + 1)
    return _file(objects)


def _bomb(times: int) -> bytes:
    objects = _objects([1], b"")
    content = b"q Q " * 5_000_000
    for _ in range(times):
        content = zlib.compress(content)
    filters = b"/FlateDecode" * times
    objects[4] = b"<</Filter[%s]/Length %d>>\nstream\n%s\nendstream" % (
        filters,
        len(content),
        content,
    )
    return _file(objects)


def _locked(user: str) -> bytes:
    lock = StandardEncryption(user, ownerPassword="owner", strength=128)
    return _pdf(_lines(*BODY), encrypt=lock)


@pytest.mark.parametrize(
    ("data", "words"),
    [
        pytest.param(b"", "empty", id="empty"),
        pytest.param(b"%PDF-1.7\n", "no PDF", id="head only"),
        pytest.param("第一条 正文。".encode(), "no PDF", id="text"),
        pytest.param(_self_containing(), "", id="page tree with a loop"),
        pytest.param(_counting(2_000_000_000), "", id="a count that lies"),
        pytest.param(_many_pages(), "pages", id="too many pages"),
        pytest.param(_locked("secret"), "password", id="password"),
        pytest.param(_pdf([], also=_scan), "a scan", id="scan"),
        pytest.param(_pdf([]), "empty", id="empty pages"),
        pytest.param(_bomb(1), "unpacks", id="packed far too well"),
        pytest.param(_bomb(2), "unpacks", id="packed twice"),
        pytest.param(_by_hand([0x199E] * 9, b""), "fonts", id="no table of characters"),
        pytest.param(_pdf(_lines("English only")), "no Chinese text", id="English"),
    ],
)
def test_what_cannot_be_read_says_so_in_one_line(data: bytes, words: str) -> None:
    with pytest.raises(UnreadableDocument) as caught:
        _read(data)
    assert words in str(caught.value)
    assert "\n" not in str(caught.value)
    assert caught.value.remedy


def test_a_file_that_only_its_owner_may_change_is_read() -> None:
    assert _blocks(_locked("")) == [FIRST, SECOND]


@pytest.mark.parametrize(
    "box", [b"0 0 -595 -842", b"0 0 1e30 1e30", b"0 0 0 0", b"595 842 0 0", b"-1e9 -1e9 1e9 1e9"]
)
@pytest.mark.parametrize("matrix", [b"1 0 0 1 72 740", b"900 0 0 900 72 740", b"2 0 0 -2 72 740"])
def test_absurd_sizes_lose_no_text(box: bytes, matrix: bytes) -> None:
    objects = _objects([1, 2], b"1 beginbfrange\n<0001><0002><4e00>\nendbfrange")
    objects[3] = objects[3].replace(b"0 0 595 842", box)
    objects[4] = _stream(b"BT /F 12 Tf %s Tm <00010002> Tj ET" % matrix)
    assert "".join(_blocks(_file(objects))) == "一丁"


def test_too_much_text_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(source, "MAX_CHARACTERS", 50)
    with pytest.raises(UnreadableDocument, match="characters"):
        _read(_pdf(_lines(*BODY)))


han = st.text(st.sampled_from("国家安全网络保护制度社会公共利益"), min_size=1, max_size=120)


@given(texts=st.lists(han, min_size=1, max_size=8), columns=st.integers(20, 36))
def test_paragraphs_come_back_as_they_were(texts: list[str], columns: int) -> None:
    # The margin shows in full lines only.
    paragraphs = [text + "。" for text in texts] + [FIRST * 2]
    assert _blocks(_pdf(_lines(*_wrapped(*paragraphs, columns=columns)))) == paragraphs


def _changed(data: bytes, changes: Sequence[tuple[int, int]]) -> bytes:
    changed = bytearray(data)
    for place, value in changes:
        changed[place % len(changed)] = value
    return bytes(changed)


def _samples() -> Iterator[bytes]:
    yield _pdf(*_filled(2))
    yield _by_hand([1, 2], b"1 beginbfrange\n<0001><0002><4e00>\nendbfrange")


@given(
    sample=st.sampled_from(list(_samples())),
    changes=st.lists(st.tuples(st.integers(0, 10**6), st.integers(0, 255)), max_size=20),
    kept=st.integers(0, 10**6),
)
def test_damaged_files_are_read_or_refused(
    sample: bytes, changes: list[tuple[int, int]], kept: int
) -> None:
    data = _changed(sample, changes)
    try:
        reading = _read(data[: kept % (2 * len(data))])
    except QuizgenError:
        return
    assert all(reading.text[b.span.start : b.span.end].strip() for b in reading.blocks)
