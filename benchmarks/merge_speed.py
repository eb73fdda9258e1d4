"""How long a bank of many items takes to read, to merge and to write, by what has changed.

    python benchmarks/merge_speed.py [ITEMS]

The sentences are made of frequent characters at random: no two are alike, all have one form.
"""

from __future__ import annotations

import random
import sys
import time
from dataclasses import replace
from itertools import pairwise

from quizgen import outline, readers
from quizgen.bank import dump, load, rewrite
from quizgen.bank.merge.beginning import begin
from quizgen.bank.merge.merging import merge
from quizgen.document import Document, Span
from quizgen.quiz import Bank, Blank, Cloze, Quote, Text, fingerprint, mint

CHARACTERS = (
    "的一是在不了有和人这中大为上个国我以要他时来用们生到作地于出就分对成会可主发年动同工也能下过子"
)
CHANGES = {
    "nothing": lambda text: text,
    "a character": lambda text: f"{text[:5]}新{text[6:]}",
    "the answer": lambda text: f"{text[:20]}新法{text[22:]}",
    "everything": lambda _: sentence(),
}
chance = random.Random(1)  # noqa: S311


def some(count: int) -> str:
    return "".join(chance.choice(CHARACTERS) for _ in range(count))


def sentence() -> str:
    return f"{some(18)}，由{some(4)}负责{some(10)}。"


def bank(sentences: list[str]) -> tuple[Document, Bank]:
    reading = readers.read("\n".join(sentences).encode(), "x.txt")
    document = outline.build(reading, "x.txt")
    questions = []
    at = 0
    for words in sentences:
        at = document.text.index(words, at)
        segments = (Text(words[:20]), Blank(words[20:24], Span(at + 20, at + 24)), Text(words[24:]))
        source = Quote(words, Span(at, at + len(words)))
        made = Cloze(mint(words), (), segments, source)
        questions.append(replace(made, made=fingerprint(made)))
    return document, Bank("b", "t", "x.txt", mint(document.text), 0, tuple(questions))


def main() -> None:
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 5000
    sentences = [sentence() for _ in range(count)]
    document, made = bank(sentences)
    text = dump(begin(made, document).bank)
    print(f"{count} items, {len(text) >> 10} thousand characters; seconds")
    print(f"{'changed':14}{'read':>7}{'merge':>7}{'write':>7}")
    for name, change in CHANGES.items():
        document, new = bank([change(words) for words in sentences])
        times = [time.perf_counter()]
        old = load(text, "x")
        times.append(time.perf_counter())
        merged = merge(old, new, document)
        times.append(time.perf_counter())
        rewrite(text, old, merged.bank)
        times.append(time.perf_counter())
        spent = [after - before for before, after in pairwise(times)]
        print(f"{name:14}" + "".join(f"{seconds:7.1f}" for seconds in spent))


if __name__ == "__main__":
    main()
