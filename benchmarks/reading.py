"""How much of a document the readers give, and how long they take.

Every file of a corpus is read and compared with its text as an independent program takes it
out (``independent.py``), on Han characters: the share that arrives in order and once (the
longest common subsequence), the share that arrives anywhere, and the share of ours that the
other has not (inventions, doubles).  The time is compared with the bare call of a library on
the same bytes, in processor time, median of five rounds taken in turn.

    python benchmarks/reading.py CORPUS [--format pdf ...] [--no-speed]

Needs RapidFuzz for the alignment (``pip install rapidfuzz``); without it difflib is used,
which is slow and finds less in common.
"""

from __future__ import annotations

import argparse
import statistics
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from importlib.util import find_spec
from io import BytesIO
from pathlib import Path

from independent import han, witnesses
from manifest import Source, sources

from quizgen import readers
from quizgen.document import Reading
from quizgen.errors import QuizgenError

HAS_RAPIDFUZZ = find_spec("rapidfuzz") is not None

ROUNDS = 5
ENOUGH = 0.999  # of the Han characters; what is below is shown
PLACES = 3
AROUND = 12


# What arrives


@dataclass(frozen=True, slots=True)
class Comparison:
    """Han characters: of the witness, ours, in both in order, in both anywhere."""

    theirs: int = 0
    ours: int = 0
    common: int = 0
    anywhere: int = 0
    places: tuple[str, ...] = ()  # the first differences, marked [-missing-] and {+extra+}

    def __add__(self, other: Comparison) -> Comparison:
        return Comparison(
            self.theirs + other.theirs,
            self.ours + other.ours,
            self.common + other.common,
            self.anywhere + other.anywhere,
        )

    @property
    def arrived(self) -> float:
        """The share of the body that arrives in order and once."""
        return self.common / self.theirs if self.theirs else 1.0

    @property
    def extra(self) -> float:
        """The share of ours that the witness has not (or has elsewhere)."""
        return 1 - self.common / self.ours if self.ours else 0.0

    def __str__(self) -> str:
        anywhere = self.anywhere / self.theirs if self.theirs else 1.0
        return (
            f"{self.theirs:8,} Han  {self.arrived:8.3%} arrived  {anywhere:8.3%} in any order"
            f"  {self.extra:7.3%} extra"
        )


def compare(theirs: str, ours: str) -> Comparison:
    """How ``ours`` agrees with ``theirs``, both Han characters alone."""
    common = 0
    places: list[str] = []
    for tag, start, end, first, last in alignment(theirs, ours):
        if tag == "equal":
            common += end - start
        elif len(places) < PLACES:
            before, after = theirs[max(start - AROUND, 0) : start], theirs[end : end + AROUND]
            lost, more = _short(theirs[start:end]), _short(ours[first:last])
            change = (f"[-{lost}-]" if lost else "") + (f"{{+{more}+}}" if more else "")
            places.append(f"{before}{change}{after}")
    anywhere = (Counter(theirs) & Counter(ours)).total()
    return Comparison(len(theirs), len(ours), common, anywhere, tuple(places))


def alignment(one: str, other: str) -> Iterable[tuple[str, int, int, int, int]]:
    """Equal and unequal stretches, as difflib's opcodes."""
    if HAS_RAPIDFUZZ:
        from rapidfuzz.distance import LCSseq  # noqa: PLC0415  where it is installed

        codes = LCSseq.opcodes(one, other)
        return ((c.tag, c.src_start, c.src_end, c.dest_start, c.dest_end) for c in codes)
    return SequenceMatcher(None, one, other, autojunk=False).get_opcodes()


def _short(text: str) -> str:
    return text if len(text) <= 2 * AROUND else f"{text[:AROUND]}…{text[-AROUND:]}({len(text)})"


def body(reading: Reading) -> str:
    """What the blocks hold: all that the rest of the program sees."""
    return "".join(reading.text[block.span.start : block.span.end] for block in reading.blocks)


# How long it takes


def bare_txt(data: bytes, codec: str) -> object:
    return data.decode(codec).splitlines()


def bare_md(data: bytes, codec: str) -> object:
    from markdown_it import MarkdownIt  # noqa: PLC0415  as the readers do

    return MarkdownIt().enable("table").render(data.decode(codec))


