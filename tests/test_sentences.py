"""Sentences and clauses: where they end, and where they must not."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizgen import sentences
from quizgen.document import Block, Document, Span
from tests.documents import RULES, SPEECH, document


def of(text: str) -> list[str]:
    plain = Document(text, "", "t.txt", (Block(Span(0, len(text))),), ())
    return [plain.slice(s.span) for s in sentences.split(plain)]


SPLIT = [
    ("山高。水长！路远？", ["山高。", "水长！", "路远？"]),
    ("一是抓落实；二是抓督查。", ["一是抓落实；", "二是抓督查。"]),
    ("他说：“先把路修好。”大家赞成。", ["他说：“先把路修好。”大家赞成。"]),
    ("要抓紧（期限见附件；附件另发）办理。", ["要抓紧（期限见附件；附件另发）办理。"]),
    ("定额为3,200元,当日付清。", ["定额为3,200元,当日付清。"]),
    ("引号“没有合上。下一句照常。", ["引号“没有合上。", "下一句照常。"]),
    ("水往低处流.热胀冷缩．", ["水往低处流.", "热胀冷缩．"]),
    ("南北跨纬度约49°．东西跨度更大．", ["南北跨纬度约49°．", "东西跨度更大．"]),
    ("见表1.2及附件.xls文件。", ["见表1.2及附件.xls文件。"]),
    ("第一.抓落实。", ["第一.抓落实。"]),
    ("6.能与空气混合的粉尘。", ["能与空气混合的粉尘。"]),
    ("——预案应当定期修订。", ["预案应当定期修订。"]),
    ("---预案应当定期修订。", ["预案应当定期修订。"]),
    ("①预案应当定期修订。②演练每年一次。", ["预案应当定期修订。", "演练每年一次。"]),
    ("①和②都对。", ["①和②都对。"]),
    ("\u200b预案应当定期修订。\u200b", ["预案应当定期修订。"]),
]


@pytest.mark.parametrize(
    ("second", "expected"),
    [
        ("2. 2、渡口", "渡口：供船只停靠的地方。"),
        ("2. **2、渡口**", "渡口：供船只停靠的地方。"),
        ("2. 3、渡口", "3、渡口：供船只停靠的地方。"),
        ("2. 2号渡口", "2号渡口：供船只停靠的地方。"),
    ],
)
def test_a_number_that_the_marker_says_already_is_no_word_of_the_sentence(
    second: str, expected: str
) -> None:
    text = f"1. 航道：船只通行的水道。\n{second}：供船只停靠的地方。\n3. 码头：供人上下的地方。\n"
    made = document(text, "test.md")
    assert expected in [made.slice(sentence.span) for sentence in sentences.split(made)]


@pytest.mark.parametrize(("text", "expected"), SPLIT)
def test_sentences_end_outside_quotes_and_brackets(text: str, expected: list[str]) -> None:
    assert of(text) == expected


def test_a_marker_stands_outside_but_the_verb_of_yi_yao_is_kept() -> None:
    found = document(SPEECH)
    texts = [found.slice(s.span) for s in sentences.split(found)]
    assert "要在压实企业责任上取得更大突破。" in texts
    rules = document(RULES)
    texts = [rules.slice(s.span) for s in sentences.split(rules)]
    assert "载人或者在人行道上骑行；" in texts
    assert "市交通运输部门负责公共自行车的监督管理工作。" in texts


@pytest.mark.parametrize(
    ("clause", "damaged"),
    [
        ("去年*月全市开会", True),
        ("某××公司", True),
        ("聚*港口", True),
        ("增长百分之八", False),
        ("面积为３×４平方米", False),
        ("完成投资800万元", False),
    ],
)
def test_a_clause_with_a_removed_word_is_known(clause: str, damaged: bool) -> None:
    plain = Document(clause, "", "t.txt", (Block(Span(0, len(clause))),), ())
    assert sentences.split(plain)[0].clauses[0].damaged is damaged


@given(st.text(alphabet="天地人和。，；：“”（）《》!?,.0一、\n ", max_size=60))
def test_sentences_are_ordered_slices_that_hold_their_clauses(text: str) -> None:
    plain = Document(text, "", "t.txt", (Block(Span(0, len(text))),), ())
    end = 0
    for sentence in sentences.split(plain):
        assert end <= sentence.span.start < sentence.span.end <= len(text)
        end = sentence.span.end
        at = sentence.span.start
        for clause in sentence.clauses:
            assert at <= clause.span.start < clause.span.end <= sentence.span.end
            at = clause.span.end
    kept = sum(len(s.span) for s in sentences.split(plain))
    # single characters and white space may stand between sentences, nothing else
    assert (
        kept
        >= len("".join(text.split()))
        - text.count("\n")
        - 2 * len([c for c in text if c in "。；!?"])
        - 2
    )


@given(st.text(alphabet="“”（）《》ab", max_size=40))
def test_walls_are_matched_pairs(text: str) -> None:
    for wall in sentences.walls(text):
        opening, closing = text[wall.start], text[wall.end - 1]
        assert opening + closing in ("“”", "（）", "《》")


def test_the_sentences_of_a_document_are_its_own() -> None:
    """They are kept for whoever asks next, and never for another document."""
    one, other = (
        Document(text, "", "t.txt", (Block(Span(0, len(text))),), ())
        for text in ("甲说了话。乙说了话。", "丙说了话。")
    )
    first = sentences.split(one)
    assert sentences.split(one) is first
    assert [s.span for s in sentences.split(other)] == [Span(0, 5)]
    assert sentences.split(one) == first
