"""Whether every article of a law is found, and no other.

The articles that a law has are counted without quizgen: lines of an independent extraction
(``independent.py``) that begin with 第N条, in the longest ascending run (so that a citation at
the beginning of a wrapped line does not count), quotations left out.  They are compared with
the sections that the program takes for articles.  Then the Civil Code as a Word document and
as a PDF is compared with itself: the same articles with the same texts, white space aside.

    python benchmarks/articles.py CORPUS
"""

from __future__ import annotations

import argparse
import re
import sys
from bisect import bisect_left
from collections.abc import Sequence
from difflib import SequenceMatcher
from itertools import zip_longest
from pathlib import Path

from independent import ordinary, witnesses
from manifest import Source, sources

from quizgen import outline, readers
from quizgen.document import Document, SectionKind
from quizgen.errors import QuizgenError

GENRES = ("law", "law_docx", "law_pdf")
TWINS = ("law_docx/minfadian.docx", "law_pdf/minfadian.pdf")
SHOWN = 5
AROUND = 12
LEAP = 10  # a greater one leads into the law that an amendment quotes

Number = tuple[int, int]  # 第十七条之一 is (17, 1), 第十七条 is (17, 0)

_ARTICLE = re.compile(
    r"[\s#>*]*第\s*([零〇一二三四五六七八九十百千\d]+)\s*条(?:\s*之\s*([一二三四五六七八九十]+))?"
)
_DIGITS = {char: value for value, char in enumerate("零一二三四五六七八九")} | {"〇": 0}
_UNITS = {"十": 10, "百": 100, "千": 1000}


def value(numeral: str) -> int:
    """``numeral``, Arabic or Chinese, as a number."""
    if numeral.isdecimal():
        return int(numeral)
    total = digit = 0
    for char in numeral:
        if char in _UNITS:
            total, digit = total + (digit or 1) * _UNITS[char], 0
        else:
            digit = _DIGITS[char]
    return total + digit


def number(found: re.Match[str]) -> Number:
    return value(found[1]), value(found[2]) if found[2] else 0


def true_articles(text: str) -> list[Number]:
    """The articles of the law itself, in order."""
    numbers = []
    depth = 0  # of quotation marks
    for line in ordinary(text).splitlines():
        found = _ARTICLE.match(line)
        if found and depth <= 0:
            numbers.append(number(found))
        depth = max(depth + line.count("“") - line.count("”"), 0)
    run = ascending(numbers)
    leaps = (at for at in range(1, len(run)) if run[at][0] - run[at - 1][0] > LEAP)
    return run[: next(leaps, len(run))]


def ascending(numbers: Sequence[Number]) -> list[Number]:
    """The longest strictly ascending subsequence."""
    ends: list[Number] = []  # the smallest end of a run of each length
    places: list[int] = []  # how long the run that ends at each number is
    for item in numbers:
        length = bisect_left(ends, item)
        ends[length : length + 1] = [item]
        places.append(length)
    run: list[Number] = []
    wanted = len(ends) - 1
    for item, length in zip(reversed(numbers), reversed(places), strict=True):
        if length == wanted:
            run.append(item)
            wanted -= 1
    return run[::-1]


def own_articles(document: Document) -> list[tuple[Number, str]]:
    """The program's articles: number, and text without white space."""
    found = []
    for section in document.walk():
        if section.kind is SectionKind.ARTICLE and section.marker is not None:
            key = (section.marker.value, section.marker.suffix)
            found.append((key, "".join(document.slice(section.span).split())))
    return found


def name(article: Number) -> str:
    return f"{article[0]}之{article[1]}" if article[1] else str(article[0])


def differences(truth: Sequence[Number], own: Sequence[Number]) -> str:
    """Missing and wrong articles, in words; empty when there are none."""
    parts = []
    codes = SequenceMatcher(None, truth, own, autojunk=False).get_opcodes()
    for tag, start, end, first, last in codes:
        if tag in {"delete", "replace"}:
            parts.append("missing " + " ".join(map(name, truth[start:end])))
        if tag in {"insert", "replace"}:
            parts.append("wrong " + " ".join(map(name, own[first:last])))
    return "; ".join(parts)


def read(source: Source) -> Document:
    file = source.path.name
    return outline.build(readers.read(source.path.read_bytes(), file), file)


def compare_twins(one: Document, other: Document) -> int:
    """Print where two editions of a law differ; the number of articles that do."""
    texts, others = own_articles(one), own_articles(other)
    print(f"\n{one.source}: {len(texts)} articles, {other.source}: {len(others)}")
    unlike = [
        (mine, theirs)
        for mine, theirs in zip_longest(texts, others, fillvalue=((0, 0), ""))
        if mine != theirs
    ]
    for (key, text), (_, theirs) in unlike[:SHOWN]:
        at = next(
            (at for at, pair in enumerate(zip(text, theirs, strict=False)) if pair[0] != pair[1]),
            min(len(text), len(theirs)),
        )
        before, after = text[max(at - AROUND, 0) : at], slice(at, at + AROUND)
        print(f"  {name(key)}: {before}[-{text[after]}-]{{+{theirs[after]}+}}")
    print(f"  {len(unlike)} articles differ")
    return len(unlike)


def main() -> int:
    """Print a row a law whose articles are not simply all found, and the totals."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("corpus", type=Path)
    args = parser.parse_args()
    documents: dict[str, Document] = {}
    files = articles = 0
    for source in sources(args.corpus):
        if source.genre not in GENRES:
            continue
        witness = next(iter(witnesses(source.path)), None)
        try:
            document = read(source)
        except QuizgenError as error:
            print(f"{source.name:<52} not read: {error.what}")
            continue
        if witness is None:
            print(f"{source.name:<52} nobody to count its articles")
            continue
        if source.name in TWINS:
            documents[source.name] = document
        truth = true_articles(witness.text(source.path, source.codec))
        own = [article for article, _ in own_articles(document)]
        unlike = differences(truth, own)
        files, articles = files + 1, articles + len(truth)
        last = truth[-1][0] if truth else 0
        note = "" if len(truth) == last else f"  (the last is {last})"
        if unlike or note:
            print(f"{source.name:<52} {len(truth):5} articles, {len(own):5} found{note}  {unlike}")
    if not files:
        return 0
    print(f"{files} laws with {articles} articles; those not named: all found")
    if len(documents) == len(TWINS):
        compare_twins(*(documents[twin] for twin in TWINS))
    return 0


if __name__ == "__main__":
    sys.exit(main())
