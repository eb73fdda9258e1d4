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

from quizgen.exporters.pdf.characters import Kind, kinds
from quizgen.exporters.pdf.clusters import Text
from quizgen.exporters.pdf.ends import End, Place, ends

MOST_STRETCH = 0.16  # em a gap may be widened by
LEAST_LAST = 2  # characters that a last line has at least
_SLACK = 1e-6  # rounding

Width = Callable[[int], float]  # number of the line, from 0 → its width


_new = tuple.__new__  # for every line; Line(…) takes three times as long


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
    place: Place = (0, 0, 0)
    while place[0] < len(text.pieces):
        line, place = _fill(text, place, width(len(lines)), justify=justify)
        lines.append(line)
    if len(lines) > 1 and _lonely(text, lines[-1]):
        _move_down(text.flat(), lines, width, justify=justify)
    return lines


def natural_width(text: Text) -> float:
    """The width of ``text`` on one line."""
    pieces = text.pieces
    if not pieces:
        return 0.0
    inner = sum([piece.width for piece in pieces]) + sum([joint.space for joint in text.joints])
    return inner - pieces[0].lead - pieces[-1].trail


def positions(text: Text, line: Line) -> list[float]:
    """Where each cluster of ``line`` begins, in em from the line's left edge."""
    clusters, joints = text.flat()
    at = -clusters[line.start].lead
    found = []
    for index in range(line.start, line.stop):
        found.append(at)
        at += clusters[index].width
        if index + 1 < line.stop:
            between = joints[index]
            at += between.space - line.squeeze * between.shrink
            if between.stretches:
                at += line.stretch
    return found


def _fill(text: Text, start: Place, width: float, *, justify: bool) -> tuple[Line, Place]:
    """The line that begins at ``start``, and where it ends."""
    loose, tight, reserve, fitting = ends(text, start, width + _SLACK)
    if loose is None and tight is None:
        if reserve is None:  # nothing may end here: part what must not be parted
            return _forced(text, start, fitting, width)
        return Line(start[2], reserve[0][2], reserve[1]), reserve[0]
    stretch = _stretch(loose, width)
    if tight is not None:
        place, end, shrink, _ = tight
        squeeze = min(1.0, (end - width) / shrink)
        if loose is None or place[0] == len(text.pieces) or squeeze < stretch / MOST_STRETCH:
            return _new(Line, (start[2], place[2], end, 0.0, squeeze, 0.0)), place
    assert loose is not None  # noqa: S101 - one of the two is there
    place, end, _, _ = loose
    if justify and stretch < MOST_STRETCH and place[0] < len(text.pieces):
        return _new(Line, (start[2], place[2], end, stretch, 0.0, 0.0)), place
    line = _new(Line, (start[2], place[2], end, 0.0, 0.0, 0.0))
    return (_justified(text, line, place, (width, stretch)) if justify else line), place


def _stretch(end: End | None, width: float) -> float:
    """What every gap of a line up to ``end`` has to be widened by to fill ``width``."""
    if end is None or not end[3]:
        return MOST_STRETCH
    return max(0.0, width - end[1]) / end[3]


def _forced(text: Text, start: Place, end: End | None, width: float) -> tuple[Line, Place]:
    """A line up to ``end``, or else of one cluster, where none may end."""
    number, done, index = start
    if end is not None:
        place, wide, shrink, _ = end
        return _narrowed(Line(index, place[2], wide), shrink, width), place
    piece = text.pieces[number]
    if piece.parts > 1:
        piece = Text([piece], []).flat().pieces[done]
    alone = piece.width - piece.lead - piece.trail
    place = (
        (number, done + 1, index + 1)
        if done + 1 < text.pieces[number].parts
        else (number + 1, 0, index + 1)
    )
    return Line(index, index + 1, alone), place


def _narrowed(line: Line, shrink: float, width: float) -> Line:
    """``line``, if it is wider than ``width``, narrowed to that as far as ``shrink`` allows."""
    over = line.width - width
    return line._replace(squeeze=min(1.0, over / shrink)) if over > 0 < shrink else line


def _justified(text: Text, line: Line, end: Place, room: tuple[float, float]) -> Line:
    """``line`` with its right edge at the width, where that does not look bad.

    ``room`` is that width, and what every gap would have to be widened by.
    """
    number, part, _ = end
    if number == len(text.pieces):
        return line
    width, stretch = room
    if stretch < MOST_STRETCH:
        return line._replace(stretch=stretch)
    gap = text.pieces[number].gap
    if gap and (part or text.pieces[number - 1].gap == gap):  # a blank that goes on
        return line._replace(reach=width - line.width)
    return line


def _lonely(text: Text, line: Line) -> bool:
    """Whether ``line``, the last of ``text``, holds a single character, marks apart."""
    count = 0
    left = line.stop - line.start
    for piece in reversed(text.pieces):
        if left <= 0 or count >= LEAST_LAST:
            break
        if piece.gap:
            return False
        if piece.parts > 1:
            count += kinds(piece.text[-left:]).count("H")
        elif piece.left in (Kind.HAN, Kind.LATIN):
            count += len(piece.text)
        left -= piece.parts
    return count < LEAST_LAST


def _move_down(text: Text, lines: list[Line], width: Width, *, justify: bool) -> None:
    """Let the last line but one end earlier, so that the last is not a single character.

    ``text`` must have no rows.
    """
    above, below = lines[-2:]
    for stop in range(below.start - 1, above.start, -1):
        if not text.joints[stop - 1].breaks:
            continue
        place = stop, 0, stop
        last, _ = _fill(text, place, width(len(lines) - 1), justify=justify)
        if last.stop < below.stop:
            return
        if _lonely(text, last):
            continue
        room = width(len(lines) - 2)
        inside = text.joints[above.start : stop - 1]
        wide = natural_width(Text(text.pieces[above.start : stop], inside))
        shrink = sum(between.shrink for between in inside)
        shorter = _narrowed(Line(above.start, stop, wide), shrink, room)
        if shorter.squeeze:  # it was narrowed, and need be so no less without its last cluster
            if wide - shorter.squeeze * shrink > room + _SLACK:
                return
        elif justify:
            gaps = sum(between.stretches for between in inside)
            stretch = _stretch((place, wide, shrink, gaps), room)
            shorter = _justified(text, shorter, place, (room, stretch))
        lines[-2:] = [shorter, last]
        return
