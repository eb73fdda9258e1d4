"""bytes → str: encodings decided by strict decoding and by how likely the text is.

No byte is ever dropped or replaced: a text that cannot be decoded is an error that
names the first byte that does not fit.
"""

from __future__ import annotations

import codecs
import re
from collections import Counter

from quizgen.errors import Problem, UnreadableDocument, UsageError
from quizgen.records import dataclass
from quizgen.regex import regex
from quizgen.text import has_han


@dataclass(frozen=True, slots=True)
class Decoded:
    """A text with LF line ends, the encoding it was in, and what was found on the way."""

    text: str
    encoding: str
    problems: tuple[Problem, ...] = ()


# Byte order marks, longest first: the mark of UTF-32-LE begins with that of UTF-16-LE.
_MARKS: tuple[tuple[bytes, str], ...] = (
    (codecs.BOM_UTF32_LE, "UTF-32-LE"),
    (codecs.BOM_UTF32_BE, "UTF-32-BE"),
    (codecs.BOM_UTF8, "UTF-8"),
    (codecs.BOM_UTF16_LE, "UTF-16-LE"),
    (codecs.BOM_UTF16_BE, "UTF-16-BE"),
    (b"\x84\x31\x95\x33", "GB18030"),
)

# What else a file may be, by its first bytes.
_MAGIC: tuple[tuple[bytes, str], ...] = (
    (b"PK\x03\x04", "a ZIP archive (perhaps a .docx, .xlsx or .epub file)"),
    (b"%PDF-", "a PDF"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old Office document (.doc, .xls, .ppt or .wps)"),
    (b"{\\rtf", "a rich text document (.rtf)"),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"GIF8", "a picture"),
    (b"\x1f\x8b", "a compressed file"),
    (b"Rar!", "a compressed file"),
    (b"7z\xbc\xaf", "a compressed file"),
    (b"SQLite format 3", "a database"),
    (b"\x7fELF", "a program"),
    (b"MZ\x90\x00", "a program"),
)

# Tried when the text is not UTF-8, best likelihood wins; the order breaks ties.
_CANDIDATES = (
    "GB18030",
    "Big5-HKSCS",
    "CP950",
    "UTF-16-LE",
    "UTF-16-BE",
    "UTF-32-LE",
    "UTF-32-BE",
)

# What web pages call their encoding → its name here.  That of a larger set stands for the
# smaller one, as in the Encoding standard.  UTF-8 is tried anyway; ISO-8859-1 and the like
# are no encodings of Chinese, but what an editor wrote unasked.
_DECLARED: dict[str, str] = {
    "gb2312": "GB18030",
    "gb_2312-80": "GB18030",
    "gbk": "GB18030",
    "x-gbk": "GB18030",
    "gb18030": "GB18030",
    "hz-gb-2312": "HZ",
    "big5": "Big5-HKSCS",
    "big5-hkscs": "Big5-HKSCS",
    "x-x-big5": "Big5-HKSCS",
    "cp950": "CP950",
}
_DECLARATION = regex(
    rb"""<meta\b[^>]{0,200}?\bcharset\s*=\s*["']?\s*([\w-]+)|<\?xml\b[^>]{0,200}?\bencoding\s*=\s*["']([\w-]+)""",
    re.IGNORECASE,
)

# The most frequent characters of modern Chinese, simplified and traditional.  They make
# up about 60 % of the Han characters of any text, and about 10 % of a text that was
# decoded wrongly.
_COMMON = frozenset(
    "的一是不了在人有我他这个们中来上大为和国地到以说时要就出会可也你对生能而子那得于着下自之年过发后作里"
    "用道行所然家种事成方多经么去法学如都同现当没动面起看定天分还进好小部其些主样理心她本前开但因只从想实"
    "日军者意无力它与长把机十民第公此已工使情明性知全三又关点正业外将两高间由问很最重并物手应战向头文体政"
    "美相见被利什二等产或新己制身果加西斯月话合回特代内信表化老给世位次度门任常先海通教儿原东声提立及比员"
    "解水名真论处走义各入几口认条平系气题活别打女变四神总何电数安少报才结反受目太量再感建务做接必场件计管"
    "期市直德资命山金指克许统区保至队形社便空决治展马科司五基眼书非则听白界达光放强即像难且权思王象完设式"
    "色路记品住告类求据程北边死张该交规万取拉格望觉术领共确传师观清今切院让识候带导争运章节条款项款违按照"
    "這個們來國說時為會對過發後裡種經麼學現當沒動還進樣開從實軍無與長機關點業將兩間問並戰頭體見產話內給門"
    "東聲員論處義幾認條係氣題變總電數報結務場計資統區隊書則聽達強難權設記類據邊張該規萬覺術領確傳師觀讓識"
    "帶導爭運療壓藥號輸鍵標訊網"
)
_HAN = regex("[\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U000323af]")
_ORDINARY = regex("[\x20-\x7e\t\n\r\u3000-\u303f\uff00-\uffef\u2010-\u2027\u2460-\u249b\u00b7]")
_LIKELY = 0.30  # below this share of common characters the text is not Chinese as read
_HEAD = 4_096  # bytes looked at for zeros
_SAMPLE = 200_000  # characters looked at for a likelihood

