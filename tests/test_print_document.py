"""Sheets of the document's own text: the cloze handout and the study sheet."""

from __future__ import annotations

import re
import shutil
import subprocess
from itertools import pairwise
from pathlib import Path

import pypdfium2
import pytest
from hypothesis import given, settings

from quizgen import outline, phrases, readers
from quizgen.document import Document
from quizgen.exporters import Options, Output
from quizgen.exporters.choices import SheetForm, SheetLook
from quizgen.exporters.handout import handout_lines
from quizgen.exporters.material import Material, answers, fits
from quizgen.exporters.printed import Request, print_sheets
from quizgen.quiz import Bank, Blank, Cloze, Quote, Text
from quizgen.resources import Templates
from tests.conftest import Run
from tests.printing import pages, squeezed
from tests.printing import text_of as whole_text
from tests.strategies import banks

TEXT = """清溪市重点工作学习材料
一、坚持实体经济为本
流域是指河流的集水区域。全市培育专精特新企业一百二十家，研发投入强度达到百分之三点六。
二、落实河长制
一要守河有责。供水单位须在两小时内报告突发水质事件。二要护河担责。沿河排污口整治三百一十二处。
（一）古籍和珍善本；
"""


def material(text: str = TEXT) -> Material:
    document = outline.build(readers.read(text.encode(), "cailiao.txt"), "cailiao.txt")
    return Material(document, phrases.find(document))


def bank_of(document: Document, *wanted: str) -> Bank:
    """A bank that asks for ``wanted``, each where it first stands."""
    questions = []
    for number, answer in enumerate(wanted):
        start = document.text.index(answer)
        span = type(document.blocks[0].span)(start, start + len(answer))
        segments = (Text("问"), Blank(answer, span))
        questions.append(Cloze(f"c{number}", (), segments, Quote("")))
    return Bank("b1", document.title, document.source, "0" * 64, 0, tuple(questions))


def sheets(
    bank: Bank,
    kind: str,
    of: Material,
    request: Request | None = None,
    look: SheetLook | None = None,
) -> dict[str, Output]:
    options = Options(form=SheetForm(kind, identified=True), sheet=look or SheetLook())
    return print_sheets(bank, options, request or Request(), of)


def test_a_handout_is_the_document_with_numbered_blanks() -> None:
    of = material()
    bank = bank_of(of.document, "三点六", "专精特新", "两小时")
    made = sheets(bank, "handout", of)
    assert list(made) == ["-handout.pdf", "-handout-answers.pdf"]
    text = whole_text(made["-handout.pdf"].data)
    assert text.count("清溪市重点工作学习材料") == 2  # at the head and in the footer
    assert "全市培育(1)____企业一百二十家，研发投入强度达到百分之(2)____。" in text
    assert "供水单位须在(3)____内报告突发水质事件。" in text
    assert "专精特新" not in text
    key = whole_text(made["-handout-answers.pdf"].data)
    assert "1.专精特新2.三点六3.两小时" in key


def test_all_text_of_the_document_is_on_the_handout_in_its_order() -> None:
    of = material()
    text = whole_text(sheets(bank_of(of.document), "handout", of)["-handout.pdf"].data)
    at = 0
    for block in of.document.blocks[1:]:
        at = text.index(squeezed(of.document.slice(block.span)), at)


def test_the_teachers_handout_has_the_same_pages() -> None:
    of = material(TEXT + "".join(f"第{n}条措施是完成第{n}号工程的建设任务。\n" for n in range(90)))
    bank = bank_of(of.document, "专精特新", *[f"完成第{n}号工程" for n in range(0, 90, 3)])
    made = sheets(bank, "handout", of, Request(teacher=True))
    plain = pages(made["-handout.pdf"].data)
    full = pages(made["-handout-teacher.pdf"].data)
    assert len(plain) == len(full) > 1
    for one, other in zip(plain, full, strict=True):
        numbers = re.findall(r"\((\d+)\)", one)
        assert numbers
        assert sorted(re.findall(r"\((\d+)\)", other)) == sorted(numbers)
    assert "专精特新" in squeezed("".join(full))


def test_an_edited_answer_is_left_out_and_told() -> None:
    of = material()
    bank = bank_of(of.document, "专精特新")
    (item,) = bank.questions
    (first, blank) = item.segments
    edited = Cloze("c1", (), (first, Blank("新精特专", blank.place)), Quote(""))
    bank = Bank("b1", "t", "s", "0" * 64, 0, (edited,))
    assert answers(bank, of.document) == ([], 1)
    output = sheets(bank, "handout", of)["-handout.pdf"]
    assert [problem.message for problem in output.problems] == [
        "1 edited answers do not stand in the document; they are left out"
    ]
    assert "专精特新" in whole_text(output.data)


