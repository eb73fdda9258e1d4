"""The matching section: its head, and the sets in the forms that suit the pages."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from enum import Enum, auto

from quizgen.exporters.pdf.beside import Beside, half
from quizgen.exporters.pdf.blocks import Align, Look, Paragraph
from quizgen.exporters.pdf.clusters import Run, Text
from quizgen.exporters.pdf.layout import ANSWER, HEADING, Layout
from quizgen.exporters.pdf.pagination import Block
from quizgen.exporters.pdf.paper import MatchingSet, Paper
from quizgen.exporters.pdf.stacked import Grid, flowing, stacked_set
from quizgen.exporters.pdf.tables import MatchingTable, Words, matching_table

SET_GAP = 12.0  # points above a set
BESIDE_SAVES = 0.65  # of the height of two sets is the most that they take side by side


class Form(Enum):
    """How a set stands on paper."""

    ANY = auto()  # a table over the whole width, or beside the next one where that saves much
    TABLE = auto()  # a table over the whole width
    STACKED = auto()  # responses in a frame, premises below, which may go on on the next page
    FLOWING = auto()  # the same, and the responses may go on, too


_STACKED = frozenset({Form.STACKED, Form.FLOWING})

Forms = Mapping[int, Form]  # by the first numbers of the sets; ANY where nothing is said
Pair = tuple[Paragraph, MatchingTable]  # the instruction of a set, its table


class MatchingSection:
    """Composes the section; what was composed is remembered, since sets are arranged by trial."""

    def __init__(self, layout: Layout) -> None:
        """Nothing is composed yet."""
        self._layout = layout
        words = layout.wording.matching
        self._words = Words(words.box, words.continued)
        self._cells = Look(layout.style.sizes.table, layout.style.leading.table)
        self._tables: dict[tuple[MatchingSet, float], MatchingTable] = {}
        self._stacked: dict[MatchingSet, tuple[Grid, Grid]] = {}

    def blocks(self, paper: Paper, forms: Forms) -> Iterator[Block]:
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
        yield from self._sets(list(zip(labels, paper.sets, strict=True)), forms)

    def _sets(self, waiting: list[tuple[str, MatchingSet]], forms: Forms) -> Iterator[Block]:
        """The sets in order; two short ones stand side by side."""
        width = self._layout.width
        while waiting:
            label, block = waiting[0]
            form = forms.get(block.first, Form.ANY)
            beside = self._beside(waiting[:2]) if _may_pair(waiting, forms) else None
            if beside:
                yield beside
                del waiting[:2]
                continue
            if form in _STACKED:
                yield from self._in_frames(label, block, form)
            else:
                intro, table = self._pair(label, block, width)
                if intro.lines:
                    yield intro
                yield table
            del waiting[0]

    def _beside(self, labelled: Sequence[tuple[str, MatchingSet]]) -> Beside | None:
        """Two sets side by side, if that takes much less than the height that they need."""
        width = self._layout.width
        wide = [self._pair(*each, width) for each in labelled]
        (left_intro, left), (right_intro, right) = (
            self._pair(*each, half(width)) for each in labelled
        )
        beside = Beside((left_intro, right_intro), (left, right), before=SET_GAP)
        apart = sum(intro.height + table.height for intro, table in wide)
        most = min(BESIDE_SAVES * apart, self._layout.style.page.text_height / 2)
        return beside if beside.height < most else None

    def _pair(self, label: str, block: MatchingSet, width: float) -> Pair:
        """The instruction of a set and its table, composed for ``width`` points."""
        table = self._tables.get((block, width))
        if table is None:
            table = matching_table(self._layout.typesetter, block, self._words, width, self._cells)
            if self._layout.form.teacher:
                table = table.answered(self._answers(block))
            self._tables[block, width] = table
        return self._intro(label, block.matching.instruction, width), table

    def _answers(self, block: MatchingSet) -> list[Text]:
        """The letters of the right responses, for a teacher's copy."""
        return [self._layout.typesetter.line([Run(a, ANSWER)]) for a in block.key]

    def _in_frames(self, label: str, block: MatchingSet, form: Form) -> Iterator[Block]:
        """A set whose responses stand above its premises."""
        words = self._layout.wording.matching
        instruction = block.matching.instruction
        if any(side in instruction.lower() for side in words.sides):
            left, right = block.matching.columns
            instruction = words.stacked.format(left=left, right=right)
        intro = self._intro(label, instruction, self._layout.width)
        if intro.lines:
            yield intro
        known = self._stacked.get(block)
        if known is None:
            setter, width = self._layout.typesetter, self._layout.width
            responses, premises = stacked_set(setter, block, self._words, width, self._cells)
            if self._layout.form.teacher:
                premises = premises.answered(self._answers(block))
            known = self._stacked[block] = responses, premises
        responses, premises = known
        yield flowing(responses) if form is Form.FLOWING else responses
        yield premises

    def _intro(self, label: str, instruction: str, width: float) -> Paragraph:
        look = replace(
            self._cells,
            size=self._layout.style.sizes.body,
            align=Align.LEFT,
            before=SET_GAP,
            keep_with_next=True,
        )
        runs = [Run(instruction)]
        if label:
            runs = [Run(f"{label}\u3000", HEADING), *runs]
        return self._layout.typesetter.paragraph(runs, width, look)


def _may_pair(waiting: Sequence[tuple[str, MatchingSet]], forms: Forms) -> bool:
    """Whether the next two sets may stand side by side."""
    return len(waiting) > 1 and all(
        forms.get(block.first, Form.ANY) is Form.ANY for _, block in waiting[:2]
    )
