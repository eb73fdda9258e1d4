"""Train the ranking of blanks and the worth of sentences; report by cross-validation.

    python benchmarks/train_ranking.py GOLD_DIR CORPUS_DIR [--write]

``GOLD_DIR`` holds ``human_blanks.jsonl`` (what people blanked out: a document, the
place of the sentence, the places of the blanks) and ``model_labels.jsonl``
(sentences with up to three spans and a worth from 0 to 3).  Five folds, by
document; ``--write`` then trains on everything and writes
``quizgen/phrases/weights.json``.  Needs NumPy (running quizgen does not).
"""

from __future__ import annotations

import argparse
import json
import sys
import zlib
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np

from quizgen import sentences
from quizgen.document import Block, Document, Span
from quizgen.phrases import features, model
from quizgen.phrases.candidates import candidates
from quizgen.phrases.tokens import cut

FOLDS = 5
BLANK_L2 = 8.0
WORTH_L2 = 12.0
ROUNDS = 300
HUMAN_WEIGHT = 2.0


@dataclass
class Row:
    """One sentence with its candidates' features and which of them were blanked."""

    doc: str
    human: bool
    feats: list[list[str]] = field(default_factory=list)
    right: list[bool] = field(default_factory=list)
    spans: list[tuple[int, int]] = field(default_factory=list)
    gold: list[tuple[int, int]] = field(default_factory=list)
    sentence: list[str] = field(default_factory=list)
    worth: float | None = None


def read_rows(gold: Path, corpus: Path) -> list[Row]:
    rows = []
    texts: dict[str, str] = {}
    for line in (gold / "human_blanks.jsonl").read_text(encoding="utf-8").splitlines():
        item = json.loads(line)
        if item["doc"] not in texts:
            texts[item["doc"]] = (corpus / item["doc"]).read_text(encoding="utf-8-sig")
        text = texts[item["doc"]]
        start, end = item["evidence"]
        blanks = [(a - start, b - start) for a, b in item["blanks"]]
        rows.extend(make(item["doc"], text[start:end], blanks, human=True))
    for line in (gold / "model_labels.jsonl").read_text(encoding="utf-8").splitlines():
        item = json.loads(line)
        sentence = item["sentence"]
        blanks = [
            (at, at + len(choice))
            for choice in item["choices"]
            for at in occurrences(sentence, choice)
        ]
        made = make(item["doc"], sentence, blanks, human=False)
        if len(made) == 1:
            made[0].worth = float(item["worth"])
        rows.extend(made)
    return rows


def occurrences(text: str, part: str) -> list[int]:
    found, at = [], text.find(part)
    while at >= 0:
        found.append(at)
        at = text.find(part, at + 1)
    return found


def make(doc: str, text: str, blanks: list[tuple[int, int]], *, human: bool) -> list[Row]:
    document = Document(text, "", doc, (Block(Span(0, len(text))),), ())
    rows = []
    for sentence in sentences.split(document):
        inside = [b for b in blanks if sentence.span.start <= b[0] and b[1] <= sentence.span.end]
        if human and not inside:
            continue
        words = cut(text, [sentence.span])
        row = Row(doc, human, gold=inside)
        found = candidates(text, sentence, words)
        for candidate in found:
            row.feats.append(model.blank_features(words, candidate))
            span = (candidate.span.start, candidate.span.end)
            row.spans.append(span)
            row.right.append(span in inside)
        piece = text[sentence.span.start : sentence.span.end]
        row.sentence = list(features.sentence_features(words, piece, first=True))
        rows.append(row)
    return rows


def index_features(lists: list[list[str]], least: int) -> dict[str, int]:
    seen: Counter[str] = Counter()
    for names in lists:
        seen.update(set(names))
    kept = sorted(name for name, count in seen.items() if count >= least)
    return {name: i for i, name in enumerate(kept)}


