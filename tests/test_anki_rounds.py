"""A deck that lives on: documents and banks change, the deck is made again, and the real Anki
takes it into a collection whose learner has studied and edited notes.
"""

from __future__ import annotations

import re
import sqlite3
import tempfile
import zipfile
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from io import BytesIO
from itertools import count, pairwise
from pathlib import Path
from typing import Any

import pytest
from real_anki import Log, answer_all, bring_in, collection

from quizgen import bank
from quizgen.bank.merge.changes import gone, search
from quizgen.quiz import Bank, Entry, Record
from tests.conftest import Run

Row = tuple[str, str]  # fields, tags


def notes(package: bytes) -> dict[str, Row]:
    """The notes of a package by guid, in the order of the document."""
    with zipfile.ZipFile(BytesIO(package)) as archive, tempfile.TemporaryDirectory() as folder:
        archive.extract("collection.anki2", folder)
        connection = sqlite3.connect(Path(folder, "collection.anki2"))
        rows = connection.execute(
            "select guid, flds, tags from notes join cards on nid = notes.id order by due"
        ).fetchall()
        connection.close()
    return {guid: (fields, tags) for guid, fields, tags in rows}


@dataclass
class Learner:
    """A collection, and what was in the last package that came into it."""

    col: Any
    folder: Path
    last: dict[str, Row] = field(default_factory=dict)
    edited: dict[str, str] = field(default_factory=dict)  # guid → fields

    def edit(self, name: str, put: str) -> None:
        """Write ``put`` into the remark of the note whose Id ends in ``name``."""
        (number,) = self.col.find_notes(f"Id:*/{name}")
        note = self.col.get_note(number)
        note["Note"] = put
        self.col.update_note(note)
        self.edited[note.guid] = "\x1f".join(note.fields)

    def all(self) -> dict[str, tuple[str, int, int]]:
        rows = self.col.db.all("select guid, flds, mod, id from notes")
        return {guid: (fields, mod, number) for guid, fields, mod, number in rows}

    def take(self, deck: Path) -> Log:
        """Import a deck; all laws of a round are checked."""
        package = notes(deck.read_bytes())
        changed = {g for g in package if g in self.last and package[g] != self.last[g]}
        added = [g for g in package if g not in self.last]
        before = self.all()
        history = self.col.db.all("select cid, ease, ivl, factor from revlog order by id")
        studied = self.col.db.all(
            "select id, ivl, due, reps, nid from cards where reps order by id"
        )

        log = bring_in(self.col, deck.read_bytes(), self.folder)

        after = self.all()
        assert not changed & set(self.edited), "of these the document's or the learner's must win"
        assert (log.new, log.updated, log.conflicting) == (len(added), len(changed), 0)
        assert {g for g in before if before[g] != after[g]} == changed
        for guid, fields in self.edited.items():
            assert after[guid][0] == fields
        for guid in package:
            if guid not in self.edited:
                assert after[guid][0] == package[guid][0]
        assert self.col.db.all("select cid, ease, ivl, factor from revlog order by id") == history
        still = self.col.db.all("select id, ivl, due, reps, nid from cards where reps order by id")
        assert still == studied
        # new cards come up in the order of the document
        waiting = self.col.db.list(
            "select guid from cards join notes on notes.id = nid where reps = 0 order by due"
        )
        assert [g for g in waiting if g in added] == added
        said, sound = self.col.fix_integrity()
        assert sound, said
        self.last = {**self.last, **package}
        return log


def ids(made: Bank) -> dict[str, str]:
    """The stems (and pairs) of what is not retired, as they were made, by the end of their Id."""
    retired = {q.id for q in made.questions if q.retired}
    return {
        "/".join(filter(None, entry.key)): entry.said
        for entry in made.record.entries
        if entry.said and entry.question not in retired
    }


def the(rows: dict[str, str], words: str) -> str:
    """The one whose stem holds ``words``."""
    (found,) = [name for name, said in rows.items() if words in said]
    return found


def replaced(text: str, *changes: tuple[str, str]) -> str:
    for old, new in changes:
        assert text.count(old) == 1, old
        text = text.replace(old, new)
    return text


