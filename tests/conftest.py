"""Shared fixtures: the program as a function, the examples, golden files."""

from __future__ import annotations

import gc
import os
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest
from hypothesis import settings

from quizgen import cli

# The same examples on every run, and no limit of time that a busy machine would miss.
settings.register_profile("quizgen", derandomize=True, deadline=None)
settings.load_profile("quizgen")

HERE = Path(__file__).parent
EXAMPLES = HERE.parent / "examples"
GOLDEN = HERE / "golden"


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--update-golden", action="store_true", help="write the golden files anew; read the diff"
    )


@dataclass(frozen=True)
class Outcome:
    """What a run of the program left: exit code and both streams."""

    code: int
    out: str
    err: str

    @property
    def error(self) -> str:
        """The one line on standard error; fails where there is not exactly one."""
        lines = self.err.splitlines()
        assert len(lines) == 1, self.err
        assert lines[0].startswith("quizgen: ")
        return lines[0]


Run = Callable[..., Outcome]


@pytest.fixture
def quizgen(capsys: pytest.CaptureFixture[str]) -> Run:
    """Run the command line in this process."""

    def run(*arguments: object) -> Outcome:
        capsys.readouterr()
        code = cli.run([str(argument) for argument in arguments])
        gc.unfreeze()  # this process goes on
        captured = capsys.readouterr()
        return Outcome(code, captured.out, captured.err)

    return run


def spawn(*arguments: object, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run the command line in a process of its own."""
    return subprocess.run(
        [sys.executable, "-m", "quizgen", *map(str, arguments)],
        capture_output=True,
        text=True,
        encoding="utf-8",
        env=os.environ | {"PYTHONIOENCODING": "utf-8"} | environment,
        check=False,
    )


@pytest.fixture
def example() -> Callable[[str], Path]:
    """The path of one of the example documents."""
    return lambda name: EXAMPLES / name


@pytest.fixture
def golden(request: pytest.FixtureRequest) -> Callable[[str, str], None]:
    """Compare a text with the golden file of that name, or write it (--update-golden)."""

    def compare(name: str, text: str) -> None:
        path = GOLDEN / name
        if request.config.getoption("--update-golden"):
            path.parent.mkdir(exist_ok=True)
            path.write_text(text, encoding="utf-8", newline="\n")
        assert text == path.read_text(encoding="utf-8"), f"differs from tests/golden/{name}"

    return compare


def left_over(folder: Path) -> list[str]:
    """The temporary files that a run left in ``folder``."""
    return [path.name for path in folder.rglob(".quizgen-*")]
