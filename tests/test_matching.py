"""Matching sets: what each relation offers, and the rules of a good set."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from quizgen import phrases, questions, sentences
from quizgen.document import Document, SectionKind
from quizgen.questions import matching
from quizgen.questions.draft import Draft
from quizgen.questions.matching import assemble, directives, statutes, tables, terms
from quizgen.questions.matching.assemble import bigrams, sets
from quizgen.questions.matching.pool import Material, Pool
from quizgen.questions.wording import Wording
from quizgen.quiz import Matching
from tests.documents import document

DIRECTIVES = """\
在青梧市文化工作会议上的讲话

一、重点任务

一要在保护历史文脉上走在前列。要实施“老街新生”工程，修缮名人故居三十处。
二要在繁荣文艺创作上走在前列。要推进“百戏进村”计划，扶持原创剧目。
三要在壮大文旅产业上走在前列。要打造“夜游青梧”品牌，引进龙头企业。
四要在优化公共服务上走在前列。要完善“一键预约”平台，延长开馆时间。
五要在建强人才队伍上走在前列。要落实“名师带徒”制度，每年选送骨干进修。
"""
DEFINITIONS = """\
天文常识

恒星是指自身能够发光发热的球状天体。
行星是指环绕恒星运行、自身不发可见光的天体。
彗星是指由冰物质和尘埃组成、拖着长尾的小天体。
流星体是指在太阳系空间运行的尘粒和小固体块。
卫星是指围绕行星运转的自然天体。
"""
SLOGANS = """\
讲话提纲

要坚持“先立后破、稳扎稳打”，弘扬“敢想敢干、善作善成”，倡导“节水优先、空间均衡”，做到“亲不逾矩、清不远疏”。
"""
DEADLINES = """\
档案借阅规则

第一条 借阅人应当自借出之日起十五日内归还。
第二条 同一卷宗每次续借的期限为三日。
第三条 遗失档案的，书面报告的时间不得超过二日。
第四条 库房温湿度的人工记录间隔不得超过七日。
第五条 年度清点工作的准备时间不少于三十日。
"""
TABLE = """\
# 常用工具

