"""Push and pull, again and again, with the real Anki's collection behind the protocol."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
import typer
from anki_connect import Desk, served
from conftest import Outcome, Run
from real_anki import answer_all, bring_in, collection

from quizgen import bank, console

BANK = """\
# 二年级用
format = 2
id = "b1"
title = "工作会议讲话"
source = "讲话.txt"

[[question]]
kind = "cloze"   # 第一题
section = [["一、", "开好局"]]
stem = "坚持[[稳中求进]]，守住[[底线]]。"
id = "q1"
places = [[2, 6], [9, 11]]

[[question]]
kind = "cloze"
stem = 'a < b && [[c]] 之 \\[[d\\]]\\\\(x\\\\)'
id = "q2"
note = '''
第一行
第二行'''

[[question]]
kind = "matching"
instruction = "连线。"
pairs = [
  { premise = "稳粮", response = "建高标准农田", id = "p1" },  # 农业
  { premise = "稳岗", response = "办夜校", id = "p2" },
  { premise = "护河", response = "清淤", id = "p3" },
]
distractors = ["植树"]
id = "m1"
"""


class Table:
    """A learner's desk: a bank file, an Anki, and the commands between them."""

    def __init__(self, folder: Path, desk: Desk, url: str, quizgen: Run) -> None:
        self.bank = folder / "讲话.quiz.toml"
        self.bank.write_text(BANK, "utf-8")
        self.desk, self.url, self.quizgen = desk, url, quizgen
        assert desk.col is not None
        self.col = desk.col

    def run(self, command: str, *options: str) -> Outcome:
        outcome = self.quizgen(command, self.bank, "--url", self.url, *options)
        assert outcome.code == 0, outcome.err
        assert not outcome.err
        return outcome

    def counts(self, *options: str) -> dict[str, int]:
        """What a push reports."""
        rows = [line.split() for line in self.run("push", *options).out.splitlines()]
        return {row[0]: int(row[1]) for row in rows if len(row) > 1 and row[1].isdigit()}

    def note(self, name: str):  # type: ignore[no-untyped-def]  # noqa: ANN201
        (number,) = self.col.find_notes(f'"Id:b1/{name}"')
        return self.col.get_note(number)

    def edit(self, name: str, field: str, old: str, new: str) -> None:
        """Edit a note in Anki."""
        note = self.note(name)
        assert old in note[field]
        note[field] = note[field].replace(old, new) if old else new
        self.col.update_note(note)

    def mend(self, old: str, new: str) -> None:
        """Edit the bank file."""
        text = self.bank.read_text("utf-8")
        assert text.count(old) == 1
        self.bank.write_text(text.replace(old, new), "utf-8")

    @property
    def text(self) -> str:
        return self.bank.read_text("utf-8")


@pytest.fixture(params=[True, False], ids=["times", "no times"])
def table(request: pytest.FixtureRequest, tmp_path: Path, quizgen: Run) -> Iterator[Table]:
    with collection(tmp_path / "anki") as col:
        desk = Desk(col, times=request.param)
        with served(desk) as url:
            yield Table(tmp_path, desk, url, quizgen)


NOTHING = {"added": 0, "updated": 0, "unchanged": 5}


def test_a_push_brings_all_notes_and_a_second_one_nothing(table: Table) -> None:
    assert table.counts("--dry-run") == {"added": 5, "updated": 0, "unchanged": 0}
    assert "importPackage" not in table.desk.asked
    assert table.counts() == {"added": 5, "updated": 0, "unchanged": 0}
    before = table.col.db.all("select * from notes order by id")
    table.desk.asked.clear()
    assert table.counts() == NOTHING
    assert "importPackage" not in table.desk.asked
    assert table.col.db.all("select * from notes order by id") == before


