"""How long `quizgen make` takes, as a ratio to what cannot be avoided.

The floor is a process that imports jieba and cuts the same text.  Both are warm (run once
before), run in turn for five rounds, and are measured in user + system time of the process;
the medians are compared.  Seconds vary between machines, the ratio much less.

    python benchmarks/whole_run.py [DOCUMENT]
"""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

ROUNDS = 5
EXAMPLE = Path(__file__).parent.parent / "examples" / "speech.txt"
FLOOR = "import sys, jieba; jieba.setLogLevel(60); list(jieba.cut(open(sys.argv[1], 'rb').read()))"


def seconds(command: Sequence[str | Path]) -> float:
    """User + system time of ``command``, in seconds."""
    before = os.times()
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    after = os.times()
    return (
        after.children_user - before.children_user + after.children_system - before.children_system
    )


def main() -> None:
    """Measure, and print one row a command."""
    document = Path(sys.argv[1]) if len(sys.argv) > 1 else EXAMPLE
    with tempfile.TemporaryDirectory() as folder:
        make = [sys.executable, "-m", "quizgen", "make", document, "--out", folder]
        commands: dict[str, list[str | Path]] = {
            "import jieba and cut": [sys.executable, "-c", FLOOR, document],
            "quizgen make": [*make, "--force", "--quiet"],
            "quizgen outline": [sys.executable, "-m", "quizgen", "outline", document],
            "quizgen --help": [sys.executable, "-m", "quizgen", "--help"],
        }
        times: dict[str, list[float]] = {name: [] for name in commands}
        for number in range(ROUNDS + 1):
            for name, command in commands.items():
                spent = seconds(command)
                if number:  # the first round warms the caches
                    times[name].append(spent)
    floor = statistics.median(times["import jieba and cut"])
    print(f"{document.name}: median of {ROUNDS} rounds, user + system seconds")
    for name, spent_times in times.items():
        spent = statistics.median(spent_times)
        print(f"  {name:<22} {spent:6.2f} s  {spent / floor:5.2f} ×")


if __name__ == "__main__":
    main()
