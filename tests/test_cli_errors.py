"""Bad input of every kind: one line, the right exit code, nothing half-written."""

from __future__ import annotations

import errno
import os
import re
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from quizgen import cli, files, outline, store
from tests.conftest import EXAMPLES, Run, left_over, spawn

TEXT = (EXAMPLES / "traditional.txt").read_text("utf-8")


def missing(_: Path) -> None:
    """Leave nothing there."""


def folder(path: Path) -> None:
    path.mkdir()


def writes(data: bytes) -> Callable[[Path], object]:
    return lambda path: path.write_bytes(data)


BAD_DOCUMENTS = [
    ("missing", "a.txt", missing, 3, "no such file"),
    ("folder", "a.txt", folder, 3, "is a folder"),
    ("empty", "a.txt", writes(b""), 3, "empty"),
    ("blank", "a.txt", writes("　\n \r\n\t\n".encode()), 3, "white space"),
    ("binary", "a.txt", writes(bytes(range(256)) * 20), 3, "(?i)binary|not .*text"),
    ("png under a wrong name", "a.txt", writes(b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR"), 3, ""),
    ("zip under a wrong name", "a.md", writes(b"PK\x03\x04\x14\x00\x06\x00\x08\x00\x00"), 3, ""),
    ("undecodable", "a.txt", writes("坚持稳中求进".encode() + b"\xff\xfe\xfa\x81"), 3, ""),
    ("docx", "a.docx", writes(b"PK\x03\x04"), 3, "Word"),
    ("pdf", "a.pdf", writes(b"%PDF-1.7"), 3, "PDF"),
    ("html", "a.html", writes(b"<html>"), 3, "web page"),
    ("unknown kind", "a.xyz", writes("坚持稳中求进。".encode()), 3, ""),
    (
        "no Chinese",
        "a.txt",
        writes(b"Nothing but English here. Not one more word.\n"),
        3,
        "Chinese",
    ),
    ("nothing to ask", "a.txt", writes("你好。\n".encode()), 4, "nothing"),
]


@pytest.mark.parametrize(
    ("name", "build", "code", "says"),
    [row[1:] for row in BAD_DOCUMENTS],
    ids=[row[0] for row in BAD_DOCUMENTS],
)
def test_a_bad_document(
    quizgen: Run,
    tmp_path: Path,
    name: str,
    build: Callable[[Path], object],
    code: int,
    says: str,
) -> None:
    path = tmp_path / name
    build(path)
    outcome = quizgen("make", path, "--out", tmp_path / "out")
    assert (outcome.code, outcome.out) == (code, "")
    assert outcome.error.startswith(f"quizgen: {path}: ")
    assert "quizgen's own" not in outcome.error
    assert re.search(says, outcome.error)
    assert not (tmp_path / "out").exists()
    if code == 3:
        for command in ("outline", "phrases"):
            again = quizgen(command, path)
            assert (again.code, again.out) == (3, "")
            assert again.error == outcome.error


def test_a_document_that_may_not_be_read(
    quizgen: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "a.txt"
    path.write_text(TEXT, encoding="utf-8")
    real = Path.open

    def guarded(self: Path, *args: object, **named: object) -> object:
        if self == path:
            raise PermissionError(errno.EACCES, "Permission denied")
        return real(self, *args, **named)

    monkeypatch.setattr(Path, "open", guarded)
    outcome = quizgen("make", path, "--out", tmp_path / "out")
    assert outcome.code == 3
    assert outcome.error == f"quizgen: {path}: permission denied (make it readable)"


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may do all")
def test_permissions_of_the_system_are_told(quizgen: Run, tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text(TEXT, encoding="utf-8")
    shut = tmp_path / "shut"
    shut.mkdir(mode=0o500)
    outcome = quizgen("make", path, "--out", shut)
    assert outcome.code == 6
    assert "permission denied" in outcome.error
    path.chmod(0)
    assert quizgen("make", path, "--out", tmp_path / "out").code == 3


BAD_ARGUMENTS = [
    (["make"], "Missing argument"),
    (["make", "DOC", "--types", "cloze,choice"], "'choice'"),
    (["make", "DOC", "--to", "pdf"], "'pdf'"),
    (["make", "DOC", "--to", "json"], "'json'"),
    (["make", "DOC", "--lang", "fr"], "'fr'"),
    (["make", "DOC", "--lang", "zh,en"], "--lang"),
    (["make", "DOC", "--max-items", "0"], "--max-items"),
    (["make", "DOC", "--encoding", "martian"], "martian"),
    (["make", "DOC", "--templates", "nowhere"], "nowhere"),
    (["make", "DOC", "--colour"], "--colour"),
    (["phrases", "DOC", "--kind", "verbs"], "'verbs'"),
    (["export", "DOC", "--to", "anki,json"], "json"),
    (["mak", "DOC"], "'mak'"),
]


@pytest.mark.parametrize(("arguments", "says"), BAD_ARGUMENTS)
def test_a_bad_argument(quizgen: Run, tmp_path: Path, arguments: list[str], says: str) -> None:
    path = tmp_path / "a.txt"
    path.write_text(TEXT, encoding="utf-8")
    outcome = quizgen(*[path if word == "DOC" else word for word in arguments])
    assert (outcome.code, outcome.out) == (2, "")
    assert says in outcome.error
    assert [entry.name for entry in tmp_path.iterdir()] == ["a.txt"]


BAD_BANKS = [
    ("missing", missing, "no such file"),
    ("folder", folder, "is a folder"),
    ("empty", writes(b""), ""),
    ("not TOML", writes(b"a = = b"), ""),
    ("a document", writes(TEXT.encode()), ""),
    ("not UTF-8", writes("title = '讲话'".encode("gbk")), ":1: not UTF-8"),
    ("mistyped key", writes(b'format = 1\nid = "a"\ntitel = "b"\n'), "titel"),
]


@pytest.mark.parametrize(
    ("build", "says"), [row[1:] for row in BAD_BANKS], ids=[row[0] for row in BAD_BANKS]
)
@pytest.mark.parametrize("to", ["anki,worksheet,answers", "json"])
def test_a_bad_bank(
    quizgen: Run, tmp_path: Path, build: Callable[[Path], object], says: str, to: str
) -> None:
    path = tmp_path / "a.quiz.toml"
    build(path)
    before = sorted(tmp_path.rglob("*"))
    outcome = quizgen("export", path, "--to", to)
    assert (outcome.code, outcome.out) == (5, "")
    assert str(path) in outcome.error
    assert says in outcome.error
    assert sorted(tmp_path.rglob("*")) == before


def test_a_file_where_the_output_folder_should_be(
    quizgen: Run, example: Callable[[str], Path], tmp_path: Path
) -> None:
    (tmp_path / "out").write_bytes(b"mine")
    outcome = quizgen("make", example("traditional.txt"), "--out", tmp_path / "out")
    assert outcome.code == 6
    assert "--out" in outcome.error
    assert (tmp_path / "out").read_bytes() == b"mine"


@pytest.mark.parametrize("at", [1, 2, 3, 4])
def test_a_full_disk(
    quizgen: Run,
    example: Callable[[str], Path],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    at: int,
) -> None:
    real = files._stage
    calls = 0

    def full(*args: object) -> Path:
        nonlocal calls
        calls += 1
        if calls == at:
            raise OSError(errno.ENOSPC, "No space left on device")
        return real(*args)

    monkeypatch.setattr(files, "_stage", full)
    outcome = quizgen("make", example("traditional.txt"), "--out", tmp_path / "out")
    assert outcome.code == 6
    assert "no space left on the disk (free some space; nothing was changed)" in outcome.error
    assert list(tmp_path.iterdir()) == []


@pytest.mark.skipif(os.name == "nt", reason="no limit on file sizes there")
def test_a_temporary_folder_that_is_full(tmp_path: Path) -> None:
    """Anki's database is written by SQLite, which reports a full disk in its own way."""
    make = ["make", EXAMPLES / "speech.txt", "--to", "anki", "--out", tmp_path / "out"]
    done = subprocess.run(
        ["sh", "-c", 'ulimit -f 20; exec "$@"', "sh", sys.executable, "-m", "quizgen", *make],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 6, done.stderr
    assert done.stderr.startswith("quizgen: the temporary folder: ")
    assert len(done.stderr.splitlines()) == 1
    assert not (tmp_path / "out").exists()


@pytest.mark.skipif(os.name == "nt", reason="no limit on file sizes there")
def test_a_write_that_the_system_cuts_short(tmp_path: Path) -> None:
    """A limit on the size of files makes the kernel stop in the middle of the worksheet."""
    make = ["make", EXAMPLES / "speech.txt", "--to", "worksheet", "--out", tmp_path / "out"]
    done = subprocess.run(
        ["sh", "-c", 'ulimit -f 64; exec "$@"', "sh", sys.executable, "-m", "quizgen", *make],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 6, done.stderr
    assert len(done.stderr.splitlines()) == 1
    assert not (tmp_path / "out").exists()


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="the system has no /dev/full")
@pytest.mark.parametrize("command", [["outline"], ["phrases", "--json"], ["phrases"]])
def test_standard_output_is_full(command: list[str]) -> None:
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(
            [sys.executable, "-m", "quizgen", *command, EXAMPLES / "traditional.txt"],
            stdout=full,
            stderr=subprocess.PIPE,
            text=True,
            check=False,
        )
    assert done.returncode == 6
    assert done.stderr == "quizgen: standard output: no space left on device\n"


@pytest.mark.skipif(os.name == "nt", reason="pipes end in another way there")
def test_a_reader_that_has_enough_is_no_error() -> None:
    command = [sys.executable, "-m", "quizgen", "phrases", "--json", EXAMPLES / "speech.txt"]
    buffered = {name: value for name, value in os.environ.items() if name != "PYTHONUNBUFFERED"}
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=buffered
    ) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.read(10)
        process.stdout.close()
        assert process.stderr.read() == b""
        assert process.wait() == 141


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="the system has no named pipes")
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_run_that_is_stopped(tmp_path: Path, number: signal.Signals) -> None:
    """The document is a pipe that nobody writes to, so the run waits for its end.

    A signal that comes just before the run begins to wait is noticed when the wait is over, so
    the pipe is closed behind the signal.
    """
    document = tmp_path / "a.txt"
    os.mkfifo(document)
    command = [sys.executable, "-m", "quizgen", "make", document, "--out", tmp_path / "out"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        with document.open("wb"):  # opens when the other end does
            process.send_signal(number)
        out, err = process.communicate(timeout=30)
    assert process.returncode == 128 + number
    assert out == b""
    assert err.decode() == "quizgen: stopped (files are either complete or as they were)\n"
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize("at", [1, 2, 3, 4])
def test_ctrl_c_while_files_take_their_places(
    quizgen: Run,
    example: Callable[[str], Path],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    at: int,
) -> None:
    document = example("traditional.txt")
    assert quizgen("make", document, "--out", tmp_path, "--max-items", "3").code == 0
    before = {path.name: path.read_bytes() for path in tmp_path.iterdir()}
    real = files._put
    calls = 0

    def put(*args: object) -> None:
        nonlocal calls
        calls += 1
        real(*args)
        if calls == at:
            signal.raise_signal(signal.SIGINT)

    monkeypatch.setattr(files, "_put", put)
    outcome = quizgen("make", document, "--out", tmp_path, "--force")
    assert outcome.code == 130
    assert "stopped" in outcome.error
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == before


def test_an_error_of_our_own_is_one_line_too(
    quizgen: Run, example: Callable[[str], Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object) -> None:
        message = "first line\nsecond line"
        raise RuntimeError(message)

    monkeypatch.setattr(outline, "build", broken)
    document = example("traditional.txt")
    for arguments in (["make", document, "--out", tmp_path], ["outline", document]):
        outcome = quizgen(*arguments)
        assert outcome.code == 1
        assert "RuntimeError: first line second line at " in outcome.error
        assert "QUIZGEN_DEBUG=1" in outcome.error
    monkeypatch.setenv("QUIZGEN_DEBUG", "1")
    outcome = quizgen("outline", document)
    assert "Traceback" in outcome.err


def test_strict_writes_nothing_when_there_are_problems(quizgen: Run, tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text(TEXT.replace("第二章", "第五章"), encoding="utf-8")
    outcome = quizgen("make", path, "--out", tmp_path / "out", "--strict")
    assert outcome.code == 9
    assert "nothing was written" in outcome.error
    assert not (tmp_path / "out").exists()
    outcome = quizgen("make", path, "--out", tmp_path / "out")
    assert outcome.code == 0
    assert "look at" in outcome.out


def test_text_of_a_document_cannot_move_the_cursor(quizgen: Run, tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    text = TEXT.replace("什麼是急救", "什麼是\x1b[31m急救")
    path.write_text(text, encoding="utf-8")
    outcome = quizgen("outline", path)
    assert "\x1b" not in outcome.out + outcome.err


def test_one_bad_document_does_not_stop_the_others(
    quizgen: Run, example: Callable[[str], Path], tmp_path: Path
) -> None:
    bad = tmp_path / "bad.txt"
    bad.write_bytes(b"")
    unasked = tmp_path / "unasked.txt"
    unasked.write_text("你好。\n", encoding="utf-8")
    documents = [example("traditional.txt"), unasked, bad, example("textbook.md")]
    outcome = quizgen("make", *documents, "--out", tmp_path / "out", "--to", "anki")
    assert outcome.code == 4
    lines = outcome.err.splitlines()
    assert [line.split(": ")[1] for line in lines] == [str(unasked), str(bad)]
    rows = outcome.out.splitlines()
    made = [Path(row.split()[0]).name for row in rows[:-1] if not row.startswith("  !")]
    assert made == ["traditional.txt", "textbook.md"]
    assert rows[-1].startswith("2 documents made")
    assert rows[-1].endswith("2 could not be made")
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == [
        "textbook.apkg",
        "textbook.quiz.toml",
        "traditional.apkg",
        "traditional.quiz.toml",
    ]


def test_two_documents_of_one_name_are_refused_before_anything_is_written(
    quizgen: Run, tmp_path: Path
) -> None:
    for name in ("a.txt", "A.md"):
        (tmp_path / name).write_text(TEXT, encoding="utf-8")
    outcome = quizgen("make", tmp_path / "a.txt", tmp_path / "A.md", "--out", tmp_path / "out")
    assert outcome.code == 2
    assert str(tmp_path / "a.txt") in outcome.error
    assert str(tmp_path / "A.md") in outcome.error
    assert not (tmp_path / "out").exists()


def test_a_document_named_twice_is_made_once(quizgen: Run, tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text(TEXT, encoding="utf-8")
    outcome = quizgen("make", path, path, "--out", tmp_path / "out", "--to", "anki")
    assert outcome.code == 0
    assert outcome.out.count("fill-in items") == 1


def test_a_terminal_that_knows_no_chinese_still_gets_its_report(tmp_path: Path) -> None:
    done = spawn(
        "make", EXAMPLES / "traditional.txt", "--out", tmp_path, PYTHONIOENCODING="ascii:strict"
    )
    assert done.returncode == 0, done.stderr
    assert "fill-in items" in done.stdout
    done = spawn("outline", "--json", EXAMPLES / "traditional.txt", PYTHONIOENCODING="ascii:strict")
    assert "急救" in done.stdout


def test_the_signal_handlers_are_put_back() -> None:
    before = signal.getsignal(signal.SIGINT)
    assert cli.run(["--version"]) == 0
    assert signal.getsignal(signal.SIGINT) is before


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("讲话.txt", "讲话"),
        ("docs/a.b.md", "a.b"),
        ("-", "stdin"),
        ("out/a.quiz.toml", "a"),
        ("out/a.QUIZ.toml", "a"),
        ("out/a.toml", "a"),
        (".quiz.toml", ".quiz"),
        ("README", "README"),
    ],
)
def test_what_output_files_are_called(path: str, expected: str) -> None:
    assert store.stem(Path(path)) == expected
    assert left_over(Path(__file__).parent) == []
