"""The composition: bytes → document → phrases → questions → bank → files.

Everything of one document is prepared in memory and then written as one change.
Nothing is printed here.
"""

from __future__ import annotations

import os
import time
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import field, replace
from itertools import chain
from pathlib import Path

from quizgen import bank as bankfile
from quizgen import files, outline, phrases, questions, readers, store
from quizgen.bank.merge.beginning import begin
from quizgen.bank.merge.changes import Merged
from quizgen.collecting import uncollected
from quizgen.document import Document, Phrase, PhraseKind
from quizgen.errors import NothingToAsk, Problem, ProblemsFound, UsageError, WouldOverwrite
from quizgen.exporters import EXPORTERS, Options, Output
from quizgen.exporters.ankideck import decks
from quizgen.exporters.ankideck.names import deck_name
from quizgen.phrases import explain, glossary
from quizgen.phrases.explain import Account
from quizgen.phrases.glossary import NO_LISTS, WordLists
from quizgen.questions.draft import Refusals
from quizgen.questions.wording import Wording
from quizgen.quiz import Bank
from quizgen.readers import wordlist
from quizgen.records import dataclass
from quizgen.sharing import shared
from quizgen.store import BANK_SUFFIX, Standing, targets

# What `make` can write beside the bank; json is for scripts and goes to standard output.
FILES = ("anki", "worksheet", "answers", "ankitext", "docx", "docx-answers")
USUAL = FILES[:3]


@dataclass(frozen=True, slots=True)
class Settings:
    """What a person may choose for a run of `make`; the defaults are the program's."""

    encoding: str | None = None
    title: str = ""
    types: tuple[str, ...] = questions.TYPES
    max_items: int | None = None
    seed: int | None = None  # None: that of the bank, if there is one
    exports: tuple[str, ...] = USUAL
    look: Options = field(default_factory=Options)
    strict: bool = False
    lists: WordLists = NO_LISTS
    difficulty: tuple[str, ...] = ()
    more: bool = False
    processes: int = 1  # among which the work on a long document is shared

    def for_questions(self) -> questions.Options:
        """What the question makers are told; BadTemplate when their wording is bad."""
        return questions.Options(
            max_items=self.max_items,
            types=self.types,
            seed=self.seed or 0,
            wording=Wording.load(self.look.templates, self.look.language),
            lists=self.lists,
            difficulty=self.difficulty,
            more=self.more,
            processes=self.processes,
        )


@dataclass(frozen=True, slots=True)
class Made:
    """All that was made of one document, in memory.

    ``found`` tells how many phrases of each kind the document has, ``bank`` is what is to be
    written, ``merged`` what that changes in the bank that stood there (``standing``, if there
    was one).
    ``refused`` are the candidates that became no item, with the reasons.
    ``problems`` are those of the document, of the questions and of the exports.
    """

    document: Document
    found: Mapping[PhraseKind, int]
    bank: Bank
    outputs: Mapping[str, Output]
    merged: Merged
    standing: Standing | None = None
    problems: tuple[Problem, ...] = ()
    refused: Refusals = field(default_factory=Refusals)


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


def find_phrases(
    document: Document, lists: WordLists = NO_LISTS, processes: int = 1
) -> Sequence[Phrase]:
    """The key phrases of ``document``, best first; those on the stop list are left out."""
    found = phrases.find(document, lists.terms, processes=processes)
    if not lists.stopped:
        return found
    return tuple(phrase for phrase in found if not lists.stops(document.slice(phrase.span)))


def explain_phrases(document: Document, found: Sequence[Phrase]) -> dict[Phrase, Account]:
    """What makes up the score of each of the phrases that were ``found``."""
    return explain.explain(document, found)


@uncollected()
def prepare(
    path: Path, settings: Settings, standing: Standing | None = None, *, anew: bool = False
) -> Made:
    """Make everything of the document at ``path``, without writing a file.

    With ``standing``, the bank that was made earlier, what is made now is merged with it;
    ``anew``, it takes its place.
    Raises UnreadableDocument, NothingToAsk, BadTemplate, WouldOverwrite when the two have
    nothing in common, and ProblemsFound when the settings are strict.
    """
    where = str(path)
    if settings.seed is None and standing is not None and not anew:
        settings = replace(settings, seed=standing.bank.seed)
    document = read_document(path, settings.encoding, settings.title)
    result = _made(document, settings)
    if not result.bank.questions:
        raise NothingToAsk(where, "nothing in it can be asked about", _why_not(result.rejected))
    merged = _merged(result.bank, document, settings, standing, anew=anew)
    bank = settle(merged.bank, settings.look)
    outputs = export(bank, settings.exports, settings.look, settings.processes)
    problems = list(dict.fromkeys([*document.problems, *result.problems, *_problems(outputs)]))
    if settings.strict and problems:
        raise strict_error(where, problems)
    return Made(
        document=document,
        found=result.phrases,
        bank=recorded(bank, outputs.values()),
        outputs=outputs,
        merged=merged,
        standing=None if anew else standing,
        problems=tuple(problems),
        refused=result.refused,
    )


