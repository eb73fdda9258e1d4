"""Heads of directives with the refrain taken off.

在提升城乡品质上形成更多标志性成果, 在全面深化改革上形成更多标志性成果 → 提升城乡品质,
全面深化改革: what brothers begin or end with alike names none of them.
"""

from __future__ import annotations

from collections.abc import Sequence

from quizgen.document import Document, Section, Span

_LEAST_BROTHERS = 3
_LEAST_REFRAIN = 2
_LEAST_CORE = 2
_JOINTS = frozenset("的和与及、，上中下是")


def cores(document: Document, brothers: Sequence[Section]) -> list[Span | None]:
    """For each section the span of its title's core; None where it has no title."""
    titled = [s for s in brothers if s.title]
    front, back = _refrain([s.title for s in titled])
    found: list[Span | None] = []
    for section in brothers:
        if not section.title:
            found.append(None)
            continue
        start = document.text.find(section.title, section.head.start, section.head.end + 1)
        end = start + len(section.title)
        if start < 0:
            found.append(None)
            continue
        low, high = start, end
        if section.title.startswith(front) and section.title.endswith(back):
            low, high = start + len(front), end - len(back)
        if document.text[low : low + 1] in _JOINTS:
            low = start  # 总书记|的关怀: the refrain would be cut from its noun
        if high - low < _LEAST_CORE:
            low, high = start, end
        found.append(Span(low, high))
    return found


def _refrain(titles: Sequence[str]) -> tuple[str, str]:
    """What more than half of the titles begin and end with."""
    if len(titles) < _LEAST_BROTHERS:
        return "", ""
    return _shared(titles), _shared([t[::-1] for t in titles])[::-1]


def _shared(titles: Sequence[str]) -> str:
    """The longest beginning that at least two thirds of ``titles`` share."""
    best = ""
    for size in range(1, min(40, max(map(len, titles)))):
        counts: dict[str, int] = {}
        for title in titles:
            if len(title) > size:
                counts[title[:size]] = counts.get(title[:size], 0) + 1
        if not counts:
            break
        start, count = max(counts.items(), key=lambda item: (item[1], item[0]))
        if count * 3 < len(titles) * 2:
            break
        best = start
    return best if len(best) >= _LEAST_REFRAIN or best in ("在", "要") else ""
