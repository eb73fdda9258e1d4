"""What several commands take: their options, and what these mean."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from quizgen.errors import UsageError

if TYPE_CHECKING:
    from quizgen.exporters import Options

Language = Annotated[
    str, typer.Option("--lang", metavar="zh|en", help="Language of headings and instructions.")
]
TemplateFolder = Annotated[
    Path | None,
    typer.Option("--templates", metavar="DIR", help="Templates that replace the bundled ones."),
]


def names(option: str, value: str, allowed: tuple[str, ...]) -> tuple[str, ...]:
    """The names in the comma-separated ``value``, each once, in the order of ``allowed``."""
    given = [name.strip() for name in value.split(",")]
    for name in given:
        if name not in allowed:
            choice = ", ".join(allowed)
            raise UsageError(option, f"{name!r} is none of its values", f"choose from {choice}")
    return tuple(name for name in allowed if name in given)


def look(lang: str, templates: Path | None) -> Options:
    """What the exporters are told."""
    from quizgen.exporters import LANGUAGES, Options
    from quizgen.resources import Templates

    (language,) = names("--lang", lang, LANGUAGES) if "," not in lang else ("",)
    if not language:
        raise UsageError("--lang", "takes one language", "choose zh or en")
    if templates is not None and not templates.is_dir():
        raise UsageError(f"--templates {templates}", "is not a folder", "check the name")
    return Options(templates=Templates(templates), language=language)
