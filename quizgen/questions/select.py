"""Drafts → the paper: every directive asked about, nothing twice, nothing given away."""

from __future__ import annotations

from bisect import bisect_left, insort
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import field, replace
from random import Random

from quizgen.document import Document, Section, SectionKind, Span
from quizgen.numbering import Style
from quizgen.numerals import HAN_NUMERAL, parse_han
from quizgen.questions import required
from quizgen.questions.draft import Draft, Refusal
from quizgen.records import dataclass

# One item for so many characters of text, when no number is asked for.
CHARACTERS_AN_ITEM = 85


FEWEST = 8  # items, from a document that has them


@dataclass(frozen=True, slots=True)
class Bars:
    """From which expected verdict (``questions/quality.py``) an item is taken."""

    usual: float
    where_thin: float  # with less than one item for so many characters (``THIN``)
    covering: float  # for a directive of a speech (一是…, 二要…, 第三，…) that has no better
    crowded: float  # for any other directive, and where there are many
    at_all: float  # for the first few items of a document that has no better
    filling: float  # behind these, where the user wants so many and the document has no better
    few: int = FEWEST  # how many the first ones are
    asked: int = 0  # for how many the user asks, if few


# Of items that reach the usual bar, examiners who answered each before they saw its key signed
# three in four as they were where nothing of the document had been judged before (of known laws
# nine in ten); they threw out one in fifty, and one in sixteen had a second answer.  Of those from
# the bar of the first few on, they signed three in five.
STRICT = Bars(usual=0.9, where_thin=0.88, covering=0.45, crowded=0.9, at_all=0.82, filling=0.7)
# Of those from here on where nothing had been judged before, they sign two in five (of known
# laws two in three); one in six has a second answer.
MORE = Bars(usual=0.57, where_thin=0.54, covering=0.34, crowded=0.49, at_all=0.44, filling=0.44)
# In a document of so many characters no weak item is the first, covers a directive or fills a gap.
LARGE = 200_000
# Of a document that has nothing else, such as notes of a few lines, the first few from here on, or
# else up to so many from there on; a person will look at them.  Of those from the first bar on
# examiners sign two in five, below it one in four.
FAIR = 0.68
RESCUE, RESCUED = 0.44, 2
THIN = 1000
_FEW_DIRECTIVES = 20  # as a speech has, each of which is asked about
# How a speech counts what is to be done; what notes and plans number (一、, （三）, 2.) need not
# say anything, and what a textbook does (首先; 第一; 一方面) are its reasons.
_SPOKEN = frozenset({Style.YAO, Style.SHI})
_SAYING = 40  # characters of a directive that says something; an entry of catchwords is left out
_SHORT = 4
_BEGINNING = 3  # characters by which an answer is found where it is printed
_STRETCH = 64  # characters: longer than any answer


def bars_of(
    document: Document, *, more: bool, limit: int | None = None, after_all: bool = False
) -> Bars:
    """The bars for the items of ``document``, at most ``limit``.

    Whoever asks for few items gets them, if the document has so many that are nearly as good; a
    large document has enough of the good ones, and if it has not ``after_all``, it is as others.
    """
    bars = MORE if more else STRICT
    if len(document.text) >= LARGE and not after_all:
        usual = bars.usual
        return replace(bars, where_thin=usual, covering=usual, crowded=usual, at_all=usual)
    if limit is not None and limit < _default_size(document):
        return replace(bars, asked=limit)
    return bars