| 工具 | 用途 |
|---|---|
| 水准仪 | 测量两点间的高差 |
| 经纬仪 | 测量水平角和竖直角 |
| 测距仪 | 测量两点间的距离 |
| 回弹仪 | 检测混凝土抗压强度 |
| 靠尺 | 检查墙面是否平整 |
"""


def material(text: str, name: str = "t.txt") -> tuple[Document, Material]:
    made = document(text, name)
    return made, Material.of(made, made, sentences.split(made), phrases.find(made))


def tabled(left: str, right: str, rows: dict[str, str]) -> tuple[Document, Material]:
    """A document with one table."""
    table = "\n".join(f"| {one} | {other} |" for one, other in rows.items())
    return material(f"# 一览\n\n| {left} | {right} |\n|---|---|\n{table}\n", "t.md")


def offered(pools: list[Pool], made: Document) -> dict[str, str]:
    return {made.slice(row.premise): made.slice(row.responses[0]) for p in pools for row in p.rows}


def test_a_directive_is_matched_with_its_measure_and_its_refrain_is_off() -> None:
    made, read = material(DIRECTIVES)
    rows = offered(list(directives.pools(read)), made)
    assert rows["保护历史文脉"] == "“老街新生”工程"
    assert rows["建强人才队伍"] == "“名师带徒”制度"
    assert not any("走在前列" in premise for premise in rows)


@pytest.mark.parametrize(
    "deed",
    [
        "戏曲作品“山河谣”荣获金穗奖",
        "“山河谣”入选年度剧目",
        "剧团入选“山河谣”名录",
        "要发挥“山河谣”作用",
        "要编制“十六五”规划",
    ],
)
def test_a_prize_a_part_that_is_played_or_a_period_is_no_measure(deed: str) -> None:
    made, read = material(DIRECTIVES.replace("要推进“百戏进村”计划", deed))
    rows = offered(list(directives.pools(read)), made)
    assert rows["壮大文旅产业"] == "“夜游青梧”品牌"
    assert not any("山河谣" in measure or "六五" in measure for measure in rows.values())


def test_a_title_of_which_only_a_part_is_left_with_its_comma_is_no_premise() -> None:
    refrain = "明显增强，加快建设"
    told = DIRECTIVES
    for old, new in (
        ("在保护历史文脉上走在前列", f"文化底蕴{refrain}富有记忆的名城"),
        ("在繁荣文艺创作上走在前列", f"创作活力{refrain}群星闪耀的名城"),
        ("在壮大文旅产业上走在前列", f"产业实力{refrain}主客共享的名城"),
        ("在优化公共服务上走在前列", f"服务效能{refrain}处处书香的名城"),
        ("在建强人才队伍上走在前列", f"人才支撑{refrain}英才汇聚的名城"),
    ):
        told = told.replace(old, new)
    made, read = material(told)
    rows = offered(list(directives.pools(read)), made)
    assert not any("，" in premise and not premise.endswith("名城") for premise in rows)


@pytest.mark.parametrize(
    ("core", "task"),
    [
        ("保护历史文脉", True),
        ("坚持于法有据", True),
        ("落实总是慢半拍的整改", True),
        ("坚持实事求是", True),
        ("将改革进行到底", True),
        ("当好文脉守护人", True),
        ("在发展中改善民生", True),
        ("完成2030年目标", True),
        ("第一时间响应", True),
        ("第3题", False),
        ("当游客增多时", False),
        ("在今年的工作报告里", False),
        ("随着游客增多", False),
        ("专家指出", False),
        ("平衡是一种状态", False),
        ("守护文脉”", False),
        ("2019 年的展览", False),
        ("展品到底有多少", False),
    ],
)
def test_only_a_task_is_a_premise(core: str, task: bool) -> None:
    made, _ = material(DIRECTIVES)
    section = next(s for s in made.walk() if s.kind is SectionKind.DIRECTIVE)
    assert directives._is_premise(section, core) is task


def test_a_term_is_matched_with_its_meaning() -> None:
    made, read = material(DEFINITIONS)
    rows = offered(list(terms.terms(read)), made)
    assert rows["围绕行星运转的自然天体"] == "卫星"
    assert len(rows) == 5


@pytest.mark.parametrize(("title", "count"), [("名词解释", 2), ("解题指导", 0)])
def test_a_label_is_a_term_only_in_a_list_of_terms(title: str, count: int) -> None:
    lines = (
        "蒸发皿：用来浓缩溶液或者蒸干溶液的瓷质器皿。",
        "干燥器：用来保持物品干燥的密闭器皿。",
    )
    made, read = material(f"# 化学实验手册\n\n## {title}\n\n" + "\n\n".join(lines) + "\n", "t.md")
    assert len(offered(list(terms.terms(read)), made)) == count


def test_what_points_at_something_is_no_meaning_without_its_first_character() -> None:
    lines = ("功能特性：指明线路上每个电平表示什么意义。", "行道树：指种在道路两旁的成行的树木。")
    made, read = material("# 手册\n\n## 名词解释\n\n" + "\n\n".join(lines) + "\n", "t.md")
    assert set(offered(list(terms.terms(read)), made)) == {
        "指明线路上每个电平表示什么意义",
        "种在道路两旁的成行的树木",
    }


def test_a_heading_that_names_no_term_is_none() -> None:
    lines = {
        "、借书证": "图书馆发给读者、凭以借书的证件。",
        "馆际互借 --": "馆与馆之间相互利用对方藏书的一种服务方式。",
        "服务的特点": "面向所有读者、不收任何费用的公益活动。",
        "相关概念": "由多个馆共同编制而成的一种联合目录。",
        "相关系数": "说明两个变量之间联系紧密程度的数值。",
        "生产关系": "人们在物质资料的生产过程中结成的社会联系。",
    }
    text = "".join(f"### {title}\n\n{meaning}\n\n" for title, meaning in lines.items())
    made, read = material(f"# 图书馆手册\n\n## 术语\n\n{text}", "t.md")
    found = offered(list(terms.terms(read)), made)
    assert set(found.values()) == {"借书证", "馆际互借", "相关系数", "生产关系"}


def test_a_spare_response_is_of_the_form_of_the_others() -> None:
    rows = {
        "在网络上可靠地传送数据": "TCP",
        "把域名译成网络上的地址": "DNS",
        "在两台主机间传送文件": "FTP",
        "把邮件交给另一台主机": "SMTP",
        "给主机自动分配地址": "DHCP",
        "协议的用途": "缩写",  # the head of another table
    }
    made, read = tabled("用途", "协议", rows)
    (pool,) = tables.tables(read)
    ((pairs, spares),) = sets(read, pool)
    assert len(pairs) == 4
    assert [made.slice(span).isascii() for span in spares] == [True]


def test_columns_that_are_called_by_their_place_relate_nothing() -> None:
    words = {"真理": "谬误", "现象": "本质", "原因": "结果", "内容": "形式", "整体": "部分"}
    for head, expected in (("左边", 0), ("模板一", 0), ("概念", 5)):
        (pool,) = tables.tables(tabled(head, "右侧" if not expected else "对立面", words)[1])
        assert len(pool.rows) == expected


def test_a_table_of_commands_is_no_set_but_one_of_words_is() -> None:
    told = ["取出一个字段", "删去整个键", "给值加上一个数", "返回成员的个数"]
    commands = ["HGET key field", "DEL key", "INCRBY key n", "size()"]
    flags = ["tar -x", "git status --short", "rm -r", "ls -l"]
    words = ["field", "delete", "increment", "size"]
    numbers = ["R1", "R2", "R3", "R4"]
    for left, expected in ((commands, 0), (flags, 0), (numbers, 0), (words, len(told))):
        (pool,) = tables.tables(tabled("名称", "作用", dict(zip(left, told, strict=True)))[1])
        assert len(pool.rows) == expected
    (pool,) = tables.tables(tabled("作用", "名称", dict(zip(told, flags, strict=True)))[1])
    assert not pool.rows


def test_a_table_whose_first_row_is_like_the_others_has_no_head_and_relates_nothing() -> None:
    names = ["防锈包装", "缓冲包装", "单元货物尺寸", "托盘货载", "材料试验方法"]
    codes = [f"QB/T {number}" for number in (4879, 8166, 15233, 16470, 16265)]
    (pool,) = tables.tables(
        tabled(codes[0], names[0], dict(zip(codes[1:], names[1:], strict=True)))[1]
    )
    assert not pool.rows
    (pool,) = tables.tables(tabled("编号", "名称", dict(zip(codes, names, strict=True)))[1])
    assert (len(pool.rows), pool.columns) == (len(codes), ("编号", "名称"))


def test_a_cell_with_the_number_of_a_note_is_left_out() -> None:
    rows = {"苹果": "北方[3]", "香蕉": "南方", "荔枝": "岭南", "板栗": "山区", "莲藕": "水乡"}
    (pool,) = tables.tables(tabled("作物", "产地", rows)[1])
    assert len(pool.rows) == len(rows) - 1


@pytest.mark.parametrize(
    ("text", "tasks"),
    [
        ("1. 建设港口\n2. 推进改革\n3. 中国的岛屿\n4. 加强管理\n", True),
        ("1. 中国三大岛屿\n2. 五大淡水湖\n3. 三江源\n4. 建设港口\n", False),
        ("一要港口兴旺。\n二要改革深入。\n三要管理有序。\n四要共同富裕。\n", True),
    ],
)
def test_points_of_notes_are_tasks_only_if_they_say_so(text: str, tasks: bool) -> None:
    group = [s for s in document(f"提纲\n\n{text}").walk() if s.marker is not None]
    assert len(group) == 4
    assert directives._are_tasks(group) is tasks


def test_no_premise_stands_in_another() -> None:
    meanings = {
        "中间件": "介于操作系统与各种应用之间的一层",
        "工程学": "中间件：介于操作系统与各种应用之间的一层",
        "内核": "管理计算机自身资源的全部代码",
        "编译器": "把源语言翻译成目标语言的工具",
        "调试器": "帮助找出计算机故障所在的工具",
        "链接器": "把各段代码合成一个文件的工具",
        "装入器": "把目标代码放进内存运行的工具",
    }
    made, read = tabled("含义", "名称", {meaning: term for term, meaning in meanings.items()})
    (pool,) = tables.tables(read)
    ((pairs, _),) = sets(read, pool)
    assert len({made.slice(premise).removeprefix("中间件：") for premise, _, _ in pairs}) == len(
        pairs
    )


def test_halves_of_slogans() -> None:
    made, read = material(SLOGANS)
    rows = offered(list(terms.halves(read)), made)
    assert rows == {
        "先立后破": "稳扎稳打",
        "敢想敢干": "善作善成",
        "节水优先": "空间均衡",
        "亲不逾矩": "清不远疏",
    }


def test_verses_are_no_slogans() -> None:
    verses = "“青山横北郭，白水绕东城”“浮云游子意，落日故人情”"
    made, read = material(SLOGANS + f"他念了{verses}，也说过“产业数字化、数字产业化”。\n")
    rows = offered(list(terms.halves(read)), made)
    assert rows["产业数字化"] == "数字产业化"
    assert not {"青山横北郭", "浮云游子意"} & set(rows)


@pytest.mark.parametrize(
    ("summary", "told"), [("三大支柱产业", True), ("三种方法", False), ("四个主要方面", False)]
)
def test_a_summary_that_says_but_how_many_is_no_response(summary: str, told: bool) -> None:
    assert (terms._SAYS_HOW_MANY.fullmatch(summary) is None) is told


@pytest.mark.parametrize(
    ("meaning", "whole"),
    [
        ("在江河中航行的船", True),
        ("的内部结构发生了变化", False),
        ("这是为了让水流平稳而修的堤", False),
        ("“船到桥头自然直”这句话", False),
        ("船开了以后水还会流吗？", False),
        ("水流极不规则而且互相掺混时", False),
        ("一年之中水位最高的一段时间", True),
    ],
)
def test_what_begins_or_ends_in_the_middle_is_no_meaning(meaning: str, whole: bool) -> None:
    assert (terms._NAMES.search(meaning) is None) is whole


@pytest.mark.parametrize(
    ("head", "count"), [("优势", 0), ("项 目", 0), ("功能模块", 0), ("＃", 0), ("航道等级", 5)]
)
def test_a_head_that_names_no_kind_of_thing_relates_nothing(head: str, count: int) -> None:
    rows = {"甲种": "河口", "乙种": "湖区", "丙种": "山溪", "丁种": "运渠", "戊种": "港池"}
    (pool,) = tables.tables(tabled(head, "水域", rows)[1])
    assert len(pool.rows) == count


def test_at_most_every_tenth_question_is_a_set() -> None:
    kinds = "".join(
        f"## 第{n}表\n\n| 作物{n} | 产地{n} |\n|---|---|\n"
        + "".join(
            f"| {word}{n} | {place}{n} |\n"
            for word, place in zip("稻麦豆薯麻茶", "江河湖山原谷", strict=True)
        )
        + "\n"
        for n in "甲乙丙"
    )
    made, read = material(f"# 一览\n\n{kinds}", "t.md")
    assert len(matching.drafts(read, Wording.bundled())) >= 2
    result = questions.make(made, phrases.find(made))
    assert sum(isinstance(q, Matching) for q in result.bank.questions) == 1


CASES = """\
渡口管理办法

