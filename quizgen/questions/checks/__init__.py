"""Hard checks: what makes an item unfit, each with a reason code.

Every check is a property of all items of every bank.  ``REASONS`` gives the
sentence that users read for a code.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from quizgen.document import Document, Phrase, PhraseKind, Span
from quizgen.questions import stems
from quizgen.questions.checks.answers import (
    LOOSE,
    cited,
    counted,
    trivial,
    uneven,
    unlearnable,
)
from quizgen.questions.checks.bounds import (
    framed,
    half_figure,
    halved,
    in_formula,
    in_latin,
    parted,
    unbalanced,
)
from quizgen.questions.checks.elsewhere import ambiguous, refrain
from quizgen.questions.checks.hints import (
    CORE,
    converted,
    glossed,
    hinted,
    labels,
    leaks,
    open_member,
    reckoned,
    spelled_out,
)
from quizgen.questions.stems import Stem
from quizgen.records import dataclass
from quizgen.regex import regex
from quizgen.sentences import REMOVED

__all__ = ["BLANK", "CHECKS", "OF_STEMS", "REASONS", "Item", "fault", "shown_text", "stem_fault"]

REASONS: Mapping[str, str] = {
    "difficulty": "the item has another difficulty than was asked for",
    "stopped": "the phrase is on the stop list",
    "stem": "no run of clauses around the phrase stands by itself",
    "context": "the stem needs its surroundings",
    "removed": "a removed word stands in the stem",
    "share": "the blank takes too much of the stem",
    "bare": "the stem is too short to have one answer",
    "leak": "the stem gives the answer away",
    "ambiguous": "the same words go on differently elsewhere in the document",
    "weak": "an examiner is expected to throw the item out",
    "trivial": "the answer says nothing by itself",
    "detail": "the answer is a figure of more digits than one learns",
    "boundary": "the answer is cut at a mark",
    "question": "the source is itself a question",
    "open": "another member of the list would be as right",
    "refrain": "the phrase is part of a formula that the document repeats",
    "repeated": "the phrase is asked for already",
    "printed": "another item prints the answer",
}
_QUESTION = regex(r"[？?][”）]*$|是否|(?:什么|哪些|哪几|如何|吗|呢)[。”）]*$")
_BARE = 11  # characters, the mark of the blank included
_LARGEST_SHARE = 0.40
BLANK = "＿"  # the mark of a blank in what a learner sees
_SMALLEST_REST = 7


@dataclass(frozen=True, slots=True)
class Item:
    """What the checks look at: a stem with its blanks, not yet a question."""

    document: Document
    stem: Stem
    blanks: tuple[Span, ...]
    kind: PhraseKind
    words: str  # the stem with the answers in place
    shown: str  # what a learner sees, blanks as a mark
    answers: tuple[str, ...]

    @property
    def begins(self) -> tuple[int, ...]:
        """Where the slices of the stem begin."""
        return tuple([piece.start for piece in self.stem.pieces])

    @classmethod
    def of(
        cls, document: Document, stem: Stem, words: str, blanks: tuple[Span, ...], phrase: Phrase
    ) -> Item:
        """Prepare the texts that the checks share; all ``blanks`` stand in the stem."""
        answers = tuple([document.slice(b) for b in blanks])
        shown = shown_text(document, stem, blanks)
        return cls(document, stem, blanks, phrase.kind, words, shown, answers)


def _share(item: Item) -> bool:
    taken = sum(map(len, item.answers))
    size = sum(len(p) for p in item.stem.pieces)
    return taken > _LARGEST_SHARE * size or size - taken < _SMALLEST_REST


# Of a stem with its answers in place, whatever the blanks are; in this order: the first that
# finds a fault names it.
OF_STEMS: tuple[tuple[str, Callable[[Stem, str], bool]], ...] = (
    ("removed", lambda _, words: REMOVED.search(words) is not None),
    ("question", lambda _, words: _QUESTION.search(words) is not None),
    ("boundary", lambda _, words: unbalanced(words)),
    ("context", lambda stem, words: len(stem.pieces) == 1 and stems.points_away(words)),
)
# Of an item, behind those of its stem.
CHECKS: tuple[tuple[str, Callable[[Item], bool]], ...] = (
    ("trivial", lambda i: any(trivial(a, i.kind) for a in i.answers)),
    ("trivial", lambda i: any(cited(i.document, b, i.kind) for b in i.blanks)),
    ("trivial", lambda i: any(framed(i.document, b) for b in i.blanks)),
    ("detail", lambda i: any(unlearnable(i.document, b, i.kind) for b in i.blanks)),
    ("leak", lambda i: any(converted(i.document, b, i.kind) for b in i.blanks)),
    ("leak", lambda i: any(reckoned(i.document, b, i.kind, i.shown) for b in i.blanks)),
    ("leak", lambda i: any(spelled_out(a, i.shown) for a in i.answers)),
    ("trivial", lambda i: any(labels(i.document, b, i.kind, i.begins) for b in i.blanks)),
    ("leak", lambda i: any(len(a) >= CORE and a in i.document.title for a in i.answers)),
    ("bare", lambda i: i.kind in LOOSE and len(i.shown) <= _BARE),
    ("boundary", lambda i: any(unbalanced(a) or uneven(a, i.kind) for a in i.answers)),
    ("boundary", lambda i: any(in_formula(i.document, b) for b in i.blanks)),
    ("share", _share),
    ("leak", lambda i: any(leaks(a, i.shown) for a in i.answers)),
    ("leak", lambda i: any(hinted(a, i.shown, i.kind) for a in i.answers)),
    ("boundary", lambda i: any(half_figure(i.document, b, i.kind) for b in i.blanks)),
    ("leak", lambda i: any(glossed(a, i.shown) for a in i.answers)),
    ("open", lambda i: any(open_member(i.document, b, i.kind) for b in i.blanks)),
    ("boundary", lambda i: any(in_latin(i.document, b) for b in i.blanks)),
    ("boundary", lambda i: any(parted(i.document, b) for b in i.blanks)),
    ("boundary", lambda i: any(halved(i.document, b, i.kind) for b in i.blanks)),
    ("leak", lambda i: any(counted(i.document, b, i.kind) for b in i.blanks)),
    ("refrain", lambda i: any(refrain(i.document, b) for b in i.blanks)),
    ("ambiguous", lambda i: any(ambiguous(i.document, i.stem, b) for b in i.blanks)),
)


def stem_fault(stem: Stem, words: str) -> str | None:
    """The reason code why nothing can be asked in a stem, which reads ``words``; None if it can."""
    return next((code for code, fails in OF_STEMS if fails(stem, words)), None)


def fault(item: Item) -> str | None:
    """The reason code of the first check that the item fails; None if it is as fit as its stem."""
    return next((code for code, fails in CHECKS if fails(item)), None)


def shown_text(document: Document, stem: Stem, blanks: Sequence[Span]) -> str:
    """What a learner sees of the stem; blanks are replaced by a mark."""
    parts = []
    for piece in stem.pieces:
        at = piece.start
        for blank in blanks:
            if piece.contains(blank):
                parts.append(document.text[at : blank.start])
                at = blank.end
        parts.append(document.text[at : piece.end])
    return BLANK.join(parts)
