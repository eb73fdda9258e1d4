"""The installed package works without the checkout (run by .ci/run on the built wheel)."""

from __future__ import annotations

import os
import re
from importlib.metadata import metadata, requires
from pathlib import Path

import pytest

import quizgen

PACKAGE = Path(quizgen.__file__).parent

pytestmark = [
    pytest.mark.wheel,
    pytest.mark.skipif(
        "QUIZGEN_TEST_WHEEL" not in os.environ, reason="QUIZGEN_TEST_WHEEL says it is installed"
    ),
]


def test_the_source_is_away() -> None:
    assert "site-packages" in PACKAGE.parts
    assert not (PACKAGE.parent / "pyproject.toml").exists()
    assert not (Path.cwd() / "quizgen").exists()


def test_the_package_carries_its_templates_fonts_and_licences() -> None:
    folder = PACKAGE / "templates"
    for kind in ("anki", "worksheet", "wording", "fonts"):
        assert list((folder / kind).iterdir()), kind
    assert list((folder / "fonts").glob("*.ttf"))
    assert [path for path in (folder / "fonts").iterdir() if "OFL" in path.name.upper()]
    assert (PACKAGE / "py.typed").exists()


def test_nothing_that_makes_things_is_installed() -> None:
    assert list(PACKAGE.rglob("build_fonts.py")) == []
    assert not (PACKAGE.parent / "tests").exists()


# One that is added here needs its reason in CONTRIBUTING.md.
DEPENDENCIES = {
    *("genanki", "jieba", "lxml", "markdown-it-py", "opencc", "pypdfium2", "python-docx"),
    *("reportlab", "tomli", "typer"),
}


def test_the_metadata_say_what_a_user_must_know() -> None:
    about = metadata("quizgen")
    assert about["License-Expression"] == "MIT"
    assert about["Version"] == quizgen.__version__
    needed = [line for line in requires("quizgen") or [] if "extra ==" not in line]
    assert {re.split("[^a-z0-9-]", line)[0] for line in needed} == DEPENDENCIES
    assert not [line for line in needed if line.startswith(("anki", "setuptools"))]
