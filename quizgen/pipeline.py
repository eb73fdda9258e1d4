"""The composition: bytes → document → phrases → questions → bank → files.

Everything of one document is prepared in memory and then written as one change.
Nothing is printed here.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from quizgen import bank as bankfile
from quizgen import files, outline, phrases, questions, readers
from quizgen.document import Document, Phrase
from quizgen.errors import (
    BadBank,
    NothingToAsk,
    Problem,
    ProblemsFound,
    UsageError,
    WouldOverwrite,
)
from quizgen.exporters import EXPORTERS, Options, Output
from quizgen.phrases import explain, glossary
from quizgen.phrases.explain import Account
from quizgen.phrases.glossary import NO_LISTS, WordLists
from quizgen.questions.draft import Refusal
from quizgen.questions.wording import Wording
from quizgen.quiz import Bank
from quizgen.readers import wordlist

BANK_SUFFIX = ".quiz.toml"
# What `make` writes beside the bank if nobody says what, and what it can write; json is
# for scripts and goes to standard output.
USUAL_FILES = ("anki", "worksheet", "answers")
FILES = (*USUAL_FILES, "docx", "docx-answers")


@dataclass(frozen=True, slots=True)
class Settings:
    """What a person may choose for a run of `make`; the defaults are the program's."""

    encoding: str | None = None
    title: str = ""
    types: tuple[str, ...] = questions.TYPES
    max_items: int | None = None
    seed: int = 0
    exports: tuple[str, ...] = USUAL_FILES
    look: Options = field(default_factory=Options)
    strict: bool = False
    lists: WordLists = NO_LISTS
    difficulty: tuple[str, ...] = ()

    def for_questions(self) -> questions.Options:
        """What the question makers are told; BadTemplate when their wording is bad."""
        return questions.Options(
            max_items=self.max_items,
            types=self.types,
            seed=self.seed,
            wording=Wording.load(self.look.templates, self.look.language),
            lists=self.lists,
            difficulty=self.difficulty,
        )


@dataclass(frozen=True, slots=True)
class Made:
    """All that was made of one document, in memory.

    ``refused`` are the candidates that became no item, with the reasons.
    ``problems`` are those of the document, of the questions and of the exports.
    """

    document: Document
    phrases: tuple[Phrase, ...]
    bank: Bank
    outputs: Mapping[str, Output]
    problems: tuple[Problem, ...] = ()
    refused: tuple[Refusal, ...] = ()


def read_document(path: Path, encoding: str | None = None, title: str = "") -> Document:
    """Read ``path`` (``-``: standard input) and find its structure.

    ``encoding`` overrides the guess, ``title`` the title that was found.
    """
    data = files.read(path)
    if path == files.STANDARD_INPUT:
        reading = readers.read(data, "stdin.txt", encoding)
        document = outline.build(reading, "stdin.txt")
    else:
        reading = readers.read(data, str(path), encoding)
        document = outline.build(reading, path.name)
    return replace(document, title=title) if title else document


def read_lists(terms: Path | None, stop_words: Path | None) -> WordLists:
    """The glossary and the stop list in these files, if any; UsageError where one is bad."""
    return WordLists(
        glossary.terms(_words(terms), str(terms)) if terms else (),
        glossary.stop_words(_words(stop_words), str(stop_words)) if stop_words else frozenset(),
    )


def _words(path: Path) -> str:
    return wordlist.read(files.read(path, UsageError), str(path))


def find_phrases(document: Document, lists: WordLists = NO_LISTS) -> tuple[Phrase, ...]:
    """The key phrases of ``document``, best first; those on the stop list are left out."""
    found = phrases.find(document, lists.terms)
    if not lists.stopped:
        return found
    return tuple(phrase for phrase in found if not lists.stops(document.slice(phrase.span)))


def explain_phrases(document: Document, found: Sequence[Phrase]) -> dict[Phrase, Account]:
    """What makes up the score of each of the phrases that were ``found``."""
    return explain.explain(document, found)


def prepare(path: Path, settings: Settings) -> Made:
    """Make everything of the document at ``path``, without writing a file.

    Raises UnreadableDocument, NothingToAsk, BadTemplate, and ProblemsFound when
    the settings are strict.
    """
    where = str(path)
    document = read_document(path, settings.encoding, settings.title)
    found = phrases.find(document, settings.lists.terms)
    result = questions.make(document, found, settings.for_questions())
    if not result.bank.questions:
        raise NothingToAsk(where, "nothing in it can be asked about", _why_not(result.rejected))
    outputs = export(result.bank, settings.exports, settings.look)
    problems = list(dict.fromkeys([*document.problems, *result.problems, *_problems(outputs)]))
    if settings.strict and problems:
        raise strict_error(where, problems)
    return Made(document, found, result.bank, outputs, tuple(problems), result.refused)


