"""Banks → an Anki deck (``.apkg``): one deck a document."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from quizgen.exporters import Options, Output
from quizgen.exporters.ankideck import base
from quizgen.exporters.ankideck.collect import Collected, collect
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
    decks = _adapted(_decks(found), options)
    looks = {kind: look(kind, options.templates) for kind in NOTE_TYPES}
    seed = "\x1f".join(bank.id for bank in banks)
    rows = sorted((row for deck in decks for row in deck.notes), key=lambda row: row[0])
    states = tuple(note.state for _, note in rows)
    return Output(package(decks, looks, seed), len(rows), found.problems, states)


def _decks(found: Collected) -> list[Deck]:
    """The decks in their order, with each note and its position among the new cards."""
    rows: dict[str, list[tuple[int, Note]]] = {name: [] for name in found.decks}
    for position, note in enumerate(found.notes, start=1):
        rows[note.deck].append((position, note))
    return [Deck(name, rows[name], description) for name, description in found.decks.items()]


def _adapted(decks: list[Deck], options: Options) -> list[Deck]:
    """The decks for the collection that the options tell of; the order of the notes stays."""
    if not (options.left_out or options.later_than or options.deck_names):
        return decks
    done: dict[str, Deck] = {}
    for deck in decks:
        rows = [
            (position, note.later_than(options.later_than.get(name, 0)))
            for position, note in deck.notes
            if (name := base.identity(note.fields)) not in options.left_out
        ]
        name = options.deck_names.get(deck.name, deck.name)
        if name in done:
            done[name] = replace(done[name], notes=[*done[name].notes, *rows])
        elif rows or not options.deck_names:
            done[name] = replace(deck, name=name, notes=rows)
    return list(done.values())
