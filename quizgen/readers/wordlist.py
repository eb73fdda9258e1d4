"""bytes → str for word lists, which are too short and too special for a likelihood."""

from __future__ import annotations

from quizgen.errors import UnreadableDocument, UsageError
from quizgen.readers.decode import decode
from quizgen.readers.glyphs import ordinary
from quizgen.text import has_han

# What a list may be when no likelihood tells, and the small set of ordinary characters
# that all of it must then come from: bytes of the one are rare characters of the other.
_SMALL_SETS = (("gb18030", "gb2312"), ("big5", "big5"))


def read(data: bytes, name: str) -> str:
    """The text of the word list ``name``, in UTF-8 or any encoding that documents may have.

    UsageError when it is empty, binary or of no known encoding.
    """
    try:
        return ordinary(decode(data, name).text)
    except UnreadableDocument as error:
        for encoding, ordinary_set in _SMALL_SETS:
            text = _strictly(data, name, encoding)
            if _fits(text, ordinary_set):
                return ordinary(text)
        raise UsageError(name, error.what, "give a text file in UTF-8, one word a line") from error


def _strictly(data: bytes, name: str, encoding: str) -> str:
    try:
        return decode(data, name, encoding).text
    except UnreadableDocument:
        return ""


def _fits(text: str, encoding: str) -> bool:
    try:
        text.encode(encoding)
    except UnicodeEncodeError:
        return False
    return has_han(text)
