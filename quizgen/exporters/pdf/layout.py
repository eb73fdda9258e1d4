"""What worksheet and answers share: the same fonts, titles, section heads, and footer."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from quizgen.exporters import Options, Output
from quizgen.exporters.pdf.blocks import Align, Look, Paragraph, Typesetter
from quizgen.exporters.pdf.clusters import Ink, Inline, Run
from quizgen.exporters.pdf.fonts import Fonts
from quizgen.exporters.pdf.furniture import Footer
from quizgen.exporters.pdf.missing import Piece, problems
from quizgen.exporters.pdf.pagination import Block
from quizgen.exporters.pdf.paper import Paper, make_paper
from quizgen.exporters.pdf.sheet import Sheet
from quizgen.exporters.pdf.style import Style, load_style
from quizgen.exporters.pdf.wording import Wording, load_wording
from quizgen.quiz import Bank

HEADING = Ink("heading")
TITLE_LEADING = 1.4  # times the size
LABEL_ROOM = 0.45  # em between a hanging label and its text


@dataclass(frozen=True, slots=True)
class Layout:
    """The paper of one bank, and everything that setting it takes."""

    paper: Paper
    style: Style
    wording: Wording
    fonts: Fonts
    typesetter: Typesetter

    @classmethod
    def of(cls, bank: Bank, options: Options) -> Layout:
        """Read style and wording and number the bank's questions."""
        style = load_style(options.templates)
        wording = load_wording(options.templates, options.language)
        fonts = Fonts(style.fonts, style.fallbacks)
        paper = make_paper(bank, style.marks, style.most_pairs)
        return cls(paper, style, wording, fonts, Typesetter(fonts))

    @property
    def width(self) -> float:
        """The width of the text, in points."""
        return self.style.page.text_width

    def paragraph(self, inlines: Sequence[Inline] | str, look: Look, label: str = "") -> Paragraph:
        """A paragraph over the whole width."""
        return self.typesetter.paragraph(inlines, self.width, look, label)

    def title(self, text: str) -> Paragraph:
        """The title at the head of the first page."""
        size = self.style.sizes.title
        look = Look(
            size, size * TITLE_LEADING, Align.CENTRE, tag="H1", whole=9, keep_with_next=True
        )
        return self.paragraph([Run(text, HEADING)], look)

    def second_title(self, text: str) -> Paragraph:
        """What the PDF is, under the title of the document."""
        size = self.style.sizes.heading
        look = Look(size, size * 1.7, Align.CENTRE, before=3, keep_with_next=True)
        return self.paragraph([Run(text, HEADING)], look)

    def subtitle(self, text: str) -> Paragraph:
        """The line under the title."""
        size = self.style.sizes.subtitle
        look = Look(size, size * 1.7, Align.CENTRE, before=2, keep_with_next=True)
        return self.paragraph(text, look)

    def heading(self, text: str, note: str = "") -> Paragraph:
        """The head of a section; ``note`` follows in plain type."""
        size = self.style.sizes.heading
        look = Look(
            size,
            size * 1.6,
            Align.LEFT,
            before=14,
            tag="H2",
            bookmark=text,
            keep_with_next=True,
        )
        return self.paragraph([Run(text, HEADING), Run(note)], look)

    def hang(self, labels: Sequence[str]) -> float:
        """The room (em) that hanging ``labels``, which are numbers, need."""
        most = max(map(len, labels), default=0)
        longest = [label for label in labels if len(label) == most]
        return max(map(self.typesetter.width, longest), default=0.0) + LABEL_ROOM

    def output(self, blocks: Sequence[Block], pieces: Iterable[Piece], running: str = "") -> Output:
        """The finished PDF; ``running`` stands at the right of the footer."""
        sheet = Sheet(
            title=f"{self.paper.title} {running}".strip(),
            language=self.wording.language,
            shape=self.style.page,
            footer=Footer(
                self.typesetter,
                self.paper.title,
                self.wording.sheet.page,
                running,
                self.style.sizes.small,
            ),
        )
        data, pages = sheet.draw(blocks, self.fonts)
        return Output(data, pages, problems(self.fonts, pieces))
