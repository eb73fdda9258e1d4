"""The time that choosing and ranking take, against jieba's part-of-speech tagging.

    python benchmarks/ranking_speed.py FILE…

Both work on the same text in the same run: the pieces, candidates, scores and worth of all
sentences, whose words are cut beforehand, and ``jieba.posseg.lcut``, which cuts and tags.  The
ratio is to stay below 1; the best of some rounds counts, because other work only slows down.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from pathlib import Path

import jieba
import jieba.posseg

from quizgen import sentences
from quizgen.document import Block, Document, Span
from quizgen.phrases import model
from quizgen.phrases.candidates import candidates
from quizgen.phrases.pieces import pieces
from quizgen.phrases.tokens import Token, cut
from quizgen.phrases.worth import worth
from quizgen.sentences import Sentence

ROUNDS = 5


def rank(text: str, rows: list[tuple[Sentence, list[Token]]]) -> int:
    """Choose and rank all candidates; how many there are."""
    count = 0
    for sentence, words in rows:
        parts = pieces(words)
        ranking = model.Ranking(parts)
        found = candidates(text, sentence, words, parts, choose=ranking.hopeful)
        ranking.scores(found)
        if words:
            piece = text[sentence.span.start : sentence.span.end]
            worth(words, piece, sentence.first)
        count += len(found)
    return count


def best_of(work: Callable[[], object]) -> float:
    times = []
    for _ in range(ROUNDS):
        start = time.process_time()
        work()
        times.append(time.process_time() - start)
    return min(times)


def main() -> int:
    jieba.setLogLevel(60)
    jieba.posseg.lcut("试一试")
    total_own = total_tagging = 0.0
    for name in sys.argv[1:]:
        text = Path(name).read_text(encoding="utf-8-sig")
        blocks, start = [], 0
        for line in text.split("\n"):
            if line.strip():
                blocks.append(Block(Span(start, start + len(line))))
            start += len(line) + 1
        found = list(sentences.split(Document(text, "", name, tuple(blocks), ())))
        rows = [(s, cut(text, [s.span])) for s in found]
        count = rank(text, rows)
        own, tagging = best_of(lambda: rank(text, rows)), best_of(lambda: jieba.posseg.lcut(text))  # noqa: B023 - called at once
        total_own, total_tagging = total_own + own, total_tagging + tagging
        print(
            f"{Path(name).name}: {len(text)} characters, {len(rows)} sentences, {count} candidates;"
            f" ranking {own:.2f} s, tagging {tagging:.2f} s, ratio {own / tagging:.2f}"
        )
    print(f"together: ratio {total_own / total_tagging:.2f}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
