"""ZIP archives of XML (.epub, .pptx): opened within limits, parsed without entities."""

from __future__ import annotations

import posixpath
import zipfile
import zlib
from dataclasses import dataclass
from io import BytesIO
from typing import Any, TypeAlias
from urllib.parse import unquote

from quizgen.errors import UnreadableDocument

XmlElement: TypeAlias = Any  # lxml has no types of its own

# A file within these limits is read in bounded time and memory; a zip bomb is not.
_MOST_ENTRIES = 10_000
_MOST_BYTES = 400_000_000  # of all entries, unpacked; pictures are most of it
_MOST_TEXT_BYTES = 80_000_000  # of one entry that is read
# What zipfile raises on damaged archives; ValueError and OverflowError for lying offsets.
_READ_ERRORS = (
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    NotImplementedError,
    RuntimeError,
    ValueError,
    OverflowError,
    OSError,
)


@dataclass(frozen=True, slots=True)
class Archive:
    """An open archive; ``name`` and ``kind`` (an e-book) are those of messages."""

    entries: zipfile.ZipFile
    name: str
    kind: str

    def __contains__(self, path: str) -> bool:
        return path in self.entries.NameToInfo

    def bytes(self, path: str) -> bytes:
        """The unpacked entry ``path``; UnreadableDocument when there is none."""
        entry = self.entries.NameToInfo.get(path)
        if entry is None:
            raise self.damaged(f"{path} is missing")
        if entry.file_size > _MOST_TEXT_BYTES:
            raise _too_large(self.name)
        try:
            return self.entries.read(entry)
        except _READ_ERRORS as error:
            raise self.damaged(f"{path} cannot be unpacked") from error

    def xml(self, path: str) -> XmlElement:
        """The root element of the XML entry ``path``; no DTD and no entity is read."""
        from lxml import etree  # noqa: PLC0415  not needed for other formats

        parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
        try:
            return etree.fromstring(self.bytes(path), parser)
        except etree.XMLSyntaxError as error:
            raise self.damaged(f"{path} is no XML") from error

    def damaged(self, what: str) -> UnreadableDocument:
        """The error for an archive that lacks what its kind must have."""
        return UnreadableDocument(
            self.name, f"this is no {self.kind}, or a damaged one: {what}", "save it again"
        )


def open_archive(data: bytes, name: str, kind: str) -> Archive:
    """The archive in ``data``; UnreadableDocument when it is none or unpacks to too much."""
    try:
        entries = zipfile.ZipFile(BytesIO(data))
    except (zipfile.BadZipFile, ValueError, OverflowError, NotImplementedError) as error:
        raise UnreadableDocument(
            name, f"this is no {kind}, or a damaged one (it is no ZIP archive)", "save it again"
        ) from error
    sizes = [entry.file_size for entry in entries.infolist()]
    if len(sizes) > _MOST_ENTRIES or sum(sizes) > _MOST_BYTES:
        raise _too_large(name)
    return Archive(entries, name, kind)


def _too_large(name: str) -> UnreadableDocument:
    return UnreadableDocument(
        name, "it unpacks to more than any document holds", "split it into parts"
    )


def resolve(base: str, reference: str) -> str:
    """The path that ``reference`` in the entry ``base`` means."""
    path = unquote(reference.partition("#")[0])
    if path.startswith("/"):
        return posixpath.normpath(path.lstrip("/"))
    return posixpath.normpath(posixpath.join(posixpath.dirname(base), path))
