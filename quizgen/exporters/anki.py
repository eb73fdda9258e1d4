"""Bank → an Anki deck (``.apkg``): one deck a document, sub-decks where they are asked for."""

from __future__ import annotations

from collections.abc import Sequence

from quizgen.exporters import Options, Output
from quizgen.exporters.ankideck.collect import collect
from quizgen.exporters.ankideck.notes import Note
from quizgen.exporters.ankideck.notetypes import NOTE_TYPES, look
from quizgen.exporters.ankideck.package import Deck, package
from quizgen.quiz import Bank


def export(bank: Bank, options: Options) -> Output:
    """The bank as an Anki package; ``count`` is its number of cards, one a note.

    Problems are questions of which nothing can be seen.  Raises NothingToAsk when no
    card is left, and BadBank when two questions have the same id.
    """
    return export_together([bank], options)


def export_together(banks: Sequence[Bank], options: Options, parent: str = "") -> Output:
    """Several banks as one package, each with a deck of its own; ``parent`` is one above them.

    Raises what :func:`export` raises.
    """
    found = collect(banks, options, parent)
    rows: dict[str, list[tuple[int, Note]]] = {name: [] for name in found.decks}
    for position, note in enumerate(found.notes, start=1):
        rows[note.deck].append((position, note))
    decks = [Deck(name, rows[name], found.decks[name]) for name in rows]
    looks = {kind: look(kind, options.templates) for kind in NOTE_TYPES}
    seed = "\x1f".join(bank.id for bank in banks)
    return Output(package(decks, looks, seed), len(found.notes), found.problems)
