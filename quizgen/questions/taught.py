"""What of a document is asked about: not its exercises, lists of literature and formulas."""

from __future__ import annotations

import re

from quizgen.document import Document, Span
from quizgen.regex import regex
from quizgen.sentences import Sentence
from quizgen.text import HAN_CLASS

_HAN = regex(f"[{HAN_CLASS}]+")
_CELL = 16  # characters of a table cell that says something by itself

# Lists of other texts, exercises and their solutions: nobody learns them by heart.
_NOT_TAUGHT = regex(
    r"例题|习题|练习题|思考题|考题|真题|解析|答案|(?:参考|引用)(?:文献|文件|资料|标准|书目)|标准名录|^(?:references?|bibliography)\b",
    re.IGNORECASE,
)
# 发生装置是 。, 选用（  ）: an exercise to be filled in.
_EXERCISE = regex(
    r"(?:是|为|有|得到|选用)[ 　]+[。，；]|[（(][ 　]+[）)]|_{2,}|装置[A-Z]|[>＞]|"
    r"[A-Za-z0-9₀-₉)）] ?\+ ?[0-9A-Z]|写出|填[到入写在]|连线|画出|标出|读图|"
    r"(?<![企试力])图[一二三四五](?![个种次样时])|[0-9][^。；]*，则[^。；]*[0-9]|"
    r"[\[【（(][单多]项?选(?:择?题)?[\]】）)]|"
    r"(?:[是为有于选应的][（(] ?|[（(] +)[A-E]{1,5} ?[）)][。？?]?$|"
    r"选项 ?[A-E]|故选 ?[A-E]|^解析[：:]|[（(](?:错误|正确|[错对×√✓✗])[）)]"
)
# The answers to choose from, and the question above them, whether its answer is filled in or not.
_OPTION = regex(r"[ \t　]*[A-G] ?[.．、:：)）]")
_QUESTION = regex(
    r"[（(][ 　_]*[A-G、，, ]{0,9}[）)]|[单多]项?选|_{2,}|"
    r"(?:下列|以下|哪[些项个种])[^\n]*[?？:：是]"
)
_MOST_OPTIONS = 8
_LONGEST_MARK = 8  # characters before an answer to choose from, white space included
_LABEL = 14
_PREDICATE = regex(
    r"[是为有应须能会由叫：:]|不得|必须|可以|达到|不[低高小大少多超]|禁止|等于|分[为成]|包括|属于"
)
# GB 50054 低压配电设计规范: the title of a text and its number.
_CATALOGUE = regex(r"[A-Z]{2,5}(?:/[A-Z]{1,2})?[\s-]*[0-9][^，。；：]*$")
_LEAST_HAN = 0.4  # of the letters and digits: below, it is a formula or another language


def untaught(document: Document) -> list[Span]:
    """The sections that are not asked about; none where they are most of the document."""
    outer: list[Span] = []
    for section in document.walk():
        inside = bool(outer) and section.span.start < outer[-1].end
        label = len(section.title) <= _LABEL  # a longer one is a sentence: …是必须答好的时代考题
        if not inside and label and _NOT_TAUGHT.search(section.title):
            outer.append(section.span)
    return outer if 2 * sum(map(len, outer)) < len(document.text) else []


def _is_option(text: str, place: int) -> bool:
    """Whether a line is an answer to choose from: most of them are wrong."""
    start = text.rfind("\n", max(0, place - _LONGEST_MARK), place) + 1
    if not start:
        return False  # the first line, or in the midst of one
    for _ in range(_MOST_OPTIONS):
        if _OPTION.match(text, start) is None or not start:
            return False
        end, start = start - 1, text.rfind("\n", 0, start - 1) + 1
        if _QUESTION.search(text, start, end):
            return True
    return False


def may_be_asked(document: Document, sentence: Sentence) -> bool:
    """Whether a sentence states something, as far as its looks tell."""
    if sentence.is_head or (sentence.row and len(sentence.span) < _CELL):
        return False
    words = document.slice(sentence.span)
    han = len(words) - len(_HAN.sub("", words))
    # most sentences have enough for all of their characters, letters or not
    if han < _LEAST_HAN * len(words) and han < _LEAST_HAN * sum(map(str.isalnum, words)):
        return False
    if document.unit == "page" and "，" in words and words[-1].isalnum():
        return False  # a paragraph of a PDF that breaks off
    if words[-1].isalnum() and "，" not in words and _PREDICATE.search(words) is None:
        return False  # an entry of a list, such as the title of an accident
    if _CATALOGUE.match(words) is not None or _EXERCISE.search(words) is not None:
        return False
    return not _is_option(document.text, sentence.span.start)
