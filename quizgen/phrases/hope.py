"""What of a large document is passed over, since it hardly gives an item that is good enough.

Of a large document only items with the expected verdict ``least`` are taken.  What is known of
a sentence or of a candidate, with what the rest hardly exceeds, tells early on that it stays
below; then the rest of the work on it is left out.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence

from quizgen.document import Span
from quizgen.phrases import merit
from quizgen.phrases.candidates import SET_APART, Candidate
from quizgen.phrases.lowering import Lowering
from quizgen.phrases.patterns import figures
from quizgen.phrases.scored import Factor, Numbers, Source, product, score, worth_of

# The verdict of the best item of a sentence, as far as its words tell: what the sentence adds
# itself counts 1, its worth, what its best word adds, and how the document is written so much; and
# so much more where there is a figure.  Near what a logistic regression finds on the sentences of
# 160 documents that give an item of the usual bar; but how the document is written counts less,
# since the more that takes away, the more the rest of a good item adds.
_OF_WORTH, _OF_WORD, _OF_MANNER, _OF_FIGURE = 0.42, 0.3, 0.25, 0.08
# An item that reaches the usual bar hardly has more than this besides: of the sentences of laws and
# notes that give one, at most one in twenty is passed over.
_BESIDES = 0.32
_ROUNDING = 1e-9
_ROUNDED = 1e-4  # scores have four decimals


def of_sentence(text: str, span: Span, source: Source, own: float) -> float:
    """What is known of the sentence at ``span``; ``own`` is what it adds to the verdict itself."""
    known = own + _OF_WORTH * source.worth + _OF_WORD * max(source.alone, default=0.0)
    known -= (1 - _OF_MANNER) * merit.of_manner(text)  # which is in ``own``
    known += merit.of_closed() if source.closed else 0.0
    return known + _OF_FIGURE if figures(text[span.start : span.end]) else known


def is_gone(known: float, least: float) -> bool:
    """Whether a sentence of which so much is ``known`` hardly gives an item of ``least``."""
    return known < least - _BESIDES


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
    hopeful = _hopeful(source, rows, numbers, bar)
    if not hopeful and not apart:
        return {}
    lowers, value = lowering(), worth_of(source)
    factors: dict[int, Sequence[Factor]] = {i: lowers.factors(rows[i]) for i in hopeful}
    kept = set(apart)
    scores = [
        score(value, numbers[i], own)
        for i, own in factors.items()
        if merit.is_sound(left := product(1.0, own))
        and merit.plus(merit.numbers_of(rows[i], numbers[i], source, left))
        + merit.of_row(source, rows[i])
        >= bar
    ]
    if scores:
        farthest = _gap(value, min(scores))
        kept.update([i for i, own in enumerate(numbers) if own[1] <= farthest])
    return {i: factors[i] if i in factors else lowers.factors(rows[i]) for i in sorted(kept)}


def _hopeful(
    source: Source, rows: Sequence[Candidate], numbers: Sequence[Numbers], bar: float
) -> list[int]:
    """The candidates that reach the ``bar``, unless something lowers them."""
    of_odds, of_gap, of_chance, of_rank, of_worth, _, of_closed = merit.slopes()
    listed = source.closed
    bar -= of_worth * source.worth + merit.most_of_lowered() + _ROUNDING
    return [
        index
        for index, (odds, gap, chance, rank) in enumerate(numbers)
        if of_odds * odds
        + of_gap * gap
        + of_chance * chance
        + of_rank * rank
        + merit.of_row(source, rows[index])
        + (of_closed if listed and rows[index].span in listed else 0.0)
        >= bar
    ]


def _gap(worth: float, least: float) -> float:
    """The gap in the odds from which on no candidate has the score ``least``."""
    least -= _ROUNDED
    return math.log(worth / least) if least > 0 else math.inf
