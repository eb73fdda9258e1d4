"""The collector of cycles is as it was behind work that goes without it."""

from __future__ import annotations

import atexit
import gc
import os
import subprocess
import sys
from pathlib import Path

import pytest

from quizgen.collecting import leave, seldom, uncollected


@pytest.mark.parametrize("before", [True, False])
def test_the_collector_is_off_meanwhile_and_as_before_behind_it(*, before: bool) -> None:
    @uncollected()
    def work(*, fails: bool) -> bool:
        if fails:
            raise ValueError("failed")
        return gc.isenabled()

    was = gc.isenabled()
    (gc.enable if before else gc.disable)()
    try:
        assert work(fails=False) is False
        assert gc.isenabled() is before
        with pytest.raises(ValueError, match="failed"):
            work(fails=True)
        assert gc.isenabled() is before
    finally:
        (gc.enable if was else gc.disable)()


def test_what_the_last_work_leaves_is_not_looked_through() -> None:
    try:
        with uncollected(last=True):
            left = [[number] for number in range(1000)]
        assert gc.isenabled()
        assert not any(one is left[0] for one in gc.get_objects())
    finally:
        gc.unfreeze()


def test_a_process_leaves_without_a_collection(monkeypatch: pytest.MonkeyPatch) -> None:
    limits = gc.get_threshold()
    left: list[int] = []
    monkeypatch.setattr(atexit, "_run_exitfuncs", lambda: None)
    monkeypatch.setattr(os, "_exit", left.append)
    try:
        seldom()
        assert gc.get_threshold() > limits
        with pytest.raises(SystemExit):  # nothing else ends the process here
            leave(3)
        assert left == [3]
        assert not gc.isenabled()
        assert gc.get_freeze_count()
        assert not gc.get_objects(generation=2)
    finally:
        gc.unfreeze()
        gc.enable()
        gc.set_threshold(*limits)


LEAVING = """
import atexit, sys
from quizgen.collecting import leave

class Held:
    def __del__(self):
        print("freed")

held = Held()
atexit.register(print, "registered")
print("printed")
print("told", file=sys.stderr)
leave(7)
"""


def test_a_process_leaves_with_all_that_it_had_to_say_and_takes_nothing_apart() -> None:
    done = subprocess.run(
        [sys.executable, "-c", LEAVING], capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stdout, done.stderr) == (7, "printed\nregistered\n", "told\n")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="a device of Linux")
def test_a_process_whose_words_are_lost_does_not_leave_as_if_they_were_not() -> None:
    with Path("/dev/full").open("w", encoding="utf-8") as full:
        done = subprocess.run(
            [sys.executable, "-c", LEAVING],
            stdout=full,
            stderr=subprocess.PIPE,
            text=True,
            check=False,
        )
    assert done.returncode not in (0, 7)
    assert "No space left" in done.stderr
