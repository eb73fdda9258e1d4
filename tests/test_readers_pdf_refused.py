"""Reading PDF files: scans, damage, passwords, limits."""

from __future__ import annotations

import io
import zlib
from collections.abc import Iterator, Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pdffile import (
    BODY,
    EM,
    FIRST,
    HEIGHT,
    LEFT,
    SECOND,
    TOP,
    WIDTH,
    blocks_of,
    by_hand,
    file_of,
    filled,
    make_pdf,
    page_objects,
    read_pdf,
    set_lines,
    stream,
)
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from quizgen.errors import QuizgenError, UnreadableDocument
from quizgen.readers.pdf import source


def _scan(canvas: Canvas) -> None:
    grey = io.BytesIO(b"P5 8 8 255\n" + bytes(range(64)))
    canvas.drawImage(ImageReader(grey), 0, 0, WIDTH, HEIGHT)


def test_pages_that_are_pictures_are_told() -> None:
    data = io.BytesIO()
    canvas = Canvas(data, pagesize=(WIDTH, HEIGHT), invariant=True)
    for page in (1, 2, 3, 4):
        if page == 3:
            canvas.setFont("song", EM)
            canvas.drawString(LEFT, TOP, FIRST[:20])
        else:
            _scan(canvas)
        canvas.showPage()
    canvas.save()
    (problem,) = read_pdf(data.getvalue()).problems
    assert "pages 1-2, 4" in problem.message


def _self_containing() -> bytes:
    objects = page_objects([1], b"")
    objects[2] = b"<</Type/Pages/Kids[2 0 R 2 0 R]/Count 2>>"
    return file_of(objects)


def _counting(count: int) -> bytes:
    objects = page_objects([1], b"")
    objects[2] = b"<</Type/Pages/Kids[3 0 R]/Count %d>>" % count
    return file_of(objects)


def _many_pages() -> bytes:
    objects = page_objects([1], b"")
    kids = b"3 0 R " * (source.MAX_PAGES + 1)
    objects[2] = b"<</Type/Pages/Kids[%s]/Count %d>>" % (kids, source.MAX_PAGES + 1)
    return file_of(objects)


def _bomb(times: int) -> bytes:
    objects = page_objects([1], b"")
    content = b"q Q " * 5_000_000
    for _ in range(times):
        content = zlib.compress(content)
    filters = b"/FlateDecode" * times
    objects[4] = b"<</Filter[%s]/Length %d>>\nstream\n%s\nendstream" % (
        filters,
        len(content),
        content,
    )
    return file_of(objects)


def _locked(user: str) -> bytes:
    lock = StandardEncryption(user, ownerPassword="owner", strength=128)
    return make_pdf(set_lines(*BODY), encrypt=lock)


@pytest.mark.parametrize(
    ("data", "words"),
    [
        pytest.param(b"", "empty", id="empty"),
        pytest.param(b"%PDF-1.7\n", "no PDF", id="head only"),
        pytest.param("第一条 正文。".encode(), "no PDF", id="text"),
        pytest.param(_self_containing(), "", id="page tree with a loop"),
        pytest.param(_counting(2_000_000_000), "", id="a count that lies"),
        pytest.param(_many_pages(), "pages", id="too many pages"),
        pytest.param(_locked("secret"), "password", id="password"),
        pytest.param(make_pdf([], also=_scan), "a scan", id="scan"),
        pytest.param(make_pdf([]), "empty", id="empty pages"),
        pytest.param(_bomb(1), "unpacks", id="packed far too well"),
        pytest.param(_bomb(2), "unpacks", id="packed twice"),
        pytest.param(by_hand([0x199E] * 9, b""), "fonts", id="no table of characters"),
        pytest.param(make_pdf(set_lines("English only")), "no Chinese text", id="English"),
    ],
)
def test_what_cannot_be_read_says_so_in_one_line(data: bytes, words: str) -> None:
    with pytest.raises(UnreadableDocument) as caught:
        read_pdf(data)
    assert words in str(caught.value)
    assert "\n" not in str(caught.value)
    assert caught.value.remedy


def test_a_file_that_only_its_owner_may_change_is_read() -> None:
    assert blocks_of(_locked("")) == [FIRST, SECOND]


@pytest.mark.parametrize(
    "box", [b"0 0 -595 -842", b"0 0 1e30 1e30", b"0 0 0 0", b"595 842 0 0", b"-1e9 -1e9 1e9 1e9"]
)
@pytest.mark.parametrize("matrix", [b"1 0 0 1 72 740", b"900 0 0 900 72 740", b"2 0 0 -2 72 740"])
def test_absurd_sizes_lose_no_text(box: bytes, matrix: bytes) -> None:
    objects = page_objects([1, 2], b"1 beginbfrange\n<0001><0002><4e00>\nendbfrange")
    objects[3] = objects[3].replace(b"0 0 595 842", box)
    objects[4] = stream(b"BT /F 12 Tf %s Tm <00010002> Tj ET" % matrix)
    assert "".join(blocks_of(file_of(objects))) == "一丁"


def test_too_much_text_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(source, "MAX_CHARACTERS", 50)
    with pytest.raises(UnreadableDocument, match="characters"):
        read_pdf(make_pdf(set_lines(*BODY)))


def _changed(data: bytes, changes: Sequence[tuple[int, int]]) -> bytes:
    changed = bytearray(data)
    for place, value in changes:
        changed[place % len(changed)] = value
    return bytes(changed)


def _samples() -> Iterator[bytes]:
    yield make_pdf(*filled(2))
    yield by_hand([1, 2], b"1 beginbfrange\n<0001><0002><4e00>\nendbfrange")


@given(
    sample=st.sampled_from(list(_samples())),
    changes=st.lists(st.tuples(st.integers(0, 10**6), st.integers(0, 255)), max_size=20),
    kept=st.integers(0, 10**6),
)
def test_damaged_files_are_read_or_refused(
    sample: bytes, changes: list[tuple[int, int]], kept: int
) -> None:
    data = _changed(sample, changes)
    try:
        reading = read_pdf(data[: kept % (2 * len(data))])
    except QuizgenError:
        return
    assert all(reading.text[b.span.start : b.span.end].strip() for b in reading.blocks)
