"""Numbers, letters and marks, and the widths of blanks."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizgen.exporters.answers import section_path
from quizgen.exporters.pdf.blanks import blank_widths
from quizgen.exporters.pdf.marking import Marks
from quizgen.exporters.pdf.paper import letter, make_paper, mark
from quizgen.quiz import Bank, Cloze, Heading, Matching
from tests.printing import STEMS, bank, cloze, clozes, matching
from tests.strategies import banks

STEPS = ((2, 6), (4, 9), (6, 13), (10, 18), (15, 24))
ONE = Marks()


def test_numbers_run_through_fill_ins_and_premises() -> None:
    paper = make_paper(bank(matching(1), *clozes(3), matching(2)), ONE, 10)
    assert [item.number for item in paper.fill_ins] == [1, 2, 3]
    assert [list(block.numbers) for block in paper.sets] == [[4, 5, 6, 7], [8, 9, 10, 11]]


def test_the_key_names_the_response_of_each_premise() -> None:
    paper = make_paper(bank(matching(1, spare=["多余一", "多余二"])), ONE, 10)
    (block,) = paper.sets
    assert len(block.responses) == 6
    for pair, answer in zip(block.matching.pairs, block.key, strict=True):
        assert block.responses["ABCDEF".index(answer)] == pair.response


def test_marks_add_up() -> None:
    marks = Marks(blank=Decimal("1.5"), pair=Decimal(2))
    paper = make_paper(bank(*clozes(len(STEMS)), matching(1)), marks, 10)
    blanks = sum(stem.count("{") for stem in STEMS)
    assert paper.fill_in_marks == Decimal("1.5") * blanks
    assert paper.set_marks == 8
    assert paper.full_marks == paper.fill_in_marks + 8


def test_a_large_set_is_divided_evenly_with_its_spare_responses() -> None:
    pairs = [(f"任务{n}", f"举措{n}") for n in range(23)]
    paper = make_paper(bank(matching(1, pairs, ["余一", "余二", "余三"])), ONE, 10)
    assert [len(block.key) for block in paper.sets] == [7, 8, 8]
    assert [len(block.responses) for block in paper.sets] == [8, 9, 9]
    assert [block.first for block in paper.sets] == [1, 8, 16]


def test_a_set_can_be_divided_and_keeps_its_numbers() -> None:
    pairs = [(f"任务{n}", f"举措{n}") for n in range(8)]
    paper = make_paper(bank(*clozes(2), matching(1, pairs, ["余一", "余二"]), matching(2)), ONE, 10)
    divided = paper.divided(3, 5)
    assert [list(block.numbers) for block in divided.sets] == [
        [3, 4, 5, 6, 7],
        [8, 9, 10],
        [11, 12, 13, 14],
    ]
    assert [len(block.responses) for block in divided.sets] == [6, 4, 4]
    assert divided.set_marks == paper.set_marks
    assert divided.sets[-1] == paper.sets[-1]


@given(banks, st.integers(2, 10))
def test_nothing_is_lost_between_bank_and_paper(given: Bank, pairs: int) -> None:
    paper = make_paper(given, ONE, pairs)
    fill_ins = [q for q in given.questions if isinstance(q, Cloze)]
    sets = [q for q in given.questions if isinstance(q, Matching)]
    assert [item.cloze for item in paper.fill_ins] == fill_ins
    numbers = [item.number for item in paper.fill_ins]
    numbers += [number for block in paper.sets for number in block.numbers]
    assert numbers == list(range(1, len(numbers) + 1))
    divided = [pair for block in paper.sets for pair in block.matching.pairs]
    assert divided == [pair for question in sets for pair in question.pairs]
    responses = [response for block in paper.sets for response in block.responses]
    wanted = [pair.response for pair in divided] + [r for q in sets for r in q.distractors]
    assert sorted(r.text for r in responses) == sorted(r.text for r in wanted)
    assert all(len(block.key) <= pairs for block in paper.sets)


@pytest.mark.parametrize(
    ("place", "expected"), [(0, "A"), (25, "Z"), (26, "AA"), (27, "AB"), (701, "ZZ"), (702, "AAA")]
)
def test_letters(place: int, expected: str) -> None:
    assert letter(place) == expected


@pytest.mark.parametrize(
    ("amount", "expected"),
    [("1", "1"), ("100", "100"), ("1.50", "1.5"), ("2.0", "2"), ("0.25", "0.25"), ("0", "0")],
)
def test_marks_are_written_without_needless_zeros(amount: str, expected: str) -> None:
    assert mark(Decimal(amount)) == expected


@pytest.mark.parametrize(
    ("stem", "widths"),
    [
        ("{一}", [6]),
        ("坚持{稳中求进}。", [9]),
        ("{两字}的前面是{四个汉字}。", [6, 9]),
        ("{两字}、{五个汉字了}、{三个字}。", [13, 13, 13]),  # one series: as wide as the widest
        ("“{两字}”、“{五个汉字了}”和“{三个字}”", [13, 13, 13]),
        ("{两字}；其中{五个汉字了}", [6, 13]),
        ("{3.6%}以上", [6]),  # two letters or figures count as one character
        ("{一个非常非常非常非常非常非常长的答案}", [24]),
    ],
)
def test_widths_of_blanks(stem: str, widths: list[int]) -> None:
    assert blank_widths(cloze(1, stem).segments, STEPS) == widths


def test_all_blanks_of_an_unordered_item_are_alike() -> None:
    segments = cloze(1, "要做到{两字}，还要做到{五个汉字了}").segments
    assert blank_widths(segments, STEPS, one_series=True) == [13, 13]


@pytest.mark.parametrize(
    ("markers", "path"),
    [
        (["一、"], "一"),
        (["二、", "（三）"], "二·三"),
        (["三、", "一要"], "三·一"),
        (["第二章", "第十条"], "第十条"),
        (["第二章", "第十条之一"], "第十条之一"),
        (["第四章", "第三十一条", "（二）"], "第三十一条·二"),
        (["第一编", "第二章"], "第一编·第二章"),
        (["", "（三）"], "三"),
        (["七、", "（二）", "3.", "②", "Ⅰ"], "七·二·3"),
        ([""], ""),
        ([], ""),
        (["1.", "①"], "1·①"),
    ],
)
def test_section_paths_are_short(markers: list[str], path: str) -> None:
    assert section_path([Heading(marker, "标题") for marker in markers]) == path
