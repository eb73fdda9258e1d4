"""Hard checks: what makes an item unfit."""

from __future__ import annotations

import re

import pytest

from quizgen.document import Document, PhraseKind, Span
from quizgen.questions import checks, stems
from quizgen.questions.checks import answers, bounds, elsewhere, hints
from tests.documents import document


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
        ("由渡口管理所", PhraseKind.TERM, True),
        ("由衷感谢", PhraseKind.TERM, False),
        ("至路外", PhraseKind.TERM, True),
        ("至高点", PhraseKind.TERM, False),
        ("相应劳动报酬", PhraseKind.TERM, True),
        ("自股东会", PhraseKind.TERM, True),
        ("自治条例", PhraseKind.TERM, False),
        ("内经批准", PhraseKind.TERM, True),
        ("内经", PhraseKind.TERM, False),
        ("至善", PhraseKind.TERM, False),
        ("公平合理", PhraseKind.TERM, False),
        ("尽力而为", PhraseKind.TERM, False),
        ("期限为", PhraseKind.QUOTED, False),
        ("专利权人合理", PhraseKind.TERM, True),
        ("合理", PhraseKind.TERM, False),
        ("公开以及", PhraseKind.TERM, True),
        ("期限为", PhraseKind.TERM, True),
        ("有所为", PhraseKind.QUOTED, False),
        ("职务行为", PhraseKind.TERM, False),
        ("县级财政", PhraseKind.TERM, False),
        ("一次函数", PhraseKind.TERM, False),
        ("一次性补偿", PhraseKind.TERM, False),
        ("到岗时间", PhraseKind.TERM, False),
        ("一个中国原则", PhraseKind.TERM, False),
        ("好转趋势", PhraseKind.TERM, False),
        ("此外还有", PhraseKind.QUANTITY, False),
        ("三", PhraseKind.QUANTITY, False),
        ("能源革命", PhraseKind.TERM, False),
        ("就地取材", PhraseKind.TERM, False),
        ("就原来", PhraseKind.TERM, True),
        ("和平共处", PhraseKind.TERM, False),
        ("和管理", PhraseKind.TERM, True),
        ("人人平等", PhraseKind.TERM, False),
        ("水泵等", PhraseKind.TERM, True),
        ("等额选举", PhraseKind.TERM, False),
        ("全面普及", PhraseKind.TERM, False),
        ("城市及", PhraseKind.TERM, True),
        ("Partitioner", PhraseKind.TERM, False),
        ("职工伤残职工", PhraseKind.TERM, True),
        ("一企一策", PhraseKind.QUOTED, False),
        ("四个意识", PhraseKind.QUOTED, True),
        ("四个意识", PhraseKind.GLOSSARY, False),
        ("八八战略", PhraseKind.QUOTED, False),
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
    ("有权向其他销售[[者追偿]]。", True),
    ("不得损毁他[[人财物]]。", True),
    ("不得损毁[[他人财物]]。", False),
    ("[[渡口秘密一般]]是指未公开的航线。", True),
    ("渡口秘密是指[[一般乘客]]不知道的航线。", False),
    ("[[疲劳（fatigue）]]是指机能下降。", True),
    ("[[疲劳]]（fatigue）是指机能下降。", False),
    ("向其他[[人民团体]]提供渡船。", False),
    ("由[[特殊到一般]]，再回到特殊。", False),
    ("防范系统性和[[区域性风险]]。", True),
    ("防范系统性和[[区域性]]风险。", False),
    ("提高自觉性和[[执行力]]。", False),
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
    ("依法享受探亲假、婚假、[[丧假期间]]，照常发放渡运津贴。", True),
    ("在汛期、[[枯水期间]]，渡口停航。", True),  # a coarse rule
    ("在[[枯水期间]]，渡口停航。", False),
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
        ("委托合同", "＿是委托人和受托人约定事务的合同。", False),
        ("摩擦力", "阻碍相对运动的＿叫做滑动时的力。", False),
        ("地上河", "泥沙淤积，形成“＿”（悬河）。", True),
        ("地上河", "泥沙淤积，形成“＿”（见图）。", True),  # a coarse rule
        ("集线器", "星形网络中间的设备称为＿(hub)。", True),
        ("双稳态触发器", "这种电路称为＿（Flip-flop），是存储单元的核心。", True),
        ("集线器", "星形网络中间的设备称为＿(图2)。", False),
        ("地上河", "泥沙淤积，形成“＿”。", False),
    ],
)
def test_a_stem_that_names_the_answer_in_other_words(
    answer: str, shown: str, expected: bool
) -> None:
    assert hints.glossed(answer, shown) is expected


