"""A bank and a newer generation of its document → the bank, and what changed in it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from quizgen.bank.merge import items, sets
from quizgen.bank.merge.changes import Change, Fate, Merged
from quizgen.bank.merge.context import Context
from quizgen.bank.merge.order import arrange
from quizgen.bank.merge.parts import entries
from quizgen.bank.merge.rivals import fitting
from quizgen.document import Document
from quizgen.quiz import Bank, Cloze, Entry, Matching, Question, Record, live

_LEAST_SAME = 0.3  # of the sentences; greetings and headings are shared by many documents
_LEAST_SHARED = 0.1  # of the questions that were made must stand in a document of the bank


def merge(old: Bank, new: Bank, document: Document, *, title: str = "") -> Merged:
    """``old`` with what ``new``, a bank just made of ``document``, has to change in it.

    ``title`` is one that was asked for; a title that was only found never replaces that of the
    bank, because a learner's deck is called by it.
    """
    context = Context.of(document, old)
    olds = [question for question in old.questions if isinstance(question, Cloze)]
    old_sets = [question for question in old.questions if isinstance(question, Matching)]
    done = items.merge(context, olds, [q for q in new.questions if isinstance(q, Cloze)])
    done_sets = sets.merge(context, old_sets, [q for q in new.questions if isinstance(q, Matching)])
    changes = done.changes | done_sets.changes
    after = {name: change.after for name, change in changes.items() if change.after is not None}
    kept = live(replace(old, questions=tuple(after.values()))).questions
    added = fitting(kept, [*done_sets.added, *done.added])
    questions = arrange(old.questions, after, added)
    made: dict[str, Question] = {**done.made, **done_sets.made}
    made |= {question.id: question for question in added}
    recorded = [made[question.id] for question in questions if question.id in made]
    known = {entry.key: entry for entry in _unknown(changes.values(), context)}
    known |= {entry.key: entry for entry in old.record.entries}
    bank = replace(
        old,
        title=_title(old, title),
        source=_source(old, new),
        date=_date(old, new),
        digest=new.digest,
        seed=new.seed,
        questions=tuple(questions),
    )
    known |= {entry.key: entry for entry in (*done.deleted, *done_sets.deleted)}
    record = _record(new, known, recorded, title or _known_title(old, new))
    bank = replace(bank, record=replace(record, sentences=context.ground.marks()))
    rows = [changes.get(q.id) or Change(Fate.ADDED, None, q) for q in questions]
    return Merged(
        bank,
        (*rows, *done.left_out, *done_sets.left_out),
        new.title if new.title != bank.title else "",
        _related(old, new, context, rows),
    )


def _record(
    new: Bank, known: dict[tuple[str, str], Entry], made: Iterable[Question], title: str
) -> Record:
    """The record after a merge: what was known, with what the document gives now in its place."""
    rows = dict(known)
    for question in made:
        for entry in entries(question, known):
            rows[entry.key] = entry
    return Record(title, new.source, tuple(rows.values()))


def _unknown(changes: Iterable[Change], context: Context) -> Iterable[Entry]:
    """Entries for what may have been in a deck before there was a record, and is changed now."""
    if context.entries:
        return
    for change in changes:
        question = change.before
        if question is None or change.fate in {Fate.UNCHANGED, Fate.EDITED}:
            continue
        yield Entry(question.id, exported=_SOMETHING)
        if isinstance(question, Matching):
            yield from (Entry(question.id, pair.id, exported=_SOMETHING) for pair in question.pairs)


_SOMETHING = "?"  # the fingerprint of a note of which nothing is known: it differs from all


def _known_title(old: Bank, new: Bank) -> str:
    return old.record.title or new.title


def _title(old: Bank, wanted: str) -> str:
    """The title of the bank, or the one asked for, if it is another than was asked for before."""
    return wanted if wanted and wanted != old.record.title else old.title


def _source(old: Bank, new: Bank) -> str:
    """The document's file name, unless a person has written another into the bank."""
    if old.record.source and old.source != old.record.source:
        return old.source
    return new.source


def _date(old: Bank, new: Bank) -> str:
    """The date of the bank, which a person may have mended or deleted, if it can have one."""
    return old.date if old.record.entries else old.date or new.date


def _related(old: Bank, new: Bank, context: Context, changes: Iterable[Change]) -> bool:
    """Whether the bank is the document's: by its id, or because a part of it still stands."""
    if old.id == new.id or (old.digest and old.digest == new.digest):
        return True
    if context.ground.shared() >= _LEAST_SAME:
        return True
    known = [q for q in live(old).questions if context.generated(q)]
    stand = [
        change
        for change in changes
        if change.before is not None
        and change.after is not None
        and not change.after.retired
        and context.generated(change.before)
    ]
    return bool(stand) and len(stand) >= _LEAST_SHARED * len(known)
