"""Train the judgement of finished items; report by cross-validation over documents.

    python benchmarks/train_items.py CORPUS_DIR [MORE_DIR] [--write]

The items that examiners judged (``judged.py``) are made again; those whose stem has changed
since are left out.  The documents are in the corpus, or in the folder that
``judged_documents.py`` has filled.  ``--write`` trains on everything and writes
``quizgen/phrases/merit.json`` and ``quizgen/questions/quality.json``.  Needs NumPy and SciPy
(running quizgen does not).
"""

from __future__ import annotations

import argparse
import json
import zlib
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import judged
import numpy as np
from judged import Reading
from numpy.typing import NDArray
from scipy.sparse import csr_matrix, diags, hstack
from scipy.sparse.linalg import lsqr

from quizgen import phrases, sentences
from quizgen.document import Document
from quizgen.phrases import manner as manners
from quizgen.phrases import merit, merit_features, priors
from quizgen.phrases.found import Found
from quizgen.phrases.scored import Scored
from quizgen.questions import cloze, quality
from quizgen.questions.checks import Item
from quizgen.quiz import mint
from quizgen.script import examined
from quizgen.sentences import Sentence

MERIT = Path(merit.__file__).with_name("merit.json")
QUALITY = Path(quality.__file__).with_name("quality.json")
FOLDS = 5
LEAST_ITEMS = 20  # in which a feature must occur
L2 = 800.0  # by documents like none in the other folds; copies of known laws would have less
BASE = 100.0  # the column of ones: so large that its weight costs nothing
# Weights of these families are penalised less, by these factors squared: what few items say of an
# answer (合法权益 anyone fills in, 近亲属 nobody but who has learnt it) holds of it elsewhere.
BELIEVED = {"answer": 6.0, "first word": 2.0, "last word": 2.0, "begin": 2.0}
MANNER = 1.7  # so much less are the weights of how a document is written penalised, squared
KNOTS = 17  # of the scale of each of its numbers
# A column a document: examiners differ, and so do documents.  Of items among which the best were
# chosen only what tells them apart counts.
DOCUMENT, CHOSEN = 2.0, 10.0
SMALLEST = 0.004  # weights below are dropped
# An item of which somebody said so who had answered before the key could be seen counts as several
# others, and of its readings only those.
FIRST = 3.0
# Who has answered first minds some things more than who sees the key: what these families say of
# an item has a weight of its own besides, by this factor believed, and so has that it is one.
APART, APART_BELIEVED, FIRST_BASE = frozenset({("stem", "right")}), 2.0, 3.0
# Of phrases of so few origins (the last digit of a prior) this share has a prior only since the
# documents of the training are among them: one that is none of these does not find it.
OWN = (0.5, 0.43, 0.16, 0.05, 0.02, 0.0)
SHARES = (0.05, 0.1, 0.2, 0.3, 0.5, 1.0)

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Feature = tuple[str, str]
Name = tuple[str, str, str]  # the part, the family and the value of a feature


@dataclass(frozen=True)
class Row:
    """A judged item with its features, those of its phrase and those of its stem."""

    doc: str
    readings: tuple[Reading, ...]
    numbers: dict[str, float]
    phrase: tuple[Feature, ...]
    stem: tuple[Feature, ...]
    manner: tuple[float, ...]  # of the document
    score: float  # by the weights that there are

    @property
    def is_chosen(self) -> bool:
        """Whether the item was one of many among which the best were chosen."""
        return all(reading.chosen for reading in self.readings)

    @property
    def firsts(self) -> tuple[Reading, ...]:
        """The readings of those who had answered first."""
        return tuple(reading for reading in self.readings if reading.first)

    @property
    def value(self) -> float:
        """What its examiners said, on the average; those who had answered first, if any had."""
        readings = self.firsts or self.readings
        return sum(reading.value for reading in readings) / len(readings)


def digest(item: Item) -> str:
    """What a stem is recognised by."""
    return mint(item.shown, *item.answers)


