"""What several commands take: their options, and what these mean."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from quizgen.errors import UsageError

if TYPE_CHECKING:
    from quizgen.exporters import Options
    from quizgen.pipeline import Settings
    from quizgen.project import Choices

Documents = Annotated[
    list[Path],
    typer.Argument(
        metavar="DOCUMENT...", help="Text, Markdown, Word, PDF, HTML files …; - is standard input."
    ),
]
OneDocument = Annotated[
    Path,
    typer.Argument(
        metavar="DOCUMENT", help="A text, Markdown, Word, PDF, HTML file …; - is standard input."
    ),
]
Strict = Annotated[bool, typer.Option("--strict", help="Write nothing when there are problems.")]
Quiet = Annotated[bool, typer.Option("--quiet", "-q", help="Print errors only.")]
Bank = Annotated[Path, typer.Argument(metavar="BANK", help="A question bank, NAME.quiz.toml.")]
Banks = Annotated[
    list[Path], typer.Argument(metavar="BANK...", help="Question banks, NAME.quiz.toml.")
]
Encoding = Annotated[
    str | None,
    typer.Option(metavar="NAME", help="Encoding of DOCUMENT, such as gb18030, if guessed wrong."),
]
Language = Annotated[
    str, typer.Option("--lang", metavar="zh|en", help="Language of headings and instructions.")
]
TemplateFolder = Annotated[
    Path | None,
    typer.Option("--templates", metavar="DIR", help="Templates that replace the bundled ones."),
]
Glossary = Annotated[
    Path | None,
    typer.Option(
        metavar="FILE",
        help="Your terms, one a line; asked for first wherever they stand in the document. "
        "A definition may follow behind a tab or ：; it is matched with its term if the "
        "document holds it word for word, and kept out if not.",
    ),
]
StopList = Annotated[
    Path | None,
    typer.Option(metavar="FILE", help="Words, one a line, that are never an answer."),
]
Types = Annotated[
    str | None,
    typer.Option(metavar="LIST", help="Which types of question. [default: cloze,matching]"),
]
MaxItems = Annotated[
    int | None, typer.Option(min=1, metavar="N", help="At most N questions, the best ones.")
]
More = Annotated[
    bool | None,
    typer.Option(
        "--more/--no-more",
        help="More questions: also those that may want your hand. [default: no]",
        show_default=False,
    ),
]
Difficulty = Annotated[
    str | None,
    typer.Option(metavar="LIST", help="Only questions that are easy, medium or hard."),
]
Seed = Annotated[
    int | None,
    typer.Option(metavar="N", help="Another number, another choice. [default: 0]"),
]
Title = Annotated[
    str, typer.Option(metavar="TEXT", help="Title, instead of the one found in the document.")
]
MadeLanguage = Annotated[
    str | None,
    typer.Option(
        "--lang", metavar="zh|en", help="Language of headings and instructions. [default: zh]"
    ),
]
Subdecks = Annotated[
    bool | None,
    typer.Option(
        "--subdecks/--no-subdecks",
        help="A sub-deck of the Anki deck for each section; without, sections are tags only. "
        "[as the bank says; a new one: without]",
        show_default=False,
    ),
]
Typed = Annotated[
    bool | None,
    typer.Option(
        "--typed/--no-typed",
        help="Anki asks to type the answers. [as the bank says; a new one: no]",
        show_default=False,
    ),
]
MatchingCards = Annotated[
    str | None,
    typer.Option(
        "--matching",
        metavar="pairs|sets|both",
        help="Of a matching set, Anki gets a card a pair, one card for the set, or both. "
        "[as the bank says; a new one: pairs]",
    ),
]
Json = Annotated[bool, typer.Option("--json", help="Print JSON for scripts.")]


def names(option: str, value: str, allowed: tuple[str, ...]) -> tuple[str, ...]:
    """The names in the comma-separated ``value``, each once, in the order of ``allowed``."""
    given = [name.strip() for name in value.split(",")]
    for name in given:
        if name not in allowed:
            choice = ", ".join(allowed)
            raise UsageError(option, f"{name!r} is none of its values", f"choose from {choice}")
    return tuple(name for name in allowed if name in given)


def chosen(option: str, value: str | None, allowed: tuple[str, ...]) -> tuple[str, ...] | None:
    """As ``names``; None where the option is not given."""
    return None if value is None else names(option, value, allowed)


def one(option: str, value: str | None, allowed: tuple[str, ...]) -> str | None:
    """``value``, which must be one of ``allowed``; None where the option is not given."""
    if value is not None and value not in allowed:
        choice = ", ".join(allowed)
        raise UsageError(option, f"{value!r} is none of its values", f"choose one of {choice}")
    return value


def with_project(given: Choices, document: Path) -> tuple[Choices, Path | None]:
    """What is given, and what the configuration of ``document`` says beside it; which that is."""
    from quizgen import project

    path = project.find(document)
    return (given.over(project.read(path).choices) if path else given), path


def choices(
    *,
    types: str | None,
    max_items: int | None,
    difficulty: str | None,
    more: bool | None,
    glossary: Path | None,
    stop_list: Path | None,
    lang: str | None,
    seed: int | None,
    subdecks: bool | None = None,
    typed: bool | None = None,
    matching: str | None = None,
) -> Choices:
    """What is chosen on the command line of how a bank is made."""
    from quizgen import questions
    from quizgen.project import Choices
    from quizgen.quiz import DIFFICULTIES, MATCHING_CARDS

    return Choices(
        glossary=glossary,
        stop_list=stop_list,
        max_items=max_items,
        types=chosen("--types", types, questions.TYPES),
        difficulty=chosen("--difficulty", difficulty, DIFFICULTIES),
        more=more,
        lang=lang,
        seed=seed,
        subdecks=subdecks,
        typed=typed,
        matching=one("--matching", matching, MATCHING_CARDS),
    )


def run_settings(base: Settings, choices: Choices, templates: Path | None) -> Settings:
    """The settings of a run with all that was chosen, defaults where nothing was."""
    from quizgen import pipeline, questions
    from quizgen.exporters import LANGUAGES

    lang = choices.lang if choices.lang is not None else LANGUAGES[0]
    return replace(
        base,
        types=choices.types or questions.TYPES,
        max_items=choices.max_items,
        seed=choices.seed,
        difficulty=choices.difficulty or (),
        more=choices.more or False,
        lists=pipeline.read_lists(choices.glossary, choices.stop_list),
        look=deck_look(lang, templates, choices.subdecks, choices.typed, choices.matching),
    )


def deck_look(
    lang: str,
    templates: Path | None,
    subdecks: bool | None,  # noqa: FBT001 - as on the command line
    typed: bool | None,  # noqa: FBT001
    matching: str | None,
) -> Options:
    """What the exporters are told, with the choices for the Anki deck."""
    from quizgen.quiz import MATCHING_CARDS

    cards = one("--matching", matching, MATCHING_CARDS)
    return replace(look(lang, templates), subdecks=subdecks, typed=typed, matching_cards=cards)


def look(lang: str, templates: Path | None) -> Options:
    """What the exporters are told."""
    from quizgen import pipeline
    from quizgen.exporters import LANGUAGES, Options
    from quizgen.resources import Templates

    (language,) = names("--lang", lang, LANGUAGES) if "," not in lang else ("",)
    if not language:
        raise UsageError("--lang", "takes one language", "choose zh or en")
    if templates is not None and not templates.is_dir():
        raise UsageError(f"--templates {templates}", "is not a folder", "check the name")
    return Options(templates=Templates(templates), language=language, now=pipeline.now())
