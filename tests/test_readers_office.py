"""Old office formats: what they are told by, and how LibreOffice is run."""

from __future__ import annotations

import os
import re
import sys
import tempfile
import time
import zipfile
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pytest
from wordfile import word

from quizgen.document import BlockKind, Reading
from quizgen.errors import UnreadableDocument
from quizgen.readers import libreoffice, read

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(100)
_OPEN = b"PK\x03\x04 mimetype application/vnd.oasis.opendocument."
_DOCX = word("<w:p><w:r><w:t>第一条 正文。</w:t></w:r></w:p>")
_SENTENCE = "我们要在学习中工作，在工作中学习，不断提高为人民服务的水平。"
_PAGE = f"<html><body><p>{_SENTENCE}</p></body></html>"

Convert = Callable[[bytes, str, str, str, str], bytes]


def _stream(name: str) -> bytes:
    return _OLE + name.encode("utf-16-le") + bytes(100)


@pytest.mark.parametrize(
    ("data", "name", "suffix", "target"),
    [
        (_stream("WordDocument"), "a.doc", ".doc", "docx"),
        (_stream("WordDocument"), "a.wps", ".doc", "docx"),
        (_stream("PowerPoint Document"), "a.ppt", ".ppt", "pptx"),
        (_stream("PowerPoint Document"), "a.dps", ".ppt", "pptx"),
        (_OLE, "a.wps", ".wps", "docx"),
        (b"{\\rtf1 x}", "a.rtf", ".rtf", "docx"),
        (b"{\\rtf1 x}", "a.doc", ".rtf", "docx"),
        (b"\r\n {\\rtf1 x}", "a.doc", ".rtf", "docx"),
        (b"<?xml version='1.0'?><w:wordDocument/>", "a.doc", ".xml", "docx"),
        (_OPEN + b"text", "a.odt", ".odt", "docx"),
        (_OPEN + b"text", "a.doc", ".odt", "docx"),
        (_OPEN + b"presentation", "a.odp", ".odp", "pptx"),
        (b"\xdb\xa5\x2d\0\0\0\0\0", "a.doc", ".doc", "docx"),
    ],
)
def test_what_is_converted(
    data: bytes, name: str, suffix: str, target: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    called: list[tuple[str, str]] = []

    def convert(_data: bytes, suffix: str, target: str, name: str, _kind: str) -> bytes:
        called.append((suffix, target))
        raise UnreadableDocument(name, "no more than this is wanted")

    monkeypatch.setattr(libreoffice, "convert", convert)
    with pytest.raises(UnreadableDocument, match="no more"):
        read(data, name)
    assert called == [(suffix, target)]


@pytest.mark.parametrize(
    ("data", "text"),
    [
        pytest.param(_DOCX, "第一条 正文。", id="docx"),
        pytest.param(_PAGE.encode(), _SENTENCE, id="web page"),
        pytest.param(b"\xef\xbb\xbf\n<!DOCTYPE html>" + _PAGE.encode(), _SENTENCE, id="with mark"),
        pytest.param(
            f"<html><meta charset=gb2312>{_SENTENCE}".encode("gb18030"), _SENTENCE, id="GB"
        ),
        pytest.param(
            b"MIME-Version: 1.0\nContent-Type: text/html\n\n" + _PAGE.encode(),
            _SENTENCE,
            id="saved",
        ),
        pytest.param(_SENTENCE.encode("gb18030"), _SENTENCE, id="text"),
        pytest.param(_SENTENCE.encode("utf-16"), _SENTENCE, id="text in UTF-16"),
    ],
)
def test_what_is_something_else_needs_no_libreoffice(
    data: bytes, text: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(libreoffice, "find", lambda: None)
    assert read(data, "文件.doc").text.strip() == text


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("a.doc", r"a Word 97 document \(\.doc\)"),
        ("a.odp", r"an OpenDocument presentation \(\.odp\)"),
    ],
)
def test_not_installed(name: str, kind: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    monkeypatch.setattr(libreoffice, "_PLACES", {})
    with pytest.raises(UnreadableDocument, match=f"{kind} can be read only where LibreOffice"):
        read(_OLE, name)


def test_found_where_installers_put_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    place = tmp_path / "soffice"
    place.touch()
    monkeypatch.setenv("PATH", "")
    places = {sys.platform: (str(tmp_path / "no"), str(place))}
    monkeypatch.setattr(libreoffice, "_PLACES", places)
    assert libreoffice.find() == str(place)


@pytest.mark.parametrize("name", ["a.doc", "a.docx", "a.pptx"])
def test_password_is_told_without_conversion(name: str) -> None:
    with pytest.raises(UnreadableDocument, match="protected by a password"):
        read(_stream("EncryptedPackage"), name)


def test_archive_of_something_else_is_refused() -> None:
    with pytest.raises(UnreadableDocument, match="holds no document"):
        read(b"PK\x03\x04 a.txt", "a.wps")


Install = Callable[[str], None]
_needs_scripts = pytest.mark.skipif(
    sys.platform == "win32", reason="a script in Python is no program on Windows"
)

# The beginning of each false soffice: what it was called with.
_ARGUMENTS = f"""#!{sys.executable}
import pathlib, subprocess, sys, time
profile = sys.argv[1].removeprefix("-env:UserInstallation=file://")
out = pathlib.Path(sys.argv[sys.argv.index("--outdir") + 1])
target = sys.argv[sys.argv.index("--convert-to") + 1]
source = pathlib.Path(sys.argv[-1])
result = out / (source.stem + "." + target)
out.mkdir()
"""


@pytest.fixture
def install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Install:
    """Install a false soffice, whose code is given, as the only one."""
    folder = tmp_path / "bin"
    folder.mkdir()
    (tmp_path / "temporary").mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "temporary"))
    monkeypatch.setenv("PATH", str(folder))

    def installed(code: str) -> None:
        program = folder / "soffice"
        program.write_text(_ARGUMENTS + code, encoding="utf-8")
        program.chmod(0o755)

    return installed


