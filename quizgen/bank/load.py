"""The text of a ``.quiz.toml`` file → Bank; every fault is one line that names its place.

An item that a person added needs no ``id``: one is minted from its kind and its words,
whatever its position, and stored when quizgen next writes the file.  (Until then, a
change of its words is a new item to a learner's Anki; to keep it, write an ``id`` line.)
The same holds for the pairs of a matching set, whose ids come from their premises.
"""

from __future__ import annotations

import sys
import unicodedata
from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from quizgen.bank import record, stem
from quizgen.bank.dump import FORMAT
from quizgen.bank.lines import TableLines, locate
from quizgen.bank.table import Table, is_identity
from quizgen.errors import BadBank
from quizgen.quiz import (
    DIFFICULTIES,
    MATCHING_CARDS,
    Bank,
    Blank,
    Cloze,
    Deck,
    Heading,
    Matching,
    Pair,
    Question,
    Quote,
    Segment,
    mint,
)
from quizgen.regex import regex

if sys.version_info >= (3, 11):
    import tomllib
else:
    import tomli as tomllib

_HEAD = (
    *("format", "id", "title", "date", "source", "digest", "seed"),
    *("deck", "subdecks", "typed", "matching", "question", record.TABLE),
)
_COMMON = ("kind", "id", "section", "note", "score", "difficulty", "made", "retired")
_KEYS = {
    "cloze": (*_COMMON, "stem", "accept", "unordered", "source", "source_place", "places"),
    "matching": (*_COMMON, "relation", "instruction", "columns", "pairs", "distractors"),
}
_PAIR = ("premise", "response", "id", "places", "source", "source_place", "retired")
_DISTRACTOR = ("text", "place")

_LINE = regex(r"\s*\(at (?:line (\d+), column \d+|end of document)\)$")
_TYPOGRAPHIC = regex(r"[=＝]\s*[“”‘’「『＂]|^\s*\w+\s*＝")


def load(text: str, where: str) -> Bank:
    """The bank that ``text`` describes.

    ``where`` is the file's name for messages.  Raises BadBank (``where:line``) for
    anything that :func:`~quizgen.bank.dump` could not have written or a person could
    not have meant.
    """
    text = text.removeprefix("\ufeff").replace("\r\n", "\n")
    values = _parse(text, where)
    top_lines, question_lines = locate(text, "question")
    head = Table(values, top_lines, where, "")
    if head.whole("format") > FORMAT:
        head.fail(
            "format",
            f"this file was made by a newer quizgen (format {values['format']}, known: {FORMAT})",
            "upgrade quizgen",
        )
    if head.whole("format") < 1:
        head.fail("format", f"there is no format {values['format']}", f"write format = {FORMAT}")
    head.only(_HEAD)
    tables = _tables(head, "question", question_lines)
    questions = [_question(table) for table in tables]
    bank_id = head.text("id")
    if not is_identity(bank_id):
        head.fail("id", "must be text without spaces")
    return Bank(
        id=bank_id,
        title=head.text("title"),
        source=head.text("source", ""),
        digest=head.text("digest", ""),
        seed=head.whole("seed", 0),
        questions=_identified(tables, questions),
        date=head.text("date", ""),
        deck=_deck(head),
        record=record.read(head, text),
    )


def _deck(head: Table) -> Deck:
    """How the bank goes to Anki."""
    subdecks = []
    for index, value in enumerate(head.array("subdecks", [])):
        row = head.texts("subdecks", value, index)
        if len(row) != 3 or not row[0].strip():
            head.fail("subdecks", "must be a number, a marker and a title",
                      'write ["01", "一、", "…"]', index)  # fmt: skip
        subdecks.append((row[0], Heading(row[1], row[2])))
    return Deck(
        name=head.text("deck", ""),
        subdecks=tuple(subdecks),
        typed=head.flag("typed"),
        matching=head.one_of("matching", MATCHING_CARDS) or MATCHING_CARDS[0],
    )


