"""Stems: what a question shows of its sentence, and what it needs from others."""

from __future__ import annotations

from itertools import combinations_with_replacement

import pytest

from quizgen import phrases, questions, sentences
from quizgen.document import Document, Span
from quizgen.questions import cloze, stems, ties, trials
from quizgen.sentences import Sentence
from tests.documents import RULES, SPEECH, clozes, document

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
    # of a definition nothing is left out, however long, but what a semicolon parts
    (
        (
            "蓄洪区是指在堤防以外划定的低洼地带，用于临时贮存超出河道行洪能力的洪水，"
            "洪水过后由县人民政府组织群众恢复耕作，发放补助，修复道路和桥梁，检查水源和电力设施。"
        ),
        "低洼地带",
        (
            "蓄洪区是指在堤防以外划定的低洼地带，用于临时贮存超出河道行洪能力的洪水，"
            "洪水过后由县人民政府组织群众恢复耕作，发放补助，修复道路和桥梁，检查水源和电力设施。"
        ),
    ),
    (
        (
            "治水思想是指导我们修筑堤防的理论基础，是几代人守护家园的经验总结，凝结着沿河群众的智慧，"
            "推动全市的堤防、船闸、渡口和水库换了面貌，保障了两岸二十个乡镇的生产和生活。"
        ),
        "理论基础",
        "治水思想是指导我们修筑堤防的理论基础，是几代人守护家园的经验总结。",
    ),
    # of a condition in two clauses neither stands without what happens then
    (
        (
            "河道水位或者流量达到省里规定的分洪标准，确需启用蓄洪区时，由市防汛指挥部决定启用，"
            "县人民政府组织群众转移，公安机关维护沿途的秩序，卫生部门检查水源，电力部门切断电源。"
        ),
        "分洪标准",
        "河道水位或者流量达到省里规定的分洪标准，确需启用蓄洪区时，由市防汛指挥部决定启用。",
    ),
    # what a duty is based on is not the duty
    (
        (
            "市人民政府可以根据粮食市场的形势，决定动用储备粮，由粮食部门组织投放，"
            "交通部门优先安排运输，市场监管部门检查价格，财政部门拨付费用，审计部门核对账目。"
        ),
        "粮食市场",
        "市人民政府可以根据粮食市场的形势，决定动用储备粮，由粮食部门组织投放。",
    ),
    # what is disposed of, and how, is one thing
    (
        (
            "把提高政治判断力、政治领悟力、政治执行力，增强执行政策的自觉性，推进治水理论的创新，"
            "健全河长制的规章，强化巡查的责任，加强对渡口、船闸和堤防的检查等内容写入章程。"
        ),
        "政治领悟力",
        (
            "把提高政治判断力、政治领悟力、政治执行力，增强执行政策的自觉性，推进治水理论的创新，"
            "健全河长制的规章，强化巡查的责任，加强对渡口、船闸和堤防的检查等内容写入章程。"
        ),
    ),
    # within how long, what is done is still to come
    (
        (
            "水文卫星主要监视上游水库的水位变化，星上的雷达能在九十秒内，测出水位的涨落，"
            "三四分钟便可以把信息传到指挥中心，对山洪可以取得半小时的预警，对溃坝可以取得十分钟的预警。"
        ),
        "九十秒",
        "水文卫星主要监视上游水库的水位变化，星上的雷达能在九十秒内，测出水位的涨落。",
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


def stem_of_last(text: str) -> str | None:
    """The stem around a blank near the end of the last sentence; None if there is none."""
    made = document(text)
    sentence = sentences.split(made)[-1]
    blank = Span(sentence.span.end - 4, sentence.span.end - 2)
    clauses = stems.touched(sentence, (blank,))
    assert clauses is not None
    stem = stems.Cuts(made, sentence).best(*clauses)
    return None if stem is None else stem.text(made)


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
    assert stem_of_last(f"安全工作问答\n\n先说情况。{text}\n") is None


@pytest.mark.parametrize(
    "text",
    [
        "所有权自渡船交付之日起转移给买受人。",
        "及时清除航道内的漂浮物是船闸的职责。",
        "就业帮扶的对象是上岸转产的渔民家庭。",
        "等级评定每三年由船舶检验所进行一次。",
        "更新渡船所需的费用由县财政补贴一半。",
        "即期付款的船票可以在开航前退还票款。",
        "与会代表一致通过了新的渡口管理章程。",
    ],
)
def test_a_stem_may_open_with_a_word_that_begins_like_one_that_points_back(text: str) -> None:
    assert stem_of_last(f"渡口工作问答\n\n先说情况。{text}\n") is not None


@pytest.mark.parametrize(
    ("words", "unfinished"),
    [
        ("严厉打击私设渡口的行为", False),
        ("土地属于全民所有", False),
        ("安检的目的", False),
        ("载客量在三十人以上", False),
        ("每班不超过八小时", False),
        ("做到实事求是", False),
        ("主动担当", False),
        ("渡口管理的重点为", True),
        ("在枯水期到来的", True),
        ("开航的时", True),
        ("在巡查堤防的同时", True),
        ("检票之后", True),
        ("渡船在有雾的情况下", True),
        ("应急物资有", True),
    ],
)
def test_what_a_clause_that_announces_something_ends_with(words: str, unfinished: bool) -> None:
    assert (ties.UNFINISHED.search(words) is not None) is unfinished


@pytest.mark.parametrize(
    ("words", "adverbial"),
    [
        ("当事人有权申请复议", False),
        ("从业人员每年体检一次", False),
        ("自治县设立渡口管理所", False),
        ("经营者应当公布票价", False),
        ("把握汛期的规律", False),
        ("对象是两岸的居民", False),
        ("当水位超过警戒线", True),
        ("从渡口出发", True),
        ("自首次登记之日起", True),
        ("自上市之日起", True),
        ("经县水务局批准", True),
        ("对超载的渡船", True),
    ],
)
def test_a_clause_that_only_says_how_or_when(words: str, adverbial: bool) -> None:
    assert (ties.ADVERBIAL.match(words) is not None) is adverbial


def test_who_says_so_is_left_out_where_only_a_pronoun_names_them() -> None:
    text = "渡口见闻\n\n他指出，船闸是全县水运的咽喉，也是防汛的第一道关口。\n"
    assert stem_of_last(text) == "船闸是全县水运的咽喉，也是防汛的第一道关口。"


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
        ("当前项目建设要突出重点。", False),
        ("示例中的计数器从零开始。", True),
        ("在治水上，他主张以疏为主。", True),
        ("本期节目介绍“水乡”的由来。", True),
        ("船闸由值班员开启，他人不得擅自操作。", False),
        ("治水的陈老汉一生清贫，他主张以疏为主。", False),
        ("应当年满十二周岁。", False),
        ("除县里限制的航线外，自其首次登记之日起三年内免收费用。", True),
        ("除县里限制的航线外，渡口经营人和船主应当自其首次登记之日起三年内缴清费用。", False),
        ("除县级以上水务部门及其派出机构外，任何单位不得扣留渡船。", False),
        ("除船主外，渡口经营人应当将其决议报县里批准。", False),
        ("除登记在册的渡船外，自其首次登记之日起三年内免收费用。", True),
        ("除草案另有规定外，自其通过之日起三年内免收费用。", True),
        ("除尘设备应当安装在船舱外，其排风量不得低于设计的要求。", False),
        ("除雪车辆停放在码头外，其驾驶员应当锁闭车门。", False),
        ("清点本组人数后向值班员报告。", True),
        ("议事会是渡口协会的根本组织形式。", False),
        ("船工上岗的基本条件是会游泳。", False),
        ("本条例所称渡船，是指载客的机动船。", False),
        ("船主们在会上表示支持新的航线。", False),
        ("航线如上图所示。", True),
        ("县水务局及其派出机构负责巡查堤防。", False),
        ("船主或者其代理人应当在场。", False),
    ],
)
def test_words_that_point_outside_the_stem(words: str, away: bool) -> None:
    assert stems.points_away(words) is away


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