@dataclass(frozen=True)
class Task:
    """A document with what was said of its items."""

    doc: str
    folders: Sequence[Path]
    known: Mapping[str, Sequence[Reading]]
    places: frozenset[int]  # where the judged blanks begin; empty, if all sentences are to be read


def read(folders: Sequence[Path]) -> list[Row]:
    """The items that are made as they were when they were judged, or chosen among others."""
    known, places = judged.readings(), judged.places()
    tasks = [Task(doc, folders, own, places[doc]) for doc, own in known.items()]
    tasks += [Task(doc, folders, own, frozenset()) for doc, own in judged.choices().items()]
    rows: list[Row] = []
    found = 0
    with ProcessPoolExecutor() as pool:
        for mine in pool.map(_of_task, tasks, chunksize=4):
            found += mine is not None
            rows.extend(mine or ())
    judged_items = sum(len(task.known) for task in tasks)
    print(f"{len(rows)} of {judged_items} judged items are made as before")
    print(f"{found} of {len(tasks)} documents are there")
    return rows


def _of_task(task: Task) -> list[Row] | None:
    """The rows of a document; None if it is not there."""
    shown = judged.document(task.doc, task.folders)
    return None if shown is None else list(_of_document(task, shown))


def prior_elsewhere(doc: str, words: str) -> str:
    """The prior of a phrase, as far as it does not rest on the repository of ``doc``."""
    known = priors.prior(words)
    if known == priors.UNKNOWN:
        return known
    lot = zlib.crc32(f"{doc.partition('/')[0]} {words}".encode()) / 2**32
    return priors.UNKNOWN if lot < OWN[int(known[-1])] else known


def _found(document: Document, several: Sequence[Sentence]) -> Found:
    """The phrases of some sentences of a document: of all others nothing was said."""
    found = Found()
    for sentence, own in zip(several, phrases.of_sentences(document, several), strict=True):
        found.add(sentence.span.start, own)
    return found


def _of_document(task: Task, shown: Document) -> Iterator[Row]:
    document = examined(shown)
    split = sentences.split(document)
    starts = [sentence.span.start for sentence in split]
    inside = {bisect_right(starts, place) - 1 for place in task.places} - {-1}
    several = [split[i] for i in sorted(inside)] if task.places else split
    manner = manners.manner(document.text)
    known = partial(prior_elsewhere, task.doc)
    done = set()
    sentence: Sentence | None = None
    scored: Scored | None = None
    for trial in cloze.trials(document, shown, split, _found(document, several)):
        if isinstance(trial.item, str):
            continue
        key = digest(trial.item)
        if key not in task.known or key in done:
            continue
        done.add(key)
        if trial.sentence is not sentence:  # several of one may have been judged
            sentence = trial.sentence
            scored = phrases.score(document, sentence)
        index = merit.place_of(scored, trial.phrase) if scored else None
        if scored is None or index is None:
            continue
        yield Row(
            task.doc,
            tuple(task.known[key]),
            dict(zip(merit.NUMBERS, next(merit.of_numbers(scored, [index])), strict=True)),
            (
                *merit_features.all_of_sentence(document, trial.sentence, scored),
                *merit_features.all_of_phrase(document.text, scored, index, known),
            ),
            tuple(quality.of_item(trial.item, trial.sentence)),
            manner,
            trial.score,
        )


# --- fitting ---------------------------------------------------------------------------