@pytest.mark.parametrize(
    ("answer", "shown", "expected"),
    [
        ("PKI", "＿：Public Key Infrastructure，基于公钥体系的安全基础架构。", True),
        ("MTTR", "＿：Mean Time to Repair，平均修复时间。", True),
        ("BRI", "＿（the Belt and Road Initiative）是区域合作的倡议。", True),
        ("PKI", "＿是基于公钥体系的安全基础架构。", False),
        ("PKI", "＿与 Private Network 是两回事。", False),
        ("公钥", "＿：Public Key，可以公开。", False),
    ],
)
def test_a_stem_that_spells_an_acronym_out(answer: str, shown: str, expected: bool) -> None:
    assert hints.initials(answer, shown) is expected


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
    ("应当有[[三]]分之二以上的业主同意。", True),
    ("增长百分之[[三]]，分之多少不限。", False),
    ("编制第十四个[[五]]年规划。", True),
    ("任期[[五]]年规定不变。", False),
    ("实施[[三]]年行动计划。", True),
    ("学校[[三]]年计划招生六百人。", False),
    ("处[[2]] 倍以上的罚款。", False),
]


@pytest.mark.parametrize(("text", "expected"), HALF_FIGURES)
def test_a_range_or_a_reference_is_not_asked_for_in_part(text: str, expected: bool) -> None:
    assert bounds.half_figure(*asked(text), PhraseKind.QUANTITY) is expected


@pytest.mark.parametrize(
    ("text", "cut"),
    [
        ("禁止以侮辱、诽谤、宣扬隐私等方式损害船员的名誉。", True),
        ("禁止使用过期的农药、兽药、饲料添加剂等物品。", True),
        ("禁止以侮辱、诽谤、恐吓等方式损害船员的名誉。", False),
        ("禁止使用过期的农药、兽药、饲料。", False),
        ("工程由设计、施工、监理单位共同验收。", False),
        ("保障船员享有经济、政治、文化平等的权利。", False),
        ("工程分为设计、施工、验收三级等级。", False),
    ],
)
def test_the_last_member_of_a_series_is_whole(text: str, cut: bool) -> None:
    made = document(text)
    members = re.search("([\u4e00-\u9fff]{2})、([\u4e00-\u9fff]{2})、([\u4e00-\u9fff]{2})", text)
    assert members is not None
    blanks = [Span(*members.span(number)) for number in (1, 2, 3)]
    assert bounds.prolonged(made, blanks[-1], blanks) is cut
    assert not bounds.prolonged(made, blanks[0], blanks)
    assert not bounds.prolonged(made, blanks[-1], blanks[1:])


