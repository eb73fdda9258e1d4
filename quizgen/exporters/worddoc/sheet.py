"""What the two papers share: one numbering, titles, section heads, and the finished file."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from math import ceil

from quizgen.exporters import Options, Output
from quizgen.exporters.choices import FROM_DOCUMENT
from quizgen.exporters.identity import identity
from quizgen.exporters.pdf.columns import column_width
from quizgen.exporters.pdf.layout import Layout
from quizgen.exporters.pdf.paper import Paper, letter
from quizgen.exporters.pdf.readings import Reader, reader
from quizgen.exporters.pdf.style import Style
from quizgen.exporters.pdf.wording import Wording
from quizgen.exporters.review import BULLET, BULLET_ROOM
from quizgen.exporters.worddoc.lists import (
    NO_LIST,
    Lists,
    Numbered,
    numbered,
    numbering,
    numeral_format,
)
from quizgen.exporters.worddoc.look import WordLook, load_look
from quizgen.exporters.worddoc.markup import Element, fit, paragraph, run
from quizgen.exporters.worddoc.package import Package, Part
from quizgen.exporters.worddoc.ruby import add_readings
from quizgen.exporters.worddoc.styles import Measures, style_elements
from quizgen.exporters.worksheet import arranged
from quizgen.quiz import Bank
from quizgen.records import dataclass
from quizgen.text import width

DIGIT, LETTER, DOT = 0.5, 0.75, 0.25  # em, at most
LABEL_ROOM = 0.45  # em between a hanging number and its text
FIELD_GAP = 1.0  # em between two fields
MOST_COLUMNS = 3
FITTING = 0.85  # of the entries must stand on one line for a layout in columns
MOST_WHOLE = 9  # lines of an item that stays on one page


@dataclass(frozen=True, slots=True)
class Sheet:
    """The paper of one bank, and everything that writing it takes.

    ``layout`` is that of the PDF file.  ``heads`` are the heads of fill-in and matching
    section where Word counts them.  ``read`` gives pinyin, where that is wanted.
    """

    layout: Layout
    paper: Paper
    style: Style
    wording: Wording
    look: WordLook
    lists: Lists
    hang: float  # points that item numbers need
    letter_hang: float  # points that letters need
    heads: tuple[Numbered, Numbered] | None
    read: Reader | None

    @classmethod
    def of(cls, bank: Bank, options: Options) -> Sheet:
        """The same numbers and letters as on the PDF pages, which part long sets."""
        layout = Layout.of(bank, options)
        form = options.form
        if layout.paper.sets and form.kind not in FROM_DOCUMENT:
            layout, _ = arranged(layout)
        if form.identified:
            layout = replace(layout, identity=identity(bank, form))
        paper, style, wording = layout.paper, _style(layout), layout.wording
        last = len(paper.fill_ins) + sum(len(block.key) for block in paper.sets)
        longest = max((len(letter(len(block.responses) - 1)) for block in paper.sets), default=1)
        hang = (DIGIT * len(str(last)) + DOT + LABEL_ROOM) * style.sizes.body
        letter_hang = (LETTER * longest + DOT + LABEL_ROOM) * style.sizes.table
        lists = Lists(hang, letter_hang, LABEL_ROOM * style.sizes.body)
        numerals = numeral_format(wording.numerals)
        heads = None if form.kind in FROM_DOCUMENT else _counted(layout)
        if numerals is None or heads is None:
            heads = None
        else:
            lists.count_sections(numerals, heads[0].pattern)
        lists.mark_points(BULLET, BULLET_ROOM * style.sizes.body)
        read = reader() if options.sheet.pinyin else None
        look = load_look(options.templates, options.language)
        return cls(layout, paper, style, wording, look, lists, hang, letter_hang, heads, read)

    def title(self) -> Element:
        """The title of the document."""
        return paragraph("Title", run(self.paper.title))

    def second_title(self, text: str) -> Element:
        """What the file is, under the title of the document."""
        return paragraph("Heading2", run(text))

    def heading(self, section: int, note: str) -> Element:
        """The head of the fill-in (0) or matching (1) section, with its ``note``."""
        noted = run(note, "Note")
        if self.heads:
            return paragraph("Heading1", run(self.heads[section].rest), noted)
        numeral = self.wording.numerals[section if self.paper.fill_ins else 0]
        words = _headings(self.layout)[section].format(numeral=numeral)
        return paragraph("Heading1", run(words), noted)

    def marks(self, section: int) -> dict[str, str]:
        """What notes say of the marks of the fill-in (0) or matching (1) section."""
        return self.layout.set_marks if section else self.layout.fill_in_marks

    @property
    def bullet_room(self) -> float:
        """The room of a bullet, in points."""
        return BULLET_ROOM * self.style.sizes.body

    @property
    def fields(self) -> list[tuple[str, int]]:
        """Labels of ruled lines, and their shares; a test has those of its seal line."""
        words = self.wording
        if self.layout.form.kind == "test":
            return [(label, 1) for label in words.test.seal_fields]
        return [
            (words.sheet.field.format(label=label), share) for label, share in words.sheet.fields
        ]

    def plain_heading(self, text: str) -> Element:
        """A section head without a number."""
        properties = [numbering(NO_LIST)] if self.heads else []
        return paragraph("Heading1", run(text), properties=properties)

    def is_long(self, text: str) -> bool:
        """Whether an item of so much text may be parted at a page's end."""
        room = (self.style.page.text_width - self.hang) / self.style.sizes.body
        return ceil(width(fit(text)) / 2 / room) > MOST_WHOLE

    def columns(self, widths: Sequence[float]) -> int:
        """How many columns suit entries of these widths (em, on one line, number left out)."""
        whole, size = self.style.page.text_width, self.style.sizes.body
        if self.style.page.columns > 1:
            return 1
        for count in range(MOST_COLUMNS, 1, -1):
            room = column_width(whole, count) - self.hang
            if sum(entry * size <= room for entry in widths) >= FITTING * len(widths):
                return count
        return 1

    def output(self, parts: Sequence[Part], running: str = "") -> Output:
        """The finished file; ``running`` says in the header what it is."""
        language = fit(self.wording.language)
        if self.read:
            for part in parts:
                add_readings(part.elements, self.read, self.style.sizes, language)
        measures = Measures(tuple(self._stops()), self.heads is not None)
        package = Package(
            title=self.paper.title,
            running=running,
            footer=self.wording.sheet.page,
            language=language,
            shape=self.style.page,
            styles=list(style_elements(self.style, self.look, measures, language)),
            lists=self.lists.root_children(),
            identity=self.layout.identity,
        )
        return Output(package.write(parts), len(self.paper.bank.questions))

    def _stops(self) -> Iterator[tuple[float, bool]]:
        """Where each ruled field ends and the next begins; together they are a line long."""
        size, fields = self.style.sizes.body, self.fields
        labels = [width(fit(label)) / 2 for label, _ in fields]
        shares = [share for _, share in fields]
        gaps = FIELD_GAP * (len(labels) - 1)
        free = max(0.0, self.style.page.text_width - (sum(labels) + gaps) * size)
        place = 0.0
        for index, (label, share) in enumerate(zip(labels, shares, strict=True)):
            if index:
                place += FIELD_GAP * size
                yield place, False
            place += label * size + free * share / sum(shares)
            yield place, True


def _style(layout: Layout) -> Style:
    """The style as Word has it: no seal line, and a study sheet in small type throughout."""
    style = layout.style
    style = replace(style, page=replace(style.page, seal=0.0))
    if layout.form.kind != "review":
        return style
    size, line = style.sizes.review, style.leading.review
    return replace(
        style,
        sizes=replace(style.sizes, body=size, heading=size + 1),
        leading=replace(style.leading, body=line, key=line),
    )


def _headings(layout: Layout) -> tuple[str, str]:
    """What heads the fill-in and the matching section."""
    words = layout.wording.fill_in
    fill_in = words.heading_words if layout.form.word_bank else words.heading
    return fill_in, layout.wording.matching.heading


def _counted(layout: Layout) -> tuple[Numbered, Numbered] | None:
    """The heads of both sections, if one list can number them."""
    fill_in, matching = map(numbered, _headings(layout))
    if fill_in and matching and fill_in.pattern == matching.pattern:
        return fill_in, matching
    return None
