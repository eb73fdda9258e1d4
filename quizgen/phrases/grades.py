"""What is known of a word before any document is read: how it was graded as an answer.

``grades.txt`` has the words that laws, reports, speeches, rules and textbooks use most.
Each was judged by itself, in three characters: of what kind it is (``KINDS``); how firmly it
is fixed, if it is the answer (0 nearly anything fits, 1 several words, 2 one or two others,
3 only this); and how widely it is known (from 0, to who has studied it, to 3, to everybody).
What that is worth is learned from people's blanks and from judged items: grades are features
as any others.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from quizgen.phrases.gradetable import GradeTable

SIZE = 3  # characters of a grade
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


def summary(words: Iterable[str], steps: int, most: int) -> tuple[str, ...]:
    """What the grades of ``words``, each counted once, are together; empty without any.

    How firm and how well known they are on the average, in ``steps`` a level; how many are of the
    firmest grade, at most ``most``; their two commonest kinds; the share of general words, in
    fifths.
    """
    graded = [known for known in map(grade, dict.fromkeys(words)) if known != UNGRADED]
    if not graded:
        return ()
    joined, count = "".join(graded), len(graded)
    kinds, firm, known = joined[::SIZE], joined[1::SIZE], joined[2::SIZE]
    commonest = sorted(dict.fromkeys(kinds), key=kinds.count, reverse=True)[:2]
    return (
        str(steps * _added(firm) // count),
        str(steps * _added(known) // count),
        str(min(most, firm.count(FIRMEST))),
        "".join(sorted(commonest)),
        str(5 * kinds.count(_GENERAL) // count),
    )


def _added(levels: str) -> int:
    """The sum of the digits 0 to 3."""
    return levels.count("1") + 2 * levels.count("2") + 3 * levels.count("3")


table = GradeTable("grades.txt", SIZE)
UNGRADED = table.ungraded
grade: Callable[[str], str] = table.__getitem__
"""The grade of a word: kind, firmness, how well it is known."""
