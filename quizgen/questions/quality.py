"""How good an item is: what the stem adds to the merit of its phrase.

The second half of the model of ``phrases/merit.py``: an expected verdict, from 0 (an
examiner would throw the item out) to 1 (would sign it as it is).
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path

from quizgen.questions.checks import BLANK, Item
from quizgen.questions.stems import OMISSION
from quizgen.sentences import Sentence

Feature = tuple[str, str]  # family and value

_PRONOUNS = re.compile(r"这|其|该|此|它|他|们|我")
_FIGURES = re.compile(r"[0-9０-９]+")
_MODAL = re.compile(r"应当|应该|必须|不得|可以|禁止|要|应")
_CLAUSES = re.compile(r"[，。；：]")
_LENGTHS = (14, 17, 20, 25, 30, 36, 45, 55, 65, 80, 95)  # characters, answers included
_SHARES = (0.05, 0.08, 0.12, 0.16, 0.2, 0.25, 0.3)
_CLAUSE = (1, 3, 5, 8, 12, 18, 25, 35)  # characters of the clause around the blank
_LABEL = 14  # characters within which a label before the stem ends


@cache
def _weights() -> Mapping[str, Mapping[str, float]]:
    path = Path(__file__).with_name("quality.json")
    table: Mapping[str, Mapping[str, float]] = json.loads(path.read_text(encoding="utf-8"))
    return table


def quality(item: Item, sentence: Sentence, merit: float) -> float:
    """The expected verdict of an item, 0 to 1; ``merit`` is that of its phrase."""
    table = _weights()
    total = merit + sum(
        table[family].get(value, 0.0)
        for family, value in of_item(item, sentence)
        if family in table
    )
    return round(min(1.0, max(0.0, total)), 4)


def of_item(item: Item, sentence: Sentence) -> Iterator[Feature]:
    """The features of an item that depend on its stem."""
    shown, size = item.shown, len(item.words)
    taken = sum(map(len, item.answers))
    first = item.stem.pieces[-1]
    yield "length", _class(_LENGTHS, size)
    yield "share", _class(_SHARES, taken / size)
    clauses = [clause for clause in _CLAUSES.split(item.words.rstrip("。；")) if clause]
    yield "clauses", str(min(6, len(clauses)))
    yield "left", f"{first.start > sentence.span.start:d}"
    yield "right", f"{first.end < sentence.span.end - 1:d}"
    yield "label", f"{'：' in shown[:_LABEL]:d}"
    yield "pieces", f"{len(item.stem.pieces)}{OMISSION in shown:d}"
    yield "pronouns", str(min(3, len(_PRONOUNS.findall(shown))))
    yield "last", shown.rstrip("。；")[-1:]
    yield "begin", shown[:2]
    parts = _CLAUSES.split(shown.rstrip("。；"))
    index = next((i for i, part in enumerate(parts) if BLANK in part), 0)
    around = parts[index]
    yield "clause place", f"{min(index, 3)}{min(len(parts) - 1 - index, 3)}"
    yield "listed", f"{min(around.count('、'), 4)}{len(item.answers) > 1:d}"
    yield "digits", str(min(4, len(_FIGURES.findall(shown))))
    yield "quotes", f"{'“' in shown:d}{'《' in shown:d}{'（' in shown:d}"
    yield "opens", shown[:1] if shown.startswith(BLANK) else _opening(shown)
    yield "clause", _class(_CLAUSE, len(around) - len(BLANK))
    yield "at", f"{around.startswith(BLANK):d}{around.endswith(BLANK):d}"


def _opening(shown: str) -> str:
    """Whether the first clause says what must or may be done, and before or behind the blank."""
    clause = _CLAUSES.split(shown, maxsplit=1)[0]
    modal = _MODAL.search(clause)
    at = clause.find(BLANK)
    if modal is None:
        return f"-{at >= 0:d}"
    return modal[0] + ("" if at < 0 else "<" if at < modal.start() else ">")


def _class(limits: tuple[float, ...], value: float) -> str:
    return str(sum(value >= limit for limit in limits))
