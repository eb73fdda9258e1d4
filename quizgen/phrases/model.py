"""Weights → scores: how good a blank a candidate makes, how good a source a sentence.

Two linear models over the features of ``features.py``, trained by
``benchmarks/train_ranking.py`` on what people and examiners blanked out.  The
weights are a JSON file, ``weights.json``: ``blank`` (conditional softmax over the
candidates of one sentence; by family and value of the feature) and ``worth`` (ridge
regression on a scale from 0, never ask this, to 3, ask this first).
"""

from __future__ import annotations

import json
import math
from collections.abc import Callable, Mapping, Sequence
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

from quizgen.document import Span
from quizgen.phrases import features
from quizgen.phrases.candidates import Candidate, Run
from quizgen.phrases.features import View
from quizgen.phrases.pieces import Pieces
from quizgen.phrases.tokens import Token

WORTH_SCALE = 3.0

# Of so many runs a sentence the shape is looked at; of others it could hardly help.
_HOPEFUL = 20

Getter = Callable[[str, float], float]


@cache
def weights() -> Mapping[str, Any]:
    """The two tables of weights: ``blank`` by family and value, ``worth`` by name."""
    path = Path(__file__).with_name("weights.json")
    table: Mapping[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return table


@cache
def _getters(families: tuple[str, ...]) -> tuple[Getter, ...]:
    """For each family the look-up of a value's weight."""
    table: Mapping[str, dict[str, float]] = weights()["blank"]
    return tuple(table.get(family, {}).get for family in families)


def _total(getters: tuple[Getter, ...], values: features.Values) -> float:
    """The sum of the values' weights."""
    return sum([get(value, 0.0) for get, value in zip(getters, values)])  # noqa: B905 - runs often


# What depends on few things only is remembered across sentences.
@lru_cache(maxsize=1 << 14)
def _inner(values: features.Values) -> float:
    return _total(_getters(features.INNER), values)


@lru_cache(maxsize=1 << 14)
def _start_word(word: str, tag: str) -> float:
    return _total(_getters(features.START_WORD), features.start_word(word, tag))


@lru_cache(maxsize=1 << 14)
def _start_classes(codes: str) -> float:
    return _total(_getters(features.START_CLASSES), features.start_classes(codes))


def _start(seen: View, i: int) -> float:
    token = seen.parts.tokens[i]
    place = _total(_getters(features.START_PLACE), features.start_place(seen, i))
    return _start_word(token.word, token.tag) + _start_classes(seen.codes[i : i + 3]) + place


@lru_cache(maxsize=1 << 14)
def _end_word(word: str, tag: str) -> float:
    return _total(_getters(features.END_WORD), features.end_word(word, tag))


@lru_cache(maxsize=1 << 14)
def _end_classes(codes: str) -> float:
    return _total(_getters(features.END_CLASSES), features.end_classes(codes))


def _end(seen: View, i: int) -> float:
    token = seen.parts.tokens[i]
    place = _total(_getters(features.END_PLACE), features.end_place(seen, i))
    return _end_word(token.word, token.tag) + _end_classes(seen.codes[i + 1 : i + 5]) + place


class _Places(dict[int, float]):
    """The scores of a sentence's pieces as first (or last) of a candidate, when asked for."""

    def __init__(self, seen: View, score: Callable[[View, int], float]) -> None:
        super().__init__()
        self._seen, self._score = seen, score

    def __missing__(self, place: int) -> float:
        score = self[place] = self._score(self._seen, place)
        return score


class Ranking:
    """Scores the candidates of one sentence; what they share is computed once."""

    def __init__(self, parts: Pieces) -> None:
        self.view = seen = features.view(parts)
        self._starts = _Places(seen, _start)
        self._ends = _Places(seen, _end)
        self._inner = [0.0]
        for i in range(len(parts.tokens)):
            self._inner.append(self._inner[-1] + _inner(features.inner_values(seen, i)))

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
        getters = _getters(features.SHAPE)
        return [
            starts[c.first]
            + ends[c.last]
            + inner[c.last + 1]
            - inner[c.first]
            + _total(getters, features.shape_values(seen, c))
            for c in found
        ]


def explain(parts: Pieces, candidate: Candidate) -> list[tuple[str, float]]:
    """The features of a candidate with their weights, the weightiest first."""
    table = weights()["blank"]
    seen = features.view(parts)
    rows = [
        (f"{family}: {value}", table.get(family, {}).get(value, 0.0))
        for family, value in blank_features(seen, candidate)
    ]
    return sorted([r for r in rows if r[1]], key=lambda row: (-abs(row[1]), row[0]))


def blank_features(seen: View, candidate: Candidate) -> list[tuple[str, str]]:
    """All features of one candidate, as families with their values."""
    first, last = candidate.first, candidate.last
    rows = [
        *zip(features.START, features.start_values(seen, first), strict=True),
        *zip(features.END, features.end_values(seen, last), strict=True),
        *zip(features.SHAPE, features.shape_values(seen, candidate), strict=True),
    ]
    for i in range(first, last + 1):
        rows.extend(zip(features.INNER, features.inner_values(seen, i), strict=True))
    return rows


@lru_cache(maxsize=1 << 14)
def _worth_of(word: str) -> float:
    weight: float = weights()["worth"].get(f"w={word}", 0.0)
    return weight


def worth(words: Sequence[Token], text: str, *, first: bool) -> float:
    """How much the sentence is worth asking about, from 0 to 1."""
    table: Mapping[str, float] = weights()["worth"]
    score = 0.0
    for word in sorted({t.word for t in words}):
        score += _worth_of(word)
    for name in features.sentence_shape(words, text, first=first):
        score += table.get(name, 0.0)
    score += table.get("bias", 0.0)
    return min(1.0, max(0.0, score / WORTH_SCALE))


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
    shared = min(one.end, other.end) - max(one.start, other.start)
    return shared * 2 >= max(one.end - one.start, other.end - other.start)
