"""What no one would print, in every kind of sheet: all of it is there, in order, as it is."""

from __future__ import annotations

import re
import shutil
import subprocess
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given as given_that
from hypothesis import settings

from quizgen import outline, phrases, readers
from quizgen.document import Document
from quizgen.exporters import Options, Output
from quizgen.exporters.choices import KINDS, SheetForm, SheetLook
from quizgen.exporters.material import Material
from quizgen.exporters.pdf.characters import printable
from quizgen.exporters.printed import Request, print_sheets
from quizgen.quiz import Bank, Blank, Cloze, Heading, Quote, Text
from tests import strategies
from tests.printing import PAIRS, STEMS, bank, clozes, matching, squeezed, text_of
from tests.test_print_document import bank_of

LONG = "供水单位须在规定的时限内报告并且逐级登记造册，" * 10  # 230 characters
HOSTILE = (
    "<b>粗</b> & &amp; <img src='http://x.invalid/a.png'/>",
    "<para><font color='red'>红</font></para>",
    "]]> %s {0} {page} {numeral} \\n \\377 (((",
    "BT /F1 99 Tf (x) Tj ET endstream endobj",
    "{{c1::答案}} [[空]] $x^2$ `rm`",
    "=1+1|cmd",
    "../../etc/passwd C:\\con",
    "e\u0301A\u030a\u1e9b\u0323",  # combining marks
    "\u202e反\u202c\u200b零\ufeff宽",
    "一\t二",
    "𠮷𡘙𰻝",  # beyond the BMP
    "🈶🎉",
    "——……——……",
    "（（（《《《“““”””》》》）））",
    "，。、；：",
    "x" * 300,
    "1" * 120,
    "https://example.org/" + "a/" * 90,
)
ITEMS = (*HOSTILE, LONG, LONG * 12)  # the last is longer than a page


def nasty() -> Bank:
    items = [
        Cloze(
            f"h{number}",
            (Heading("一、", HOSTILE[number % len(HOSTILE)]), Heading("（二）", "节")),
            (Text(f"甲{text}乙"), Blank(f"答{text}"[:200]), Text("丙"), Blank(text[:200])),
            Quote(""),
            note=text[:60],
        )
        for number, text in enumerate(ITEMS)
    ]
    pairs = [
        (f"{number}左{text[:200]}", f"{number}右{text[:200]}") for number, text in enumerate(ITEMS)
    ]
    many = [(f"前{number}", f"后{number}") for number in range(70)]
    return bank(*items, matching(1, pairs), matching(2, many), title="材料的题目")


def document() -> Document:
    text = "\n".join(
        ["材料的题目", *(f"{n}、{text}供水单位{n}。" for n, text in enumerate(ITEMS, 1))]
    )
    return outline.build(readers.read(text.encode(), "cailiao.txt"), "cailiao.txt")


def sheets(kind: str, look: SheetLook, *, contents: bool = False) -> dict[str, Output]:
    form = SheetForm(kind, identified=True, contents=contents)
    request = Request(teacher=kind != "review", even=True)
    options = Options(form=form, sheet=look)
    if kind in ("worksheet", "test"):
        return print_sheets(nasty(), replace(options, form=replace(form, word_bank=True)), request)
    of = document()
    return print_sheets(bank_of(of, "供水单位1", "供水单位3"), options, request, Material(of))


def drawn(text: str) -> str:
    """``text`` as it is read back: what no font has is 〓."""
    return squeezed(printable(text))


def body(output: Output) -> str:
    """The text without footers and what stands over columns that go on."""
    again = re.compile(r"材料的题目[^第]{0,20}第\d+页（共\d+页）[A-Z]+-[0-9A-F]{6}-[0-9A-F]{6}")
    return again.sub("", text_of(output.data)).replace("密封线单位：姓名：编号：", "")


LOOKS = (
    SheetLook(),
    SheetLook(paper="a3", font="kai"),
    SheetLook(paper="b5", large=True),
)


@pytest.mark.parametrize("look", LOOKS)
@pytest.mark.parametrize("kind", ["worksheet", "test"])
def test_items_are_laid_out_verbatim(kind: str, look: SheetLook) -> None:
    made = sheets(kind, look, contents=kind == "worksheet")
    sheet, key = (body(made[f"-{kind}{what}.pdf"]) for what in ("", "-answers"))
    lost = {problem.message for problem in made[f"-{kind}.pdf"].problems}
    for text in HOSTILE:
        wanted = drawn(text)
        if any(f"U+{ord(c):04X}" in " ".join(lost) or c in " ".join(lost) for c in wanted):
            continue
        assert wanted in sheet, text
        assert drawn(text[:200]) in key, text
    assert sheet.count(drawn(LONG)) >= 12
    assert "70." in sheet
    assert made[f"-{kind}.pdf"].count == made[f"-{kind}-teacher.pdf"].count


