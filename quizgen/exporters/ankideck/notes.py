"""Questions → notes.

All blanks of a fill-in item are on one card: an item is a card, and no number of a
blank can shift when a person adds one.

A matching set becomes one note a pair, with the responses of the set as a word bank.
Each pair is then learned at its own pace, and a card asks one thing.  A card of the
whole set is graded as one, for its weakest pair, and its key shows all answers on a day
when the pairs may be due; so a deck holds it only when asked to.
"""

from __future__ import annotations

import unicodedata
from base64 import b32encode
from collections.abc import Iterable, Iterator
from dataclasses import field, replace
from hashlib import sha256
from html import escape

from quizgen.document import Span
from quizgen.errors import Problem
from quizgen.exporters import order
from quizgen.exporters.ankideck import base, context, decks, names
from quizgen.exporters.ankideck.fields import element, listing, verbatim, visible
from quizgen.exporters.ankideck.notetypes import CLOZE, MATCHING, PAIR, NoteType
from quizgen.exporters.ankideck.wording import Wording
from quizgen.quiz import (
    Bank,
    Blank,
    Cloze,
    Entry,
    Matching,
    Pair,
    Question,
    State,
    fingerprint,
)
from quizgen.records import dataclass

BASE_TIME = 1_700_000_000
"""When notes that are new changed last (seconds since 1970): one time for all, so that the
same bank gives the same bytes.  Anki takes over a changed note only with a later time; the
record of the bank holds that of each note."""


@dataclass(frozen=True, slots=True)
class Note:
    """A note as it goes into the package: fields are HTML, by name; absent ones are empty."""

    kind: NoteType
    guid: str
    fields: dict[str, str]
    tags: tuple[str, ...]
    deck: str  # its full name
    state: State

    @property
    def changed(self) -> int:
        """When what it says last changed, seconds since 1970."""
        return self.state.changed

    def later_than(self, time: int) -> Note:
        """The same, changed after ``time`` (seconds since 1970)."""
        if self.changed > time:
            return self
        return replace(self, state=replace(self.state, changed=time + 1))

    def values(self) -> list[str]:
        """The fields in the order of the note type."""
        return [self.fields.get(name, "") for name in self.kind.fields]