def bare_docx(data: bytes, _codec: str) -> object:
    import docx  # noqa: PLC0415

    document = docx.Document(BytesIO(data))
    lines = [paragraph.text for paragraph in document.paragraphs]
    for table in document.tables:
        lines += [
            paragraph.text
            for row in table.rows
            for cell in row.cells
            for paragraph in cell.paragraphs
        ]
    return "\n".join(lines)


def bare_pdf(data: bytes, _codec: str) -> object:
    import pypdfium2  # noqa: PLC0415

    return [page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(data)]


def bare_html(data: bytes, _codec: str) -> object:
    from lxml import html  # noqa: PLC0415

    return html.document_fromstring(data).text_content()


# Suffix → the call of a library that any reader of it comes to.
BARE: dict[str, Callable[[bytes, str], object]] = {
    "txt": bare_txt,
    "md": bare_md,
    "docx": bare_docx,
    "pdf": bare_pdf,
    "html": bare_html,
}


def seconds(call: Callable[[], object]) -> float:
    """The processor time of ``call``: what else runs on the machine does not count."""
    begin = time.process_time()
    call()
    return time.process_time() - begin


def times(source: Source, data: bytes) -> tuple[float, float] | None:
    """Our time and the library's, in seconds; None where there is no library to compare."""
    bare = BARE.get(source.format)
    if bare is None:
        return None
    ours, theirs = [], []
    for number in range(ROUNDS + 1):
        both = (
            seconds(lambda: readers.read(data, source.path.name)),
            seconds(lambda: bare(data, source.codec)),
        )
        if number:  # the first round imports
            ours.append(both[0])
            theirs.append(both[1])
    return statistics.median(ours), statistics.median(theirs)


# Rows and totals


@dataclass(slots=True)
class Totals:
    """What became of the files of one format, as one witness sees them."""

    files: int = 0
    enough: int = 0
    sum: Comparison = field(default_factory=Comparison)
    ours: float = 0.0  # seconds
    bare: float = 0.0
    ratios: list[float] = field(default_factory=list)

    def __str__(self) -> str:
        text = f"{self.files:4} files {self.enough:4} at {ENOUGH:.1%}  {self.sum}"
        if self.ratios:
            ratio, middle = self.ours / self.bare, statistics.median(self.ratios)
            text += f"  {ratio:6.2f} × the bare call (median of files {middle:.2f} ×)"
        return text


def measure(source: Source, totals: dict[str, Totals], *, speed: bool) -> None:
    """Read one file and print a row for each of its witnesses.

    Raises what the reader raises.
    """
    data = source.path.read_bytes()
    ours = han(body(readers.read(data, source.path.name)))
    spent = times(source, data) if speed else None
    ratio = f"{spent[0] / spent[1]:6.2f} ×" if spent else "     –  "
    for witness in witnesses(source.path):
        name = f"{source.format} {witness.name}"
        result = compare(han(witness.text(source.path, source.codec)), ours)
        total = totals.setdefault(name, Totals())
        total.files += 1
        total.enough += result.arrived >= ENOUGH
        total.sum += result
        if spent:
            total.ours += spent[0]
            total.bare += spent[1]
            total.ratios.append(spent[0] / spent[1])
        print(f"{name:<16} {result}  {ratio}  {source.name}", flush=True)
        if result.arrived < ENOUGH or result.extra > 1 - ENOUGH:
            for place in result.places:
                print(f"{'':17}{place}")


def main() -> int:
    """Print the rows and the totals; 1 when a reader ended in an error of its own."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("corpus", type=Path)
    parser.add_argument("--format", action="append", default=[], help="a suffix; may be repeated")
    parser.add_argument("--no-speed", action="store_true")
    args = parser.parse_args()
    if not HAS_RAPIDFUZZ:
        print("RapidFuzz is missing (pip install rapidfuzz): difflib is slow and finds less")
    totals: dict[str, Totals] = {}
    refused, crashed = [], []
    for source in sources(args.corpus, args.format):
        try:
            measure(source, totals, speed=not args.no_speed)
        except QuizgenError as error:  # noqa: PERF203  a file at a time
            refused.append(f"{source.name}: {error.what} ({error.remedy})")
        except Exception as error:  # noqa: BLE001  a traceback is one of the outcomes
            crashed.append(f"{source.name}: {type(error).__name__}: {error}")
    print()
    for name, total in totals.items():
        print(f"{name:<16} {total}")
    for outcome, lines in (("refused", refused), ("CRASHED", crashed)):
        for line in lines:
            print(f"{outcome:<8} {line}")
    return 1 if crashed else 0


if __name__ == "__main__":
    sys.exit(main())
