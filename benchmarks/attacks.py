"""Try three cheap attacks on the paper of every document under a folder.

*Leaks*: does another item, an option or a heading print the words beside a blank together
with its answer?  *Overlap*: how many pairs of the matching sets come out right when each
premise takes the response that shares most characters with it, then the one nearest in
length, compared with chance?  *Repeats*: is an answer asked for twice?

    python benchmarks/attacks.py DIR [--limit CHARACTERS]

Documents longer than ``--limit`` are left out (default 200,000 characters).  Ends with code 1
when more than 1 % of the blanks leak, the overlap solver is more than five points above
chance, or an answer is asked for twice.
"""

from __future__ import annotations

import argparse
import multiprocessing
import sys
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from quizgen import pipeline, questions
from quizgen.errors import QuizgenError
from quizgen.quiz import Bank, Blank, Cloze, Matching, Text
from quizgen.readers import READERS

CONTEXT = 4  # characters beside a blank by which a leak is recognised
LEAKS, ABOVE_CHANCE = 0.01, 0.05


@dataclass(frozen=True, slots=True)
class Result:
    """Counts of one paper (or of several, added up)."""

    blanks: int = 0
    leaks: int = 0
    repeats: int = 0
    pairs: int = 0
    right: int = 0  # pairs that the overlap solver found
    chance: float = 0.0  # pairs that chance finds

    def __add__(self, other: Result) -> Result:
        return Result(
            self.blanks + other.blanks,
            self.leaks + other.leaks,
            self.repeats + other.repeats,
            self.pairs + other.pairs,
            self.right + other.right,
            self.chance + other.chance,
        )

    def __str__(self) -> str:
        leaks = self.leaks / self.blanks if self.blanks else 0.0
        right = self.right / self.pairs if self.pairs else 0.0
        chance = self.chance / self.pairs if self.pairs else 0.0
        return (
            f"{self.blanks:6} blanks {leaks:6.2%} leak {self.repeats:3} repeated"
            f"  {self.pairs:5} pairs {right:6.1%} by overlap {chance:6.1%} by chance"
        )


def attack(bank: Bank) -> Result:
    """The three attacks on one paper."""
    clozes = [q for q in bank.questions if isinstance(q, Cloze)]
    sets = [q for q in bank.questions if isinstance(q, Matching)]
    answers = Counter(
        answer for q in clozes for answer in {b.answer for b in q.blanks} if len(answer) > 1
    )
    repeats = sum(n - 1 for answer, n in answers.items() if n > 1 and not answer.isdigit())
    printed = [q.text("\n") for q in clozes]
    printed += ["\n".join(r.text for p in q.pairs for r in (p.premise, p.response)) for q in sets]
    printed += ["\n".join(spare.text for spare in q.distractors) for q in sets]
    # the title of a single line is that line, and stands above nothing
    titles = {h.title for q in clozes for h in q.section if h.title not in q.source.text}
    everything = "\n\n".join([*printed, *titles])
    blanks = leaks = 0
    for question in clozes:
        parts = question.segments
        for number, part in enumerate(parts):
            if not isinstance(part, Blank):
                continue
            blanks += 1
            left, right = _beside(parts, number)
            told = [left + part.answer if left else "", part.answer + right if right else ""]
            leaks += any(words and words in everything for words in told)
    result = Result(blanks, leaks, repeats)
    for matching in sets:
        result += overlap(matching)
    return result


def _beside(parts: tuple[Text | Blank, ...], number: int) -> tuple[str, str]:
    """The characters on either side of the blank; empty where there are too few."""
    before, behind = parts[number - 1 : number], parts[number + 1 : number + 2]
    left = before[0].text[-CONTEXT:] if before and isinstance(before[0], Text) else ""
    right = behind[0].text[:CONTEXT] if behind and isinstance(behind[0], Text) else ""
    return left if len(left) == CONTEXT else "", right if len(right) == CONTEXT else ""


def overlap(matching: Matching) -> Result:
    """How many pairs of a set the overlap solver finds."""
    responses = [p.response.text for p in matching.pairs] + [d.text for d in matching.distractors]
    right = 0
    for pair in matching.pairs:
        premise = pair.premise.text

        def likeness(response: str, premise: str = premise) -> tuple[int, int, str]:
            shared = len(set(response) & set(premise))
            return shared, -abs(len(response) - len(premise)), response

        right += max(responses, key=likeness) == pair.response.text
    count = len(matching.pairs)
    return Result(pairs=count, right=right, chance=count / len(responses))


def measure(task: tuple[Path, int]) -> tuple[Path, Result | str]:
    """The result for one document, or why there is none."""
    path, limit = task
    try:
        document = pipeline.read_document(path)
        if len(document.text) > limit:
            return path, "too long"
        found = pipeline.find_phrases(document)
        return path, attack(questions.make(document, found).bank)
    except QuizgenError as error:
        return path, type(error).__name__


def main() -> int:
    """Print a row a document and the totals; the exit code."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--limit", type=int, default=200_000)
    args = parser.parse_args()
    paths = sorted(p for p in args.folder.rglob("*") if p.suffix.lower() in READERS)
    total, left_out = Result(), Counter[str]()
    with multiprocessing.Pool() as pool:
        for path, result in pool.imap(measure, [(path, args.limit) for path in paths]):
            if isinstance(result, str):
                left_out[result] += 1
            else:
                total += result
            print(f"{path.relative_to(args.folder)!s:<52} {result}", flush=True)
    print(f"all {total}")
    print("left out: " + ", ".join(f"{n} {name}" for name, n in left_out.items()))
    above = (total.right - total.chance) / max(1, total.pairs)
    bad = total.leaks > LEAKS * total.blanks or total.repeats or above > ABOVE_CHANCE
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
