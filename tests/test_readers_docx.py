"""Word documents: what is read, what is left out, and what is refused."""

from __future__ import annotations

import zipfile
from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as st
from wordfile import (
    definition,
    field,
    level,
    number_list,
    numbered,
    package,
    paragraph,
    part,
    text_run,
    word,
)

from quizgen import readers
from quizgen.document import BlockKind, Reading
from quizgen.errors import QuizgenError, UnreadableDocument
from quizgen.readers.docx.fields import equation


def read(data: bytes) -> Reading:
    return readers.read(data, "试验.docx")


def lines(body: str, **parts: str) -> list[str]:
    return read(word(body, **parts)).text.split("\n")


VANISH = "<w:vanish/>"
LINE, NO_LINE = '<w:u w:val="single"/>', '<w:u w:val="none"/>'
UP, DOWN = '<w:vertAlign w:val="superscript"/>', '<w:vertAlign w:val="subscript"/>'
BOX = "<w:txbxContent>" + paragraph("框中的字") + "</w:txbxContent>"
SHAPE = (
    "<w:r><mc:AlternateContent><mc:Choice Requires='wps'><w:drawing><wps:txbx>"
    f"{BOX}</wps:txbx></w:drawing></mc:Choice><mc:Fallback><w:pict><v:textbox>{BOX}"
    "</v:textbox></w:pict></mc:Fallback></mc:AlternateContent></w:r>"
)
FRACTION = (
    "<m:oMath><m:f><m:num><m:r><m:t>路程</m:t></m:r></m:num>"
    "<m:den><m:r><m:t>时间</m:t></m:r></m:den></m:f></m:oMath>"
)


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        pytest.param(paragraph("安全", "第一"), ["安全第一"], id="runs"),
        pytest.param(paragraph("甲", "<w:r><w:tab/></w:r>", "乙"), ["甲 乙"], id="tab"),
        pytest.param(paragraph("甲", "<w:r><w:br/></w:r>", "乙"), ["甲", "乙"], id="line break"),
        pytest.param(paragraph("  　甲 \u00a0 乙　"), ["甲 乙"], id="white space"),
        pytest.param(
            paragraph("保留", f"<w:ins>{text_run('新增')}</w:ins>", "<w:del><w:r><w:delText>旧"
            "</w:delText></w:r></w:del>"),
            ["保留新增"],
            id="revisions",
        ),
        pytest.param(
            paragraph("甲", f"<w:moveFrom>{text_run('乙')}</w:moveFrom>")
            + paragraph(f"<w:moveTo>{text_run('乙')}</w:moveTo>"),
            ["甲", "乙"],
            id="moved text",
        ),
        pytest.param(
            paragraph("上半句", properties="<w:rPr><w:del/></w:rPr>") + paragraph("下半句"),
            ["上半句下半句"],
            id="deleted end of a paragraph",
        ),
        pytest.param(paragraph("可见", text_run("隐藏", VANISH)), ["可见"], id="hidden text"),
        pytest.param(
            paragraph("可见", text_run("乱码", '<w:sz w:val="0"/>')), ["可见"], id="no size"
        ),
        pytest.param(paragraph(text_run("小字", '<w:sz w:val="9"/>')), ["小字"], id="small"),
        pytest.param(
            paragraph(text_run("可见", '<w:vanish w:val="0"/>')), ["可见"], id="not hidden"
        ),
        pytest.param(
            paragraph("3×10", text_run("8", UP), "米"), ["3×10⁸米"], id="superscript"
        ),
        pytest.param(paragraph("H", text_run("2", DOWN), "O，水"), ["H₂O，水"], id="subscript"),
        pytest.param(
            paragraph("注", text_run("见后", UP)), ["注见后"], id="superscript without a character"
        ),
        pytest.param(
            paragraph(field(r"eq \o\ac(○,1)"), "坚持", field(r"EQ \o\ac(○,2)"), "加强"),
            ["①坚持②加强"],
            id="circled numbers",
        ),
        pytest.param(paragraph("见", field("REF x", "第三章")), ["见第三章"], id="reference"),
        pytest.param(
            paragraph("见", f'<w:fldSimple w:instr="REF x">{text_run("上文")}</w:fldSimple>'),
            ["见上文"],
            id="simple field",
        ),
        pytest.param(
            paragraph("正文") + paragraph("第 ", field("PAGE", "3"), " 页"),
            ["正文"],
            id="page number",
        ),
        pytest.param(
            paragraph("甲", f"<w:hyperlink>{text_run('链接')}</w:hyperlink>", "乙"),
            ["甲链接乙"],
            id="link",
        ),
        pytest.param(
            paragraph(
                "<w:r><w:ruby><w:rt>" + text_run("hàn") + "</w:rt><w:rubyBase>" + text_run("汉")
                + "</w:rubyBase></w:ruby></w:r>",
                "字",
            ),
            ["汉字"],
            id="pinyin",
        ),
        pytest.param(
            paragraph("框前", SHAPE) + paragraph("后"), ["框前", "框中的字", "后"], id="box"
        ),
        pytest.param(paragraph("速度=", FRACTION), ["速度=路程/时间"], id="formula"),
        pytest.param(
            paragraph("化石由", text_run("   ", LINE), "进化而", text_run("来", LINE), "。"),
            ["化石由____进化而来。"],
            id="blank",
        ),
        pytest.param(
            paragraph("甲", text_run("  ", NO_LINE), "乙", text_run(" ", LINE), "丙"),
            ["甲 乙 丙"],
            id="no blank",
        ),
        pytest.param(
            paragraph("角度90", '<w:r><w:sym w:font="Symbol" w:char="F0B0"/></w:r>'),
            ["角度90°"],
            id="symbol",
        ),
        pytest.param(
            "<w:sdt><w:sdtPr><w:docPartObj><w:docPartGallery w:val='Table of Contents'/>"
            f"</w:docPartObj></w:sdtPr><w:sdtContent>{paragraph('第一章 总则1')}</w:sdtContent>"
            f"</w:sdt>{paragraph('第一章 总则')}",
            ["第一章 总则"],
            id="contents list",
        ),
        pytest.param(
            f"<w:sdt><w:sdtContent>{paragraph('控件里的字')}</w:sdtContent></w:sdt>",
            ["控件里的字"],
            id="content control",
        ),
    ],
)  # fmt: skip
def test_the_text_of_a_paragraph(body: str, expected: list[str]) -> None:
    assert lines(body) == expected


