"""Matching sets of a bank, merged with those of a new generation: sets, then their pairs.

A set is known by the pairs that it shares with another of its relation.  Each pair is a note
of its own in a learner's collection, so each is kept, edited, deleted and retired by itself.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import field, replace

from quizgen.bank.merge import standing
from quizgen.bank.merge.changes import Change, Fate, differ
from quizgen.bank.merge.context import Context
from quizgen.bank.merge.pairs import combined, extra, inserted, paired
from quizgen.bank.merge.parts import NO_EDITS, Edits, edits, pair_edits, pair_entry, words
from quizgen.quiz import LEAST_PAIRS, Blank, Entry, Matching, Pair, Quote, Text, fingerprint
from quizgen.records import dataclass

_LEAST_NEW = 3  # pairs of a new set from which deleted ones were taken


@dataclass(slots=True)
class Result:
    """What became of the sets; see :class:`quizgen.bank.merge.items.Result`."""

    changes: dict[str, Change] = field(default_factory=dict)
    made: dict[str, Matching] = field(default_factory=dict)
    added: list[Matching] = field(default_factory=list)
    left_out: list[Change] = field(default_factory=list)
    deleted: list[Entry] = field(default_factory=list)


@dataclass(slots=True)
class Old:
    """A set of the bank, or a deleted one (``question`` is None), with its pairs as made."""

    name: str
    relation: str | None
    pairs: dict[str, Pair]  # as made, by id, those that a person deleted included
    question: Matching | None = None


def merge(context: Context, olds: Sequence[Matching], news: Sequence[Matching]) -> Result:
    """Merge ``news`` into ``olds``; manual sets among these stay as they are."""
    result = Result()
    by_hand = [question for question in olds if not context.generated(question)]
    known = _known(context, [question for question in olds if context.generated(question)])
    chosen = _pairing(list(known.values()), news)
    standing_pairs = _Asked()
    for question in by_hand:
        standing_pairs.add(question.pairs)
        after = standing.placed_set(question, context.ground)
        result.changes[question.id] = Change(Fate.EDITED, question, after)
    for old in known.values():
        if old.question is not None:
            standing_pairs.add(old.pairs.values())
    for name, old in known.items():
        if old.question is not None:
            new = news[chosen[name]] if name in chosen else None
            _settle(context, old, new, standing_pairs, result)
    taken = {number: name for name, number in chosen.items()}
    deleted = _deleted(known)
    for number, question in enumerate(news):
        if number in taken and known[taken[number]].question is not None:
            continue
        if number in taken:
            result.left_out.append(Change(Fate.DELETED, None, None, question))
            _remember(context, known[taken[number]], question, result)
            continue
        _add(context, question, standing_pairs, deleted, result)
    return result


def _remember(context: Context, old: Old, new: Matching, result: Result) -> None:
    """Remember the deleted pairs of a set as the document says them now."""
    there = {pair.id for pair in old.question.pairs} if old.question is not None else set()
    for name, pair in paired(old.pairs, new.pairs, context.ground).items():
        if name not in there:
            made = replace(pair, id=name)
            result.deleted.append(pair_entry(old.name, made, context.entries))


def _known(context: Context, olds: Sequence[Matching]) -> dict[str, Old]:
    """The sets that were made, by id, deleted ones last."""
    rows = {}
    for question in olds:
        pairs = {pair.id: _as_made(context, question, pair) for pair in question.pairs}
        rows[question.id] = Old(question.id, question.relation, pairs, question)
    for entry in context.deleted_pairs:
        pair = _recorded(entry.said, entry.pair)
        if pair is None:
            continue
        row = rows.setdefault(entry.question, Old(entry.question, None, {}))
        row.pairs[entry.pair] = pair
    return rows


def _as_made(context: Context, question: Matching, pair: Pair) -> Pair:
    entry = context.entries.get((question.id, pair.id))
    made = None if entry is None else _recorded(entry.said, pair.id)
    if made is None:
        return pair
    same = (made.premise.text, made.response.text) == (pair.premise.text, pair.response.text)
    return pair if same else replace(made, source=pair.source, retired=pair.retired)


def _recorded(said: str, name: str) -> Pair | None:
    match words(said):
        case (Text(premise), Blank(response)):
            return Pair(Quote(premise), Quote(response), name)
        case _:
            return None


def _deleted(known: Mapping[str, Old]) -> list[Pair]:
    """The pairs that a person deleted, with their set or from one that is there."""
    found = []
    for old in known.values():
        there = {pair.id for pair in old.question.pairs} if old.question is not None else set()
        found += [pair for name, pair in old.pairs.items() if name not in there]
    return found


def _pairing(olds: Sequence[Old], news: Sequence[Matching]) -> dict[str, int]:
    """For the id of an old set, the number of the new one that it is.

    They share at least half the pairs of the smaller one, by premise or by response.
    """
    by_text: dict[tuple[int, str], list[int]] = {}
    for number, old in enumerate(olds):
        for pair in old.pairs.values():
            by_text.setdefault((0, pair.premise.text), []).append(number)
            by_text.setdefault((1, pair.response.text), []).append(number)
    rows = []
    for number, question in enumerate(news):
        shared: Counter[int] = Counter()
        for pair in question.pairs:
            both = {
                *by_text.get((0, pair.premise.text), ()),
                *by_text.get((1, pair.response.text), ()),
            }
            shared.update(both)
        for other, count in shared.items():
            old = olds[other]
            related = old.relation in {None, question.relation}
            if related and 2 * count >= min(len(old.pairs), len(question.pairs)):
                rows.append((-count, old.question is None, other, number))
    found: dict[str, int] = {}
    used: set[int] = set()
    for _, _, other, number in sorted(rows):
        if olds[other].name not in found and number not in used:
            found[olds[other].name] = number
            used.add(number)
    return found


@dataclass(slots=True)
class _Asked:
    """Pairs that sets of the bank ask for already."""

    rows: set[tuple[str, str]] = field(default_factory=set)

    def add(self, pairs: Iterable[Pair]) -> None:
        self.rows.update((pair.premise.text, pair.response.text) for pair in pairs)

    def __contains__(self, pair: Pair) -> bool:
        return (pair.premise.text, pair.response.text) in self.rows


def _settle(
    context: Context, old: Old, new: Matching | None, asked: _Asked, result: Result
) -> None:
    """What becomes of an old set, which is ``new`` now, or was not made again."""
    question = old.question
    if question is None:
        return
    entry = context.entries.get((question.id, ""))
    done = edits(question, entry)
    if entry is None and done:  # how it was made is not known
        after = _alive(standing.placed_set(question, context.ground), context)
        result.changes[question.id] = Change(_fate(question, after, done), question, after)
        return
    matched = paired(old.pairs, new.pairs if new is not None else (), context.ground)
    made_pairs, after_pairs = [], []
    any_edit = bool(done)
    for pair in question.pairs:
        recorded = context.entries.get((question.id, pair.id))
        if context.entries and recorded is None:  # a person added it
            after_pairs.append(standing.placed_pair(pair, context.ground))
            any_edit = True
            continue
        own = pair_edits(pair, recorded) if recorded is not None else NO_EDITS
        any_edit = any_edit or bool(own)
        made = matched.get(pair.id)
        if made is None:
            base = old.pairs[pair.id]
            made = standing.carried_pair(base, context.ground)
            made = replace(base, retired=True) if made is None else replace(made, retired=False)
        made = replace(made, id=pair.id)
        made_pairs.append(made)
        after_pairs.append(combined(pair, made, own, context.ground))
    if new is not None:
        used = {id(pair) for pair in matched.values()}
        fresh_pairs = [p for p in new.pairs if id(p) not in used and p not in asked]
        there = [*question.pairs, *old.pairs.values()]
        more = extra(there, fresh_pairs, context.pair_ids(question.id))
        any_edit = any_edit or len(old.pairs) > len(question.pairs)
        _remember(context, old, new, result)
        made_pairs = inserted(made_pairs, more, new.pairs, matched)
        after_pairs = inserted(after_pairs, more, new.pairs, matched)
    whole = _whole(context, question, new, made_pairs)
    after = _combined(context, question, whole, tuple(after_pairs), done)
    result.made[question.id] = whole
    fate = _fate(question, after, Edits(frozenset({"pairs"})) if any_edit else NO_EDITS)
    result.changes[question.id] = Change(fate, question, after)


def _whole(
    context: Context, question: Matching, new: Matching | None, pairs: Sequence[Pair]
) -> Matching:
    """The set as it is made now, without a person's edits, retired if too little is left."""
    base = replace(question, note="") if new is None else replace(new, id=question.id)
    spares = base.distractors
    if new is None:
        found = [replace(quote, place=context.ground.find(quote)) for quote in spares]
        spares = tuple(quote for quote in found if quote.place is not None)
        place = next((pair.premise.place for pair in pairs if not pair.retired), None)
        base = replace(base, section=standing.path(context.document, place, base.section))
    live = sum(not pair.retired for pair in pairs)
    return replace(
        base, pairs=tuple(pairs), distractors=_spare(spares, pairs), retired=live < LEAST_PAIRS
    )


