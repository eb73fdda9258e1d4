"""The streams and signals of a run: printing, the one line of an error, Ctrl-C, exit codes.

Beside this module nothing prints.
"""

from __future__ import annotations

import os
import signal
import sys
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from shutil import get_terminal_size
from types import FrameType
from typing import NoReturn

import typer

from quizgen.errors import CannotWrite, QuizgenError, UsageError

_PIPED = 100  # columns where there is no terminal
_SIGPIPE = 13  # Windows has no name for it
# All that a person can get wrong on the command line.  Typer carries a Click of its own in
# newer versions and uses the installed one in older ones; this is the class of either.
_USAGE_ERROR: type[Exception] = typer.BadParameter.__mro__[1]


class Stopped(BaseException):
    """Ctrl-C, a request to end, or a reader that has gone; no Exception, so none catches it."""

    def __init__(self, signum: int) -> None:
        super().__init__(signum)
        self.signum = signum


def show(text: str) -> None:
    """Print lines for a person."""
    _write(f"{text}\n")


def show_json(data: str | bytes) -> None:
    """Print JSON as UTF-8, whatever the encoding of the terminal is."""
    _write(data.encode("utf-8") if isinstance(data, str) else data)


def _write(data: str | bytes) -> None:
    """Write to standard output; errors are not left to Typer, which has an exit code of its own."""
    try:
        typer.echo(data, nl=False)
    except BrokenPipeError as error:
        raise Stopped(_SIGPIPE) from error
    except OSError as error:
        raise CannotWrite("standard output", (error.strerror or str(error)).lower()) from error


def confirm(question: str) -> bool:
    """Ask on a terminal; no where there is none, for nobody would see the question."""
    return on_terminal() and typer.confirm(question, default=False)


def on_terminal() -> bool:
    """Whether a person can be asked."""
    return sys.stdin.isatty() and sys.stdout.isatty()


def columns() -> int:
    """How wide a line may be."""
    return get_terminal_size().columns if sys.stdout.isatty() else _PIPED


@contextmanager
def progress(text: str, *, quiet: bool) -> Iterator[None]:
    """Show ``text`` while something runs, on a terminal only."""
    shown = sys.stderr.isatty() and not quiet
    if shown:  # half the columns hold any text, be it all wide
        typer.echo(text[: get_terminal_size().columns // 2], err=True, nl=False)
    try:
        yield
    finally:
        if shown:
            typer.echo("\r\x1b[K", err=True, nl=False)


def tell(error: Exception, where: str) -> int:
    """Print the one line of ``error``; its exit code."""
    line, code = described(error, where)
    warn(line)
    return code


def warn(line: str) -> None:
    """Print the one line of an error."""
    typer.echo("quizgen: " + " ".join(line.split()), err=True)


def described(error: Exception, where: str) -> tuple[str, int]:
    """The line of ``error``, and its exit code."""
    if os.environ.get("QUIZGEN_DEBUG"):
        traceback.print_exception(error)
    if isinstance(error, QuizgenError):
        line, code = str(error), error.exit_code
    elif isinstance(error, _USAGE_ERROR):
        context = getattr(error, "ctx", None)
        command = context.command_path if context else "quizgen"
        said = error.format_message().rstrip(".")  # type: ignore[attr-defined]
        line, code = f"{said} (see `{command} --help`)", UsageError.exit_code
    elif isinstance(error, MemoryError):
        line, code = f"{where}: not enough memory (split the document)", QuizgenError.exit_code
    else:
        place = traceback.extract_tb(error.__traceback__)[-1]
        line = (
            f"{where}: an error of quizgen's own: {type(error).__name__}: {error} at "
            f"{Path(place.filename).name}:{place.lineno} "
            "(please report it; QUIZGEN_DEBUG=1 shows the traceback)"
        )
        code = QuizgenError.exit_code
    return line, code


@contextmanager
def _stoppable() -> Iterator[None]:
    """Let SIGINT and SIGTERM unwind the program, so that temporary files are removed."""

    def stop(signum: int, frame: FrameType | None) -> NoReturn:  # noqa: ARG001
        raise Stopped(signum)

    old = {}
    for number in (signal.SIGINT, signal.SIGTERM):
        if signal.getsignal(number) is not signal.SIG_IGN:  # as nohup and `&` of a script ask
            old[number] = signal.signal(number, stop)
    try:
        yield
    finally:
        for number, handler in old.items():
            signal.signal(number, handler)


def guarded(call: Callable[[], int | None]) -> int:
    """Run ``call``, whose result is an exit code; the exit code, whatever happens."""
    with suppress(AttributeError, ValueError):  # a stream that a test or a host put there
        sys.stdout.reconfigure(errors="replace")  # type: ignore[union-attr]
    try:
        with _stoppable():
            code = call()
            _write(b"")  # flush
    except (Stopped, KeyboardInterrupt) as stop:
        number = stop.signum if isinstance(stop, Stopped) else int(signal.SIGINT)
        if number == _SIGPIPE:
            # The reader has what it wanted; Python's flush at exit must not complain either.
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        else:
            typer.echo("quizgen: stopped (files are either complete or as they were)", err=True)
        return 128 + number
    except Exception as error:  # noqa: BLE001 - the last resort: one line, not a traceback
        return tell(error, "quizgen")
    return code or 0
