"""Which candidates are markers: those that have a place in a sequence.

One pass over the candidates keeps a stack of open sections.  A marker that goes on with
an open sequence closes all below it; one with the value 1 opens a level below the
current section.  For each place of a marker there is a list of ways to accept it, tried
in order; what none of them accepts is text.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterable
from dataclasses import replace

from quizgen.errors import Problem
from quizgen.grammar import Match
from quizgen.numbering import ANNEX_DECIMALS, DECIMALS, RANKS, Style
from quizgen.outline import depths
from quizgen.outline.candidates import Candidate
from quizgen.outline.cleanup import drop_lone, free_loose, number_of, part_restarts, report_late
from quizgen.outline.state import Node, State
from quizgen.records import dataclass

_FURTHEST_JUMP_OF_HEADINGS = 20
_FURTHEST_JUMP = 3  # 一、→ 四、 may be two lines lost; 一、→ 九、 is something else

# Styles that are met by chance so often that they are never accepted out of order.
_STRICT = frozenset(
    {
        *DECIMALS,
        *ANNEX_DECIMALS,
        Style.ARABIC_BARE,
        Style.CODE,
        Style.ROMAN,
        Style.ROMAN_PAREN,
        Style.UPPER,
        Style.UPPER_PAREN,
        Style.LOWER,
        Style.LOWER_HALF_PAREN,
        Style.LOWER_PAREN,
        Style.FIRST,
        Style.ASPECT,
        Style.SHI,
        Style.YAO,
        Style.QIYI,
    }
)


# Styles that stand behind a full stop only where a line break is lost.
_BROKEN_OFF = frozenset({Style.ARABIC_DOT, Style.ARABIC_COMMA})

_LATEST = 3  # a list that begins with a higher number is something else

# Styles that stand at the start of a line for no other reason.
_UNMISTAKABLE = frozenset({Style.HAN_COMMA, Style.HAN_PAREN})


@dataclass(slots=True)
class Outcome:
    """The accepted sections in document order, and what was irregular."""

    nodes: list[Node]
    problems: list[Problem]


def sequence(candidates: Iterable[Candidate], amending: list[int]) -> Outcome:
    """Accept or reject each candidate.

    ``amending`` are the indices, in order, of the blocks after which law is quoted.
    """
    state = State()
    block = -1
    for candidate in candidates:
        if candidate.block != block:
            block = candidate.block
            _close_inline(state, candidate)
        if candidate.line and not candidate.level and _is_quoted(state, candidate, amending):
            continue
        if _is_running_head(state, candidate):
            continue
        if not any(accept(state, candidate) for accept in _ways(candidate)):
            _report_unplaced(state, candidate)
    state.pop_to(0)
    part_restarts(state)
    drop_lone(state)
    report_late(state)
    free_loose(state)
    return Outcome(state.nodes, state.problems)


def _report_unplaced(state: State, candidate: Candidate) -> None:
    """Tell of a line that begins with a marker beyond doubt, and still is none."""
    for match in candidate.matches:
        if candidate.line and match.marker.style in _UNMISTAKABLE:
            state.report(f"{match.marker.text.strip()} fits no sequence", match)
            return


def _ways(candidate: Candidate) -> tuple[Callable[[State, Candidate], bool], ...]:
    if candidate.run_on:
        return _RUN_ON_LINE if candidate.line else _RUN_ON
    if candidate.level:
        return _HEADING
    return _LINE if candidate.line else _INLINE


def _is_below_its_number(state: State, candidate: Candidate) -> bool:
    """2.1 below the heading 2, whatever the format says of their levels."""
    for match in candidate.matches:
        if not match.prefix or match.marker.value != 1 or match.marker.style not in _STRICT:
            continue
        for depth in range(len(state.stack) - 1, -1, -1):
            if number_of(state, state.stack[depth]) == match.prefix:
                state.pop_to(depth + 1)
                state.open_sequence(candidate, match)
                return True
    return False


# What a running head may have behind the words of the heading: 一、…-定义, 一、…（续）.
_CONTINUED = ("-", "—", "－", "(续", "(續")


def _is_running_head(state: State, candidate: Candidate) -> bool:
    """The heading of an open section once more, as slides and pages print it at their top."""
    if not candidate.head or not candidate.matches:
        return False
    if any(state.find(match, candidate.level) is not None for match in candidate.matches):
        return False  # the next of its list
    for index in state.stack:
        node = state.nodes[index]
        head = node.candidate.head
        if node.match is None or not head or not candidate.head.startswith(head):
            continue
        behind = candidate.head[len(head) :]
        if not behind or behind.startswith(_CONTINUED):
            return True
    return False


def _goes_on(state: State, candidate: Candidate) -> bool:
    """The next marker of an open sequence; of the same heading level if there is one."""
    for level in (candidate.level, None):
        for match in candidate.matches:
            depth = state.find(match, level)
            if depth is not None:
                state.go_on(candidate, match, depth)
                return True
    return False


def _goes_on_inline(state: State, candidate: Candidate) -> bool:
    """The next marker of a sequence in the same paragraph."""
    for match in candidate.matches:
        depth = state.find(match, 0, candidate.block)
        if depth is not None:
            state.go_on(candidate, match, depth)
            return True
    return False


def _goes_on_behind(state: State, candidate: Candidate) -> bool:
    """The next item of a list of lines, behind a full stop: the line break before it is lost."""
    for match in candidate.matches:
        if match.marker.style not in _BROKEN_OFF or not candidate.opens:
            continue
        depth = state.find(match, 0)
        if depth is not None and state.nodes[state.stack[depth]].candidate.line:
            state.go_on(replace(candidate, line=True), match, depth)
            return True
    return False


def _runs_on(state: State, candidate: Candidate) -> bool:
    """The next item of the list that stands in the same paragraph, in the very same style."""
    for match in candidate.matches:
        depth = state.find(match, 0, candidate.block)
        if depth is None:
            continue
        last = state.nodes[state.stack[depth]]
        if last.match is not None and last.match.marker.style is match.marker.style:
            state.go_on(replace(candidate, line=last.candidate.line), match, depth)
            return True
    return False


def _is_ranked(state: State, candidate: Candidate) -> bool:
    """第N编 to 第N条, and annexes: they have a place among each other, whatever their number."""
    for match in candidate.matches:
        style = match.marker.style
        if style not in RANKS:
            continue
        if not candidate.level:
            _report_order(state, match)
        depth = depths.of_rank(state, match)
        if candidate.level:
            depth = min(depth, depths.of_level(state, candidate))
        state.pop_to(depth)
        state.open_sequence(candidate, match, resumed=match.marker.value > 1)
        return True
    return False


def _report_order(state: State, match: Match) -> None:
    last = state.last(match.marker.style)
    value, suffix = match.marker.value, match.marker.suffix
    if last is None or value == 1 or match.prefix or _is_next(last, match):
        return
    if (value, suffix) <= last:
        state.report(f"{match.marker.text} is out of order", match)
    else:
        state.report(f"{match.marker.text} follows number {last[0]}", match)


def _is_next(last: tuple[int, int], match: Match) -> bool:
    step = (match.marker.value, match.marker.suffix)
    return step in ((last[0] + 1, 0), (last[0], last[1] + 1))


def _is_quoted(state: State, candidate: Candidate, amending: list[int]) -> bool:
    """A chapter or article behind “…修改为：” that does not go on with the document's own."""
    if not state.stack:
        return False
    top = state.nodes[state.stack[-1]].candidate.block
    index = bisect_left(amending, top)
    if index == len(amending) or amending[index] >= candidate.block:
        return False
    for match in candidate.matches:
        if match.marker.style in RANKS:
            last = state.last(match.marker.style)
            return last is None or not _is_next(last, match)
    return False


