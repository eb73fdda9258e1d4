"""What a person did to a bank file stays when quizgen writes to it: comments, order, spaces."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from merging import SENTENCES, bank
from strategies import banks

from quizgen.bank import dump, load, rewrite
from quizgen.bank.lines import tables
from quizgen.bank.merge.beginning import begin
from quizgen.bank.merge.merging import merge
from quizgen.quiz import Bank, Cloze, Record, State

BY_HAND = """\
# 我的题库
format   =  3   # 版本
id = "b"
title = '工作会议'   # 'quoted'

# 先看这些：
[[question]]
# 第一题
stem = "天[[地]]玄黄"    # 千字文
kind = "cloze"
id = "q1"
note = ""

[[question]]

kind = "matching"  # 配对
pairs = [
  # 第一对
  { premise = "甲", response = "子" },  # 甲子

  { premise = "乙", response = "丑", id = "p2" },
]
id = "m1"

# 完
"""


def test_nothing_is_written_anew_that_did_not_change() -> None:
    old = load(BY_HAND, "x")
    after = replace(old, record=old.record.with_states([State("b", "q1", "", "ab", 7)]))
    written = rewrite(BY_HAND, old, after)
    assert written is not None
    assert load(written, "x") == after
    # the record at the end, and the id that was minted for a pair; the comments of the pairs
    # stand above them now
    for line in filter(None, BY_HAND.splitlines()):
        if "premise" not in line and "pairs" not in line:
            assert line.strip() in written
    for comment in ("# 第一对", "# 甲子", "# 完", "# 先看这些："):
        assert written.count(comment) == 1
    assert written.index("# 完") < written.index("[record]")
    assert rewrite(written, after, after) == written


def test_only_the_values_that_changed_are_written() -> None:
    old = load(BY_HAND, "x")
    first, second = old.questions
    assert isinstance(first, Cloze)
    changed = replace(first, difficulty="hard", segments=(*first.segments[:-1],))
    after = replace(old, questions=(second, changed))
    written = rewrite(BY_HAND, old, after)
    assert written is not None
    assert 'stem = "天[[地]]"    # 千字文\n' in written
    assert 'difficulty = "hard"\n' in written
    assert "# 先看这些：\n[[question]]\n# 第一题\n" in written  # moved with what it is about
    assert load(written, "x") == after


def test_a_key_that_is_taken_out_leaves_its_comment() -> None:
    text = 'format = 3\nid = "b"\ntitle = "t"\n[[question]]\nkind = "cloze"\nid = "q"\n'
    text += 'stem = "天[[地]]"\nplaces = [[1, 2]]  # 原文\nretired = true # 不要了'
    old = load(text, "x")
    (question,) = old.questions
    assert isinstance(question, Cloze)
    blank = replace(question.blanks[0], place=None)
    plain = replace(question, retired=False, segments=(question.segments[0], blank))
    written = rewrite(text, old, replace(old, questions=(plain,)))
    assert written is not None
    assert "# 原文" in written
    assert "# 不要了" in written
    assert load(written, "x").questions == (plain,)


def test_line_ends_and_byte_order_mark_of_windows_stay() -> None:
    data = "\ufeff" + BY_HAND.replace("\n", "\r\n")
    old = load(data, "x")
    assert rewrite(data, old, load(BY_HAND, "x")) is not None
    written = rewrite(data, old, replace(old, title="别的"))
    assert written is not None
    assert written.startswith("\ufeff# 我的题库\r\n")
    assert "\n" not in written.replace("\r\n", "")
    assert "title = \"别的\"   # 'quoted'" in written


def test_what_stands_behind_the_record_goes_before_it() -> None:
    document, made = bank(SENTENCES[:3])
    old = begin(made, document).bank
    text = dump(old) + '# 我的\n[[question]]\nkind = "cloze"\nstem = "天[[地]]"\n# 完\n'
    edited = load(text, "x")
    assert len(edited.questions) == 4
    merged = merge(edited, made, document).bank
    written = rewrite(text, edited, merged)
    assert written is not None
    assert load(written, "x") == merged
    assert written.index("# 我的\n[[question]]") < written.index("# 完") < written.index("[record]")
    assert rewrite(written, merged, merge(merged, made, document).bank) == written


@pytest.mark.parametrize(
    "questions",
    [
        'question = [{ kind = "cloze", stem = "天[[地]]", id = "q" }]\n',
        '[[ "question" ]]\nkind = "cloze"\nstem = "天[[地]]"\nid = "q"\n',
    ],
)
def test_a_file_of_another_form_is_kept_or_refused_but_never_spoilt(questions: str) -> None:
    text = f'format = 3\nid = "b"\ntitle = "t"\n{questions}'
    old = load(text, "x")
    new = replace(old, questions=(replace(old.questions[0], note="常考"),))
    written = rewrite(text, old, new)
    assert written is None or load(written, "x") == new


@given(banks, st.data())
def test_laws_of_rewriting(made: Bank, data: st.DataObject) -> None:
    """What is read back is what was to be written; the same bank is the same file."""
    text = dump(made)
    assert rewrite(text, made, made) == text
    order = data.draw(st.permutations(made.questions))
    others = data.draw(banks)
    taken = {question.id for question in made.questions}
    new = replace(
        others,
        questions=(*order, *(q for q in others.questions if q.id not in taken)),
    )
    written = rewrite(text, made, new)
    assert written is not None
    assert load(written, "x") == new
    back = rewrite(written, new, made)
    assert back is None or load(back, "x").questions == made.questions


@given(banks)
def test_tables_tell_where_all_stands(made: Bank) -> None:
    text = dump(made)
    found = tables(text)
    assert [part.name for part in found if part.array] == ["question"] * len(made.questions)
    for part in found:
        for key in part.keys:
            assert text[key.start :].startswith(key.name)
            assert text[key.value : key.value_end].strip() == text[key.value : key.value_end]
            assert text[key.end - 1] == "\n"
    assert (found[-1].name == "record") == (made.record != Record() and bool(made.record.entries))