def part(text: str, start: str, end: str) -> str:
    return text[text.index(start) : text.index(end)]


# What the story is about: terms of a glossary are asked for, whatever else is chosen.
TERMS = """\
六点八
七点一
半小时通勤圈
先地下、后地上
明令禁止
上游意识
生态保护补偿机制
以灯会友
不以权谋私
九十八点五
"""
ADDED = "六要办好云汀灯会。要坚持“以灯会友、以节兴商”的思路，吸引游客一百二十万人次。\n\n"


def test_a_deck_that_is_made_again_and_again(  # noqa: PLR0915 - four rounds of one story
    quizgen: Run,
    example: Callable[[str], Path],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    clock = count(1_750_000_000, 1000)  # Anki's check sets back what is in the future
    home = tmp_path / "first"
    home.mkdir()
    document, path, deck = (home / f"speech{end}" for end in (".txt", ".quiz.toml", ".apkg"))
    text = example("speech.txt").read_text("utf-8")
    terms = tmp_path / "terms.txt"
    terms.write_text(TERMS, encoding="utf-8")
    options = ("--glossary", terms)

    def make() -> str:
        document.write_text(text, encoding="utf-8")
        monkeypatch.setenv("SOURCE_DATE_EPOCH", str(next(clock)))
        outcome = quizgen("make", document, "--out", home, "--to", "anki", *options)
        assert (outcome.code, outcome.err) == (0, "")
        return outcome.out

    def stands() -> Bank:
        return bank.load(path.read_text("utf-8"), "bank")

    with collection(tmp_path / "col") as col:
        learner = Learner(col, tmp_path)

        # 1: the deck is new; the learner studies all of it and makes it their own
        make()
        first = ids(stands())
        log = learner.take(deck)
        assert log.new == len(notes(deck.read_bytes())) >= 12
        assert answer_all(col) == log.new
        learner.edit(the(first, "半小时通勤圈"), "我家就在圈里")
        learner.edit(the(first, "先地下、后地上"), "先修管子再铺路")
        kind = col.models.by_name(next(n for n in col.models.all_names() if "quizgen" in n))
        kind["css"] += "\n.card { font-size: 30px; }"
        col.models.update_dict(kind)

        # 2: one sentence corrected, one directive added, one removed, two swapped
        removed = part(text, "五要守住", "六要增进")
        two, three = part(text, "二要扩大", "三要促进"), part(text, "三要促进", "四要提升")
        text = replaced(
            text,
            ("生产总值增长百分之六点八", "生产总值增长百分之七点一"),
            (removed, ""),
            (two + three, three.replace("三要", "二要") + two.replace("二要", "三要")),
            ("六要增进", "五要增进"),
            ("三、加强党的领导", f"{ADDED}三、加强党的领导"),
        )
        shown = quizgen("diff", document, path, *options)
        assert shown.code == 0
        said = make()
        second = stands()
        log = learner.take(deck)
        assert log.new >= 1
        now = ids(second)
        assert "[[七点一]]" in now[the(first, "六点八")]
        swapped = the(first, "明令禁止")
        assert swapped in now
        new = the(now, "以灯会友")
        assert new not in first
        lost = {
            name
            for name, words in first.items()
            if "/" not in name and words.replace("[[", "").replace("]]", "") in removed
        }
        assert {the(first, "上游意识"), the(first, "保护补偿")} <= lost
        assert {q.id for q in second.questions if q.retired} == lost
        # they are reported, and found in Anki by the search that is shown
        assert re.search(rf"merged .*\b{len(lost)} retired\b", said)
        query = search(gone(second))
        assert query in said
        found = {col.get_note(number)["Id"] for number in col.find_notes(query)}
        assert found == set(gone(second)) >= {f"{second.id}/{name}" for name in lost}
        assert "font-size: 30px" in col.models.get(kind["id"])["css"]

        # 3: a person edits the bank, and the document gets another correction
        answer_all(col)
        toml = path.read_text("utf-8")
        dropped = the(now, "不以权谋私")
        start = toml.rindex("[[question]]", 0, toml.index(f'id = "{dropped}"'))
        toml = toml[:start] + toml[toml.index("[[question]]", start + 1) :]
        edited = swapped
        toml = re.sub(
            rf'(stem = "[^\n]*)("\n(?:(?!\[\[question\]\]).*\n)*?id = "{edited}")',
            r"\1（记牢）\2",
            toml,
        )
        toml += '\n[[question]]\nkind = "cloze"\nstem = "会议在[[云汀市]]召开。"  # 我的题\n'
        path.write_text(toml, encoding="utf-8")
        text = replaced(text, ("群众诉求按时办结率提高到", "群众诉求的按时办结率提高到"))
        make()
        third = stands()
        log = learner.take(deck)
        assert log.new == 1 + len(set(ids(third)) - set(now))  # the person's own, and what was made
        assert log.updated >= 2
        assert dropped not in {q.id for q in third.questions}
        assert "# 我的题" in path.read_text("utf-8")
        (number,) = col.find_notes(f"Id:*/{edited}")
        assert "（记牢）" in col.get_note(number)["Text"]

        # an export of the bank as it is changes nothing
        exported = deck.read_bytes()
        assert quizgen("export", path, "--to", "anki", "-q").code == 0
        assert deck.read_bytes() == exported
        assert learner.take(deck) == Log(0, 0, len(notes(exported)), 0)

        # 4: what was removed comes back, mended; the folder is called otherwise by now
        answer_all(col)
        home = home.rename(tmp_path / "second")
        document, path, deck = (home / name.name for name in (document, path, deck))
        text = replaced(
            text,
            (
                "三、加强党的领导",
                removed.replace("五要", "七要").replace("牢固树立", "始终树立")
                + "三、加强党的领导",
            ),
        )
        said = make()
        fourth = stands()
        log = learner.take(deck)
        assert log.updated >= 1
        assert re.search(rf"merged .*\b{len(lost)} revived\b", said)
        assert not any(q.retired for q in fourth.questions)
        assert dropped not in {q.id for q in fourth.questions}
        (number,) = col.find_notes(f"Id:*/{the(first, '上游意识')}")
        assert "始终树立" in col.get_note(number)["Text"]
        assert all(card.reps for card in (col.get_card(c) for c in col.find_cards(f"nid:{number}")))
        times = [{e.key: e.changed for e in b.record.entries} for b in (second, third, fourth)]
        for older, newer in pairwise(times):
            assert all(newer[key] >= time for key, time in older.items())


def test_the_search_finds_just_the_notes_of_the_retired(tmp_path: Path) -> None:
    """In whatever an id may hold, few of them and many."""
    names = ["a1", "a_1", "ab1", "b*", "c:d", 'e"f', "g\\h", "i(j)", "k.l", "kxl", "条例-2", "m|n"]
    with collection(tmp_path) as col:
        kind = col.models.new("probe")
        for name in ("Id", "Other"):
            col.models.add_field(kind, col.models.new_field(name))
        template = col.models.new_template("card")
        template["qfmt"] = "{{Id}}"
        col.models.add_template(kind, template)
        col.models.add_dict(kind)
        made = {}
        for name in names:
            note = col.new_note(col.models.by_name("probe"))
            note["Id"] = f"bank/{name}".replace("&", "&amp;")
            col.add_note(note, 1)
            made[name] = note.id
        for wanted in [*([name] for name in names), names[:3], names[2:9], names]:
            found = col.find_notes(search([f"bank/{name}" for name in wanted]))
            assert sorted(found) == sorted(made[name] for name in wanted), wanted
    assert search([]) == ""


def test_only_what_was_in_a_deck_is_searched_for() -> None:
    made = bank.load(
        'format = 3\nid = "b"\ntitle = "t"\n'
        '[[question]]\nkind = "cloze"\nid = "q1"\nretired = true\nstem = "天[[地]]"\n'
        '[[question]]\nkind = "cloze"\nid = "q2"\nretired = true\nstem = "玄[[黄]]"\n',
        "x",
    )
    assert gone(made) == ()
    states = Record("t", "", (Entry("q2", exported="abc", changed=1),))
    assert gone(replace(made, record=states)) == ("b/q2",)
