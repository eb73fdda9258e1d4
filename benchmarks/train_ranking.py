"""Train the ranking of blanks and the worth of sentences; report by cross-validation.

    python benchmarks/train_ranking.py GOLD_DIR CORPUS_DIR [--write] [--quick]

``GOLD_DIR`` holds ``human_blanks.jsonl`` and ``human_choice_items.jsonl`` (what people
blanked out: a document, the places of the blanks) and ``model_labels.jsonl`` (sentences
with up to three spans and a worth from 0 to 3).  Five folds by document (a law under
two folder names is one), for two ways to deal out the folds; then the learning curve,
and what kind of blank is missed.  ``--write`` trains on everything and writes
``quizgen/phrases/weights.json``; ``--quick`` leaves out the learning curve.  Needs
NumPy (running quizgen does not).
"""

from __future__ import annotations

import argparse
import json
import sys
import zlib
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from quizgen import sentences
from quizgen.document import Block, Document, Span
from quizgen.phrases import features, model
from quizgen.phrases.candidates import Candidate, candidates
from quizgen.phrases.pieces import Pieces, pieces
from quizgen.phrases.tokens import cut
from quizgen.phrases.view import view
from quizgen.phrases.worth import sentence_features

Floats = NDArray[np.float64]
Ints = NDArray[np.int32]
Bools = NDArray[np.bool_]
Bounds = list[tuple[int, int]]

FOLDS = 5
SEEDS = ("", "a")
LEAST_SENTENCES = 5  # in which a feature must occur
BLANK_L2 = 10.0
PEOPLE_L2 = 150.0  # of the weights by which people differ from the labels
PEOPLE_WEIGHT = 2.0
ROUNDS = 60
SMALLEST = 0.05  # weights below are dropped
WORTH_L2 = 30.0
QUARTERS = (0.25, 0.5, 0.75)
PEOPLE, CHOICE, LABELS = "people", "choice", "labels"
QUOTES = ("“”", "‘’", "「」", "『』", "《》", "〈〉", "【】")


@dataclass
class Row:
    """One sentence with its candidates and which of them were blanked."""

    doc: str
    who: str
    text: str
    parts: Pieces
    found: list[Candidate]
    spans: Bounds
    gold: Bounds
    sentence: list[str] = field(default_factory=list)
    worth: float | None = None

    @property
    def right(self) -> list[bool]:
        """For each candidate whether it is one of the blanks."""
        return [span in self.gold for span in self.spans]


# --- reading ---------------------------------------------------------------------------


def read_rows(gold: Path, corpus: Path) -> list[Row]:
    """All sentences, the labelled before those of people."""
    texts: dict[str, str] = {}
    rows = []
    for item in _lines(gold / "model_labels.jsonl"):
        sentence = item["sentence"]
        blanks = [(a, a + len(c)) for c in item["choices"] for a in occurrences(sentence, c)]
        made = make(item["doc"], sentence, blanks, LABELS)
        if len(made) == 1:
            made[0].worth = float(item["worth"])
        rows.extend(made)
    for name, who in (("human_blanks.jsonl", PEOPLE), ("human_choice_items.jsonl", CHOICE)):
        for item in _lines(gold / name):
            doc = item["doc"]
            if doc not in texts:
                texts[doc] = (corpus / doc).read_text(encoding="utf-8-sig")
            start, end = item.get("evidence") or around(texts[doc], item["blanks"])
            blanks = [(a - start, b - start) for a, b in item["blanks"]]
            rows.extend(make(doc, texts[doc][start:end], blanks, who))
    return rows


def _lines(path: Path) -> Iterator[dict]:
    for line in path.read_text(encoding="utf-8").splitlines():
        yield json.loads(line)


def around(text: str, blanks: Sequence[Sequence[int]]) -> tuple[int, int]:
    """The bounds of the sentence that holds all ``blanks``."""
    low, high = min(b[0] for b in blanks), max(b[1] for b in blanks)
    start = max(text.rfind(mark, 0, low) for mark in "\n。；") + 1
    ends = [at for at in (text.find(mark, high) for mark in "\n。；") if at >= 0]
    end = min(ends, default=len(text) - 1) + 1
    return start, end - text[start:end].endswith("\n")


def occurrences(text: str, part: str) -> list[int]:
    """Where ``part`` begins in ``text``."""
    found, at = [], text.find(part)
    while at >= 0:
        found.append(at)
        at = text.find(part, at + 1)
    return found


