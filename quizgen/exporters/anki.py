"""Bank → an Anki deck (``.apkg``): one deck a document, sub-decks by section."""

from __future__ import annotations

from collections import Counter

from quizgen import __version__
from quizgen.errors import BadBank, NothingToAsk
from quizgen.exporters import Options, Output
from quizgen.exporters.ankideck import names
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
    words = wording(options.templates, options.language)
    maker = Maker(bank, words, options.matching_cards, options.now)
    notes = list(maker.notes())
    where = bank.source or bank.title
    if not notes:
        raise NothingToAsk(where, "the bank has no question for a card")
    for guid, times in Counter(note.guid for note in notes).items():
        if times > 1:
            twice = next(note for note in notes if note.guid == guid)
            raise BadBank(where, f"{twice.fields['Id']} is there {times} times", "mend the ids")
    looks = {kind: look(kind, options.templates) for kind in NOTE_TYPES}
    data = package(_decks(bank, notes, words), looks, bank.id)
    states = tuple(note.state for note in notes)
    return Output(data, len(notes), tuple(maker.problems), states)


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
