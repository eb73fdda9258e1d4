"""Whatever a learner writes into a note comes into the bank, and is then the same on both sides."""

from __future__ import annotations

from typing import Any

from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st
from strategies import banks, filled, segments, texts

from quizgen.ankiconnect import pull
from quizgen.ankiconnect.client import Client
from quizgen.ankiconnect.compare import Side, identity, sides
from quizgen.ankiconnect.pull import Change
from quizgen.bank import dump, load
from quizgen.exporters import Options
from quizgen.exporters.ankideck import base
from quizgen.exporters.ankideck.collect import gather
from quizgen.exporters.ankideck.fields import plain, verbatim, visible
from quizgen.exporters.ankideck.notes import Note
from quizgen.quiz import Bank, Blank, Text


class Still(Client):
    """A collection that holds these notes."""

    rows: list[dict[str, Any]]

    def call(self, action: str, **params: Any) -> Any:
        if action == "findNotes":
            return list(range(len(self.rows)))
        return [self.rows[number] for number in params["notes"]]


def still(fields: list[dict[str, str]]) -> Still:
    client = Still("127.0.0.1", 1)
    rows = [
        {
            "noteId": number,
            "tags": [],
            "cards": [number],
            "fields": {name: {"value": value} for name, value in held.items()},
        }
        for number, held in enumerate(fields)
    ]
    object.__setattr__(client, "rows", rows)
    return client


def edited(note: Note, field: str, data: st.DataObject) -> str:
    """What a learner makes of a field: HTML."""
    if field == "Note":
        return verbatim(data.draw(texts))
    if field != "Text":
        return verbatim(data.draw(filled.filter(visible)))
    blanks = note.fields["Text"].count("{{c1::")
    stem = data.draw(segments().filter(lambda s: sum(isinstance(p, Blank) for p in s) == blanks))
    assume(all(visible(plain(part.answer)) for part in stem if isinstance(part, Blank)))
    return "".join(
        verbatim(p.text) if isinstance(p, Text) else "{{c1::" + verbatim(p.answer) + "}}"
        for p in stem
    )


@settings(
    max_examples=25,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much],
)
@given(banks, st.data())
def test_after_a_pull_both_say_the_same(bank: Bank, data: st.DataObject) -> None:
    notes = gather([bank], Options()).notes
    assume(notes)
    number = data.draw(st.integers(0, len(notes) - 1))
    note = notes[number]
    field = data.draw(st.sampled_from(base.TEXTS[note.kind.name]))
    held = [dict(one.fields) for one in notes]
    held[number][field] = edited(note, field, data)
    text = dump(bank)
    made = pull.plan(still(held), load(text, "x"), notes, text, "x")
    assert not made.missing
    # Two equal premises, or a response that is a spare one, make no bank.
    assume(not any("pairs" in left.why or "distractors" in left.why for left in made.left))
    assert not made.left
    if base.same(held[number][field], note.fields.get(field, "")):
        assert not made.changes
        return
    (change,) = made.changes
    assert isinstance(change, Change)
    assert not change.conflict
    after = gather([load(pull.write(text, made.changes, "x"), "x")], Options()).notes
    (same,) = [one for one in after if identity(one) == identity(note)]
    assert sides(same, change.sources[0].held)[field] is Side.NOBODY
