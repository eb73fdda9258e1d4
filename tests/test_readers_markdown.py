"""Reading Markdown: blocks, emphasis and what stars may stand for, raw HTML."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizgen.document import BOLD_LINE, BlockKind, Reading
from quizgen.readers import read


def _read(text: str) -> Reading:
    return read(text.encode(), "a.md")


def _blocks(text: str) -> list[str]:
    reading = _read(text)
    return [reading.text[block.span.start : block.span.end] for block in reading.blocks]


@pytest.mark.parametrize(
    ("source", "blocks"),
    [
        pytest.param("# 标题\n\n正文。\n", ["标题", "正文。"], id="heading"),
        pytest.param("标题\n====\n\n正文。", ["标题", "正文。"], id="underlined heading"),
        pytest.param("- 甲\n- 乙\n  - 丙\n", ["甲", "乙", "丙"], id="bullets"),
        pytest.param("3. 甲\n7. 乙\n", ["3. 甲", "4. 乙"], id="numbers as rendered"),
        pytest.param("1) 甲\n2) 乙\n", ["1) 甲", "2) 乙"], id="parenthesis"),
        pytest.param(
            "1. 甲\n\n   甲的说明\n2. 乙\n",
            ["1. 甲", "甲的说明", "2. 乙"],
            id="item of two paragraphs",
        ),
        pytest.param(r"1\. 甲的内容", ["1. 甲的内容"], id="escaped dot"),
        pytest.param("1.甲的内容", ["1.甲的内容"], id="no space, no list"),
        pytest.param("> 引用的话。\n", ["引用的话。"], id="quotation"),
        pytest.param("    缩进的段落，不是代码。\n", ["缩进的段落，不是代码。"], id="indented"),
        pytest.param("| 甲 | 乙 |\n|---|---|\n| 丙 | 丁 |\n", ["甲\t乙", "丙\t丁"], id="table"),
        pytest.param(
            "- 表：\n| 甲 | 乙 |\n|--|--|\n| 丙 | 丁 |\n",
            ["表：", "甲\t乙", "丙\t丁"],
            id="table behind text",
        ),
        pytest.param("见[条例](http://a.b)和`命令`。", ["见条例和命令。"], id="link and code"),
        pytest.param("![图](a.png)图后的字", ["图后的字"], id="picture"),
        pytest.param("::: tip\n先断电。\n:::\n再检修。", ["先断电。", "再检修。"], id="box"),
        pytest.param(
            "上文。\n::: info 第四条\n不得涂改。\n:::",
            ["上文。", "第四条", "不得涂改。"],
            id="title of a box",
        ),
        pytest.param(
            "- 甲\n  :::warning\n  乙\n  ::::\n- 丙", ["甲", "乙", "丙"], id="box in a list"
        ),
        pytest.param("```\n::: 甲\n```", ["::: 甲"], id="no box in code"),
        pytest.param("比例为2:::3", ["比例为2:::3"], id="no box in a line"),
        pytest.param("**术语：**定义在后。", ["术语：定义在后。"], id="bold before punctuation"),
        pytest.param("它**遵循了体系**，很好。", ["它遵循了体系，很好。"], id="bold inside"),
        pytest.param("**一、整行加粗**", ["一、整行加粗"], id="bold line"),
        pytest.param("**甲****乙**丙", ["甲乙丙"], id="bold beside bold"),
        pytest.param("甲==乙丙==丁，戊", ["甲乙丙丁，戊"], id="highlighted"),
        pytest.param("**甲==乙==**丙", ["甲乙丙"], id="highlighted in bold"),
        pytest.param("若 a==b，则 c==d", ["若 a==b，则 c==d"], id="equal"),
        pytest.param("若甲 == 乙，则丙 == 丁", ["若甲 == 乙，则丙 == 丁"], id="equal, in Han"),
        pytest.param("甲==乙丙，丁", ["甲==乙丙，丁"], id="one pair of signs"),
        pytest.param("==1921==年成立，==甲==是乙", ["1921年成立，甲是乙"], id="highlighted figure"),
        pytest.param("==API== 是接口", ["API 是接口"], id="highlighted letters"),
        pytest.param("若甲==乙，则丙==丁。", ["若甲==乙，则丙==丁。"], id="compared"),
        pytest.param("数==100时停，温==50时启", ["数==100时停，温==50时启"], id="compared figures"),
        pytest.param("a[i]==b时返回，a[j]==0时", ["a[i]==b时返回，a[j]==0时"], id="compared items"),
        pytest.param("如 a==b==c", ["如 a==b==c"], id="compared names"),
        pytest.param("甲===乙===丙", ["甲===乙===丙"], id="three signs"),
        pytest.param(
            "甲[^1]乙。[^注]\n\n[^1]: 丙丁。\n\n[^注]: 戊己。",
            ["甲乙。", "[^1]: 丙丁。", "[^注]: 戊己。"],
            id="notes",
        ),
        pytest.param("匹配[^1]以外的字", ["匹配[^1]以外的字"], id="no note"),
        pytest.param(
            "用`[^1]`表示，见[^1](#a)。甲[^1]:乙\n\n[^1]：丙",
            ["用[^1]表示，见^1。甲:乙", "[^1]：丙"],
            id="what is no reference",
        ),
        pytest.param(
            "用`[^a]`。\n\n```\n[^a]: 甲\n```", ["用[^a]。", "[^a]: 甲"], id="a note in code"
        ),
        pytest.param("甲~~乙丙~~丁，戊", ["甲乙丙丁，戊"], id="struck out"),
        pytest.param("**甲~~乙~~丙**丁", ["甲乙丙丁"], id="struck out in bold"),
        pytest.param("宽10~~20米，高30~~40米", ["宽10~~20米，高30~~40米"], id="from what to what"),
        pytest.param("上午9点~~11点和下午2点~~5点", ["上午9点~~11点和下午2点~~5点"], id="hours"),
        pytest.param("水温10℃~~20℃，盐度5‰~~8‰", ["水温10℃~~20℃，盐度5‰~~8‰"], id="units"),
        pytest.param("周一~~周五、周六~~周日", ["周一~~周五、周六~~周日"], id="days"),
        pytest.param("呲~~~~~的噪音~~", ["呲~~~~~的噪音~~"], id="a long noise"),
        pytest.param("设 $a_1*b_2*c$ 为积", ["设 $a_1*b_2*c$ 为积"], id="formula"),
        pytest.param("化石由<u>&nbsp;&nbsp;&nbsp;</u>进化而来", ["化石由____进化而来"], id="blank"),
        pytest.param("甲<u>乙</u>丙<u>&nbsp;</u>丁", ["甲乙丙 丁"], id="underlined text"),
        pytest.param("填空：____是首都。", ["填空：____是首都。"], id="rule of a blank"),
        pytest.param(
            "面积 10<sup>8</sup> 和 H<sub>2</sub>O 液", ["面积 10⁸ 和 H₂O 液"], id="raised"
        ),
        pytest.param("甲<br>乙", ["甲", "乙"], id="line break"),
        pytest.param("甲  \n乙", ["甲", "乙"], id="hard break"),
        pytest.param(
            "甲：一种物质\n乙：两种物质", ["甲：一种物质", "乙：两种物质"], id="short lines"
        ),
        pytest.param("[注]: 本表不含税", ["[注]: 本表不含税"], id="no link definition"),
        pytest.param("<!-- 注释 -->\n\n正文", ["正文"], id="comment"),
        pytest.param("<script>\nvar 中 = 1\n</script>\n\n正文", ["正文"], id="script"),
        pytest.param("温度<60℃，压力>1MPa 时停机", ["温度<60℃，压力>1MPa 时停机"], id="less than"),
    ],
)
def test_blocks(source: str, blocks: list[str]) -> None:
    assert _blocks(source) == blocks


def test_kinds_levels_and_lines() -> None:
    reading = _read("# 甲\n\n## 乙\n\n正文\n\n|丙|丁|\n|-|-|\n|戊|己|\n")
    assert [(b.kind, b.level, b.line) for b in reading.blocks] == [
        (BlockKind.HEADING, 1, 1),
        (BlockKind.HEADING, 2, 3),
        (BlockKind.PARAGRAPH, 0, 5),
        (BlockKind.ROW, 0, 7),
        (BlockKind.ROW, 0, 9),
    ]


def test_front_matter_gives_the_title_and_is_left_out() -> None:
    reading = _read("\n---\ntitle: '检查规定'\ntags:\n- 安全\n---\n\n正文在此。\n")
    assert (reading.title, reading.text) == ("检查规定", "正文在此。")
    assert reading.blocks[0].line == 8


def test_a_rule_is_no_front_matter() -> None:
    assert _blocks("---\n\n正文在此。\n\n---\n\n完") == ["正文在此。", "完"]


REDACTED = """\
去年*月，我就提出要抓好**港口建设。

