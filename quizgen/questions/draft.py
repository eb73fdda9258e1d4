"""What generators hand to selection: an item with all that selection must know."""

from __future__ import annotations

from quizgen.document import Section, Span
from quizgen.quiz import Question
from quizgen.records import dataclass


@dataclass(frozen=True, slots=True)
class Refusal:
    """A candidate that became no item; ``code`` is a key of ``checks.REASONS``."""

    span: Span
    code: str


@dataclass(frozen=True, slots=True)
class Draft:
    """A question that passed all checks that look at it alone.

    ``shown`` is what it prints, ``answers`` what it must not see printed elsewhere.
    """

    question: Question
    place: Span  # of the source sentence, or of the first pair
    section: Section | None  # the innermost section it asks about
    shown: str
    answers: tuple[str, ...]
    score: float
    blanks: tuple[Span, ...] = ()  # places of the blanks of a fill-in item
    # each answer with the words on either side: who reads them knows it, however short it is
    contexts: tuple[str, ...] = ()
