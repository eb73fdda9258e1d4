"""What a relation offers: rows that may become pairs, and spare responses."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from quizgen.document import Document, Phrase, PhraseKind, Section, Span
from quizgen.phrases import Found
from quizgen.phrases.glossary import NO_LISTS, WordLists
from quizgen.phrases.recurrence import recurrence
from quizgen.quiz import Quote
from quizgen.records import dataclass
from quizgen.regex import regex
from quizgen.sentences import Sentence


@dataclass(frozen=True, slots=True)
class Row:
    """A premise with the responses that are true of it alone, best first."""

    premise: Span
    responses: tuple[Span, ...]
    weight: float = 0.5
    weights: tuple[float, ...] = ()  # one a response, where they differ

    def ranked(self) -> Iterator[tuple[Span, float]]:
        """The responses with their weights."""
        return zip(
            self.responses, self.weights or (self.weight,) * len(self.responses), strict=True
        )


@dataclass(frozen=True, slots=True)
class Pool:
    """Rows of one relation that belong on one list; ``spares`` answer none of them."""

    relation: str
    rows: tuple[Row, ...]
    spares: tuple[Span, ...] = ()
    path: tuple[Section, ...] = ()
    columns: tuple[str, str] | None = None


_NOUN = regex(r"(?:(?![等不是的和及与])[\u4e00-\u9fff]){2,10}")
_NOUN_KINDS = frozenset({PhraseKind.TERM, PhraseKind.NAME, PhraseKind.OBJECT, PhraseKind.GLOSSARY})
_ANY = -1.0  # below all scores
_BEHIND_NOUN = frozenset("，。、；：和及与等") | {""}


def _is_noun(text: str, span: Span) -> bool:
    behind = span.start > 0 and text[span.start - 1] in "”」的"
    return behind and _NOUN.fullmatch(text, span.start, span.end) is not None


@dataclass(frozen=True, slots=True)
class Material:
    """What the relations read: the document, its sentences, its phrases (best first)."""

    document: Document  # in simplified characters, as all of it is examined
    shown: Document  # as it is written
    sentences: Sequence[Sentence]
    phrases: Found
    starts: Sequence[int]  # where each sentence begins
    lists: WordLists = NO_LISTS  # the user's words

    @classmethod
    def of(
        cls,
        document: Document,
        shown: Document,
        sentences: Sequence[Sentence],
        phrases: Found,
        lists: WordLists = NO_LISTS,
    ) -> Material:
        """Note where the sentences begin."""
        starts = [s.span.start for s in sentences]
        return cls(document, shown, sentences, phrases, starts, lists)

    def by_place(self, *kinds: PhraseKind) -> list[Phrase]:
        """The phrases of these kinds in the order of the document."""
        rows = self.phrases.of_kinds(dict.fromkeys(kinds, _ANY))
        return sorted(rows, key=lambda p: (p.span, kinds.index(p.kind), -p.score))

    def noun_at(self, start: int) -> Span | None:
        """The longest phrase of Han characters that begins at ``start``, if a mark ends it."""
        here = [p.span for p in self.phrases.between(start, start + 1) if p.kind in _NOUN_KINDS]
        noun = max([s for s in here if _is_noun(self.document.text, s)], key=len, default=None)
        if noun is None or self.document.text[noun.end : noun.end + 1] not in _BEHIND_NOUN:
            return None
        return noun

    def text(self, span: Span) -> str:
        """The text of ``span``."""
        return self.document.slice(span)

    def quote(self, span: Span) -> Quote:
        """``span`` as it is written in the document."""
        return Quote(self.shown.slice(span), span)

    def once(self, span: Span) -> bool:
        """Whether the words of ``span`` stand nowhere else in the document."""
        return self.times(self.text(span), 2) == 1

    def times(self, words: str, enough: int) -> int:
        """How often ``words`` stand in the document, counted no further than ``enough``."""
        return recurrence(self.document.text).times(words, enough)
