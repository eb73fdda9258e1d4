"""Reading and writing whole files.

Several files are written as one change: either all of them are there with their
new content, or all are as they were, also after Ctrl-C or on a full disk.
"""

from __future__ import annotations

import errno
import os
import shutil
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from itertools import count
from pathlib import Path

from quizgen.errors import CannotWrite, QuizgenError, UnreadableDocument

STANDARD_INPUT = Path("-")
# Larger than any study document; keeps a device or a disk image from filling the memory.
LARGEST = 64 * 1024 * 1024

_NAMES = count(1)
_REFUSED = {errno.EACCES, errno.EPERM}
_NO_SPACE = {errno.ENOSPC, getattr(errno, "EDQUOT", errno.ENOSPC)}
_REASONS = {
    errno.ENOENT: "no such file",
    errno.EISDIR: "a folder has this name",
    errno.ENOTDIR: "a file stands where a folder is needed",
    errno.EEXIST: "a file stands where a folder is needed",
    errno.EACCES: "permission denied",
    errno.EPERM: "permission denied",
    errno.EROFS: "the file system is read-only",
    errno.ENAMETOOLONG: "the name is too long",
} | dict.fromkeys(_NO_SPACE, "no space left on the disk")


def reason(error: OSError) -> str:
    """What ``error`` says, in our own words where it is one of the usual ones."""
    return _REASONS.get(error.errno or 0) or (error.strerror or str(error)).lower()


def read(path: Path, kind: type[QuizgenError] = UnreadableDocument) -> bytes:
    """The bytes of ``path`` (``-``: of standard input); errors are of class ``kind``."""
    where = "standard input" if path == STANDARD_INPUT else str(path)
    try:
        if path == STANDARD_INPUT:
            data = sys.stdin.buffer.read(LARGEST + 1)
        else:
            with path.open("rb") as stream:
                data = stream.read(LARGEST + 1)
    except OSError as error:
        if path.is_dir():  # Windows calls it a permission error
            raise kind(where, "is a folder", f"name the files in it: {path / '*.txt'}") from error
        remedy = {
            errno.ENOENT: "check the name",
            errno.EACCES: "make it readable",
        }
        raise kind(where, reason(error), remedy.get(error.errno or 0, "")) from error
    if len(data) > LARGEST:
        raise kind(where, f"larger than {LARGEST >> 20} MB", "split it")
    return data


def write_together(files: Mapping[Path, bytes]) -> None:
    """Write all of ``files`` or none; folders are made as needed.

    Each file is written beside its place under another name first; only when all
    are there do they take their places.  CannotWrite names the file that failed.
    """
    undo: list[Callable[[], object]] = []  # what takes the change back, newest last
    spare: list[Path] = []  # old contents, until the change is complete
    try:
        staged = []
        for name, data in files.items():
            with _telling(name):
                target = Path(os.path.realpath(name))  # a link stays a link
                staged.append((name, target, _stage(target, data, undo)))
        for name, target, part in staged:
            with _telling(name):
                _put(part, target, undo, spare)
    except BaseException:
        for step in reversed(undo):
            with suppress(OSError):
                step()
        raise
    for old in spare:
        with suppress(OSError):
            old.unlink()


def check_folder(folder: Path) -> None:
    """Raise CannotWrite when files can clearly not be made in ``folder``; makes nothing."""
    with _telling(folder):
        place = folder
        while not place.exists() and place != place.parent:
            place = place.parent
        if not place.is_dir():
            raise NotADirectoryError(errno.ENOTDIR, os.strerror(errno.ENOTDIR))
        if not os.access(place, os.W_OK | os.X_OK):
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))


def _stage(target: Path, data: bytes, undo: list[Callable[[], object]]) -> Path:
    """Write ``data`` beside ``target``; the path it was written to."""
    _make_folder(target.parent, undo)
    if target.is_dir():
        raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR))
    part = _fresh(target, "part")
    undo.append(lambda: part.unlink(missing_ok=True))
    with part.open("xb") as stream:
        stream.write(data)
    return part


def _make_folder(folder: Path, undo: list[Callable[[], object]]) -> None:
    missing = []
    while not folder.exists():
        missing.append(folder)
        folder = folder.parent
    for new in reversed(missing):
        undo.append(new.rmdir)  # fails, and is passed over, when others have put files in it
        new.mkdir(exist_ok=True)


def _put(part: Path, target: Path, undo: list[Callable[[], object]], spare: list[Path]) -> None:
    """Let ``part`` take the place of ``target``, keeping the old content aside."""
    if target.exists():
        old = _fresh(target, "old")
        undo.append(lambda: old.unlink(missing_ok=True))
        spare.append(old)
        try:
            os.link(target, old)
        except OSError:  # a file system without hard links
            shutil.copyfile(target, old)
        undo.append(lambda: old.replace(target))
    else:
        undo.append(lambda: target.unlink(missing_ok=True))
    part.replace(target)


def _fresh(target: Path, suffix: str) -> Path:
    """A name beside ``target`` that nothing else uses; short, since names may be long."""
    return target.parent / f".quizgen-{os.getpid()}-{next(_NAMES)}.{suffix}"


@contextmanager
def _telling(name: Path) -> Iterator[None]:
    """Turn an OSError into a CannotWrite that names the file and the way out."""
    try:
        yield
    except OSError as error:
        if error.errno in _NO_SPACE:
            remedy = "free some space; nothing was changed"
        elif error.errno in _REFUSED and name.is_file():
            remedy = "close the program that has it open, or name another folder with --out"
        else:
            remedy = "name another folder with --out"
        raise CannotWrite(str(name), reason(error), remedy) from error
