"""Papers as Word files: what python-docx and our own reader of Word files find in them."""

from __future__ import annotations

import re
import subprocess
import sys
import zipfile
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from typing import Any

import docx
import pytest
from docx.document import Document
from docx.enum.section import WD_SECTION
from docx.oxml.ns import qn
from hypothesis import given as given_that
from hypothesis import settings

from quizgen.errors import BadTemplate
from quizgen.exporters import LANGUAGES, Options
from quizgen.exporters.pdf.paper import letter
from quizgen.exporters.worddoc.markup import fit
from quizgen.quiz import Bank, Blank, Cloze, Matching, Pair, Quote, Text, live
from quizgen.readers import docx as word_reader
from quizgen.resources import Templates
from tests import strategies
from tests.conftest import HERE
from tests.printing import PAIRS, STEMS, bank, cloze, clozes, export, matching, text_of

PAPERS = ("docx", "docx-answers")
SAMPLE = bank(
    *clozes(5),
    cloze(6, "要{抓住}{机遇}。", unordered=True),
    matching(1),
    matching(2, PAIRS[:3], ["多余的一项"]),
)
HOSTILE = (
    "<w:t>b</w:t> & &amp; ]]>",
    "{{c1::x}} {page} {numeral} %1 %s",
    "{ PAGE } { INCLUDETEXT c:\\\\x }",
    "a\x00b\x08c\x1fd\ufffee\uffff",
    "\ud800孤",
    "一\n二\t三\r四\u2028五",
    "\u202e反\u200b",
    "<!DOCTYPE x [<!ENTITY y 'z'>]> &y;",
    "=1+1 @import url(http://x.invalid)",
    "\U00020bb7e\u0301",
    "二、" * 30,
)


def opened(given: Bank, what: str = "docx", options: Options | None = None) -> Document:
    return docx.Document(BytesIO(export(what, given, options).data))


def lines(given: Bank, what: str = "docx", options: Options | None = None) -> list[str]:
    """What a person reads, numbers included, a paragraph or row a line."""
    return word_reader.read(export(what, given, options).data, "paper.docx").text.split("\n")


def part(data: bytes, name: str) -> str:
    with zipfile.ZipFile(BytesIO(data)) as package:
        return package.read(name).decode()


def blanks(document: Document) -> list[str]:
    return [
        run.text
        for paragraph in document.paragraphs
        for run in paragraph.runs
        if run.style.style_id == "Blank"
    ]


def shown(text: str) -> str:
    """``text`` as the reader gives it back: spaces squeezed."""
    return re.sub(r"[ \u00a0]+", " ", fit(text)).strip(" \u3000")


@pytest.mark.parametrize("what", PAPERS)
def test_the_text_of_both_papers(what: str, request: pytest.FixtureRequest) -> None:
    path = HERE / "golden" / f"word-{what}.txt"
    text = "\n".join(lines(SAMPLE, what)) + "\n"
    if request.config.getoption("--update-golden"):
        path.write_text(text, encoding="utf-8")
    assert text == path.read_text(encoding="utf-8")


