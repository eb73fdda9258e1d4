"""Reading PDF files: which characters the glyphs of a font are."""

from __future__ import annotations

from pdffile import (
    EM,
    LEFT,
    TOP,
    blocks_of,
    by_hand,
    file_of,
    make_pdf,
    page_objects,
    read_pdf,
    stream,
)


def test_a_digit_inside_a_circle_is_a_circled_number() -> None:
    page = [
        (LEFT, TOP, "○", 16.0),
        (LEFT + 5.4, TOP + 2, "1", EM),
        (LEFT + 16, TOP, "实事求是", EM),
    ]
    assert blocks_of(make_pdf(page)) == ["①实事求是"]
    beside = [(LEFT, TOP, "○", EM), (LEFT + EM, TOP, "1实事求是", EM)]
    assert blocks_of(make_pdf(beside)) == ["○1实事求是"]


def test_radicals_come_out_as_ideographs() -> None:
    table = b"2 beginbfchar\n<0001><2f08>\n<0002><2ea0>\nendbfchar"
    assert blocks_of(by_hand([1, 2], table)) == ["人民"]


def test_ideographs_beyond_16_bits_are_whole() -> None:
    table = b"2 beginbfchar\n<0001><4e2d>\n<0002><d842dfb7>\nendbfchar"
    assert blocks_of(by_hand([1, 2, 1], table)) == ["中𠮷中"]


def test_half_of_a_character_is_told_and_not_kept() -> None:
    table = (
        b"1 beginbfrange\n<0001><0009><4e00>\nendbfrange\n1 beginbfchar\n<0020><d842>\nendbfchar"
    )
    reading = read_pdf(by_hand([*range(1, 10), 0x20, 1], table))
    assert reading.text == "".join(map(chr, range(0x4E00, 0x4E09))) + "\ufffd一"


def test_signs_printed_by_themselves_in_a_font_that_is_not_in_the_file_are_read() -> None:
    parts = ["①", "“", "国家", "”", "×", "…", "⑴"]
    shown = b" ".join(
        b"1 0 0 1 %d 740 Tm <%s> Tj" % (72 + 30 * n, part.encode("gbk").hex().encode())
        for n, part in enumerate(parts)
    )
    objects = page_objects([], b"") | {
        4: stream(b"BT /F 12 Tf %s ET" % shown),
        5: b"<</Type/Font/Subtype/Type0/BaseFont/STSong-Light/Encoding/GBK-EUC-H"
        b"/DescendantFonts[6 0 R]>>",
        6: b"<</Type/Font/Subtype/CIDFontType0/BaseFont/STSong-Light/CIDSystemInfo<<"
        b"/Registry(Adobe)/Ordering(GB1)/Supplement 2>>/FontDescriptor 8 0 R>>",
        8: b"<</Type/FontDescriptor/FontName/STSong-Light/Flags 6/FontBBox[-25 -254 1000 880]"
        b"/ItalicAngle 0/Ascent 880/Descent -120/CapHeight 880/StemV 93>>",
    }
    assert "".join(read_pdf(file_of(objects)).text.split()) == "".join(parts)


def test_ranges_that_cross_a_byte_are_mended() -> None:
    table = (
        b"3 beginbfrange\n<0010><0012><4e00>\n<00ff><0101><5b89>\n<0200><0200><4e2d>\nendbfrange"
    )
    reading = read_pdf(by_hand([0x10, 0x12, 0xFF, 0x101, 0x200], table + b" " * 500))
    assert reading.text == "一丂安宋中".replace("宋", chr(0x5B8B))
    assert reading.problems == ()


def test_a_glyph_without_character_is_told() -> None:
    table = b"1 beginbfrange\n<0001><0009><4e00>\nendbfrange"
    reading = read_pdf(by_hand([*range(1, 10), 0x199E], table))
    assert reading.text.endswith("\ufffd")
    (problem,) = reading.problems
    assert "page 1" in problem.message
    assert reading.text[problem.start : problem.end] == "\ufffd"
