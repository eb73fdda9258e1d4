"""The structure of documents written for it, as a tree that can be read beside the text."""

from __future__ import annotations

from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizgen.document import Document, Section, SectionKind
from quizgen.outline import build
from quizgen.readers import read


def _document(text: str, name: str = "讲话.txt") -> Document:
    return build(read(text.encode(), name), name)


def _tree(document: Document) -> list[str]:
    """One line a section: indentation, kind, marker and title."""
    letters = {SectionKind.HEADING: "H", SectionKind.DIRECTIVE: "D", SectionKind.ARTICLE: "A"}
    return [
        f"{'  ' * (section.level - 1)}{letters[section.kind]} "
        f"{section.marker.text if section.marker else '-'} {section.title}".rstrip()
        for section in document.walk()
    ]


SPEECH = """\
同志们，今天我们召开全市港口工作会议，总结成绩，部署任务。刚才几位同志作了很好的发言。
一、认清形势，增强加快发展的紧迫感
过去一年，全市上下一体推进港产城融合，一步一个脚印，把第一要务抓得很紧。市第九次党代会确定的“一带一路”节点城市目标，得到了各方认可。
一要认清机遇。国家支持沿海开放，政策红利正在释放，我们既要看到一要素之便，更要用好它。
二要认清差距。同先进港口相比，我们的吞吐量还有不小的距离。
二、突出重点，推动各项工作落实
做好今年的工作，重点要抓好三个方面。
一要扩能力。加快深水航道建设，新建泊位五个。
二要优服务。推行“一窗受理”，让企业少跑腿。具体来说，一是压缩时限，二是减少材料，三是公开流程。各部门要严格执行。
三要保安全。坚持“安全第一、预防为主”，守住底线。
三、加强领导，确保完成全年任务
各级领导要以身作则。
一要明确责任。谁主管、谁负责。
二要严格督查。每月通报一次。
总之，我们要同心协力，把港口建设得更好。
"""

SPEECH_TREE = """\
H 一、 认清形势，增强加快发展的紧迫感
  D 一要 认清机遇
  D 二要 认清差距
H 二、 突出重点，推动各项工作落实
  D 一要 扩能力
  D 二要 优服务
    D 一是 压缩时限
    D 二是 减少材料
    D 三是 公开流程
  D 三要 保安全
H 三、 加强领导，确保完成全年任务
  D 一要 明确责任
  D 二要 严格督查"""

RULES = """\
# 云岭公司用车管理办法

2023年5月6日 经理办公会通过

## 第一章 总则

第一条 为了规范用车，根据有关规定，制定本办法。

第二条 本办法所称公务用车，是指公司所有的车辆。

第二条之一 【适用】租用的车辆适用第二条、第三条的规定。

## 第二章 使用

第三条 有下列情形之一的，可以申请用车：

（一）接待来访的；

（二）外出办事，且具有下列情形之一的：

1.路途较远；

2.携带物品较多。

（三）其他紧急情况。

前款所列情形，由部门负责人审核。

第四条 （申请）用车应当提前一日申请。

第三条规定的情形除外。

## 第三章 附则

第五条 本办法自发布之日起施行。
"""

RULES_TREE = """\
H 第一章 总则
  A 第一条
  A 第二条
  A 第二条之一 适用
H 第二章 使用
  A 第三条
    D （一） 接待来访的
    D （二） 外出办事，且具有下列情形之一的
      D 1. 路途较远
      D 2. 携带物品较多
    D （三） 其他紧急情况
  A 第四条 申请
H 第三章 附则
  A 第五条"""

TEXTBOOK = """\
# 天气与气候

## 第一节 大气

### 一、大气的组成

1. 氮气：约占百分之七十八。
2. 氧气：约占百分之二十一。

### 二、大气的作用

大气的作用主要有以下两点：
①保温，白天削弱太阳辐射；
②保护，阻挡紫外线。

## 第二节 降水

### 一、云的形成

水汽上升，遇冷凝结。

### 二、雨的类型

对流雨、地形雨、锋面雨。

## 练习

1. 大气中最多的是什么？
2. 雨有哪几种？
"""

