"""Accepted markers → sections: parts, titles, spans, children."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import field

from quizgen.document import Block, BlockKind, Section, SectionKind, Span
from quizgen.numbering import RANKS, Style
from quizgen.outline.state import Node, Sequence
from quizgen.records import dataclass
from quizgen.regex import regex
from quizgen.text import trim

_HEADING_LENGTH = 60  # characters; a longer line is a sentence
_LONG_LEAD = 30  # characters; a longer line before a list is a sentence
_LONG_HEAD = 40  # characters; a longer head of a directive is cut at its first comma
_HEAD_END = frozenset("。；！？：;!?:")
_OPENERS = {"“": "”", "「": "」", "『": "』", "《": "》", "（": "）", "(": ")", "【": "】"}
# Between 附件一, 第一讲, 第一步 and the title.
_UNITS = frozenset({*RANKS, Style.STEP})
_AFTER_UNIT = ("：", ":", "︰", "、", "，", ",")
_PARTING = "、，,"
_DEFINES = regex("[：:](?![（(]|$)")
_CAPTION = regex(r"[【（(]([^】）)\n]{1,40})[】）)]")


@dataclass(slots=True)
class _Draft:
    """A section in the making."""

    node: Node
    block: Block
    after: int  # the end of its marker
    line: Span  # its own words in its first block, without the marker
    heading_like: bool
    limit: int = 0  # where the next section that is no descendant begins, or the text ends
    children: list[int] = field(default_factory=list)
    kind: SectionKind = SectionKind.DIRECTIVE
    title: Span = field(default_factory=lambda: Span(0, 0))
    end: int = 0


def sections(text: str, blocks: tuple[Block, ...], nodes: list[Node]) -> tuple[Section, ...]:
    """The tree of the accepted nodes, outermost sections in document order."""
    kept = [index for index, node in enumerate(nodes) if not node.dropped]
    starts = [nodes[index].candidate.start for index in kept] + [len(text)]
    drafts = {
        index: _draft(text, blocks[nodes[index].candidate.block], nodes[index], following)
        for index, following in zip(kept, starts[1:], strict=True)
    }
    _limits(drafts, kept, nodes, len(text))
    for index in kept:
        parent = nodes[index].parent
        if parent >= 0:
            drafts[parent].children.append(index)
    own = _Extents(text, blocks, [block.span.start for block in blocks])
    for draft in drafts.values():
        draft.end = own.last_end(draft.node.candidate.start, draft.limit)
    _kinds(drafts, own)
    for draft in drafts.values():
        draft.title = _title(text, draft)
    _ends(text, drafts, kept, own)
    return _sections(text, drafts, kept)


@dataclass(frozen=True, slots=True)
class _Extents:
    """Where blocks lie."""

    text: str
    blocks: tuple[Block, ...]
    starts: list[int]

    def last_end(self, start: int, limit: int) -> int:
        """The end of the last text before ``limit``, white space left out."""
        index = bisect_right(self.starts, limit - 1) - 1
        end = min(self.blocks[index].span.end, limit)
        return max(trim(self.text, start, end)[1], start)

    def blocks_between(self, start: int, end: int) -> int:
        """How many blocks begin after ``start`` and before ``end``."""
        return bisect_right(self.starts, end - 1) - bisect_right(self.starts, start)


def _draft(text: str, block: Block, node: Node, following: int) -> _Draft:
    """A section whose own words end at ``following`` at the latest."""
    start = node.candidate.start
    after = node.match.end if node.match else start
    begin, end = trim(text, after, min(block.span.end, following))
    if node.match and node.match.marker.style in _UNITS and text[begin : begin + 1] in _AFTER_UNIT:
        begin, end = trim(text, begin + 1, end)
    heading_like = block.kind is BlockKind.HEADING or (
        node.candidate.line and _is_heading_like(text[begin:end])
    )
    return _Draft(node, block, after, Span(begin, end), heading_like)


def _is_heading_like(line: str) -> bool:
    """Whether a line reads like a heading: short and not a sentence, or one question."""
    if not 0 < len(line) <= _HEADING_LENGTH or any(char in "。；;！!" for char in line):
        return False
    if line[-1] in "：:":
        return "，" not in line and len(line) <= _LONG_LEAD
    if _DEFINES.search(line):
        return False  # 术语：定义
    return "？" not in line.rstrip("？") or line.endswith(("）", ")"))


def _title(text: str, draft: _Draft) -> Span:
    """The title of a section, by the part that it plays."""
    begin, end = draft.line.start, draft.line.end
    if draft.kind is SectionKind.ARTICLE:
        return _caption(text, begin, end)
    while begin < end and text[begin] in _PARTING:  # （1）、坚持…
        begin += 1
    if draft.kind is SectionKind.HEADING:
        if text[begin:end].endswith(("：", ":", "︰")):
            end -= 1
    else:
        begin, end = _head(text, begin, end)
        while end > begin and text[end - 1] in _PARTING:
            end -= 1
    return Span(*trim(text, begin, end))


def _caption(text: str, begin: int, end: int) -> Span:
    """The 【caption】 or （caption） of an article; empty when it has none."""
    found = _CAPTION.match(text, begin, end)
    if found and not re.search("[，。；]", found[1]):
        return Span(found.start(1), found.end(1))
    return Span(begin, begin)


def _head(text: str, begin: int, end: int) -> tuple[int, int]:
    """The head of a directive: up to its first sentence or clause end outside quotes."""
    closing: list[str] = []
    comma = None
    for offset in range(begin, end):
        char = text[offset]
        if closing and char == closing[-1]:
            closing.pop()
        elif char in _OPENERS:
            closing.append(_OPENERS[char])
        elif closing and char != "。":
            continue
        elif char in _HEAD_END:
            end = offset
            break
        elif char == "，" and comma is None:
            comma = offset
    if end - begin > _LONG_HEAD and comma is not None:
        end = comma
    return begin, end


def _limits(drafts: dict[int, _Draft], kept: list[int], nodes: list[Node], length: int) -> None:
    """Each section ends at the latest where the next one that is not below it begins."""
    stack: list[int] = []
    for index in kept:
        while stack and stack[-1] != nodes[index].parent:
            drafts[stack.pop()].limit = nodes[index].candidate.start
        stack.append(index)
    for index in stack:
        drafts[index].limit = length


def _kinds(drafts: dict[int, _Draft], own: _Extents) -> None:
    """Heading, directive or article; the members of a sequence play one part if they can."""
    groups: dict[int, list[_Draft]] = {}
    order: dict[int, Sequence] = {}
    for draft in drafts.values():
        node = draft.node
        style = node.match.marker.style if node.match else None
        if style is Style.ARTICLE:
            draft.kind = SectionKind.ARTICLE
        elif draft.block.kind is BlockKind.HEADING or style in RANKS or style is None:
            draft.kind = SectionKind.HEADING
        elif node.candidate.line and draft.heading_like and node.sequence is not None:
            groups.setdefault(id(node.sequence), []).append(draft)
            order[id(node.sequence)] = node.sequence
    for key, members in groups.items():
        last = order[key].members[-1]
        for draft in members:
            is_last = draft is drafts.get(last)
            below = bool(draft.children) and any(
                drafts[child].node.candidate.block != draft.node.candidate.block
                for child in draft.children
            )
            loose = own.blocks_between(draft.node.candidate.start, draft.end) > 0
            if below or (loose and not is_last):
                for member in members:
                    member.kind = SectionKind.HEADING
                break


def _ends(text: str, drafts: dict[int, _Draft], kept: list[int], own: _Extents) -> None:
    """Shorten the last directive of a series to what its siblings show it to be."""
    for index in reversed(kept):
        draft = drafts[index]
        if draft.children:
            # Children that were shortened do not shorten what holds them.
            draft.end = max(draft.end, drafts[draft.children[-1]].end)
        if not draft.node.candidate.line:
            draft.end = _compact_end(draft, drafts, own)
        sequence = draft.node.sequence
        if draft.kind is not SectionKind.DIRECTIVE or sequence is None:
            continue
        if sequence.members[-1] != index:
            continue
        before = [drafts[member] for member in sequence.members[:-1]]
        if not before:
            continue
        if draft.node.candidate.line:
            if all(_compact(other, drafts, own) for other in before):
                draft.end = _compact_end(draft, drafts, own)
        elif all(_one_sentence(text, other) for other in before):
            draft.end = _sentence_end(text, draft)


def _compact_end(draft: _Draft, drafts: dict[int, _Draft], own: _Extents) -> int:
    end = trim(own.text, draft.node.candidate.start, min(draft.block.span.end, draft.limit))[1]
    if draft.children:
        end = max(end, drafts[draft.children[-1]].end)
    return min(end, draft.end)


def _compact(draft: _Draft, drafts: dict[int, _Draft], own: _Extents) -> bool:
    """Whether a section has no paragraphs of its own after its first and its children."""
    end = draft.block.span.end
    if draft.children:
        first = drafts[draft.children[0]].node.candidate
        if first.block > draft.node.candidate.block + 1:
            return False
        end = max(end, drafts[draft.children[-1]].end)
    return own.blocks_between(min(end, draft.end), draft.end) == 0


def _one_sentence(text: str, draft: _Draft) -> bool:
    body = text[draft.after : draft.end].rstrip()
    return not any(char in "。！？" for char in body[:-1])


def _sentence_end(text: str, draft: _Draft) -> int:
    start = draft.after
    limit = min(draft.block.span.end, draft.end) if not draft.children else draft.end
    for offset in range(start, limit):
        if text[offset] in "。！？":
            end = offset + 1
            while end < limit and text[end] in "”’」』）)":
                end += 1
            return end
    return limit


def _sections(text: str, drafts: dict[int, _Draft], kept: list[int]) -> tuple[Section, ...]:
    levels: dict[int, int] = {}
    for index in kept:
        parent = drafts[index].node.parent
        levels[index] = levels.get(parent, 0) + 1
    built: dict[int, Section] = {}
    for index in reversed(kept):
        draft = drafts[index]
        match, start = draft.node.match, draft.node.candidate.start
        head = Span(start, max(draft.title.end if draft.title else start, draft.after))
        built[index] = Section(
            marker=match.marker if match else None,
            title=text[draft.title.start : draft.title.end],
            level=levels[index],
            kind=draft.kind,
            span=Span(start, max(draft.end, head.end)),
            head=head,
            children=tuple(built.pop(child) for child in draft.children),
        )
    return tuple(built[index] for index in kept if index in built)