def test_an_edit_in_the_bank_changes_one_note_and_keeps_its_history_and_tags(table: Table) -> None:
    table.counts()
    assert answer_all(table.col) == 5
    table.col.tags.bulk_add(list(table.col.find_notes("")), "marked 我的::难题")
    history = table.col.db.all("select * from revlog order by id")
    before = {row[0]: row for row in table.col.db.all("select id, mod, flds, tags from notes")}
    table.mend("稳中求进", "稳中有进")
    assert table.counts() == {"added": 0, "updated": 1, "unchanged": 4}
    note = table.note("q1")
    assert note["Text"] == "坚持{{c1::稳中有进}}，守住{{c1::底线}}。"
    assert {"marked", "我的::难题", "quizgen::填空"} <= set(note.tags)
    assert table.col.db.all("select * from revlog order by id") == history
    after = {row[0]: row for row in table.col.db.all("select id, mod, flds, tags from notes")}
    assert {number for number in after if after[number] != before[number]} == {note.id}
    assert table.counts() == NOTHING


def test_a_push_is_recorded_so_that_no_import_overwrites_what_was_edited_since(
    table: Table, tmp_path: Path
) -> None:
    table.counts()
    table.mend("底线", "红线")
    table.counts()
    recorded = {entry.key: entry.changed for entry in bank.load(table.text, "x").record.entries}
    assert recorded["q1", ""] == table.note("q1").mod
    assert recorded["m1", "p2"] == table.note("m1/p2").mod
    while time.time() <= table.note("q1").mod:  # Anki counts seconds: nobody edits within one
        time.sleep(0.05)
    table.edit("q1", "Note", "", "会考")
    assert table.quizgen("export", table.bank, "--to", "anki", "-q").code == 0
    log = bring_in(table.col, table.bank.with_name("讲话.apkg").read_bytes(), tmp_path)
    assert (log.new, log.updated) == (0, 0)
    assert table.note("q1")["Note"] == "会考"


def test_what_is_retired_is_reported_with_an_empty_bank_too(table: Table) -> None:
    table.counts()
    for question in ("q1", "q2", "m1"):
        table.mend(f'id = "{question}"\n', f'id = "{question}"\nretired = true\n')
    assert table.counts() == {"added": 0, "updated": 0, "unchanged": 0, "retired": 5}


def test_edits_in_anki_are_never_overwritten(table: Table) -> None:
    table.counts()
    table.edit("q1", "Text", "坚持", "始终坚持")
    assert table.counts() == NOTHING | {"unchanged": 4, "edited": 1}
    table.mend("底线", "红线")
    said = table.run("push").out
    assert "conflicts     1" in said
    assert "\n    q1\n" in said
    assert table.note("q1")["Text"] == "始终坚持{{c1::稳中求进}}，守住{{c1::底线}}。"


def test_a_pull_takes_edits_over_and_changes_nothing_else(table: Table) -> None:
    table.counts()
    before = table.text
    table.edit("q1", "Text", "坚持{{c1::稳中求进}}", "<div>一定&nbsp;{{c1::稳字当头}}</div>")
    table.edit("q1", "Note", "", "会考<br>记住")
    table.edit("q2", "Text", "a &lt; b", "a&nbsp;&lt; b")  # touched only
    table.edit("m1/p1", "Premise", "稳粮", "稳住粮食")
    table.edit("m1/p2", "Response", "办夜校", "办“夜校”")
    looked = table.run("pull", "--dry-run").out
    assert table.text == before
    assert table.run("pull").out.endswith("(in a script, say --yes)\n")
    assert table.text == before
    said = table.run("pull", "--yes").out
    assert said.startswith(looked)
    assert said.endswith("4 texts taken over into the bank\n")
    expected = before
    for old, new in {
        '"坚持[[稳中求进]]，守住[[底线]]。"': '"一定 [[稳字当头]]\\n，守住[[底线]]。"\n'
        'note = "会考\\n记住"',
        '"稳粮"': '"稳住粮食"',
        '"办夜校"': '"办“夜校”"',
    }.items():
        assert old in expected
        expected = expected.replace(old, new)
    assert table.text == expected
    assert "nothing was edited in Anki" in table.run("pull").out
    table.counts()  # the cards with the other responses, the digests
    assert table.counts() == NOTHING


