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
from quizgen.exporters.pdf.clusters import Cluster, Text
from quizgen.exporters.pdf.joints import BLANK_PIECE, Joint

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
    place: _Place = (0, 0, 0)
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


# A place in a text: how many pieces, how many parts of the next piece, and how many
# clusters in all stand before it.
_Place = tuple[int, int, int]
# Where a line may end: the place, the width till there, what it can be narrowed by, and
# how many gaps can be widened.
_End = tuple[_Place, float, float, int]

_LAST = Joint(breaks=True)  # after the last cluster


def _fill(text: Text, start: _Place, width: float, *, justify: bool) -> tuple[Line, _Place]:
    """The line that begins at ``start``, and where it ends."""
    loose, tight, reserve, fitting = _ends(text, start, width + _SLACK)
    if loose is None and tight is None:
        if reserve is None:  # nothing may end here: part what must not be parted
            return _forced(text, start, fitting, width)
        return Line(start[2], reserve[0][2], reserve[1]), reserve[0]
    stretch = _stretch(loose, width)
    if tight is not None:
        place, end, shrink, _ = tight
        squeeze = min(1.0, (end - width) / shrink)
        if loose is None or place[0] == len(text.pieces) or squeeze < stretch / MOST_STRETCH:
            return Line(start[2], place[2], end, squeeze=squeeze), place
    assert loose is not None  # noqa: S101 - one of the two is there
    place, end, _, _ = loose
    line = Line(start[2], place[2], end)
    return (_justified(text, line, place, (width, stretch)) if justify else line), place


def _ends(
    text: Text, start: _Place, room: float
) -> tuple[_End | None, _End | None, _End | None, _End | None]:
    """The last ends of a line from ``start`` that has ``room``, or None.

    They are the last legal one as the text is, when narrowed, and inside what should stay
    whole; and the last of all that fits, legal or not.
    """
    pieces, joints = text
    last = len(pieces) - 1
    number, done, index = start
    at = -pieces[number].lead
    shrink, gaps = 0.0, 0
    loose: _End | None = None
    tight: _End | None = None
    reserve: _End | None = None
    fitting: _End | None = None
    while number <= last:
        _, _, _, _, wide, _, trail, gap, parts = pieces[number]
        between = joints[number] if number < last else _LAST
        left = parts - done
        if parts > 1:  # a row, each part an em wide
            if at + left > room or not between.breaks:
                so_far = (number, done, index), at, shrink, gaps
                in_row = _ends_in_row(pieces[number], so_far, room)
                loose, tight = in_row[0] or loose, in_row[1] or tight
                if at + left - shrink > room:
                    fitting = in_row[2] or fitting
                    break
            wide = left
            done = 0
            if not gap:
                gaps += left - 1
        end = at + wide - trail
        if end - shrink > room:
            break
        number += 1
        index += left
        fitting = (number, 0, index), end, shrink, gaps
        if between.breaks:
            if end <= room:
                loose = fitting
            else:
                tight = fitting
        elif between.if_need_be and end <= room:
            reserve = fitting
        at += wide + between.space
        shrink += between.shrink
        gaps += between.stretches
    return loose, tight, reserve, fitting


def _ends_in_row(
    row: Cluster, begin: _End, room: float
) -> tuple[_End | None, _End | None, _End | None]:
    """The last ends inside ``row``, a part of which may stand before ``begin``.

    They are the last legal one as the text is and when narrowed, and the last that fits.
    """
    (number, done, index), at, shrink, gaps = begin
    left = row.parts - done
    least = BLANK_PIECE if row.gap else 1  # what stands on either side, in the row

    def end(count: int) -> _End:
        inside = 0 if row.gap else count - 1
        return (number, done + count, index + count), at + count, shrink, gaps + inside

    fit = min(left, int(max(0.0, room - at)))
    narrowed = min(left, int(max(0.0, room - at + shrink)))
    most, first = left - least, max(1, least - done)
    loose = min(fit, most)
    tight = min(narrowed, most)
    return (
        end(loose) if loose >= first else None,
        end(tight) if tight >= first and tight > fit else None,
        end(narrowed) if 0 < narrowed < left else None,
    )


def _stretch(end: _End | None, width: float) -> float:
    """What every gap of a line up to ``end`` has to be widened by to fill ``width``."""
    if end is None or not end[3]:
        return MOST_STRETCH
    return max(0.0, width - end[1]) / end[3]


def _forced(text: Text, start: _Place, end: _End | None, width: float) -> tuple[Line, _Place]:
    """A line up to ``end``, or else of one cluster, where none may end."""
    number, done, index = start
    if end is not None:
        place, wide, shrink, _ = end
        return _narrowed(Line(index, place[2], wide), shrink, width), place
    piece = text.pieces[number]
    alone = 1.0 if piece.parts > 1 else piece.width - piece.lead - piece.trail
    goes_on = done + 1 < piece.parts
    place = (number, done + 1, index + 1) if goes_on else (number + 1, 0, index + 1)
    return Line(index, index + 1, alone), place


def _narrowed(line: Line, shrink: float, width: float) -> Line:
    """``line``, if it is wider than ``width``, narrowed to that as far as ``shrink`` allows."""
    over = line.width - width
    return line._replace(squeeze=min(1.0, over / shrink)) if over > 0 < shrink else line


def _justified(text: Text, line: Line, end: _Place, room: tuple[float, float]) -> Line:
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
        if piece.left in (Kind.HAN, Kind.LATIN):
            count += min(left, piece.parts) if piece.parts > 1 else len(piece.text)
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
