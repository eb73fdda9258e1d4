"""How much a sentence is worth asking about: its features, and the sum of their weights."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cache

from quizgen.phrases.features import Values
from quizgen.phrases.grades import summary
from quizgen.phrases.lexicon import FUNCTION_WORDS
from quizgen.phrases.model import Tables, total, weights
from quizgen.phrases.tokens import Token
from quizgen.phrases.view import FIGURE, MODAL, NO, code
from quizgen.regex import regex

WORTH_SCALE = 3.0
_GRADED, _MANY_FIRM = 4, 6  # steps of a grade's average, firm words that are counted

Words = Sequence[Token]  # the words of one sentence

_PREDICATES = frozenset("vGM是为")
_REFERENCE = regex(r"第[一二三四五六七八九十百零0-9]+[条款项章]|前款|本[法条例办]")
_DEFINES = regex(r"是指|指的是|叫做|叫作|称为|所称|简称|即")
_ASKS = regex(r"[?？吗]|什么|如何|怎样|哪些|为何")


# What is seen of a sentence but for its single words, in families as in ``features.py``.
SHAPE = (
    "len",  # in tens of characters
    "end",  # the last character
    "start",  # the first word
    "st",  # its part of speech
    "first",  # whether the sentence begins its block
    "quote",
    "book",
    "digit",
    "series",
    "commas",
    "function",  # tenths of the words that are function words
    "rare",  # the average rarity of the words, in halves
    "rarest",
    "longest",  # word
    "last",  # word
    "first two",  # classes of words
    "first three",
    "last three",
    "predicates",
    "nouns",
    "figures",
    "modals",
    "pronouns",
    "marks",  # whether ，；： stand in it
    "references",
    "defines",
    "asks",
    "firmness",  # from here on ``grades.summary``
    "known",
    "firm words",
    "kinds",
    "general",
)
_WORD = "w"  # the family of the words
_BIAS = "bias"
_NUMBER = tuple(map(str, range(16)))
_SEEN = "1"
_NO_SUMMARY = (NO,) * 5


@cache
def _tables() -> tuple[Mapping[str, float], Tables, float]:
    """The weights of the words, those of ``SHAPE``, and what every sentence has."""
    families: dict[str, dict[str, float]] = {}
    for name, weight in weights()["worth"].items():
        family, _, value = name.partition("=")
        families.setdefault(family, {})[value] = weight
    bias = families.pop(_BIAS, {}).get("", 0.0)
    return families.get(_WORD, {}), tuple([families.get(name, {}) for name in SHAPE]), bias


def worth(words: Words, text: str, first: bool) -> float:  # noqa: FBT001 - to be mapped
    """How much the sentence is worth asking about, from 0 to 1."""
    of_words, of_shape, score = _tables()
    weight_of = of_words.get
    score += sum([weight_of(word, 0.0) for word in dict.fromkeys([t.word for t in words])])
    score += total(of_shape, shape(words, text, first=first))
    return min(1.0, max(0.0, score / WORTH_SCALE))


def sentence_features(words: Words, text: str, *, first: bool) -> Iterator[str]:
    """Features for the worth of a sentence as the source of an item."""
    for word in dict.fromkeys([token.word for token in words]):
        yield f"{_WORD}={word}"
    for family, value in zip(SHAPE, shape(words, text, first=first), strict=True):
        if value:
            yield f"{family}={value}"


def shape(words: Words, text: str, *, first: bool) -> Values:
    """Values of ``SHAPE``; empty where there is nothing to see."""
    size, (_, _, spoken, tags, rarities) = len(words), zip(*words, strict=True)
    codes = "".join(map(code, spoken, tags))
    functions = sum(map(FUNCTION_WORDS.__contains__, spoken))
    return (
        _NUMBER[min(len(text) // 10, 12)],
        text[-1],
        spoken[0],
        tags[0][:1],
        _NUMBER[first],
        _SEEN if "“" in text or "「" in text else NO,
        _SEEN if "《" in text else NO,
        _SEEN if any(map(str.isdigit, text)) else NO,
        _NUMBER[min(text.count("、"), 4)],
        _NUMBER[min(text.count("，"), 5)],
        _NUMBER[min(10 * functions // size, 6)],
        str(int(sum(rarities) / size * 2)),
        str(int(max(rarities))),
        _NUMBER[min(max(map(len, spoken)), 8)],
        spoken[-1],
        codes[:2],
        codes[:3],
        codes[-3:],
        _NUMBER[min(sum(map(_PREDICATES.__contains__, codes)), 6)],
        _NUMBER[min(codes.count("n"), 9)],
        _NUMBER[min(codes.count(FIGURE), 3)],
        _NUMBER[min(codes.count(MODAL), 2)],
        _NUMBER[min(codes.count("r"), 3)],
        f"{'，' in text:d}{'；' in text:d}{'：' in text:d}",
        _NUMBER[min(len(_REFERENCE.findall(text)), 3)],
        _SEEN if _DEFINES.search(text) else NO,
        _SEEN if _ASKS.search(text) else NO,
        *(summary(spoken, _GRADED, _MANY_FIRM) or _NO_SUMMARY),
    )
