"""Bank files and exports in their folders: what they are called, opening, and writing.

All that belongs together is written as one change, and what a person wrote into a bank
file is never lost.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from quizgen import bank as bankfile
from quizgen import files
from quizgen.errors import BadBank, UsageError, WouldOverwrite
from quizgen.exporters import EXPORTERS
from quizgen.quiz import Bank
from quizgen.records import dataclass

BANK_SUFFIX = ".quiz.toml"


@dataclass(frozen=True, slots=True)
class Standing:
    """A bank file as it stands."""

    path: Path
    data: bytes
    bank: Bank

    @property
    def text(self) -> str:
        """The text of the file, byte order mark and line ends included."""
        return self.data.decode("utf-8")

    def rewritten(self, bank: Bank) -> tuple[bytes, bool]:
        """The file for ``bank``, which came from this one, and whether all of it was kept.

        It was not where the file is in a form that quizgen does not write, with comments
        or spaces of a person's that have no place in the new one.
        """
        done = bankfile.rewrite(self.text, self.bank, bank)
        return (bankfile.dump(bank) if done is None else done).encode("utf-8"), done is not None


def open_bank(path: Path) -> Standing:
    """Read and check a question bank; BadBank when it is not one."""
    data = files.read(path, BadBank)
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise BadBank(f"{path}:{line}", "not UTF-8 text", "save it as UTF-8") from error
    return Standing(path, data, bankfile.load(text, str(path)))


def standing(path: Path, *, anew: bool = False) -> Standing | None:
    """The bank at ``path``, if one is there; ``anew``, one that is not valid is none."""
    if not path.exists():
        return None
    try:
        return open_bank(path)
    except BadBank as error:
        if anew:
            return None
        remedy = f"{error.remedy}; or --force makes it anew and keeps the old one as .bak"
        raise BadBank(error.where, error.what, remedy.removeprefix("; ")) from error


def stem(path: Path) -> str:
    """What the output files of ``path`` are called, before their suffixes."""
    if path == files.STANDARD_INPUT:
        return "stdin"
    for suffix in (BANK_SUFFIX, ".toml"):
        if path.name.lower().endswith(suffix) and len(path.name) > len(suffix):
            return path.name[: -len(suffix)]
    return path.stem


def file_name(name: str) -> str:
    """What a file of something called ``name`` is called on every system, without suffix."""
    return re.sub(r'[\x00-\x1f<>:"/\\|?*]+', "_", name).strip(" .") or "deck"


def bank_path(document: Path, folder: Path) -> Path:
    """Where the bank of ``document`` goes."""
    return folder / f"{stem(document)}{BANK_SUFFIX}"


def targets(name: str, folder: Path, exports: Iterable[str]) -> dict[str, Path]:
    """The path of each export of the document called ``name``."""
    return {export: folder / f"{name}{EXPORTERS[export].suffix}" for export in exports}


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


def write(
    contents: Mapping[Path, bytes], banks: Iterable[tuple[Standing, Bank]] = ()
) -> dict[Path, Path]:
    """Write files, and banks that came from those that stand, as one change.

    Of a bank file nothing but what differs is written, and one that says the same keeps every
    byte.  A file of which something of a person's would be lost is kept: the result has its
    new path by its old one.  Raises WouldOverwrite where a file was changed since it was
    opened, and CannotWrite.
    """
    changes = dict(contents)
    backups: dict[Path, Path] = {}
    for old, bank in banks:
        if bank == old.bank:
            continue
        check_untouched(old)
        changes[old.path], whole = old.rewritten(bank)
        if not whole and changes[old.path] != old.data:
            backups[old.path] = free_backup(old.path)
            changes[backups[old.path]] = old.data
    files.write_together(changes)
    return backups


def write_text(old: Standing, text: str) -> None:
    """Write a text into a bank file, whole or not at all; raises as :func:`write` does."""
    check_untouched(old)
    files.write_together({old.path: text.encode("utf-8")})


def existing(path: Path) -> bytes | None:
    """What stands at ``path``; None where no file does.  WouldOverwrite if it cannot be read."""
    try:
        return path.read_bytes() if path.is_file() else None
    except OSError as error:
        raise WouldOverwrite(
            str(path), "cannot be read, and may hold your edits", "make it readable, or move it"
        ) from error


def check_untouched(bank: Standing) -> None:
    """Raise WouldOverwrite where someone has written to the file since it was read."""
    if existing(bank.path) != bank.data:
        raise WouldOverwrite(
            str(bank.path), "was changed while quizgen was running", "run it again"
        )


def free_backup(path: Path) -> Path:
    """``NAME.quiz.toml.bak``, or ``.bak2`` and so on: an older backup is never replaced."""
    number = 1
    while True:
        candidate = path.with_name(f"{path.name}.bak{number if number > 1 else ''}")
        if not candidate.exists():
            return candidate
        number += 1
