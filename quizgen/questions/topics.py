"""The heading that names what a sentence is about: a term with its definition, or a thing."""

from __future__ import annotations

import re
from collections.abc import Sequence

from quizgen.document import Document, Section, SectionKind, Span
from quizgen.regex import regex

# Headings that name no thing.
_NO_TOPIC = regex(
    r"^(?:总则|附则|概述|引言|前言|范围|一般规定|基本规定|其他|要求|说明|注意|结论|小结|目的|意义|内容|方法|步骤|过程|原理|现象|特点|"
    r"性质|用途|定义|分类|检测|实验|讨论)|[，。；：！？]|^第|[0-9]$|(?:要求|规定|原则|措施|工作|管理|责任|职责|步骤|方法)$"
)
_TOPIC = range(2, 13)


# The heading over the definitions of a standard, or of a textbook.
_TERMS = regex(r"术语|定义|名词|概念|词汇|释义|缩略语")
# What stands over a paragraph of such a list, but names no term of it.
_NO_TERM = regex(
    r"(?:^|[的与和及、]|基本|主要|应用|[一二三四五六七八九十两]个)(?:概念|特性|特点|优点|缺点|优缺点|场景|任务|目标|作用|意义|分类|"
    r"类型|种类|关系|区别|对比|示例|举例|总结|流程|原则|步骤)$|^相关(?!系数)|(?<![正负自])相关$"
)
_LEADING = "、，．.:： 　"
# 灾难备份 backup for disaster recovery: the term, and its name in another language.
_NAMED = regex(r"([\u4e00-\u9fff][^A-Za-z]*?)[\s（(]+[A-Za-z][A-Za-z0-9 ,;/()（）-]*$")


def lists_terms(title: str) -> bool:
    """Whether a title stands over a list of terms with their definitions."""
    return _TERMS.search(title) is not None


def term(document: Document, path: Sequence[Section]) -> Span | None:
    """The term that the innermost section defines, if it is one of a list of terms.

    It is the section's title, or, where only the number stands there, its first line.
    """
    if len(path) < 2 or not lists_terms(path[-2].title):
        return None
    section = path[-1]
    start = section.span.start + (len(section.marker.text) if section.marker else 0)
    line = document.text[start : section.span.end].lstrip()
    start = section.span.end - len(line) if line else start
    line = line.partition("\n")[0].rstrip(" \t\r　-—")
    start += len(line) - len(line.lstrip(_LEADING))
    line = line.lstrip(_LEADING)
    named = _NAMED.match(line)
    line = named[1] if named else line
    fits = len(line) in _TOPIC and not re.search(r"[，。；：！？]", line)
    fits = fits and _NO_TERM.search(line) is None
    return Span(start, start + len(line)) if fits else None


_LESSON = regex(r"^第\s*[0-9一二三四五六七八九十百]+\s*[课章节讲]\s*")


def topic(document: Document, path: Sequence[Section]) -> Span | None:
    """The title of the innermost heading, if it names the thing that is spoken of."""
    for section in reversed(path):
        if section.kind is SectionKind.ARTICLE:
            return None
        title = _LESSON.sub("", section.title)
        if section.kind is SectionKind.HEADING and title:
            fits = len(title) in _TOPIC and _NO_TOPIC.search(title) is None
            return section.place_of(document.text, title) if fits else None
    return None