def _made(document: Document, settings: Settings) -> questions.Result:
    """The questions; the phrases may go."""
    options = settings.for_questions()
    least = questions.sought(document, options)
    found = phrases.find(document, options.lists.terms, least, options.processes)
    return questions.make(document, found, options)


def _merged(
    bank: Bank, document: Document, settings: Settings, standing: Standing | None, *, anew: bool
) -> Merged:
    """The new ``bank``, merged with the one that stands."""
    if standing is None:
        return begin(bank, document)
    if anew:
        same = standing.bank.id == bank.id
        return begin(bank, document, standing.bank if same else None)
    from quizgen.bank.merge.merging import merge  # noqa: PLC0415 - a dozen modules, of no use before

    merged = merge(standing.bank, bank, document, title=settings.title)
    if not merged.related:
        raise _another_bank(standing, document)
    return merged


def settle(bank: Bank, options: Options) -> Bank:
    """``bank`` with what is chosen for its Anki deck written down."""
    return decks.settled(bank, options)


def recorded(bank: Bank, outputs: Iterable[Output]) -> Bank:
    """``bank`` with the states of its notes that are in ``outputs``."""
    states = [state for output in outputs for state in output.states if state.bank == bank.id]
    return replace(bank, record=bank.record.with_states(states)) if states else bank


def now() -> int:
    """The time, seconds since 1970: that of SOURCE_DATE_EPOCH, if it is set, else the clock's."""
    given = os.environ.get("SOURCE_DATE_EPOCH", "")
    return int(given) if given.isdecimal() else int(time.time())


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


_AN_ITEM = 300  # characters of a document, whose phrases are found while an item is exported


def export(
    bank: Bank, names: Sequence[str], options: Options, processes: int = 1
) -> dict[str, Output]:
    """Run the exporters ``names`` on ``bank``, by at most so many ``processes``."""

    def outputs(rows: range) -> list[Output]:
        return [EXPORTERS[names[row]].export(bank, options) for row in rows]

    size = len(bank.questions) * _AN_ITEM
    made = chain.from_iterable(shared(outputs, [size] * len(names), processes))
    return dict(zip(names, made, strict=True))


def join(banks: Mapping[Path, Bank], name: str, options: Options) -> dict[Path, Bank]:
    """The banks, each with its deck below the deck ``name``, settled.

    UsageError where two of them would be one deck, or ``name`` is none.
    """
    if not deck_name(name):
        raise UsageError("--name", "has no character that can be seen", "give the deck a name")
    joined: dict[Path, Bank] = {}
    owners: dict[str, Path] = {}
    for path, bank in banks.items():
        joined[path] = decks.under(name, settle(bank, options))
        deck = joined[path].deck.name
        other = owners.setdefault(deck.casefold(), path)
        if other != path:
            remedy = f"change the line deck = … of one of the two banks, to {deck}（二） say"
            raise UsageError(str(path), f"its deck is called {deck!r} like that of {other}", remedy)
    return joined


def export_together(banks: Iterable[Bank], name: str, options: Options) -> Output:
    """Several banks as one Anki package, below the deck ``name``."""
    return EXPORTERS["anki"].export_together(list(banks), options, name)


def save(made: Made, name: str, folder: Path) -> dict[str, Path]:
    """Write the bank and its exports as one change; the paths, ``bank`` first.

    A bank that the new one does not come from, and one of which something of a person's
    would be lost, is kept under a name of its own (``backup``).  Raises CannotWrite.
    """
    paths = {"bank": folder / f"{name}{BANK_SUFFIX}", **targets(name, folder, made.outputs)}
    contents = {paths[export]: output.data for export, output in made.outputs.items()}
    if made.standing is not None:
        backups = store.write(contents, [(made.standing, made.bank)])
        return _with_backup(paths, backups)
    old = store.existing(paths["bank"])
    contents[paths["bank"]] = bankfile.dump(made.bank).encode("utf-8")
    if old is not None and old != contents[paths["bank"]]:
        paths["backup"] = store.free_backup(paths["bank"])
        contents[paths["backup"]] = old
    store.write(contents)
    return paths


def save_outputs(
    outputs: Mapping[str, Output], name: str, folder: Path, standing: Standing, bank: Bank
) -> dict[str, Path]:
    """Write exports of a bank as one change, over older ones; the paths.

    What the deck holds is recorded in the bank, if that is new.  Of its file nothing but the
    record changes, what was settled, and ids that were still missing; a file in which more
    would, is kept as a ``backup``.
    """
    paths = targets(name, folder, outputs)
    contents = {paths[key]: output.data for key, output in outputs.items()}
    backups = store.write(contents, [(standing, recorded(bank, outputs.values()))])
    return _with_backup(paths, backups)


def _with_backup(paths: dict[str, Path], backups: Mapping[Path, Path]) -> dict[str, Path]:
    """``paths``, and where the old bank is kept, if it had to be."""
    return {**paths, **dict(zip(["backup"], backups.values(), strict=False))}


def _another_bank(standing: Standing, document: Document) -> WouldOverwrite:
    whose = standing.bank.title or standing.bank.source or standing.bank.id
    return WouldOverwrite(
        str(standing.path),
        f"is the bank of another document ({whose}): nothing in it stands in {document.source}",
        "name another folder with --out; or --force makes it anew and keeps the old one as .bak",
    )
