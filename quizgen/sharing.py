"""The work on one long document, shared among processes.

A share is forked: it begins with all that its parent has, so that nothing is handed over but
what it finds.  Where processes cannot be forked safely the work is done in one.
"""

from __future__ import annotations

import os
import signal
import sys
from bisect import bisect_left
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager, suppress
from itertools import accumulate, pairwise, zip_longest
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from multiprocessing.connection import Connection
    from multiprocessing.context import ForkProcess

_Result = TypeVar("_Result")

FORKS = sys.platform == "linux"  # elsewhere libraries of the system may not survive it
# Characters of a share: it takes some tenths of a second, beside which a fork costs little.
_SHARE = 50_000
LONG = 2 * _SHARE  # characters of a document whose work is shared
MOST = 8  # processes, each of which takes memory


def processors() -> int:
    """How many processors this process may use."""
    if sys.platform == "linux":
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def shared(
    work: Callable[[range], _Result], sizes: Sequence[int], processes: int
) -> Iterator[_Result]:
    """What ``work`` makes of the rows, which have ``sizes`` in characters, in their order.

    ``work`` is called with consecutive ranges of rows, by at most so many ``processes``; with
    all rows at once where that does not pay.  It must depend on nothing but its rows.
    """
    first, *others = _ranges(sizes, processes)
    with _forked(work, others) as answers:
        yield work(first)
        for rows, answer in zip_longest(others, answers):
            yield _received(answer, work, rows)


def _received(answer: Connection | None, work: Callable[[range], _Result], rows: range) -> _Result:
    """What a process found in its share; if there is none, or it has died, what is found here.

    Whatever it failed on, its parent meets when it does the work itself.
    """
    if answer is not None:
        try:
            found: _Result = answer.recv()
        except (EOFError, OSError):  # before it sent anything, and in the midst of it
            pass
        else:
            return found
    return work(rows)


def _ranges(sizes: Sequence[int], processes: int) -> list[range]:
    """Consecutive ranges of rows with about the same number of characters; none is empty.

    But for that of no rows at all.  Where a row is in the middle, the first range has it.
    """
    ends = list(accumulate(sizes, initial=0))
    total = ends[-1]
    count = max(1, min(processes, MOST, total // _SHARE, len(sizes))) if FORKS else 1
    cuts = {0, len(sizes)}
    for number in range(1, count):
        middle = total * number / count
        cut = bisect_left(ends, middle)
        cuts.add(cut - 1 if middle - ends[cut - 1] < ends[cut] - middle else cut)
    return [range(*pair) for pair in pairwise(sorted(cuts))] or [range(0)]


@contextmanager
def _forked(work: Callable[[range], object], shares: Sequence[range]) -> Iterator[list[Connection]]:
    """Where the results of the first shares arrive; of all, unless the system has no more room.

    None of the processes is left at the end.
    """
    if not shares:
        yield []
        return
    import multiprocessing  # noqa: PLC0415 - not needed for short documents

    context = multiprocessing.get_context("fork")
    workers: list[ForkProcess] = []
    results: list[Connection] = []
    try:
        with suppress(OSError):  # no more processes or files: the parent does what is left
            for rows in shares:
                result, answer = context.Pipe(duplex=False)
                results.append(result)
                with closing(answer):  # here; so the end of the worker is the end of the pipe
                    worker = context.Process(
                        target=_share, args=(work, rows, answer, tuple(results)), daemon=True
                    )
                    with _deaf():
                        worker.start()
                    workers.append(worker)
        yield results[: len(workers)]
    finally:
        for worker in workers:
            worker.terminate()
            worker.join()
        for result in results:
            result.close()


@contextmanager
def _deaf() -> Iterator[None]:
    """Signals are held back while a process is started, until it has set its own handlers."""
    signals = {signal.SIGINT, signal.SIGTERM}
    before = signal.pthread_sigmask(signal.SIG_BLOCK, signals)
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _share(
    work: Callable[[range], object], rows: range, answer: Connection, ends: Sequence[Connection]
) -> None:
    """In a process of its own: hand over what ``work`` makes of ``rows``, or nothing at all.

    ``ends`` are the parent's, which a child that kept them would never see closed.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the parent, which ends this
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGINT, signal.SIGTERM})
    for end in ends:
        end.close()
    try:
        answer.send(work(rows))
    except Exception:  # noqa: BLE001 - the parent meets it when it does the same
        os._exit(1)
