"""Fill-in items of a bank, merged with those of a new generation."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import field, replace

from quizgen.bank.merge import standing
from quizgen.bank.merge.changes import Change, Fate, differ
from quizgen.bank.merge.context import Context
from quizgen.bank.merge.match import Item, pairing
from quizgen.bank.merge.parts import NO_EDITS, Edits, edits, entries, words
from quizgen.quiz import Blank, Cloze, Entry, Text, fingerprint
from quizgen.records import dataclass
from quizgen.text import fold


@dataclass(slots=True)
class Old:
    """An item that was made: as it stands (None: deleted), and as it was made."""

    question: Cloze | None
    item: Item
    edits: Edits = NO_EDITS
    entry: Entry | None = None


@dataclass(slots=True)
class Result:
    """What became of the items.

    ``after`` has each old item by its id, ``made`` the same without a person's edits;
    ``added`` are new items, in the order of the document.  What was deleted is remembered
    as the document says it now (``deleted``), to be known again after the next change.
    """

    changes: dict[str, Change] = field(default_factory=dict)
    made: dict[str, Cloze] = field(default_factory=dict)
    added: list[Cloze] = field(default_factory=list)
    left_out: list[Change] = field(default_factory=list)
    deleted: list[Entry] = field(default_factory=list)  # as they would be made now


def merge(context: Context, olds: Sequence[Cloze], news: Sequence[Cloze]) -> Result:
    """Merge ``news`` into ``olds``; manual items among these stay as they are."""
    result = Result()
    known = list(_known(context, olds))
    by_hand = [question for question in olds if not context.generated(question)]
    news = _unlike(news, by_hand)
    new_items = [
        replace(Item.of(question), stood=context.ground.stood(question.source.text))
        for question in news
    ]
    pairs = pairing([old.item for old in known], new_items)
    taken = {old: news[new] for new, old in pairs.items()}
    for number, old in enumerate(known):
        if old.question is not None:
            _settle(context, old, taken.get(number), result)
        elif number in taken:
            result.left_out.append(Change(Fate.DELETED, None, None, taken[number]))
            if old.entry is not None:
                made = replace(taken[number], id=old.entry.question)
                result.deleted += entries(made, context.entries)
    for question in by_hand:
        result.changes[question.id] = Change(
            Fate.EDITED, question, standing.placed(question, context.ground)
        )
    for number, question in enumerate(news):
        if number not in pairs:
            result.added.append(replace(question, id=context.fresh(question.id)))
    return result


def _known(context: Context, olds: Sequence[Cloze]) -> Iterator[Old]:
    """The items that were made: those of the bank, then those that a person deleted."""
    for question in olds:
        if not context.generated(question):
            continue
        entry = context.entries.get((question.id, ""))
        done = edits(question, entry)
        item = Item.of(question)
        if entry is not None and "words" in done:
            item = replace(item, segments=words(entry.said) or question.segments)
        if item.place >= 0:
            item = replace(item, place=context.ground.expected(item.place))
        yield Old(question, item, done, entry)
    for entry in context.deleted_items:
        segments = words(entry.said)
        if any(isinstance(segment, Blank) for segment in segments):
            yield Old(None, Item(segments, deleted=True), entry=entry)


def _settle(context: Context, old: Old, new: Cloze | None, result: Result) -> None:
    """What becomes of an old item, which is ``new`` now, or was not made again."""
    question = old.question
    if question is None:
        return
    proposed = None
    if new is None and old.edits and old.entry is None:  # how it was made is not known
        after = _kept(context, question)
    else:
        made = _not_chosen(context, question, old) if new is None else new
        made = replace(made, id=question.id)
        result.made[question.id] = made
        after = _combined(context, question, made, old.edits)
        if "words" in old.edits and not made.retired and _differs(made, old.item):
            proposed = made
    fate = _fate(question, after, old.edits)
    result.changes[question.id] = Change(fate, question, after, proposed)


def _kept(context: Context, question: Cloze) -> Cloze:
    """An edited item as it is, retired where nothing like its sentence is left."""
    source = question.source
    stands = not source.text or context.ground.version(source) is not None
    after = replace(standing.placed(question, context.ground), retired=not stands)
    return after if stands else standing.unplaced(after)


def _not_chosen(context: Context, question: Cloze, old: Old) -> Cloze:
    """An item, as it was made, that was not made again: as it stands now, or retired."""
    base = replace(question, segments=old.item.segments, note="")
    done = standing.carried(base, context.ground)
    if done is None:
        return replace(standing.unplaced(base), retired=True)
    section = standing.path(context.document, done.source.place, done.section)
    return replace(done, retired=False, section=section)


def _combined(context: Context, mine: Cloze, made: Cloze, done: Edits) -> Cloze:
    """``made`` with what a person edited in ``mine``."""
    after = replace(made, note=mine.note, made=fingerprint(replace(made, note="")))
    for name in ("section", "unordered", "difficulty", "retired"):
        if name in done:
            after = replace(after, **{name: getattr(mine, name)})
    if "source" in done:
        after = replace(after, source=mine.source)
    if "words" in done:
        after = replace(after, segments=standing.placed(mine, context.ground).segments)
    elif "accept" in done:
        after = replace(after, segments=_accepting(mine, made))
    if "source" in done or "words" in done:
        after = standing.placed(after, context.ground)
    return standing.unplaced(after) if after.retired else after


def _accepting(mine: Cloze, made: Cloze) -> tuple[Text | Blank, ...]:
    """The stem as it is made now, with the other answers that a person wrote."""
    if len(mine.blanks) != len(made.blanks):
        return mine.segments
    others = iter(mine.blanks)
    return tuple(
        replace(part, accept=next(others).accept) if isinstance(part, Blank) else part
        for part in made.segments
    )


def _differs(made: Cloze, old: Item) -> bool:
    """Whether the document makes something else of an edited item than it did."""
    item = Item.of(made)
    return (item.shown, item.answers) != (old.shown, old.answers)


def _fate(before: Cloze, after: Cloze, done: Edits) -> Fate:
    if after.retired != before.retired:
        return Fate.RETIRED if after.retired else Fate.REVIVED
    if done:
        return Fate.EDITED
    return Fate.CHANGED if differ(before, after) else Fate.UNCHANGED


def _unlike(news: Sequence[Cloze], by_hand: Sequence[Cloze]) -> list[Cloze]:
    """The new items that nobody has written by hand already."""
    written = {(fold(item.shown), item.answers) for item in map(Item.of, by_hand)}
    return [
        question
        for question in news
        if (fold((item := Item.of(question)).shown), item.answers) not in written
    ]
