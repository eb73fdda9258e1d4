"""What can go wrong, and how it is told.

Two kinds, kept apart:

* A :class:`QuizgenError` ends the run.  Each class has its own exit code; the
  user reads one line: *where: what (what to do)*.
* A :class:`Problem` is a finding about a document or a bank that does not stop
  the run.  It is a value, collected and shown with its place.
"""

from __future__ import annotations

from typing import ClassVar

from quizgen.records import dataclass


@dataclass(frozen=True, slots=True)
class Problem:
    """A recoverable finding.

    ``start`` and ``end`` are character offsets into the text of the document
    (half-open); both are 0 when the finding is about the whole document.
    """

    message: str
    start: int = 0
    end: int = 0


class QuizgenError(Exception):
    """Base of all errors that a user sees as one line.

    ``where`` names the file (with line and key where they are known), ``what``
    says what is wrong, ``remedy`` what to do about it.
    """

    exit_code: ClassVar[int] = 1

    def __init__(self, where: str, what: str, remedy: str = "") -> None:
        super().__init__(where, what, remedy)
        self.where = where
        self.what = what
        self.remedy = remedy

    def __str__(self) -> str:
        line = f"{self.where}: {self.what}" if self.where else self.what
        return f"{line} ({self.remedy})" if self.remedy else line


class UsageError(QuizgenError):
    """An option or argument that cannot be meant (exit code 2, as Click's own)."""

    exit_code = 2


class UnreadableDocument(QuizgenError):
    """The document is missing, empty, binary, undecodable or of an unknown kind."""

    exit_code = 3


class NothingToAsk(QuizgenError):
    """The document was read, but no question can be made from it."""

    exit_code = 4


class BadBank(QuizgenError):
    """A question bank that is not valid; ``where`` has the line and the key."""

    exit_code = 5


class CannotWrite(QuizgenError):
    """An output file could not be written; nothing was changed."""

    exit_code = 6


class WouldOverwrite(QuizgenError):
    """A bank that differs from the new one stands in its place."""

    exit_code = 7


class BadTemplate(QuizgenError):
    """A file under templates/ is missing or has a value that cannot be used."""

    exit_code = 8


class ProblemsFound(QuizgenError):
    """``--strict`` was given and there were problems."""

    exit_code = 9


class AnkiRefused(QuizgenError):
    """Anki cannot be reached, or did not do what it was asked for."""

    exit_code = 10