def test_after_a_pull_the_bank_can_be_edited_at_once(table: Table) -> None:
    table.counts()
    table.edit("q1", "Text", "坚持", "始终坚持")
    table.run("pull", "--yes")
    table.mend("始终坚持", "长期坚持")
    assert table.counts() == {"added": 0, "updated": 1, "unchanged": 4}
    assert table.note("q1")["Text"].startswith("长期坚持")


def test_edits_of_different_fields_are_no_conflict(table: Table) -> None:
    table.counts()
    table.edit("q1", "Note", "", "会考")
    table.mend("底线", "红线")
    assert table.counts() == NOTHING | {"unchanged": 4, "edited": 1}
    table.run("pull", "--yes")
    assert table.counts() == {"added": 0, "updated": 1, "unchanged": 4}
    note = table.note("q1")
    assert (note["Text"], note["Note"]) == ("坚持{{c1::稳中求进}}，守住{{c1::红线}}。", "会考")


def conflict(table: Table) -> None:
    table.counts()
    table.edit("q1", "Text", "坚持", "始终坚持")
    table.mend("底线", "红线")


def test_a_conflict_is_shown_side_by_side_and_left_alone(table: Table) -> None:
    conflict(table)
    before = table.text
    said = table.run("pull", "--yes").out
    assert "q1 stem  CONFLICT" in said
    (row,) = [line for line in said.splitlines() if "红线" in line]
    assert row.split("   ")[1].strip() == "坚持[[稳中求进]]，守住[[红线]]。"
    assert row.endswith("始终坚持[[稳中求进]]，守住[[底线]]。")
    assert table.text == before
    assert "nothing was written" not in said


def test_anki_is_preferred(table: Table) -> None:
    conflict(table)
    table.run("pull", "--yes", "--prefer", "anki")
    assert 'stem = "始终坚持[[稳中求进]]，守住[[底线]]。"' in table.text
    table.counts()
    assert table.counts() == NOTHING


def test_the_bank_is_preferred(table: Table) -> None:
    conflict(table)
    before = table.text
    table.run("pull", "--yes", "--prefer", "bank")
    assert table.text == before
    assert table.counts() == {"added": 0, "updated": 1, "unchanged": 4}
    assert table.note("q1")["Text"] == "坚持{{c1::稳中求进}}，守住{{c1::红线}}。"


# What the learner did to a field, and what is said of it; nothing is taken over.
LEFT = [
    ("q1", "Text", "坚持", '<img src="a.png">坚持', "q1 stem: a picture"),
    ("q1", "Text", "坚持", "<b>坚持</b>", "q1 stem: bold"),
    (
        "q1",
        "Text",
        "{{c1::底线}}",
        "底线",
        "q1 stem: a blank was removed (2 in the bank, 1 in Anki)",
    ),
    ("q1", "Text", "坚持", "{{c1::坚持}}", "q1 stem: a blank was added (2 in the bank, 3 in Anki)"),
    ("q1", "Text", "{{c1::底", "{{c2::底", "q1 stem: blanks are on cards of their own"),
    ("q1", "Text", "底线}}", "底线::什么}}", "q1 stem: a hint in a blank"),
    ("q1", "Text", "底线", " ", "q1 stem: a blank is empty"),
    ("q1", "Hint", "", "想想", "q1 Hint: edited, but made by quizgen"),
    ("m1/p1", "Premise", "稳粮", "", "m1/p1 premise: is empty"),
    ("m1/p1", "Premise", "稳粮", "稳岗", "pairs 1 and 2 have the same premise"),
    ("m1/p1", "Response", "建高标准农田", "植树", "‘植树’ is also a right answer"),
    ("m1/p1", "Response", "建", "{{c1::建}}", "m1/p1 response: a blank in it"),
    ("m1/p1", "Response", "建", r"\(建\)", "m1/p1 response: a formula"),
    ("q2", "Note", "第一行", "第一行[sound:a.mp3]", "q2 note: a sound"),
]


