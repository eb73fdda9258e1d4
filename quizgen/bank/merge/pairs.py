"""The pairs of a set and those that are made of it now, one by one."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from quizgen.bank.merge import standing
from quizgen.bank.merge.context import fresh
from quizgen.bank.merge.ground import Ground
from quizgen.bank.merge.parts import Edits
from quizgen.bank.merge.similar import bigrams, likeness
from quizgen.quiz import Pair

_ONE_SIDE = 0.5  # likeness of a premise, and of a response, to a reworded one


def paired(old: Mapping[str, Pair], new: Sequence[Pair], ground: Ground) -> dict[str, Pair]:
    """For the id of an old pair, the new pair that it is.

    A pair that the document still supports is only itself: its history must not go to another
    answer, though the makers chose one for its premise.  Any other is known by its premise,
    its response, or its likeness.
    """
    found: dict[str, Pair] = {}
    left = list(new)
    lost = {name for name, pair in old.items() if standing.carried_pair(pair, ground) is None}
    for same in _SAME:
        for name, pair in old.items():
            if name in found or (same is not _equal and name not in lost):
                continue
            other = next((other for other in left if same(pair, other)), None)
            if other is not None:
                found[name] = other
                left.remove(other)
    return found


def _equal(one: Pair, other: Pair) -> bool:
    return (one.premise.text, one.response.text) == (other.premise.text, other.response.text)


def _one_premise(one: Pair, other: Pair) -> bool:
    return one.premise.text == other.premise.text


def _one_response(one: Pair, other: Pair) -> bool:
    return one.response.text == other.response.text


def _alike(one: Pair, other: Pair) -> bool:
    return (
        likeness(bigrams(one.premise.text), bigrams(other.premise.text)) >= _ONE_SIDE
        and likeness(bigrams(one.response.text), bigrams(other.response.text)) >= _ONE_SIDE
    )


# What makes two pairs one, the surest first.
_SAME: tuple[Callable[[Pair, Pair], bool], ...] = (_equal, _one_premise, _one_response, _alike)


def combined(mine: Pair, made: Pair, done: Edits, ground: Ground) -> Pair:
    """``made`` with what a person edited in ``mine``."""
    after = made
    if "words" in done:
        after = replace(after, premise=mine.premise, response=mine.response)
    if "source" in done:
        after = replace(after, source=mine.source)
    if "retired" in done:
        after = replace(after, retired=mine.retired)
    if "words" in done or "source" in done:
        after = standing.placed_pair(after, ground)
    return after


def extra(there: Sequence[Pair], new: Sequence[Pair], taken: set[str]) -> list[Pair]:
    """The ``new`` pairs whose premises are not asked yet, with ids that are not ``taken``.

    ``there`` are the pairs of the set, as they are and as they were ever made.
    """
    premises = {pair.premise.text for pair in there}
    return [
        replace(pair, id=fresh(pair.id, taken)) for pair in new if pair.premise.text not in premises
    ]


def inserted(
    pairs: Sequence[Pair], added: Sequence[Pair], new: Sequence[Pair], matched: Mapping[str, Pair]
) -> list[Pair]:
    """``pairs`` with those ``added``, each behind the pair that it follows in ``new``."""
    names = {(pair.premise.text, pair.response.text): name for name, pair in matched.items()}
    fresh_ones = {(pair.premise.text, pair.response.text): pair for pair in added}
    done = list(pairs)
    before = ""
    for pair in new:
        key = (pair.premise.text, pair.response.text)
        if key in fresh_ones:
            at = next((n for n, other in enumerate(done, 1) if other.id == before), None)
            at = at if at is not None else (len(done) if before else 0)
            done.insert(at, fresh_ones[key])
            before = fresh_ones[key].id
        elif key in names:
            before = names[key]
    return done
