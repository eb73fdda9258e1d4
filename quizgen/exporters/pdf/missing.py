"""Characters that no font has, as problems that name the item."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from quizgen.errors import Problem
from quizgen.exporters.pdf.characters import printable
from quizgen.exporters.pdf.fonts import GETA, Fonts
from quizgen.exporters.pdf.paper import Paper
from quizgen.quiz import Quote, Text

Piece = tuple[str, str, str, Quote | None]  # where, role, text as drawn, where it comes from


def problems(fonts: Fonts, pieces: Iterable[Piece]) -> tuple[Problem, ...]:
    """One problem for each character that is missing in each place."""
    found: dict[Problem, None] = {}
    for where, role, text, source in pieces:
        for character in dict.fromkeys(printable(text)):
            if fonts.lacks(role, character):
                found[_problem(where, character, source)] = None
    return tuple(found)


def worksheet_pieces(paper: Paper) -> Iterator[Piece]:
    """What a worksheet prints of the bank."""
    yield "title", "heading", paper.title, None
    for item in paper.fill_ins:
        for segment in item.cloze.segments:
            if isinstance(segment, Text):
                yield f"item {item.number}", "body", segment.text, item.cloze.source
    for block in paper.sets:
        where = f"items {block.numbers[0]}–{block.numbers[-1]}"
        yield where, "body", block.matching.instruction, None
        for column in block.matching.columns:
            yield where, "heading", column, None
        for number, pair in zip(block.numbers, block.matching.pairs, strict=True):
            yield f"item {number}", "body", pair.premise.text, pair.premise
        for response in block.responses:
            yield where, "body", response.text, response


def answer_pieces(paper: Paper) -> Iterator[Piece]:
    """What an answer key prints of the bank."""
    yield "title", "heading", paper.title, None
    for item in paper.fill_ins:
        where = f"item {item.number}"
        for blank in item.cloze.blanks:
            yield where, "answer", blank.answer, Quote(blank.answer, blank.place)
            for other in blank.accept:
                yield where, "answer", other, None


def _problem(where: str, character: str, source: Quote | None) -> Problem:
    message = f"{where}: no font has {character!r} (U+{ord(character):04X}); {GETA} is printed"
    if source is None or source.place is None or character not in source.text:
        return Problem(message)
    start = source.place.start + source.text.index(character)
    return Problem(message, start, start + 1)
