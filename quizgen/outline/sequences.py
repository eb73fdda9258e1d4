"""Which candidates are markers: those that have a place in a sequence.

One pass over the candidates keeps a stack of open sections.  A marker that goes on with
an open sequence closes all below it; one with the value 1 opens a level below the
current section.  Sequences that come to nothing (a lone “1.”) are dropped afterwards,
and what stood under them moves up.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import pairwise

from quizgen.errors import Problem
from quizgen.grammar import Match
from quizgen.numbering import ANNEX_DECIMALS, DECIMALS, FAMILIES, RANKS, Style
from quizgen.outline.candidates import Candidate

MAX_DEPTH = 32  # levels of nesting; no document has ten
_FURTHEST_JUMP_OF_HEADINGS = 20
_FURTHEST_JUMP = 3  # 一、→ 四、 may be two lines lost; 一、→ 九、 is something else

# Styles that are met by chance so often that they are never accepted out of order.
_STRICT = frozenset(
    {
        *DECIMALS,
        *ANNEX_DECIMALS,
        Style.ARABIC_BARE,
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


@dataclass(slots=True)
class Sequence:
    """Markers of one style that count on from each other, under one parent."""

    style: Style
    prefix: tuple[int, ...]
    level: int
    parent: int  # node, or -1
    resumed: bool = False
    value: int = 0
    suffix: int = 0
    members: list[int] = field(default_factory=list)

    @property
    def family(self) -> Style:
        """The style under which the sequence is looked up."""
        return FAMILIES.get(self.style, self.style)


@dataclass(slots=True)
class Node:
    """An accepted section: its candidate, its marker and its parent (index, or -1)."""

    candidate: Candidate
    match: Match | None
    sequence: Sequence | None
    parent: int
    dropped: bool = False


@dataclass(slots=True)
class Outcome:
    """The accepted sections in document order, and what was irregular."""

    nodes: list[Node]
    problems: list[Problem]


@dataclass(slots=True)
class _State:
    nodes: list[Node] = field(default_factory=list)
    stack: list[int] = field(default_factory=list)
    dormant: dict[Style, tuple[int, int]] = field(default_factory=dict)  # value, suffix
    sequences: list[Sequence] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)

    def pop_to(self, size: int) -> None:
        """Close all open sections from depth ``size`` on."""
        for index in self.stack[size:]:
            sequence = self.nodes[index].sequence
            if sequence is not None:
                self.dormant[sequence.family] = (sequence.value, sequence.suffix)
        del self.stack[size:]

    def push(self, candidate: Candidate, match: Match | None, sequence: Sequence | None) -> None:
        """Open a section under the current one."""
        if len(self.stack) >= MAX_DEPTH:
            self.pop_to(MAX_DEPTH - 1)
        parent = self.stack[-1] if self.stack else -1
        self.nodes.append(Node(candidate, match, sequence, parent))
        self.stack.append(len(self.nodes) - 1)
        if sequence is not None and match is not None:
            if not sequence.members:
                sequence.parent = parent
                self.sequences.append(sequence)
            sequence.members.append(len(self.nodes) - 1)
            sequence.value, sequence.suffix = match.marker.value, match.marker.suffix

    def open_sequence(self, candidate: Candidate, match: Match, *, resumed: bool = False) -> None:
        """Open a section with the first marker of a new sequence."""
        style = match.marker.style
        self.push(
            candidate, match, Sequence(style, match.prefix, candidate.level, -1, resumed=resumed)
        )


def sequence(candidates: Iterable[Candidate], amending: list[int]) -> Outcome:
    """Accept or reject each candidate.

    ``amending`` are the indices, in order, of the blocks after which law is quoted.
    """
    state = _State()
    block = -1
    for candidate in candidates:
        if candidate.block != block:
            block = candidate.block
            _close_inline(state, candidate)
        if candidate.level:
            _heading(state, candidate)
        elif candidate.line:
            _line(state, candidate, amending)
        else:
            _inline(state, candidate)
    state.pop_to(0)
    _restarts(state)
    _drop(state)
    _loose(state)
    return Outcome(state.nodes, state.problems)


def _follows(last: Sequence, match: Match) -> bool:
    """Whether ``match`` is the very next marker of the sequence."""
    style = match.marker.style
    if FAMILIES.get(style, style) is not last.family or match.prefix != last.prefix:
        return False
    value, suffix = match.marker.value, match.marker.suffix
    if suffix:
        return value == last.value and suffix == last.suffix + 1
    return value == last.value + 1


def _continue(state: _State, candidate: Candidate, match: Match, depth: int) -> None:
    """Go on with the sequence of the section at ``depth`` of the stack."""
    sequence = state.nodes[state.stack[depth]].sequence
    state.pop_to(depth)
    state.push(candidate, match, sequence)


def _find(state: _State, match: Match, level: int | None, block: int | None = None) -> int | None:
    """The depth of the innermost open sequence that ``match`` goes on with."""
    for depth in range(len(state.stack) - 1, -1, -1):
        node = state.nodes[state.stack[depth]]
        if node.sequence is None or not _follows(node.sequence, match):
            continue
        if level is not None and node.sequence.level != level:
            continue
        if block is not None and node.candidate.block != block:
            continue
        return depth
    return None


def _heading(state: _State, candidate: Candidate) -> None:
    """A heading of the format: numbering first, then its level."""
    for level in (candidate.level, None):
        for match in candidate.matches:
            depth = _find(state, match, level)
            if depth is not None:
                _continue(state, candidate, match, depth)
                return
    for match in candidate.matches:
        if match.marker.style in RANKS:
            state.pop_to(min(_rank_depth(state, match), _level_depth(state, candidate)))
            state.open_sequence(candidate, match, resumed=match.marker.value > 1)
            return
    for match in candidate.matches:
        depth = _jump(state, match, candidate.level)
        if depth is not None:
            _report_jump(state, match, state.nodes[state.stack[depth]])
            _continue(state, candidate, match, depth)
            return
    depth = _level_depth(state, candidate)
    for match in candidate.matches:
        if match.marker.value == 1:
            if depth < len(state.stack):
                above = state.nodes[state.stack[depth]]
                style = above.match.marker.style if above.match else None
                if above.candidate.level == candidate.level and style not in (
                    None,
                    match.marker.style,
                ):
                    depth += 1
            state.pop_to(depth)
            state.open_sequence(candidate, match)
            return
        if state.dormant.get(_family(match), (0, 0))[0] == match.marker.value - 1 > 0:
            state.pop_to(depth)
            state.open_sequence(candidate, match, resumed=True)
            return
    state.pop_to(depth)
    state.push(candidate, None, None)


def _family(match: Match) -> Style:
    return FAMILIES.get(match.marker.style, match.marker.style)


def _level_depth(state: _State, candidate: Candidate) -> int:
    """How many open sections stay open above a heading of this level."""
    depth = 0
    while depth < len(state.stack):
        level = state.nodes[state.stack[depth]].candidate.level
        if not 0 < level < candidate.level:
            break
        depth += 1
    return depth


def _rank_depth(state: _State, match: Match) -> int:
    """How many open sections stay open above a marker of a ranked style.

    A compound (第一讲第二节) has no parent of its own: it stands beside whole chapters.
    """
    style = match.marker.style
    rank = RANKS[Style.PART] if match.prefix else RANKS[style]
    for depth, index in enumerate(state.stack):
        node = state.nodes[index]
        other = node.match.marker.style if node.match else None
        if other in RANKS:
            if RANKS[other] >= rank:
                return depth
        elif style is not Style.ARTICLE and not node.candidate.level:
            return depth
    return len(state.stack)


def _jump(state: _State, match: Match, level: int) -> int | None:
    """The depth of an open sequence that ``match`` goes on with out of order."""
    style, value = match.marker.style, match.marker.value
    if (style in _STRICT and not level) or match.marker.suffix:
        return None
    furthest = _FURTHEST_JUMP_OF_HEADINGS if level else _FURTHEST_JUMP
    for depth in range(len(state.stack) - 1, -1, -1):
        last = state.nodes[state.stack[depth]].sequence
        node = state.nodes[state.stack[depth]]
        if last is None or last.style is not style or last.level != level:
            continue
        if not node.candidate.line:
            continue
        if match.prefix == last.prefix and last.value <= value <= last.value + furthest:
            return depth if value > 1 else None
    return None


def _report_jump(state: _State, match: Match, last: Node) -> None:
    assert last.match is not None  # noqa: S101  found by its sequence
    before, here = last.match.marker.text.strip(), match.marker.text.strip()
    if match.marker.value == last.match.marker.value:
        message = f"number {here} stands twice"
    else:
        message = f"numbering jumps from {before} to {here}"
    state.problems.append(Problem(message, match.start, match.end))


def _line(state: _State, candidate: Candidate, amending: list[int]) -> None:
    """A marker at the start of a paragraph."""
    for match in candidate.matches:
        depth = _find(state, match, None)
        if depth is not None:
            _continue(state, candidate, match, depth)
            return
    for match in candidate.matches:
        if match.marker.style in RANKS:
            _ranked(state, candidate, match, amending)
            return
    for match in candidate.matches:
        if match.marker.value == 1:
            state.open_sequence(candidate, match)
            return
    for match in candidate.matches:
        value, _ = state.dormant.get(_family(match), (0, 0))
        if value == match.marker.value - 1 >= 2 and match.marker.style not in _STRICT:
            state.open_sequence(candidate, match, resumed=True)
            return
    for match in candidate.matches:
        depth = _jump(state, match, 0)
        if depth is not None:
            _report_jump(state, match, state.nodes[state.stack[depth]])
            _continue(state, candidate, match, depth)
            return


def _ranked(state: _State, candidate: Candidate, match: Match, amending: list[int]) -> None:
    """第N编 to 第N条 at the start of a paragraph: one of a law's own, or of a quoted one."""
    style, value, suffix = match.marker.style, match.marker.value, match.marker.suffix
    last = state.dormant.get(style)
    for index in state.stack:
        sequence = state.nodes[index].sequence
        if sequence is not None and sequence.style is style:
            last = (sequence.value, sequence.suffix)
    follows = last is not None and (value, suffix) in ((last[0] + 1, 0), (last[0], last[1] + 1))
    if not follows and not match.prefix:
        top = state.nodes[state.stack[-1]].candidate.block if state.stack else 0
        index = bisect_left(amending, top)
        if index < len(amending) and amending[index] < candidate.block and state.stack:
            return
        if value != 1 and last is not None and (value, suffix) <= last:
            state.problems.append(
                Problem(f"{match.marker.text} is out of order", match.start, match.end)
            )
            if style is not Style.ARTICLE:
                return
        elif value != 1 and last is not None:
            state.problems.append(
                Problem(f"{match.marker.text} follows number {last[0]}", match.start, match.end)
            )
    state.pop_to(_rank_depth(state, match))
    state.open_sequence(candidate, match, resumed=value > 1)


