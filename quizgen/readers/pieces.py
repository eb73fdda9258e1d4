"""Pieces: blocks of formats that have a text only once they are put together.

Word files, web pages and Markdown give paragraphs, headings and table rows one after
the other; their text is made here, one block a line.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from quizgen.document import BOLD_LINE, Block, BlockKind, Span
from quizgen.grammar import leading_markers
from quizgen.readers.marks import Marks, joined, spans
from quizgen.records import dataclass
from quizgen.text import has_han

_RAISED = str.maketrans("0123456789+-=()n−", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ⁿ⁻")
_LOWERED = str.maketrans("0123456789+-=()−", "₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎₋")


WRITTEN_ON = "____"  # what stands for a blank that is drawn as underlined space
_LONGEST_BOLD_LINE = 30  # characters
_MOSTLY_BOLD = 0.5  # of all paragraphs: then bold type is the fashion of the document


@dataclass(frozen=True, slots=True)
class Piece:
    """A block before its place in the text is known; ``level`` and ``line`` as in Block.

    ``marks``: what is marked in it, by ink (see :mod:`quizgen.readers.marks`).
    """

    text: str
    kind: BlockKind = BlockKind.PARAGRAPH
    level: int = 0
    line: int = 0
    marks: Marks = ()


def is_bold_heading(text: str) -> bool:
    """Whether a paragraph wholly in bold type reads like a heading without a number.

    A numbered one is found by its number, with the level that this has in its sequence.
    """
    return (
        len(text) <= _LONGEST_BOLD_LINE
        and has_han(text)
        and text[-1] not in "。；，、！？,;!?"
        and not leading_markers(text)
    )


def judged(pieces: Sequence[Piece]) -> list[Piece]:
    """``pieces`` with bold lines as paragraphs where too much is bold to tell headings."""
    bold = [piece.level == BOLD_LINE for piece in pieces]
    kept = sum(bold) <= _MOSTLY_BOLD * len(bold)
    return [
        replace(piece, kind=BlockKind.PARAGRAPH, level=0) if is_bold and not kept else piece
        for piece, is_bold in zip(pieces, bold, strict=True)
    ]


def assemble(pieces: Iterable[Piece]) -> tuple[str, tuple[Block, ...], tuple[Span, ...]]:
    """The text, one block a line, the blocks in it, and what is marked in it."""
    texts: list[str] = []
    marked: list[Marks] = []
    blocks: list[Block] = []
    offset = 0
    for piece in pieces:
        end = offset + len(piece.text)
        blocks.append(Block(Span(offset, end), piece.kind, piece.level, piece.line))
        texts.append(piece.text)
        marked.append(piece.marks)
        offset = end + 1
    text = "\n".join(texts)
    return text, tuple(blocks), spans(text, blocks, marked)


def row(cells: Sequence[Sequence[Piece]], line: int = 0) -> list[Piece]:
    """A table row as pieces: one ROW, or what stands in its only cell that is not empty."""
    filled = [cell for cell in cells if cell]
    if len(filled) == 1:
        return [replace(piece, kind=BlockKind.PARAGRAPH, level=0) for piece in filled[0]]
    text = "\t".join(" ".join(piece.text for piece in cell) for cell in cells).strip("\t")
    if not text:
        return []
    marks = joined((piece.text, piece.marks) for cell in cells for piece in cell)
    return [Piece(text, BlockKind.ROW, 0, line, marks)]


def raised(text: str) -> str:
    """``text`` in superscript characters (10⁸) where there are such; else as it is."""
    return _shifted(text, _RAISED)


def lowered(text: str) -> str:
    """``text`` in subscript characters (H₂O) where there are such; else as it is."""
    return _shifted(text, _LOWERED)


def _shifted(text: str, table: dict[int, int]) -> str:
    return text.translate(table) if all(ord(char) in table for char in text) else text
