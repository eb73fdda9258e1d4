"""Bank → the printed sheets of one kind: pupil's copy, teacher's copy and key of each variant."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from quizgen.collecting import uncollected
from quizgen.errors import Problem
from quizgen.exporters import Options, Output
from quizgen.exporters.answers import key_blocks
from quizgen.exporters.choices import VARIANTS
from quizgen.exporters.handout import handout_blocks, handout_key
from quizgen.exporters.identity import identity
from quizgen.exporters.lines import Line
from quizgen.exporters.material import Material, answers
from quizgen.exporters.pdf.contents import with_contents
from quizgen.exporters.pdf.layout import Layout
from quizgen.exporters.pdf.missing import Piece, answer_pieces, text_pieces, worksheet_pieces
from quizgen.exporters.pdf.pagination import Block, Page
from quizgen.exporters.pdf.sheet import Part
from quizgen.exporters.pdf.spreading import bottom
from quizgen.exporters.review import review_blocks, review_head, review_lines, tightened
from quizgen.exporters.variants import variant
from quizgen.exporters.worksheet import arranged
from quizgen.quiz import Bank
from quizgen.records import dataclass

NEARLY_EMPTY = 0.25  # of the last page of a study sheet, which may then be saved


@dataclass(frozen=True, slots=True)
class Request:
    """Which files are wanted.

    ``key`` is ``separate``, ``append`` or ``none``.  ``teacher`` adds a copy with the
    answers in their places.  ``variants`` counts papers of the same questions.  ``even``
    fills whole leaves, so that what follows a sheet begins on the front of one.
    ``formats`` are some of ``FORMATS``.
    """

    key: str = "separate"
    teacher: bool = False
    variants: int = 1
    even: bool = False
    formats: tuple[str, ...] = ("pdf",)


@dataclass(frozen=True, slots=True)
class _Composed:
    """A sheet, ready to be drawn once: fonts are embedded with what was drawn."""

    layout: Layout
    sheet: Part
    pieces: tuple[Piece, ...]
    key: Sequence[Block] = ()
    key_pieces: tuple[Piece, ...] = ()
    problems: tuple[Problem, ...] = ()

    def key_part(self) -> Part:
        """The key, with pages of its own."""
        return self.layout.part(self.key, self.layout.key_name)


@uncollected()
def print_sheets(
    bank: Bank, options: Options, request: Request, material: Material | None = None
) -> dict[str, Output]:
    """The files, by what follows the bank's name in theirs (``-test-A-answers.pdf``).

    A handout and a study sheet need ``material``.  Raises BadTemplate, and UsageError for
    a choice that cannot be meant.
    """
    letters = VARIANTS[: request.variants] if request.variants > 1 else [""]
    files: dict[str, Output] = {}
    for letter in letters:
        form = replace(options.form, variant=letter)
        name = f"-{form.kind}{'-' if letter else ''}{letter}"
        varied, chosen = variant(bank, letter), replace(options, form=form)
        for extension in request.formats:
            for suffix, output in _WRITERS[extension](varied, chosen, request, material):
                files[f"{name}{suffix}.{extension}"] = output
    return files


def _pdf_files(
    bank: Bank, options: Options, request: Request, material: Material | None
) -> Iterator[tuple[str, Output]]:
    """The files of one variant, by what tells them apart."""
    made = _composed(bank, options, material)
    layout = made.layout
    parts = [made.sheet]
    pieces = [*made.pieces]
    if request.key == "append" and made.key:
        parts.append(made.key_part())
        pieces += made.key_pieces
    if request.even:
        parts = [replace(part, even=True) for part in parts]
    yield "", _told(layout.finished(parts, pieces, layout.name), made)
    if request.key == "separate" and made.key:
        made = _composed(bank, options, material)
        yield (
            "-answers",
            made.layout.finished([made.key_part()], made.key_pieces, layout.key_name),
        )
    if request.teacher:
        form = replace(options.form, teacher=True)
        made = _composed(bank, replace(options, form=form), material)
        part = replace(made.sheet, even=request.even)
        pieces = [*made.pieces, *made.key_pieces]
        yield "-teacher", _told(made.layout.finished([part], pieces, made.layout.called), made)


def _word_files(
    bank: Bank, options: Options, request: Request, material: Material | None
) -> Iterator[tuple[str, Output]]:
    from quizgen.exporters.worddoc.printed import word_files  # noqa: PLC0415 - python-docx is slow

    key = request.key != "none"
    return word_files(bank, options, material, key=key, teacher=request.teacher)


_WRITERS = {"pdf": _pdf_files, "docx": _word_files}


def _told(output: Output, made: _Composed) -> Output:
    return replace(output, problems=(*made.problems, *output.problems))


def _composed(bank: Bank, options: Options, material: Material | None) -> _Composed:
    layout = Layout.of(bank, options)
    if options.form.identified:
        layout = replace(layout, identity=identity(bank, options.form))
    if material is None:
        layout, blocks = arranged(layout)
        paper = layout.paper
        return _Composed(
            layout,
            _sheet(layout, blocks),
            tuple(worksheet_pieces(paper)),
            key_blocks(layout),
            tuple(answer_pieces(paper)),
        )
    document = material.document
    places, lost = answers(bank, document)
    pieces = tuple(text_pieces(document))
    if options.form.kind == "review":
        lines = [*review_lines(material, places, layout.wording.review)]
        return _Composed(layout, _review(layout, lines), pieces)
    message = f"{lost} edited answers do not stand in the document; they are left out"
    return _Composed(
        layout,
        _sheet(layout, [*handout_blocks(layout, document, places)]),
        pieces,
        handout_key(layout, places),
        problems=(Problem(message),) if lost else (),
    )


def _review(layout: Layout, lines: Sequence[Line]) -> Part:
    """A study sheet, a little smaller where that saves a page that would be nearly empty."""

    def composed(layout: Layout) -> tuple[Part, Sequence[Page]]:
        part = replace(_sheet(layout, [*review_blocks(layout, lines)]), head=review_head(layout))
        return part, part.pages(shape)

    shape = layout.style.page
    part, pages = composed(layout)
    last = pages[(len(pages) - 1) // shape.columns * shape.columns :]
    if len(pages) <= shape.columns or bottom(last) > NEARLY_EMPTY * shape.text_height:
        return part
    smaller, fewer = composed(tightened(layout))
    return smaller if len(fewer) <= len(pages) - len(last) else part


def _sheet(layout: Layout, blocks: Sequence[Block]) -> Part:
    """The sheet itself, with its contents in front where they are wanted."""
    front: Sequence[Block] = ()
    if layout.form.contents:
        front, blocks = with_contents(layout, blocks)
    part = layout.part(blocks, layout.called, sealed=layout.form.kind == "test")
    return replace(part, front=front)
