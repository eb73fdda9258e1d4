"""The time that a figure is of, where only its heading says it: 2025年工作回顾."""

from __future__ import annotations

from collections.abc import Sequence

from quizgen.document import Document, Section, SectionKind, Span
from quizgen.regex import regex

_LONGEST = 24  # characters of a title
_NAMED = (
    r"(?:19|20)[0-9]{2}年|[一二][九〇○零][〇○零一二三四五六七八九]{2}年|“十[一二三四五六七八九]五”|"
    r"(?:过去|今后|未来)[一两三五十]+年|[一五十]年来|[今去本]年|[上下]半年"
)
_PERIOD = regex(_NAMED)
# A stem that has a time of its own; 连续三年 is none.
_TIME = regex(
    rf"{_NAMED}|[0-9０-９一二三四五六七八九十]+(?:年(?!以上|以下|内)|月份?)|年[底末初]|(?:以来|时期|期间|当年|同期|目前|至今)"
)
# What grows, is built or counted has its time; 每季度不少于一次 is always so.
_COUNTED = regex(
    r"增[长加至到]|新增|提[高升]|达到?|超过?|突破|下降|减少|降[低至到]|完成|实现|建成|新建|改造|开通|投入|"
    r"培育|引进|新设|举办|推进|推动|打造|扩大|占"
)


def period(document: Document, path: Sequence[Section], words: str) -> Span | None:
    """The title of a heading that says of which time ``words`` speak, if they do not say it.

    ``path`` are the sections around them, the outermost first.  None in an article, which
    holds always, and for words in which nothing is counted.
    """
    if _TIME.search(words) or not _COUNTED.search(words):
        return None
    if any(section.kind is SectionKind.ARTICLE for section in path):
        return None
    for section in reversed(path):
        title = section.title
        if section.kind is SectionKind.HEADING and _PERIOD.search(title):
            return section.place_of(document.text, title) if len(title) <= _LONGEST else None
    return None
