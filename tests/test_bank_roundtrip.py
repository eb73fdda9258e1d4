"""Laws of the bank file: what is written is read back, and reading never breaks."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st
from strategies import banks, segments, texts

from quizgen.bank import dump, load, stem
from quizgen.bank.load import tomllib  # tomli before Python 3.11
from quizgen.bank.tomltext import string
from quizgen.document import Span
from quizgen.errors import BadBank
from quizgen.quiz import Bank, Blank, Cloze, Heading, Matching, Pair, Quote, Text


@given(banks)
def test_a_bank_is_read_back_as_it_was_written(bank: Bank) -> None:
    written = dump(bank)
    assert load(written, "x.quiz.toml") == bank
    assert dump(load(written, "x.quiz.toml")) == written


@given(banks)
def test_line_ends_and_byte_order_mark_of_windows_change_nothing(bank: Bank) -> None:
    assert load("\ufeff" + dump(bank).replace("\n", "\r\n"), "x") == bank


@given(segments())
def test_a_stem_is_read_back_as_it_was_written(stem_segments: tuple[Text | Blank, ...]) -> None:
    plain = tuple(
        s if isinstance(s, Text) else replace(s, place=None, accept=()) for s in stem_segments
    )
    assert stem.read(stem.write(plain)) == plain


@given(texts)
def test_a_string_stays_on_its_line(text: str) -> None:
    written = string(text)
    assert len(written.splitlines()) == 1
    assert tomllib.loads(f"key = {written}")["key"] == text


@settings(max_examples=200)
@given(banks.filter(lambda bank: bank.questions), st.data())
def test_a_damaged_file_gives_a_bank_or_one_clear_error(bank: Bank, data: st.DataObject) -> None:
    written = dump(bank)
    at = data.draw(st.integers(0, len(written)))
    length = data.draw(st.integers(0, 30))
    damage = data.draw(st.sampled_from(["", '"', "[[", "]]", "\n", "= ", "\\", "'", "x", "\x00"]))
    damaged = written[:at] + damage + written[at + length :]
    error = _refusal(damaged)
    if error is not None:
        assert "\n" not in str(error)
        line = int(error.where.rpartition(":")[2])
        assert 1 <= line <= damaged.count("\n") + 1


def _refusal(text: str) -> BadBank | None:
    try:
        load(text, "x.quiz.toml")
    except BadBank as error:
        return error
    return None


def test_what_the_file_looks_like() -> None:
    bank = Bank(
        id="tqss-1f0c",
        title="在全市工作会议上的讲话",
        source="讲话.txt",
        digest="9f" * 32,
        seed=7,
        questions=(
            Cloze(
                id="q1",
                section=(Heading("一、", "抓好开局"), Heading("一要", "守牢底线")),
                segments=(
                    Text("坚持“"),
                    Blank("预防为主", Span(12, 16), ("以防为主",)),
                    Text("、"),
                    Blank("源头治理"),
                    Text("”"),
                ),
                source=Quote("坚持“预防为主、源头治理”。", Span(9, 23)),
                score=0.81236,
                unordered=True,
                note="常考",
                difficulty="hard",
            ),
            Matching(
                id="m1",
                section=(),
                relation="directive",
                instruction="把任务与举措连起来。",
                columns=("任务", "举措"),
                pairs=(
                    Pair(Quote("稳住“米袋子”", Span(3, 10)), Quote("建高标准农田", Span(20, 26))),
                    Pair(Quote("守好粮仓"), Quote("轮换储备粮")),
                ),
                distractors=(Quote("改造老旧小区"), Quote("办好集市", Span(40, 44))),
            ),
        ),
    )
    assert dump(bank).split("\n\n", 1)[1] == (
        """\
format = 3
id = "tqss-1f0c"
title = "在全市工作会议上的讲话"
source = "讲话.txt"
digest = "9f9f9f9f9f9f9f9f9f9f9f9f9f9f9f9f9f9f9f9f9f9f9f9f9f9f9f9f9f9f9f9f"
seed = 7

[[question]]
kind = "cloze"
section = [["一、", "抓好开局"], ["一要", "守牢底线"]]
stem = "坚持“[[预防为主]]、[[源头治理]]”"
accept = [["以防为主"], []]
unordered = true
note = "常考"
id = "q1"
source = "坚持“预防为主、源头治理”。"
source_place = [9, 23]
places = [[12, 16], []]
score = 0.8124
difficulty = "hard"

[[question]]
kind = "matching"
instruction = "把任务与举措连起来。"
columns = ["任务", "举措"]
pairs = [
  { premise = "稳住“米袋子”", response = "建高标准农田", id = "f0be07f2", \
places = [[3, 10], [20, 26]] },
  { premise = "守好粮仓", response = "轮换储备粮", id = "fe17f681" },
]
distractors = [
  "改造老旧小区",
  { text = "办好集市", place = [40, 44] },
]
id = "m1"
relation = "directive"
"""
    )


def test_the_help_at_the_head_is_a_comment_in_both_languages() -> None:
    head = dump(Bank("b", "t", "s", "")).split("\n\n", 1)[0].splitlines()
    assert 6 <= len(head) <= 10
    assert all(line.startswith("#") for line in head)
    assert "题库" in head[0]
    assert any("Question bank" in line for line in head)


WRITTEN_BY_HAND = """
format = 1
id = "b"
title = "t"

[[question]]
kind = "cloze"
stem = "天[[地]]"

[[question]]
kind = "cloze"
stem = "玄[[黄]]"

[[question]]
kind = "matching"
pairs = [
  { premise = "甲", response = "子" },
  { premise = "乙", response = "丑" },
]
"""


def test_items_and_pairs_without_id_get_one_from_their_words() -> None:
    bank = load(WRITTEN_BY_HAND, "x")
    ids = [question.id for question in bank.questions]
    assert len(set(ids)) == 3
    assert all(ids)
    first, second, third = WRITTEN_BY_HAND.strip().split("\n\n[[question]]\n")[1:]
    head = 'format = 1\nid = "b"\ntitle = "t"\n'
    mark = "\n[[question]]\n"
    moved = f"{head}{mark}{third}{mark}{first}{mark}{second}"
    assert [q.id for q in load(moved, "x").questions] == [ids[2], ids[0], ids[1]]


def test_a_minted_id_never_takes_one_that_is_written() -> None:
    minted = load(WRITTEN_BY_HAND, "x").questions[0].id
    taken = WRITTEN_BY_HAND.replace('stem = "玄[[黄]]"', f'stem = "玄[[黄]]"\nid = "{minted}"')
    ids = [question.id for question in load(taken, "x").questions]
    assert ids[:2] == [f"{minted}-2", minted]


def test_a_reworded_pair_keeps_its_id_beside_a_new_pair_with_the_old_words() -> None:
    pair = 'premise = "甲", response = "子"'
    old = load(WRITTEN_BY_HAND, "x").questions[2]
    assert isinstance(old, Matching)
    edited = WRITTEN_BY_HAND.replace(
        f"{{ {pair} }}",
        f'{{ {pair} }},\n  {{ premise = "新甲", response = "寅", id = "{old.pairs[0].id}" }}',
    )
    new = load(edited, "x").questions[2]
    assert isinstance(new, Matching)
    assert [pair.id for pair in new.pairs][:2] == [f"{old.pairs[0].id}-2", old.pairs[0].id]
