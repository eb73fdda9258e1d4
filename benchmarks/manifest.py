"""The files of a corpus folder, as its ``MANIFEST.tsv`` names them."""

from __future__ import annotations

import csv
from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path

# What the column ``encoding`` says first → the name of Python's codec.
CODECS: dict[str, str] = {
    "UTF-8": "utf-8-sig",
    "UTF-8-BOM": "utf-8-sig",
    "UTF-16LE-BOM": "utf-16",
    "UTF-16BE-BOM": "utf-16",
    "GBK/GB18030": "gb18030",
    "GB2312": "gb18030",
    "Big5": "big5",
    "Big5-HKSCS": "big5hkscs",
}


@dataclass(frozen=True, slots=True)
class Source:
    """One document: its path, the folder it is filed under, its suffix and its codec.

    ``codec`` means something for texts only.
    """

    path: Path
    genre: str
    format: str  # the suffix in lower case, without its dot
    codec: str

    @property
    def name(self) -> str:
        """Folder and file name, as the manifest writes them."""
        return f"{self.genre}/{self.path.name}"


def sources(root: Path, formats: Collection[str] = ()) -> list[Source]:
    """The documents of the corpus ``root`` (of ``formats``, if any), by format and name.

    Empty, with a message, where there is no corpus.
    """
    manifest = root / "MANIFEST.tsv"
    if not manifest.is_file():
        print(f"{root}: no corpus here (no MANIFEST.tsv), nothing done")
        return []
    with manifest.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))
    found = []
    for row in rows:
        path = root / row["path"]
        suffix = path.suffix.lower().removeprefix(".")
        if path.is_file() and (not formats or suffix in formats):
            codec = CODECS.get(row["encoding"].split()[0] if row["encoding"] else "", "utf-8-sig")
            found.append(Source(path, path.parent.name, suffix, codec))
    return sorted(found, key=lambda source: (source.format, source.name))
