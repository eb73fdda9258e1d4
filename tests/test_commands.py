"""The command line's values are those that Typer makes, without what Typer needs for it."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import Annotated, Any

import pytest
import typer
from typer.core import TyperCommand

from quizgen.commands import Command

ROOT = Path(__file__).parent.parent

LINES = [
    ["a.txt"],
    ["a.txt", "b.txt", "-"],
    ["a", "--name", "一句话"],
    ["a", "--name", ""],
    ["a", "--most", "5"],
    ["a", "--most", "9"],
    ["a", "--free", "-4"],
    ["a", "--free", "+4"],
    ["a", "--free", " 4"],
    ["a", "--free", "1_000"],
    ["a", "--free", "12345678901234567890123"],
    ["a", "--folder", "x/../y/"],
    ["a", "--folder", ""],
    ["a", "--yes"],
    ["a", "--either"],
    ["a", "--no-either"],
    # what cannot be meant
    [],
    ["a", "--most", "0"],
    ["a", "--most", "10"],
    ["a", "--most", "x"],
    ["a", "--most", ""],
    ["a", "--most", "1.5"],
    ["a", "--free", "三"],
    ["a", "--free", "٣"],
    ["a", "--nothing"],
]


def _read(line: list[str], kind: type[TyperCommand]) -> tuple[Any, ...]:
    """The values that a command of ``kind`` gets, or the words of the error."""
    app = typer.Typer(add_completion=False, rich_markup_mode=None)
    got: list[Any] = []

    @app.command(cls=kind)
    def command(
        files: list[Path],
        name: str = "nobody",
        most: Annotated[int, typer.Option(min=1, max=9)] = 3,
        free: int | None = None,
        folder: Path | None = None,
        yes: Annotated[bool, typer.Option("--yes")] = False,
        either: bool | None = None,
    ) -> None:
        got.extend([files, name, most, free, folder, yes, either])

    try:
        app(line, prog_name="x", standalone_mode=False)
    except typer.BadParameter.__mro__[1] as error:  # usage errors of all kinds
        return (type(error), error.format_message())
    return tuple((type(value), value) for value in got)


@pytest.mark.parametrize("line", LINES, ids=" ".join)
def test_values_and_errors_are_those_of_typer(line: list[str]) -> None:
    assert _read(line, Command) == _read(line, TyperCommand)


@pytest.mark.parametrize(
    "line",
    [
        ["--version"],
        ["--help"],
        ["outline", "examples/speech.txt"],
        ["phrases", "--limit", "3", "examples/speech.txt"],
    ],
)
def test_a_plain_command_line_needs_no_pydantic(line: list[str]) -> None:
    code = (
        "import sys; from quizgen.cli import run; "
        f"code = run({line!r}); "
        "print([name for name in ('pydantic', 'rich') if name in sys.modules], file=sys.stderr); "
        "sys.exit(code)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True, cwd=ROOT)
    assert done.stderr.decode().strip() == "[]"
