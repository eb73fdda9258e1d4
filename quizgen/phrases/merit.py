"""How good an item a phrase makes, judged from its words, its clause and its document.

The ranking (``model.py``) knows what people blank out of a sentence that they have
chosen.  Most sentences are not worth choosing, and of those that are, some have no phrase
that an examiner would sign.  This is the second opinion: a linear model of the verdict
that examiners gave of finished items (1 good, 0.3 usable, 0 bad, half of it where a second
answer is right), over the features of ``merit_features.py``; besides, some numbers have
a weight of their own, and so has the way in which the document is written (``manner.py``).  What
depends on the stem is added in ``questions/quality.py``; both
parts are trained together by ``benchmarks/train_items.py``.
"""

from __future__ import annotations

import json
import math
from bisect import bisect_right
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from functools import cache, lru_cache
from itertools import accumulate
from operator import mul
from pathlib import Path
from typing import Any

from quizgen.document import Document, Phrase, PhraseKind
from quizgen.phrases import merit_features as of
from quizgen.phrases.candidates import Candidate
from quizgen.phrases.features import Values
from quizgen.phrases.grades import SIZE
from quizgen.phrases.manner import MANNERS, manner, place, trust
from quizgen.phrases.model import Tables, total
from quizgen.phrases.pieces import Pieces
from quizgen.phrases.priors import prior
from quizgen.phrases.recurrence import recurrence
from quizgen.phrases.remembered import Remembered
from quizgen.phrases.scored import OF_ODDS, Numbers, Scored, Source
from quizgen.sentences import Sentence

# Of so many phrases a sentence the merit is estimated, and of the members of its closed lists: no
# more are tried for an item.
LOOKED_AT = 16
# Of one that is not looked at.
NONE = -1.0
# What the words of a phrase add to the verdict is guessed from the best of them: so much of what
# that adds if it is asked for by itself.
_OF_BEST_WORD = 0.4
# What is still unknown hardly adds more than this to the verdict of an item that reaches the usual
# bar: where the odds and the best word of the phrase are known, and where all but the stem is.
TO_ODDS, _TO_PHRASE = 0.5, 0.25
_CUT_ACROSS = 0.1  # what lowers a score below this is a fault, however good the rest: 准确地向用户
_QUANTITY = PhraseKind.QUANTITY  # to Python 3.11 it is a call to get a member of an enumeration
_AROUND = 2  # characters on either side of a phrase that are looked at


