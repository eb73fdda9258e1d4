"""What examiners said of items that quizgen had made (``judgements.jsonl``), for the trainings.

A line has the document, a digest of the item, the places of its blanks in the document's text,
the verdict (good, usable, bad), reasons, and whether a second answer is right.  An item that
two examiners have read has two lines.  In lines with ``first`` the examiner wrote an answer down
before the key could be seen.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from quizgen import pipeline
from quizgen.document import Document
from quizgen.errors import QuizgenError

JUDGEMENTS = Path(__file__).with_name("judgements.jsonl")
VALUES = {"good": 1.0, "usable": 0.3, "bad": 0.0}
SECOND = 0.5  # what a second right answer leaves of the value
# What is taken off besides where many words fit: of the items that the model likes best, these
# are the commonest fault.
VAGUE = 0.1


@dataclass(frozen=True)
class Reading:
    """What an examiner said of an item."""

    verdict: str
    second: bool  # a second answer is right
    vague: bool  # many words fit
    first: bool = False  # the examiner had answered before

    @property
    def value(self) -> float:
        """The verdict as a number."""
        value = VALUES[self.verdict] * (SECOND if self.second else 1.0)
        return value - VAGUE * (self.second or self.vague)


def readings(since: int = 0) -> Mapping[str, Mapping[str, Sequence[Reading]]]:
    """By document and digest, all readings of each item, or those from line ``since`` on."""
    found: dict[str, dict[str, list[Reading]]] = {}
    for line in JUDGEMENTS.read_text(encoding="utf-8").splitlines()[since:]:
        entry = json.loads(line)
        vague, first = "vague" in entry["why"], entry.get("first", False)
        reading = Reading(entry["verdict"], entry["second"], vague, first)
        found.setdefault(entry["doc"], {}).setdefault(entry["item"], []).append(reading)
    return found


def documents(names: Sequence[str], folders: Sequence[Path]) -> Iterator[tuple[str, Document]]:
    """Those of the named documents that are in one of the folders and can be read."""
    for name in names:
        path = next((folder / name for folder in folders if (folder / name).exists()), None)
        if path is None:
            continue
        try:
            yield name, pipeline.read_document(path)
        except QuizgenError as error:
            print(f"left out: {error}")
