"""Run `make` on every document under a folder, and check what it made.

One row a file: what was made or why not, and how long it took.  Ends with code 1 when a run
ended in an error of the program's own, when an answer is not the slice of the document at
its place, or when an answer touches a removed word (``*``).

    python benchmarks/corpus.py DIR
"""

from __future__ import annotations

import sys
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from quizgen import bank as bankfile
from quizgen import pipeline
from quizgen.document import Document, Span
from quizgen.errors import QuizgenError
from quizgen.exporters import Options
from quizgen.quiz import Bank, Cloze
from quizgen.readers import READERS


def placed(bank: Bank) -> Iterator[tuple[str, Span | None]]:
    """Every piece of ``bank`` that claims to be a slice of the document."""
    for question in bank.questions:
        if isinstance(question, Cloze):
            yield from ((blank.answer, blank.place) for blank in question.blanks)
            yield question.source.text, question.source.place
        else:
            quotes = [quote for pair in question.pairs for quote in (pair.premise, pair.response)]
            yield from ((quote.text, quote.place) for quote in [*quotes, *question.distractors])


def faults(document: Document, bank: Bank) -> list[str]:
    """What is wrong with ``bank``, in words."""
    found = []
    for text, place in placed(bank):
        if place is None or document.slice(place) != text:
            found.append(f"{text!r} is not the text at {place}")
    found += [
        f"an answer of {question.id} touches a removed word"
        for question in bank.questions
        if isinstance(question, Cloze) and any("*" in blank.answer for blank in question.blanks)
    ]
    if bankfile.load(bankfile.dump(bank), "") != bank:
        found.append("the bank that is loaded is not the bank that was dumped")
    return found


def row(path: Path) -> tuple[str, str, list[str]]:
    """What became of ``path``: an outcome to count, a text to show, and faults."""
    try:
        made = pipeline.prepare(path, pipeline.Settings(look=Options()))
    except QuizgenError as error:
        return type(error).__name__, f"{error.what} ({error.remedy})", []
    except Exception as error:  # noqa: BLE001 - a traceback is what this looks for
        return "traceback", repr(error), [f"{type(error).__name__}: {error}"]
    clozes = sum(isinstance(question, Cloze) for question in made.bank.questions)
    text = (
        f"{clozes:4} items {len(made.bank.questions) - clozes:3} sets "
        f"{made.outputs['anki'].count:5} cards {made.outputs['worksheet'].count:4} pages "
        f"{len(made.problems):3} problems"
    )
    return "made", text, faults(made.document, made.bank)


def main() -> int:
    """Print the rows and the totals; the exit code."""
    root = Path(sys.argv[1])
    paths = sorted(path for path in root.rglob("*") if path.suffix.lower() in READERS)
    outcomes: Counter[str] = Counter()
    wrong = 0
    for path in paths:
        begin = time.perf_counter()
        outcome, text, found = row(path)
        spent = time.perf_counter() - begin
        outcomes[outcome] += 1
        wrong += len(found)
        print(f"{spent:6.2f} s  {path.relative_to(root)!s:<52} {outcome:<18} {text}", flush=True)
        for fault in found[:5]:
            print(f"          WRONG: {fault}")
    print(f"{len(paths)} files: " + ", ".join(f"{n} {name}" for name, n in outcomes.most_common()))
    print(f"{wrong} faults")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
