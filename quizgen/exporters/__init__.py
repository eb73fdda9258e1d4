"""Bank → bytes: one module an export, one row in :data:`EXPORTERS`.

An exporter is a function ``export(bank, options) -> Output``.  It writes no file:
the pipeline does that, whole or not at all.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import field
from importlib import import_module
from typing import cast

from quizgen.errors import Problem
from quizgen.exporters.choices import SheetForm, SheetLook
from quizgen.quiz import Bank, State, live
from quizgen.records import dataclass
from quizgen.resources import Templates

LANGUAGES = ("zh", "en")
"""What the furniture of an export is worded in, the usual one first."""


@dataclass(frozen=True, slots=True)
class Options:
    """What all exporters are told.

    ``language`` is that of the furniture: zh or en.  The choices for Anki are None where
    the bank decides: ``matching_cards`` says what a deck holds of a matching set, a card
    for each of its ``pairs``, one card for the whole (``sets``), or ``both``; ``subdecks``
    whether sections are sub-decks; ``typed`` whether answers are typed.

    An Anki deck that goes into one learner's collection has no notes whose ``Id`` is
    ``left_out``, and gives others a time (seconds since 1970) ``later_than`` they have there.
    If ``deck_names`` has what its decks are called there, it makes no others.
    """

    templates: Templates = field(default_factory=Templates)
    language: str = "zh"
    matching_cards: str | None = None
    subdecks: bool | None = None
    typed: bool | None = None
    now: int = 0  # seconds since 1970; exporters read no clock
    left_out: frozenset[str] = frozenset()
    later_than: Mapping[str, int] = field(default_factory=dict)
    deck_names: Mapping[str, str] = field(default_factory=dict)
    sheet: SheetLook = field(default_factory=SheetLook)  # of printed pages
    form: SheetForm = field(default_factory=SheetForm)


@dataclass(frozen=True, slots=True)
class Output:
    """The bytes of one file; ``count`` is its number of cards, pages or questions.

    ``states`` are those of the notes of a deck, for the record of the bank.
    """

    data: bytes
    count: int
    problems: tuple[Problem, ...] = ()
    states: tuple[State, ...] = ()


@dataclass(frozen=True, slots=True)
class Exporter:
    """A row of the table: the module is imported when it is used, not before."""

    module: str
    suffix: str  # of the file's name, after the document's stem
    unit: str  # what ``Output.count`` counts

    def export(self, bank: Bank, options: Options) -> Output:
        """Run the module's ``export`` function on what is not retired."""
        run = cast("Callable[[Bank, Options], Output]", import_module(self.module).export)
        return run(live(bank), options)

    def export_together(self, banks: Sequence[Bank], options: Options, parent: str) -> Output:
        """Several banks as one file, below the deck ``parent``; ``anki`` alone can do it."""
        run = cast(
            "Callable[[Sequence[Bank], Options, str], Output]",
            import_module(self.module).export_together,
        )
        return run(banks, options, parent)


EXPORTERS: Mapping[str, Exporter] = {
    "anki": Exporter("quizgen.exporters.anki", ".apkg", "cards"),
    "worksheet": Exporter("quizgen.exporters.worksheet", "-worksheet.pdf", "pages"),
    "answers": Exporter("quizgen.exporters.answers", "-answers.pdf", "pages"),
    "ankitext": Exporter("quizgen.exporters.ankitext", "-anki.txt", "notes"),
    "docx": Exporter("quizgen.exporters.worddoc.worksheet", "-worksheet.docx", "questions"),
    "docx-answers": Exporter("quizgen.exporters.worddoc.answers", "-answers.docx", "questions"),
    "json": Exporter("quizgen.exporters.jsonbank", ".json", "questions"),
}
