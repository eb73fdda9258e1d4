"""The date of a document, where it stands on a line of its own: below the title, or at the end."""

from __future__ import annotations

from quizgen.document import Document
from quizgen.regex import regex

_HEAD, _TAIL = 8, 4  # blocks at either end that are looked at
_DIGITS = "0-9０-９〇○零一二三四五六七八九十"
_DATE = regex(
    rf"(?:[{_DIGITS}]{{2,4}}\s*年\s*)?[{_DIGITS}]{{1,3}}\s*月\s*[{_DIGITS}]{{1,3}}\s*[日号號]"
    rf"|[0-9]{{4}}([-./])[0-9]{{1,2}}\1[0-9]{{1,2}}"
    rf"|[{_DIGITS}]{{4}}\s*年(?:\s*[{_DIGITS}]{{1,3}}\s*月)?"
)
_AROUND = " \t\u3000()（）[]［］【】〔〕"


def date(document: Document) -> str:
    """The date as it is written, without brackets; empty where no line is just a date."""
    blocks = document.blocks
    for block in (*blocks[:_HEAD], *reversed(blocks[max(_HEAD, len(blocks) - _TAIL) :])):
        line = document.slice(block.span).strip(_AROUND)
        if _DATE.fullmatch(line):
            return "".join(line.split())
    return ""
