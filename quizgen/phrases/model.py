"""Weights → scores: how good a blank a candidate makes, how good a source a sentence.

Two linear models over the named features of ``features.py``, trained by
``benchmarks/train_ranking.py`` on what people and examiners blanked out.  The
weights are a small JSON file, ``weights.json``: ``blank`` (conditional softmax
over the candidates of one sentence) and ``worth`` (ridge regression on a scale
from 0, never ask this, to 3, ask this first).
"""

from __future__ import annotations

import json
import math
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from pathlib import Path

from quizgen.phrases import features
from quizgen.phrases.candidates import Candidate
from quizgen.phrases.tokens import Token

WORTH_SCALE = 3.0


@cache
def weights() -> Mapping[str, Mapping[str, float]]:
    """The two tables of weights, by name of the feature."""
    path = Path(__file__).with_name("weights.json")
    table: Mapping[str, Mapping[str, float]] = json.loads(path.read_text(encoding="utf-8"))
    return table


def blank_scores(words: Sequence[Token], found: Sequence[Candidate]) -> list[float]:
    """Log-odds of each candidate as the blank of its sentence (higher is better)."""
    table = weights()["blank"]
    get = table.get

    def total(names: Iterable[str]) -> float:
        return sum(get(name, 0.0) for name in names)

    starts = [total(features.start_features(words, i)) for i in range(len(words))]
    ends = [total(features.end_features(words, i)) for i in range(len(words))]
    inner = [0.0]
    for token in words:
        inner.append(inner[-1] + total(features.inner_features(token)))
    scores = []
    for candidate in found:
        first, last = candidate.first, candidate.last
        shape = total(features.shape_features(words, first, last, candidate.kind))
        scores.append(starts[first] + ends[last] + inner[last + 1] - inner[first] + shape)
    return scores


def explain(words: Sequence[Token], candidate: Candidate) -> list[tuple[str, float]]:
    """The features of a candidate with their weights, the weightiest first."""
    table = weights()["blank"]
    names = [*blank_features(words, candidate)]
    rows = [(name, table[name]) for name in names if name in table]
    return sorted(rows, key=lambda row: (-abs(row[1]), row[0]))


def blank_features(words: Sequence[Token], candidate: Candidate) -> list[str]:
    """All features of one candidate, as training sees them."""
    first, last = candidate.first, candidate.last
    names = [
        *features.start_features(words, first),
        *features.end_features(words, last),
        *features.shape_features(words, first, last, candidate.kind),
    ]
    for token in words[first : last + 1]:
        names.extend(features.inner_features(token))
    return names


def worth(words: Sequence[Token], text: str, *, first: bool) -> float:
    """How much the sentence is worth asking about, from 0 to 1."""
    table = weights()["worth"]
    score = table.get("bias", 0.0) + sum(
        table.get(name, 0.0) for name in features.sentence_features(words, text, first=first)
    )
    return min(1.0, max(0.0, score / WORTH_SCALE))


def softmax(scores: Sequence[float]) -> list[float]:
    """Shares that add up to 1."""
    if not scores:
        return []
    top = max(scores)
    powers = [math.exp(s - top) for s in scores]
    whole = sum(powers)
    return [p / whole for p in powers]
