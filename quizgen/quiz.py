"""The question bank's model: questions made of segments, and the bank itself.

A stem is a sequence of segments, text and blanks, never a string with offsets,
so an edit cannot move a blank.  Places are spans of the document's text; they
are ``None`` in what a person wrote by hand.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from dataclasses import replace
from hashlib import sha256

from quizgen.document import Span, label
from quizgen.records import dataclass

LEAST_PAIRS = 2  # of a matching set

# How hard a question is to answer, as estimated when it was made; empty where it is not known.
DIFFICULTIES = ("easy", "medium", "hard")


def mint(*texts: str) -> str:
    """A new id for what has none: eight hexadecimal digits of a hash of ``texts`` (NFC)."""
    joined = unicodedata.normalize("NFC", "\x1f".join(texts))  # nothing composes over the sign
    return sha256(joined.encode("utf-8")).hexdigest()[:8]


@dataclass(frozen=True, slots=True)
class Text:
    """A piece of a stem that is shown."""

    text: str


@dataclass(frozen=True, slots=True)
class Blank:
    """A gap: ``answer`` stood there; ``accept`` are other answers a marker allows."""

    answer: str
    place: Span | None = None
    accept: tuple[str, ...] = ()


Segment = Text | Blank


@dataclass(frozen=True, slots=True)
class Heading:
    """One step of a question's section path: marker as written (or empty) and title."""

    marker: str
    title: str

    @property
    def label(self) -> str:
        """Marker and title as a person writes them."""
        return label(self.marker, self.title)


@dataclass(frozen=True, slots=True)
class Quote:
    """A verbatim piece of the document with its place."""

    text: str
    place: Span | None = None


NOTHING = Quote("")


@dataclass(frozen=True, slots=True)
class Cloze:
    """A fill-in-the-blank item (填空题).

    ``source`` is the sentence (or the passage) of the document behind the stem.
    ``unordered`` is true when the blanks may be filled in any order (the members
    of a series).
    """

    id: str
    section: tuple[Heading, ...]
    segments: tuple[Segment, ...]
    source: Quote
    score: float = 0.0
    unordered: bool = False
    note: str = ""  # a person's own remark, shown on the back of the card
    made: str = ""  # the fingerprint of the item as it was made; empty for one by hand
    difficulty: str = ""  # one of DIFFICULTIES, or empty
    retired: bool = False  # the document says it no longer: kept, but in no export

    @property
    def blanks(self) -> tuple[Blank, ...]:
        """The blanks in reading order."""
        return tuple([s for s in self.segments if isinstance(s, Blank)])

    def text(self, blank: str = "____") -> str:
        """The stem as one string, every blank replaced by ``blank``."""
        return "".join(s.text if isinstance(s, Text) else blank for s in self.segments)


@dataclass(frozen=True, slots=True)
class Pair:
    """A premise and the one response that is true of it.

    ``id`` tells the pairs of a set apart for good, wherever they stand and however
    their words are mended later.  Left out, it is minted from the premise; the bank
    file stores it.  ``source`` is the sentence of the document behind the response.
    """

    premise: Quote
    response: Quote
    id: str = ""
    source: Quote = NOTHING
    retired: bool = False

    def __post_init__(self) -> None:
        """Mint the id of a new pair."""
        if not self.id:
            object.__setattr__(self, "id", mint(self.premise.text))


@dataclass(frozen=True, slots=True)
class Matching:
    """A matching set (匹配题): pairs, and spare responses that answer no premise.

    ``columns`` are the heads of the two columns (``重点任务``, ``主要举措``).
    ``relation`` is a stable key for the kind of relation (``directive``, ``term``,
    ``members``, ``halves``, ``article``).
    """

    id: str
    section: tuple[Heading, ...]
    relation: str
    instruction: str
    columns: tuple[str, str]
    pairs: tuple[Pair, ...]
    distractors: tuple[Quote, ...] = ()
    score: float = 0.0
    note: str = ""
    made: str = ""  # the fingerprint of the set as it was made; empty for one by hand
    difficulty: str = ""  # one of DIFFICULTIES, or empty
    retired: bool = False


Question = Cloze | Matching


