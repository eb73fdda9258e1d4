"""Documents of older office programs → Reading, by what they are and not by their suffix.

A ``.doc`` may be a Word 97 document, but as well rich text, a web page, a .docx or plain
text that somebody named so.  What another reader can read goes there; the rest is
converted by LibreOffice (:mod:`quizgen.readers.libreoffice`) to .docx or .pptx first.
"""

from __future__ import annotations

import re
from importlib import import_module
from pathlib import PurePath
from typing import TYPE_CHECKING

from quizgen.errors import UnreadableDocument
from quizgen.readers import libreoffice
from quizgen.records import dataclass
from quizgen.regex import regex

if TYPE_CHECKING:
    from quizgen.document import Reading


@dataclass(frozen=True, slots=True)
class _Format:
    """A format that LibreOffice converts."""

    suffix: str
    kind: str  # for messages
    target: str  # what it is converted to
    reader: str  # which module reads that


_WORD_97 = _Format(".doc", "a Word 97 document (.doc)", "docx", "docx")
_RICH_TEXT = _Format(".rtf", "a rich text document (.rtf)", "docx", "docx")
_WORD_XML = _Format(".xml", "a Word 2003 XML document", "docx", "docx")
_POWERPOINT_97 = _Format(".ppt", "a PowerPoint 97 presentation (.ppt)", "pptx", "powerpoint")

# By suffix, where the content does not tell.
_BY_SUFFIX: dict[str, _Format] = {
    ".doc": _WORD_97,
    ".dot": _WORD_97,
    ".wps": _Format(".wps", "a WPS document (.wps)", "docx", "docx"),
    ".rtf": _RICH_TEXT,
    ".odt": _Format(".odt", "an OpenDocument text (.odt)", "docx", "docx"),
    ".ppt": _POWERPOINT_97,
    ".pps": _POWERPOINT_97,
    ".dps": _Format(".dps", "a WPS presentation (.dps)", "pptx", "powerpoint"),
    ".odp": _Format(".odp", "an OpenDocument presentation (.odp)", "pptx", "powerpoint"),
}

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ZIP = b"PK\x03\x04"
# Streams of OLE files, and what they tell.
_STREAMS: tuple[tuple[str, _Format], ...] = (
    ("WordDocument", _WORD_97),
    ("PowerPoint Document", _POWERPOINT_97),
)
_PASSWORD_STREAM = "EncryptedPackage"  # noqa: S105  the name of a stream
# Entries of ZIP archives, and the module that reads such archives.
_ENTRIES: tuple[tuple[bytes, _Format | str], ...] = (
    (b"word/document.xml", "docx"),
    (b"ppt/presentation.xml", "powerpoint"),
    (b"META-INF/container.xml", "epub"),
    (b"opendocument.text", _BY_SUFFIX[".odt"]),
    (b"opendocument.presentation", _BY_SUFFIX[".odp"]),
)
# What a text begins with, white space aside, and the module that reads it.
_BEGINNINGS: tuple[tuple[re.Pattern[bytes], str], ...] = (
    (regex(rb"%PDF-"), "pdf"),
    (regex(rb"MIME-Version:", re.IGNORECASE), "mht"),
    (
        regex(rb"(?:<\?xml[^>]*>\s*)?<(?:!doctype\s+html|html|head|body)\b", re.IGNORECASE),
        "html",
    ),
)
_WORD_XML_ROOT = regex(rb"<(?:w:wordDocument|pkg:package)\b")
_MARK = regex(rb"(?:\xef\xbb\xbf)?\s*")
_HEAD = 4_096  # bytes looked at


def read(data: bytes, name: str, encoding: str | None = None) -> Reading:
    """The blocks of an office document; see :func:`quizgen.readers.read`.

    ``encoding`` matters only if the document turns out to be a text.
    """
    found = _recognise(data, name)
    if isinstance(found, str):
        return _read_by(found, data, name, encoding)
    converted = libreoffice.convert(data, found.suffix, found.target, name, found.kind)
    return _read_by(found.reader, converted, name, None)


def _read_by(module: str, data: bytes, name: str, encoding: str | None) -> Reading:
    reader = import_module(f"quizgen.readers.{module}")
    reading: Reading = reader.read(data, name, encoding)
    return reading


def _recognise(data: bytes, name: str) -> _Format | str:
    """The module that reads ``data`` as it is, or the format that has to be converted."""
    suffix = PurePath(name).suffix.lower()
    by_suffix = _BY_SUFFIX.get(suffix, _WORD_97)
    if data.startswith(_OLE):
        return _in_compound_file(data, name, _BY_SUFFIX.get(suffix))
    if data.startswith(_ZIP):
        return _in_archive(data, name)
    begin = _MARK.match(data)
    start = begin.end() if begin else 0
    if data.startswith(b"{\\rtf", start):
        return _RICH_TEXT
    for pattern, module in _BEGINNINGS:
        if pattern.match(data, start, start + _HEAD):
            return module
    if _WORD_XML_ROOT.search(data, start, start + _HEAD):
        return _WORD_XML
    # Other formats of old programs are full of zeros; a text has them only in UTF-16.
    is_text = b"\0" not in data[:_HEAD] or data.startswith((b"\xff\xfe", b"\xfe\xff"))
    return "plain" if is_text else by_suffix


def _in_archive(data: bytes, name: str) -> _Format | str:
    """The module or the format of a ZIP archive by the names of its entries."""
    for entry, found in _ENTRIES:
        if entry in data:
            return found
    raise UnreadableDocument(
        name, "this ZIP archive holds no document", "unpack it and give the document in it"
    )


def _in_compound_file(data: bytes, name: str, by_suffix: _Format | None) -> _Format:
    """The format of an OLE file by the names of its streams, which are in UTF-16."""
    if _PASSWORD_STREAM.encode("utf-16-le") in data:
        raise UnreadableDocument(
            name,
            "this document is protected by a password",
            "open it in Word, PowerPoint or WPS and save it without one",
        )
    for stream, form in _STREAMS:
        if stream.encode("utf-16-le") in data:
            return form
    if by_suffix is None:
        raise UnreadableDocument(
            name,
            "this is an old Office file without a text, or a damaged one",
            "give the document itself, or save it as .docx",
        )
    return by_suffix