def test_a_contents_field_over_several_paragraphs_is_left_out() -> None:
    mark = '<w:r><w:fldChar w:fldCharType="{}"/></w:r>'
    begin = mark.format("begin") + "<w:r><w:instrText>TOC \\o</w:instrText></w:r>"
    body = (
        paragraph("题目")
        + paragraph(begin, mark.format("separate"), "第一章 1")
        + paragraph("第二章 2")
        + paragraph(mark.format("end"))
        + paragraph("第一章 正文")
    )
    assert lines(body) == ["题目", "第一章 正文"]


def test_notes_stand_behind_their_paragraph_and_lines_above_them_do_not() -> None:
    note = (
        f'<w:footnote w:id="0" w:type="separator">{paragraph("横线")}</w:footnote>'
        f'<w:footnote w:id="2">{paragraph("注释内容")}</w:footnote>'
    )
    body = paragraph("正文", '<w:r><w:footnoteReference w:id="2"/></w:r>') + paragraph("下文")
    assert lines(body, footnotes=note) == ["正文", "注释内容", "下文"]


STYLES = (
    '<w:style w:type="paragraph" w:default="1" w:styleId="a"><w:name w:val="Normal"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="1"><w:name w:val="heading 1"/><w:basedOn w:val="a"/>'
    "<w:pPr><w:outlineLvl w:val='0'/></w:pPr></w:style>"
    '<w:style w:type="paragraph" w:styleId="x"><w:name w:val="章标题"/><w:basedOn w:val="1"/>'
    "</w:style>"
    '<w:style w:type="paragraph" w:styleId="h3"><w:name w:val="标题 3"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="t"><w:name w:val="Title"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="toc"><w:name w:val="toc 1"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="hid"><w:name w:val="批注"/><w:rPr><w:vanish/></w:rPr>'
    "</w:style>"
)


