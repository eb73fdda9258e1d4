"""The lines of a sheet that prints a document's own text, before they are set on paper."""

from __future__ import annotations

from enum import Enum, auto

from quizgen.exporters.pdf.clusters import Inline
from quizgen.records import dataclass


class Role(Enum):
    """What a line is."""

    HEAD = auto()  # of a section of the document
    TEXT = auto()  # a paragraph
    POINT = auto()  # an entry of a list
    TITLE = auto()  # of a list of our own


@dataclass(frozen=True, slots=True)
class Line:
    """A paragraph of a sheet.

    ``depth`` is that of a head, from 1, or of what stands below it; ``title`` is what a head
    is called in an outline.  ``answers`` are those of its blanks, in order; one that is
    ``indented`` begins two characters further in.
    """

    role: Role
    inlines: tuple[Inline, ...]
    depth: int = 0
    title: str = ""
    answers: tuple[str, ...] = ()
    indented: bool = False
    kept: bool = False  # a head that must stay with what follows
