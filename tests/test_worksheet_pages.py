"""The pages as a whole: how many, what is on each, and the same bytes every time."""

from __future__ import annotations

import re
import subprocess
import sys
from io import BytesIO
from itertools import product
from pathlib import Path

import pypdf
import pypdfium2
import pytest

from quizgen.exporters import Options
from quizgen.exporters.pdf.blocks import Paragraph
from quizgen.exporters.pdf.layout import Layout
from quizgen.exporters.pdf.pagination import paginate
from quizgen.exporters.pdf.style import MM
from quizgen.exporters.worksheet import arranged
from quizgen.quiz import Bank
from tests.printing import (
    PAIRS,
    STEMS,
    bank,
    body_of,
    cloze,
    clozes,
    export,
    matching,
    pages,
    squeezed,
    text_of,
)

LEFT, RIGHT = 22 * MM, (210 - 20) * MM  # of the bundled style


def opened(given: Bank, what: str = "worksheet") -> pypdf.PdfReader:
    return pypdf.PdfReader(BytesIO(export(what, given).data))


@pytest.mark.parametrize("count", [0, 1, 5, 17, 60, 500])
@pytest.mark.parametrize("what", ["worksheet", "answers"])
def test_the_count_is_that_of_the_pages_and_every_footer_says_so(what: str, count: int) -> None:
    output = export(what, bank(*clozes(count)))
    shown = pages(output.data)
    assert len(shown) == output.count
    for number, page in enumerate(shown, 1):
        assert f"第{number}页（共{output.count}页）" in "".join(page.split())


def test_five_items_fit_on_one_page() -> None:
    assert export("worksheet", bank(*clozes(5))).count == 1
    assert export("worksheet", bank(*clozes(5), matching(1))).count == 1


def test_empty_sections_vanish() -> None:
    text = text_of(export("worksheet", bank(*clozes(2))).data)
    assert "一、填空题" in text
    assert "匹配题" not in text
    text = text_of(export("worksheet", bank(matching(1))).data)
    assert "一、匹配题" in text
    assert "填空题" not in text


def test_printed_marks_add_up() -> None:
    given = bank(*clozes(13), matching(1), matching(2, PAIRS[:3]))
    for what in ("worksheet", "answers"):
        text = text_of(export(what, given).data)
        each_total = re.findall(r"每(?:空|小题)(\d+)分，共(\d+)分", text)
        assert [each for each, _ in each_total] == ["1", "1"]
        blanks = sum(len(c.blanks) for c in clozes(13))
        assert [int(total) for _, total in each_total] == [blanks, 7]
    full = re.search(r"满分(\d+)分", text_of(export("worksheet", given).data))
    assert full is not None
    assert int(full.group(1)) == blanks + 7


def test_worksheet_and_answers_number_alike() -> None:
    given = bank(*clozes(40), matching(1), matching(2, PAIRS[:3], ["多余的一项"]))
    sheet = body_of(export("worksheet", given).data)
    key = body_of(export("answers", given).data)
    for number in range(1, 41):
        answers = "；".join(blank.answer for blank in clozes(40)[number - 1].blanks)
        assert f"{number}.{''.join(answers.split())}" in key
        assert f"{number}." in sheet
    numbers, letters = re.findall(r"题号((?:\d\d)+)答案([A-E]+)", key)[0]
    assert numbers == "".join(str(number) for number in range(41, 48))
    for number, letter in zip(range(41, 48), letters, strict=True):
        premise = [*PAIRS, *PAIRS[:3]][number - 41][0]
        response = [*PAIRS, *PAIRS[:3]][number - 41][1]
        assert f"（）{number}.{premise}" in sheet
        assert f"{letter}.{response}" in sheet


def test_answers_say_where_they_come_from_and_what_is_free() -> None:
    series = cloze(1, STEMS[2], unordered=True, marker="三是")
    text = text_of(export("answers", bank(series)).data)
    assert "1.守河有责；护河担责；治河尽责（顺序不限）（二·三）" in text