def train_blanks(rows: list[Row]) -> dict[str, float]:
    """Conditional softmax over the candidates of each sentence, by Adam."""
    rows = [r for r in rows if any(r.right) and len(r.right) > 1]
    index = index_features([[n for f in r.feats for n in set(f)] for r in rows], 5)
    cols, starts, owner, gold, group_weight = [], [0], [], [], []
    for number, row in enumerate(rows):
        for names, right in zip(row.feats, row.right, strict=True):
            cols.extend(index[n] for n in names if n in index)
            starts.append(len(cols))
            owner.append(number)
            gold.append(right)
        group_weight.append(HUMAN_WEIGHT if row.human else 1.0)
    cols_a = np.array(cols)
    starts_a = np.array(starts)
    candidate_of = np.repeat(np.arange(len(owner)), np.diff(starts_a))
    owner_a, gold_a = np.array(owner), np.array(gold, dtype=float)
    group = np.array(group_weight)
    counts = np.bincount(owner_a, gold_a, len(rows))
    target = gold_a / counts[owner_a]
    weight = np.zeros(len(index))
    first, second = np.zeros_like(weight), np.zeros_like(weight)
    for step in range(1, ROUNDS + 1):
        score = np.bincount(candidate_of, weight[cols_a], len(owner))
        score -= np.maximum.reduceat(score, np.searchsorted(owner_a, np.arange(len(rows))))[owner_a]
        power = np.exp(score)
        share = power / np.bincount(owner_a, power, len(rows))[owner_a]
        # any of the blanks is right: the target is shared among them by their present share
        right = share * gold_a
        soft = right / np.maximum(np.bincount(owner_a, right, len(rows))[owner_a], 1e-12)
        error = (share - 0.5 * soft - 0.5 * target) * group[owner_a]
        gradient = np.bincount(cols_a, error[candidate_of], len(index)) + BLANK_L2 * 0.1 * weight
        first = 0.9 * first + 0.1 * gradient
        second = 0.999 * second + 0.001 * gradient**2
        rate = 0.05 if step < ROUNDS * 2 // 3 else 0.01
        weight -= rate * (first / (1 - 0.9**step)) / (np.sqrt(second / (1 - 0.999**step)) + 1e-8)
    return {n: round(float(weight[i]), 2) for n, i in index.items() if abs(weight[i]) >= 0.02}


def train_worth(rows: list[Row]) -> dict[str, float]:
    rows = [r for r in rows if r.worth is not None]
    index = index_features([r.sentence for r in rows], 8)
    matrix = np.zeros((len(rows), len(index)))
    for i, row in enumerate(rows):
        for name in row.sentence:
            if name in index:
                matrix[i, index[name]] = 1.0
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


def total(table: dict[str, float], names: list[str]) -> float:
    return sum(table.get(n, 0.0) for n in names)


def evaluate(rows: list[Row], blank: dict[str, float]) -> Counter[str]:
    """Hits among the first one and three, by exact span and by half overlap."""
    result: Counter[str] = Counter()
    for row in rows:
        if not row.gold:
            continue
        who = "human" if row.human else "labels"
        result[f"{who} sentences"] += 1
        result[f"{who} covered"] += any(row.right)
        order = sorted(
            range(len(row.spans)), key=lambda i: (-total(blank, row.feats[i]), row.spans[i])
        )
        for depth in (1, 3):
            best = [row.spans[i] for i in order[:depth]]
            result[f"{who} exact@{depth}"] += any(s in row.gold for s in best)
            result[f"{who} half@{depth}"] += any(half(s, g) for s in best for g in row.gold)
    return result


def half(one: tuple[int, int], other: tuple[int, int]) -> bool:
    shared = min(one[1], other[1]) - max(one[0], other[0])
    return shared * 2 >= max(one[1] - one[0], other[1] - other[0])


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("gold", type=Path)
    parser.add_argument("corpus", type=Path)
    parser.add_argument("--write", action="store_true")
    args = parser.parse_args()
    if not (args.gold / "human_blanks.jsonl").is_file():
        print(f"{args.gold}: no training data here, nothing done")
        return 0
    rows = read_rows(args.gold, args.corpus)
    print(f"{len(rows)} sentences, {sum(len(r.right) for r in rows)} candidates")
    result: Counter[str] = Counter()
    guesses, truths = [], []
    for fold in range(FOLDS):
        test = [r for r in rows if zlib.crc32(r.doc.encode()) % FOLDS == fold]
        rest = [r for r in rows if zlib.crc32(r.doc.encode()) % FOLDS != fold]
        result += evaluate(test, train_blanks(rest))
        worth = train_worth(rest)
        for row in test:
            if row.worth is not None:
                guesses.append(worth["bias"] + total(worth, row.sentence))
                truths.append(row.worth)
    for who in ("human", "labels"):
        base = result[f"{who} sentences"]
        for name in ("covered", "exact@1", "exact@3", "half@1", "half@3"):
            print(f"{who:7} {name:8} {result[f'{who} {name}'] / base:6.1%} of {base}")
    print(f"worth   correlation {np.corrcoef(guesses, truths)[0, 1]:.2f}")
    if args.write:
        table = {"blank": train_blanks(rows), "worth": train_worth(rows)}
        path = Path(model.__file__).with_name("weights.json")
        text = json.dumps(table, ensure_ascii=False, sort_keys=True, indent=0)
        path.write_text(text + "\n", encoding="utf-8")
        print(f"{path.name}: {path.stat().st_size} bytes")
    return 0


if __name__ == "__main__":
    sys.exit(main())
