"""Mended tables of characters (ToUnicode) for files whose tables PDFium gives up.

A table maps ranges of glyph numbers to characters.  By Adobe's Technical Note 5411 a range
keeps to one value of its first byte; macOS has long written ranges that do not (``<19ff>
<1a00>``), and PDFium then drops the whole block of up to a hundred ranges.  The table is
written anew without such ranges, in the room that its stream has, so that no offset of the
file changes.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator

from quizgen.readers.pdf.streams import streams, unpack
from quizgen.regex import regex

_BLOCK = regex(rb"[0-9]+\s+beginbfrange(.*?)endbfrange", re.DOTALL)
_RANGE = regex(rb"<([0-9a-fA-F]{4})>\s*<([0-9a-fA-F]{4})>\s*<([0-9a-fA-F]{4})>")
_SIGN = b"begincmap"
_HEAD = 2_000  # bytes in which a table of characters shows itself
_LONGEST = 1_000_000  # bytes of a table, unpacked
_MOST_RANGES = 100  # of a block
_MOST_PARTS = 1_000  # that the ranges of a block are cut into


def mended(data: bytes) -> bytes:
    """The file with such tables mended; the same object when there are none."""
    patched: bytearray | None = None
    for start, end in streams(data):
        table = _table(data[start:end])
        if table is None:
            continue
        packed = zlib.compress(_BLOCK.sub(_split, table), 9)
        if len(packed) <= end - start:
            patched = bytearray(data) if patched is None else patched
            patched[start : start + len(packed)] = packed
    return data if patched is None else bytes(patched)


def _table(packed: bytes) -> bytes | None:
    """The table in a stream, if it is one with ranges to be mended."""
    if _SIGN not in unpack(packed, _HEAD):
        return None
    table = unpack(packed, _LONGEST)
    crossing = any(
        first[:2].lower() != last[:2].lower()
        for block in _BLOCK.finditer(table)
        for first, last, _ in _RANGE.findall(block[1])
    )
    return table if crossing and len(table) < _LONGEST else None


def _split(block: re.Match[bytes]) -> bytes:
    """A block with its ranges written so that none crosses, in blocks of a hundred at most.

    A block with other things in it (arrays, characters of two units) stays as it is.
    """
    if _RANGE.sub(b"", block[1]).strip():
        return block[0]
    whole = [tuple(int(number, 16) for number in found) for found in _RANGE.findall(block[1])]
    if sum(last // 256 - first // 256 for first, last, _ in whole) > _MOST_PARTS:
        return block[0]
    ranges = [b"<%04x><%04x><%04x>" % part for one in whole for part in _parts(*one)]
    return b"\n".join(
        b"%d beginbfrange\n%s\nendbfrange" % (len(some), b"\n".join(some))
        for some in (ranges[at : at + _MOST_RANGES] for at in range(0, len(ranges), _MOST_RANGES))
    )


def _parts(first: int, last: int, character: int) -> Iterator[tuple[int, int, int]]:
    """A range in parts that keep to one value of the first byte."""
    while first <= last:
        end = min(last, first | 0xFF)
        yield first, end, character
        character += end - first + 1
        first = end + 1
