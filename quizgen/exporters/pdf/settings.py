"""A TOML file under templates/, read strictly.

Every key that is missing, unknown or of the wrong kind raises
:class:`~quizgen.errors.BadTemplate` with the file and the key.
"""

from __future__ import annotations

import sys
from collections.abc import Collection
from decimal import Decimal
from string import Formatter
from typing import Any, NoReturn

from quizgen.errors import BadTemplate
from quizgen.resources import Templates

if sys.version_info >= (3, 11):
    import tomllib
else:
    import tomli as tomllib


class Settings:
    """A table of a TOML file; keys that were read are ticked off."""

    def __init__(self, file: str, values: dict[str, Any], name: str = "") -> None:
        """``name`` is the path of the table in its file, empty for the top."""
        self._file = file
        self._values = values
        self._name = name
        self._read: set[str] = set()

    @classmethod
    def load(cls, templates: Templates, name: str) -> Settings:
        """The top table of template ``name``; fractions are exact (:class:`Decimal`)."""
        file = str(templates.path(name))
        try:
            values = tomllib.loads(templates.text(name), parse_float=Decimal)
        except tomllib.TOMLDecodeError as error:
            raise BadTemplate(file, f"not valid TOML: {error}") from error
        return cls(file, values)

    def overlaid(self, other: Settings) -> Settings:
        """A table with the values of ``other``, and its own where that has none."""
        return Settings(other._file, _overlaid(self._values, other._values))

    def keys(self) -> tuple[str, ...]:
        """All keys, for a table whose keys a person chooses."""
        return tuple(self._values)

    def table(self, key: str) -> Settings:
        """The table ``key``."""
        value = self._take(key)
        if not isinstance(value, dict):
            self.refuse(key, "must be a table")
        return Settings(self._file, value, self._path(key))

    def number(self, key: str, least: float, most: float) -> Decimal:
        """A number from ``least`` to ``most``."""
        value = self._take(key)
        if isinstance(value, bool) or not isinstance(value, int | Decimal):
            self.refuse(key, f"must be a number, not {value!r}")
        number = Decimal(value)
        if not number.is_finite() or not least <= number <= most:
            self.refuse(key, f"must be from {least:g} to {most:g}, not {value}")
        return number

    def text(self, key: str, fields: Collection[str] = ()) -> str:
        """A string; ``{…}`` in it may name nothing but ``fields``."""
        value = self._take(key)
        if not isinstance(value, str):
            self.refuse(key, f"must be a string, not {value!r}")
        self._check_fields(key, value, fields)
        return value

    def choice(self, key: str, choices: Collection[str]) -> str:
        """One of ``choices``."""
        value = self.text(key)
        if value not in choices:
            self.refuse(key, f"must be one of {', '.join(choices)}, not {value!r}")
        return value

    def texts(self, key: str, least: int = 0) -> tuple[str, ...]:
        """A list of ``least`` strings or more."""
        values = self.rows(key)
        if not all(isinstance(value, str) for value in values) or len(values) < least:
            self.refuse(key, f"must be a list of {least or 'some'} strings or more")
        return tuple(values)

    def rows(self, key: str) -> list[Any]:
        """A list; what is in it the caller checks, and refuses."""
        values = self._take(key)
        if not isinstance(values, list):
            self.refuse(key, f"must be a list, not {values!r}")
        return values

    def refuse(self, key: str, why: str) -> NoReturn:
        """Raise BadTemplate for ``key``."""
        raise BadTemplate(self._file, f"{self._path(key)}: {why}")

    def finish(self) -> None:
        """Refuse keys that nobody asked for: they are most likely mistyped."""
        for key in self._values:
            if key not in self._read:
                self.refuse(key, "unknown key")

    def _take(self, key: str) -> Any:
        self._read.add(key)
        if key not in self._values:
            self.refuse(key, "is missing")
        return self._values[key]

    def _path(self, key: str) -> str:
        return f"{self._name}.{key}" if self._name else key

    def _check_fields(self, key: str, value: str, fields: Collection[str]) -> None:
        try:
            parsed = list(Formatter().parse(value))
        except ValueError as error:
            self.refuse(key, f"{error} in {value!r}")
        for _, field, spec, conversion in parsed:
            if field is not None and (field not in fields or spec or conversion):
                known = ", ".join(f"{{{name}}}" for name in fields) or "nothing"
                self.refuse(key, f"{{{field}}} cannot be filled in; known here: {known}")


def _overlaid(values: dict[str, Any], others: dict[str, Any]) -> dict[str, Any]:
    merged = dict(values)
    for key, other in others.items():
        value = values.get(key)
        if isinstance(value, dict) and isinstance(other, dict):
            merged[key] = _overlaid(value, other)
        else:
            merged[key] = other
    return merged
