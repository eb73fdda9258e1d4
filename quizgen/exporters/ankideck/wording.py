"""The few words that notes and decks contain: ``templates/anki/zh.toml``, ``en.toml``."""

from __future__ import annotations

import sys
from dataclasses import fields
from string import Formatter

from quizgen.errors import BadTemplate
from quizgen.records import dataclass
from quizgen.resources import Templates

if sys.version_info >= (3, 11):
    import tomllib
else:
    import tomli as tomllib

_PLACEHOLDERS = {
    "accept": {"answer", "others"},
    "description": {"title", "source", "version"},
}


@dataclass(frozen=True, slots=True)
class Wording:
    """Words of one language; the file says what each is for."""

    tag_cloze: str
    tag_matching: str
    tag_retired: str
    unordered: str
    typing: str
    accept: str
    separator: str
    tap: str
    description: str


def wording(templates: Templates, language: str) -> Wording:
    """The words of ``language``; BadTemplate when its file lacks one or has one too many."""
    name = f"anki/{language}.toml"
    try:
        values = tomllib.loads(templates.text(name))
    except tomllib.TOMLDecodeError as error:
        raise BadTemplate(str(templates.path(name)), f"not valid TOML: {error}") from error
    where = str(templates.path(name))
    known = {field.name for field in fields(Wording)}
    if wrong := sorted(known ^ set(values)):
        what = "unknown" if wrong[0] in values else "missing"
        raise BadTemplate(where, f"key ‘{wrong[0]}’ is {what}")
    for key, value in values.items():
        if not isinstance(value, str):
            raise BadTemplate(where, f"key ‘{key}’ must be text in quotes")
        if not _fits(value, _PLACEHOLDERS.get(key, set())):
            raise BadTemplate(where, f"key ‘{key}’ has a {{placeholder}} that nothing fills")
    return Wording(**values)


def _fits(text: str, names: set[str]) -> bool:
    """Whether ``text`` can be formatted with ``names``."""
    try:
        return {name for _, name, _, _ in Formatter().parse(text) if name is not None} <= names
    except ValueError:
        return False
