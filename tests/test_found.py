"""Phrases and refusals in columns say the same as the objects that they were."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizgen import phrases, sentences
from quizgen.document import Document, Phrase, PhraseKind, Span
from quizgen.phrases.glossary import Term
from quizgen.questions.draft import Refusal, Refusals
from tests.documents import RULES, SPEECH, document

TERMS = (Term("安全"), Term("检查"))


def order(phrase: Phrase) -> tuple[float, bool, Span, str]:
    glossary = phrase.kind is PhraseKind.GLOSSARY
    return -phrase.score, not glossary, phrase.span, phrase.kind.value


@pytest.fixture(scope="module")
def made() -> Document:
    return document(SPEECH + RULES)


@pytest.fixture(scope="module")
def found(made: Document) -> phrases.Found:
    return phrases.find(made, TERMS)


def test_all_phrases_come_best_first(found: phrases.Found) -> None:
    rows = list(found)
    assert rows == sorted(rows, key=order)
    assert len(rows) == len(found) > 100
    assert [found[number] for number in range(len(found))] == rows
    assert found[-3:] == tuple(rows[-3:])
    assert {p.kind for p in rows} >= {PhraseKind.HEAD, PhraseKind.GLOSSARY, PhraseKind.SERIES}
    assert any(phrase.members for phrase in rows)
    assert any(phrase.merit for phrase in rows)


def test_they_are_counted_by_kind(found: phrases.Found) -> None:
    kinds = [phrase.kind for phrase in found]
    assert found.counts() == {kind: kinds.count(kind) for kind in set(kinds)}


def test_each_sentence_has_those_that_lie_in_it(made: Document, found: phrases.Found) -> None:
    rows = list(found)
    seen = 0
    for sentence in sentences.split(made):
        mine = list(found.inside(sentence.span))
        assert mine == [phrase for phrase in rows if sentence.span.contains(phrase.span)]
        seen += len(mine)
    assert seen > 100
    assert list(found.inside(Span(len(made.text), len(made.text) + 9))) == []


@given(st.data())
def test_a_stretch_has_those_that_begin_in_it(
    made: Document, found: phrases.Found, data: st.DataObject
) -> None:
    start = data.draw(st.integers(0, len(made.text)))
    end = data.draw(st.integers(start, min(len(made.text), start + 300)))
    mine = sorted(found.between(start, end), key=order)
    assert mine == [phrase for phrase in found if start <= phrase.span.start < end]


def test_kinds_have_those_above_their_score(found: phrases.Found) -> None:
    least = {PhraseKind.TERM: 0.3, PhraseKind.SERIES: 0.0}
    mine = sorted(found.of_kinds(least), key=order)
    assert mine == [phrase for phrase in found if phrase.score > least.get(phrase.kind, 9)]
    assert len({phrase.kind for phrase in mine}) == 2


def test_a_document_without_sentences_has_no_phrases() -> None:
    assert not phrases.find(document("一"))
    assert phrases.find(document("一")).counts() == {}


def test_refusals_are_a_sequence() -> None:
    rows = [Refusal(Span(3, 5), "weak"), Refusal(Span(0, 2), "leak"), Refusal(Span(7, 9), "weak")]
    refusals = Refusals()
    assert not refusals
    refusals.extend(rows[:2])
    refusals.add(rows[2].span, rows[2].code)
    assert list(refusals) == [refusals[0], refusals[1], refusals[-1]] == rows
    assert refusals[1:] == tuple(rows[1:])
    assert refusals.counts() == {"leak": 1, "weak": 2}
