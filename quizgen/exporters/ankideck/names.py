"""Names of decks and tags, cleaned of what has a meaning in Anki."""

from __future__ import annotations

import unicodedata
from functools import lru_cache

from quizgen.exporters.ankideck.fields import plain
from quizgen.quiz import Bank, Heading

_MEANING = str.maketrans({":": "：", '"': "＂", "\\": "＼"})  # :: parts names, " ends a search
_LONGEST = 30  # characters of a deck's name, beside which phones show three numbers
_LONGEST_TAG = 18
_LONGEST_NAME = 60

Path = tuple[Heading, ...]


def deck(bank: Bank) -> str:
    """The name of the document's deck: as it is written down, else its title or file name."""
    return (
        deck_name(bank.deck.name)
        or _clean(bank.title, _LONGEST_NAME)
        or _clean(bank.source.rpartition(".")[0], _LONGEST_NAME)
        or "quizgen"
    )


def deck_name(text: str) -> str:
    """``text`` as the name of a deck; ``::`` parts the names of decks inside each other."""
    return "::".join(filter(None, (_clean(part, _LONGEST_NAME) for part in text.split("::"))))


def subdeck(number: str, section: Heading) -> str:
    """The name of a sub-deck.

    It begins with a number, so that Anki's alphabetical order is the document's order.
    """
    return _clean(f"{number} {section.label}", _LONGEST)


def tags(bank: Bank, path: Path, kind: str, difficulty: str = "") -> list[str]:
    """The tags of a note: document and section path, one below the other; kind of question.

    And its difficulty, if that is known, the same in decks of all languages, so that a
    search for it holds for all.
    """
    grade = [f"difficulty::{difficulty}"] if difficulty else []
    return [_branch(deck(bank).rpartition("::")[2], path), f"quizgen::{tag(kind)}", *grade]


def tag(text: str) -> str:
    """``text`` as one level of a tag: no white space, which would part it in two."""
    return "_".join(_clean(text, _LONGEST_TAG).split())


@lru_cache(maxsize=1024)
def _branch(document: str, path: Path) -> str:
    return "::".join(filter(None, (tag(document), *(tag(step.label) for step in path))))


@lru_cache(maxsize=4096)
def _clean(text: str, longest: int) -> str:
    """``text`` in NFC on one line, without what has a meaning to Anki, shortened with …."""
    composed = unicodedata.normalize("NFC", plain(text))
    shown = "".join(c for c in composed if c.isspace() or unicodedata.category(c) != "Cf")
    line = " ".join(shown.translate(_MEANING).split())
    return line if len(line) <= longest else f"{line[: longest - 1].rstrip()}…"
