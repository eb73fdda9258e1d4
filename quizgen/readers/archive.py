"""ZIP archives of XML (.epub, .pptx): opened within limits, parsed without entities."""

from __future__ import annotations

import posixpath
import zipfile
import zlib
from io import BytesIO
from typing import Any, TypeAlias
from urllib.parse import unquote

from quizgen.errors import UnreadableDocument
from quizgen.records import dataclass

XmlElement: TypeAlias = Any  # lxml has no types of its own

# A file within these limits is read in bounded time and memory; a zip bomb is not.
_MOST_ENTRIES = 10_000
_MOST_BYTES = 400_000_000  # of all entries, unpacked; pictures are most of it
MOST_TEXT_BYTES = 80_000_000  # of one entry that is read
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
        if entry.file_size > MOST_TEXT_BYTES:
            raise too_large(self.name)
        try:
            return self.entries.read(entry)
        except _READ_ERRORS as error:
            raise self.damaged(f"{path} cannot be unpacked") from error

    def xml(self, path: str) -> XmlElement:
        """The root element of the XML entry ``path``; no DTD and no entity is read."""
        from lxml import etree  # noqa: PLC0415  not needed for other formats

        try:
            return parse(self.bytes(path))
        except etree.XMLSyntaxError as error:
            raise self.damaged(f"{path} is no XML") from error

    def damaged(self, what: str) -> UnreadableDocument:
        """The error for an archive that lacks what its kind must have."""
        return UnreadableDocument(
            self.name, f"this is no {self.kind}, or a damaged one: {what}", "save it again"
        )


def parse(data: bytes) -> XmlElement:
    """The root element of XML; lxml's error for what is none.  No DTD, no entity is read."""
    from lxml import etree  # noqa: PLC0415  not needed for other formats

    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    return etree.fromstring(data, parser)


def open_archive(data: bytes, name: str, kind: str, remedy: str = "save it again") -> Archive:
    """The archive in ``data``; UnreadableDocument when it is none or unpacks to too much."""
    try:
        entries = zipfile.ZipFile(BytesIO(data))
    except (zipfile.BadZipFile, ValueError, OverflowError, NotImplementedError) as error:
        raise UnreadableDocument(
            name, f"this is no {kind}, or a damaged one (it is no ZIP archive)", remedy
        ) from error
    sizes = [entry.file_size for entry in entries.infolist()]
    if len(sizes) > _MOST_ENTRIES or sum(sizes) > _MOST_BYTES:
        raise too_large(name)
    return Archive(entries, name, kind)


def too_large(name: str) -> UnreadableDocument:
    """The error for an archive beyond the limits."""
    return UnreadableDocument(
        name, "it unpacks to more than any document holds", "split it into parts"
    )


def resolve(base: str, reference: str) -> str:
    """The path that ``reference`` in the entry ``base`` means."""
    path = unquote(reference.partition("#")[0])
    if path.startswith("/"):
        return posixpath.normpath(path.lstrip("/"))
    return posixpath.normpath(posixpath.join(posixpath.dirname(base), path))
