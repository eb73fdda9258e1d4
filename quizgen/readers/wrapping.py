"""Hard-wrapped text: is it, at which width, and which lines make one paragraph."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from quizgen.grammar import leading_markers
from quizgen.numbering import Style
from quizgen.records import dataclass
from quizgen.regex import regex
from quizgen.text import ends_sentence, has_han, strip, width

_WORD = regex(r"[!-~]+")
_NARROWEST, _WIDEST = 24, 160  # columns: 12 to 80 Han characters a line
_SLACK = 3  # columns by which a full line falls short: a wide character, a full stop
_SHORTER = 8  # columns below these in which cut lines are rare
_ENOUGH = 6  # cut lines that make a rule
_SHARE = 0.08  # of all lines
_UNEVEN = 12  # columns by which lines differ that were squeezed or set in several widths
_WIDER = 0.06  # lines that may be wider than that: tables, rules, addresses
_INDENT = 4  # columns at the beginning of a paragraph, which a text taken from a PDF has lost
_OF_HEADINGS = frozenset(
    {Style.PART, Style.SUBPART, Style.BOOK, Style.DIVISION, Style.CHAPTER, Style.SECTION}
)
# What begins a paragraph of torn text, where any number may stand at the beginning of a line.
_OF_TORN = _OF_HEADINGS | {Style.ARTICLE, Style.HAN_COMMA, Style.HAN_PAREN, Style.ANNEX}
_NEVER_FIRST = frozenset("，。；、）》”’〉」』")
_TORN = 0.02  # of all lines are a mere comma; in other texts there are none
_OF_FIGURES = regex("[年月日天条款项个元万亿倍%％、，。；）]")
_BARE = regex(r"[0-9]{1,3}$")  # the number of a page of torn text
# — 4 —, between the lines of a paragraph that goes on over the page.
_PAGE = regex(r"[—–－-]+ *[0-9０-９]{1,4} *[—–－-]+$|第 *[0-9]{1,4} *页$")


@dataclass(frozen=True, slots=True)
class Line:
    """A physical line: as it stands, and its text without margins."""

    content: str
    text: str
    number: int


@dataclass(frozen=True, slots=True)
class Wrap:
    """How the lines of a text are cut: at how many ``columns``; 0: anywhere.

    The first line of a paragraph is shorter by the ``indent`` that it has lost, 0 or 4.
    """

    columns: int
    indent: int = 0


def wrap(lines: Sequence[str]) -> Wrap | None:
    """How the lines of a text are cut; None when they are not.

    Cut lines end in mid-sentence, at a steady width, with another line behind; few lines
    are much wider, fewer than these a little, and few end shortly before, unless by an indent and
    at the beginning of a paragraph.
    """
    lines = [line.rstrip() for line in lines]
    prose = [line for line in lines if has_han(line)]
    if len(prose) < _ENOUGH:
        return None
    texts = [strip(line) for line in lines]
    if _is_torn(texts):
        return Wrap(0)
    cut, begun = _cut(lines, texts)
    best = max(range(_NARROWEST, _WIDEST + 1), key=lambda columns: _near(cut, columns))
    count = _near(cut, best)
    wider = [wide for line in prose if (wide := width(line)) > best + 2]
    much = sum(1 for wide in wider if wide > best + _UNEVEN)
    if count < max(_ENOUGH, _SHARE * len(prose)) or much > _WIDER * len(prose):
        return None
    if len(wider) - much > max(count, _WIDER * len(prose)):
        return None
    shorter = range(best - _SLACK - _SHORTER, best - _SLACK)
    below = sum(cut[wide] for wide in shorter)
    if count >= 2 * below:
        return Wrap(best)
    below -= sum(begun[wide] for wide in shorter)
    lost = _near(begun, best - _INDENT)
    indented = lost >= _ENOUGH and 2 * lost > begun.total() and count >= 2 * below
    return Wrap(best, _INDENT) if indented else None


def _is_torn(texts: Sequence[str]) -> bool:
    """Whether each piece of a line stands in one of its own, commas included."""
    torn = sum(1 for text in texts if text in ("，", "、"))
    return torn >= max(_ENOUGH, _TORN * sum(map(bool, texts)))


def _cut(lines: Sequence[str], texts: Sequence[str]) -> tuple[Counter[int], Counter[int]]:
    """How many lines of each width end in mid-sentence; and how many of them begin a paragraph."""
    cut, begun = Counter[int](), Counter[int]()
    beside = zip(("", *texts), texts, texts[1:], strict=False)
    for line, (told, text, following) in zip(lines, beside, strict=False):
        if not following or len(line) > _WIDEST or not has_han(line) or ends_sentence(text):
            continue
        cut[width(line)] += 1
        if not told or ends_sentence(told) or leading_markers(text):
            begun[width(line)] += 1
    return cut, begun


def _near(cut: Counter[int], columns: int) -> int:
    """How many lines are cut at ``columns`` or little before."""
    return sum(cut[wide] for wide in range(columns - _SLACK, columns + 1))


def paragraphs(lines: Sequence[str], wrapped: Wrap) -> list[list[Line]]:
    """The lines grouped into paragraphs, blank lines left out.

    A line goes on with the one before when that one is full, is not a heading of its own
    and this one neither begins with a marker nor stands further in.  The number of a page stands
    behind the paragraph that goes on beneath it.
    """
    groups: list[list[Line]] = []
    going = 0  # the group that may go on
    before: Line | None = None
    over: Line | None = None  # the line that a page may end with
    turned = False  # behind the number of a page
    for number, content in enumerate(lines, start=1):
        line = Line(content, strip(content), number)
        if not line.text:
            if not turned:
                over, before = before or over, None
            continue
        paged, turned = turned, False
        if over and (paged or before is None) and _is_page(line, lines, wrapped):
            turned = True
            groups.append([line])
            before = None if ends_sentence(over.text) else over
        elif (
            before
            and _goes_on(before, line, wrapped, groups[going])
            and not (paged and _is_apart(line, wrapped))
        ):
            groups[going].append(line)
            before, over = line, None
        else:
            groups.append([line])
            going, before, over = len(groups) - 1, line, None
    return groups


def _is_page(line: Line, lines: Sequence[str], wrapped: Wrap) -> bool:
    """Whether a line is the number of a page; of torn text, whose figures stand alone, too."""
    if _PAGE.match(line.text):
        return True
    if wrapped.columns or not _BARE.match(line.text):
        return False
    return not any(_OF_FIGURES.match(strip(below)) for below in lines[line.number :][:1])


def _is_apart(line: Line, wrapped: Wrap) -> bool:
    """Whether a line at the top of a page, neither full nor ending, is a running head."""
    full = wrapped.columns - wrapped.indent - _SLACK
    return width(line.content.rstrip()) < full and not ends_sentence(line.text)


def _goes_on(before: Line, line: Line, wrapped: Wrap, group: Sequence[Line]) -> bool:
    """Whether ``line`` goes on with the one before, the last of its paragraph (``group``).

    Of torn text a line that is more than a mark, and ends a sentence, ends a paragraph.
    """
    if not wrapped.columns and len(before.text) > 1 and ends_sentence(before.text):
        return line.text[0] in _NEVER_FIRST
    full = wrapped.columns - (wrapped.indent if len(group) == 1 else 0)
    if width(before.content.rstrip()) + width(_unit(line.text)) < full - _SLACK:
        return False
    if line.content[:2] == "\u3000\u3000" and before.content[:2] != "\u3000\u3000":
        return False
    text = line.text
    if ends_sentence(before.text) and _indent(line) > _indent(before):
        return False
    markers = leading_markers(text)
    if not markers or (not wrapped.columns and markers[0].marker.style not in _OF_TORN):
        return True
    # 依照本法 | 第五十三条规定…: a citation that a cut has brought to the start of a line.
    cited = markers[0].marker.style is Style.ARTICLE and not text[markers[0].end :][:1].isspace()
    return cited and not ends_sentence(before.text) and not _is_heading(group[0])


def _is_heading(line: Line) -> bool:
    """Whether a line begins with the number of a chapter or the like."""
    markers = leading_markers(line.text)
    return bool(markers) and markers[0].marker.style in _OF_HEADINGS


def _unit(text: str) -> str:
    """What stands at the line's start and cannot be parted: a Latin word or one character."""
    found = _WORD.match(text)
    return found[0] if found else text[:1]


def _indent(line: Line) -> int:
    return width(line.content) - width(line.content.lstrip())