def fingerprint(question: Question) -> str:
    """What a question says, as eight hexadecimal digits.

    Places, scores and difficulty do not count.  It differs from ``made`` once a person
    has edited the question.
    """
    if isinstance(question, Cloze):
        blanks = [part for blank in question.blanks for part in (blank.answer, *blank.accept)]
        order = "any" if question.unordered else ""
        return mint(question.text("\x1e"), *blanks, order, question.source.text, question.note)
    pairs = [text for pair in question.pairs for text in (pair.premise.text, pair.response.text)]
    spares = [quote.text for quote in question.distractors]
    return mint(question.instruction, *question.columns, *pairs, "\x1e", *spares, question.note)


@dataclass(frozen=True, slots=True)
class Deck:
    """How a bank goes to Anki, written down when it is first chosen.

    A learner's collection knows decks by their names, and cards that are in one never
    move.  So a later change of a title or a heading leaves all of this as it is.
    """

    name: str = ""  # ``::`` parts the names of decks inside each other; empty: not named yet
    subdecks: tuple[tuple[str, Heading], ...] = ()  # number and section; none: one deck, with tags
    typed: bool = False  # whether answers are typed
    matching: str = "pairs"  # one of MATCHING_CARDS


MATCHING_CARDS = ("pairs", "sets", "both")
"""What a deck holds of a matching set: a card a pair, one card for the whole set, or both."""


@dataclass(frozen=True, slots=True)
class Entry:
    """What is remembered of an item, a set or a pair, whatever a person makes of it.

    ``said`` is the item as it was last made (a stem, or ``premise[[response]]``; empty
    for a set and for what a person added), ``marks`` are short fingerprints of its other
    parts, ``retired`` is what the document made of it.  So an edit is told from a change
    of the document, and what was deleted from what is new.

    ``exported`` is the fingerprint of its note as it last went into a deck (empty: never),
    ``changed`` when that became so (seconds since 1970).
    """

    question: str  # the id of the item or the set
    pair: str = ""  # the id of the pair; empty for an item and for a set as a whole
    said: str = ""
    marks: str = ""
    retired: bool = False
    exported: str = ""
    changed: int = 0

    @property
    def key(self) -> tuple[str, str]:
        """What tells it from all others of the bank."""
        return self.question, self.pair


@dataclass(frozen=True, slots=True)
class State:
    """A note as a deck holds it: whose it is, its fingerprint, and when it changed."""

    bank: str
    question: str
    pair: str
    exported: str
    changed: int

    @property
    def note(self) -> str:
        """The ``Id`` of the note."""
        return "/".join(filter(None, (self.bank, self.question, self.pair)))


@dataclass(frozen=True, slots=True)
class Record:
    """The memory of a bank: title and file name as last found, an entry for each item.

    ``sentences`` are short fingerprints of all sentences of the document, four characters
    each, in alphabetical order: they tell a sentence that is new from one that was there.
    """

    title: str = ""
    source: str = ""
    entries: tuple[Entry, ...] = ()
    sentences: str = ""

    def with_states(self, states: Iterable[State]) -> Record:
        """The record after an export; entries keep their order, new ones come last."""
        entries = {entry.key: entry for entry in self.entries}
        for state in states:
            key = (state.question, state.pair)
            entry = entries.get(key) or Entry(*key)
            entries[key] = replace(entry, exported=state.exported, changed=state.changed)
        return replace(self, entries=tuple(entries.values()))


NO_RECORD = Record()


@dataclass(frozen=True, slots=True)
class Bank:
    """All questions of a document, in document order: the source of every export."""

    id: str
    title: str
    source: str  # the document's file name
    digest: str  # SHA-256 of the document's text, hexadecimal
    seed: int = 0
    questions: tuple[Question, ...] = ()
    date: str = ""  # of the document, as a person writes it
    deck: Deck = Deck()
    record: Record = NO_RECORD


def live(bank: Bank) -> Bank:
    """The bank as exports show it: without what is retired, sets and pairs alike."""
    kept: list[Question] = []
    for question in bank.questions:
        if question.retired:
            continue
        if isinstance(question, Matching) and any(pair.retired for pair in question.pairs):
            pairs = tuple(pair for pair in question.pairs if not pair.retired)
            if len(pairs) < LEAST_PAIRS:
                continue
            kept.append(replace(question, pairs=pairs))
        else:
            kept.append(question)
    return replace(bank, questions=tuple(kept))
