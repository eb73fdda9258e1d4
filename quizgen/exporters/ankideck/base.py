"""What a note said when it was made, as short digests inside the note itself.

A note in a learner's collection has two authors: the bank and the learner.  To tell
which of them has changed a field, one must know what it was when they last agreed.  The
note carries that along, wherever it is synchronised to and whatever happened to the
bank meanwhile; its time of change would not do, for a tag or a flag changes it, too.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from zlib import crc32

from quizgen.exporters.ankideck import fieldtext
from quizgen.exporters.ankideck.fieldtext import canonical
from quizgen.exporters.ankideck.notetypes import CLOZE, MATCHING, PAIR

FIELD = "Base"
"""The field that holds the digests."""
REST = "*"
"""Stands for all fields together that are no texts of the bank."""
TEXTS: Mapping[str, tuple[str, ...]] = {
    CLOZE.name: ("Text", "Note"),
    PAIR.name: ("Premise", "Response", "Note"),
    MATCHING.name: ("Note",),
}
"""By note type: the fields that are texts of the bank, each with a digest of its own."""
_DIGITS = 8
_UNREAD = frozenset({FIELD, "Id"})

Sides = dict[str, str]
"""A digest by the name of a field, and of the :data:`REST`."""


def sides(kind: str, fields: Mapping[str, str]) -> Sides:
    """What the fields of a note of that type say; absent ones are empty."""
    texts = TEXTS[kind]
    said = [(name, _repeated(fields[name])) for name in _others(texts, *fields) if fields[name]]
    rest = "\x1d".join([f"{name}\x1c{text}" for name, text in said if text])
    made = {name: _digest(canonical(fields.get(name, ""))) for name in texts}
    return made | {REST: _digest(rest)}


def write(kind: str, fields: Mapping[str, str]) -> str:
    """The content of the field :data:`FIELD` of a note."""
    return join(sides(kind, fields))


def join(digests: Sides) -> str:
    """The digests as the field holds them."""
    return " ".join(f"{name}={digest}" for name, digest in digests.items())


def read(value: str) -> Sides:
    """The digests that :func:`write` wrote; none where it is something else."""
    parts = [part.partition("=") for part in value.split()]
    if not all(name and len(digest) == _DIGITS for name, _, digest in parts):
        return {}
    return {name: digest for name, _, digest in parts}


def same(one: str, other: str) -> bool:
    """Whether the HTML of two fields looks the same."""
    return one == other or canonical(one) == canonical(other)


def identity(fields: Mapping[str, str]) -> str:
    """The ``Id`` of a note with these fields, as text."""
    return fieldtext.read(fields.get("Id", "")).text


_repeated = lru_cache(maxsize=256)(canonical)  # section paths and titles


@lru_cache(maxsize=64)
def _others(texts: tuple[str, ...], *names: str) -> list[str]:
    """The fields of :data:`REST`, in their order."""
    return sorted(set(names) - _UNREAD.union(texts))


def _digest(text: str) -> str:
    """Enough to tell two versions of a text apart; nobody gains by forging one."""
    return f"{crc32(text.encode('utf-8')):0{_DIGITS}x}"
