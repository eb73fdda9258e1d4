"""How good an item a phrase makes, judged from its words, its clause and its document.

The ranking (``model.py``) knows what people blank out of a sentence that they have
chosen.  Most sentences are not worth choosing, and of those that are, some have no phrase
that an examiner would sign.  This is the second opinion: a linear model of the verdict
that examiners gave of finished items (1 good, 0.5 usable, 0 bad, half of it where a second
answer is right), over the named features below.  What depends on the stem is added in
``questions/quality.py``; both parts are trained together by ``benchmarks/train_items.py``.

A feature is a *family* with a *value*, as in ``features.py``; besides, some numbers have
a weight of their own.
"""

from __future__ import annotations

import json
import math
from bisect import bisect_right
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

from quizgen.document import Document, Phrase, PhraseKind, SectionKind
from quizgen.phrases.candidates import Candidate
from quizgen.phrases.features import View
from quizgen.phrases.recurrence import recurrence
from quizgen.phrases.scored import Scored
from quizgen.regex import regex
from quizgen.sentences import Sentence

Feature = tuple[str, str]  # family and value

# Of so many phrases a sentence the merit is estimated: no more are tried for an item.
LOOKED_AT = 16
# Of one that is not looked at.
NONE = -1.0
_CUT_ACROSS = 0.1  # what lowers a score below this is a fault, however good the rest: 准确地向用户

_CONDITION = regex(r"[^，]{1,24}的，")  # 违反本条例规定的，…
_JOINED = frozenset("、和或及与等")
_QUOTES = frozenset("“《【‘「『")
_PATTERN = 5
_FEW = 4
_WHOLE = 8  # characters of an answer that is looked at as a whole
_LAST_RANK = 8

# Limits of classes, by family; a value's class is the number of limits it reaches.
_LIMITS: Mapping[str, tuple[float, ...]] = {
    "rarity": (3.5, 4, 4.5, 5, 5.5, 6, 6.5, 7),  # −log10 of the frequency of the words
    "rare": (4, 5, 6),
    "times": (2, 3, 6),  # in the document
    "place before": (2, 3, 5, 10, 30),  # times that the two characters before stand there
    "place behind": (2, 3, 5, 10, 30),
    "head": (2, 4, 8, 16, 40),  # times that the last word stands there
    "density": (1, 3, 8, 20, 60),  # characters of 10,000 that the phrase takes
    "chosen": (0.05, 0.2, 0.4, 0.6, 0.8, 0.99),  # the product of what lowers its score
}


_CLASSES = tuple(map(str, range(16)))


def _class(family: str, value: float) -> str:
    return _CLASSES[bisect_right(_LIMITS[family], value)]


