"""The text of a document by other means than quizgen: what its readers are measured against.

Each function takes a path and, for texts, a codec, and returns the text of the body; line
ends and spaces mean nothing.  ``WITNESSES`` says which of them speak for a format.  None
imports quizgen.  Poppler's ``pdftotext`` and LibreOffice's ``soffice`` are used where they
are installed; a witness whose program is missing is left out.
"""

from __future__ import annotations

import html
import re
import shutil
import subprocess
import tempfile
import unicodedata
import zipfile
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from html.parser import HTMLParser
from itertools import chain
from pathlib import Path

from lxml import etree

_MINUTES = 180  # seconds that one conversion may take


# Han characters

# Radicals of the supplement that stand for a whole character (Unicode's
# EquivalentUnifiedIdeograph); the Kangxi radicals and the compatibility ideographs have
# normal forms.
_RADICALS = dict(
    zip(
        map(ord, "⺟⺠⺩⺫⺬⻁⻃⻄⻅⻆⻉⻋⻑⻓⻔⻗⻘⻙⻚⻛⻜⻝⻢⻣⻤⻥⻦⻧⻨⻩⻬⻮⻰⻳"),
        "母民王目示虎西西见角贝车長长门雨青韦页风飞食马骨鬼鱼鸟卤麦黄齐齿龙龟",
        strict=True,
    )
)
_COMPATIBILITY = re.compile("[\u2e80-\u2fdf\uf900-\ufaff\U0002f800-\U0002fa1f]")
_NOT_HAN = re.compile("[^\u3007\u3400-\u4dbf\u4e00-\u9fff\U00020000-\U000323af]")


def han(text: str) -> str:
    """The Han characters of ``text``; radicals and compatibility forms as ordinary ones."""
    plain = _COMPATIBILITY.sub(lambda found: unicodedata.normalize("NFKC", found[0]), text)
    return _NOT_HAN.sub("", plain.translate(_RADICALS))


# Texts


_FRONT_MATTER = re.compile(r"\A\s*---\n.*?\n---\n", re.DOTALL)


def plain_text(path: Path, codec: str) -> str:
    """The decoded text, without front matter: some texts are Markdown by another name."""
    text = path.read_bytes().decode(codec, errors="replace").replace("\r\n", "\n")
    return _FRONT_MATTER.sub("", text)


# CommonMark's open and closing tags: a < b and c > d is none.
_ATTRIBUTE = r"""\s+[A-Za-z_:][\w.:-]*(\s*=\s*("[^"]*"|'[^']*'|[^\s"'=<>`]+))?"""

# What is no text in Markdown → what stays of it.
_MARK_UP: tuple[tuple[re.Pattern[str], str], ...] = (
    (re.compile(r"<!--.*?-->", re.DOTALL), ""),
    (re.compile(r"<(style|script|title)\b.*?</\1\s*>", re.DOTALL | re.IGNORECASE), ""),
    (re.compile(r"!\[[^\]\n]*\](\([^)\n]*\))?"), ""),  # images
    (re.compile(r"\]\([^)\n]*\)"), "]"),  # the targets of links
    (re.compile(r"^ {0,3}\[[^\]\n]+\]:[^\n]*$", re.MULTILINE), ""),  # and their definitions
    (re.compile(rf"</?[A-Za-z][A-Za-z0-9-]*({_ATTRIBUTE})*\s*/?>"), ""),
)


def markdown_text(path: Path, codec: str) -> str:
    """The text of Markdown without front matter, comments, tags, targets and images."""
    text = plain_text(path, codec)
    for pattern, rest in _MARK_UP:
        text = pattern.sub(rest, text)
    return html.unescape(text)


# Web pages

_NO_BODY = frozenset(
    ["head", "script", "style", "template", "noscript", "nav", "header", "footer", "aside"]
)