我们要站在一体化和**打造窗口的高度，着力构建**与**错位协同的格局。

必须看到，小企业是**的优势，要聚*目标抓落实，迭代升级“****”体系。
"""


def test_stars_that_stand_for_words_stay() -> None:
    assert "\n\n".join(_blocks(REDACTED)) == REDACTED.strip()


def test_stars_stay_in_a_text_with_one_pair_of_them() -> None:
    assert _blocks("着力构建**与**错位协同的格局。") == ["着力构建**与**错位协同的格局。"]


def test_a_stray_star_stays_among_emphasis() -> None:
    source = "**甲**是好的。\n\n**乙**是坏的。\n\n**丙**是新的。\n\n去年*月开会。\n\n**丁**是旧的。"
    assert _blocks(source)[3] == "去年*月开会。"
    assert _blocks(source)[4] == "丁是旧的。"


def test_hard_wrapped_paragraph_is_joined() -> None:
    lines = [
        "本规定适用于在本市从事生产经营活动的各类单位，包括企业和个",
        "体工商户，以及其他组织。各单位应当建立健全责任制度，明确各",
        "岗位的职责。",
    ]
    assert _blocks("\n".join(lines)) == ["".join(lines)]


def test_html_table_with_lists_and_spans() -> None:
    source = (
        "<table><tr><td colspan='2'>检查表</td></tr>\n"
        "<tr><th>项目</th><th>要求</th></tr>\n"
        "<tr><td rowspan='2'>消防</td><td><p>1.有灭火器；</p><p>2.有水源。</p></td></tr>\n"
        "<tr><td>通道\n   畅通</td></tr></table>\n"
    )
    assert _blocks(source) == ["检查表", "项目\t要求", "消防\t1.有灭火器； 2.有水源。", "通道畅通"]


def test_table_in_a_cell_keeps_reading_order() -> None:
    source = "<table><tr><td>外前</td><td><table><tr><td>内</td></tr></table>外后</td></tr></table>"
    assert _blocks(source) == ["外前", "内", "外后"]


@pytest.mark.parametrize(
    ("source", "blocks"),
    [
        pytest.param(
            "<table>\n<tr><td>\n\n**甲**\n\n</td><td>\n\n- 乙\n\n</td></tr>\n</table>\n\n丙",
            ["甲\t乙", "丙"],
            id="Markdown in cells",
        ),
        pytest.param(
            "<ol start=4><li>\n\n甲\n\n<li>\n\n乙\n\n</ol>",
            ["4. 甲", "5. 乙"],
            id="Markdown in items",
        ),
        pytest.param("甲<script>乙\n\n丙</script>丁", ["甲丁"], id="script over paragraphs"),
        pytest.param("质<sup>2\n\n3</sup>4", ["质²", "³4"], id="raised over paragraphs"),
        pytest.param("<ruby>漢<rt>\n\nhàn\n\n</ruby>字", ["漢字"], id="ruby over paragraphs"),
        pytest.param("<p 值小于5\n\n乙", ["<p 值小于5", "乙"], id="no tag at all"),
        pytest.param("<div><!-- 甲\n\n乙 -->\n\n丙", ["<!-- 甲", "乙 -->", "丙"], id="no comment"),
    ],
)
def test_raw_html_goes_on_in_later_blocks(source: str, blocks: list[str]) -> None:
    assert _blocks(source) == blocks


def test_text_that_hangs_together_is_raised_as_one() -> None:
    assert _blocks(r"质<sup>2\*</sup>和<sup>&plus;![](a)2</sup>") == ["质2*和⁺²"]


def test_lines_behind_nested_blocks() -> None:
    reading = _read("- # 甲\n  乙\n- 丙\n  > 丁\n\n<!-- 注 -->戊\n\n<b>\n\n己\n\n</b>\n")
    assert [block.line for block in reading.blocks] == [1, 2, 3, 4, 6, 10]


def test_unclosed_script_is_a_problem() -> None:
    reading = _read("正文在此。\n\n<script>\nvar 中\n")
    assert reading.text == "正文在此。"
    assert "never closed" in reading.problems[0].message


def test_deep_nesting_loses_nothing() -> None:
    lists = "\n".join("  " * depth + f"- 第{depth}层" for depth in range(300))
    assert _blocks(lists) == [f"第{depth}层" for depth in range(300)]
    assert "".join(_blocks("> " * 300 + "底")).endswith("底")
    assert "".join(_blocks("- " * 300 + "底")).endswith("底")


_HAN = st.text(st.sampled_from("甲乙丙丁戊，。*_`$[]()<>#-|\\!&~1.\n "), max_size=120)


@given(_HAN)
def test_no_han_character_is_lost(text: str) -> None:
    source = f"开头。\n\n{text}\n\n结尾。"
    expected = [char for char in source if char in "甲乙丙丁戊开头结尾"]
    # Tags and pictures are mark-up: their inside may go.
    if "<" in text or "![" in text or "](" in text:
        return
    assert [char for char in _read(source).text if char in "甲乙丙丁戊开头结尾"] == expected


@pytest.mark.parametrize(
    ("source", "level"),
    [
        ("正文。\n\n**管理要求**\n\n正文。", BOLD_LINE),
        ("正文。\n\n__管理要求__：\n\n正文。", BOLD_LINE),
        ("正文。\n\n<p><b>管理要求</b></p>\n\n正文。", BOLD_LINE),
        ("<table><tr><td>甲</td></tr></table>\n### 附录\n正文。", 3),  # raw mark-up goes on
        ("正文。\n\n**管理要求**见后。\n\n正文。", 0),
        ("正文。\n\n**一、管理要求**\n\n正文。", 0),  # found by its number
        ("正文。\n\n**必须戴好安全帽。**\n\n正文。", 0),  # a sentence
        ("正文。\n\n- **管理要求**\n\n正文。", 0),  # a term of a list
        ("正文。\n\n|甲|乙|\n|-|-|\n|**丙**||\n\n正文。", 0),
        ("**甲**\n\n**乙**\n\n**丙**\n\n正文。", 0),  # all is bold
    ],
)
def test_bold_lines_and_unrendered_marks_are_headings(source: str, level: int) -> None:
    reading = _read(source)
    assert max(block.level for block in reading.blocks) == level
