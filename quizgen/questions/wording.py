"""The words of a question that are not the document's: instructions, column heads."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from typing import Any

from quizgen.errors import BadTemplate
from quizgen.records import dataclass
from quizgen.resources import Templates

if sys.version_info >= (3, 11):
    import tomllib
else:
    import tomli as tomllib

RELATIONS = ("directive", "term", "members", "halves", "figure", "rule", "table")


@dataclass(frozen=True, slots=True)
class Relation:
    """Instruction and column heads of one kind of matching set."""

    instruction: str
    columns: tuple[str, str]


@dataclass(frozen=True, slots=True)
class Wording:
    """The wording of all relations, read from ``wording/questions-LANG.toml``."""

    relations: Mapping[str, Relation]

    @classmethod
    def load(cls, templates: Templates, language: str) -> Wording:
        """Read and check the file; BadTemplate names the key that is wrong."""
        name = f"wording/questions-{language}.toml"
        where = str(templates.path(name))
        try:
            table: dict[str, Any] = tomllib.loads(templates.text(name))
        except tomllib.TOMLDecodeError as error:
            raise BadTemplate(where, str(error)) from error
        relations = {}
        for key in RELATIONS:
            entry = table.get(key)
            if not isinstance(entry, dict):
                raise BadTemplate(where, f"table [{key}] is missing")
            instruction, columns = entry.get("instruction"), entry.get("columns")
            if not isinstance(instruction, str) or not instruction:
                raise BadTemplate(where, f"{key}.instruction must be a text")
            if not isinstance(columns, list) or len(columns) != 2:
                raise BadTemplate(where, f"{key}.columns must be two texts")
            if not all(isinstance(c, str) and c for c in columns):
                raise BadTemplate(where, f"{key}.columns must be two texts")
            relations[key] = Relation(instruction, (columns[0], columns[1]))
        return cls(relations)

    @classmethod
    def bundled(cls) -> Wording:
        """The Chinese wording that comes with the program."""
        return cls.load(Templates(), "zh")
