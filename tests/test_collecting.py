"""The collector of cycles is as it was behind work that goes without it."""

from __future__ import annotations

import gc

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


def test_a_process_leaves_without_a_collection() -> None:
    limits = gc.get_threshold()
    try:
        seldom()
        assert gc.get_threshold() > limits
        leave()
        assert not gc.isenabled()
        assert gc.get_freeze_count()
        assert not gc.get_objects(generation=2)
    finally:
        gc.unfreeze()
        gc.enable()
        gc.set_threshold(*limits)
