"""Who has changed a note: the bank, the learner, or both."""

from __future__ import annotations

import pytest

from quizgen.ankiconnect.collection import Held
from quizgen.ankiconnect.compare import Side, deck_names, identity, side, sides, standing
from quizgen.exporters import Options
from quizgen.exporters.ankideck import base
from quizgen.exporters.ankideck.collect import gather
from quizgen.exporters.ankideck.notes import BASE_TIME, Note
from quizgen.quiz import Bank, Blank, Cloze, Quote, Text

# In the bank, in Anki, when they agreed, whether Anki's is later → who has changed it.
CASES = [
    ("a", "a", "a", None, Side.NOBODY),
    ("b", "a", "a", None, Side.BANK),
    ("a", "b", "a", None, Side.ANKI),
    ("b", "c", "a", None, Side.BOTH),
    ("b", "b", "a", None, Side.NOBODY),  # both the same way
    # A tag makes the note in Anki later, a new export that of the bank: neither counts.
    ("b", "a", "a", True, Side.BANK),
    ("a", "b", "a", False, Side.ANKI),
    ("b", "c", "a", True, Side.BOTH),
    # Decks of before, or a field that was cleared: the times are all there is.
    ("a", "a", None, None, Side.NOBODY),
    ("a", "b", None, True, Side.ANKI),
    ("a", "b", None, False, Side.BANK),
    ("a", "b", None, None, Side.BOTH),  # an old add-on tells no times: never guess
]


@pytest.mark.parametrize(("bank", "anki", "agreed", "later", "who"), CASES)
def test_side(bank: str, anki: str, agreed: str | None, later: bool | None, who: Side) -> None:
    assert side(bank, anki, agreed, later=later) is who


def note(text: str = "坚持", remark: str = "", question: str = "q") -> Note:
    cloze = Cloze(question, (), (Text(text), Blank("开局")), Quote(""), note=remark)
    bank = Bank("b", "题", "题.txt", "", questions=(cloze,))
    (made,) = gather([bank], Options()).notes
    return made


def held(made: Note, changed: int | None = BASE_TIME, **fields: str) -> Held:
    return Held(1, made.fields | fields, made.tags, (2,), changed)


OLD, NEW = note(), note("一定坚持")
NOTED = note("一定坚持", "记住")

# The bank's note, Anki's, and where they stand.
STANDINGS = [
    (OLD, None, "added"),
    (OLD, held(OLD), "unchanged"),
    (OLD, held(OLD, BASE_TIME + 9), "unchanged"),  # tagged
    (OLD, held(OLD, Text=OLD.fields["Text"] + "<br>"), "unchanged"),  # touched
    (NEW, held(OLD), "updated"),
    (NEW, held(OLD, BASE_TIME + 9), "updated"),  # tagged
    (OLD, held(OLD, Text="不坚持{{c1::开局}}"), "edited"),
    (OLD, held(OLD, Source="出处"), "edited"),
    (OLD, held(OLD, Text=""), "edited"),
    (NEW, held(OLD, Note="记"), "edited"),  # in another field than the bank
    (NEW, held(OLD, Text="不坚持{{c1::开局}}"), "conflicts"),
    (NOTED, held(OLD, Note="记"), "conflicts"),
    (NEW, held(OLD, **{base.FIELD: ""}), "updated"),
    (NEW, held(OLD, BASE_TIME + 9, **{base.FIELD: ""}), "edited"),
    (NEW, held(OLD, None, **{base.FIELD: ""}), "conflicts"),
    (OLD, held(OLD, **{base.FIELD: ""}), "updated"),  # to have the digests again
    (NEW, held(OLD, Text=NEW.fields["Text"]), "updated"),  # edited the same way
]


@pytest.mark.parametrize(("made", "there", "where"), STANDINGS)
def test_standing(made: Note, there: Held | None, where: str) -> None:
    found = standing([made], {} if there is None else {"b/q": there})
    assert getattr(found, where) == ("b/q",)
    assert len(found.sent) == (where in {"added", "updated"})
    assert not found.retired


def test_what_the_bank_no_longer_has_is_retired() -> None:
    other = note(question="r")
    found = standing([OLD], {"b/q": held(OLD), "b/r": held(other)})
    assert found.unchanged == (identity(OLD),)
    assert list(found.retired) == ["b/r"]


def test_sides_are_told_by_text() -> None:
    there = held(OLD, Note="记", Hint="想想")
    assert sides(NEW, there) == {"Text": Side.BANK, "Note": Side.ANKI, base.REST: Side.ANKI}


# Our decks by note, the learner's, and what the learner calls ours.
DECKS = [
    ({"1": "甲"}, {}, {}),
    ({"1": "甲"}, {"1": "甲"}, {"甲": "甲"}),
    (
        {"1": "甲", "2": "甲", "3": "甲"},
        {"1": "乙", "2": "学::乙", "3": "学::乙"},
        {"甲": "学::乙"},
    ),
    (
        {"1": "甲::01 一", "2": "甲::02 新", "3": "甲::03 二"},
        {"1": "学::甲::01 一", "3": "学::甲::02 二"},
        {"甲::01 一": "学::甲::01 一", "甲::03 二": "学::甲::02 二", "甲::02 新": "学::甲::02 新"},
    ),
    (
        {"1": "甲::01 一", "2": "甲::02 二"},
        {"1": "乙"},
        {"甲::01 一": "乙", "甲::02 二": "甲::02 二"},
    ),
    ({"1": "甲", "2": "甲::01 一"}, {"1": "乙"}, {"甲": "乙"}),
]


@pytest.mark.parametrize(("ours", "theirs", "names"), DECKS)
def test_deck_names(ours: dict[str, str], theirs: dict[str, str], names: dict[str, str]) -> None:
    assert deck_names(ours, theirs) == names