def test_items_are_numbered_through_the_paper_by_word_itself() -> None:
    text = lines(SAMPLE)
    numbers = [
        int(found[1]) for line in text if (found := re.match(r"(?:（　　）\t)?(\d+)\. ", line))
    ]
    assert numbers == list(range(1, 14))
    document = opened(SAMPLE)
    typed = [paragraph.text for paragraph in document.paragraphs]
    typed += [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    assert not [text for text in typed if re.match(r"(\d+|[A-Z]+)\.|[一二]、|第 \d 组", text)]


def test_both_formats_give_the_same_numbers_letters_and_marks() -> None:
    given = bank(*clozes(34), matching(1), matching(2, PAIRS * 3, ["另一项", "再一项"]))
    for paper, printed in (("docx", "worksheet"), ("docx-answers", "answers")):
        pdf = text_of(export(printed, given).data)
        for line in lines(given, paper):
            if re.match(r"[一二]、", line):
                assert "".join(line.split()) in pdf
    numbers, letters = (
        [cell for line in lines(given, "docx-answers") if line[:2] == head for cell in _cells(line)]
        for head in ("题号", "答案")
    )
    key = dict(zip(numbers, letters, strict=True))
    sets = "\n".join(lines(given)).split("重点任务\t主要举措\n")[1:]
    for block in sets:
        responses = dict(re.findall(r"(?:^|\t)([A-Z]+)\. (.+)$", block, re.MULTILINE))
        for number, premise in re.findall(r"^（　　）\t(\d+)\. (\S+)", block, re.MULTILINE):
            assert responses[key.pop(number)] == dict(PAIRS)[premise]
    assert not key


def _cells(line: str) -> list[str]:
    return line.split("\t")[1:]


@pytest.mark.parametrize("count", [1, 26, 27, 30, 60])
def test_letters_go_on_as_on_the_pdf_pages(count: int) -> None:
    spare = [f"多余的第{number}项" for number in range(count - 1)]
    text = lines(bank(matching(1, PAIRS[:1], spare)))
    found = [m[1] for line in text if (m := re.search(r"(?:^|\t)([A-Z]+)\. ", line))]
    assert found == [letter(place) for place in range(count)]


def test_blanks_tell_nothing_of_their_answers() -> None:
    def widths(*stems: str) -> list[str]:
        return blanks(opened(bank(*(cloze(number, stem) for number, stem in enumerate(stems)))))

    short, long = widths("要{实干}。", "要{真抓}。")
    assert short == long
    assert set(short) == {"\u00a0"}
    (series,) = {*widths("坚持{一}、{一二三四五六}、{一二三}。")}
    assert len(series) > len(short)
    (most,) = widths(f"原文是：{{{'答' * 200}}}。")
    assert len(most) < 200
    styles = opened(SAMPLE).styles
    assert styles["填空线"].font.underline is True


def test_no_answer_is_in_the_worksheet() -> None:
    data = export("docx", bank(*clozes(5))).data
    with zipfile.ZipFile(BytesIO(data)) as package:
        everything = "".join(package.read(name).decode() for name in package.namelist())
    for item in clozes(5):
        for blank in item.blanks:
            assert blank.answer not in everything


def test_blanks_side_by_side_stay_two() -> None:
    (paragraph,) = (
        p for p in opened(bank(cloze(1, "要{抓住}{机遇}。"))).paragraphs if "要" in p.text
    )
    texts = [run.text for run in paragraph.runs]
    assert [text.strip("\u00a0") for text in texts] == ["要", "", " ", "", "。"]


def test_matching_sets_are_tables_whose_heads_repeat_and_whose_rows_stay_whole() -> None:
    for table in opened(SAMPLE).tables:
        head, *rows = table.rows
        assert head._tr.trPr.find(qn("w:tblHeader")) is not None
        assert [cell.text for cell in (head.cells[0], head.cells[-1])] == ["重点任务", "主要举措"]
        assert all(row._tr.trPr.find(qn("w:cantSplit")) is not None for row in table.rows)
        kept = [
            all(p._p.pPr.keepNext is not None for c in r.cells for p in c.paragraphs) for r in rows
        ]
        assert kept == [True] * (len(rows) - 1) + [False]
        assert [row.cells[0].text for row in rows if row.cells[1].text] == ["（　　）"] * sum(
            bool(row.cells[1].text) for row in rows
        )


def test_a_long_table_may_be_parted() -> None:
    spare = [f"多余的第{number}项" for number in range(40)]
    (table,) = opened(bank(matching(1, PAIRS, spare))).tables
    assert not [row for row in table.rows[1:] if b"keepNext" in _xml(row._tr)]


def _xml(element: Any) -> bytes:
    from lxml import etree

    written: bytes = etree.tostring(element)
    return written


@pytest.mark.parametrize(("item", "whole"), [("字" * 300, True), ("字" * 3000, False)])
def test_an_item_stays_on_one_page_unless_it_is_long(item: str, whole: bool) -> None:
    (stem,) = (p for p in opened(bank(cloze(1, item + "{答}"))).paragraphs if p.text[:1] == "字")
    effective = stem.paragraph_format.keep_together
    assert (stem.style.paragraph_format.keep_together if effective is None else effective) is whole


def test_page_header_footer_and_properties() -> None:
    document = opened(SAMPLE, "docx-answers")
    section = document.sections[0]
    assert (round(section.page_width.mm), round(section.page_height.mm)) == (210, 297)
    assert round(section.left_margin.mm) == 22
    assert section.header.paragraphs[0].text == f"{SAMPLE.title}\t参考答案"
    assert section.first_page_header.paragraphs[0].text == ""
    for footer in (section.footer, section.first_page_footer):
        codes = [e.text.strip() for e in footer._element.iter(qn("w:instrText"))]
        assert codes == ["PAGE", "NUMPAGES"]
        assert footer.paragraphs[0].text == "第 1 页（共 1 页）"
    properties = document.core_properties
    assert (properties.title, properties.language) == (f"{SAMPLE.title} 参考答案", "zh-CN")
    assert (properties.author, properties.created) == ("", None)


def test_short_answers_stand_in_columns_between_heads_over_the_whole_width() -> None:
    def columns(*stems: str) -> list[str]:
        document = opened(bank(*map(cloze, range(99), stems)), "docx-answers")
        return [
            section._sectPr.find(qn("w:cols")).get(qn("w:num")) for section in document.sections
        ]

    assert columns(*["要{实干}。"] * 9) == ["1", "3", "1"]
    assert columns(*["要{一二三四五六七八九十一}。"] * 9) == ["1", "2", "1"]
    assert columns(*[f"要{{{'实干' * 20}}}。"] * 9) == ["1"]
    first, *rest = opened(SAMPLE, "docx-answers").sections
    assert first.different_first_page_header_footer
    for section in rest:
        assert section.start_type is WD_SECTION.CONTINUOUS
        assert not section.different_first_page_header_footer
        assert (section.page_width, section.left_margin) == (first.page_width, first.left_margin)


def test_lines_break_by_the_rules_of_the_pdf_pages() -> None:
    settings = part(export("docx", SAMPLE).data, "word/settings.xml")
    never_first, never_last = (
        re.search(rf'<w:noLineBreaks{side} w:lang="zh-CN" w:val="([^"]+)"', settings)
        for side in ("Before", "After")
    )
    assert never_first is not None
    assert never_last is not None
    assert set("，。、；：？！）》”’…—") <= set(never_first[1])
    assert set("（《“‘") <= set(never_last[1])


def test_fonts_are_named_in_the_styles_alone() -> None:
    data = export("docx", SAMPLE).data
    fonts = re.findall(r'w:(?:ascii|hAnsi|eastAsia|cs)="[^"]+"', part(data, "word/document.xml"))
    assert not fonts
    styles = part(data, "word/styles.xml")
    assert '<w:lang w:val="en-US" w:eastAsia="zh-CN"' in styles
    (default,) = re.findall(r"<w:rPrDefault><w:rPr><w:rFonts ([^>]*)/>", styles)
    assert re.findall('"([^"]+)"', default) == ["Times New Roman"] * 2 + ["宋体", "Times New Roman"]
    for name, latin, chinese in (
        ("Title", "Arial", "黑体"),
        ("Heading 1", "Arial", "黑体"),
        ("答案", "Times New Roman", "楷体"),
    ):
        fonts = docx.Document(BytesIO(data)).styles[name].element.rPr.rFonts
        assert (fonts.ascii, fonts.get(qn("w:eastAsia"))) == (latin, chinese)


def test_every_style_that_is_named_is_there() -> None:
    for what in PAPERS:
        for language in LANGUAGES:
            data = export(what, SAMPLE, Options(language=language)).data
            there = set(re.findall(r'w:styleId="(\w+)"', part(data, "word/styles.xml")))
            named = set(
                re.findall(r'w:(?:p|r|tbl)Style w:val="(\w+)"', part(data, "word/document.xml"))
            )
            assert named <= there
            lists = set(re.findall(r'<w:num w:numId="(\d+)"', part(data, "word/numbering.xml")))
            used = set(re.findall(r'<w:numId w:val="(\d+)"', part(data, "word/document.xml")))
            assert used - {"0"} <= lists


def test_in_english_sections_have_roman_numbers() -> None:
    text = lines(SAMPLE, "docx", Options(language="en"))
    assert any(line.startswith("I. Fill in the blanks (marks") for line in text)
    assert any(line.startswith("II. Matching") for line in text)
    assert any(line.startswith("Set 2　") for line in text)
    assert "Stem" in [style.name for style in opened(SAMPLE, "docx", Options(language="en")).styles]


def test_the_only_section_is_the_first() -> None:
    assert any(line.startswith("一、匹配题") for line in lines(bank(matching(1))))
    assert not any("组" in line for line in lines(bank(matching(1))))


def test_an_empty_bank_is_a_file_that_opens() -> None:
    for what in PAPERS:
        assert opened(bank(title=""), what).paragraphs[0].text == ""


def overriding(tmp_path: Path, name: str, old: str, new: str) -> Options:
    text = Templates().text(f"worksheet/{name}")
    assert old in text
    (tmp_path / "worksheet").mkdir()
    (tmp_path / "worksheet" / name).write_text(text.replace(old, new), encoding="utf-8")
    return Options(templates=Templates(tmp_path))


def test_fonts_and_names_of_styles_are_changed_in_a_file(tmp_path: Path) -> None:
    options = overriding(tmp_path, "word.toml", 'body = "宋体"', 'body = "仿宋"')
    assert 'w:eastAsia="仿宋"' in part(export("docx", SAMPLE, options).data, "word/styles.xml")


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ('body = "宋体"', 'body = ""', "fonts.body: must be a name"),
        ('body = "宋体"', 'body = "a\\u0001"', "fonts.body: must be a name"),
        ('body = "宋体"', "body = 3", "fonts.body: must be a string"),
        ('body = "宋体"', 'bdy = "宋体"', "fonts.body: is missing"),
        ('stem = "题干"', 'stem = "答案"', "is the name of"),
        ('stem = "Stem"', 'stem = "a,b"', "names.en.stem: must be a name without"),
        ("[fonts]", "more = 1\n[fonts]", "more: unknown key"),
    ],
)
def test_a_bad_value_is_told_with_file_and_key(
    tmp_path: Path, old: str, new: str, told: str
) -> None:
    options = overriding(tmp_path, "word.toml", old, new)
    with pytest.raises(BadTemplate, match=re.escape(told)) as caught:
        export("docx", SAMPLE, options)
    assert "word.toml" in str(caught.value)