def make(doc: str, text: str, blanks: Bounds, who: str) -> list[Row]:
    """The sentences of ``text`` as rows; those of people only where something is blanked."""
    document = Document(text, "", doc, (Block(Span(0, len(text))),), ())
    rows = []
    for sentence in sentences.split(document):
        inside = [b for b in blanks if sentence.span.start <= b[0] and b[1] <= sentence.span.end]
        words = cut(text, [sentence.span])
        if not words or (who != LABELS and not inside):
            continue
        # a blank with its quotation marks is right without them too
        unquoted = [
            (a + 1, b - 1) for a, b in inside if b - a > 2 and text[a] + text[b - 1] in QUOTES
        ]
        parts = pieces(words)
        found = candidates(text, sentence, words, parts)
        spans = [(c.span.start, c.span.end) for c in found]
        row = Row(doc, who, text, parts, found, spans, inside + unquoted)
        piece = text[sentence.span.start : sentence.span.end]
        row.sentence = list(sentence_features(words, piece, first=True))
        rows.append(row)
    return rows


def fold_of(doc: str, seed: str) -> int:
    """The fold of a document: the same for one law under two names."""
    key = doc.rsplit("/", 1)[-1].split("(", maxsplit=1)[0]
    return zlib.crc32((seed + key).encode()) % FOLDS


# --- features as numbers ---------------------------------------------------------------


class Table:
    """The features of all rows as numbers; number 0 stands for no feature.

    A feature of a piece is stored once a piece, as it is computed: ``start``, ``end`` and
    ``inner`` have a line a piece, ``shape`` a line a candidate.
    """

    def __init__(self, rows: Sequence[Row]) -> None:
        self.rows = rows
        self.names: dict[tuple[str, str], int] = {("", ""): 0}
        start, end, inner, shape = [], [], [], []
        first, last, owner, piece_owner, gold = [], [], [], [], []
        for number, row in enumerate(rows):
            seen = view(row.parts)
            base, size = len(start), len(row.parts.tokens)
            for lines, families, columns in (
                (start, features.START, features.start_values(seen)),
                (end, features.END, features.end_values(seen)),
                (inner, features.INNER, features.inner_values(seen)),
            ):
                lines += [self._number(families, v) for v in zip(*columns, strict=True)]
            piece_owner += [number] * size
            for candidate in row.found:
                values = features.shape_values(seen, candidate)
                shape.append(self._number(features.SHAPE, values))
                first.append(base + candidate.first)
                last.append(base + candidate.last)
            owner += [number] * len(row.found)
            gold += row.right
        self.start, self.end, self.inner, self.shape = map(_ints, (start, end, inner, shape))
        self.first, self.last, self.owner = map(_ints, (first, last, owner))
        self.piece_owner = _ints(piece_owner)
        self.gold = np.array(gold, dtype=float)
        self.count = np.bincount(self.owner, minlength=len(rows))
        self.begin = np.cumsum(self.count) - self.count
        self.usable = (np.bincount(self.owner, self.gold, len(rows)) > 0) & (self.count > 1)
        self.people = np.array([r.who != LABELS for r in rows])
        # every feature once a sentence
        pairs = np.concatenate(
            [
                np.unique((owners[:, None].astype(np.int64) * len(self.names) + matrix).ravel())
                for matrix, owners in (
                    (self.start, self.piece_owner),
                    (self.end, self.piece_owner),
                    (self.inner, self.piece_owner),
                    (self.shape, self.owner),
                )
            ]
        )
        self._pair_owner, self._pair_name = np.divmod(pairs, len(self.names))

    def _number(self, families: Sequence[str], values: Sequence[str]) -> list[int]:
        return [
            self.names.setdefault((f, v), len(self.names)) if v else 0
            for f, v in zip(families, values, strict=True)
        ]

    def support(self, mask: Bools) -> NDArray[np.int64]:
        """In how many of the rows of ``mask`` each feature occurs."""
        return np.bincount(self._pair_name[mask[self._pair_owner]], minlength=len(self.names))

    def scores(self, weight: Floats) -> Floats:
        """The score of every candidate."""
        inner = np.concatenate([[0.0], np.cumsum(weight[self.inner].sum(1))])
        return (
            weight[self.start].sum(1)[self.first]
            + weight[self.end].sum(1)[self.last]
            + inner[self.last + 1]
            - inner[self.first]
            + weight[self.shape].sum(1)
        )


