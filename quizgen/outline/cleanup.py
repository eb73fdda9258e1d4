"""After the pass: lists side by side, lone markers, lists in loose paragraphs."""

from __future__ import annotations

from itertools import pairwise

from quizgen.numbering import RANKS, Style
from quizgen.outline.state import State


def part_restarts(state: State) -> None:
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
            or (above.candidate.leads and first.block == above.candidate.block + 1)
        ):
            continue
        for member in sequence.members:
            state.nodes[member].parent = outer.parent
        sequence.parent = outer.parent


def number_of(state: State, index: int) -> tuple[int, ...]:
    """The whole number of a section as decimals below it print it; () when it has none."""
    match = state.nodes[index].match if index >= 0 else None
    if match is None:
        return ()
    marker = match.marker
    if marker.style is Style.ANNEX and marker.text[-1:].isupper():
        return (ord(marker.text[-1]),)
    return (*match.prefix, marker.value)


def drop_lone(state: State) -> None:
    """Drop lone markers; a heading of the format stays without its marker."""
    for sequence in state.sequences:
        if len(sequence.members) > 1 or sequence.resumed or sequence.style in RANKS:
            continue
        node = state.nodes[sequence.members[0]]
        if sequence.level and sequence.prefix and number_of(state, node.parent) == sequence.prefix:
            continue  # 附录A with one section A.1
        node.match = node.sequence = None
        node.dropped = not node.candidate.level
    for node in state.nodes:
        while node.parent >= 0 and state.nodes[node.parent].dropped:
            node.parent = state.nodes[node.parent].parent


def report_late(state: State) -> None:
    """Tell of lists whose first members are missing."""
    for sequence in state.sequences:
        node = state.nodes[sequence.members[0]]
        late = node.match is not None and node.match.marker.value > 1
        if late and node.match and not (sequence.resumed or node.dropped):
            state.report(f"a list begins with {node.match.marker.text.strip()}", node.match)


def free_loose(state: State) -> None:
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