class Table:
    """Rows as a sparse matrix: a column a feature that is frequent enough, then the numbers.

    Last come the places of how the document is written, and their squares.
    """

    def __init__(self, rows: Sequence[Row]) -> None:
        self.features, found = seen(rows)
        self.numbers = sorted(rows[0].numbers)
        numbers = np.array([[row.numbers[name] for name in self.numbers] for row in rows])
        self.means, self.scales = numbers.mean(0), numbers.std(0)
        manner = {row.doc: row.manner for row in rows}
        docs = sorted(manner)
        number = {doc: i for i, doc in enumerate(docs)}
        self.documents: Ints = np.array([number[row.doc] for row in rows])
        columns = np.array([manner[doc] for doc in docs]).T
        self.knots = [knots(column) for column in columns]
        places = np.array(
            [
                [manners.place(value, scale) for value in column]
                for column, scale in zip(columns, self.knots, strict=True)
            ]
        ).T[self.documents]
        believed = [BELIEVED.get(family, 1.0) for _, family, _ in self.features]
        believed += [1.0] * len(self.numbers) + [MANNER] * (2 * len(manners.MANNERS))
        self.believed = np.array(believed)
        trust = np.array([manners.trust(row.manner[0]) for row in rows])[:, None]
        scaled = (numbers - self.means) / self.scales
        parts = [found, scaled, trust * places, trust * places**2]
        self.matrix = (hstack(parts) @ diags(self.believed)).tocsr()
        self.values = np.array([row.value for row in rows])
        self.firsts = np.array([bool(row.firsts) for row in rows])
        self.weights = np.where(self.firsts, FIRST, 1.0)
        self.own = [
            i for i, (part, family, _) in enumerate(self.features) if (part, family) in APART
        ]
        self.apart = np.array([CHOSEN if row.is_chosen else DOCUMENT for row in rows])


def knots(values: Floats) -> list[float]:
    """The scale on which a number of documents is placed: it rises with their shares."""
    found = np.quantile(values, np.linspace(0, 1, KNOTS))
    return [float(f"{value:.5g}") for value in found]


def _names(row: Row) -> Iterator[Name]:
    for family, value in row.phrase:
        yield "phrase", family, value
    for family, value in row.stem:
        yield "stem", family, value


def seen(rows: Sequence[Row]) -> tuple[list[Name], csr_matrix]:
    """The features that are frequent enough, and how often each row has them."""
    counts = Counter(name for row in rows for name in set(_names(row)))
    features = sorted(name for name, n in counts.items() if n >= LEAST_ITEMS)
    column = {name: i for i, name in enumerate(features)}
    places = [
        (i, column[name]) for i, row in enumerate(rows) for name in _names(row) if name in column
    ]
    shape = (len(rows), len(features))
    return features, csr_matrix((np.ones(len(places)), np.array(places).T), shape=shape)


def dealt(docs: Sequence[str]) -> Ints:
    """The fold of each row, by its document."""
    return np.array([zlib.crc32(doc.encode()) % FOLDS for doc in docs])


def ridge(table: Table, rows: Ints) -> tuple[float, Floats]:
    """The base and the weights that fit the values of ``rows`` best, by ridge regression.

    What is common to the items of a document is set apart.  The weights are those for a reader
    who answers first.
    """
    size, matrix, firsts = len(rows), table.matrix[rows], diags(table.firsts[rows] * 1.0)
    of_firsts = firsts @ hstack(
        [APART_BELIEVED * matrix[:, table.own], np.full((size, 1), FIRST_BASE)]
    )
    apart = csr_matrix((table.apart[rows], (np.arange(size), table.documents[rows])))
    base = csr_matrix(np.full((size, 1), BASE))
    scale = np.sqrt(table.weights[rows])
    whole = (diags(scale) @ hstack([matrix, of_firsts, apart, base])).tocsr()
    weights = lsqr(whole, table.values[rows] * scale, damp=L2**0.5, iter_lim=2000)[0]
    width = matrix.shape[1]
    shared, (*own, first) = weights[:width], weights[width : width + of_firsts.shape[1]]
    shared[table.own] += APART_BELIEVED * np.array(own)
    return float(weights[-1] * BASE + first * FIRST_BASE), shared


def out_of_fold(table: Table, folds: Ints) -> Floats:
    """For each row the value that the other folds give it."""
    expected = np.zeros(len(folds))
    for fold in range(FOLDS):
        outside = np.flatnonzero(folds == fold)
        base, weights = ridge(table, np.flatnonzero(folds != fold))
        expected[outside] = base + table.matrix[outside] @ weights
    return expected