_CONTROLS = regex("[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f]")
_LINE_END = regex("\r\n?|[\x0b\x0c\x85\u2028\u2029]")
# All of both: most texts are searched once and have none.
_ODD = regex("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029]")
_BINARY_SHARE = 0.01  # control characters; text has none or a stray few
_PROBLEM_LIMIT = 20


def decode(
    data: bytes, name: str, encoding: str | None = None, *, declared_in_markup: bool = False
) -> Decoded:
    """The text of ``data``, strictly decoded.

    Without ``encoding``: by byte order mark, else UTF-8, else the likeliest of GB18030,
    Big5 and UTF-16/32.  With ``declared_in_markup`` what the head of a web page says
    comes before the likeliest, unless the text is no likely Chinese then.  Line ends
    become LF; control characters become spaces, each with a :class:`Problem`.  All other
    characters stay, bidirectional controls and zero-width characters included.

    Raises :exc:`UnreadableDocument` (empty, binary, undecodable; ``name`` is its
    ``where``) and :exc:`UsageError` (no such encoding).
    """
    if not data:
        raise UnreadableDocument(name, "the file is empty", "check that the right file was given")
    if encoding is None:
        _refuse_magic(data, name)
        text, label = _detect(data, name, _declared(data) if declared_in_markup else "")
    else:
        text, label = _as_told(data, name, encoding)
    if not text or text.isspace():
        raise UnreadableDocument(
            name, "there is nothing but white space in it", "check that the right file was given"
        )
    text = text.removeprefix("\ufeff")
    if not _ODD.search(text):
        return Decoded(text, label)
    return _clean(_LINE_END.sub("\n", text), label, name)


def _refuse_magic(data: bytes, name: str) -> None:
    for magic, kind in _MAGIC:
        if data.startswith(magic):
            raise UnreadableDocument(
                name, f"this is {kind}, not a text", "save the text itself as .txt or .md"
            )


def _as_told(data: bytes, name: str, encoding: str) -> tuple[str, str]:
    """``data`` in the encoding that the user named, with its usual name."""
    try:
        codec = codecs.lookup(encoding)
        is_text = codec._is_text_encoding  # noqa: SLF001  rot13, base64: codecs of another kind
    except (LookupError, ValueError):
        is_text = False
    if not is_text:
        raise UsageError(
            "--encoding",
            f"there is no encoding {encoding!r}",
            "use for example utf-8, gb18030, big5 or utf-16",
        )
    for mark, label in _MARKS:
        if data.startswith(mark) and codecs.lookup(label).name == codec.name:
            data = data[len(mark) :]
    try:
        return codec.decode(data, "strict")[0], encoding
    except UnicodeError as error:
        raise UnreadableDocument(
            name,
            f"not {encoding} at byte {_byte(error)}",
            "leave --encoding out, or name another",
        ) from error


def _byte(error: UnicodeError) -> int:
    """The offset of the first byte that does not fit."""
    return error.start if isinstance(error, UnicodeDecodeError) else 0


def _declared(data: bytes) -> str:
    """The encoding that a web page declares, by the name it is known by here; or ""."""
    found = _DECLARATION.search(data, 0, _HEAD)
    return _DECLARED.get((found[1] or found[2]).decode("ascii").lower(), "") if found else ""