def test_other_accepted_answers_stand_in_the_key() -> None:
    item = cloze(1, "期限为{三十日}。")
    (blank,) = item.blanks
    item = type(item)(
        **{name: getattr(item, name) for name in item.__slots__}
        | {
            "segments": tuple(
                type(blank)("三十日", None, ("30日", "一个月")) if s == blank else s
                for s in item.segments
            )
        }
    )
    assert "三十日（或：30日、一个月）" in text_of(export("answers", bank(item)).data)


def test_nothing_is_drawn_outside_the_margins() -> None:
    given = bank(*clozes(40), matching(1), title="一个非常长的标题" * 9)
    for what in ("worksheet", "answers"):
        for page in pypdfium2.PdfDocument(export(what, given).data):
            for item in page.get_objects():
                left, bottom, right, top = item.get_bounds()
                if right - left < 0.01 and top - bottom < 0.01:
                    continue
                assert left >= LEFT - 1.5
                assert right <= RIGHT + 1.5
                assert bottom >= 0
                assert top <= 297 * MM


LONG = "这一条举措写得比较长，要占去右栏的两三行，才能看出版面是否匀称"


def long_pairs(count: int, repeats: int, name: str = "任务") -> list[tuple[str, str]]:
    """Pairs whose responses take up to so many times 31 characters."""
    return [(f"{name}{k}", f"{k}{LONG * repeats or '举措'}") for k in range(count)]


@pytest.mark.parametrize("repeats", [0, 1, 3])
@pytest.mark.parametrize("pairs", [3, 5, 8, 10])
def test_no_page_is_a_third_empty_before_a_matching_set(pairs: int, repeats: int) -> None:
    sets = [matching(n, long_pairs(pairs, repeats, f"第{n}组任务")) for n in range(3)]
    for before in range(0, 26, 5):
        layout, blocks = arranged(Layout.of(bank(*clozes(before), *sets), Options()))
        height = layout.style.page.text_height
        for page in paginate(blocks, height)[:-1]:
            last = page[-1]
            assert height - last.offset - last.block.height < height / 3, before
            assert not (last.block.keep_with_next and isinstance(last.block, Paragraph)), before


def sets_of(sheet: str) -> list[str]:
    """The text of each matching set of a worksheet."""
    section = sheet.split("匹配题")[1]
    return re.split(r"第\d组", section) if "第1组" in section else [section]


def test_the_answers_fit_the_worksheet_however_its_sets_are_arranged() -> None:
    forms = set()
    for pairs, repeats, before in product((4, 5, 8), (0, 1, 3), range(8, 19, 2)):
        expected = long_pairs(pairs, repeats)
        given = bank(*clozes(before), matching(1, expected))
        sheet = body_of(export("worksheet", given).data)
        forms.add(("第2组" in sheet, "（续）" in sheet, "重点任务主要举措" in sheet))
        numbers = range(before + 1, before + 1 + pairs)
        key = body_of(export("answers", given).data)
        letters = re.findall(r"题号\d+答案([A-J]+)", key)[0]
        sheet = re.sub(r"(?:重点任务|主要举措)（续）", "", sheet)
        for number, letter, (premise, response) in zip(numbers, letters, expected, strict=True):
            (home,) = [part for part in sets_of(sheet) if f"（）{number}.{premise}" in part]
            assert f"{letter}.{response}" in home
    assert len(forms) >= 4  # as a table, divided, with the responses above, going on


def test_a_set_that_would_leave_a_hole_takes_less_height_with_its_responses_above() -> None:
    pairs = [(f"任务{k}，管全年", f"{k}{(LONG * 3)[:78]}") for k in range(5)]
    columns = "请将右栏的主要举措与左栏的重点任务配对。"
    given = bank(*clozes(12), matching(1, pairs, instruction=columns))
    text, *others = pages(export("worksheet", given).data)
    assert not others
    assert "左栏" not in text
    assert "请为下列各项选配方框中的主要举措。" in text
    given = bank(*clozes(12), matching(1, pairs, instruction="把它们配起来。"))
    assert "把它们配起来。" in text_of(export("worksheet", given).data)


