"""Phrases → questions → the bank.

``make`` is the way in: generators (``GENERATORS``) write drafts that pass all
checks of their own, selection makes a paper of them.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import field, replace
from typing import NamedTuple

from quizgen import phrases as finding
from quizgen import sentences, sharing
from quizgen.document import Document, PhraseKind, Section
from quizgen.errors import Problem
from quizgen.phrases import Found
from quizgen.phrases.glossary import NO_LISTS, WordLists
from quizgen.questions import cloze, dates, matching, required, select
from quizgen.questions.difficulty import grade, graded
from quizgen.questions.draft import Draft, Refusal, Refusals
from quizgen.questions.matching.pool import Material
from quizgen.questions.wording import Wording
from quizgen.quiz import Bank, Question, fingerprint
from quizgen.records import dataclass
from quizgen.script import examined
from quizgen.sentences import Sentence
from quizgen.sharing import shared

__all__ = ["TYPES", "Options", "Result", "make", "sought"]

TYPES = ("cloze", "matching")
_LEAST_WITH_SETS = 5  # questions of a paper that may have a matching set
# Of the questions of a paper at most every tenth is a set, for examiners sign fewer of them; one
# may always be.
_ITEMS_A_SET = 10
_OF_SETS = 0.7  # the work on sets, as a share of that on fill-in items
# Of a large document drafts below the usual bar, a hundred thousand of them, are not made, unless
# it has hardly any above.
_LONG = select.LARGE
_NAMED = 6  # directives without an item that a problem names


@dataclass(frozen=True, slots=True)
class Options:
    """What a user may ask for.  ``max_items`` counts fill-in items and sets together.

    ``difficulty`` names the grades of questions that are wanted; none of them, all.
    """

    max_items: int | None = None
    types: tuple[str, ...] = TYPES
    seed: int = 0
    title: str = ""
    wording: Wording = field(default_factory=Wording.bundled)
    lists: WordLists = NO_LISTS
    difficulty: tuple[str, ...] = ()
    more: bool = False  # also what may want a person's hand
    processes: int = 1  # among which the work on a long document is shared


@dataclass(frozen=True, slots=True)
class Result:
    """The bank, what a person should look at, and the candidates that became no item."""

    bank: Bank
    problems: tuple[Problem, ...] = ()
    refused: Refusals = field(default_factory=Refusals)
    phrases: Mapping[PhraseKind, int] = field(default_factory=dict)  # how many of each kind

    @property
    def rejected(self) -> Mapping[str, int]:
        """How many candidates were turned down for which reason, by its code."""
        return self.refused.counts()


def sought(document: Document, options: Options) -> float:
    """The expected verdict that phrases have to serve for (``phrases.find``); 0 for any."""
    if options.lists.terms or "cloze" not in options.types or not _takes_best(document, options):
        return 0.0
    return select.bars_of(document, more=options.more).covering


def _takes_best(document: Document, options: Options) -> bool:
    """Whether the best items of ``document`` are enough for its paper."""
    return len(document.text) >= _LONG and not (options.seed or options.difficulty)


@dataclass(frozen=True, slots=True)
class _Given:
    """A document as it is examined and as it is shown, its sentences, its phrases, the wishes."""

    plain: Document
    document: Document
    split: Sequence[Sentence]
    phrases: Found
    options: Options


def make(document: Document, phrases: Found, options: Options | None = None) -> Result:
    """The question bank of ``document``; same arguments, same bank.

    A document with nothing to ask gives a bank without questions.
    """
    options = options or Options()
    title = options.title or document.title
    plain = examined(document)
    given = _Given(plain, document, sentences.split(plain), phrases, options)
    lists = options.lists
    items: list[Draft] = []
    problems: list[Problem] = []
    refused = Refusals()
    if "cloze" in options.types:
        terms = tuple(required.occurring(document, lists))
        bars = select.bars_of(plain, more=options.more, limit=options.max_items)
        wishes = select.Wishes(seed=options.seed, terms=terms, bars=bars)
        chosen = _chosen(given, wishes)
        if chosen is None:  # what was passed over is wanted after all
            anew = finding.find(document, lists.terms, processes=options.processes)
            return make(document, anew, options)
        paper, refused = chosen
        items = paper.items
        refused.extend(paper.rivals)
        sets = _of_grades(document, paper.sets, options.difficulty)  # some may be smaller now
        asked = [item.place.start for item in items]  # also those that fill a gap
        missing = [
            section
            for section in paper.missing
            if not select.is_asked(section, asked) and not matching.asks(sets, section)
        ]
        if options.max_items is None and not options.difficulty:
            problems += [_not_asked(missing)] if missing else []
            if not options.more:
                problems += _weak(items, bars, lists)
                problems += _thin(plain, len(items) + len(sets))
    else:
        sets = _sets(given) if _wants_sets(options) else []
    problems += required.absent(document, lists)
    if options.max_items is None and "cloze" in options.types:
        problems += required.unasked(document, lists, [*items, *sets], options.difficulty)
    sets.sort(key=lambda d: (d.place, d.question.id))
    questions = _finished([graded(d.question, document.text) for d in (*items, *sets)])
    bank = Bank(
        id=hashlib.sha256(f"{title}\n{document.source}".encode()).hexdigest()[:12],
        title=title,
        source=document.source,
        digest=hashlib.sha256(document.text.encode("utf-8", "surrogatepass")).hexdigest(),
        seed=options.seed,
        questions=tuple(questions),
        date=dates.date(document),
    )
    return Result(bank, tuple(problems), refused, phrases.counts())


def _chosen(given: _Given, wishes: select.Wishes) -> tuple[_Paper, Refusals] | None:
    """The paper; None if it needs phrases of what was passed over."""
    takes_best = not wishes.terms and _takes_best(given.plain, given.options)
    best = _of_best(given, wishes) if takes_best else None
    if best or given.phrases.least:
        return best
    return _of_all(given, replace(wishes, bars=_ordinary(given)) if takes_best else wishes)


def _ordinary(given: _Given) -> select.Bars:
    """The bars for a large document of which the best is not enough."""
    more, limit = given.options.more, given.options.max_items
    return select.bars_of(given.plain, more=more, limit=limit, after_all=True)


def _drafted(
    given: _Given, least: float, *, with_sets: bool = True
) -> tuple[list[Draft], Refusals, list[Draft]]:
    """The drafts that reach ``least``, the phrases that give none, and the matching sets.

    Of a long document they are made in several processes, the sets in the last one.
    """
    texts = (given.plain, given.document, given.split, given.phrases, given.options.lists)
    sizes = [len(sentence.span) for sentence in given.split]
    count, size = len(sizes), sum(sizes)
    if with_sets and _wants_sets(given.options):
        sizes.append(int(_OF_SETS * size))

    def work(rows: range) -> tuple[tuple[list[Draft], Refusals], list[Draft]]:
        own = range(rows.start, min(rows.stop, count))
        made = cloze.drafts(*texts, least=least, rows=own)
        return made, _sets(given) if count in rows else []

    made: list[Draft] = []
    refused = Refusals()
    sets: list[Draft] = []
    processes = given.options.processes if size >= sharing.LONG else 1
    for (share, turned_down), its_sets in shared(work, sizes, processes):
        made += share
        refused.join(turned_down)
        sets += its_sets
    return made, refused, sets


def _wants_sets(options: Options) -> bool:
    """Whether there may be matching sets; a paper of a few questions has none."""
    few = options.max_items is not None and options.max_items < _LEAST_WITH_SETS
    return "matching" in options.types and not few


def _sets(given: _Given) -> list[Draft]:
    """The matching sets that there may be."""
    document, options = given.document, given.options
    texts = (given.plain, document, given.split, given.phrases)
    material = Material.of(*texts, options.lists)
    sets = _of_grades(document, matching.drafts(material, options.wording), options.difficulty)
    return sets if options.max_items is None else sets[: _most_sets(options.max_items)]


def _most_sets(items: int) -> int:
    """How many sets may stand beside so many items."""
    return max(1, items // _ITEMS_A_SET)


def _of_grades(document: Document, drafts: Sequence[Draft], grades: Sequence[str]) -> list[Draft]:
    """The drafts whose difficulty is one of ``grades``; all when none is named."""
    if not grades:
        return list(drafts)
    return [draft for draft in drafts if grade(draft.question, document.text) in grades]


def _of_best(given: _Given, wishes: select.Wishes) -> tuple[_Paper, Refusals] | None:
    """The paper of a long document, without making its weaker drafts; None if it needs them."""
    limit = given.options.max_items
    made, refused, sets = _drafted(given, wishes.bars.covering)
    paper = _paper(given.plain, made, sets, wishes, limit)
    return None if paper.fewest < _enough(given.options, sets) else (paper, refused)


def _of_all(given: _Given, wishes: select.Wishes) -> tuple[_Paper, Refusals]:
    """The paper, chosen among all drafts that may be chosen.

    Better a few weak questions, which a person will look at, than none: where there is not
    enough, the bars are lowered, in two steps.
    """
    plain, options, ordinary = given.plain, given.options, _ordinary(given)
    for bars in dict.fromkeys((wishes.bars, ordinary)):
        lowest = select.least(plain, bars)
        if bars == ordinary:  # of most documents what is fair is needed, too
            lowest = min(lowest, select.FAIR)
        made, refused, sets = _drafted(given, lowest)
        paper = _of_drafts(given, made, sets, replace(wishes, bars=bars))
        # of the wanted grades there may be few though there are enough of others
        reached = sum(draft.score >= bars.at_all for draft in made) if options.difficulty else 0
        if max(reached, paper.fewest) >= _enough(options, sets):
            break
    else:
        if not options.more:  # whose bars are below what is fair
            lowered = replace(bars, at_all=select.FAIR)
            if not _are_fair(made):
                made, refused, _ = _drafted(given, select.RESCUE, with_sets=False)
                lowered = replace(bars, at_all=select.RESCUE, few=select.RESCUED)
            paper = _of_drafts(given, made, sets, replace(wishes, bars=lowered))
    fit = {draft.question.id for draft in _of_grades(given.document, made, options.difficulty)}
    for draft in made:
        if draft.question.id not in fit:
            refused.add(draft.blanks[0], "difficulty")
    return paper, refused


def _of_drafts(
    given: _Given, made: Sequence[Draft], sets: list[Draft], wishes: select.Wishes
) -> _Paper:
    """The paper of the drafts of the wanted grades."""
    wanted = _of_grades(given.document, made, given.options.difficulty)
    return _paper(given.plain, wanted, sets, wishes, given.options.max_items)


def _enough(options: Options, sets: Sequence[Draft]) -> int:
    """How many items make a paper without lowering the bars."""
    enough = select.FEWEST  # to which a paper is filled up
    return enough if options.max_items is None else min(enough, options.max_items - len(sets))


def _are_fair(made: Sequence[Draft]) -> bool:
    """Whether as many sentences give a fair item as weak ones would be taken."""
    fair = {draft.place for draft in made if draft.score >= select.FAIR}
    return len(fair) >= select.RESCUED


class _Paper(NamedTuple):
    """The items, the sets that go with them, the directives without an item, the rivals.

    ``fewest`` is how many items there were, with the most sets.
    """

    items: list[Draft]
    sets: list[Draft]
    missing: list[Section]
    rivals: list[Refusal]
    fewest: int


def _paper(
    document: Document,
    made: Sequence[Draft],
    sets: list[Draft],
    wishes: select.Wishes,
    max_items: int | None,
) -> _Paper:
    """Choose the items; sets are chosen before, and give way to what is better asked for alone."""
    fewest = len(made)

    def choose() -> tuple[list[Draft], list[Section], list[Refusal]]:
        nonlocal fewest
        limit = None if max_items is None else max_items - len(sets)
        chosen = select.choose(document, made, sets, replace(wishes, limit=limit))
        fewest = min(fewest, len(chosen[0]))
        return chosen

    items, missing, rivals = choose()
    if max_items is None and len(sets) > (most := _most_sets(len(items))):
        sets = sets[:most]
        items, missing, rivals = choose()
    freed = matching.without(sets, missing)
    if freed != sets:
        # a directive's only good phrase serves better as an item of its own
        sets = freed
        items, missing, rivals = choose()
    freed = matching.beside(sets, required.lost(wishes.terms, made, [*items, *sets]))
    if freed != sets:
        sets = freed
        items, missing, rivals = choose()
    return _Paper(items, matching.unhinting(sets, items), missing, rivals, fewest)


def _weak(items: Sequence[Draft], bars: select.Bars, lists: WordLists) -> list[Problem]:
    """What is told of questions that stand there because there is no better; not of terms."""
    terms = frozenset(lists.wanted())
    weak = [d for d in items if d.score < bars.at_all and terms.isdisjoint(d.answers)]
    if not weak:
        return []
    noun = "1 question is" if len(weak) == 1 else f"{len(weak)} questions are"
    place = weak[0].place
    advice = f"in the bank, look through those with a score below {bars.at_all:g}"
    return [Problem(f"{noun} weak, for want of better ones: {advice}", *place)]


def _thin(document: Document, count: int) -> list[Problem]:
    """What is told where a document gave only ``count`` questions."""
    size = len(document.text)
    if not 0 < count < min(select.FEWEST, size // select.THIN):
        return []
    noun = "question" if count == 1 else "questions"
    advice = "--more makes others, which may want editing"
    return [Problem(f"only {count} {noun} in {size:,} characters; {advice}")]


def _not_asked(missing: Sequence[Section]) -> Problem:
    names = ", ".join(
        s.marker.text.rstrip("、，．.") if s.marker else s.title[:12] for s in missing[:_NAMED]
    )
    more = f" and {len(missing) - _NAMED} more" if len(missing) > _NAMED else ""
    first = missing[0].span
    noun = "directive has" if len(missing) == 1 else "directives have"
    return Problem(
        f"{len(missing)} {noun} no fill-in item that is good enough: {names}{more}",
        first.start,
        first.end,
    )


def _finished(questions: Sequence[Question]) -> list[Question]:
    """The questions with ids that differ and the fingerprint of what they say.

    Ids are minted from the words; the same words twice get a number behind them.
    """
    seen: Counter[str] = Counter()
    found: list[Question] = []
    for question in questions:
        seen[question.id] += 1
        number = seen[question.id]
        name = question.id if number == 1 else f"{question.id}-{number}"
        found.append(replace(question, id=name, made=fingerprint(question)))
    return found
