"""Processes measured in turn, so that a busy machine slows all of them alike."""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parent.parent


@dataclass(frozen=True, slots=True)
class Use:
    """What a process took: processor time (user and system) and elapsed seconds, memory in MB."""

    processor: float
    elapsed: float
    memory: float


def environment(folder: Path) -> dict[str, str]:
    """That of a person who has run everything before: compiled files are kept, in ``folder``."""
    kept = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    return kept | {"PYTHONPATH": str(ROOT), "PYTHONPYCACHEPREFIX": str(folder / "compiled")}


def run(
    command: Sequence[str | Path], settings: Mapping[str, str], fine: Collection[int] = (0,)
) -> Use:
    """Run ``command`` to its end; with another exit code than the ``fine`` ones all ends."""
    begin = time.perf_counter()
    process = subprocess.Popen(command, env=settings, stdout=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    elapsed = time.perf_counter() - begin
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode not in fine:
        sys.exit(f"failed with {process.returncode}: {' '.join(map(str, command))[:300]}")
    scale = 1 << 20 if sys.platform == "darwin" else 1 << 10
    return Use(usage.ru_utime + usage.ru_stime, elapsed, usage.ru_maxrss / scale)


def quizgen(*arguments: str | Path) -> list[str | Path]:
    """The command line of a quizgen process."""
    return [sys.executable, "-m", "quizgen", *arguments]


def python(code: str, *arguments: str | Path) -> list[str | Path]:
    """The command line of a process that runs ``code``."""
    return [sys.executable, "-c", code, *arguments]


def in_turn(
    commands: Mapping[str, Callable[[], Use]], rounds: int, *, warm: bool = True
) -> dict[str, Use]:
    """The medians of each of ``commands`` over ``rounds``, after one that is not counted."""
    uses: dict[str, list[Use]] = {name: [] for name in commands}
    for number in range(rounds + warm):
        for name, command in commands.items():
            use = command()
            if number >= warm:
                uses[name].append(use)
    return {name: _median(found) for name, found in uses.items()}


def _median(uses: Sequence[Use]) -> Use:
    return Use(
        statistics.median(use.processor for use in uses),
        statistics.median(use.elapsed for use in uses),
        max(use.memory for use in uses),
    )
