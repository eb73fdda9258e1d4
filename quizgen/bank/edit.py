"""Changing texts in a bank file and nothing else: comments, order and layout stay.

The new value is put in the place of the old one, character for character.  What comes
out is read again, and only taken if it is the bank that was meant; so a way of writing
TOML that this module does not know is refused, never spoilt.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from quizgen.bank import lines, stem
from quizgen.bank.lines import Place, TableLines
from quizgen.bank.load import load
from quizgen.bank.tomltext import string
from quizgen.errors import BadBank
from quizgen.quiz import Bank, Blank, Cloze, Matching, Question, Segment
from quizgen.records import dataclass


@dataclass(frozen=True, slots=True)
class Edit:
    """A new value of a text of a question: ``stem`` (in its one-line form) or ``note``.

    Or ``premise`` or ``response``, with the id of the ``pair``.
    """

    question: str
    key: str
    value: str
    pair: str = ""


def apply(text: str, edits: Sequence[Edit], where: str) -> str:
    """The text of the bank file with the ``edits``; BadBank where one cannot be made.

    ``where`` is the file's name for messages.
    """
    bank = load(text, where)
    numbers = {question.id: index for index, question in enumerate(bank.questions)}
    mark = len(text) - len(text.removeprefix("\ufeff"))
    _, tables = lines.locate(text[mark:], "question")
    unusual = BadBank(where, "an unusual way of writing TOML stands in the way", "edit it by hand")
    changed: dict[Place, dict[str, None]] = {}  # what goes there, each once
    try:
        for edit in edits:
            number = numbers[edit.question]
            for place, value in _splices(bank.questions[number], tables[number], edit):
                changed.setdefault(place, {})[value] = None
    except LookupError as error:  # not where it would be looked for
        raise unusual from error
    ending = "\r\n" if "\r\n" in text else "\n"
    for (start, end), values in sorted(changed.items(), reverse=True):
        written = "".join(values).replace("\n", ending)
        text = text[: mark + start] + written + text[mark + end :]
    if load(text, where) != edited(bank, edits):
        raise unusual
    return text


def edited(bank: Bank, edits: Sequence[Edit]) -> Bank:
    """The bank with the ``edits``."""
    changed = {question.id: question for question in bank.questions}
    for edit in edits:
        changed[edit.question] = _edited(changed[edit.question], edit)
    return replace(bank, questions=tuple(changed[question.id] for question in bank.questions))


def _edited(question: Question, edit: Edit) -> Question:
    if edit.key == "note":
        return replace(question, note=edit.value)
    if isinstance(question, Cloze):
        return replace(question, segments=_filled(question, stem.read(edit.value)))
    return replace(
        question,
        pairs=tuple(
            replace(pair, **{edit.key: replace(getattr(pair, edit.key), text=edit.value)})
            if pair.id == edit.pair
            else pair
            for pair in question.pairs
        ),
    )


def _filled(question: Cloze, segments: tuple[Segment, ...]) -> tuple[Segment, ...]:
    """New segments, whose blanks have places and other answers of the old ones."""
    old = iter(question.blanks)
    return tuple(
        replace(next(old, part), answer=part.answer) if isinstance(part, Blank) else part
        for part in segments
    )


def _splices(question: Question, table: TableLines, edit: Edit) -> Iterator[tuple[Place, str]]:
    """Places in the text, and what goes there.

    An id that was not written, but made from the words that change, is written now.
    """
    value = string(edit.value)
    _, end = table.values["stem" if isinstance(question, Cloze) else "pairs"]
    if edit.key == "note" and "note" not in table.values:
        yield (end, end), f"\nnote = {value}"
    elif isinstance(question, Matching) and edit.pair:
        row = table.rows["pairs"][[pair.id for pair in question.pairs].index(edit.pair)]
        made = edit.key == "premise" and "id" not in row
        yield row[edit.key], f"{value}, id = {string(edit.pair)}" if made else value
    else:
        yield table.values[edit.key], value
    if "id" not in table.values:
        yield (end, end), f"\nid = {string(question.id)}"
