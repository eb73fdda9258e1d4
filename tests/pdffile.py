"""PDF files drawn with ReportLab, or written by hand object by object; what is read of them."""

from __future__ import annotations

import io
import zlib
from collections.abc import Callable, Sequence

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from quizgen.document import Reading
from quizgen.readers import read
from quizgen.resources import Templates

EM = 12.0
WIDTH, HEIGHT = 595.0, 842.0
LEFT, TOP = 72.0, 740.0
COLUMNS = 36  # ems of a line
Draw = Callable[[Canvas], None]
# x and y of its beginning, text, size of the font
Printed = tuple[float, float, str, float]

pdfmetrics.registerFont(TTFont("song", str(Templates().path("fonts/song.ttf"))))


def make_pdf(*pages: Sequence[Printed], also: Draw | None = None, **options: object) -> bytes:
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


def set_lines(
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


def wrapped(*paragraphs: str, columns: int = COLUMNS, indent: int = 2) -> list[str]:
    """The lines of paragraphs set solid, each first line set in."""
    lines: list[str] = []
    for paragraph in paragraphs:
        rest = "\u3000" * indent + paragraph
        while rest:
            lines.append(rest[:columns])
            rest = rest[columns:]
    return lines


def read_pdf(data: bytes) -> Reading:
    return read(data, "a.pdf")


def blocks_of(data: bytes) -> list[str]:
    reading = read_pdf(data)
    return [reading.text[block.span.start : block.span.end] for block in reading.blocks]


FIRST = "为加强网络安全提高防范能力维护国家安全社会公共利益保护公民合法权益促进发展制定本条例。"
SECOND = "国家实行网络等级保护制度对网络实施分等级保护和监管并建立健全相应的管理体系和技术体系。"
BODY = wrapped(FIRST, SECOND)


def filled(pages: int) -> list[list[Printed]]:
    """Pages of running text, all different."""
    numerals = "一二三四五六七八九十"
    return [set_lines(*wrapped(numerals[n] + FIRST, numerals[n] + SECOND)) for n in range(pages)]


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


def file_of(objects: dict[int, bytes], size: int | None = None) -> bytes:
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


def stream(content: bytes) -> bytes:
    packed = zlib.compress(content, 1)
    return b"<</Filter/FlateDecode/Length %d>>\nstream\n%s\nendstream" % (len(packed), packed)


def page_objects(codes: Sequence[int], table: bytes) -> dict[int, bytes]:
    """One page that shows ``codes``, with the entries of a table of characters."""
    shown = b"".join(b"%04x" % code for code in codes)
    return {
        1: b"<</Type/Catalog/Pages 2 0 R>>",
        2: b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        3: b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R"
        b"/Resources<</Font<</F 5 0 R>>>>>>",
        4: stream(b"BT /F 12 Tf 72 740 Td <%s> Tj ET" % shown),
        5: b"<</Type/Font/Subtype/Type0/BaseFont/A/Encoding/Identity-H/DescendantFonts[6 0 R]"
        b"/ToUnicode 7 0 R>>",
        6: b"<</Type/Font/Subtype/CIDFontType2/BaseFont/A/CIDSystemInfo<</Registry(Adobe)"
        b"/Ordering(Identity)/Supplement 0>>/DW 1000/FontDescriptor 8 0 R>>",
        7: stream(TABLE % table),
        8: b"<</Type/FontDescriptor/FontName/A/Flags 4/FontBBox[0 -120 1000 880]/ItalicAngle 0"
        b"/Ascent 880/Descent -120/CapHeight 700/StemV 80>>",
    }


def by_hand(codes: Sequence[int], table: bytes) -> bytes:
    return file_of(page_objects(codes, table))
