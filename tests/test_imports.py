"""Libraries are there as they are, but for what they bring along."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from quizgen.imports import later, standing_in

ROOT = Path(__file__).parent.parent


def test_a_module_stands_in_for_an_absent_one_only() -> None:
    stand = later("json")
    with standing_in("no_such_module", stand):
        assert sys.modules["no_such_module"] is stand
    assert "no_such_module" not in sys.modules
    with standing_in("sys", stand):
        assert sys.modules["sys"] is sys
    assert sys.modules["sys"] is sys


def test_nothing_stands_for_what_there_seems_not_to_be() -> None:
    with standing_in("no_such_module", None), pytest.raises(ImportError):
        __import__("no_such_module")


def test_a_later_module_has_all_of_the_module() -> None:
    import json

    assert later("json").loads is json.loads
    with pytest.raises(AttributeError):
        _ = later("json").nothing


@pytest.mark.parametrize(
    ("code", "absent"),
    [
        ("import quizgen.exporters.ankideck.package", ["asyncio", "ssl", "yaml"]),
        (
            "import quizgen.exporters.worksheet, quizgen.exporters.answers",
            ["PIL.Image", "reportlab.platypus", "reportlab.graphics"],
        ),
        (  # what few sheets have: readings, matching sets, the head of a test
            "import quizgen.exporters.worksheet",
            ["quizgen.phrases", "quizgen.exporters.pdf.tables", "quizgen.exporters.pdf.exam"],
        ),
        ("from quizgen.phrases.tokens import look_up; look_up('人民')", ["pkg_resources"]),
    ],
)
def test_what_libraries_bring_along_is_not_read(code: str, absent: list[str]) -> None:
    check = f"import sys; print([name for name in {absent!r} if name in sys.modules])"
    command = [sys.executable, "-c", f"{code}; {check}"]
    done = subprocess.run(command, capture_output=True, check=True, text=True, cwd=ROOT)
    assert done.stdout.strip() == "[]"


def test_what_was_not_read_is_there_when_it_is_asked_for() -> None:
    code = (
        "import quizgen.exporters.ankideck.package, genanki; "
        "print(genanki.Model(1, 'x', fields='[{name: a}]', templates=[]).fields); "
        "import quizgen.exporters.pdf, reportlab.lib.utils; "
        "print(callable(reportlab.lib.utils.Image.open))"
    )
    command = [sys.executable, "-c", code]
    done = subprocess.run(command, capture_output=True, check=True, text=True, cwd=ROOT)
    assert done.stdout.splitlines() == ["[{'name': 'a'}]", "True"]
