"""Blocks → the bytes of a PDF: pages, footers, outline, title, language."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from io import BytesIO
from typing import Any

from reportlab.pdfbase import pdfdoc, pdfmetrics
from reportlab.pdfgen.canvas import Canvas

from quizgen.exporters.pdf.characters import printable
from quizgen.exporters.pdf.fonts import Fonts
from quizgen.exporters.pdf.furniture import Footer
from quizgen.exporters.pdf.pagination import Block, paginate
from quizgen.exporters.pdf.pen import Pen
from quizgen.exporters.pdf.style import PageShape

_PDF_VERSION = (1, 7)


class _NoFont:
    """Stands where reportlab wants an initial font; otherwise every page names Helvetica."""

    fontName = "quizgen-none"  # noqa: N815 - reportlab's name
    face = pdfmetrics.TypeFace("quizgen-none")
    _dynamicFont = 1  # noqa: N815 - reportlab's name
    _multiByte = 0  # noqa: N815 - reportlab's name


def _compress(page: Any) -> None:
    """Deflate the content of ``page``; reportlab would spell it in ASCII as well."""
    stream = pdfdoc.PDFStream()
    stream.content = page.stream
    stream.filters = [pdfdoc.PDFZCompress]
    page.Contents = stream


@dataclass(frozen=True, slots=True)
class Sheet:
    """What a PDF is, apart from its blocks."""

    title: str
    language: str
    shape: PageShape
    footer: Footer

    def draw(self, blocks: Sequence[Block], fonts: Fonts) -> tuple[bytes, int]:
        """The PDF and its number of pages."""
        shape = self.shape
        pages = paginate(blocks, shape.text_height)
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
        pen = Pen(canvas, fonts)
        foot = (shape.left, shape.width - shape.right, shape.bottom * 0.55)
        for number, page in enumerate(pages, 1):
            for placement in page:
                top = shape.height - shape.top - placement.offset
                placement.block.draw(pen, shape.left, top)
            self.footer.draw(pen, number, len(pages), foot)
            canvas.showPage()
            _compress(canvas._doc.idToObject[f"Page{number}"])  # noqa: SLF001 - the only way
        pen.tagger.finish()
        canvas._doc.delayedFonts.extend(fonts.embedded)  # noqa: SLF001 - the only way to it
        return canvas.getpdfdata(), len(pages)
