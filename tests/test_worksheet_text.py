"""What is printed comes back as text, whole, in order, and verbatim."""

from __future__ import annotations

import shutil
import subprocess
from io import BytesIO
from pathlib import Path

import pypdf
import pytest
from hypothesis import HealthCheck, given, settings

from quizgen.exporters import Options
from quizgen.exporters.pdf.characters import printable
from quizgen.quiz import Bank, Blank, Cloze, Quote, Text
from quizgen.resources import Templates
from tests.printing import (
    PAIRS,
    STEMS,
    bank,
    body_of,
    cloze,
    clozes,
    export,
    matching,
    squeezed,
    text_of,
)
from tests.strategies import banks

STANDARD = (
    (Path(__file__).parent / "data" / "standard-characters.txt")
    .read_text(encoding="utf-8")
    .splitlines()
)


def test_every_stem_comes_back_in_order_with_its_blanks() -> None:
    items = clozes(60)
    text = text_of(export("worksheet", bank(*items)).data)
    at = 0
    for number, item in enumerate(items, 1):
        found = text.find(f"{number}.{squeezed(item.text())}", at)
        assert found >= at, item.text()
        at = found


def test_another_reader_finds_the_same() -> None:
    items = clozes(len(STEMS))
    reader = pypdf.PdfReader(BytesIO(export("worksheet", bank(*items)).data))
    text = squeezed("".join(page.extract_text() for page in reader.pages))
    assert all(squeezed(item.text()) in text for item in items)


def test_a_blank_that_goes_over_a_line_is_one_blank() -> None:
    item = cloze(
        1, "这是一道填空题的题干，" * 3 + "正好到行末附近才出现{一个相当长的答案}，后面还有字。"
    )
    assert squeezed(item.text()) in text_of(export("worksheet", bank(item)).data)


def test_matching_sets_come_back_with_numbers_and_letters() -> None:
    data = export("worksheet", bank(cloze(0, STEMS[0]), matching(1, spare=["修桥三座"]))).data
    text = text_of(data)
    for number, (premise, _) in enumerate(PAIRS, 2):
        assert f"（）{number}.{premise}" in text
    for response in [*(right for _, right in PAIRS), "修桥三座"]:
        assert response in text
    assert all(f"{letter}." in text for letter in "ABCDE")


def test_the_answers_come_back_and_are_not_on_the_worksheet() -> None:
    items = clozes(len(STEMS))
    key = text_of(export("answers", bank(*items)).data)
    sheet = text_of(export("worksheet", bank(*items)).data)
    for item in items:
        for blank in item.blanks:
            assert blank.answer in key
            assert blank.answer not in sheet


@pytest.mark.parametrize("font", ["song", "hei", "kai"])
def test_every_character_of_the_standard_is_extracted_as_it_is(tmp_path: Path, font: str) -> None:
    """通用规范汉字表, all three levels: by PDFium, and by Poppler where it is installed."""
    whole = "".join(STANDARD)
    assert len(set(whole)) == len(whole) == 8105
    assert sum(character > "\uffff" for character in whole) == 196
    items = [cloze(number, f"{row}{{空}}。") for number, row in enumerate(STANDARD)]
    output = export("worksheet", bank(*items), Options(_alone(tmp_path, font)))
    assert output.problems == ()
    file = tmp_path / "a.pdf"
    file.write_bytes(output.data)
    for text in (text_of(output.data), *poppler(file)):
        lacking = [row for row in STANDARD if f".{row}____。" not in text]
        assert not lacking


def poppler(file: Path) -> list[str]:
    """The text that Poppler finds, without white space; nothing where it is not installed."""
    program = shutil.which("pdftotext")
    if program is None:
        return []
    command = [program, "-raw", "-enc", "UTF-8", str(file), "-"]
    done = subprocess.run(command, capture_output=True, check=True)
    return [squeezed(done.stdout.decode("utf-8"))]


HOSTILE = (
    "<b>粗体</b>&amp;&lt;script&gt;",
    "{{c1::挖空}}与{{text}}以及{0}%s%(x)d",
    "<para><img src='http://example.invalid/x.png'/></para>",
    r"\(x^2\) \u4e00 \n (unbalanced [brackets] >> endobj",
    "Ünïcödé — „Gänsefüßchen“ ☃ ½ ² ①",
    "----------==========__________",
    "“‘（《〈【「『〔［｛〖" * 9,
    "，。、；：？！）》" * 9,
)


