"""The words around the questions: ``templates/worksheet/zh.toml``, ``en.toml``."""

from __future__ import annotations

from quizgen.exporters.pdf.settings import Settings
from quizgen.records import dataclass
from quizgen.resources import Templates

_MARKS = ("each", "more", "total")


@dataclass(frozen=True, slots=True)
class SheetWords:
    """Around the page.  ``fields`` are the labels of ruled lines and their shares.

    ``variant`` and ``teacher`` follow what the sheet is called; ``blank`` is all that a
    page says that only makes their number even.
    """

    name: str
    variant: str
    teacher: str
    subtitle: str
    fields: tuple[tuple[str, int], ...]
    field: str
    page: str
    blank: str
    contents: str


@dataclass(frozen=True, slots=True)
class MoreWords:
    """Where some items are worth more than the others, and where one is."""

    items: str
    item: str
    whole: str


@dataclass(frozen=True, slots=True)
class TestWords:
    """A test paper: its head, its score table, and what stands along the seal line.

    ``instructions_unsealed`` are those of a Word file, which has none.
    """

    name: str
    subtitle: str
    subtitle_timed: str
    instructions_heading: str
    instructions: tuple[str, ...]
    instructions_unsealed: tuple[str, ...]
    section: str
    score: str
    total: str
    marker: str
    seal: tuple[str, ...]
    seal_fields: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ReviewWords:
    """A study sheet: its name, its lists, and what stands between a term and its meaning."""

    name: str
    terms: str
    figures: str
    joint: str


@dataclass(frozen=True, slots=True)
class FillInWords:
    """The fill-in section, also where the words are given in a box."""

    heading: str
    note: str
    heading_words: str
    note_words: str
    key_note: str
    more: MoreWords


@dataclass(frozen=True, slots=True)
class MatchingWords:
    """The matching section.

    ``box`` encloses the place of a letter; ``continued`` heads a column on its second page;
    ``stacked`` is the instruction of a set that has no columns, in place of one that has a
    word of ``sides``.
    """

    heading: str
    note: str
    note_all_used: str
    key_note: str
    more: MoreWords
    set: str
    box: tuple[str, str]
    stacked: str
    sides: tuple[str, ...]
    continued: str


@dataclass(frozen=True, slots=True)
class AnswerWords:
    """The answer key."""

    title: str
    title_of: str
    separator: str
    accepted: str
    accepted_separator: str
    unordered: str
    section: str
    number: str
    answer: str
    notes_heading: str
    notes: tuple[str, ...]
    matching_notes: tuple[str, ...]

    def marking(self, *, fill_ins: bool, sets: bool) -> tuple[str, ...]:
        """How to mark the types of items that a paper has."""
        return (self.notes if fill_ins else ()) + (self.matching_notes if sets else ())


@dataclass(frozen=True, slots=True)
class Wording:
    """Everything in the wording file of a language."""

    language: str
    numerals: tuple[str, ...]
    sheet: SheetWords
    test: TestWords
    handout: str
    review: ReviewWords
    fill_in: FillInWords
    matching: MatchingWords
    answers: AnswerWords


def load_wording(templates: Templates, language: str) -> Wording:
    """Read and check the wording; BadTemplate names the key that cannot be used."""
    top = Settings.load(templates, f"worksheet/{language}.toml")
    wording = Wording(
        language=top.text("language"),
        numerals=top.texts("numerals", least=2),
        sheet=_sheet(top.table("sheet")),
        test=_test(top.table("test")),
        handout=_handout(top.table("handout")),
        review=_review(top.table("review")),
        fill_in=_fill_in(top.table("fill_in")),
        matching=_matching(top.table("matching")),
        answers=_answers(top.table("answers")),
    )
    top.finish()
    return wording


def _sheet(table: Settings) -> SheetWords:
    fields = table.rows("fields")
    for row in fields:
        match row:
            case [str(), int(share)] if share > 0:
                continue
        table.refuse("fields", f"must be a list of [label, share], not {row!r}")
    words = SheetWords(
        name=table.text("name"),
        variant=table.text("variant", ["variant"]),
        teacher=table.text("teacher"),
        subtitle=table.text("subtitle", ["total"]),
        fields=tuple((label, share) for label, share in fields),
        field=table.text("field", ["label"]),
        page=table.text("page", ["page", "pages"]),
        blank=table.text("blank"),
        contents=table.text("contents"),
    )
    table.finish()
    return words


def _test(table: Settings) -> TestWords:
    words = TestWords(
        name=table.text("name"),
        subtitle=table.text("subtitle", ["total"]),
        subtitle_timed=table.text("subtitle_timed", ["total", "minutes"]),
        instructions_heading=table.text("instructions_heading"),
        instructions=table.texts("instructions"),
        instructions_unsealed=table.texts("instructions_unsealed"),
        section=table.text("section"),
        score=table.text("score"),
        total=table.text("total"),
        marker=table.text("marker"),
        seal=table.texts("seal"),
        seal_fields=table.texts("seal_fields"),
    )
    table.finish()
    return words


def _handout(table: Settings) -> str:
    name = table.text("name")
    table.finish()
    return name


def _review(table: Settings) -> ReviewWords:
    words = ReviewWords(
        name=table.text("name"),
        terms=table.text("terms"),
        figures=table.text("figures"),
        joint=table.text("joint"),
    )
    table.finish()
    return words


def _more(table: Settings) -> MoreWords:
    words = MoreWords(
        items=table.text("items", ["first", "last", "each"]),
        item=table.text("item", ["number", "each"]),
        whole=table.text("whole", ["number", "worth"]),
    )
    table.finish()
    return words


def _fill_in(table: Settings) -> FillInWords:
    words = FillInWords(
        heading=table.text("heading", ["numeral"]),
        note=table.text("note", _MARKS),
        heading_words=table.text("heading_words", ["numeral"]),
        note_words=table.text("note_words", _MARKS),
        key_note=table.text("key_note", _MARKS),
        more=_more(table.table("more")),
    )
    table.finish()
    return words


def _matching(table: Settings) -> MatchingWords:
    box = table.texts("box")
    if len(box) != 2:
        table.refuse("box", "must be two strings, what stands left and right of the letter")
    words = MatchingWords(
        heading=table.text("heading", ["numeral"]),
        note=table.text("note", _MARKS),
        note_all_used=table.text("note_all_used", _MARKS),
        key_note=table.text("key_note", _MARKS),
        more=_more(table.table("more")),
        set=table.text("set", ["number"]),
        box=(box[0], box[1]),
        stacked=table.text("stacked", ["left", "right"]),
        sides=table.texts("sides"),
        continued=table.text("continued", ["column"]),
    )
    table.finish()
    return words


def _answers(table: Settings) -> AnswerWords:
    words = AnswerWords(
        title=table.text("title"),
        title_of=table.text("title_of", ["name"]),
        separator=table.text("separator"),
        accepted=table.text("accepted", ["answers"]),
        accepted_separator=table.text("accepted_separator"),
        unordered=table.text("unordered"),
        section=table.text("section", ["path"]),
        number=table.text("number"),
        answer=table.text("answer"),
        notes_heading=table.text("notes_heading"),
        notes=table.texts("notes"),
        matching_notes=table.texts("matching_notes"),
    )
    table.finish()
    return words
