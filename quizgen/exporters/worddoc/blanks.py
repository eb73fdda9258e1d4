"""Blanks in Word: underlined no-break spaces, whose number tells nothing of the answer."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from quizgen.exporters.pdf.blanks import Steps, inlines
from quizgen.exporters.pdf.clusters import Gap, Inline
from quizgen.exporters.worddoc.markup import Element, raw_run, run
from quizgen.quiz import Cloze

NO_BREAK = "\u00a0"
SPACES = 4  # an em of Times New Roman and of fonts made to its measure
_STYLES = {"heading": "Phrase", "answer": "Answer"}  # of characters, by the role of their ink


def stem_runs(cloze: Cloze, steps: Steps, *, filled: bool = False) -> Iterator[Element]:
    """The stem of ``cloze`` with its blanks, which are ``filled`` in a teacher's copy."""
    answers = [blank.answer for blank in cloze.blanks] if filled else []
    return inline_runs(inlines(cloze, steps), answers)


def inline_runs(pieces: Iterable[Inline], answers: Sequence[str] = ()) -> Iterator[Element]:
    """Text with its blanks, and a space between blanks side by side; ``answers`` fill them."""
    waiting = iter(answers)
    last: Inline | None = None
    for piece in pieces:
        if isinstance(piece, Gap):
            if isinstance(last, Gap):
                yield run(" ")
            answer = next(waiting, None)
            if answer is None:
                yield raw_run(NO_BREAK * SPACES * piece.width, "Blank")
            else:
                yield run(answer, "Filled")
        else:
            yield run(piece.text, _STYLES.get(piece.ink.role, "Remark" if piece.ink.grey else ""))
        last = piece
