"""The packed streams of a PDF file, found without parsing it: looked at before PDFium is.

Forty kilobytes of Flate can hold forty megabytes of drawing operators, for which PDFium takes
seconds and gigabytes.  Pictures and fonts are not meant: it does not unpack the ones, and the
others do not shrink that much.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from string import printable

from quizgen.regex import regex

_STREAM = regex(rb"stream(?<!endstream)\r?\n")
_END = b"endstream"
_MOST = 20_000  # streams looked at
_HEAD = 512  # bytes that show what a stream holds
_PRINTABLE = printable.encode()
_LARGEST = 8_000_000  # bytes of operators or a table in one stream
_DEFLATE = 1_032  # times that Flate shrinks at most
_NESTED = 3  # times that a stream may be packed


def streams(data: bytes) -> Iterator[tuple[int, int]]:
    """Where the content of each stream begins and ends."""
    for count, found in enumerate(_STREAM.finditer(data)):
        end = data.find(_END, found.end())
        if count >= _MOST or end < 0:
            return
        yield found.end(), end


def unpack(packed: bytes, most: int) -> bytes:
    """At most ``most`` bytes of what Flate has packed; empty when it is something else."""
    try:
        return zlib.decompressobj().decompress(packed, most)
    except zlib.error:
        return b""


def is_too_large(data: bytes) -> bool:
    """Whether operators or tables of a file unpack to far more than a document holds."""
    return any(_is_too_large(data[start:end]) for start, end in streams(data))


def _is_too_large(packed: bytes) -> bool:
    for _ in range(_NESTED):
        head = unpack(packed, _HEAD)
        if head and not head.translate(None, _PRINTABLE):
            possible = len(packed) * _DEFLATE
            return possible >= _LARGEST and len(unpack(packed, _LARGEST)) >= _LARGEST
        if not unpack(head, 1):
            return False
        packed = unpack(packed, _LARGEST)
    return True
