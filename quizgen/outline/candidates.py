"""Where a section may begin: possible markers at legal positions, and format headings."""

from __future__ import annotations

from collections.abc import Container, Iterator
from itertools import islice

from quizgen.clauses import inline_markers
from quizgen.document import Block, BlockKind
from quizgen.grammar import BULLET, HAN_CHAR, Match, line_markers, match_at
from quizgen.numbering import Marker, Style
from quizgen.outline.quotes import Quotes
from quizgen.records import dataclass
from quizgen.regex import regex
from quizgen.text import squeeze

_DECIMALS = 3  # blocks numbered 2.1 that make such a document
_BARE_HEADING = 24  # characters
_SENTENCE = regex("[，。；：！？,;!?]")


# Parts of a document that stand beside its chapters and have no number.
UNNUMBERED = frozenset(
    {
        *("前言", "序言", "引言", "导言", "導言", "绪言", "緒言", "绪论", "緒論", "导论", "導論"),
        *("结语", "結語", "结束语", "結束語", "结论", "結論", "后记", "後記"),
        *("参考文献", "參考文獻"),
        # The parts of a question paper.
        *("名词解释", "名詞解釋", "简答", "简答题", "簡答題", "论述", "论述题", "論述題"),
        *("辨析", "辨析题", "选择题", "單選題", "单选题", "多选题", "判断题", "填空题"),
        *("材料分析题", "案例分析题", "问答题", "問答題", "计算题"),
    }
)
# Their level: below no other section, and closed by any chapter.
_PART = -1


@dataclass(frozen=True, slots=True)
class _Text:
    """A text with what is known of it: folded, its quotations, whether it counts 1, 1.1, 1.2."""

    text: str
    folded: str
    quotes: Quotes
    decimal: bool


@dataclass(frozen=True, slots=True)
class Candidate:
    """A place where a section may begin.

    ``matches`` are the readings of the characters there (none for an unnumbered
    heading); ``level`` is the heading level of the format, 0 in running text, −1 for a
    part that only its words tell (绪论); ``line`` tells the start of a block from a clause
    inside one, ``opens`` whether a list may open here (and not only go on), ``leads``
    whether the block ends with a colon.  ``head`` are the words of a short block, by which
    a running head is known; ``run_on`` tells that the marker counts only as the very next
    of a list that is open: nothing but its number shows that something begins here.
    """

    block: int
    start: int
    matches: tuple[Match, ...]
    level: int
    line: bool
    opens: bool
    leads: bool = False
    head: str = ""
    run_on: bool = False


def candidates(
    text: str,
    folded: str,
    blocks: tuple[Block, ...],
    quotes: Quotes,
    skipped: Container[int],
) -> Iterator[Candidate]:
    """All candidates in document order.

    A bare number (2 术语和定义) counts only in a document whose other headings are decimals
    (2.1): elsewhere it is a quantity or a page.  Blocks whose index is in ``skipped`` (the
    title, a contents list) have none; quoted blocks have none; table rows have none, since
    a number in a cell numbers the row.
    """
    source = _Text(text, folded, quotes, _has_decimals(text, folded, blocks))
    for index, block in enumerate(blocks):
        if index in skipped or block.kind is BlockKind.ROW:
            continue
        if squeeze(text[block.span.start : block.span.end]) in UNNUMBERED:
            yield Candidate(index, block.span.start, (), _PART, line=True, opens=True)
        elif block.kind is BlockKind.HEADING:
            matches = line_markers(text, folded, block.span.start, block.span.end)
            head = _head(text, block)
            yield Candidate(
                index, block.span.start, matches, block.level, line=True, opens=True, head=head
            )
        elif index not in quotes.quoted:
            following = blocks[index + 1] if index + 1 < len(blocks) else None
            yield from _pointless(source, index, block, following)
            yield from _in_paragraph(source, index, block)


def _has_decimals(text: str, folded: str, blocks: tuple[Block, ...]) -> bool:
    """Whether several blocks begin with a number such as 2.1."""
    found = (
        match.marker.style is Style.DECIMAL_2
        for block in blocks
        if block.kind is not BlockKind.ROW and text[block.span.start].isdecimal()
        for match in line_markers(text, folded, block.span.start, block.span.end)
    )
    return sum(islice(filter(None, found), _DECIMALS)) == _DECIMALS


def _is_heading(text: str, block: Block) -> bool:
    length = block.span.end - block.span.start
    return length <= _BARE_HEADING and not _SENTENCE.search(text, block.span.start, block.span.end)


