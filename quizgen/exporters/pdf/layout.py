"""What worksheet and answers share: the same fonts, titles, section heads, and footer."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from decimal import Decimal
from string import digits
from typing import TYPE_CHECKING

from quizgen.exporters import Options, Output
from quizgen.exporters.choices import SheetForm
from quizgen.exporters.pdf.blocks import Align, Look, Paragraph, Typesetter
from quizgen.exporters.pdf.clusters import Ink, Inline, Run
from quizgen.exporters.pdf.fonts import Fonts
from quizgen.exporters.pdf.furniture import GREY, Footer
from quizgen.exporters.pdf.marking import Extra
from quizgen.exporters.pdf.missing import Piece, problems
from quizgen.exporters.pdf.pagination import Block
from quizgen.exporters.pdf.paper import Paper, make_paper, mark
from quizgen.exporters.pdf.readings import reader
from quizgen.exporters.pdf.ruby import Annotator
from quizgen.exporters.pdf.sheet import Part, Sheet
from quizgen.exporters.pdf.style import Style, load_style
from quizgen.exporters.pdf.wording import FillInWords, MatchingWords, Wording, load_wording
from quizgen.quiz import Bank
from quizgen.records import dataclass

if TYPE_CHECKING:
    from quizgen.exporters.pdf.exam import Seal

HEADING = Ink("heading")
ANSWER = Ink("answer")
TITLE_LEADING = 1.4  # times the size
LINES_BESIDE_BOX = 2
LABEL_ROOM = 0.45  # em between a hanging label and its text


@dataclass(frozen=True, slots=True)
class Layout:
    """The paper of one bank, and everything that setting it takes."""

    paper: Paper
    style: Style
    wording: Wording
    fonts: Fonts
    typesetter: Typesetter
    form: SheetForm
    identity: str = ""

    @classmethod
    def of(cls, bank: Bank, options: Options) -> Layout:
        """Read style and wording and number the bank's questions."""
        style = load_style(options.templates, options.sheet)
        form = options.form
        if form.kind == "test":
            style = replace(style, page=replace(style.page, seal=style.seal))
        if form.kind == "review":
            columns, gutter = style.review
            columns *= style.page.columns
            style = replace(
                style, page=replace(style.page, columns=columns, gutter=gutter, spread=True)
            )
        wording = load_wording(options.templates, options.language)
        fonts = Fonts(style.fonts, style.fallbacks)
        paper = make_paper(bank, style.marks, style.most_pairs)
        if form.marks is not None:
            paper = paper.worth(form.marks)
        annotator = Annotator(fonts, reader()) if options.sheet.pinyin else None
        return cls(paper, style, wording, fonts, Typesetter(fonts, annotator), form)

    @property
    def width(self) -> float:
        """The width of the text, in points."""
        return self.style.page.text_width

    def across(self) -> Layout:
        """The layout of what stands above all columns of a page."""
        return replace(self, style=replace(self.style, page=self.style.page.undivided()))

    def chapter(self, level: int, text: str) -> Paragraph:
        """The head of a section of the document among the items; ``level`` is 0 or more."""
        size, leading = self.style.sizes.body, self.style.leading.body
        look = Look(
            size,
            leading,
            Align.LEFT,
            before=4.0 if level else 10.0,
            tag=f"H{min(level + 3, 6)}",
            bookmark=text,
            level=level + 1,
            keep_with_next=True,
        )
        return self.paragraph([Run(text, HEADING)], look)

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

    def section(self, text: str, note: str = "") -> list[Block]:
        """The head of a section of questions; in a test with a box for the marks.

        A note that would make a narrow column beside the box stands below it.
        """
        if self.form.kind != "test":
            return [self.heading(text, note)]
        from quizgen.exporters.pdf.exam import (  # noqa: PLC0415 - of tests alone
            MarkedHead,
            mark_box_width,
        )

        size = self.style.sizes.subtitle
        labels = (self.wording.test.score, self.wording.test.marker)
        box = mark_box_width(self.typesetter, labels, size)
        plain = self.heading(text)
        room = self.width - box - size
        head = self.typesetter.paragraph([Run(text, HEADING), Run(note)], room, plain.look)
        if len(head.lines) <= LINES_BESIDE_BOX:
            return [MarkedHead(self.typesetter, labels, head, box, size)]
        head = self.typesetter.paragraph([Run(text, HEADING)], room, plain.look)
        below = Look(plain.look.size, plain.look.leading, keep_with_next=True)
        return [
            MarkedHead(self.typesetter, labels, head, box, size),
            self.paragraph(note.strip(), below),
        ]

    def marks(
        self,
        words: FillInWords | MatchingWords,
        amounts: tuple[Decimal, Extra | None, Decimal],
        numbers: Sequence[int],
    ) -> dict[str, str]:
        """What is filled into a note: marks each, who has more, and the total.

        ``numbers`` are those of the section's items (or premises) in order.
        """
        each, extra, total = amounts
        more = ""
        if extra:
            first, last = numbers[extra.first], numbers[extra.last]
            if extra.each is None:
                more = words.more.whole.format(number=first, worth=mark(extra.worth))
            elif first == last:
                more = words.more.item.format(number=first, each=mark(extra.each))
            else:
                more = words.more.items.format(first=first, last=last, each=mark(extra.each))
        return {"each": mark(each), "more": more, "total": mark(total)}

    @property
    def fill_in_marks(self) -> dict[str, str]:
        """What notes say of the marks of the fill-in section."""
        marks = self.paper.marks
        amounts = (marks.blank, marks.more_blank, self.paper.fill_in_marks)
        numbers = [item.number for item in self.paper.fill_ins]
        return self.marks(self.wording.fill_in, amounts, numbers)

    @property
    def set_marks(self) -> dict[str, str]:
        """What notes say of the marks of the matching section."""
        marks = self.paper.marks
        amounts = (marks.pair, marks.more_pair, self.paper.set_marks)
        numbers = [number for block in self.paper.sets for number in block.numbers]
        return self.marks(self.wording.matching, amounts, numbers)

    @property
    def name(self) -> str:
        """What the sheet is called, with its variant."""
        words = self.wording
        names = {
            "worksheet": words.sheet.name,
            "test": words.test.name,
            "handout": words.handout,
            "review": words.review.name,
        }
        name = names[self.form.kind]
        if self.form.variant:
            name += words.sheet.variant.format(variant=self.form.variant)
        return name

    @property
    def called(self) -> str:
        """The name, in a teacher's copy with the word for that."""
        return self.name + (self.wording.sheet.teacher if self.form.teacher else "")

    @property
    def key_name(self) -> str:
        """What the key is called."""
        words = self.wording.answers
        return words.title_of.format(name=self.name) if self.name else words.title

    def hang(self, labels: Sequence[str]) -> float:
        """The room (em) that hanging ``labels``, which are numbers, need."""
        most = max(map(len, labels), default=0)
        # Labels with figures of the same widths are as wide as each other; in most fonts all are.
        first: dict[float, str] = {}
        alike = {ord(one): first.setdefault(self.fonts.width("body", one), one) for one in digits}
        longest = {label.translate(alike): label for label in labels if len(label) == most}
        return max(map(self.typesetter.width, longest.values()), default=0.0) + LABEL_ROOM

    def part(
        self,
        blocks: Sequence[Block],
        running: str = "",
        *,
        sealed: bool = False,
    ) -> Part:
        """Blocks with pages of their own; ``running`` stands at the right of the footer."""
        style = self.style
        footer = Footer(
            self.typesetter,
            self.paper.title,
            self.wording.sheet.page,
            running,
            style.sizes.small,
            self.identity,
            style.qr if self.identity else 0.0,
        )
        blank = self.typesetter.line([Run(self.wording.sheet.blank, Ink(grey=GREY))])
        return Part(blocks, footer, self._seal() if sealed else None, blank=blank)

    def finished(self, parts: Sequence[Part], pieces: Iterable[Piece], what: str = "") -> Output:
        """The finished PDF; ``what`` follows the title in its properties."""
        sheet = Sheet(
            title=f"{self.paper.title} {what}".strip(),
            language=self.wording.language,
            shape=self.style.page,
        )
        data, sides = sheet.draw(parts, self.fonts)
        return Output(data, sides, problems(self.fonts, pieces))

    def output(self, blocks: Sequence[Block], pieces: Iterable[Piece], running: str = "") -> Output:
        """The finished PDF of a single part."""
        return self.finished([self.part(blocks, running)], pieces, running)

    def _seal(self) -> Seal:
        from quizgen.exporters.pdf import exam  # noqa: PLC0415 - of tests alone

        page, words = self.style.page, self.wording.test
        text = page.left + page.seal
        return exam.Seal(
            self.typesetter,
            words.seal_fields,
            words.seal,
            self.style.sizes.subtitle,
            top=page.height - page.top,
            bottom=page.bottom,
            line=text - exam.SEAL_LINE,
            field=text - exam.SEAL_FIELD,
        )
