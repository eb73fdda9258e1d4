"""Places that still hold after a person has edited the bank.

An edit of a stem or a pair leaves the places beside it as they were.  The bank file
keeps them, for they tell where an item came from; an export must not claim them.
"""

from __future__ import annotations

from quizgen.document import Span
from quizgen.quiz import Quote

NOWHERE = Quote("")


def proven(text: str, place: Span | None, passage: Quote = NOWHERE) -> Span | None:
    """``place``, unless it cannot be where ``text`` stands in the document.

    It cannot if the lengths differ, or if ``passage`` covers it and says otherwise.
    """
    if place is None or len(place) != len(text):
        return None
    around = passage.place
    if around is not None and len(around) == len(passage.text) and around.contains(place):
        start = place.start - around.start
        if passage.text[start : start + len(text)] != text:
            return None
    return place
