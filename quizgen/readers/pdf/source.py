"""PDF bytes → what is printed on each page: lines of words with their places.

The one module that calls PDFium.  A call through ctypes costs about as much as PDFium takes
for a character; so the text of a page comes in one call, and boxes are asked for at the ends
of words only.  Lengths are in points, from the lower left corner of the page, after the page
is turned so that most of its text stands upright.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from ctypes import byref, c_double, c_float, c_uint
from dataclasses import dataclass
from itertools import islice, pairwise
from math import atan2, degrees, hypot
from typing import Any

from quizgen.errors import UnreadableDocument
from quizgen.readers.glyphs import ordinary
from quizgen.text import squeeze

MAX_PAGES = 3_000
MAX_CHARACTERS = 5_000_000
_MAX_RULES = 20_000  # path objects of a page that are looked at for ruling lines
_MAX_BOOKMARKS = 5_000
_FAR = 100_000.0  # points; what lies farther out is a mistake
_THIN = 2.5  # points; a path no thicker is a ruling line
_PALE = 0.55  # luminance from which ink counts as light
UNMAPPED = "\ufffd"  # stands for a glyph whose character the file does not say

# PDFium ends lines with CR LF, and puts STX for a hyphen at the end of a line.
_LINE = re.compile("[^\r\n\x02\ufffe]+[\x02\ufffe]?|[\x02\ufffe]")
_WORD = re.compile("[^ \t\u00a0\u2000-\u200a\u3000]+")
_HALF = re.compile("[\ud800-\udfff]")
_GONE = "\0"  # stands for a digit that went into ① before it
_ENCLOSED = re.compile("[○〇◯]([0-9]{1,2})")
_CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"
# Characters that Chinese documents are not made of: rather the numbers of glyphs.
_STRANGE = re.compile(
    "[^\r\n\x20-\x7e\u00a0-\u024f\u0370-\u04ff\u2000-\u2bff\u2e80-\u312f\u3200-\u9fff\uf900-\ufaff"
    "\ufe10-\ufe6f\uff00-\uffef\U00020000-\U000323af]"
)

Box = tuple[float, float, float, float]  # left, bottom, right, top


@dataclass(frozen=True, slots=True)
class Word:
    """Characters without white space between them; ``spaced`` after a space character."""

    text: str
    left: float
    right: float
    spaced: bool = False


@dataclass(frozen=True, slots=True)
class PrintedLine:
    """Words in one line; ``size`` is that of the font.

    ``upright`` tells text that runs as most text of the page from slanted or turned text,
    ``pale`` light ink.
    """

    words: tuple[Word, ...]
    bottom: float
    top: float
    size: float
    upright: bool = True
    pale: bool = False


@dataclass(frozen=True, slots=True)
class Page:
    """A page; ``number`` counts from 1, ``pictures`` tells that there is more than text.

    ``rules`` are the boxes of thin paths, ``unmapped`` counts glyphs without character.
    """

    number: int
    width: float
    height: float
    lines: tuple[PrintedLine, ...]
    rules: tuple[Box, ...] = ()
    pictures: bool = False
    unmapped: int = 0


@dataclass(frozen=True, slots=True)
class Bookmark:
    """An entry of the file's outline; ``level`` and ``page`` from 1 (0: no page known)."""

    title: str
    level: int
    page: int


@dataclass(frozen=True, slots=True)
class Source:
    """What is read from a PDF file; ``damaged`` are the numbers of unreadable pages."""

    pages: tuple[Page, ...]
    bookmarks: tuple[Bookmark, ...]
    title: str
    damaged: tuple[int, ...]


def load(data: bytes, name: str) -> Source:
    """Read all pages.

    Raises :exc:`UnreadableDocument` when ``data`` are no PDF, need a password or go beyond
    the limits of pages and characters.
    """
    with _document(data, name) as document:
        count = len(document)
        if count > MAX_PAGES:
            raise UnreadableDocument(
                name, f"it has {count:,} pages; at most {MAX_PAGES:,} are read", "split it"
            )
        pages: list[Page] = []
        damaged: list[int] = []
        characters = 0
        for index in range(count):
            page = _page(document, index)
            if page is None:
                damaged.append(index + 1)
                continue
            characters += sum(len(word.text) for line in page.lines for word in line.words)
            if characters > MAX_CHARACTERS:
                raise UnreadableDocument(
                    name, f"it has more than {MAX_CHARACTERS:,} characters", "split it"
                )
            pages.append(page)
        title = document.get_metadata_value("Title")
        return Source(tuple(pages), tuple(_bookmarks(document)), title, tuple(damaged))


@contextmanager
def _document(data: bytes, name: str) -> Iterator[Any]:
    import pypdfium2 as pdfium  # noqa: PLC0415  loads a large library
    import pypdfium2.raw as raw  # noqa: PLC0415

    try:
        document = pdfium.PdfDocument(data)
    except pdfium.PdfiumError as error:
        if raw.FPDF_GetLastError() == raw.FPDF_ERR_PASSWORD:
            raise UnreadableDocument(
                name, "it needs a password", "save a copy without one, for example with qpdf"
            ) from error
        raise UnreadableDocument(
            name, "this is no PDF, or it is damaged", "open it in a reader and save it anew"
        ) from error
    try:
        yield document
    finally:
        document.close()