def _jumps(state: State, candidate: Candidate) -> bool:
    """A marker of an open sequence that is not the next one: accepted, and reported."""
    for match in candidate.matches:
        depth = _jump_depth(state, match, candidate.level)
        if depth is not None:
            _report_jump(state, match, state.nodes[state.stack[depth]])
            state.go_on(candidate, match, depth)
            return True
    return False


def _jump_depth(state: State, match: Match, level: int) -> int | None:
    style, value = match.marker.style, match.marker.value
    if (style in _STRICT and not level) or match.marker.suffix or value == 1:
        return None
    furthest = _FURTHEST_JUMP_OF_HEADINGS if level else _FURTHEST_JUMP
    for depth in range(len(state.stack) - 1, -1, -1):
        node = state.nodes[state.stack[depth]]
        last = node.sequence
        if (
            last is not None
            and last.style is style
            and last.level == level
            and last.prefix == match.prefix
            and node.candidate.line
            and last.value <= value <= last.value + furthest
        ):
            return depth
    return None


def _report_jump(state: State, match: Match, last: Node) -> None:
    before = last.match.marker if last.match else match.marker
    here = match.marker.text.strip()
    if match.marker.value == before.value:
        state.report(f"number {here} stands twice", match)
    else:
        state.report(f"numbering jumps from {before.text.strip()} to {here}", match)


