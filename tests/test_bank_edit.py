"""Texts changed in a bank file: just these, and all else to the byte."""

from __future__ import annotations

import re

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from strategies import banks, filled, segments, texts

from quizgen.bank import dump, load, stem
from quizgen.bank.edit import Edit, apply, edited
from quizgen.errors import BadBank
from quizgen.quiz import Bank, Blank, Cloze, Matching

HEAD = 'format = 2\nid = "b"\ntitle = "t"\n\n'
BANK = (
    HEAD
    + """\
# 我的备注：第一题很重要
[[question]]
kind = 'cloze'   # 填空
stem = "坚持[[开局]]。"   # 开局就是决战
id = "q1"
note = '''
多行'''

[[question]]
id = "q2"
"kind" = "matching"
pairs = [  # 两对
  { premise = "稳粮", response = "建田", id = "p1" },   # 第一对
  {"response"='清淤',  premise = "护河"}, # 没有编号
]

[[question]]
kind = "cloze"
stem = "没有编号的[[题]]"
"""
)

# What the file holds after an edit, by edit: the piece that was there, and what is there now.
EDITS = {
    Edit("q1", "stem", "坚持[[开门红]]。"): ('"坚持[[开局]]。"', '"坚持[[开门红]]。"'),
    Edit("q1", "note", "一行"): ("'''\n多行'''", '"一行"'),
    Edit("q1", "note", ""): ("'''\n多行'''", '""'),
    Edit("q2", "premise", "稳住粮食", "p1"): ('"稳粮"', '"稳住粮食"'),
    Edit("q2", "response", "清淤泥", "@护河"): ("'清淤'", '"清淤泥"'),
    Edit("q2", "premise", "护河道", "@护河"): ('"护河"', '"护河道", id = "@护河"'),
    Edit("q2", "note", "备注"): ("没有编号\n]", '没有编号\n]\nnote = "备注"'),
    Edit("@题", "stem", "没有编号的[[题目]]"): (
        '"没有编号的[[题]]"',
        '"没有编号的[[题目]]"\nid = "@题"',
    ),
    Edit("@题", "note", "说\n明"): (
        '"没有编号的[[题]]"',
        '"没有编号的[[题]]"\nnote = "说\\n明"\nid = "@题"',
    ),
}


def _minted(text: str) -> str:
    """``text`` with the ids that the bank mints for what has none."""
    _, second, third = load(BANK, "").questions
    assert isinstance(second, Matching)
    return text.replace("@题", third.id).replace("@护河", second.pairs[1].id)


@pytest.mark.parametrize(("edit", "change"), EDITS.items())
@pytest.mark.parametrize("ending", ["\n", "\r\n"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_just_the_value_is_changed(
    edit: Edit, change: tuple[str, str], ending: str, mark: str
) -> None:
    edit = Edit(_minted(edit.question), edit.key, edit.value, _minted(edit.pair))
    old = mark + BANK.replace("\n", ending)
    before, after = (_minted(piece).replace("\n", ending) for piece in change)
    assert old.count(before) == 1
    new = apply(old, [edit], "x")
    assert new == old.replace(before, after)
    assert load(new, "x") == edited(load(old, "x"), [edit])


def test_many_at_once() -> None:
    keys = list(EDITS)
    edits = [
        Edit(_minted(e.question), e.key, e.value, _minted(e.pair)) for e in keys if e != keys[2]
    ]
    new = apply(BANK, edits, "x")
    assert load(new, "x") == edited(load(BANK, "x"), edits)
    assert re.findall("#.*", new) == re.findall("#.*", BANK)


UNUSUAL = [
    HEAD + 'question = [{kind = "cloze", stem = "坚持[[开局]]", id = "q1"}]\n',
    HEAD + '[[question]]\nkind = "cloze"\n"ste\\u006d" = "坚持[[开局]]"\nid = "q1"\n',
]


@pytest.mark.parametrize("text", UNUSUAL)
def test_what_is_not_known_is_refused(text: str) -> None:
    assert load(text, "x").questions[0].id == "q1"
    with pytest.raises(BadBank, match="by hand"):
        apply(text, [Edit("q1", "stem", "坚持[[二]]")], "x")


IMPOSSIBLE = [
    Edit("q2", "premise", "护河", "p1"),  # stands there already
    Edit("q2", "response", " ", "p1"),
    Edit("q1", "stem", "坚持开局"),
]


@pytest.mark.parametrize("edit", IMPOSSIBLE)
def test_what_makes_no_bank_is_refused(edit: Edit) -> None:
    with pytest.raises(BadBank):
        apply(BANK, [edit], "x")


@settings(max_examples=25, suppress_health_check=[HealthCheck.too_slow])
@given(banks.filter(lambda bank: bank.questions), st.data())
def test_any_text_of_any_bank(bank: Bank, data: st.DataObject) -> None:
    question = data.draw(st.sampled_from(bank.questions))
    edits = [Edit(question.id, "note", data.draw(texts))]
    if isinstance(question, Cloze):
        blanks = len(question.blanks)
        new = data.draw(segments().filter(lambda s: sum(isinstance(p, Blank) for p in s) == blanks))
        edits.append(Edit(question.id, "stem", stem.write(new)))
    else:
        pair = data.draw(st.sampled_from(question.pairs))
        spare = {quote.text for quote in question.distractors}
        response = data.draw(filled.filter(lambda text: text not in spare))
        edits.append(Edit(question.id, "response", response, pair.id))
    text = dump(bank)
    assert load(apply(text, edits, "x"), "x") == edited(bank, edits)
