"""Bank → an Anki deck (``.apkg``): one deck a document, sub-decks by section."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
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
    decks = _adapted(_decks(bank, notes, words), options)
    data = package(decks, looks, bank.id)
    return Output(data, sum(len(deck.notes) for deck in decks), tuple(problems))


def make_notes(bank: Bank, options: Options) -> tuple[list[Note], list[Problem]]:
    """The notes of the bank, and the questions of which nothing can be seen."""
    words = wording(options.templates, options.language)
    maker = Maker(bank, words, options.matching_cards, options.edited)
    return list(maker.notes()), maker.problems


def _adapted(decks: list[Deck], options: Options) -> list[Deck]:
    """The decks for the collection that the options tell of; the order of the notes stays."""
    done: dict[str, Deck] = {}
    for deck in decks:
        rows = [
            (position, replace(note, changed=max(note.changed, later + 1)))
            for position, note in deck.notes
            if (name := base.identity(note.fields)) not in options.left_out
            for later in (options.later_than.get(name, 0),)
        ]
        name = options.deck_names.get(deck.name, deck.name)
        if name in done:
            done[name] = replace(done[name], notes=[*done[name].notes, *rows])
        elif rows or not options.deck_names:
            done[name] = replace(deck, name=name, notes=rows)
    return list(done.values())


def _decks(bank: Bank, notes: list[Note], words: Wording) -> list[Deck]:
    """The document's deck first (Anki wants it there, be it empty), then its sub-decks."""
    top = names.deck(bank)
    rows: dict[str, list[tuple[int, Note]]] = {top: []}
    for position, (note, name) in enumerate(zip(notes, deck_names(bank, notes), strict=True), 1):
        rows.setdefault(name, []).append((position, note))
    description = words.description.format(
        title=bank.title or top, source=bank.source, version=__version__
    )
    return [
        Deck(name, row, verbatim(description) if name == top else "") for name, row in rows.items()
    ]


def deck_names(bank: Bank, notes: Sequence[Note]) -> list[str]:
    """The name of the deck of each note."""
    top = names.deck(bank)
    below = names.subdecks([note.section for note in notes])
    return [f"{top}::{name}" if name else top for name in below]
