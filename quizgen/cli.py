"""The command line: arguments → pipeline → screen and exit code.

One function a command; `run` gives the exit code.  What is printed is made by
:mod:`quizgen.screen` and :mod:`quizgen.views`.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from glob import glob
from pathlib import Path
from typing import Annotated, NoReturn

import typer

from quizgen import __version__, cli_anki, cli_bank, cli_print, console
from quizgen.arguments import (
    Difficulty,
    Documents,
    Encoding,
    Glossary,
    Json,
    MadeLanguage,
    MatchingCards,
    MaxItems,
    More,
    OneDocument,
    Quiet,
    Seed,
    StopList,
    Strict,
    Subdecks,
    TemplateFolder,
    Title,
    Typed,
    Types,
    choices,
    names,
    run_settings,
)
from quizgen.collecting import leave, seldom
from quizgen.commands import Command, Group
from quizgen.errors import UsageError

EXIT_CODES = """Exit codes:

\b
  0  done
  1  an error of the program's own (please report it)
  2  an option or argument that cannot be meant
  3  the document cannot be read
  4  nothing in the document can be asked about
  5  the question bank is not valid
  6  an output file could not be written; nothing was changed
  7  the bank of another document stands where this one's would be
  8  a template cannot be used
  9  --strict was given and there were problems
  10  Anki cannot be reached, or refused
  130, 143  stopped by Ctrl-C or by the system; nothing is half-written"""

app = typer.Typer(
    name="quizgen",
    cls=Group,
    help="Quizzes, Anki decks and printable worksheets from Chinese study documents.",
    epilog=EXIT_CODES,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
)


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


@app.command(cls=Command)
def make(
    documents: Documents,
    out: Annotated[Path, typer.Option(metavar="DIR", help="Where the files go.")] = Path("output"),
    to: Annotated[
        str, typer.Option(metavar="LIST", help="Which files, besides the bank.")
    ] = "anki,worksheet,answers",
    types: Types = None,
    max_items: MaxItems = None,
    difficulty: Difficulty = None,
    more: More = None,
    glossary: Glossary = None,
    stop_list: StopList = None,
    seed: Seed = None,
    title: Title = "",
    lang: MadeLanguage = None,
    subdecks: Subdecks = None,
    typed: Typed = None,
    matching: MatchingCards = None,
    encoding: Encoding = None,
    templates: TemplateFolder = None,
    strict: Strict = False,
    explain: Annotated[
        bool,
        typer.Option("--explain", help="List the candidates that were turned down, and why."),
    ] = False,
    dry_run: Annotated[
        bool,
        typer.Option("--dry-run", help="Show what would change in existing banks; write nothing."),
    ] = False,
    force: Annotated[
        bool, typer.Option("--force", help="Make an existing bank anew; the old is kept as .bak.")
    ] = False,
    jobs: Annotated[
        int | None,
        typer.Option(
            min=1,
            metavar="N",
            help="How many processes work at once. [default: as many as there are processors]",
        ),
    ] = None,
    quiet: Quiet = False,
) -> None:
    """Make a question bank, an Anki deck and worksheets from each DOCUMENT.

    A bank that is there already is kept up with its document: ids, edits, deletions and your
    own items stay, and what the document no longer says is retired.

    A file quizgen.toml beside it or in a folder above may hold options in a table [make]:
    glossary, stop-list, max-items, types, difficulty, more, lang, seed, subdecks, typed, matching.
    """
    from quizgen import batch, files, pipeline, screen_runs, store

    paths = store.check_batch(documents)
    if title and len(paths) > 1:
        raise UsageError("--title", "is for one document", "give the documents one at a time")
    given = choices(
        types=types,
        max_items=max_items,
        difficulty=difficulty,
        more=more,
        glossary=glossary,
        stop_list=stop_list,
        lang=lang,
        seed=seed,
        subdecks=subdecks,
        typed=typed,
        matching=matching,
    )
    base = pipeline.Settings(
        encoding=encoding,
        title=title,
        strict=strict,
        exports=names("--to", to, pipeline.FILES),
        processes=batch.shares(jobs, batch.workers(jobs, paths)),
    )
    run_settings(base, given, templates)  # an option that cannot be meant ends the run at once
    files.check_folder(out)
    order = batch.Order(
        paths,
        given,
        base,
        templates,
        out,
        console.columns(),
        force=force,
        dry_run=dry_run,
        explain=explain,
        quiet=quiet,
    )
    codes = batch.run(order, batch.workers(jobs, paths))
    if len(paths) > 1 and not quiet and not dry_run:
        console.show(screen_runs.batch_total(len(paths) - len(codes), len(codes), out))
    if codes:
        raise typer.Exit(codes[0])


app.command(cls=Command)(cli_bank.diff)


@app.command(cls=Command)
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


@app.command(cls=Command)
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
    from quizgen.sharing import processors

    kinds = names("--kind", kind, tuple(k.value for k in PhraseKind)) if kind else ()
    lists = pipeline.read_lists(glossary, stop_list)
    read = pipeline.read_document(document, encoding)
    every = pipeline.find_phrases(read, lists, processors())
    found = [phrase for phrase in every if not kinds or phrase.kind.value in kinds]
    if as_json:
        found = found[: limit or None]
        accounts = pipeline.explain_phrases(read, found) if explain else None
        console.show_json(views.phrases_json(read, found, accounts))
    else:
        most = _ROWS if limit is None else limit
        how = pipeline.explain_phrases if explain else None
        console.show(screen.phrase_table(read, found, most, console.columns(), how))


for command in (cli_bank.export, cli_bank.deck, cli_anki.push, cli_anki.pull):
    app.command(cls=Command)(command)

app.command("print", cls=Command)(cli_print.print_bank)

_ROWS = 30  # of the table of phrases


def run(arguments: Sequence[str]) -> int:
    """Run the command line ``arguments``; the exit code."""
    given = list(arguments)
    with _commands(given[:1]):
        return console.guarded(lambda: app(given, prog_name="quizgen", standalone_mode=False))


@contextmanager
def _commands(wanted: Sequence[str]) -> Iterator[None]:
    """Meanwhile no other command than the ``wanted`` one, if there is that.

    Typer reads the parameters of every command before it looks which of them is meant.
    """
    commands = app.registered_commands
    names = [[row.name or getattr(row.callback, "__name__", "")] for row in commands]
    meant = [row for row, name in zip(commands, names, strict=True) if name == list(wanted)]
    app.registered_commands = meant or commands
    try:
        yield
    finally:
        app.registered_commands = commands


def main() -> NoReturn:
    """Entry point of the `quizgen` command."""
    seldom()
    arguments = sys.argv[1:]
    if os.name == "nt":  # its shells leave *.txt to the program
        arguments = [name for word in arguments for name in sorted(glob(word)) or [word]]  # noqa: PTH207
    leave(run(arguments))
