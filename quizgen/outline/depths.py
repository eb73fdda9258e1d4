"""How many open sections stay open above a new one, by what the new one is.

Each function gives a depth of the stack: sections from there on are closed.
"""

from __future__ import annotations

from quizgen.grammar import Match
from quizgen.numbering import RANKS, Style
from quizgen.outline.candidates import Candidate
from quizgen.outline.state import State

# Styles whose first members may be missing: notes of a lesson, parts of a longer text.
# In the order in which they commonly nest.
LATE = (
    Style.HAN_COMMA,
    Style.HAN_PAREN,
    Style.ARABIC_DOT,
    Style.ARABIC_COMMA,
    Style.ARABIC_PAREN,
    Style.CIRCLED,
    Style.ORDINAL,
)


def of_level(state: State, candidate: Candidate) -> int:
    """How many open sections stay open above a heading of this level."""
    depth = 0
    while depth < len(state.stack):
        node = state.nodes[state.stack[depth]]
        level = node.candidate.level
        # 附件二 in running text, then ## 一、 below it.
        annex = node.match is not None and node.match.marker.style is Style.ANNEX
        holds = not level and annex and bool(candidate.matches)
        if not 0 < level < candidate.level and not holds:
            break
        depth += 1
    return depth


def of_rank(state: State, match: Match) -> int:
    """How many open sections stay open above a marker of a ranked style.

    A compound (第一讲第二节) has no parent of its own: it stands beside whole chapters.
    """
    style = match.marker.style
    rank: float = RANKS[Style.PART] if match.prefix else RANKS[style]
    if style is Style.DIVISION and match.marker.value == 1:
        # 第一部分 outranks a chapter, unless a chapter is parted by it.
        rank = RANKS[Style.CHAPTER] + 0.5 if _is_open(state, Style.CHAPTER) else rank
    for depth, index in enumerate(state.stack):
        node = state.nodes[index]
        other = node.match.marker.style if node.match else None
        if other in RANKS:
            if RANKS[other] >= rank:
                return depth
        elif style is not Style.ARTICLE and node.candidate.level <= 0:
            return depth
    return len(state.stack)


def _is_open(state: State, style: Style) -> bool:
    matches = (state.nodes[index].match for index in state.stack)
    return any(match is not None and match.marker.style is style for match in matches)


def of_first(state: State, candidate: Candidate, match: Match) -> int:
    """Below a numbered heading of the same level if the style is another: ## 一、 then ## 1."""
    depth = of_level(state, candidate)
    if depth < len(state.stack):
        above = state.nodes[state.stack[depth]]
        if (
            above.match is not None
            and above.candidate.level == candidate.level
            and above.match.marker.style is not match.marker.style
        ):
            return depth + 1
    return depth


def above_parts(state: State) -> int:
    """Where the chapter 1 begins: not inside 前言 or 引言."""
    for depth, index in enumerate(state.stack):
        if state.nodes[index].candidate.level < 0:
            return depth
    return len(state.stack)


def above_lists(state: State) -> int:
    """Where 一、 begins: not inside the last item of a list 1. 2. that it never stood in before."""
    for depth, index in enumerate(state.stack):
        sequence = state.nodes[index].sequence
        if (
            sequence is None
            or sequence.style not in LATE[2:]
            or not state.nodes[index].candidate.line
        ):
            continue
        held = any(
            other.style is Style.HAN_COMMA and other.parent in sequence.members
            for other in state.sequences
        )
        if len(sequence.members) > 1 and not held:
            return depth
    return len(state.stack)


def above_codes(state: State, match: Match) -> int:
    """Where T1 begins: beside a list M1, M2, not below its last item."""
    for depth, index in enumerate(state.stack):
        other = state.nodes[index].match
        if other and other.marker.style is Style.CODE and other.prefix != match.prefix:
            return depth
    return len(state.stack)


def of_late(state: State, style: Style) -> int:
    """How many open sections hold a list of ``style``: those of styles that stand above it."""
    depth = len(state.stack)
    while depth:
        match = state.nodes[state.stack[depth - 1]].match
        if match is None or match.marker.style not in LATE[LATE.index(style) :]:
            break
        depth -= 1
    return depth