def _inline(state: _State, candidate: Candidate) -> None:
    """A marker at the start of a clause: its list lies within the paragraph."""
    for match in candidate.matches:
        depth = _find(state, match, 0, candidate.block)
        if depth is not None:
            _continue(state, candidate, match, depth)
            return
    for match in candidate.matches:
        if match.marker.value == 1 and candidate.opens:
            state.open_sequence(candidate, match)
            return


def _close_inline(state: _State, candidate: Candidate) -> None:
    """At a new paragraph: lists inside the one before end, unless this one goes on with them."""
    if candidate.line and not candidate.level:
        for match in candidate.matches:
            if _find(state, match, None) is not None:
                return
    for depth, index in enumerate(state.stack):
        if not state.nodes[index].candidate.line:
            state.pop_to(depth)
            return


def _restarts(state: _State) -> None:
    """Sequences that begin anew under the last member of one of their own style.

    “1. 2. 3. … 1. 2.” with nothing after: two lists side by side, not one in the other.
    """
    for sequence in state.sequences:
        if sequence.parent < 0:
            continue
        above = state.nodes[sequence.parent]
        first = state.nodes[sequence.members[0]].candidate
        outer = above.sequence
        if (
            outer is None
            or outer.family is not sequence.family
            or outer.level != sequence.level
            or outer.members[-1] != sequence.parent
            or outer.prefix != sequence.prefix
            or not first.line
            or first.block == above.candidate.block + 1
        ):
            continue
        for member in sequence.members:
            state.nodes[member].parent = outer.parent
        sequence.parent = outer.parent


