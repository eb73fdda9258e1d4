"""What a person reads on the terminal: the outline tree, the phrase table, the summary.

All functions return text; control characters of a document never reach the terminal.
"""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from quizgen.document import Document, Phrase, PhraseKind, Section, SectionKind
from quizgen.errors import Problem
from quizgen.phrases.explain import FACTORS, Account, in_words
from quizgen.text import width

Explain = Callable[[Document, Sequence[Phrase]], Mapping[Phrase, Account]]

MOST_PROBLEMS = 8
_SCORES = 14  # columns before what makes up a score
_FEATURES = 6  # of a phrase, that are shown
_EXCERPT = 24  # columns of a problem's excerpt, at most
_BAR = "  | "
_OPENING = 44  # columns of the text of an article that has no title
_ELLIPSIS = "…"

KINDS: Mapping[PhraseKind, tuple[str, str]] = {
    PhraseKind.QUOTED: ("quoted term", "quoted terms"),
    PhraseKind.TITLE: ("title", "titles"),
    PhraseKind.ABBREVIATION: ("abbreviation", "abbreviations"),
    PhraseKind.SERIES: ("series", "series"),
    PhraseKind.MARKED: ("marked phrase", "marked phrases"),
    PhraseKind.DEFINITION: ("defined term", "defined terms"),
    PhraseKind.DEFINIENS: ("definition", "definitions"),
    PhraseKind.OBJECT: ("object", "objects"),
    PhraseKind.QUANTITY: ("quantity", "quantities"),
    PhraseKind.NAME: ("name", "names"),
    PhraseKind.HEAD: ("head of a directive", "heads of directives"),
    PhraseKind.GLOSSARY: ("glossary term", "glossary terms"),
    PhraseKind.TERM: ("other candidate", "other candidates"),
}
_SECTIONS: Mapping[SectionKind, tuple[str, str]] = {
    SectionKind.HEADING: ("heading", "headings"),
    SectionKind.DIRECTIVE: ("directive", "directives"),
    SectionKind.ARTICLE: ("article", "articles"),
}


def plain(text: str) -> str:
    """``text`` on one line, with what could move the cursor made visible."""
    joined = " ".join(text.split())
    return "".join("�" if unicodedata.category(c) in ("Cc", "Cf", "Cs") else c for c in joined)


def shorten(text: str, columns: int) -> str:
    """``text`` cut to ``columns`` of a terminal, with an ellipsis when it was longer."""
    if width(text) <= columns:
        return text
    used = 0
    for index, char in enumerate(text):
        used += width(char)
        if used > columns - width(_ELLIPSIS):
            return text[:index] + _ELLIPSIS
    return text


def pad(text: str, columns: int) -> str:
    """``text`` filled with spaces to ``columns`` of a terminal."""
    return text + " " * max(0, columns - width(text))


def number(count: int, words: tuple[str, str]) -> str:
    """``1 card``, ``2 cards``."""
    return f"{count:,} {words[0] if count == 1 else words[1]}"


def outline_tree(document: Document, columns: int = 100) -> str:
    """The structure, one section a line: source line or page, indentation, marker, title.

    A section that a problem lies in has ``!`` before it; the problems follow below.
    """
    marked = {
        path[-1].span
        for problem in document.problems
        if problem.end and (path := document.path(problem.start))
    }
    rows = [
        _tree_row(document, section, depth, columns, marked=section.span in marked)
        for root in document.sections
        for section, depth in _depths(root, 0)
    ]
    head = plain(document.title or document.source)
    found = ", read ".join(filter(None, (found_sections(document), read_as(document))))
    lines = [head, found, "", *rows]
    if not rows:
        lines[-1:] = ["", "No numbered or marked structure was found."]
    if document.problems:
        problems = problem_lines(document, document.problems, columns - 2, len(document.problems))
        lines += ["", *(f"! {line}" for line in problems)]
    return "\n".join(lines)


def _depths(section: Section, depth: int) -> Iterable[tuple[Section, int]]:
    yield section, depth
    for child in section.children:
        yield from _depths(child, depth + 1)


def _tree_row(
    document: Document, section: Section, depth: int, columns: int, *, marked: bool
) -> str:
    line = document.line(section.span.start)
    gutter = f"{line or '':>5} {'!' if marked else ' '} {'  ' * depth}"
    label = section.label
    if not section.title:  # an article: how its text begins says which one it is
        text = document.text[section.head.end : section.span.end].strip()
        label += " " + shorten(text.split("\n", 1)[0], _OPENING)
    return gutter + shorten(plain(label), columns - len(gutter))