第一条 渡口擅自停止渡运的，责令恢复渡运。
第二条 经营人逾期不缴费用的，责令补缴欠款。
第三条 船员拒绝接受检查的，责令暂停营业。
第四条 渡船缺少救生衣裤的，责令补充配备。
第五条 有渡船的乡应当设置渡口；偏远的村缺少渡船的，由县里安排车辆接送。
"""


def test_a_case_of_what_the_half_before_tells_is_no_premise() -> None:
    made, read = material(CASES)
    told = [made.slice(row.premise) for pool in statutes.rules(read) for row in pool.rows]
    assert len(told) >= 3
    assert not any("偏远" in premise for premise in told)


def test_a_case_is_told_by_the_first_sentence_of_its_article_alone() -> None:
    more = """\
第六条 渡口可以租给个人经营。承租人转让渡口的，责令终止租约。
第七条 渡船长期超载运行的，责令卸下货物。
第八条 管理机构认为有必要的，可以派员驻守渡口。
第九条 渡船更换船主的，适用本章关于登记的要求。
"""
    made, read = material(CASES + more)
    told = [made.slice(row.premise) for pool in statutes.rules(read) for row in pool.rows]
    assert "渡船长期超载运行的" in told
    assert not [case for case in told if "承租人" in case or "必要" in case or "船主" in case]


UNFINISHED = {
    "彗星": "彗星是指具备下列特征的天体：由冰物质组成、拖着长尾",
    "卫星": "卫星是指符合以下条件之一的天体",
    "流星体": "流星体是指如下的天体",
}


@pytest.mark.parametrize("meaning", UNFINISHED.values(), ids=list(UNFINISHED))
def test_a_meaning_that_a_list_goes_on_with_is_no_meaning(meaning: str) -> None:
    made, read = material(DEFINITIONS + f"{meaning}：\n")
    last = meaning.partition("是指")[2]
    (pool,) = terms.terms(read)
    told = [made.slice(row.premise) for row in pool.rows]
    assert len(told) >= 4
    assert not any(last in premise or premise in last for premise in told)


def test_a_meaning_may_give_a_limit() -> None:
    limited = [
        "微行星是指直径在十千米以下的固体天体。",
        "暗礁是指低潮时在水面以下部分的岩石。",
        "列支费是指可以列入当年成本的费用。",
    ]
    made, read = material(DEFINITIONS + "\n".join(limited) + "\n")
    (pool,) = terms.terms(read)
    told = [made.slice(row.premise) for row in pool.rows]
    assert all(line.partition("是指")[2].rstrip("。") in told for line in limited)


def test_a_limit_is_matched_with_what_it_is_for() -> None:
    made, read = material(DEADLINES)
    rows = offered(list(statutes.figures(read)), made)
    assert rows == {
        "同一卷宗每次续借的期限为": "三日",
        "遗失档案的，书面报告的时间不得超过": "二日",
        "库房温湿度的人工记录间隔不得超过": "七日",
        "年度清点工作的准备时间不少于": "三十日",
    }  # what is due 自借出之日起 is told behind the figure: the first article gives no pair


def test_one_end_of_a_range_is_no_figure() -> None:
    made, read = material("规则\n\n第一条 违反规定逾期归还档案的，处五十元以上二百元以下的罚款。\n")
    assert not offered(list(statutes.figures(read)), made)


def test_a_two_column_table_gives_pairs_under_its_own_heads() -> None:
    made, read = material(TABLE, "t.md")
    (pool,) = tables.tables(read)
    assert pool.columns == ("工具", "用途")
    assert offered([pool], made)["回弹仪"] == "检测混凝土抗压强度"


def test_the_rules_of_a_set() -> None:
    for text, name in ((DIRECTIVES, "t.txt"), (DEFINITIONS, "t.txt"), (TABLE, "t.md")):
        made, read = material(text, name)
        result = questions.make(made, phrases.find(made))
        found = [q for q in result.bank.questions if isinstance(q, Matching)]
        assert found
        for question in found:
            all_words = [p.premise.text + p.response.text for p in question.pairs]
            for number, pair in enumerate(question.pairs):
                shared = bigrams(pair.premise.text) & bigrams(pair.response.text)
                others = " ".join(w for i, w in enumerate(all_words) if i != number)
                assert all(gram in others for gram in shared)
            lengths = [len(p.response.text) for p in question.pairs]
            assert max(lengths) <= max(2 * min(lengths), min(lengths) + 3)
        del read


def test_a_character_that_only_one_pair_has_on_both_sides_gives_it_away() -> None:
    names = {"云津": "津门", "石都": "蓉城", "沙夏": "江城", "海门": "鹭岛", "山萨": "日光城"}
    made, read = tabled("城市", "别称", {**names, "林京": "北平"})
    (pool,) = tables.tables(read)
    (pairs, _), *_ = sets(read, pool)
    assert "云津" not in {made.slice(premise) for premise, _, _ in pairs}


def test_a_meaning_that_says_half_of_its_term_is_no_premise_though_others_do_too() -> None:
    lines = {
        "潮汐的周期": "潮汐相邻两次高潮之间相隔的时间",
        "潮汐的振幅": "潮汐水位升降的最大高度的一半",
        "潮汐的间隙": "潮汐高潮落后于月球过中天的时间",
        "潮汐的类型": "潮汐按一日内高低潮次数所作的划分",
        "潮汐的基准": "潮汐观测中作为起算零点的水面",
    }
    text = "名词解释\n\n" + "".join(f"{term}是指{meaning}。\n" for term, meaning in lines.items())
    _, read = material(text)
    (pool,) = terms.terms(read)
    pairs = [(row.premise, row.responses[0], row.weight) for row in pool.rows]
    assert len(pairs) >= 4
    assert not assemble._without_hints(read, pairs, told_by=2.0)
    assert not list(sets(read, pool))
    assert len(assemble._without_hints(read, pairs, told_by=0.0)) >= 2


def test_a_pair_that_gives_itself_away_is_left_out() -> None:
    made, read = material(DEFINITIONS)
    (pool,) = terms.terms(read)
    for pairs, _spares in sets(read, pool):
        for premise, response, _weight in pairs:
            assert made.slice(response) not in made.slice(premise)


def test_no_spare_response_is_a_part_of_what_an_item_asks_for() -> None:
    path = Path(__file__).parent.parent / "examples" / "speech.txt"
    made = document(path.read_text("utf-8"))
    material_of = Material.of(made, made, sentences.split(made), phrases.find(made))
    (draft, *_) = matching.drafts(material_of, Wording.bundled())
    assert isinstance(draft.question, Matching)
    one, *others = draft.question.distractors
    assert others
    item = Draft(draft.question, draft.place, "", (f"先地下、{one.text}",), 1.0)
    (freed,) = matching.unhinting([draft], [item])
    assert isinstance(freed.question, Matching)
    assert freed.question.distractors == tuple(others)
    assert one.text not in freed.shown.split("\n")
    assert freed.question.pairs == draft.question.pairs
    # the last one stays: without any, the last pair needs no thought
    every = [replace(item, answers=(f"先地下、{spare.text}",)) for spare in (one, *others)]
    assert matching.unhinting([draft], every) == [draft]
