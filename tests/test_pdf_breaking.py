"""Line breaking: rules in tables, laws on prose and on generated text."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from quizgen.exporters.pdf.breaking import (
    MOST_STRETCH,
    Line,
    break_lines,
    natural_width,
    positions,
)
from quizgen.exporters.pdf.characters import Kind, kind, printable
from quizgen.exporters.pdf.clusters import Gap, Ink, Inline, Run, Text
from quizgen.exporters.pdf.setter import Setter

PROSE = (Path(__file__).parent / "data" / "prose.txt").read_text(encoding="utf-8").splitlines()

# Written out, not taken from the program: what clreq and GB/T 15834 forbid.
NEVER_FIRST = set("，。、；：？！）》〉】』」”’…—·～／％℃,.;:?!)]}%/")
NEVER_LAST = set("（《〈【『「“‘([{")


def measure(role: str, character: str) -> float:
    """A font of Han squares and half-width letters."""
    assert role
    return 0.5 if kind(character) is Kind.LATIN else 1.0


def set_text(*inlines: Inline | str, longest: float = 14.0) -> Text:
    given = [Run(piece) if isinstance(piece, str) else piece for piece in inlines]
    return Setter(measure).text(given, longest)


def broken(text: Text, width: float, *, justify: bool = True) -> list[Line]:
    return break_lines(text, lambda _: width, justify=justify)


def shown(text: Text, line: Line) -> str:
    return "".join(cluster.text or "_" for cluster in text.clusters[line.start : line.stop])


def lines_of(string: str, width: float) -> list[str]:
    text = set_text(string, longest=width)
    return [shown(text, line) for line in broken(text, width)]


def right_edge(text: Text, line: Line) -> float:
    """Where the ink of the last cluster ends, in em."""
    last = text.clusters[line.stop - 1]
    return positions(text, line)[-1] + last.width - last.trail


@pytest.mark.parametrize(
    ("string", "width", "lines"),
    [
        ("甲乙丙丁戊己", 3, ["甲乙丙", "丁戊己"]),
        ("甲乙丙，丁戊己庚", 3, ["甲乙", "丙，丁", "戊己庚"]),  # a comma stays with its word
        ("甲乙丙。", 3.5, ["甲乙丙。"]),  # a stop at the end needs half its width
        ("甲乙“丙丁”戊己", 3, ["甲乙", "“丙丁”", "戊己"]),
        ("他说——我不去", 3, ["他", "说——", "我不去"]),  # neither split nor first
        ("等等……再说吧", 3, ["等", "等……", "再说吧"]),
        ("共有30日内办理", 4, ["共有", "30日内", "办理"]),
        ("甲乙丙hello丁戊", 5, ["甲乙丙", "hello丁戊"]),
        ("甲乙丙50万元丁戊", 4, ["甲乙丙", "50万元", "丁戊"]),
        ("依据第12条办理", 4, ["依据", "第12条", "办理"]),
        ("增长6.4%以上的", 4, ["增长", "6.4%以", "上的"]),
        ("应当在 30 日内办理", 5, ["应当在 ", "30 日内", "办理"]),
        ("长约 50 km 的河", 4, ["长约 ", "50 km ", "的河"]),
        ("在2021—2025年期间", 6.5, ["在", "2021—2025年", "期间"]),
        ("比例为3∶1的混合", 4, ["比例为", "3∶1的", "混合"]),
        ("误差不超过±5毫米", 6, ["误差不超过", "±5毫米"]),
        ("甲乙丙和/或丁戊", 4, ["甲乙丙", "和/或", "丁戊"]),
        ('称为"一带一路"的话', 3, ["称为", '"一带', '一路"', "的话"]),
        ("安娜·卡列尼娜说", 3, ["安娜·", "卡列尼", "娜说"]),
        ("甲乙丙丁戊", 4, ["甲乙丙", "丁戊"]),  # no single character at the end
        ("甲乙丙丁戊。", 4, ["甲乙丙", "丁戊。"]),  # the stop does not count
        ("甲、乙、丙、丁、戊己。", 8.2, ["甲、乙、丙、丁、", "戊己。"]),
        ("甲乙丙丁“戊己”", 5.1, ["甲乙丙丁", "“戊己”"]),  # nor does a mark that opens end a line
        ("依据第 12 条办理", 5, ["依据", "第 12 条", "办理"]),
        ("甲（乙）（丙）丁", 7.5, ["甲（乙）（丙）丁"]),  # marks close up: 7.5 em, not 8
        ("one two three", 4, ["one two ", "three"]),
        ("", 4, []),
    ],
)
def test_lines(string: str, width: float, lines: list[str]) -> None:
    assert lines_of(string, width) == lines


@pytest.mark.parametrize(
    "string",
    [
        "（（（（（（（（（（",  # nothing may end a line
        "。。。。。。。。。。",  # nothing may begin one
        "abcdefghijklmnopqrstuvwxyz0123456789",
        "……————————————————",
        "https://example.org/a/very/long/address?with=query&and=more",
    ],
)
@pytest.mark.parametrize("width", [1.5, 3, 4])
def test_what_must_not_be_parted_is_parted_before_it_runs_over_the_margin(
    string: str, width: float
) -> None:
    text = set_text(string, longest=width)
    lines = broken(text, width)
    assert "".join(shown(text, line) for line in lines) == string
    for line in lines:
        assert line.stop == line.start + 1 or right_edge(text, line) <= width + 1e-6


def test_a_blank_breaks_where_four_em_stand_on_either_side() -> None:
    text = set_text("甲乙丙丁", Gap(9), "。")
    assert [shown(text, line) for line in broken(text, 8.5)] == ["甲乙丙丁____", "_____。"]
    short = set_text("甲乙丙丁", Gap(7), "。")
    assert [shown(short, line) for line in broken(short, 8.5)] == ["甲乙丙丁", "_______。"]


def test_a_blank_that_goes_on_is_drawn_out_to_the_margin() -> None:
    text = set_text("甲", Gap(18), "乙")
    first, second = broken(text, 18)
    assert shown(text, first) == "甲" + "_" * 14
    assert right_edge(text, first) + first.reach == pytest.approx(18)
    assert second.reach == 0


def test_han_and_latin_are_set_apart_but_marks_and_latin_are_not() -> None:
    text = set_text("用A级（B）")
    starts = positions(text, Line(0, len(text.clusters), 0.0))
    assert starts[1] == pytest.approx(1.18)  # 用 A
    assert starts[2] == pytest.approx(1.18 + 0.5 + 0.18)  # A 级
    assert starts[5] - starts[4] == pytest.approx(0.5)  # B）


def test_a_whole_run_moves_to_the_next_line() -> None:
    text = set_text("甲乙丙", Run("（二·三）", whole=True))
    assert [shown(text, line) for line in broken(text, 6)] == ["甲乙丙", "（二·三）"]
    assert len(broken(text, 3)) > 2  # too narrow for it


def test_what_should_be_whole_is_parted_where_a_line_may_end_if_it_must() -> None:
    assert lines_of("2021—2025年间的工作", 4) == ["2021—", "2025年", "间的工作"]


def prose_lines() -> Iterator[tuple[float, Text, list[Line]]]:
    """Every paragraph at many widths."""
    for width in (7.0, 9.5, 12.0, 16.5, 21.0, 28.0, 33.5, 38.0, 42.5):
        for paragraph in PROSE:
            text = set_text(paragraph, longest=width)
            yield width, text, broken(text, width)


def test_prose_keeps_the_rules_at_every_width() -> None:
    count = 0
    for width, text, lines in prose_lines():
        for number, line in enumerate(lines):
            string = shown(text, line).rstrip()
            count += 1
            assert number == 0 or string[0] not in NEVER_FIRST, string
            assert number == len(lines) - 1 or string[-1] not in NEVER_LAST, string
            assert right_edge(text, line) <= width + 1e-6, string
            assert 0 <= line.stretch < MOST_STRETCH
            assert 0 <= line.squeeze <= 1
    assert count > 1500


def test_prose_never_ends_in_a_single_character() -> None:
    for _, text, lines in prose_lines():
        last = shown(text, lines[-1])
        letters = [c for c in last if c.isalnum()]
        assert len(lines) == 1 or len(letters) > 1, last


def test_prose_is_flush_but_for_a_few_lines() -> None:
    """At the widths of a page; the rest would need gaps that are too wide."""
    flush = ragged = 0
    for width, text, lines in prose_lines():
        for line in lines[:-1]:
            if width < 28:
                continue
            if abs(right_edge(text, line) - width) < 1e-6:
                flush += 1
            else:
                ragged += 1
    assert ragged <= flush * 0.01


han = st.text(st.characters(min_codepoint=0x4E00, max_codepoint=0x9FA5), min_size=1, max_size=12)
word = st.from_regex(r"[a-z]{1,9}|[0-9]{1,6}(?:\.[0-9])?%?", fullmatch=True)
plain = st.one_of(han, word)
clause = st.one_of(
    plain,
    st.builds("“{}”".format, plain),
    st.builds("（{}）".format, plain),
    st.builds("《{}》".format, plain),
)
sentence = st.lists(
    st.tuples(clause, st.sampled_from(["，", "。", "、", "；", "——", "……", "", " "])), min_size=1
).map(lambda parts: "".join(map("".join, parts)))


@given(sentence, st.floats(14, 45))
def test_no_line_breaks_a_rule(string: str, width: float) -> None:
    text = set_text(string, longest=width)
    lines = broken(text, width)
    assert "".join(shown(text, line) for line in lines) == string
    for number, line in enumerate(lines):
        piece = shown(text, line).strip()
        assert right_edge(text, line) <= width + 1e-6
        if not piece:
            continue
        assert number == 0 or piece[0] not in NEVER_FIRST
        assert number == len(lines) - 1 or piece[-1] not in NEVER_LAST


pieces = st.one_of(
    st.text(max_size=30).map(Run),
    st.builds(Run, st.text("，。“”（）——……ab1 　", max_size=30), st.just(Ink("answer", 0.5))),
    st.integers(1, 30).map(Gap),
)


@example(inlines=[Run("甲\0乙"), Gap(3), Run("\0")], width=9.0, justify=True)  # no more blanks
@example(inlines=[Run("000、—)")], width=1.75, justify=False)  # parted by force, yet narrowed
@given(st.lists(pieces, max_size=8), st.floats(1, 45), st.booleans())
def test_nothing_is_lost_whatever_the_text(
    inlines: list[Inline], width: float, justify: bool
) -> None:
    text = Setter(measure).text(inlines, width)
    lines = broken(text, width, justify=justify)
    expected = "".join("_" * i.width if isinstance(i, Gap) else printable(i.text) for i in inlines)
    assert "".join(shown(text, line) for line in lines) == expected
    assert [line.start for line in lines[1:]] == [line.stop for line in lines[:-1]]
    for line in lines:
        places = positions(text, line)
        assert len(places) == line.stop - line.start
        assert len(places) == 1 or right_edge(text, line) <= width + 1e-6


@given(st.text(max_size=60))
def test_printable_text_is_one_line_of_visible_characters(string: str) -> None:
    once = printable(string)
    assert printable(once) == once
    assert "\n" not in once
    assert [c for c in once if c.isalnum()] == [
        c for c in unicodedata.normalize("NFC", string) if c.isalnum()
    ]


@given(st.lists(pieces, max_size=8), st.floats(1, 45), st.booleans())
def test_rows_are_broken_as_their_clusters_one_by_one(
    inlines: list[Inline], width: float, justify: bool
) -> None:
    text = Setter(measure).text(inlines, width)
    together = broken(text, width, justify=justify)
    one_by_one = broken(text.flat(), width, justify=justify)
    assert len(together) == len(one_by_one)
    for line, other in zip(together, one_by_one, strict=True):
        assert line == pytest.approx(other)
    assert natural_width(text) == pytest.approx(natural_width(text.flat()))


def test_han_characters_that_are_no_squares_are_in_no_row() -> None:
    def narrow(role: str, character: str) -> float:
        return 0.8 if character == "丙" else measure(role, character)

    text = Setter(narrow).text([Run("甲乙丙丁")])
    assert [cluster.width for cluster in text.clusters] == [1, 1, 0.8, 1]
    assert [line.stop for line in broken(text, 2.8)] == [2, 4]


@pytest.mark.parametrize(
    ("string", "rows"),
    [
        ("甲乙“丙丁”，戊己。", ["甲乙“丙丁”", "，戊己。"]),  # but for marks that close up
        ("甲（（乙", ["甲（", "（乙"]),
        ("甲乙a丙丁", ["甲乙", "a", "丙丁"]),
        ("在第12条丙", ["在", "第", "12", "条", "丙"]),  # figures stay together if they can
    ],
)
def test_characters_and_their_marks_are_one_row(string: str, rows: list[str]) -> None:
    assert [piece.text for piece in set_text(string).pieces] == rows


def test_a_straight_quotation_mark_is_closed_behind_a_blank() -> None:
    text = set_text('称为"', Gap(6), '"的话')
    assert [shown(text, line) for line in broken(text, 9)] == ["称为", '"______"', "的话"]


@given(st.text(max_size=30) | st.from_regex(r"[0-9]{1,5}[.)、]?", fullmatch=True))
def test_a_label_is_set_as_any_text_is(string: str) -> None:
    setter = Setter(measure)
    assert setter.word(string) == setter.text([Run(string)])