def test_premises_go_on_under_their_head_while_the_responses_stay_in_one_place() -> None:
    pairs = [(f"{k}{LONG}的那项任务", f"{k}{LONG * 2}") for k in range(5)]
    torn = 0
    for before in range(3, 12):
        output = export("worksheet", bank(*clozes(before), matching(1, pairs)))
        shown = [squeezed(page) for page in pages(output.data)]
        if "重点任务（续）" not in shown[-1]:
            continue
        torn += 1
        above, below = shown
        assert all(f"{letter}." in above and f"{letter}." not in below for letter in "ABCDE")
        for page in shown:
            assert page.count("（）") >= 2
    assert torn


def test_a_set_higher_than_a_page_is_divided() -> None:
    pairs = [(f"任务{k}，{LONG * 3}", f"{k}{LONG * 3}") for k in range(10)]
    sheet = body_of(export("worksheet", bank(matching(1, pairs))).data)
    assert "第2组" in sheet
    assert "（续）" not in sheet


def test_the_same_bank_gives_the_same_bytes_in_every_process(tmp_path: Path) -> None:
    script = (
        "import sys, hashlib; sys.path.insert(0, sys.argv[1])\n"
        "from tests.printing import *\n"
        "given = bank(*clozes(20), matching(1, spare=['多']))\n"
        "for what in ('worksheet', 'answers'):\n"
        "    first, second = export(what, given).data, export(what, given).data\n"
        "    assert first == second\n"
        "    print(hashlib.sha256(first).hexdigest())\n"
    )
    seen = set()
    for seed in ("0", "1", "4242"):
        done = subprocess.run(
            [sys.executable, "-c", script, str(Path(__file__).parents[1])],
            capture_output=True,
            text=True,
            check=True,
            cwd=tmp_path,
            env={"PYTHONHASHSEED": seed},
        )
        seen.add(done.stdout)
    assert len(seen) == 1


def test_title_language_outline_and_fonts() -> None:
    reader = opened(bank(*clozes(3), matching(1)))
    assert reader.metadata is not None
    assert reader.metadata.title == "清溪市重点工作学习材料"
    assert reader.trailer["/Root"]["/Lang"] == "zh-CN"
    assert [entry.title for entry in reader.outline] == ["一、填空题", "二、匹配题"]
    fonts = reader.pages[0]["/Resources"]["/Font"]
    for font in fonts.values():
        descriptor = font.get_object()["/DescendantFonts"][0].get_object()["/FontDescriptor"]
        assert "/FontFile2" in descriptor  # everything is embedded
    assert len(fonts) == 2  # the answers' font is not loaded for a worksheet


def test_the_structure_tree_names_headings_paragraphs_and_tables() -> None:
    root = opened(bank(*clozes(3), matching(1))).trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"]
    tree = root["/StructTreeRoot"]
    (top,) = [tree["/K"].get_object()]
    tags = [kid.get_object()["/S"] for kid in top["/K"]]
    assert tags[0] == "/H1"
    assert tags.count("/H2") == 2
    assert tags.count("/P") >= 4
    assert tags[-1] == "/Table"
    rows = [row.get_object()["/S"] for row in top["/K"][-1].get_object()["/K"]]
    assert rows == ["/TR"] * 5


def test_a_long_title_is_shortened_in_the_footer_and_whole_at_the_head() -> None:
    title = "关于进一步加强新时代城乡社区治理与服务体系建设的若干意见（征求意见稿）" * 2
    given = bank(*clozes(1), title=title)
    text = text_of(export("worksheet", given).data)
    assert title in text
    assert "…第1页（共1页）" in text