TEXTBOOK_TREE = """\
H 第一节 大气
  H 一、 大气的组成
    D 1. 氮气
    D 2. 氧气
  H 二、 大气的作用
    D ① 保温，白天削弱太阳辐射
    D ② 保护，阻挡紫外线
H 第二节 降水
  H 一、 云的形成
  H 二、 雨的类型
H - 练习
  D 1. 大气中最多的是什么
  D 2. 雨有哪几种"""

TRADITIONAL = """\
居家照護手冊
第一章 認識血壓
一、什麼是血壓
血壓是血液對血管壁的壓力。
二、怎樣量血壓
首先，坐好並休息五分鐘。其次，把手臂放在與心臟同高的位置。最後，按下按鈕並記錄。
第二章 飲食
一、少鹽
每日不超過六公克。
二、多蔬果
每日五份。
"""

TRADITIONAL_TREE = """\
H 第一章 認識血壓
  H 一、 什麼是血壓
  H 二、 怎樣量血壓
    D 首先， 坐好並休息五分鐘
    D 其次， 把手臂放在與心臟同高的位置
    D 最後， 按下按鈕並記錄
H 第二章 飲食
  H 一、 少鹽
  H 二、 多蔬果"""

STANDARD = """\
# 仓库防火检查规范

### 1 范围

本规范适用于各类仓库。

### 2 术语

2.1 仓库：存放物品的建筑。

2.2 货架：存放物品的架子。

### 3 要求

3.1 布置应符合下列要求：

a) 通道宽度不小于两米；

b) 堆垛高度不大于三米。

3.2 照明应使用防爆灯具。

## 附录A

### A.1 检查表

检查表见下。

### A.2 记录

记录保存三年。
"""

STANDARD_TREE = """\
H 1 范围
H 2 术语
  D 2.1 仓库
  D 2.2 货架
H 3 要求
  H 3.1 布置应符合下列要求
    D a) 通道宽度不小于两米
    D b) 堆垛高度不大于三米
  D 3.2 照明应使用防爆灯具
H 附录A
  H A.1 检查表
  H A.2 记录"""

DECISION = """\
# 关于修改《云岭市绿化条例》的决定

一、将第三条修改为：

“第三条 绿化工作应当遵循下列原则：

（一）因地制宜；

（二）保护优先。”

二、增加二条，内容如下：

第九条 损坏树木的，应当赔偿。

第十条 阻碍绿化的，予以警告。

三、本决定自公布之日起施行。
"""

DECISION_TREE = """\
H 一、 将第三条修改为
D 二、 增加二条，内容如下
D 三、 本决定自公布之日起施行"""

CONTENTS = """\
新员工手册
目录
一、公司简介……1
二、考勤制度……3
三、附则……9
一、公司简介
公司成立于二〇〇一年。
二、考勤制度
上午九时上班。
三、附则
本手册由人事部解释。
"""

CONTENTS_TREE = """\
H 一、 公司简介
H 二、 考勤制度
H 三、 附则"""

QUESTIONS = """\
第一章 导论
1. 什么是管理？
管理是协调资源的活动。
2、管理的职能有哪些？
（1）计划；（2）组织；
（3）领导；（4）控制。
第二章 计划
3. 什么是计划？
计划是对未来的安排。
4. 计划有哪几步？
第一步，确定目标。第二步，分析条件。第三步，拟定方案。
"""

QUESTIONS_TREE = """\
H 第一章 导论
  H 1. 什么是管理？
  H 2、 管理的职能有哪些？
    D （1） 计划
    D （2） 组织
    D （3） 领导
    D （4） 控制
H 第二章 计划
  H 3. 什么是计划？
  H 4. 计划有哪几步？
    D 第一步 确定目标
    D 第二步 分析条件
    D 第三步 拟定方案"""