def _number(state: _State, index: int) -> tuple[int, ...]:
    """The whole number of a section as decimals below it print it; () when it has none."""
    match = state.nodes[index].match if index >= 0 else None
    if match is None:
        return ()
    marker = match.marker
    if marker.style is Style.ANNEX and marker.text[-1:].isupper():
        return (ord(marker.text[-1]),)
    return (*match.prefix, marker.value)


def _drop(state: _State) -> None:
    """Drop lone markers; a heading of the format stays without its marker."""
    for sequence in state.sequences:
        if len(sequence.members) > 1 or sequence.resumed or sequence.style in RANKS:
            continue
        node = state.nodes[sequence.members[0]]
        if sequence.level and sequence.prefix and _number(state, node.parent) == sequence.prefix:
            continue  # 附录A with one section A.1
        node.match = node.sequence = None
        node.dropped = not node.candidate.level
    for node in state.nodes:
        while node.parent >= 0 and state.nodes[node.parent].dropped:
            node.parent = state.nodes[node.parent].parent


def _loose(state: _State) -> None:
    """Lists in a loose paragraph behind a series of one-paragraph items are not the last item's.

    What comes after the items, in a paragraph of its own, belongs to what they belong to.
    """
    beginning = {
        node.candidate.block for node in state.nodes if node.candidate.line and not node.dropped
    }
    children: dict[int, list[int]] = {}
    for index, node in enumerate(state.nodes):
        if not node.dropped:
            children.setdefault(node.parent, []).append(index)
    for sequence in reversed(state.sequences):
        last = sequence.members[-1]
        node = state.nodes[last]
        if (
            len(sequence.members) < 2
            or sequence.level
            or sequence.style in RANKS
            or not node.candidate.line
            or not children.get(last)
        ):
            continue
        blocks = [state.nodes[member].candidate.block for member in sequence.members]
        if not all(
            other in beginning
            for first, following in pairwise(blocks)
            for other in range(first + 1, following)
        ):
            continue
        end = blocks[-1] + 1
        while end in beginning:
            end += 1
        moved = [c for c in children[last] if state.nodes[c].candidate.block >= end]
        if moved:
            children[last] = [c for c in children[last] if c not in set(moved)]
            children.setdefault(node.parent, []).extend(moved)
            for child in moved:
                state.nodes[child].parent = node.parent
