"""A sentence and its later version, character by character."""

from __future__ import annotations

import re
from collections.abc import Sequence
from difflib import SequenceMatcher
from itertools import accumulate

from quizgen.records import dataclass
from quizgen.regex import regex

# A figure is one sign: of 十五 and 三十, nothing is the same.
_PART = regex(r"[0-9０-９.]+|[零〇一二三四五六七八九十百千万亿两]+|.", re.DOTALL)


def _parts(text: str) -> list[str]:
    return _PART.findall(text)


def _starts(parts: Sequence[str]) -> list[int]:
    """Where each part begins, and where the last ends."""
    return [0, *accumulate(map(len, parts))]


@dataclass(frozen=True, slots=True)
class Offsets:
    """Offsets into a sentence, as offsets into its later version.

    What was put in at an offset lies between its ``left`` and its ``right``: an answer has
    nothing put in at its ends, the words beside it have.
    """

    lefts: Sequence[int]
    rights: Sequence[int]

    @classmethod
    def of(cls, before: str, now: str) -> Offsets:
        """Those from ``before`` to ``now``."""
        lefts = [0] * (len(before) + 1)
        rights = [0] * (len(before) + 1)
        mine, theirs = _parts(before), _parts(now)
        at, there = _starts(mine), _starts(theirs)
        for _, i1, i2, j1, j2 in SequenceMatcher(None, mine, theirs, autojunk=False).get_opcodes():
            start, end, first, last = at[i1], at[i2], there[j1], there[j2]
            rights[start] = max(rights[start], first)
            for offset in range(start + 1, end):
                lefts[offset] = rights[offset] = min(first + offset - start, last)
            if end > start:
                lefts[end] = last
            rights[end] = last
        return cls(lefts, rights)

    def left(self, offset: int) -> int:
        """Before what was put in at ``offset``."""
        return self.lefts[offset]

    def right(self, offset: int) -> int:
        """Behind what was put in at ``offset``."""
        return self.rights[offset]
