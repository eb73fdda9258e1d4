"""What tests see of running processes."""

from __future__ import annotations

import subprocess
import time
from collections.abc import Callable
from pathlib import Path

import pytest


def children(process: subprocess.Popen[bytes]) -> list[int]:
    """The processes that a process has begun, on Linux."""
    listed = Path(f"/proc/{process.pid}/task/{process.pid}/children")
    return [int(number) for number in listed.read_text().split()]


def is_alive(process: int) -> bool:
    """Whether a process is there, on Linux."""
    return Path(f"/proc/{process}").exists()


def wait_for(happened: Callable[[], object]) -> None:
    """Wait until something has happened, half a minute at most."""
    for _ in range(1500):
        if happened():
            return
        time.sleep(0.02)
    pytest.fail("nothing happened")
