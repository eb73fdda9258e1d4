"""How much a sentence is worth asking about: its features, and the sum of their weights."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cache

from quizgen.phrases.grades import summary
from quizgen.phrases.lexicon import FUNCTION_WORDS
from quizgen.phrases.model import weights
from quizgen.phrases.tokens import Token
from quizgen.phrases.view import FIGURE, MODAL, code
from quizgen.regex import regex

WORTH_SCALE = 3.0
_GRADED, _MANY_FIRM = 4, 6  # steps of a grade's average, firm words that are counted

Words = Sequence[Token]  # the words of one sentence

_PREDICATES = frozenset("vGM是为")
_REFERENCE = regex(r"第[一二三四五六七八九十百零0-9]+[条款项章]|前款|本[法条例办]")
_DEFINES = regex(r"是指|指的是|叫做|叫作|称为|所称|简称|即")
_ASKS = regex(r"[?？吗]|什么|如何|怎样|哪些|为何")


@cache
def _words() -> Mapping[str, float]:
    """The words that have a weight."""
    table: Mapping[str, float] = weights()["worth"]
    return {name[2:]: weight for name, weight in table.items() if name.startswith("w=")}


def worth(words: Words, text: str, *, first: bool) -> float:
    """How much the sentence is worth asking about, from 0 to 1."""
    table: Mapping[str, float] = weights()["worth"]
    weight_of = _words()
    score = 0.0
    for word in sorted(weight_of.keys() & {token.word for token in words}):
        score += weight_of[word]
    for name in sentence_shape(words, text, first=first):
        score += table.get(name, 0.0)
    score += table.get("bias", 0.0)
    return min(1.0, max(0.0, score / WORTH_SCALE))


def sentence_features(words: Words, text: str, *, first: bool) -> Iterator[str]:
    """Features for the worth of a sentence as the source of an item."""
    for word in sorted({t.word for t in words}):
        yield f"w={word}"
    yield from sentence_shape(words, text, first=first)


def sentence_shape(words: Words, text: str, *, first: bool) -> list[str]:
    """The features of a sentence but for those of its single words."""
    size, spoken = len(words), [token.word for token in words]
    rarities = [token.rarity for token in words]
    codes = "".join([code(token.word, token.tag) for token in words])
    functions = sum(map(FUNCTION_WORDS.__contains__, spoken))
    found = [
        f"len={min(len(text) // 10, 12)}",
        f"end={text[-1]}",
        f"start={spoken[0]}",
        f"st={words[0].tag[:1]}",
        f"first={int(first)}",
    ]
    if "“" in text or "「" in text:
        found.append("quote")
    if "《" in text:
        found.append("book")
    if any(map(str.isdigit, text)):
        found.append("digit")
    found += (
        f"series={min(text.count('、'), 4)}",
        f"commas={min(text.count('，'), 5)}",
        f"function={min(10 * functions // size, 6)}",
        f"rare={int(sum(rarities) / size * 2)}",
        f"rarest={int(max(rarities))}",
        f"longest={min(max(map(len, spoken)), 8)}",
        f"last={spoken[-1]}",
        f"first two={codes[:2]}",
        f"first three={codes[:3]}",
        f"last three={codes[-3:]}",
        f"predicates={min(sum(map(_PREDICATES.__contains__, codes)), 6)}",
        f"nouns={min(codes.count('n'), 9)}",
        f"figures={min(codes.count(FIGURE), 3)}",
        f"modals={min(codes.count(MODAL), 2)}",
        f"pronouns={min(codes.count('r'), 3)}",
        f"marks={'，' in text:d}{'；' in text:d}{'：' in text:d}",
        f"references={min(len(_REFERENCE.findall(text)), 3)}",
    )
    names = ("firmness", "known", "firm words", "kinds", "general")
    # nothing, where no word has a grade
    found += map("=".join, zip(names, summary(spoken, _GRADED, _MANY_FIRM), strict=False))
    if _DEFINES.search(text):
        found.append("defines")
    if _ASKS.search(text):
        found.append("asks")
    return found
