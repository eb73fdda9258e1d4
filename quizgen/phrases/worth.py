"""How much a sentence is worth asking about: its features, and the sum of their weights."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cache

from quizgen.phrases.lexicon import FUNCTION_WORDS
from quizgen.phrases.model import weights
from quizgen.phrases.tokens import Token
from quizgen.phrases.view import FIGURE, MODAL, code
from quizgen.regex import regex

WORTH_SCALE = 3.0

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
    for word in sorted(weight_of.keys() & {t.word for t in words}):
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


def sentence_shape(words: Words, text: str, *, first: bool) -> Iterator[str]:
    """The features of a sentence but for those of its single words."""
    length = len(text)
    yield f"len={min(length // 10, 12)}"
    yield f"end={text[-1]}"
    yield f"start={words[0].word}"
    yield f"st={words[0].tag[:1]}"
    yield f"first={int(first)}"
    if any(c in text for c in "“「"):
        yield "quote"
    if "《" in text:
        yield "book"
    if any(c.isdigit() for c in text):
        yield "digit"
    yield f"series={min(text.count('、'), 4)}"
    yield f"commas={min(text.count('，'), 5)}"
    functions = sum(1 for t in words if t.word in FUNCTION_WORDS)
    yield f"function={min(10 * functions // max(1, len(words)), 6)}"
    rare = sum(t.rarity for t in words) / max(1, len(words))
    yield f"rare={int(rare * 2)}"
    yield f"rarest={int(max(t.rarity for t in words))}"
    yield f"longest={min(max(len(t.word) for t in words), 8)}"
    yield f"last={words[-1].word}"
    codes = "".join([code(t.word, t.tag) for t in words])
    yield f"first two={codes[:2]}"
    yield f"first three={codes[:3]}"
    yield f"last three={codes[-3:]}"
    yield f"predicates={min(sum(c in _PREDICATES for c in codes), 6)}"
    yield f"nouns={min(codes.count('n'), 9)}"
    yield f"figures={min(codes.count(FIGURE), 3)}"
    yield f"modals={min(codes.count(MODAL), 2)}"
    yield f"pronouns={min(codes.count('r'), 3)}"
    yield f"marks={'，' in text:d}{'；' in text:d}{'：' in text:d}"
    yield f"references={min(len(_REFERENCE.findall(text)), 3)}"
    if _DEFINES.search(text):
        yield "defines"
    if _ASKS.search(text):
        yield "asks"
