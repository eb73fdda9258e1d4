"""What is asked of a document grows with its length, whatever stands in it."""

from __future__ import annotations

from typing import Any

import pytest

from quizgen import clauses
from quizgen.text import fold

FORMS = {
    "first members": lambda n: "，".join(["（一）中文"] * n),
    "members": lambda n: "，".join(f"（{'一二三四五六七八九'[i % 9]}）中文" for i in range(n)),
    "circled": lambda n: "①中文" * n,
}


class Counting:
    """A pattern that counts how many characters its searches go over."""

    def __init__(self, pattern: Any) -> None:
        self._pattern = pattern
        self.characters = 0

    def search(self, text: str, start: int, end: int) -> Any:
        found = self._pattern.search(text, start, end)
        self.characters += (found.end() if found else end) - start
        return found


@pytest.mark.parametrize("name", FORMS)
def test_the_second_member_is_not_looked_for_again_and_again(
    monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    text = FORMS[name](300)
    counting = {style: Counting(pattern) for style, pattern in clauses._PLAIN_INLINE.items()}
    monkeypatch.setattr(clauses, "_PLAIN_INLINE", counting)
    assert len(list(clauses.inline_markers(text, fold(text), 0, len(text)))) >= 150
    assert sum(pattern.characters for pattern in counting.values()) <= 2 * len(text)