class _Body(HTMLParser):
    """Collects what stands in the body and outside of navigation."""

    def __init__(self) -> None:
        super().__init__()
        self.depth = 0
        self.pieces: list[str] = []

    def handle_starttag(self, tag: str, _attrs: list[tuple[str, str | None]]) -> None:
        self.depth += tag in _NO_BODY

    def handle_endtag(self, tag: str) -> None:
        self.depth -= tag in _NO_BODY and self.depth > 0

    def handle_data(self, data: str) -> None:
        if not self.depth:
            self.pieces.append(data)


def page_text(path: Path, codec: str) -> str:
    """The text of a web page outside of navigation, by the standard library's parser."""
    parser = _Body()
    parser.feed(plain_text(path, codec))
    parser.close()
    return "".join(parser.pieces)


# Word

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


# Portable documents

_PAGE_NUMBER = re.compile(
    r"[-–—·\s]*(第\s*)?([0-9]+|[ivxlc]+|[IVXLC]+)(\s*页)?(\s*[/,，]?\s*共?\s*[0-9]+\s*页?)?[-–—·\s]*"
)


def portable_text(path: Path, _codec: str) -> str:
    """What ``pdftotext`` gives, without page numbers and lines that stand on most pages."""
    command = ["pdftotext", "-enc", "UTF-8", str(path), "-"]
    done = subprocess.run(command, check=True, capture_output=True, timeout=_MINUTES)
    pages = [page.splitlines() for page in done.stdout.decode("utf-8").split("\f")]
    shapes = [{_shape(line) for line in page} for page in pages]
    often = Counter(chain.from_iterable(shapes))
    limit = max(2, len(pages) // 2)
    return "\n".join(
        line
        for line in chain.from_iterable(pages)
        if often[_shape(line)] <= limit and not _PAGE_NUMBER.fullmatch(line.strip())
    )


def _shape(line: str) -> str:
    """A line with its numbers made equal, so that a running head that counts repeats."""
    return re.sub("[0-9]+", "0", "".join(line.split()))


# LibreOffice


def office_text(path: Path, _codec: str) -> str:
    """What LibreOffice saves as text: also the numbers that Word makes itself."""
    return convert(path, "txt:Text (encoded):UTF8").decode("utf-8-sig")


def convert(path: Path, target: str) -> bytes:
    """The document as LibreOffice saves it with the filter ``target`` (its suffix first)."""
    with tempfile.TemporaryDirectory() as folder:
        command = [_program("soffice"), f"-env:UserInstallation={_profile()}", "--headless"]
        command += ["--convert-to", target, "--outdir", folder, str(path.resolve())]
        subprocess.run(command, check=True, capture_output=True, timeout=_MINUTES)
        return next(Path(folder).iterdir()).read_bytes()


@cache
def _keep() -> tempfile.TemporaryDirectory[str]:
    return tempfile.TemporaryDirectory()  # removed when the program ends


def _profile() -> str:
    """One profile for all conversions: making it takes longer than most of them."""
    return Path(_keep().name).as_uri()


@cache
def _program(name: str) -> str:
    return shutil.which(name) or ""


# The table


@dataclass(frozen=True, slots=True)
class Witness:
    """One way to a text; ``program`` is what it needs on the path, if anything."""

    name: str
    text: Callable[[Path, str], str]
    program: str = ""

    @property
    def is_there(self) -> bool:
        """Whether its program is installed."""
        return not self.program or bool(_program(self.program))


_OFFICE = Witness("soffice", office_text, "soffice")

# Suffix → who can say what the body of such a file is.
WITNESSES: dict[str, tuple[Witness, ...]] = {
    "txt": (Witness("codec", plain_text),),
    "md": (Witness("regex", markdown_text),),
    "html": (Witness("html.parser", page_text),),
    "docx": (Witness("w:t", word_text), _OFFICE),
    "pdf": (Witness("pdftotext", portable_text, "pdftotext"),),
    "doc": (_OFFICE,),
    "odt": (_OFFICE,),
    "rtf": (_OFFICE,),
}


def witnesses(suffix: str) -> list[Witness]:
    """Those that can speak for ``suffix`` on this machine."""
    return [witness for witness in WITNESSES.get(suffix, ()) if witness.is_there]
