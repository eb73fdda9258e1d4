"""The command `print`: sheets of several kinds and formats from a question bank."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from quizgen import arguments, console
from quizgen.arguments import Bank as BankFile
from quizgen.arguments import Language, Quiet, Strict, TemplateFolder
from quizgen.errors import UsageError
from quizgen.exporters.choices import (
    FORMATS,
    FROM_DOCUMENT,
    KEYS,
    KINDS,
    PAPERS,
    VARIANTS,
    SheetForm,
    SheetLook,
)

if TYPE_CHECKING:
    from decimal import Decimal

    from quizgen.exporters.material import Material
    from quizgen.exporters.printed import Request
    from quizgen.quiz import Bank

# Options that mean nothing for a kind of sheet.
_OF_DOCUMENT = ("--marks", "--minutes", "--word-bank", "--variants")
_MEANINGLESS = {
    "worksheet": ("--minutes", "--document"),
    "test": ("--document", "--contents"),
    "handout": _OF_DOCUMENT,
    "review": (*_OF_DOCUMENT, "--teacher", "--contents"),
}


def print_bank(
    bank: BankFile,
    kind: Annotated[
        str, typer.Option(metavar="KIND", help=f"What to print: one of {', '.join(KINDS)}.")
    ] = "worksheet",
    to: Annotated[
        str, typer.Option("--to", metavar="LIST", help=f"Some of {','.join(FORMATS)}.")
    ] = "pdf",
    document: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE",
            help="The document of BANK, for a handout or a review. [beside the bank]",
            show_default=False,
        ),
    ] = None,
    paper: Annotated[
        str,
        typer.Option(
            metavar="SIZE",
            help=f"One of {', '.join(PAPERS)}; b5 is JIS, a3 has two columns. [default: a4]",
        ),
    ] = "",
    large: Annotated[bool, typer.Option("--large", help="Large print: text of 16 points.")] = False,
    font: Annotated[
        str, typer.Option(metavar="NAME", help="Face of the text: song or kai. [default: song]")
    ] = "",
    pinyin: Annotated[
        bool,
        typer.Option("--pinyin", help="Readings above the characters, for learners of Chinese."),
    ] = False,
    style: Annotated[
        str,
        typer.Option(
            metavar="NAME", help="A style of your own: worksheet/NAME.toml under --templates."
        ),
    ] = "",
    marks: Annotated[
        str,
        typer.Option(metavar="TOTAL", help="Total to divide among the questions, such as 100."),
    ] = "",
    minutes: Annotated[
        int, typer.Option(min=0, metavar="N", help="Time allowed for a test, printed on it.")
    ] = 0,
    variants: Annotated[
        int,
        typer.Option(
            min=1,
            max=len(VARIANTS),
            metavar="N",
            help="Papers A, B … with the same questions in another order, each with its key.",
        ),
    ] = 1,
    word_bank: Annotated[
        bool, typer.Option("--word-bank", help="Give the words to fill in, mixed, in a box.")
    ] = False,
    key: Annotated[
        str,
        typer.Option(
            metavar="WHERE", help="The answers: separate (a file), append (to the sheet), none."
        ),
    ] = "separate",
    teacher: Annotated[
        bool,
        typer.Option("--teacher", help="Add a copy with the answers in place, on the same pages."),
    ] = False,
    even: Annotated[
        bool,
        typer.Option(
            "--even",
            help="An even number of pages: for duplex copies; an appended key on a new leaf.",
        ),
    ] = False,
    contents: Annotated[
        bool,
        typer.Option(
            "--contents", help="Contents with page numbers; in a worksheet, the document's heads."
        ),
    ] = False,
    no_id: Annotated[
        bool, typer.Option("--no-id", help="No id and QR code in the footer.")
    ] = False,
    out: Annotated[
        Path | None,
        typer.Option(
            metavar="DIR", help="Where the files go. [beside the bank]", show_default=False
        ),
    ] = None,
    lang: Language = "zh",
    templates: TemplateFolder = None,
    strict: Strict = False,
    quiet: Quiet = False,
) -> None:
    """Print BANK as a worksheet, a test, a cloze handout or a review sheet, with its answers.

    The files are called NAME-KIND.pdf, NAME-KIND-answers.pdf and NAME-KIND-teacher.pdf, with
    the letter of a variant after KIND; they take the place of older ones.
    """
    from quizgen import files, pipeline, screen_runs, store
    from quizgen.exporters.printed import Request, print_sheets
    from quizgen.quiz import live

    base = arguments.look(lang, templates)
    form = SheetForm(
        kind=_one("--kind", kind, KINDS),
        marks=_marks(marks),
        minutes=minutes,
        word_bank=word_bank,
        identified=not no_id,
        contents=contents,
    )
    sheet = SheetLook(
        style=_style(style),
        paper=_one("--paper", paper.lower(), PAPERS) if paper else "",
        large=large,
        font=font,
        pinyin=pinyin,
    )
    options = replace(base, sheet=sheet, form=form)
    request = Request(_one("--key", key, KEYS), teacher, variants, even, _formats(to))
    _check_fitting(form, request, document)
    questions = live(store.open_bank(bank).bank)
    material = _material(questions, bank, document) if kind in FROM_DOCUMENT else None
    outputs = print_sheets(questions, options, request, material)
    problems = list(dict.fromkeys(p for output in outputs.values() for p in output.problems))
    if strict and problems:
        raise pipeline.strict_error(str(bank), problems)
    folder = out or bank.parent
    paths = {suffix: folder / f"{store.stem(bank)}{suffix}" for suffix in outputs}
    files.write_together({paths[suffix]: output.data for suffix, output in outputs.items()})
    if not quiet:
        console.show(screen_runs.printed(outputs, paths, problems))


def _check_fitting(form: SheetForm, request: Request, document: Path | None) -> None:
    """Raise UsageError for an option that means nothing for this kind of sheet."""
    given = {
        "--marks": form.marks is not None,
        "--minutes": form.minutes > 0,
        "--word-bank": form.word_bank,
        "--variants": request.variants > 1,
        "--teacher": request.teacher,
        "--document": document is not None,
        "--contents": form.contents,
    }
    for option in _MEANINGLESS[form.kind]:
        if given[option]:
            raise UsageError(option, f"means nothing for a {form.kind}", "leave it out")
    if "docx" in request.formats:
        for option, chosen in (("--even", request.even), ("--contents", form.contents)):
            if chosen and "pdf" not in request.formats:
                what = "means nothing for a Word file, whose pages Word makes"
                raise UsageError(option, what, "leave it out, or take pdf as well")
    if form.contents and request.variants > 1:
        what = "means nothing for papers whose items are mixed"
        raise UsageError("--contents", what, "leave it or --variants out")


def _material(questions: Bank, bank: Path, document: Path | None) -> Material:
    """The document of a bank: the one that is named, or that of the same name beside it."""
    from quizgen import pipeline
    from quizgen.exporters.material import Material, fits
    from quizgen.sharing import processors

    path = document or bank.parent / Path(questions.source).name
    if document is None and not path.is_file():
        raise UsageError(
            str(bank), "the sheet is made of the document, too", "name it with --document FILE"
        )
    read = pipeline.read_document(path)
    if not fits(questions, read):
        raise UsageError(
            str(path),
            f"is not the text that {bank.name} was made of",
            "make the bank anew with `quizgen make`, or name the right --document",
        )
    return Material(read, pipeline.find_phrases(read, processes=processors()))


def _one(option: str, value: str, allowed: tuple[str, ...]) -> str:
    """``value``, if it is one of ``allowed``."""
    if value not in allowed:
        choice = ", ".join(allowed)
        raise UsageError(option, f"{value!r} is none of its values", f"choose from {choice}")
    return value


def _formats(value: str) -> tuple[str, ...]:
    """The formats in a list with commas, each once."""
    formats = dict.fromkeys(part.strip() for part in value.split(","))
    return tuple(_one("--to", name, FORMATS) for name in formats)


def _marks(value: str) -> Decimal | None:
    """The total, a positive number; None where none is given."""
    if not value:
        return None
    from decimal import Decimal, InvalidOperation

    try:
        total = Decimal(value)
    except InvalidOperation:
        total = Decimal(0)
    if not total.is_finite() or not 0 < total <= 10_000:
        raise UsageError("--marks", f"{value!r} is no total of marks", "give a number such as 100")
    return total


def _style(name: str) -> str:
    if name and not name.replace("-", "").replace("_", "").isalnum():
        raise UsageError("--style", f"{name!r} is no name of a style", "give it without .toml")
    return name
