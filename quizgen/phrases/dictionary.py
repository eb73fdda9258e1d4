"""jieba's dictionary in a compact form, of which a run reads what it looks up.

jieba loads half a million entries before it cuts the first word; a speech touches a few
thousand.  Here the entries lie in buckets by their first two characters, behind an index,
and a bucket is read when a word of it is first asked for.  What is found is the same to
the last entry.

The form is built once and kept in the user's own cache folder.  Every part is checked by a
sum when it is read; a damaged file is built anew, in the midst of a run if need be, and
where nothing can be kept it is built in memory for one run.

The file: magic, head, a table of first characters (their code points, then where the index
of each begins in what follows), the indices (sum, number of buckets, second characters, ends
of buckets), each followed by its buckets (sum, lines of ``word frequency tag``).  Numbers have
four bytes, the least first.
"""

from __future__ import annotations

import math
import os
import struct
import sys
from array import array
from bisect import bisect_left
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from quizgen.kept import SUM, Damaged, checked, keep, summed

_MAGIC = b"quizgen dictionary 2\n\0\0\0"
_HEAD = struct.Struct("<IQQ")  # number of first characters, sum of frequencies, size of all
_INDEX = struct.Struct("<II")  # sum of the index, number of buckets
_START = len(_MAGIC) + SUM.size + _HEAD.size
_NONE = "-"  # stands for the tag of what is only the beginning of words
_LIKELY = 512  # bytes: most indices are shorter

Entry = tuple[int, str, float | None]  # frequency, tag, likelihood
Read = Callable[[int, int], bytes]  # offset, size → that part of the form


def build(source: bytes) -> bytes:
    """The compact form of ``source``, jieba's own: ``word frequency tag`` a line, UTF-8.

    As in jieba, every beginning of a word is an entry of frequency 0 if it is no word
    itself, and a word that stands twice counts as it stands last.
    """
    fields = source.decode("utf-8").split()
    entries: dict[str, tuple[int, str]] = dict(
        zip(fields[::3], zip(map(int, fields[1::3]), fields[2::3], strict=True), strict=True)
    )
    total = sum(map(int, fields[1::3]))
    for word in list(entries):
        for end in range(1, len(word)):
            entries.setdefault(word[:end], (0, _NONE))
    buckets: dict[str, dict[str, list[str]]] = {}
    for word, (frequency, tag) in entries.items():
        rows = buckets.setdefault(word[0], {}).setdefault(word[1:2], [])
        rows.append(f"{word} {frequency} {tag}")
    places, body = array("I"), bytearray()
    for first in sorted(buckets):
        places.append(len(body))
        body += _record(buckets[first])
    table = summed(_numbers([ord(first) for first in sorted(buckets)]) + _numbers(places))
    size = _START + len(table) + len(body)
    return _MAGIC + summed(_HEAD.pack(len(buckets), total, size)) + table + bytes(body)


def _record(buckets: dict[str, list[str]]) -> bytes:
    """The index and the buckets of one first character; ``buckets`` by second character."""
    seconds = sorted(buckets)
    ends, rows = [], b""
    for second in seconds:
        rows += summed("\n".join(buckets[second]).encode("utf-8"))
        ends.append(len(rows))
    index = _numbers([ord(second or "\0") for second in seconds]) + _numbers(ends)
    return summed(SUM.pack(len(seconds)) + index) + rows


def _numbers(values: list[int] | array[int]) -> bytes:
    return struct.pack(f"<{len(values)}I", *values)


def _unpacked(data: bytes) -> array[int]:
    numbers = array("I", data)
    if sys.byteorder == "big":
        numbers.byteswap()
    return numbers