FIGURES = [
    ("共登记选民[[三亿二千三百八十万九千六百八十四]]人。", "detail"),
    ("职工已经达到[[13,826,000]]余人。", "detail"),
    ("全年实现增加值[[1.2364]]亿元。", "detail"),
    ("改造老旧小区[[一百二十六]]个。", None),
    ("净空为[[25.5～30.5]]米。", None),
    ("净空为[[25.55～30.5]]米。", "detail"),
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


HALVES = [
    (
        "滩涂使用[[金标准]]由省定。滩涂使用金按年缴。滩涂使用金可分期缴。欠缴滩涂使用金的，加收。",
        True,
    ),
    ("滩涂使用[[金标准]]由省定。滩涂使用金按年缴。获金奖的可免缴。欠缴滩涂使用金的，加收。", False),
    ("滩涂使用[[金标准]]由省定。滩涂使用金按年缴。", False),
    ("海域[[使]]用金。海域使用权。使用人。可使用。", True),
    ("船队坚持[[安全观念]]。船工坚持安全观念。", False),  # twice behind the same word is nothing
    ("船队坚持[[安全观念]]。船工坚持安全观念。船主坚持安全观念。", True),
    (f"滩涂使用[[金标准]]由省定。{'滩涂使用金按年缴。' * 6}获金奖的可免缴。", True),
    (f"滩涂使用[[金标准]]由省定。{'滩涂使用金按年缴。' * 6}{'获金奖的可免缴。' * 6}", False),
]


@pytest.mark.parametrize(("text", "expected"), HALVES)
def test_a_character_that_never_stands_alone_is_not_parted(text: str, expected: bool) -> None:
    assert bounds.halved(*asked(text), PhraseKind.TERM) is expected


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
    # half of it is no hint
    assert not hints.hinted("摆渡船", "＿是指在内河往返载客的渡船。", PhraseKind.DEFINITION)
    assert not hints.hinted("查询键", "查询机根据＿返回结果。", PhraseKind.TERM)
    # both halves are
    assert hints.hinted("赠与合同", "＿是赠与人将财产无偿给予他人的合同。", PhraseKind.DEFINITION)
    assert not hints.hinted(
        "承揽合同", "＿是赠与人将财产无偿给予他人的合同。", PhraseKind.DEFINITION
    )
    assert hints.hinted("垄断行为", "不得违反反垄断的法律实施＿。", PhraseKind.TERM)
    assert hints.hinted("抵销权", "行使＿的，应当提出抵销的主张。", PhraseKind.TERM)
    assert not hints.hinted("留置权", "行使＿的，应当提出抵销的主张。", PhraseKind.TERM)
    assert not hints.hinted("2020", "到＿年比2010年翻一番，20年不变。", PhraseKind.QUANTITY)
    assert hints.spelled_out("三讲", "讲学习、讲政治、讲正气的“＿”教育")
    assert not hints.spelled_out("三讲", "认真开展“＿”教育")
    label = asked("（1）[[局限性]]：看法带有片面性。")
    assert hints.labels(*label, PhraseKind.TERM, (3,))
    assert hints.labels(*label, PhraseKind.DEFINITION, (3,))
    heading = asked("笔记\n\n[[考点]]：指行为对法益的侵害程度。")
    assert hints.labels(*heading, PhraseKind.DEFINITION, (heading[1].start,))
    cause = asked("笔记\n\n[[内因]]：指质点之间的摩擦。")
    assert hints.labels(*cause, PhraseKind.DEFINITION, (cause[1].start,))
    named = asked("笔记\n\n[[罪刑法定原则]]：指犯罪和刑罚由法律规定。")
    assert not hints.labels(*named, PhraseKind.DEFINITION, (named[1].start,))
    marked = asked("笔记\n\n[[适应症]]：高血压、心绞痛。")
    assert hints.labels(*marked, PhraseKind.MARKED, (marked[1].start,))
    meaning = asked("笔记\n\n[[法益]]：指法律所保护的利益。")
    assert not hints.labels(*meaning, PhraseKind.DEFINITION, (meaning[1].start,))
    term = asked("（1）[[比热容]]：描述物质吸热本领的物理量。")
    assert not hints.labels(*term, PhraseKind.DEFINITION, (3,))
    assert hints.labels(*term, PhraseKind.TERM, (3,))
    assert not hints.labels(*label, PhraseKind.TERM, (0,))
    assert not hints.labels(*asked("[[局限性]]是片面。"), PhraseKind.TERM, (0,))


@pytest.mark.parametrize(
    ("answer", "kind", "expected"),
    [
        ("所借文献、结清欠款", PhraseKind.SERIES, True),
        ("国家秘密、商业秘密", PhraseKind.SERIES, False),
        ("查问题、堵漏洞、提能力", PhraseKind.SERIES, False),
        ("先地下、后地上", PhraseKind.QUOTED, False),
        ("会计、出纳", PhraseKind.TERM, True),
        ("准点、安全、整洁、热情", PhraseKind.SERIES, True),
        ("准点、安全、整洁、热情", PhraseKind.QUOTED, True),
        ("准点、安全、整洁、热情", PhraseKind.GLOSSARY, False),
        ("准点、安全、整洁", PhraseKind.QUOTED, False),
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


def test_every_check_has_a_reason_that_users_can_read() -> None:
    assert {code for code, _ in checks.CHECKS} <= set(checks.REASONS)


@pytest.mark.parametrize(
    ("title", "answer", "told"),
    [
        ("船员适任证书管理规定", "适任证书", True),
        ("渡口管理规定", "渡口", True),
        ("渡口管理规定", "渡船", False),
        ("第十五个五年规划", "五", False),
        ("渡口规定（2025）", "2025", False),
    ],
)
def test_the_title_gives_its_words_away(title: str, answer: str, told: bool) -> None:
    made = document(f"{title}\n\n渡船应当每年检验一次。\n")
    assert made.title == title
    assert hints.titled(made, answer) is told


@pytest.mark.parametrize(
    ("words", "is_title"),
    [
        ("县交通运输局关于加强渡口安全管理的通知。", True),
        ("二〇〇六年公布的《渡口管理条例》同时废止。", True),
        ("本办法施行前已经营运的渡船，应当自本办法施行之日起三十日内登记。", True),
        ("本办法自二〇二六年一月一日起施行。", False),
        ("渡船改造的方案应当在施行前公布。", False),
        ("县人民政府办公室关于渡船更新补贴的若干意见。", True),
        ("关于规范渡口收费标准和收费公示的通知", True),
        ("县交通运输局发布了关于加强渡口安全管理的通知。", False),
        ("渡口经营人应当遵守县里关于渡运收费的规定。", False),
        ("县里根据上级关于渡运的意见，每年检查两次。", False),
        ("关于渡运收费的规定由县交通运输局负责解释。", False),
    ],
)
def test_the_title_of_a_document_or_what_is_past_is_no_statement(
    words: str, is_title: bool
) -> None:
    stem = stems.Stem((Span(0, len(words)),), "", 1.0)
    fault = checks.stem_fault(stem, words)
    assert (fault == "context") is is_title


def test_no_item_of_a_list_cites_a_paragraph_before_it() -> None:
    head = "有下列情形之一的，管理机构应当收回渡口经营许可证："
    stem = stems.Stem((Span(0, 1), Span(2, 3)), "。", 1.0)
    assert checks.stem_fault(stem, f"{head}书面放弃前款规定的权利的。") == "context"
    assert checks.stem_fault(stem, f"{head}书面放弃权利的。") is None


def test_no_case_of_a_list_is_asked_about_without_its_head() -> None:
    stem = stems.Stem((Span(0, 1),), "。", 1.0)
    assert checks.stem_fault(stem, "船员对举报人、证人进行报复陷害的。") == "context"
    for words in ("船员的合法权益是受法律保护的。", "治水的目标一定能够达到的。"):
        assert checks.stem_fault(stem, words) is None


@pytest.mark.parametrize(
    ("words", "is_question"),
    [
        ("救生衣是否按照核定人数配备。", True),
        ("渡口的值班记录是否完整、真实。", True),
        ("不论是否满员，渡船都应当按时开航。", False),
        ("值班员根据能见度判断是否开航，并记入日志。", False),
        ("由县水务局决定是否封航，封航的应当公告。", False),
        ("渡口的主管部门是（）。", True),
        ("渡口的主管部门是（　）。", True),
        ("渡口由县水务局（以下简称水务局）主管。", False),
        ("程序从函数main()开始执行，到其末尾结束。", False),
    ],
)
def test_a_question_and_an_open_blank_are_no_statement_but_what_another_verb_asks(
    words: str, is_question: bool
) -> None:
    stem = stems.Stem((Span(0, len(words)),), "", 1.0)
    assert (checks.stem_fault(stem, words) == "question") is is_question


AMBIGUOUS = [
    # the same words frame something else
    ("推进[[水闸改造]]取得更大的成效。推进堤防加固取得更大的成效。", True),
    # the words beside the blank come again, those further off do not
    (
        (
            "一家管理人的全部渡船持有的航线，不得超过全县航线的百分之[[十五]]。"
            "单只渡船每日载客的人次，不得超过全县航线的百分之三十。"
        ),
        False,
    ),
    ("[[潮汐表]]是一个工具，它告诉船工何时涨潮。水位尺是一个工具，它告诉船工水有多深。", False),
]


@pytest.mark.parametrize(("text", "expected"), AMBIGUOUS)
def test_a_stem_that_goes_on_differently_elsewhere(text: str, expected: bool) -> None:
    made, blank = asked(text)
    stem = stems.Stem((Span(0, made.text.index("。") + 1),), "", 1.0)
    assert elsewhere.ambiguous(made, stem, blank) is expected
