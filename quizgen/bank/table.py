"""Typed access to a parsed TOML table; every fault names file, line and key."""

from __future__ import annotations

from collections.abc import Sequence
from difflib import get_close_matches
from math import isfinite
from typing import Any, NoReturn

from quizgen.bank.lines import TableLines
from quizgen.document import Span
from quizgen.errors import BadBank
from quizgen.quiz import Heading
from quizgen.records import dataclass

_TYPES = {str: "text in quotes", bool: "true or false", int: "a whole number", list: "an array"}


@dataclass(frozen=True, slots=True)
class Table:
    """A table of the bank file: its values, its lines, and what to call it in a message.

    Accessors return ``default`` for an absent key; without a default the key must be
    there.  All of them raise :class:`~quizgen.errors.BadBank`.
    """

    values: dict[str, Any]
    lines: TableLines
    where: str  # the file
    name: str  # "question 3"; empty for the head of the file

    def fail(self, key: str, what: str, remedy: str = "", element: int = -1) -> NoReturn:
        """Raise BadBank at the line of ``key`` (or of an element of its array)."""
        line = self.lines.keys.get(key, self.lines.line)
        elements = self.lines.elements.get(key, [])
        if 0 <= element < len(elements):
            line = elements[element]
        place = ", ".join(filter(None, (self.name, key and f"key ‘{key}’")))
        raise BadBank(f"{self.where}:{line}", f"{place}: {what}" if place else what, remedy)

    def only(self, known: Sequence[str], elsewhere: Sequence[str] = ()) -> None:
        """Refuse keys that are not ``known``; ``elsewhere`` are those of other kinds of item."""
        for key in self.values:
            if key in known:
                continue
            near = get_close_matches(key.lower(), known, n=1, cutoff=0.6)
            if key in elsewhere:
                remedy = f"it belongs to another kind of question; here: {', '.join(known)}"
            elif near:
                remedy = f"did you mean ‘{near[0]}’?"
            else:
                remedy = f"known keys: {', '.join(known)}"
            self.fail(key, "unknown key", remedy)

    def _get(self, key: str, kind: type, default: Any) -> Any:
        if key not in self.values:
            if default is None:
                self.fail(key, "missing", f"add a line: {key} = …")
            return default
        value = self.values[key]
        if type(value) is not kind:  # bool is an int to isinstance
            self.fail(key, f"must be {_TYPES[kind]}, not {_shown(value)}")
        return value

    def text(self, key: str, default: str | None = None) -> str:
        """A string."""
        value: str = self._get(key, str, default)
        return value

    def flag(self, key: str) -> bool:
        """A truth value, false when absent."""
        value: bool = self._get(key, bool, default=False)
        return value

    def whole(self, key: str, default: int | None = None) -> int:
        """An integer."""
        value: int = self._get(key, int, default)
        return value

    def array(self, key: str, default: list[Any] | None = None) -> list[Any]:
        """An array of anything."""
        value: list[Any] = self._get(key, list, default)
        return value

    def score(self, key: str) -> float:
        """A finite number, 0 when absent, with four decimals."""
        value = self.values.get(key, 0.0)
        if type(value) not in {int, float} or not isfinite(value):
            self.fail(key, f"must be a number, not {_shown(value)}")
        return round(float(value), 4)

    def one_of(self, key: str, values: Sequence[str]) -> str:
        """One of ``values``, empty when absent."""
        value = self.text(key, "")
        if key in self.values and value not in values:
            self.fail(key, f"must be one of {', '.join(values)}, not {_shown(value)}")
        return value

    def identity(self, key: str) -> str:
        """An id: text without white space or control characters; empty when absent."""
        value = self.text(key, "")
        if key in self.values and not is_identity(value):
            self.fail(key, "must be text without spaces", "delete the line to get a new id")
        return value

    def place(self, key: str) -> Span | None:
        """``[start, end]``, none when absent or ``[]``."""
        return self.as_place(key, self.array(key, []))

    def as_place(self, key: str, value: Any, element: int = -1) -> Span | None:
        """``value``, which stands somewhere in ``key``, as a place."""
        if value == []:
            return None
        if (
            not isinstance(value, list)
            or [type(part) for part in value] != [int, int]
            or not 0 <= value[0] < value[1]
        ):
            self.fail(
                key,
                f"a place must be [start, end] with start before end, or [], not {_shown(value)}",
                "where it is not known, delete the key",
                element,
            )
        return Span(*value)

    def texts(self, key: str, value: Any, element: int = -1) -> tuple[str, ...]:
        """``value``, which stands somewhere in ``key``, as an array of strings."""
        if not isinstance(value, list) or not all(isinstance(part, str) for part in value):
            self.fail(key, f"must be an array of texts, not {_shown(value)}", element=element)
        return tuple(value)

    def section(self, key: str) -> tuple[Heading, ...]:
        """``[["一、", "总则"], …]``."""
        path = []
        for index, value in enumerate(self.array(key, [])):
            parts = self.texts(key, value, index)
            if len(parts) != 2 or not any(part.strip() for part in parts):
                form = 'a step must be ["marker", "title"]'
                self.fail(key, f"{form}, not {_shown(value)}", element=index)
            path.append(Heading(*parts))
        return tuple(path)


def is_identity(text: str) -> bool:
    """Whether ``text`` can serve as an id: something, without white space or controls."""
    return bool(text) and text.isprintable() and not any(char.isspace() for char in text)


def _shown(value: Any) -> str:
    """A value as a message shows it: short, and near to how it is written in TOML."""
    text = str(value).lower() if isinstance(value, bool) else repr(value)
    return text if len(text) <= 40 else f"{text[:37]}…"
