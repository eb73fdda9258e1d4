"""jieba's dictionary in a compact form: mapped into memory, read where it is looked up.

jieba loads half a million entries before it cuts the first word; a speech touches a
few thousand.  Here the entries lie in buckets by their first two characters, behind a
sorted index, and a bucket is decoded when a word of it is first asked for.  What is
found is the same to the last entry.

The form is built once, kept in the user's own cache folder, and checked by a sum each
time it is opened; a damaged one is built anew, and where nothing can be kept it is
built in memory for one run.
"""

from __future__ import annotations

import mmap
import os
import struct
import tempfile
import zlib
from array import array
from bisect import bisect_left
from contextlib import suppress
from pathlib import Path

_MAGIC = b"quizgen dictionary 1\n\0\0\0"
_HEAD = struct.Struct("<IIQ")  # sum of all that follows, number of buckets, sum of frequencies
_START = len(_MAGIC) + _HEAD.size
_FIRST = 32  # a key is the first character's code point above these bits, the second's below
_NONE = "-"  # stands for the tag of what is only the beginning of words

Entry = tuple[int, str]


class Damaged(ValueError):
    """The bytes are not a whole dictionary of this form."""


def build(source: bytes) -> bytes:
    """The compact form of ``source``, jieba's own: ``word frequency tag`` a line, UTF-8.

    As in jieba, every beginning of a word is an entry of frequency 0 if it is no word
    itself, and a word that stands twice counts as it stands last.
    """
    fields = source.decode("utf-8").split()
    entries: dict[str, Entry] = dict(
        zip(fields[::3], zip(map(int, fields[1::3]), fields[2::3], strict=True), strict=True)
    )
    total = sum(map(int, fields[1::3]))
    for word in list(entries):
        for end in range(1, len(word)):
            entries.setdefault(word[:end], (0, _NONE))
    buckets: dict[int, list[str]] = {}
    for word, (frequency, tag) in entries.items():
        buckets.setdefault(_key(word), []).append(f"{word} {frequency} {tag}")
    keys, ends, body = array("Q"), array("Q"), bytearray()
    for key in sorted(buckets):
        body += "\n".join(buckets[key]).encode("utf-8")
        keys.append(key)
        ends.append(len(body))
    content = keys.tobytes() + ends.tobytes() + bytes(body)
    head = _HEAD.pack(0, len(keys), total)[4:]
    return _MAGIC + struct.pack("<I", zlib.crc32(head + content)) + head + content


def _key(word: str) -> int:
    return ord(word[0]) << _FIRST | (ord(word[1]) if len(word) > 1 else 0)


class Dictionary:
    """Looks entries up in the compact form ``data``; stands where jieba has its own dict.

    ``total`` is the sum of all frequencies.  Raises :exc:`Damaged`.
    """

    def __init__(self, data: bytes | mmap.mmap) -> None:
        view = memoryview(data)
        if len(view) < _START or view[: len(_MAGIC)] != _MAGIC:
            raise Damaged
        checksum, count, self.total = _HEAD.unpack_from(view, len(_MAGIC))
        if zlib.crc32(view[len(_MAGIC) + 4 :]) != checksum:
            raise Damaged
        self._keys = view[_START : _START + 8 * count].cast("Q")
        self._ends = view[_START + 8 * count : _START + 16 * count].cast("Q")
        self._body = view[_START + 16 * count :]
        self._buckets: dict[str, dict[str, Entry]] = {}

    def bucket(self, word: str) -> dict[str, Entry]:
        """The entries that share the first two characters of ``word`` (a single one: itself)."""
        two = word[:2]
        found = self._buckets.get(two)
        if found is None:
            found = self._buckets[two] = self._decode(_key(two))
        return found

    def _decode(self, key: int) -> dict[str, Entry]:
        index = bisect_left(self._keys, key)
        if index == len(self._keys) or self._keys[index] != key:
            return {}
        begin = self._ends[index - 1] if index else 0
        fields = str(self._body[begin : self._ends[index]], "utf-8").split()
        numbers = map(int, fields[1::3])
        return dict(zip(fields[::3], zip(numbers, fields[2::3], strict=True), strict=True))

    def __contains__(self, word: str) -> bool:
        return word in self.bucket(word)

    def get(self, word: str) -> int | None:
        """The frequency of ``word``; 0 for the mere beginning of words, None for neither."""
        entry = self.bucket(word).get(word)
        return None if entry is None else entry[0]

    def __getitem__(self, word: str) -> int:
        return self.bucket(word)[word][0]

    def tag(self, word: str) -> str | None:
        """The part of speech of ``word``; None for what is no word."""
        entry = self.bucket(word).get(word)
        return None if entry is None or entry[1] == _NONE else entry[1]


def load(source: Path, folder: Path | None, name: str) -> Dictionary:
    """The dictionary of ``source``, kept as ``name`` in ``folder`` (None: kept nowhere)."""
    if folder is None:
        return Dictionary(build(source.read_bytes()))
    path = folder / name
    with suppress(OSError, ValueError):
        return _mapped(path)
    data = build(source.read_bytes())
    with suppress(OSError):
        _keep(path, data)
    return Dictionary(data)


def _mapped(path: Path) -> Dictionary:
    with path.open("rb") as stream:
        return Dictionary(mmap.mmap(stream.fileno(), 0, access=mmap.ACCESS_READ))


def _keep(path: Path, data: bytes) -> None:
    """Write beside, then rename: another process sees the whole file or none."""
    handle, beside = tempfile.mkstemp(dir=path.parent, prefix=path.name)
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(data)
        Path(beside).replace(path)
    except BaseException:
        Path(beside).unlink(missing_ok=True)
        raise
