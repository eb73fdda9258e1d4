"""A total of marks, divided among the blanks and pairs of a paper so that it adds up.

Every blank is worth the same, and every pair, wherever whole or half marks allow it.
Where they do not, some neighbouring items are worth half a mark (or a whole one) more a
blank; the paper says which.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from quizgen.errors import UsageError
from quizgen.records import dataclass

HALF = Decimal("0.5")
MOST_UNEVEN = 3  # times: the most that a pair may be worth more or less than a blank


@dataclass(frozen=True, slots=True)
class Extra:
    """Neighbours worth more than the others: the places ``first`` to ``last``, from 0.

    ``each`` is what each of their blanks (or pairs) is worth; None where a single item is
    worth ``worth`` as a whole.  ``gain`` is what all of them are worth more than usual.
    """

    first: int
    last: int
    gain: Decimal
    each: Decimal | None
    worth: Decimal


@dataclass(frozen=True, slots=True)
class Marks:
    """What a blank and a pair are worth, and those that are worth more."""

    blank: Decimal = Decimal(1)
    pair: Decimal = Decimal(1)
    more_blank: Extra | None = None
    more_pair: Extra | None = None


def divide(total: Decimal, blanks: Sequence[int], pairs: int) -> Marks:
    """Marks that make ``total``; ``blanks`` counts the blanks of each fill-in item.

    Raises UsageError where there would be less than half a mark for each answer, or where
    ``total`` is no multiple of half a mark.
    """
    count = sum(blanks)
    answers = count + pairs
    if total % HALF:
        raise UsageError("--marks", f"{total} is not a whole or a half number", "round it")
    if not answers:
        return Marks()
    if total < HALF * answers:
        what = f"{total:f} marks are too few for {answers} blanks and pairs"
        raise UsageError("--marks", what, f"give {HALF * answers:f} or more")
    units = int(total / HALF)
    blank, pair = _even(units, count, pairs)
    rest = units - blank * count - pair * pairs
    few = not pairs or rest <= count or (rest % 2 == 0 and rest // 2 <= count)
    to_pairs = 0 if few else rest if not count else min(rest, pairs)
    if count and to_pairs and to_pairs == pairs:
        pair, to_pairs, rest = pair + 1, 0, rest - pairs
    each, other = HALF * blank, HALF * pair
    to_blanks = rest - to_pairs
    return Marks(
        each,
        other,
        more_blank=_neighbours(blanks, to_blanks, each) if to_blanks else None,
        more_pair=_neighbours([1] * pairs, to_pairs, other) if to_pairs else None,
    )


def _even(units: int, count: int, pairs: int) -> tuple[int, int]:
    """What a blank and a pair are worth (in half marks).

    What leaves nothing over is best, then whole marks, then what is nearest to each other.
    """
    if not count or not pairs:
        answers = count or pairs
        each = units // answers
        if each % 2 and each > 1 and units % answers:  # whole marks, if some have more anyway
            each -= 1
        return (each if count else 0), (each if pairs else 0)
    mean = units // (count + pairs)
    choices = []
    for pair in range(1, MOST_UNEVEN * mean + 1):
        most = (units - pair * pairs) // count
        for blank in (most, most - 1):
            if 1 <= blank <= MOST_UNEVEN * pair and pair <= MOST_UNEVEN * blank:
                rest = units - blank * count - pair * pairs
                halves = blank % 2 + pair % 2 + rest % 2
                choices.append((rest > 0, halves, abs(blank - pair), rest, blank, pair))
    return min(choices)[-2:] if choices else (mean, mean)


def _neighbours(blanks: Sequence[int], rest: int, each: Decimal) -> Extra:
    """The items that share ``rest`` half marks: the last ones that have as many blanks.

    Whole marks are tried first.  Where no neighbours have as many, one item gets all.
    """
    for unit in (2, 1):
        if rest % unit:
            continue
        wanted = rest // unit
        for first in range(len(blanks) - 1, -1, -1):
            sum_, last = 0, first
            while last < len(blanks) and sum_ < wanted:
                sum_ += blanks[last]
                last += 1
            if sum_ == wanted and any(blanks[first:last]):
                more = each + HALF * unit
                return Extra(first, last - 1, HALF * rest, more, more * wanted)
    place = max(range(len(blanks)), key=lambda place: (blanks[place], place))
    gain = HALF * rest
    return Extra(place, place, gain, None, each * blanks[place] + gain)
