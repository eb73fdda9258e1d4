"""Python's collector of reference cycles, kept out of the way of work that makes none.

A run makes hundreds of thousands of small objects that stay until its end.  Looking through
them again and again for cycles that are not there takes a tenth of the time of a bank, and a
fifth of that of a long worksheet.
"""

from __future__ import annotations

import atexit
import gc
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import NoReturn


@contextmanager
def uncollected(*, last: bool = False) -> Iterator[None]:
    """No collection meanwhile; also as a decorator.  What was on before is on again behind it.

    Behind the ``last`` work of a process, what it leaves is not looked through either: it would be
    at once, and all of it.
    """
    collecting = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collecting:
            if last:
                gc.freeze()
            gc.enable()


_SELDOM = (100_000, 50, 100)  # new objects, and collections of younger ones, before the next


def seldom() -> None:
    """Collect now and then only, for the rest of the process.

    Reading modules makes many objects that stay, and a collection every 700 of them.
    """
    gc.set_threshold(*_SELDOM)


def leave(code: int) -> NoReturn:
    """End the process with ``code``, as `sys.exit` does, but without freeing objects one by one.

    Their memory ends with the process anyway; freeing them takes a fortieth of the time of a
    short document.  What was registered for the end of the process is done first.
    """
    gc.disable()
    gc.freeze()
    atexit._run_exitfuncs()  # noqa: SLF001 - what Python's own end and that of its workers do first
    with suppress(OSError, ValueError):  # a stream is full or closed: Python's own end says so
        for stream in (sys.stdout, sys.stderr):
            if stream is not None:
                stream.flush()
        os._exit(code)
    sys.exit(code)
