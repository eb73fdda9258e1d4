"""The record at the end of a bank file: what quizgen remembers of all that it made.

One row an item, a set or a pair, each on a line of its own, so that versions of a file
can be compared.  People need not read it and had better leave it alone.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from quizgen.bank.lines import TableLines, locate
from quizgen.bank.table import Table, is_identity
from quizgen.bank.tomltext import array, lines, string
from quizgen.quiz import Entry, Record

TABLE = "record"
COMMENT = """\
# 以下是 quizgen 自己的记录，请不要改动：有了它，文档改过以后再次运行 quizgen make，
# 您的修改、删题和学习进度都会保留。
# quizgen's own record; leave it alone. It lets edits, deletions and learning progress survive
# when the document changes and `quizgen make` is run again.
"""
_KEYS = ("title", "source", "items", "sentences")
_RETIRED = "~"  # behind the marks of what was retired; no mark has it
_REMEDY = "put the line back as it was, or delete it"


def write(record: Record) -> str:
    """The table with its comment; nothing for an empty record."""
    if not record.entries:
        return ""
    return (
        f"{COMMENT}[{TABLE}]\n"
        f"title = {string(record.title)}\n"
        f"source = {string(record.source)}\n"
        f"items = {lines(map(_row, record.entries))}\n"
        + (f"sentences = {string(record.sentences)}\n" if record.sentences else "")
    )


def _row(entry: Entry) -> str:
    marks = entry.marks + (_RETIRED if entry.retired else "")
    values = [entry.question, entry.pair, entry.said, marks]
    if entry.exported:
        return array([*map(string, [*values, entry.exported]), str(entry.changed)])
    return array(map(string, values))


def read(head: Table, text: str) -> Record:
    """The record in the top table of a bank file, empty where there is none.

    ``text`` is the whole file, for the line of a fault.
    """
    values = head.values.get(TABLE, {})
    line = head.lines.keys.get(TABLE, 1)
    if not isinstance(values, dict):
        head.fail(TABLE, f"must be a table [{TABLE}]", "put it back as it was, or delete it")
    table = Table(values, TableLines(line), head.where, TABLE)
    table.only(_KEYS)
    entries: dict[tuple[str, str], Entry] = {}
    for number, value in enumerate(table.array("items", [])):
        entry = _entry(value)
        if entry is None or entry.key in entries:
            found = locate(text, TABLE)[1]
            table = replace(table, lines=found[0] if found else table.lines)
            what = "a row that quizgen cannot have written"
            table.fail("items", what, _REMEDY, element=number)
        entries[entry.key] = entry
    return Record(
        table.text("title", ""),
        table.text("source", ""),
        tuple(entries.values()),
        table.text("sentences", ""),
    )


def _entry(value: Any) -> Entry | None:
    """The entry in a row; None where a row does not have its form."""
    if not isinstance(value, list) or len(value) not in {4, 6}:
        return None
    question, pair, said, marks, *state = value
    exported, changed = state or ("", 0)
    if not all(isinstance(part, str) for part in (question, pair, said, marks, exported)):
        return None
    if type(changed) is not int or changed < 0 or (state and not exported):
        return None
    if not is_identity(question) or (pair and not is_identity(pair)):
        return None
    retired = marks.endswith(_RETIRED)
    return Entry(question, pair, said, marks.removesuffix(_RETIRED), retired, exported, changed)
