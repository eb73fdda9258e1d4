"""A page of PDFium → its printed lines and ruling lines.

A call through ctypes costs about as much as PDFium takes for a character; so the text of a
page comes in one call, and boxes are asked for at the ends of words only.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Container, Iterator
from ctypes import byref, c_float, c_int, c_uint, c_ushort
from dataclasses import dataclass
from itertools import pairwise
from math import atan2, degrees, hypot
from typing import Any

from quizgen.readers.glyphs import ordinary
from quizgen.readers.pdf.printed import UNMAPPED, Box, Page, PrintedLine, Word

_MAX_OBJECTS = 20_000  # of a page that are looked at for ruling lines and pictures
_OUTLINES = 50  # paths of a page without text that may be letters
_FAR = 100_000.0  # points; what lies farther out is a mistake
_THIN = 2.5  # points; a path no thicker is a ruling line
_SAMPLES = 12  # characters of a page
_PALE = 0.55  # luminance from which ink counts as light

# PDFium ends lines with CR LF, and puts STX for a hyphen at the end of a line.
_LINE = re.compile("[^\r\n\x02\ufffe]+[\x02\ufffe]?|[\x02\ufffe]")
_WORD = re.compile("[^ \t\u00a0\u2000-\u200a\u3000]+")
_GONE = "\0"  # stands for a digit that went into the ① before it
_HALF = re.compile("[\ud800-\udfff]")
_ENCLOSED = re.compile("[○〇◯]([0-9]{1,2})")
_CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"
# Characters that Chinese documents are not made of: rather the numbers of glyphs.
_STRANGE = re.compile(
    "[^\r\n\x20-\x7e\u00a0-\u024f\u0370-\u04ff\u2000-\u2bff\u2e80-\u312f\u3200-\u9fff\uf900-\ufaff"
    "\ufe10-\ufe6f\uff00-\uffef\U00020000-\U000323af]"
)

# For pages turned by 0 to 3 quarters counter-clockwise: what a box of PDFium spans.
_Sides = tuple[Callable[[Any], tuple[float, float]], ...]
_ACROSS: _Sides = (
    lambda box: (box.left, box.right),
    lambda box: (box.bottom, box.top),
    lambda box: (-box.right, -box.left),
    lambda box: (-box.top, -box.bottom),
)
_UP: _Sides = (
    lambda box: (box.bottom, box.top),
    lambda box: (-box.right, -box.left),
    lambda box: (-box.top, -box.bottom),
    lambda box: (box.left, box.right),
)


@dataclass(frozen=True, slots=True)
class _Run:
    """The characters of a line: from ``start`` to ``end``, with one near the ``middle``.

    ``size`` is in points, ``angle`` in degrees, 0 to the right, counter-clockwise.
    """

    start: int
    end: int
    middle: int
    size: float
    angle: float


class PageReader:
    """The calls to PDFium for one page, with the places that results are written to."""

    def __init__(self, page: Any) -> None:
        from pypdfium2 import raw  # noqa: PLC0415  loads a large library

        self._raw = raw
        self._page = page
        self._textpage = page.get_textpage()  # closes its handle when it goes
        self._handle = self._textpage.raw
        self._box = raw.FS_RECTF()
        self._box_ref = byref(self._box)
        self._get_box = raw.FPDFText_GetLooseCharBox
        self._matrix = raw.FS_MATRIX()
        self._matrix_ref = byref(self._matrix)
        self._colour = tuple(c_uint() for _ in range(4))  # red, green, blue, alpha
        self._turn = 0  # quarters counter-clockwise by which most text is turned
        self._left = self._bottom = 0.0  # the corner of the page
        self._halves = False  # whether pairs stand for wide characters, as on Windows
        self._text = ""  # one character for each index of PDFium

    def read(self, number: int, seen: Container[str] = ()) -> Page:
        """All that is taken from the page; ``seen`` are the texts of lines of earlier pages."""
        self._text = self._all_text()
        unmapped = self._blank_unmapped()
        self._merge_enclosed()
        lines_of_text = list(_LINE.finditer(self._text))
        self._text = self._text.replace("\x02", "-").replace("\ufffe", "-")
        runs = [
            self._run(start, end) for start, end in map(self._trim, lines_of_text) if start < end
        ]
        weights: Counter[int] = Counter()
        for run in runs:
            weights[round(run.angle / 90) % 4] += run.end - run.start
        self._turn = weights.most_common(1)[0][0] if weights else 0
        self._box.left, self._box.bottom, self._box.right, self._box.top = self._page.get_bbox()
        self._left, right = _ACROSS[self._turn](self._box)
        self._bottom, top = _UP[self._turn](self._box)
        lines = tuple(self._line(run, seen) for run in runs)
        return Page(
            number,
            right - self._left,
            top - self._bottom,
            lines,
            tuple(self._rules()) if _side_by_side(lines) else (),
            pictures=not lines and self._has_pictures(),
            unmapped=unmapped,
        )

    def _all_text(self) -> str:
        raw, handle = self._raw, self._handle
        count = raw.FPDFText_CountChars(handle)
        text = self._bounded(count)
        if len(text) != count:
            text = "".join(chr(raw.FPDFText_GetUnicode(handle, i)) for i in range(count))
        self._halves = _HALF.search(text) is not None  # of a pair, or one that is alone
        return ordinary(text.replace(_GONE, UNMAPPED))

    def _bounded(self, count: int) -> str:
        """The text in one call; unlike ``FPDFText_GetText`` not cut to 16 bits a character."""
        room = 2 * max(count, 0) + 1  # a character beyond 16 bits takes two units
        buffer = (c_ushort * room)()
        units = self._raw.FPDFText_GetBoundedText(
            self._handle, -_FAR, _FAR, _FAR, -_FAR, buffer, room
        )
        text = bytes(buffer)[: 2 * units].decode("utf-16-le", "surrogatepass")
        return text.removesuffix("\0")  # PDFium ends it with one

    def _blank_unmapped(self) -> int:
        """Put :data:`UNMAPPED` for glyphs without a character; their number.

        PDFium gives the number of the glyph for them.  Only if one is found in the samples
        (strange characters, and some from all over the page) is the whole page looked through.
        """
        raw, handle, text = self._raw, self._handle, self._text
        samples = [*range(0, len(text), len(text) // _SAMPLES + 1)]
        samples += [found.start() for found in _STRANGE.finditer(text)]
        if any(raw.FPDFText_HasUnicodeMapError(handle, index) == 1 for index in samples):
            self._text = "".join(
                UNMAPPED if raw.FPDFText_HasUnicodeMapError(handle, index) == 1 else char
                for index, char in enumerate(text)
            )
        return self._text.count(UNMAPPED)

    def _merge_enclosed(self) -> None:
        """○ with digits printed inside it becomes ①."""
        for found in _ENCLOSED.finditer(self._text):
            value, (start, end) = int(found[1]), found.span()
            left, right = self._extent(start, _ACROSS)
            first, _ = self._extent(start + 1, _ACROSS)
            _, last = self._extent(end - 1, _ACROSS)
            if 1 <= value <= len(_CIRCLED) and left < first and last < right:
                one = _CIRCLED[value - 1] + _GONE * (end - start - 1)
                self._text = self._text[:start] + one + self._text[end:]

    def _trim(self, line: re.Match[str]) -> tuple[int, int]:
        """Where the words of a line begin and end."""
        content = line[0]
        start = line.start() + len(content) - len(content.lstrip())
        return start, start + len(content.strip())

    def _run(self, start: int, end: int) -> _Run:
        middle = (start + end) // 2
        while self._text[middle].isspace():  # it may not be printed
            middle -= 1
        self._raw.FPDFText_GetMatrix(self._handle, middle, self._matrix_ref)
        matrix = self._matrix
        size = self._raw.FPDFText_GetFontSize(self._handle, middle) * hypot(matrix.c, matrix.d)
        return _Run(start, end, middle, size, degrees(atan2(matrix.b, matrix.a)) % 360)

    def _line(self, run: _Run, seen: Container[str]) -> PrintedLine:
        bottom, top = self._extent(run.middle, _UP)
        turned_by = (run.angle - 90 * self._turn) % 360
        words = tuple(self._words(run))
        return PrintedLine(
            words,
            bottom - self._bottom,
            top - self._bottom,
            run.size if 1 < run.size < _FAR else max(top - bottom, 1.0),
            upright=min(turned_by, 360 - turned_by) < 2,
            pale="".join(word.text for word in words) in seen and self._is_pale(run.middle),
        )

    def _words(self, run: _Run) -> Iterator[Word]:
        text, before, margin = self._text, run.start, self._left
        for found in _WORD.finditer(text, run.start, run.end):
            first, last = found.start(), found.end() - 1
            while last > first and text[last] == _GONE:
                last -= 1
            left, right = self._extent(first, _ACROSS)
            if last > first:
                start, end = self._extent(last, _ACROSS)
                left, right = min(left, start), max(right, end)
            spaced = before < first and self._has_space(before, first)
            before = found.end()
            word = found[0].replace(_GONE, "") if last < before - 1 else found[0]
            if self._halves:
                word = word.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
            yield Word(word, left - margin, right - margin, spaced)

    def _has_space(self, start: int, end: int) -> bool:
        """Whether a space is a character of the file, not one that PDFium put for a gap."""
        generated = self._raw.FPDFText_IsGenerated
        return any(generated(self._handle, index) != 1 for index in range(start, end))

    def _is_pale(self, index: int) -> bool:
        if not self._raw.FPDFText_GetFillColor(self._handle, index, *self._colour):
            return False
        red, green, blue, alpha = (part.value / 255 for part in self._colour)
        return 0.299 * red + 0.587 * green + 0.114 * blue > _PALE or alpha < 0.5

    def _extent(self, index: int, sides: _Sides) -> tuple[float, float]:
        """Where a character begins and ends; 0 for what is no number or far out."""
        self._get_box(self._handle, index, self._box_ref)
        low, high = sides[self._turn](self._box)
        return (low, high) if -_FAR < low <= high < _FAR else (0.0, 0.0)

    def _has_pictures(self) -> bool:
        """Whether there is an image, or as many paths as letters drawn as outlines take."""
        raw = self._raw
        kinds = Counter(raw.FPDFPageObj_GetType(item) for item in self._objects())
        images = kinds[raw.FPDF_PAGEOBJ_IMAGE] + kinds[raw.FPDF_PAGEOBJ_FORM]
        return images > 0 or kinds[raw.FPDF_PAGEOBJ_PATH] >= _OUTLINES

    def _rules(self) -> Iterator[Box]:
        """The thin paths of the page, and the sides of stroked boxes."""
        raw, box = self._raw, self._box
        sides = [c_float() for _ in range(4)]
        fill, stroke = c_int(), c_int()
        for item in self._objects():
            if raw.FPDFPageObj_GetType(item) != raw.FPDF_PAGEOBJ_PATH:
                continue
            if not raw.FPDFPageObj_GetBounds(item, *sides):
                continue
            box.left, box.bottom, box.right, box.top = (side.value for side in sides)
            left, right = (x - self._left for x in _ACROSS[self._turn](box))
            bottom, top = (y - self._bottom for y in _UP[self._turn](box))
            if not (-_FAR < left <= right < _FAR and -_FAR < bottom <= top < _FAR):
                continue
            if min(right - left, top - bottom) <= _THIN:
                yield left, bottom, right, top
            elif raw.FPDFPath_GetDrawMode(item, fill, stroke) and stroke.value:
                yield left, bottom, right, bottom
                yield left, top, right, top
                yield left, bottom, left, top
                yield right, bottom, right, top

    def _objects(self) -> Iterator[Any]:
        raw = self._raw
        for index in range(min(raw.FPDFPage_CountObjects(self._page), _MAX_OBJECTS)):
            yield raw.FPDFPage_GetObject(self._page, index)


def _side_by_side(lines: tuple[PrintedLine, ...]) -> bool:
    """Whether words stand side by side as in a table."""
    for line in lines:
        if any(b.left - a.right > 1.5 * line.size for a, b in pairwise(line.words)):
            return True
    heights = sorted((line.bottom, line.size) for line in lines)
    return any(b - a < 0.3 * size for (a, size), (b, _) in pairwise(heights))
