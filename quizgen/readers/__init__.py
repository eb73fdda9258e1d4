"""bytes → Reading: one module a format, found through a literal table.

A reader is a function ``read(data: bytes, name: str, encoding: str | None) -> Reading``
in a module of its own.  A new format is one module and one row in ``READERS``.
"""

from __future__ import annotations

from dataclasses import replace
from importlib import import_module
from pathlib import PurePath
from typing import TYPE_CHECKING

from quizgen.errors import UnreadableDocument
from quizgen.readers.glyphs import ordinary
from quizgen.text import has_han

if TYPE_CHECKING:
    from quizgen.document import Reading

MAX_BYTES = 50_000_000

# Suffix (lower case, with its dot) → module of this package.
READERS: dict[str, str] = {
    "": "plain",
    ".txt": "plain",
    ".text": "plain",
    ".md": "markdown",
    ".markdown": "markdown",
    ".docx": "docx",
    ".pdf": "pdf",
    ".html": "html",
    ".htm": "html",
    ".xhtml": "html",
    ".mht": "mht",
    ".mhtml": "mht",
    ".epub": "epub",
    ".doc": "office",
    ".dot": "office",
    ".wps": "office",
    ".rtf": "office",
    ".odt": "office",
    ".ppt": "office",
    ".pps": "office",
    ".dps": "office",
    ".odp": "office",
    ".pptx": "powerpoint",
    ".ppsx": "powerpoint",
}

# Formats that are known but not read: name, and what to do.
_SHEET = "copy the cells and save them as .txt or .md"
_PICTURE = ("a picture", "recognise its text (OCR) and save that as .txt or .md")
REFUSED: dict[str, tuple[str, str]] = {
    ".xls": ("a spreadsheet (.xls)", _SHEET),
    ".xlsx": ("a spreadsheet (.xlsx)", _SHEET),
    ".et": ("a spreadsheet (.et)", _SHEET),
    ".png": _PICTURE,
    ".jpg": _PICTURE,
    ".jpeg": _PICTURE,
    ".gif": _PICTURE,
    ".bmp": _PICTURE,
    ".tif": _PICTURE,
    ".tiff": _PICTURE,
}

# What files of other kinds begin with, and the modules that expect it.
_BEGINNINGS: tuple[tuple[bytes, frozenset[str]], ...] = (
    (b"PK\x03\x04", frozenset({"docx", "epub", "powerpoint", "office"})),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", frozenset({"office"})),
    (b"%PDF-", frozenset({"pdf", "office"})),
    (b"{\\rtf", frozenset({"office"})),
)


def read(data: bytes, name: str, encoding: str | None = None) -> Reading:
    """The text and the blocks of a document.

    ``data`` are the bytes of the file ``name``, whose suffix decides how they are read,
    unless they show that they are of another kind.  ``encoding`` overrides what is found
    out about the encoding of a text.  Characters that only name a shape (the radical ⼈)
    become the ordinary ones (人), one for one.

    Raises :exc:`UnreadableDocument` when the bytes are no document of a known kind or
    have no Chinese text in them, :exc:`UsageError` when there is no such encoding.
    """
    reader = import_module(f"quizgen.readers.{_module(data, name)}")
    reading: Reading = reader.read(data, name, encoding)
    if not has_han(reading.text):
        raise UnreadableDocument(
            name,
            "there is no Chinese text in it",
            "check the file, or give its encoding with --encoding",
        )
    text = ordinary(reading.text)
    return reading if text == reading.text else replace(reading, text=text)


def _module(data: bytes, name: str) -> str:
    """The module that reads ``data``; UnreadableDocument when none does."""
    path = PurePath(name)
    suffix = path.suffix.lower()
    if path.name.startswith("~$"):
        raise UnreadableDocument(
            name, "this is Word's lock file, not a document", "give the document itself"
        )
    if not data:
        raise UnreadableDocument(name, "the file is empty", "check that the right file was given")
    if suffix in REFUSED:
        kind, remedy = REFUSED[suffix]
        raise UnreadableDocument(name, f"{kind} cannot be read", remedy)
    if suffix not in READERS:
        raise UnreadableDocument(
            name, f"files of kind {suffix} are not known", "save the text as .txt or .md"
        )
    if len(data) > MAX_BYTES:
        raise UnreadableDocument(
            name,
            f"the file is too large ({len(data) // 1_000_000} MB; at most "
            f"{MAX_BYTES // 1_000_000} MB)",
            "split it into parts",
        )
    module = READERS[suffix]
    for beginning, modules in _BEGINNINGS:
        if data.startswith(beginning) and module not in modules:
            return "office"
    return module
