"""The order of a merged bank: that of the document, and of the person where they set one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise

from quizgen.quiz import Cloze, Question


def arrange(
    before: Sequence[Question], after: Mapping[str, Question], added: Sequence[Question]
) -> list[Question]:
    """The questions of the old bank (``before``) as they are ``after``, and those ``added``.

    Items follow the document, as it is now, if they followed it before; where a person has
    put them into another order, that order stays.  What has no place of its own (a manual or
    a retired item, a matching set) stays behind its neighbour.  New items go where they
    belong, new sets to the end.
    """
    groups: list[list[Question]] = [[]]  # each after the first begins with an item that has a place
    places: list[tuple[int, int]] = []  # of these items: then, now
    for question in before:
        then, now = _place(question), _place(after[question.id])
        if then is not None and now is not None:
            groups.append([])
            places.append((then, now))
        groups[-1].append(after[question.id])
    first, *rest = groups
    tail = _sets_behind(rest[-1] if rest else first)
    rows = list(zip([now for _, now in places], rest, strict=True))
    new = [(place, [question]) for question in added if (place := _place(question)) is not None]
    tail += [question for question in added if _place(question) is None]
    if all(one[0] <= other[0] for one, other in pairwise(places)):
        rows = sorted([*rows, *new], key=lambda row: row[0])
    else:
        for row in new:
            at = next((n for n in range(len(rows), 0, -1) if rows[n - 1][0] <= row[0]), 0)
            rows.insert(at, row)
    return [*first, *(question for _, row in rows for question in row), *tail]


def _sets_behind(group: list[Question]) -> list[Question]:
    """Take the sets at the end of the bank, with what follows them, from the last group."""
    at = next((n for n, question in enumerate(group) if not isinstance(question, Cloze)), None)
    if at is None:
        return []
    tail = group[at:]
    del group[at:]
    return tail


def _place(question: Question) -> int | None:
    """Where the sentence of an item is; None for a set, and where it has no place."""
    if isinstance(question, Cloze) and question.source.place is not None:
        return question.source.place.start
    return None
