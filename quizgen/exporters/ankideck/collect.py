"""Banks → the notes of a deck with the names of their decks, for every export to Anki."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from quizgen import __version__
from quizgen.errors import BadBank, NothingToAsk, Problem
from quizgen.exporters import Options
from quizgen.exporters.ankideck import decks, names
from quizgen.exporters.ankideck.fields import verbatim
from quizgen.exporters.ankideck.notes import Maker, Note
from quizgen.exporters.ankideck.wording import Wording, wording
from quizgen.quiz import Bank, live
from quizgen.records import dataclass


@dataclass(frozen=True, slots=True)
class Collected:
    """What goes to Anki: notes in the order of new cards; decks by name with HTML descriptions.

    The deck of a document comes before its sub-decks, and is there if it is empty: Anki
    wants it so.
    """

    notes: tuple[Note, ...]
    decks: dict[str, str]
    problems: tuple[Problem, ...]


def collect(banks: Sequence[Bank], options: Options, parent: str = "") -> Collected:
    """The notes of ``banks``, one bank behind the other; ``parent`` is a deck above theirs.

    Raises NothingToAsk when no note is left, and BadBank when two have the same id.
    """
    found = gather(banks, options, parent)
    where = ", ".join(bank.source or bank.title for bank in banks)
    if not found.notes:
        raise NothingToAsk(where, "the bank has no question for a card")
    for guid, times in Counter(note.guid for note in found.notes).items():
        if times > 1:
            twice = next(note for note in found.notes if note.guid == guid)
            raise BadBank(where, f"{twice.fields['Id']} is there {times} times", "mend the ids")
    return found


def gather(banks: Sequence[Bank], options: Options, parent: str = "") -> Collected:
    """As :func:`collect`, be there notes or not."""
    words = wording(options.templates, options.language)
    notes: list[Note] = []
    problems: list[Problem] = []
    decks_found = {names.deck_name(parent): ""} if parent else {}
    for bank in (live(decks.settled(bank, options)) for bank in banks):
        maker = Maker(bank, words, options.now)
        notes += maker.notes()
        problems += maker.problems
        decks_found[names.deck(bank)] = verbatim(_description(bank, words))
    for note in notes:
        decks_found.setdefault(note.deck, "")
    return Collected(tuple(notes), decks_found, tuple(problems))


def _description(bank: Bank, words: Wording) -> str:
    title = bank.title or names.deck(bank).rpartition("::")[2]
    return words.description.format(title=title, source=bank.source, version=__version__)
