"""Values of a function, found again by a mere look-up."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from typing import TypeVar

_Key = TypeVar("_Key", bound=Hashable)
_Value = TypeVar("_Value")

_MOST = 1 << 15  # values; when there are as many, all are forgotten


class Remembered(dict[_Key, _Value]):
    """A table that makes what it lacks: ``table[key]`` is ``value_of(key)``.

    For what is looked up in millions by one string: half the time of `functools.lru_cache`,
    which makes a tuple of its arguments if they are several, and is the quicker one then.
    """

    def __init__(self, value_of: Callable[[_Key], _Value]) -> None:
        super().__init__()
        self._value_of = value_of

    def __missing__(self, key: _Key) -> _Value:
        """Make the value of ``key``."""
        if len(self) >= _MOST:
            self.clear()
        value = self[key] = self._value_of(key)
        return value