@dataclass(slots=True)
class Maker:
    """Makes the notes of ``bank``; ``problems`` collects what could not become one."""

    bank: Bank
    words: Wording
    now: int = 0  # seconds since 1970, for notes that have changed
    problems: list[Problem] = field(default_factory=list)
    _deck: str = ""  # of the question at hand
    _known: dict[tuple[str, str], Entry] = field(init=False)
    _document: str = field(init=False)
    _date: str = field(init=False)

    def __post_init__(self) -> None:
        """Look up what is recorded of earlier exports, and write what is the same on all cards."""
        self._document = verbatim(self.bank.title)
        self._date = verbatim(self.bank.date)
        self._known = {entry.key: entry for entry in self.bank.record.entries}

    def notes(self) -> Iterator[Note]:
        """All notes in the order of the bank."""
        matching = self.bank.deck.matching
        places = decks.names_by_question(self.bank)
        for question, place in zip(self.bank.questions, places, strict=True):
            self._deck = place
            if isinstance(question, Cloze):
                yield from self._cloze(question)
                continue
            if matching in {"pairs", "both"}:
                yield from self._pairs(question)
            if matching in {"sets", "both"}:
                yield from self._set(question)

    def _cloze(self, question: Cloze) -> Iterator[Note]:
        blanks = question.blanks
        answers = [blank.answer for blank in blanks]
        if not answers or not all(map(visible, answers)):
            self._unseen(question.id, question.source.place)
            return
        text = "".join(
            f"{{{{c1::{verbatim(segment.answer)}}}}}"
            if isinstance(segment, Blank)
            else verbatim(segment.text)
            for segment in question.segments
        )
        fields = {
            "Text": text,
            "Accept": "<br>".join([self._accepted(b) for b in blanks if b.accept]),
            "Typed": "1" if self.bank.deck.typed else "",
            "Hint": self._hint(question, several=len(blanks) > 1),
            "Source": context.passage(question),
        }
        yield self._note(CLOZE, question, fields, answers)

    def _accepted(self, blank: Blank) -> str:
        """What else counts as ``blank``; the script of typed cards reads the elements."""
        others = (element("i", verbatim(text)) for text in blank.accept)
        return escape(self.words.accept, quote=False).format(
            answer=element("b", verbatim(blank.answer)),
            others=escape(self.words.separator, quote=False).join(others),
        )

    def _hint(self, question: Cloze, *, several: bool) -> str:
        hints = []
        if question.unordered and several:  # the script of typed cards looks for the class
            hints.append(element("span", verbatim(self.words.unordered), "unordered"))
        if self.bank.deck.typed and several:
            hints.append(element("span", verbatim(self.words.typing), "typing"))
        return " ".join(hints)

    def _pairs(self, question: Matching) -> Iterator[Note]:
        for pair in question.pairs:
            if not visible(pair.premise.text) or not visible(pair.response.text):
                self._unseen(f"{question.id}/{pair.id}", pair.premise.place)
                continue
            choices = self._choices(question, pair)
            fields = {
                "Premise": verbatim(pair.premise.text),
                "Response": verbatim(pair.response.text),
                "Choices": listing("ul", map(verbatim, choices), choices.index(pair.response.text)),
                "Instruction": verbatim(question.instruction),
                "Source": context.pair_passage(pair),
            }
            yield self._note(PAIR, question, fields, [pair.response.text], pair.id)

    def _choices(self, question: Matching, pair: Pair) -> list[str]:
        """The word bank of a pair, in an order of its own that an added pair leaves as it is."""
        known = {other.response.text: other.id for other in reversed(question.pairs)}
        texts = dict.fromkeys((*known, *(quote.text for quote in question.distractors)))

        def key(text: str) -> bytes:
            mark = known.get(text, text)
            parts = (self.bank.id, str(self.bank.seed), question.id, pair.id, mark)
            return _digest(*parts)

        return sorted(filter(visible, texts), key=key)

    def _set(self, question: Matching) -> Iterator[Note]:
        column = order.responses(self.bank, question)
        letters = [
            _letter(next(i for i, quote in enumerate(column) if quote is pair.response))
            for pair in question.pairs
        ]
        if not all(visible(pair.premise.text + pair.response.text) for pair in question.pairs):
            self._unseen(question.id, question.pairs[0].premise.place)
            return
        fields = {
            "Premises": listing("ol", (verbatim(pair.premise.text) for pair in question.pairs)),
            "Responses": listing("ol", (verbatim(quote.text) for quote in column)),
            "Key": " ".join(letters),
            "Pairs": listing(
                "ol",
                (
                    f"{verbatim(pair.premise.text)}<b>{letter}. {verbatim(pair.response.text)}</b>"
                    for pair, letter in zip(question.pairs, letters, strict=True)
                ),
            ),
            "Instruction": verbatim(question.instruction),
            "Hint": verbatim(self.words.tap),
        }
        yield self._note(
            MATCHING, question, fields, [pair.response.text for pair in question.pairs]
        )

    def _note(
        self,
        kind: NoteType,
        question: Question,
        fields: dict[str, str],
        answers: list[str],
        part: str = "",
    ) -> Note:
        """A note with what all kinds have in common."""
        identity = (self.bank.id, question.id, *([part] if part else []))
        section = context.below(self.bank.title, question.section)
        word = self.words.tag_cloze if kind is CLOZE else self.words.tag_matching
        common = {
            "Context": context.guarded(self.bank.title, section, answers),
            "Section": context.path(section),
            "Document": self._document,
            "Date": self._date,
            "Note": verbatim(question.note),
            "Id": verbatim("/".join(identity)),
        }
        if isinstance(question, Matching):
            common["PremiseHead"], common["ResponseHead"] = map(verbatim, question.columns)
        content = common | fields
        tags = tuple(names.tags(self.bank, question.section, word, question.difficulty))
        state = self._state(question, part, _content(kind, content, tags))
        content[base.FIELD] = base.write(kind.name, content)
        return Note(kind, guid(kind.stem, *identity), content, tags, self._deck, state)

    def _state(self, question: Question, part: str, content: str) -> State:
        """When the note changed: as recorded if it is the same, later than that if it is not."""
        entry = self._known.get((question.id, part))
        if entry is not None and entry.exported:
            same = entry.exported == content
            changed = entry.changed if same else max(self.now, entry.changed + 1)
        elif question.made and fingerprint(question) == question.made:
            changed = BASE_TIME
        else:  # it may have been in a deck before there was a record
            changed = max(BASE_TIME, self.now)
        return State(self.bank.id, question.id, part, content, changed)

    def _unseen(self, name: str, place: Span | None) -> None:
        span = place or Span(0, 0)
        message = f"question {name} has an answer that cannot be seen: not in the deck"
        self.problems.append(Problem(message, span.start, span.end))


def _content(kind: NoteType, fields: dict[str, str], tags: Iterable[str]) -> str:
    """A fingerprint of all that a note says; fields that say nothing do not count."""
    said = [part for name in kind.fields if fields.get(name) for part in (name, fields[name])]
    return _digest(kind.stem, *said, *tags).hex()[:12]


def guid(*identity: str) -> str:
    """The identity of a note in every collection: 80 bits of what never changes about it."""
    return b32encode(_digest("quizgen", *identity)[:10]).decode("ascii").lower()


def _digest(*parts: str) -> bytes:
    joined = unicodedata.normalize("NFC", "\x1f".join(parts))  # nothing composes over the sign
    return sha256(joined.encode("utf-8")).digest()


def _letter(index: int) -> str:
    """A, B, … Z, AA, AB, …, as lists are lettered."""
    letters = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters
