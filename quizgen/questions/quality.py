"""How good an item is: what the stem adds to the merit of its phrase.

The second half of the model of ``phrases/merit.py``: an expected verdict, from 0 (an
examiner would throw the item out) to 1 (would sign it as it is).
"""

from __future__ import annotations

import json
import math
from bisect import bisect_right
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path

from quizgen.questions.checks import BLANK, Item
from quizgen.questions.stems import OMISSION, Stem
from quizgen.regex import regex
from quizgen.sentences import Sentence

Feature = tuple[str, str]  # family and value

_PRONOUNS = regex(r"这|其|该|此|它|他|们|我")
_FIGURES = regex(r"[0-9０-９]+")
_MODAL = regex(r"应当|应该|必须|不得|可以|禁止|要|应")
_CLAUSES = regex(r"[，。；：]")
_LENGTHS = (14, 17, 20, 25, 30, 36, 45, 55, 65, 80, 95)  # characters, answers included
_SHARES = (0.05, 0.08, 0.12, 0.16, 0.2, 0.25, 0.3)
_CLAUSE = (1, 3, 5, 8, 12, 18, 25, 35)  # characters of the clause around the blank
_LABEL = 14  # characters within which a label before the stem ends


@cache
def _weights() -> Mapping[str, Mapping[str, float]]:
    path = Path(__file__).with_name("quality.json")
    table: Mapping[str, Mapping[str, float]] = json.loads(path.read_text(encoding="utf-8"))
    return table


def quality(item: Item, stem: float, merit: float) -> float:
    """The expected verdict of an item, 0 to 1.

    ``merit`` is that of its phrase, ``stem`` what its stem adds whatever the blank is.
    """
    total = merit + stem + _total(of_blank(item))
    return round(_verdict(total), 4)


_BEND = 0.8


def _verdict(total: float) -> float:
    """A sum of weights as a verdict from 0 to 1.

    The best, whose sums go beyond what any verdict can be, come close to 1 in their order.
    """
    if total <= _BEND:
        return max(0.0, total)
    return 1 - (1 - _BEND) * math.exp((_BEND - total) / (1 - _BEND))


def in_stem(stem: Stem, words: str, sentence: Sentence) -> float:
    """What a stem, which reads ``words``, adds to the verdict whatever the blank is."""
    return _total(of_stem(stem, words, sentence))


def _total(found: Iterator[Feature]) -> float:
    table = _weights()
    total = 0.0
    for family, value in found:
        weights = table.get(family)
        if weights is not None:
            total += weights.get(value, 0.0)
    return total


@cache
def most() -> float:
    """What a stem with its blank adds to the merit of a phrase at most."""
    return _most(frozenset(_weights()))


@cache
def most_of_blank() -> float:
    """What the blank in its stem adds at most."""
    return _most(frozenset(_weights()) - _OF_STEM)


def _most(families: frozenset[str]) -> float:
    rows = (values.values() for family, values in _weights().items() if family in families)
    return sum([max(0.0, *row) for row in rows])


_ROUNDED = 0.00005  # by so much rounding raises a verdict at most


def reaches(least: float, *parts: float) -> bool:
    """Whether an expected verdict of these ``parts`` can be ``least``; that is below ``_BEND``."""
    return least <= 0 or sum(parts) >= least - _ROUNDED


def of_item(item: Item, sentence: Sentence) -> Iterator[Feature]:
    """The features of an item that depend on its stem."""
    yield from of_stem(item.stem, item.words, sentence)
    yield from of_blank(item)


_OF_STEM = frozenset({"length", "clauses", "left", "right"})


def of_stem(stem: Stem, words: str, sentence: Sentence) -> Iterator[Feature]:
    """The features of a stem whatever the blank is, those of the families ``_OF_STEM``."""
    last = stem.pieces[-1]
    yield "length", _class(_LENGTHS, len(words))
    clauses = [clause for clause in _CLAUSES.split(words.rstrip("。；")) if clause]
    yield "clauses", str(min(6, len(clauses)))
    yield "left", f"{last.start > sentence.span.start:d}"
    yield "right", f"{last.end < sentence.span.end - 1:d}"


def of_blank(item: Item) -> Iterator[Feature]:
    """The features of an item that depend on where its blanks are."""
    shown = item.shown
    taken = sum(map(len, item.answers))
    yield "share", _class(_SHARES, taken / len(item.words))
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
    yield "opens", shown[:1] if shown.startswith(BLANK) else _opening(parts[0])
    yield "clause", _class(_CLAUSE, len(around) - len(BLANK))
    yield "at", f"{around.startswith(BLANK):d}{around.endswith(BLANK):d}"


def _opening(clause: str) -> str:
    """Whether the first clause says what must or may be done, and before or behind the blank."""
    modal = _MODAL.search(clause)
    at = clause.find(BLANK)
    if modal is None:
        return f"-{at >= 0:d}"
    return modal[0] + ("" if at < 0 else "<" if at < modal.start() else ">")


_CLASS = tuple(map(str, range(32)))


def _class(limits: tuple[float, ...], value: float) -> str:
    """How many of ``limits``, which rise, ``value`` reaches."""
    return _CLASS[bisect_right(limits, value)]