HEADS = [
    (
        "渡口的经营期限，合同有约定的，按照约定处理；没有约定的，按照下列情形确定：",
        "渡口的经营期限，合同有约定的，按照约定处理；没有约定的，按照下列情形确定：",
    ),
    ("雾天停航；情节严重的，吊销许可证：", "雾天停航；情节严重的，吊销许可证："),
    ("旅客受伤的，予以赔偿。但有下列情形的除外：", "旅客受伤的，予以赔偿。但有下列情形的除外："),
    ("渡口应当挂牌。有下列情形之一的，渡船应当停航：", "有下列情形之一的，渡船应当停航："),
]


@pytest.mark.parametrize(("rule", "head"), HEADS)
def test_a_head_that_says_nothing_alone_has_the_sentence_before_it(rule: str, head: str) -> None:
    items = "（一）由集体购置的；\n（二）由个人购置的。"
    made = document(f"渡口办法\n\n第八条 {rule}\n{items}\n第九条 渡口应当挂牌。\n")
    heads = trials._list_heads(made, sentences.split(made))
    assert {made.slice(span) for span, _ in heads.values()} == {head}


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
    ("坚定的信念、高尚的情操、伟大的牺牲精神。", True),
    ("坚定的信念、高尚的情操是先辈的品质。", False),
    ("加强渡口的管理、维护乘客的权益。", False),
    ("反映群众的呼声，维护群众的利益。", False),
    ("报酬：支付周期最长不超过十五日。", True),
    ("思想条件：进步书刊在青年中广泛传播。", True),
    ("国际意义：鼓舞了各国人民的斗争。", True),
    ("指细胞突破基底膜向深处生长，形成不规则的细胞巢。", True),
    ("是指未经许可从事这类活动的单位。", True),
    ("具体内容为兴修水利、植树造林和改良土壤，由县里统一安排。", True),
    ("主要特征是分布广、数量多，多见于中游的河滩。", True),
    ("被誉为“水利之父”，主持修建了三座大坝。", True),
    ("三要素：瘤体、瘤颈、引流动脉。", True),
    ("四个基本特征：公开、公平、公正、便民。", True),
    ("渡口管理的四个特征：公开、公平、公正、便民。", False),
    ("四大古都：西安、洛阳、南京、北京。", False),
    ("内容是形式的基础，形式是内容的表现。", False),
    ("被称为国粹的京剧起源于安徽，流行于全国。", False),
    ("内容提供者应当对所发布的信息负责。", False),
    ("任务书由项目负责人签字后生效。", False),
    ("目标有偏差的，应当重新测量。", False),
    ("特点有利于保护水源，值得推广到上游。", False),
    ("称重后的渣土应当在两小时内运走。", False),
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
    (
        "渡口经营人超载的，处二千元以下罚款；对直接负责的主管人员给予警告，处五百元以下罚款。",
        True,
    ),
    ("渡口管理所负责日常巡查，应当建立台账；协助养护航道、码头和助航标志，维护渡运秩序。", True),
    ("渡口经营人应当签订渡运合同。七日内符合约定的，乘客可以退票，并且不得收取手续费。", True),
    ("渡口经营人应当妥善保管乘客名册。对登记的乘客住址，负有保密义务，不得对外提供。", True),
    ("渡口管理所负责日常巡查，应当保存台账；实行岗位责任制，对船员和渡工进行考核。", True),
    ("渡口管理所为船主提供贷款担保；对改造的渡船，按照国家规定确定贷款期限和利率。", True),
    (
        "山区的渡口，水位在警戒线以上的，不得开航；坡度在二十五度以下的，应当修建石阶并设置护栏。",
        True,
    ),
    ("渡口停航时，应当张贴告示；已经售出的船票可以延期使用，但延长的期限不得超过二十日。", True),
    ("渡口经营人应当记录每日的乘客人数，并保存票根。记录和票根的保存期限不得少于六个月。", True),
    ("渡口停航期满，经县里同意可以再次延期。延长的期限最长不得超过三十日，应当张贴告示。", True),
    ("渡口停航的，应当报告县里并说明理由。县交通运输局应当自收到报告之日起三日内公告。", True),
    ("渡口经营人申请停航的，县里应当核实。作出准予决定的，应当自准予之日起十日内公告。", True),
    ("渡口经营人应当安排候船室并配备座椅。渡口远的，应当另设候船亭，并在亭内张贴时刻表。", True),
    ("渡口管理所负责日常巡查，应当建立台账；发展改革部门负责审批渡口项目，并公布结果。", False),
    ("渡口管理所负责调度渡船，应当建立台账；维护船员的人身权利，为其提供法律帮助。", True),
    ("渡口管理所负责审批渡船，应当建立台账；对不予登记的申请，依法书面告知理由。", True),
    ("渡口由县里规划。渡口经营权的期限为二十年，自核准之日起计算，期满可以续期。", False),
    ("渡口由县里规划。最重要的，是应当坚持依法治水，并且保护好水源和两岸的树木。", False),
    ("渡口经营人应当安排候船室并配备座椅。渡船每天的开航次数不得少于四次，由县里核定。", False),
    ("渡口管理所负责日常巡查，应当建立台账；监督委员会对收费进行检查，并公布结果。", False),
    ("渡口管理所负责调度渡船；对合格的渡船，按照县里规定，海事机构应当颁发证书。", False),
    ("渡口管理所负责调度渡船；对携带爆竹的旅客，依照规定由公安机关带离。", False),
    ("渡口管理所负责调度渡船；实行承包的单位享受免收费用的待遇。", False),
    ("渡口管理所负责调度渡船；落实不到位的单位取消评优资格。", False),
    ("渡口经营人应当改造渡船。2025年前，县交通运输局应当完成老旧渡口的改造。", False),
    ("渡口经营人应当定期检查渡船。对危险货物，应当在专用船舱内存放，并由两人看管。", False),
    ("渡口经营人应当定期检查渡船。船员不得酒后驾驶渡船，不得超过核定的人数载客。", False),
]


