"""The bundled fonts, how they are read, and what stands for a missing character."""

from __future__ import annotations

from pathlib import Path

import pytest
from fontTools.ttLib import TTFont
from reportlab.pdfbase.ttfonts import TTFError, TTFontFace

from quizgen.errors import BadTemplate
from quizgen.exporters.pdf.face import Face
from quizgen.exporters.pdf.fonts import GETA, Fonts
from quizgen.resources import Templates

FOLDER = Templates().path("fonts/song.ttf").parent
FONTS = ("song", "hei", "kai")


def path(name: str) -> Path:
    return FOLDER / f"{name}.ttf"


@pytest.mark.parametrize("name", FONTS)
def test_tables_are_read_as_reportlab_reads_them(name: str) -> None:
    ours, theirs = Face(str(path(name))), TTFontFace(str(path(name)))
    no_break_space = 0xA0  # which reportlab adds
    assert {**ours.charToGlyph, no_break_space: 0} == {**theirs.charToGlyph, no_break_space: 0}
    assert list(ours.hmetrics) == theirs.hmetrics
    assert list(ours.glyphPos) == list(theirs.glyphPos)
    assert ours.defaultWidth == theirs.defaultWidth
    for point in theirs.charWidths:
        if point != no_break_space:
            assert ours.advance(point) * 1000 == pytest.approx(theirs.charWidths[point])


@pytest.mark.parametrize("content", [b"", b"\0", b"no font at all"])
def test_what_is_no_font_is_said_as_reportlab_says_it(content: bytes, tmp_path: Path) -> None:
    file = tmp_path / "some.ttf"
    file.write_bytes(content)
    said = []
    for face in (Face, TTFontFace):
        with pytest.raises(TTFError) as error:
            face(str(file))
        said.append(str(error.value))
    assert said[0] == said[1]
    with pytest.raises(OSError, match=r"none\.ttf"):
        Face(str(tmp_path / "none.ttf"))


@pytest.mark.parametrize("name", FONTS)
def test_marks_are_an_em_wide_and_dashes_join(name: str) -> None:
    font = TTFont(path(name))
    em = font["head"].unitsPerEm
    characters = font.getBestCmap()
    for mark in "—·“”‘’，。、；：？！（）《》…　":
        assert font["hmtx"][characters[ord(mark)]][0] == em, mark
    dash = font["glyf"][characters[0x2014]]
    assert dash.xMin <= 0
    assert dash.xMax >= em


@pytest.mark.parametrize("name", FONTS)
def test_no_reserved_name_is_used_and_the_licence_is_there(name: str) -> None:
    names = TTFont(path(name))["name"]
    shown = " ".join(str(record) for record in names.names if record.nameID in (1, 3, 4, 6))
    assert "Quizgen" in shown
    assert not any(reserved in shown for reserved in ("Source", "LXGW", "霞鹜", "Noto"))
    licence = (FOLDER / f"OFL-{name}.txt").read_text(encoding="utf-8")
    assert "SIL OPEN FONT LICENSE Version 1.1" in licence


@pytest.mark.parametrize("name", FONTS)
@pytest.mark.parametrize("sample", ["鑫喆珺镕", "繁體中文顯示", "𬭎𫖯", "abcXYZ0189%"])
def test_every_font_has_common_characters(name: str, sample: str) -> None:
    fonts = Fonts({"body": path(name)})
    assert not [character for character in sample if fonts.lacks("body", character)]


def test_a_role_falls_back_on_the_body_and_then_on_geta() -> None:
    fonts = Fonts({"body": path("song"), "answer": path("kai")}, [Path("/no/such/font.ttf")])
    assert fonts.code("answer", "国")[0] != fonts.code("body", "国")[0]
    assert fonts.code("answer", "☆")[0] == fonts.code("body", "国")[0]  # kai has no symbols
    assert not fonts.lacks("answer", "☆")
    assert fonts.lacks("answer", "\U000323af")
    assert fonts.code("answer", "\U000323af") == fonts.code("answer", GETA)
    assert fonts.width("answer", "\U000323af") == 1.0


def test_fonts_are_read_when_something_is_drawn_with_them() -> None:
    fonts = Fonts({"body": path("song"), "heading": Path("/no/such/font.ttf")})
    fonts.width("body", "国")
    assert fonts.embedded == ()
    fonts.code("body", "国")
    assert [font.name for font in fonts.embedded] == ["F1"]


@pytest.mark.parametrize("content", [b"", b"not a font at all", b"OTTO" + bytes(60)])
def test_a_file_that_is_no_truetype_font_is_a_bad_template(tmp_path: Path, content: bytes) -> None:
    broken = tmp_path / "broken.ttf"
    broken.write_bytes(content)
    with pytest.raises(BadTemplate, match=r"broken\.ttf"):
        Fonts({"body": broken}).width("body", "国")