def _ints(values: list) -> Ints:
    return np.array(values, dtype=np.int32)


# --- training --------------------------------------------------------------------------


class Training:
    """Conditional softmax over the candidates of each sentence of ``mask``.

    Every feature has a weight for all rows and, where people's rows have it often
    enough, what is added for theirs; the sum is what the ranking uses.
    """

    def __init__(self, table: Table, mask: Bools) -> None:
        mask = mask & table.usable
        keep = table.support(mask) >= LEAST_SENTENCES
        keep[0] = False
        self.keep = keep
        self.size = int(keep.sum())
        number = np.zeros(len(keep), dtype=np.int32)
        number[keep] = 1 + np.arange(self.size)
        self.own = (table.support(mask & table.people) >= LEAST_SENTENCES)[keep]
        pieces_in, found_in = mask[table.piece_owner], mask[table.owner]
        piece_at, row_at = np.cumsum(pieces_in) - 1, np.cumsum(mask) - 1
        self.start, self.end = number[table.start[pieces_in]], number[table.end[pieces_in]]
        self.inner, self.shape = number[table.inner[pieces_in]], number[table.shape[found_in]]
        self.first = piece_at[table.first[found_in]]
        self.last = piece_at[table.last[found_in]]
        self.owner = row_at[table.owner[found_in]]
        self.rows = int(mask.sum())
        self.begin = np.searchsorted(self.owner, np.arange(self.rows))
        self.gold = table.gold[found_in]
        self.target = self.gold / np.bincount(self.owner, self.gold, self.rows)[self.owner]
        self.weight = np.where(table.people[mask], PEOPLE_WEIGHT, 1.0)
        # labelled rows come first
        labelled = int((~table.people[mask]).sum())
        self.pieces = len(self.start)
        self.piece_split = int((row_at[table.piece_owner[pieces_in]] < labelled).sum())
        self.split = int((self.owner < labelled).sum())

    def _halves(self) -> Iterator[tuple[int, slice, slice]]:
        """Pieces and candidates of the labelled rows, then those of people."""
        yield 0, slice(0, self.piece_split), slice(0, self.split)
        yield 1, slice(self.piece_split, None), slice(self.split, None)

    def _scores(self, both: tuple[Floats, Floats]) -> Floats:
        start, end, inner = (np.empty(self.pieces) for _ in range(3))
        shape = np.empty(len(self.owner))
        for which, at, found in self._halves():
            weight = both[which]
            start[at] = weight[self.start[at]].sum(1)
            end[at] = weight[self.end[at]].sum(1)
            inner[at] = weight[self.inner[at]].sum(1)
            shape[found] = weight[self.shape[found]].sum(1)
        total = np.concatenate([[0.0], np.cumsum(inner)])
        return shape + start[self.first] + end[self.last] + total[self.last + 1] - total[self.first]

    def _gradients(self, error: Floats) -> list[Floats]:
        start = np.bincount(self.first, error, self.pieces)
        end = np.bincount(self.last, error, self.pieces)
        enter = np.bincount(self.first, error, self.pieces + 1)
        leave = np.bincount(self.last + 1, error, self.pieces + 1)
        inner = np.cumsum(enter - leave)[:-1]
        found = []
        for _, at, candidates_at in self._halves():
            gradient = np.zeros(self.size + 1)
            for matrix, values in (
                (self.start[at], start[at]),
                (self.end[at], end[at]),
                (self.inner[at], inner[at]),
                (self.shape[candidates_at], error[candidates_at]),
            ):
                gradient += np.bincount(
                    matrix.ravel(), np.repeat(values, matrix.shape[1]), self.size + 1
                )
            found.append(gradient[1:])
        return found

    def loss(self, weights: Floats) -> tuple[float, Floats]:
        """Loss and gradient at ``weights``: the general ones, then what people's rows add."""
        general, added = weights[: self.size], np.where(self.own, weights[self.size :], 0.0)
        none = np.zeros(1)
        score = self._scores(
            (np.concatenate([none, general]), np.concatenate([none, general + added]))
        )
        owner, rows = self.owner, self.rows
        score -= np.maximum.reduceat(score, self.begin)[owner]
        power = np.exp(score)
        whole = np.bincount(owner, power, rows)
        share = power / whole[owner]
        # any of the blanks is right: half of the target is shared among them evenly, half by
        # their present share
        right = share * self.gold
        mass = np.maximum(np.bincount(owner, right, rows), 1e-12)
        log_share = score - np.log(whole)[owner]
        gain = 0.5 * np.log(mass) + 0.5 * np.bincount(owner, self.target * log_share, rows)
        error = share - 0.5 * right / mass[owner] - 0.5 * self.target
        labelled, people = self._gradients(error * self.weight[owner])
        value = (
            0.5 * BLANK_L2 * (general @ general)
            + 0.5 * PEOPLE_L2 * (added @ added)
            - self.weight @ gain
        )
        return float(value), np.concatenate(
            [
                labelled + people + BLANK_L2 * general,
                np.where(self.own, people, 0.0) + PEOPLE_L2 * added,
            ]
        )

    def run(self) -> Floats:
        """The weights of all features of the table, rounded, small ones dropped."""
        best = minimise(self.loss, np.zeros(2 * self.size))
        total = best[: self.size] + best[self.size :]
        weight = np.zeros(len(self.keep))
        weight[self.keep] = np.where(np.abs(total) < SMALLEST, 0.0, np.round(total, 2))
        return weight