def read_as(document: Document) -> str:
    """Which encoding was found, if it is one that had to be guessed; else nothing."""
    if document.encoding.upper() in ("", "UTF-8"):
        return ""
    return f"as {plain(document.encoding)} (if it was guessed wrong, give --encoding)"


def found_sections(document: Document) -> str:
    """``12 headings, 4 directives``."""
    counts = Counter(section.kind for section in document.walk())
    parts = [number(counts[kind], words) for kind, words in _SECTIONS.items() if counts[kind]]
    return ", ".join(parts) or "no sections"


def problem_lines(
    document: Document, problems: Sequence[Problem], columns: int, most: int = MOST_PROBLEMS
) -> list[str]:
    """Each problem with its line or page, and a short excerpt where there is room for one.

    Those after ``most`` are counted.
    """
    lines = []
    for problem in problems[:most]:
        line = document.line(problem.start) if problem.end else 0
        text = (f"{document.unit} {line}: " if line else "") + plain(problem.message)
        room = min(_EXCERPT, columns - width(text) - len(_BAR))
        if problem.end and room > _EXCERPT // 2:
            excerpt = plain(document.text[problem.start : problem.start + _EXCERPT])
            text += _BAR + shorten(excerpt, room)
        lines.append(text)
    if len(problems) > most:
        lines.append(f"and {len(problems) - most} more")
    return lines


def phrase_table(
    document: Document,
    phrases: Sequence[Phrase],
    limit: int,
    columns: int = 100,
    explain: Explain | None = None,
) -> str:
    """The best ``limit`` phrases (0: all), a phrase that occurs again on one row.

    With ``explain``, what makes up the score of its best occurrence stands below each.
    """
    rows: dict[tuple[str, PhraseKind], list[Phrase]] = {}
    for phrase in phrases:
        rows.setdefault((document.slice(phrase.span), phrase.kind), []).append(phrase)
    shown = list(rows.items())[: limit or None]
    head = f"score  {document.unit:>5}  kind          phrase"
    lines = [*wrap(found_phrases(Counter(p.kind for p in phrases)), columns), "", head]
    accounts = explain(document, [places[0] for _, places in shown]) if explain else {}
    for (text, kind), places in shown:
        line = document.line(places[0].span.start) or ""
        again = f"  ×{len(places)}" if len(places) > 1 else ""
        head = f"{places[0].score:5.2f}  {line:>5}  {kind.value:<12}  "
        lines.append(head + shorten(plain(text), columns - len(head) - len(again)) + again)
        if places[0] in accounts:
            lines += [shorten(line, columns) for line in _account(accounts[places[0]])]
    if len(shown) < len(rows):
        lines.append(f"… {len(rows) - len(shown):,} more (--limit 0 shows all)")
    return "\n".join(lines)


def _account(account: Account) -> Iterator[str]:
    """What makes up a score, an amount a line; the weightiest features alone."""
    indent = " " * _SCORES
    if account.note:
        yield f"{indent}{'':7}{account.note}"
        return
    yield f"{indent}{account.worth:5.2f}  worth of its sentence"
    for name, factor in account.source:
        yield f"{indent}×{factor:4.2f}  {FACTORS[name]}"
    yield f"{indent}{account.share:5.2f}  as a blank, where the best of its sentence is 1"
    for name, weight in account.features[:_FEATURES]:
        yield f"{indent}  {weight:+5.2f}  {plain(in_words(name))}"
    for name, factor in account.factors:
        yield f"{indent}×{factor:4.2f}  {FACTORS[name]}"


def found_phrases(counts: Mapping[PhraseKind, int]) -> str:
    """``62 quoted terms, 40 series, …``, the commonest kind first, mere words last."""
    words = counts.get(PhraseKind.TERM, 0)
    order = sorted(
        counts.keys() - {PhraseKind.TERM}, key=lambda kind: (-counts[kind], list(KINDS).index(kind))
    )
    parts = [number(counts[kind], KINDS[kind]) for kind in order]
    if words:
        parts.append(number(words, KINDS[PhraseKind.TERM]))
    return ", ".join(parts) or "no key phrases"


def wrap(text: str, columns: int) -> list[str]:
    """``text`` broken at its commas into lines of at most ``columns``."""
    lines: list[str] = []
    for part in text.split(", "):
        if lines and width(lines[-1]) + width(part) + 2 <= columns:
            lines[-1] += f", {part}"
        else:
            if lines:
                lines[-1] += ","
            lines.append(part)
    return lines
