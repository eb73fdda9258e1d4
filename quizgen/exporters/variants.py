"""Variants of a paper: the same questions in another order (A 卷, B 卷)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from random import Random
from typing import TypeVar

from quizgen.quiz import Bank, Matching, Question

_TRIES = 20
T = TypeVar("T")


def variant(bank: Bank, letter: str) -> Bank:
    """``bank`` in the order of variant ``letter``; A is the bank as it is.

    The order of items, of premises and (through the id) of responses depends on the
    bank, its seed and the letter alone.
    """
    if letter in ("", "A"):
        return bank
    random = Random(f"{bank.id}:{bank.seed}:variant:{letter}")  # noqa: S311 - not for secrets
    questions = [_pairs(question, random) for question in _other_order(bank.questions, random)]
    return replace(bank, id=f"{bank.id}:{letter}", questions=tuple(questions))


def _pairs(question: Question, random: Random) -> Question:
    if isinstance(question, Matching):
        return replace(question, pairs=_other_order(question.pairs, random))
    return question


def _other_order(things: Sequence[T], random: Random) -> tuple[T, ...]:
    """``things`` in another order, if there is one."""
    order = list(range(len(things)))
    for _ in range(_TRIES):
        random.shuffle(order)
        if order != sorted(order):
            break
    return tuple(things[place] for place in order)
