"""Orders that tell nothing, the same in every export of a bank: columns, word banks."""

from __future__ import annotations

from random import Random

from quizgen.quiz import Bank, Cloze, Matching, Quote


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


def word_bank(bank: Bank) -> tuple[str, ...]:
    """The answers of all blanks, each as often as it is asked for."""
    words = [
        blank.answer
        for question in bank.questions
        if isinstance(question, Cloze)
        for blank in question.blanks
    ]
    Random(f"{bank.id}:{bank.seed}:words").shuffle(words)  # noqa: S311 - not for secrets
    return tuple(words)
