"""Words that authors mark: by bold type, a line below, a marker, a colour."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from wordfile import definition, level, number_list, paragraph, text_run, word

from quizgen import outline
from quizgen.document import Block, BlockKind, Reading, Span
from quizgen.readers import marks, read, ways
from quizgen.script import examined

PLAIN = "社会关系是人们在共同的物质和精神活动过程中所结成的相互关系的总称"


def marked(reading: Reading) -> list[str]:
    return [reading.text[span.start : span.end] for span in reading.marked]


def of_markdown(source: str) -> Reading:
    return read(f"{source}\n\n{PLAIN}。\n".encode(), "a.md")


def of_page(markup: str) -> Reading:
    return read(f"<body>{markup}<p>{PLAIN}。</p></body>".encode(), "a.html")


def of_word(body: str, **parts: str) -> Reading:
    return read(word(body + paragraph(f"{PLAIN}。"), **parts), "a.docx")


MARKDOWN = [
    ("关系有<u>血缘关系</u>和地缘关系。", ["血缘关系"]),
    ("延安整风确立了**三大作风**的提法。", ["三大作风"]),
    ("它是<mark>民主</mark>的，也是<b>集中</b>和<em>统一</em>的。", ["民主", "集中", "统一"]),
    ('它是<font color="red">民主</font>的，<i>也是</i>集中的。', ["民主", "也是"]),
    ('它是<span style="color:#C00">民主</span>的和集中的。', ["民主"]),
    ('它是<span style="color:#333">民主</span>的和集中的。', []),  # a grey is no mark
    ('它是<span class="a">民主</span>的和集中的。', []),
    ("**定义：**关系是人们在活动中结成的。", ["定义"]),
    ("**1. 定义**：关系是人们在活动中结成的。", ["定义"]),
    ("**（一）**关系是人们在活动中结成的。", []),
    ("**第三条** 关系是人们在活动中结成的。", []),
    ("关系**，**是人们在活动中结成的。", []),
    ("增长<i>v</i>是人们在**3.5亿元**以上的。", ["3.5亿元"]),
    ("关系是**人们** **活动**中结成的。", ["人们 活动"]),
    ("关系是**人们****活动**中结成的。", ["人们活动"]),
    ("关系是**人们**<u>活动</u>中结成的。", ["人们活动"]),
    ("关系是**人们在[活动](http://a.b)中结成**的那些关系。", ["人们在活动中结成"]),
    ("关系是**人们在`活动`中结成**的那些关系。", ["人们在活动中结成"]),
    ("关系是[<u>人们</u>](http://a.b)在活动中结成的。", []),  # links have such a line
    ("1. 甲\n2. 关系是在**活动**中结成的。", ["活动"]),  # behind a number that is put there
    ("关系是**人们**的。  \n它在**活动**中结成。", ["人们", "活动"]),
    ("**关系是人们在活动中结成的。**", []),  # all of the paragraph
    ("**关系是人们在活动中结成的**！！", []),
    ("**关系是人们在活动中结成**的", []),  # nearly all
    ("# 标题有**重点**的字\n", []),
    ("**关系**\n", []),  # a heading by its bold type
    ("<b>关系是**人们**在活动中结成的。</b>", ["人们"]),  # what all of it has sets nothing off
    ("由<u>&nbsp;&nbsp;&nbsp;</u>进化而来的是人。", []),  # a blank to write on
    ("由<u>猿人</u><u>&nbsp;&nbsp;&nbsp;</u>进化而来的是人。", ["猿人"]),
    ("| 名称 | 说明 |\n|--|--|\n| **甲乙** | 丙丁**戊己**庚辛 |", ["戊己"]),  # a cell is one, too
    ("关系是<u>人们\n在活动</u>中结成的那些个关系。", ["人们", "在活动"]),
    ("关系是==人们==在活动中结成的。", ["人们"]),
    ("关系是~~人们~~在活动中结成的。", []),  # what is struck out is no term
    ("关系是**人们~~在~~活动**中结成的那些关系。", ["人们在活动"]),
    ("去年*月，构建了*套体系。", []),
    ("设 $a*b*c$ 为这些数的积。", []),
    ("关系是</u></span></b>人们在活动中结成的。", []),
]


@pytest.mark.parametrize(("source", "expected"), MARKDOWN)
def test_markdown(source: str, expected: list[str]) -> None:
    assert marked(of_markdown(source)) == expected


def test_text_that_is_markdown_has_marks_too() -> None:
    source = f"# 标题\n\n关系有**血缘关系**和地缘关系。\n\n{PLAIN}。"
    assert marked(read(source.encode(), "a.txt")) == ["血缘关系"]


PAGES = [
    ("<p>关系有<u>血缘关系</u>和地缘关系。</p>", ["血缘关系"]),
    ("<p>关系\n有 <strong> 血缘\n关系 </strong> 和地缘关系。</p>", ["血缘关系"]),
    ("<p style='color:red'>关系有血缘关系和地缘关系。</p>", []),
    ("<p>关系有<span style='Color: RGB(255, 0, 0)'>血缘</span>关系。</p>", ["血缘"]),
    ("<p>关系有<span style='background:yellow'>血缘</span>关系。</p>", ["血缘"]),
    ("<p>关系有<span style='font-weight:700'>血缘</span>关系。</p>", ["血缘"]),
    ("<p>关系有<span style='text-decoration:underline'>血缘</span>关系。</p>", ["血缘"]),
    ("<p>关系有<span style='text-decoration:none'>血缘</span>关系。</p>", []),
    ("<p>关系有<span style='text-emphasis:dot'>血缘</span>关系。</p>", ["血缘"]),
    (
        "<p><font color=red>关系有<b>血缘</b>关系，</font><font color='#F00'>和地缘</font></p>",
        ["血缘"],
    ),
    ("<h2>关系有<u>血缘</u>关系</h2>", []),
    ("<ol><li>关系有<b>血缘</b>关系。<li>有<b>地缘</b>关系。</ol>", ["血缘", "地缘"]),
    ("<p>反应<b>2H<sub>2</sub>O</b>是水的式子。</p>", ["2H₂O"]),
    ("<p>关系有<b>血缘<br>地缘</b>关系，也有别的关系。</p>", ["血缘", "地缘"]),
    ("<pre>关系有<b>血缘\n  地缘</b>关系，也有</pre>", ["血缘", "地缘"]),
    ("<p>关系有<b>血缘</b>关系<script>甲</script>。</p>", ["血缘"]),
]


@pytest.mark.parametrize(("markup", "expected"), PAGES)
def test_web_pages(markup: str, expected: list[str]) -> None:
    assert marked(of_page(markup)) == expected


def run(text: str, *properties: str) -> str:
    return text_run(text, "".join(f"<w:{one}/>" for one in properties))


LINE = 'u w:val="single"'
RED = 'color w:val="FF0000"'
BREAK = "<w:r><w:br/></w:r>"
LINK = '<w:hyperlink w:anchor="a">{}</w:hyperlink>'

WORD = [
    (paragraph("关系有", run("血缘关系", "b"), "和地缘关系。"), ["血缘关系"]),
    (paragraph("关系有", run("血缘", "b"), run("关系", "b"), "和地缘关系。"), ["血缘关系"]),
    (paragraph("关系有", run("血缘", LINE), "和地缘关系。"), ["血缘"]),
    (paragraph("关系有", run("血缘", 'u w:val="none"'), "和地缘关系。"), []),
    (paragraph("关系有", run("血缘", RED), "和地缘关系。"), ["血缘"]),
    (paragraph("关系有", run("血缘", 'color w:val="auto"'), "和地缘关系。"), []),
    (paragraph("关系有", run("血缘", 'color w:val="404040"'), "和地缘关系。"), []),
    (paragraph("关系有", run("血缘", 'highlight w:val="yellow"'), "和地缘关系。"), ["血缘"]),
    (paragraph("关系有", run("血缘", 'shd w:val="clear" w:fill="FFFF00"'), "等关系。"), ["血缘"]),
    (paragraph("关系有", run("血缘", 'shd w:val="clear" w:fill="auto"'), "等关系。"), []),
    (paragraph("关系有", run("血缘", 'em w:val="dot"'), "和地缘关系。"), ["血缘"]),
    (paragraph("关系有", run("血缘", "i"), "和地缘关系。"), ["血缘"]),
    (paragraph("关系有", run("血缘", 'i w:val="0"'), "和地缘关系。"), []),
    (paragraph("关系有", run("血缘", 'rStyle w:val="重"'), "和地缘关系。"), ["血缘"]),
    (paragraph(run("关系有", RED), run("血缘", RED, "b"), run("和地缘。", RED)), ["血缘"]),
    (paragraph(run("关系有血缘和地缘。", RED)), []),
    (paragraph("关系有", LINK.format(run("血缘", LINE, RED)), "和地缘关系。"), []),
    (paragraph("关系有", LINK.format(run("血缘", "b")), "和地缘关系。"), ["血缘"]),
    (paragraph("关系有", run("　　　", LINE), "和地缘关系。"), []),
    (paragraph("关系有", run("血缘", LINE), run("　　", LINE), "和地缘关系。"), ["血缘"]),
    (paragraph("式子", run("H", "b"), run("2", "b", 'vertAlign w:val="subscript"'), "是氢。"),
     ["H₂"]),
    (paragraph("关系 ", run("  血缘  ", "b"), BREAK, "也有", run("地缘", "b"), "等等"),
     ["血缘", "地缘"]),
    (paragraph("关系有", run("血缘", "b"), "等，",
               properties='<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>'),
     ["血缘"]),
    (paragraph("关系有", run("血缘", "b"), "，", properties="<w:rPr><w:del/></w:rPr>")
     + paragraph("也有", run("地缘", "b"), "等等。"), ["血缘", "地缘"]),
    (paragraph("关系有", run("血缘", "b"), "等。", properties='<w:outlineLvl w:val="0"/>'), []),
    ("<w:tbl><w:tr><w:tc>" + paragraph(run("名称", "b")) + "</w:tc><w:tc>"
     + paragraph("关系有", run("血缘", "b"), "等等。") + "</w:tc></w:tr></w:tbl>", ["血缘"]),
]  # fmt: skip


@pytest.mark.parametrize(("body", "expected"), WORD)
def test_word(body: str, expected: list[str]) -> None:
    numbering = definition(1, level("chineseCounting", "（%1）")) + number_list(1, 1)
    styles = '<w:style w:type="character" w:styleId="重"><w:rPr><w:b/></w:rPr></w:style>'
    assert marked(of_word(body, numbering=numbering, styles=styles)) == expected


def test_marks_stay_where_gaps_are_closed_and_paragraphs_joined() -> None:
    gaps = [
        paragraph("关 系 有", run("血 缘", "b"), " 、 地缘等等，它们是人们在活动中结成的 ，这样说"),
        paragraph("也有", run("业缘 关系", "b"), "，它们是人们在共同的活动中所结成的 ，这样说。"),
        paragraph("另外的一些关系是人们在共同的活动中所结成 ，这样说也是可以的。"),
    ]
    reading = of_word("".join(gaps))
    assert "有业缘关系，" in reading.text  # it is such a document
    assert marked(reading) == ["血缘", "业缘关系"]


def test_a_text_with_too_many_marks_has_none() -> None:
    line = "关系有**血缘关系**和地缘。\n\n"
    assert marked(read((line * 3 + PLAIN).encode(), "a.md")) == ["血缘关系"] * 3
    assert marked(read((line * 3 + "关系有**血缘关系和地缘**。").encode(), "a.md")) == []


def test_the_document_has_the_marks_of_its_reading() -> None:
    reading = of_markdown("關係有**血緣關係**和地緣關係，這是國際學術會議的認識。")
    document = outline.build(reading, "a.md")
    assert document.marked == reading.marked != ()
    assert examined(document).slice(document.marked[0]) == "血缘关系"


COLOURS = [
    ("red", True), (" Red ", True), ("#f00", True), ("#FF0000", True), ("ff0000ff", True),
    ("rgb(0, 112, 192)", True), ("rgba(255,0,0,.5)", True), ("black", False), ("#333", False),
    ("#2c3e50", False), ("FFFFFF", False), ("auto", False), ("rgb(63,63,63)", False),
    ("inherit", False), ("", False), ("var(--red)", False),
]  # fmt: skip


@pytest.mark.parametrize(("name", "expected"), COLOURS)
def test_grey_is_no_colour(name: str, expected: bool) -> None:
    assert ways.is_colour(name) is expected


texts = st.text("甲乙a1 \t\n\u3000\ufeff。", max_size=8)
parts = st.lists(st.tuples(texts, st.integers(0, 7)), max_size=6)


@given(parts)
def test_stretches_are_ascending_and_hold_what_is_set_off(runs: list[tuple[str, int]]) -> None:
    found = marks.stretches([text for text, _ in runs], [way for _, way in runs])
    inked = [way for text, way in runs for _ in range(marks.ink(text))]
    common = [bit for bit in (1, 2, 4) if all(way & bit for way in inked)]
    expected = {at for at, way in enumerate(inked) if way - sum(common)}
    assert {at for start, end in found for at in range(start, end)} == expected
    edges = [edge for mark in found for edge in mark]
    assert edges == sorted(set(edges))


@given(st.lists(parts, max_size=4))
def test_marks_of_joined_texts_split_again(runs: list[list[tuple[str, int]]]) -> None:
    pieces = [
        ("".join(text for text, _ in one), marks.stretches(*zip(*one, strict=True)) if one else ())
        for one in runs
    ]
    joined = marks.joined(pieces)
    assert list(marks.split(joined, [text for text, _ in pieces])) == [m for _, m in pieces]


def assert_sound(reading: Reading) -> None:
    """What the document model says of marks."""
    end = 0
    blocks = iter(reading.blocks)
    block = Block(Span(0, 0))
    for span in reading.marked:
        assert end <= span.start < span.end
        end = span.end
        while block.span.end < end:
            block = next(blocks)
        assert block.span.contains(span)
        assert block.kind is not BlockKind.HEADING
        text = reading.text[span.start : span.end]
        assert text == text.strip(" \u3000\u00a0\ufeff")
        assert "\t" not in text


SCRAPS = (
    *("关系", "血缘。", "a b", "1. ", " ", "\u3000", "\ufeff", "\n", "\n\n", "：", "（一）"),
    *("**", "*", "__", "****", "<u>", "</u>", "<b>", "</b>", "<i>", "</i>", "<mark>", "</mark>"),
    *("<font color=red>", "</font>", "<span style='color:red'>", "<span>", "</span>"),
    *("<p>", "</p>", "<br>", "<table><tr><td>", "<td>", "</table>", "<li>", "<ol>", "# ", "| "),
    *("<a href='b'>", "</a>", "<sup>2", "</sup>", "&nbsp;&nbsp;", "$a$", "`b`", "<pre>", "</pre>"),
)


@given(st.lists(st.sampled_from(SCRAPS), max_size=40).map("".join), st.sampled_from(["md", "html"]))
def test_marks_are_sound_whatever_the_mark_up(source: str, suffix: str) -> None:
    assert_sound(read(f"{PLAIN}。\n\n{source}".encode(), f"a.{suffix}"))


words = st.text("甲乙丙丁戊己庚辛", min_size=2, max_size=4)
MARKDOWN_WAYS = ("{}", "**{}**", "<u>{}</u>", "<b>{}</b>", '<font color="red">{}</font>')
PAGE_WAYS = ("{}", "<strong>{}</strong>", "<mark>{}</mark>", "<span style='color:red'>{}</span>")
WORD_WAYS = ("{}", *(run("{}", one) for one in ("b", LINE, RED)))


@st.composite
def papers(draw: st.DrawFn) -> list[list[tuple[str, int]]]:
    """Paragraphs of words, each with a way; 0 is none."""
    pairs = st.tuples(words, st.integers(0, 3))
    return draw(st.lists(st.lists(pairs, min_size=1, max_size=4), min_size=1, max_size=4))


def written(paper: list[list[tuple[str, int]]], suffix: str, *, plain: bool = False) -> Reading:
    forms = {"md": MARKDOWN_WAYS, "html": PAGE_WAYS, "docx": WORD_WAYS}[suffix]
    lines = []
    for pairs in paper:
        line = ["其中"]
        for text, way in pairs:
            line += [forms[0 if plain else way].format(text), "的和"]
        lines.append([*line, "等等。"])
    if suffix == "docx":
        return read(word("".join(paragraph(*line) for line in lines)), "a.docx")
    form = "{}\n\n" if suffix == "md" else "<p>{}</p>"
    return read("".join(form.format("".join(line)) for line in lines).encode(), f"a.{suffix}")


@given(papers(), st.sampled_from(["md", "html", "docx"]))
def test_marks_change_nothing_else(paper: list[list[tuple[str, int]]], suffix: str) -> None:
    reading, plain = written(paper, suffix), written(paper, suffix, plain=True)
    assert (reading.text, reading.blocks) == (plain.text, plain.blocks)
    assert plain.marked == ()
    assert_sound(reading)
    expected = [text for pairs in paper for text, way in pairs if way]
    length = sum(len(block.span) for block in reading.blocks)
    too_many = sum(map(len, expected)) > 0.4 * length
    assert marked(reading) == ([] if too_many else expected)
