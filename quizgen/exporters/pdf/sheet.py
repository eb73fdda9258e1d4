"""Blocks → the bytes of a PDF: pages, footers, outline, title, language."""

from __future__ import annotations

from collections.abc import Sequence
from io import BytesIO
from typing import TYPE_CHECKING

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfgen.canvas import Canvas

from quizgen.exporters.pdf.blocks import Align
from quizgen.exporters.pdf.characters import printable
from quizgen.exporters.pdf.clusters import Text
from quizgen.exporters.pdf.fonts import Fonts
from quizgen.exporters.pdf.furniture import Footer
from quizgen.exporters.pdf.objects import PageObject
from quizgen.exporters.pdf.pagination import Block, Page, paginate
from quizgen.exporters.pdf.ruby import RubyPen
from quizgen.exporters.pdf.spreading import spread
from quizgen.exporters.pdf.style import PageShape
from quizgen.records import dataclass

if TYPE_CHECKING:
    from quizgen.exporters.pdf.exam import Seal

_PDF_VERSION = (1, 7)


class _NoFont:
    """Stands where reportlab wants an initial font; otherwise every page names Helvetica."""

    fontName = "quizgen-none"  # noqa: N815 - reportlab's name
    face = pdfmetrics.TypeFace("quizgen-none")
    _dynamicFont = 1  # noqa: N815 - reportlab's name
    _multiByte = 0  # noqa: N815 - reportlab's name


@dataclass(frozen=True, slots=True)
class Part:
    """Blocks that begin on a new side and whose pages are numbered by themselves.

    One that is ``even`` fills whole leaves: the pages that are left over say ``blank``.
    ``front`` has pages of its own, which come first; ``head`` stands above all columns of
    the first page, where a page has several.
    """

    blocks: Sequence[Block]
    footer: Footer
    seal: Seal | None = None
    even: bool = False
    blank: Text | None = None
    front: Sequence[Block] = ()
    head: Sequence[Block] = ()

    def pages(self, shape: PageShape) -> tuple[Page, ...]:
        """The blocks on their pages, and the blank ones."""
        if shape.spread:
            pages = spread(self.head, self.blocks, shape.text_height, shape.columns)
        else:
            pages = paginate(self.blocks, shape.text_height)
        if self.front:
            pages = (*paginate(self.front, shape.text_height), *pages)
        over = -len(pages) % (2 * shape.columns) if self.even else 0
        return (*pages, *[()] * over)


@dataclass(frozen=True, slots=True)
class Sheet:
    """What a PDF is, apart from its blocks.

    A page is a column of the paper: a side of A3 has two, with a footer each.
    """

    title: str
    language: str
    shape: PageShape

    def draw(self, parts: Sequence[Part], fonts: Fonts) -> tuple[bytes, int]:
        """The PDF and its number of sides."""
        shape = self.shape
        pdfmetrics.registerFont(_NoFont())
        canvas = Canvas(
            BytesIO(),
            pagesize=(shape.width, shape.height),
            pageCompression=1,
            invariant=1,
            pdfVersion=_PDF_VERSION,
            initialFontName=_NoFont.fontName,
            lang=self.language,
        )
        canvas.setTitle(printable(self.title))
        canvas.setAuthor("")
        canvas.setSubject("")
        canvas.setCreator("quizgen")
        pen = RubyPen(canvas, fonts)
        side = 0
        for part in parts:
            pages = part.pages(shape)
            for first in range(0, len(pages), shape.columns):
                side += 1
                self._side(pen, part, pages, (side, first))
                pen.finish_side()
                canvas.showPage()
                PageObject(canvas._doc, f"Page{side}")  # noqa: SLF001 - the only way to it
        pen.tagger.finish()
        canvas._doc.delayedFonts.extend(fonts.embedded)  # noqa: SLF001 - the only way to it
        return canvas.getpdfdata(), side

    def _side(
        self, pen: RubyPen, part: Part, pages: Sequence[Page], place: tuple[int, int]
    ) -> None:
        """Draw a side of the paper; ``place`` is its number and that of its first page, from 0."""
        shape = self.shape
        side, first = place
        if part.seal and side % 2:
            part.seal.draw(pen)
        lefts = [shape.column(side, column) for column in range(shape.columns)]
        foot = shape.bottom * 0.55
        for left, page in zip(lefts, pages[first : first + shape.columns], strict=False):
            for placement in page:
                placement.block.draw(pen, left, shape.height - shape.top - placement.offset)
        shown = pages[first : first + shape.columns]
        if shape.spread:
            span = (lefts[0], lefts[-1] + shape.text_width, foot)
            count = -(-len(pages) // shape.columns)
            part.footer.draw(pen, first // shape.columns + 1, count, span)
            if not any(shown):
                self._say_blank(pen, part, span)
            return
        for number, (left, page) in enumerate(zip(lefts, shown, strict=False), first + 1):
            span = (left, left + shape.text_width, foot)
            part.footer.draw(pen, number, len(pages), span)
            if not page:
                self._say_blank(pen, part, span)

    def _say_blank(self, pen: RubyPen, part: Part, span: tuple[float, float, float]) -> None:
        """Say in the middle of a page that it is blank."""
        if not part.blank:
            return
        middle = ((span[0] + span[1]) / 2, self.shape.height / 2)
        footer = part.footer
        with pen.tagger.artifact():
            footer.typesetter.string(pen, part.blank, middle, footer.size, Align.CENTRE)
