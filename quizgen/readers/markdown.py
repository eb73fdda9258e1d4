"""Markdown (CommonMark with tables) → Reading."""

from __future__ import annotations

import re

from quizgen.document import Block, BlockKind, Reading, Span
from quizgen.readers.decode import decode
from quizgen.text import trim

_HEAD = re.compile(r"(#{1,6})\s+")


def read(data: bytes, name: str, encoding: str | None = None) -> Reading:
    """Headings and paragraphs, one a line."""
    decoded = decode(data, name, encoding)
    text = re.sub("<!--.*?-->", lambda m: " " * len(m[0]), decoded.text, flags=re.DOTALL)
    blocks = []
    start = 0
    for number, content in enumerate(text.split("\n"), 1):
        a, b = trim(text, start, start + len(content))
        start += len(content) + 1
        if a == b:
            continue
        level = 0
        if m := _HEAD.match(text, a, b):
            level = len(m[1])
            a = m.end()
        blocks.append(
            Block(Span(a, b), BlockKind.HEADING if level else BlockKind.PARAGRAPH, level, number)
        )
    return Reading(text, tuple(blocks), decoded.encoding, "", decoded.problems)