class Dictionary:
    """Looks entries up in the compact form; stands where jieba has its own dict.

    ``read`` gives a part of the form.  Where a part is damaged, all of it is taken from
    ``mend``, if there is that.  ``total`` is the sum of all frequencies.  ``rows`` holds
    what was read, lines of entries by the first two characters of their words (or the only
    one), and ``entries`` those that were found in it: of the words that begin like those of a
    text, one in ten stands there.  Raises :exc:`Damaged`.
    """

    def __init__(self, read: Read, mend: Callable[[], bytes] | None = None) -> None:
        self._mend = mend
        self.entries: dict[str, Entry] = {}
        self.rows: dict[str, str] = {}
        self._open(read)

    def _open(self, read: Read) -> None:
        head = read(0, _START)
        if head[: len(_MAGIC)] != _MAGIC:
            raise Damaged
        count, self.total, size = _HEAD.unpack(checked(head[len(_MAGIC) :]))
        if len(read(size - 1, 2)) != 1:  # cut short, or longer
            raise Damaged
        self._read, self._log = read, math.log(self.total or 1)
        self._body = _START + SUM.size + 8 * count
        table = _unpacked(checked(read(_START, self._body - _START)))
        self._firsts, self._places = table[:count], table[count:]
        self._indices: dict[str, tuple[int, array[int], array[int]]] = {}

    def fetch(self, two: str) -> str:
        """Read the rows of words that begin with ``two`` characters, or of the word of one."""
        try:
            rows = self._fetch(two)
        except (Damaged, OSError):
            if self._mend is None:
                raise
            whole, self._mend = self._mend(), None
            self._open(from_memory(whole))
            rows = self._fetch(two)
        self.rows[two] = rows
        return rows

    def _fetch(self, two: str) -> str:
        index = self._indices.get(two[0])
        if index is None:
            index = self._indices[two[0]] = self._index(two[0])
        begin, seconds, ends = index
        second = ord(two[1]) if len(two) > 1 else 0
        place = bisect_left(seconds, second)
        if place == len(seconds) or seconds[place] != second:
            return ""
        start = ends[place - 1] if place else 0
        rows = checked(self._read(begin + start, ends[place] - start))
        return f"\n{str(rows, 'utf-8')}\n"

    def _index(self, first: str) -> tuple[int, array[int], array[int]]:
        """Where the buckets of ``first`` begin, their second characters, their ends."""
        place = bisect_left(self._firsts, ord(first))
        if place == len(self._firsts) or self._firsts[place] != ord(first):
            return 0, array("I"), array("I")
        begin = self._body + self._places[place]
        data = self._read(begin, _LIKELY)
        if len(data) < _INDEX.size:
            raise Damaged
        (_, count) = _INDEX.unpack_from(data)
        size = _INDEX.size + 8 * count
        if size > len(data):
            data = self._read(begin, size)
        numbers = _unpacked(checked(data[:size])[SUM.size :])
        if len(numbers) != 2 * count:
            raise Damaged
        return begin + size, numbers[:count], numbers[count:]

    def entry(self, word: str) -> Entry | None:
        """What is known of ``word``, if it is a word or the beginning of one.

        The likelihood, the logarithm of its relative frequency, is None for a mere beginning.
        """
        known = self.entries.get(word)
        if known is not None:
            return known
        two = word[:2]
        rows = self.rows.get(two)
        if rows is None:
            rows = self.fetch(two)
        at = rows.find(f"\n{word} ")
        if at < 0:
            return None
        at += len(word) + 2
        number, _, tag = rows[at : rows.index("\n", at)].partition(" ")
        frequency = int(number)
        likelihood = math.log(frequency) - self._log if frequency else None
        found = self.entries[word] = frequency, tag, likelihood
        return found

    def __contains__(self, word: str) -> bool:
        return self.entry(word) is not None

    def get(self, word: str) -> int | None:
        """The frequency of ``word``; 0 for the mere beginning of words, None for neither."""
        entry = self.entry(word)
        return None if entry is None else entry[0]

    def __getitem__(self, word: str) -> int:
        entry = self.entry(word)
        if entry is None:
            raise KeyError(word)
        return entry[0]

    def tag(self, word: str) -> str | None:
        """The part of speech of ``word``; None for what is no word."""
        entry = self.entry(word)
        return None if entry is None or entry[1] == _NONE else entry[1]


def from_memory(data: bytes) -> Read:
    """Reads parts of ``data``."""
    return lambda offset, size: data[offset : offset + size]


def load(source: Path, folder: Path | None, name: str) -> Dictionary:
    """The dictionary of ``source``, kept as ``name`` in ``folder`` (None: kept nowhere)."""

    def anew() -> bytes:
        data = build(source.read_bytes())
        if folder is not None:
            with suppress(OSError):
                keep(folder / name, data)
        return data

    if folder is not None:
        with suppress(OSError, Damaged):
            return Dictionary(_from_file(folder / name), anew)
    return Dictionary(from_memory(anew()))


def _from_file(path: Path) -> Read:
    """Reads parts of a file, which is not mapped: pages near what was read would count, too."""
    stream = path.open("rb", buffering=0)
    number = stream.fileno()

    def read(offset: int, size: int) -> bytes:
        if hasattr(os, "pread"):  # processes that were forked share a place in the file
            return os.pread(number, size, offset)
        stream.seek(offset)
        return stream.read(size) or b""

    return read