@pytest.mark.parametrize(
    ("text", "name", "tree"),
    [
        pytest.param(SPEECH, "讲话.txt", SPEECH_TREE, id="speech"),
        pytest.param(RULES, "办法.md", RULES_TREE, id="rules"),
        pytest.param(TEXTBOOK, "课本.md", TEXTBOOK_TREE, id="textbook"),
        pytest.param(TRADITIONAL, "手冊.txt", TRADITIONAL_TREE, id="traditional"),
        pytest.param(STANDARD, "规范.md", STANDARD_TREE, id="standard"),
        pytest.param(DECISION, "决定.md", DECISION_TREE, id="decision"),
        pytest.param(CONTENTS, "手册.txt", CONTENTS_TREE, id="contents"),
        pytest.param(QUESTIONS, "题目.txt", QUESTIONS_TREE, id="questions"),
    ],
)
def test_tree(text: str, name: str, tree: str) -> None:
    document = _document(text, name)
    assert "\n".join(_tree(document)) == tree
    assert [problem.message for problem in document.problems] == []


@pytest.mark.parametrize("codec", ["utf-8-sig", "utf-16", "gb18030"])
def test_tree_is_the_same_in_every_encoding(codec: str) -> None:
    document = build(read(SPEECH.encode(codec), "a.txt"), "a.txt")
    assert "\n".join(_tree(document)) == SPEECH_TREE


def test_tree_is_the_same_on_one_line() -> None:
    text = "　　".join(SPEECH.splitlines()) + "　　" + "继续努力。" * 150
    tree = _tree(_document(text))
    assert "\n".join(tree) == SPEECH_TREE


def _section(document: Document, label: str) -> Section:
    return next(section for section in document.walk() if section.label.startswith(label))


def test_a_closing_paragraph_belongs_to_the_heading() -> None:
    document = _document(SPEECH)
    third = document.sections[2]
    assert document.slice(third.span).endswith("把港口建设得更好。")
    assert document.slice(third.children[-1].span) == "二要严格督查。每月通报一次。"


def test_the_last_inline_member_ends_with_its_sentence() -> None:
    document = _document(SPEECH)
    last = _section(document, "三是公开流程")
    assert document.slice(last.span) == "三是公开流程。"


def test_a_paragraph_after_the_items_belongs_to_the_article() -> None:
    document = _document(RULES, "a.md")
    article = next(s for s in document.walk() if s.marker and s.marker.text == "第三条")
    assert document.slice(article.span).endswith("由部门负责人审核。")
    assert document.slice(article.children[-1].span) == "（三）其他紧急情况。"


@pytest.mark.parametrize(
    ("text", "name", "title", "first"),
    [
        (SPEECH, "港口会议.txt", "港口会议", "一、"),
        (RULES, "a.md", "云岭公司用车管理办法", "第一章"),
        (TRADITIONAL, "a.txt", "居家照護手冊", "第一章"),
        ("---\ntitle: 规定\n---\n\n规定\n\n第一条 总的要求。\n", "a.md", "规定", "第一条"),
        ("# 法典\n\n# 合同编\n\n## 第一章 总则\n\n正文。\n", "a.md", "法典", ""),
        ("# 甲\n\n正文。\n\n# 乙\n\n正文。\n", "a.md", "a", ""),
        ("=====\n== 使用 教程 ==\n正文在此。\n", "a.txt", "使用 教程", None),
        ("第一章 总则\n正文在此。\n第二章 分则\n正文在此。\n", "a.txt", "a", "第一章"),
    ],
)
def test_document_title(text: str, name: str, title: str, first: str | None) -> None:
    document = _document(text, f"文件夹/{name}")
    assert (document.title, document.source) == (title, name)
    markers = [section.marker.text if section.marker else "" for section in document.sections]
    assert markers[:1] == ([] if first is None else [first])


@pytest.mark.parametrize(
    ("text", "message", "place"),
    [
        (
            "一、甲\n正文。\n三、丙\n正文。\n四、丁\n正文。\n",
            "numbering jumps from 一、 to 三、",
            "三、",
        ),
        ("1.甲。\n2.乙。\n2.丙。\n3.丁。\n", "number 2. stands twice", "2."),
        (
            "要抓好四个方面。\n一要快。\n二要稳。\n三要好。\n",
            "the text announces 4 items, 3 follow",
            "四个方面",
        ),
        (
            "做好以下三点：一是快；二是稳。",
            "the text announces 3 items, 2 follow",
            "三点",
        ),
        ("他说：“要加油。\n大家都同意。\n", "quotation mark is never closed", "“"),
        ("第一条 甲。\n第二条 乙。\n第五条 丙。\n", "第五条 follows number 2", "第五条"),
        ("正文一段。\n五、加强领导\n正文一段。\n", "五、 fits no sequence", "五、"),
        ("第一章 甲\n2.乙\n3.丙\n4.丁\n第二章 戊\n", "a list begins with 2.", "2."),
    ],
)
def test_problem_with_its_place(text: str, message: str, place: str) -> None:
    document = _document(text)
    assert [problem.message for problem in document.problems] == [message]
    problem = document.problems[0]
    assert document.text[problem.start : problem.end] == place


