"""Train the judgement of finished items; report by cross-validation over documents.

    python benchmarks/train_items.py CORPUS_DIR [MORE_DIR] [--write | --first | --answers]
                                     [--since LINE]

The items that examiners judged (``judged.py``) are made again; those whose stem has changed
since are left out.  The documents are in the corpus, or in the folder that
``judged_documents.py`` has filled.  ``--write`` trains on everything and writes
``quizgen/phrases/merit.json`` and ``quizgen/questions/quality.json``; then the weights are
shifted to what examiners said who had answered before they saw the key.  ``--first`` does but
that, from the weights that there are: once for any readings, so ``--since LINE`` takes only
those that came later.  ``--answers`` lowers but the weights of single words, of which several
documents have told.  Needs NumPy and SciPy (running quizgen does not).
"""

from __future__ import annotations

import argparse
import json
import zlib
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
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
from quizgen.phrases import merit, merit_features
from quizgen.questions import cloze, quality
from quizgen.questions.checks import Item
from quizgen.quiz import mint
from quizgen.script import examined

MERIT = Path(merit.__file__).with_name("merit.json")
QUALITY = Path(quality.__file__).with_name("quality.json")
FOLDS = 5
LEAST_ITEMS = 8  # in which a feature must occur
L2 = 300.0
BASE = 100.0  # the column of ones: so large that its weight costs nothing
# Weights of these families are penalised less, by these factors squared: what few items say of an
# answer (合法权益 anyone fills in, 近亲属 nobody but who has learnt it) holds of it elsewhere.
BELIEVED = {"answer": 6.0, "first word": 2.0, "last word": 2.0, "begin": 2.0}
MANNER = 1.7  # so much less are the weights of how a document is written penalised, squared
KNOTS = 17  # of the scale of each of its numbers
DOCUMENT = 2.0  # a column a document: examiners differ, and so do documents
SMALLEST = 0.004  # weights below are dropped
SHIFT_L2 = 1500.0  # of what readers who answered first add to the weights
TAKEN = 0.5  # so much of that is added: all of it tells worse on documents of other repositories
FIRST = 4.0  # so much less are those of ``merit_features.FIRST`` penalised, squared
AGAIN, APART, SHRUNK = 6, 5, 6  # readings of an answer, documents; so many more that say nothing
SUNK = -0.1  # what lowers an answer by less is left out
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
    def value(self) -> float:
        """What its examiners said, on the average."""
        return sum(reading.value for reading in self.readings) / len(self.readings)


def digest(item: Item) -> str:
    """What a stem is recognised by."""
    return mint(item.shown, *item.answers)


def read(folders: Sequence[Path], since: int = 0) -> list[Row]:
    """The items judged from line ``since`` on that are made as they were when they were judged."""
    known = judged.readings(since)
    rows: list[Row] = []
    found = 0
    for name, document in judged.documents(list(known), folders):
        found += 1
        rows.extend(_of_document(name, document, known[name]))
    print(f"{len(rows)} of {sum(map(len, known.values()))} judged items are made as before")
    print(f"{found} of {len(known)} documents are there")
    return rows


