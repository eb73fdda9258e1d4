"""Which deck a question goes to, and that it stays so when the document changes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from strategies import banks

from quizgen.exporters import Options
from quizgen.exporters.ankideck import decks
from quizgen.quiz import Bank, Blank, Cloze, Deck, Heading, Quote

ONE, TWO, THREE = (Heading(f"{n}、", title) for n, title in zip("一二三", "甲乙丙", strict=True))
WHOLE = Heading("", "全文标题")
BELOW = Heading("一要", "抓好落实")
ON, OFF = Options(subdecks=True), Options(subdecks=False)


def bank(paths: Sequence[decks.Path], deck: Deck = Deck()) -> Bank:  # noqa: B008 - frozen
    questions = [Cloze(str(n), path, (Blank("答"),), Quote("")) for n, path in enumerate(paths)]
    return Bank("b", "讲话", "s.txt", "", questions=tuple(questions), deck=deck)


def places(made: Bank) -> list[str]:
    """The sub-deck of each question, without the name of the deck."""
    found = decks.names_by_question(made)
    assert all(name == "讲话" or name.startswith("讲话::") for name in found)
    return [name[len("讲话::") :] for name in found]


def again(before: Bank, paths: Sequence[decks.Path]) -> Bank:
    """The bank of the changed document, with the deck of the one before."""
    return decks.settled(bank(paths, before.deck), Options())


def test_one_deck_a_document_if_nothing_is_said() -> None:
    made = decks.settled(bank([(ONE,), (TWO,), (THREE,)] * 9), Options())
    assert made.deck == Deck("讲话")
    assert set(places(made)) == {""}


def test_subdecks_are_numbered_in_the_order_of_the_document() -> None:
    made = decks.settled(bank([(), (ONE, BELOW), (TWO,), (ONE,), (THREE,)]), ON)
    assert places(made) == ["", "01 一、甲", "02 二、乙", "01 一、甲", "03 三、丙"]


def test_a_title_above_all_makes_no_deck() -> None:
    made = decks.settled(bank([(WHOLE, ONE), (WHOLE, TWO), (WHOLE,)]), ON)
    assert places(made) == ["01 一、甲", "02 二、乙", ""]


@pytest.mark.parametrize("paths", [[(ONE,)] * 10, [()] * 10, []])
def test_a_single_part_makes_no_subdeck(paths: list[decks.Path]) -> None:
    assert decks.settled(bank(paths), ON).deck.subdecks == ()


def test_many_parts_sort_in_their_order() -> None:
    paths = [(Heading(f"第{n}条", ""),) for n in range(1, 1001)]
    found = places(decks.settled(bank(paths), ON))
    assert len(set(found)) == 1000
    assert found == sorted(found)


def test_they_stay_until_they_are_not_wanted() -> None:
    made = decks.settled(bank([(ONE,), (TWO,)]), ON)
    assert decks.settled(made, Options()) is made
    assert decks.settled(made, OFF).deck.subdecks == ()


INSERTED = Heading("二、", "新")
# The sections of the document later on, and the sub-decks of its questions then.
LATER = {
    "a section in between": (
        [(ONE,), (INSERTED,), (replace(TWO, marker="三、"),), (replace(THREE, marker="四、"),)],
        ["01 一、甲", "01b 二、新", "02 二、乙", "03 三、丙"],
    ),
    "one at the beginning": (
        [(Heading("", "引言"),), (ONE,), (TWO,), (THREE,)],
        ["00b 引言", "01 一、甲", "02 二、乙", "03 三、丙"],
    ),
    "one at the end": (
        [(ONE,), (TWO,), (THREE,), (Heading("四、", "丁"),)],
        ["01 一、甲", "02 二、乙", "03 三、丙", "04 四、丁"],
    ),
    "another title": (
        [(ONE,), (replace(TWO, title="乙改"),), (THREE,)],
        ["01 一、甲", "02 二、乙", "03 三、丙"],
    ),
    "another order": ([(TWO,), (ONE,), (THREE,)], ["02 二、乙", "01 一、甲", "03 三、丙"]),
    "one left": ([(TWO,)], ["02 二、乙"]),
    "a title above": ([(WHOLE, ONE), (WHOLE, TWO)], ["01 一、甲", "02 二、乙"]),
}


@pytest.mark.parametrize(("paths", "expected"), LATER.values(), ids=LATER.keys())
def test_the_names_of_subdecks_stay(paths: list[decks.Path], expected: list[str]) -> None:
    first = decks.settled(bank([(ONE,), (TWO,), (THREE,)]), ON)
    later = again(first, paths)
    assert places(later) == expected
    assert set(first.deck.subdecks) <= set(later.deck.subdecks)


@given(st.lists(st.permutations("甲乙丙丁戊己庚辛").map(lambda p: p[:5]), min_size=1, max_size=6))
def test_no_deck_is_lost_renamed_or_doubled_whatever_comes(versions: list[list[str]]) -> None:
    made = decks.settled(bank([(Heading("", title),) for title in versions[0]]), ON)
    for titles in versions[1:]:
        later = again(made, [(Heading("", title),) for title in titles])
        assert set(made.deck.subdecks) <= set(later.deck.subdecks)
        numbers = [number for number, _ in later.deck.subdecks]
        assert numbers == sorted(set(numbers))
        assert [name.split()[1] for name in places(later)] == titles
        made = later


def test_another_title_makes_no_other_deck() -> None:
    made = decks.settled(bank([(ONE,)]), Options())
    assert decks.settled(replace(made, title="改过的标题"), Options()).deck.name == "讲话"


@given(banks)
def test_settling_twice_is_settling_once(any_bank: Bank) -> None:
    once = decks.settled(any_bank, ON)
    assert decks.settled(once, Options()) == once
    assert decks.settled(once, ON) == once


def test_a_bank_goes_below_another_deck_once() -> None:
    below = decks.under("年度学习", bank([]))
    assert below.deck.name == "年度学习::讲话"
    assert decks.under("年度学习", below) == below
    assert decks.under("别的", below).deck.name == "别的::讲话"
