"""PDF → Reading: the text of the pages, put together from what is printed where.

source (PDFium: words with places) → lines → furniture out → columns → paragraphs → headings;
each is a module of its own, pure but for the first.
"""

from __future__ import annotations

from collections.abc import Sequence

from quizgen.document import Block, BlockKind, Reading, Span
from quizgen.errors import Problem, UnreadableDocument
from quizgen.readers.pdf.columns import in_order
from quizgen.readers.pdf.furniture import without_furniture, without_watermarks
from quizgen.readers.pdf.headings import heading_levels
from quizgen.readers.pdf.lines import Line, abreast, cells, drift
from quizgen.readers.pdf.paragraphs import Paragraph, put_together
from quizgen.readers.pdf.printed import UNMAPPED, Page, PrintedLine, Source
from quizgen.readers.pdf.source import load
from quizgen.readers.pdf.tables import take_tables
from quizgen.regex import regex
from quizgen.text import has_han, squeeze, strip

_OCR = "recognise the text first, for example with ocrmypdf -l chi_sim"
_OCR_ANEW = "recognise the text, for example with ocrmypdf --force-ocr -l chi_sim"
_FIRST_LINES = 10  # in which a title stands
_PRIVATE = regex("[\ue000-\uf8ff]")
_USELESS = 0.2  # share of glyphs without a character that makes a text useless


def read(
    data: bytes,
    name: str,
    encoding: str | None = None,  # noqa: ARG001  a PDF says its encodings itself
) -> Reading:
    """The blocks of a PDF; see :func:`quizgen.readers.read`.

    Raises :exc:`UnreadableDocument` for scans, passwords, damage, and fonts that do not say
    which characters their glyphs are.
    """
    source = load(data, name)
    pages = source.pages
    printed = without_watermarks(pages)
    drifting = drift(line for lines in printed for line in lines)
    lines = [_lines(page, left, drifting) for page, left in zip(pages, printed, strict=True)]
    body = without_furniture(lines, [page.height for page in pages])
    found = put_together([in_order(one) for one in body])
    text, blocks = _blocks(found, heading_levels(found, source.bookmarks))
    _check(text, source, name)
    return Reading(
        text,
        blocks,
        title=_title(source.title, found),
        problems=_problems(source, text),
        unit="page",
    )


def _lines(page: Page, printed: Sequence[PrintedLine], drifting: float) -> list[Line]:
    """The lines of a page from the top down, table rows among them."""
    rows, rest = take_tables(page, printed)
    upright: list[Line] = []
    aside: list[Line] = []
    for order, line in enumerate(rest):
        if line.upright:
            upright += cells(line, page.number, order, drifting)
        else:
            aside += cells(line, page.number, order=0)
    lines = sorted([*abreast(upright), *rows], key=lambda line: -line.middle)
    # What is turned, and no watermark, has no place among the lines: it comes after them.
    return lines + aside


def _check(text: str, source: Source, name: str) -> None:
    """Raise when there is nothing to go on with."""
    if not text.strip():
        if any(page.pictures or page.lines for page in source.pages):
            raise UnreadableDocument(name, "a scan: its pages are pictures without text", _OCR)
        raise UnreadableDocument(name, "its pages are empty", "check the file")
    if text.count(UNMAPPED) + len(_PRIVATE.findall(text)) > _USELESS * len(text):
        raise UnreadableDocument(
            name, "its fonts do not say which characters their glyphs are", _OCR_ANEW
        )
    if not has_han(text):
        raise UnreadableDocument(
            name, "no Chinese text can be taken out of it", f"if its pages show some, {_OCR_ANEW}"
        )


def _blocks(found: Sequence[Paragraph], levels: dict[int, int]) -> tuple[str, tuple[Block, ...]]:
    """The text, one paragraph a line, and the blocks in it."""
    blocks: list[Block] = []
    offset = 0
    for index, paragraph in enumerate(found):
        level = levels.get(index, 0)
        if paragraph.row:
            kind = BlockKind.ROW
        else:
            kind = BlockKind.HEADING if level else BlockKind.PARAGRAPH
        end = offset + len(paragraph.text)
        blocks.append(Block(Span(offset, end), kind, level, paragraph.page))
        offset = end + 1
    return "\n".join(paragraph.text for paragraph in found), tuple(blocks)


def _title(title: str, found: Sequence[Paragraph]) -> str:
    """The title that the file gives, if its first lines bear it out; else it may say anything."""
    wanted = squeeze(title)
    first = [squeeze(paragraph.text) for paragraph in found[:_FIRST_LINES]]
    return strip(title) if wanted and wanted in first else ""


def _problems(source: Source, text: str) -> tuple[Problem, ...]:
    """What is missing: pages, and glyphs without a character."""
    problems: list[Problem] = []
    if source.damaged:
        problems.append(Problem(f"{_pages(source.damaged)} cannot be read: damaged"))
    pictures = [page.number for page in source.pages if page.pictures]
    if pictures:
        problems.append(Problem(f"{_pages(pictures)} without text: pictures; {_OCR}"))
    unmapped = [page.number for page in source.pages if page.unmapped]
    if unmapped and UNMAPPED in text:
        place = text.index(UNMAPPED)
        message = (
            f"{text.count(UNMAPPED):,} characters on {_pages(unmapped)} are unknown (their font "
            f"does not say what they are) and stand as {UNMAPPED}"
        )
        problems.append(Problem(message, place, place + 1))
    return tuple(problems)


def _pages(numbers: Sequence[int]) -> str:
    """``page 3``, ``pages 2, 5-7``."""
    ranges: list[list[int]] = []
    for number in numbers:
        if ranges and number == ranges[-1][-1] + 1:
            ranges[-1][1:] = [number]
        else:
            ranges.append([number])
    shown = ", ".join("-".join(map(str, one)) for one in ranges)
    return f"page {shown}" if len(numbers) == 1 else f"pages {shown}"
