"""Bank → an Anki deck (``.apkg``): one deck a document, sub-decks by section."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

from quizgen import __version__
from quizgen.errors import BadBank, NothingToAsk, Problem
from quizgen.exporters import Options, Output
from quizgen.exporters.ankideck import base, names
from quizgen.exporters.ankideck.fields import verbatim
from quizgen.exporters.ankideck.notes import Maker, Note
from quizgen.exporters.ankideck.notetypes import NOTE_TYPES, look
from quizgen.exporters.ankideck.package import Deck, package
from quizgen.exporters.ankideck.wording import Wording, wording
from quizgen.quiz import Bank


def export(bank: Bank, options: Options) -> Output:
    """The bank as an Anki package; ``count`` is its number of cards, one a note.

    Problems are questions of which nothing can be seen.  Raises NothingToAsk when no
    card is left, and BadBank when two questions have the same id.
    """
    notes, problems = make_notes(bank, options)
    where = bank.source or bank.title
    if not notes:
        raise NothingToAsk(where, "the bank has no question for a card")
    for guid, times in Counter(note.guid for note in notes).items():
        if times > 1:
            twice = next(note for note in notes if note.guid == guid)
            raise BadBank(where, f"{twice.fields['Id']} is there {times} times", "mend the ids")
    looks = {kind: look(kind, options.templates) for kind in NOTE_TYPES}
    words = wording(options.templates, options.language)
    decks = [_adapted(deck, options) for deck in _decks(bank, notes, words)]
    data = package(decks, looks, bank.id)
    return Output(data, sum(len(deck.notes) for deck in decks), tuple(problems))


def make_notes(bank: Bank, options: Options) -> tuple[list[Note], list[Problem]]:
    """The notes of the bank, and the questions of which nothing can be seen."""
    words = wording(options.templates, options.language)
    maker = Maker(bank, words, options.matching_cards, options.edited)
    return list(maker.notes()), maker.problems


def _adapted(deck: Deck, options: Options) -> Deck:
    """The deck for the collection that the options tell of; order and sub-decks stay."""
    rows = [
        (position, replace(note, changed=max(note.changed, later + 1)))
        for position, note in deck.notes
        if (name := base.identity(note.fields)) not in options.left_out
        for later in (options.later_than.get(name, 0),)
    ]
    return replace(deck, notes=rows)


def _decks(bank: Bank, notes: list[Note], words: Wording) -> list[Deck]:
    """The document's deck first (Anki wants it there, be it empty), then its sub-decks."""
    top = names.deck(bank)
    description = words.description.format(
        title=bank.title or top, source=bank.source, version=__version__
    )
    rows: dict[str, list[tuple[int, Note]]] = {"": []}
    below = names.subdecks([note.section for note in notes])
    for position, (note, name) in enumerate(zip(notes, below, strict=True), start=1):
        rows.setdefault(name, []).append((position, note))
    return [
        Deck(f"{top}::{name}" if name else top, row, "" if name else verbatim(description))
        for name, row in rows.items()
    ]
