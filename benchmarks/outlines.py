"""How well the outline agrees with outlines that people wrote down.

The annotations lie in ``benchmarks/outlines/`` as ``<genre>__<file>.txt``: a section a line, in
document order, ``LEVEL<TAB>MARKER<TAB>BEGINNING OF TITLE`` (up to 8 characters); lines with
``#`` are comments, and ``# until: …`` as the first line gives the beginning of the block where
the annotation stops.  They are aligned with the sections of the program by marker and
first words; levels, parents and markers are compared for the sections that both have.

    python benchmarks/outlines.py CORPUS [--dir benchmarks/outlines] [--show FILE]
"""

from __future__ import annotations

import argparse
import sys
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from quizgen import outline, readers
from quizgen.document import Block, Document, Section
from quizgen.errors import QuizgenError
from quizgen.text import squeeze

BEGINNING = 6  # characters after the marker that are compared
NEIGHBOURS = 2  # lines shown before and after a difference
_JOINTS = str.maketrans("", "", ":、,.．︰")  # of the marker for one, of the title for another


@dataclass(frozen=True, slots=True)
class Line:
    """A section as one line: of an annotation or of the program.

    ``parent`` is the index of the line that holds it, -1 when it is outermost.
    """

    level: int
    marker: str
    words: str  # what follows the marker, squeezed
    parent: int
    key: str  # marker and words without what may stand between them

    def __str__(self) -> str:
        return f"{'  ' * self.level}{self.level} {self.marker} {self.words[:BEGINNING]}"


@dataclass(frozen=True, slots=True)
class Annotation:
    """What a person wrote down of one document."""

    genre: str
    file: str
    until: str  # squeezed; empty when the whole document is annotated
    lines: tuple[Line, ...]


def annotation(path: Path) -> Annotation:
    """The annotation in ``path``; raises ValueError with the place of a line that is none."""
    genre, _, file = path.stem.partition("__")
    until = ""
    lines: list[Line] = []
    stack: list[int] = []
    for number, raw in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        if raw.startswith("#"):
            until = until or squeeze(raw.partition("until:")[2])
        elif raw.strip():
            level, _, rest = raw.partition("\t")
            marker, _, title = rest.partition("\t")
            if not level.isdecimal() or "\t" in title:
                raise ValueError(f"{path.name}:{number}: not LEVEL<TAB>MARKER<TAB>TITLE: {raw!r}")
            while stack and lines[stack[-1]].level >= int(level):
                stack.pop()
            parent = stack[-1] if stack else -1
            stack.append(len(lines))
            lines.append(_line(int(level), marker, squeeze(title)[:BEGINNING], parent))
    return Annotation(genre, file, until, tuple(lines))


def made(document: Document, until: str, expected: int) -> list[Line]:
    """The program's sections, up to the block that begins with ``until``."""
    sections = list(document.walk())
    index = {id(section): number for number, section in enumerate(sections)}
    parents = {id(child): index[id(section)] for section in sections for child in section.children}
    lines = [
        _line(
            section.level,
            section.marker.text if section.marker else "",
            words_of(document, section),
            parents.get(id(section), -1),
        )
        for section in sections
    ]
    if not until:
        return lines
    # A contents list or a later chapter may have a block with the same beginning.
    counts = [
        sum(section.span.start < block.span.start for section in sections)
        for block in document.blocks
        if squeeze(document.slice(block.span)).startswith(until)
    ]
    if not counts:
        print(f"{document.source}: no block begins with {until!r}, the whole is compared")
        return lines
    return lines[: min(counts, key=lambda count: abs(count - expected))]


def words_of(document: Document, section: Section) -> str:
    """What stands after the marker: where a title ends is not compared.

    That of its block; if it stands alone there, what follows.
    """
    block = document.blocks[bisect_right(document.blocks, section.head.start, key=_start) - 1]
    start = section.head.start + len(section.marker.text if section.marker else "")
    return squeeze(document.text[start : block.span.end]) or squeeze(
        document.text[start : section.span.end]
    )


def _start(block: Block) -> int:
    return block.span.start


def _line(level: int, marker: str, words: str, parent: int) -> Line:
    marker = squeeze(marker)
    return Line(level, marker, words, parent, (marker + words).translate(_JOINTS))


def agree(gold: Line, own: Line) -> bool:
    """Whether the two are the same section, levels aside.

    What is a marker for one may be the beginning of a title for the other (鉴定点一：…); a
    marker without words, as of most articles, has to be the same.
    """
    if not gold.words:
        return gold.marker == own.marker
    return own.key.startswith(gold.key)