def stands_behind(made: Document, second: Sentence, first: Sentence) -> bool:
    """Whether all items of a sentence stand behind the one before it, or none does."""
    drafts, _ = cloze.drafts(made, made, sentences.split(made), phrases.find(made))
    mine = [d for d in drafts if second.span.contains(d.blanks[0])]
    assert mine
    (behind,) = {d.shown.startswith(made.slice(first.span)) for d in mine}
    return behind


@pytest.mark.parametrize(("text", "leans"), LEANING)
def test_a_sentence_that_leans_on_the_one_before_stands_behind_it(text: str, leans: bool) -> None:
    made = document(f"河道管理办法\n\n第一条 {text}\n第二条 本办法自五月一日起施行。\n")
    first, second, *_ = (s for s in sentences.split(made) if s.section is not None)
    assert stems.leans(made, second, first) is leans
    assert stands_behind(made, second, first) is leans


@pytest.mark.parametrize(
    ("text", "behind"),
    [
        ("停航应当张贴告示。\n\n告示应当载明停航的原因、起止时间和改乘的办法。", True),
        ("渡船应当登记造册。\n\n登记造册包括船名、吨位、船龄和核定的载客人数。", True),
        ("停航应当张贴告示。\n\n渡船应当配备救生衣、救生圈和两具手提的灭火器。", False),
        ("停航应当张贴告示。\n\n告示牌由县交通运输局统一制作，每年更换一次。", False),
    ],
)
def test_what_a_notice_says_stands_behind_the_paragraph_that_asks_for_it(
    text: str, behind: bool
) -> None:
    made = document(f"河道管理办法\n\n第一条 {text}\n\n第二条 本办法自五月一日起施行。\n")
    first, second, *_ = (s for s in sentences.split(made) if s.section is not None)
    assert stems.leans(made, second, first) is behind
    assert stands_behind(made, second, first) is behind


