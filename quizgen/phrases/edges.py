"""Whether a run of words is a whole term, or a piece cut out of a longer one."""

from __future__ import annotations

from collections.abc import Sequence

from quizgen.phrases.lexicon import FUNCTION_WORDS, GOVERNING_VERBS, MODALS
from quizgen.phrases.tokens import Token

_CUT = 0.25  # the next word belongs to it: 迅速采取有效|措施
_LIKELY_CUT = 0.6  # it may be a part of a compound: 安全生产|责任制
_SENTENCE = 0.3  # a subject with its verb is a statement, not a term: 温度叫熔点
_COPULAS = frozenset(
    (
        "是",
        "叫",
        "叫做",
        "叫作",
        "称为",
        "称作",
        "称",
        "指",
        "是指",
        "包括",
        "等于",
        "即",
        "有",
        "分为",
    )
)
_MANNER = frozenset({"d", "ad", "zg", "c", "p"})  # 初春容易发生凌汛, 颗粒越大
# Words of degree and manner want something behind them.
_OPEN_TAGS = frozenset({"a", "ad", "d", "b", "m", "p", "c", "z"})


def whole(words: Sequence[Token], first: int, last: int) -> float:
    """A factor from 0 to 1: how likely tokens ``first`` to ``last`` are a whole term."""
    factor = 1.0
    if any(t.word in _COPULAS for t in words[first : last + 1]):
        factor *= _SENTENCE
    if words[first].tag[:1] in "nts" and any(t.tag in _MANNER for t in words[first + 1 : last + 1]):
        factor *= _SENTENCE
    end = words[last]
    following = words[last + 1] if last + 1 < len(words) else None
    if following is not None and _binds(following):
        if end.tag in _OPEN_TAGS:
            factor *= _CUT
        elif end.tag.startswith("v") and end.tag != "vn":
            factor *= _CUT if following.tag[:1] in "nvabrmlisxj" else _LIKELY_CUT
        elif following.tag[:1] == "n" or following.tag == "vn":
            factor *= _LIKELY_CUT
    before = words[first - 1] if first else None
    if before is not None and _binds(before):
        start = words[first]
        joins = start.tag[:1] in "nlijx" or start.tag == "vn"
        if joins and (before.tag[:1] in "nbj" or before.tag in ("vn", "a")):
            factor *= _LIKELY_CUT if before.word not in GOVERNING_VERBS else 1.0
        if before.tag in ("d", "m") and start.tag[:1] in "vq":
            factor *= _LIKELY_CUT
    return factor


def _binds(token: Token) -> bool:
    """Whether nothing (a mark, a particle, a modal) parts the word from its neighbour."""
    return token.word[0].isalnum() and token.word not in FUNCTION_WORDS and token.word not in MODALS
