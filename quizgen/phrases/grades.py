"""What is known of a word before any document is read: how it was graded as an answer.

``grades.txt`` has the words that laws, reports, speeches, rules and textbooks use most.
Each was judged by itself, in three characters: of what kind it is (``KINDS``); how firmly it
is fixed, if it is the answer (0 nearly anything fits, 1 several words, 2 one or two others,
3 only this); and how widely it is known (from 0, to who has studied it, to 3, to everybody).
What that is worth is learned from people's blanks and from judged items: grades are features
as any others.

A line of the file has the words with one first character: that, then each word without it,
its grade behind it.  A run looks only into the lines that it needs.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path

SIZE = 3  # characters of a grade
UNGRADED = "-" * SIZE
FIRMEST = "3"
_GENERAL = "G"
KINDS: Mapping[str, str] = {
    "N": "name",
    "O": "organ or role",
    "L": "document",
    "R": "right, duty or penalty",
    "S": "principle or slogan",
    "A": "act",
    "Q": "quality",
    "T": "thing",
    "P": "process or concept",
    "F": "field",
    "M": "amount or time",
    _GENERAL: "general word",
}


@cache
def lines() -> Mapping[str, str]:
    """What the file says of the words with each first character."""
    text = Path(__file__).with_name("grades.txt").read_text(encoding="utf-8")
    return {line[0]: line[1:] for line in text.splitlines()}


@cache
def _grades(first: str) -> Mapping[str, str]:
    """The grades of the words that begin with ``first``, by what follows it."""
    return {entry[:-SIZE]: entry[-SIZE:] for entry in lines().get(first, "").split()}


def summary(words: Iterable[str], steps: int, most: int) -> tuple[str, ...]:
    """What the grades of ``words``, each counted once, are together; empty without any.

    How firm and how well known they are on the average, in ``steps`` a level; how many are of the
    firmest grade, at most ``most``; their two commonest kinds; the share of general words, in
    fifths.
    """
    graded = [known for known in map(grade, dict.fromkeys(words)) if known != UNGRADED]
    if not graded:
        return ()
    kinds, firm, known = zip(*graded, strict=True)
    count = len(graded)
    return (
        str(steps * sum(map(int, firm)) // count),
        str(steps * sum(map(int, known)) // count),
        str(min(most, firm.count(FIRMEST))),
        "".join(sorted(kind for kind, _ in Counter(kinds).most_common(2))),
        str(5 * kinds.count(_GENERAL) // count),
    )


def grade(word: str) -> str:
    """The grade of ``word``: kind, firmness, how well it is known."""
    return _grades(word[0]).get(word[1:], UNGRADED)
