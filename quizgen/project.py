"""``quizgen.toml``: options of `make` that hold for all documents of a folder.

The nearest file counts, in the folder of the document or one above it, up to the
home folder.  What is given on the command line comes before it.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from dataclasses import fields
from difflib import get_close_matches
from pathlib import Path
from typing import Any, NoReturn

from quizgen import files
from quizgen.bank.lines import TableLines, locate
from quizgen.errors import UsageError
from quizgen.exporters import LANGUAGES
from quizgen.questions import TYPES
from quizgen.quiz import DIFFICULTIES, MATCHING_CARDS
from quizgen.records import dataclass
from quizgen.regex import regex

if sys.version_info >= (3, 11):
    import tomllib
else:
    import tomli as tomllib

NAME = "quizgen.toml"
TABLE = "make"
_LINE = regex(r"\s*\(at (?:line (\d+), column \d+|end of document)\)$")


@dataclass(frozen=True, slots=True)
class Choices:
    """Options of `make` that a project may set; None where nothing is said."""

    glossary: Path | None = None
    stop_list: Path | None = None
    max_items: int | None = None
    types: tuple[str, ...] | None = None
    difficulty: tuple[str, ...] | None = None
    more: bool | None = None
    lang: str | None = None
    seed: int | None = None
    subdecks: bool | None = None
    typed: bool | None = None
    matching: str | None = None

    def over(self, other: Choices) -> Choices:
        """These choices, and those of ``other`` where these say nothing."""
        rows = [(getattr(self, f.name), getattr(other, f.name)) for f in fields(self)]
        return Choices(*(theirs if mine is None else mine for mine, theirs in rows))


@dataclass(frozen=True, slots=True)
class Project:
    """A configuration file and what it says."""

    path: Path
    choices: Choices


def _name(value: Any, folder: Path) -> Path | None:
    return folder / value if isinstance(value, str) and value.strip() else None


def _count(value: Any, _: Path) -> int | None:
    return value if type(value) is int and value >= 1 else None


def _whole(value: Any, _: Path) -> int | None:
    return value if type(value) is int else None


def _flag(value: Any, _: Path) -> bool | None:
    return value if isinstance(value, bool) else None


def _some(allowed: tuple[str, ...]) -> Callable[[Any, Path], tuple[str, ...] | None]:
    """A reader of an array of names, or of names with commas between, as on the command line."""

    def read(value: Any, _: Path) -> tuple[str, ...] | None:
        given = [name.strip() for name in value.split(",")] if isinstance(value, str) else value
        if not isinstance(given, list) or not given or any(name not in allowed for name in given):
            return None
        return tuple(name for name in allowed if name in given)

    return read


def _one(allowed: tuple[str, ...]) -> Callable[[Any, Path], str | None]:
    return lambda value, _: value if isinstance(value, str) and value in allowed else None


# Each key with what reads its value (None: it cannot be meant) and with what is allowed.
KEYS: Mapping[str, tuple[Callable[[Any, Path], Any], str]] = {
    "glossary": (_name, "the name of a file, in quotes"),
    "stop-list": (_name, "the name of a file, in quotes"),
    "max-items": (_count, "a whole number from 1"),
    "types": (_some(TYPES), f"some of {', '.join(TYPES)}"),
    "difficulty": (_some(DIFFICULTIES), f"some of {', '.join(DIFFICULTIES)}"),
    "more": (_flag, "true or false"),
    "lang": (_one(LANGUAGES), f"one of {', '.join(LANGUAGES)}"),
    "seed": (_whole, "a whole number"),
    "subdecks": (_flag, "true or false"),
    "typed": (_flag, "true or false"),
    "matching": (_one(MATCHING_CARDS), f"one of {', '.join(MATCHING_CARDS)}"),
}


def find(document: Path) -> Path | None:
    """The configuration file that holds for ``document`` (``-``: the current folder)."""
    here = Path(os.path.abspath(document))  # noqa: PTH100 - links stay as they are named
    for folder in _upwards(here.parent):
        path = folder / NAME
        if path.is_file():
            with suppress(ValueError):
                return path.relative_to(Path.cwd())
            return path
    return None


def _upwards(folder: Path) -> Iterator[Path]:
    """``folder`` and those above it, the home folder last, or the root."""
    home = None
    with suppress(RuntimeError):
        home = Path.home()
    for place in (folder, *folder.parents):
        yield place
        if place == home:
            return


def read(path: Path) -> Project:
    """What the configuration file ``path`` says; UsageError (``path:line``) for a bad one."""
    data = files.read(path, UsageError)
    try:
        text = data.decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise UsageError(f"{path}:{line}", "not UTF-8 text", "save it as UTF-8") from error
    values = _parse(text, path)
    top, found = locate(text, TABLE)
    for key in values:
        if key != TABLE:
            _unknown(path, top.keys.get(key, 1), key, (f"[{TABLE}]",))
    table = values.get(TABLE, {})
    if not isinstance(table, dict):
        what = f"[{TABLE}] must be one table"
        raise UsageError(
            f"{path}:{top.keys.get(TABLE, 1)}", what, f"write [{TABLE}] above the keys"
        )
    lines = found[0] if found else TableLines(top.keys.get(TABLE, 1))
    return Project(path, _choices(path, table, lines))


def _parse(text: str, path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(text)
    except (ValueError, RecursionError) as error:
        message = str(error)
        match = _LINE.search(message)
        line = int(match[1]) if match and match[1] else text.rstrip().count("\n") + 1
        what = f"not valid TOML: {_LINE.sub('', message)}"
        raise UsageError(f"{path}:{line}", what, 'write key = "value"') from error


def _choices(path: Path, table: dict[str, Any], lines: TableLines) -> Choices:
    said: dict[str, Any] = {}
    for key, value in table.items():
        line = lines.keys.get(key, lines.line)
        if key not in KEYS:
            _unknown(path, line, key, tuple(KEYS))
        reader, allowed = KEYS[key]
        said[key.replace("-", "_")] = reader(value, path.parent)
        if said[key.replace("-", "_")] is None:
            shown = str(value).lower() if isinstance(value, bool) else repr(value)
            raise UsageError(f"{path}:{line}", f"key ‘{key}’: {shown} cannot be", f"give {allowed}")
    return Choices(**said)


def _unknown(path: Path, line: int, key: str, known: tuple[str, ...]) -> NoReturn:
    near = get_close_matches(key.lower().replace("_", "-"), known, n=1, cutoff=0.6)
    remedy = f"did you mean ‘{near[0]}’?" if near else f"known: {', '.join(known)}"
    raise UsageError(f"{path}:{line}", f"unknown key ‘{key}’", remedy)
