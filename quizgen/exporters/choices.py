"""What a person may choose for a printed sheet; plain values, no reportlab.

``SheetLook`` is how every page looks, ``SheetForm`` what kind of sheet it is.
"""

from __future__ import annotations

from decimal import Decimal

from quizgen.records import dataclass

PAPERS = ("a4", "b5", "16k", "a3", "letter")
"""Sizes of paper; b5 is JIS, a3 lies on its side and has two columns."""

KINDS = ("worksheet", "test", "handout", "review")
FROM_DOCUMENT = ("handout", "review")
"""Kinds that are made of the document's own text, with the bank's answers in it."""

FORMATS = ("pdf", "docx")
KEYS = ("separate", "append", "none")
VARIANTS = "ABCDEFGH"


@dataclass(frozen=True, slots=True)
class SheetLook:
    """Choices of page and type; what is empty is as the style file says.

    ``style`` is the name of a file beside ``style.toml`` that holds what differs from it.
    ``font`` is a key of its table ``faces``.  ``pinyin`` sets readings above Han characters.
    """

    style: str = ""
    paper: str = ""
    large: bool = False
    font: str = ""
    pinyin: bool = False


@dataclass(frozen=True, slots=True)
class SheetForm:
    """The kind of sheet, and what is on it besides the questions.

    ``marks`` is the total to divide among the questions; None: marks as in the style.
    ``minutes`` is the time allowed; 0: none is named.  ``variant`` is a letter, or empty
    where there is only one.  With ``teacher`` the answers stand in their places.
    ``contents`` puts the sections of the document among the items, and a table of contents first.
    """

    kind: str = "worksheet"
    variant: str = ""
    marks: Decimal | None = None
    minutes: int = 0
    word_bank: bool = False
    teacher: bool = False
    identified: bool = False
    contents: bool = False