@settings(max_examples=25)
@given(banks)
def test_places_of_answers_never_overlap_and_say_what_they_cover(given: Bank) -> None:
    document = material().document
    found, _ = answers(given, document)
    for place in found:
        assert document.slice(place.span) == place.answer
    for one, other in pairwise(found):
        assert one.span.end <= other.span.start
    assert not fits(given, document)


def test_a_study_sheet_has_outline_terms_and_figures() -> None:
    of = material()
    made = sheets(bank_of(of.document, "专精特新"), "review", of)
    assert list(made) == ["-review.pdf"]
    text = whole_text(made["-review.pdf"].data)
    for words in (
        "复习提纲",
        "一、坚持实体经济为本",
        "二、落实河长制",
        "一要守河有责",
        "全市培育专精特新企业一百二十家",
        "概念与提法",
        "流域：河流的集水区域",
        "数字与时限",
        "数字与时限•研发投入强度达到百分之三点六",
    ):
        assert words in text, words
    assert "____" not in text


def test_a_study_sheet_is_shorter_than_its_handout() -> None:
    path = Path(__file__).parents[1] / "examples" / "regulation.md"
    document = outline.build(readers.read(path.read_bytes(), path.name), path.name)
    of = Material(document, phrases.find(document))
    bank = bank_of(document, "图书馆")
    review = sheets(bank, "review", of)["-review.pdf"]
    assert review.count < sheets(bank, "handout", of)["-handout.pdf"].count
    (last,) = {squeezed(page)[-40:].split("共")[1][:1] for page in pages(review.data)}
    assert int(last) == review.count  # one footer a side, though there are two columns


@pytest.mark.skipif(shutil.which("qpdf") is None, reason="qpdf is not installed")
@pytest.mark.parametrize("kind", ["handout", "review"])
@pytest.mark.parametrize("paper", ["a4", "a3"])
def test_qpdf_finds_nothing_wrong(kind: str, paper: str, tmp_path: Path) -> None:
    of = material()
    bank = bank_of(of.document, "专精特新")
    for suffix, output in sheets(bank, kind, of, look=SheetLook(paper=paper)).items():
        path = tmp_path / f"x{suffix}"
        path.write_bytes(output.data)
        done = subprocess.run(["qpdf", "--check", str(path)], capture_output=True, check=False)
        assert done.returncode == 0, done.stdout


def test_the_command_finds_the_document_beside_the_bank(quizgen: Run, tmp_path: Path) -> None:
    example = Path(__file__).parents[1] / "examples" / "speech.txt"
    bank = tmp_path / "speech.quiz.toml"
    assert quizgen("make", example, "--out", tmp_path, "--quiet").code == 0
    missing = quizgen("print", bank, "--kind", "handout")
    assert missing.code == 2
    assert "name it with --document FILE" in missing.err
    shutil.copy(example, tmp_path)
    assert quizgen("print", bank, "--kind", "handout").code == 0
    assert quizgen("print", bank, "--kind", "review", "--document", example).code == 0
    assert (tmp_path / "speech-review.pdf").is_file()
    other = quizgen(
        "print", bank, "--kind", "review", "--document", example.with_name("textbook.md")
    )
    assert other.code == 2
    assert "is not the text that speech.quiz.toml was made of" in other.err


@pytest.mark.parametrize(
    ("kind", "options"),
    [
        ("review", ["--teacher"]),
        ("review", ["--marks", "100"]),
        ("handout", ["--variants", "2"]),
        ("handout", ["--word-bank"]),
        ("worksheet", ["--minutes", "5"]),
        ("test", ["--document", "x.txt"]),
    ],
)
def test_options_that_mean_nothing_for_a_kind_are_refused(
    quizgen: Run, kind: str, options: list[str]
) -> None:
    done = quizgen("print", "x.quiz.toml", "--kind", kind, *options)
    assert done.code == 2
    assert f"{options[0]}: means nothing for a {kind} (leave it out)" in done.err


LAW = """安全管理办法
第一章 总则
第一条 为了加强管理，制定本办法。
第二条 企业应当建立风险分级管控制度。企业应当配备专职安全员。
第三条 负责人履行下列职责：
（一）组织制定应急预案；
（二）督促整改事故隐患。
"""


def test_a_study_sheet_of_one_page_has_a_blank_back() -> None:
    of = material()
    made = sheets(bank_of(of.document, "两小时"), "review", of, Request(even=True))
    front, back = map(squeezed, pages(made["-review.pdf"].data))
    assert "本页空白" not in front
    assert back.count("本页空白") == 1
    assert "第2页（共2页）" in back


def test_articles_stand_before_their_first_sentence_on_a_study_sheet() -> None:
    of = material(LAW)
    bank = bank_of(of.document, "风险分级管控", "专职安全员", "事故隐患")
    text = whole_text(sheets(bank, "review", of)["-review.pdf"].data)
    assert "第一章总则" in text
    assert "•第二条企业应当建立风险分级管控制度。•企业应当配备专职安全员。" in text
    assert "应急预案" not in text  # nothing of it is asked for
    assert text.count("第二条") == 1
    assert "第三条（二）督促整改事故隐患。" in text
    assert text.count("督促整改") == 1


