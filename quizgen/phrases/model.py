"""Weights → scores: how good a blank a candidate makes.

A linear model over the features of ``features.py``, trained by
``benchmarks/train_ranking.py`` on what people and examiners blanked out.  The
weights are a JSON file, ``weights.json``: ``blank`` (conditional softmax over the
candidates of one sentence; by family and value of the feature) and ``worth`` (of
``worth.py``; ridge regression on a scale from 0, never ask this, to 3, ask this first).
"""

from __future__ import annotations

import json
import math
from collections.abc import Callable, Hashable, Iterator, Mapping, Sequence
from functools import cache, lru_cache
from itertools import accumulate, repeat
from operator import add
from pathlib import Path
from typing import Any

from quizgen.document import Span
from quizgen.phrases import features
from quizgen.phrases.candidates import Candidate, Run
from quizgen.phrases.pieces import Pieces
from quizgen.phrases.view import View, view

# Of so many runs a sentence the shape is looked at; of others it could hardly help.
_HOPEFUL = 20

Tables = tuple[dict[str, float], ...]  # of some families the weights by value

_WEIGHT: Callable[[dict[str, float], str, float], float] = dict.get
_ZEROS = (0.0,) * 16  # more than any group has families


@cache
def weights() -> Mapping[str, Any]:
    """The two tables of weights: ``blank`` by family and value, ``worth`` by name."""
    path = Path(__file__).with_name("weights.json")
    table: Mapping[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return table


def total(tables: Tables, values: features.Values) -> float:
    """The sum of the weights of ``values``, one a table."""
    return sum(map(_WEIGHT, tables, values, _ZEROS))


def _tables(families: tuple[str, ...]) -> Tables:
    table: Mapping[str, dict[str, float]] = weights()["blank"]
    return tuple([table.get(family, {}) for family in families])


def _remembered(
    families: tuple[str, ...], values_of: Callable[..., features.Values]
) -> Callable[..., float]:
    """The sum of the weights of ``values_of`` few things: kept across sentences."""
    tables = _tables(families)

    @lru_cache(maxsize=1 << 14)
    def weight(*seen: Hashable) -> float:
        return total(tables, values_of(*seen))

    return weight


def _weighed(tables: Tables, columns: features.Columns) -> Iterator[float]:
    """For each piece of a sentence the sum of the weights of its values."""
    rows = zip(tables, columns, strict=True)
    weights = [map(_WEIGHT, repeat(table), column, repeat(0.0)) for table, column in rows]
    return map(sum, zip(*weights, strict=True))


class _Sums:
    """What sums up the weights of candidates' ends, of what lies inside, and of their shape.

    What depends on few things only, a word or the classes beside it, is remembered across
    sentences.
    """

    def __init__(self) -> None:
        self._start_word = _remembered(features.START_WORD, features.start_word)
        self._start_classes = _remembered(features.START_CLASSES, features.start_classes)
        self._start_place = _tables(features.START_PLACE)
        self._end_word = _remembered(features.END_WORD, features.end_word)
        self._end_classes = _remembered(features.END_CLASSES, features.end_classes)
        self._end_place = _tables(features.END_PLACE)
        self._inner = _tables(features.INNER)
        self.shape = _tables(features.SHAPE)

    def starts(self, seen: View) -> list[float]:
        """The scores of a sentence's pieces as first of a candidate."""
        codes = seen.codes
        words = map(self._start_word, seen.words, seen.tags)
        classes = map(self._start_classes, [codes[i : i + 3] for i in range(len(seen.words))])
        places = _weighed(self._start_place, features.start_places(seen))
        return list(map(add, map(add, words, classes), places))

    def ends(self, seen: View) -> list[float]:
        """The scores of a sentence's pieces as last of a candidate."""
        codes = seen.codes
        words = map(self._end_word, seen.words, seen.tags)
        classes = map(self._end_classes, [codes[i + 1 : i + 5] for i in range(len(seen.words))])
        places = _weighed(self._end_place, features.end_places(seen))
        return list(map(add, map(add, words, classes), places))

    def inner(self, seen: View) -> list[float]:
        """The sums of the scores of the pieces, from the first on, as inside a candidate."""
        return list(accumulate(_weighed(self._inner, features.inner_values(seen)), initial=0.0))


@cache
def _sums() -> _Sums:
    return _Sums()


class Ranking:
    """Scores the candidates of one sentence; what they share is computed once."""

    def __init__(self, parts: Pieces) -> None:
        self.view = seen = view(parts)
        sums = _sums()
        self._starts, self._ends, self._inner = sums.starts(seen), sums.ends(seen), sums.inner(seen)

    def hopeful(self, runs: Sequence[Run]) -> Sequence[Run]:
        """The runs worth a closer look: the best by all features but those of the shape."""
        if len(runs) <= _HOPEFUL:
            return runs
        starts, ends, inner = self._starts, self._ends, self._inner
        scores = [starts[a] + ends[b] + inner[b + 1] - inner[a] for a, b in runs]
        bar = sorted(scores)[-_HOPEFUL]
        return [run for run, score in zip(runs, scores, strict=True) if score >= bar]

    def scores(self, found: Sequence[Candidate]) -> list[float]:
        """Log-odds of each candidate as the blank of its sentence (higher is better)."""
        starts, ends, inner, seen = self._starts, self._ends, self._inner, self.view
        tables, shape = _sums().shape, features.shape_values
        return [
            starts[c.first]
            + ends[c.last]
            + inner[c.last + 1]
            - inner[c.first]
            + total(tables, shape(seen, c))
            for c in found
        ]


def explain(parts: Pieces, candidate: Candidate) -> list[tuple[str, float]]:
    """The features of a candidate with their weights, the weightiest first."""
    table = weights()["blank"]
    seen = view(parts)
    rows = [
        (f"{family}: {value}", table.get(family, {}).get(value, 0.0))
        for family, value in blank_features(seen, candidate)
    ]
    return sorted([r for r in rows if r[1]], key=lambda row: (-abs(row[1]), row[0]))


def blank_features(seen: View, candidate: Candidate) -> list[tuple[str, str]]:
    """All features of one candidate, as families with their values."""
    first, last = candidate.first, candidate.last
    rows = [
        *_row(features.START, features.start_values(seen), first),
        *_row(features.END, features.end_values(seen), last),
        *zip(features.SHAPE, features.shape_values(seen, candidate), strict=True),
    ]
    inner = features.inner_values(seen)
    for i in range(first, last + 1):
        rows.extend(_row(features.INNER, inner, i))
    return rows


def _row(
    families: tuple[str, ...], columns: features.Columns, place: int
) -> Iterator[tuple[str, str]]:
    """The families with their values for one piece."""
    return ((family, column[place]) for family, column in zip(families, columns, strict=True))


_LEADERS = 12  # candidates of which one may lead
_BESIDE = 0.35  # what half a match counts, where a whole one counts 1
_AHEAD = 0.001  # of log-odds


def led(spans: Sequence[Span], odds: Sequence[float]) -> list[float]:
    """``odds`` with the best candidate in front: that with the greatest expected match.

    Of a phrase whose ends are in doubt, none of the versions may be the likeliest candidate,
    though one of them is probably meant (经济建设, 经济建设这个中心). So what a candidate shares
    half with counts for it, too, by decision theory's rule of the least expected loss.
    """
    order = sorted(range(len(odds)), key=lambda i: (-odds[i], spans[i]))[:_LEADERS]
    best = odds[order[0]]
    chance = {i: math.exp(odds[i] - best) for i in order}
    second = chance[order[1]] if len(order) > 1 else 0.0
    if second + _BESIDE * (sum(chance.values()) - second) <= 1:
        return list(odds)  # whatever is shared, no other can come before the first
    match = dict(chance)
    for place, i in enumerate(order):
        for j in order[:place]:
            if half(spans[i], spans[j]):
                match[i] += _BESIDE * chance[j]
                match[j] += _BESIDE * chance[i]
    first = min(order, key=lambda i: (-match[i], spans[i]))
    found = list(odds)
    if first != order[0]:
        found[first] = best + _AHEAD
    return found


def half(one: Span, other: Span) -> bool:
    """Whether the overlap is half of the longer span or more."""
    (start, end), (begin, behind) = one, other
    shared = 2 * ((end if end < behind else behind) - (start if start > begin else begin))  # noqa: FURB136 - runs often
    return shared >= end - start and shared >= behind - begin
