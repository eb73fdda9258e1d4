"""The state of the pass over the candidates: accepted sections and the stack of open ones."""

from __future__ import annotations

from dataclasses import field

from quizgen.errors import Problem
from quizgen.grammar import Match
from quizgen.numbering import FAMILIES, RANKS, Style
from quizgen.outline.candidates import Candidate
from quizgen.records import dataclass

MAX_DEPTH = 32  # levels of nesting; no document has ten


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
class State:
    """What is accepted so far, what is open, and where closed sequences ended."""

    nodes: list[Node] = field(default_factory=list)
    stack: list[int] = field(default_factory=list)
    # Value and suffix of the last marker of closed sequences, by style and heading level.
    dormant: dict[tuple[Style, int], tuple[int, int]] = field(default_factory=dict)
    sequences: list[Sequence] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)

    def pop_to(self, size: int) -> None:
        """Close all open sections from depth ``size`` on."""
        for index in self.stack[size:]:
            sequence = self.nodes[index].sequence
            if sequence is not None:
                key = _key(sequence.style, sequence.level)
                self.dormant[key] = (sequence.value, sequence.suffix)
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

    def go_on(self, candidate: Candidate, match: Match, depth: int) -> None:
        """Open a section with the next marker of the sequence at ``depth`` of the stack."""
        sequence = self.nodes[self.stack[depth]].sequence
        self.pop_to(depth + 1)
        del self.stack[depth:]  # the sequence itself is not closed
        self.push(candidate, match, sequence)

    def find(self, match: Match, level: int | None, block: int | None = None) -> int | None:
        """The depth of the innermost open sequence that ``match`` goes on with.

        ``level`` and ``block`` limit it to sequences of that heading level, and to those
        whose last member stands in that block.
        """
        for depth in range(len(self.stack) - 1, -1, -1):
            node = self.nodes[self.stack[depth]]
            if node.sequence is None or not _follows(node.sequence, match):
                continue
            if level is not None and node.sequence.level != level:
                continue
            if block is not None and node.candidate.block != block:
                continue
            return depth
        return None

    def last(self, style: Style) -> tuple[int, int] | None:
        """Value and suffix of the last marker of ``style``, open or closed."""
        for index in reversed(self.stack):
            sequence = self.nodes[index].sequence
            if sequence is not None and sequence.style is style:
                return sequence.value, sequence.suffix
        return self.dormant.get(_key(style, 0))

    def closed(self, match: Match, level: int) -> int:
        """The value of the last marker of a closed sequence like ``match``; 0 without one."""
        return self.dormant.get(_key(match.marker.style, level), (0, 0))[0]

    def report(self, message: str, match: Match) -> None:
        """Note what is irregular about a marker."""
        self.problems.append(Problem(message, match.start, match.end))


def _key(style: Style, level: int) -> tuple[Style, int]:
    """Ranked styles count on whether their marker is a heading of the format or not."""
    return FAMILIES.get(style, style), 0 if style in RANKS else level


def _follows(last: Sequence, match: Match) -> bool:
    """Whether ``match`` is the very next marker of the sequence."""
    style = match.marker.style
    if FAMILIES.get(style, style) is not last.family or match.prefix != last.prefix:
        return False
    value, suffix = match.marker.value, match.marker.suffix
    if suffix:
        return value == last.value and suffix == last.suffix + 1
    return value == last.value + 1
