"""What a person reads at the end of a run of `make`, `export` or `deck`."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path

from quizgen.errors import Problem
from quizgen.exporters import EXPORTERS, Output
from quizgen.pipeline import Made
from quizgen.questions.checks import REASONS
from quizgen.quiz import DIFFICULTIES, Bank, Cloze, live
from quizgen.screen import (
    MOST_PROBLEMS,
    found_phrases,
    found_sections,
    number,
    pad,
    plain,
    problem_lines,
    read_as,
    shorten,
    wrap,
)
from quizgen.store import Standing
from quizgen.text import width

MOST_IN_BATCH = 2  # problems of each document
_BACKUP = "the bank that stood there before"
_UNITS: Mapping[str, tuple[str, str]] = {
    "cards": ("card", "cards"),
    "pages": ("page", "pages"),
    "questions": ("question", "questions"),
    "notes": ("note", "notes"),
}


def made_questions(made: Made) -> str:
    """``48 fill-in items, 4 matching sets``."""
    questions = live(made.bank).questions
    clozes = sum(isinstance(question, Cloze) for question in questions)
    sets = len(questions) - clozes
    parts = [
        number(clozes, ("fill-in item", "fill-in items")) if clozes else "",
        number(sets, ("matching set", "matching sets")) if sets else "",
    ]
    return ", ".join(part for part in parts if part)


def _difficulties(made: Made) -> str:
    """``9 easy, 11 medium, 4 hard``; nothing where no grade is known."""
    counts = Counter(question.difficulty for question in live(made.bank).questions)
    return ", ".join(f"{counts[name]} {name}" for name in DIFFICULTIES if counts[name])


def turned_down(made: Made) -> str:
    """``31 candidates: 18 trivial, 9 share, …``, the commonest reason first."""
    counts = made.refused.counts()
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


def summary(
    made: Made, paths: Mapping[str, Path], columns: int = 100, merged: Sequence[str] = ()
) -> str:
    """The report that ends `make` for one document.

    ``merged`` is what was done to the bank that stood there.
    """
    document = made.document
    rows: list[tuple[str, Sequence[str]]] = [
        ("read", [read_as(document)]),
        ("found", [found_sections(document), *wrap(found_phrases(made.found), columns - 9)]),
        ("made", [made_questions(made), _difficulties(made)]),
        ("merged", merged),
        ("dropped", wrap(turned_down(made), columns - 9)),
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
    notes["backup"] = _BACKUP
    for name, output in made.outputs.items():
        notes[name] = _count(name, output)
    longest = max(width(str(path)) for path in paths.values())
    return [f"{pad(plain(str(path)), longest)}  {notes[name]}" for name, path in paths.items()]


def batch_names(paths: Sequence[Path]) -> dict[Path, str]:
    """What the documents of a batch are called: without the folder that all lie in."""
    try:
        common = os.path.commonpath([path.parent for path in paths])
    except ValueError:  # some from the root, some from here; or on several drives
        return {path: plain(str(path)) for path in paths}
    if common == os.path.sep:
        return {path: plain(str(path)) for path in paths}
    return {path: plain(os.path.relpath(path, common or ".")) for path in paths}


def batch_row(name: str, made: Made, widest: int, columns: int = 100, merged: str = "") -> str:
    """One document of a batch on one line, and the first of its problems below it.

    ``widest`` is the width of the column of names, ``merged`` what was done to its bank.
    """
    questions = live(made.bank).questions
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
    lines += [f"    {merged}"] if merged else []
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
    if "backup" in paths:
        lines.append(f"{pad(plain(str(paths['backup'])), longest)}  {_BACKUP}")
    return "\n".join([*lines, *_problem_lines(problems)])


def printed(
    outputs: Mapping[str, Output], paths: Mapping[str, Path], problems: Sequence[Problem]
) -> str:
    """The report that ends `print`."""
    longest = max(width(str(path)) for path in paths.values())
    lines = [
        f"{pad(plain(str(paths[name])), longest)}  {number(output.count, _UNITS[_unit(name)])}"
        for name, output in outputs.items()
    ]
    return "\n".join([*lines, *_problem_lines(problems)])


def _unit(name: str) -> str:
    """What is counted of a printed file: only Word knows the pages of its own."""
    return "questions" if name.endswith(".docx") else "pages"


def _problem_lines(problems: Sequence[Problem]) -> list[str]:
    lines = [f"! {plain(problem.message)}" for problem in problems[:MOST_PROBLEMS]]
    if len(problems) > MOST_PROBLEMS:
        lines.append(f"! and {len(problems) - MOST_PROBLEMS} more")
    return lines


def joined(
    output: Output,
    path: Path,
    banks: Sequence[tuple[Standing, Bank]],
    backups: Mapping[Path, Path],
) -> str:
    """The report that ends `deck`: its sub-decks, and which banks were in another one before.

    ``banks`` are those that stood there with what has become of them, ``backups`` where files
    of theirs were kept.
    """
    lines = [f"{plain(str(path))}  {_count('anki', output)}"]
    widest = max(width(bank.deck.name) for _, bank in banks)
    for old, bank in banks:
        lines.append(f"  {pad(plain(bank.deck.name), widest)}  {plain(str(old.path))}")
    lines += [f"  {plain(str(kept))}  {_BACKUP}" for kept in backups.values()]
    moved = [
        (old.bank.deck.name, bank.deck.name)
        for old, bank in banks
        if old.bank.deck.name not in {"", bank.deck.name}
    ]
    if moved:
        there, now = (plain(name) for name in moved[0])
        lines.append(
            f"Cards that Anki has already stay where they are. If you have imported ‘{there}’, "
            f"rename that deck to ‘{now}’ in Anki first" + (", and so on." if moved[1:] else ".")
        )
    lines += [f"! {plain(problem.message)}" for problem in output.problems[:MOST_PROBLEMS]]
    return "\n".join(lines)


def _count(name: str, output: Output) -> str:
    return number(output.count, _UNITS[EXPORTERS[name].unit])
