"""Printed sheets of every kind as Word files: test papers, variants, handouts, study sheets."""

from __future__ import annotations

import re
import zipfile
from io import BytesIO
from itertools import pairwise
from pathlib import Path

import docx
import pytest

from quizgen.exporters import LANGUAGES, Options, Output
from quizgen.exporters.choices import KINDS, PAPERS, SheetForm, SheetLook
from quizgen.exporters.printed import Request, print_sheets
from quizgen.exporters.worddoc.markup import fit
from quizgen.quiz import Bank, Blank, Cloze, Quote, Text
from quizgen.readers import docx as word_reader
from tests.conftest import Run
from tests.printing import PAIRS, STEMS, bank, cloze, clozes, matching, pages, squeezed
from tests.test_print_document import TEXT, bank_of, material
from tests.test_word_papers import HOSTILE

SAMPLE = bank(
    *clozes(5),
    cloze(6, "要{抓住}{机遇}。", unordered=True),
    matching(1),
    matching(2, PAIRS[:3], ["多余的一项"]),
)
REAL = [text for text in HOSTILE if "\ud800" not in text]  # no bank file can hold a surrogate
ALL = Request(teacher=True, formats=("docx",))


def sheets(
    kind: str, request: Request = ALL, given: Bank = SAMPLE, **choices: object
) -> dict[str, Output]:
    look = SheetLook(paper=str(choices.pop("paper", "")))
    language = str(choices.pop("language", "zh"))
    form = SheetForm(kind, identified=True, **choices)
    options = Options(language=language, form=form, sheet=look)
    if kind in ("handout", "review"):
        of = material()
        return print_sheets(
            bank_of(of.document, "三点六", "专精特新", "两小时"), options, request, of
        )
    return print_sheets(given, options, request)


def lines(output: Output) -> list[str]:
    """What a person reads, numbers included, a paragraph or row a line."""
    return word_reader.read(output.data, "paper.docx").text.split("\n")


def opened(output: Output) -> docx.document.Document:
    return docx.Document(BytesIO(output.data))


def all_text(output: Output) -> str:
    return squeezed("".join(lines(output)))


def test_a_test_paper_has_its_furniture_and_word_counts_its_items() -> None:
    made = sheets("test", minutes=45)
    assert list(made) == ["-test.docx", "-test-answers.docx", "-test-teacher.docx"]
    text = lines(made["-test.docx"])
    shown = squeezed("".join(text))
    for words in ("测试卷", "考试时间：45分钟", "注意事项", "题号一二总分", "评卷人", "姓名："):
        assert words in shown
    assert "密封线" not in shown
    assert any(line.startswith("1. 清溪市坚持把") for line in text)
    assert shown.count("评卷人") == 2
    assert "一、填空题" in shown
    assert "二、匹配题" in shown
    footers = opened(made["-test.docx"]).sections[0].first_page_footer
    assert re.search(r"\tT-[0-9A-F]{6}-[0-9A-F]{6}$", footers.paragraphs[0].text)


def test_variants_have_the_numbers_and_letters_of_the_pdf_files() -> None:
    request = Request(variants=2, formats=("pdf", "docx"))
    made = sheets("test", request)
    for letter in "AB":
        printed = squeezed("".join(pages(made[f"-test-{letter}.pdf"].data)))
        written = all_text(made[f"-test-{letter}.docx"])
        order = [printed.index(squeezed(stem.split("{")[0])) for stem in STEMS]
        assert order == sorted(order) or letter == "B"
        positions = [written.index(squeezed(stem.split("{")[0])) for stem in STEMS]
        assert sorted(range(5), key=order.__getitem__) == sorted(
            range(5), key=positions.__getitem__
        )
        keys = [
            re.findall("答案([A-J]+)", squeezed("".join(source)))
            for source in (
                pages(made[f"-test-{letter}-answers.pdf"].data),
                lines(made[f"-test-{letter}-answers.docx"]),
            )
        ]
        assert keys[0] == keys[1]


def test_no_answer_is_in_the_sheet_and_all_are_in_the_teachers_copy() -> None:
    for kind in KINDS:
        made = sheets(kind, Request(teacher=kind != "review", formats=("docx",)))
        if kind == "review":
            continue
        given = (
            ["实体经济", "专精特新", "三采三不采"] if kind in ("worksheet", "test") else ["三点六"]
        )
        with zipfile.ZipFile(BytesIO(made[f"-{kind}.docx"].data)) as package:
            raw = "".join(package.read(name).decode() for name in package.namelist())
        for answer in given:
            assert answer not in raw
            assert answer in all_text(made[f"-{kind}-teacher.docx"])
            assert answer in all_text(made[f"-{kind}-answers.docx"])


