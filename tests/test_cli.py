"""The commands, as a person uses them."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from quizgen import __version__, bank
from quizgen.quiz import Cloze
from tests.conftest import HERE, Run, left_over, spawn

FILES = [
    "speech-answers.pdf",
    "speech-worksheet.pdf",
    "speech.apkg",
    "speech.quiz.toml",
]
NAMES = ["speech.txt", "regulation.md", "textbook.md", "traditional.txt"]
Example = Callable[[str], Path]


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_make_writes_four_files_and_tells_what_they_are(
    quizgen: Run, example: Example, tmp_path: Path
) -> None:
    outcome = quizgen("make", example("speech.txt"), "--out", tmp_path)
    assert (outcome.code, outcome.err) == (0, "")
    assert names(tmp_path) == FILES
    made = bank.load((tmp_path / "speech.quiz.toml").read_text("utf-8"), "bank")
    clozes = sum(isinstance(question, Cloze) for question in made.questions)
    assert clozes >= 6
    assert f"{clozes} fill-in items, {len(made.questions) - clozes} matching set" in outcome.out
    assert "3 headings, 13 directives" in outcome.out
    assert outcome.out.startswith("在云汀市重点工作推进会上的讲话\n")
    for name in FILES:
        assert str(tmp_path / name) in outcome.out
    assert re.search(r"speech\.apkg +\d+ cards", outcome.out)
    assert re.search(r"speech-worksheet\.pdf +\d+ pages?", outcome.out)
    assert "\x1b" not in outcome.out


@pytest.mark.parametrize(
    ("option", "expected"),
    [
        (["--to", "anki"], ["speech.apkg", "speech.quiz.toml"]),
        (["--to", "answers,worksheet"], FILES[:2] + FILES[3:]),
        (["--to", "docx"], ["speech-worksheet.docx", "speech.quiz.toml"]),
        (
            ["--to", "docx-answers,docx"],
            ["speech-answers.docx", "speech-worksheet.docx", "speech.quiz.toml"],
        ),
    ],
)
def test_make_writes_only_what_was_asked_for(
    quizgen: Run, example: Example, tmp_path: Path, option: list[str], expected: list[str]
) -> None:
    assert quizgen("make", example("speech.txt"), "--out", tmp_path, *option).code == 0
    assert names(tmp_path) == expected


def test_the_options_of_make_reach_the_bank(quizgen: Run, example: Example, tmp_path: Path) -> None:
    options = ["--types", "cloze", "--max-items", "7", "--title", "云汀讲话", "--seed", "5"]
    outcome = quizgen(
        "make", example("speech.txt"), "--out", tmp_path, "--to", "anki", "--quiet", *options
    )
    assert (outcome.code, outcome.out, outcome.err) == (0, "", "")
    made = bank.load((tmp_path / "speech.quiz.toml").read_text("utf-8"), "bank")
    assert (made.title, made.seed) == ("云汀讲话", 5)
    assert 0 < len(made.questions) <= 7
    assert all(isinstance(question, Cloze) for question in made.questions)


def test_english_furniture_on_request(quizgen: Run, example: Example, tmp_path: Path) -> None:
    make = ["make", example("speech.txt"), "--to", "anki", "--lang", "en", "--out", tmp_path]
    assert quizgen(*make).code == 0
    assert 'instruction = "Match' in (tmp_path / "speech.quiz.toml").read_text("utf-8")


def test_a_folder_of_templates_replaces_the_bundled_ones(
    quizgen: Run, example: Example, tmp_path: Path
) -> None:
    folder = tmp_path / "templates"
    (folder / "wording").mkdir(parents=True)
    (folder / "wording" / "questions-zh.toml").write_text("[directive]\n", encoding="utf-8")
    out = tmp_path / "out"
    outcome = quizgen("make", example("speech.txt"), "--templates", folder, "--out", out)
    assert outcome.code == 8
    assert "questions-zh.toml" in outcome.error
    assert not out.exists()


def test_edits_of_the_bank_reach_its_exports(
    quizgen: Run, example: Example, tmp_path: Path
) -> None:
    quizgen("make", example("speech.txt"), "--out", tmp_path, "--to", "anki")
    path = tmp_path / "speech.quiz.toml"
    edited = path.read_text("utf-8").replace("在云汀市重点工作推进会上的讲话", "改过的标题")
    path.write_text(edited, encoding="utf-8")
    outcome = quizgen("export", path, "--to", "json")
    assert '"改过的标题"' in outcome.out
    outcome = quizgen("export", path, "--to", "worksheet", "--out", tmp_path / "again")
    assert outcome.code == 0
    assert names(tmp_path / "again") == ["speech-worksheet.pdf"]
    assert "speech-worksheet.pdf" in outcome.out
    assert path.read_text("utf-8") == edited  # no deck was made, so nothing is recorded
    outcome = quizgen("export", path, "--to", "docx", "--out", tmp_path / "word")
    assert outcome.code == 0
    assert names(tmp_path / "word") == ["speech-worksheet.docx"]
    assert re.search(r"speech-worksheet\.docx +\d+ questions", outcome.out)
    assert path.read_text("utf-8") == edited


def test_export_writes_beside_the_bank(quizgen: Run, example: Example, tmp_path: Path) -> None:
    quizgen("make", example("speech.txt"), "--out", tmp_path, "--to", "anki")
    (tmp_path / "speech.apkg").write_bytes(b"older")
    outcome = quizgen("export", tmp_path / "speech.quiz.toml", "--quiet")
    assert (outcome.code, outcome.out) == (0, "")
    assert names(tmp_path) == FILES
    assert (tmp_path / "speech.apkg").read_bytes() != b"older"


def test_make_again_is_no_overwriting(quizgen: Run, example: Example, tmp_path: Path) -> None:
    make = ["make", example("traditional.txt"), "--out", tmp_path]
    assert quizgen(*make).code == 0
    first = {path.name: path.read_bytes() for path in tmp_path.iterdir()}
    assert quizgen(*make).code == 0
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == first


def test_force_makes_a_bank_anew_and_keeps_the_old_one(
    quizgen: Run, example: Example, tmp_path: Path
) -> None:
    make = ["make", example("traditional.txt"), "--out", tmp_path, "--to", "anki"]
    quizgen(*make)
    path = tmp_path / "traditional.quiz.toml"
    made = path.read_bytes()
    path.write_bytes(made + b"# mine\n")
    outcome = quizgen(*make, "--force")
    assert outcome.code == 0
    assert str(tmp_path / "traditional.quiz.toml.bak") in outcome.out
    assert path.read_bytes() == made
    assert (tmp_path / "traditional.quiz.toml.bak").read_bytes() == made + b"# mine\n"

    path.write_bytes(b"not a bank")
    assert quizgen(*make).code == 5
    assert quizgen(*make, "--force").code == 0
    assert (tmp_path / "traditional.quiz.toml.bak").read_bytes() == made + b"# mine\n"
    assert (tmp_path / "traditional.quiz.toml.bak2").read_bytes() == b"not a bank"
    assert left_over(tmp_path) == []


@pytest.mark.parametrize("name", NAMES)
def test_outline_is_the_one_a_person_checked(
    quizgen: Run, example: Example, golden: Callable[[str, str], None], name: str
) -> None:
    outcome = quizgen("outline", example(name))
    assert outcome.code == 0
    golden(f"{name}.outline.txt", outcome.out)


@pytest.mark.parametrize("name", NAMES)
def test_the_bank_is_the_one_a_person_read(
    quizgen: Run, example: Example, golden: Callable[[str, str], None], tmp_path: Path, name: str
) -> None:
    assert quizgen("make", example(name), "--out", tmp_path, "--to", "anki").code == 0
    (path,) = tmp_path.glob("*.quiz.toml")
    golden(f"{name}.quiz.toml", path.read_text("utf-8"))


def test_phrases_shows_the_best_first(quizgen: Run, example: Example) -> None:
    outcome = quizgen("phrases", example("speech.txt"), "--limit", "5", "--kind", "quoted")
    assert outcome.code == 0
    table = outcome.out.split("score   line  kind", 1)[1]
    rows = [line.split() for line in table.splitlines() if " quoted " in line]
    assert len(rows) == 5
    scores = [float(row[0]) for row in rows]
    assert scores == sorted(scores, reverse=True)
    assert "(--limit 0 shows all)" in outcome.out


def test_standard_input_is_a_document(tmp_path: Path, example: Example) -> None:
    with example("speech.txt").open("rb") as stream:
        done = subprocess.run(
            [sys.executable, "-m", "quizgen", "make", "-", "--out", tmp_path, "--to", "anki"],
            stdin=stream,
            capture_output=True,
            check=False,
        )
    assert (done.returncode, done.stderr) == (0, b"")
    assert names(tmp_path) == ["stdin.apkg", "stdin.quiz.toml"]


COMMANDS = ("make", "diff", "outline", "phrases", "export", "deck", "push", "pull", "print")


def test_version_and_help(quizgen: Run) -> None:
    assert quizgen("--version").out == f"quizgen {__version__}\n"
    for arguments in ([], ["--help"]):
        outcome = quizgen(*arguments)
        assert outcome.code == 0
        for word in (*COMMANDS, "Exit codes"):
            assert word in outcome.out


@pytest.mark.parametrize("command", COMMANDS)
def test_every_option_is_explained_and_stands_in_the_readme(quizgen: Run, command: str) -> None:
    help_text = quizgen(command, "--help").out
    options = set(re.findall(r"(?<![\w-])--[a-z][a-z-]+", help_text)) - {"--help"}
    assert options
    readme = (HERE.parent / "README.md").read_text("utf-8")
    section = readme.split(f"### `quizgen {command}", 1)[1].split("\n### ", 1)[0]
    assert {option for option in options if f"`{option}" not in section} == set()


def test_every_exit_code_stands_in_the_readme(quizgen: Run) -> None:
    codes = re.findall(r"^ +(\d+)(?:, (\d+))?  ", quizgen("--help").out, re.MULTILINE)
    readme = (HERE.parent / "README.md").read_text("utf-8")
    for code in filter(None, sum(codes, ())):
        assert re.search(rf"^\| .*\b{code}\b.* \|", readme, re.MULTILINE), code


def test_help_loads_nothing_heavy() -> None:
    heavy = ["jieba", "genanki", "reportlab", "markdown_it", "rich", "pkg_resources", "sqlite3"]
    program = (
        "import sys; from quizgen.cli import run; run(['make', '--help']); "
        f"print([name for name in {heavy} if name in sys.modules], file=sys.stderr)"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, check=True)
    assert done.stderr.strip() == b"[]"


@pytest.mark.parametrize("name", ["speech.txt", "textbook.md"])
def test_same_bytes_under_every_hash_seed(tmp_path: Path, example: Example, name: str) -> None:
    made = []
    for seed in ("1", "4242"):
        out = tmp_path / seed
        done = spawn("make", example(name), "--out", out, PYTHONHASHSEED=seed)
        assert done.returncode == 0, done.stderr
        made.append({path.name: path.read_bytes() for path in out.iterdir()})
    assert len(made[0]) == 4
    assert made[0] == made[1]