def _spare(quotes: Iterable[Quote], pairs: Iterable[Pair]) -> tuple[Quote, ...]:
    """The spare responses that answer no premise."""
    answers = {pair.response.text for pair in pairs}
    return tuple(quote for quote in quotes if quote.text not in answers)


def _combined(
    context: Context, mine: Matching, made: Matching, pairs: tuple[Pair, ...], done: Edits
) -> Matching:
    """``made`` with what a person edited in ``mine``."""
    after = replace(made, note=mine.note, pairs=pairs, made=fingerprint(made))
    for name in ("section", "instruction", "columns", "difficulty", "retired"):
        if name in done:
            after = replace(after, **{name: getattr(mine, name)})
    spares = after.distractors
    if "distractors" in done:
        spares = tuple(
            replace(quote, place=context.ground.find(quote)) for quote in mine.distractors
        )
    return replace(after, distractors=_spare(spares, pairs))


def _alive(question: Matching, context: Context) -> Matching:
    """A set that a person edited, in a bank without a record: retired if nothing of it stands."""
    stands = any(
        not pair.source.text or context.ground.version(pair.source) is not None
        for pair in question.pairs
    )
    return replace(question, retired=not stands)


def _fate(before: Matching, after: Matching, done: Edits) -> Fate:
    if after.retired != before.retired:
        return Fate.RETIRED if after.retired else Fate.REVIVED
    if done:
        return Fate.EDITED
    return Fate.CHANGED if differ(before, after) else Fate.UNCHANGED


def _add(
    context: Context, question: Matching, asked: _Asked, deleted: Sequence[Pair], result: Result
) -> None:
    """Add a new set, without pairs that are asked for already or were deleted."""
    gone = {(pair.premise.text, pair.response.text) for pair in deleted}
    pairs = tuple(
        pair
        for pair in question.pairs
        if pair not in asked and (pair.premise.text, pair.response.text) not in gone
    )
    if pairs != question.pairs:
        if len(pairs) < _LEAST_NEW:
            return
        question = replace(question, pairs=pairs, distractors=_spare(question.distractors, pairs))
    question = replace(question, id=context.fresh(question.id))
    question = replace(question, made=fingerprint(question))
    result.added.append(question)
