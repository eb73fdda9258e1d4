"""Phrases → trials: which phrases of a sentence are tried for an item, and what becomes of them."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import islice, pairwise

from quizgen.document import Document, Phrase, PhraseKind, Section, SectionKind, Span
from quizgen.phrases import Found, glossary
from quizgen.phrases.glossary import NO_LISTS, WordLists
from quizgen.questions import checks, periods, stems, taught, topics
from quizgen.questions.checks.answers import alike
from quizgen.questions.quality import in_stem, most, most_of_blank, quality, reaches
from quizgen.questions.stems import Stem
from quizgen.records import dataclass
from quizgen.regex import regex
from quizgen.sentences import Sentence

_TRIED = 16  # of a sentence's phrases, best first
_LONGEST_ANSWER = 18
_TERMS_TOGETHER = range(2, 4)  # terms of the glossary in one item
_TOGETHER = 0.9  # the score of such an item, since one blank an item is better
_SERIES_MEMBERS = range(3, 5)
_PAIR = 2
_SERIES_MEMBER_LENGTH = range(2, 9)
_NO_CLAUSES = (-1, -1)
_WEAK = "weak", 0.0


@dataclass(frozen=True, slots=True)
class _Source:
    """The document as it is examined and as it is shown, with what its items depend on."""

    document: Document
    shown: Document
    heads: Mapping[int, tuple[Span, bool]]  # of lists, by the start of their items
    before: Mapping[int, Sentence]  # on which a rule may lean, by its start
    lists: WordLists
    terms: frozenset[str]  # of the glossary


@dataclass(frozen=True, slots=True)
class Trial:
    """A phrase that was tried: the item that asks for it, or the reason code why none does.

    ``score`` is the expected verdict of the item, 0 where there is none.
    """

    sentence: Sentence
    phrase: Phrase
    item: checks.Item | str
    score: float = 0.0


def trials(  # noqa: PLR0913 - the document twice
    document: Document,
    shown: Document,
    found: Sequence[Sentence],
    phrases: Found,
    lists: WordLists = NO_LISTS,
    *,
    least: float = 0.0,
    rows: range | None = None,
) -> Iterator[Trial]:
    """The phrases that are tried, sentence by sentence; arguments as for ``drafts``.

    ``rows`` are the sentences, of all that were found, whose phrases are tried; all if None.
    """
    heads, before = _list_heads(document, found), _before(document, found)
    source = _Source(document, shown, heads, before, lists, frozenset(lists.wanted()))
    left_out = taught.untaught(document)
    for sentence in found if rows is None else found[rows.start : rows.stop]:
        if any(span.contains(sentence.span) for span in left_out):
            continue
        if taught.may_be_asked(document, sentence):
            group = phrases.inside(sentence.span)
            if lists.terms:
                group = iter(_candidates(list(group)))
            yield from _Tries(source, sentence, list(islice(group, _TRIED))).run(least)


def _list_heads(document: Document, found: Sequence[Sentence]) -> dict[int, tuple[Span, bool]]:
    """Start of a list item's section → the words that introduce the list, and whether it is first.

    有下列情形之一的，…：（一）… needs its head; an item does not stand by itself.  The head
    is the sentence that stands before the first item, whether the list has a section
    around it or not.
    """
    ends = [sentence.span.end for sentence in found]
    heads: dict[int, tuple[Span, bool]] = {}
    for group in (document.sections, *[section.children for section in document.walk()]):
        head, last = None, 0
        for item in group:
            if item.marker is None or item.kind is SectionKind.HEADING:
                head, last = None, 0  # what follows is no item of the list any more
                continue
            begins = item is group[0] or item.marker.value == 1
            if begins:
                head = _lead(document, found, bisect_right(ends, item.span.start) - 1, item)
            elif item.marker.value != last + 1:
                head = None
            last = item.marker.value
            if head is not None:
                heads[item.span.start] = head, begins
    return heads


_GREETING = regex(r"各位|尊敬|亲爱|同志|朋友|女士|先生|大家好")


# An exception, of what the sentence before it says.
_CONTRARY = regex(r"但(?!书)|然而|不过")
_OF_LIST = regex(r"[^，：]{0,8}(?:下列|以下|如下)")  # the cases are those of the list


def _lead(document: Document, found: Sequence[Sentence], number: int, item: Section) -> Span | None:
    """The sentence of that ``number``, if it leads to the first ``item`` of a list.

    With the one before it, if it says nothing without that: …；没有约定的，按照下列情形确定：.
    """
    if number < 0:
        return None
    text, sentence = document.text, found[number]
    start, end = sentence.span
    leads = text[end - 1] in "：:" and not text[end : item.span.start].strip()
    if not leads or _GREETING.match(text, start) is not None:
        return None
    before = found[number - 1] if number else None
    if before is not None and before.section is sentence.section:
        contrary = _CONTRARY.match(text, start) is not None
        listed = _OF_LIST.match(text, start) is not None
        if contrary or (not listed and stems.leans(document, sentence, before)):
            start = before.span.start
    return Span(start, end)


# What a sentence of rules says, in an article or elsewhere.
_RULE = regex(r"应当|不得|可以|予以|给予|责令|处以|处[一二三四五六七八九十百千0-9]")


def _before(document: Document, found: Sequence[Sentence]) -> dict[int, Sentence]:
    """The sentence before each one of an article, but for its first; and before other rules.

    Many laws are set without a section for each article.  Elsewhere a rule is told by its
    words, and only the sentence before it in its paragraph counts; not the last item of a
    list, which a rule behind the list does not go on about, nor the cell of a table.
    """
    return {
        sentence.span.start: before
        for before, sentence in pairwise(found)
        if sentence.section is before.section
        and (
            (sentence.section is not None and sentence.section.kind is SectionKind.ARTICLE)
            or _goes_on(document, sentence)
        )
    }


def _goes_on(document: Document, sentence: Sentence) -> bool:
    """Whether a sentence outside articles may be a rule that leans on the one before."""
    if sentence.first or sentence.row:
        return False
    if sentence.section is not None and sentence.section.kind is not SectionKind.HEADING:
        return False
    return _RULE.search(document.slice(sentence.span)) is not None


class _Tries:
    """The phrases of a sentence to be tried, best first, and what became of them.

    To try a phrase costs much more than to know the verdict that its item can reach at most.
    """

    def __init__(self, source: _Source, sentence: Sentence, tried: Sequence[Phrase]) -> None:
        self._source, self._sentence, self._tried = source, sentence, tried
        self._cuts: stems.Cuts | None = None
        self._stems: dict[tuple[int, int, bool], _Asked | None] = {}

    def run(self, least: float) -> Iterator[Trial]:
        """Try the phrases whose items can reach the expected verdict ``least``."""
        for phrase in self._tried:
            item, score = self._try(phrase, 0.0 if self._is_wanted(phrase) else least)
            yield Trial(self._sentence, phrase, item, score)

    def _try(self, phrase: Phrase, least: float) -> tuple[checks.Item | str, float]:
        """The item with its expected verdict, or the reason code why there is none."""
        if not reaches(least, phrase.merit, most()):
            return _WEAK
        blanks = _blanks(self._source.document, phrase)
        asked = self._asked(phrase, blanks)
        if isinstance(asked, str):
            return asked, 0.0
        if not reaches(least, phrase.merit, asked.worth, most_of_blank()):
            return _WEAK
        item = checks.Item.of(self._source.document, asked.stem, asked.words, blanks, phrase)
        score = _score(item, asked, phrase)
        if score < least:
            return _WEAK
        reason = checks.fault(item)
        return (item, score) if reason is None else (reason, 0.0)

    def _is_wanted(self, phrase: Phrase) -> bool:
        """Whether the phrase asks for a term of the glossary, however good the item."""
        if phrase.kind is PhraseKind.GLOSSARY:
            return True
        terms, document = self._source.terms, self._source.document
        if not terms:
            return False
        return any(document.slice(blank) in terms for blank in _blanks(document, phrase))

    def _asked(self, phrase: Phrase, blanks: tuple[Span, ...]) -> _Asked | str:
        """The stem around a phrase; or the reason code why it cannot be asked for in any."""
        if phrase.kind is PhraseKind.HEAD:
            return "trivial"
        lists, shown = self._source.lists, self._source.shown
        if lists.stopped and any(lists.stops(shown.slice(blank)) for blank in blanks):
            return "stopped"
        longest = glossary.LONGEST if phrase.kind is PhraseKind.GLOSSARY else _LONGEST_ANSWER
        if len(blanks) == 1 and len(phrase.span) > longest:
            return "share"
        asked = self._stem(blanks, is_figure=phrase.kind is PhraseKind.QUANTITY)
        if asked is None or not asked.stem.holds(blanks):
            return "stem"
        asked = self._unlabelled(asked, blanks)
        return asked.fault or asked

    def _unlabelled(self, asked: _Asked, blanks: tuple[Span, ...]) -> _Asked:
        """The stem without the label before it, if that is the answer: 湿周：…的周界称为|湿周."""
        document, clauses = self._source.document, self._sentence.clauses
        first, *rest = asked.stem.pieces
        if len(blanks) > 1 or len(clauses) < 2 or first.start != clauses[0].span.start:
            return asked
        label, behind = clauses[0].span, clauses[1].span.start
        labelled = document.text[label.end : label.end + 1] in (":", "：")
        if not labelled or not behind <= blanks[0].start < first.end:
            return asked
        if document.slice(label) != document.slice(blanks[0]):
            return asked
        stem = replace(asked.stem, pieces=(Span(behind, first.end), *rest))
        return _Asked.of(self._source, self._sentence, stem)

    def _stem(self, blanks: tuple[Span, ...], *, is_figure: bool) -> _Asked | None:
        """The stem around ``blanks``; figures, and all else, in the same clauses have the same."""
        clauses = stems.touched(self._sentence, blanks) or _NO_CLAUSES
        key = (*clauses, is_figure)
        if key not in self._stems:
            if self._cuts is None:
                self._cuts = stems.Cuts(self._source.document, self._sentence)
            stem = _stem(self._source, self._sentence, self._cuts, clauses)
            if stem is not None and is_figure:
                stem = _with_period(self._source.document, self._sentence, stem)
            asked = None if stem is None else _Asked.of(self._source, self._sentence, stem)
            self._stems[key] = asked
        return self._stems[key]


@dataclass(frozen=True, slots=True)
class _Asked:
    """A stem with what is known of it whatever the blanks are."""

    stem: Stem
    words: str  # with the answers in place
    fault: str | None  # the reason code why nothing can be asked in it
    worth: float  # what it adds to the expected verdict

    @classmethod
    def of(cls, source: _Source, sentence: Sentence, stem: Stem) -> _Asked:
        """Look at a stem of ``sentence``."""
        words = stem.text(source.document)
        worth = in_stem(stem, words, sentence)
        return cls(stem, words, checks.stem_fault(stem, words), worth)


def _score(item: checks.Item, asked: _Asked, phrase: Phrase) -> float:
    """The expected verdict of an item; that of a term of the glossary follows its own rule."""
    if phrase.kind is PhraseKind.GLOSSARY:
        return round(min(1.0, phrase.score * item.stem.quality), 4)
    return quality(item, asked.worth, phrase.merit)


def _candidates(group: Sequence[Phrase]) -> list[Phrase]:
    """The phrases of a sentence to be tried, best first.

    A term of the glossary stands for what else is in its place.  Of two terms in one
    sentence each item would print the other's answer, so there is an item for both, too.
    """
    terms = [phrase for phrase in group if phrase.kind is PhraseKind.GLOSSARY]
    places = {phrase.span for phrase in terms}
    others = [p for p in group if p.span not in places]
    apart: list[Phrase] = []
    for term in sorted(terms, key=lambda p: (p.span.start, -p.span.end)):
        if not any(term.span.overlaps(other.span) for other in apart):
            apart.append(term)
    joint = []
    if len(apart) in _TERMS_TOGETHER:
        members = tuple(term.span for term in apart)
        span = Span(members[0].start, members[-1].end)
        score = _TOGETHER * min(term.score for term in apart)
        joint = [Phrase(span, PhraseKind.GLOSSARY, score, members)]
    return [*terms, *joint, *others]


def _blanks(document: Document, phrase: Phrase) -> tuple[Span, ...]:
    """The phrase, or the members of a short series and of a group of terms."""
    if phrase.kind is PhraseKind.SERIES:
        lengths = {len(m) in _SERIES_MEMBER_LENGTH for m in phrase.members}
        if len(phrase.members) in _SERIES_MEMBERS and lengths == {True}:
            return phrase.members
        if len(phrase.members) == _PAIR and lengths == {True}:
            paired = alike(*map(document.slice, phrase.members))
            return phrase.members if paired else (phrase.span,)
    elif phrase.kind is PhraseKind.GLOSSARY and phrase.members:
        return phrase.members
    return (phrase.span,)


# Over definitions, an instruction of an exercise, and 为了正确审理…，现就有关问题规定如下：: each
# item stands by itself.
_IDLE_CHAPEAU = regex(
    r"用语的含义|^(?:请|试)?(?:举例)?(?:说明|简述|回答)|(?:解释|规定|通知|公告|意见|批复|答复|修改|说明)如下[：:]$"
)
# Whose duties they are, no sentence of an item says: 其主要职责是：…
_DUTIES = regex(r"(?:职责|职权|权限|任务|权利|义务|内容)(?:是|为|包括|如下|有)?[：:]$")
# 处一千元以下罚款：（一）…: the penalty tells nothing of its cases; 答：(1)…
_NO_CHAPEAU = regex(r"^答|(?:罚款|罚金|徒刑|拘役|处罚|拘留|处分|赔偿金|责任)[：:]$")


def _stem(
    source: _Source, sentence: Sentence, cuts: stems.Cuts, clauses: tuple[int, int]
) -> Stem | None:
    """The stem with these clauses, in which blanks stand."""
    document, heads = source.document, source.heads
    section = sentence.section
    if section is not None and section.span.start in heads:
        head, first = heads[section.span.start]
        words = document.slice(head)
        begins = _begins(document.text, section, sentence)
        if begins and _NO_CHAPEAU.search(words):
            return None
        if _DUTIES.search(words) or (begins and _IDLE_CHAPEAU.search(words) is None):
            return stems.list_stem(document, sentence, head, first=first and begins)
    if clauses == _NO_CLAUSES or document.text[sentence.span.end - 1] in "：:":
        return None
    stem = cuts.best(*clauses)
    if stem is None:
        return None
    before = source.before.get(sentence.span.start)
    if before is not None and stems.leans(document, sentence, before):
        joined = stems.together(stem, _first_half(source, before)) or stems.together(stem, before)
        if joined is not None or not stems.stands_alone(document, sentence, before):
            return joined
    return _with_subject(document, sentence, stem)


def _first_half(source: _Source, sentence: Sentence) -> Sentence:
    """Where the sentence begins whose halves, parted by semicolons, include this one."""
    while sentence.behind in stems.SEMICOLONS:
        before = source.before.get(sentence.span.start)
        if before is None:
            break
        sentence = before
    return sentence


def _begins(text: str, section: Section, sentence: Sentence) -> bool:
    """Whether a sentence is the first of its section, whose marker may stand within a line."""
    if section.marker is None:
        return sentence.first
    behind = section.span.start + len(section.marker.text)
    return not text[behind : sentence.span.start].strip()


def _with_period(document: Document, sentence: Sentence, stem: Stem) -> Stem:
    """The stem of a figure, behind the heading that says of which time it is."""
    if len(stem.pieces) > 1:
        return stem
    heading = periods.period(document, sentence.path, document.slice(stem.pieces[0]))
    return stem if heading is None else stems.under(document, heading, stem)


def _with_subject(document: Document, sentence: Sentence, stem: Stem) -> Stem | None:
    """The stem, behind the heading that it speaks of where it does not name that itself."""
    term = topics.term(document, sentence.path)
    if term is not None and term.end <= sentence.span.start:
        return stems.under(document, term, stem)
    if not stems.topicless(document.slice(stem.pieces[0])):
        return stem
    topic = topics.topic(document, sentence.path)
    return None if topic is None else stems.under(document, topic, stem)