@cache
def weights() -> Mapping[str, Any]:
    """``base``, ``numbers`` by name, ``features`` by family and value; of phrase and sentence.

    ``manner`` has of each number of the document the slope, the bend, and the knots of its scale.
    """
    path = Path(__file__).with_name("merit.json")
    table: Mapping[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return table


def of_sentence(document: Document, sentence: Sentence, source: Source) -> float:
    """What the words and the place of a sentence add to the verdict, wherever the blank is."""
    own: float = weights()["base"] + of_manner(document.text)
    return own + _sums().of_sentence(document, sentence, source)


@lru_cache(maxsize=4)
def of_manner(text: str) -> float:
    """What the way in which a document is written adds to the verdict of all its items."""
    table: Mapping[str, tuple[float, float, Sequence[float]]] = weights()["manner"]
    added = 0.0
    for (slope, bend, knots), number in zip(
        [table[name] for name in MANNERS], manner(text), strict=True
    ):
        at = place(number, knots)
        added += slope * at + bend * at * at
    return trust(len(text)) * added


def merits(
    text: str, scored: Scored, scores: Sequence[float], own: float, least: float
) -> list[float]:
    """The merit of each candidate: the expected verdict, but for what the stem adds to it.

    ``scores`` are those of the candidates, ``own`` is what the sentence adds.  ``NONE`` for
    those that are not among the best by their score, or that hardly give an item with the
    expected verdict ``least``.
    """
    lowered, values = scored.lowered, [NONE] * len(scores)
    sound = [i for i in range(len(scores)) if is_sound(lowered[i])]
    hopeful = sorted(sound, key=scores.__getitem__, reverse=True)
    listed = scored.source.closed
    others = [i for i in hopeful[LOOKED_AT:] if scored.rows[i].span in listed] if listed else []
    hopeful = hopeful[:LOOKED_AT] + others
    if not hopeful:
        return values
    sums = _sums()
    pluses = [plus(numbers) for numbers in of_numbers(scored, hopeful)]
    if least:
        known, source = zip(hopeful, pluses, strict=True), scored.source
        bar = least - TO_ODDS - own
        rows = [(i, added) for i, added in known if added + of_row(source, scored.rows[i]) >= bar]
        hopeful, pluses = [index for index, _ in rows], [added for _, added in rows]
    totals = _Phrases(text, scored, sums).totals(hopeful) if hopeful else ()
    for index, added, total_of in zip(hopeful, pluses, totals, strict=True):
        value = round(own + total_of + added, 4)
        if not least or value >= least - _TO_PHRASE:
            values[index] = value
    return values


_LOWEST = 1e-3  # what is lowered further is all alike
NUMBERS = (*OF_ODDS, "worth", "lowered", "closed")


def of_numbers(scored: Scored, indexes: Sequence[int]) -> Iterator[tuple[float, ...]]:
    """For each of the candidates the ``NUMBERS``, which have a weight of their own."""
    source, numbers, lowered = scored.source, scored.numbers, scored.lowered
    for index in indexes:
        yield numbers_of(scored.rows[index], numbers[index], source, lowered[index])


def numbers_of(
    row: Candidate, numbers: Numbers, source: Source, lowered: float
) -> tuple[float, ...]:
    """The ``NUMBERS`` of a candidate: of its odds, of its sentence, what is left, its list."""
    left = math.log(max(lowered, _LOWEST))
    # nearly always there is none
    listed = float(row.span in source.closed) if source.closed else 0.0
    return *numbers, source.worth, left, listed


def is_sound(lowered: float) -> bool:
    """Whether what is left of a score is so much that the candidate may be one whole term."""
    return lowered > _CUT_ACROSS


def plus(numbers: Iterable[float]) -> float:
    """What the ``NUMBERS``, or the first of them, add to the verdict."""
    added: float = sum(map(mul, slopes(), numbers))
    return added


def of_words(parts: Pieces) -> Sequence[float]:
    """What each piece of a sentence adds to the verdict, if it is asked for by itself."""
    alone = _sums().alone
    return [alone[token.word] for token in parts.tokens]


def of_row(source: Source, row: Candidate) -> float:
    """What the words of a candidate may add to the verdict, by what each adds alone."""
    return _OF_BEST_WORD * max(source.alone[row.first : row.last + 1])


def slopes() -> Sequence[float]:
    """What one of each of the ``NUMBERS`` adds to the verdict."""
    return _sums().slopes


def of_closed() -> float:
    """What it adds that a candidate is a member of a closed list."""
    return slopes()[NUMBERS.index("closed")]


def most_of_lowered() -> float:
    """What the last of ``NUMBERS`` adds at most."""
    return max(0.0, slopes()[NUMBERS.index("lowered")] * math.log(_LOWEST))


class _Sums:
    """What sums up the weights of the groups of features.

    What depends on few things is remembered across sentences.
    """

    def __init__(self, table: Mapping[str, Any]) -> None:
        features: Mapping[str, dict[str, float]] = table["features"]
        numbers: Mapping[str, float] = table["numbers"]

        def tables(families: Sequence[str]) -> Tables:
            return tuple([features.get(family, {}) for family in families])

        def remembered(families: Sequence[str], values: Callable[..., Values]) -> Any:
            own = tables(families)

            @lru_cache(maxsize=1 << 14)
            def weight(*seen: Hashable) -> float:
                return total(own, values(*seen))

            return weight

        self.slopes: Sequence[float] = [numbers.get(name, 0.0) for name in NUMBERS]
        (self.word,) = tables([of.WORD])
        self.start, self.end = tables(of.OF_START), tables(of.OF_END)
        (self.answer, self.unit) = tables([of.ANSWER, of.UNIT])
        self.figures = tables(of.OF_FIGURE)
        alone = tables(of.OF_WORD)
        self.alone = Remembered[str, float](
            lambda word: total(alone, of.of_word(word)) if word[0].isalnum() else -1.0
        )
        self.tags = remembered([of.TAGS], lambda *tags: (of.tags_of(*tags),))
        self.kind = remembered(of.OF_KIND, of.of_kind)
        self.times = remembered(of.OF_TIMES, of.of_times)
        self.grades = remembered(of.OF_GRADES, of.of_grades)
        self.prior = remembered(of.OF_PRIOR, of.of_prior)
        (self.frame,) = tables(of.OF_FRAME)
        self.marks = remembered(of.OF_MARKS, of.of_marks)
        self.classes = lru_cache(maxsize=1 << 14)(self._classes)
        self.lowering = lru_cache(maxsize=1 << 10)(self._lowering)
        self._of_classes, (self._class,) = tables(of.OF_CLASSES), tables([of.CLASS])
        (self._lowered, self._chosen) = tables([of.LOWERED_BY, of.CHOSEN])
        self._of_sentence = tables(of.OF_SENTENCE)
        (self._word, self._source) = tables([of.WORD_OF_SENTENCE, of.SOURCE])

    def of_sentence(self, document: Document, sentence: Sentence, source: Source) -> float:
        """The sum of a sentence, wherever the blank is."""
        weight_of = self._word.get
        found = [weight_of(word, 0.0) for word in of.words_of(source)]
        values = of.of_sentence(document, sentence, source)
        found += [row.get(value, 0.0) for row, value in zip(self._of_sentence, values, strict=True)]
        found += [self._source.get(name, 0.0) for name, _ in source.factors]
        return sum(found)

    def _classes(self, codes: str) -> float:
        found = total(self._of_classes, of.of_classes(codes))
        for code in of.classes_of(codes):
            found += self._class.get(code, 0.0)
        return found

    def _lowering(self, names: tuple[str, ...], left: str) -> float:
        return sum([self._lowered.get(name, 0.0) for name in names]) + self._chosen.get(left, 0.0)


@cache
def _sums() -> _Sums:
    return _Sums(weights())


class _Phrases:
    """Adds up the features of the candidates of a sentence: what several share, once."""

    def __init__(self, text: str, scored: Scored, sums: _Sums) -> None:
        self._text, self._scored, self._sums = text, scored, sums
        self._starts: dict[tuple[int, int], float] = {}
        self._ends: dict[tuple[int, int], float] = {}
        tokens, words, common = scored.parts.tokens, scored.view.words, recurrence(text)
        self._size = common.size
        # how often each pair of characters stands in the text, with those around the sentence
        self._from = max(0, tokens[0].start - _AROUND)
        self._pairs = common.counts(self._from, tokens[-1].end + _AROUND)
        weight_of = sums.word.get
        letters = [len(word) if word[0].isalnum() else 0 for word in words]
        rarity = [token.rarity * size for token, size in zip(tokens, letters, strict=True)]
        self._firm, self._article = of.firm_words(scored.source), scored.source.article
        self._words = list(accumulate([weight_of(word, 0.0) for word in words], initial=0.0))
        self._rarity = list(accumulate(rarity, initial=0.0))
        self._letters = list(accumulate(letters, initial=0))

    def totals(self, indexes: Sequence[int]) -> Iterator[float]:
        """The sum of the weights of all features of each of these candidates."""
        sums, text, scored, size = self._sums, self._text, self._scored, self._size
        codes, tags = scored.view.codes, scored.view.tags
        pairs, begin = self._pairs, self._from
        words, letters_to, rarity_to = self._words, self._letters, self._rarity
        of_start, of_end = self._starts.get, self._ends.get
        classes, pair_of_tags, of_kind = sums.classes, sums.tags, sums.kind
        of_times, of_marks, of_lowering = sums.times, sums.marks, sums.lowering
        answers, frames, of_grades = sums.answer.get, sums.frame.get, sums.grades
        of_prior = sums.prior
        grades, firm, article = scored.view.grades, self._firm, self._article
        place = scored.source.place
        for index in indexes:
            row = scored.rows[index]
            (start, end), kind, first, last, members = row
            behind_last, length = last + 1, end - start
            before, behind = text[start - 1 : start], text[end : end + 1]
            characters, blanks = of.size_of(row) if members else (length, 1)
            short = characters if characters < of.LONG else of.LONG  # noqa: FURB136 - runs often
            letters = letters_to[behind_last] - letters_to[first]
            rarity = (rarity_to[behind_last] - rarity_to[first]) / (letters or 1)
            low = start - begin
            times = min(pairs[low : low + length - 1], default=size)
            dense = of.density(times, length, size)
            found = of_start((first, start))
            if found is None:
                found = self._start(first, start, before)
            known = of_end((last, end))
            found += self._end(last, end, behind) if known is None else known
            found += words[behind_last]
            found -= words[first]
            found += classes(codes[first + 1 : last + 4])
            found += pair_of_tags(tags[first], tags[last])
            phrase = text[start:end]
            found += answers(of.answer_of(phrase), 0.0)
            quoted = before in of.QUOTES
            found += of_prior(prior(phrase), behind_last - first, article, kind, quoted, length)
            found += of_kind(kind, bisect_right(of.RARITY, rarity), characters, blanks, place)
            found += of_times(bisect_right(of.TIMES, times), bisect_right(of.DENSITY, dense), short)
            found += frames(of.frame(codes[first + 1], codes[last + 3], length), 0.0)
            found += of_grades(grades[SIZE * first : SIZE * behind_last], firm, article)
            found += of_marks(before in of.JOINED, behind in of.JOINED, quoted, short)
            found += of_lowering(*of.lowering_of(scored, index))
            if kind is _QUANTITY:
                found += sums.unit.get(behind, 0.0)
                around = of.beside(text, row.span)  # hardly ever the same twice
                found += total(sums.figures, of.of_figure(*around, article=article))
            yield found

    def _start(self, first: int, start: int, before: str) -> float:
        """The sum of what candidates have in common that begin at ``start``."""
        place = start - _AROUND - self._from
        times = self._pairs[place] if place >= 0 else 0
        values = of.of_start(self._scored.view, first, before, times)
        self._starts[first, start] = known = total(self._sums.start, values)
        return known

    def _end(self, last: int, end: int, behind: str) -> float:
        """The sum of what candidates have in common that end at ``end``."""
        pairs, begin = self._pairs, self._from
        times = pairs[end - begin] if end - begin < len(pairs) else 0
        (low, high, *_) = self._scored.parts.tokens[last]
        heads = min(pairs[low - begin : high - begin - 1], default=0)
        values = of.of_end(self._scored.view, last, behind, times, heads)
        self._ends[last, end] = known = total(self._sums.end, values)
        return known


def place_of(scored: Scored, phrase: Phrase) -> int | None:
    """The index of the candidate that became ``phrase``; None if there is none."""
    for index, row in enumerate(scored.rows):
        if (row.span, row.kind, row.members) == (phrase.span, phrase.kind, phrase.members):
            return index
    return None
