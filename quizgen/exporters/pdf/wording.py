"""The words around the questions: ``templates/worksheet/zh.toml``, ``en.toml``."""

from __future__ import annotations

from dataclasses import dataclass

from quizgen.exporters.pdf.settings import Settings
from quizgen.resources import Templates

_MARKS = ("each", "total")


@dataclass(frozen=True, slots=True)
class SheetWords:
    """Around the page.  ``fields`` are the labels of ruled lines and their shares."""

    subtitle: str
    fields: tuple[tuple[str, int], ...]
    field: str
    page: str


@dataclass(frozen=True, slots=True)
class FillInWords:
    """The fill-in section."""

    heading: str
    note: str
    key_note: str


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
    set: str
    box: tuple[str, str]
    stacked: str
    sides: tuple[str, ...]
    continued: str


@dataclass(frozen=True, slots=True)
class AnswerWords:
    """The answer key."""

    title: str
    separator: str
    accepted: str
    accepted_separator: str
    unordered: str
    section: str
    number: str
    answer: str
    notes_heading: str
    notes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Wording:
    """Everything in the wording file of a language."""

    language: str
    numerals: tuple[str, ...]
    sheet: SheetWords
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
        subtitle=table.text("subtitle", ["total"]),
        fields=tuple((label, share) for label, share in fields),
        field=table.text("field", ["label"]),
        page=table.text("page", ["page", "pages"]),
    )
    table.finish()
    return words


def _fill_in(table: Settings) -> FillInWords:
    words = FillInWords(
        heading=table.text("heading", ["numeral"]),
        note=table.text("note", _MARKS),
        key_note=table.text("key_note", _MARKS),
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
        separator=table.text("separator"),
        accepted=table.text("accepted", ["answers"]),
        accepted_separator=table.text("accepted_separator"),
        unordered=table.text("unordered"),
        section=table.text("section", ["path"]),
        number=table.text("number"),
        answer=table.text("answer"),
        notes_heading=table.text("notes_heading"),
        notes=table.texts("notes"),
    )
    table.finish()
    return words
