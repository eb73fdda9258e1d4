"""The order of a matching set's columns: the same in every export of a bank."""

from __future__ import annotations

from random import Random

from quizgen.quiz import Bank, Matching, Quote


def responses(bank: Bank, question: Matching) -> tuple[Quote, ...]:
    """All responses, spare ones included, in an order that tells nothing.

    Premises keep the order of the document.  The order depends on the bank's id
    and seed and on the question's id alone; where there is a choice, no response
    stands on the line of its own premise.
    """
    column = [pair.response for pair in question.pairs] + list(question.distractors)
    random = Random(f"{bank.id}:{bank.seed}:{question.id}")  # noqa: S311 - not for secrets
    for _ in range(50):
        random.shuffle(column)
        if all(p.response is not r for p, r in zip(question.pairs, column, strict=False)):
            break
    return tuple(column)
