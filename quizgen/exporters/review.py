"""The study sheet (复习提纲): the outline with what must be known, terms and figures."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import zip_longest

from quizgen import sentences
from quizgen.document import Document, Phrase, PhraseKind, Section, SectionKind, Span
from quizgen.exporters.lines import Line, Role
from quizgen.exporters.material import BOLD, Material, Place, Spans, heads, pieces
from quizgen.exporters.pdf.blocks import Align, Look
from quizgen.exporters.pdf.clusters import Inline, Run
from quizgen.exporters.pdf.layout import Layout
from quizgen.exporters.pdf.pagination import Block
from quizgen.exporters.pdf.wording import ReviewWords
from quizgen.sentences import Sentence

GOOD = 0.8  # the score from which a phrase is set off although no question asks for it
FIGURE = 0.35  # the same for a figure
INDENT = 0.9  # em a level
DEEPEST = 4
TIGHT = 0.94
HIGHEST_HEAD = 0.3  # of the page
HEAD_ROOM = 4.0  # points more below the titles
BULLET = "•"
BULLET_ROOM = 1.2  # em
_COUNTED = frozenset("种类个方名点项次")


def review_lines(material: Material, places: Sequence[Place], words: ReviewWords) -> Iterator[Line]:
    """Outline, terms and figures."""
    document = material.document
    known = [place.span for place in places]
    known += [phrase.span for phrase in material.phrases if phrase.score >= GOOD]
    split = [sentence for sentence in sentences.split(document) if not sentence.is_head]
    yield from _outline(document, split, Spans(known))
    terms = _terms(document, material.phrases, split)
    told = [[Run(term, BOLD), Run(words.joint), Run(meaning)] for term, meaning in terms.items()]
    yield from _listed(words.terms, told)
    yield from _listed(words.figures, _figures(document, material.phrases, split))


def review_blocks(layout: Layout, lines: Sequence[Line]) -> Iterator[Block]:
    """``lines`` for the columns below :func:`review_head`."""
    if not review_head(layout):
        yield from _titles(layout)
    for line in lines:
        if line.role is Role.TITLE:
            yield layout.heading(line.title)
            continue
        style, head = layout.style, line.role is Role.HEAD
        depth = line.depth - 1 if head else line.depth
        look = Look(
            style.sizes.review,
            style.leading.review,
            Align.LEFT if head else Align.JUSTIFY,
            hang=INDENT * min(depth, DEEPEST) + (0.0 if head else BULLET_ROOM),
            before=2.0 if head else 0.0,
            tag=f"H{min(line.depth + 1, 6)}" if head else "P",
            keep_with_next=line.kept,
        )
        yield layout.paragraph(line.inlines, look, "" if head else BULLET)


def tightened(layout: Layout) -> Layout:
    """The layout with type and lines a little smaller."""
    style = layout.style
    sizes = replace(style.sizes, review=style.sizes.review * TIGHT)
    leading = replace(style.leading, review=style.leading.review * TIGHT)
    return replace(layout, style=replace(style, sizes=sizes, leading=leading))


def review_head(layout: Layout) -> list[Block]:
    """The titles, over all columns; nothing where they would take too much of the page."""
    titles = _titles(layout.across())
    height = sum(title.height for title in titles)
    return titles if height < HIGHEST_HEAD * layout.style.page.text_height else []


def _titles(layout: Layout) -> list[Block]:
    last = layout.second_title(layout.name)
    below = replace(last.look, leading=last.look.leading + HEAD_ROOM)
    return [layout.title(layout.paper.title), replace(last, look=below)]


def _outline(document: Document, split: Sequence[Sentence], known: Spans) -> Iterator[Line]:
    """Every head, and below it the sentences in which something must be known.

    The number of an article without a title stands before its first sentence, that of an
    entry of its list before that of the entry; where there is none both are left out.
    """
    lines: list[tuple[int, Line]] = []  # with the places where they begin
    told: list[Span] = []  # heads that have a line of their own
    for at, (depth, section) in heads(document).items():
        entry = section.kind is SectionKind.DIRECTIVE and _article(document.path(at))
        if section.title and not entry:
            told.append(section.head)
            text = section.label
            lines.append((at, Line(Role.HEAD, (Run(text, BOLD),), depth, text)))
    named: set[int] = set()
    shown = Spans(told)
    for sentence in split:
        span = sentence.span
        inside = known.inside(span)
        head = shown.before(span.start)
        if not inside or (head and span.end <= head.end + 1):
            continue
        inlines = list(pieces(document, span, inside))
        number = _number(sentence.path, named)
        if number:
            inlines = [Run(f"{number}\u3000", BOLD), *inlines]
        lines.append((span.start, Line(Role.POINT, tuple(inlines), len(sentence.path))))
    lines.sort(key=lambda row: row[0])
    ordered = [line for _, line in lines]
    for line, below in zip_longest(ordered, ordered[1:]):
        held = below is not None and (below.role is Role.POINT or below.depth > line.depth)
        yield replace(line, kept=line.role is Role.HEAD and held)


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


def _listed(title: str, rows: Sequence[Sequence[Inline]]) -> Iterator[Line]:
    """A list under its title; nothing where there are no rows."""
    if rows:
        yield Line(Role.TITLE, (), title=title)
    for row in rows:
        yield Line(Role.POINT, tuple(row))
