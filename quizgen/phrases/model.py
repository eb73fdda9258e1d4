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
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cache, lru_cache
from itertools import accumulate, combinations, repeat
from operator import add
from pathlib import Path
from typing import Any

from quizgen.document import PhraseKind, Span
from quizgen.phrases import features
from quizgen.phrases.candidates import Candidate, Run
from quizgen.phrases.pieces import Pieces
from quizgen.phrases.remembered import Remembered
from quizgen.phrases.view import View, view

# Of so many runs a sentence the shape is looked at; of others it could hardly help.
_HOPEFUL = 16

Tables = tuple[dict[str, float], ...]  # of some families the weights by value

_WEIGHT: Callable[[dict[str, float], str, float], float] = dict.get
_ZEROS = (0.0,) * 64  # more than any group has families


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


def _weighed(tables: Tables, columns: features.Columns) -> Iterator[Iterator[float]]:
    """For each family of which a value is seen the weights of its values."""
    for table, column in zip(tables, columns, strict=True):
        if any(column):  # or all are `NO`, of which no weight is kept
            yield map(table.get, column, repeat(0.0))


class _Sums:
    """What sums up the weights of candidates' ends, of what lies inside, and of their shape.

    What depends on few things only, a word or the classes beside it, is remembered across
    sentences.
    """

    def __init__(self) -> None:
        self._by_word = (
            (_tables(features.START_WORD), features.start_word),
            (_tables(features.END_WORD), features.end_word),
            (_tables(features.INNER_WORD), features.inner_word),
        )
        start, end = _tables(features.START_CLASSES), _tables(features.END_CLASSES)
        self._start_classes = Remembered[str, float](
            lambda codes: total(start, features.start_classes(codes))
        )
        self._end_classes = Remembered[str, float](
            lambda codes: total(end, features.end_classes(codes))
        )
        self._start_place = _tables(features.START_PLACE)
        self._end_place = _tables(features.END_PLACE)
        self._inner_place = _tables(features.INNER_PLACE)
        self._shape_size = _tables(features.SHAPE_SIZE)
        self._shape_classes = _tables(features.SHAPE_CLASSES)
        self.place = _tables(features.SHAPE_PLACE)
        self._lengths = Remembered(self._of_lengths)
        self.of_classes = Remembered(self._classes)
        self._of_word = lru_cache(maxsize=1 << 14)(self._word)
        self.of_size = lru_cache(maxsize=1 << 14)(self._size)

    def _word(self, word: str, tag: str) -> tuple[float, ...]:
        """The scores of a piece as first, as last and inside, as far as its word tells."""
        return tuple([total(tables, values(word, tag)) for tables, values in self._by_word])

    def _size(self, length: int, words: int, pieces: int, kind: PhraseKind) -> float:
        """The score of a shape as far as size and kind tell."""
        return total(self._shape_size, features.shape_size(length, words, pieces, kind))

    def _classes(self, codes: str) -> tuple[float, float, Sequence[float], float, float]:
        """The scores of a shape by its classes; the third is one for each length."""
        values = features.shape_classes(codes, 0)
        classes, frame, _, turns, ends = map(_WEIGHT, self._shape_classes, values, _ZEROS)
        return classes, frame, self._lengths[values[1]], turns, ends

    def _of_lengths(self, frame: str) -> Sequence[float]:
        """The scores of a frame with each length."""
        weight_of = self._shape_classes[features.SHAPE_CLASSES.index("frame/length")].get
        lengths = range(features.LONG + 1)
        return [weight_of(features.of_length(frame, length), 0.0) for length in lengths]

    def pieces(self, seen: View) -> tuple[list[float], list[float], list[float]]:
        """The scores of a sentence's pieces as first and as last of a candidate, and inside.

        Of the last the sums, from the first piece on.
        """
        size = len(seen.words)
        if not size:
            return [], [], [0.0]
        first, last, inside = zip(*map(self._of_word, seen.words, seen.tags), strict=True)
        around = [seen.codes[place : place + size] for place in range(5)]
        before = map("".join, zip(*around[:3], strict=True))
        behind = map("".join, zip(*around[1:], strict=True))
        starts = _weighed(self._start_place, features.start_places(seen))
        ends = _weighed(self._end_place, features.end_places(seen))
        within = _weighed(self._inner_place, features.inner_places(seen))
        return (
            _added(first, map(self._start_classes.__getitem__, before), starts),
            _added(last, map(self._end_classes.__getitem__, behind), ends),
            list(accumulate(map(sum, zip(inside, *within, strict=True)), initial=0.0)),
        )


def _added(
    words: Iterable[float], classes: Iterable[float], places: Iterable[Iterable[float]]
) -> list[float]:
    """For each piece the sum of what its word tells, the classes beside it, and its place."""
    return list(map(add, map(add, words, classes), map(sum, zip(*places, strict=True))))


@cache
def _sums() -> _Sums:
    return _Sums()


class Ranking:
    """Scores the candidates of one sentence; what they share is computed once."""

    def __init__(self, parts: Pieces) -> None:
        self.view = seen = view(parts)
        self._starts, self._ends, self._inner = _sums().pieces(seen)

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
        codes, word, sums = seen.codes, seen.parts.word, _sums()
        of_classes = sums.of_classes
        longest, place, scores = features.LONG, features.shape_place, []
        for (start, end), kind, first, last, _ in found:
            length = end - start
            classes, frame, lengths, turns, ends_of = of_classes[codes[first + 1 : last + 4]]
            shape = sums.of_size(length, word[last] - word[first] + 1, last - first + 1, kind)
            shape += classes
            shape += frame
            shape += lengths[length if length < longest else longest]  # noqa: FURB136 - runs often
            shape += turns
            shape += ends_of
            shape = sum(map(_WEIGHT, sums.place, place(seen, first, last, length), _ZEROS), shape)
            scores.append(starts[first] + ends[last] + inner[last + 1] - inner[first] + shape)
        return scores


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
    for i, j in combinations(order, 2):
        if spans[i][1] > spans[j][0] and spans[j][1] > spans[i][0] and half(spans[i], spans[j]):
            match[j] += _BESIDE * chance[i]
            match[i] += _BESIDE * chance[j]
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
