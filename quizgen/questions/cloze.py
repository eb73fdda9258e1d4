"""Phrases → fill-in-the-blank drafts (填空题)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from quizgen.document import Document, Phrase, PhraseKind, Section, Span
from quizgen.phrases import Found
from quizgen.phrases.glossary import NO_LISTS, WordLists
from quizgen.phrases.lexicon import NUMERALS, RANGE_MARKS
from quizgen.questions import checks
from quizgen.questions.draft import Draft, Refusals
from quizgen.questions.stems import Stem
from quizgen.questions.trials import trials
from quizgen.quiz import NOTHING, Blank, Cloze, Heading, Quote, Segment, Text, mint
from quizgen.regex import regex
from quizgen.sentences import Sentence


def drafts(  # noqa: PLR0913 - the document twice
    document: Document,
    shown: Document,
    found: Sequence[Sentence],
    phrases: Found,
    lists: WordLists = NO_LISTS,
    *,
    least: float = 0.0,
    rows: range | None = None,
) -> tuple[list[Draft], Refusals]:
    """All fit items, several a sentence; and the phrases that failed a check.

    ``document`` is examined, in simplified characters; ``shown`` is the same as it is
    written, of which items are made (:mod:`quizgen.script`).  Items whose expected verdict
    is less than ``least`` are of no use to the caller, and are not made.  ``rows`` are the
    sentences, of all that were ``found``, that are asked about; all if None.
    """
    refused = Refusals()
    made: list[Draft] = []
    passages = _Passages(shown)
    for trial in trials(document, shown, found, phrases, lists, least=least, rows=rows):
        if isinstance(trial.item, str):
            refused.add(trial.phrase.span, trial.item)
        else:
            made.append(_draft(passages, trial.sentence, trial.item, trial.phrase, trial.score))
    return made, refused


def headings(path: Sequence[Section]) -> tuple[Heading, ...]:
    """The section path of a question."""
    return tuple(Heading(s.marker.text if s.marker else "", s.title) for s in path)


# The order is a part of the answer: 自北向南依次为渤海、黄海、东海; 分别下降百分之三、百分之五.
_IN_ORDER = regex(
    r"依次|分别|先后为|顺序|次序|自[^，。]{1,3}[向至到]|[从由][^，。]{1,4}[到至]|第一步|流程"
)


class _Passages:
    """Where sentences stand and what they say, as written: once for all items of a sentence."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self._headings: dict[tuple[int, int], tuple[Heading, ...]] = {}  # by start and depth
        self._sentence: Sentence | None = None
        self._of_sentence: tuple[tuple[Heading, ...], Quote] = ((), NOTHING)

    def of(self, sentence: Sentence) -> tuple[tuple[Heading, ...], Quote]:
        """The section path and the words of ``sentence``."""
        if sentence is not self._sentence:
            source = Quote(self.document.slice(sentence.span), sentence.span)
            self._of_sentence = self._path(sentence.span.start), source
            self._sentence = sentence
        return self._of_sentence

    def _path(self, start: int) -> tuple[Heading, ...]:
        path = self.document.path(start)
        key = (path[-1].span.start if path else -1, len(path))
        if key not in self._headings:
            self._headings[key] = headings(path)
        return self._headings[key]


def _draft(
    passages: _Passages, sentence: Sentence, item: checks.Item, phrase: Phrase, score: float
) -> Draft:
    path, source = passages.of(sentence)
    unordered = phrase.kind is PhraseKind.SERIES and len(item.blanks) > 1
    unordered = unordered and _IN_ORDER.search(item.shown) is None
    question = Cloze(
        id=mint("cloze", item.shown, *item.answers),
        section=path,
        segments=tuple(_segments(passages.document, item.stem, item.blanks)),
        source=source,
        score=score,
        unordered=unordered,
    )
    return Draft(
        question,
        sentence.span,
        item.shown,
        item.answers,
        score,
        item.blanks,
        tuple(_contexts(item)),
    )


_BESIDE = 4  # characters by which a blank is recognised


def _contexts(item: checks.Item) -> Iterator[str]:
    text = item.document.text
    for blank in item.blanks:
        piece = next(p for p in item.stem.pieces if p.contains(blank))
        if blank.start - _BESIDE >= piece.start:
            yield text[blank.start - _BESIDE : blank.end]
        if blank.end + _BESIDE <= piece.end:
            yield text[blank.start : blank.end + _BESIDE]


def _segments(document: Document, stem: Stem, blanks: Sequence[Span]) -> Iterator[Segment]:
    pending = ""
    for number, piece in enumerate(stem.pieces):
        pending += stem.joint if number else ""
        at = piece.start
        for blank in blanks:
            if not piece.contains(blank):
                continue
            pending += document.text[at : blank.start]
            if pending:
                yield Text(pending)
                pending = ""
            answer = document.slice(blank)
            yield Blank(answer, blank, variants(answer))
            at = blank.end
        pending += document.text[at : piece.end]
    pending += stem.end
    if pending:
        yield Text(pending)


_HAN_DIGITS = "零一二三四五六七八九十"


_TO = regex(f"[{RANGE_MARKS}]")  # of a range of figures: 3～7, 15%～25%
_RANGE = regex(f"[0-9./%℃°]+[{RANGE_MARKS}][0-9./%℃°]+")


def variants(answer: str) -> tuple[str, ...]:
    """Other answers that a marker accepts: 五 for 5, 3至7 for 3～7, the text without marks."""
    found = []
    if answer.isascii() and answer.isdigit() and int(answer) <= 10:
        found.append(_HAN_DIGITS[int(answer)])
    elif len(answer) == 1 and answer in NUMERALS and answer in _HAN_DIGITS:
        found.append(str(_HAN_DIGITS.index(answer)))
    if _RANGE.fullmatch(answer):
        found.extend(to.join(_TO.split(answer)) for to in "-~至" if to not in answer)
    plain = answer
    for mark in "“”‘’「」『』《》":
        plain = plain.replace(mark, "")
    if plain != answer and plain:
        found.append(plain)
    return tuple(found)
