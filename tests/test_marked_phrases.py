"""What the author has marked is asked for."""

from __future__ import annotations

from dataclasses import replace

import pytest

from quizgen import phrases
from quizgen.document import Document, PhraseKind, Span
from tests.documents import document

TEXT = "水文笔记\n\n社会关系从建立的基础可分为血缘关系、地缘关系和业缘关系。面积为960万平方千米。\n"


def marked(*words: str) -> Document:
    made = document(TEXT)
    spans = [Span(made.text.index(w), made.text.index(w) + len(w)) for w in words]
    return replace(made, marked=tuple(sorted(spans)))


@pytest.mark.parametrize(
    ("words", "kind"),
    [
        ("建立的基础", PhraseKind.MARKED),
        ("血缘关系", PhraseKind.MARKED),
        ("业缘", PhraseKind.MARKED),
        ("960万", PhraseKind.QUANTITY),  # a figure is asked for with its unit left standing
    ],
)
def test_a_marked_phrase_is_a_candidate_of_its_own_kind(words: str, kind: PhraseKind) -> None:
    made = marked(words)
    kinds = {made.slice(p.span): p.kind for p in phrases.find(made)}
    assert kinds[words] is kind


@pytest.mark.parametrize("words", ["血缘关系、地缘关系", "系", "业缘关系。面积为960"])
def test_a_list_a_character_and_more_than_a_sentence_are_no_phrase(words: str) -> None:
    assert PhraseKind.MARKED not in {p.kind for p in phrases.find(marked(words))}


def test_a_marked_phrase_is_the_first_choice_of_its_sentence() -> None:
    made = marked("建立的基础")
    scores = {made.slice(p.span): p.score for p in phrases.find(made)}
    plain = {made.slice(p.span): p.score for p in phrases.find(document(TEXT))}
    assert scores["建立的基础"] > 2 * plain.get("建立的基础", 0)
