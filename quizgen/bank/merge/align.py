"""A sentence and its later version, character by character."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher


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
        for _, i1, i2, j1, j2 in SequenceMatcher(None, before, now, autojunk=False).get_opcodes():
            rights[i1] = max(rights[i1], j1)
            for offset in range(i1 + 1, i2):
                lefts[offset] = rights[offset] = min(j1 + offset - i1, j2)
            if i2 > i1:
                lefts[i2] = j2
            rights[i2] = j2
        return cls(lefts, rights)

    def left(self, offset: int) -> int:
        """Before what was put in at ``offset``."""
        return self.lefts[offset]

    def right(self, offset: int) -> int:
        """Behind what was put in at ``offset``."""
        return self.rights[offset]
