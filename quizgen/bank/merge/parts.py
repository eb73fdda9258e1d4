"""The parts of a question that a person may edit, one by one.

What a person did to a part is told by comparing it with the record of how it was made: a
part that is as it was made takes what the document gives now, any other stays as it is.  So
a remark that a person wrote does not keep a corrected sentence out of the item.
"""

from __future__ import annotations

from base64 import urlsafe_b64encode
from collections.abc import Callable, Mapping
from dataclasses import replace
from hashlib import sha256

from quizgen.bank import stem
from quizgen.quiz import Blank, Cloze, Entry, Matching, Pair, Question, Segment, Text, fingerprint
from quizgen.records import dataclass

WIDTH = 4
"""Characters of a mark: 24 bits."""


def _accepted(question: Cloze) -> str:
    return "\x1e".join("\x1f".join(blank.accept) for blank in question.blanks)


def _path(question: Question) -> str:
    return "\x1e".join(f"{step.marker}\x1f{step.title}" for step in question.section)


def said(thing: Cloze | Pair) -> str:
    """The words of an item or a pair, as the record keeps them."""
    if isinstance(thing, Cloze):
        return stem.write(thing.segments)
    return stem.write((Text(thing.premise.text), Blank(thing.response.text)))


# Each part with what it says, for its mark.  The words are marked, too, though the record has
# them: one who replaces a word in all of the file replaces it in the record.
CLOZE: Mapping[str, Callable[[Cloze], str]] = {
    "words": said,
    "section": _path,
    "source": lambda question: question.source.text,
    "accept": _accepted,
    "unordered": lambda question: "any" if question.unordered else "",
    "difficulty": lambda question: question.difficulty,
}
MATCHING: Mapping[str, Callable[[Matching], str]] = {
    "section": _path,
    "instruction": lambda question: question.instruction,
    "columns": lambda question: "\x1f".join(question.columns),
    "distractors": lambda question: "\x1f".join(quote.text for quote in question.distractors),
    "difficulty": lambda question: question.difficulty,
}
PAIR: Mapping[str, Callable[[Pair], str]] = {
    "words": said,
    "source": lambda pair: pair.source.text,
}


def mark(text: str) -> str:
    """A short fingerprint of ``text``."""
    return urlsafe_b64encode(sha256(text.encode("utf-8", "surrogatepass")).digest())[:WIDTH].decode(
        "ascii"
    )


def _marks(values: Mapping[str, str]) -> str:
    return "".join(map(mark, values.values()))


def _values(thing: Cloze | Matching | Pair) -> dict[str, str]:
    if isinstance(thing, Cloze):
        return {name: read(thing) for name, read in CLOZE.items()}
    if isinstance(thing, Matching):
        return {name: read(thing) for name, read in MATCHING.items()}
    return {name: read(thing) for name, read in PAIR.items()}


def words(text: str) -> tuple[Segment, ...]:
    """What :func:`said` wrote; nothing where a person has spoilt it."""
    try:
        return stem.read(text) if text else ()
    except stem.StemError:
        return ()


def entries(question: Question, old: Mapping[tuple[str, str], Entry]) -> list[Entry]:
    """The entries of ``question`` as it was made, with the states that ``old`` ones have."""
    if isinstance(question, Cloze):
        return [_entry(question, question.id, "", old)]
    return [
        _entry(question, question.id, "", old),
        *(pair_entry(question.id, pair, old) for pair in question.pairs),
    ]


def pair_entry(question: str, pair: Pair, old: Mapping[tuple[str, str], Entry]) -> Entry:
    """The entry of a pair of the set ``question``."""
    return _entry(pair, question, pair.id, old)


def _entry(
    thing: Cloze | Matching | Pair, question: str, pair: str, old: Mapping[tuple[str, str], Entry]
) -> Entry:
    known = old.get((question, pair)) or Entry(question, pair)
    text = "" if isinstance(thing, Matching) else said(thing)
    return replace(known, said=text, marks=_marks(_values(thing)), retired=thing.retired)


@dataclass(frozen=True, slots=True)
class Edits:
    """Which parts of an item, a set or a pair a person has edited, by name.

    They are those of the tables above, and ``note`` and ``retired``.
    """

    names: frozenset[str] = frozenset()

    def __bool__(self) -> bool:
        return bool(self.names)

    def __contains__(self, name: object) -> bool:
        return name in self.names


NO_EDITS = Edits()
_ALL = Edits(frozenset({*CLOZE, *MATCHING, "note"}))


def edits(thing: Cloze | Matching, entry: Entry | None) -> Edits:
    """What a person did to an item, or to a set beside its pairs.

    Without an entry (in banks of older versions) the fingerprint tells whether anything
    was edited; then all of it counts as edited.
    """
    if entry is None:
        return NO_EDITS if fingerprint(thing) == thing.made else _ALL
    found = _changed(thing, entry)
    if thing.note:
        found.add("note")
    if thing.retired != entry.retired:
        found.add("retired")
    return Edits(frozenset(found))


def pair_edits(pair: Pair, entry: Entry | None) -> Edits:
    """What a person did to a pair that is recorded; all of it, where it is not."""
    if entry is None:
        return _ALL
    found = _changed(pair, entry)
    if pair.retired != entry.retired:
        found.add("retired")
    return Edits(frozenset(found))


def _changed(thing: Cloze | Matching | Pair, entry: Entry) -> set[str]:
    """The names of the marked parts that differ from their marks."""
    marks = [entry.marks[at : at + WIDTH] for at in range(0, len(entry.marks), WIDTH)]
    values = _values(thing)
    if len(marks) != len(values):  # spoilt, or of another version: nothing is taken away
        return set(values)
    return {
        name
        for (name, value), known in zip(values.items(), marks, strict=True)
        if mark(value) != known
    }