@dataclass(slots=True)
class Paper:
    """What is chosen so far, what it prints and what it asks for.

    All look-ups go through two characters in a row, so that a paper of ten
    thousand items costs ten times what one of a thousand does.
    """

    titles: Sequence[tuple[str, Span | None]] = ()  # see ``_titles``
    headings: str = field(init=False)  # all of the titles
    chosen: list[Draft] = field(default_factory=list)
    places: dict[Span, int] = field(default_factory=dict)
    answers: set[str] = field(default_factory=set)  # and the same in digits
    cores: set[str] = field(default_factory=set)  # what is most of an answer
    asked_by: dict[str, list[str]] = field(default_factory=dict)  # beginning → answers
    shown_by: dict[str, list[str]] = field(default_factory=dict)  # bigram → what is printed
    blanks: dict[int, list[Span]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Put the titles together."""
        self.headings = "\n".join([title for title, _ in self.titles])

    def fits(self, draft: Draft) -> str | None:
        """None if the draft goes with what is chosen, else the reason code."""
        if self._repeats(draft):
            return "repeated"
        if any(self._prints(words) for words in _telling(draft)) or self._asks(draft.shown):
            return "printed"
        return "printed" if self._heads(draft) else None

    def _heads(self, draft: Draft) -> bool:
        """Whether a title prints an answer with the words beside it, but for its own line."""
        return any(
            words in title and (line is None or not line.overlaps(draft.place))
            for words in draft.contexts
            if words in self.headings  # nearly always not
            for title, line in self.titles
        )

    def _repeats(self, draft: Draft) -> bool:
        for answer in draft.answers:
            if in_digits(answer) in self.answers or answer in self.cores:
                return True
            if not _is_number(answer) and not self.answers.isdisjoint(_cores(answer)):
                return True
            # both halves of what a matching set asks to join
            if len(answer) > _SHORT and self._asks(answer):
                return True
        return any(b.overlaps(o) for b in draft.blanks for o in self._near(b))

    def add(self, draft: Draft) -> None:
        """Take the draft."""
        self.chosen.append(draft)
        self.places[draft.place] = self.places.get(draft.place, 0) + 1
        self.answers.update(draft.answers)
        self.answers.update(map(in_digits, draft.answers))
        for answer in draft.answers:
            if not _is_number(answer):
                self.cores.update(_cores(answer))
        for words in _telling(draft):
            self.asked_by.setdefault(words[:_BEGINNING], []).append(words)
        for gram in _bigrams(draft.shown):
            self.shown_by.setdefault(gram, []).append(draft.shown)
        for blank in draft.blanks:
            for stretch in {blank.start // _STRETCH, blank.end // _STRETCH}:
                self.blanks.setdefault(stretch, []).append(blank)

    def _near(self, blank: Span) -> list[Span]:
        """The chosen blanks of the same stretch of text."""
        return self.blanks.get(blank.start // _STRETCH, []) + self.blanks.get(
            blank.end // _STRETCH, []
        )

    def _prints(self, answer: str) -> bool:
        """Whether a chosen item prints ``answer``."""
        rows = [self.shown_by.get(gram, []) for gram in _bigrams(answer)]
        return any(answer in shown for shown in min(rows, key=len, default=[]))

    def _asks(self, shown: str) -> bool:
        """Whether ``shown`` prints the answer of a chosen item."""
        asked = self.asked_by
        for start in range(len(shown) - 1):
            if shown[start : start + 2] in asked:
                return True  # a whole answer
            for answer in asked.get(shown[start : start + _BEGINNING], ()):
                if shown.startswith(answer, start):
                    return True
        return False


def _bigrams(words: str) -> list[str]:
    """Each two characters in a row, once, in order."""
    return list(dict.fromkeys(words[i : i + 2] for i in range(max(1, len(words) - 1))))


def _cores(answer: str) -> set[str]:
    """The parts of an answer that are at least two thirds of it."""
    size = len(answer)
    least = max(2, -(-2 * size // 3))
    return {
        answer[i : i + length] for length in range(least, size) for i in range(size - length + 1)
    }


def _telling(draft: Draft) -> list[str]:
    """What tells an answer where it is printed: the answer, and its words with those beside it."""
    return [*(a for a in draft.answers if _tells(a)), *draft.contexts]


def _tells(answer: str) -> bool:
    """A figure of one or two characters stands everywhere and tells nothing."""
    return len(answer) > 1 and (len(answer) > 2 or not _is_number(answer))


def in_digits(answer: str) -> str:
    """A figure in digits, however it is written: 九十 is asked for by 90; else the answer."""
    value = parse_han(answer) if answer[0] in HAN_NUMERAL else None
    return str(value) if value else answer


def _is_number(answer: str) -> bool:
    return all(c in "0123456789.零一二三四五六七八九十百千万亿两" for c in answer)


def directives(document: Document) -> list[Section]:
    """The sections that a paper must ask about: the outermost that carry text of their own.

    An article with a list is one directive, its items are not further ones; but of
    directives that only group others, the others count.
    """
    found: list[Section] = []
    stack = list(reversed(document.sections))
    while stack:
        section = stack.pop()
        if section.kind is SectionKind.HEADING:
            stack.extend(reversed(section.children))
        else:
            found.append(section)
            stack.extend(
                reversed([c for c in section.children if c.kind is SectionKind.DIRECTIVE])
                if section.kind is SectionKind.DIRECTIVE
                else []
            )
    return found


@dataclass(frozen=True, slots=True)
class Wishes:
    """What the user said about the choice.

    At most ``limit`` fill-in items.  ``seed`` 0 takes the best; another makes another
    choice among nearly equal ones.  ``terms`` of the glossary come first, and, where no
    limit is set, on top of the usual number.
    """

    limit: int | None = None
    seed: int = 0
    terms: tuple[str, ...] = ()
    bars: Bars = STRICT


def choose(
    document: Document, drafts: Sequence[Draft], taken: Iterable[Draft], wishes: Wishes
) -> tuple[list[Draft], list[Section], list[Refusal]]:
    """The fill-in items of a paper, in document order; the directives without one; the rivals.

    Rivals are good items for which there was room, but which do not go with what is chosen.
    ``taken`` are the matching sets, chosen before: what they print counts.
    """
    paper = Paper(list(_titles(document)))
    for draft in taken:
        paper.add(draft)
    matching = len(paper.chosen)
    ranked = sorted(drafts, key=lambda d: (-_drawn(d, wishes.seed), d.place, d.question.id))
    _ask_for(wishes, ranked, paper)
    wanted = wishes.limit
    if wanted is None:
        wanted = _default_size(document) + len(paper.chosen) - matching
    bars = wishes.bars
    # where few are wanted, none is wasted on a directive that has nothing good
    short = wanted < _default_size(document)
    good = replace(bars, covering=bars.usual, crowded=bars.usual) if short else bars
    missing = _cover(document, ranked, paper, (wanted, matching), good)
    refused: list[Refusal] = []
    covered = {draft.question.id for draft in paper.chosen}
    for draft in ranked:
        if len(paper.chosen) - matching >= wanted:
            break
        if draft.score < _bar(bars, document, len(paper.chosen) - matching):
            continue  # with a seed, better ones may follow
        if paper.places.get(draft.place, 0) >= _room(draft):
            continue
        reason = paper.fits(draft)
        if reason is None:
            paper.add(draft)
        elif draft.question.id not in covered:
            refused.extend(Refusal(blank, reason) for blank in draft.blanks[:1])
    if short and len(paper.chosen) - matching < wanted:
        missing = _cover(document, ranked, paper, (wanted, matching), bars)
    chosen = paper.chosen[matching:]
    chosen.sort(key=lambda d: (d.place, _first_blank(d), d.question.id))
    return chosen, missing, refused


def _titles(document: Document) -> Iterator[tuple[str, Span | None]]:
    """The titles of sections, and where a title is but the line that is asked about.

    That of a directive without any below is its own text, and is printed above nothing.
    """
    for section in document.walk():
        above = section.kind is SectionKind.HEADING or bool(section.children)
        if section.title:
            yield section.title, None if above else section.head


def _bar(bars: Bars, document: Document, chosen: int) -> float:
    """The expected verdict that the next item needs, with so many ``chosen``."""
    if chosen < bars.few:
        return bars.at_all
    if chosen < bars.asked:
        return bars.filling
    return bars.where_thin if chosen < len(document.text) // THIN else bars.usual


def _ask_for(wishes: Wishes, ranked: Sequence[Draft], paper: Paper) -> None:
    """Take an item for each term that no set asks for, the term with the fewest first."""
    done = set(required.asked(wishes.terms, paper.chosen))
    terms = [term for term in wishes.terms if term not in done]
    room = len(terms) if wishes.limit is None else wishes.limit
    for term, drafts in required.supply(terms, ranked):
        fitting = next((draft for draft in drafts if paper.fits(draft) is None), None)
        if fitting is not None and room > 0 and term not in paper.answers:
            paper.add(fitting)
            room -= 1


def _drawn(draft: Draft, seed: int) -> float:
    """The score, shaken by up to a third for a seed other than 0."""
    if not seed:
        return draft.score
    return draft.score * (1 - Random(f"{seed}:{draft.question.id}").random() / 3)  # noqa: S311


def _default_size(document: Document) -> int:
    return max(FEWEST, len(document.text) // CHARACTERS_AN_ITEM)


def _room(draft: Draft) -> int:
    """How many items one sentence may give."""
    return 1 + len(draft.place) // 45


def _first_blank(draft: Draft) -> int:
    return min((b.start for b in draft.blanks), default=0)


def _cover(
    document: Document,
    ranked: Sequence[Draft],
    paper: Paper,
    counts: tuple[int, int],
    bars: Bars,
) -> list[Section]:
    """Take the best fitting draft of every directive; the rarest supply goes first.

    ``counts``: how many items are wanted, and how many sets the paper has already.
    """
    wanted, matching = counts
    sections = directives(document)
    supply: dict[int, list[Draft]] = {s.span.start: [] for s in sections}
    owner = {s.span.start: s for s in sections}
    for draft in ranked:
        for section in document.path(draft.place.start):
            if section.span.start in supply and section is owner[section.span.start]:
                supply[section.span.start].append(draft)
    missing = []
    order = sorted(sections, key=lambda s: (_best(supply[s.span.start]), s.span.start))
    if wanted < len(sections):
        order = order[::-1]
    asked = sorted([draft.place.start for draft in paper.chosen[matching:]])
    for section in order:
        mine = supply[section.span.start]
        if is_asked(section, asked):
            continue
        if len(paper.chosen) - matching >= wanted:
            missing.append(section)
            continue
        least = _covering(bars, section, len(sections))
        good = (d for d in mine if d.score >= least)
        fitting = next((d for d in good if paper.fits(d) is None), None)
        if fitting is None:
            missing.append(section)
        else:
            paper.add(fitting)
            insort(asked, fitting.place.start)
    missing.sort(key=lambda s: s.span.start)
    return missing


def is_asked(section: Section, asked: Sequence[int]) -> bool:
    """Whether one of the places ``asked``, in ascending order, lies in the section."""
    start, end = section.span
    return bisect_left(asked, start) < bisect_left(asked, end)


def least(document: Document, bars: Bars) -> float:
    """The expected verdict below which no item of ``document`` is taken."""
    sections = directives(document)
    taken = [bars.at_all, *(_covering(bars, s, len(sections)) for s in sections)]
    return min(taken + [bars.filling] * bool(bars.asked))


def _covering(bars: Bars, section: Section, count: int) -> float:
    """From which expected verdict an item covers ``section``, one of ``count``."""
    if len(section.span) < _SAYING:
        return bars.usual
    few = count <= _FEW_DIRECTIVES and section.kind is not SectionKind.ARTICLE
    spoken = section.marker is not None and section.marker.style in _SPOKEN
    return bars.covering if few and spoken else bars.crowded


def _best(drafts: Sequence[Draft]) -> float:
    return max((draft.score for draft in drafts), default=0.0)
