"""The documents of a run of `make`, one after the other or by several workers at once.

What a person reads is the same either way, in the same order: a worker prints nothing, but
hands over what is to be printed.
"""

from __future__ import annotations

import os
import signal
from collections.abc import Generator, Mapping, Sequence
from contextlib import closing, nullcontext
from importlib import import_module
from pathlib import Path
from types import FrameType
from typing import TYPE_CHECKING, NoReturn

from quizgen import arguments, console, difference, files, pipeline, screen, screen_runs, store
from quizgen.collecting import uncollected
from quizgen.errors import QuizgenError
from quizgen.exporters import EXPORTERS
from quizgen.pipeline import Made, Settings
from quizgen.project import Choices
from quizgen.records import dataclass
from quizgen.sharing import FORKS, MOST, processors
from quizgen.text import width

if TYPE_CHECKING:
    from concurrent.futures import Future
    from multiprocessing.process import BaseProcess

_FEW = 4  # documents a worker: its start takes as long as one or two of them

_busy = False  # whether this process makes a document at the moment


@dataclass(frozen=True, slots=True)
class Order:
    """What is to be done with each of ``paths``, the documents of a run.

    ``given`` are the choices of the command line, which go before those of a project; ``base``
    the settings that no project can change.  ``columns`` is the width of what is printed.
    """

    paths: Sequence[Path]
    given: Choices
    base: Settings
    templates: Path | None
    out: Path
    columns: int
    force: bool = False
    dry_run: bool = False
    explain: bool = False
    quiet: bool = False

    @property
    def names(self) -> dict[Path, str]:
        """What the documents are called."""
        return screen_runs.batch_names(self.paths)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a document: what to print, or the line of an error and its exit code.

    ``project`` is the configuration that was read for it.
    """

    text: str = ""
    error: str = ""
    code: int = 0
    project: Path | None = None


def workers(wanted: int | None, paths: Sequence[Path]) -> int:
    """How many workers make ``paths``: as many as ``wanted``, else as it pays, at least one."""
    if files.STANDARD_INPUT in paths:  # no worker has it
        return 1
    if wanted is not None:
        return min(wanted, len(paths))
    return max(1, min(len(paths) // _FEW, processors(), MOST))


def shares(wanted: int | None, jobs: int) -> int:
    """Among how many processes a long document is shared, when ``jobs`` workers make them all."""
    return 1 if jobs > 1 else wanted or processors()


def outcomes(order: Order, jobs: int) -> Generator[Outcome, None, None]:
    """What became of each document, in their order, as soon as it is known.

    With an exception here, Ctrl-C included, the workers stop as on a request to end: what
    they were writing is complete or as it was.
    """
    if jobs == 1:
        yield from (_outcome(order, path) for path in order.paths)
        return
    import multiprocessing  # noqa: PLC0415 - not needed for one document
    from concurrent.futures import ProcessPoolExecutor  # noqa: PLC0415

    for name in order.base.exports:  # once, for all workers that are forked
        import_module(EXPORTERS[name].module)
    # Workers are forked where that is safe: they begin with all that is imported.
    context = multiprocessing.get_context("fork" if FORKS else "spawn")
    with ProcessPoolExecutor(jobs, context, _begin) as pool:
        futures = [pool.submit(_outcome, order, path) for path in order.paths]
        try:
            for path, future in zip(order.paths, futures, strict=True):
                yield _result(future, path)
        except BaseException:
            # A pool whose workers end gives up what it had still to do.  It is not shut down
            # before that: its thread, not waited for, would be woken through a closed pipe.
            if not all(future.done() for future in futures):
                _end(multiprocessing.active_children())
            raise


_PATIENCE = 5.0  # seconds in which a worker undoes what it had begun


def _end(workers: Sequence[BaseProcess]) -> None:
    """End the workers, and see them ended.

    A request that comes right before a call that waits for a slow file does not end that call;
    one that comes later does.
    """
    from multiprocessing.connection import wait  # noqa: PLC0415 - not needed for one document

    left = {worker.sentinel: worker for worker in workers}
    while left:
        for worker in left.values():
            worker.terminate()
        for sentinel in wait(list(left), _PATIENCE):
            del left[sentinel]  # type: ignore[arg-type]


def _begin() -> None:
    """In a worker: Ctrl-C is for the parent, which ends the workers."""

    def end(signum: int, frame: FrameType | None) -> NoReturn:  # noqa: ARG001
        if _busy:
            raise SystemExit(128 + signum)  # which no handler of errors catches
        os._exit(128 + signum)  # in the midst of talking with the parent

    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, end)


def _result(future: Future[Outcome], path: Path) -> Outcome:
    """What the worker made of the document at ``path``."""
    from concurrent.futures.process import BrokenProcessPool  # noqa: PLC0415

    try:
        return future.result()
    except BrokenProcessPool:  # a worker was killed, and all the others go with it
        remedy = "if memory was short, give --jobs 1"
        error = QuizgenError(str(path), "not made: a worker was stopped from outside", remedy)
        return Outcome(error=str(error), code=error.exit_code)


def _outcome(order: Order, path: Path) -> Outcome:
    """Make one document; no error of its own stops the others."""
    global _busy  # noqa: PLW0603 - for the handler of a signal
    _busy = True
    try:
        return _made(order, path)
    except SystemExit as end:  # all is undone, and the pool would go on with the next document
        os._exit(int(end.code or 0))
    finally:
        _busy = False


def _made(order: Order, path: Path) -> Outcome:
    project = None
    try:
        choices, project = arguments.with_project(order.given, path)
        settings = arguments.run_settings(order.base, choices, order.templates)
        old = store.standing(store.bank_path(path, order.out), anew=order.force)
        made = pipeline.prepare(path, settings, old, anew=order.force)
        written = None if order.dry_run else pipeline.save(made, store.stem(path), order.out)
    except Exception as error:  # noqa: BLE001 - one bad document stops no other
        line, code = console.described(error, str(path))
        return Outcome("", line, code, project)
    text = "" if order.quiet else _report(order, made, written, path)
    return Outcome(text, project=project)


def _report(order: Order, made: Made, written: Mapping[str, Path] | None, path: Path) -> str:
    """What is told of a document: all of it, or in a batch a line or two.

    If nothing was ``written``, what would have changed.
    """
    if written is None:
        text = difference.shown(made, order.columns)
    elif len(order.paths) == 1:
        told = difference.told(made, order.columns)
        text = screen_runs.summary(made, written, order.columns, told)
    else:
        merged = "" if made.merged.silent else difference.counts(made.merged)
        widest = max(width(name) for name in order.names.values())
        name = order.names[path]
        text = screen_runs.batch_row(name, made, widest, order.columns, merged)
    if order.explain:
        text += "\n\n" + screen_runs.refusals(made, order.columns)
    return text


def run(order: Order, jobs: int) -> list[int]:
    """Make all documents of ``order`` and print what became of them; the codes of the errors."""
    codes = []
    told: set[Path] = set()
    alone = uncollected(last=True) if len(order.paths) == 1 else nullcontext()
    with alone, closing(outcomes(order, jobs)) as found:
        for number, name in enumerate(order.names.values(), 1):
            progress = f"[{number}/{len(order.paths)}] {name} …"
            with console.progress(progress, quiet=order.quiet):
                outcome = next(found)
            if outcome.project not in {None, *told} and not order.quiet:
                console.show(f"Options from {screen.plain(str(outcome.project))}")
                told.add(outcome.project)  # type: ignore[arg-type]
            if outcome.error:
                console.warn(outcome.error)
                codes.append(outcome.code)
            elif outcome.text:
                console.show(outcome.text)
    return codes
