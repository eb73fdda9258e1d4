"""What a merge does to each question, as a value that can be shown before it is done."""

from __future__ import annotations

import re
from collections.abc import Sequence
from enum import Enum

from quizgen.bank import stem
from quizgen.quiz import Bank, Cloze, Matching, Question
from quizgen.records import dataclass


class Fate(Enum):
    """What becomes of a question; the values stand in JSON."""

    ADDED = "added"
    CHANGED = "changed"  # under its id, with what the document says now
    UNCHANGED = "unchanged"
    EDITED = "edited"  # a person edited it: what they wrote stays
    RETIRED = "retired"  # the document no longer says it
    REVIVED = "revived"  # it was retired, and the document says it again
    DELETED = "deleted"  # a person deleted it: made again, and left out


@dataclass(frozen=True, slots=True)
class Change:
    """A question before and after; ``proposed`` is what the document would make of it now.

    ``before`` is None for what is added, ``after`` for what is left out.  ``proposed`` is
    given where an edit stands against a change of the document, and for what is left out.
    """

    fate: Fate
    before: Question | None
    after: Question | None
    proposed: Question | None = None

    @property
    def question(self) -> Question:
        """The question, as it will be, would be, or was."""
        found = self.after or self.proposed or self.before
        if found is None:
            raise ValueError("a change of nothing")
        return found


@dataclass(frozen=True, slots=True)
class Merged:
    """A bank merged with a new generation, and what that did, in the order of the bank.

    ``title`` is the document's title where the bank keeps another one.  ``related`` is false
    where the bank and the document have nothing in common.
    """

    bank: Bank
    changes: tuple[Change, ...] = ()
    title: str = ""
    related: bool = True

    def count(self, fate: Fate) -> int:
        """How many questions have this fate."""
        return sum(change.fate is fate for change in self.changes)

    @property
    def silent(self) -> bool:
        """Whether the merge does nothing that is worth a word: all new, or all as it was."""
        fates = {change.fate for change in self.changes}
        return fates == {Fate.ADDED} or fates <= {Fate.UNCHANGED, Fate.EDITED, Fate.DELETED}


def facts(question: Question) -> dict[str, str]:
    """What a person sees of a question, part by part, without places and scores."""
    rows = {"section": " › ".join(step.label for step in question.section)}
    if isinstance(question, Cloze):
        rows["stem"] = stem.write(question.segments)
        rows["accept"] = " | ".join("、".join(blank.accept) for blank in question.blanks)
        rows["unordered"] = "in any order" if question.unordered else ""
        rows["source"] = question.source.text
    else:
        rows["instruction"] = question.instruction
        rows["columns"] = " | ".join(question.columns)
        for pair in question.pairs:
            rows[f"pair {pair.id}"] = f"{pair.premise.text} → {pair.response.text}"
            rows[f"pair {pair.id} retired"] = "retired" if pair.retired else ""
        rows["spare"] = " | ".join(quote.text for quote in question.distractors)
    rows["note"] = question.note
    rows["difficulty"] = question.difficulty
    rows["retired"] = "retired" if question.retired else ""
    return {name: text for name, text in rows.items() if text.strip(" |")}


def differ(one: Question, other: Question) -> bool:
    """Whether a person would see a difference."""
    return facts(one) != facts(other)


def gone(bank: Bank) -> tuple[str, ...]:
    """The ``Id`` fields of the notes that went into a deck and are retired now."""
    exported = {entry.key for entry in bank.record.entries if entry.exported}
    found = []
    for question in bank.questions:
        parts = [(question.id, "")]
        if isinstance(question, Matching):
            parts += [(question.id, pair.id) for pair in question.pairs]
        retired = {
            (question.id, pair.id)
            for pair in (question.pairs if isinstance(question, Matching) else ())
            if pair.retired
        }
        found += [
            "/".join(filter(None, (bank.id, *key)))
            for key in parts
            if key in exported and (question.retired or key in retired)
        ]
    return tuple(found)


def search(ids: Sequence[str]) -> str:
    """What finds the notes with these ``Id`` fields in Anki's browser; empty for none."""
    if len(ids) <= _FEW:
        return " OR ".join(f'"Id:{name.translate(_MEANING)}"' for name in ids)
    bank = ids[0].partition("/")[0]
    names = "|".join(_escaped(name.partition("/")[2]) for name in ids)
    return f'"Id:re:^{_escaped(bank)}/({names})$"'


_FEW = 3  # notes that are each searched for
# What has a meaning in a search: wild cards, the end of the text, what parts a search.
_MEANING = str.maketrans({char: f"\\{char}" for char in '\\*_":()'})


def _escaped(text: str) -> str:
    """``text`` for a regular expression inside quotes of a search."""
    return re.sub(r"[!-,.:-@\[-^`{-~]", lambda match: f"\\{match[0]}", text)
