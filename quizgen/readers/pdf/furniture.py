"""Page numbers, running heads and watermarks: what is printed on every page and is no text.

Nothing is taken for it by its look alone.  It stands outermost in the margin *and* is either
a page number that counts with the pages, or says the same on page after page.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from statistics import median

from quizgen.numerals import parse_roman
from quizgen.readers.pdf.lines import Line
from quizgen.readers.pdf.printed import Page, PrintedLine
from quizgen.records import dataclass
from quizgen.regex import regex
from quizgen.text import fold, squeeze

_ZONE = 0.15  # of the height of the page, at its top and at its bottom
_DEPTH = 3  # lines of furniture at one edge
_SAME_PLACE = 6.0  # points
_REPEATS = 3  # pages on which a running head stands at least
_SHARE = 0.4  # of all pages: left and right pages may have heads of their own
_NUMBER = regex(r"[0-9]+|(?<![a-z])[ivxl]+(?![a-z])", re.IGNORECASE)
# Forms of a page number, in squeezed text with # for the numbers: of these the first group
# needs to count with the pages, the second is a page number by itself.
_BARE = regex(r"[-—–·•.|~]*#[-—–·•.|~]*|[第页頁p.]*#")
_EXPLICIT = regex(
    r"[-—–·•]+#[-—–·•]+|第#[页頁]([,/]?共#[页頁])?|#/#|[-—]?第?#[页頁]?[,/]?共#[页頁]|page#(of#)?",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class _Edge:
    """The outermost line of a page that is left: its text with # for each number."""

    page: int  # index
    line: Line
    text: str
    pattern: str
    numbers: tuple[int, ...]


def without_watermarks(pages: Sequence[Page]) -> list[list[PrintedLine]]:
    """The lines of each page without those printed over it.

    A watermark is slanted or light, and the same at the same place on page after page.
    """
    seen: Counter[tuple[str, int, int]] = Counter()
    for page in pages:
        seen.update({_mark(line) for line in page.lines if line.pale or not line.upright})
    enough = max(_SHARE * len(pages), _REPEATS) - 1  # the first light one is not known as light
    marks = {mark for mark, count in seen.items() if count >= enough}
    if not marks:
        return [list(page.lines) for page in pages]
    return [[line for line in page.lines if _mark(line) not in marks] for page in pages]


def _mark(line: PrintedLine) -> tuple[str, int, int]:
    return line.text, round(line.words[0].left), round(line.bottom)


def without_furniture(pages: Sequence[list[Line]], heights: Sequence[float]) -> list[list[Line]]:
    """The lines of each page without page numbers, running heads and feet.

    ``pages`` have their lines from the top down, ``heights`` are those of the pages.
    """
    left = [list(lines) for lines in pages]
    for at_top in (True, False):
        for _ in range(_DEPTH):
            edges = list(_edges(left, heights, at_top=at_top))
            found = _page_numbers(edges, len(pages)) | _running(edges, len(pages))
            if not found:
                break
            for index in found:
                left[index].pop(0 if at_top else -1)
    return left


def _edges(pages: Sequence[list[Line]], heights: Sequence[float], *, at_top: bool) -> list[_Edge]:
    """The outermost line of each page that has one in the margin."""
    edges: list[_Edge] = []
    for index, (lines, height) in enumerate(zip(pages, heights, strict=True)):
        if not lines or height <= 0:
            continue
        line = lines[0] if at_top else lines[-1]
        distance = height - line.middle if at_top else line.middle
        if distance > _ZONE * height or line.row:
            continue
        text = fold(line.text)
        numbers = tuple(_value(found[0]) for found in _NUMBER.finditer(text))
        pattern = "".join(_NUMBER.sub("#", text).split())
        edges.append(_Edge(index, line, squeeze(text), pattern, numbers))
    return edges


def _value(numeral: str) -> int:
    return int(numeral[:9]) if numeral.isdecimal() else parse_roman(numeral.upper()) or 0


def _page_numbers(edges: Sequence[_Edge], count: int) -> set[int]:
    """The pages whose edge is a page number."""
    forms = [edge for edge in edges if _BARE.fullmatch(edge.pattern)]
    offsets = Counter(edge.numbers[0] - edge.page for edge in forms)
    counting = {
        edge.page
        for edge in forms
        if offsets[edge.numbers[0] - edge.page] > 1 or (count == 1 and edge.numbers[0] == 1)
    }
    return counting | {edge.page for edge in edges if _EXPLICIT.fullmatch(edge.pattern)}


def _running(edges: Sequence[_Edge], count: int) -> set[int]:
    """The pages whose edge says the same, or counts, on page after page at one place."""
    groups: defaultdict[tuple[str, int], list[_Edge]] = defaultdict(list)
    for edge in edges:
        groups[edge.text, 0].append(edge)
        for place, number in enumerate(edge.numbers, start=1):
            groups[f"{edge.pattern}{number - edge.page}", place].append(edge)
    found: set[int] = set()
    for group in groups.values():
        height = median(edge.line.middle for edge in group)
        same = [edge.page for edge in group if abs(edge.line.middle - height) <= _SAME_PLACE]
        enough = len(same) >= max(_REPEATS, _SHARE * count) or _in_a_row(same) >= _REPEATS
        if len(same) > 1 and enough:
            found.update(same)
    return found


def _in_a_row(pages: Sequence[int]) -> int:
    """The length of the longest run of pages that follow each other, each or every other."""
    longest = run = 0
    before = -9
    for page in pages:
        run = run + 1 if page - before <= 2 else 1
        longest = max(longest, run)
        before = page
    return longest
