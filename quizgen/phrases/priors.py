"""What is known of a whole phrase before any document is read: its prior as an answer.

``priors.txt`` has the phrases, of one word or several, that come again in documents of many
origins.  Each was judged by itself, in three digits: how firmly it is fixed, if it is the answer
(0 nearly anything fits, 1 several phrases, 2 one or two others, 3 only this); how likely somebody
fills it in who has not studied (from 0, hardly ever, to 3, nearly always); and how much it is
worth asking for (0 never: a fragment, an everyday phrase; 3 what a learner must know by heart).
A fourth digit tells in how many origins it stands (``SPREAD``).  What that is worth in an item is
learned from judged items, as with grades of words (``grades.py``).
"""

from __future__ import annotations

from collections.abc import Callable

from quizgen.phrases.gradetable import GradeTable

SIZE = 4
SPREAD = (6, 11, 21, 41, 81)  # origins; the digit is the number of limits that are reached

table = GradeTable("priors.txt", SIZE)
UNKNOWN = table.ungraded
prior: Callable[[str], str] = table.__getitem__
"""The prior of a phrase: firmness, how well it is known, worth, spread."""
