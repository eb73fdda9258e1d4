"""What a person reads on the terminal: the outline tree, the phrase table, the summary.

All functions return text; control characters of a document never reach the terminal.
"""

from __future__ import annotations

import os
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from quizgen.document import Document, Phrase, PhraseKind, Section, SectionKind
from quizgen.errors import Problem
from quizgen.exporters import EXPORTERS, Output
from quizgen.phrases.explain import FACTORS, Account, in_words
from quizgen.pipeline import Made
from quizgen.questions.checks import REASONS
from quizgen.quiz import DIFFICULTIES, Cloze
from quizgen.text import width

Explain = Callable[[Document, Sequence[Phrase]], Mapping[Phrase, Account]]

MOST_PROBLEMS = 8
MOST_IN_BATCH = 2  # problems of each document
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
_UNITS: Mapping[str, tuple[str, str]] = {
    "cards": ("card", "cards"),
    "pages": ("page", "pages"),
    "questions": ("question", "questions"),
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
    found = ", read ".join(filter(None, (_found_sections(document), read_as(document))))
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


def _found_sections(document: Document) -> str:
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
    lines = [*_wrap(found_phrases(phrases), columns), "", head]
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


def found_phrases(phrases: Sequence[Phrase]) -> str:
    """``62 quoted terms, 40 series, …``, the commonest kind first, mere words last."""
    counts = Counter(phrase.kind for phrase in phrases)
    words = counts.pop(PhraseKind.TERM, 0)
    order = sorted(counts, key=lambda kind: (-counts[kind], list(KINDS).index(kind)))
    parts = [number(counts[kind], KINDS[kind]) for kind in order]
    if words:
        parts.append(number(words, KINDS[PhraseKind.TERM]))
    return ", ".join(parts) or "no key phrases"


def made_questions(made: Made) -> str:
    """``48 fill-in items, 4 matching sets``."""
    clozes = sum(isinstance(question, Cloze) for question in made.bank.questions)
    sets = len(made.bank.questions) - clozes
    parts = [
        number(clozes, ("fill-in item", "fill-in items")) if clozes else "",
        number(sets, ("matching set", "matching sets")) if sets else "",
    ]
    return ", ".join(part for part in parts if part)


def _difficulties(made: Made) -> str:
    """``9 easy, 11 medium, 4 hard``; nothing where no grade is known."""
    counts = Counter(question.difficulty for question in made.bank.questions)
    return ", ".join(f"{counts[name]} {name}" for name in DIFFICULTIES if counts[name])


def turned_down(made: Made) -> str:
    """``31 candidates: 18 trivial, 9 share, …``, the commonest reason first."""
    counts = Counter(refusal.code for refusal in made.refused)
    if not counts:
        return ""
    rows = sorted(counts.items(), key=lambda row: (-row[1], row[0]))
    total = number(len(made.refused), ("candidate", "candidates"))
    return f"{total}: " + ", ".join(f"{count:,} {code}" for code, count in rows)


def refusals(made: Made, columns: int = 100) -> str:
    """The candidates that became no item, by reason: line and phrase, in document order."""
    if not made.refused:
        return "No candidate was turned down."
    document = made.document
    rows: dict[str, dict[str, list[int]]] = {}
    for refusal in sorted(made.refused, key=lambda refusal: (refusal.code, refusal.span)):
        words = document.slice(refusal.span)
        line = document.line(refusal.span.start)
        rows.setdefault(refusal.code, {}).setdefault(words, []).append(line)
    lines = []
    for code in sorted(rows, key=lambda code: (-sum(map(len, rows[code].values())), code)):
        total = sum(map(len, rows[code].values()))
        lines += ["", f"{code}: {REASONS[code]} ({total:,})"]
        for words, places in rows[code].items():
            again = f"  ×{len(places)}" if len(places) > 1 else ""
            head = f"{places[0] or '':>7}  "
            lines.append(head + shorten(plain(words), columns - len(head) - len(again)) + again)
    return "\n".join([f"turned down, by {document.unit}", *lines])


def summary(made: Made, paths: Mapping[str, Path], columns: int = 100) -> str:
    """The report that ends `make` for one document."""
    document = made.document
    rows: list[tuple[str, list[str]]] = [
        ("read", [read_as(document)]),
        ("found", [_found_sections(document), *_wrap(found_phrases(made.phrases), columns - 9)]),
        ("made", [made_questions(made), _difficulties(made)]),
        ("dropped", _wrap(turned_down(made), columns - 9)),
        ("files", _files(made, paths)),
    ]
    if made.problems:
        rows.append(("look at", problem_lines(document, made.problems, columns - 9)))
    lines = [plain(made.bank.title or document.source)]
    for label, texts in rows:
        if not any(texts):
            continue
        lines += [f"  {label if i == 0 else '':<7}  {text}" for i, text in enumerate(texts)]
    return "\n".join(lines)


def _files(made: Made, paths: Mapping[str, Path]) -> list[str]:
    notes = {"bank": "the question bank: edit it, then `quizgen export` it"}
    notes["backup"] = "the bank that stood there before"
    for name, output in made.outputs.items():
        notes[name] = _count(name, output)
    longest = max(width(str(path)) for path in paths.values())
    return [f"{pad(plain(str(path)), longest)}  {notes[name]}" for name, path in paths.items()]


def _wrap(text: str, columns: int) -> list[str]:
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


def batch_names(paths: Sequence[Path]) -> dict[Path, str]:
    """What the documents of a batch are called: without the folder that all lie in."""
    try:
        common = os.path.commonpath([path.parent for path in paths])
    except ValueError:  # some from the root, some from here; or on several drives
        return {path: plain(str(path)) for path in paths}
    if common == os.path.sep:
        return {path: plain(str(path)) for path in paths}
    return {path: plain(os.path.relpath(path, common or ".")) for path in paths}


def batch_row(name: str, made: Made, widest: int, columns: int = 100) -> str:
    """One document of a batch on one line, and the first of its problems below it.

    ``widest`` is the width of the column of names.
    """
    questions = made.bank.questions
    clozes = sum(isinstance(question, Cloze) for question in questions)
    counts = [(clozes, ("item", "items")), (len(questions) - clozes, ("set", "sets"))]
    counts += [
        (output.count, _UNITS[EXPORTERS[export].unit])
        for export, output in made.outputs.items()
        if export != "answers" and EXPORTERS[export].unit != "questions"
    ]
    cells = "".join(f"{count:7,} {words[count != 1]:<5}" for count, words in counts)
    lines = [pad(name, widest) + cells.rstrip()]
    found = problem_lines(made.document, made.problems, columns - 4, MOST_IN_BATCH)
    return "\n".join([*lines, *(f"  ! {line}" for line in found)])


def batch_total(made: int, failed: int, out: Path) -> str:
    """The line that ends a batch."""
    if not made:
        return f"None of the {failed} documents could be made."
    line = f"{number(made, ('document', 'documents'))} made; the files are in {plain(str(out))}"
    return f"{line}; {failed} could not be made" if failed else line


def exported(
    outputs: Mapping[str, Output], paths: Mapping[str, Path], problems: Sequence[Problem]
) -> str:
    """The report that ends `export`."""
    longest = max(width(str(path)) for path in paths.values())
    lines = [
        f"{pad(plain(str(paths[name])), longest)}  {_count(name, output)}"
        for name, output in outputs.items()
    ]
    lines += [f"! {plain(problem.message)}" for problem in problems[:MOST_PROBLEMS]]
    if len(problems) > MOST_PROBLEMS:
        lines.append(f"! and {len(problems) - MOST_PROBLEMS} more")
    return "\n".join(lines)


def _count(name: str, output: Output) -> str:
    return number(output.count, _UNITS[EXPORTERS[name].unit])