def align(gold: Sequence[Line], own: Sequence[Line]) -> dict[int, int]:
    """Index of ``gold`` → index of ``own``: the longest common subsequence.

    Agreement is no equivalence (no words agree with all), so this is the plain table
    over both, which is small enough: some hundred lines, most of them alike from the start.
    """
    first = 0
    while first < min(len(gold), len(own)) and agree(gold[first], own[first]):
        first += 1
    rows, columns = len(gold) - first, len(own) - first
    best = [[0] * (columns + 1) for _ in range(rows + 1)]
    for i in range(rows - 1, -1, -1):
        for j in range(columns - 1, -1, -1):
            if agree(gold[first + i], own[first + j]):
                best[i][j] = best[i + 1][j + 1] + 1
            else:
                best[i][j] = max(best[i + 1][j], best[i][j + 1])
    pairs = {number: number for number in range(first)}
    i = j = 0
    while i < rows and j < columns:
        if agree(gold[first + i], own[first + j]):
            pairs[first + i] = first + j
            i, j = i + 1, j + 1
        elif best[i + 1][j] >= best[i][j + 1]:
            i += 1
        else:
            j += 1
    return pairs


@dataclass(frozen=True, slots=True)
class Score:
    """Sections of an annotation, of the program, of both; and of both what agrees otherwise."""

    gold: int = 0
    own: int = 0
    both: int = 0
    same_level: int = 0
    same_parent: int = 0
    same_marker: int = 0

    def __add__(self, other: Score) -> Score:
        return Score(
            self.gold + other.gold,
            self.own + other.own,
            self.both + other.both,
            self.same_level + other.same_level,
            self.same_parent + other.same_parent,
            self.same_marker + other.same_marker,
        )

    @property
    def shares(self) -> tuple[float, ...]:
        """Precision, recall, agreement of levels, of parents and of markers."""
        return (
            _share(self.both, self.own),
            _share(self.both, self.gold),
            _share(self.same_level, self.both),
            _share(self.same_parent, self.both),
            _share(self.same_marker, self.both),
        )

    def __str__(self) -> str:
        return f"{self.gold:6} {self.own:6}  {percentages(self.shares)}"


def _share(part: int, whole: int) -> float:
    return part / whole if whole else 1.0


def percentages(shares: Sequence[float]) -> str:
    return "  ".join(f"{share:9.2%}" for share in shares)


def score(gold: Sequence[Line], own: Sequence[Line], pairs: dict[int, int]) -> Score:
    return Score(
        len(gold),
        len(own),
        len(pairs),
        sum(gold[i].level == own[j].level for i, j in pairs.items()),
        sum(pairs.get(gold[i].parent, -1) == own[j].parent for i, j in pairs.items()),
        sum(gold[i].marker == own[j].marker for i, j in pairs.items()),
    )


def differences(gold: Sequence[Line], own: Sequence[Line], pairs: dict[int, int]) -> Iterator[str]:
    """Missing (-), wrong (+) and misplaced (~) sections among their neighbours."""
    merged: list[tuple[str, str]] = []
    done = 0
    for i, line in enumerate(gold):
        j = pairs.get(i)
        if j is None:
            merged.append(("-", str(line)))
            continue
        merged += [("+", str(extra)) for extra in own[done:j]]
        done = j + 1
        if own[j].level == line.level:
            merged.append((" ", str(line)))
        else:
            merged.append(("~", f"{line}   (here {own[j].level})"))
    merged += [("+", str(extra)) for extra in own[done:]]
    shown = -1
    for number, (sign, text) in enumerate(merged):
        around = merged[max(number - NEIGHBOURS, 0) : number + NEIGHBOURS + 1]
        if all(other == " " for other, _ in around):
            continue
        if shown >= 0 and number > shown + 1:
            yield "      …"
        yield f"    {sign} {text}"
        shown = number


def main() -> int:
    """Print a row a file and the totals; with ``--show`` also what differs in those files."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("corpus", type=Path)
    parser.add_argument("--dir", type=Path, default=Path(__file__).with_name("outlines"))
    parser.add_argument("--show", action="append", default=[], help="part of a file's name")
    args = parser.parse_args()
    paths = sorted(args.dir.glob("*__*.txt"))
    if not args.corpus.is_dir() or not paths:
        print(f"{args.corpus}, {args.dir}: no corpus or no annotations here, nothing done")
        return 0
    print(f"{'':44}  gold    own  precision     recall      level     parent     marker")
    totals: dict[str, list[Score]] = {}
    for path in paths:
        noted = annotation(path)
        source = args.corpus / noted.genre / noted.file
        try:
            reading = readers.read(source.read_bytes(), noted.file)
        except (OSError, QuizgenError) as error:
            print(f"{noted.file:<44}  not read: {error}")
            continue
        own = made(outline.build(reading, noted.file), noted.until, len(noted.lines))
        pairs = align(noted.lines, own)
        result = score(noted.lines, own, pairs)
        totals.setdefault(source.suffix.lower(), []).append(result)
        print(f"{noted.file:<44}{result}", flush=True)
        if any(part in noted.file for part in args.show):
            print(*differences(noted.lines, own, pairs), sep="\n")
    print()
    for suffix, results in totals.items():
        print(f"{suffix:<6} {len(results):3} files{'':28}{sum(results, Score())}")
    results = [result for some in totals.values() for result in some]
    if results:
        columns = zip(*(result.shares for result in results), strict=True)
        means = [sum(column) / len(results) for column in columns]
        print(f"{'all, by sections':<44}{sum(results, Score())}")
        print(f"{'all, mean of files':<57}  {percentages(means)}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
