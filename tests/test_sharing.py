"""The work on one long document among processes: the same results, whatever becomes of them."""

from __future__ import annotations

import multiprocessing
import multiprocessing.context
import os
import signal
import subprocess
import sys
import time
from itertools import chain
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizgen import phrases, pipeline, questions, sharing
from quizgen.sharing import shared
from tests.conftest import EXAMPLES
from tests.processes import children, is_alive, wait_for

pytestmark = pytest.mark.skipif(not sharing.FORKS, reason="one process does it all here")

ROWS = [30_000] * 10  # each a fraction of a share, together several


def squares(rows: range) -> list[int]:
    return [row * row for row in rows]


@pytest.mark.parametrize("processes", [1, 2, 3, 8, 50])
def test_the_results_come_in_the_order_of_the_rows(processes: int) -> None:
    found = list(shared(squares, ROWS, processes))
    assert len(found) == min(processes, 6)
    assert list(chain.from_iterable(found)) == squares(range(10))


@given(st.lists(st.integers(0, 200_000), max_size=30), st.integers(1, 12))
def test_every_row_is_in_one_range(sizes: list[int], processes: int) -> None:
    ranges = sharing._ranges(sizes, processes)
    assert list(chain.from_iterable(ranges)) == list(range(len(sizes)))
    assert 1 <= len(ranges) <= processes
    assert all(ranges) or not sizes


@pytest.mark.parametrize(
    ("sizes", "processes", "cuts"),
    [
        ([300_000], 2, [1]),  # no process for nothing
        ([300_000], 8, [1]),
        ([300_000] * 2, 2, [1, 2]),
        ([300_000] * 2, 8, [1, 2]),
        ([300_000] * 3, 2, [2, 3]),
        ([300_000] * 3, 3, [1, 2, 3]),
        ([20_000, 20_000, 200_000], 2, [2, 3]),
        ([200_000, 20_000, 20_000], 2, [1, 3]),
        ([0, 0, 300_000, 0], 2, [3, 4]),
    ],
)
def test_ranges_end_near_the_shares(sizes: list[int], processes: int, cuts: list[int]) -> None:
    assert [rows.stop for rows in sharing._ranges(sizes, processes)] == cuts


@pytest.mark.parametrize("sizes", [[], [7], [10] * 400, [99_999]])
def test_what_is_short_is_not_shared(sizes: list[int]) -> None:
    assert list(shared(lambda rows: (os.getpid(), rows), sizes, 8)) == [
        (os.getpid(), range(len(sizes)))
    ]


def test_each_share_has_a_process_of_its_own() -> None:
    found = list(shared(lambda _: os.getpid(), ROWS, 3))
    assert found[0] == os.getpid()
    assert len(set(found)) == 3


def test_exports_are_the_same_with_several_processes(monkeypatch: pytest.MonkeyPatch) -> None:
    bank = questions.make(
        made := pipeline.read_document(EXAMPLES / "regulation.md"), phrases.find(made)
    ).bank
    names = ("anki", "worksheet", "answers", "json")
    alone = pipeline.export(bank, names, pipeline.Settings().look)
    used = []
    forked = sharing._forked
    monkeypatch.setattr(sharing, "_SHARE", 300)
    monkeypatch.setattr(sharing, "_forked", lambda *given: used.append(given[1]) or forked(*given))
    assert pipeline.export(bank, names, pipeline.Settings().look, 3) == alone
    assert list(alone) == list(names)
    assert [len(shares) for shares in used] == [2]


@pytest.mark.parametrize("types", [("cloze", "matching"), ("cloze",)])
def test_no_more_processes_work_than_there_may_be(
    monkeypatch: pytest.MonkeyPatch, types: tuple[str, ...]
) -> None:
    made = pipeline.read_document(EXAMPLES / "regulation.md")
    found = phrases.find(made)
    monkeypatch.setattr(sharing, "LONG", 0)
    monkeypatch.setattr(sharing, "_SHARE", 200)
    start, at_once = multiprocessing.context.ForkProcess.start, []

    def started(process: multiprocessing.context.ForkProcess) -> None:
        start(process)
        at_once.append(len(multiprocessing.active_children()))

    monkeypatch.setattr(multiprocessing.context.ForkProcess, "start", started)
    for processes in (1, 2, 4):
        at_once.clear()
        questions.make(made, found, questions.Options(types=types, processes=processes))
        assert len(at_once) == processes - 1  # whether or not one had ended before the next
        assert max(at_once, default=0) <= processes - 1


def test_an_error_is_the_same_error_with_more_processes() -> None:
    def fail(rows: range) -> range:
        if 9 in rows:
            raise KeyError(9)
        return rows

    with pytest.raises(KeyError, match="9"):
        list(shared(fail, ROWS, 4))
    assert not multiprocessing.active_children()


