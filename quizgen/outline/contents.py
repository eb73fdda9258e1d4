"""Headings that are printed twice: contents lists, and navigation left in the text."""

from __future__ import annotations

import re
from collections import Counter

from quizgen.document import Block, BlockKind
from quizgen.grammar import leading_markers
from quizgen.regex import regex
from quizgen.text import fold, unspaced

_CONTENTS = regex("(目录|目錄|目次|contents)[:]?", re.IGNORECASE)
# What slides call a list of their parts; it stands again before each part.
_AGENDA = regex(
    "(agenda|主要内容|主要內容|内容提要|內容提要|提纲|提綱|议程|議程)[:]?",
    re.IGNORECASE,
)
_POINTS = str.maketrans("", "", ".、,:")
# Leaders and a page number: ……12, ....... 3, ....... - 3 -, a tab and a number.
_LEADER = regex(
    r"[ .…·_-]*(?:[.…·]{2,}|\t)[ .…·]*[(-]? ?[0-9ivxIVX]{0,4} ?[)-]?$|[ .…]{2,}[0-9]{1,4}$"
)
_LONGEST_ENTRY = 80  # characters of a contents entry
_MOST_ENTRIES = 2_000
_MOST_LISTS = 5  # a document in volumes has several
_LONGEST_HEADING = 60
_FEWEST_ENTRIES = 4  # of a list that is not called one


def repeated(text: str, blocks: tuple[Block, ...]) -> frozenset[int]:
    """The indices of blocks that only repeat headings that stand elsewhere."""
    lines = [fold(text[block.span.start : block.span.end]) for block in blocks]
    keys = [_key(line) if len(line) <= _LONGEST_ENTRY else "" for line in lines]
    return frozenset(
        _contents(lines)
        | _twice(lines, blocks)
        | _leaders(lines)
        | _untitled(lines, keys, blocks)
        | _agenda(lines, keys)
    )


def _key(line: str) -> str:
    """A folded heading for comparing: without white space, leaders and page number."""
    return unspaced(_LEADER.sub("", line))


def _contents(lines: list[str]) -> set[int]:
    """A list under the word 目录: up to where its first entry stands again."""
    skipped: set[int] = set()
    found = [i for i, line in enumerate(lines) if len(line) <= 20 and _is_contents(line)]
    for index in found[:_MOST_LISTS]:
        skipped.add(index)
        entries: list[str] = []
        for following in range(index + 1, min(index + _MOST_ENTRIES, len(lines))):
            key = _key(lines[following])
            if len(key) > _LONGEST_ENTRY:
                break
            if entries and key == entries[0]:
                break
            entries.append(key)
        else:
            following = len(lines)
        again = {
            _key(other)
            for other in lines[following : following + 4 * _MOST_ENTRIES]
            if len(other) <= _LONGEST_ENTRY
        }
        while entries and entries[-1] not in again:
            entries.pop()
        if len(entries) > 1:
            skipped.update(range(index, index + 1 + len(entries)))
    return skipped


def _untitled(lines: list[str], keys: list[str], blocks: tuple[Block, ...]) -> set[int]:
    """A list without the word 目录: numbered headings in a row that all stand again, in order."""
    last = {
        key: index
        for index, (line, key) in enumerate(zip(lines, keys, strict=True))
        if len(line) <= _LONGEST_ENTRY
    }
    skipped: set[int] = set()
    run: list[int] = []
    for index, line in enumerate(lines):
        again = last[keys[index]] if len(line) <= _LONGEST_ENTRY else -1
        before = last[keys[run[-1]]] if run else 0
        comes_again = again > max(index, before) and blocks[index].kind is not BlockKind.ROW
        if comes_again and leading_markers(line):
            run.append(index)
            continue
        if len(run) >= _FEWEST_ENTRIES and last[keys[run[0]]] >= index:
            skipped.update(run)
        run = []
    return skipped


def _agenda(lines: list[str], keys: list[str]) -> set[int]:
    """Numbered lines under 主要内容 or a like word, most of which stand elsewhere, too.

    一．方法 in the list and 一、方法 on its slide are the same.
    """
    heads = [i for i, line in enumerate(lines) if len(line) <= 20 and _is_agenda(line)]
    if not heads:
        return set()
    keys = [key.translate(_POINTS) for key in keys]
    places = Counter(keys)
    skipped: set[int] = set()
    for index in heads:
        end = index + 1
        entries: list[str] = []
        while end < len(lines) and _is_entry(lines[end]) and keys[end] not in entries:
            entries.append(keys[end])
            end += 1
        again = sum(places[key] > 1 for key in entries)
        if len(entries) > 1 and again * 2 > len(entries):
            skipped.update(range(index, end))
    return skipped


def _is_entry(line: str) -> bool:
    return len(line) <= _LONGEST_ENTRY and bool(leading_markers(line))


def _is_contents(line: str) -> bool:
    return _CONTENTS.fullmatch(unspaced(line)) is not None


def _is_agenda(line: str) -> bool:
    return _AGENDA.fullmatch(unspaced(line)) is not None


def _twice(lines: list[str], blocks: tuple[Block, ...]) -> set[int]:
    """A heading that is followed at once by itself: left over from navigation."""
    return {
        index + 1
        for index in range(len(lines) - 1)
        if len(lines[index]) <= _LONGEST_HEADING
        and blocks[index].kind is not BlockKind.ROW
        and unspaced(lines[index]) == unspaced(lines[index + 1])
    }


def _leaders(lines: list[str]) -> set[int]:
    """Three lines or more in a row that end in leaders and a page number."""
    skipped: set[int] = set()
    run: list[int] = []
    for index, line in enumerate(lines):
        if len(line) <= 300 and _LEADER.search(line):
            run.append(index)
            continue
        if len(run) >= 3:
            skipped.update(run)
        run = []
    if len(run) >= 3:
        skipped.update(run)
    return skipped