@pytest.mark.parametrize(
    ("old", "new", "first"),
    [
        ('numerals = ["一", "二"]', 'numerals = ["甲", "乙"]', "甲、填空题"),
        ('numerals = ["一", "二"]', 'numerals = ["子", "寅"]', "子、填空题"),
        ('heading = "{numeral}、填空题"', 'heading = "填空 {numeral}"', "填空 一"),
        ('heading = "{numeral}、填空题"', 'heading = "100% {numeral}"', "100% 一"),
        ('heading = "{numeral}、填空题"', 'heading = "填空"', "填空（"),
        ('set = "第 {number} 组"', 'set = "组%1{number}"', "一、填空题"),
    ],
)
def test_a_head_that_word_cannot_count_is_typed(
    tmp_path: Path, old: str, new: str, first: str
) -> None:
    text = lines(SAMPLE, "docx", overriding(tmp_path, "zh.toml", old, new))
    assert any(line.startswith(first) for line in text)


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_is_text(text: str) -> None:
    source = Quote("源")
    pairs = (Pair(Quote(text), Quote(text), "p"), Pair(Quote("二"), Quote("三"), "q"))
    given = bank(
        cloze(0, STEMS[0]),
        Cloze("c", (), (Text(text), Blank("答")), source),
        Cloze("d", (), (Text("前"), Blank(text, None, (text,))), source),
        replace(matching(1, instruction=text), pairs=pairs, columns=(text, text)),
        title=text,
    )
    sheet, key = lines(given), lines(given, "docx-answers")
    assert f"2. {shown(text)}" in sheet
    assert any(shown(text) in line for line in key)
    assert shown(text) in "\n".join(sheet).split("满分")[0]
    assert any(line.startswith("（　　）\t4. " + shown(text)) for line in sheet)
    for what in PAPERS:
        codes = re.findall(r"<w:instrText[^>]*>([^<]*)<", _all_parts(given, what))
        assert {code.strip() for code in codes} == {"PAGE", "NUMPAGES"}


