"""What all parts of a merge look things up in."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import field

from quizgen.bank.merge.ground import Ground
from quizgen.document import Document
from quizgen.quiz import Bank, Cloze, Entry, Question
from quizgen.records import dataclass


@dataclass(slots=True)
class Context:
    """The old bank with its record, the document as it is now, and the ids that are taken."""

    document: Document
    ground: Ground
    bank: Bank
    entries: Mapping[tuple[str, str], Entry] = field(init=False)  # what is known of how it was made
    _there: Mapping[str, Question] = field(init=False)
    _taken: set[str] = field(init=False)

    @classmethod
    def of(cls, document: Document, bank: Bank) -> Context:
        """The context of a merge of ``bank`` with what ``document`` gives now."""
        return cls(document, Ground.of(document, bank), bank)

    def __post_init__(self) -> None:
        """Index the bank and its record."""
        self.entries = {entry.key: entry for entry in self.bank.record.entries if entry.marks}
        self._there = {question.id: question for question in self.bank.questions}
        self._taken = {*self._there, *(entry.question for entry in self.bank.record.entries)}

    def generated(self, question: Question) -> bool:
        """Whether quizgen made the question (and a person may have edited it).

        Without a record, as in banks of older versions, all that has a fingerprint was
        made; with one, a table that a person copied was not.
        """
        if not question.made:
            return False
        if not self.entries:
            return True
        return (question.id, "") in self.entries

    @property
    def deleted_items(self) -> Iterator[Entry]:
        """The fill-in items that were made and that a person deleted."""
        for entry in self.bank.record.entries:
            if entry.said and not entry.pair and entry.question not in self._there:
                yield entry

    @property
    def deleted_pairs(self) -> Iterator[Entry]:
        """The pairs that were made and that a person deleted, with their set or from it."""
        for entry in self.bank.record.entries:
            if not entry.said or not entry.pair:
                continue
            question = self._there.get(entry.question)
            if (
                question is None
                or isinstance(question, Cloze)
                or all(pair.id != entry.pair for pair in question.pairs)
            ):
                yield entry

    def pair_ids(self, question: str) -> set[str]:
        """All ids that pairs of a set have ever had."""
        there = self._there.get(question)
        pairs = () if there is None or isinstance(there, Cloze) else there.pairs
        recorded = {entry.pair for entry in self.bank.record.entries if entry.question == question}
        return {*recorded, *(pair.id for pair in pairs)} - {""}

    def fresh(self, name: str) -> str:
        """``name``, or with a number behind it where it was ever an id; it is taken then."""
        return fresh(name, self._taken)


def fresh(name: str, taken: set[str]) -> str:
    """``name``, or with a number behind it if that is ``taken``, which it is then."""
    found, number = name, 1
    while found in taken:
        number += 1
        found = f"{name}-{number}"
    taken.add(found)
    return found
