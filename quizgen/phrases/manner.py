"""How a document is written, as numbers: in what a law, a textbook, notes and a diary differ.

What examiners say of items differs more from one document to another than the items tell:
of two with the same words, that of a textbook is signed and that of a travel diary is not.  So
the verdict that is expected (``merit.py``) looks at the document, too: how long it is, how
its lines end, and how large a share of its characters certain words and marks are.  Only the
*place* of such a number among those of the documents of the training counts.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping, Sequence

from quizgen.regex import regex

# What is counted; the counts of several are added up.
_WORDS: Mapping[str, tuple[str, ...]] = {
    "we": ("我们",),
    "you": ("你",),
    "he, she": ("他", "她"),
    "de": ("的",),
    "le": ("了",),
    "is": ("是",),
    "will": ("要",),
    "must": ("应当", "必须", "不得"),
    "reasoning": ("可能", "如果", "因为", "所以", "但是"),
    "quotations": ("“", "「"),
    "titles": ("《",),
    "colons": ("：", ":"),
    "commas": ("，", ","),
    "lists": ("、",),
    "questions": ("？", "?"),
    "exclamations": ("！", "!"),
    "semicolons": ("；", ";"),
    "brackets": ("（", "("),
    "lines": ("\n",),
    # Whose document it is.
    "this place": ("本市", "本省", "本县", "本区", "本州", "本自治", "本地区"),
    "local governments": (
        "市人民政府",
        "省人民政府",
        "区人民政府",
        "市、县",
        "区（县",
        "各级人民政府",
    ),
    "places": ("市", "省", "县", "区"),
    "the nation": ("国务院", "中华人民共和国", "全国人民代表"),
    "courts": ("人民法院", "人民检察院", "公安机关"),
    "the party": ("党",),
    "its leader": ("习近平", "总书记"),
    "comrades": ("同志",),
    "a company": ("公司", "本单位", "员工"),
    # What it is about.
    "penalties": ("罚款", "处罚"),
    "work": ("工作",),
    "development": ("发展", "建设"),
    "equipment": ("使用", "设备", "操作"),
    "examples": ("例如", "比如"),
    "names": ("称为", "叫做"),
    "examinations": ("考", "题", "答案"),
}
_CLASSES = {
    "I": regex("我(?![国们])"),
    "Latin": regex("[A-Za-z]"),
    "digits": regex("[0-9]"),
    "years": regex("[0-9]{4} ?年"),
    "articles": regex("第[一二三四五六七八九十百零]{1,6}条"),
}
# All numbers, in the order of ``manner``.
MANNERS = ("size", "characters", "short lines", "ended lines", *_WORDS, *_CLASSES)
_SHORT = 15  # characters of a line
_LITTLE = 300  # characters of a document, of which the numbers tell half of what they may
_ENDS = frozenset("。！？；”.!?;」")


def manner(text: str) -> tuple[float, ...]:
    """The numbers of a document's text, one for each of ``MANNERS``; all 0 without any lines.

    The size in characters, the different characters by the square root of that, shares of
    the lines, then shares of the characters.
    """
    size = len(text)
    lines = [line for line in text.split("\n") if line]
    if not lines:
        return (0.0,) * len(MANNERS)
    return (
        float(size),
        len(set(text)) / size**0.5,
        sum([len(line) < _SHORT for line in lines]) / len(lines),
        sum([line[-1] in _ENDS for line in lines]) / len(lines),
        *[sum(map(text.count, words)) / size for words in _WORDS.values()],
        *[len(pattern.findall(text)) / size for pattern in _CLASSES.values()],
    )


def trust(size: float) -> float:
    """How far the numbers of a document of ``size`` characters are to be trusted, 0 to 1."""
    return size / (size + _LITTLE)


def place(number: float, knots: Sequence[float]) -> float:
    """Where ``number`` stands among ``knots``, whose own places rise evenly from -1 to 1."""
    above = bisect_right(knots, number)
    if above == 0:
        return -1.0
    if above == len(knots):
        return 1.0
    low, high = knots[above - 1], knots[above]
    return 2 * (above - 1 + (number - low) / (high - low)) / (len(knots) - 1) - 1
