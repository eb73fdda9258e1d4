"""Documents spoilt at random, for ``fuzz_readers.py``: bytes → bytes, all by a ``Random``.

A mutation strikes the file as it lies there or, where a format packs its text, what is
inside: the members of a ZIP archive, the streams of a PDF.  XML is spoilt as a tree as well:
what is not well formed would be refused at its first fault.
"""

from __future__ import annotations

import re
import zipfile
import zlib
from collections.abc import Callable, Sequence
from copy import deepcopy
from io import BytesIO
from itertools import islice
from random import Random

from hostile import BROKEN, MARKED_UP, NUMBERS, ZIPPED, Bait
from lxml import etree

COMPOUND = frozenset({"doc", "wps", "ppt"})  # file systems of their own: nothing may shift
_BOMB = 64_000_000  # bytes that a member of an archive may swell to
_BOMBS = 300  # one in so many
_AS_TREE = 0.7  # of the members of archives
_AS_IT_LIES = 0.15  # of the files with an inner order, without regard to it

Tokens = Sequence[bytes]


def mutate(data: bytes, suffix: str, bait: Bait, random: Random) -> bytes:
    """``data`` spoilt in one to four ways."""
    tokens = bait.tokens(suffix)
    ways = [*_SOFT, *_HARD * (3 if suffix == "pdf" else 1)]
    if suffix in MARKED_UP or suffix == "pdf":
        ways += [change_number] * 4
    if suffix in MARKED_UP:
        ways += [drop_tag, double_tag] * 2

    if suffix in COMPOUND and random.random() > _AS_IT_LIES:
        ways = [flip_bits, overwrite]

    def spoil(part: bytes) -> bytes:
        if suffix in ZIPPED and random.random() < _AS_TREE:
            return spoil_tree(part, random, tokens)
        for _ in range(random.randint(1, 4)):
            part = random.choice(ways)(part, random, tokens)
        return part

    inside = _INSIDE.get("zip" if suffix in ZIPPED else suffix)
    if inside is None or random.random() < _AS_IT_LIES:
        return spoil(data)
    return inside(data, random, spoil)


# Ways to spoil a run of bytes


def _place(data: bytes, random: Random) -> int:
    """A random place that is not inside a character of UTF-8."""
    return _boundary(data, random.randrange(len(data) + 1))


def _boundary(data: bytes, place: int) -> int:
    while place < len(data) and data[place] & 0xC0 == 0x80:
        place += 1
    return place


def _slice(data: bytes, random: Random, longest: int = 4000) -> tuple[int, int]:
    start = _place(data, random)
    return start, _boundary(data, min(start + random.randint(1, longest), len(data)))


def flip_bits(data: bytes, random: Random, _tokens: Tokens) -> bytes:
    changed = bytearray(data)
    for _ in range(random.randint(1, 20) if data else 0):
        changed[random.randrange(len(changed))] ^= 1 << random.randrange(8)
    return bytes(changed)


def truncate(data: bytes, random: Random, _tokens: Tokens) -> bytes:
    return data[: _place(data, random)]


def remove(data: bytes, random: Random, _tokens: Tokens) -> bytes:
    start, end = _slice(data, random)
    return data[:start] + data[end:]


def double(data: bytes, random: Random, _tokens: Tokens) -> bytes:
    start, end = _slice(data, random)
    place = _place(data, random)
    return data[:place] + data[start:end] * random.choice((1, 1, 1, 20)) + data[place:]


def overwrite(data: bytes, random: Random, _tokens: Tokens) -> bytes:
    start, end = _slice(data, random, 200)
    return data[:start] + random.randbytes(end - start) + data[end:]


def insert(data: bytes, random: Random, tokens: Tokens) -> bytes:
    # Half of them in a place where a tag, an object or a line begins or ends.
    place = _place(data, random)
    if random.random() < 0.5:
        found = re.search(rb"[>\n]", data[place:])
        place += found.end() if found else 0
    return data[:place] + random.choice(tokens) + data[place:]


def insert_broken(data: bytes, random: Random, _tokens: Tokens) -> bytes:
    place = random.randrange(len(data) + 1)
    return data[:place] + random.choice(BROKEN) + data[place:]


_Way = Callable[[bytes, Random, Tokens], bytes]
_SOFT: tuple[_Way, ...] = (remove, double, insert) * 4 + (truncate,)
_HARD: tuple[_Way, ...] = (flip_bits, overwrite, insert_broken)


def _near(pattern: bytes, data: bytes, random: Random) -> re.Match[bytes] | None:
    """A match of ``pattern`` after a random place."""
    return re.compile(pattern).search(data, random.randrange(len(data) + 1))


def change_number(data: bytes, random: Random, _tokens: Tokens) -> bytes:
    found = _near(rb"\d+", data, random)
    return data[: found.start()] + random.choice(NUMBERS) + data[found.end() :] if found else data


