"""Several documents at once: what is made and what is read of it is the same as one by one."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from quizgen import batch
from quizgen.errors import UsageError
from tests.conftest import EXAMPLES, Run
from tests.processes import children, is_alive, wait_for

HERE = Path("a.txt")


@pytest.fixture
def documents(tmp_path: Path) -> list[Path]:
    """Good and bad ones, two below a configuration."""
    folder = tmp_path / "in"
    (folder / "project").mkdir(parents=True)
    (folder / "project" / "quizgen.toml").write_text("[make]\nmax-items = 2\n")
    text = (EXAMPLES / "traditional.txt").read_bytes()
    for name in ("1.txt", "3.txt", "project/4.txt", "project/5.txt"):
        (folder / name).write_bytes(text)
    (folder / "2.txt").write_bytes(b"no Chinese\n")
    (folder / "6.txt").write_bytes(b"")
    return sorted(folder.rglob("*.txt"))


def told(run: Run, jobs: int, documents: list[Path], out: Path, *more: str) -> tuple[object, ...]:
    outcome = run("make", *documents, "--out", out, "--jobs", jobs, *more)
    files = {path.name: path.read_bytes() for path in out.iterdir()} if out.exists() else {}
    return outcome.code, outcome.out, outcome.err, files


@pytest.mark.parametrize("more", [(), ("--dry-run",), ("--quiet",), ("--explain",)])
def test_jobs_change_nothing_of_what_is_made_and_told(
    quizgen: Run,
    documents: list[Path],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    more: tuple[str, ...],
) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1800000000")
    out = tmp_path / "out"
    one = told(quizgen, 1, documents, out, *more)
    for path in out.iterdir() if out.exists() else ():
        path.unlink()
    assert told(quizgen, 3, documents, out, *more) == one
    assert one[0] == 3
    assert str(one[2]).count("\n") == 2
    assert str(one[1]).count("Options from") == (0 if more == ("--quiet",) else 1)


@pytest.mark.parametrize(
    ("wanted", "paths", "expected"),
    [
        (None, [HERE] * 3, 1),
        (None, [HERE] * 8, 2),
        (None, [HERE] * 400, 6),
        (5, [HERE] * 3, 3),
        (1, [HERE] * 400, 1),
        (5, [HERE, Path("-")], 1),  # standard input is the parent's
        (None, [Path("-")], 1),
    ],
)
def test_the_number_of_workers(
    monkeypatch: pytest.MonkeyPatch, wanted: int | None, paths: list[Path], expected: int
) -> None:
    monkeypatch.setattr(batch, "processors", lambda: 6)
    assert batch.workers(wanted, paths) == expected


@pytest.mark.parametrize(
    ("wanted", "jobs", "expected"), [(None, 1, 6), (3, 1, 3), (1, 1, 1), (None, 4, 1), (8, 8, 1)]
)
def test_documents_are_shared_only_where_one_worker_makes_them(
    monkeypatch: pytest.MonkeyPatch, wanted: int | None, jobs: int, expected: int
) -> None:
    monkeypatch.setattr(batch, "processors", lambda: 6)
    assert batch.shares(wanted, jobs) == expected


def test_no_job_is_no_choice(quizgen: Run) -> None:
    assert quizgen("make", EXAMPLES / "speech.txt", "--jobs", "0").code == UsageError.exit_code


@pytest.fixture
def waiting(tmp_path: Path) -> tuple[list[Path], Path]:
    """Documents that are pipes to which nobody writes, so that the workers wait."""
    paths = [tmp_path / f"{number}.txt" for number in range(3)]
    for path in paths:
        os.mkfifo(path)
    return paths, tmp_path / "out"


@pytest.mark.skipif(sys.platform != "linux", reason="looks into /proc")
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_stopped_run_stops_its_workers(
    waiting: tuple[list[Path], Path], number: signal.Signals
) -> None:
    paths, out = waiting
    command = [sys.executable, "-m", "quizgen", "make", *paths, "--out", out, "--jobs", "2"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        wait_for(lambda: len(children(process)) == 2)
        workers = children(process)
        with paths[0].open("wb"), paths[1].open("wb"):  # both workers have begun
            process.send_signal(number)
            printed, errors = process.communicate(timeout=60)
    assert process.returncode == 128 + number
    assert printed == b""
    assert errors.decode() == "quizgen: stopped (files are either complete or as they were)\n"
    assert not any(map(is_alive, workers))
    assert not out.exists()


@pytest.mark.skipif(sys.platform != "linux", reason="looks into /proc")
def test_a_killed_worker_is_told_and_hangs_nothing(waiting: tuple[list[Path], Path]) -> None:
    paths, out = waiting
    command = [sys.executable, "-m", "quizgen", "make", *paths, "--out", out, "--jobs", "2"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        wait_for(lambda: len(children(process)) == 2)
        with paths[0].open("wb"), paths[1].open("wb"):
            os.kill(children(process)[0], signal.SIGKILL)
            _, errors = process.communicate(timeout=60)
    assert process.returncode == 1
    lines = errors.decode().splitlines()
    assert len(lines) == 3
    assert all("a worker was stopped from outside" in line for line in lines)
