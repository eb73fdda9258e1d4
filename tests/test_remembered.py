"""What is remembered is what the function gives, however much of it there is."""

from __future__ import annotations

import pytest

from quizgen.phrases import remembered
from quizgen.phrases.remembered import Remembered


def test_a_value_is_made_once() -> None:
    asked: list[str] = []

    def value_of(word: str) -> int:
        asked.append(word)
        return len(word)

    table = Remembered(value_of)
    assert [table["水库"], table["渡口管理"], table["水库"]] == [2, 4, 2]
    assert asked == ["水库", "渡口管理"]


def test_it_does_not_grow_without_end(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(remembered, "_MOST", 10)
    table = Remembered(str)
    assert [table[number] for number in range(35)] == [str(number) for number in range(35)]
    assert len(table) <= 10
