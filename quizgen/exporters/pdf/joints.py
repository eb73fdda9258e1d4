"""What lies between two clusters: whether a line may end there, and how much space stands there.

All widths are in em of the text's size.
"""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

from quizgen.exporters.pdf.characters import Kind

HAN_LATIN_SPACE = 0.18  # between Han and Latin (clreq asks for up to a quarter of an em)
WORD_SPACE = 0.25
BLANK_SPACE = 0.12  # keeps the rule of a blank off the text beside it
HALF = 0.5  # the empty half of a full-width mark
MARK_SHRINK = 0.3  # of that half, what a tight line may take
BLANK_PIECE = 4  # em: the least that may stand on either side when a blank is broken


class Joint(NamedTuple):
    """What lies between two clusters; ``space`` may be negative (marks closing up).

    ``even``: the glyphs on either side follow each other as a font sets them, but for what
    the whole line is stretched by, so they can be drawn as one string.
    """

    breaks: bool
    space: float = 0.0
    shrink: float = 0.0
    stretches: bool = True
    if_need_be: bool = False  # a line may end here where it could end nowhere else
    even: bool = False


_ANY = frozenset(Kind)
_FULL = frozenset({Kind.OPEN, Kind.CLOSE, Kind.STOP})
_AFTER_WHITE = frozenset({Kind.CLOSE, Kind.STOP})
_SOLID = frozenset({Kind.HAN, Kind.LATIN, Kind.PREFIX, Kind.POSTFIX, Kind.DASH})
_NEVER_FIRST = frozenset(
    {Kind.CLOSE, Kind.STOP, Kind.DOT, Kind.DASH, Kind.POSTFIX, Kind.SPACE},
)
_NEVER_LAST = frozenset({Kind.OPEN, Kind.PREFIX})
_ALWAYS_BREAK = frozenset({(Kind.DASH, Kind.DASH), (Kind.LATIN, Kind.LATIN)})  # pieces of one
_UNEVEN = frozenset({Kind.BLANK, Kind.SPACE})  # are not drawn as a font has them

# Kinds at the left, kinds at the right, space between them, what it may shrink by; the
# first row that fits holds.
_SPACING = (
    ({Kind.SPACE}, _ANY, 0.0, WORD_SPACE / 3),
    (_ANY, {Kind.SPACE}, 0.0, 0.0),
    (_AFTER_WHITE, _FULL, -HALF, 0.0),  # ”、 and ，“ close up
    ({Kind.OPEN}, {Kind.OPEN}, -HALF, 0.0),
    (_AFTER_WHITE, _ANY, 0.0, MARK_SHRINK),
    (_ANY, {Kind.OPEN}, 0.0, MARK_SHRINK),
    ({Kind.HAN}, {Kind.LATIN}, HAN_LATIN_SPACE, HAN_LATIN_SPACE / 2),
    ({Kind.LATIN}, {Kind.HAN}, HAN_LATIN_SPACE, HAN_LATIN_SPACE / 2),
    ({Kind.BLANK}, {Kind.BLANK}, WORD_SPACE, 0.0),
    ({Kind.BLANK}, _SOLID, BLANK_SPACE, 0.0),
    (_SOLID, {Kind.BLANK}, BLANK_SPACE, 0.0),
    (_ANY, _ANY, 0.0, 0.0),
)


def joint(left: Kind, right: Kind) -> Joint:
    """The joint between an edge of kind ``left`` and an edge of kind ``right``."""
    if (left, right) in _ALWAYS_BREAK:
        return Joint(breaks=True, stretches=False)
    breaks = left not in _NEVER_LAST and right not in _NEVER_FIRST
    space, shrink = next(
        (space, shrink)
        for lefts, rights, space, shrink in _SPACING
        if left in lefts and right in rights
    )
    return Joint(breaks, space, shrink, even=not space and _UNEVEN.isdisjoint({left, right}))


JOINTS = {(left, right): joint(left, right) for left in Kind for right in Kind}


@cache
def bound(between: Joint) -> Joint:
    """The same joint inside what should stand on one line."""
    return between._replace(breaks=False, if_need_be=between.breaks)


@cache
def within_blank(width: int) -> tuple[Joint, ...]:
    """Inside a blank: a line may end where enough stands on either side."""
    return tuple(
        Joint(BLANK_PIECE <= place <= width - BLANK_PIECE, stretches=False, even=True)
        for place in range(1, width)
    )
