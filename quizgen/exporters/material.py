"""The document behind a bank, for sheets that print its own text."""

from __future__ import annotations

import hashlib
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from quizgen.document import Document, Phrase, Section, Span
from quizgen.exporters.pdf.clusters import Ink, Inline, Run
from quizgen.exporters.places import proven
from quizgen.quiz import Bank, Cloze
from quizgen.records import dataclass

BOLD = Ink("heading")
Heads = dict[int, tuple[int, Section]]


@dataclass(frozen=True, slots=True)
class Material:
    """A document with its key phrases, best first."""

    document: Document
    phrases: Sequence[Phrase] = ()


class Spans:
    """Spans in order, of which those inside another are found without a look at all."""

    def __init__(self, spans: Iterable[Span]) -> None:
        """Each span counts once."""
        self._spans = sorted(set(spans))
        self._starts = [span.start for span in self._spans]

    def inside(self, around: Span) -> list[Span]:
        """Those that lie wholly in ``around``."""
        first = bisect_left(self._starts, around.start)
        last = bisect_left(self._starts, around.end)
        return [span for span in self._spans[first:last] if span.end <= around.end]

    def before(self, offset: int) -> Span | None:
        """The last one that begins at ``offset`` or before it."""
        index = bisect_right(self._starts, offset)
        return self._spans[index - 1] if index else None


@dataclass(frozen=True, slots=True)
class Place:
    """Where an answer stands in the document, with its number from 1."""

    number: int
    span: Span
    answer: str


def fits(bank: Bank, document: Document) -> bool:
    """Whether ``bank`` was made of this very text."""
    text = document.text.encode("utf-8", "surrogatepass")
    return hashlib.sha256(text).hexdigest() == bank.digest


def answers(bank: Bank, document: Document) -> tuple[list[Place], int]:
    """The answers of the bank in the order of the document, and how many have no place in it.

    An answer that a person has rewritten has none.
    """
    spans: dict[Span, str] = {}
    lost = 0
    for question in bank.questions:
        for blank in question.blanks if isinstance(question, Cloze) else ():
            span = proven(blank.answer, blank.place)
            if span is None or document.slice(span) != blank.answer:
                lost += 1
            else:
                spans[span] = blank.answer
    kept: list[Span] = []
    for span in sorted(spans):
        if not kept or span.start >= kept[-1].end:
            kept.append(span)
    return [Place(number, span, spans[span]) for number, span in enumerate(kept, 1)], lost


def heads(document: Document) -> Heads:
    """Depth (from 1) and section of each head, by the offset where it begins."""
    found: Heads = {}

    def walk(sections: Sequence[Section], depth: int) -> None:
        for section in sections:
            found[section.head.start] = (depth, section)
            walk(section.children, depth + 1)

    walk(document.sections, 1)
    return found


def pieces(document: Document, span: Span, bold: Sequence[Span]) -> Iterator[Inline]:
    """The text of ``span`` with the spans of ``bold`` in the heading's face."""
    edges = {span.start, span.end}
    for other in bold:
        edges |= {at for at in (other.start, other.end) if span.start < at < span.end}
    for start, end in pairwise(sorted(edges)):
        part = Span(start, end)
        inked = any(other.contains(part) for other in bold)
        yield Run(document.slice(part), BOLD if inked else Ink())