def _parse(text: str, where: str) -> dict[str, Any]:
    try:
        return tomllib.loads(text)
    except RecursionError:
        raise BadBank(where, "brackets nested too deep") from None
    except ValueError as error:  # TOMLDecodeError, or a number of thousands of digits
        message = str(error)
        found = _LINE.search(message)
        lines = text.split("\n")
        line = int(found[1]) if found and found[1] else max(1, len(text.rstrip().split("\n")))
        remedy = 'check quotes, brackets and commas of this line; write \\" for a " in a text'
        if line <= len(lines) and _TYPOGRAPHIC.search(lines[line - 1]):
            remedy = 'write = and the quotes around a value in straight half-width form: key = "…"'
        what = _LINE.sub("", message)
        raise BadBank(f"{where}:{line}", f"not valid TOML: {what}", remedy) from error


def _tables(head: Table, key: str, lines: list[TableLines]) -> list[Table]:
    """The ``[[question]]`` tables (or an array of inline tables, which means the same)."""
    values = head.array(key, [])
    elements = head.lines.elements.get(key, [])
    fallback = head.lines.keys.get(key, 1)
    tables = []
    for index, value in enumerate(values):
        if not isinstance(value, dict):
            head.fail(key, "must be tables", f"write [[{key}]] on a line of its own", index)
        if len(lines) == len(values):
            place = lines[index]
        else:
            place = TableLines(elements[index] if index < len(elements) else fallback)
        tables.append(Table(value, place, head.where, f"{key} {index + 1}"))
    return tables


def _question(table: Table) -> Question:
    """An item; its id is empty where the file has none."""
    kind = table.text("kind")
    if kind not in _KEYS:
        table.fail("kind", f"unknown kind ‘{kind}’", f"one of: {', '.join(_KEYS)}")
    others = [key for keys in _KEYS.values() for key in keys]
    table.only(_KEYS[kind], others)
    return _cloze(table) if kind == "cloze" else _matching(table)


def _cloze(table: Table) -> Cloze:
    try:
        segments = stem.read(table.text("stem"))
    except stem.StemError as error:
        table.fail("stem", str(error), error.remedy)
    return Cloze(
        id=table.identity("id"),
        section=table.section("section"),
        segments=_completed(table, segments),
        source=Quote(table.text("source", ""), table.place("source_place")),
        score=table.score("score"),
        unordered=table.flag("unordered"),
        note=table.text("note", ""),
        made=table.text("made", ""),
        difficulty=table.one_of("difficulty", DIFFICULTIES),
        retired=table.flag("retired"),
    )


def _completed(table: Table, segments: tuple[Segment, ...]) -> tuple[Segment, ...]:
    """``segments`` with the places and other answers that the table gives for the blanks."""
    blanks = [index for index, segment in enumerate(segments) if isinstance(segment, Blank)]
    done = list(segments)
    for key, what in (("places", "place"), ("accept", "array of answers")):
        if key not in table.values:
            continue
        values = table.array(key)
        if len(values) != len(blanks):
            remedy = f"one {what} a blank, [] where there is none; or delete the key"
            table.fail(key, f"{len(values)} given, but the stem has {len(blanks)} blanks", remedy)
        for element, (index, value) in enumerate(zip(blanks, values, strict=True)):
            blank = done[index]
            if not isinstance(blank, Blank):  # for the type checker
                continue
            if key == "places":
                done[index] = replace(blank, place=table.as_place(key, value, element))
                continue
            accept = table.texts(key, value, element)
            if not all(map(str.strip, accept)):
                table.fail(key, "an answer without text", element=element)
            done[index] = replace(blank, accept=accept)
    return tuple(done)


def _matching(table: Table) -> Matching:
    pairs = _pairs(table)
    distractors = tuple(
        _distractor(table, value, index)
        for index, value in enumerate(table.array("distractors", []))
    )
    responses = {pair.response.text for pair in pairs}
    for index, quote in enumerate(distractors):
        if quote.text in responses:
            table.fail("distractors", f"‘{quote.text}’ is also a right answer", element=index)
    columns = table.texts("columns", table.array("columns", ["", ""]))
    if len(columns) != 2:
        table.fail("columns", 'must be the heads of two columns: ["…", "…"]')
    return Matching(
        id=table.identity("id"),
        section=table.section("section"),
        relation=table.text("relation", ""),
        instruction=table.text("instruction", ""),
        columns=(columns[0], columns[1]),
        pairs=pairs,
        distractors=distractors,
        score=table.score("score"),
        note=table.text("note", ""),
        made=table.text("made", ""),
        difficulty=table.one_of("difficulty", DIFFICULTIES),
        retired=table.flag("retired"),
    )


