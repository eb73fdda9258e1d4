"""Lists that the text itself closes by a number: 炼钢的设备有三种：转炉、电炉、平炉.

Each member of such a list is one whole term, and the stem that shows the others asks for no other
word: of 75 that examiners have read they signed 92 %, of other members of lists 63 %.
"""

from __future__ import annotations

from functools import lru_cache

from quizgen.document import Span
from quizgen.numerals import parse_number
from quizgen.phrases.patterns import split_list
from quizgen.regex import regex

_MOST = 8  # members
_MEMBER = range(2, 17)  # characters
_NUMERALS = "两二三四五六七八2-8"
_MEASURES = "大个种项类点条层级步方重性者化"
# The number, what it counts, what introduces the list, and the list.
_COUNTED = regex(
    rf"(?<![第0-9.一二三四五六七八九十百])(?P<number>[{_NUMERALS}])"
    rf"(?:[{_MEASURES}]|方面|部分|要素|阶段)(?P<head>[^，。；：、“”（）]{{0,12}}?)(?<![不都也均才])"
    r"(?:[：:]|，?(?:即|包括|分别是|分别为|分别)[：:]?|(?:是|为|有)[：:]?|——)"
    r"(?P<list>[^，。；：:！？…]+)"
)
_COUNT = regex(rf"[{_NUMERALS}]")  # without one, there is no such list
_OPEN_END = regex("(?:等|等等|之一)[^、]{0,3}$")


@lru_cache(maxsize=1 << 10)  # several ask for those of a sentence, which are looked at together
def members(text: str) -> frozenset[Span]:
    """The members of all lists in ``text`` that have as many as it says; offsets into ``text``."""
    if "、" not in text or _COUNT.search(text) is None:
        return frozenset()
    found: list[Span] = []
    for match in _COUNTED.finditer(text):
        listed = match["list"]
        if not 0 < listed.count("、") < _MOST or _OPEN_END.search(listed):
            continue  # a list of thousands is not even parted
        spans = split_list(listed, match.start("list"))
        if len(spans) == parse_number(match["number"]) and all(len(s) in _MEMBER for s in spans):
            found += spans
    return frozenset(found)