def drop_tag(data: bytes, random: Random, _tokens: Tokens) -> bytes:
    found = _near(rb"<[^<>]{1,500}>", data, random)
    return data[: found.start()] + data[found.end() :] if found else data


def double_tag(data: bytes, random: Random, _tokens: Tokens) -> bytes:
    found = _near(rb"<[^<>]{1,500}>", data, random)
    if not found:
        return data
    return data[: found.end()] + found[0] * random.randint(1, 50) + data[found.end() :]


# Ways to spoil XML that stays well formed


def spoil_tree(data: bytes, random: Random, tokens: Tokens) -> bytes:
    """``data`` with elements moved, doubled, nested and removed, and values replaced."""
    try:
        root = etree.fromstring(data, etree.XMLParser(resolve_entities=False, no_network=True))
    except etree.XMLSyntaxError:
        return data
    elements = list(root.iter(etree.Element))
    for _ in range(random.randint(1, 6)):
        one, other = random.choice(elements), random.choice(elements)
        if one.getparent() is not None and _is_small(one):
            random.choice(_TREE)(one, other, random, tokens)
    return etree.tostring(root, encoding="utf-8", xml_declaration=True)


def _is_small(element: etree._Element) -> bool:
    """Whether copies of it are harmless: those of half a document would double and double."""
    return next(islice(element.iter(), _SMALL, None), None) is None


def _remove(one: etree._Element, _other: etree._Element, _random: Random, _tokens: Tokens) -> None:
    one.getparent().remove(one)


def _double(one: etree._Element, other: etree._Element, random: Random, _tokens: Tokens) -> None:
    copy = deepcopy(one)  # as it is now: ``other`` may lie inside it
    for _ in range(random.choice((1, 1, 20))):
        other.append(deepcopy(copy))


def _nest(one: etree._Element, _other: etree._Element, random: Random, _tokens: Tokens) -> None:
    for _ in range(random.choice((1, 10, 200))):
        shell = etree.Element(one.tag, dict(one.attrib))
        shell.append(deepcopy(one))
        one.getparent().replace(one, shell)
        one = shell[0]


def _rename(one: etree._Element, other: etree._Element, _random: Random, _tokens: Tokens) -> None:
    one.tag = other.tag


def _value(one: etree._Element, other: etree._Element, random: Random, _tokens: Tokens) -> None:
    if one.attrib:
        values = [*NUMBERS, *(value.encode() for value in other.attrib.values()), b""]
        one.set(random.choice(list(one.attrib)), random.choice(values).decode())


def _text(one: etree._Element, _other: etree._Element, random: Random, tokens: Tokens) -> None:
    text = random.choice(tokens).decode("utf-8", errors="ignore")
    one.text = _NO_XML.sub("", text)


_SMALL = 200  # elements
_NO_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_TREE = (_remove, _double, _nest, _rename, _value, _value, _value, _text)


# What is inside

_Spoil = Callable[[bytes], bytes]


def in_archive(data: bytes, random: Random, spoil: _Spoil) -> bytes:
    """Spoil one to three members of a ZIP archive that hold XML; seldom, make one a bomb."""
    with zipfile.ZipFile(BytesIO(data)) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    texts = [
        name for name in members if name.endswith((".xml", ".xhtml", ".html", ".rels", ".opf"))
    ]
    for _ in range(random.randint(1, 3)):
        # The text itself in half of the cases, else one of the parts around it.
        name = max(texts, key=lambda n: len(members[n])) if random.random() < 0.5 else None
        name = name or random.choice(texts)
        members[name] = spoil(members[name])
        if random.randrange(_BOMBS) == 0:
            members[name] += members[name][-100_000:] * (_BOMB // 100_000)
        if random.random() < 0.03:
            del members[name]
            texts.remove(name)
    packed = BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        for name, content in members.items():
            archive.writestr(zipfile.ZipInfo(name), content, zipfile.ZIP_DEFLATED)
    return packed.getvalue()


def in_stream(data: bytes, random: Random, spoil: _Spoil) -> bytes:
    """Spoil one stream of a PDF.

    The places of the objects after it shift, so that the table of places has to be rebuilt;
    every reader of PDF files does.
    """
    streams = list(re.finditer(rb"stream\r?\n(.*?)\r?\nendstream", data, re.DOTALL))
    if not streams:
        return spoil(data)
    found = random.choice(streams)
    try:
        content = zlib.compress(spoil(zlib.decompress(found[1])))
    except zlib.error:  # not compressed, or by something else
        content = spoil(found[1])
    return data[: found.start(1)] + content + data[found.end(1) :]


_INSIDE: dict[str, Callable[[bytes, Random, _Spoil], bytes]] = {"zip": in_archive, "pdf": in_stream}
