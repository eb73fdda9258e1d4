"""How a document is written, as numbers, and what that adds to the verdict of its items."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizgen.phrases import merit
from quizgen.phrases.manner import MANNERS, manner, place, trust

SCALE = [0.0, 0.0, 1.0, 4.0, 4.5]

PLACES = [
    (-3.0, -1.0),
    (0.0, -0.5),  # behind the knots that are equal
    (0.5, -0.25),
    (1.0, 0.0),
    (2.5, 0.25),
    (4.5, 1.0),
    (99.0, 1.0),
]


@pytest.mark.parametrize(("number", "expected"), PLACES)
def test_a_number_has_its_place_among_the_knots(number: float, expected: float) -> None:
    assert place(number, SCALE) == expected


@given(st.floats(-10, 10), st.floats(-10, 10))
def test_places_keep_the_order_of_numbers(one: float, other: float) -> None:
    low, high = sorted((one, other))
    assert -1 <= place(low, SCALE) <= place(high, SCALE) <= 1


def test_shares_are_counted() -> None:
    found = dict(zip(MANNERS, manner("我国的船。\n\n我们的船？\nAB1，我"), strict=True))
    size = found["size"]
    assert size == 18
    shares = {name: value * size for name, value in found.items() if name in {"we", "de", "I"}}
    assert shares == pytest.approx({"we": 1, "de": 2, "I": 1})  # neither 我国 nor 我们
    assert found["Latin"] * size == pytest.approx(2)
    assert found["digits"] * size == pytest.approx(1)
    assert found["questions"] * size == pytest.approx(1)
    assert found["short lines"] == 1
    assert found["ended lines"] == pytest.approx(2 / 3)


def test_whose_document_it_is_is_counted() -> None:
    text = "第十二条 本市各级人民政府负责河道工作，国务院另有规定的除外。2019年本自治县起草。\n"
    found = dict(zip(MANNERS, manner(text), strict=True))
    names = ("this place", "local governments", "the nation", "articles", "years", "a company")
    counts = {name: round(found[name] * len(text)) for name in names}
    assert counts == {
        "this place": 2,
        "local governments": 1,
        "the nation": 1,
        "articles": 1,
        "years": 1,
        "a company": 0,
    }


@given(st.text("我国们的了，。\n a1", max_size=60))
def test_every_text_has_all_numbers(text: str) -> None:
    found = manner(text)
    assert len(found) == len(MANNERS)
    assert all(value >= 0 for value in found)


def test_a_short_text_tells_little() -> None:
    assert [trust(size) for size in (0, 300, 2700)] == [0, 0.5, 0.9]
    assert merit.of_manner("") == 0


DIARY = "我昨天又去了河边！你猜我看见了什么？他在钓鱼，我们聊了很久，我觉得他可能是我的老邻居。\n"
RULES = "渡口经营人应当在开航前清点人数；发现超载的，不得开航。船员必须持有有效的证书。\n"


def test_rules_are_worth_more_than_a_diary() -> None:
    assert merit.of_manner(RULES * 40) > merit.of_manner(DIARY * 40) + 0.1