def styled(text: str, style: str, more: str = "") -> str:
    return paragraph(text, properties=f'<w:pStyle w:val="{style}"/>{more}')


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (styled("总则", "1"), 1),
        (styled("总则", "x"), 1),  # by what its style is based on
        (styled("总则", "h3"), 3),  # by the name of the style
        (paragraph("总则", properties='<w:outlineLvl w:val="1"/>'), 2),
        (styled("正文", "1", '<w:outlineLvl w:val="9"/>'), 0),
        (styled("正文", "a"), 0),
        (styled("没有这个样式", "nowhere"), 0),
        (styled("长" * 121, "1"), 0),  # a paragraph in the wrong style
    ],
)
def test_headings_by_style_and_by_outline_level(body: str, expected: int) -> None:
    block = read(word(body, styles=STYLES)).blocks[0]
    assert (block.level, block.kind is BlockKind.HEADING) == (expected, expected > 0)


def test_styles_of_contents_lists_and_hidden_styles_are_left_out() -> None:
    body = styled("目录条目1", "toc") + styled("看不见", "hid") + styled("看得见", "a")
    assert lines(body, styles=STYLES) == ["看得见"]


@pytest.mark.parametrize(
    ("body", "title"),
    [
        (paragraph("文号") + styled("工作办法", "t"), "工作办法"),
        (
            paragraph("工作办法", properties='<w:jc w:val="center"/>') + paragraph("正文"),
            "工作办法",
        ),
        (paragraph("第一章 总则", properties='<w:jc w:val="center"/>'), ""),
        (paragraph("正文从这里开始"), ""),
    ],
)
def test_title(body: str, title: str) -> None:
    assert read(word(body, styles=STYLES)).title == title


HAN, PAREN = level("chineseCounting", "%1、"), level("chineseCounting", "（%2）")
DECIMAL = [level("decimal", ".".join(f"%{n}" for n in range(1, d + 1))) for d in range(1, 5)]
CHAPTERS = [
    level("chineseCountingThousand", "第%1章"),
    level("chineseCountingThousand", "第%2条", more='<w:lvlRestart w:val="0"/>'),
    level("decimal", "%1.%2.%3", more="<w:isLgl/>"),
]


@pytest.mark.parametrize(
    ("levels", "used", "expected"),
    [
        pytest.param([HAN], "000", "一、 二、 三、", id="one level"),
        pytest.param([HAN, PAREN], "011010", "一、 （一） （二） 二、 （一） 三、", id="restart"),
        pytest.param(DECIMAL, "0112210", "1 1.1 1.2 1.2.1 1.2.2 1.3 2", id="decimals"),
        pytest.param(DECIMAL, "2", "1.1.1", id="levels above that were never used"),
        pytest.param(
            CHAPTERS, "0110122", "第一章 第一条 第二条 第二章 第三条 2.3.1 2.3.2", id="law"
        ),
        pytest.param([level("decimal", "%1.", 5)], "00", "5. 6.", id="start"),
        pytest.param([level("bullet", "•"), level("decimal", "%2)")], "01", " 1)", id="bullet"),
        pytest.param([level("none", "")], "00", " ", id="none"),
        pytest.param([level("none", "附：")], "0", "附：", id="none but words"),
    ],
)
def test_automatic_numbers(levels: list[str], used: str, expected: str) -> None:
    numbering = definition(0, *levels) + number_list(1, 0)
    body = "".join(numbered("条目", 1, int(depth)) for depth in used)
    got = [line.removesuffix("条目").strip() for line in lines(body, numbering=numbering)]
    assert got == expected.split(" ")


