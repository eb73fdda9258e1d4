"""Questions: cutting stems, hard checks, choosing a paper."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import combinations, combinations_with_replacement
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from quizgen import phrases, questions, sentences
from quizgen.document import Document, PhraseKind, Span
from quizgen.phrases import edges
from quizgen.phrases.tokens import cut
from quizgen.questions import checks, cloze, select, stems, trials
from quizgen.questions.checks import answers, bounds, hints
from quizgen.questions.matching import terms
from quizgen.questions.matching.pool import Material
from quizgen.quiz import Cloze, Matching, Text, fingerprint
from tests.documents import RULES, SPEECH, document

EXAMPLES = sorted((Path(__file__).parent.parent / "examples").glob("*.[tm][xd]*"))


def make(text: str, **options: object) -> questions.Result:
    made = document(text)
    return questions.make(made, phrases.find(made), questions.Options(**options))  # type: ignore[arg-type]


def clozes(result: questions.Result) -> list[Cloze]:
    return [q for q in result.bank.questions if isinstance(q, Cloze)]


def sets(result: questions.Result) -> list[Matching]:
    return [q for q in result.bank.questions if isinstance(q, Matching)]


# ---------------------------------------------------------------------------- stems

CUTS = [
    # a whole short sentence stays whole
    (
        "骑行人应当年满十二周岁，并按照规定办理实名登记。",
        "实名登记",
        "骑行人应当年满十二周岁，并按照规定办理实名登记。",
    ),
    # an exhortation is cut to the clauses that matter, on both sides
    (
        (
            "我们要坚持人民至上、生命至上，坚持统筹发展和安全，坚持从最坏处着想、向最好处努力，"
            "压紧压实各方责任，全面排查风险隐患，加快补齐设施短板，持续提升应急处置能力，"
            "坚决守住安全生产底线，不断增强群众的安全感和满意度。"
        ),
        "风险隐患",
        "全面排查风险隐患，加快补齐设施短板。",
    ),
    # an opener that says nothing is left out
    (
        "同时，要建立健全灾害信息共享机制，做到早发现、早报告。",
        "信息共享机制",
        "要建立健全灾害信息共享机制，做到早发现、早报告。",
    ),
    # a case keeps its consequence
    (
        "骑行人损坏车辆的，应当依法承担赔偿责任。",
        "损坏车辆",
        "骑行人损坏车辆的，应当依法承担赔偿责任。",
    ),
]


@pytest.mark.parametrize(("text", "answer", "expected"), CUTS)
def test_a_stem_is_cut_where_it_stands_by_itself(text: str, answer: str, expected: str) -> None:
    made = document(f"关于安全工作的讲话\n\n{text}\n")
    sentence = next(s for s in sentences.split(made) if text[:4] in made.slice(s.span))
    at = made.text.index(answer, sentence.span.start)
    clauses = stems.touched(sentence, (Span(at, at + len(answer)),))
    assert clauses is not None
    stem = stems.Cuts(made, sentence).best(*clauses)
    assert stem is not None
    assert stem.text(made) == expected


@pytest.mark.parametrize(
    "text",
    [
        "这是我们必须牢牢把握的根本要求。",
        "此外还有若干具体问题需要研究。",
        "重点是控制投资规模和信贷规模。",
        "其主要职责由市人民政府另行规定。",
        "但是法律另有规定的情形不在此限。",
        "并应当在规定的期限内书面答复。",
    ],
)
def test_a_stem_does_not_open_with_what_points_back(text: str) -> None:
    made = document(f"安全工作问答\n\n先说情况。{text}\n")
    sentence = sentences.split(made)[-1]
    blank = Span(sentence.span.end - 4, sentence.span.end - 2)
    clauses = stems.touched(sentence, (blank,))
    assert clauses is not None
    assert stems.Cuts(made, sentence).best(*clauses) is None


def test_what_the_cuts_of_a_sentence_share_changes_none() -> None:
    made = document(SPEECH + RULES)
    found = 0
    for sentence in sentences.split(made):
        cuts = stems.Cuts(made, sentence)
        count = len(sentence.clauses)
        for low, high in combinations_with_replacement(range(count), 2):
            stem = cuts.best(low, high)
            assert stem == stems.Cuts(made, sentence).best(low, high)
            found += stem is not None
    assert found > 40


@pytest.mark.parametrize(
    ("words", "away"),
    [
        ("前款规定的期限为三十日。", True),
        ("有下列情形之一的，不予登记。", True),
        ("本条所称管理人，是指受托人。", True),
        ("演练是根据恢复预案(3.10)进行活动的过程。", True),
        ("绝缘电阻应为(0.5)兆欧以上。", True),  # a coarse rule
        ("依照上述规定处理。", True),
        ("有关部门应当将这一情况及时通报。", True),
        ("各单位要建立台账，并把这些台账按月报送主管部门备查。", False),
        ("应当年满十二周岁。", False),
    ],
)
def test_words_that_point_outside_the_stem(words: str, away: bool) -> None:
    assert stems.points_away(words) is away


# --------------------------------------------------------------------------- checks


@pytest.mark.parametrize(
    ("answer", "shown", "expected"),
    [
        ("八张清单", "用好＿这八张清单", True),
        ("安全生产责任制", "落实＿，压实生产责任", True),  # a core of three characters
        ("清单", "用好＿，清单管理", True),
        ("安全生产责任制", "落实＿，压实各方责任", False),
        ("5", "第5项为＿", False),  # a figure stands everywhere
    ],
)
def test_leaks(answer: str, shown: str, expected: bool) -> None:
    assert hints.leaks(answer, shown) is expected


@pytest.mark.parametrize(
    ("answer", "kind", "expected"),
    [
        ("应当", PhraseKind.TERM, True),
        ("进一步", PhraseKind.TERM, True),
        ("等部门", PhraseKind.TERM, True),
        ("关键在于", PhraseKind.TERM, True),
        ("三种形式", PhraseKind.TERM, True),
        ("一个发展", PhraseKind.TERM, True),
        ("中来", PhraseKind.TERM, True),
        ("少于三十二", PhraseKind.TERM, True),
        ("补考仍", PhraseKind.TERM, True),
        ("无色变成", PhraseKind.TERM, True),
        ("这一现象", PhraseKind.TERM, True),
        ("好现场", PhraseKind.TERM, True),
        ("一次专项", PhraseKind.TERM, True),
        ("到街道办事处", PhraseKind.TERM, True),
        ("决定不予", PhraseKind.TERM, True),
        ("县级", PhraseKind.TERM, True),
        ("县级财政", PhraseKind.TERM, False),
        ("一次函数", PhraseKind.TERM, False),
        ("一次性补偿", PhraseKind.TERM, False),
        ("到岗时间", PhraseKind.TERM, False),
        ("一个中国原则", PhraseKind.TERM, False),
        ("好转趋势", PhraseKind.TERM, False),
        ("此外还有", PhraseKind.QUANTITY, False),
        ("三", PhraseKind.QUANTITY, False),
        ("能源革命", PhraseKind.TERM, False),
        ("一企一策", PhraseKind.QUOTED, False),
    ],
)
def test_trivial_answers(answer: str, kind: PhraseKind, expected: bool) -> None:
    assert answers.trivial(answer, kind) is expected


def asked(text: str, *, before: str = "") -> tuple[Document, Span]:
    """A document of ``text`` with [[ ]] around the blank, and its place."""
    plain = text.replace("[[", "").replace("]]", "")
    start = len(before) + text.index("[[")
    return document(before + plain), Span(start, start + text.index("]]") - text.index("[[") - 2)


OPEN = [
    ("预装操作系统、办公软件和[[杀毒软件]]等程序。", True),
    ("可能导致低血压或[[跌倒]]。", True),
    ("凭[[身份证]]或者护照办理登记。", True),
    ("数据处理者操作数据，如[[云服务提供商]]。", True),
    ("例如：[[桥梁]]的伸缩缝。", True),
    ("如果发现[[燃气泄漏]]，应当立即关闭阀门。", False),
    ("养殖、采砂和[[排放污水]]的单位应当登记。", False),
    ("会议由[[理事长]]召集。", False),
]


@pytest.mark.parametrize(("text", "expected"), OPEN)
def test_a_member_of_an_open_list_is_no_answer(text: str, expected: bool) -> None:
    assert hints.open_member(*asked(text), PhraseKind.TERM) is expected


PARTED = [
    ("扩大重点区域联防[[联控范围]]。", True),
    ("扩大重点区域[[联防]]联控范围。", True),
    ("布局是[[以党]]的政治建设为统领。", True),
    ("应由内部 IT [[部重装系统]]后再配发。", True),
    ("坚持[[以人为本]]的理念。", True),  # the rule is a coarse one: 以…的 is lost
    ("发展不[[平衡不充分]]的问题突出。", True),
    ("纳入国民经济和[[社会发展规划]]。", True),
    ("向村民代表大会及其[[常务委员会]]报告。", True),
    ("由[[县级人民政府]]公安机关划定。", True),
    ("由[[县级人民政府]]批准。", False),
    ("设置[[视力障碍]]者阅读专区。", True),
    ("犯罪的法律标志是[[刑事违法]]性。", True),
    ("提高[[产品]]性能和质量。", False),
    ("扩大[[联防联控]]范围。", False),
    ("经 IT [[部门]]批准。", True),
    ("加强[[经济]]经营管理。", True),
    ("建立[[经济]]管理制度。", False),
    # the head of a list belongs to all its members
    ("由省、自治区、[[直辖市人民政府]]批准。", True),
    ("由省、自治区、[[直辖市]]批准。", True),  # and without it everybody knows the third
    ("公安、卫生、[[民政部门]]应当配合。", True),
    ("公安机关、[[民政部门]]应当配合。", False),
    ("教育部门、[[民政部门]]应当配合。", False),
    ("遵循公开、公平、[[公正原则]]。", True),
    ("健全责任制度、[[监督机制]]。", False),
    # what a span of time ends with
    ("应当在十五日[[内向申请人]]说明理由。", True),
    ("每年[[内涝灾害]]多发。", False),
    ("2020年[[内蒙古自治区]]完成普查。", False),
    ("2025年[[前沿技术]]取得突破。", False),
    ("应当在三日[[前书面通知]]申请人。", True),
    ("应当在十分钟[[内赶到现场]]。", True),
    # titles
    ("依照《中华人民共和国渔港[[管理条例]]》处罚。", True),
    ("依照《中华人民共和国[[渔港管理条例]]》处罚。", False),
    ("依照《[[渔港管理条例]]》处罚。", False),
    ("依照《[[渔港管理条例]]（修订）》处罚。", False),
    ("依照《[[渔港]]管理条例》处罚。", True),
    ("读《渔港志·[[船舶篇]]》。", False),
    ("读《渔港志》，写[[船舶篇]]，附《海图》。", False),
]


@pytest.mark.parametrize(("text", "expected"), PARTED)
def test_an_edge_parts_no_word(text: str, expected: bool) -> None:
    assert bounds.parted(*asked(text)) is expected


@pytest.mark.parametrize(
    ("answer", "shown", "expected"),
    [
        ("牛顿", "力的单位是＿（简称：牛）。", True),
        ("熔化温度", "晶体都有一定的＿（即熔点）。", True),
        ("委托合同", "＿是委托人和受托人约定事务的合同。", True),
        ("摩擦力", "阻碍相对运动的＿叫做滑动时的力。", False),
        ("地上河", "泥沙淤积，形成“＿”（悬河）。", True),
        ("地上河", "泥沙淤积，形成“＿”（见图）。", True),  # a coarse rule
        ("地上河", "泥沙淤积，形成“＿”。", False),
    ],
)
def test_a_stem_that_names_the_answer_in_other_words(
    answer: str, shown: str, expected: bool
) -> None:
    assert hints.glossed(answer, shown) is expected


HALF_FIGURES = [
    ("气瓶之间的间隔为5~[[10]]米。", True),
    ("气瓶之间的间隔为[[5]]~10米。", True),
    ("工期为三至[[五]]日。", True),
    ("在一九[[八]]○年以前完成。", True),
    ("存放量应符合[[9.2]].1的要求。", True),
    ("存放量应符合8.1.4～8.1.[[12]]的要求。", True),
    ("气瓶之间的间隔不小于[[10]]米。", False),
    ("处 2 [[000]] 元以上的罚款。", True),
    ("含沙量的单位是[[千]]克每立方米。", True),
    ("每袋装盐[[一千]]克。", False),
    ("任期[[五]]年，可以连任。", False),
    ("处[[2]] 倍以上的罚款。", False),
]


@pytest.mark.parametrize(("text", "expected"), HALF_FIGURES)
def test_a_range_or_a_reference_is_not_asked_for_in_part(text: str, expected: bool) -> None:
    assert bounds.half_figure(*asked(text), PhraseKind.QUANTITY) is expected


FIGURES = [
    ("共登记选民[[三亿二千三百八十万九千六百八十四]]人。", "detail"),
    ("职工已经达到[[13,826,000]]余人。", "detail"),
    ("全年实现增加值[[1.2364]]亿元。", "detail"),
    ("改造老旧小区[[一百二十六]]个。", None),
    ("城镇新增就业[[6400万]]人。", None),
    ("到[[2035]]年基本实现现代化。", None),
    ("办结率提高到百分之[[九十八点五]]。", None),
    ("复查的间隔为[[1.5]]个月（6周）。", "leak"),
    ("水管的直径为[[二]]英寸（五十毫米）。", "leak"),
    ("保存期为[[三]]年（自登记之日起计算）。", None),
]


@pytest.mark.parametrize(("text", "code"), FIGURES)
def test_figures_that_nobody_learns_or_that_stand_there_twice(text: str, code: str | None) -> None:
    given = (*asked(text), PhraseKind.QUANTITY)
    found = {"detail": answers.unlearnable(*given), "leak": hints.converted(*given)}
    assert [name for name, is_so in found.items() if is_so] == ([code] if code else [])


COUNTED = [
    ("生铁一般分为[[三]]种：白口铁、灰口铁、球墨铸铁。", PhraseKind.QUANTITY, True),
    ("氢气作为燃料有[[三大优点]]：资源丰富、热值高、不污染环境。", PhraseKind.ABBREVIATION, True),
    ("养殖、采砂、排污[[三]]类活动应当登记。", PhraseKind.QUANTITY, True),
    ("弘扬“[[四特精神]]”：特别能吃苦、特别能战斗。", PhraseKind.QUOTED, False),
    ("值班分为[[三]]个班次。", PhraseKind.QUANTITY, False),
    ("落实[[三项制度]]，压实责任。", PhraseKind.ABBREVIATION, False),
    ("主电路有电源部分、负载部分、接地部分 [[三大部分]]。", PhraseKind.ABBREVIATION, True),
]


@pytest.mark.parametrize(("text", "kind", "expected"), COUNTED)
def test_a_number_is_not_asked_for_beside_its_list(
    text: str, kind: PhraseKind, expected: bool
) -> None:
    assert answers.counted(*asked(text), kind) is expected


# A subject with half of what it does.
CLAUSES = [
    ("费用由当地人民政府先行支付。", "人民政府先行", True),
    ("具体办法由国务院规定。", "国务院规定", True),
    ("在总理领导下工作。", "总理领导", True),
    ("各地为退役军人提供支持和帮助。", "退役军人提供支持", True),
    ("具体办法由国务院规定。", "国务院", False),
    ("坚持党建引领治理。", "治理", False),
]


def whole(text: str, answer: str) -> float:
    """How likely an answer in a text is one whole term."""
    words = cut(text, [Span(0, len(text))])
    start = text.index(answer)
    first = next(i for i, w in enumerate(words) if w.start == start)
    last = next(i for i, w in enumerate(words) if w.end == start + len(answer))
    return edges.Edges(words).whole(first, last)


# A part of what goes on beside it.
RUNNING_ON = [
    ("应当经占份额三分之二以上的共有人同意。", "占份额", True),
    ("不得妨碍继承人依法行使权利。", "妨碍继承人", True),
    ("应当经占份额三分之二以上的共有人同意。", "份额", False),
    ("从事旅游经营业务应当取得许可证。", "经营业务", False),
    ("不得泄露个人隐私、个人信息。", "泄露个人隐私", True),
    ("不得泄露个人隐私、出售个人信息。", "泄露个人隐私", False),
    ("应当符合国家标准的强制性要求。", "国家标准的强制性", True),
    ("应当提高工作的积极性。", "工作的积极性", False),
    ("禁止使用不可降解塑料袋。", "降解塑料袋", True),
    ("禁止使用塑料袋。", "塑料袋", False),
    ("应当指派两名以上工作人员进行核查。", "指派两名", True),
    ("由县级以上人民政府批准。", "县级", False),
    ("夜间应当交替使用远近光灯。", "近光灯", True),
    ("夜间应当使用近光灯。", "近光灯", False),
    ("外国人在中国境内举行集会、游行。", "中国境内举行集会", True),
    ("推进以党建引领基层治理。", "党建引领基层", True),
]


# The last of several words, with what they share.
LIST_OF_VERBS = [
    ("不得生产、经营、运输烟花爆竹。", "运输烟花爆竹", True),  # the fireworks belong to all three
    ("应当加强管理、落实责任。", "落实责任", False),
    ("旅行社不得欺骗、误导消费者。", "误导消费者", True),
    ("过滤系统应当防止蠕虫扩散。", "蠕虫扩散", True),
    ("由有关机关吊销许可证、营业执照。", "吊销许可证", True),
    ("由有关机关吊销许可证、没收所得。", "吊销许可证", False),
    ("犬只收容所应当通知养犬人认领。", "养犬人认领", True),
    ("由卫生行政部门责令改正。", "卫生行政部门责令", True),
    ("不得存放易燃、易爆物品。", "易爆物品", True),
    ("不得侮辱、诽谤。", "诽谤", False),
    ("低于设定值时应当发出声、光报警信号。", "光报警信号", True),
    ("溶液里有阴、阳离子。", "阳离子", True),
    ("省、自治区可以制定办法。", "自治区", True),  # a coarse rule: a member of a list is lost
    ("由县、市人民政府决定。", "人民政府", False),
    ("愈伤组织应当培育成个体。", "成个体", True),
]


@pytest.mark.parametrize(("text", "answer", "cut_across"), CLAUSES + RUNNING_ON + LIST_OF_VERBS)
def test_a_blank_is_one_whole_term(text: str, answer: str, cut_across: bool) -> None:
    assert (whole(text, answer) < 0.1) is cut_across


def test_a_term_that_is_the_heading_of_its_definition() -> None:
    made = document(
        "# 排水系统运行规范\n\n## 3 术语和定义\n\n### 3.1 泵站 pumping station\n\n"
        "设有水泵机组、用于提升污水或者雨水的建筑物。\n\n"
        "### 3.2 汇水面积 catchment area\n\n雨水管渠所收集雨水的地面面积。\n\n"
        "### 3.3 检查井 manhole\n\n设在管道交汇处、供检查和清通管道的井。\n\n"
        "### 3.4 溢流井 overflow well\n\n雨季水量超过截流能力时排出多余水量的构筑物。\n",
        "t.md",
    )
    material = Material.of(made, made, sentences.split(made), phrases.find(made))
    (pool,) = terms.terms(material)
    assert [(made.slice(row.responses[0]), made.slice(row.premise)[:4]) for row in pool.rows] == [
        ("泵站", "设有水泵"),
        ("汇水面积", "雨水管渠"),
        ("检查井", "设在管道"),
        ("溢流井", "雨季水量"),
    ]
    shown = [q.text() for q in clozes(questions.make(made, phrases.find(made)))]
    assert all(stem.startswith(("泵站：", "汇水面积：", "检查井：", "溢流井：")) for stem in shown)


def test_a_list_within_a_paragraph_keeps_the_words_that_introduce_it() -> None:
    made = document(
        "渡口管理\n\n渡口经营人应当按照以下要求开展渡运：（一）每航次开航前清点乘客人数并且作出记录；"
        "（二）在渡船两侧配备足够数量的救生衣。遇有大风天气，渡口应当停止一切渡运活动。"
    )
    found = phrases.find(made)
    drafts = cloze.drafts(made, made, sentences.split(made), found)[0]
    shown = {draft.shown for draft in drafts}
    items = [s for s in shown if "航次" in s or "救生" in s]
    assert items
    assert all(s.startswith("渡口经营人应当按照以下要求开展渡运：") for s in items)
    assert not any("以下要求" in s for s in shown if "大风" in s)


LEADS = [
    ("安全要求如下：\n\n1. 每日巡查堤坝并且作出记录。\n2. 每月检修闸门。", [True, True]),
    ("安全要求如下：\n\n1. 每日巡查堤坝。\n2. 每月检修闸门。\n\n## 附则\n\n水库有人看守。",
     [True, True]),
    ("各位代表：\n\n一、全面加强水库管理。\n二、深入推进河湖治理。", []),
    ("安全要求如下。\n\n1. 每日巡查堤坝。\n2. 每月检修闸门。", []),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), LEADS)
def test_what_leads_to_a_list_is_the_head_of_its_items_alone(
    text: str, expected: list[bool]
) -> None:
    made = document(f"# 水库管理\n\n{text}", "t.md")
    heads = trials._list_heads(made, sentences.split(made))
    items = [s for s in made.walk() if s.span.start in heads and s.marker is not None]
    assert [heads[s.span.start][0] is not None for s in items] == expected
    assert len(heads) == len(expected)


def test_a_rule_behind_a_list_or_in_a_table_leans_on_nothing() -> None:
    for text in (
        "有下列行为的，责令改正：（一）填堵沟渠；（二）倾倒垃圾；情节严重的，处一万元以下罚款。",
        "| 行为 | 后果 |\n|--|--|\n| 擅自填堵沟渠 | 情节严重的，处一万元以上三万元以下罚款。 |",
    ):
        made = document(f"# 水库管理\n\n{text}", "t.md")
        found = sentences.split(made)
        starts = {s.span.start for s in found if made.slice(s.span).startswith("情节")}
        assert starts
        assert not starts & trials._before(made, found).keys()


TOPICS = [
    ("安装在墙上时，底边距地面的高度应大于二米。", True),
    ("宜设置在便于操作的位置。", True),
    ("首次检验应当在投用后三年内进行。", True),
    ("思想条件：进步书刊在青年中广泛传播。", True),
    ("国际意义：鼓舞了各国人民的斗争。", True),
    ("指细胞突破基底膜向深处生长，形成不规则的细胞巢。", True),
    ("是指未经许可从事这类活动的单位。", True),
    ("又称冠状动脉粥样硬化性心脏病，多见于中年以后。", True),
    ("火灾警报器应设置在走道的墙面上。", False),
    ("指挥人员应当在到达后五分钟内报告。", False),
    ("指出问题的人应当受到保护。", False),
    ("指南针由磁针和刻度盘组成。", False),
    ("应急预案每三年修订一次。", False),
    ("要建立健全信息共享机制。", False),
]


@pytest.mark.parametrize(("words", "expected"), TOPICS)
def test_a_stem_that_is_about_its_heading(words: str, expected: bool) -> None:
    assert stems.topicless(words) is expected


LEANING = [
    ("被许可人应当在开工前书面通知相邻单位。通知应当写明施工的起止时间、方法和影响范围。", True),
    ("擅自填堵河道的，责令改正。造成损失的，应当依法承担赔偿责任，并恢复河道的原状。", True),
    ("船员每年培训不得少于十二学时。从事夜航的，不得少于二十学时，并经过考核合格。", True),
    ("批准前应当将施工方案予以公示。公示期限不得少于二十日，公示的内容由河道主管机关确定。", True),
    ("渡口费用由双方约定。协商不成的，可以申请县交通运输局调解，也可以向人民法院起诉。", True),
    (
        "设立渡口应当向县交通运输局提出申请。县交通运输局应当自收到申请之日起二十日内作出批复。",
        True,
    ),
    ("渡口经营人应当定期检查渡船。船员不得酒后驾驶渡船，不得超过核定的人数载客。", False),
]


@pytest.mark.parametrize(("text", "leans"), LEANING)
def test_a_sentence_that_leans_on_the_one_before_stands_behind_it(text: str, leans: bool) -> None:
    made = document(f"河道管理办法\n\n第一条 {text}\n第二条 本办法自五月一日起施行。\n")
    first, second, *_ = (s for s in sentences.split(made) if s.section is not None)
    assert stems.leans(made, second, first) is leans
    drafts, _ = cloze.drafts(made, made, sentences.split(made), phrases.find(made))
    mine = [d for d in drafts if second.span.contains(d.blanks[0])]
    assert mine
    assert all(d.shown.startswith(made.slice(first.span)) is leans for d in mine)


ELSEWHERE = [
    ("擅自填堵河道的，责令改正。情节严重的，处一万元以上三万元以下罚款。", True),
    ("渡口费用由双方约定。没有约定的，应当按照县交通运输局公布的标准交付。", True),
    ("渡口是城乡往来的要道。对群众来说熟悉的，是清晨的第一班渡船和船工的号子。", False),
    ("渡口是城乡往来的要道。对群众有利的，好处是船工多了起来，过河的时间短了。", False),
]


@pytest.mark.parametrize(("text", "leans"), ELSEWHERE)
def test_a_rule_that_stands_in_no_article_leans_on_the_one_before(text: str, leans: bool) -> None:
    made = document(f"河道管理办法\n\n{text}\n")
    first, second = sentences.split(made)[1:]
    drafts, _ = cloze.drafts(made, made, sentences.split(made), phrases.find(made))
    mine = [d for d in drafts if second.span.contains(d.blanks[0])]
    assert mine
    assert all(d.shown.startswith(made.slice(first.span)) is leans for d in mine)


HALVES = [
    (
        "滩涂使用[[金标准]]由省定。滩涂使用金按年缴。滩涂使用金可分期缴。欠缴滩涂使用金的，加收。",
        True,
    ),
    ("滩涂使用[[金标准]]由省定。滩涂使用金按年缴。获金奖的可免缴。欠缴滩涂使用金的，加收。", False),
    ("滩涂使用[[金标准]]由省定。滩涂使用金按年缴。", False),
    ("海域[[使]]用金。海域使用权。使用人。可使用。", True),
    (f"滩涂使用[[金标准]]由省定。{'滩涂使用金按年缴。' * 6}获金奖的可免缴。", True),
    (f"滩涂使用[[金标准]]由省定。{'滩涂使用金按年缴。' * 6}{'获金奖的可免缴。' * 6}", False),
]


@pytest.mark.parametrize(("text", "expected"), HALVES)
def test_a_character_that_never_stands_alone_is_not_parted(text: str, expected: bool) -> None:
    assert bounds.halved(*asked(text), PhraseKind.TERM) is expected


def test_who_punishes_is_not_asked_where_the_deed_is_told_elsewhere() -> None:
    made = document(
        "林地管理办法\n\n第一条 有下列行为之一的，应当承担法律责任：\n"
        "（一）擅自采挖林地中的苗木；\n（二）在封山区放养牲畜。\n由县林业管理站责令停止违法行为，补种毁坏株数三倍的树木。\n"
    )
    drafts, _ = cloze.drafts(made, made, sentences.split(made), phrases.find(made))
    assert all(not draft.shown.startswith("由") for draft in drafts)


def test_no_case_stands_without_the_deed_where_both_are_too_long_for_a_stem() -> None:
    deeds = "弃置船舶、倾倒矿渣、堆放垃圾、围垦滩地、" * 5
    deed = f"在河道管理范围内{deeds}的，责令停止违法行为。"
    case = "情节严重的，处三万元以上九万元以下的罚款。"
    made = document(f"河道管理办法\n\n第一条 {deed}{case}\n第二条 本办法自五月一日起施行。\n")
    drafts, _ = cloze.drafts(made, made, sentences.split(made), phrases.find(made))
    assert all("情节严重" not in draft.shown for draft in drafts)


def test_no_sentence_of_a_list_of_duties_stands_without_whose_they_are() -> None:
    made = document(
        "职责规定\n\n一、青梧市水务局主管全市供水工作，其主要职责是：\n"
        "（一）编制供水发展规划。审批供水工程的初步设计和特许经营方案。\n"
        "（二）监督水质检测。公布供水企业的年度考核结果和水质抽检结果。\n"
        "二、供水企业应当每月公布水质检测报告。\n"
    )
    drafts, _ = cloze.drafts(made, made, sentences.split(made), phrases.find(made))
    of_duties = [d for d in drafts if made.slice(d.place)[:2] in ("编制", "审批", "监督", "公布")]
    assert of_duties
    assert all(d.shown.startswith("青梧市水务局") or "＿" in d.shown[:6] for d in of_duties)


def test_a_stem_without_a_topic_stands_behind_its_heading() -> None:
    made = document(
        "# 消防手册\n\n## 火灾警报器\n\n安装在墙上时，底边距地面的高度应大于二点二米，"
        "并避开出风口。\n\n"
        "## 一般规定\n\n安装在吊顶内时，箱体外壳应采用耐火等级不低于二级的防护板材。\n",
        "t.md",
    )
    result = questions.make(made, phrases.find(made))
    shown = [q.text() for q in clozes(result)]
    assert shown
    assert all(stem.startswith("火灾警报器：安装在墙上时") for stem in shown)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("腹主动脉瘤（[[Aneurysm]]）较常见。", True),
        ("使用 Re[[dis]] 缓存数据。", True),
        ("最外层有1个电子的是Ⅰ[[A族]]元素。", True),
        ("这属于 [[Type]] 4反应。", True),
        ("使用 [[Redis]]缓存数据。", True),  # a foreign word by itself is no key phrase
        ("血糖值为[[7]]mmol。", False),
        ("绝缘电阻不低于[[0.5]]兆欧。", False),
    ],
)
def test_foreign_words(text: str, expected: bool) -> None:
    assert bounds.in_latin(*asked(text)) is expected


def test_what_the_stem_itself_tells_is_not_asked_for() -> None:
    share = asked("收入由1121亿元增加到2220亿元，增长[[98]]％。")
    assert hints.reckoned(*share, PhraseKind.QUANTITY, "收入由1121亿元增加到2220亿元，增长＿％。")
    alone = asked("产值增长[[98]]％。")
    assert not hints.reckoned(*alone, PhraseKind.QUANTITY, "产值增长＿％。")
    assert hints.hinted("低保", "完善城市“＿”制度，可探索建立最低生活保障制度", PhraseKind.QUOTED)
    assert not hints.hinted("低保", "完善城市“＿”制度", PhraseKind.QUOTED)
    assert not hints.hinted("低保", "完善“＿”制度，压低价格，保障供给", PhraseKind.QUOTED)
    assert not hints.hinted("低保", "完善“＿”制度，降低城乡居民生活保障的门槛", PhraseKind.QUOTED)
    assert hints.hinted("低保", "“＿”压低价格，是最低生活保障", PhraseKind.QUOTED)
    assert hints.spelled_out("三讲", "讲学习、讲政治、讲正气的“＿”教育")
    assert not hints.spelled_out("三讲", "认真开展“＿”教育")
    label = asked("（1）[[局限性]]：看法带有片面性。")
    assert hints.labels(*label, PhraseKind.TERM, (3,))
    assert hints.labels(*label, PhraseKind.DEFINITION, (3,))
    heading = asked("笔记\n\n[[考点]]：指行为对法益的侵害程度。")
    assert hints.labels(*heading, PhraseKind.DEFINITION, (heading[1].start,))
    marked = asked("笔记\n\n[[适应症]]：高血压、心绞痛。")
    assert hints.labels(*marked, PhraseKind.MARKED, (marked[1].start,))
    meaning = asked("笔记\n\n[[法益]]：指法律所保护的利益。")
    assert not hints.labels(*meaning, PhraseKind.DEFINITION, (meaning[1].start,))
    term = asked("（1）[[比热容]]：描述物质吸热本领的物理量。")
    assert not hints.labels(*term, PhraseKind.DEFINITION, (3,))
    assert hints.labels(*term, PhraseKind.TERM, (3,))
    assert not hints.labels(*label, PhraseKind.TERM, (0,))
    assert not hints.labels(*asked("[[局限性]]是片面。"), PhraseKind.TERM, (0,))


def test_a_series_in_an_order_is_asked_for_in_that_order() -> None:
    for words, free in (
        ("濒临的海洋自北向南依次为", False),
        ("三县濒临的海洋分别为", False),
        ("濒临的海洋包括", True),
    ):
        made = document(
            f"第一条 本市{words}青云湾、白沙湾、黄石湾三处，由市海洋部门管理。\n", "t.txt"
        )
        found = phrases.find(made)
        drafts, _ = cloze.drafts(made, made, sentences.split(made), found)
        (series,) = [d.question for d in drafts if len(d.answers) == 3]
        assert isinstance(series, Cloze)
        assert series.unordered is free


@pytest.mark.parametrize(
    ("answer", "kind", "expected"),
    [
        ("所借文献、结清欠款", PhraseKind.SERIES, True),
        ("国家秘密、商业秘密", PhraseKind.SERIES, False),
        ("查问题、堵漏洞、提能力", PhraseKind.SERIES, False),
        ("先地下、后地上", PhraseKind.QUOTED, False),
        ("会计、出纳", PhraseKind.TERM, True),
    ],
)
def test_a_pair_is_two_of_a_kind(answer: str, kind: PhraseKind, expected: bool) -> None:
    assert answers.uneven(answer, kind) is expected


def test_marks_of_an_examination_and_terms_of_an_equation_are_no_answers() -> None:
    assert answers.cited(*asked("是特定的历史阶段（[[2]]分）。"), PhraseKind.QUANTITY)
    assert not answers.cited(*asked("满分为[[100]]分。"), PhraseKind.QUANTITY)
    assert bounds.in_formula(*asked("效率= 有用功/总功×[[100]]％。"))
    assert bounds.in_formula(*asked(r"由商品 &\[[rightarrow]]& 货币的转化。"))
    assert not bounds.in_formula(*asked("效率不低于[[80]]％。"))


@pytest.mark.parametrize(
    "text",
    [
        "第一条 甲方应当在验收合格之日起十五日内，把工程价款一次付给乙方。\n"  # noqa: ISC004
        "参考文献\n李四著《城市排水》由海河出版社出版发行。\n",
        "规范性引用文件\nGB 50054 低压配电设计规范\nGB/T 13869 用电安全导则\n",
        "HARRISON Principles of Internal Medicine 20th Edition\n",
    ],
)
def test_lists_of_other_texts_are_not_asked_about(text: str) -> None:
    markdown = "# 手册\n\n" + "".join(
        f"## {line}\n\n" if line in {"参考文献", "规范性引用文件"} else f"{line}\n\n"
        for line in text.splitlines()
    )
    made = document(markdown, "t.md")
    result = questions.make(made, phrases.find(made))
    shown = " ".join(q.source.text for q in result.bank.questions if isinstance(q, Cloze))
    assert "出版社" not in shown
    assert "GB" not in shown
    assert "Edition" not in shown


def test_a_sentence_as_a_title_is_no_label_of_exercises() -> None:
    made = document(
        "一、守住防汛底线是全市上下必须答好的时代考题\n"
        "要健全“河长制”，对河道、水库、闸坝实行分级管理，把巡查责任落实到每一名河长。\n"
        "二、补齐管网短板\n要坚持“先地下、后地上”的建设时序，年内改造老旧管网三百六十公里。\n",
        "t.txt",
    )
    result = questions.make(made, phrases.find(made))
    assert any("河长制" in q.source.text for q in clozes(result))


def test_a_document_of_nothing_but_solutions_is_asked_about() -> None:
    made = document(
        "# 历年真题解析\n\n水资源论证报告书由建设单位组织编制，并报水行政主管部门审查。\n\n"
        "取水许可证的有效期限一般为五年，最长不超过十年。\n",
        "t.md",
    )
    assert clozes(questions.make(made, phrases.find(made)))


def test_a_refrain_is_not_asked_for() -> None:
    asked_for = {b.answer for q in clozes(make(SPEECH)) for b in q.blanks}
    assert not any("突破" in a for a in asked_for)


def test_every_check_has_a_reason_that_users_can_read() -> None:
    assert {code for code, _ in checks.CHECKS} <= set(checks.REASONS)


# ---------------------------------------------------------- laws of every bank we make


def _laws(made: Document, result: questions.Result) -> None:
    for item in clozes(result):
        _item_laws(made, item)
    for question in sets(result):
        _set_laws(made, question)
    ids = [q.id for q in result.bank.questions]
    assert len(ids) == len(set(ids))
    for one, other in combinations(clozes(result), 2):
        mine = {b.answer for b in one.blanks}
        assert mine.isdisjoint(b.answer for b in other.blanks)
        assert not any(a in other.text("＿") for a in mine if len(a) > 2)


def _item_laws(made: Document, item: Cloze) -> None:
    assert item.source.place is not None
    assert made.slice(item.source.place) == item.source.text
    assert "*" not in item.text("")
    for blank in item.blanks:
        assert blank.place is not None
        assert made.slice(blank.place) == blank.answer
        assert not hints.leaks(blank.answer, item.text("＿"))
    # what is shown is the document's, but for the marks that a cut adds; an item of a
    # list stands behind the list's head: two slices, joined at ：
    for segment in item.segments:
        if isinstance(segment, Text):
            for part in re.split("[：:]|" + stems.OMISSION, segment.text):
                assert part.rstrip("。") in made.text


def _set_laws(made: Document, question: Matching) -> None:
    assert 4 <= len(question.pairs) <= 8
    quotes = [q for p in question.pairs for q in (p.premise, p.response)]
    for quote in (*quotes, *question.distractors):
        assert quote.place is not None
        assert made.slice(quote.place) == quote.text
    column = [p.response.text for p in question.pairs] + [d.text for d in question.distractors]
    assert len(set(column)) == len(column)
    assert len({p.premise.text for p in question.pairs}) == len(question.pairs)


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda p: p.stem)
def test_the_laws_hold_for_the_examples(path: Path) -> None:
    made = document(path.read_text(encoding="utf-8"), path.name)
    result = questions.make(made, phrases.find(made))
    assert len(clozes(result)) >= 5
    _laws(made, result)


@settings(max_examples=25, deadline=None)
@given(
    st.lists(
        st.sampled_from(
            [
                "要坚持“先防后治”的方针，压实各级责任。",
                "本办法所称单位，是指在本市注册的法人。",
                "应当自收到申请之日起三十日内作出决定。",
                "一要抓部署，推进“清源行动”。",
                "二要抓督查，用好六张清单。",
                "查隐患、堵漏洞、提能力，守住底线。",
                "去年*月，全市*个单位受到表彰。",
                "（一）建立台账；",
                "第一条 为了保障安全，制定本办法。",
                "这是根本要求。",
                "“不闭合的引号，后面还有话。",
            ]
        ),
        min_size=1,
        max_size=12,
    )
)
def test_the_laws_hold_for_any_mixture(lines: list[str]) -> None:
    made = document("\n".join(lines))
    _laws(made, questions.make(made, phrases.find(made)))


# ------------------------------------------------------------------------ choosing


@pytest.mark.parametrize("text", [SPEECH, RULES], ids=["speech", "rules"])
def test_every_directive_is_asked_about_or_named(text: str) -> None:
    made = document(text)
    result = questions.make(made, phrases.find(made))
    asked = [q.source.place for q in clozes(result) if q.source.place is not None]
    asked += [p.response.place for q in sets(result) for p in q.pairs if p.response.place]
    without = [
        s
        for s in select.directives(made)
        if not any(s.span.start <= place.start < s.span.end for place in asked)
    ]
    if text is SPEECH:
        assert not without
    named = " ".join(p.message for p in result.problems)
    assert all(s.marker is not None and s.marker.text.strip("、") in named for s in without)


def test_more_questions_are_those_that_examiners_sign_less_often() -> None:
    path = next(path for path in EXAMPLES if path.name == "regulation.md")
    made = document(path.read_text("utf-8"), path.name)
    few, many = (
        clozes(questions.make(made, phrases.find(made), questions.Options(more=more)))
        for more in (False, True)
    )
    assert len(many) > len(few)
    assert min(q.score for q in many) < min(q.score for q in few)


def test_notes_of_single_lines_are_asked_about_though_each_line_is_its_own_title() -> None:
    lines = (
        "血缘关系、地缘关系和业缘关系是社会关系的三种类型。",
        "网络是一把双刃剑，应当合理利用网络。",
        "恪守道德、遵守法律是网络生活的基本准则。",
        "亲社会行为在人际交往和社会实践中养成。",
        "诚信是社会主义核心价值观的重要内容，是公民的基本道德规范。",
    )
    text = "走进社会生活\n\n一、社会生活\n\n" + "\n".join(
        f"{number}. {line}" for number, line in enumerate(lines, 1)
    )
    asked_about = {q.source.text for q in clozes(make(text))}
    assert len(asked_about) >= 3


def test_the_number_of_questions_is_a_ceiling() -> None:
    for count in (1, 3, 8):
        assert len(make(SPEECH, max_items=count).bank.questions) <= count
    assert len(make(SPEECH, max_items=1).bank.questions) == 1


def test_an_item_knows_whether_it_was_edited() -> None:
    for question in make(SPEECH).bank.questions:
        assert question.made == fingerprint(question)
        assert question.made != fingerprint(replace(question, note="易错"))
        assert question.made == fingerprint(replace(question, score=0.1, id="x", difficulty=""))


def test_types_are_what_was_asked_for() -> None:
    assert not sets(make(SPEECH, types=("cloze",)))
    assert not clozes(make(SPEECH, types=("matching",)))


def test_the_same_document_gives_the_same_bank() -> None:
    assert make(SPEECH).bank == make(SPEECH).bank


def test_another_seed_is_another_paper_and_the_same_every_time() -> None:
    text = EXAMPLES[1].read_text(encoding="utf-8")
    papers = [[q.id for q in make(text, seed=seed).bank.questions] for seed in (0, 1, 2, 1)]
    assert papers[1] == papers[3]
    assert papers[0] != papers[1] != papers[2]


def test_a_document_with_nothing_to_ask_gives_an_empty_bank() -> None:
    assert make("这。\n").bank.questions == ()


def test_items_stand_in_the_order_of_the_document() -> None:
    places = [q.source.place for q in clozes(make(SPEECH))]
    assert places == sorted(p for p in places if p is not None)