def test_a_word_bank_gives_every_answer_once() -> None:
    made = sheets("worksheet", word_bank=True)
    (box,) = [
        paragraph.text
        for paragraph in opened(made["-worksheet.docx"]).paragraphs
        if paragraph.style.style_id == "WordBank"
    ]
    words = re.split(" \u00a0+ ", box)
    answers = [
        blank.answer
        for item in SAMPLE.questions
        if isinstance(item, Cloze)
        for blank in item.blanks
    ]
    assert sorted(words) == sorted(answers)


def test_a_handout_has_the_documents_text_with_blanks() -> None:
    made = sheets("handout")
    text = all_text(made["-handout.docx"])
    assert "全市培育(1)企业一百二十家，研发投入强度达到百分之(2)。" in text
    whole = all_text(made["-handout-teacher.docx"])
    for number in (1, 2, 3):
        whole = whole.replace(f"({number})", "")
    assert squeezed(TEXT) in whole.replace("挖空讲义（教师用卷）", "").replace("挖空讲义", "")
    assert "1.专精特新2.三点六3.两小时" in all_text(made["-handout-answers.docx"])


def test_a_study_sheet_has_columns_under_its_title() -> None:
    document = opened(sheets("review", Request(formats=("docx",)))["-review.docx"])
    columns = [
        section._sectPr.find(f"{{{WORD}}}cols").get(f"{{{WORD}}}num")
        for section in document.sections
    ]
    assert columns == ["1", "2", "1"]
    styles = {paragraph.style.style_id for paragraph in document.paragraphs}
    assert {"Heading1", "Point"} <= styles


WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("paper", PAPERS)
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_kind_on_every_paper_opens_and_names_no_style_that_is_not_there(
    kind: str, paper: str, language: str
) -> None:
    request = Request(teacher=kind != "review", formats=("docx",))
    for output in sheets(kind, request, paper=paper, language=language).values():
        document = opened(output)
        known = {style.style_id for style in document.styles}
        body = document.element.body
        named = {
            element.get(f"{{{WORD}}}val")
            for tag in ("pStyle", "rStyle", "tblStyle")
            for element in body.iter(f"{{{WORD}}}{tag}")
        }
        assert named <= known
        for table, following in pairwise(body):
            assert not (table.tag == following.tag == f"{{{WORD}}}tbl")  # Word would join them


def test_hostile_text_is_text_in_every_kind() -> None:
    segments = (Text("问"), Blank("答"))
    items = [
        Cloze(f"h{number}", (), (Text(text), Blank(text), *segments), Quote(""))
        for number, text in enumerate(REAL)
    ]
    pairs = [(f"{number}{text}", f"{text}{number}") for number, text in enumerate(REAL)]
    given = bank(*items, matching(1, pairs), title=REAL[0])
    for kind in ("worksheet", "test"):
        made = sheets(kind, given=given, word_bank=True)
        teacher = all_text(made[f"-{kind}-teacher.docx"])
        for text in REAL:
            assert teacher.count(squeezed(fit(text))) >= 4


def test_the_same_bank_gives_the_same_bytes() -> None:
    for kind in KINDS:
        request = Request(formats=("docx",))
        assert sheets(kind, request) == sheets(kind, request)


def test_the_command_writes_both_formats(quizgen: Run, tmp_path: Path) -> None:
    example = Path(__file__).parents[1] / "examples" / "speech.txt"
    assert quizgen("make", example, "--out", tmp_path, "--quiet").code == 0
    made = tmp_path / "speech.quiz.toml"
    done = quizgen("print", made, "--kind", "test", "--to", "pdf,docx", "--key", "none")
    assert done.code == 0, done.err
    assert {path.name for path in tmp_path.glob("speech-test*")} == {
        "speech-test.pdf",
        "speech-test.docx",
    }
    assert quizgen("print", made, "--to", "odt").error == (
        "quizgen: --to: 'odt' is none of its values (choose from pdf, docx)"
    )
    refused = quizgen("print", made, "--to", "docx", "--even")
    assert refused.code == 2
    assert "--even: means nothing for a Word file" in refused.error
