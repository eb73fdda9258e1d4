"""What is drawn of a line: every glyph stands where line breaking put its cluster."""

from __future__ import annotations

import re
from functools import cache

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from quizgen.exporters.pdf.breaking import Line, break_lines, natural_width, positions
from quizgen.exporters.pdf.clusters import Gap, Ink, Inline, Run, Text
from quizgen.exporters.pdf.fonts import Fonts
from quizgen.exporters.pdf.setter import Setter
from quizgen.exporters.pdf.strings import text_object
from quizgen.exporters.pdf.style import load_style
from quizgen.resources import Templates

SIZE = 10.5
LEFT = 60.0
LEADING = 20.0
ROUNDING = 0.002  # em: places are written to a thousandth
Glyph = tuple[str, str, float, int]  # font, code, em from the left edge, number of the line

OPERATOR = re.compile(r"(?P<operands>.*?) ?(?P<name>Tm|Tc|Tf|TJ|Tr|g|BT|ET)$")
ELEMENT = re.compile(r"<(?P<codes>[0-9A-F]+)>|(?P<number>-?[0-9.]+)")


@cache
def fonts() -> Fonts:
    style = load_style(Templates())
    return Fonts(style.fonts)


def drawn(text: Text, lines: list[Line]) -> list[Glyph]:
    """The visible glyphs that the operators draw, as a PDF reader places them."""
    placed = [(line, LEFT, -number * LEADING) for number, line in enumerate(lines)]
    operators, _ = text_object(fonts(), text, placed, SIZE)
    state = {"Tm": f"1 0 0 1 {LEFT} 0", "Tc": "0", "Tr": "0", "Tf": ""}
    found: list[Glyph] = []
    for statement in operators.split("\n"):
        parsed = OPERATOR.fullmatch(statement)
        assert parsed, statement
        if parsed["name"] != "TJ":
            state[parsed["name"]] = parsed["operands"]
        if parsed["name"] == "Tm":
            at = (float(state["Tm"].split()[4]) - LEFT) / SIZE
        row = round(-float(state["Tm"].split()[5]) / LEADING)
        font = state["Tf"].partition(" ")[0].removeprefix("/")
        for element in ELEMENT.finditer(parsed["operands"] if parsed["name"] == "TJ" else ""):
            at -= float(element["number"] or 0) / 1000
            for code in re.findall("....", element["codes"] or ""):
                if state["Tr"] == "0":
                    found.append((font, code, at, row))
                at += advance(font, code) + float(state["Tc"]) / SIZE
    assert float(state["Tc"]) == 0  # the next text object begins without any
    return found


def advance(font: str, code: str) -> float:
    (embedded,) = (embedded for embedded in fonts().embedded if embedded.name == font)
    character = embedded.characters[int(code, 16) - 1]
    return embedded.face.advance(ord(character))


def expected(text: Text, lines: list[Line]) -> list[Glyph]:
    """The same from the places of the clusters."""
    found: list[Glyph] = []
    clusters = text.clusters
    for row, line in enumerate(lines):
        places = positions(text, line)
        for cluster, place in zip(clusters[line.start : line.stop], places, strict=True):
            at = place
            for character in cluster.text:
                found.append((*fonts().code(cluster.ink.role, character), at, row))
                at += fonts().width(cluster.ink.role, character)
    return found


ALPHABET = "，。、：（）《》“”——……·　 ab1.%-/天地玄黄宇宙洪荒𠮷☆"  # ☆ is not in every face
runs = st.builds(
    Run,
    st.text(ALPHABET, max_size=40),
    st.builds(Ink, st.sampled_from(["body", "heading", "answer"]), st.sampled_from([0.0, 0.5])),
    st.booleans(),
)


@example(inlines=[Run("天地玄黄，宇宙a——洪荒 b。" * 3)], width=11.3)
@example(inlines=[Run("天地☆a", Ink("answer")), Gap(9), Run("，1.5%")], width=8.1)
@given(st.lists(runs | st.integers(1, 20).map(Gap), max_size=6), st.floats(4, 40))
def test_every_glyph_is_where_its_cluster_is(inlines: list[Inline], width: float) -> None:
    text = Setter(fonts().width).text(inlines, width)
    if not text.pieces:
        return
    lines = break_lines(text, lambda _: width)
    for glyph, other in zip(drawn(text, lines), expected(text, lines), strict=True):
        assert glyph[:2] == other[:2]
        assert glyph[2:] == pytest.approx(other[2:], abs=ROUNDING)


@given(st.lists(runs | st.integers(1, 20).map(Gap), min_size=1, max_size=6), st.floats(4, 40))
def test_blanks_are_rules_where_their_cells_are(inlines: list[Inline], width: float) -> None:
    text = Setter(fonts().width).text(inlines, width)
    lines = break_lines(text, lambda _: width)
    placed = [(line, LEFT, -number * LEADING) for number, line in enumerate(lines)]
    if not lines:
        return
    _, rules = text_object(fonts(), text, placed, SIZE)
    assert sum(cluster.gap > 0 for cluster in text.clusters) == pytest.approx(
        sum(stop - start for _, start, stop, _ in rules) / SIZE - sum(line.reach for line in lines)
    )
    for gap, start, _, y in rules:
        line = lines[round(-y / LEADING)]
        inside = text.clusters[line.start : line.stop]
        first = next(at for at, cluster in enumerate(inside) if cluster.gap == gap)
        assert start == pytest.approx(LEFT + SIZE * positions(text, line)[first])


def test_a_line_of_han_characters_is_one_string() -> None:
    text = Setter(fonts().width).text([Run("天地玄黄，宇宙洪荒。")])
    line = Line(0, 10, natural_width(text), stretch=0.05)
    operators, _ = text_object(fonts(), text, [(line, LEFT, 0.0)], SIZE)
    assert operators.count("<") == 1
