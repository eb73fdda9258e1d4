"""A page of PDFium → its printed lines and ruling lines.

A call through ctypes costs about as much as PDFium takes for a character; so the text of a
page comes in one call, boxes are asked for at the ends of words only, and what is called for
each of them is called without ctypes checking the types of the arguments (two thirds of its
time).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Container, Iterator, Sequence
from ctypes import byref, c_float, c_int, c_uint, c_ushort, c_void_p, cast
from functools import cache
from itertools import pairwise
from math import atan2, degrees, hypot
from operator import attrgetter
from typing import Any, NamedTuple

from quizgen.readers.glyphs import ordinary
from quizgen.readers.pdf.printed import UNMAPPED, Box, Page, PrintedLine, Word
from quizgen.regex import regex

_MAX_OBJECTS = 20_000  # of a page that are looked at for ruling lines and pictures
_OUTLINES = 50  # paths of a page without text that may be letters
_FAR = 100_000.0  # points; what lies farther out is a mistake
_THIN = 2.5  # points; a path no thicker is a ruling line
_SAMPLES = 12  # characters of a page
_PALE = 0.55  # luminance from which ink counts as light

# A line without white space at its edges.  PDFium ends lines with CR LF, and puts STX for a
# hyphen at the end of a line.
_LINE = regex("[^\\s\x02\ufffe](?:[^\r\n\x02\ufffe]*\\S)?|[\x02\ufffe]")
_WORD = regex("[^ \t\u00a0\u2000-\u200a\u3000]+")
_GONE = "\0"  # stands for a digit that went into the ① before it
_HALF = regex("[\ud800-\udfff]")
_ENCLOSED = regex("[○〇◯]([0-9]{1,2})")
_CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"
# Characters that Chinese documents are not made of: rather the numbers of glyphs.
_STRANGE = regex(
    "[^\r\n\x20-\x7e\u00a0-\u024f\u0370-\u04ff\u2000-\u2bff\u2e80-\u312f\u3200-\u9fff\uf900-\ufaff"
    "\ufe10-\ufe6f\uff00-\uffef\U00020000-\U000323af]"
)

# For pages turned by 0 to 3 quarters counter-clockwise: what a box of PDFium spans.
_Side = Callable[[Any], tuple[float, float]]
_ACROSS: tuple[_Side, ...] = (
    attrgetter("left", "right"),
    attrgetter("bottom", "top"),
    lambda box: (-box.right, -box.left),
    lambda box: (-box.top, -box.bottom),
)
_UP: tuple[_Side, ...] = (
    attrgetter("bottom", "top"),
    lambda box: (-box.right, -box.left),
    lambda box: (-box.top, -box.bottom),
    attrgetter("left", "right"),
)


class _Run(NamedTuple):
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
        self._get_box = _unchecked("FPDFText_GetLooseCharBox")
        self._get_matrix = _unchecked("FPDFText_GetMatrix")
        self._get_size = _unchecked("FPDFText_GetFontSize")
        self._is_unmapped = _unchecked("FPDFText_HasUnicodeMapError")
        self._is_generated = _unchecked("FPDFText_IsGenerated")
        self._matrix = raw.FS_MATRIX()
        self._matrix_ref = byref(self._matrix)
        self._colour = tuple(c_uint() for _ in range(4))  # red, green, blue, alpha
        self._turn = 0  # quarters counter-clockwise by which most text is turned
        self._across, self._up = _ACROSS[0], _UP[0]
        self._left = self._bottom = 0.0  # the corner of the page
        # Whether a word may hold digits that went into ①, or halves of characters.
        self._odd = False
        self._text = ""  # one character for each index of PDFium

    def read(self, number: int, seen: Container[str] = ()) -> Page:
        """All that is taken from the page; ``seen`` are the texts of lines of earlier pages."""
        self._text = self._all_text()
        unmapped = self._blank_unmapped()
        self._merge_enclosed()
        runs = [self._run(*found.span()) for found in _LINE.finditer(self._text)]
        self._text = self._text.replace("\x02", "-").replace("\ufffe", "-")
        self._turn_upright(runs)
        self._box.left, self._box.bottom, self._box.right, self._box.top = self._page.get_bbox()
        self._left, right = self._across(self._box)
        self._bottom, top = self._up(self._box)
        lines = tuple([self._line(run, seen) for run in runs])
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
            get_unicode = _unchecked("FPDFText_GetUnicode")
            text = "".join([chr(get_unicode(handle, index)) for index in range(count)])
        # On Windows pairs stand for wide characters; one that is alone may be anywhere.
        self._odd = _HALF.search(text) is not None
        return ordinary(text.replace(_GONE, UNMAPPED))

    def _bounded(self, count: int) -> str:
        """The text in one call; unlike ``FPDFText_GetText`` not cut to 16 bits a character."""
        room = 2 * max(count, 0) + 1  # a character beyond 16 bits takes two units
        buffer = bytearray(2 * room)
        units = self._raw.FPDFText_GetBoundedText(
            self._handle, -_FAR, _FAR, _FAR, -_FAR, byref(c_ushort.from_buffer(buffer)), room
        )
        text = buffer[: 2 * units].decode("utf-16-le", "surrogatepass")
        return text.removesuffix("\0")  # PDFium ends it with one

    def _blank_unmapped(self) -> int:
        """Put :data:`UNMAPPED` for glyphs without a character; their number.

        PDFium gives the number of the glyph for them.  Only if one is found in the samples
        (strange characters, and some from all over the page) is the whole page looked through.
        """
        is_unmapped, handle, text = self._is_unmapped, self._handle, self._text
        samples = [*range(0, len(text), len(text) // _SAMPLES + 1)]
        samples += [found.start() for found in _STRANGE.finditer(text)]
        if any(is_unmapped(handle, index) == 1 for index in samples):
            self._text = "".join(
                UNMAPPED if is_unmapped(handle, index) == 1 else char
                for index, char in enumerate(text)
            )
        return self._text.count(UNMAPPED)

    def _merge_enclosed(self) -> None:
        """○ with digits printed inside it becomes ①."""
        for found in _ENCLOSED.finditer(self._text):
            value, (start, end) = int(found[1]), found.span()
            left, right = self._extent(start, self._across)
            first, _ = self._extent(start + 1, self._across)
            _, last = self._extent(end - 1, self._across)
            if 1 <= value <= len(_CIRCLED) and left < first and last < right:
                one = _CIRCLED[value - 1] + _GONE * (end - start - 1)
                self._text = self._text[:start] + one + self._text[end:]
                self._odd = True

    def _run(self, start: int, end: int) -> _Run:
        middle = (start + end) // 2
        while self._text[middle].isspace():  # it may not be printed
            middle -= 1
        self._get_matrix(self._handle, middle, self._matrix_ref)
        matrix = self._matrix
        size = self._get_size(self._handle, middle) * hypot(matrix.c, matrix.d)
        return _Run(start, end, middle, size, degrees(atan2(matrix.b, matrix.a)) % 360)

    def _turn_upright(self, runs: Sequence[_Run]) -> None:
        """Take the page as turned so that most of its text stands upright."""
        lengths: Counter[float] = Counter()
        for start, end, _, _, angle in runs:
            lengths[angle] += end - start
        weights: Counter[int] = Counter()
        for angle, length in lengths.items():
            weights[round(angle / 90) % 4] += length
        self._turn = weights.most_common(1)[0][0] if weights else 0
        self._across, self._up = _ACROSS[self._turn], _UP[self._turn]

    def _line(self, run: _Run, seen: Container[str]) -> PrintedLine:
        start, end, middle, size, angle = run
        bottom, top = self._extent(middle, self._up)
        turned_by = (angle - 90 * self._turn) % 360
        text = self._text[start:end]
        return PrintedLine(
            text,
            self._words(start, end),
            bottom - self._bottom,
            top - self._bottom,
            size if 1 < size < _FAR else max(top - bottom, 1.0),
            upright=turned_by < 2 or turned_by > 358,
            pale=text in seen and self._is_pale(middle),
        )

    def _words(self, start: int, end: int) -> tuple[Word, ...]:
        words: list[Word] = []
        across, margin, before = self._across, self._left, start
        for found in _WORD.finditer(self._text, start, end):
            word = found[0]
            first, stop = found.span()
            last = first + len(word.rstrip(_GONE)) - 1
            left, right = self._extent(first, across)
            if last > first:
                low, high = self._extent(last, across)
                left, right = min(left, low), max(right, high)
            spaced = before < first and self._has_space(before, first)
            before = stop
            if self._odd:
                word = _whole(word)
            words.append(Word(word, left - margin, right - margin, spaced))
        return tuple(words)

    def _has_space(self, start: int, end: int) -> bool:
        """Whether a space is a character of the file, not one that PDFium put for a gap."""
        is_generated, handle = self._is_generated, self._handle
        return {is_generated(handle, index) for index in range(start, end)} != {1}

    def _is_pale(self, index: int) -> bool:
        if not self._raw.FPDFText_GetFillColor(self._handle, index, *self._colour):
            return False
        red, green, blue, alpha = (part.value / 255 for part in self._colour)
        return 0.299 * red + 0.587 * green + 0.114 * blue > _PALE or alpha < 0.5

    def _extent(self, index: int, side: _Side) -> tuple[float, float]:
        """Where a character begins and ends; 0 for what is no number or far out."""
        self._get_box(self._handle, index, self._box_ref)
        low, high = side(self._box)
        return (low, high) if -_FAR < low <= high < _FAR else (0.0, 0.0)

    def _has_pictures(self) -> bool:
        """Whether there is an image, or as many paths as letters drawn as outlines take."""
        raw = self._raw
        kinds = Counter(map(_unchecked("FPDFPageObj_GetType"), self._objects()))
        images = kinds[raw.FPDF_PAGEOBJ_IMAGE] + kinds[raw.FPDF_PAGEOBJ_FORM]
        return images > 0 or kinds[raw.FPDF_PAGEOBJ_PATH] >= _OUTLINES

    def _rules(self) -> Iterator[Box]:
        """The thin paths of the page, and the sides of stroked boxes."""
        raw, box = self._raw, self._box
        # What PDFium writes to these, it writes to the box.
        sides = [
            byref(c_float.from_buffer(box, getattr(raw.FS_RECTF, side).offset))
            for side in ("left", "bottom", "right", "top")
        ]
        fill, stroke = c_int(), c_int()
        get_type, path = _unchecked("FPDFPageObj_GetType"), raw.FPDF_PAGEOBJ_PATH
        get_bounds = _unchecked("FPDFPageObj_GetBounds")
        for item in self._objects():
            if get_type(item) != path or not get_bounds(item, *sides):
                continue
            left, right = self._across(box)
            bottom, top = self._up(box)
            left, right = left - self._left, right - self._left
            bottom, top = bottom - self._bottom, top - self._bottom
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
        get_object, handle = _unchecked("FPDFPage_GetObject"), self._page.raw
        count = self._raw.FPDFPage_CountObjects(self._page)
        for index in range(min(count, _MAX_OBJECTS)):
            yield get_object(handle, index)


@cache
def _unchecked(name: str) -> Any:
    """A function of PDFium that takes pointers and small whole numbers, which are not checked."""
    from pypdfium2 import raw  # noqa: PLC0415  loads a large library

    function = getattr(raw, name)
    unchecked = type(function)(cast(function, c_void_p).value)
    unchecked.restype = function.restype
    return unchecked


def _whole(word: str) -> str:
    """The word without what stands for digits inside ①, its halves of characters put together."""
    units = word.replace(_GONE, "").encode("utf-16-le", "surrogatepass")
    return units.decode("utf-16-le", "replace")


def _side_by_side(lines: tuple[PrintedLine, ...]) -> bool:
    """Whether words stand side by side as in a table."""
    for line in lines:
        words = line.words
        if len(words) > 1 and any(b.left - a.right > 1.5 * line.size for a, b in pairwise(words)):
            return True
    heights = sorted([(line.bottom, line.size) for line in lines])
    return any(b - a < 0.3 * size for (a, size), (b, _) in pairwise(heights))