def _pairs(table: Table) -> tuple[Pair, ...]:
    rows = []
    for index, value in enumerate(table.array("pairs")):
        if not isinstance(value, dict):
            remedy = 'write { premise = "…", response = "…" }'
            table.fail("pairs", "a pair must stand in braces", remedy, index)
        rows.append(_row(table, "pairs", index, value))
    if len(rows) < 2:
        table.fail("pairs", f"a matching set needs two pairs, not {len(rows)}")
    seen: dict[str, int] = {}
    for index, row in enumerate(rows):
        row.only(_PAIR)
        premise = unicodedata.normalize("NFC", _filled(row, "premise")).strip()
        if premise in seen:
            table.fail("pairs", f"pairs {seen[premise]} and {index + 1} have the same premise",
                       "each premise may stand once", index)  # fmt: skip
        seen[premise] = index + 1
    ids = _unique([(row, row.identity("id"), row.text("premise")) for row in rows])
    return tuple(_pair(row, name) for row, name in zip(rows, ids, strict=True))


def _pair(row: Table, name: str) -> Pair:
    places = row.array("places", [[], []])
    if len(places) != 2:
        row.fail("places", "must be two places: of the premise and of the response")
    first, second = (row.as_place("places", place) for place in places)
    return Pair(
        Quote(_filled(row, "premise"), first),
        Quote(_filled(row, "response"), second),
        name,
        Quote(row.text("source", ""), row.place("source_place")),
        row.flag("retired"),
    )


def _distractor(table: Table, value: Any, index: int) -> Quote:
    if isinstance(value, str):
        value = {"text": value}
    elif not isinstance(value, dict):
        table.fail("distractors", "must be texts in quotes", element=index)
    row = _row(table, "distractors", index, value)
    row.only(_DISTRACTOR)
    return Quote(_filled(row, "text"), row.place("place"))


def _row(table: Table, key: str, index: int, values: dict[str, Any]) -> Table:
    """An inline table of an array: all its keys stand on the line of the element."""
    elements = table.lines.elements.get(key, [])
    fallback = table.lines.keys.get(key, table.lines.line)
    line = elements[index] if index < len(elements) else fallback
    return Table(values, TableLines(line), table.where, f"{table.name}, {key} {index + 1}")


def _filled(row: Table, key: str) -> str:
    text = row.text(key)
    if not text.strip():
        row.fail(key, "has no text")
    return text


def _identified(tables: list[Table], questions: list[Question]) -> tuple[Question, ...]:
    """The questions, each with an id of its own."""
    rows = [
        (table, question.id, _words(question))
        for table, question in zip(tables, questions, strict=True)
    ]
    return tuple(
        question if question.id else replace(question, id=name)
        for question, name in zip(questions, _unique(rows), strict=True)
    )


def _words(question: Question) -> str:
    if isinstance(question, Cloze):
        return "cloze\x1f" + stem.write(question.segments)
    return "matching\x1f" + "\x1f".join(pair.premise.text for pair in question.pairs)


def _unique(rows: Iterable[tuple[Table, str, str]]) -> list[str]:
    """Ids of tables: what is written, else minted from the words; a duplicate is refused."""
    rows = list(rows)
    owners: dict[str, Table] = {}
    for table, name, _ in rows:
        if name and name in owners:
            other = owners[name]
            table.fail("id", f"‘{name}’ is also the id of {other.name} (line {other.lines.line})",
                       "delete this line to get a new id")  # fmt: skip
        if name:
            owners[name] = table
    ids = []
    for table, name, words in rows:
        base = minted = name or mint(words)
        count = 1
        while not name and minted in owners:
            count += 1
            minted = f"{base}-{count}"
        owners.setdefault(minted, table)
        ids.append(minted)
    return ids