@pytest.mark.parametrize(
    ("form", "value", "expected"),
    [
        ("decimal", 12, "12"),
        ("decimalZero", 7, "07"),
        ("decimalFullWidth", 12, "１２"),
        ("upperRoman", 4, "IV"),
        ("lowerRoman", 9, "ix"),
        ("upperLetter", 3, "C"),
        ("lowerLetter", 28, "bb"),
        ("chineseCounting", 11, "十一"),
        ("chineseCountingThousand", 105, "一百零五"),
        ("japaneseCounting", 20, "二十"),
        ("ideographDigital", 10, "一〇"),
        ("chineseLegalSimplified", 12, "壹拾贰"),
        ("ideographTraditional", 3, "丙"),
        ("ideographZodiac", 2, "丑"),
        ("decimalEnclosedCircle", 3, "③"),
        ("decimalEnclosedCircleChinese", 21, "㉑"),
        ("decimalEnclosedFullstop", 2, "⒉"),
        ("decimalEnclosedParen", 2, "⑵"),
        ("ideographEnclosedCircle", 2, "㈡"),
        ("decimalEnclosedCircle", 99, "99"),  # no such character
        ("noSuchFormat", 5, "5"),
    ],
)
def test_formats_of_numbers(form: str, value: int, expected: str) -> None:
    numbering = definition(0, level(form, "%1", value)) + number_list(1, 0)
    (line,) = lines(numbered("条目", 1), numbering=numbering)
    assert line.removesuffix("条目").strip() == expected


def test_two_lists_count_on_their_own_and_share_their_definition() -> None:
    again = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride>'
    numbering = (
        definition(0, HAN)
        + definition(1, level("decimal", "%1."))
        + number_list(1, 0)
        + number_list(2, 1)
        + number_list(3, 0)  # counts on with list 1
        + number_list(4, 0, again)  # begins anew
    )
    used = [1, 2, 1, 2, 3, 4, 4]
    body = "".join(numbered("条", n) for n in used)
    assert [line.removesuffix("条").strip() for line in lines(body, numbering=numbering)] == [
        "一、", "1.", "二、", "2.", "三、", "一、", "二、",
    ]  # fmt: skip


def test_numbers_by_style_and_taken_away_again() -> None:
    styles = STYLES + (
        '<w:style w:type="paragraph" w:styleId="n"><w:name w:val="条"/><w:pPr><w:numPr>'
        '<w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
    )
    second = level("decimal", "（%2）", more='<w:pStyle w:val="n"/>')
    numbering = definition(0, HAN, second) + number_list(1, 0)
    off = '<w:numPr><w:numId w:val="0"/></w:numPr>'
    body = numbered("甲", 1) + styled("乙", "n") + styled("丙", "n", off) + styled("丁", "n")
    assert lines(body, styles=styles, numbering=numbering) == ["一、甲", "（1）乙", "丙", "（2）丁"]


def test_an_empty_paragraph_takes_no_number() -> None:
    numbering = definition(0, HAN) + number_list(1, 0)
    body = numbered("甲", 1) + numbered("", 1) + numbered("乙", 1)
    assert lines(body, numbering=numbering) == ["一、甲", "二、乙"]


def cell(*paragraphs: str, properties: str = "") -> str:
    inside = "".join(paragraph(text) for text in paragraphs)
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{inside}</w:tc>"


def table(*rows: list[str]) -> str:
    return "<w:tbl>" + "".join(f"<w:tr>{''.join(row)}</w:tr>" for row in rows) + "</w:tbl>"


def test_tables() -> None:
    merged = cell("", properties="<w:vMerge/>")
    body = (
        paragraph("前")
        + table(
            [cell("等级", properties='<w:vMerge w:val="restart"/>'), cell("特别重大")],
            [merged, cell("三十人以上", "死亡")],
            [cell("只有一格"), cell("")],
        )
        + paragraph("后")
    )
    reading = read(word(body))
    assert reading.text.split("\n") == [
        "前",
        "等级\t特别重大",
        "三十人以上",
        "死亡",
        "只有一格",
        "后",
    ]
    assert [block.kind for block in reading.blocks] == [
        BlockKind.PARAGRAPH, BlockKind.ROW, *[BlockKind.PARAGRAPH] * 4,
    ]  # fmt: skip


