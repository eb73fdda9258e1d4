"""The ways in which authors set words off: bold type, a line below, a marker, a colour.

Each way is a bit; a run of text has the sum of those it is set in.  Grey and black are the
colours of text, not of a mark.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

from quizgen.readers.tags import words
from quizgen.regex import regex

BOLD, SLANTED, UNDERLINED, MARKER, COLOURED, DOTTED, STARRED = (1 << bit for bit in range(7))
_OF_LINKS = UNDERLINED | COLOURED  # links look so by themselves

_TAGS = {
    "b": BOLD,
    "strong": BOLD,
    "i": SLANTED,
    "em": SLANTED,
    "u": UNDERLINED,
    "mark": MARKER,
}
_STYLED = words("font span")
SETTING_OFF = _TAGS.keys() | _STYLED | {"a"}

_COLOURED = regex(r"(?:^|;)\s*color\s*:\s*([^;!]+)")
_SHADED = regex(r"(?:^|;)\s*background(?:-color)?\s*:\s*([^;!]+)")
_STYLES = (
    (regex(r"(?:^|;)\s*font-weight\s*:\s*(?:bold|[6-9]00)"), BOLD),
    (regex(r"(?:^|;)\s*font-style\s*:\s*(?:italic|oblique)"), SLANTED),
    (regex(r"(?:^|;)\s*text-decoration(?:-line)?\s*:[^;]*underline"), UNDERLINED),
    (regex(r"(?:^|;)\s*(?:-webkit-)?text-emphasis(?:-style)?\s*:\s*(?!none)"), DOTTED),
)
_HEX = regex("#?([0-9a-f]{2})([0-9a-f]{2})([0-9a-f]{2})(?:[0-9a-f]{2})?")
_SHORT_HEX = regex("#([0-9a-f])([0-9a-f])([0-9a-f])[0-9a-f]?")
_RGB = regex(r"rgba?\(\s*([0-9]{1,3})\s*[, ]\s*([0-9]{1,3})\s*[, ]\s*([0-9]{1,3})\b.*")
_NAMES = words(
    "aqua blue blueviolet brown chocolate coral cornflowerblue crimson cyan darkblue darkcyan "
    "darkgreen darkmagenta darkorange darkred darkviolet deeppink deepskyblue dodgerblue "
    "firebrick forestgreen fuchsia gold green greenyellow hotpink indianred indigo lawngreen "
    "lightblue lightgreen lightpink lightyellow lime limegreen magenta maroon mediumblue navy "
    "olive orange orangered orchid pink purple red royalblue seagreen skyblue springgreen "
    "steelblue teal tomato turquoise violet yellow yellowgreen"
)
_LEAST = 70  # of 255, between the strongest and the weakest part of a colour that is one


@lru_cache(maxsize=1_024)  # a document has few colours, each many times
def is_colour(name: str) -> bool:
    """Whether a colour (``red``, ``#f00``, ``FF0000``, ``rgb(255, 0, 0)``) is no black or grey."""
    name = name.strip().lower()
    if name in _NAMES:
        return True
    if found := _SHORT_HEX.fullmatch(name):
        parts = [17 * int(part, 16) for part in found.groups()]
    elif found := _HEX.fullmatch(name):
        parts = [int(part, 16) for part in found.groups()]
    elif found := _RGB.fullmatch(name):
        parts = [int(part) for part in found.groups()]
    else:
        return False
    return max(parts) - min(parts) >= _LEAST


@lru_cache(maxsize=1_024)
def of_style(style: str) -> int:
    """The ways that a ``style`` attribute sets text off in."""
    style = style.lower()
    ways = sum(way for pattern, way in _STYLES if pattern.search(style))
    if (found := _COLOURED.search(style)) and is_colour(found[1]):
        ways |= COLOURED
    if (found := _SHADED.search(style)) and is_colour(found[1]):
        ways |= MARKER
    return ways


class SettingOff:
    """The open elements that set text off; ``ways`` are those of what stands in them all."""

    def __init__(self) -> None:
        self.ways = 0
        # By tag, since in raw mark-up one may close before another that was opened later.
        self._open: dict[str, list[int]] = {tag: [] for tag in SETTING_OFF}
        self._counts: dict[int, int] = {}  # of open elements with the same ways

    def start(self, tag: str, attributes: Mapping[str, str | None]) -> None:
        """Open an element; ``tag`` is one of ``SETTING_OFF``."""
        ways = _TAGS.get(tag, 0)
        if attributes and tag in _STYLED:
            ways |= of_style(attributes.get("style") or "")
            if tag == "font" and is_colour(attributes.get("color") or ""):
                ways |= COLOURED
        self._open[tag].append(ways)
        if ways or tag == "a":
            self._counts[ways] = self._counts.get(ways, 0) + 1
            self._sum()

    def end(self, tag: str) -> None:
        """Close the element ``tag`` that was opened last, if there is one."""
        if not self._open[tag]:
            return
        ways = self._open[tag].pop()
        if ways or tag == "a":
            self._counts[ways] -= 1
            self._sum()

    def inside(self, tag: str) -> bool:
        """Whether an element ``tag``, one of ``SETTING_OFF``, is open."""
        return bool(self._open[tag])

    def _sum(self) -> None:
        self.ways = 0
        for ways, count in self._counts.items():
            if count:
                self.ways |= ways
        if self._open["a"]:
            self.ways &= ~_OF_LINKS