def test_what_a_killed_process_had_to_do_is_done_nevertheless() -> None:
    parent = os.getpid()

    def die(rows: range) -> list[int]:
        if os.getpid() != parent:
            os.kill(os.getpid(), signal.SIGKILL)
        return squares(rows)

    assert list(chain.from_iterable(shared(die, ROWS, 4))) == squares(range(10))
    assert not multiprocessing.active_children()


def test_a_process_that_is_killed_while_it_hands_over_is_no_loss() -> None:
    parent = os.getpid()

    def work(rows: range) -> bytes:
        if os.getpid() == parent:
            if 0 in rows:  # the other has begun to send what no pipe holds
                time.sleep(0.5)
                (child,) = multiprocessing.active_children()
                os.kill(child.pid or 0, signal.SIGKILL)
            return b"here"
        return b"there" * 10_000_000

    assert list(shared(work, ROWS, 2)) == [b"here", b"here"]


@pytest.mark.parametrize("started", [0, 1, 2])
def test_where_no_more_processes_are_to_be_had_the_work_is_done_here(
    monkeypatch: pytest.MonkeyPatch, started: int
) -> None:
    start, left = multiprocessing.context.ForkProcess.start, [started]

    def seldom(process: multiprocessing.context.ForkProcess) -> None:
        if not left[0]:
            raise BlockingIOError("no more processes")
        left[0] -= 1
        start(process)

    monkeypatch.setattr(multiprocessing.context.ForkProcess, "start", seldom)
    found = list(shared(lambda rows: (os.getpid(), squares(rows)), ROWS, 4))
    assert len({pid for pid, _ in found}) == 1 + started
    assert list(chain.from_iterable(rows for _, rows in found)) == squares(range(10))


@pytest.mark.skipif(sys.platform != "linux", reason="looks into /proc")
def test_no_process_outlives_its_parent() -> None:
    code = (
        "import os, time\n"
        "from quizgen.sharing import shared\n"
        "parent = os.getpid()\n"
        "def work(rows):\n"
        "    if os.getpid() != parent:\n"
        "        return b'x' * 10_000_000\n"
        "    time.sleep(600)\n"
        "list(shared(work, [60_000] * 3, 3))\n"
    )
    with subprocess.Popen([sys.executable, "-c", code]) as process:
        try:
            wait_for(lambda: len(children(process)) == 2)
            workers = children(process)
        finally:
            process.kill()
    wait_for(lambda: not any(map(is_alive, workers)))


def test_who_turns_away_leaves_no_process_behind() -> None:
    def wait(rows: range) -> range:
        if 0 not in rows:
            time.sleep(600)
        return rows

    found = shared(wait, ROWS, 3)
    assert 0 in next(found)
    assert len(multiprocessing.active_children()) == 2
    found.close()
    assert not multiprocessing.active_children()


@pytest.mark.parametrize("name", ["speech.txt", "regulation.md", "textbook.md"])
def test_a_document_says_the_same_to_several(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    document = pipeline.read_document(EXAMPLES / name)
    monkeypatch.setattr(sharing, "LONG", 0)
    monkeypatch.setattr(sharing, "_SHARE", 200)

    def made(processes: int) -> tuple[object, ...]:
        found = phrases.find(document, (), 0.0, processes)
        options = questions.Options(processes=processes)
        result = questions.make(document, found, options)
        refused = result.refused
        return list(found), found.counts(), list(refused), refused.counts(), result.bank

    assert made(4) == made(1)


@pytest.fixture(scope="module")
def long(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A document of several shares."""
    path = tmp_path_factory.mktemp("long") / "long.txt"
    text = (EXAMPLES / "speech.txt").read_text(encoding="utf-8")
    path.write_text(text * (3 * sharing._SHARE // len(text) + 1), encoding="utf-8")
    return path


def child_of(process: subprocess.Popen[bytes]) -> int:
    """The process that works for ``process``, as soon as there is one."""
    wait_for(lambda: children(process))
    return children(process)[0]


def started(long: Path, out: Path) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", "quizgen", "make", long, "--out", out, "--jobs", "2"]
    return subprocess.Popen([*command, "--quiet"], stderr=subprocess.PIPE)


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_stopped_run_stops_what_works_for_it(
    long: Path, tmp_path: Path, number: signal.Signals
) -> None:
    with started(long, tmp_path / "out") as process:
        child = child_of(process)
        os.kill(child, signal.SIGINT)  # as Ctrl-C on a terminal: it is for all of them
        process.send_signal(number)
        _, errors = process.communicate(timeout=60)
    assert process.returncode == 128 + number
    assert errors.decode() == "quizgen: stopped (files are either complete or as they were)\n"
    assert not is_alive(child)
    assert not (tmp_path / "out").exists()


def test_a_run_goes_on_without_what_works_for_it(long: Path, tmp_path: Path) -> None:
    with started(long, tmp_path / "out") as process:
        os.kill(child_of(process), signal.SIGKILL)
        _, errors = process.communicate(timeout=60)
    assert (process.returncode, errors) == (0, b"")
    assert (tmp_path / "out" / "long.quiz.toml").exists()