def bold_text(output: Output) -> str:
    """What is set in the heading's face, the first font that a page names being that of H1."""
    found = []
    for page in pypdfium2.PdfDocument(output.data):
        text = page.get_textpage()
        for item in page.get_objects():
            if item.type == pypdfium2.raw.FPDF_PAGEOBJ_TEXT:
                name = item.get_font().get_base_name()
                if "Hei" in name:
                    found.append(text.get_text_bounded(*item.get_bounds()))
    return squeezed("".join(found))


def test_key_phrases_are_set_off_on_a_study_sheet() -> None:
    of = material(LAW)
    bank = bank_of(of.document, "专职安全员")
    bold = bold_text(sheets(bank, "review", of)["-review.pdf"])
    assert "专职安全员" in bold
    assert "应当配备" not in bold


def test_many_heads_without_sentences_leave_no_holes() -> None:
    heads = "".join(f"{n}. 第{n}号工程概况\n" for n in range(1, 120))
    of = material(f"工程手册\n一、工程目录\n{heads}二、其他\n质量目标是争创优质工程。\n")
    output = sheets(bank_of(of.document, "优质工程"), "review", of)["-review.pdf"]
    assert output.count == 2
    first = squeezed(pages(output.data)[0])
    assert first.count("号工程概况") > 80  # both columns are full


def test_heads_are_bold_on_a_handout_and_entries_of_lists_are_not() -> None:
    of = material(TEXT + LAW)
    bold = bold_text(sheets(bank_of(of.document, "专精特新"), "handout", of)["-handout.pdf"])
    for words in ("一、坚持实体经济为本", "一要守河有责", "第二条"):
        assert words in bold
    for words in ("供水单位", "组织制定应急预案", "督促整改"):
        assert words not in bold


INDENTED = """清溪市重点工作学习材料
\u3000\u3000流域是指河流的集水区域，一条河流和它的支流所流过的全部地方都在其中，供水单位须在两小时内报告。
没有缩进的一段。
"""


@pytest.mark.parametrize(
    ("name", "text", "expected"),
    [
        ("cailiao.txt", INDENTED, [True, False]),
        ("cailiao.txt", INDENTED.replace("\u3000", ""), [False, False]),
        ("cailiao.docx", INDENTED.replace("\u3000", ""), [True, True]),
    ],
)
def test_paragraphs_are_indented_where_those_of_the_document_are(
    name: str, text: str, expected: list[bool]
) -> None:
    document = outline.build(readers.read(text.encode(), "cailiao.txt"), name)
    lines = [*handout_lines(document, [], document.title, [(99, 6)])]
    assert [line.indented for line in lines] == expected


def test_only_the_first_line_of_an_indented_paragraph_stands_further_in() -> None:
    of = material(INDENTED)
    made = sheets(bank_of(of.document, "两小时"), "handout", of)
    page = pypdfium2.PdfDocument(made["-handout.pdf"].data)[0].get_textpage()
    text = page.get_text_range()
    lefts = [page.get_charbox(text.index(words))[0] for words in ("流域是指", "没有缩进")]
    assert lefts[0] - lefts[1] == pytest.approx(2 * 10.5, abs=1)
    lines = [line for line in text.splitlines() if line]
    second = lines[lines.index(next(line for line in lines if line.startswith("流域"))) + 1]
    assert page.get_charbox(text.index(second))[0] == pytest.approx(lefts[1], abs=1)


def lengthened(count: int) -> Material:
    sentence = "供水单位须在{}小时内报告突发水质事件，沿河排污口整治三百一十二处。\n"
    return material(TEXT + "".join(sentence.format(number) for number in range(2, count)))


@pytest.mark.parametrize("columns", [1, 2])
def test_a_study_sheet_has_no_nearly_empty_page_that_smaller_type_would_save(
    columns: int, tmp_path: Path
) -> None:
    (tmp_path / "worksheet").mkdir()
    mine = f"[review]\ncolumns = {columns}\n"
    (tmp_path / "worksheet" / "mine.toml").write_text(mine, encoding="utf-8")
    options = Options(Templates(tmp_path), sheet=SheetLook(style="mine"), form=SheetForm("review"))
    counts = []
    for length in range(20, 130, 6):
        of = lengthened(length)
        made = print_sheets(bank_of(of.document, "两小时"), options, Request(), of)
        shown = pages(made["-review.pdf"].data)
        counts.append(len(shown))
        if len(shown) > 1:
            full, last = (len(squeezed(page)) for page in (shown[0], shown[-1]))
            assert last > 0.06 * full
    assert counts == sorted(counts)
    assert counts[-1] > 1
