"""What stands on a page beside the questions: the line for the name, the footer."""

from __future__ import annotations

from collections.abc import Sequence

from quizgen.exporters.pdf import code
from quizgen.exporters.pdf.blocks import MIDDLE, Align, Typesetter
from quizgen.exporters.pdf.breaking import natural_width
from quizgen.exporters.pdf.clusters import Ink, Run, Text
from quizgen.exporters.pdf.pagination import Block
from quizgen.exporters.pdf.pen import RULE_DEPTH, RULE_WEIGHT, Pen
from quizgen.records import dataclass

GREY = 0.42
FIELD_GAP = 1.0  # em between two fields
IDENTITY = 0.8  # of the footer's size


@dataclass(frozen=True, slots=True)
class Fields:
    """A line of labels, each with a rule to write on; ``shares`` divide the rules' width."""

    typesetter: Typesetter
    labels: tuple[Text, ...]
    shares: tuple[int, ...]
    width: float
    size: float
    leading: float
    before: float = 0.0
    keep_with_next: bool = True

    @property
    def height(self) -> float:
        """One line."""
        return self.leading if self.labels else 0.0

    def split(self, room: float, *, forced: bool) -> tuple[Block, Block] | None:  # noqa: ARG002
        """Never."""
        return None

    def draw(self, pen: Pen, x: float, top: float) -> None:
        """Labels and rules, over the whole width."""
        if not self.labels:
            return
        base = top - self.leading / 2 - self.size * MIDDLE
        taken = sum(natural_width(label) + _trail(label) for label in self.labels)
        free = self.width - (taken + FIELD_GAP * (len(self.labels) - 1)) * self.size
        with pen.tag("P"):
            for label, share in zip(self.labels, self.shares, strict=True):
                self.typesetter.string(pen, label, (x, base), self.size)
                x += (natural_width(label) + _trail(label)) * self.size
                end = x + max(0.0, free * share / sum(self.shares))
                pen.rule(x, base - RULE_DEPTH, (end, base - RULE_DEPTH), RULE_WEIGHT, 0)
                x = end + FIELD_GAP * self.size


def _trail(label: Text) -> float:
    """What the last mark of a label keeps of its empty half."""
    return label.clusters[-1].trail / 2 if label.clusters else 0.0


@dataclass(frozen=True, slots=True)
class Footer:
    """The line at the foot of every page; ``centre`` takes ``{page}`` and ``{pages}``.

    ``identity`` is printed at the right end, and as a QR code ``qr`` points wide; what
    else would stand there follows what stands at the left.
    """

    typesetter: Typesetter
    left: str
    centre: str
    right: str
    size: float
    identity: str = ""
    qr: float = 0.0

    def draw(self, pen: Pen, number: int, count: int, span: tuple[float, float, float]) -> None:
        """Draw it for page ``number`` of ``count``; ``span`` is left edge, right edge, baseline."""
        start, stop, y = span
        ink = Ink(grey=GREY)
        middle = self.typesetter.line([Run(self.centre.format(page=number, pages=count), ink)])
        room = (stop - start) / 2 / self.size - natural_width(middle) / 2 - FIELD_GAP
        if self.identity:
            self._identity(pen, stop, y)
            right, beside = self.typesetter.line(""), f" {self.right}" if self.right else ""
        else:
            right, beside = self.typesetter.cut(self.right, room, ink), ""
        left = self.typesetter.cut(self.left, room, ink, beside)
        ends: Sequence[tuple[Text, float, Align]] = (
            (left, start, Align.LEFT),
            (middle, (start + stop) / 2, Align.CENTRE),
            (right, stop, Align.RIGHT),
        )
        with pen.tagger.artifact():
            for text, x, align in ends:
                self.typesetter.string(pen, text, (x, y), self.size, align)

    def _identity(self, pen: Pen, stop: float, y: float) -> None:
        """Draw the id and its code, which end at ``stop``."""
        text = self.typesetter.line([Run(self.identity, Ink(grey=GREY))])
        with pen.tagger.artifact():
            if self.qr:
                base = y + self.size * MIDDLE - self.qr / 2
                code.draw(pen, self.identity, (stop - self.qr, base), self.qr)
                stop -= self.qr + self.size / 2
            self.typesetter.string(pen, text, (stop, y), self.size * IDENTITY, Align.RIGHT)
