"""Clusters → lines.

A line takes as many clusters as fit.  Where one more would fit if the white of marks and
the gaps between Han and Latin were narrowed, narrowing and leaving the line short are
weighed against each other.  Lines are justified by widening every gap alike, up to
:data:`MOST_STRETCH`; a line that would need more stays ragged.  The last line is never a
single character.  All widths are in em.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from quizgen.exporters.pdf.characters import Kind
from quizgen.exporters.pdf.clusters import Cluster, Joint, Text

MOST_STRETCH = 0.16  # em a gap may be widened by
LEAST_LAST = 2  # characters that a last line has at least
_SLACK = 1e-6  # rounding

Width = Callable[[int], float]  # number of the line, from 0 → its width


class Line(NamedTuple):
    """Clusters ``start`` to ``stop`` (exclusive) of a text.

    ``width`` is what the line takes before it is justified, from ink to ink; every
    joint that stretches is widened by ``stretch``, and ``squeeze`` (0 to 1) is the part
    of its shrink that every joint gives up.  ``reach`` is how far the rule of a blank
    that goes on in the next line is drawn out to the end of this one.
    """

    start: int
    stop: int
    width: float
    stretch: float = 0.0
    squeeze: float = 0.0
    reach: float = 0.0


def break_lines(text: Text, width: Width, *, justify: bool = True) -> list[Line]:
    """The lines of ``text``; line ``i`` is ``width(i)`` em wide."""
    lines: list[Line] = []
    start = 0
    while start < len(text.clusters):
        line = _fill(text, start, width(len(lines)), justify=justify)
        lines.append(line)
        start = line.stop
    if len(lines) > 1 and _lonely(text.clusters, lines[-1]):
        _move_down(text, lines, width, justify=justify)
    return lines


def natural_width(text: Text) -> float:
    """The width of ``text`` on one line."""
    if not text.clusters:
        return 0.0
    inner = sum(c.width for c in text.clusters) + sum(j.space for j in text.joints)
    return inner - text.clusters[0].lead - text.clusters[-1].trail


def positions(text: Text, line: Line) -> list[float]:
    """Where each cluster of ``line`` begins, in em from the line's left edge."""
    at = -text.clusters[line.start].lead
    found = []
    for index in range(line.start, line.stop):
        found.append(at)
        at += text.clusters[index].width
        if index + 1 < line.stop:
            between = text.joints[index]
            at += between.space - line.squeeze * between.shrink
            if between.stretches:
                at += line.stretch
    return found


def _fill(text: Text, start: int, width: float, *, justify: bool) -> Line:
    """The line that begins at cluster ``start``."""
    clusters, joints = text
    last = len(clusters) - 1
    at = -clusters[start].lead
    shrink, gaps = 0.0, 0
    # The last legal ends: as it is, only when narrowed, and inside what should stay whole.
    loose = tight = reserve = None
    loose_gaps, tight_shrink = 0, 0.0
    index = start
    while index <= last:
        cluster = clusters[index]
        at += cluster.width
        end = at - cluster.trail
        if end - shrink > width + _SLACK:
            break
        between = joints[index] if index < last else _END
        if between.breaks:
            if end <= width + _SLACK:
                loose, loose_gaps = Line(start, index + 1, end), gaps
            else:
                tight, tight_shrink = Line(start, index + 1, end), shrink
        elif between.if_need_be and end <= width + _SLACK:
            reserve = Line(start, index + 1, end)
        at += between.space
        shrink += between.shrink
        gaps += between.stretches
        index += 1
    if loose is None and tight is None and reserve is not None:
        return reserve
    if loose is None and tight is None:  # nothing may end here: part what must not be parted
        return _forced(text, start, max(index, start + 1), width)
    stretch = (width - loose.width) / loose_gaps if loose and loose_gaps else MOST_STRETCH
    if tight is not None:
        squeeze = (tight.width - width) / tight_shrink
        if loose is None or tight.stop > last or squeeze < stretch / MOST_STRETCH:
            return tight._replace(squeeze=squeeze)
    assert loose is not None  # noqa: S101 - one of the two is there
    return _justified(text, loose, width, stretch) if justify else loose


def _forced(text: Text, start: int, stop: int, width: float) -> Line:
    """A line that ends where none may, as narrow as it has to be."""
    line = Line(start, stop, _ink_width(text, start, stop))
    shrink = sum(between.shrink for between in text.joints[start : stop - 1])
    over = line.width - width
    return line._replace(squeeze=min(1.0, over / shrink)) if over > 0 < shrink else line


def _justified(text: Text, line: Line, width: float, stretch: float) -> Line:
    """``line`` with its right edge at ``width``, where that does not look bad."""
    clusters = text.clusters
    if line.stop == len(clusters):
        return line
    if stretch < MOST_STRETCH:
        return line._replace(stretch=stretch)
    gap = clusters[line.stop].gap
    if gap and clusters[line.stop - 1].gap == gap:
        return line._replace(reach=width - line.width)
    return line


_END = Joint(breaks=True)


def _lonely(clusters: list[Cluster], line: Line) -> bool:
    """Whether ``line`` holds a single character, marks apart."""
    count = 0
    for cluster in clusters[line.start : line.stop]:
        if cluster.gap:
            return False
        if cluster.left in (Kind.HAN, Kind.LATIN):
            count += len(cluster.text)
    return count < LEAST_LAST


def _move_down(text: Text, lines: list[Line], width: Width, *, justify: bool) -> None:
    """Let the last line but one end earlier, so that the last is not a single character."""
    above, below = lines[-2:]
    for stop in range(below.start - 1, above.start, -1):
        if not text.joints[stop - 1].breaks:
            continue
        last = _fill(text, stop, width(len(lines) - 1), justify=justify)
        if last.stop < below.stop:
            return
        if _lonely(text.clusters, last):
            continue
        room = width(len(lines) - 2)
        shorter = _forced(text, above.start, stop, room)
        if shorter.squeeze:  # it was narrowed, and need be so no less without its last cluster
            shrink = sum(between.shrink for between in text.joints[above.start : stop - 1])
            if shorter.width - shorter.squeeze * shrink > room + _SLACK:
                return
            lines[-2:] = [shorter, last]
            return
        gaps = sum(between.stretches for between in text.joints[above.start : stop - 1])
        stretch = (room - shorter.width) / gaps if gaps else MOST_STRETCH
        lines[-2:] = [_justified(text, shorter, room, stretch) if justify else shorter, last]
        return


def _ink_width(text: Text, start: int, stop: int) -> float:
    return natural_width(Text(text.clusters[start:stop], text.joints[start : stop - 1]))