@pytest.mark.parametrize("string", HOSTILE)
def test_hostile_strings_are_printed_verbatim(string: str) -> None:
    item = Cloze("c", (), (Text(string), Blank(string), Text("。")), Quote(""))
    given = bank(item, matching(1, [(string, "右"), ("左", string)]), title=string)
    for what in ("worksheet", "answers"):
        output = export(what, given)
        text = text_of(output.data)
        lacking = " ".join(problem.message for problem in output.problems)
        expected = "".join("〓" if f"U+{ord(c):04X}" in lacking else c for c in squeezed(string))
        assert expected in text


def test_right_to_left_text_is_printed_or_reported() -> None:
    """It is not shaped, and readers turn it round: only the characters are compared."""
    string = "שלוםمرحبا"
    output = export("worksheet", bank(cloze(1, f"{string}{{答案}}")))
    reported = " ".join(problem.message for problem in output.problems)
    assert "item 1: right-to-left" in reported
    text = text_of(output.data)
    assert all(c in text or f"U+{ord(c):04X}" in reported for c in string)


def test_long_text_runs_over_pages_and_is_all_there() -> None:
    long = "".join(f"第{number}句说的是不同的话。" for number in range(1000))
    assert len(long) > 10_000
    item = Cloze("c", (), (Text(long), Blank("空"), Text("完。")), Quote(long))
    output = export("worksheet", bank(item))
    assert output.count > 3
    assert f"{long}____完。" in body_of(output.data)


def test_a_table_cell_taller_than_a_page_is_all_there() -> None:
    long = "".join(f"其{number}：内容各不相同；" for number in range(700))
    output = export("worksheet", bank(matching(1, [("左", long), ("右", "短"), ("中", "长")])))
    body = body_of(output.data)
    assert body.count("主要举措（续）") == output.count - 1
    body = body.replace("主要举措（续）", "")
    assert long in body
    assert "短" in body


def test_control_characters_leave_no_trace() -> None:
    item = Cloze("c", (), (Text("甲\x00乙\x1b丙\u200b丁\u202e戊\ufeff"), Blank("己")), Quote(""))
    output = export("worksheet", bank(item))
    assert output.problems == ()
    assert "甲乙丙丁戊____" in text_of(output.data)


def test_a_character_without_a_font_is_reported_with_its_item(tmp_path: Path) -> None:
    templates = _alone(tmp_path, "song")
    item = cloze(3, "这个字\U000323af没有{字形}。")
    output = export("worksheet", bank(cloze(0, STEMS[0]), item), Options(templates))
    (problem,) = output.problems
    assert "item 2" in problem.message
    assert "U+323AF" in problem.message
    assert (problem.start, problem.end) == (3003, 3004)
    assert "这个字〓没有____。" in text_of(output.data)


def test_a_private_use_character_is_not_dropped_silently(tmp_path: Path) -> None:
    options = Options(_alone(tmp_path, "song"))
    output = export("answers", bank(cloze(0, "答案是{甲\ue123乙}。")), options)
    assert len(output.problems) == 1
    assert "甲〓乙" in text_of(output.data)


def _alone(folder: Path, font: str) -> Templates:
    """Templates whose text is set in a bundled font, and that ask no font of this machine."""
    style = Templates().text("worksheet/style.toml")
    style = style.replace('body = "fonts/song.ttf"', f'body = "fonts/{font}.ttf"')
    start = style.index("fallback = [")
    end = style.index("]", start)
    (folder / "worksheet").mkdir()
    (folder / "worksheet/style.toml").write_text(
        style[:start] + "fallback = [" + style[end:], encoding="utf-8"
    )
    return Templates(folder)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(banks)
def test_any_bank_can_be_printed(given: Bank) -> None:
    for what in ("worksheet", "answers"):
        output = export(what, given)
        reader = pypdf.PdfReader(BytesIO(output.data))
        assert len(reader.pages) == output.count
    assert reader.metadata is not None
    title = (reader.metadata.title or "").strip()
    assert title.startswith(printable(given.title).strip()[:1])