def test_of_three_halves_the_last_stands_behind_the_first() -> None:
    text = (
        "水位在警戒线以下的，渡船可以开航；接近警戒线的，每次载客不得超过三十人；"
        "高于警戒线的，应当停航并在二小时内报告。"
    )
    made = document(f"河道管理办法\n\n第一条 {text}\n第二条 本办法自五月一日起施行。\n")
    drafts, _ = cloze.drafts(made, made, sentences.split(made), phrases.find(made))
    last = [draft for draft in drafts if "报告" in draft.shown]
    assert last
    assert all(draft.shown.startswith("水位") for draft in last)


def test_half_a_sentence_of_an_article_is_worth_less_than_a_whole_one() -> None:
    text = "渡口管理所负责调度渡船{mark}县交通运输局应当在三十日内发布公告。"
    worth: list[dict[str, float]] = []
    for mark in "。；":
        made = document(f"河道管理办法\n\n第一条 {text.format(mark=mark)}\n第二条 本办法施行。\n")
        drafts, _ = cloze.drafts(made, made, sentences.split(made), phrases.find(made))
        worth.append({draft.answers[0]: draft.score for draft in drafts if draft.score})
    whole, half = worth
    behind = {"三十", "公告", "交通运输局"}
    assert whole.keys() >= half.keys() >= behind
    assert all(half[answer] < whole[answer] for answer in behind)


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
    assert stands_behind(made, second, first) is leans


