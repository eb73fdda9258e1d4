"""What a relation offers: rows that may become pairs, and spare responses."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from quizgen.document import Document, Phrase, Section, Span
from quizgen.sentences import Sentence


@dataclass(frozen=True, slots=True)
class Row:
    """A premise with the responses that are true of it alone, best first."""

    premise: Span
    responses: tuple[Span, ...]
    weight: float = 0.5


@dataclass(frozen=True, slots=True)
class Pool:
    """Rows of one relation that belong on one list; ``spares`` answer none of them."""

    relation: str
    rows: tuple[Row, ...]
    spares: tuple[Span, ...] = ()
    path: tuple[Section, ...] = ()
    columns: tuple[str, str] | None = None


@dataclass(frozen=True, slots=True)
class Material:
    """What the relations read: the document, its sentences, its phrases (best first)."""

    document: Document
    sentences: Sequence[Sentence]
    phrases: Sequence[Phrase]

    def text(self, span: Span) -> str:
        """The text of ``span``."""
        return self.document.slice(span)

    def once(self, span: Span) -> bool:
        """Whether the words of ``span`` stand nowhere else in the document."""
        return self.document.text.count(self.text(span)) == 1
