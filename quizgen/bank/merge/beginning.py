"""A bank that is made for the first time, or anew: nothing of a person's is in it yet."""

from __future__ import annotations

from dataclasses import replace

from quizgen.bank.merge.changes import Change, Fate, Merged
from quizgen.bank.merge.ground import Ground
from quizgen.bank.merge.parts import entries
from quizgen.document import Document
from quizgen.quiz import Bank, Entry, Record


def begin(new: Bank, document: Document, old: Bank | None = None) -> Merged:
    """A bank made anew, with its record.

    ``old`` is an earlier bank of the document, in whose place it comes.  When its notes changed
    last must be known, so that what is in a learner's collection can change again; and how its
    deck is called, so that they are found there.
    """
    known = {
        entry.key: Entry(*entry.key, exported=entry.exported, changed=entry.changed)
        for entry in (old.record.entries if old else ())
        if entry.exported
    }
    made = {entry.key: entry for question in new.questions for entry in entries(question, known)}
    marks = Ground.of(document, new).marks()
    rows = made | {key: entry for key, entry in known.items() if key not in made}
    record = Record(new.title, new.source, tuple(rows.values()), marks)
    return Merged(
        replace(new, record=record, deck=old.deck if old else new.deck),
        tuple(Change(Fate.ADDED, None, question) for question in new.questions),
    )
