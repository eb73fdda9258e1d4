"""The JSON that scripts build on."""

from __future__ import annotations

import json
from dataclasses import replace

from hypothesis import given
from strategies import banks

from quizgen.document import Span
from quizgen.exporters import EXPORTERS, Options
from quizgen.quiz import Bank, Blank, Cloze, Heading, Matching, Pair, Quote, Text, live

TEXT = "一、总则\n坚持预防为主、源头治理的方针。"
CLOZE = Cloze(
    id="q1",
    section=(Heading("第一章", "总则"), Heading("第十条", "")),
    segments=(Text("坚持"), Blank("预防为主", Span(7, 11), ("防在前",)), Text("的方针。")),
    source=Quote("坚持预防为主、源头治理的方针。", Span(5, 20)),
    score=0.5,
    unordered=True,
    note="注",
    difficulty="medium",
)
MATCHING = Matching(
    id="m1",
    section=(),
    relation="term",
    instruction="连线。",
    columns=("甲", "乙"),
    pairs=(
        Pair(
            Quote("坚持", Span(5, 7)),
            Quote("预防为主", Span(7, 11)),
            "p1",
            Quote("坚持预防为主、源头治理的方针。", Span(5, 20)),
        ),
        Pair(Quote("手写"), Quote("无位置"), "p2"),
    ),
    distractors=(Quote("方针", Span(17, 19)),),
)


def exported(*questions: Cloze | Matching) -> dict:  # type: ignore[type-arg]
    bank = Bank("b1", "题", "讲话.txt", "", questions=questions)
    return json.loads(EXPORTERS["json"].export(bank, Options()).data)


def test_the_contract() -> None:
    assert exported(CLOZE, MATCHING) == {
        "id": "b1",
        "title": "题",
        "source": "讲话.txt",
        "questions": [
            {
                "id": "q1",
                "kind": "cloze",
                "section": ["总则", "第十条"],
                "score": 0.5,
                "segments": [
                    {"text": "坚持"},
                    {"blank": "预防为主", "start": 7, "end": 11, "accept": ["防在前"]},
                    {"text": "的方针。"},
                ],
                "unordered": True,
                "source": {"text": "坚持预防为主、源头治理的方针。", "start": 5, "end": 20},
                "note": "注",
                "difficulty": "medium",
            },
            {
                "id": "m1",
                "kind": "matching",
                "section": [],
                "score": 0.0,
                "instruction": "连线。",
                "pairs": [
                    {
                        "premise": {"text": "坚持", "start": 5, "end": 7},
                        "response": {"text": "预防为主", "start": 7, "end": 11},
                        "id": "p1",
                        "source": {
                            "text": "坚持预防为主、源头治理的方针。",
                            "start": 5,
                            "end": 20,
                        },
                    },
                    {
                        "premise": {"text": "手写", "start": None, "end": None},
                        "response": {"text": "无位置", "start": None, "end": None},
                        "id": "p2",
                        "source": {"text": "", "start": None, "end": None},
                    },
                ],
                "distractors": [{"text": "方针", "start": 17, "end": 19}],
                "relation": "term",
                "columns": ["甲", "乙"],
                "note": "",
                "difficulty": None,
            },
        ],
    }
    blank = exported(CLOZE)["questions"][0]["segments"][1]
    assert TEXT[blank["start"] : blank["end"]] == blank["blank"]


def test_an_answer_changed_by_hand_has_no_place() -> None:
    for answer in ("预防优先", "预防"):  # of the same length, and shorter
        changed = replace(CLOZE, segments=(Blank(answer, Span(7, 11)),))
        segment = exported(changed)["questions"][0]["segments"][0]
        assert (segment["start"], segment["end"]) == (None, None)


def test_a_response_changed_by_hand_has_no_place() -> None:
    pair = replace(MATCHING.pairs[0], response=Quote("预防优先", Span(7, 11)))
    changed = replace(MATCHING, pairs=(pair, MATCHING.pairs[1]))
    response = exported(changed)["questions"][0]["pairs"][0]["response"]
    assert response == {"text": "预防优先", "start": None, "end": None}


def test_a_premise_changed_by_hand_has_no_place() -> None:
    pairs = (Pair(Quote("始终坚持", Span(5, 7)), Quote("预防为主", Span(7, 11))), MATCHING.pairs[1])
    pair = exported(replace(MATCHING, pairs=pairs))["questions"][0]["pairs"][0]
    assert pair["premise"]["start"] is None
    assert pair["response"]["start"] == 7


def test_text_is_readable_and_ends_in_a_line_feed() -> None:
    output = EXPORTERS["json"].export(Bank("b", "题库", "s", "", questions=(CLOZE,)), Options())
    text = output.data.decode("utf-8")
    assert "预防为主" in text
    assert text.endswith("}\n")
    assert output.count == 1


@given(banks)
def test_any_bank_is_valid_json_with_its_own_words(bank: Bank) -> None:
    contract = json.loads(EXPORTERS["json"].export(bank, Options()).data)
    bank = live(bank)
    assert [question["id"] for question in contract["questions"]] == [q.id for q in bank.questions]
    for question, rows in zip(bank.questions, contract["questions"], strict=True):
        if isinstance(question, Cloze):
            answers = [s["blank"] for s in rows["segments"] if "blank" in s]
            assert answers == [blank.answer for blank in question.blanks]
        else:
            texts = [(p["premise"]["text"], p["response"]["text"]) for p in rows["pairs"]]
            assert texts == [(p.premise.text, p.response.text) for p in question.pairs]
