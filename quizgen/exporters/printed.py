"""Bank → the printed sheets of one kind: pupil's copy, teacher's copy and key of each variant."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from quizgen.exporters import Options, Output
from quizgen.exporters.answers import key_blocks
from quizgen.exporters.choices import VARIANTS
from quizgen.exporters.identity import identity
from quizgen.exporters.pdf.layout import Layout
from quizgen.exporters.pdf.missing import answer_pieces, worksheet_pieces
from quizgen.exporters.pdf.pagination import Block
from quizgen.exporters.variants import variant
from quizgen.exporters.worksheet import arranged
from quizgen.quiz import Bank


@dataclass(frozen=True, slots=True)
class Request:
    """Which files are wanted.

    ``key`` is ``separate``, ``append`` or ``none``.  ``teacher`` adds a copy with the
    answers in their places.  ``variants`` counts papers of the same questions.
    """

    key: str = "separate"
    teacher: bool = False
    variants: int = 1


def print_sheets(bank: Bank, options: Options, request: Request) -> dict[str, Output]:
    """The files, by what follows the bank's name in theirs (``-test-A-answers.pdf``).

    Raises BadTemplate, and UsageError for a choice that cannot be meant.
    """
    letters = VARIANTS[: request.variants] if request.variants > 1 else [""]
    files: dict[str, Output] = {}
    for letter in letters:
        form = replace(options.form, variant=letter)
        of_variant = variant(bank, letter)
        name = f"-{form.kind}{'-' if letter else ''}{letter}"
        sheets = _files(of_variant, replace(options, form=form), request, identity(bank, form))
        files |= {f"{name}{suffix}.pdf": output for suffix, output in sheets}
    return files


def _files(
    bank: Bank, options: Options, request: Request, code: str
) -> Iterator[tuple[str, Output]]:
    """The files of one variant, by what tells them apart."""
    layout, blocks = _layout(bank, options, code)
    sealed = options.form.kind == "test"
    sheet = layout.part(blocks, layout.name, sealed=sealed)
    pieces = list(worksheet_pieces(layout.paper))
    running = layout.key_name
    if request.key == "append":
        key = layout.part(key_blocks(layout), running)
        yield "", layout.finished([sheet, key], [*pieces, *answer_pieces(layout.paper)])
    else:
        yield "", layout.finished([sheet], pieces, layout.name)
    if request.key == "separate":
        alone, _ = _layout(bank, options, code)  # with fonts of its own
        key = alone.part(key_blocks(alone), running)
        yield "-answers", alone.finished([key], answer_pieces(alone.paper), running)
    if request.teacher:
        form = replace(options.form, teacher=True)
        full, blocks = _layout(bank, replace(options, form=form), code)
        called = f"{full.name}{full.wording.sheet.teacher}"
        part = full.part(blocks, called, sealed=sealed)
        yield "-teacher", full.finished([part], [*pieces, *answer_pieces(full.paper)], called)


def _layout(bank: Bank, options: Options, code: str) -> tuple[Layout, Sequence[Block]]:
    layout, blocks = arranged(Layout.of(bank, options))
    return replace(layout, identity=code if options.form.identified else ""), blocks
