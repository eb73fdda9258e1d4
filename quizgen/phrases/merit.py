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
import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

from quizgen.document import Document, Phrase, PhraseKind, SectionKind
from quizgen.phrases import features
from quizgen.phrases.candidates import Candidate
from quizgen.phrases.recurrence import Recurrence
from quizgen.phrases.scored import Scored
from quizgen.sentences import Sentence

Feature = tuple[str, str]  # family and value

# Of so many phrases a sentence the merit is estimated: no more are tried for an item.
LOOKED_AT = 16
# Of one that is not looked at.
NONE = -1.0
_CUT_ACROSS = 0.1  # what lowers a score below this is a fault, however good the rest: 准确地向用户

_CONDITION = re.compile(r"[^，]{1,24}的，")  # 违反本条例规定的，…
_JOINED = frozenset("、和或及与等")
_QUOTES = frozenset("“《【‘「『")
_PATTERN = 5
_FEW = 4
_WHOLE = 8  # characters of an answer that is looked at as a whole

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


def _class(family: str, value: float) -> str:
    return str(sum(value >= limit for limit in _LIMITS[family]))


@cache
def weights() -> Mapping[str, Any]:
    """``base``, ``numbers`` by name, ``features`` by family and value; of phrase and sentence."""
    path = Path(__file__).with_name("merit.json")
    table: Mapping[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return table


def merits(
    document: Document,
    sentence: Sentence,
    scored: Scored,
    found: Sequence[Phrase],
    common: Recurrence,
) -> list[float]:
    """The merit of each candidate: the expected verdict, but for what the stem adds to it.

    ``found`` are the candidates as phrases.  ``NONE`` for those that are not among the best
    by their score.
    """
    table = weights()
    about = _total(table["features"], of_sentence(document, sentence, scored))
    view = features.view(scored.parts)
    sound = [i for i in range(len(found)) if scored.lowered(i) > _CUT_ACROSS]
    hopeful = sorted(sound, key=lambda i: -found[i].score)[:LOOKED_AT]
    values = [NONE] * len(found)
    for index, numbers in zip(hopeful, of_numbers(scored, hopeful), strict=True):
        own = _total(table["features"], of_phrase(document.text, scored, index, view, common))
        plus = sum(table["numbers"].get(name, 0.0) * value for name, value in numbers.items())
        values[index] = round(table["base"] + about + own + plus, 4)
    return values


def _total(table: Mapping[str, Mapping[str, float]], found: Iterator[Feature]) -> float:
    return sum(table[family].get(value, 0.0) for family, value in found if family in table)


def of_numbers(scored: Scored, indexes: Sequence[int]) -> Iterator[dict[str, float]]:
    """For each of the candidates the numbers with a weight of their own, by name."""
    odds = scored.odds()
    best = max(odds)
    all_of_them = math.log(sum(math.exp(value - best) for value in odds))
    ranked = sorted(range(len(odds)), key=lambda i: -odds[i])
    rank = {index: place for place, index in enumerate(ranked)}
    for index in indexes:
        yield {
            "odds": odds[index],
            "gap": best - odds[index],
            "chance": odds[index] - best - all_of_them,
            "rank": min(8, rank[index]),
            "worth": scored.worth,
            "lowered": math.log(max(scored.lowered(index), 1e-3)),
        }


def of_sentence(document: Document, sentence: Sentence, scored: Scored) -> Iterator[Feature]:
    """The features of a sentence, wherever the blank is."""
    tokens = scored.parts.tokens
    for word in sorted({token.word for token in tokens}):
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


def of_phrase(
    text: str, scored: Scored, index: int, view: features.View, common: Recurrence
) -> Iterator[Feature]:
    """The features of a candidate, but for those of its sentence."""
    row = scored.rows[index]
    parts = scored.parts.tokens[row.first : row.last + 1]
    yield from _of_words(view, row)
    size = sum(len(blank) for blank in row.members or (row.span,))
    letters = sum(len(part.word) for part in parts if part.word[0].isalnum())
    rarity = sum(p.rarity * len(p.word) for p in parts if p.word[0].isalnum()) / max(1, letters)
    rare = _class("rare", rarity)
    yield "rarity", _class("rarity", rarity)
    yield "rarity/length", f"{rare}{min(size, 7)}"
    yield "kind", row.kind.value
    yield "kind/rarity", row.kind.value + rare
    yield "blanks", str(len(row.members) or 1)
    for name, factor in scored.factors[index]:
        if factor < 1:
            yield "lowered by", name
    yield "chosen", _class("chosen", scored.lowered(index))
    yield from _of_text(text, row, size, common)
    head = parts[-1].word
    if len(head) > 1:
        yield "head", _class("head", common.most(head))


def _of_words(view: features.View, row: Candidate) -> Iterator[Feature]:
    tokens, codes = view.parts.tokens, view.codes
    first, last = row.first, row.last
    pattern = codes[first + 2 : last + 3]
    before, behind = codes[first + 1], codes[last + 3]
    for token in tokens[first : last + 1]:
        yield "word", token.word
    yield "word before", tokens[first - 1].word if first else "^"
    yield "word behind", tokens[last + 1].word if last + 1 < len(tokens) else "$"
    yield "classes", pattern[:_PATTERN]
    yield "before/classes", before + pattern[:_FEW]
    yield "classes/behind", pattern[:_FEW] + behind
    for code in dict.fromkeys(pattern):
        yield "class", code
    yield "clause frame", codes[view.begin[first] + 2] + codes[view.end[first] + 2]
    yield "zone", view.zone[first] + codes[first + 2]
    yield "first character", tokens[first].word[0]
    yield "last character", tokens[last].word[-1]
    yield "first word", tokens[first].word
    yield "last word", tokens[last].word
    yield "tags", tokens[first].tag[:2] + "-" + tokens[last].tag[:2]
    yield "ends/around", before + pattern[0] + pattern[-1] + behind
    yield "last/behind", codes[last + 2 : last + 5]
    yield "before/first", codes[first : first + 3]
    yield "frame/length", before + behind + str(min(len(row.span), 8))


def _of_text(text: str, row: Candidate, size: int, common: Recurrence) -> Iterator[Feature]:
    start, end = row.span.start, row.span.end
    words = text[start:end]
    times = common.most(words) if len(words) > 1 else common.size
    if len(words) <= _WHOLE:
        yield "answer", words  # 合法权益, 本行政区域: everybody knows them
    yield "times/length", f"{_class('times', times)}{min(size, 6)}"
    yield "density", _class("density", 1e4 * times * len(words) / common.size)
    yield "place before", _class("place before", common.most(text[max(0, start - 2) : start]))
    yield "place behind", _class("place behind", common.most(text[end : end + 2]))
    before, behind = text[start - 1 : start], text[end : end + 1]
    yield "mark before", before
    yield "mark behind", behind
    yield "member", f"{before in _JOINED:d}{behind in _JOINED:d}"
    yield "quoted/length", f"{before in _QUOTES:d}{min(size, 6)}"
    if row.kind is PhraseKind.QUANTITY:
        yield "unit", behind


def place_of(scored: Scored, phrase: Phrase) -> int | None:
    """The index of the candidate that became ``phrase``; None if there is none."""
    for index, row in enumerate(scored.rows):
        if (row.span, row.kind, row.members) == (phrase.span, phrase.kind, phrase.members):
            return index
    return None
