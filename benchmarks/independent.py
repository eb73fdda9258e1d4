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
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from html.parser import HTMLParser
from itertools import chain
from pathlib import Path

from word_text import word_text

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


def ordinary(text: str) -> str:
    """``text`` with ordinary characters for radicals and compatibility forms."""
    plain = _COMPATIBILITY.sub(lambda found: unicodedata.normalize("NFKC", found[0]), text)
    return plain.translate(_RADICALS)


def han(text: str) -> str:
    """The Han characters of ``text``, as ordinary ones."""
    return _NOT_HAN.sub("", ordinary(text))


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


# Portable documents

_PAGE_NUMBER = re.compile(
    r"[-–—·\s]*(第\s*)?([0-9]+|[ivxlc]+|[IVXLC]+)(\s*页)?(\s*[/,，]?\s*共?\s*[0-9]+\s*页?)?[-–—·\s]*"
)


_EDGE = 3  # lines at the top and at the foot of a page that may be no body


def portable_text(path: Path, _codec: str) -> str:
    """What ``pdftotext`` makes of columns and tables, without what repeats on the pages."""
    return _without_furniture(path, [])


def portable_order(path: Path, _codec: str) -> str:
    """The same in the order in which the file draws its text."""
    return _without_furniture(path, ["-raw"])


def _without_furniture(path: Path, options: list[str]) -> str:
    """Leave out page numbers, and lines at the edges that stand there on most pages."""
    command = ["pdftotext", "-enc", "UTF-8", *options, str(path), "-"]
    done = subprocess.run(command, check=True, capture_output=True, timeout=_MINUTES)
    pages = [
        [line for line in page.splitlines() if line.strip()]
        for page in done.stdout.decode("utf-8").split("\f")
    ]
    edges = [{_shape(line) for line in page[:_EDGE] + page[-_EDGE:]} for page in pages]
    often = Counter(chain.from_iterable(edges))
    limit = max(2, len(pages) // 2)
    kept = []
    for page in pages:
        for place, line in enumerate(page):
            at_edge = place < _EDGE or place >= len(page) - _EDGE
            repeats = often[_shape(line)] > limit or _PAGE_NUMBER.fullmatch(line.strip())
            if not (at_edge and repeats):
                kept.append(line)
    return "\n".join(kept)


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
    """One way to a text.

    ``program`` is what it needs on the path, ``twin`` the suffix of the same document in
    another format beside it, if it needs one.
    """

    name: str
    text: Callable[[Path, str], str]
    program: str = ""
    twin: str = ""

    def speaks_for(self, path: Path) -> bool:
        """Whether what it needs is there."""
        has_twin = not self.twin or path.with_suffix(self.twin).is_file()
        return has_twin and (not self.program or bool(_program(self.program)))


def _twin(suffix: str, text: Callable[[Path, str], str]) -> Witness:
    def of_twin(path: Path, _codec: str) -> str:
        return text(path.with_suffix(suffix), "utf-8-sig")

    return Witness(f"{suffix} twin", of_twin, twin=suffix)


_OFFICE = Witness("soffice", office_text, "soffice")
_MD_TWIN = _twin(".md", markdown_text)

# Suffix → who can say what the body of such a file is.
WITNESSES: dict[str, tuple[Witness, ...]] = {
    "txt": (Witness("codec", plain_text),),
    "md": (Witness("regex", markdown_text),),
    "html": (Witness("html.parser", page_text), _MD_TWIN),
    "docx": (Witness("w:t", word_text), _OFFICE),
    "pdf": (
        Witness("pdftotext", portable_text, "pdftotext"),
        Witness("-raw", portable_order, "pdftotext"),
        _MD_TWIN,
        _twin(".docx", word_text),
    ),
    "doc": (_OFFICE,),
    "odt": (_OFFICE,),
    "rtf": (_OFFICE,),
}


def witnesses(path: Path) -> list[Witness]:
    """Those that can speak for the document ``path`` on this machine."""
    known = WITNESSES.get(path.suffix.lower().removeprefix("."), ())
    return [witness for witness in known if witness.speaks_for(path)]
