"""Key phrases: what each finder stands for, and what none may take."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from quizgen import phrases
from quizgen.document import Block, Document, Phrase, PhraseKind, Span
from quizgen.phrases import patterns
from quizgen.phrases.lexicon import MODALS
from tests.documents import RULES, SPEECH, document


def plain(text: str) -> Document:
    return Document(text, "", "t.txt", (Block(Span(0, len(text))),), ())


def found(text: str, kind: PhraseKind) -> list[str]:
    made = plain(text)
    rows = [p for p in phrases.find(made) if p.kind is kind]
    return [made.slice(p.span) for p in sorted(rows, key=lambda p: p.span)]


FINDS = [
    (PhraseKind.QUOTED, "要建成“半小时救援圈”，守住底线。", "半小时救援圈"),
    (PhraseKind.QUOTED, "坚持「預防為主、防救結合」的方針。", "預防為主、防救結合"),
    (PhraseKind.TITLE, "依照《青梧市消防条例》执行。", "青梧市消防条例"),
    (PhraseKind.ABBREVIATION, "要用好五张风险清单，闭环整改。", "五张风险清单"),
    (PhraseKind.SERIES, "要查隐患、堵漏洞、提能力。", "查隐患、堵漏洞、提能力"),
    (
        PhraseKind.SERIES,
        "提高政治判断力、政治领悟力、政治执行力。",
        "政治判断力、政治领悟力、政治执行力",
    ),
    (PhraseKind.DEFINITION, "本办法所称骑行人，是指使用公共自行车的自然人。", "骑行人"),
    (PhraseKind.DEFINITION, "物体由于运动而具有的能叫做动能。", "动能"),
    (PhraseKind.DEFINITION, "蒸腾作用：植物体内的水分以气体状态散失到大气中的过程。", "蒸腾作用"),
    (PhraseKind.QUANTITY, "应当在三十日内答复。", "三十"),
    (PhraseKind.QUANTITY, "增长百分之六点五。", "六点五"),
    (PhraseKind.QUANTITY, "自二〇二三年六月一日起施行。", "二〇二三年六月一日"),
    (PhraseKind.QUANTITY, "预留2.5米的间距。", "2.5"),
    (PhraseKind.QUANTITY, "每组设3～7台水泵。", "3～7"),
    (PhraseKind.QUANTITY, "坡度宜为15%～25%。", "15%～25%"),
    (PhraseKind.QUANTITY, "矢跨比一般取1/8～1/5。", "1/8～1/5"),
    (PhraseKind.QUANTITY, "挠度不宜大于跨径的1/400。", "1/400"),
]


@pytest.mark.parametrize(("kind", "text", "expected"), FINDS)
def test_a_finder_finds(kind: PhraseKind, text: str, expected: str) -> None:
    assert expected in found(text, kind)


FINDS_NOT = [
    (PhraseKind.QUOTED, "这里用了“稳”字。", "稳"),
    (PhraseKind.QUOTED, "他说：“今天先到这里。明天接着讲。”", "今天先到这里。明天接着讲。"),
    (PhraseKind.ABBREVIATION, "第七张清单已经完成。", "七张清单"),
    (PhraseKind.ABBREVIATION, "湖泊的功能可以概括为五个方面。", "五个方面"),
    (PhraseKind.ABBREVIATION, "会议部署了三项工作。", "三项工作"),
    (PhraseKind.QUANTITY, "这是一个好办法。", "一"),
    (PhraseKind.QUANTITY, "推进三大工程建设。", "三"),
    (PhraseKind.QUANTITY, "面积为九万平方千米。", "千"),
    (PhraseKind.QUANTITY, "不采取百分比的形式。", "百"),
    (PhraseKind.QUANTITY, "规划期为2016-2020年。", "2016-2020"),
    (PhraseKind.QUANTITY, "热线电话010-12345。", "010-12345"),
    (PhraseKind.QUANTITY, "见图3-8和表4-2。", "3-8"),
    (PhraseKind.QUANTITY, "依照第3-5条办理。", "3-5"),
    (PhraseKind.DEFINITION, "特别是基层干部要带头落实各项措施。", "特别"),
    (PhraseKind.DEFINITION, "它的特点：体积小、重量轻、便于携带和安装。", "它的特点"),
    (PhraseKind.SERIES, "由市、县两级财政承担。", "由市、县两级财政"),
]


@pytest.mark.parametrize(("kind", "text", "unwanted"), FINDS_NOT)
def test_a_finder_leaves_alone(kind: PhraseKind, text: str, unwanted: str) -> None:
    assert unwanted not in found(text, kind)


MEMBERS = [
    ("做强数字经济、高端装备、绿色石化这三大支柱产业。", 3),
    ("三项基本制度，即会商制度、通报制度、督办制度。", 3),
    ("要紧扣三大差距，统筹城市、乡村、山区发展。", 0),  # what follows is not what is counted
    ("建设港口、机场这三大枢纽工程。", 0),  # the count does not agree
]


@pytest.mark.parametrize(("text", "count"), MEMBERS)
def test_members_only_where_the_text_lists_just_so_many(text: str, count: int) -> None:
    made = plain(text)
    rows = [p for p in phrases.find(made) if p.kind is PhraseKind.ABBREVIATION]
    assert [len(p.members) for p in rows] == [count]


def test_a_removed_word_is_in_no_phrase_and_beside_none() -> None:
    text = "要加快**港口建设，完善*月报制度，弘扬“****精神”，巩固发展态势。"
    for phrase in phrases.find(plain(text)):
        assert "*" not in text[max(0, phrase.span.start - 1) : phrase.span.end + 1]


def test_modals_are_considered_but_come_last() -> None:
    rows = phrases.find(document(RULES))
    text = document(RULES).text
    scores = [p.score for p in rows if text[p.span.start : p.span.end] in MODALS]
    assert scores
    assert max(scores) < 0.05


def test_what_the_text_sets_off_by_marks_ranks_first_in_its_sentence() -> None:
    text = "要推行“一企一策”监管机制，督促企业主要负责人每季度带队检查。"
    best = phrases.find(plain(text))[0]
    assert text[best.span.start : best.span.end] == "一企一策"


@settings(max_examples=40, deadline=None)
@given(
    st.text(alphabet="要坚持推进安全生产“”、，。三十日内百分之五个重点工程是指的*A1 ", max_size=80)
)
def test_phrases_are_slices_best_first_and_the_same_every_time(text: str) -> None:
    made = plain(text)
    rows = phrases.find(made)
    assert rows == phrases.find(made)
    scores = [p.score for p in rows]
    assert scores == sorted(scores, reverse=True)
    for phrase in rows:
        assert 0 <= phrase.span.start < phrase.span.end <= len(text)
        assert 0.0 <= phrase.score <= 1.0
        for member in phrase.members:
            assert 0 <= member.start < member.end <= len(text)


def _keys(rows: tuple[Phrase, ...]) -> list[tuple[Span, PhraseKind]]:
    return [(p.span, p.kind) for p in rows]


def test_no_row_stands_twice() -> None:
    for text in (SPEECH, RULES):
        keys = _keys(phrases.find(document(text)))
        assert len(keys) == len(set(keys))


def test_a_clause_may_be_very_long() -> None:
    assert phrases.find(plain("公民依法享有权利" * 400 + "。"))
    assert phrases.find(plain("“" + "公" * 60 + "”是" + "一" * 600 + "。"))
    assert phrases.find(plain("编号为" + "1" * 600 + "。"))


FIGURES = [
    ("期限为三十日内。", "三十", "三十日"),
    ("增长百分之五点二。", "五点二", "百分之五点二"),
    ("低零点四个百分点。", "零点四", "零点四个百分点"),
    ("投资1.2亿元。", "1.2亿", "1.2亿元"),
    ("新增就业四万五千人。", "四万五千", "四万五千人"),
]


@pytest.mark.parametrize(("text", "number", "whole"), FIGURES)
def test_a_figure_has_its_unit(text: str, number: str, whole: str) -> None:
    (figure,) = patterns.figures(text)
    assert text[figure.number.start : figure.number.end] == number
    assert text[figure.whole.start : figure.whole.end] == whole


def test_a_title_that_is_nothing_but_the_refrain_may_end_the_document() -> None:
    lines = [
        "1. 船主应当检修渡船。",
        "2. 船主应当清点乘客。",
        "3. 船主应当培训船员。",
        "4. 船主应当",
    ]
    made = document("渡口守则\n\n" + "\n".join(lines))
    heads = {made.slice(p.span) for p in phrases.find(made) if p.kind is PhraseKind.HEAD}
    assert heads == {"检修渡船", "清点乘客", "培训船员", "船主应当"}
