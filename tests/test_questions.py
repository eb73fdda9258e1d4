"""Questions: the laws of every bank, and choosing a paper."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import combinations
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from quizgen import phrases, questions, sentences
from quizgen.document import Document
from quizgen.questions import cloze, select, stems, taught
from quizgen.questions.checks import hints
from quizgen.questions.matching import terms
from quizgen.questions.matching.pool import Material
from quizgen.quiz import Cloze, Matching, Text, fingerprint
from tests.documents import RULES, SPEECH, clozes, document, make

EXAMPLES = sorted((Path(__file__).parent.parent / "examples").glob("*.[tm][xd]*"))


def sets(result: questions.Result) -> list[Matching]:
    return [q for q in result.bank.questions if isinstance(q, Matching)]


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


OPTIONS = [
    ("船闸的管理单位是（ ）。\n", True),
    ("1.[单选]船闸由谁管理\n", True),
    ("下列说法哪项是错误的？\n", True),
    ("船闸管理的内容有以下几项：\n", True),  # a coarse rule
    ("船闸怎样管理？\n", False),
    ("船闸管理分为两类。\n", False),
    ("", False),
]


@pytest.mark.parametrize(("above", "is_choice"), OPTIONS)
def test_an_answer_to_choose_from_is_not_asked_about(above: str, is_choice: bool) -> None:
    lines = "A．船闸由市港航管理局统一管理，每年检修两次\nB．船闸由县水利局管理，每季度检修一次\n"
    made = document(f"船闸问答\n\n{above}{lines}")
    asked = [s for s in sentences.split(made) if "检修" in made.slice(s.span)]
    assert len(asked) == 2
    assert all(taught.may_be_asked(made, s) is not is_choice for s in asked)


def test_what_an_exercise_marks_as_wrong_is_not_asked_about() -> None:
    made = document("船闸问答\n\n船闸由县水利局管理（错误），原因：由市港航局统一管理和检修。\n")
    (asked,) = [s for s in sentences.split(made) if "船闸由" in made.slice(s.span)]
    assert not taught.may_be_asked(made, asked)


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
    assert len(clozes(result)) >= 4
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


@pytest.mark.parametrize("more", [False, True])
@pytest.mark.parametrize("text", [SPEECH, RULES], ids=["speech", "rules"])
def test_every_directive_is_asked_about_or_named(text: str, more: bool) -> None:
    made = document(text)
    result = questions.make(made, phrases.find(made), questions.Options(more=more))
    asked = [q.source.place for q in clozes(result) if q.source.place is not None]
    asked += [p.response.place for q in sets(result) for p in q.pairs if p.response.place]
    without = [
        s
        for s in select.directives(made)
        if not any(s.span.start <= place.start < s.span.end for place in asked)
    ]
    if more and text is SPEECH:
        assert not without
    (told,) = [p.message for p in result.problems if "no fill-in item" in p.message] or [""]
    assert told.startswith(f"{len(without)} directive" if without else "")
    assert all(s.marker is not None and s.marker.text.strip("、") in told for s in without[:6])


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
    asked_about = {q.source.text for q in clozes(make(text, more=True))}
    assert len(asked_about) >= 3


def test_a_heading_takes_the_place_of_a_label_that_says_nothing() -> None:
    text = (
        "渡口须知\n\n## 产假\n\n- 解释：女职工生育享受不少于98天的产假，其中产前可以休假15天。\n\n"
        "## 候船时间\n\n说明：每班渡船应当在开航前30分钟开始检票，开航前5分钟停止检票。\n"
    )
    stems_of = [item.text("＿") for item in clozes(make(text, more=True))]
    assert len(stems_of) == 2
    assert stems_of[0].startswith("产假：女职工")
    assert stems_of[1].startswith("候船时间：每班")


def test_what_a_decision_is_for_is_no_part_of_its_items() -> None:
    text = (
        "关于审理渡口纠纷案件的解释\n\n"
        "为正确审理渡口纠纷案件，根据有关法律规定，现就若干问题解释如下：\n\n"
        "一、旅客在渡运途中因船舶碰撞受到损害的，由渡口经营人承担赔偿责任。\n\n"
        "二、当事人请求确认渡运合同无效的，诉讼时效期间为三年，自知道权利受到损害之日起计算。\n"
    )
    items = [item.text("＿") for item in clozes(make(text, more=True))]
    assert items
    assert not any("如下" in item for item in items)


def test_a_figure_is_asked_for_once_however_it_is_written() -> None:
    lines = (
        "第六条 渡口经营人应当自领取许可证之日起九十日内投入运营。",
        "第七条 渡船的检验证书有效期为三年，期满应当重新检验。",
        "解读：许可证领到手，渡口最迟在90日内就要投入运营，迟延的许可证失效。",
        "解读：船检一次管用3年，到期之前船主应当申请再次检验。",
    )
    made = make("渡口管理办法\n\n" + "\n".join(lines), more=True)
    values = [select.in_digits(b.answer) for item in clozes(made) for b in item.blanks]
    assert {"90", "3"} <= set(values)
    assert len(values) == len(set(values))


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