def _begins(state: State, candidate: Candidate) -> bool:
    """The first marker of a sequence, below the current section."""
    if not candidate.opens:
        return False
    for match in candidate.matches:
        if match.marker.value == 1:
            if candidate.level:
                state.pop_to(depths.of_first(state, candidate, match))
            elif candidate.line and match.marker.style is Style.HAN_COMMA:
                state.pop_to(depths.above_lists(state))
            elif match.marker.style is Style.ARABIC_BARE:
                state.pop_to(depths.above_parts(state))
            elif match.marker.style is Style.CODE:
                state.pop_to(depths.above_codes(state, match))
            state.open_sequence(candidate, match)
            return True
    return False


def _resumes(state: State, candidate: Candidate) -> bool:
    """A marker that goes on with a closed sequence: numbers that run through the chapters."""
    for match in candidate.matches:
        value = state.closed(match, candidate.level)
        if value != match.marker.value - 1:
            continue
        if candidate.level and value > 0:
            state.pop_to(depths.of_level(state, candidate))
        elif candidate.level or value < 2 or match.marker.style in _STRICT:
            continue
        state.open_sequence(candidate, match, resumed=True)
        return True
    return False


def _unnumbered(state: State, candidate: Candidate) -> bool:
    """A heading of the format without a marker."""
    state.pop_to(depths.of_level(state, candidate))
    state.push(candidate, None, None)
    return True


def _begins_late(state: State, candidate: Candidate) -> bool:
    """A sequence without its first members: kept if it counts on, and then reported."""
    for match in candidate.matches:
        style, value = match.marker.style, match.marker.value
        if style in depths.LATE and not match.prefix and 1 < value <= _LATEST:
            state.pop_to(depths.of_late(state, style))
            state.open_sequence(candidate, match)
            return True
    return False


# The ways to accept a candidate, by where it stands.
_HEADING = (_is_below_its_number, _goes_on, _is_ranked, _jumps, _begins, _resumes, _unnumbered)
_LINE = (_is_below_its_number, _goes_on, _is_ranked, _begins, _resumes, _jumps, _begins_late)
_INLINE = (_goes_on_inline, _goes_on_behind, _begins)
_RUN_ON = (_runs_on,)
_RUN_ON_LINE = (_goes_on,)


def _close_inline(state: State, candidate: Candidate) -> None:
    """At a new paragraph: lists inside the one before end, unless this one goes on with them."""
    if candidate.line and not candidate.level:
        for match in candidate.matches:
            if state.find(match, None) is not None:
                return
    for depth, index in enumerate(state.stack):
        if not state.nodes[index].candidate.line:
            state.pop_to(depth)
            return