def _why_not(rejected: Mapping[str, int]) -> str:
    if not rejected:
        return "it has no sentence with a term worth knowing by heart"
    counts = sorted(rejected.items(), key=lambda row: (-row[1], row[0]))
    return "candidates were turned down: " + ", ".join(f"{name} {n}" for name, n in counts)


def _problems(outputs: Mapping[str, Output]) -> list[Problem]:
    return [problem for output in outputs.values() for problem in output.problems]


def strict_error(where: str, problems: Sequence[Problem]) -> ProblemsFound:
    """The error of a strict run: the first problem, and how many there are."""
    more = f" and {len(problems) - 1} more" if len(problems) > 1 else ""
    return ProblemsFound(
        where,
        f"{problems[0].message}{more}; nothing was written",
        "mend the document, or leave --strict out",
    )


def open_bank(path: Path) -> Bank:
    """Read and check a question bank; BadBank when it is not one."""
    data = files.read(path, BadBank)
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise BadBank(f"{path}:{line}", "not UTF-8 text", "save it as UTF-8") from error
    return bankfile.load(text, str(path))


def last_saved(path: Path) -> int:
    """When the file was last written, seconds since 1970; 0 where that is not known."""
    try:
        return int(path.stat().st_mtime)
    except OSError:
        return 0


def export(bank: Bank, names: Sequence[str], options: Options) -> dict[str, Output]:
    """Run the exporters ``names`` on ``bank``."""
    return {name: EXPORTERS[name].export(bank, options) for name in names}


def stem(path: Path) -> str:
    """What the output files of ``path`` are called, before their suffixes."""
    if path == files.STANDARD_INPUT:
        return "stdin"
    for suffix in (BANK_SUFFIX, ".toml"):
        if path.name.lower().endswith(suffix) and len(path.name) > len(suffix):
            return path.name[: -len(suffix)]
    return path.stem


def targets(name: str, folder: Path, exports: Iterable[str]) -> dict[str, Path]:
    """The path of each export of the document called ``name``."""
    return {export: folder / f"{name}{EXPORTERS[export].suffix}" for export in exports}


def save(made: Made, name: str, folder: Path, *, force: bool = False) -> dict[str, Path]:
    """Write the bank and its exports as one change; the paths, ``bank`` first.

    Raises CannotWrite, and WouldOverwrite when another bank stands in the place of
    this one.  With ``force`` that bank is kept under a name of its own (``backup``).
    """
    paths = {"bank": folder / f"{name}{BANK_SUFFIX}", **targets(name, folder, made.outputs)}
    contents = {"bank": bankfile.dump(made.bank).encode("utf-8")}
    contents |= {export: output.data for export, output in made.outputs.items()}
    old = _existing(paths["bank"])
    if old is not None and old != contents["bank"]:
        if not force:
            raise _would_overwrite(paths["bank"])
        paths["backup"] = _free_backup(paths["bank"])
        contents["backup"] = old
    files.write_together({paths[key]: data for key, data in contents.items()})
    return paths


def save_outputs(outputs: Mapping[str, Output], name: str, folder: Path) -> dict[str, Path]:
    """Write exports of a bank as one change, over older ones; the paths."""
    paths = targets(name, folder, outputs)
    files.write_together({paths[key]: output.data for key, output in outputs.items()})
    return paths


def _existing(path: Path) -> bytes | None:
    try:
        return path.read_bytes() if path.is_file() else None
    except OSError as error:
        raise _would_overwrite(path) from error


def _would_overwrite(path: Path) -> WouldOverwrite:
    return WouldOverwrite(
        str(path),
        "differs from the bank that would be made now, and may hold your edits",
        f"`quizgen export {path} --to anki` builds from it and keeps the edits; "
        "`--force` makes it anew and keeps the old one as .bak",
    )


def _free_backup(path: Path) -> Path:
    """``NAME.quiz.toml.bak``, or ``.bak2`` and so on: an older backup is never replaced."""
    number = 1
    while True:
        candidate = path.with_name(f"{path.name}.bak{number if number > 1 else ''}")
        if not candidate.exists():
            return candidate
        number += 1


def check_batch(paths: Sequence[Path]) -> tuple[Path, ...]:
    """The documents of a batch, each once; two that would share their output are an error."""
    unique = tuple(dict.fromkeys(paths))
    seen: dict[str, Path] = {}
    for path in unique:
        name = stem(path)
        other = seen.setdefault(name.casefold(), path)
        if other is not path:
            raise UsageError(
                str(path),
                f"would be written over the files of {other}: both are called {name!r}",
                "rename one, or make them one at a time into different --out folders",
            )
    return unique
