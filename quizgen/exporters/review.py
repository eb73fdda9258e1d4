"""The study sheet (复习提纲): the outline with what must be known, terms and figures."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import zip_longest

from quizgen import sentences
from quizgen.document import Document, Phrase, PhraseKind, Section, SectionKind, Span
from quizgen.exporters.material import BOLD, Material, Place, Spans, heads, pieces
from quizgen.exporters.pdf.blocks import Align, Look, Paragraph
from quizgen.exporters.pdf.clusters import Inline, Run
from quizgen.exporters.pdf.layout import Layout
from quizgen.exporters.pdf.pagination import Block
from quizgen.sentences import Sentence

GOOD = 0.8  # the score from which a phrase is set off although no question asks for it
FIGURE = 0.35  # the same for a figure
INDENT = 0.9  # em a level
DEEPEST = 4
HIGHEST_HEAD = 0.3  # of the page
HEAD_ROOM = 4.0  # points more below the titles
BULLET = "•"
_COUNTED = frozenset("种类个方名点项次")


def review_blocks(layout: Layout, material: Material, places: Sequence[Place]) -> Iterator[Block]:
    """Outline, terms and figures, for the columns below :func:`review_head`."""
    document = material.document
    known = [place.span for place in places]
    known += [phrase.span for phrase in material.phrases if phrase.score >= GOOD]
    spans = Spans(known)
    split = [sentence for sentence in sentences.split(document) if not sentence.is_head]
    words = layout.wording.review
    if not review_head(layout):
        yield from _titles(layout)
    yield from _outline(layout, document, split, spans)
    yield from _listed(layout, words.terms, _terms(document, material.phrases, split))
    yield from _listed(layout, words.figures, _figures(document, material.phrases, split))


def review_head(layout: Layout) -> list[Block]:
    """The titles, over all columns; nothing where they would take too much of the page."""
    titles = _titles(layout.across())
    height = sum(title.height for title in titles)
    return titles if height < HIGHEST_HEAD * layout.style.page.text_height else []


def _titles(layout: Layout) -> list[Block]:
    last = layout.second_title(layout.name)
    below = replace(last.look, leading=last.look.leading + HEAD_ROOM)
    return [layout.title(layout.paper.title), replace(last, look=below)]


def _outline(
    layout: Layout, document: Document, split: Sequence[Sentence], known: Spans
) -> Iterator[Block]:
    """Every head, and below it the sentences in which something must be known.

    The number of an article without a title stands before its first sentence, that of an
    entry of its list before that of the entry; where there is none both are left out.
    """
    lines: list[tuple[int, int, Paragraph]] = []  # place, depth of a head (else 0), line
    told: list[Span] = []  # heads that have a line of their own
    for at, (depth, section) in heads(document).items():
        entry = section.kind is SectionKind.DIRECTIVE and _article(document.path(at))
        if section.title and not entry:
            told.append(section.head)
            line = _line(layout, [Run(section.label, BOLD)], depth - 1, head=True)
            lines.append((at, depth, line))
    named: set[int] = set()
    shown = Spans(told)
    for sentence in split:
        span = sentence.span
        inside = known.inside(span)
        head = shown.before(span.start)
        if not inside or (head and span.end <= head.end + 1):
            continue
        text = list(pieces(document, span, inside))
        number = _number(sentence.path, named)
        if number:
            text = [Run(f"{number}\u3000", BOLD), *text]
        lines.append((span.start, 0, _line(layout, text, len(sentence.path), BULLET)))
    lines.sort(key=lambda row: row[0])
    for (_, depth, line), following in zip_longest(lines, lines[1:]):
        below = following is not None and (following[1] == 0 or following[1] > depth)
        yield replace(line, look=replace(line.look, keep_with_next=bool(depth) and below))


def _article(path: Sequence[Section]) -> Section | None:
    """The article in ``path`` that has no title."""
    return next((section for section in path if section.marker and not section.title), None)


def _number(path: Sequence[Section], named: set[int]) -> str:
    """The number of the article, unless it is ``named`` already, and of the entry in it."""
    article = _article(path)
    if article is None:
        return ""
    number = "" if article.span.start in named else article.label
    named.add(article.span.start)
    last = path[-1]
    return number + (last.marker.text if last is not article and last.marker else "")


def _terms(
    document: Document, phrases: Sequence[Phrase], split: Sequence[Sentence]
) -> dict[str, str]:
    """Terms with their definitions, and set expressions with their members."""
    found: dict[int, tuple[str, str]] = {}
    meanings = Spans(phrase.span for phrase in phrases if phrase.kind is PhraseKind.DEFINIENS)
    around = Spans(sentence.span for sentence in split)
    for phrase in phrases:
        meaning = ""
        if phrase.kind is PhraseKind.ABBREVIATION and phrase.members:
            meaning = "、".join(document.slice(member) for member in phrase.members)
        elif phrase.kind is PhraseKind.DEFINITION:
            sentence = around.before(phrase.span.start)
            inside = meanings.inside(sentence) if sentence else []
            meaning = document.slice(inside[0]) if inside else ""
        if meaning:
            found[phrase.span.start] = (document.slice(phrase.span), meaning)
    terms: dict[str, str] = {}
    for _, (term, meaning) in sorted(found.items()):
        terms.setdefault(term, meaning.rstrip("。；"))
    return terms


def _figures(
    document: Document, phrases: Sequence[Phrase], split: Sequence[Sentence]
) -> list[list[Inline]]:
    """The clauses that hold a figure worth knowing."""
    figures = Spans(
        phrase.span
        for phrase in phrases
        if phrase.kind is PhraseKind.QUANTITY
        and phrase.score >= FIGURE
        and not _counts(document, phrase.span)
    )
    found = []
    for sentence in split:
        for clause in sentence.clauses:
            inside = figures.inside(clause.span)
            if inside:
                found.append(list(pieces(document, clause.span, inside)))
    return found


def _counts(document: Document, span: Span) -> bool:
    """Whether the figure only counts what is told beside it (三种, 五个方面)."""
    return len(span) == 1 and document.text[span.end : span.end + 1] in _COUNTED


def _listed(
    layout: Layout, title: str, rows: dict[str, str] | Sequence[list[Inline]]
) -> Iterator[Block]:
    """A list under its title; nothing where there are no rows."""
    if not rows:
        return
    yield layout.heading(title)
    if isinstance(rows, dict):
        joint = layout.wording.review.joint
        rows = [[Run(term, BOLD), Run(joint), Run(meaning)] for term, meaning in rows.items()]
    for row in rows:
        yield _line(layout, row, 0, BULLET)


def _line(
    layout: Layout, inlines: Sequence[Inline], depth: int, label: str = "", *, head: bool = False
) -> Paragraph:
    style = layout.style
    indent = INDENT * min(depth, DEEPEST) + (1.2 if label else 0.0)
    look = Look(
        style.sizes.review,
        style.leading.review,
        Align.LEFT if head else Align.JUSTIFY,
        hang=indent,
        before=2.0 if head else 0.0,
        tag=f"H{min(depth + 2, 6)}" if head else "P",
    )
    return layout.paragraph(inlines, look, label)
