"""Why a phrase has its score, and why a candidate became no item."""

from __future__ import annotations

import json
import math
import re
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest

from quizgen import phrases, questions, sentences
from quizgen.document import Phrase, PhraseKind
from quizgen.phrases import explain, features, model
from quizgen.phrases.glossary import Term
from quizgen.questions.checks import REASONS
from quizgen.quiz import Cloze
from tests.conftest import Run
from tests.documents import RULES, SPEECH, document

Example = Callable[[str], Path]


@pytest.mark.parametrize("text", [SPEECH, RULES], ids=["speech", "rules"])
def test_the_parts_make_up_the_score(text: str) -> None:
    made = document(text)
    found = phrases.find(made)
    accounts = explain.explain(made, found)
    told = [p for p in found if not accounts[p].note]
    assert len(told) > 50
    for phrase in told:
        account = accounts[phrase]
        worth = account.worth * math.prod(factor for _, factor in account.source)
        own = math.prod(factor for _, factor in account.factors)
        assert phrase.score == pytest.approx((0.2 + 0.8 * worth) * account.share * own, abs=1e-4)
        assert 0 <= account.worth <= 1
        assert 0 < account.share <= 1


def test_the_difference_of_two_phrases_of_a_sentence_is_that_of_their_features() -> None:
    made = document(RULES)
    (place,) = [s.span for s in sentences.split(made) if "实名登记" in made.slice(s.span)]
    found = [p for p in phrases.find(made) if place.contains(p.span)]
    accounts = explain.explain(made, found)
    told = sorted((p for p in found if accounts[p].features), key=lambda p: accounts[p].share)
    best, other = told[-2], told[0]  # the last one may have been put first: model.led
    assert accounts[other].share < accounts[best].share
    odds = [sum(weight for _, weight in accounts[p].features) for p in (best, other)]
    shares = [accounts[p].share for p in (best, other)]
    assert math.log(shares[0] / shares[1]) == pytest.approx(odds[0] - odds[1])


def test_features_are_told_once_the_weightiest_first() -> None:
    made = document(SPEECH)
    found = phrases.find(made)
    for account in explain.explain(made, found).values():
        names = [name for name, _ in account.features]
        assert len(names) == len(set(names))
        weights = [abs(weight) for _, weight in account.features]
        assert weights == sorted(weights, reverse=True)


def test_kinds_whose_score_is_fixed_say_so() -> None:
    made = document(SPEECH)
    found = phrases.find(made, (Term("先进装备"),))
    accounts = explain.explain(made, found)
    for kind in (PhraseKind.HEAD, PhraseKind.GLOSSARY):
        rows = [p for p in found if p.kind is kind]
        assert rows
        assert all(accounts[p].note and not accounts[p].features for p in rows)


def test_every_family_of_classes_is_one_of_the_features() -> None:
    families = {*features.START, *features.END, *features.INNER, *features.SHAPE}
    assert set(model.weights()["blank"]) <= families
    assert families >= explain._OF_CLASSES | explain._OF_TAGS


WORDS = [
    ("after: ，", "after: ，"),
    ("before class: G", "before class: a governing verb"),
    ("before class: ^", "before class: the beginning of the sentence"),
    ("first tag: ns", "first tag: place name"),
    ("last tag: nr", "last tag: noun"),
    ("before/first: ，n", "before/first: ， + noun"),
    ("classes: vn", "classes: verb + noun"),
    ("inside: 、", "inside: 、"),
    ("before: :", "before: :"),
    ("set off as: quoted", "set off as: quoted"),
    ("never: seen", "never: seen"),
]


@pytest.mark.parametrize(("feature", "words"), WORDS)
def test_a_feature_in_words(feature: str, words: str) -> None:
    assert explain.in_words(feature) == words


def test_the_table_explains_each_phrase_in_a_few_lines(quizgen: Run, example: Example) -> None:
    outcome = quizgen("phrases", example("speech.txt"), "--explain", "--limit", "5")
    assert (outcome.code, outcome.err) == (0, "")
    parts = re.split(r"(?m)^ \d\.\d\d +\d+  .*$", outcome.out)[1:]
    assert len(parts) == 5
    for part in parts:
        assert part.count("worth of its sentence") == 1
        assert part.count("where the best of its sentence is 1") == 1
        features = re.findall(r"(?m)^ {16}[+-]\d\.\d\d  \S", part)
        assert 1 <= len(features) <= 6
    assert "worth of its sentence" not in quizgen("phrases", example("speech.txt")).out


def test_the_json_explains_each_phrase(quizgen: Run, example: Example) -> None:
    outcome = quizgen("phrases", example("speech.txt"), "--explain", "--json", "--limit", "40")
    rows = json.loads(outcome.out)["phrases"]
    assert len(rows) == 40
    for row in rows:
        assert list(row["explain"]) == ["worth", "share", "factors", "features", "note"]
        for feature in row["explain"]["features"]:
            assert list(feature) == ["name", "label", "weight"]
        for factor in row["explain"]["factors"]:
            assert factor["label"] == explain.FACTORS[factor["name"]]


@pytest.mark.parametrize("text", [SPEECH, RULES], ids=["speech", "rules"])
def test_every_refusal_has_a_reason_and_a_place(text: str) -> None:
    made = document(text)
    found = phrases.find(made)
    result = questions.make(made, found)
    assert result.refused
    for refusal in result.refused:
        assert refusal.code in REASONS
        assert made.slice(refusal.span).strip()
    counts = Counter(refusal.code for refusal in result.refused)
    assert result.rejected == counts


def test_what_goes_with_no_chosen_item_is_told_as_such(example: Example) -> None:
    made = document(example("textbook.md").read_text("utf-8"))
    result = questions.make(made, phrases.find(made), questions.Options(more=True))
    rivals = [r.span for r in result.refused if r.code in ("repeated", "printed")]
    assert rivals
    chosen = {
        segment.place
        for question in result.bank.questions
        if isinstance(question, Cloze)
        for segment in question.blanks
    }
    assert chosen.isdisjoint(rivals)


def test_the_summary_counts_what_was_turned_down_and_explain_lists_it(
    quizgen: Run, example: Example, tmp_path: Path
) -> None:
    make = ["make", example("speech.txt"), "--out", tmp_path, "--to", "anki", "--force"]
    brief = quizgen(*make).out
    total = re.search(r"  dropped  ([\d,]+) candidates: (.*)", brief)
    assert total is not None
    full = quizgen(*make, "--explain").out
    assert full.startswith(brief)
    listed = full[len(brief) :]
    heads = re.findall(r"(?m)^(\w+): (.*) \(([\d,]+)\)$", listed)
    assert {code: REASONS[code] for code, _, _ in heads} == {code: why for code, why, _ in heads}
    assert sum(int(count) for _, _, count in heads) == int(total[1])
    counts = [int(count) for _, _, count in heads]
    assert counts == sorted(counts, reverse=True)
    rows = re.findall(r"(?m)^ {2,6}\d+  (\S.*)$", listed)
    assert len(rows) > 50
    text = example("speech.txt").read_text("utf-8")
    assert all(row.split("  ×")[0].rstrip("…") in text for row in rows)
    assert quizgen(*make, "--explain", "--quiet").out == ""


def test_a_phrase_that_was_not_found_here_has_an_empty_account() -> None:
    made = document(SPEECH)
    (phrase, *_) = phrases.find(made)
    stranger = Phrase(phrase.span, PhraseKind.TITLE, 0.5)
    assert explain.explain(made, [stranger])[stranger] == explain.Account()