def report(rows: Sequence[Row], expected: Floats, name: str) -> None:
    """Print what the best of the rows are like, by the expected verdict."""
    values = np.array([row.value for row in rows])
    print(f"{name}: correlation with the verdict {np.corrcoef(expected, values)[0, 1]:.3f}")
    order = np.argsort(-expected)
    for share in SHARES:
        best = [rows[i] for i in order[: int(share * len(rows))]]
        least = expected[order[len(best) - 1]]
        print(f"  best {share:4.0%} (from {least:.2f}): {_counts(best)}")


def _counts(rows: Sequence[Row]) -> str:
    readings = [reading for row in rows for reading in row.firsts or row.readings]
    size = max(1, len(readings))
    good = sum(reading.verdict in ("good", "best") for reading in readings) / size
    fit = sum(reading.verdict != "bad" for reading in readings) / size
    second = sum(reading.second for reading in readings) / size
    told = f"good {good:.0%}, good or usable {fit:.0%}, a second answer {second:.0%}"
    return f"{told} (n={len(rows)})"


def by_genre(rows: Sequence[Row], expected: Floats, least: float) -> None:
    """Print the same for the folders of the corpus, of items expected to reach ``least``."""
    for genre in sorted({row.doc.split("/")[0] for row in rows}):
        mine = [i for i, row in enumerate(rows) if row.doc.startswith(f"{genre}/")]
        best = [rows[i] for i in mine if expected[i] >= least]
        print(f"  {genre:14} {len(mine):4}: {_counts(best)}")


def write(table: Table, base: float, weights: Floats) -> None:
    """Write the weights, those of numbers for the numbers as they are."""
    width = len(table.features)
    weights = weights * table.believed
    numbered = width + len(table.numbers)
    phrase: dict[str, dict[str, float]] = {}
    stem: dict[str, dict[str, float]] = {}
    for (part, family, value), weight in zip(table.features, weights[:width], strict=True):
        if abs(weight) >= SMALLEST:
            target = phrase if part == "phrase" else stem
            target.setdefault(family, {})[value] = round(float(weight), 3)
    slopes = weights[width:numbered] / table.scales
    base -= float(slopes @ table.means)
    numbers = {n: round(float(w), 4) for n, w in zip(table.numbers, slopes, strict=True)}
    slope, bend = weights[numbered:].reshape(2, -1).round(4).tolist()
    manner = dict(zip(manners.MANNERS, zip(slope, bend, table.knots, strict=True), strict=True))
    _dump(
        MERIT,
        {"base": round(base, 4), "numbers": numbers, "features": phrase, "manner": manner},
    )
    _dump(QUALITY, stem)


def _dump(path: Path, content: object) -> None:
    text = json.dumps(content, ensure_ascii=False, indent=0, sort_keys=True)
    path.write_text(text + "\n", encoding="utf-8")
    print(f"{path.name}: {path.stat().st_size / 1000:.0f} kB")


def main() -> None:
    """Run what the arguments ask for."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folders", type=Path, nargs="+", metavar="FOLDER")
    parser.add_argument("--write", action="store_true")
    options = parser.parse_args()
    rows = read(options.folders)
    table = Table(rows)
    expected = out_of_fold(table, dealt([row.doc for row in rows]))
    report(rows, np.array([row.numbers["odds"] for row in rows]), "ranking alone")
    report(rows, expected, "out of fold")
    first = [i for i, row in enumerate(rows) if row.firsts]
    report([rows[i] for i in first], expected[first], "answered first, out of fold")
    by_repository = out_of_fold(table, dealt([row.doc.split("/")[0] for row in rows]))
    report([rows[i] for i in first], by_repository[first], "the same, by repository")
    print("expected 0.75 or more, by genre")
    by_genre(rows, expected, 0.75)
    if options.write:
        write(table, *ridge(table, np.arange(len(rows))))


if __name__ == "__main__":
    main()