@pytest.mark.parametrize(("name", "field", "old", "new", "said"), LEFT)
@pytest.mark.parametrize("table", [True], indirect=True)
def test_what_cannot_be_taken_over_is_told(
    table: Table, name: str, field: str, old: str, new: str, said: str
) -> None:
    table.counts()
    before = table.text
    table.edit("q2", "Note", "第二行", "第三行")  # is taken over all the same
    table.edit(name, field, old, new)
    edited = table.note(name)[field]
    outcome = table.run("pull", "--yes")
    assert said in outcome.out
    assert (table.text == before) == (name == "q2")
    table.counts()
    assert table.note(name)[field] == edited


def test_cards_of_a_set_that_disagree_are_left_alone(table: Table) -> None:
    table.counts()
    before = table.text
    table.edit("m1/p1", "Note", "", "甲")
    table.edit("m1/p2", "Note", "", "甲")
    assert "m1 note" in table.run("pull", "--dry-run").out
    table.edit("m1/p3", "Note", "", "乙")
    said = table.run("pull", "--yes").out
    assert "edited in different ways" in said
    assert table.text == before


def test_retired_and_deleted_notes_are_told_and_tagged_when_asked(
    table: Table, monkeypatch: pytest.MonkeyPatch
) -> None:
    table.counts()
    table.mend('  { premise = "稳岗", response = "办夜校", id = "p2" },\n', "")
    said = table.run("push").out
    assert f"nid:{table.note('m1/p2').id}" in said
    assert "quizgen::退役" in said
    assert "quizgen::退役" not in table.note("m1/p2").tags  # a pipe is not asked
    asked = []

    def confirm(question: str, **_: object) -> bool:
        asked.append(question)
        return len(asked) > 1

    monkeypatch.setattr(typer, "confirm", confirm)
    monkeypatch.setattr(console, "on_terminal", lambda: True)
    table.run("push")
    assert "quizgen::退役" not in table.note("m1/p2").tags
    table.run("push")
    assert "quizgen::退役" in table.note("m1/p2").tags
    table.run("push")
    assert len(asked) == 2  # nothing is left to ask for
    table.bank.write_text(BANK, "utf-8")
    table.run("push", "--tag-retired")
    assert "quizgen::退役" not in table.note("m1/p2").tags
    before = table.text
    table.col.remove_notes([table.note("q1").id])
    assert "1 note not in Anki (never pushed, or deleted there):\n    q1" in table.run("pull").out
    assert table.text == before


def test_tagging_in_a_pipe_and_in_english(table: Table) -> None:
    table.counts()
    table.mend(
        'stem = "坚持[[稳中求进]]，守住[[底线]]。"\nid = "q1"', 'stem = "[[新]]题"\nid = "q9"'
    )
    table.mend("places = [[2, 6], [9, 11]]\n", "")
    said = table.run("push", "--tag-retired", "--lang", "en", "--quiet").out
    assert not said
    assert "quizgen::retired" in table.note("q1").tags


def names(table: Table) -> set[str]:
    return {deck.name for deck in table.col.decks.all_names_and_ids()} - {"Default"}


def test_decks_stay_what_the_learner_calls_them(table: Table) -> None:
    table.counts()
    (deck,) = names(table)
    table.col.decks.rename(table.col.decks.id_for_name(deck), "学习::讲话")  # type: ignore[arg-type]
    preset = table.col.decks.all_config()[0]
    preset["new"]["perDay"] = 33
    table.col.decks.update_config(preset)
    table.mend("底线", "红线")
    with table.bank.open("a", encoding="utf-8") as bank:
        bank.write('\n[[question]]\nkind = "cloze"\nstem = "[[新]]题"\n')
    assert table.counts() == {"added": 1, "updated": 1, "unchanged": 4}
    assert names(table) == {"学习", "学习::讲话"}
    decks = {table.col.get_card(n).did for n in table.col.find_cards("")}
    assert decks == {table.col.decks.id_for_name("学习::讲话")}
    assert [config["new"]["perDay"] for config in table.col.decks.all_config()] == [33]