@pytest.mark.parametrize("look", LOOKS)
def test_a_handout_is_laid_out_verbatim(look: SheetLook) -> None:
    made = sheets("handout", look, contents=True)
    sheet = body(made["-handout.pdf"])
    for text in (*HOSTILE[1:8], LONG):
        assert drawn(text) in sheet, text
    assert made["-handout.pdf"].count == made["-handout-teacher.pdf"].count


@pytest.mark.parametrize("kind", KINDS)
def test_what_no_font_has_is_told(kind: str) -> None:
    character = "\U0001fae8"
    given = bank(Cloze("c1", (), (Text(f"甲{character}"), Blank("乙")), Quote("")))
    of = outline.build(readers.read(f"题目\n甲{character}乙。".encode(), "a.txt"), "a.txt")
    material = None if kind in ("worksheet", "test") else Material(of)
    made = print_sheets(given, Options(form=SheetForm(kind)), Request(), material)
    (message,) = {
        problem.message for problem in made[f"-{kind}.pdf"].problems if "U+" in problem.message
    }
    assert "1FAE8" in message


@pytest.mark.skipif(shutil.which("qpdf") is None, reason="qpdf is not installed")
@pytest.mark.parametrize("kind", KINDS)
def test_qpdf_finds_nothing_wrong(kind: str, tmp_path: Path) -> None:
    for suffix, output in sheets(
        kind, SheetLook(), contents=kind in ("worksheet", "handout")
    ).items():
        path = tmp_path / f"x{suffix}"
        path.write_bytes(output.data)
        done = subprocess.run(["qpdf", "--check", str(path)], capture_output=True, check=False)
        assert done.returncode == 0, done.stdout


READER = shutil.which("pdfinfo")


def told(output: Output, path: Path) -> str:
    """What a screen reader is told: the text of all elements in the order of the tree."""
    path.write_bytes(output.data)
    done = subprocess.run(["pdfinfo", "-struct-text", str(path)], capture_output=True, check=True)
    assert not done.stderr
    shown = done.stdout.decode()
    return squeezed("".join(re.findall('^ *"(.*)"$', shown, re.MULTILINE)))


@pytest.mark.skipif(READER is None, reason="pdfinfo is not installed")
@pytest.mark.parametrize("paper", ["a4", "a3"])
@pytest.mark.parametrize("kind", KINDS)
def test_the_structure_is_in_reading_order(kind: str, paper: str, tmp_path: Path) -> None:
    look, form = SheetLook(paper=paper), SheetForm(kind, identified=True)
    options = Options(form=form, sheet=look)
    if kind in ("worksheet", "test"):
        made = print_sheets(bank(*clozes(40), matching(1), matching(2)), options, Request())
        openings = [f"{n}.{STEMS[(n - 1) % 5].split('{')[0]}" for n in range(1, 41)]
        ends = [
            "一、填空题",
            *openings,
            "二、匹配题",
            *(f"{n}.{PAIRS[(n - 41) % 4][0]}" for n in range(41, 49)),
        ]
    else:
        text = "题目\n" + "".join(
            f"{numeral}、推进第{numeral}项工作\n全市办结诉求百分之{numeral}十点五。" + "\n"
            for numeral in "一二三四五六七八九"
        )
        of = outline.build(readers.read(text.encode(), "a.txt"), "a.txt")
        material = Material(of, phrases.find(of))
        made = print_sheets(bank_of(of, "百分之一十点五"), options, Request(), material)
        ends = [f"{numeral}、推进第{numeral}项工作" for numeral in "一二三四五六七八九"]
    shown = told(made[f"-{kind}.pdf"], tmp_path / "x.pdf")
    places = [shown.index(squeezed(words)) for words in ends]
    assert places == sorted(places)
    assert "页（共" not in shown  # footers are artifacts
    assert "密封" not in shown.replace("密封线左侧", "").replace("密封线内", "")


@given_that(strategies.banks)
@settings(max_examples=25, deadline=None)
def test_any_bank_can_be_printed_as_a_test_and_a_book(given: Bank) -> None:
    for kind, look in (("test", SheetLook(paper="a3")), ("worksheet", SheetLook(large=True))):
        form = SheetForm(kind, contents=kind == "worksheet", word_bank=True, identified=True)
        made = print_sheets(given, Options(form=form, sheet=look), Request(teacher=True, even=True))
        assert all(output.count % 2 == 0 for name, output in made.items() if "answers" not in name)
