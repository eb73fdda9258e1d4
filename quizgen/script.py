"""Traditional characters (繁体字) as simplified ones, character for character.

The dictionary, the tables of words and the patterns are written in simplified
characters.  A traditional document is therefore *examined* in simplified ones; since
every character becomes one character, all offsets stay, and what is shown is always
sliced from the document itself.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from quizgen.document import Document, Section
from quizgen.text import has_han

if TYPE_CHECKING:
    from opencc import OpenCC

# A name such as 朱镕基 has a sign beyond GB 2312, too; a traditional text has every third.
_LEAST_SHARE = 0.12


@lru_cache(maxsize=4)
def simplified(text: str) -> str:
    """``text`` in simplified characters, of the same length; itself if it is not traditional."""
    if not is_traditional(text):
        return text
    return _translated(text)


def _translated(text: str) -> str:
    return text.translate(_TABLE)


class _Table(dict[int, str]):
    """For each character that was seen the simplified one, as ``str.translate`` wants it."""

    def __missing__(self, code: int) -> str:
        """Look a character up; what would become several stays as it is."""
        char = chr(code)
        other = _converter().convert(char)
        self[code] = found = other if len(other) == 1 else char
        return found


_TABLE = _Table()


@cache
def _converter() -> OpenCC:
    from opencc import OpenCC  # noqa: PLC0415  few documents need it

    return OpenCC("t2s")


def is_traditional(text: str) -> bool:
    """Whether an eighth of the Han characters stand outside GB 2312, the simplified set."""
    counts = Counter(text)
    han = {char: number for char, number in counts.items() if has_han(char)}
    beyond = sum(number for char, number in han.items() if not _in_gb2312(char))
    return beyond > _LEAST_SHARE * sum(han.values())


def _in_gb2312(char: str) -> bool:
    try:
        char.encode("gb2312")
    except UnicodeEncodeError:
        return False
    return True


def examined(document: Document) -> Document:
    """``document`` in simplified characters, for examining it; itself if it is not traditional."""
    text = simplified(document.text)
    if text is document.text:
        return document
    sections = tuple(_section(section) for section in document.sections)
    return replace(document, text=text, title=_translated(document.title), sections=sections)


def _section(section: Section) -> Section:
    children = tuple(_section(child) for child in section.children)
    return replace(section, title=_translated(section.title), children=children)
