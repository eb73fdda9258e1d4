"""A bank written into the file that it came from, which a person has edited.

Only the values that differ are written; comments, spaces, the order of keys and all else
that a person did to the file stay as they are.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence

from quizgen.bank import record
from quizgen.bank.dump import HEADER, dump, head, rows, table
from quizgen.bank.lines import KeyText, TableText, comments, tables
from quizgen.bank.load import load
from quizgen.errors import BadBank
from quizgen.quiz import Bank, Question

if sys.version_info >= (3, 11):
    import tomllib
else:
    import tomli as tomllib

Row = tuple[str, str]
_BOM = "\ufeff"


def rewrite(data: str, old: Bank, new: Bank) -> str | None:
    """The text of the file for ``new``; ``data`` is what stands there, and was read as ``old``.

    The questions of ``old`` that are in ``new`` keep their tables, with what changed in
    them.  None where the file is written in another way than quizgen writes it (with all
    questions in one array, say), so that it can only be written anew.
    """
    mark = _BOM if data.startswith(_BOM) else ""
    windows = "\r\n" in data
    text = data.removeprefix(_BOM).replace("\r\n", "\n")
    done = _rewritten(text, old, new)
    if done is None:
        return None
    if done == text:
        return data
    try:
        written = load(done, "")
    except BadBank:  # no form of file that was thought of; nothing is written half-way
        return None
    if written != new and written != load(dump(new), ""):
        return None
    return mark + (done.replace("\n", "\r\n") if windows else done)


def _rewritten(text: str, old: Bank, new: Bank) -> str | None:
    found = tables(text)
    questions = [part for part in found if part.name == "question" and part.array]
    others = {part.name for part in found[1:]} - {"question", record.TABLE}
    if len(questions) != len(old.questions) or others:
        return None
    chunks = _chunks(text, found)
    pieces = [_patched(chunks[0], _old_head(chunks[0], old, new), head(new))]
    there = {question.id: question for question in old.questions}
    at = dict(zip(there, questions, strict=True))
    by_start = {part.start: chunk for part, chunk in zip(found, chunks, strict=True)}
    for question in new.questions:
        before = there.get(question.id)
        if before is None:
            pieces.append(HEADER + table(rows(question)))
        else:
            pieces.append(_question(by_start[at[question.id].start], before, question))
    for chunk in chunks[1:]:
        if chunk.part.name == record.TABLE:
            pieces[-1] += _beside_record(chunk)
    pieces += filter(None, [record.write(new.record)])
    return "".join(_apart(pieces))


def _old_head(chunk: _Chunk, old: Bank, new: Bank) -> dict[str, str]:
    """What the head of the file says; where something is written, it gets the present format."""
    said = dict(head(old))
    for key in chunk.part.keys:
        if key.name == "format" and new != old:
            said["format"] = chunk.slice(key.value, key.value_end)
    return said


class _Chunk:
    """A table with the comment lines right above it and all below it, up to the next."""

    def __init__(self, text: str, start: int, end: int, part: TableText) -> None:
        self.text, self.start, self.end, self.part = text, start, end, part

    def slice(self, start: int, end: int) -> str:
        return self.text[start:end]

    @property
    def whole(self) -> str:
        return self.text[self.start : self.end]


def _chunks(text: str, found: Sequence[TableText]) -> list[_Chunk]:
    starts = [0, *(_with_comments(text, part.start) for part in found[1:])]
    ends = [*starts[1:], len(text)]
    return [
        _Chunk(text, start, end, part) for start, end, part in zip(starts, ends, found, strict=True)
    ]


def _with_comments(text: str, at: int) -> int:
    """Where the comment lines begin that stand right above ``at``."""
    at = text.rfind("\n", 0, at) + 1
    while at:
        start = text.rfind("\n", 0, at - 1) + 1
        if not text[start:at].lstrip().startswith("#"):
            break
        at = start
    return at


def _question(chunk: _Chunk, before: Question, after: Question) -> str:
    old = dict(rows(before))
    if "pairs" in old and not _with_ids(chunk):
        old["pairs"] = ""  # ids were given to pairs that have none in the file
    return _patched(chunk, old, list(rows(after)))


def _with_ids(chunk: _Chunk) -> bool:
    for key in chunk.part.keys:
        if key.name == "pairs":
            pairs = tomllib.loads(f"pairs = {chunk.slice(key.value, key.value_end)}\n")["pairs"]
            return all("id" in pair for pair in pairs)
    return True


def _patched(chunk: _Chunk, old: Mapping[str, str], new: Sequence[Row]) -> str:
    """The text of a table in which only what differs from ``old`` is written anew."""
    wanted = dict(new)
    there = {key.name for key in chunk.part.keys}
    missing = _missing(old, new, there)
    done = [chunk.slice(chunk.start, chunk.part.body), table(missing.get("", ()))]
    at = chunk.part.body
    for key in chunk.part.keys:
        done.append(chunk.slice(at, key.start))
        at = key.end
        if key.name in wanted and old.get(key.name) != wanted[key.name]:
            done.append(_with_value(chunk, key, wanted[key.name]))
        elif key.name in wanted or key.name not in old:
            done.append(chunk.slice(key.start, key.end))
        else:
            said = comments(chunk.slice(key.value, key.end))
            done += [f"{comment}\n" for comment in said]
        if key.name in missing:
            done.append("" if done[-1].endswith("\n") or not done[-1] else "\n")
            done.append(table(missing[key.name]))
    return "".join([*done, chunk.slice(at, chunk.end)])


def _missing(
    old: Mapping[str, str], new: Sequence[Row], there: Iterable[str]
) -> dict[str, list[Row]]:
    """The rows that the file lacks and needs, by the key that they go behind.

    What says the same as its absence is not needed; an id is, since it was only minted.
    """
    known = set(there)
    found: dict[str, list[Row]] = {}
    behind = ""
    for name, value in new:
        if name in known:
            behind = name
        elif name == "id" or old.get(name) != value:
            found.setdefault(behind, []).append((name, value))
    return found


def _with_value(chunk: _Chunk, key: KeyText, value: str) -> str:
    """The lines of a key with another value; comments in the old value go above it."""
    inside = comments(chunk.slice(key.value, key.value_end))
    above = "".join(f"{comment}\n" for comment in inside)
    end = chunk.slice(key.value_end, key.end)
    return above + chunk.slice(key.start, key.value) + value + end


def _beside_record(chunk: _Chunk) -> str:
    """What a person wrote above or below the record."""
    last = chunk.part.keys[-1].end if chunk.part.keys else chunk.part.body
    above = chunk.slice(chunk.start, chunk.part.start)
    ours = record.COMMENT.splitlines(keepends=True)
    lines = [line for line in above.splitlines(keepends=True) if line not in ours]
    return "".join(lines) + chunk.slice(last, chunk.end)


def _apart(pieces: Sequence[str]) -> Iterator[str]:
    """The pieces with an empty line between them, where there is none."""
    for number, piece in enumerate(pieces):
        if number == len(pieces) - 1 or piece.endswith("\n\n"):
            yield piece
        elif piece.endswith("\n") or not piece:
            yield f"{piece}\n"
        else:
            yield f"{piece}\n\n"