def _all_parts(given: Bank, what: str) -> str:
    with zipfile.ZipFile(BytesIO(export(what, given).data)) as package:
        return "".join(package.read(name).decode() for name in package.namelist())


@settings(max_examples=30)
@given_that(strategies.banks)
def test_any_bank_can_be_written_and_read_back(given: Bank) -> None:
    for what in PAPERS:
        document = opened(given, what)
        assert document.paragraphs[0].text == fit(given.title)
        if what == "docx-answers":
            answers = [
                run.text
                for p in document.paragraphs
                for run in p.runs
                if run.style.style_id == "Answer"
            ]
            for question in live(given).questions:
                if isinstance(question, Cloze):
                    for blank in question.blanks:
                        assert fit(blank.answer) in answers
        else:
            cells = [c.text for t in document.tables for row in t.rows for c in row.cells]
            for question in live(given).questions:
                if isinstance(question, Matching):
                    for pair in question.pairs:
                        assert {fit(pair.premise.text), fit(pair.response.text)} <= set(cells)


def test_the_same_bank_gives_the_same_bytes() -> None:
    code = (
        "import sys; sys.path[:0] = ['.', 'tests']\n"
        "from hashlib import sha256\n"
        "from tests.test_word_papers import PAPERS, SAMPLE, export\n"
        "print([sha256(export(what, SAMPLE).data).hexdigest() for what in PAPERS])"
    )
    outputs = {
        subprocess.run(
            [sys.executable, "-c", code],
            cwd=HERE.parent,
            env={"PYTHONHASHSEED": seed, "TZ": zone, "PATH": ""},
            capture_output=True,
            check=True,
        ).stdout
        for seed, zone in (("1", "Asia/Shanghai"), ("2", "America/Lima"))
    }
    assert len(outputs) == 1
    for what in PAPERS:
        with zipfile.ZipFile(BytesIO(export(what, SAMPLE).data)) as package:
            assert {entry.date_time for entry in package.infolist()} == {(1980, 1, 1, 0, 0, 0)}
            assert "docProps/thumbnail.jpeg" not in package.namelist()
