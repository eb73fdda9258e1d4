"""Files that quizgen keeps for its own use in the user's cache folder.

They are written whole or not at all, and checked by a sum when they are read: a damaged one
is made anew, and where nothing can be kept, a run goes on without.
"""

from __future__ import annotations

import os
import struct
import sys
import tempfile
import zlib
from contextlib import suppress
from pathlib import Path

SUM = struct.Struct("<I")
_KEPT = 3  # files of several installations in one cache folder


class Damaged(ValueError):
    """The bytes are not a whole file, or part of a file, of its form."""


def cache_folder() -> Path | None:
    """The user's own cache folder for quizgen; None where none can be written."""
    if sys.platform == "win32":
        base = os.environ.get("LOCALAPPDATA", "")
    elif sys.platform == "darwin":
        base = str(Path("~/Library/Caches").expanduser())
    else:
        base = os.environ.get("XDG_CACHE_HOME") or str(Path("~/.cache").expanduser())
    if not base or base.startswith("~"):
        return None
    folder = Path(base) / "quizgen"
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    except OSError:
        return None
    return folder if os.access(folder, os.W_OK) else None


def summed(data: bytes) -> bytes:
    """``data`` behind its sum."""
    return SUM.pack(zlib.crc32(data)) + data


def checked(data: bytes) -> bytes:
    """``data`` without the sum before it; Damaged if that is another."""
    if len(data) < SUM.size or zlib.crc32(data[SUM.size :]) != SUM.unpack_from(data)[0]:
        raise Damaged
    return data[SUM.size :]


def keep(path: Path, data: bytes) -> None:
    """Write beside, then rename: another process sees the whole file or none.

    Of files whose names begin alike (``words-…``) the latest few stay.
    """
    handle, beside = tempfile.mkstemp(dir=path.parent, prefix=path.name)
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(data)
        Path(beside).replace(path)
    except BaseException:
        Path(beside).unlink(missing_ok=True)
        raise
    alike = f"{path.name.partition('-')[0]}-*.bin"
    others = sorted(path.parent.glob(alike), key=lambda other: other.stat().st_mtime)
    for old in others[:-_KEPT]:
        with suppress(OSError):  # another system keeps what is open
            old.unlink()
