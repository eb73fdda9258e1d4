"""What the real add-ons said: the exchanges that `benchmarks/real_anki_desktop.py` recorded.

One file is from an add-on of 2023, which does not tell when a note was changed, one from 2026.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import Any

import pytest
from anki_connect import served
from conftest import HERE

from quizgen.ankiconnect import collection
from quizgen.ankiconnect.client import Client, client
from quizgen.ankiconnect.collection import Held
from quizgen.errors import AnkiRefused
from quizgen.exporters.ankideck import base
from quizgen.exporters.ankideck.fieldtext import read

RECORDED = sorted((HERE / "recorded").glob("ankiconnect-*.jsonl"))


class Tape:
    """Answers as recorded, and only to what was asked then."""

    def __init__(self, rows: list[dict[str, Any]]) -> None:
        self.rows = rows

    def exchange(self, action: str, *, error: str | None = None, empty: bool = False) -> Any:
        """The first exchange of that kind."""
        silent = error or action in {"addTags", "removeTags", "updateNoteFields"}
        return next(
            row
            for row in self.rows
            if row["request"]["action"] == action
            and row["answer"]["error"] == error
            and (silent or bool(row["answer"]["result"]) != empty)
        )

    @contextmanager
    def playing(self, *rows: dict[str, Any]) -> Iterator[Client]:
        """A client for a server that plays these rows, and no other, in this order."""
        left = list(rows)

        def answer(body: bytes) -> bytes:
            asked, row = json.loads(body), left.pop(0)
            if asked["action"] == "importPackage":
                assert asked["params"].pop("path").endswith("/quizgen.apkg")
                asked["params"] = row["request"]["params"]
            assert asked == row["request"]
            return json.dumps(row["answer"]).encode()

        with served(answer) as url:
            yield client(url)
        assert not left


@pytest.fixture(params=RECORDED, ids=[path.stem for path in RECORDED])
def tape(request: pytest.FixtureRequest) -> Tape:
    lines = request.param.read_text("utf-8").splitlines()
    return Tape([json.loads(line) for line in lines])


def test_both_are_there() -> None:
    assert len(RECORDED) == 2


def test_a_profile_is_open(tape: Tape) -> None:
    with tape.playing(tape.exchange("version"), tape.exchange("deckNames")) as anki:
        anki.check()


@pytest.mark.parametrize(
    ("action", "error", "says"),
    [
        ("version", "valid api key must be provided", "asks for an API key"),
        ("deckNames", "collection is not available", "no profile is open"),
    ],
)
def test_refusals(tape: Tape, action: str, error: str, says: str) -> None:
    rows = [] if action == "version" else [tape.exchange("version")]
    row = tape.exchange(action, error=error)
    row["request"].pop("key", None)  # the first one asked had none
    with tape.playing(*rows, row) as anki, pytest.raises(AnkiRefused, match=says):
        anki.check()


def test_notes(tape: Tape) -> None:
    info = tape.exchange("notesInfo")
    with tape.playing(tape.exchange("findNotes"), info) as anki:
        found = collection.holdings(anki, "desk1")
    names = ["q1", "q2", "q3", "m1/p1", "m1/p2"]
    assert list(found.notes) == [f"desk1/{name}" for name in names]
    first = found.notes["desk1/q1"]
    assert first.number == info["request"]["params"]["notes"][0]
    assert read(first.fields["Text"]).marked == "坚持\x01稳中求进\x03，守住\x01底线\x03。"
    assert set(base.read(first.fields[base.FIELD])) == {"Text", "Note", base.REST}
    assert "quizgen::填空" in first.tags
    told = "mod" in info["answer"]["result"][0]
    assert type(first.changed) is (int if told else type(None))
    hostile = read(found.notes["desk1/q2"].fields["Text"])
    assert hostile.text == "a < b && c 之 {{c1::d}} \\(x\\)  ::"
    assert not hostile.lost


def test_decks(tape: Tape) -> None:
    row = tape.exchange("getDecks")
    (filtered,) = [
        row
        for row in tape.rows
        if row["request"]["params"].get("query", "").endswith("deck:filtered")
    ]
    cards = row["request"]["params"]["cards"]
    held = [Held(number, {}, (), (card,)) for number, card in enumerate(cards)]
    with tape.playing(filtered, row) as anki:
        found = collection.decks(anki, "desk1", held)
    assert set(found.values()) == {"工作会议讲话"}
    assert len(found) == len(cards)


def test_no_notes(tape: Tape) -> None:
    with tape.playing(tape.exchange("findNotes", empty=True)) as anki:
        assert collection.holdings(anki, "desk1").notes == {}


def test_an_import(tape: Tape) -> None:
    with tape.playing(tape.exchange("importPackage")) as anki:
        collection.take(anki, b"package")


def test_tags(tape: Tape) -> None:
    for remove in (False, True):
        row = tape.exchange("removeTags" if remove else "addTags")
        asked = row["request"]["params"]
        notes = [Held(number, {}) for number in asked["notes"]]
        with tape.playing(row) as anki:
            collection.tag(anki, notes, asked["tags"], remove=remove)


def test_agreeing(tape: Tape) -> None:
    row = tape.exchange("updateNoteFields")
    asked = row["request"]["params"]["note"]
    held = Held(asked["id"], {"Text": "一"})
    with tape.playing(row) as anki:
        row["request"]["params"]["note"]["fields"] = {
            base.FIELD: base.join({"Text": base.sides("quizgen 填空", held.fields)["Text"]})
        }
        collection.agree(anki, "quizgen 填空", replace(held), ["Text"])