@_needs_scripts
def test_what_is_converted_is_read(install: Install, tmp_path: Path) -> None:
    kept = tmp_path / "kept"
    install(
        f"kept = pathlib.Path({str(kept)!r})\n"
        "kept.mkdir()\n"
        "settings = pathlib.Path(profile, 'user', 'registrymodifications.xcu')\n"
        "(kept / 'settings').write_bytes(settings.read_bytes())\n"
        "(kept / 'source').write_bytes(source.read_bytes())\n"
        "(kept / 'arguments').write_text(chr(10).join(sys.argv[1:]))\n"
        f"result.write_bytes({_DOCX!r})\n"
    )
    data = _stream("WordDocument")
    assert read(data, "旧 文件.doc").text == "第一条 正文。"
    assert (kept / "source").read_bytes() == data
    assert "--headless" in (kept / "arguments").read_text().split("\n")
    settings = (kept / "settings").read_text()
    for name, value in (
        ("MacroSecurityLevel", "3"),
        ("DisableMacrosExecution", "true"),
        ("BlockUntrustedRefererLinks", "true"),
        ("Link", "2"),
        ("ooInetHTTPProxyPort", "9"),
    ):
        assert re.search(rf'name="{name}"[^>]*><value>{value}</value>', settings), name
    assert not list((tmp_path / "temporary").iterdir())


