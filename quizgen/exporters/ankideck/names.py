"""Names of decks and tags, cleaned of what has a meaning in Anki.

A deck for the document, and one below it for each section of the level at which the
document divides.  Many small decks are a nuisance to learners, so a document that divides into a
few large parts only gets sub-decks; in others the tags do the same service.
"""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Sequence
from functools import lru_cache

from quizgen.exporters.ankideck.fields import plain
from quizgen.quiz import Bank, Heading

_MEANING = str.maketrans({":": "：", '"': "＂", "\\": "＼"})  # :: parts names, " ends a search
_LONGEST = 30  # characters of a deck's name, beside which phones show three numbers
_LONGEST_TAG = 18
_FEWEST, _MOST = 2, 40  # sub-decks of a document
_LARGE = 3  # notes in a sub-deck, on average

Path = tuple[Heading, ...]


def deck(bank: Bank) -> str:
    """The name of the document's deck: its title, or its file name without the suffix."""
    return _clean(bank.title, 60) or _clean(bank.source.rpartition(".")[0], 60) or "quizgen"


def subdecks(paths: Sequence[Path]) -> list[str]:
    """For the section path of each note, in document order, the sub-deck's name or nothing.

    Names begin with a number, so that Anki's alphabetical order is the document's order.
    """
    depth = _shared(paths)
    keys = [path[depth] if len(path) > depth else None for path in paths]
    sizes = Counter(key for key in keys if key is not None)
    if not _FEWEST <= len(sizes) <= _MOST or sum(sizes.values()) < _LARGE * len(sizes):
        return [""] * len(paths)
    width = max(2, len(str(len(sizes))))
    names = {
        key: _clean(f"{number:0{width}} {key.label}", _LONGEST)
        for number, key in enumerate(sizes, start=1)  # a Counter keeps the order of arrival
    }
    return ["" if key is None else names[key] for key in keys]


def tags(bank: Bank, path: Path, kind: str, difficulty: str = "") -> list[str]:
    """The tags of a note: document and section path, one below the other; kind of question.

    And its difficulty, if that is known, the same in decks of all languages, so that a
    search for it holds for all.
    """
    steps = (tag(deck(bank)), *(tag(step.label) for step in path))
    grade = [f"difficulty::{difficulty}"] if difficulty else []
    return ["::".join(filter(None, steps)), f"quizgen::{tag(kind)}", *grade]


def tag(text: str) -> str:
    """``text`` as one level of a tag: no white space, which would part it in two."""
    return "_".join(_clean(text, _LONGEST_TAG).split())


def _shared(paths: Sequence[Path]) -> int:
    """How many first steps the paths share, as far as they go: the title of the whole, often."""
    depth = 0
    while any(len(path) > depth + 1 for path in paths):
        if len({path[depth] for path in paths if len(path) > depth}) > 1:
            break
        depth += 1
    return depth


@lru_cache(maxsize=4096)
def _clean(text: str, longest: int) -> str:
    """``text`` in NFC on one line, without what has a meaning to Anki, shortened with …."""
    composed = unicodedata.normalize("NFC", plain(text))
    shown = "".join(c for c in composed if c.isspace() or unicodedata.category(c) != "Cf")
    line = " ".join(shown.translate(_MEANING).split())
    return line if len(line) <= longest else f"{line[: longest - 1].rstrip()}…"
