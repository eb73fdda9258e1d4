"""What examiners said of items that quizgen had made, for the trainings.

A line of ``judgements.jsonl`` has the document, a digest of the item, the places of its blanks in
the document's text, the verdict (good, usable, bad), reasons, and whether a second answer is
right.  An item that two examiners have read has two lines.  In lines with ``first`` the examiner
wrote an answer down before the key could be seen.

A line of ``choices.jsonl`` is a document of which an examiner was shown up to a hundred items,
good and bad, with their keys: the digests of those to be put on a paper first (best, at most
twelve), of others that are fair, of those that are usable, of the rest, and, of all these, of
those that have a second answer.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from quizgen import pipeline
from quizgen.document import Document
from quizgen.errors import QuizgenError

JUDGEMENTS = Path(__file__).with_name("judgements.jsonl")
CHOICES = Path(__file__).with_name("choices.jsonl")
CHOSEN = ("best", "fair", "usable", "bad")
VALUES = {"good": 1.0, "best": 1.0, "fair": 0.65, "usable": 0.3, "bad": 0.0}
SECOND = 0.5  # what a second right answer leaves of the value
# What is taken off besides where many words fit: of the items that the model likes best, these
# are the commonest fault.
VAGUE = 0.1


@dataclass(frozen=True)
class Reading:
    """What an examiner said of an item."""

    verdict: str  # good, usable, bad; of ``CHOSEN``, if the item was chosen among others
    second: bool  # a second answer is right
    vague: bool  # many words fit
    first: bool = False  # the examiner had answered before
    chosen: bool = False  # or not, among others

    @property
    def value(self) -> float:
        """The verdict as a number."""
        value = VALUES[self.verdict] * (SECOND if self.second else 1.0)
        return value - VAGUE * (self.second or self.vague)


@cache
def _entries(path: Path) -> Sequence[Mapping[str, Any]]:
    """The lines of a file."""
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def readings() -> Mapping[str, Mapping[str, Sequence[Reading]]]:
    """By document and digest, all readings of each item."""
    found: dict[str, dict[str, list[Reading]]] = {}
    for entry in _entries(JUDGEMENTS):
        vague, first = "vague" in entry["why"], entry.get("first", False)
        reading = Reading(entry["verdict"], entry["second"], vague, first)
        found.setdefault(entry["doc"], {}).setdefault(entry["item"], []).append(reading)
    return found


def places() -> Mapping[str, frozenset[int]]:
    """By document, where the judged blanks begin."""
    found: dict[str, set[int]] = {}
    for entry in _entries(JUDGEMENTS):
        found.setdefault(entry["doc"], set()).update(start for start, _ in entry["blanks"])
    return {doc: frozenset(starts) for doc, starts in found.items()}


def choices() -> Mapping[str, Mapping[str, Sequence[Reading]]]:
    """By document and digest, what was chosen among the items of a document."""
    found: dict[str, dict[str, list[Reading]]] = {}
    for entry in _entries(CHOICES):
        second = frozenset(entry["second"].split())
        found[entry["doc"]] = {
            item: [Reading(verdict, item in second, vague=False, chosen=True)]
            for verdict in CHOSEN
            for item in entry[verdict].split()
        }
    return found


def document(name: str, folders: Sequence[Path]) -> Document | None:
    """The named document, if it is in one of the folders and can be read."""
    path = next((folder / name for folder in folders if (folder / name).exists()), None)
    if path is None:
        return None
    try:
        return pipeline.read_document(path)
    except QuizgenError as error:
        print(f"left out: {error}")
        return None
