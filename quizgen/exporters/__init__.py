"""Bank → bytes: one module an export, one row in :data:`EXPORTERS`.

An exporter is a function ``export(bank, options) -> Output``.  It writes no file:
the pipeline does that, whole or not at all.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from importlib import import_module
from typing import Literal, cast

from quizgen.errors import Problem
from quizgen.quiz import Bank
from quizgen.resources import Templates

LANGUAGES = ("zh", "en")
"""What the furniture of an export is worded in, the usual one first."""


@dataclass(frozen=True, slots=True)
class Options:
    """What all exporters are told.

    ``language`` is that of the furniture: zh or en.  ``matching_cards`` says what an
    Anki deck holds of a matching set: a card for each of its ``pairs``, one card for the
    whole (``sets``), or ``both``.
    """

    templates: Templates = field(default_factory=Templates)
    language: str = "zh"
    matching_cards: Literal["pairs", "sets", "both"] = "pairs"
    edited: int = 0  # when the bank was last saved, seconds since 1970; 0: it was made just now


@dataclass(frozen=True, slots=True)
class Output:
    """The bytes of one file; ``count`` is its number of cards, pages or questions."""

    data: bytes
    count: int
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True)
class Exporter:
    """A row of the table: the module is imported when it is used, not before."""

    module: str
    suffix: str  # of the file's name, after the document's stem
    unit: str  # what ``Output.count`` counts

    def export(self, bank: Bank, options: Options) -> Output:
        """Run the module's ``export`` function."""
        run = cast("Callable[[Bank, Options], Output]", import_module(self.module).export)
        return run(bank, options)


EXPORTERS: Mapping[str, Exporter] = {
    "anki": Exporter("quizgen.exporters.anki", ".apkg", "cards"),
    "worksheet": Exporter("quizgen.exporters.worksheet", "-worksheet.pdf", "pages"),
    "answers": Exporter("quizgen.exporters.answers", "-answers.pdf", "pages"),
    "docx": Exporter("quizgen.exporters.worddoc.worksheet", "-worksheet.docx", "questions"),
    "docx-answers": Exporter("quizgen.exporters.worddoc.answers", "-answers.docx", "questions"),
    "json": Exporter("quizgen.exporters.jsonbank", ".json", "questions"),
}