@pytest.mark.parametrize(
    "text",
    [
        "要抓好三个方面。\n一要快。\n二要稳。\n三要好。\n",
        "三大差距：城乡、区域、收入。一要快；二要稳。",
        "“第一段引文。\n“第二段引文。”\n他说完了。\n",
        "这叫”倒置“的引号。\n",
    ],
)
def test_no_problem(text: str) -> None:
    assert _document(text).problems == ()


@pytest.mark.parametrize(
    "text",
    [
        "1.只有一条。\n后面没有了。\n",
        "一带一路是倡议。\n一体推进是方法。\n二要素缺一不可。\n",
        "首先，我们要感谢大家。\n然后继续前进。\n",
        "依照第三条规定处理。\n第四条规定的除外。\n",
        "增长3.5%。\n降低3.6%。\n",
        "会议说：“一是要快；二是要好。”\n",
    ],
)
def test_no_sections(text: str) -> None:
    assert _document(text).sections == ()


@pytest.mark.parametrize(
    ("text", "tree"),
    [
        pytest.param(
            "绪论\n说明。\n第一章 甲\n正文。\n第二章 乙\n正文。\n结语\n完。\n",
            "1 绪论|1 第一章 甲|1 第二章 乙|1 结语",
            id="parts without a number",
        ),
        pytest.param(
            "第一章 甲\n1.子\n①寅\n②卯\n第二章 乙\n2.丑\n①辰\n②巳\n3.午\n",
            "1 第一章 甲|2 ①寅|2 ②卯|1 第二章 乙|2 2. 丑|3 ①辰|3 ②巳|2 3. 午",
            id="a list without its first member",
        ),
        pytest.param(
            "1 目标\n正文。\n2 定义\n2.1 甲\n正文。\n2.2 乙\n3 范围\n3.1 丙\n3.2 丁\n4 附则\n",
            "1 1 目标|1 2 定义|2 2.1 甲|2 2.2 乙|1 3 范围|2 3.1 丙|2 3.2 丁|1 4 附则",
            id="bare numbers above decimals",
        ),
        pytest.param(
            "第一条 甲。\n第二条 乙。\n附件：值班表\n附件内容。\n",
            "1 第一条|1 第二条|1 附件值班表",
            id="the only annex",
        ),
        pytest.param(
            "步骤一：断电\n先看仪表。\n步骤二：验电\n再看指示。\n",
            "1 步骤一断电|1 步骤二验电",
            id="steps",
        ),
        pytest.param(
            "常见的仪器有(1)体温计；(2)寒暑表。\n",
            "1 (1) 体温计|1 (2) 寒暑表",
            id="a list that opens in mid-clause",
        ),
    ],
)  # fmt: skip
def test_sections_of_irregular_documents(text: str, tree: str) -> None:
    assert "|".join(f"{s.level} {s.label}" for s in _document(text).walk()) == tree


@pytest.mark.parametrize(
    "text",
    [
        "1 目标\n正文。\n2 定义\n正文。\n",  # without decimals a bare number is a quantity
        "请见前言\n谢谢。\n",
        "正文（1）只此一处。\n",
    ],
)
def test_irregular_text_without_sections(text: str) -> None:
    assert _document(text).sections == ()


def test_same_style_may_restart_under_a_lead() -> None:
    document = _document(
        "第一条 有下列情形的，罚款：\n（一）甲；\n（二）乙。\n"
        "有下列情形的，警告：\n（一）丙；\n（二）丁。\n第二条 完。\n"
    )
    assert [child.title for child in document.sections[0].children] == ["甲", "乙", "丙", "丁"]


