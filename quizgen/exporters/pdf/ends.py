"""Where a line may end: the last places that fit, in a text of clusters and rows of them.

All widths are in em.
"""

from __future__ import annotations

from quizgen.exporters.pdf.characters import kinds
from quizgen.exporters.pdf.clusters import Cluster, Text, shrinking
from quizgen.exporters.pdf.joints import BLANK_PIECE, HALF, MARK_SHRINK, Joint

# A place in a text: how many pieces, how many parts of the next piece, and how many
# clusters in all stand before it.
Place = tuple[int, int, int]
# Where a line may end: the place, the width till there, what it can be narrowed by, and
# how many gaps can be widened.
End = tuple[Place, float, float, int]

_LAST = Joint(breaks=True)  # after the last cluster
_AFTER_WHITE = "SC"  # letters of the marks whose right half is white; they never start a line


def ends(
    text: Text, start: Place, room: float
) -> tuple[End | None, End | None, End | None, End | None]:
    """The last ends of a line from ``start`` that has ``room``, or None.

    They are the last legal one as the text is, when narrowed, and inside what should stay
    whole; and the last of all that fits, legal or not.
    """
    pieces, joints = text
    last = len(pieces) - 1
    number, done, index = start
    at = -pieces[number].lead_after(done)
    shrink, gaps = 0.0, 0
    loose: End | None = None
    tight: End | None = None
    reserve: End | None = None
    fitting: End | None = None
    while number <= last:
        _, _, _, _, wide, _, trail, gap, parts, inside = pieces[number]
        between = joints[number] if number < last else _LAST
        left = parts - done
        end = at + wide - done - trail
        if parts > 1:  # a row, each part an em wide
            if end > room or not between.breaks:
                so_far = (number, done, index), at, shrink, gaps
                in_row = (_ends_in_blank if gap else _ends_in_row)(pieces[number], so_far, room)
                loose, tight = in_row[0] or loose, in_row[1] or tight
                fitting = in_row[2] or fitting
            if not gap:
                gaps += left - 1
                if done:
                    inside = MARK_SHRINK * shrinking(kinds(pieces[number].text[done:]))
                shrink += inside
        if end - shrink > room:
            break
        number += 1
        done = 0
        index += left
        fitting = (number, 0, index), end, shrink, gaps
        if between.breaks:
            if end <= room:
                loose = fitting
            else:
                tight = fitting
        elif between.if_need_be and end <= room:
            reserve = fitting
        at = end + trail + between.space
        shrink += between.shrink
        gaps += between.stretches
    return loose, tight, reserve, fitting


def _ends_in_row(
    row: Cluster, begin: End, room: float
) -> tuple[End | None, End | None, End | None]:
    """The last ends inside ``row``, a part of which may stand before ``begin``.

    They are the last legal one as the text is and when narrowed; and the last that fits, where
    none is legal.
    """
    (number, done, index), at, shrink, gaps = begin
    letters = kinds(row.text[done:])

    def end(count: int) -> End:
        place = number, done + count, index + count
        trail = HALF if letters[count - 1] in _AFTER_WHITE else 0.0
        narrower = MARK_SHRINK * shrinking(letters[:count])
        return place, at + count - trail, shrink + narrower, gaps + count - 1

    def breaks(count: int) -> bool:
        return letters[count - 1] != "O" and letters[count] not in _AFTER_WHITE

    most = len(letters) - 1
    full = min(most, int(max(0.0, room - at)))  # so many fit, whatever they are
    legal = next((count for count in range(full, 0, -1) if breaks(count)), 0)
    loose = end(legal) if legal else None
    tight: End | None = None
    fitting = loose or (end(full) if full else None)
    for count in range(full + 1, most + 1):
        found = end(count)
        if found[1] - found[2] > room:
            break
        fitting = found
        if breaks(count):
            if found[1] <= room:
                loose = found
            else:
                tight = found
    return loose, tight, fitting


def _ends_in_blank(
    blank: Cluster, begin: End, room: float
) -> tuple[End | None, End | None, End | None]:
    """The same inside a blank: enough of it must stand on either side."""
    (number, done, index), at, shrink, gaps = begin
    left = blank.parts - done

    def end(count: int) -> End:
        return (number, done + count, index + count), at + count, shrink, gaps

    fit = min(left, int(max(0.0, room - at)))
    narrowed = min(left, int(max(0.0, room - at + shrink)))
    most, first = left - BLANK_PIECE, max(1, BLANK_PIECE - done)
    loose = min(fit, most)
    tight = min(narrowed, most)
    return (
        end(loose) if loose >= first else None,
        end(tight) if tight >= first and tight > fit else None,
        end(narrowed) if 0 < narrowed < left else None,
    )
