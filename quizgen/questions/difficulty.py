"""How hard a question is to answer, estimated: easy, medium or hard.

A sum of points over measures that a person can follow, from literal tables; nothing is
learned, and nothing but the question and its document is looked at.  Where the limits lie
was chosen so that each grade holds a fifth to a half of the questions of sixteen
documents of all kinds.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from quizgen.document import Span
from quizgen.phrases.recurrence import recurrence
from quizgen.phrases.tokens import cut
from quizgen.quiz import DIFFICULTIES, Cloze, Matching, Question
from quizgen.records import dataclass


@dataclass(frozen=True, slots=True)
class Scale:
    """How many points a measure gives: one for each limit it reaches, times ``weight``.

    With ``falling``, one for each limit that it stays below: the less, the harder.
    """

    limits: tuple[float, ...]
    falling: bool = False
    weight: int = 1

    def points(self, value: float) -> int:
        """The points of ``value``."""
        reached = sum(value >= limit for limit in self.limits)
        return self.weight * (len(self.limits) - reached if self.falling else reached)


CLOZE: Mapping[str, Scale] = {
    "rarity": Scale((4.3, 5.0, 5.8, 6.8)),  # of the answer's words in the language, as −log10
    "length": Scale((3, 5, 7)),  # characters of all answers
    "blanks": Scale((2, 3), weight=3),
    "occurrences": Scale((2, 4), falling=True),  # of the answer in the document
    "context": Scale((14, 20, 30), falling=True),  # characters of the stem: clues
}
MATCHING: Mapping[str, Scale] = {
    "rarity": Scale((4.7, 5.7)),  # of the responses' words
    "choices": Scale((6, 8)),  # responses, the spare ones included
    "spares": Scale((1, 2)),  # responses that answer no premise: no last pair by elimination
    "likeness": Scale((0.2, 0.4)),  # of the spare responses to the right ones, 0 to 1
}
# The points up to which a question is easy, and up to which it is medium.
EASY_CLOZE, MEDIUM_CLOZE = 3, 6
EASY_MATCHING, MEDIUM_MATCHING = 3, 5

_OFTEN = 4  # places of an answer: more of them make no difference
_FIGURE = 2  # characters: a shorter answer stands everywhere, and its places tell nothing


def grade(question: Question, text: str) -> str:
    """The difficulty of a question made from a document with this ``text``."""
    if isinstance(question, Cloze):
        points = _points(CLOZE, cloze_measures(question, text))
        limits = (EASY_CLOZE, MEDIUM_CLOZE)
    else:
        points = _points(MATCHING, matching_measures(question))
        limits = (EASY_MATCHING, MEDIUM_MATCHING)
    return DIFFICULTIES[sum(points > limit for limit in limits)]


def graded(question: Question, text: str) -> Question:
    """The question with its difficulty."""
    return replace(question, difficulty=grade(question, text))


def _points(scales: Mapping[str, Scale], measures: Mapping[str, float]) -> int:
    return sum(scale.points(measures[name]) for name, scale in scales.items())


def cloze_measures(question: Cloze, text: str) -> dict[str, float]:
    """The measures of a fill-in item, by name; ``text`` is that of the document."""
    answers = [blank.answer for blank in question.blanks]
    return {
        "rarity": _rarity(answers),
        "length": sum(map(len, answers)),
        "blanks": len(answers),
        "occurrences": min((_count(text, answer) for answer in answers), default=1),
        "context": len(question.text("")),
    }


def matching_measures(question: Matching) -> dict[str, float]:
    """The measures of a matching set, by name."""
    right = [pair.response.text for pair in question.pairs]
    spares = [quote.text for quote in question.distractors]
    likest = [max(likeness(spare, response) for response in right) for spare in spares]
    return {
        "rarity": _rarity(right),
        "choices": len(right) + len(spares),
        "spares": len(spares),
        "likeness": max(likest, default=0.0),
    }


def _count(text: str, answer: str) -> int:
    return recurrence(text).times(answer, _OFTEN) if len(answer) >= _FIGURE else 1


def _rarity(answers: Sequence[str]) -> float:
    """The mean rarity of the words of ``answers``, a long word counting for more."""
    words = [
        token
        for answer in answers
        for token in cut(answer, [Span(0, len(answer))])
        if token.word[0].isalnum()
    ]
    size = sum(len(token.word) for token in words)
    return sum(token.rarity * len(token.word) for token in words) / size if size else 0.0


def likeness(one: str, other: str) -> float:
    """The share of characters that two texts have in common (Dice's coefficient), 0 to 1."""
    first, second = set(one), set(other)
    return 2 * len(first & second) / max(1, len(first) + len(second))
