"""The commands about question banks: `diff`, `export` and `deck`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from quizgen import console
from quizgen.arguments import (
    Bank,
    Banks,
    Difficulty,
    Encoding,
    Glossary,
    Json,
    Language,
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
    deck_look,
    names,
    run_settings,
    with_project,
)
from quizgen.errors import UsageError


def diff(
    document: OneDocument,
    bank: Annotated[
        Path | None,
        typer.Argument(
            metavar="[BANK]",
            help="Its question bank. [output/NAME.quiz.toml]",
            show_default=False,
        ),
    ] = None,
    as_json: Json = False,
    types: Types = None,
    max_items: MaxItems = None,
    difficulty: Difficulty = None,
    more: More = None,
    glossary: Glossary = None,
    stop_list: StopList = None,
    seed: Seed = None,
    title: Title = "",
    lang: MadeLanguage = None,
    encoding: Encoding = None,
    templates: TemplateFolder = None,
) -> None:
    """Show what `make` would change in the BANK of DOCUMENT; nothing is written.

    Added, changed, edited, retired and revived questions, with the search that finds the notes
    of the retired ones in Anki.
    """
    from quizgen import difference, pipeline, store, views
    from quizgen.sharing import processors

    given = choices(
        types=types,
        max_items=max_items,
        difficulty=difficulty,
        more=more,
        glossary=glossary,
        stop_list=stop_list,
        lang=lang,
        seed=seed,
    )
    base = pipeline.Settings(encoding=encoding, title=title, exports=(), processes=processors())
    chosen, _ = with_project(given, document)
    settings = run_settings(base, chosen, templates)
    standing = store.open_bank(bank or store.bank_path(document, Path("output")))
    made = pipeline.prepare(document, settings, standing)
    if as_json:
        console.show_json(views.difference_json(made))
    else:
        console.show(difference.shown(made, console.columns()))


_FOR_ANKI = frozenset({"anki", "ankitext"})


def export(
    bank: Bank,
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
    subdecks: Subdecks = None,
    typed: Typed = None,
    matching: MatchingCards = None,
    templates: TemplateFolder = None,
    strict: Strict = False,
    quiet: Quiet = False,
) -> None:
    """Make the deck and the worksheets again from an edited BANK.

    What is chosen for the Anki deck is written into the bank, with the names of its decks.
    """
    from quizgen import pipeline, screen_runs, store
    from quizgen.exporters import EXPORTERS

    wanted = names("--to", to, tuple(EXPORTERS))
    if "json" in wanted and len(wanted) > 1:
        raise UsageError("--to", "json stands alone", "run export once more for the other files")
    look = deck_look(lang, templates, subdecks, typed, matching)
    standing = store.open_bank(bank)
    settled = standing.bank
    if not _FOR_ANKI.isdisjoint(wanted) or (subdecks, typed, matching) != (None, None, None):
        settled = pipeline.settle(settled, look)
    outputs = pipeline.export(settled, wanted, look)
    problems = [problem for output in outputs.values() for problem in output.problems]
    if strict and problems:
        raise pipeline.strict_error(str(bank), problems)
    if "json" in wanted:
        console.show_json(outputs["json"].data)
        return
    folder = out or bank.parent
    paths = pipeline.save_outputs(outputs, store.stem(bank), folder, standing, settled)
    if not quiet:
        console.show(screen_runs.exported(outputs, paths, problems))


def deck(
    banks: Banks,
    name: Annotated[str, typer.Option(metavar="NAME", help="What the whole deck is called.")],
    output: Annotated[
        Path | None,
        typer.Option(
            "--output", "-o", metavar="FILE", help="The package. [NAME.apkg]", show_default=False
        ),
    ] = None,
    lang: Language = "zh",
    subdecks: Subdecks = None,
    typed: Typed = None,
    matching: MatchingCards = None,
    templates: TemplateFolder = None,
    strict: Strict = False,
    quiet: Quiet = False,
) -> None:
    """Make one Anki deck NAME of several BANKs, with a sub-deck for each.

    Each BANK notes that its deck is NAME::TITLE from now on, so that `quizgen export` of it
    goes on to fill the same deck.  Sub-decks stand in the order of their names, as Anki
    has them; new cards of each come up in the order of its document.
    """
    from quizgen import pipeline, screen_runs, store

    paths = store.check_batch(banks)
    target = output or Path(f"{store.file_name(name)}.apkg")
    look = deck_look(lang, templates, subdecks, typed, matching)
    opened = [store.open_bank(path) for path in paths]
    joined = pipeline.join({old.path: old.bank for old in opened}, name, look)
    made = pipeline.export_together(joined.values(), name, look)
    if strict and made.problems:
        raise pipeline.strict_error(str(target), made.problems)
    after = [(old, pipeline.recorded(joined[old.path], [made])) for old in opened]
    backups = store.write({target: made.data}, after)
    if not quiet:
        console.show(screen_runs.joined(made, target, after, backups))