def test_a_table_in_a_cell_is_read_in_place() -> None:
    inner = f"<w:tc>{paragraph('外')}{table([cell('内一'), cell('内二')])}{paragraph('')}</w:tc>"
    assert lines(table([inner, cell("右")])) == ["外 内一\t内二\t右"]


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        (r"\o\ac(○,12)", "⑫"),
        (r"\o\ac(○,99)", "○99"),
        (r"\f(电压,电流)", "电压/电流"),
        (r"\f(1;2)", "1/2"),
        (r"\r(3,8)", "³√8"),
        (r"\r(2)", "√2"),
        (r"x\s\up5(2)", "x²"),
        (r"H\s\do5(2)O", "H₂O"),
        (r"\b(\f(a,b))", "(a/b)"),
        (r"\a\al\co2(甲,乙)", "甲乙"),
        (r"\f(a,b", "a/b"),
        (r"\z(", ""),
        (r"\z", r"\z"),
        ("", ""),
    ],
)
def test_equation_fields(code: str, expected: str) -> None:
    assert equation(code) == expected


@given(st.text(r"\ofrs(),;○12甲 ", max_size=60))
def test_any_code_of_an_equation_has_a_text(code: str) -> None:
    assert isinstance(equation(code), str)


def zipped(**files: str) -> bytes:
    stream = BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return stream.getvalue()


GOOD = word(paragraph("正文"))
ONE_ENTITY = '<?xml version="1.0"?><!DOCTYPE w:document [<!ENTITY a "大">]>'
ENTITIES = (
    '<?xml version="1.0"?><!DOCTYPE w:document [<!ENTITY a "大大大大大大大大大大">'
    + "".join(f'<!ENTITY a{n} "{f"&a{n - 1 or str()};" * 10}">' for n in range(1, 12))
    + "]>"
)


@pytest.mark.parametrize(
    ("data", "says"),
    [
        pytest.param(b"", "empty", id="nothing"),
        pytest.param(b"\x05user" + b"\0" * 157, "no Word document", id="lock file"),
        pytest.param("只是文本".encode(), "no Word document", id="text"),
        pytest.param(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "old Office", id="OLE"),
        pytest.param(GOOD[:-40], "no Word document", id="cut short"),
        pytest.param(zipped(a="b"), "holds no Word document", id="another archive"),
        pytest.param(zipped(**{"word/document.xml": "<"}), "damaged", id="no content types"),
        pytest.param(package({"document": "<w:document"}), "damaged", id="broken mark-up"),
        pytest.param(word(paragraph("x")), "no Chinese text", id="no Chinese"),
        pytest.param(word(""), "no Chinese text", id="empty body"),
        pytest.param(
            zipped(**{"word/document.xml": " " * 90_000_000}), "more than any document", id="bomb"
        ),
        pytest.param(
            package({"document": ENTITIES + part("document", "&a11;").split("?>", 1)[1]}),
            "damaged",
            id="entity bomb",
        ),
        pytest.param(
            package({"document": ONE_ENTITY + part("document", "&a;").split("?>", 1)[1]}),
            "document type",
            id="one entity",
        ),
        pytest.param(
            word("<w:sdt><w:sdtContent>" * 9_999 + "</w:sdtContent></w:sdt>" * 9_999),
            "damaged",
            id="deep nesting",
        ),
    ],
)
def test_what_is_refused(data: bytes, says: str) -> None:
    with pytest.raises(UnreadableDocument) as error:
        read(data)
    assert says in str(error.value)
    assert "\n" not in str(error.value)


def test_a_style_based_on_itself_and_a_list_without_levels_do_no_harm() -> None:
    styles = '<w:style w:styleId="s"><w:name w:val="s"/><w:basedOn w:val="s"/></w:style>'
    numbering = '<w:abstractNum w:abstractNumId="0"/>' + number_list(1, 0) + number_list(2, 9)
    body = styled("甲", "s") + numbered("乙", 1, 8) + numbered("丙", 2) + numbered("丁", 1, 77)
    assert lines(body, styles=styles, numbering=numbering) == ["甲", "乙", "丙", "丁"]


@given(st.data())
def test_damaged_bytes_are_read_or_refused(data: st.DataObject) -> None:
    numbering = definition(0, HAN, PAREN) + number_list(1, 0)
    whole = word(numbered("甲", 1) + table([cell("乙"), cell("丙")]), numbering=numbering)
    harmed = bytearray(whole)
    for _ in range(data.draw(st.integers(1, 4))):
        harmed[data.draw(st.integers(0, len(whole) - 1))] = data.draw(st.integers(0, 255))
    try:
        read(bytes(harmed))
    except QuizgenError:
        return
