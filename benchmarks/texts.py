"""Texts of any length to measure with: ordinary ones, and such as nobody writes."""

from __future__ import annotations

import random
import re
from pathlib import Path

_CLAUSE = re.compile("(?<=[，；。])")
_HAN = (0x4E00, 0x9FA5)


def lines(sources: list[Path]) -> list[str]:
    """The lines of text and Markdown files, without the marks of headings."""
    found = []
    for path in sources:
        text = path.read_text(encoding="utf-8-sig")
        found += [line.lstrip("# ").rstrip() for line in text.splitlines()]
    return [line for line in found if line]


def ordinary(rows: list[str], size: int) -> str:
    """About ``size`` bytes of ``rows`` in their order.

    Where they do not suffice they come again, with clauses of other rows among their own, so
    that no sentence is there twice.
    """
    chance = random.Random(1)  # noqa: S311
    done: list[str] = []
    left = size
    again = False
    while left > 0:
        for row in rows:
            text = _mixed(row, rows, chance) if again else row
            done.append(text)
            left -= len(text.encode()) + 1
            if left <= 0:
                break
        again = True
    return "\n".join(done) + "\n"


def _mixed(row: str, rows: list[str], chance: random.Random) -> str:
    own = _CLAUSE.split(row)
    other = _CLAUSE.split(chance.choice(rows))
    for place in range(1, len(own) - 1, 2):
        own[place] = other[place % len(other)] or own[place]
    return "".join(own)


def random_han(count: int) -> str:
    """``count`` characters of no language, a mark behind every thirtieth."""
    chance = random.Random(1)  # noqa: S311
    drawn = "".join(chr(chance.randint(*_HAN)) for _ in range(count))
    return "".join(f"{drawn[at : at + 30]}。" for at in range(0, count, 30))


def brackets(size: int) -> str:
    """Opening brackets of all kinds, none of which closes, and a little to ask about."""
    return _ASKED + "（【《“「[(<{" * (size // 9)


def markers(count: int) -> str:
    """Marker upon marker in one line, and a little to ask about."""
    signs = ("一、", "（一）", "1.", "①", "第一，", "一是", "第一条", "a.", "一要")
    return _ASKED + "".join(signs[number % len(signs)] for number in range(count))


_ASKED = "第一条 全市要坚持“稳中求进”的工作总基调，到二〇三〇年建成环城步道一百二十公里。\n"

HOSTILE = {
    "1,000,000 brackets": lambda _: brackets(1_000_000),
    "100,000 markers": lambda _: markers(100_000),
    "one line of 10 MB": lambda rows: ordinary(rows, 10_000_000).replace("\n", ""),
}
