"""Han characters → how they are read, in pinyin with tone marks (the optional pypinyin)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache, lru_cache
from itertools import groupby

from quizgen.document import Span
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


# After these, and where nothing stands before it, 为 is a preposition (为人民服务): wèi.
_BEFORE_FOR = frozenset(
    {
        *("要", "将", "能", "会", "应", "须", "应当", "必须", "可", "可以", "愿", "是", "在于"),
        *("来", "而", "都", "也", "就", "并", "更", "还"),
    }
)


@cache
def reader() -> Reader:
    """Readings by the words of pypinyin's dictionary, in the tones of the single characters.

    Words are those of jieba: pypinyin alone finds 为人 in 为人民.  Raises UsageError where the
    library is not installed.
    """
    try:
        from pypinyin import Style, pinyin  # noqa: PLC0415 - optional, and slow to import
    except ImportError as error:
        remedy = 'install it with `pip install "quizgen[pinyin]"`'
        raise UsageError("--pinyin", "needs the library pypinyin", remedy) from error

    from quizgen.phrases import tokens  # noqa: PLC0415 - few sheets have readings

    @lru_cache(maxsize=20_000)
    def spelt(word: str) -> list[str]:
        found = pinyin(word, style=Style.TONE, errors="ignore")
        if len(found) == len(word):
            return [row[0] for row in found]
        single = (pinyin(one, style=Style.TONE, errors="ignore") for one in word)
        return [rows[0][0] if rows else "" for rows in single]

    def read(text: str) -> list[str]:
        words = [token.word for token in tokens.cut(text, [Span(0, len(text))])]
        found: list[str] = []
        for place, word in enumerate(words):
            before = words[place - 1] if place else ""
            single = _single(word, before, last=place == len(words) - 1)
            found += [single] if single else spelt(word)
        return found

    return read


def _single(word: str, before: str, *, last: bool) -> str:
    """The reading of a word of one character that its place tells; else nothing."""
    if word == "为":
        return "wèi" if not before or before in _BEFORE_FOR else "wéi"
    if word == "地" and before and not last:  # 扎实地推进
        return "de"
    if word == "得" and before:  # 做得好
        return "de"
    return ""
