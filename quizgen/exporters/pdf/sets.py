"""The matching section: its head, and the sets one below the other or side by side."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from quizgen.exporters.pdf.beside import Beside, half
from quizgen.exporters.pdf.blocks import Align, Look, Paragraph
from quizgen.exporters.pdf.clusters import Run
from quizgen.exporters.pdf.layout import ANSWER, HEADING, Layout
from quizgen.exporters.pdf.pagination import Block
from quizgen.exporters.pdf.paper import MatchingSet, Paper
from quizgen.exporters.pdf.tables import MatchingTable, matching_table

SET_GAP = 12.0  # points above a set
BESIDE_SAVES = 0.65  # of the height of two sets is the most that they take side by side

Pair = tuple[Paragraph, MatchingTable]  # the instruction of a set, its table


class MatchingSection:
    """Composes the section; tables are remembered, since sets are arranged by trial."""

    def __init__(self, layout: Layout) -> None:
        """Nothing is composed yet."""
        self._layout = layout
        self._tables: dict[tuple[MatchingSet, float], MatchingTable] = {}

    def blocks(self, paper: Paper) -> Iterator[Block]:
        """The section of ``paper``; nothing where it has no sets."""
        if not paper.sets:
            return
        words = self._layout.wording.matching
        marks = self._layout.set_marks
        numeral = self._layout.wording.numerals[1 if paper.fill_ins else 0]
        spare = any(len(block.responses) > len(block.key) for block in paper.sets)
        note = words.note if spare else words.note_all_used
        yield from self._layout.section(words.heading.format(numeral=numeral), note.format(**marks))
        labels = [words.set.format(number=number) for number in range(1, len(paper.sets) + 1)]
        if len(labels) == 1:
            labels = [""]
        yield from self._sets(list(zip(labels, paper.sets, strict=True)))

    def _sets(self, waiting: list[tuple[str, MatchingSet]]) -> Iterator[Block]:
        """The sets in order; two short ones stand side by side."""
        layout = self._layout
        while waiting:
            wide = [self._pair(*labelled, layout.width) for labelled in waiting[:2]]
            narrow = [self._pair(*labelled, half(layout.width)) for labelled in waiting[:2]]
            beside = _beside(narrow, sum(intro.height + table.height for intro, table in wide))
            if beside and beside.height < layout.style.page.text_height / 2:
                yield beside
                del waiting[:2]
                continue
            intro, table = wide[0]
            if intro.lines:
                yield intro
            yield table
            del waiting[0]

    def _pair(self, label: str, block: MatchingSet, width: float) -> Pair:
        """The instruction of a set and its table, composed for ``width`` points."""
        style, setter = self._layout.style, self._layout.typesetter
        look = Look(
            style.sizes.body, style.leading.table, Align.LEFT, before=SET_GAP, keep_with_next=True
        )
        intro = [Run(block.matching.instruction)]
        if label:
            intro = [Run(f"{label}\u3000", HEADING), *intro]
        table = self._tables.get((block, width))
        if table is None:
            cells = Look(style.sizes.table, style.leading.table)
            box = self._layout.wording.matching.box
            table = matching_table(setter, block, box, width, cells)
            if self._layout.form.teacher:
                table = table.answered([setter.line([Run(a, ANSWER)]) for a in block.key])
            self._tables[block, width] = table
        return setter.paragraph(intro, width, look), table


def _beside(pair: Sequence[Pair], stacked: float) -> Beside | None:
    """The two side by side, if that takes much less than the height they have ``stacked``."""
    if len(pair) < 2:
        return None
    (left_intro, left), (right_intro, right) = pair
    beside = Beside((left_intro, right_intro), (left, right), before=SET_GAP)
    return beside if beside.height < BESIDE_SAVES * stacked else None
