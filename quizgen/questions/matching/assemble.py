"""Pool → matching sets: 4 to 8 pairs that only knowledge tells apart.

The rules of a good set: every response is true of one premise; no character
is shared by a premise and its own response alone; within a column no
text is more than about twice as long as another; one to three spare responses.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import chain

from quizgen.document import Span
from quizgen.questions.checks.hints import initials
from quizgen.questions.matching.pool import Material, Pool, Row
from quizgen.regex import regex
from quizgen.text import has_han

LEAST, MOST = 4, 8
_FACTOR = 2.0
_SPARES = 2
_NEIGHBOURS = 24
_ALIKE = 8  # premises that begin alike are told apart by little
_FIGURES = frozenset({"figure"})
# Of these examiners mind what several pairs share, too: 矛盾双方…的性质, which is 矛盾的同一性,
# beside 矛盾的斗争性.  But what stands in so large a share of the pairs tells nothing: 雨水补给,
# 地下水补给.
_TELLING = {"term": 2.0, "table": 0.5, "rule": 0.5}
# The sides of a pair are as long as each other, so all must be as long, or lengths solve the set.
_EVEN = frozenset({"halves"})

Pair = tuple[Span, Span, float]


def sets(material: Material, pool: Pool) -> Iterator[tuple[list[Pair], list[Span]]]:
    """Pairs and spare responses of each set that the pool gives, in document order."""
    for start in range(0, len(pool.rows), _NEIGHBOURS):
        # neighbours in the text make the better set, and the work stays linear
        yield from _sets(material, pool, list(pool.rows[start : start + _NEIGHBOURS]))


def _sets(
    material: Material, pool: Pool, rows: list[Row]
) -> Iterator[tuple[list[Pair], list[Span]]]:
    while len(rows) >= LEAST:
        pairs = _best(material, rows, pool.relation)
        if len(pairs) < LEAST:
            return
        if len(pairs) > MOST:
            # a long list gives several sets of even size
            number = -(-len(pairs) // MOST)
            pairs = pairs[: -(-len(pairs) // number)]
        used = {p[0] for p in pairs}
        rest = [r for r in rows if r.premise not in used]
        spares = _spare(material, pool, rest, pairs)
        if not spares and len(pairs) > LEAST:
            # without a spare response the last pair needs no thought
            *pairs, (_, spare, _) = pairs
            spares = [spare]
        if spares:
            yield pairs, spares
        rows = rest if len(rest) >= LEAST else []


def _best(material: Material, rows: Sequence[Row], relation: str) -> list[Pair]:
    """The best set over all windows of lengths: many pairs of high weight."""
    texts = {r.premise: material.text(r.premise) for r in rows}
    best: tuple[float, list[Pair]] = (0.0, [])
    lengths = sorted({len(s) for r in rows for s in r.responses})
    if relation in _FIGURES:
        lengths = lengths[:1]
    for shortest in lengths:
        longest = max(shortest * _FACTOR, shortest + 3)
        if relation in _FIGURES:
            longest = 20.0
        if relation in _EVEN:
            longest = shortest
        for low in sorted({len(t) for t in texts.values()})[:24]:
            window = [
                r for r in rows if low <= len(texts[r.premise]) <= max(low * _FACTOR, low + 6)
            ]
            if len(window) < LEAST:
                continue
            pairs = _compatible(material, window, (shortest, longest))
            pairs = _without_hints(material, pairs, told_by=_TELLING.get(relation, 0.0))
            value = min(len(pairs), MOST) + sum(p[2] for p in pairs[:MOST])
            if value > best[0] + 1e-9:
                best = (value, pairs)
    return best[1]


def _compatible(
    material: Material, rows: Sequence[Row], lengths: tuple[float, float]
) -> list[Pair]:
    """Greedy in document order: each row gets its best response that goes with the others."""
    shortest, longest = lengths
    pairs: list[Pair] = []
    premises: set[str] = set()
    taken: list[tuple[str, str]] = []  # the words of each pair
    for row in rows:
        premise = material.text(row.premise)
        if premise[:_ALIKE] in premises or any(premise in o or o in premise for o, _ in taken):
            continue
        for span, weight in row.ranked():
            words = material.text(span)
            if not shortest <= len(words) <= longest:
                continue
            if any(words in own or own in words for _, own in taken):
                continue
            if words in premise or premise in words or initials(words, premise):
                continue
            if _negated(material, span):
                continue
            if any(_names(premise, own) or _names(other, words) for other, own in taken):
                continue
            pairs.append((row.premise, span, weight))
            premises.add(premise[:_ALIKE])
            taken.append((premise, words))
            break
    return _of_one_form(material, pairs)


def _of_one_form(material: Material, pairs: list[Pair]) -> list[Pair]:
    """The pairs whose responses are Han characters, or those whose are not: the more of them.

    Among figures or foreign names 缩写, the head of another table, tells itself.
    """
    forms = [has_han(material.text(pair[1])) for pair in pairs]
    most = 2 * sum(forms) >= len(forms)
    return [pair for pair, form in zip(pairs, forms, strict=True) if form is most]


def _names(premise: str, response: str) -> bool:
    """Whether a premise begins with the response of another pair: 支撑软件：介于…."""
    return premise.startswith((f"{response}：", f"{response}:"))


_NEGATION = regex(r"(?:不|不搞|没有|防止|避免|反对|杜绝|严禁|禁止|克服|摒弃|破除)[“‘「]?$")


def _negated(material: Material, span: Span) -> bool:
    """Whether the text says that the response is *not* so, or not to be done."""
    text = material.document.text
    return _NEGATION.search(text, max(0, span.start - 4), span.start) is not None


def _without_hints(material: Material, pairs: list[Pair], *, told_by: float) -> list[Pair]:
    """Drop pairs whose two sides alone share two characters in a row, or one that is Han.

    Also those that share two in a row that less than ``told_by``, a share, of all pairs have.
    """
    grams = [(_hints(material.text(p[0])), _hints(material.text(p[1]))) for p in pairs]
    shared = [one & other for one, other in grams]
    uses = Counter(chain.from_iterable(one | other for one, other in grams))
    kept = list(range(len(pairs)))

    def hint(gram: str) -> bool:
        return uses[gram] == 1 or (len(gram) > 1 and uses[gram] < told_by * len(kept))

    while True:
        bad = next((i for i in kept if any(map(hint, shared[i]))), None)
        if bad is None:
            return _not_solved(material, [pairs[i] for i in kept])
        kept.remove(bad)
        uses.subtract(grams[bad][0] | grams[bad][1])


def _not_solved(material: Material, pairs: list[Pair]) -> list[Pair]:
    """Drop pairs until shared characters, then lengths, solve hardly more than chance would."""
    kept = list(pairs)
    while len(kept) >= LEAST:
        texts = [(material.text(p[0]), material.text(p[1])) for p in kept]
        solved = [i for i, (premise, own) in enumerate(texts) if _likest(premise, texts) == own]
        if len(solved) <= 1:
            return kept
        del kept[max(solved, key=lambda i: (len(set(texts[i][0]) & set(texts[i][1])), i))]
    return kept


def _likest(premise: str, texts: Sequence[tuple[str, str]]) -> str:
    """The response that a learner without knowledge would choose for ``premise``."""
    return max(
        (response for _, response in texts),
        key=lambda r: (len(set(r) & set(premise)), -abs(len(r) - len(premise)), r),
    )


@lru_cache(maxsize=1 << 12)
def _hints(words: str) -> frozenset[str]:
    """What may join ``words`` to another text: 天津 and 津门."""
    return bigrams(words) | frozenset(filter(has_han, words))


@lru_cache(maxsize=1 << 12)  # the same pairs are tried with many others
def bigrams(words: str) -> frozenset[str]:
    """All runs of two letters or Han characters."""
    return frozenset(
        [words[i : i + 2] for i in range(len(words) - 1) if words[i : i + 2].isalnum()]
    )


def _spare(
    material: Material, pool: Pool, rest: Sequence[Row], pairs: Sequence[Pair]
) -> list[Span]:
    """Responses that answer none of the premises, as long as the others."""
    taken = [material.text(p[1]) for p in pairs]
    low, high = min(map(len, taken)), max(map(len, taken))
    shown = " ".join(material.text(p[0]) for p in pairs)
    forms = set(map(has_han, taken))
    found: list[Span] = []
    for span in (*(s for r in rest for s in r.responses[:3]), *pool.spares):
        words = material.text(span)
        if not low - 1 <= len(words) <= high + 1 or words in shown:
            continue
        if has_han(words) not in forms:
            continue
        if any(words in t or t in words for t in taken):
            continue
        if bigrams(words) & bigrams(shown) or pool.relation in _FIGURES:
            continue  # a figure in another spelling (3米, 3m) may be right
        found.append(span)
        taken.append(words)
        if len(found) == _SPARES:
            break
    return found