def minimise(
    function: Callable[[Floats], tuple[float, Floats]], at: Floats, memory: int = 8
) -> Floats:
    """L-BFGS with a backtracking line search (Nocedal and Wright, algorithm 7.5)."""
    value, gradient = function(at)
    steps: list[tuple[Floats, Floats]] = []
    for _ in range(ROUNDS):
        direction = gradient.copy()
        factors = []
        for step, change in reversed(steps):
            factors.append((step @ direction) / (change @ step))
            direction -= factors[-1] * change
        if steps:
            step, change = steps[-1]
            direction *= (step @ change) / (change @ change)
        else:
            direction /= np.abs(gradient).sum()
        for (step, change), factor in zip(steps, reversed(factors), strict=True):
            direction += step * (factor - (change @ direction) / (change @ step))
        size, slope = 1.0, gradient @ direction
        new_value, new_gradient = function(at - direction)
        while new_value > value - 1e-4 * size * slope and size > 1e-6:
            size /= 2
            new_value, new_gradient = function(at - size * direction)
        step, change = -size * direction, new_gradient - gradient
        if step @ change > 1e-10:
            steps = [*steps[1 - memory :], (step, change)]
        at = at + step
        done = value - new_value < 1e-5 * abs(value)
        value, gradient = new_value, new_gradient
        if done:
            break
    return at


# --- worth of sentences ----------------------------------------------------------------


def train_worth(rows: Sequence[Row]) -> dict[str, float]:
    """Ridge regression on the labelled worth."""
    rows = [r for r in rows if r.worth is not None]
    seen = Counter(name for row in rows for name in set(row.sentence))
    index = {name: i for i, name in enumerate(sorted(n for n, count in seen.items() if count >= 8))}
    matrix = np.zeros((len(rows), len(index)))
    for i, row in enumerate(rows):
        matrix[i, [index[name] for name in row.sentence if name in index]] = 1.0
    target = np.array([r.worth for r in rows])
    bias = float(target.mean())
    means = matrix.mean(axis=0)
    centred = matrix - means
    weight = np.linalg.solve(
        centred.T @ centred + WORTH_L2 * np.eye(len(index)), centred.T @ (target - bias)
    )
    table = {n: round(float(weight[i]), 3) for n, i in index.items() if abs(weight[i]) >= 0.005}
    table["bias"] = round(bias - float(means @ weight), 3)
    return table


def worth_correlation(rows: Sequence[Row], seed: str) -> float:
    """Between the labelled worth and the one that is told from other documents."""
    guesses, truths = [], []
    for fold in range(FOLDS):
        weight = train_worth([r for r in rows if fold_of(r.doc, seed) != fold])
        for row in rows:
            if row.worth is not None and fold_of(row.doc, seed) == fold:
                guesses.append(weight["bias"] + sum(weight.get(n, 0.0) for n in row.sentence))
                truths.append(row.worth)
    return float(np.corrcoef(guesses, truths)[0, 1])


# --- what comes of it ------------------------------------------------------------------


