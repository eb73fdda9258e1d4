"""Han characters → how they are read, in pinyin with tone marks (the optional pypinyin)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache
from itertools import groupby

from quizgen.errors import UsageError
from quizgen.exporters.pdf.characters import Kind, kind

Reader = Callable[[str], list[str]]  # running text → the reading of each character, or ""


def readings(characters: Sequence[str], read: Reader) -> list[str]:
    """The reading of each of ``characters``; empty for what has none, such as marks.

    Those that follow each other are read together, since words tell how their characters
    are read (银行 yínháng, 行为 xíngwéi).
    """
    found: list[str] = []
    for han, group in groupby(characters, key=_is_han):
        together = list(group)
        found += read("".join(together)) if han else [""] * len(together)
    return found


def _is_han(character: str) -> bool:
    return len(character) == 1 and kind(character) is Kind.HAN


@cache
def reader() -> Reader:
    """Readings by the words of pypinyin's dictionary, in the tones of the single characters.

    Raises UsageError where the library is not installed.
    """
    try:
        from pypinyin import Style, pinyin  # noqa: PLC0415 - optional, and slow to import
    except ImportError as error:
        remedy = 'install it with `pip install "quizgen[pinyin]"`'
        raise UsageError("--pinyin", "needs the library pypinyin", remedy) from error

    def read(text: str) -> list[str]:
        found = pinyin(text, style=Style.TONE, errors=lambda unknown: [""] * len(unknown))
        return [row[0] for row in found]

    return read