def _in_paragraph(source: _Text, index: int, block: Block) -> Iterator[Candidate]:
    text, folded = source.text, source.folded
    start, end = block.span.start, block.span.end
    if bullet := BULLET.match(folded, start, end):
        start = bullet.end()
    bare = source.decimal and _is_heading(text, block)
    matches = tuple(
        match
        for match in line_markers(text, folded, start, end)
        if bare or match.marker.style is not Style.ARABIC_BARE
    )
    after = start
    if matches:
        leads = text[end - 1] in "：:"
        head = _head(text, block)
        yield Candidate(index, start, matches, 0, line=True, opens=True, leads=leads, head=head)
        after = max(match.end for match in matches)
        # 第一章 一、…: a second marker right behind the first.
        gap = after
        while gap < end and text[gap].isspace():
            gap += 1
        behind = line_markers(text, folded, gap, end) if gap < end else ()
        behind = tuple(m for m in behind if _may_be_behind(m))
        if behind:
            yield Candidate(index, gap, behind, 0, line=False, opens=True)
            after = max(match.end for match in behind)
    place: int | None = None
    group: list[Match] = []
    opens = run_on = False
    for inline in inline_markers(text, folded, start, end):
        if inline.match.start < after or source.quotes.inside(inline.match.start, block.span):
            continue
        if place is not None and inline.match.start != place:
            yield Candidate(index, place, tuple(group), 0, line=False, opens=opens, run_on=run_on)
            group = []
        place, opens, run_on = inline.match.start, inline.opens, inline.run_on
        group.append(inline.match)
    if place is not None:
        yield Candidate(index, place, tuple(group), 0, line=False, opens=opens, run_on=run_on)


_LONGEST_HEAD = 60  # characters


def _head(text: str, block: Block) -> str:
    """The words of a block that is short enough to be a running head, "" of others."""
    if block.span.end - block.span.start > _LONGEST_HEAD:
        return ""
    return squeeze(text[block.span.start : block.span.end])


# Units and what else makes a bare number a quantity or a mention.
_COUNTED = (
    "比年月日号號时時秒周天岁歲个個只件条條名人次种種类類元万萬亿億千百十点點位级級层層楼樓"
    "台臺套倍度米克斤吨噸升瓶届屆项項章节節页頁期学學至到或和与與多余餘大小半份两"
)
_QUANTITY = f"(?:[{_COUNTED}]|分(?:[钟鐘之，。、；）]|$))"
_POINTLESS = regex(f"(?P<m>(?P<n>[0-9]{{1,2}}))(?= ?[{HAN_CHAR}《“])(?! ?{_QUANTITY})")
_POINTLESS_FIRST = regex(f"(?<=[:])1(?=[{HAN_CHAR}《“])(?!{_QUANTITY})")


def _pointless(
    source: _Text, index: int, block: Block, following: Block | None
) -> Iterator[Candidate]:
    """A number without a point: 1肯定…, next line 2论述….

    It begins a list if the next block has the number 2; any other only goes on with one,
    or with a list of numbers that have their point.
    """
    text, folded = source.text, source.folded
    start, end = block.span.start, block.span.end
    if source.decimal:
        return
    found = _POINTLESS.match(folded, start, end)
    if found and int(found["n"]) > 1:
        value = int(found["n"])
        styles = (Style.ARABIC_BARE, Style.ARABIC_DOT)
        matches = tuple(match_at(text, found, style, value) for style in styles)
        yield Candidate(index, start, matches, 0, line=True, opens=False, run_on=True)
        return
    if following is None:
        return
    second = _POINTLESS.match(folded, following.span.start, following.span.end)
    if second is None or int(second["n"]) != 2:
        return
    if found:
        match = match_at(text, found, Style.ARABIC_BARE, 1)
        yield Candidate(index, start, (match,), 0, line=True, opens=True)
    elif lead := _POINTLESS_FIRST.search(folded, start, end):
        marker = Marker(text[lead.start() : lead.end()], Style.ARABIC_BARE, 1)
        match = Match(marker, lead.start(), lead.end())
        yield Candidate(index, lead.start(), (match,), 0, line=False, opens=True)


# Styles that may follow directly behind another marker.
_BEHIND = frozenset({Style.HAN_PAREN, Style.ARABIC_PAREN, Style.ARABIC_DOT, Style.CIRCLED})


def _may_be_behind(match: Match) -> bool:
    """Whether a marker may follow another; （2）第二，… says the same number twice."""
    style, value = match.marker.style, match.marker.value
    return style in _BEHIND or (style is Style.ORDINAL and value == 1)
