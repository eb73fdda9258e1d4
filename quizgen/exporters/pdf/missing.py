"""Characters that cannot be printed as they should, as problems that name the item."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator

from quizgen.document import Document
from quizgen.errors import Problem
from quizgen.exporters.pdf.characters import printable
from quizgen.exporters.pdf.fonts import GETA, Fonts
from quizgen.exporters.pdf.paper import Paper
from quizgen.quiz import Quote, Text

_RIGHT_TO_LEFT = frozenset({"R", "AL"})

Piece = tuple[str, str, str, Quote | None]  # where, role, text as drawn, where it comes from


def problems(fonts: Fonts, pieces: Iterable[Piece]) -> tuple[Problem, ...]:
    """At most two problems a place: what no font has, and what is not set as it should be."""
    found: dict[Problem, None] = {}
    fine: dict[str, set[str]] = {}  # characters without a problem, by role
    for where, role, text, source in pieces:
        known = fine.get(role)
        if known is None:
            known = fine[role] = set()
        if known.issuperset(text) and unicodedata.is_normalized("NFC", text):
            continue
        characters = "".join(dict.fromkeys(printable(text)))
        missing = [character for character in characters if fonts.lacks(role, character)]
        if missing:
            names = ", ".join(
                f"{_shown(character)} U+{ord(character):04X}" for character in missing
            )
            message = f"{where}: no font has {names}; {GETA} is printed"
            found[_problem(message, missing[0], source)] = None
        turned = [c for c in characters if unicodedata.bidirectional(c) in _RIGHT_TO_LEFT]
        if turned:
            message = f"{where}: right-to-left text is printed letter by letter, from the left"
            found[_problem(message, turned[0], source)] = None
        known.update(set(characters).difference(missing, turned))
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


def text_pieces(document: Document) -> Iterator[Piece]:
    """What a handout or a study sheet prints of ``document``."""
    yield "title", "heading", document.title, None
    for block in document.blocks:
        text = document.slice(block.span)
        where = f"{document.unit} {block.line}" if block.line else "the document"
        yield where, "body", text, Quote(text, block.span)


def _shown(character: str) -> str:
    """``character`` where a terminal can show it."""
    return character if character.isprintable() else "?"


def _problem(message: str, character: str, source: Quote | None) -> Problem:
    if source is None or source.place is None or character not in source.text:
        return Problem(message)
    start = source.place.start + source.text.index(character)
    return Problem(message, start, start + 1)
