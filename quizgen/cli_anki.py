"""The commands that talk with a learner's Anki: `push` and `pull`."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from quizgen import console
from quizgen.arguments import Bank, Banks, Language, Quiet, TemplateFolder, look, names
from quizgen.errors import AnkiRefused

if TYPE_CHECKING:
    from quizgen.ankiconnect.client import Client
    from quizgen.exporters import Options

Url = Annotated[
    str,
    typer.Option(metavar="URL", help="Where AnkiConnect listens, on this computer."),
]
Key = Annotated[
    str,
    typer.Option(
        metavar="KEY",
        envvar="QUIZGEN_ANKI_KEY",
        show_envvar=True,
        help="The apiKey of AnkiConnect's configuration, if it has one.",
    ),
]
_URL = "http://127.0.0.1:8765"


def push(
    banks: Banks,
    url: Url = _URL,
    key: Key = "",
    tag_retired: Annotated[
        bool,
        typer.Option(
            "--tag-retired",
            help="Tag the notes of questions that are no longer in the bank, without asking.",
        ),
    ] = False,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Show what would be done; change nothing.")
    ] = False,
    lang: Language = "zh",
    templates: TemplateFolder = None,
    quiet: Quiet = False,
) -> None:
    """Bring each BANK into the Anki that is running, and see what arrived.

    Needs the add-on AnkiConnect (code 2055492159). Notes that you have edited in Anki are
    never overwritten.
    """
    from quizgen.ankiconnect.client import client

    options = look(lang, templates)
    anki = client(url, key)
    anki.check()
    codes = [
        _push(anki, bank, options, tag_retired=tag_retired, dry_run=dry_run, quiet=quiet)
        for bank in dict.fromkeys(banks)
    ]
    if any(codes):
        raise typer.Exit(next(filter(None, codes)))


def _push(
    anki: Client, path: Path, options: Options, *, tag_retired: bool, dry_run: bool, quiet: bool
) -> int:
    """Push one bank; the exit code.  One that is bad stops no other."""
    try:
        _bring(anki, path, options, tag_retired=tag_retired, dry_run=dry_run, quiet=quiet)
    except Exception as error:  # noqa: BLE001
        return console.tell(error, str(path))
    return 0


def _bring(
    anki: Client, path: Path, options: Options, *, tag_retired: bool, dry_run: bool, quiet: bool
) -> None:
    from quizgen import pipeline, screen, screen_anki, store
    from quizgen.ankiconnect import push
    from quizgen.exporters.ankideck.collect import gather
    from quizgen.exporters.ankideck.wording import wording

    standing = store.open_bank(path)
    bank = pipeline.settle(standing.bank, options)
    found = gather([bank], options)
    made = push.plan(anki, bank.id, found.notes)
    failed: tuple[str, ...] = ()
    if made.standing.sent and not dry_run:
        decks = push.decks(anki, made, [note.deck for note in found.notes])
        adapted = push.package_options(made, options, decks)
        package = pipeline.export(bank, ["anki"], adapted)["anki"]
        with console.progress(f"{bank.title} …", quiet=quiet):
            failed = push.send(anki, made, package.data)
        arrived = tuple(state for state in package.states if state.note not in failed)
        after = pipeline.recorded(bank, [replace(package, states=arrived)])
        store.write({}, [(standing, after)])
    tag = wording(options.templates, options.language).tag_retired
    tag = f"quizgen::{tag}"
    if not quiet:
        title = bank.title or path.name
        console.show(screen_anki.pushed(title, made, failed, tag, done=not dry_run))
        for problem in found.problems:
            console.show(f"  ! {screen.plain(problem.message)}")
    waiting = push.untagged(made, tag)
    if not dry_run and (
        tag_retired or (waiting and not quiet and console.confirm(f"Tag them {tag}?"))
    ):
        fresh, back = push.retire(anki, made, tag)
        if not quiet and fresh + back:
            console.show(f"  tagged {fresh}, tag taken from {back} that are back")
    if failed:
        raise AnkiRefused(
            str(path),
            f"Anki did not take over {len(failed)} of {len(made.standing.sent)} notes",
            "update the add-on AnkiConnect, or import the deck by hand",
        )


def pull(
    bank: Bank,
    url: Url = _URL,
    key: Key = "",
    yes: Annotated[bool, typer.Option("--yes", help="Take the edits over without asking.")] = False,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Show what would be done; change nothing.")
    ] = False,
    prefer: Annotated[
        str,
        typer.Option(
            metavar="anki|bank", help="Whose text stands where both have changed. [neither]"
        ),
    ] = "",
    lang: Language = "zh",
    templates: TemplateFolder = None,
    quiet: Quiet = False,
) -> None:
    """Take edits that you made to notes in Anki over into BANK, after showing them.

    Stems with their answers, premises, responses and notes. Only these texts are changed in the
    file; your comments and layout stay.
    """
    from quizgen import screen_anki, store
    from quizgen.ankiconnect import pull
    from quizgen.ankiconnect.client import client
    from quizgen.exporters.ankideck.collect import gather

    if prefer:
        names("--prefer", prefer, ("anki", "bank"))
    options = look(lang, templates)
    anki = client(url, key)
    standing = store.open_bank(bank)
    anki.check()
    notes = gather([standing.bank], options).notes
    made = pull.plan(anki, standing.bank, notes, standing.text, str(bank))
    if not quiet:
        title = standing.bank.title or bank.name
        console.show(screen_anki.pulled(title, made, console.columns()))
    changes, dropped = pull.choose(made, prefer)
    if dry_run or not (changes or dropped):
        return
    question = f"Write {len(changes)} of them into {bank.name}?"
    if not changes:
        question = "Let the texts of the bank stand, and bring them to Anki with the next push?"
    if not yes and not console.confirm(question):
        if not quiet:
            console.show("  nothing was written (in a script, say --yes)")
        return
    if changes:
        store.write_text(standing, pull.write(standing.text, changes, str(bank)))
    pull.agree(anki, [*dropped, *(source for change in changes for source in change.sources)])
    if not quiet:
        waiting = 0 if prefer else sum(change.conflict for change in made.changes)
        console.show(screen_anki.taken(len(changes), len(dropped), waiting))