def _detect(data: bytes, name: str, declared: str = "") -> tuple[str, str]:
    """The text and the name of the encoding found; ``declared`` is tried before others.

    UTF-8 comes before what is declared: text of any other encoding is hardly ever valid
    UTF-8, while pages that were converted often keep their old declaration.
    """
    for mark, label in _MARKS:
        if data.startswith(mark):
            try:
                return data[len(mark) :].decode(label), label
            except UnicodeDecodeError as error:
                raise _undecodable(name, label, len(mark) + error.start) from error
    zeros = data.count(0, 0, _HEAD)
    failed: list[tuple[int, str]] = []
    if not zeros:
        try:
            return data.decode("utf-8"), "UTF-8"
        except UnicodeDecodeError as error:
            failed.append((error.start, "UTF-8"))
    told = _strictly(data, declared, failed) if declared else None
    if told is not None and likelihood(told[0]) > _LIKELY:
        return told
    found = _likeliest(data, failed, wide=zeros > 0) or told
    if found is not None:
        return found
    if zeros:
        return _with_zeros(data, name), "UTF-8"
    offset, label = _furthest(data, failed)
    raise _undecodable(name, label, offset)


def _with_zeros(data: bytes, name: str) -> str:
    """Text with stray zero bytes in it; anything else with zero bytes is binary."""
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        raise _binary(name) from None


def _likeliest(data: bytes, failed: list[tuple[int, str]], *, wide: bool) -> tuple[str, str] | None:
    """The candidate under which the text looks most like Chinese; None when it does under none.

    Those that cannot decode it are added to ``failed`` with the byte where they fail;
    ``wide`` tells that there are zero bytes, as UTF-32 always has.
    """
    best: tuple[str, str] | None = None
    highest = _LIKELY
    for label in _CANDIDATES:
        if label.startswith("UTF-32") and not wide:
            continue
        found = _strictly(data, label, failed)
        score = likelihood(found[0]) if found else 0.0
        if score > highest:
            highest, best = score, found
    return best


def _strictly(data: bytes, label: str, failed: list[tuple[int, str]]) -> tuple[str, str] | None:
    """``data`` in the encoding ``label``; None, and an entry in ``failed``, if it is not."""
    try:
        return data.decode(label), label
    except UnicodeDecodeError as error:
        failed.append((error.start, label))
        return None


def _furthest(data: bytes, failed: list[tuple[int, str]]) -> tuple[int, str]:
    """The encoding under which the bytes before the failure read best, and where it fails."""
    ranked = [
        (likelihood(data[:offset].decode(label, "strict")) if offset else 0.0, offset, label)
        for offset, label in failed
        if not label.startswith("UTF-32")
    ]
    _, offset, label = max(ranked, key=lambda row: (row[0] > _LIKELY, row[1], row[0]))
    return offset, label


def _undecodable(name: str, label: str, offset: int) -> UnreadableDocument:
    return UnreadableDocument(
        name,
        f"cannot be decoded: not {label} at byte {offset}, nor any other encoding of Chinese",
        "give its encoding with --encoding, or save it as UTF-8",
    )


def _binary(name: str) -> UnreadableDocument:
    return UnreadableDocument(
        name, "this is a binary file, not a text", "save the text itself as .txt or .md"
    )


def likelihood(text: str) -> float:
    """How much ``text`` looks like Chinese, 0 to 1.

    The share of common characters among the Han characters, lowered by characters
    that no Chinese text has (private use, other scripts in quantity).
    """
    counts = Counter(text[:_SAMPLE])
    han = common = strange = 0
    for char, count in counts.items():
        if _HAN.match(char):
            han += count
            if char in _COMMON:
                common += count
        elif not _ORDINARY.match(char):
            strange += count
    if not han:
        return 0.0
    return common / han * han / (han + strange)


def _clean(text: str, label: str, name: str) -> Decoded:
    """Control characters as spaces, reported; refused when there are too many of them."""
    found = list(_CONTROLS.finditer(text))
    if len(found) > len(text) * _BINARY_SHARE and (len(found) > 8 or not has_han(text)):
        raise _binary(name)
    problems = tuple(
        Problem(
            f"control character U+{ord(match[0]):04X} replaced by a space",
            match.start(),
            match.end(),
        )
        for match in found[:_PROBLEM_LIMIT]
    )
    if len(found) > _PROBLEM_LIMIT:
        rest = found[_PROBLEM_LIMIT]
        problems += (
            Problem(
                f"{len(found) - _PROBLEM_LIMIT} more control characters replaced by spaces",
                rest.start(),
                rest.end(),
            ),
        )
    return Decoded(_CONTROLS.sub(" ", text) if found else text, label, problems)