def test_a_filtered_deck_is_no_new_home(table: Table) -> None:
    table.counts()
    before = names(table)
    filtered = table.col.decks.new_filtered("突击")
    table.col.sched.rebuild_filtered_deck(filtered)  # type: ignore[arg-type]
    table.mend("底线", "红线")
    assert table.counts() == {"added": 0, "updated": 1, "unchanged": 4}
    assert names(table) == before | {"突击"}


def test_copies_are_left_alone(table: Table) -> None:
    table.counts()
    first = table.note("q1")
    copy = table.col.new_note(first.note_type())
    for name, value in first.items():
        copy[name] = value
    table.col.add_note(copy, 1)  # type: ignore[arg-type]
    assert "1 note in Anki with the Id of another" in table.run("push").out


def test_a_note_that_does_not_arrive_is_an_error(table: Table) -> None:
    table.desk.do_importPackage = lambda path: True  # type: ignore[method-assign]  # noqa: ARG005
    outcome = table.quizgen("push", table.bank, "--url", table.url)
    assert outcome.code == 10
    assert "did not take over 5 of 5 notes" in outcome.error
    assert "! Anki did not take over b1/q1" in outcome.out


@pytest.mark.parametrize("table", [False], indirect=True)
def test_a_clock_that_is_behind_stops_no_update(
    table: Table, monkeypatch: pytest.MonkeyPatch
) -> None:
    table.counts()
    table.col.tags.bulk_add(list(table.col.find_notes("")), "marked")  # later than all below
    table.mend("底线", "红线")
    os.utime(table.bank, (1_000_000_000, 1_000_000_000))
    monkeypatch.setattr(time, "time", lambda: 1_000_000_000.0)
    assert table.counts() == {"added": 0, "updated": 1, "unchanged": 4}
    assert "红线" in table.note("q1")["Text"]
    assert table.counts() == NOTHING


def test_a_bad_bank_stops_no_other(table: Table, tmp_path: Path) -> None:
    bad = tmp_path / "bad.quiz.toml"
    bad.write_text("x", "utf-8")
    outcome = table.quizgen("push", bad, table.bank, "--url", table.url)
    assert outcome.code == 5
    assert "added         5" in outcome.out


def test_before_a_push_there_is_nothing_to_pull(table: Table) -> None:
    assert "`quizgen push` brings them there" in table.run("pull").out


def test_a_bank_that_is_saved_meanwhile_is_not_written(
    table: Table, monkeypatch: pytest.MonkeyPatch
) -> None:
    table.counts()
    table.edit("q1", "Text", "坚持", "始终坚持")

    def confirm(_: str) -> bool:
        table.mend("底线", "红线")
        return True

    monkeypatch.setattr(console, "confirm", confirm)
    outcome = table.quizgen("pull", table.bank, "--url", table.url)
    assert (outcome.code, "was changed while" in outcome.error) == (7, True)
    assert "红线" in table.text


def test_preferring_somebody_else_is_refused(table: Table) -> None:
    assert table.quizgen("pull", table.bank, "--prefer", "me").code == 2


def test_windows_files_keep_their_bytes(table: Table) -> None:
    table.bank.write_bytes(b"\xef\xbb\xbf" + BANK.replace("\n", "\r\n").encode())
    table.counts()
    table.edit("q1", "Text", "坚持", "始终坚持")
    before = table.bank.read_bytes()
    table.run("pull", "--yes")
    assert table.bank.read_bytes() == before.replace("坚持".encode(), "始终坚持".encode(), 1)


def test_no_question_is_asked_where_nobody_sees_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(typer, "confirm", lambda *_, **__: pytest.fail("was asked"))
    assert not sys.stdin.isatty()
    assert not console.confirm("?")
