"""The JSON contract: keys, types, and offsets that slice the text."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from quizgen.document import PhraseKind
from quizgen.numbering import Style
from tests.conftest import Run

NAMES = ["speech.txt", "regulation.md", "textbook.md", "traditional.txt"]
Example = Callable[[str], Path]


def walk(sections: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    for section in sections:
        yield section
        yield from walk(section["children"])


@pytest.mark.parametrize("name", NAMES)
def test_outline(quizgen: Run, example: Example, name: str) -> None:
    outcome = quizgen("outline", example(name), "--json")
    assert (outcome.code, outcome.err) == (0, "")
    value = json.loads(outcome.out)
    assert list(value) == ["text", "sections", "problems"]
    text = value["text"]
    for section in walk(value["sections"]):
        assert list(section) == [
            "marker", "style", "value", "title", "level", "start", "end", "children"
        ]  # fmt: skip
        assert 0 <= section["start"] < section["end"] <= len(text)
        assert section["title"] in text[section["start"] : section["end"]]
        if section["marker"] is None:
            assert section["style"] is None
            assert section["value"] is None
        else:
            assert text.startswith(section["marker"], section["start"])
            assert section["style"] in {style.value for style in Style}
            assert isinstance(section["value"], int)
        ends = section["start"]
        for child in section["children"]:
            assert child["level"] > section["level"]
            assert ends <= child["start"]
            ends = child["end"]
        assert ends <= section["end"]
    for problem in value["problems"]:
        assert list(problem) == ["message", "start", "end"]


def test_an_unnumbered_heading_has_a_null_marker(quizgen: Run, tmp_path: Path) -> None:
    path = tmp_path / "a.md"
    path.write_text("# 总标题\n\n## 背景\n\n正文在这里。\n\n## 做法\n\n正文。\n", encoding="utf-8")
    sections = list(walk(json.loads(quizgen("outline", path, "--json").out)["sections"]))
    background = next(section for section in sections if section["title"] == "背景")
    assert (background["marker"], background["style"], background["value"]) == (None, None, None)


def test_a_document_without_structure(quizgen: Run, tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("春天来了，花都开了。\n", encoding="utf-8")
    value = json.loads(quizgen("outline", path, "--json").out)
    assert value["sections"] == []
    assert "春天来了，花都开了。" in value["text"]


def test_offsets_count_code_points(quizgen: Run, tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("𠮷𠮷𠮷町\n\n一、发展生产\n正文。\n\n二、保障供给\n正文。\n", encoding="utf-8")
    value = json.loads(quizgen("outline", path, "--json").out)
    for section in walk(value["sections"]):
        assert value["text"].startswith(section["marker"], section["start"])


@pytest.mark.parametrize("name", NAMES)
def test_phrases(quizgen: Run, example: Example, name: str) -> None:
    outcome = quizgen("phrases", example(name), "--json")
    assert (outcome.code, outcome.err) == (0, "")
    value = json.loads(outcome.out)
    assert list(value) == ["text", "phrases"]
    assert len(value["phrases"]) > 50
    for phrase in value["phrases"]:
        assert list(phrase) == ["text", "kind", "start", "end", "score", "section"]
        assert value["text"][phrase["start"] : phrase["end"]] == phrase["text"]
        assert phrase["kind"] in {kind.value for kind in PhraseKind}
        assert 0 <= phrase["score"] <= 1
        assert all(isinstance(title, str) and title for title in phrase["section"])
    scores = [phrase["score"] for phrase in value["phrases"]]
    assert scores == sorted(scores, reverse=True)


def test_an_article_without_a_title_is_named_by_its_marker(quizgen: Run, example: Example) -> None:
    value = json.loads(quizgen("phrases", example("regulation.md"), "--json").out)
    paths = {tuple(phrase["section"]) for phrase in value["phrases"]}
    assert ("总则", "第二条") in paths


def test_phrases_can_be_limited(quizgen: Run, example: Example) -> None:
    every = json.loads(quizgen("phrases", example("speech.txt"), "--json").out)["phrases"]
    some = ["--json", "--kind", "quoted,series", "--limit", "6"]
    limited = json.loads(quizgen("phrases", example("speech.txt"), *some).out)["phrases"]
    wanted = [phrase for phrase in every if phrase["kind"] in ("quoted", "series")]
    assert limited == wanted[:6]
    assert len(wanted) > 6


@pytest.mark.parametrize("name", NAMES)
def test_every_answer_of_the_bank_is_its_slice(
    quizgen: Run, example: Example, tmp_path: Path, name: str
) -> None:
    text = json.loads(quizgen("outline", example(name), "--json").out)["text"]
    assert quizgen("make", example(name), "--out", tmp_path, "--to", "anki").code == 0
    (path,) = tmp_path.glob("*.quiz.toml")
    value = json.loads(quizgen("export", path, "--to", "json").out)
    assert list(value) == ["id", "title", "source", "questions"]
    assert value["source"] == name
    places = 0
    for question in value["questions"]:
        for piece in pieces(question):
            assert text[piece["start"] : piece["end"]] == piece["slice"]
            places += 1
    assert places >= len(value["questions"]) >= 4


def pieces(question: dict[str, Any]) -> Iterator[dict[str, Any]]:
    if question["kind"] == "cloze":
        for segment in question["segments"]:
            if "blank" in segment:
                yield segment | {"slice": segment["blank"]}
    else:
        for pair in question["pairs"]:
            for side in (pair["premise"], pair["response"]):
                yield side | {"slice": side["text"]}
        for spare in question["distractors"]:
            yield spare | {"slice": spare["text"]}
