"""How good an item is expected to be: what an examiner would sign comes before what not."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizgen import phrases, questions, sentences
from quizgen.phrases import merit, merit_features
from quizgen.phrases.recurrence import Recurrence
from quizgen.questions import cloze, quality, select, trials
from quizgen.questions.checks import BLANK
from tests.documents import document

REGULATION = document(
    "第一条 从事渡口经营的单位应当建立安全生产责任制，对船员进行安全培训，并听取乘客的意见。\n"
    "第二条 渡船的载客人数不得超过核定人数，每航次开航前应当清点人数。\n"
    "第三条 遇有六级以上大风或者能见度不足五百米的浓雾，渡船应当停航。\n"
    "第四条 本办法所称渡口，是指设在江河、湖泊、水库上供渡船停靠、乘客上下的场所。\n",
    "t.txt",
)


def scores() -> dict[str, float]:
    """The expected verdict of each item of a document, by its answers."""
    found = phrases.find(REGULATION)
    drafts, _ = cloze.drafts(REGULATION, REGULATION, sentences.split(REGULATION), found)
    return {"、".join(draft.answers): draft.score for draft in drafts}


@pytest.mark.parametrize(
    ("better", "worse"),
    [
        ("安全生产责任制", "意见"),  # the term before what stands at the end of any such rule
        ("核定人数", "清点"),
        ("五百", "浓雾"),
    ],
)
def test_what_an_examiner_would_sign_comes_first(better: str, worse: str) -> None:
    found = scores()
    assert found[better] > found.get(worse, 0.0)


def test_the_expected_verdict_lies_between_bad_and_good() -> None:
    assert all(0 <= score <= 1 for score in scores().values())


@pytest.mark.parametrize(
    ("words", "cites"),
    [
        ("违反本办法第十七条规定的，处五百元以下罚款。", True),
        ("违反第三项规定的，责令恢复原状。", True),
        ("渡口有本条例第8条所列情形的，应当停航。", True),
        ("渡船的转让、出租，适用本办法。", True),
        ("渡口的停用依照《航道法》的规定执行。", True),
        ("渡工应当按照渡口守则作业。", False),
        ("适用本办法的渡口应当挂牌，并每年审验一次。", False),
        ("违反本办法规定的，处五百元以下罚款。", False),
        ("依照《航道法》第三十九条的规定处罚。", False),
        ("第十七条规定的期限为三十日。", False),
    ],
)
def test_what_only_the_number_of_an_article_tells(words: str, cites: bool) -> None:
    assert (quality._CITES.search(words) is not None) is cites


@given(st.floats(0.0, 1.9))
def test_a_verdict_tells_the_sum_that_gave_it(total: float) -> None:
    assert quality.summed(quality._verdict(total)) == pytest.approx(total, abs=1e-6)


def test_no_item_is_taken_that_is_expected_to_be_thrown_out() -> None:
    made = questions.make(REGULATION, phrases.find(REGULATION))
    assert made.bank.questions
    assert all(question.score >= select.FAIR for question in made.bank.questions)


def test_phrases_that_have_no_hope_are_not_looked_at() -> None:
    found = phrases.find(REGULATION)
    for sentence in sentences.split(REGULATION):
        mine = [p for p in found if sentence.span.contains(p.span) and p.kind.value != "head"]
        assert sum(phrase.merit > merit.NONE for phrase in mine) <= merit.LOOKED_AT


@given(st.text("水库船员a1，。", min_size=2), st.integers(0, 60), st.integers(2, 6))
def test_words_stand_in_the_text_no_more_often_than_is_thought(
    text: str, start: int, size: int
) -> None:
    words = text[start % len(text) :][:size]
    if len(words) > 1:
        assert Recurrence.of(text).most(words) >= text.count(words)
    assert Recurrence.of(text).most("桥梁") == 0


def test_each_group_of_features_has_a_value_a_family() -> None:
    found = phrases.find(REGULATION)
    weights = quality._weights()
    assert set(weights) <= {*quality.OF_STEM, *quality.OF_BLANK}
    count = 0
    for trial in trials.trials(REGULATION, REGULATION, sentences.split(REGULATION), found):
        if isinstance(trial.item, str):
            continue
        item = trial.item
        features = dict(quality.of_item(item, trial.sentence))
        assert set(features) == {*quality.OF_STEM, *quality.OF_BLANK}
        total = sum(weights.get(name, {}).get(value, 0.0) for name, value in features.items())
        stem = quality.in_stem(item.stem, item.words, trial.sentence)
        assert quality.quality(item, stem, 0.4) == pytest.approx(0.4 + total, abs=1e-4)
        count += 1
    assert count > 5


@pytest.mark.parametrize(
    ("answer", "others"),
    [
        ("3～7", ("3-7", "3~7", "3至7")),
        ("15%-25%", ("15%~25%", "15%至25%")),
        ("1/8", ()),
        ("8", ("八",)),
        ("A-B", ()),
    ],
)
def test_other_ways_to_write_an_answer(answer: str, others: tuple[str, ...]) -> None:
    assert cloze.variants(answer) == others


def test_a_stem_of_two_slices_is_judged_as_it_is_read() -> None:
    made = document(
        "渡口管理规定\n\n有下列情形之一的，责令停止营运：\n（一）未取得渡运许可证的；\n（二）超过核定载客人数的。\n"
    )
    split = sentences.split(made)
    items = [
        trial.item
        for trial in trials.trials(made, made, split, phrases.find(made))
        if not isinstance(trial.item, str) and len(trial.item.stem.pieces) > 1
    ]
    assert items
    for item in items:
        assert item.read.count(BLANK) == len(item.blanks) == item.shown.count(BLANK) - 1
        head, own = (made.slice(piece) for piece in item.stem.pieces)
        assert item.words.startswith(head + item.stem.joint + own)


@pytest.mark.parametrize(
    ("before", "behind", "article", "expected"),
    [
        ("灯具之间的间距不应大于", "m，并应", False, "compared required measure "),
        ("报告的时限不得超过", "个工作日", True, "compared required time article"),
        ("每周开放不少于", "小时。", False, "compared  measure "),
        ("处以罚款，最高为", "万元。", True, "given required money article"),
        ("这条街全长只有", "公里。", False, "  measure "),
        ("来了客人，坐下的有", "位。", False, "  count "),
    ],
)
def test_a_figure_is_seen_as_a_limit_of_a_rule_or_as_news(
    before: str, behind: str, article: bool, expected: str
) -> None:
    whole = merit_features.of_figure(before, behind, article=article)[-1]
    assert whole == expected


@pytest.mark.parametrize(
    ("text", "words", "expected"),
    [
        ("第一条 读者应当安静。\n第二条 馆内不得吸烟。\n", "馆内不得吸烟。", "article"),
        ("一要爱护图书。图书不得折页。\n二要保持安静。\n", "图书不得折页。", "directive"),
        ("第一章 总则\n\n开馆时间见公告栏。\n", "开馆时间见公告栏。", "heading"),
        ("馆长致辞。今天天晴。\n", "今天天晴。", "none"),
    ],
)
def test_where_a_sentence_stands(text: str, words: str, expected: str) -> None:
    made = document(text)
    places = {made.slice(s.span): merit_features.where(s) for s in sentences.split(made)}
    assert places[words] == expected
