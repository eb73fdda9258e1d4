"""Words of a document: jieba's cut, with parts of speech and frequencies looked up.

A tokenizer of our own, never jieba's process-wide one, with its cache in the
user's cache folder: jieba's default is a fixed name in the shared temporary
folder, where a file planted by another user would be trusted.
"""

from __future__ import annotations

import hashlib
import math
import os
import sys
import warnings
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from quizgen.document import Span

_UNKNOWN_TAG = "x"


@dataclass(frozen=True, slots=True)
class Token:
    """A word with its offsets in the document, its part of speech and its rarity.

    ``tag`` is the tag of jieba's dictionary (``n``, ``v`` …; ``x`` when unknown).
    ``rarity`` is −log10 of the word's relative frequency in that dictionary.
    """

    start: int
    end: int
    word: str
    tag: str
    rarity: float


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


def _import_jieba() -> Any:
    """Import jieba without what it does not need.

    It looks for setuptools' ``pkg_resources`` only to find its own files, which costs
    a tenth of a second, and goes on without; and its source has escapes of which newer
    Pythons warn when they compile it.
    """
    absent = "pkg_resources" not in sys.modules
    if absent:
        sys.modules["pkg_resources"] = None  # type: ignore[assignment]
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            import jieba  # noqa: PLC0415 - slow, and not needed for every command
    finally:
        if absent:
            del sys.modules["pkg_resources"]
    return jieba


@cache
def _tokenizer() -> Any:
    jieba = _import_jieba()
    jieba.setLogLevel(60)
    tokenizer = jieba.Tokenizer()
    folder = cache_folder()
    if folder is None:
        # Without a writable folder of our own: load the dictionary, keep no cache file.
        tokenizer.FREQ, tokenizer.total = tokenizer.gen_pfdict(tokenizer.get_dict_file())
        tokenizer.initialized = True
        return tokenizer
    tokenizer.tmp_dir = str(folder)
    tokenizer.cache_file = f"jieba-{_fingerprint(jieba)}.cache"
    tokenizer.initialize()
    return tokenizer


def _fingerprint(jieba: Any) -> str:
    """A short name for this version of jieba's dictionary."""
    path = Path(jieba.__file__).parent / "dict.txt"
    stat = path.stat()
    key = f"{jieba.__version__}:{stat.st_size}:{int(stat.st_mtime)}"
    return hashlib.sha256(key.encode()).hexdigest()[:12]


@cache
def _dictionary() -> dict[str, str]:
    """Word → tag, of the whole dictionary (one tag a word)."""
    with _tokenizer().get_dict_file() as file:
        fields = file.read().decode("utf-8").split()
    # "word frequency tag" a line, never a space inside: three times faster than line by line
    return dict(zip(fields[::3], fields[2::3], strict=True))


def warm_up() -> None:
    """Load the dictionary now (for programs that want to say so)."""
    _tokenizer()


def cut(text: str, spans: Iterable[Span]) -> list[Token]:
    """The words of each of ``spans``, in order, with offsets into ``text``."""
    tokenizer = _tokenizer()
    tags = _dictionary()
    frequency = tokenizer.FREQ
    log_total = math.log10(tokenizer.total)
    found: list[Token] = []
    known: dict[str, tuple[str, float]] = {}
    for span in spans:
        offset = span.start
        for word in tokenizer.cut(text[span.start : span.end]):
            entry = known.get(word)
            if entry is None:
                count = frequency.get(word) or 0
                rarity = log_total - (math.log10(count) if count > 0 else 0.0)
                entry = known[word] = (tags.get(word, _UNKNOWN_TAG), rarity)
            found.append(Token(offset, offset + len(word), word, *entry))
            offset += len(word)
    return found