@cache
def weights() -> Mapping[str, Any]:
    """``base``, ``numbers`` by name, ``features`` by family and value; of phrase and sentence."""
    path = Path(__file__).with_name("merit.json")
    table: Mapping[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return table


def merits(
    document: Document, sentence: Sentence, scored: Scored, scores: Sequence[float]
) -> list[float]:
    """The merit of each candidate: the expected verdict, but for what the stem adds to it.

    ``scores`` are those of the candidates.  ``NONE`` for those that are not among the best
    by their score.
    """
    lowered, values = scored.lowered, [NONE] * len(scores)
    sound = [i for i in range(len(scores)) if lowered[i] > _CUT_ACROSS]
    hopeful = sorted(sound, key=lambda i: -scores[i])[:LOOKED_AT]
    if not hopeful:
        return values
    table = weights()
    about = table["base"] + _total(of_sentence(document, sentence, scored))
    slopes: Mapping[str, float] = table["numbers"]
    phrases = _Phrases(document.text, scored)
    for index, numbers in zip(hopeful, of_numbers(scored, hopeful), strict=True):
        plus = sum([slopes.get(name, 0.0) * value for name, value in numbers.items()])
        values[index] = round(about + phrases.total(index) + plus, 4)
    return values


def _total(found: Iterable[Feature]) -> float:
    table: Mapping[str, Mapping[str, float]] = weights()["features"]
    total = 0.0
    for family, value in found:
        values = table.get(family)
        if values is not None:
            total += values.get(value, 0.0)
    return total


def of_numbers(scored: Scored, indexes: Sequence[int]) -> Iterator[dict[str, float]]:
    """For each of the candidates the numbers with a weight of their own, by name."""
    odds = scored.odds
    best = max(odds)
    all_of_them = math.log(sum([math.exp(value - best) for value in odds]))
    ranked = sorted(range(len(odds)), key=lambda i: -odds[i])[:_LAST_RANK]
    rank = {index: place for place, index in enumerate(ranked)}
    for index in indexes:
        yield {
            "odds": odds[index],
            "gap": best - odds[index],
            "chance": odds[index] - best - all_of_them,
            "rank": rank.get(index, _LAST_RANK),
            "worth": scored.worth,
            "lowered": math.log(max(scored.lowered[index], 1e-3)),
        }


def of_sentence(document: Document, sentence: Sentence, scored: Scored) -> Iterator[Feature]:
    """The features of a sentence, wherever the blank is."""
    tokens = scored.parts.tokens
    for word in dict.fromkeys([token.word for token in tokens]):
        yield "word of the sentence", word
    kinds = [section.kind for section in sentence.path]
    outer = (
        "article"
        if SectionKind.ARTICLE in kinds
        else "directive"
        if SectionKind.DIRECTIVE in kinds
        else "heading"
        if kinds
        else "none"
    )
    opening = tokens[0].tag[:1] if tokens[0].word[0].isalnum() else "x"
    condition = _CONDITION.match(document.slice(sentence.span)) is not None
    yield "place", outer
    yield "innermost", kinds[-1].value if kinds else "none"
    yield "opening", f"{sentence.first:d}{opening}{condition:d}"
    yield "opening in", outer + opening
    yield "medium", f"{document.unit}{sentence.row:d}"
    for name, _ in scored.source:
        yield "source", name


# --- of a phrase: what is seen at its start, at its end, of its words, and of it as a whole ---


def of_phrase(text: str, scored: Scored, index: int) -> Iterator[Feature]:
    """The features of a candidate, but for those of its sentence."""
    row, seen, common = scored.rows[index], scored.view, recurrence(text)
    first, last, span = row.first, row.last, row.span
    parts = seen.parts.tokens[first : last + 1]
    yield from of_start(seen, first, text, span.start)
    yield from of_end(seen, last, text, span.end)
    for part in parts:
        yield from of_word(part.word)
    yield from of_classes(*_classes(seen, row))
    weights = [(p.rarity * len(p.word), len(p.word)) for p in parts if p.word[0].isalnum()]
    rarity = sum(w for w, _ in weights) / max(1, sum(n for _, n in weights))
    yield from of_kind(row.kind, _class("rarity", rarity), _class("rare", rarity), _size(row))
    words = text[span.start : span.end]
    yield from of_tags(parts[0].tag, parts[-1].tag)
    yield from of_answer(words)
    times = common.most(words) if len(words) > 1 else common.size
    size, density = _size(row)[0], 1e4 * times * len(words) / common.size
    yield from of_times(_class("times", times), _class("density", density), size)
    yield from of_frame(seen.codes[first + 1] + seen.codes[last + 3], len(span))
    yield from of_marks(text[span.start - 1 : span.start], text[span.end : span.end + 1], size)
    yield from of_lowering(*_lowering(scored, index))
    if row.kind is PhraseKind.QUANTITY:
        yield "unit", text[span.end : span.end + 1]


class _Phrases:
    """Adds up the features of the candidates of a sentence: what several share, once."""

    def __init__(self, text: str, scored: Scored) -> None:
        self._text, self._scored, self._seen = text, scored, scored.view
        self._starts: dict[tuple[int, int], float] = {}
        self._ends: dict[tuple[int, int], float] = {}
        self._common = recurrence(text)
        tokens = scored.parts.tokens
        self._from = tokens[0].start
        self._pairs = self._common.counts(self._from, tokens[-1].end)
        words, rarity, letters = [0.0], [0.0], [0]
        for token in tokens:
            size = len(token.word) if token.word[0].isalnum() else 0
            words.append(words[-1] + _of_word(token.word))
            rarity.append(rarity[-1] + token.rarity * size)
            letters.append(letters[-1] + size)
        self._words, self._rarity, self._letters = words, rarity, letters

    def total(self, index: int) -> float:
        """The sum of the weights of :func:`of_phrase`."""
        row, seen, text, scored = self._scored.rows[index], self._seen, self._text, self._scored
        first, last, start, end = row.first, row.last, row.span.start, row.span.end
        size, blanks = _size(row)
        rarity = (self._rarity[last + 1] - self._rarity[first]) / max(
            1, self._letters[last + 1] - self._letters[first]
        )
        low = start - self._from
        times = min(self._pairs[low : low + end - start - 1], default=self._common.size)
        density = 1e4 * times * (end - start) / self._common.size
        before, behind = text[start - 1 : start], text[end : end + 1]
        codes, tokens = seen.codes, seen.parts.tokens
        total = (
            self._start(first, start)
            + self._end(last, end)
            + self._words[last + 1]
            - self._words[first]
            + _of_classes(*_classes(seen, row))
            + _of_tags(tokens[first].tag, tokens[last].tag)
            + _of_answer(text[start:end])
            + _of_kind(row.kind, _class("rarity", rarity), _class("rare", rarity), (size, blanks))
            + _of_times(_class("times", times), _class("density", density), min(size, _LONG))
            + _of_frame(codes[first + 1] + codes[last + 3], min(end - start, _LONG))
            + _of_marks(before, behind, min(size, _LONG))
            + _of_lowering(*_lowering(scored, index))
        )
        if row.kind is PhraseKind.QUANTITY:
            total += _total([("unit", behind)])
        return total

    def _start(self, first: int, start: int) -> float:
        known = self._starts.get((first, start))
        if known is None:
            known = _total(of_start(self._seen, first, self._text, start))
            self._starts[first, start] = known
        return known

    def _end(self, last: int, end: int) -> float:
        known = self._ends.get((last, end))
        if known is None:
            known = self._ends[last, end] = _total(of_end(self._seen, last, self._text, end))
        return known


_LONG = 8  # characters: longer phrases are all alike to the features of a length


def _size(row: Candidate) -> tuple[int, int]:
    """How many characters are asked for, in how many blanks."""
    if row.members:
        return sum(map(len, row.members)), len(row.members)
    return row.span.end - row.span.start, 1


def _classes(seen: View, row: Candidate) -> tuple[str, str, str]:
    """The class before a candidate, those of its pieces, and the class behind it."""
    codes = seen.codes
    return codes[row.first + 1], codes[row.first + 2 : row.last + 3], codes[row.last + 3]


def of_start(seen: View, first: int, text: str, start: int) -> Iterator[Feature]:
    """Of candidates that begin at ``start``, in piece ``first``."""
    tokens, codes, common = seen.parts.tokens, seen.codes, recurrence(text)
    yield "word before", tokens[first - 1].word if first else "^"
    yield "clause frame", codes[seen.begin[first] + 2] + codes[seen.end[first] + 2]
    yield "zone", seen.zone[first] + codes[first + 2]
    yield "first character", tokens[first].word[0]
    yield "first word", tokens[first].word
    yield "before/first", codes[first : first + 3]
    yield "place before", _class("place before", common.most(text[max(0, start - 2) : start]))
    yield "mark before", text[start - 1 : start]


def of_end(seen: View, last: int, text: str, end: int) -> Iterator[Feature]:
    """Of candidates that end at ``end``, in piece ``last``."""
    tokens, common = seen.parts.tokens, recurrence(text)
    yield "last character", tokens[last].word[-1]
    yield "last word", tokens[last].word
    yield "last/behind", seen.codes[last + 2 : last + 5]
    yield "word behind", tokens[last + 1].word if last + 1 < len(tokens) else "$"
    yield "place behind", _class("place behind", common.most(text[end : end + 2]))
    yield "mark behind", text[end : end + 1]
    head = tokens[last].word
    if len(head) > 1:
        yield "head", _class("head", common.most(head))


def of_word(word: str) -> Iterator[Feature]:
    """Of each piece of a candidate."""
    yield "word", word


def of_classes(before: str, pattern: str, behind: str) -> Iterator[Feature]:
    """Of the classes before a candidate, of its pieces, and behind it."""
    yield "classes", pattern[:_PATTERN]
    yield "before/classes", before + pattern[:_FEW]
    yield "classes/behind", pattern[:_FEW] + behind
    yield "ends/around", before + pattern[0] + pattern[-1] + behind
    for code in dict.fromkeys(pattern):
        yield "class", code


def of_tags(first: str, last: str) -> Iterator[Feature]:
    """Of the parts of speech of its first and last piece."""
    yield "tags", f"{first[:2]}-{last[:2]}"


def of_answer(words: str) -> Iterator[Feature]:
    """Of its words as a whole: 合法权益, 本行政区域 are known to everybody."""
    if len(words) <= _WHOLE:
        yield "answer", words


def of_kind(kind: PhraseKind, rarity: str, rare: str, size: tuple[int, int]) -> Iterator[Feature]:
    """Of its kind, of how rare its words are, and of its size in characters and in blanks."""
    characters, blanks = size
    yield "rarity", rarity
    yield "rarity/length", f"{rare}{min(characters, 7)}"
    yield "kind", kind.value
    yield "kind/rarity", kind.value + rare
    yield "blanks", str(blanks)


def of_times(times: str, density: str, size: int) -> Iterator[Feature]:
    """Of how often it stands in the document, and how much of that it takes."""
    yield "times/length", f"{times}{min(size, 6)}"
    yield "density", density


def of_frame(frame: str, length: int) -> Iterator[Feature]:
    """Of the classes beside it, and its length in the text."""
    yield "frame/length", f"{frame}{min(length, 8)}"


def of_marks(before: str, behind: str, size: int) -> Iterator[Feature]:
    """Of the characters beside it."""
    yield "member", f"{before in _JOINED:d}{behind in _JOINED:d}"
    yield "quoted/length", f"{before in _QUOTES:d}{min(size, 6)}"


def _lowering(scored: Scored, index: int) -> tuple[tuple[str, ...], str]:
    """The names of what lowers the score of a candidate, and how much is left."""
    names = [name for name, factor in scored.factors[index] if factor < 1]
    return tuple(names), _class("chosen", scored.lowered[index])


def of_lowering(names: tuple[str, ...], left: str) -> Iterator[Feature]:
    """Of what lowers its score, and of what is left of that."""
    for name in names:
        yield "lowered by", name
    yield "chosen", left


def _remembered(features: Callable[..., Iterator[Feature]]) -> Callable[..., float]:
    """The sum of the weights of ``features``, which depend on few things: kept across sentences."""

    @lru_cache(maxsize=1 << 14)
    def total(*seen: Hashable) -> float:
        return _total(features(*seen))

    return total


_of_word = _remembered(of_word)
_of_classes = _remembered(of_classes)
_of_tags = _remembered(of_tags)
_of_answer = _remembered(of_answer)
_of_kind = _remembered(of_kind)
_of_times = _remembered(of_times)
_of_frame = _remembered(of_frame)
_of_marks = _remembered(of_marks)
_of_lowering = _remembered(of_lowering)


def place_of(scored: Scored, phrase: Phrase) -> int | None:
    """The index of the candidate that became ``phrase``; None if there is none."""
    for index, row in enumerate(scored.rows):
        if (row.span, row.kind, row.members) == (phrase.span, phrase.kind, phrase.members):
            return index
    return None
