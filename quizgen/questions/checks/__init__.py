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
    prolonged,
    unbalanced,
)
from quizgen.questions.checks.elsewhere import ambiguous, refrain
from quizgen.questions.checks.hints import (
    converted,
    glossed,
    hinted,
    initials,
    labels,
    leaks,
    open_member,
    reckoned,
    spelled_out,
    titled,
)
from quizgen.questions.stems import Stem
from quizgen.questions.ties import CITES
from quizgen.records import dataclass
from quizgen.regex import regex
from quizgen.sentences import REMOVED

__all__ = ["BLANK", "CHECKS", "OF_STEMS", "REASONS", "Item", "fault", "stem_fault"]

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
    "question": "the source is itself a question, or has a blank of its own",
    "open": "another member of the list would be as right",
    "refrain": "the phrase is part of a formula that the document repeats",
    "repeated": "the phrase is asked for already",
    "printed": "another item prints the answer",
}
_QUESTION = regex(
    r"[？?][”）]*$|(?<![论管定断别决])是否|(?:什么|哪些|哪几|如何|吗|呢)[。”）]*$|"
    r"(?:哪些|什么|如何|怎样|指的是)[-—]{1,2}"
)
# Of a list without its head: 对举报人进行报复陷害的；
_CASE = regex(
    "(?!.*(?:是|能够?|一定|会(?![计议员])))(?=.*(?:未|不|拒|违反|擅自|非法|对|伪造|造成|妨[碍害]|阻碍|泄露|被)).*的。$"
)
# The title of a document, as a list of them has it, is no statement.
_TITLE = regex(
    "(?:[^，。；：了过出布发据按]*(?:会|厅|局|部|院|委|行|室|署|府|处|司))?关于[^，。；：]+"
    "(?:通知|意见|公告|批复|函|请示|通报|规定|办法)[。；]?"
)
# A blank of the document's own: 新时代党的建设的根本方针是（）。 But main() is none.
_OPEN = regex(r"(?<![A-Za-z0-9_])[（(]\s*[)）]")
# What else a rule that is gone said nobody learns: 2006年公布的《渡口管理条例》同时废止。
# Nor what had to be done until a rule held: 本条例施行前已经配备…的，应当自本条例施行之日起….
_GONE = regex("同时废止[。；]?$|本(?:法|条例|办法|规定|细则|规则)(?:施行|实施)(?:前|之?日)")
_BARE = 9  # characters, the mark of the blank included
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
    shown: str  # what a learner sees, blanks as a mark; another between the slices of the stem
    read: str  # the same with what stands between the slices, as on paper
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
        pieces = _pieces_shown(document, stem, blanks)
        shown, read = BLANK.join(pieces), stem.joint.join(pieces)
        return cls(document, stem, blanks, phrase.kind, words, shown, read, answers)


def _share(item: Item) -> bool:
    taken = sum(map(len, item.answers))
    size = sum(len(p) for p in item.stem.pieces)
    return taken > _LARGEST_SHARE * size or size - taken < _SMALLEST_REST


# Of a stem with its answers in place, whatever the blanks are; in this order: the first that
# finds a fault names it.
OF_STEMS: tuple[tuple[str, Callable[[Stem, str], bool]], ...] = (
    ("removed", lambda _, words: REMOVED.search(words) is not None),
    ("question", lambda _, words: _QUESTION.search(words) is not None),
    ("question", lambda _, words: _OPEN.search(words) is not None),
    ("boundary", lambda _, words: unbalanced(words)),
    ("context", lambda _, words: _TITLE.fullmatch(words) is not None),
    ("context", lambda _, words: _GONE.search(words) is not None),
    ("context", lambda stem, words: len(stem.pieces) == 1 and stems.points_away(words)),
    ("context", lambda stem, words: len(stem.pieces) > 1 and CITES.search(words) is not None),
    ("context", lambda stem, words: len(stem.pieces) == 1 and _CASE.match(words) is not None),
)
# Of an item with one of its blanks, behind those of its stem.
CHECKS: tuple[tuple[str, Callable[[Item, Span, str], bool]], ...] = (
    ("trivial", lambda i, _, answer: trivial(answer, i.kind)),
    ("trivial", lambda i, b, _: cited(i.document, b, i.kind)),
    ("trivial", lambda i, b, _: framed(i.document, b)),
    ("detail", lambda i, b, _: unlearnable(i.document, b, i.kind)),
    ("leak", lambda i, b, _: converted(i.document, b, i.kind)),
    ("leak", lambda i, b, _: reckoned(i.document, b, i.kind, i.shown)),
    ("leak", lambda i, _, answer: spelled_out(answer, i.shown)),
    ("trivial", lambda i, b, _: labels(i.document, b, i.kind, i.begins)),
    ("leak", lambda i, _, answer: titled(i.document, answer)),
    ("bare", lambda i, _, __: i.kind in LOOSE and len(i.shown) <= _BARE),
    ("boundary", lambda i, _, answer: unbalanced(answer) or uneven(answer, i.kind)),
    ("boundary", lambda i, b, _: in_formula(i.document, b)),
    ("share", lambda i, _, __: _share(i)),
    ("leak", lambda i, _, answer: leaks(answer, i.shown)),
    ("leak", lambda i, _, answer: hinted(answer, i.shown, i.kind)),
    ("boundary", lambda i, b, _: half_figure(i.document, b, i.kind)),
    ("leak", lambda i, _, answer: glossed(answer, i.shown)),
    ("leak", lambda i, _, answer: initials(answer, i.shown)),
    ("open", lambda i, b, _: open_member(i.document, b, i.kind)),
    ("boundary", lambda i, b, _: in_latin(i.document, b)),
    ("boundary", lambda i, b, _: parted(i.document, b)),
    ("boundary", lambda i, b, _: prolonged(i.document, b, i.blanks)),
    ("boundary", lambda i, b, _: halved(i.document, b, i.kind)),
    ("leak", lambda i, b, _: counted(i.document, b, i.kind)),
    ("refrain", lambda i, b, _: refrain(i.document, b)),
    ("ambiguous", lambda i, b, _: ambiguous(i.document, i.stem, b)),
)


def stem_fault(stem: Stem, words: str) -> str | None:
    """The reason code why nothing can be asked in a stem, which reads ``words``; None if it can."""
    for code, fails in OF_STEMS:
        if fails(stem, words):
            return code
    return None


def fault(item: Item) -> str | None:
    """The reason code of the first check that the item fails; None if it is as fit as its stem."""
    blanks = tuple(zip(item.blanks, item.answers, strict=True))
    for code, fails in CHECKS:
        for blank, answer in blanks:
            if fails(item, blank, answer):
                return code
    return None


def _pieces_shown(document: Document, stem: Stem, blanks: Sequence[Span]) -> list[str]:
    """What a learner sees of each slice of the stem; blanks are replaced by a mark."""
    text = document.text
    shown = []
    for begin, end in stem.pieces:
        parts, at = [], begin
        for start, behind in blanks:
            if begin <= start and behind <= end:
                parts.append(text[at:start])
                at = behind
        parts.append(text[at:end])
        shown.append(BLANK.join(parts))
    return shown
