"""Words of a document: jieba's cut, with parts of speech and frequencies looked up.

A tokenizer of our own, never jieba's process-wide one, with its dictionary in the
compact form of ``dictionary.py``, kept in the user's cache folder: jieba's default is a
fixed name in the shared temporary folder, where a file planted by another is trusted.
"""

from __future__ import annotations

import hashlib
import math
import warnings
from collections.abc import Callable, Iterable, Iterator
from functools import cache, lru_cache, partial
from importlib.util import find_spec
from itertools import accumulate, chain
from pathlib import Path
from typing import Any, NamedTuple

from quizgen.document import Span
from quizgen.imports import standing_in
from quizgen.kept import cache_folder
from quizgen.phrases import dictionary, unknown
from quizgen.phrases.cutting import Cutter
from quizgen.phrases.lexicon import GLUED_BEFORE, GLUED_BEHIND, MODALS, NOT_GLUED, TAGS
from quizgen.phrases.remembered import Remembered
from quizgen.regex import regex

UNKNOWN = "x"  # the tag of what is no word of the dictionary


class Token(NamedTuple):
    """A word with its offsets in the document, its part of speech and its rarity.

    ``tag`` is the tag of jieba's dictionary (``n``, ``v`` …; ``x`` when unknown), but for the
    words of ``lexicon.TAGS``.
    ``rarity`` is −log10 of the word's relative frequency in that dictionary.
    """

    start: int
    end: int
    word: str
    tag: str
    rarity: float


# ``Token`` of a tuple with its five fields; a call of the class takes twice the time.
_TOKEN: Callable[[tuple[int, int, str, str, float]], Token] = partial(tuple.__new__, Token)


def _import_jieba() -> Any:
    """Import jieba without what it does not need.

    It looks for setuptools' ``pkg_resources`` only to find its own files, which costs
    a tenth of a second, and goes on without; and its source has escapes of which newer
    Pythons warn when they compile it.
    """
    with standing_in("pkg_resources", None), warnings.catch_warnings():
        warnings.simplefilter("ignore")
        import jieba  # noqa: PLC0415 - slow, and not needed for every command
    return jieba


@cache
def _cutter() -> Cutter:
    """What cuts as jieba does, with its data in compact forms: jieba itself is not imported."""
    package = _folder_of_jieba()
    source, folder = package / "dict.txt", cache_folder()
    return Cutter(
        dictionary.load(source, folder, f"words-{_fingerprint(source)}.bin"),
        unknown.load(
            folder,
            f"unknown-{_fingerprint(package / 'finalseg' / 'prob_emit.py')}.bin",
            lambda: _import_jieba().finalseg,
        ),
    )


def _folder_of_jieba() -> Path:
    found = find_spec("jieba")
    if found is None or not found.submodule_search_locations:
        raise ModuleNotFoundError(name="jieba")
    return Path(found.submodule_search_locations[0])


def _fingerprint(source: Path) -> str:
    """A short name for this version of a file of jieba's."""
    stat = source.stat()
    key = f"3:{stat.st_size}:{int(stat.st_mtime)}"
    return hashlib.sha256(key.encode()).hexdigest()[:12]


@lru_cache(maxsize=1 << 15)
def look_up(word: str) -> tuple[str, float]:
    """Tag and rarity of ``word``; the tag is ``x`` for what is no word of the dictionary."""
    words = _cutter().words
    count = words.get(word) or 0
    rarity = math.log10(words.total) - (math.log10(count) if count > 0 else 0.0)
    known = TAGS.get(word) or words.tag(word)
    return known or (_SET_PHRASE if _FORMULA.fullmatch(word) else UNKNOWN), rarity


def raw(text: str) -> list[str]:
    """The words of ``text`` as jieba cuts it."""
    return _cutter().cut(text)


def cut(text: str, spans: Iterable[Span]) -> list[Token]:
    """The words of each of ``spans``, in order, with offsets into ``text``."""
    cutter = _cutter()
    found: list[Token] = []
    for span in spans:
        piece = text[span.start : span.end]
        words = _whole(cutter, piece) if "尽" in piece else cutter.cut(piece)
        entries = chain.from_iterable(map(_ENTRIES.__getitem__, words))
        found += _tiling(span.start, entries)
    return found


def _tiling(start: int, entries: Iterable[tuple[str, str, float]]) -> list[Token]:
    """Words side by side from ``start`` on; ``entries`` are word, tag and rarity of each."""
    rows = list(entries)
    if not rows:
        return []
    words, tags, rarities = zip(*rows, strict=True)
    ends = list(accumulate(map(len, words), initial=start))
    return list(map(_TOKEN, zip(ends, ends[1:], words, tags, rarities, strict=False)))


# 应救尽救 and the like are one word, of which jieba guesses halves (应 and 尽救).
_FORMULA = regex(r"[应能愿可当]([\u4e00-\u9fff])尽\1")
_SET_PHRASE = "l"  # jieba's tag


def _whole(cutter: Cutter, text: str) -> Iterator[str]:
    """The words of ``text``, formulas as one."""
    done = 0
    for formula in _FORMULA.finditer(text):
        yield from cutter.cut(text[done : formula.start()])
        yield formula[0]
        done = formula.end()
    yield from cutter.cut(text[done:])


def _entries(word: str) -> tuple[tuple[str, str, float], ...]:
    """What ``word`` consists of, each with its tag and rarity."""
    return tuple([(part, *look_up(part)) for part in _parted(word)])


def _parted(word: str) -> tuple[str, ...]:
    """``word``, in parts where jieba has guessed it with a function word at one end."""
    if len(word) < 2 or word in NOT_GLUED or not word.isalpha() or look_up(word)[0] != UNKNOWN:
        return (word,)
    if word[0] in GLUED_BEFORE:
        return word[0], *_parted(word[1:])
    if len(word) > 2 and word[-2:] in MODALS:
        return *_parted(word[:-2]), word[-2:]
    if word[-1] in GLUED_BEHIND:
        return *_parted(word[:-1]), word[-1]
    return (word,)


_ENTRIES = Remembered(_entries)
