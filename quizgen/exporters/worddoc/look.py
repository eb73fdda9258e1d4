"""Fonts and names of styles in Word files: ``templates/worksheet/word.toml``."""

from __future__ import annotations

from quizgen.exporters import LANGUAGES
from quizgen.exporters.pdf.settings import Settings
from quizgen.records import dataclass
from quizgen.resources import Templates


@dataclass(frozen=True, slots=True)
class WordFonts:
    """Names of fonts; ``latin`` and ``latin_heading`` are for Latin letters."""

    latin: str
    latin_heading: str
    body: str
    heading: str
    answer: str


@dataclass(frozen=True, slots=True)
class StyleNames:
    """The names of the styles that are not Word's own."""

    fields: str
    note: str
    stem: str
    blank: str
    set: str
    table: str
    table_head: str
    box: str
    premise: str
    response: str
    key: str
    key_cell: str
    answer: str
    remark: str
    marking: str
    word_bank: str
    filled: str
    text: str
    point: str
    phrase: str


@dataclass(frozen=True, slots=True)
class WordLook:
    """Everything in ``word.toml`` that a paper in one language needs."""

    fonts: WordFonts
    names: StyleNames


def load_look(templates: Templates, language: str) -> WordLook:
    """Read and check the file; BadTemplate names the key that cannot be used."""
    top = Settings.load(templates, "worksheet/word.toml")
    fonts = top.table("fonts")
    names = top.table("names")
    look = WordLook(
        fonts=WordFonts(**_texts(fonts, WordFonts.__slots__)),
        names={code: StyleNames(**_names(names.table(code))) for code in LANGUAGES}[language],
    )
    for table in (names, top):
        table.finish()
    return look


def _texts(table: Settings, keys: tuple[str, ...]) -> dict[str, str]:
    texts = {key: table.text(key) for key in keys}
    for key, text in texts.items():
        if not text.isprintable() or not text.strip():
            table.refuse(key, "must be a name")
    table.finish()
    return texts


def _names(table: Settings) -> dict[str, str]:
    """The names; Word cannot tell two styles of one name apart, and parts aliases at commas."""
    texts = _texts(table, StyleNames.__slots__)
    taken: dict[str, str] = {}
    for key, text in texts.items():
        if "," in text or ";" in text:
            table.refuse(key, "must be a name without , and ;")
        other = taken.setdefault(text.casefold(), key)
        if other != key:
            table.refuse(key, f"is the name of {other}, too")
    return texts
