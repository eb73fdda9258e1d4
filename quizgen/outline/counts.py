"""Declared counts: “重点要抓好九个方面” should be followed by nine directives."""

from __future__ import annotations

import re

from quizgen.document import Block
from quizgen.errors import Problem
from quizgen.numbering import RANKS
from quizgen.numerals import parse_number
from quizgen.outline.state import Node, Sequence
from quizgen.regex import regex
from quizgen.text import trim

# 九个方面。 以下三点： 四件事： 五项工作： — a number with its counter, near the end of the
# clause that introduces the list.
_DECLARED = regex(
    "(?<![第十百千万亿几多数0-9一二三四五六七八九〇.“])"
    "(?P<n>[二两三四五六七八九]|十[一二三四五六七八九]?|[2-9]|1[0-9])"
    " ?"
    "(?:个方面|(?<![二两])方面|个问题|个环节|个重点|个关键|个要求|个坚持|个步骤|个原则|条|点|项|件)"
    "(?P<noun>[\u4e00-\u9fff]{0,8})(?P<end>[：:。])$"
)
# With a full stop the clause must say that the list follows.
_FOLLOWS = regex("抓好|做好|抓住|把握|以下|如下|下列|重点|突出|围绕|坚持|落实|开展|完成|采取|注意")
_LEAD = 60  # characters before the first member


def count_problems(text: str, blocks: tuple[Block, ...], nodes: list[Node]) -> list[Problem]:
    """A problem for each list that has not as many members as the text before it says."""
    problems: list[Problem] = []
    seen: set[int] = set()
    for node in nodes:
        sequence = node.sequence
        if sequence is None or id(sequence) in seen or node.dropped:
            continue
        seen.add(id(sequence))
        if sequence.level or sequence.style in RANKS or sequence.resumed:
            continue
        problems += _check(text, blocks, node, sequence)
    return problems


def _check(text: str, blocks: tuple[Block, ...], node: Node, sequence: Sequence) -> list[Problem]:
    start = node.candidate.start
    block = blocks[node.candidate.block].span
    if node.candidate.line:
        if not node.candidate.block:
            return []
        block = blocks[node.candidate.block - 1].span
        start = block.end
    begin, end = trim(text, max(block.start, start - _LEAD), start)
    declared = _DECLARED.search(text, begin, end)
    if declared is None:
        return []
    clause = re.split("[，；。！？]", text[begin : declared.end() - 1])[-1]
    if declared["end"] == "。" and not _FOLLOWS.search(clause):
        return []
    said = parse_number(declared["n"])
    found = len(sequence.members)
    if said == found:
        return []
    message = f"the text announces {said} items, {found} follow"
    return [Problem(message, declared.start(), declared.end() - 1)]
