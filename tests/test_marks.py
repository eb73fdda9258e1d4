"""Marks of a test add up to the total that is asked for."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from quizgen.errors import UsageError
from quizgen.exporters.pdf.marking import Extra, Marks, divide
from quizgen.exporters.pdf.paper import make_paper
from quizgen.quiz import Bank
from tests.strategies import banks

HALF = Decimal("0.5")


def worths(marks: Marks, blanks: Sequence[int], pairs: int) -> list[Decimal]:
    """What each fill-in item, then each pair, is worth, as the paper says it."""
    one_each = [1] * pairs
    sections = ((marks.blank, marks.more_blank, blanks), (marks.pair, marks.more_pair, one_each))
    found = []
    for each, more, counts in sections:
        for place, count in enumerate(counts):
            if more and more.first <= place <= more.last:
                found.append(more.worth if more.each is None else more.each * count)
            else:
                found.append(each * count)
    return found


@given(
    st.lists(st.integers(0, 6), max_size=30), st.integers(0, 30), st.integers(1, 1000).map(Decimal)
)
@example([2, 2, 2], 0, Decimal(7))
@example([1], 10, Decimal(40))
@example([], 7, Decimal(201))
def test_what_is_printed_adds_up(blanks: list[int], pairs: int, halves: Decimal) -> None:
    total = halves / 2
    answers = sum(blanks) + pairs
    assume(answers and total >= HALF * answers)
    found = worths(divide(total, blanks, pairs), blanks, pairs)
    assert sum(found) == total
    assert all(
        worth > 0 for worth, count in zip(found, [*blanks, *[1] * pairs], strict=True) if count
    )


@given(banks, st.integers(20, 200).map(Decimal), st.integers(2, 10))
def test_a_paper_is_worth_its_total(bank: Bank, total: Decimal, most_pairs: int) -> None:
    paper = make_paper(bank, Marks(), most_pairs)
    assume(paper.full_marks and paper.full_marks <= 2 * total)
    assert paper.worth(total).full_marks == total


@pytest.mark.parametrize(
    ("total", "blanks", "pairs", "blank", "pair"),
    [
        ("100", [1] * 37, 13, "2", "2"),
        ("100", [1] * 20, 10, "3", "4"),
        ("100", [1] * 25, 0, "4", "0"),
        ("60", [1] * 24, 0, "2.5", "0"),
        ("10", [1, 1, 3], 10, "1", "0.5"),
    ],
)
def test_all_are_worth_the_same_where_that_can_be(
    total: str, blanks: list[int], pairs: int, blank: str, pair: str
) -> None:
    assert divide(Decimal(total), blanks, pairs) == Marks(Decimal(blank), Decimal(pair))


@pytest.mark.parametrize(
    ("total", "blanks", "pairs", "extra"),
    [
        ("100", [1] * 18, 0, Extra(8, 17, Decimal(10), Decimal(6), Decimal(60))),
        ("15", [2] * 7, 0, Extra(6, 6, Decimal(1), HALF * 3, Decimal(3))),
        ("3.5", [2, 2, 2], 0, Extra(2, 2, HALF, None, HALF * 3)),
    ],
)
def test_where_it_cannot_neighbours_have_more(
    total: str, blanks: list[int], pairs: int, extra: Extra
) -> None:
    assert divide(Decimal(total), blanks, pairs).more_blank == extra


@pytest.mark.parametrize(("total", "words"), [("2", "too few"), ("10.25", "half number")])
def test_totals_that_cannot_be_divided_are_refused(total: str, words: str) -> None:
    with pytest.raises(UsageError, match=words):
        divide(Decimal(total), [1, 2, 2], 4)
