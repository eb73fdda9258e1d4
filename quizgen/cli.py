"""The command line: arguments → pipeline → screen and exit code.

One function a command; `run` gives the exit code.  What is printed is made by
:mod:`quizgen.screen` and :mod:`quizgen.views`.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from dataclasses import replace
from glob import glob
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NoReturn

import typer

from quizgen import __version__, cli_print, console
from quizgen.errors import UsageError

if TYPE_CHECKING:
    from quizgen.exporters import Options
    from quizgen.pipeline import Settings
    from quizgen.project import Choices

EXIT_CODES = """Exit codes:

\b
  0  done
  1  an error of the program's own (please report it)
  2  an option or argument that cannot be meant
  3  the document cannot be read
  4  nothing in the document can be asked about
  5  the question bank is not valid
  6  an output file could not be written; nothing was changed
  7  another bank stands where the new one would be written
  8  a template cannot be used
  9  --strict was given and there were problems
  130, 143  stopped by Ctrl-C or by the system; nothing is half-written"""

app = typer.Typer(
    name="quizgen",
    help="Quizzes, Anki decks and printable worksheets from Chinese study documents.",
    epilog=EXIT_CODES,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
)

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
Json = Annotated[bool, typer.Option("--json", help="Print JSON for scripts.")]


def _version(value: bool) -> None:  # noqa: FBT001 - Typer's callback
    if value:
        typer.echo(f"quizgen {__version__}")
        raise typer.Exit


@app.callback(invoke_without_command=True)
def quizgen(
    context: typer.Context,
    version: Annotated[  # noqa: ARG001 - handled by its callback
        bool,
        typer.Option("--version", callback=_version, is_eager=True, help="Print the version."),
    ] = False,
) -> None:
    """Quizzes, Anki decks and printable worksheets from Chinese study documents."""
    if context.invoked_subcommand is None:
        typer.echo(context.get_help())


@app.command()
def make(
    documents: Documents,
    out: Annotated[Path, typer.Option(metavar="DIR", help="Where the files go.")] = Path("output"),
    to: Annotated[
        str, typer.Option(metavar="LIST", help="Which files, besides the bank.")
    ] = "anki,worksheet,answers",
    types: Annotated[
        str | None,
        typer.Option(metavar="LIST", help="Which types of question. [default: cloze,matching]"),
    ] = None,
    max_items: Annotated[
        int | None, typer.Option(min=1, metavar="N", help="At most N questions, the best ones.")
    ] = None,
    difficulty: Annotated[
        str | None,
        typer.Option(metavar="LIST", help="Only questions that are easy, medium or hard."),
    ] = None,
    glossary: Glossary = None,
    stop_list: StopList = None,
    seed: Annotated[
        int | None,
        typer.Option(metavar="N", help="Another number, another choice. [default: 0]"),
    ] = None,
    title: Annotated[
        str, typer.Option(metavar="TEXT", help="Title, instead of the one found in the document.")
    ] = "",
    lang: Annotated[
        str | None,
        typer.Option(metavar="zh|en", help="Language of headings and instructions. [default: zh]"),
    ] = None,
    encoding: Encoding = None,
    templates: TemplateFolder = None,
    strict: Annotated[
        bool, typer.Option("--strict", help="Write nothing when there are problems.")
    ] = False,
    explain: Annotated[
        bool,
        typer.Option("--explain", help="List the candidates that were turned down, and why."),
    ] = False,
    force: Annotated[
        bool, typer.Option("--force", help="Make an existing bank anew; the old is kept as .bak.")
    ] = False,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="Print errors only.")] = False,
) -> None:
    """Make a question bank, an Anki deck and worksheets from each DOCUMENT.

    A file quizgen.toml beside it or in a folder above may hold options in a table [make]:
    glossary, stop-list, max-items, types, difficulty, lang, seed.
    """
    from quizgen import files, pipeline, project, questions, screen
    from quizgen.quiz import DIFFICULTIES
    from quizgen.text import width

    paths = pipeline.check_batch(documents)
    if title and len(paths) > 1:
        raise UsageError("--title", "is for one document", "give the documents one at a time")
    given = project.Choices(
        glossary=glossary,
        stop_list=stop_list,
        max_items=max_items,
        types=_chosen("--types", types, questions.TYPES),
        difficulty=_chosen("--difficulty", difficulty, DIFFICULTIES),
        lang=lang,
        seed=seed,
    )
    base = pipeline.Settings(
        encoding=encoding,
        title=title,
        strict=strict,
        exports=_names("--to", to, pipeline.FILES),
    )
    _settings(base, given, templates)  # an option that cannot be meant ends the run at once
    files.check_folder(out)
    names = screen.batch_names(paths)
    widest = max(width(name) for name in names.values())
    codes = []
    told: set[Path] = set()
    for index, path in enumerate(paths, 1):
        try:
            choices = _with_project(given, path, None if quiet else told)
            settings = _settings(base, choices, templates)
            with console.progress(f"[{index}/{len(paths)}] {names[path]} …", quiet=quiet):
                made = pipeline.prepare(path, settings)
                written = pipeline.save(made, pipeline.stem(path), out, force=force)
        except Exception as error:  # noqa: BLE001 - one bad document stops no other
            codes.append(console.tell(error, str(path)))
            continue
        if len(paths) > 1:
            report = screen.batch_row(names[path], made, widest, console.columns())
        else:
            report = screen.summary(made, written, console.columns())
        if not quiet:
            console.show(report)
        if explain and not quiet:
            console.show("\n" + screen.refusals(made, console.columns()))
    if len(paths) > 1 and not quiet:
        console.show(screen.batch_total(len(paths) - len(codes), len(codes), out))
    if codes:
        raise typer.Exit(codes[0])


@app.command()
def outline(
    document: OneDocument,
    as_json: Json = False,
    encoding: Encoding = None,
) -> None:
    """Show the structure that was found in DOCUMENT, as a tree."""
    from quizgen import pipeline, screen, views

    found = pipeline.read_document(document, encoding)
    if as_json:
        console.show_json(views.outline_json(found))
    else:
        console.show(screen.outline_tree(found, console.columns()))


@app.command()
def phrases(
    document: OneDocument,
    as_json: Json = False,
    limit: Annotated[
        int | None,
        typer.Option(
            min=0, metavar="N", help="The best N; 0 for all. [default: 30; with --json all]"
        ),
    ] = None,
    kind: Annotated[
        str, typer.Option(metavar="LIST", help="Only these kinds, such as quoted,series.")
    ] = "",
    explain: Annotated[
        bool, typer.Option("--explain", help="Show what makes up the score of each phrase.")
    ] = False,
    glossary: Glossary = None,
    stop_list: StopList = None,
    encoding: Encoding = None,
) -> None:
    """Show the key phrases of DOCUMENT, best first, with kind and line."""
    from quizgen import pipeline, screen, views
    from quizgen.document import PhraseKind

    kinds = _names("--kind", kind, tuple(k.value for k in PhraseKind)) if kind else ()
    lists = pipeline.read_lists(glossary, stop_list)
    read = pipeline.read_document(document, encoding)
    found = [p for p in pipeline.find_phrases(read, lists) if not kinds or p.kind.value in kinds]
    if as_json:
        found = found[: limit or None]
        accounts = pipeline.explain_phrases(read, found) if explain else None
        console.show_json(views.phrases_json(read, found, accounts))
    else:
        most = _ROWS if limit is None else limit
        how = pipeline.explain_phrases if explain else None
        console.show(screen.phrase_table(read, found, most, console.columns(), how))


@app.command()
def export(
    bank: Annotated[Path, typer.Argument(metavar="BANK", help="A question bank, NAME.quiz.toml.")],
    to: Annotated[
        str,
        typer.Option(metavar="LIST", help="Which files; json alone goes to standard output."),
    ] = "anki,worksheet,answers",
    out: Annotated[
        Path | None,
        typer.Option(
            metavar="DIR", help="Where the files go. [beside the bank]", show_default=False
        ),
    ] = None,
    lang: Language = "zh",
    templates: TemplateFolder = None,
    strict: Annotated[
        bool, typer.Option("--strict", help="Write nothing when there are problems.")
    ] = False,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="Print errors only.")] = False,
) -> None:
    """Make the deck and the worksheets again from an edited BANK."""
    from quizgen import pipeline, screen
    from quizgen.exporters import EXPORTERS

    names = _names("--to", to, tuple(EXPORTERS))
    if "json" in names and len(names) > 1:
        raise UsageError("--to", "json stands alone", "run export once more for the other files")
    look = replace(_look(lang, templates), edited=pipeline.last_saved(bank))
    outputs = pipeline.export(pipeline.open_bank(bank), names, look)
    problems = [problem for output in outputs.values() for problem in output.problems]
    if strict and problems:
        raise pipeline.strict_error(str(bank), problems)
    if "json" in names:
        console.show_json(outputs["json"].data)
        return
    paths = pipeline.save_outputs(outputs, pipeline.stem(bank), out or bank.parent)
    if not quiet:
        console.show(screen.exported(outputs, paths, problems))


app.command("print")(cli_print.print_bank)

_ROWS = 30  # of the table of phrases


def _names(option: str, value: str, allowed: tuple[str, ...]) -> tuple[str, ...]:
    """The names in the comma-separated ``value``, each once, in the order of ``allowed``."""
    given = [name.strip() for name in value.split(",")]
    for name in given:
        if name not in allowed:
            choice = ", ".join(allowed)
            raise UsageError(option, f"{name!r} is none of its values", f"choose from {choice}")
    return tuple(name for name in allowed if name in given)


def _chosen(option: str, value: str | None, allowed: tuple[str, ...]) -> tuple[str, ...] | None:
    """As ``_names``; None where the option is not given."""
    return None if value is None else _names(option, value, allowed)


def _with_project(given: Choices, document: Path, told: set[Path] | None) -> Choices:
    """What is given, and what the configuration of ``document`` says beside it.

    A configuration is told once, and noted in ``told``; None tells nothing.
    """
    from quizgen import project, screen

    path = project.find(document)
    if path is None:
        return given
    choices = given.over(project.read(path).choices)
    if told is not None and path not in told:
        console.show(f"Options from {screen.plain(str(path))}")
        told.add(path)
    return choices


def _settings(base: Settings, choices: Choices, templates: Path | None) -> Settings:
    """The settings of a run with all that was chosen, defaults where nothing was."""
    from quizgen import pipeline, questions
    from quizgen.exporters import LANGUAGES

    return replace(
        base,
        types=choices.types or questions.TYPES,
        max_items=choices.max_items,
        seed=choices.seed or 0,
        difficulty=choices.difficulty or (),
        lists=pipeline.read_lists(choices.glossary, choices.stop_list),
        look=_look(choices.lang if choices.lang is not None else LANGUAGES[0], templates),
    )


def _look(lang: str, templates: Path | None) -> Options:
    """What the exporters are told."""
    from quizgen.exporters import LANGUAGES, Options
    from quizgen.resources import Templates

    (language,) = _names("--lang", lang, LANGUAGES) if "," not in lang else ("",)
    if not language:
        raise UsageError("--lang", "takes one language", "choose zh or en")
    if templates is not None and not templates.is_dir():
        raise UsageError(f"--templates {templates}", "is not a folder", "check the name")
    return Options(templates=Templates(templates), language=language)


def run(arguments: Sequence[str]) -> int:
    """Run the command line ``arguments``; the exit code."""
    return console.guarded(lambda: app(list(arguments), prog_name="quizgen", standalone_mode=False))


def main() -> NoReturn:
    """Entry point of the `quizgen` command."""
    arguments = sys.argv[1:]
    if os.name == "nt":  # its shells leave *.txt to the program
        arguments = [name for word in arguments for name in sorted(glob(word)) or [word]]  # noqa: PTH207
    sys.exit(run(arguments))
