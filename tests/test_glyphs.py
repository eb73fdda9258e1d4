"""Characters that name a shape become the ordinary ones."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizgen.readers.glyphs import ordinary


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("中华⼈⺠共和国", "中华人民共和国"),
        ("建⽴健全部⻔⻅义", "建立健全部门见义"),
        ("⻓⻢⻛⻝⻩⻰⻳", "长马风食黄龙龟"),
        ("豈金\U0002f800", "豈金丽"),
        ("︵一︶﹁引﹂︐︒", "（一）「引」，。"),
        ("\uf0b7甲\uf0d8乙\uf06c丙", "•甲➢乙●丙"),
    ],
)
def test_shapes_become_characters(text: str, expected: str) -> None:
    assert ordinary(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "第一条　为了保障数据安全，①②（一）「」《》……—",
        "︰",  # typed for a colon
        "⺀",  # has no equivalent
        "㈠⒈ＡＢ１２％㎡½ﬁ々〇㐀𠮷",
        "\ue000\uf8ff",
        "﨎﨏﨑",  # unified ideographs among the compatibility ones
    ],
)
def test_ordinary_text_stays(text: str) -> None:
    assert ordinary(text) == text


def test_every_kangxi_radical_has_its_ideograph() -> None:
    radicals = "".join(map(chr, range(0x2F00, 0x2FD6)))
    assert ordinary(radicals) == unicodedata.normalize("NFKC", radicals)


def test_radicals_of_the_supplement_become_ideographs() -> None:
    for code in range(0x2E81, 0x2EF4):
        if unicodedata.name(chr(code), ""):
            assert unicodedata.name(ordinary(chr(code))).startswith("CJK UNIFIED"), hex(code)


@given(
    st.text(
        st.characters(codec="utf-8")
        | st.characters(min_codepoint=0x2E80, max_codepoint=0x2FDF)
        | st.characters(min_codepoint=0xF900, max_codepoint=0xFE6F)
    )
)
def test_offsets_stay_and_once_is_enough(text: str) -> None:
    changed = ordinary(text)
    assert len(changed) == len(text)
    assert ordinary(changed) == changed