@pytest.mark.parametrize(
    ("third", "levels"),
    [("3.丙。", [1, 1, 1, 1, 1]), ("3.丙包括：", [1, 1, 1, 2, 2])],
)
def test_a_restart_is_nested_only_under_a_colon(third: str, levels: list[int]) -> None:
    document = _document(f"1.甲。\n2.乙。\n{third}\n1.子。\n2.丑。\n")
    assert [section.level for section in document.walk()] == levels


def test_a_term_and_its_definition_are_a_directive() -> None:
    document = _document(
        "一、概念\n1.纯净物：由一种物质组成\n例如水\n2.混合物：由多种物质组成\n二、完\n完。"
    )
    assert [child.kind for child in document.sections[0].children] == [SectionKind.DIRECTIVE] * 2
    assert [child.title for child in document.sections[0].children] == ["纯净物", "混合物"]


def test_quoted_articles_of_a_commentary_are_no_structure() -> None:
    numbers = ["二百七十三", "二百七十一", "二百七十八", "七十六", "二百八十一"]
    text = "\n\n".join(f"## 问题\n\n第{number}条 条文内容。" for number in numbers)
    document = _document(text, "a.md")
    assert {section.kind for section in document.walk()} == {SectionKind.HEADING}


_LINES = st.lists(
    st.sampled_from(
        [
            "一、甲",
            "二、乙",
            "三、丙",
            "（一）甲的内容。",
            "（二）乙的内容。",
            "1.甲。",
            "2.乙。",
            "3.丙",
            "第一章\u3000总则",
            "第二章\u3000分则",
            "第一节\u3000规定",
            "第一条\u3000甲。",
            "第二条\u3000乙。",
            "第三条\u3000丙：",
            "一要快。一是甲；二是乙。",
            "二要好。",
            "正文一段。",
            "标题",
            "①甲；②乙",
            "③丙",
            "目录",
            "“引文",
            "引文”",
            "附件1",
            "a)甲",
            "b)乙",
            "1.1甲",
            "1.2乙",
            "首先，甲。其次，乙。",
            "第一，甲，第二，乙。",
            "最后，丙。",
        ]
    ),
    max_size=40,
)


@given(_LINES, st.sampled_from(["a.txt", "a.md"]), st.randoms(use_true_random=False))
def test_sections_nest_and_their_parts_are_slices(
    lines: list[str], name: str, random: Random
) -> None:
    if name == "a.md":
        lines = [random.choice(["", "# ", "## ", "### "]) + line for line in lines]
    document = _document("\n\n".join(["开头的话。", *lines]), name)
    _check(document, document.sections, 0, len(document.text))
    for problem in document.problems:
        assert 0 <= problem.start <= problem.end <= len(document.text)


def _check(document: Document, sections: tuple[Section, ...], start: int, end: int) -> None:
    for section in sections:
        assert start <= section.span.start < section.span.end <= end
        assert section.span.contains(section.head)
        assert section.head.start == section.span.start
        head = document.slice(section.head)
        assert head.endswith(section.title)
        if section.marker:
            assert head.startswith(section.marker.text)
        content = document.slice(section.span)
        assert content == content.strip()
        _check(document, section.children, section.head.start, section.span.end)
        for child in section.children:
            assert child.level == section.level + 1
        start = section.span.end


@pytest.mark.parametrize(
    "text",
    [
        "\n".join(f"{number}. 内容。" for number in range(1, 20_001)),
        "\n".join(["1. 内容。"] * 10_000 + ["2. 内容。"] * 10_000),
        "\n".join("“未完" for _ in range(20_000)),
        "\n".join("目录" for _ in range(5_000)),
        "一是二是三要。；，“" * 50_000,
        "甲" + " " * 500_000 + "乙",
        "甲" + "\u3000\t " * 200_000 + "乙",
    ],
    ids=["long", "nested", "quotes", "contents", "clauses", "spaces", "gaps"],
)
def test_hostile_documents_end(text: str) -> None:
    document = _document(text)
    assert max((section.level for section in document.walk()), default=0) <= 32
