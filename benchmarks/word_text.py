"""The text of a Word document by a plain walk over its XML, for ``independent.py``."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from itertools import chain
from pathlib import Path

from lxml import etree

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_PARTS = ("word/document.xml", "word/footnotes.xml", "word/endnotes.xml")
_BOX = f"{_W}txbxContent"
# Deleted and moved text, phonetic guides, and the second copy of a text box.
_LEFT_OUT = frozenset({f"{_W}del", f"{_W}moveFrom", f"{_W}rt", f"{_MC}Fallback"})


def word_text(path: Path, _codec: str) -> str:
    """The text runs of the body, of footnotes and endnotes; text boxes after their paragraph.

    Neither headers and footers, nor hidden and deleted text, nor the contents list that Word
    makes of the headings.
    """
    with zipfile.ZipFile(path) as archive:
        names = archive.namelist()
        hidden = _hidden_styles(_root(archive.read("word/styles.xml")))
        parts = [_root(archive.read(part)) for part in _PARTS if part in names]
    return "\n".join(chain.from_iterable(_paragraphs(part, hidden) for part in parts))


def _root(data: bytes) -> etree._Element:
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True)
    return etree.fromstring(data, parser)


def _hidden_styles(styles: etree._Element) -> frozenset[str]:
    return frozenset(
        style.get(f"{_W}styleId", "")
        for style in styles.iter(f"{_W}style")
        if _vanishes(style.find(f"{_W}rPr"), frozenset())
    )


def _vanishes(properties: etree._Element | None, hidden: frozenset[str]) -> bool:
    """Whether run or paragraph properties hide their text, themselves or by their style."""
    if properties is None:
        return False
    vanish = properties.find(f"{_W}vanish")
    if vanish is not None:
        return vanish.get(f"{_W}val", "1") not in {"0", "false", "off"}
    styles = (properties.find(f"{_W}rStyle"), properties.find(f"{_W}pStyle"))
    return any(style is not None and style.get(f"{_W}val") in hidden for style in styles)


def _paragraphs(element: etree._Element, hidden: frozenset[str]) -> Iterator[str]:
    if element.tag in _LEFT_OUT or _is_contents(element):
        return
    if element.tag != f"{_W}p":
        for child in element:
            yield from _paragraphs(child, hidden)
        return
    if not _vanishes(element.find(f"{_W}pPr"), hidden):
        yield "".join(_runs(element, hidden))
    for box in _boxes(element):
        for child in box:
            yield from _paragraphs(child, hidden)


def _is_contents(element: etree._Element) -> bool:
    gallery = element.find(f"{_W}sdtPr/{_W}docPartObj/{_W}docPartGallery")
    return gallery is not None and gallery.get(f"{_W}val") == "Table of Contents"


def _runs(element: etree._Element, hidden: frozenset[str]) -> Iterator[str]:
    for child in element:
        if child.tag == f"{_W}t":
            yield child.text or ""
        elif child.tag == f"{_W}r" and _vanishes(child.find(f"{_W}rPr"), hidden):
            continue
        elif child.tag != _BOX and child.tag not in _LEFT_OUT:
            yield from _runs(child, hidden)


def _boxes(element: etree._Element) -> Iterator[etree._Element]:
    for child in element:
        if child.tag == _BOX:
            yield child
        elif child.tag not in _LEFT_OUT:
            yield from _boxes(child)
