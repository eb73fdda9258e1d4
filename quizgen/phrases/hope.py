"""What of a large document is passed over, since it hardly gives an item that is good enough.

Of a large document only items with the expected verdict ``least`` are taken.  What is known of
a sentence or of a candidate, with what the rest hardly exceeds, tells early on that it stays
below; then the rest of the work on it is left out.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence

from quizgen.phrases import merit
from quizgen.phrases.candidates import SET_APART, Candidate
from quizgen.phrases.lowering import Lowering
from quizgen.phrases.scored import Factor, Numbers, Source, product, score, worth_of

# What is still unknown hardly adds more than this to the verdict of an item that reaches the usual
# bar: where the words of the sentence are known, and where the odds of its candidates are; the
# second of each for a sentence with what is set apart for matching sets.  How the document is
# written does not count: the more that takes away, the more the rest of such an item adds.
_TO_SENTENCE, _TO_BEST = (0.34, 0.37), (0.3, 0.32)
# What tells best what the phrases of a sentence add: so much of what its best word adds by itself,
# and so much more where there is a figure.
_OF_WORD, _OF_FIGURE = 0.6, 0.09
_NUMERAL = "m"  # jieba's tag
_ROUNDING = 1e-9
_ROUNDED = 1e-4  # scores have four decimals


def of_sentence(text: str, source: Source, own: float) -> float:
    """What is known of a sentence by its words; ``own`` is what it adds to the verdict itself.

    But for the way in which the document, ``text``, is written.
    """
    known = own + merit.slope("worth") * source.worth + _OF_WORD * merit.of_best_word(source)
    figure = _NUMERAL in [token.tag for token in source.parts.tokens]
    return known - merit.of_manner(text) + (_OF_FIGURE if figure else 0.0)


def is_gone(known: float, least: float, *, apart: bool = False, odds: float | None = None) -> bool:
    """Whether a sentence hardly gives an item with the expected verdict ``least``.

    ``known`` is ``of_sentence``, and ``odds`` are those of its best candidate, if there are any
    yet; ``apart``, if a phrase in it is set apart.
    """
    if odds is None:
        return known < least - _TO_SENTENCE[apart]
    return known + merit.slope("odds") * odds < least - _TO_BEST[apart]


def narrowed(
    source: Source,
    rows: Sequence[Candidate],
    numbers: Sequence[Numbers],
    bar: float,
    lowering: Callable[[], Lowering],
) -> dict[int, Sequence[Factor]]:
    """The candidates of a sentence that matter, each with what lowers its score; maybe none.

    These are those with hope, the ones that are tried for an item before the last of them, and
    those that matching sets take.  ``bar`` is what their ``NUMBERS`` have to add to the verdict.
    """
    apart = [i for i, row in enumerate(rows) if row.kind in SET_APART]
    hopeful = _hopeful(numbers, source.worth, bar)
    if not hopeful and not apart:
        return {}
    lowers, value = lowering(), worth_of(source)
    factors: dict[int, Sequence[Factor]] = {i: lowers.factors(rows[i]) for i in hopeful}
    kept = set(apart)
    scores = [
        score(value, numbers[i], own)
        for i, own in factors.items()
        if merit.is_sound(left := product(1.0, own))
        and merit.plus(merit.numbers_of(numbers[i], source.worth, left)) >= bar
    ]
    if scores:
        farthest = _gap(value, min(scores))
        kept.update([i for i, own in enumerate(numbers) if own[1] <= farthest])
    return {i: factors[i] if i in factors else lowers.factors(rows[i]) for i in sorted(kept)}


def _hopeful(numbers: Sequence[Numbers], worth: float, bar: float) -> list[int]:
    """The candidates that reach the ``bar``, unless something lowers them."""
    of_odds, of_gap, of_chance, of_rank, of_worth, _ = merit.slopes()
    bar -= of_worth * worth + merit.most_of_lowered() + _ROUNDING
    return [
        index
        for index, (odds, gap, chance, rank) in enumerate(numbers)
        if of_odds * odds + of_gap * gap + of_chance * chance + of_rank * rank >= bar
    ]


def _gap(worth: float, least: float) -> float:
    """The gap in the odds from which on no candidate has the score ``least``."""
    least -= _ROUNDED
    return math.log(worth / least) if least > 0 else math.inf