def test_who_punishes_is_not_asked_where_the_deed_is_told_elsewhere() -> None:
    made = document(
        "林地管理办法\n\n第一条 有下列行为之一的，应当承担法律责任：\n"
        "（一）擅自采挖林地中的苗木；\n（二）在封山区放养牲畜。\n由县林业管理站责令停止违法行为，补种毁坏株数三倍的树木。\n"
        "第二条 护林员应当每月巡查封山区两次，建立巡查台账，并在三日内报告火情。\n"
    )
    drafts, _ = cloze.drafts(made, made, sentences.split(made), phrases.find(made))
    assert drafts
    assert all(not draft.shown.startswith("由") for draft in drafts)


@pytest.mark.parametrize(
    "rule",
    [
        "对直接负责的主管人员给予警告，处五百元以上五千元以下的罚款。",
        "协助养护航道、码头和助航标志，维护渡运秩序，调解渡运纠纷。",
    ],
)
def test_no_rule_stands_without_whose_it_is_where_both_are_too_long(rule: str) -> None:
    """What it leans on is 90 characters long, and a stem has at most 110."""
    before = (
        "渡口管理所负责渡口、码头和航道的日常巡查，应当建立巡查台账，如实记录渡船的检修、"
        "船员的培训、乘客的人数和水位的变化，每月向县交通运输局报告，并接受乡镇人民政府的监督；"
    )
    made = document(f"河道管理办法\n\n第一条 {before}{rule}\n第二条 本办法自五月一日起施行。\n")
    first, second, *_ = (s for s in sentences.split(made) if s.section is not None)
    drafts, _ = cloze.drafts(made, made, sentences.split(made), phrases.find(made))
    assert any(first.span.contains(draft.blanks[0]) for draft in drafts)
    assert not any(second.span.contains(draft.blanks[0]) for draft in drafts)


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
    ("line", "stem"),
    [
        ("湿周：断面上水流与槽壁接触的周界称为湿周。", "断面上水流与槽壁接触的周界称为＿。"),
        ("特点：断面上水流与槽壁接触的周界称为湿周。", None),
        ("湿周，断面上水流与槽壁接触的周界称为湿周。", None),
    ],
)
def test_a_label_that_is_the_answer_stays_out_of_the_stem(line: str, stem: str | None) -> None:
    made = document(f"水力学笔记\n\n1、{line}\n2、流量：单位时间内流过断面的水的体积。\n")
    split = sentences.split(made)
    drafts, _ = cloze.drafts(made, made, split, phrases.find(made))
    shown = {d.shown for d in drafts if d.answers == ("湿周",) and d.shown.endswith("称为＿。")}
    assert (stem in shown) if stem else not any(s.startswith("断面") for s in shown)
