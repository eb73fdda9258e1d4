"""bytes → Reading: one module a format, found through a literal table.

A reader is a function ``read(data: bytes, name: str, encoding: str | None) -> Reading``
in a module of its own.  A new format is one module and one row in ``READERS``.
"""

from __future__ import annotations

from importlib import import_module
from pathlib import PurePath
from typing import TYPE_CHECKING

from quizgen.errors import UnreadableDocument
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

_SHEET = "copy the cells and save them as .txt or .md"
_IMAGE = "recognise the text (OCR) and save it as .txt or .md"

# Formats that are known but not read: name, and what to do meanwhile.
REFUSED: dict[str, tuple[str, str]] = {
    ".docx": ("a Word document (.docx)", _WORD),
    ".doc": ("a Word 97 document (.doc)", _WORD),
    ".wps": ("a WPS document (.wps)", _WORD),
    ".rtf": ("a rich text document (.rtf)", _WORD),
    ".odt": ("an OpenDocument text (.odt)", _WORD),
    ".html": ("a web page", _BROWSER),
    ".htm": ("a web page", _BROWSER),
    ".ppt": ("a presentation (.ppt)", _SLIDES),
    ".pptx": ("a presentation (.pptx)", _SLIDES),
    ".xls": ("a spreadsheet (.xls)", _SHEET),
    ".xlsx": ("a spreadsheet (.xlsx)", _SHEET),
    ".png": ("a picture", _IMAGE),
    ".jpg": ("a picture", _IMAGE),
    ".jpeg": ("a picture", _IMAGE),
}


def read(data: bytes, name: str, encoding: str | None = None) -> Reading:
    """The text and the blocks of a document.

    ``data`` are the bytes of the file ``name``, whose suffix decides how they are read.
    ``encoding`` overrides what is found out about the encoding of a text.

    Raises :exc:`UnreadableDocument` when the bytes are no document of a known kind or
    have no Chinese text in them, :exc:`UsageError` when there is no such encoding.
    """
    suffix = PurePath(name).suffix.lower()
    if PurePath(name).name.startswith("~$"):
        raise UnreadableDocument(
            name, "this is Word's lock file, not a document", "give the document itself"
        )
    if not data:
        raise UnreadableDocument(name, "the file is empty", "check that the right file was given")
    if suffix in REFUSED:
        kind, remedy = REFUSED[suffix]
        raise UnreadableDocument(name, f"{kind} cannot be read yet", remedy)
    module = READERS.get(suffix)
    if module is None:
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
    reader = import_module(f"quizgen.readers.{module}")
    reading: Reading = reader.read(data, name, encoding)
    if not has_han(reading.text):
        raise UnreadableDocument(
            name,
            "there is no Chinese text in it",
            "check the file, or give its encoding with --encoding",
        )
    return reading