@_needs_scripts
@pytest.mark.parametrize(
    ("code", "message"),
    [
        pytest.param("sys.exit(1)", "cannot convert a Word 97 document", id="failure"),
        pytest.param("", "cannot convert a Word 97 document", id="nothing written"),
        pytest.param("result.mkdir()", "cannot convert a Word 97 document", id="no file"),
        pytest.param("result.write_bytes(b'x' * 900)", "no Word document", id="garbage"),
        pytest.param("result.write_bytes(b'x' * 1001)", "more than any document", id="large"),
        pytest.param("time.sleep(60)", "took more than 1 seconds", id="hanging"),
    ],
)
def test_conversions_that_fail(
    code: str, message: str, install: Install, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(libreoffice, "TIME_LIMIT", 1.0)
    monkeypatch.setattr(libreoffice, "LARGEST_RESULT", 1_000)
    install(code)
    with pytest.raises(UnreadableDocument, match=message) as caught:
        read(_stream("WordDocument"), "a.doc")
    assert "\n" not in str(caught.value)
    assert not list((tmp_path / "temporary").iterdir())


@_needs_scripts
def test_program_that_cannot_be_started(install: Install, tmp_path: Path) -> None:
    install("")
    (tmp_path / "bin" / "soffice").write_text("#!/no/such/interpreter\n")
    with pytest.raises(UnreadableDocument, match="cannot be started"):
        read(_stream("WordDocument"), "a.doc")


@_needs_scripts
def test_what_it_started_ends_with_it(
    install: Install, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    noted = tmp_path / "child"
    monkeypatch.setattr(libreoffice, "TIME_LIMIT", 2.0)
    install(
        "child = subprocess.Popen([sys.executable, '-c', 'import time; time.sleep(60)'])\n"
        f"pathlib.Path({str(noted)!r}).write_text(str(child.pid))\n"
        "child.wait()\n"
    )
    with pytest.raises(UnreadableDocument, match="took more than"):
        read(_stream("WordDocument"), "a.doc")
    assert _ends(int(noted.read_text()))


def _ends(pid: int) -> bool:
    """Whether a process is gone, or dead and only not yet cleared away, before long."""
    for _ in range(100):
        try:
            os.kill(pid, 0)
            status = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8", errors="replace")
        except OSError:
            return True
        if status.rpartition(")")[2].split()[0] == "Z":
            return True
        time.sleep(0.05)
    return False


_needs_libreoffice = pytest.mark.skipif(
    libreoffice.find() is None, reason="LibreOffice is not installed"
)


def _blocks(reading: Reading) -> list[str]:
    return [reading.text[block.span.start : block.span.end] for block in reading.blocks]


def _rich_text(*lines: str) -> bytes:
    escaped = ["".join(f"\\u{ord(c)}?" if ord(c) > 126 else c for c in line) for line in lines]
    return (
        "{\\rtf1\\ansi\\deff0{\\fonttbl{\\f0 SimSun;}}" + "\\par\n".join(escaped) + "\\par}"
    ).encode()


@_needs_libreoffice
def test_real_rich_text_and_word_97() -> None:
    lines = ["第一条 为了规范使用，制定本办法。", "第二条 骑行人应当登记。"]
    assert _blocks(read(_rich_text(*lines), "a.rtf")) == lines
    old = libreoffice.convert(_rich_text(*lines), ".rtf", "doc", "a.rtf", "rich text")
    assert old.startswith(_OLE[:8])
    assert _blocks(read(old, "a.doc")) == lines
    assert _blocks(read(old, "a.wps")) == lines


_SLIDES = """\
<office:document-content office:version="1.2"
 xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"
 xmlns:draw="urn:oasis:names:tc:opendocument:xmlns:drawing:1.0"
 xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"
 xmlns:svg="urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0"
 xmlns:presentation="urn:oasis:names:tc:opendocument:xmlns:presentation:1.0">
<office:body><office:presentation>
<draw:page draw:name="p1" draw:master-page-name="m"><draw:frame presentation:class="title"
 presentation:style-name="t"
 svg:x="1cm" svg:y="1cm" svg:width="20cm" svg:height="3cm"><draw:text-box><text:p>安全用电</text:p>
</draw:text-box></draw:frame><draw:frame svg:x="1cm" svg:y="5cm" svg:width="20cm" svg:height="9cm">
<draw:text-box><text:p>检查线路</text:p><text:p>检查开关</text:p></draw:text-box></draw:frame></draw:page>
<draw:page draw:name="p2" draw:master-page-name="m"><draw:frame presentation:class="title"
 presentation:style-name="t"
 svg:x="1cm" svg:y="1cm" svg:width="20cm" svg:height="3cm"><draw:text-box><text:p>灭火</text:p>
</draw:text-box></draw:frame></draw:page>
</office:presentation></office:body></office:document-content>
"""


_PRESENTATION = "application/vnd.oasis.opendocument.presentation"
_MANIFEST = f"""\
<m:manifest xmlns:m="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">
<m:file-entry m:full-path="/" m:media-type="{_PRESENTATION}"/>
<m:file-entry m:full-path="content.xml" m:media-type="text/xml"/></m:manifest>
"""


def _open_document_slides() -> bytes:
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w") as package:
        package.writestr("mimetype", _PRESENTATION)
        package.writestr("META-INF/manifest.xml", _MANIFEST)
        package.writestr("content.xml", _SLIDES)
    return buffer.getvalue()


@_needs_libreoffice
@pytest.mark.parametrize("suffix", [".odp", ".ppt"])
def test_real_slides(suffix: str) -> None:
    data = _open_document_slides()
    if suffix == ".ppt":
        data = libreoffice.convert(data, ".odp", "ppt", "a.odp", "a presentation")
    reading = read(data, f"课件{suffix}")
    assert _blocks(reading) == ["安全用电", "检查线路", "检查开关", "灭火"]
    assert [block.line for block in reading.blocks] == [1, 1, 1, 2]
    assert reading.blocks[0].kind is BlockKind.HEADING


@_needs_libreoffice
def test_real_damaged_document() -> None:
    with pytest.raises(UnreadableDocument, match="cannot convert a Word 97 document"):
        read(_stream("WordDocument") * 3, "a.doc")