def evaluate(table: Table, scores: Floats, test: Bools) -> Counter[str]:
    """Hits among the first one and three, by exact span and by half overlap; misses by kind."""
    result: Counter[str] = Counter()
    for number in np.flatnonzero(test):
        row = table.rows[number]
        if not row.gold:
            continue
        result[f"{row.who} sentences"] += 1
        result[f"{row.who} coverage"] += any(row.right)
        own = np.round(scores[table.begin[number] :][: table.count[number]], 4).tolist()
        own = model.led([Span(*span) for span in row.spans], own)
        order = sorted(range(len(own)), key=lambda i: (-own[i], row.spans[i]))
        for depth in (1, 3):
            best = [row.spans[i] for i in order[:depth]]
            result[f"{row.who} exact@{depth}"] += any(s in row.gold for s in best)
            result[f"{row.who} half@{depth}"] += any(
                model.half(Span(*s), Span(*g)) for s in best for g in row.gold
            )
        best = [row.spans[i] for i in order[:3]]
        if not any(s in row.gold for s in best):
            result[f"{row.who} miss: {miss(row, best)}"] += 1
    return result


def miss(row: Row, best: Bounds) -> str:
    """What kind of blank it is that is not among the first three."""
    if not any(row.right):
        return "not a candidate"
    if min(b - a for a, b in row.gold) >= 9:
        return "nine characters or more"
    if any(s[0] < g[1] and g[0] < s[1] for s in best for g in row.gold):
        return "boundary"
    return "elsewhere in the sentence"


def cross_validate(table: Table, seeds: Sequence[str], part: float = 1.0) -> Counter[str]:
    """The sum over all folds; ``part`` of people's rows is trained on."""
    result: Counter[str] = Counter()
    chosen = np.array(
        [
            r.who == LABELS or zlib.crc32(f"{r.doc}{r.spans}{r.gold}".encode()) % 1000 < part * 1000
            for r in table.rows
        ]
    )
    for seed in seeds:
        folds = np.array([fold_of(r.doc, seed) for r in table.rows])
        for fold in range(FOLDS):
            weight = Training(table, (folds != fold) & chosen).run()
            result += evaluate(table, table.scores(weight), folds == fold)
    return result


def show(
    result: Counter[str], label: str, groups: Sequence[str] = (PEOPLE, CHOICE, LABELS)
) -> None:
    for who in groups:
        base = result[f"{who} sentences"]
        cells = [
            f"{name} {result[f'{who} {name}'] / base:6.1%}"
            for name in ("coverage", "exact@1", "exact@3", "half@1", "half@3")
        ]
        print(f"{label:12} {who:7} {base:5}  {'  '.join(cells)}", flush=True)


def written(table: Table, worth: dict[str, float]) -> str:
    """The weights as JSON, a line a family."""
    blank: dict[str, dict[str, float]] = {}
    weight = Training(table, np.ones(len(table.rows), dtype=bool)).run()
    for (family, value), number in table.names.items():
        if weight[number]:
            blank.setdefault(family, {})[value] = float(weight[number])
    lines = [f"{json.dumps(family)}:{_compact(values)}" for family, values in sorted(blank.items())]
    return '{"blank":{\n' + ",\n".join(lines) + '},\n"worth":' + _compact(worth) + "}\n"


def _compact(values: dict[str, float]) -> str:
    return json.dumps(values, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("gold", type=Path)
    parser.add_argument("corpus", type=Path)
    parser.add_argument("--write", action="store_true")
    parser.add_argument("--quick", action="store_true")
    args = parser.parse_args()
    if not (args.gold / "human_blanks.jsonl").is_file():
        print(f"{args.gold}: no training data here, nothing done")
        return 0
    rows = read_rows(args.gold, args.corpus)
    print(f"{len(rows)} sentences, {sum(len(r.found) for r in rows)} candidates", flush=True)
    table = Table(rows)
    for seed in SEEDS:
        print(f"worth        correlation {worth_correlation(rows, seed):.3f}", flush=True)
    result: Counter[str] = Counter()
    for seed in SEEDS:
        one = cross_validate(table, [seed])
        show(one, f"folds {seed or '-'}")
        result += one
    show(result, "both")
    misses = sorted((n, count) for n, count in result.items() if n.startswith(f"{PEOPLE} miss"))
    for name, count in misses:
        print(f"{name}: {count / result[f'{PEOPLE} sentences']:.1%}")
    if not args.quick:
        for part in QUARTERS:
            show(cross_validate(table, SEEDS[:1], part), f"{part:.0%} of people's", (PEOPLE,))
    if args.write:
        path = Path(model.__file__).with_name("weights.json")
        path.write_text(written(table, train_worth(rows)), encoding="utf-8")
        print(f"{path.name}: {path.stat().st_size} bytes")
    return 0


if __name__ == "__main__":
    sys.exit(main())
