"""Reading e-books: the order of the spine, what is left out, what is refused."""

from __future__ import annotations

import zipfile
from io import BytesIO

import pytest

from quizgen.document import BlockKind
from quizgen.errors import UnreadableDocument
from quizgen.readers import archive, read

_CONTAINER = (
    '<container xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles>'
    '<rootfile full-path="OEBPS/book.opf"/></rootfiles></container>'
)
_XHTML = "application/xhtml+xml"


def _page(body: str) -> str:
    return (
        '<?xml version="1.0" encoding="utf-8"?><!DOCTYPE html>'
        f'<html xmlns="http://www.w3.org/1999/xhtml"><head><title/></head><body>{body}</body></html>'
    )


CHAPTERS = {
    "封面.xhtml": _page('<img src="cover.png" alt="封面"/>'),
    "nav.xhtml": _page("<nav><ol><li><a href='a.xhtml'>第一章</a></li></ol></nav>"),
    "b.xhtml": _page("<h1>第二章 分则</h1><p>骑行人应当登记。<a href='#n1'><sup>①</sup></a></p>"),
    "a.xhtml": _page("<h1>第一章 总则</h1><section><p>为了规范使用，制定本办法。</p></section>"),
    "n.xhtml": _page("<aside id='n1'><p>①登记，是指实名登记。</p></aside><br/>"),
}
SPINE = ("封面.xhtml", "nav.xhtml", "a.xhtml", "b.xhtml", "n.xhtml")


def _book(files: dict[str, str] | None = None, spine: tuple[str, ...] = SPINE) -> bytes:
    """A book of ``CHAPTERS``; ``files`` are added, or take the place of those of that name."""
    items = "".join(
        f'<item id="i{number}" href="{path}" media-type="{_XHTML}"'
        f"{' properties=' + chr(34) + 'nav' + chr(34) if path == 'nav.xhtml' else ''}/>"
        for number, path in enumerate(SPINE)
    )
    references = "".join(f'<itemref idref="i{SPINE.index(path)}"/>' for path in spine)
    package = (
        '<package xmlns="http://www.idpf.org/2007/opf"><metadata '
        'xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>公共自行车\n管理办法</dc:title></metadata>'
        f'<manifest>{items}<item id="css" href="a.css" media-type="text/css"/></manifest>'
        f'<spine>{references}<itemref idref="css"/></spine></package>'
    )
    entries = {
        "mimetype": "application/epub+zip",
        "META-INF/container.xml": _CONTAINER,
        "OEBPS/book.opf": package,
    }
    entries |= {f"OEBPS/{path}": page for path, page in CHAPTERS.items()} | (files or {})
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as book:
        for path, content in entries.items():
            book.writestr(path, content)
    return buffer.getvalue()


def test_chapters_come_in_the_order_of_the_spine() -> None:
    reading = read(_book(), "书.epub")
    assert reading.title == "公共自行车 管理办法"
    assert reading.text.split("\n") == [
        "第一章 总则",
        "为了规范使用，制定本办法。",
        "第二章 分则",
        "骑行人应当登记。①",
        "①登记，是指实名登记。",
    ]
    assert [block.kind for block in reading.blocks[:2]] == [BlockKind.HEADING, BlockKind.PARAGRAPH]


def test_what_chapters_mark_is_told() -> None:
    page = _page("<p>骑行人应当<em>实名登记</em>，押金为<b>二百元</b>。</p>")
    reading = read(_book({"OEBPS/b.xhtml": page}), "书.epub")
    marked = [reading.text[span.start : span.end] for span in reading.marked]
    assert marked == ["实名登记", "二百元"]


def test_obfuscated_fonts_do_no_harm() -> None:
    fonts = (
        '<encryption xmlns:enc="http://www.w3.org/2001/04/xmlenc#"><enc:EncryptedData>'
        '<enc:EncryptionMethod Algorithm="http://www.idpf.org/2008/embedding"/>'
        "</enc:EncryptedData></encryption>"
    )
    assert "第一章 总则" in read(_book({"META-INF/encryption.xml": fonts}), "书.epub").text


_DRM = (
    '<encryption xmlns:enc="http://www.w3.org/2001/04/xmlenc#"><enc:EncryptedData>'
    '<enc:EncryptionMethod Algorithm="http://www.w3.org/2001/04/xmlenc#aes128-cbc"/>'
    "</enc:EncryptedData></encryption>"
)
_ENTITIES = (
    '<!DOCTYPE container [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;">]>'
    "<container>&b;</container>"
)


@pytest.mark.parametrize(
    ("data", "message"),
    [
        pytest.param(_book({"META-INF/encryption.xml": _DRM}), r"encrypted \(DRM\)", id="DRM"),
        pytest.param(b"PK\x03\x04" + b"x" * 90, "no ZIP archive", id="no archive"),
        pytest.param(_book()[:-40], "no ZIP archive", id="cut off"),
        pytest.param(
            _book({"META-INF/container.xml": "<container/>"}),
            "no package document",
            id="nothing named",
        ),
        pytest.param(_book({"OEBPS/book.opf": "<package>"}), "book.opf is no XML", id="no XML"),
        pytest.param(
            _book({"META-INF/container.xml": _ENTITIES}), "no package document", id="entities"
        ),
        pytest.param(
            _book({"OEBPS/book.opf": '<package><spine><itemref idref="x"/></spine></package>'}),
            "a chapter is missing",
            id="chapter not listed",
        ),
        pytest.param(_book(spine=("封面.xhtml",)), "no text in this e-book", id="pictures only"),
    ],
)
def test_what_is_refused(data: bytes, message: str) -> None:
    with pytest.raises(UnreadableDocument, match=message) as caught:
        read(data, "书.epub")
    assert "\n" not in str(caught.value)


def test_what_unpacks_to_too_much_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    bomb = _book({"OEBPS/a.xhtml": _page("<p>零</p>" * 100_000)})
    monkeypatch.setattr(archive, "MOST_TEXT_BYTES", 1_000_000)
    with pytest.raises(UnreadableDocument, match="unpacks to more"):
        read(bomb, "书.epub")
    monkeypatch.setattr(archive, "_MOST_ENTRIES", 3)
    with pytest.raises(UnreadableDocument, match="unpacks to more"):
        read(_book(), "书.epub")


@pytest.mark.parametrize(
    ("base", "reference", "path"),
    [
        ("OEBPS/book.opf", "a%20b.xhtml#x", "OEBPS/a b.xhtml"),
        ("OEBPS/book.opf", "../text/a.xhtml", "text/a.xhtml"),
        ("OEBPS/book.opf", "/a.xhtml", "a.xhtml"),
        ("book.opf", "a.xhtml", "a.xhtml"),
        ("book.opf", "../../etc/passwd", "../../etc/passwd"),  # no entry has such a name
    ],
)
def test_references(base: str, reference: str, path: str) -> None:
    assert archive.resolve(base, reference) == path
