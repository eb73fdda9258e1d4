"""What the README promises is so."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from quizgen import bank
from quizgen.document import PhraseKind
from quizgen.exporters import EXPORTERS
from tests.conftest import HERE, Run

README = (HERE.parent / "README.md").read_text("utf-8")


def test_exactly_two_commands_set_themselves_up() -> None:
    commands = re.findall(r"^python3 -m venv .*$", README, re.MULTILINE)
    assert [command.split()[-1].split("/")[-1] for command in commands] == ["speech.txt", "pytest"]
    assert (HERE.parent / commands[0].split()[-1]).is_file()


def test_the_bank_that_is_shown_is_a_bank() -> None:
    (block,) = re.findall(r"```toml\n(\[\[question\]\].*?)```", README, re.DOTALL)
    head = 'format = 1\nid = "0"\ntitle = "t"\nsource = "s"\n'
    head += f'digest = "{"0" * 64}"\nseed = 0\n\n'
    (question,) = bank.load(head + block, "README").questions
    assert bank.dump(bank.load(head + block, "README")).endswith(block)
    assert question.section


@pytest.mark.parametrize("kind", PhraseKind)
def test_every_kind_of_phrase_is_named(kind: PhraseKind) -> None:
    assert f"`{kind.value}`" in README


@pytest.mark.parametrize("name", EXPORTERS)
def test_every_export_is_named(name: str) -> None:
    assert re.search(rf"\b{name}\b", README)


def test_pictures_are_there() -> None:
    pictures = re.findall(r'src="([^"]+)"', README)
    assert len(pictures) == 2
    for picture in pictures:
        assert (HERE.parent / picture).read_bytes().startswith(b"\x89PNG")


def test_the_structure_of_the_example_is_the_one_that_is_shown(
    quizgen: Run, example: Callable[[str], Path]
) -> None:
    shown = re.search(r"found +(.*)", README)
    assert shown is not None
    assert shown[1] in quizgen("outline", example("speech.txt")).out