def _of_document(
    doc: str, shown: Document, known: Mapping[str, Sequence[Reading]]
) -> Iterator[Row]:
    document = examined(shown)
    found = phrases.find(shown)
    manner = manners.manner(document.text)
    done = set()
    for trial in cloze.trials(document, shown, sentences.split(document), found):
        if isinstance(trial.item, str):
            continue
        key = digest(trial.item)
        if key not in known or key in done:
            continue
        done.add(key)
        scored = phrases.score(document, trial.sentence)
        index = merit.place_of(scored, trial.phrase) if scored else None
        if scored is None or index is None:
            continue
        yield Row(
            doc,
            tuple(known[key]),
            dict(zip(merit.NUMBERS, next(merit.of_numbers(scored, [index])), strict=True)),
            (
                *merit_features.all_of_sentence(document, trial.sentence, scored),
                *merit_features.all_of_phrase(document.text, scored, index),
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


def ridge(
    matrix: csr_matrix, documents: Ints, values: Floats, l2: float = L2
) -> tuple[float, Floats]:
    """The base and the weights that fit ``values`` best, by ridge regression.

    ``documents`` numbers the document of each row; what is common to one is set apart.
    """
    rows = np.arange(len(values))
    apart = csr_matrix((np.full(len(values), DOCUMENT), (rows, documents)))
    base = csr_matrix(np.full((len(values), 1), BASE))
    weights = lsqr(hstack([matrix, apart, base]).tocsr(), values, damp=l2**0.5, iter_lim=2000)[0]
    return float(weights[-1] * BASE), weights[: matrix.shape[1]]


def out_of_fold(
    matrix: csr_matrix, documents: Ints, values: Floats, folds: Ints, l2: float = L2
) -> Floats:
    """For each row the value that the other folds give it; as for ``ridge``."""
    expected = np.zeros(len(values))
    for fold in range(FOLDS):
        inside = folds != fold
        base, weights = ridge(matrix[inside], documents[inside], values[inside], l2)
        expected[~inside] = base + matrix[~inside] @ weights
    return expected


def shifts(rows: Sequence[Row], expected: Floats) -> dict[Name, float]:
    """What is added to the weights of features; prints how good the best items are with it.

    It fits what is left of the verdicts of examiners who had answered before they saw the key,
    besides the ``expected`` ones and what a document's items have in common.
    """
    said = [(i, reading) for i, row in enumerate(rows) for reading in row.readings if reading.first]
    mine = [rows[i] for i, _ in said]
    features, found = seen(mine)
    believed = np.array([FIRST if name[1] == merit_features.FIRST else 1.0 for name in features])
    matrix = (found @ diags(believed)).tocsr()
    docs = [row.doc for row in mine]
    documents = np.unique(docs, return_inverse=True)[1]
    before = expected[[i for i, _ in said]]
    left = np.array([reading.value for _, reading in said]) - before
    good = np.array([reading.verdict == "good" for _, reading in said])
    _print_best("before", before, good)
    for what, names in (("document", docs), ("repository", [doc.split("/")[0] for doc in docs])):
        after = before + TAKEN * out_of_fold(matrix, documents, left, dealt(names), SHIFT_L2)
        _print_best(f"after, by {what}", after, good)
    weights = ridge(matrix, documents, left, SHIFT_L2)[1] * believed
    return _centred(dict(zip(features, weights.tolist(), strict=True)), mine)


def write_answers(rows: Sequence[Row], expected: Floats) -> None:
    """Lower the weights of words that those sign less who had answered first, and print them.

    What is left of their verdicts on the average says nothing of an answer.  两个一百年 is signed
    in one of sixteen of its readings, whatever its stem is.
    """
    left: dict[str, list[tuple[str, float]]] = {}
    for row, before in zip(rows, expected, strict=True):
        answer = dict(row.phrase).get("answer", "")
        for reading in row.readings:
            if answer and reading.first and not is_figure(answer):
                left.setdefault(answer, []).append((row.doc, reading.value - float(before)))
    mean = float(np.mean([value for told in left.values() for _, value in told]))
    content = json.loads(MERIT.read_text(encoding="utf-8"))
    weights = content["features"]["answer"]
    for answer, told in sorted(left.items()):
        if len(told) >= AGAIN and len({doc for doc, _ in told}) >= APART:
            shift = sum(value - mean for _, value in told) / (len(told) + SHRUNK)
            if shift <= SUNK:
                weights[answer] = round(weights.get(answer, 0.0) + shift, 3)
                print(f"{answer}: {shift:+.3f} by {len(told)} readings")
    _dump(MERIT, content)


def is_figure(answer: str) -> bool:
    """Whether an answer is a number: whoever knows it need not know another with the same."""
    return set(answer) <= set("0123456789.%零〇一二三四五六七八九十百千万亿两")


def _print_best(name: str, values: Floats, good: NDArray[np.bool_]) -> None:
    order = np.argsort(-values)
    best = [f"{share:.0%}: {good[order[: int(share * len(good))]].mean():.0%}" for share in SHARES]
    print(f"of examiners who answered first, {name}: good of the best", *best)


def _centred(shifted: Mapping[Name, float], rows: Sequence[Row]) -> dict[Name, float]:
    """``shifted``, which on the average add nothing: what a verdict is worth stays the same.

    Of families of which an item has several values, or none, a value adds what it adds.
    """
    names = [list(_names(row)) for row in rows]
    families = [Counter(name[:2] for name in row) for row in names]
    single = {family for family in families[0] if all(own[family] == 1 for own in families)}
    added: dict[tuple[str, str], list[float]] = {family: [] for family in single}
    for name in chain.from_iterable(names):
        if name[:2] in single and name in shifted:
            added[name[:2]].append(shifted[name])
    mean = {family: sum(values) / len(values) for family, values in added.items() if values}
    return {name: shift - mean.get(name[:2], 0.0) for name, shift in shifted.items()}


def write_shifted(rows: Sequence[Row], expected: Floats) -> None:
    """Write the weights of features that there are, shifted."""
    tables = {"phrase": json.loads(MERIT.read_text(encoding="utf-8"))}
    features = {"phrase": tables["phrase"]["features"]}
    features["stem"] = tables["stem"] = json.loads(QUALITY.read_text(encoding="utf-8"))
    for (part, family, value), shift in shifts(rows, expected).items():
        family_of = features[part].setdefault(family, {})
        weight = round(family_of.get(value, 0.0) + TAKEN * shift, 3)
        if abs(weight) >= SMALLEST:
            family_of[value] = weight
        else:
            family_of.pop(value, None)
    _dump(MERIT, tables["phrase"])
    _dump(QUALITY, tables["stem"])


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
    readings = [reading for row in rows for reading in row.readings]
    size = max(1, len(readings))
    good = sum(reading.verdict == "good" for reading in readings) / size
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
    what = parser.add_mutually_exclusive_group()
    what.add_argument("--write", action="store_true")
    what.add_argument("--first", action="store_true")
    what.add_argument("--answers", action="store_true")
    parser.add_argument("--since", type=int, default=0, metavar="LINE")
    options = parser.parse_args()
    rows = read(options.folders, options.since)
    if options.first or options.answers:
        shift = write_shifted if options.first else write_answers
        shift(rows, np.array([quality.summed(row.score) for row in rows]))
        return
    table = Table(rows)
    values = np.array([row.value for row in rows])
    folds = dealt([row.doc for row in rows])
    expected = out_of_fold(table.matrix, table.documents, values, folds)
    report(rows, np.array([row.numbers["odds"] for row in rows]), "ranking alone")
    report(rows, expected, "out of fold")
    print("expected 0.75 or more, by genre")
    by_genre(rows, expected, 0.75)
    if options.write:
        base, weights = ridge(table.matrix, table.documents, values)
        write(table, base, weights)
        write_shifted(rows, expected)


if __name__ == "__main__":
    main()
