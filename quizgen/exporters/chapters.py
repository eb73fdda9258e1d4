"""The document's sections as heads among the items of a long paper."""

from __future__ import annotations

from collections.abc import Sequence

from quizgen.quiz import Heading

DEEPEST = 2  # levels of heads
LEAST_ITEMS = 3  # a head, on average, or its level is left out

Path = Sequence[Heading]


def chapters(paths: Sequence[Path]) -> list[tuple[tuple[int, str], ...]]:
    """The heads that stand before each item, given the section paths of all, in order.

    A head is its level, from 0, and its label.  A level has heads only where its sections
    have several items on average: a law is not cut into single articles.
    """
    depth = _depth(paths)
    found: list[tuple[tuple[int, str], ...]] = []
    before: tuple[str, ...] = ()
    for path in paths:
        labels = tuple(heading.label for heading in path[:depth])
        same = 0
        while same < min(len(labels), len(before)) and labels[same] == before[same]:
            same += 1
        found.append(tuple(enumerate(labels))[same:])
        before = labels
    return found


def _depth(paths: Sequence[Path]) -> int:
    """How many levels have enough items below each of their sections."""
    depth = 0
    for level in range(1, DEEPEST + 1):
        runs, before = 0, None
        for path in paths:
            labels = tuple(heading.label for heading in path[:level])
            runs += len(labels) == level and labels != before
            before = labels
        if not runs or runs * LEAST_ITEMS > len(paths):
            break
        depth = level
    return depth