def _bookmarks(document: Any) -> Iterator[Bookmark]:
    import pypdfium2.raw as raw  # noqa: PLC0415  loads a large library

    for entry in islice(document.get_toc(), _MAX_BOOKMARKS):
        place = entry.get_dest()
        index = raw.FPDFDest_GetDestPageIndex(document, place) if place else -1
        yield Bookmark(squeeze(ordinary(entry.get_title())), entry.level + 1, index + 1)


def _page(document: Any, index: int) -> Page | None:
    """A page of the document; None when it cannot be loaded."""
    from pypdfium2 import PdfiumError  # noqa: PLC0415  loads a large library

    try:
        page = document[index]
    except PdfiumError:
        return None
    try:
        reader = _PageReader(page)
        return reader.read(index + 1)
    except PdfiumError:
        return None
    finally:
        page.close()


class _PageReader:
    """The calls to PDFium for one page, with the places that they write their results to."""

    def __init__(self, page: Any) -> None:
        import pypdfium2.raw as raw  # noqa: PLC0415  loads a large library

        self._raw = raw
        self._page = page
        self._textpage = page.get_textpage()  # closes its handle when it goes
        self._handle = self._textpage.raw
        self._rect = raw.FS_RECTF()
        self._matrix = raw.FS_MATRIX()
        self._colour = tuple(c_uint() for _ in range(4))  # red, green, blue, alpha
        self._turn = 0  # quarters of a turn, counter-clockwise, by which most text is turned
        self._frame: Box = (0.0, 0.0, 0.0, 0.0)
        self._halves = False  # whether pairs stand for wide characters, as on Windows
        self.text = ""

    def read(self, number: int) -> Page:
        """All that is taken from the page."""
        self.text = self._text()
        unmapped = self._blank_unmapped()
        self._merge_enclosed()
        runs = [match.span() for match in _LINE.finditer(self.text)]
        placed = [(a, b) for a, b in (self._trim(*run) for run in runs) if a < b]
        angles = [self._angle((a + b) // 2) for a, b in placed]
        weights: Counter[int] = Counter()
        for (a, b), angle in zip(placed, angles, strict=True):
            weights[round(angle / 90) % 4] += b - a
        self._turn = weights.most_common(1)[0][0] if weights else 0
        self._frame = self._turned(self._page.get_bbox())
        lines = tuple(
            self._line(a, b, angle) for (a, b), angle in zip(placed, angles, strict=True)
        )
        rules = tuple(self._rules()) if _side_by_side(lines) else ()
        left, bottom, right, top = self._frame
        pictures = not lines and self._raw.FPDFPage_CountObjects(self._page) > 0
        return Page(number, right - left, top - bottom, lines, rules, pictures, unmapped)

    def _text(self) -> str:
        """The text of the page, one character for each index of PDFium."""
        raw, handle = self._raw, self._handle
        count = raw.FPDFText_CountChars(handle)
        text: str = self._bounded()
        if len(text) != count:
            text = "".join(chr(raw.FPDFText_GetUnicode(handle, i)) for i in range(count))
            self._halves = _HALF.search(text) is not None
        return ordinary(text.replace(_GONE, UNMAPPED))

    def _bounded(self) -> str:
        """The text in one call; unlike ``FPDFText_GetText`` not cut to 16 bits a character."""
        raw, handle = self._raw, self._handle
        room = (-_FAR, _FAR, _FAR, -_FAR)
        units = raw.FPDFText_GetBoundedText(handle, *room, None, 0)
        if units <= 0:
            return ""
        buffer = (raw.c_ushort * units)()
        raw.FPDFText_GetBoundedText(handle, *room, buffer, units)
        return bytes(buffer).decode("utf-16-le", "surrogatepass")

    def _blank_unmapped(self) -> int:
        """Put :data:`UNMAPPED` for glyphs without a character; their number.

        PDFium gives the number of the glyph for them.  Only if one is found in the samples
        (strange characters, one of each line) is the page looked through.
        """
        raw, handle, text = self._raw, self._handle, self.text
        samples = [(m.start() + m.end()) // 2 for m in _LINE.finditer(text)]
        samples += [m.start() for m in _STRANGE.finditer(text)]
        if not any(raw.FPDFText_HasUnicodeMapError(handle, i) == 1 for i in samples):
            return text.count(UNMAPPED)
        chars = [
            UNMAPPED if raw.FPDFText_HasUnicodeMapError(handle, i) == 1 else char
            for i, char in enumerate(text)
        ]
        self.text = "".join(chars)
        return self.text.count(UNMAPPED)

    def _merge_enclosed(self) -> None:
        """○ with digits printed inside it becomes ①."""
        for found in reversed(list(_ENCLOSED.finditer(self.text))):
            value, (start, end) = int(found[1]), found.span()
            circle, digit = self._box(start), self._box(end - 1)
            if 1 <= value <= 20 and circle[0] < digit[0] and digit[2] < circle[2]:
                one = _CIRCLED[value - 1] + _GONE * (end - start - 1)
                self.text = self.text[:start] + one + self.text[end:]

    def _trim(self, start: int, end: int) -> tuple[int, int]:
        text = self.text
        while start < end and not _WORD.match(text, start):
            start += 1
        while end > start and not _WORD.match(text, end - 1):
            end -= 1
        return start, end

    def _angle(self, index: int) -> float:
        """The direction of the line in degrees, 0 to the right, counter-clockwise."""
        self._raw.FPDFText_GetMatrix(self._handle, index, byref(self._matrix))
        return degrees(atan2(self._matrix.b, self._matrix.a)) % 360

    def _line(self, start: int, end: int, angle: float) -> PrintedLine:
        raw, handle, middle = self._raw, self._handle, (start + end) // 2
        words = tuple(self._words(start, end))
        _, bottom, _, top = self._place(middle)
        raw.FPDFText_GetMatrix(handle, middle, byref(self._matrix))
        scale = hypot(self._matrix.c, self._matrix.d)
        size = _within(raw.FPDFText_GetFontSize(handle, middle) * scale)
        turned_by = (angle - 90 * self._turn) % 360
        return PrintedLine(
            words,
            bottom,
            top,
            size if size > 1 else max(top - bottom, 1.0),
            upright=min(turned_by, 360 - turned_by) < 2,
            pale=self._pale(middle),
        )

    def _words(self, start: int, end: int) -> Iterator[Word]:
        before = start
        for found in _WORD.finditer(self.text, start, end):
            first, last = found.start(), found.end() - 1
            while last > first and self.text[last] == _GONE:
                last -= 1
            left = self._place(first)
            right = left if first == last else self._place(last)
            spaced = first > before and any(
                self._raw.FPDFText_IsGenerated(self._handle, i) != 1 for i in range(before, first)
            )
            before = found.end()
            text = found[0].replace(_GONE, "").replace("\x02", "-").replace("\ufffe", "-")
            if self._halves:
                text = text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
            yield Word(text, min(left[0], right[0]), max(left[2], right[2]), spaced)

    def _pale(self, index: int) -> bool:
        if not self._raw.FPDFText_GetFillColor(self._handle, index, *self._colour):
            return False
        red, green, blue, alpha = (part.value / 255 for part in self._colour)
        return 0.299 * red + 0.587 * green + 0.114 * blue > _PALE or alpha < 0.5

    def _box(self, index: int) -> Box:
        self._raw.FPDFText_GetLooseCharBox(self._handle, index, byref(self._rect))
        rect = self._rect
        return rect.left, rect.bottom, rect.right, rect.top

    def _place(self, index: int) -> Box:
        """The box of a character on the turned page."""
        left, bottom, right, top = self._turned(self._box(index))
        x, y = self._frame[:2]
        return _within(left - x), _within(bottom - y), _within(right - x), _within(top - y)

    def _turned(self, box: Box) -> Box:
        left, bottom, right, top = box
        if self._turn == 1:
            return bottom, -right, top, -left
        if self._turn == 2:
            return -right, -top, -left, -bottom
        if self._turn == 3:
            return -top, left, -bottom, right
        return box

    def _rules(self) -> Iterator[Box]:
        """The thin paths of the page, and the sides of stroked boxes."""
        raw, page = self._raw, self._page
        sides = [c_float() for _ in range(4)]
        fill, stroke = raw.c_int(), raw.c_int()
        x, y = self._frame[:2]
        for index in range(min(raw.FPDFPage_CountObjects(page), _MAX_RULES)):
            item = raw.FPDFPage_GetObject(page, index)
            if raw.FPDFPageObj_GetType(item) != raw.FPDF_PAGEOBJ_PATH:
                continue
            if not raw.FPDFPageObj_GetBounds(item, *sides):
                continue
            left, bottom, right, top = self._turned(
                (sides[0].value, sides[1].value, sides[2].value, sides[3].value)
            )
            box = (_within(left - x), _within(bottom - y), _within(right - x), _within(top - y))
            if min(box[2] - box[0], box[3] - box[1]) <= _THIN:
                yield box
            elif raw.FPDFPath_GetDrawMode(item, fill, stroke) and stroke.value:
                yield from _sides(box)


def _sides(box: Box) -> Iterator[Box]:
    left, bottom, right, top = box
    yield left, bottom, right, bottom
    yield left, top, right, top
    yield left, bottom, left, top
    yield right, bottom, right, top


def _within(length: float) -> float:
    """``length``, or 0 when it is not a number or far out."""
    return length if -_FAR < length < _FAR else 0.0


def _side_by_side(lines: tuple[PrintedLine, ...]) -> bool:
    """Whether words stand side by side as in a table."""
    for line in lines:
        if any(b.left - a.right > 1.5 * line.size for a, b in pairwise(line.words)):
            return True
    ordered = sorted(lines, key=lambda line: line.bottom)
    return any(abs(a.bottom - b.bottom) < 0.3 * a.size for a, b in pairwise(ordered))
