"""Tokens that a hostile or broken document may hold, by format, for ``mutations.py``.

``Bait`` names a file and a port of this machine; some tokens ask for them, and who reads the
file or calls the port is caught.
"""

from __future__ import annotations

from dataclasses import dataclass

ZIPPED = frozenset({"docx", "odt", "epub", "pptx", "odp"})
MARKED_UP = ZIPPED | {"html", "htm", "md"}

NUMBERS = tuple(
    b"-1 0 1 255 65536 2147483648 99999999999999999999 1e309 NaN 0x7fffffff 3.5".split()
)

# What no text may hold: a surrogate in what looks like UTF-8, among others.
BROKEN: tuple[bytes, ...] = (b"\0", b"\xff\xfe", b"\xed\xa0\x80", b"\xa3")

# Tokens of any format.
_ANY: tuple[bytes, ...] = (
    b"\xef\xbb\xbf",
    b"\r",
    b"\t" * 3000,
    "\u3000".encode() * 3000,
    "第一条".encode() * 500,
    "\n第九千九百九十九条之九 ".encode(),
    "\n一、\n二、\n".encode(),
    "“".encode() * 500,
    "（".encode() * 500,
    "\u202e\u2028\u200d\ufffe".encode(),
    "\U000e0041\U0010ffff".encode(),
)

_MARK_UP: tuple[bytes, ...] = (
    b'<!DOCTYPE x [<!ENTITY a SYSTEM "%(file)s">]><x>&a;</x>',
    b'<!DOCTYPE x SYSTEM "http://127.0.0.1:%(port)d/x.dtd">',
    b'<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;"]>&b;',
    b'<?xml version="1.0" encoding="utf-32"?>',
    b'<?xml-stylesheet href="%(file)s"?>',
    b'<meta charset="utf-16"><meta http-equiv="refresh" content="0;url=http://127.0.0.1:%(port)d">',
    b'<base href="http://127.0.0.1:%(port)d/">',
    b'<img src="http://127.0.0.1:%(port)d/a.png" alt="a">',
    b'<iframe src="%(file)s"></iframe><object data="%(file)s"></object><embed src="%(file)s">',
    b'<link rel="stylesheet" href="http://127.0.0.1:%(port)d/a.css">',
    b'<xi:include xmlns:xi="http://www.w3.org/2001/XInclude" href="%(file)s" parse="text"/>',
    b"&a;&#0;&#xd800;&#x110000;&#99999999999;&amp",
    b"<div>" * 5000,
    b"<b><i>" * 1000,
    b"</div>" * 100,
    b"<table><tr><td>" * 300,
    b"<ol><li>" * 300,
    b'<ol start="-99999999999999999999" reversed><li value="x">',
    b'<td rowspan="99999999" colspan="99999999">',
    b"<![CDATA[",
    b"<!--",
    b"<script>",
    b"<textarea>",
    b"<svg><title><p>",
    b"<math><mi>",
)

_MARKDOWN: tuple[bytes, ...] = (
    b"[" * 3000,
    b"*a " * 2000,
    b"_" * 3000,
    b"> " * 500,
    b"- " * 500,
    b"`" * 500 + b"a",
    b"\n```\n",
    b"\n---\ntitle: x\n---\n",
    b"\n|a|b|\n|-|-|\n" + b"|" * 2000,
    b"![a](http://127.0.0.1:%(port)d/a.png)[b]: <%(file)s>",
    b"\n999999999. a\n1000000000. b\n",
    b"$$\\frac{" * 100,
)

_WORD: tuple[bytes, ...] = (
    b"<w:p>" * 2000,
    b"<w:tbl><w:tr><w:tc>" * 300,
    b'<w:gridSpan w:val="99999999"/><w:vMerge/>',
    b'<w:numPr><w:ilvl w:val="99"/><w:numId w:val="-1"/></w:numPr>',
    b'<w:start w:val="99999999999"/><w:lvlText w:val="%%1%%2%%3%%9%%0"/>',
    b'<w:numFmt w:val="none"/><w:basedOn w:val="a"/><w:link w:val="a"/>',
    b"<mc:AlternateContent><mc:Choice><w:txbxContent>",
    b'<w:fldChar w:fldCharType="begin"/><w:instrText>',
    b'<w:fldChar w:fldCharType="end"/>' * 50,
    b'<w:footnoteReference w:id="1"/>' * 50,
    b'<w:altChunk r:id="rId1"/>',
    b'<Relationship Id="rId1" TargetMode="External" Target="%(file)s" Type="officeDocument"/>',
    b'<Relationship Id="rId1" Target="../../../../etc/passwd" Type="styles"/>',
)

_PORTABLE: tuple[bytes, ...] = (
    b"/Count 99999999 ",
    b"/Kids [1 0 R 2 0 R 3 0 R] ",
    b"/Parent 1 0 R /Prev 0 ",
    b"/MediaBox [-1e38 -1e38 1e38 1e38] /Rotate 45 ",
    b"/Length -1 ",
    b"/Filter [/FlateDecode /FlateDecode /LZWDecode /DCTDecode] ",
    b"/AA << /O << /S /URI /URI (http://127.0.0.1:%(port)d) >> >> ",
    b"/S /JavaScript /JS (app.launchURL('http://127.0.0.1:%(port)d')) ",
    b"/F (%(file)s) /EF << >> ",
    b"/ToUnicode 1 0 R /W [0 99999999 -1] ",
    b"[" * 5000,
    b"<< /A " * 2000,
    b"endobj\n1 0 obj\n",
    b"\nendstream\n",
    b"stream\r\n",
    b"BT /F1 1e38 Tf 0 0 0 0 0 0 Tm (a) Tj ET ",
    b"q " * 5000,
    b"/Fm0 Do ",
)

_RICH: tuple[bytes, ...] = (
    b"{" * 3000,
    b"}",
    b"\\bin99999999 ",
    b"\\u-99999?",
    b"\\'",
    b'{\\field{\\*\\fldinst INCLUDETEXT "%(file)s"}}',
    b"{\\object\\objdata 00}",
)

_TOKENS: dict[str, tuple[bytes, ...]] = {
    "txt": (),
    "md": _MARK_UP + _MARKDOWN,
    "html": _MARK_UP,
    "htm": _MARK_UP,
    "docx": _MARK_UP + _WORD,
    "pdf": _PORTABLE,
    "rtf": _RICH,
}


@dataclass(frozen=True, slots=True)
class Bait:
    """What no reader may touch: the URL of a file, and a port of this machine."""

    file: str
    port: int

    def tokens(self, suffix: str) -> list[bytes]:
        """The hostile tokens of a format."""
        own = _TOKENS.get(suffix, _MARK_UP if suffix in ZIPPED else ())
        names = {b"file": self.file.encode(), b"port": self.port}
        return [*_ANY, *(token % names for token in own)]
