"""Phrases → fill-in-the-blank drafts (填空题)."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from quizgen.document import Document, Phrase, PhraseKind, Section, SectionKind, Span
from quizgen.phrases import glossary
from quizgen.phrases.glossary import NO_LISTS, WordLists
from quizgen.phrases.lexicon import NUMERALS
from quizgen.questions import checks, stems
from quizgen.questions.draft import Draft, Refusal
from quizgen.questions.quality import quality
from quizgen.questions.stems import Stem
from quizgen.quiz import Blank, Cloze, Heading, Quote, Segment, Text, mint
from quizgen.sentences import Sentence
from quizgen.text import has_han

# How many of a sentence's phrases are tried, best first; and how many fit ones are kept.
_TRIED, _KEPT = 16, 5
_CELL = 16  # characters of a table cell that says something by itself
_LONGEST_ANSWER = 18
_TERMS_TOGETHER = range(2, 4)  # terms of the glossary in one item
_TOGETHER = 0.9  # the score of such an item, since one blank an item is better
_SERIES_MEMBERS = range(2, 5)
_SERIES_MEMBER_LENGTH = range(2, 9)


@dataclass(frozen=True, slots=True)
class _Source:
    """The document as it is examined and as it is shown, with what its items depend on."""

    document: Document
    shown: Document
    heads: Mapping[int, tuple[Span, bool]]  # of lists, by the start of their items
    before: Mapping[int, Sentence]  # in the same paragraph of an article, by the start
    lists: WordLists


def drafts(
    document: Document,
    shown: Document,
    found: Sequence[Sentence],
    phrases: Sequence[Phrase],
    lists: WordLists = NO_LISTS,
) -> tuple[list[Draft], list[Refusal]]:
    """All fit items, several a sentence; and the phrases that failed a check.

    ``document`` is examined, in simplified characters; ``shown`` is the same as it is
    written, of which items are made (:mod:`quizgen.script`).
    """
    refused: list[Refusal] = []
    made: list[Draft] = []
    for trial in trials(document, shown, found, phrases, lists):
        if isinstance(trial.item, str):
            refused.append(Refusal(trial.phrase.span, trial.item))
        else:
            made.append(_draft(shown, trial.sentence, trial.item, trial.phrase))
    return made, refused


@dataclass(frozen=True, slots=True)
class Trial:
    """A phrase that was tried: the item that asks for it, or the reason code why none does."""

    sentence: Sentence
    phrase: Phrase
    item: checks.Item | str


def trials(
    document: Document,
    shown: Document,
    found: Sequence[Sentence],
    phrases: Sequence[Phrase],
    lists: WordLists = NO_LISTS,
) -> Iterator[Trial]:
    """The phrases that are tried, sentence by sentence; arguments as for ``drafts``."""
    starts = [s.span.start for s in found]
    groups: list[list[Phrase]] = [[] for _ in found]
    for phrase in phrases:  # best first, and so within each group
        index = bisect_right(starts, phrase.span.start) - 1
        if index >= 0 and found[index].span.contains(phrase.span):
            groups[index].append(phrase)
    source = _Source(document, shown, _list_heads(document, found), _before(found), lists)
    untaught = _untaught(document)
    for sentence, group in zip(found, groups, strict=True):
        if any(span.contains(sentence.span) for span in untaught):
            continue
        if _may_be_asked(document, sentence):
            yield from _of_sentence(source, sentence, _candidates(group))


# Lists of other texts, exercises and their solutions: nobody learns them by heart.
_NOT_TAUGHT = re.compile(
    r"例题|习题|练习题|思考题|考题|真题|解析|答案|(?:参考|引用)(?:文献|文件|资料|标准|书目)|标准名录|^(?:references?|bibliography)\b",
    re.IGNORECASE,
)
# 发生装置是 。, 选用（  ）: an exercise to be filled in.
_EXERCISE = re.compile(
    r"(?:是|为|有|得到|选用)[ 　]+[。，；]|[（(][ 　]+[）)]|_{2,}|装置[A-Z]|[>＞]|"
    r"[A-Za-z0-9₀-₉)）] ?\+ ?[0-9A-Z]"
)
_LABEL = 14
_PREDICATE = re.compile(
    r"[是为有应须能会由叫：:]|不得|必须|可以|达到|不[低高小大少多超]|禁止|等于|分[为成]|包括|属于"
)
# GB 50054 低压配电设计规范: the title of a text and its number.
_CATALOGUE = re.compile(r"[A-Z]{2,5}(?:/[A-Z]{1,2})?[\s-]*[0-9][^，。；：]*$")
_LEAST_HAN = 0.4  # of the letters and digits: below, it is a formula or another language


def _untaught(document: Document) -> list[Span]:
    """The sections that are not asked about; none where they are most of the document."""
    outer: list[Span] = []
    for section in document.walk():
        inside = bool(outer) and section.span.start < outer[-1].end
        label = len(section.title) <= _LABEL  # a longer one is a sentence: …是必须答好的时代考题
        if not inside and label and _NOT_TAUGHT.search(section.title):
            outer.append(section.span)
    return outer if 2 * sum(map(len, outer)) < len(document.text) else []


def _may_be_asked(document: Document, sentence: Sentence) -> bool:
    if sentence.is_head or (sentence.row and len(sentence.span) < _CELL):
        return False
    words = document.slice(sentence.span)
    letters = [c for c in words if c.isalnum()]
    if sum(map(has_han, letters)) < _LEAST_HAN * len(letters):
        return False
    if document.unit == "page" and "，" in words and words[-1].isalnum():
        return False  # a paragraph of a PDF that breaks off
    if words[-1].isalnum() and "，" not in words and _PREDICATE.search(words) is None:
        return False  # an entry of a list, such as the title of an accident
    return _CATALOGUE.match(words) is None and _EXERCISE.search(words) is None


def headings(path: Sequence[Section]) -> tuple[Heading, ...]:
    """The section path of a question."""
    return tuple(Heading(s.marker.text if s.marker else "", s.title) for s in path)


def _list_heads(document: Document, found: Sequence[Sentence]) -> dict[int, tuple[Span, bool]]:
    """Start of a list item's section → the words that introduce the list, and whether it is first.

    有下列情形之一的，…：（一）… needs its head; an item does not stand by itself.
    """
    last: dict[int, Sentence] = {}
    for sentence in found:
        if sentence.section is not None:
            first_child = sentence.section.children[:1]
            if first_child and sentence.span.end <= first_child[0].span.start:
                last[sentence.section.span.start] = sentence
    heads: dict[int, tuple[Span, bool]] = {}
    for section in document.walk():
        head = last.get(section.span.start)
        if head is None or document.text[head.span.end - 1] not in "：:":
            continue
        for number, child in enumerate(section.children):
            heads[child.span.start] = (head.span, number == 0)
    return heads


def _before(found: Sequence[Sentence]) -> dict[int, Sentence]:
    """The sentence before each one that goes on in a paragraph of an article."""
    return {
        sentence.span.start: before
        for before, sentence in pairwise(found)
        if not sentence.first
        and sentence.section is not None
        and sentence.section is before.section
        and sentence.section.kind is SectionKind.ARTICLE
    }


def _of_sentence(source: _Source, sentence: Sentence, group: Sequence[Phrase]) -> Iterator[Trial]:
    kept = 0
    for phrase in group[:_TRIED]:
        item = _item(source, sentence, phrase)
        yield Trial(sentence, phrase, item)
        kept += not isinstance(item, str)
        if kept == _KEPT:
            return


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


def _blanks(phrase: Phrase) -> tuple[Span, ...]:
    """The phrase, or the members of a short series and of a group of terms."""
    if phrase.kind is PhraseKind.SERIES:
        lengths = {len(m) in _SERIES_MEMBER_LENGTH for m in phrase.members}
        if len(phrase.members) in _SERIES_MEMBERS and lengths == {True}:
            return phrase.members
    elif phrase.kind is PhraseKind.GLOSSARY and phrase.members:
        return phrase.members
    return (phrase.span,)


def _item(source: _Source, sentence: Sentence, phrase: Phrase) -> checks.Item | str:
    """The item that asks for a phrase, or the reason code why there is none."""
    if phrase.kind is PhraseKind.HEAD:
        return "trivial"
    blanks = _blanks(phrase)
    if any(source.lists.stops(source.shown.slice(blank)) for blank in blanks):
        return "stopped"
    longest = glossary.LONGEST if phrase.kind is PhraseKind.GLOSSARY else _LONGEST_ANSWER
    if len(blanks) == 1 and len(phrase.span) > longest:
        return "share"
    document = source.document
    stem = _stem(source, sentence, blanks)
    if stem is None or not all(any(p.contains(b) for p in stem.pieces) for b in blanks):
        return "stem"
    item = checks.Item.of(document, stem, blanks, phrase)
    return checks.fault(item) or item


# 处一千元以下罚款：（一）…: the penalty tells nothing of its cases; 答：(1)…
_NO_CHAPEAU = re.compile(r"^答|(?:罚款|处罚|拘留|处分|赔偿金|责任)[：:]$")


def _stem(source: _Source, sentence: Sentence, blanks: tuple[Span, ...]) -> Stem | None:
    document, heads = source.document, source.heads
    section = sentence.section
    if section is not None and section.span.start in heads and sentence.first:
        head, first = heads[section.span.start]
        if _NO_CHAPEAU.search(document.slice(head)):
            return None
        return stems.list_stem(document, sentence, head, first=first)
    if document.text[sentence.span.end - 1] in "：:":
        return None
    stem = stems.cut(document, sentence, blanks)
    if stem is None:
        return None
    before = source.before.get(sentence.span.start)
    if before is not None and stems.leans(document, sentence, before):
        return stems.together(stem, before) or stem
    return _with_subject(document, sentence, stem)


def _with_subject(document: Document, sentence: Sentence, stem: Stem) -> Stem | None:
    """The stem, behind the heading that it speaks of where it does not name that itself."""
    term = stems.term(document, sentence.path)
    if term is not None and term.end <= sentence.span.start:
        return stems.under(term, stem)
    if not stems.topicless(document.slice(stem.pieces[0])):
        return stem
    topic = stems.topic(document, sentence.path)
    return None if topic is None else stems.under(topic, stem)


def _draft(shown: Document, sentence: Sentence, item: checks.Item, phrase: Phrase) -> Draft:
    if phrase.kind is PhraseKind.GLOSSARY:
        score = round(min(1.0, phrase.score * item.stem.quality), 4)
    else:
        score = quality(item, sentence, phrase.merit)
    unordered = phrase.kind is PhraseKind.SERIES and len(item.blanks) > 1
    question = Cloze(
        id=mint("cloze", item.shown, *item.answers),
        section=headings(shown.path(sentence.span.start)),
        segments=tuple(_segments(shown, item.stem, item.blanks)),
        source=_source(shown, sentence),
        score=score,
        unordered=unordered,
    )
    asked = [s for s in sentence.path if s.kind is not SectionKind.HEADING]
    section = asked[-1] if asked else sentence.section
    return Draft(
        question,
        sentence.span,
        section,
        item.shown,
        item.answers,
        score,
        item.blanks,
        tuple(_contexts(item)),
    )


_BESIDE = 4  # characters by which a blank is recognised


def _contexts(item: checks.Item) -> Iterator[str]:
    text = item.document.text
    for blank in item.blanks:
        piece = next(p for p in item.stem.pieces if p.contains(blank))
        if blank.start - _BESIDE >= piece.start:
            yield text[blank.start - _BESIDE : blank.end]
        if blank.end + _BESIDE <= piece.end:
            yield text[blank.start : blank.end + _BESIDE]


def _source(document: Document, sentence: Sentence) -> Quote:
    return Quote(document.slice(sentence.span), sentence.span)


def _segments(document: Document, stem: Stem, blanks: Sequence[Span]) -> Iterator[Segment]:
    pending = ""
    for number, piece in enumerate(stem.pieces):
        pending += stem.joint if number else ""
        at = piece.start
        for blank in blanks:
            if not piece.contains(blank):
                continue
            pending += document.text[at : blank.start]
            if pending:
                yield Text(pending)
                pending = ""
            answer = document.slice(blank)
            yield Blank(answer, blank, variants(answer))
            at = blank.end
        pending += document.text[at : piece.end]
    pending += stem.end
    if pending:
        yield Text(pending)


_HAN_DIGITS = "零一二三四五六七八九十"


def variants(answer: str) -> tuple[str, ...]:
    """Other answers that a marker accepts: 五 for 5, and the text without its marks."""
    found = []
    if answer.isascii() and answer.isdigit() and int(answer) <= 10:
        found.append(_HAN_DIGITS[int(answer)])
    elif len(answer) == 1 and answer in NUMERALS and answer in _HAN_DIGITS:
        found.append(str(_HAN_DIGITS.index(answer)))
    plain = answer
    for mark in "“”‘’「」『』《》":
        plain = plain.replace(mark, "")
    if plain != answer and plain:
        found.append(plain)
    return tuple(found)
