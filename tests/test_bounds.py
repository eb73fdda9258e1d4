"""Work that is left out changes no bank; sums that are shared are those of the single features."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from itertools import islice
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from quizgen import phrases, pipeline, questions, sentences
from quizgen.document import Document
from quizgen.phrases import hope, merit, merit_features
from quizgen.phrases.candidates import SET_APART
from quizgen.phrases.glossary import Term, WordLists
from quizgen.phrases.recurrence import Recurrence
from quizgen.questions import cloze, quality, select, trials
from quizgen.questions.checks import Item
from quizgen.script import examined
from tests.documents import RULES, SPEECH, document

NAMES = ("speech.txt", "regulation.md", "textbook.md", "traditional.txt")
ALL = cloze.drafts
Example = Callable[[str], Path]

# Sentences of many kinds, to be put together into documents.
SENTENCES = [s for text in (SPEECH, RULES) for s in text.split("\n") if len(s) > 12] + [
    "渡口经营人应当建立安全生产责任制，对船员进行安全培训，并在每季度末报告培训情况。",
    "渡船的载客人数不得超过核定人数，每航次开航前应当清点人数。",
    "本办法所称渡口，是指设在江河、湖泊、水库上供渡船停靠、乘客上下的场所。",
    "遇有六级以上大风或者能见度不足五百米的浓雾，渡船应当停航，并向海事管理机构报告。",
    "违反本办法规定，擅自填堵河道的，由水行政主管部门责令限期改正，处一万元以上三万元以下罚款。",
    "查问题、堵漏洞、提能力，是今年安全生产工作的主线。",
]


# Of a document that has nothing better.
WEAK = [
    "畅通呼吸道，以压额抬下巴的方法打开呼吸道。",
    "扭伤以后先用冰袋敷在伤处，再用弹性绷带包扎。",
    "夜里值班的人喝了两杯茶，读了半本小说。",
    "第二天早上七点钟交班，钥匙挂在门后的钉子上。",
    "下午修理工来换了走廊的灯管，又看了看水龙头。",
    "中午天气很好，大家在院子里吃了饭。",
]


def without_bounds(monkeypatch: pytest.MonkeyPatch) -> None:
    """Make every item that can be made, however weak."""

    def drafts(*given: Any, least: float, rows: range) -> Any:  # noqa: ARG001
        return ALL(*given, rows=rows)

    monkeypatch.setattr(cloze, "drafts", drafts)


def said(result: questions.Result) -> tuple[Any, ...]:
    return result.bank, result.problems


def options(made: Document, found: Sequence[Any]) -> list[questions.Options]:
    words = dict.fromkeys(made.slice(p.span) for p in islice(found, 3, 40, 4))
    terms = tuple(Term(word) for word in words if "\n" not in word)
    return [
        questions.Options(),
        questions.Options(seed=7),
        questions.Options(max_items=6, seed=3),
        questions.Options(difficulty=("hard", "medium")),
        questions.Options(lists=WordLists(terms, frozenset([made.slice(found[0].span)]))),
    ]


@pytest.mark.parametrize("name", NAMES)
def test_bounds_change_no_bank(
    example: Example, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    made = pipeline.read_document(example(name))
    found = phrases.find(made)
    for wishes in options(made, found):
        mine = phrases.find(made, wishes.lists.terms)
        bounded = questions.make(made, mine, wishes)
        with monkeypatch.context() as patched:
            without_bounds(patched)
            assert questions.make(made, mine, wishes).bank == bounded.bank
        assert bounded.rejected.get("weak", 0)


@settings(max_examples=40)
@given(st.lists(st.sampled_from(SENTENCES), min_size=1, max_size=12), st.integers(0, 3))
def test_bounds_change_no_bank_of_any_document(lines: list[str], seed: int) -> None:
    made = document("规定汇编\n\n" + "\n".join(lines))
    found = phrases.find(made)
    wishes = questions.Options(seed=seed)
    bounded = questions.make(made, found, wishes).bank
    with pytest.MonkeyPatch.context() as patched:
        without_bounds(patched)
        assert questions.make(made, found, wishes).bank == bounded


@pytest.mark.parametrize("name", NAMES)
def test_another_seed_gives_no_smaller_paper(example: Example, name: str) -> None:
    made = pipeline.read_document(example(name))
    found = phrases.find(made)
    sizes = [
        len(questions.make(made, found, questions.Options(seed=n)).bank.questions) for n in range(5)
    ]
    assert min(sizes) >= 0.9 * sizes[0]


def test_the_least_verdict_is_that_of_what_is_made_use_of() -> None:
    bars = select.STRICT
    speech, rules = document(SPEECH), document(RULES)
    assert select.least(speech, bars) == bars.covering  # each of a few directives
    assert select.least(rules, bars) == bars.at_all  # articles are not covered so
    assert bars.covering < bars.at_all <= bars.crowded


def test_a_document_with_nothing_good_gives_a_few_weak_questions(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(select, "RESCUE", 0.2)
    made = document("值班记录\n\n" + "\n".join(WEAK))
    drafts = cloze.drafts(made, made, sentences.split(made), phrases.find(made))[0]
    assert sum(draft.score >= select.STRICT.at_all for draft in drafts) < 3
    result = questions.make(made, phrases.find(made))
    assert 0 < len(result.bank.questions) <= select.RESCUED
    assert all(question.score >= select.RESCUE for question in result.bank.questions)


def test_a_bound_is_never_below_the_verdict() -> None:
    made = document(SPEECH + RULES)
    found = phrases.find(made)
    reached = []
    for trial in trials.trials(made, made, sentences.split(made), found):
        if isinstance(trial.item, Item) and trial.score:
            item = trial.item
            stem = quality.in_stem(item.stem, item.words, trial.sentence)
            assert quality.reaches(trial.score, trial.phrase.merit, quality.most())
            assert quality.reaches(trial.score, trial.phrase.merit, stem, quality.most_of_blank())
            reached.append(trial.score)
    assert min(reached) < select.STRICT.covering < select.FAIR < max(reached)


def test_the_merit_is_the_sum_of_the_features_that_are_trained() -> None:
    made = document(SPEECH + RULES)
    table = merit.weights()
    count = 0
    for sentence in sentences.split(made):
        scored = phrases.score(made, sentence)
        if scored is None:
            continue
        own = merit.of_sentence(made, sentence, scored.source)
        for index, value in enumerate(merit.merits(made.text, scored, scored.scores(), own, 0.0)):
            if value == merit.NONE:
                continue
            features = [
                *merit_features.all_of_sentence(made, sentence, scored),
                *merit_features.all_of_phrase(made.text, scored, index),
            ]
            numbers = dict(zip(merit.NUMBERS, next(merit.of_numbers(scored, [index])), strict=True))
            total = table["base"] + merit.of_manner(made.text)
            total += sum(table["features"].get(name, {}).get(seen, 0.0) for name, seen in features)
            total += sum(
                table["numbers"].get(name, 0.0) * number for name, number in numbers.items()
            )
            assert value == pytest.approx(total, abs=1e-4)
            count += 1
    assert count > 100


@given(
    st.text("水库船员a，", min_size=1, max_size=40), st.text("水库船员a，", min_size=1, max_size=4)
)
def test_places_are_all_places(text: str, words: str) -> None:
    places = [i for i in range(len(text)) if text.startswith(words, i)]
    common = Recurrence.of(text)
    assert list(common.places(words)) == places
    assert common.times(words, 2) == min(2, len(places))
    assert common.counts(0, len(text)) == [
        len(list(common.places(text[i : i + 2]))) for i in range(len(text) - 1)
    ]


@pytest.mark.parametrize("name", NAMES)
def test_a_long_document_makes_the_bank_that_all_drafts_make(
    example: Example, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    made = pipeline.read_document(example(name))
    found = phrases.find(made)
    monkeypatch.setattr(select, "LARGE", 0)  # its bars: nothing weak covers a directive
    for wishes in [*options(made, found), questions.Options(more=True)]:
        usual = questions.make(made, phrases.find(made, wishes.lists.terms), wishes)
        with monkeypatch.context() as patched:
            patched.setattr(questions, "_LONG", 0)
            long = questions.make(made, phrases.find(made, wishes.lists.terms), wishes)
        assert said(long) == said(usual)


@settings(max_examples=40)
@given(st.lists(st.sampled_from(SENTENCES), min_size=1, max_size=12))
def test_a_long_document_of_any_lines_makes_the_bank_that_all_drafts_make(
    lines: list[str],
) -> None:
    made = document("规定汇编\n\n" + "\n".join(lines))
    found = phrases.find(made)
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(select, "LARGE", 0)
        usual = questions.make(made, found)
        patched.setattr(questions, "_LONG", 0)
        long = questions.make(made, found)
    assert said(long) == said(usual)


def test_a_large_document_without_good_items_is_asked_about_as_others_are(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    made = document("值班记录\n\n" + "\n".join(WEAK))
    monkeypatch.setattr(select, "RESCUE", 0.2)
    usual = questions.make(made, phrases.find(made))
    monkeypatch.setattr(select, "LARGE", 0)
    for long in (questions._LONG, 0):
        monkeypatch.setattr(questions, "_LONG", long)
        result = questions.make(
            made, phrases.find(made, least=questions.sought(made, questions.Options()))
        )
        assert result.bank == usual.bank
        assert result.bank.questions


def test_few_questions_of_a_long_document_need_no_second_search(
    example: Example, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = pipeline.read_document(example("regulation.md"))
    monkeypatch.setattr(select, "LARGE", 0)
    monkeypatch.setattr(questions, "_LONG", 0)
    wishes = questions.Options(max_items=1)
    part = phrases.find(made, least=questions.sought(made, wishes))
    monkeypatch.setattr(questions.finding, "find", None)
    result = questions.make(made, part, wishes)
    assert len(result.bank.questions) == 1
    assert result.phrases == part.counts()


@pytest.mark.parametrize(
    ("name", "usual"),
    [("regulation.md", select.STRICT.usual), *((name, select.MORE.usual) for name in NAMES)],
)
def test_what_is_passed_over_reaches_no_usual_bar(
    example: Example, name: str, usual: float
) -> None:
    made = pipeline.read_document(example(name))
    whole, part = phrases.find(made), phrases.find(made, least=usual)
    assert len(part) < 0.9 * len(whole)
    split = sentences.split(made)
    found = [
        {
            (trial.sentence.span, trial.phrase.span, trial.score)
            for trial in trials.trials(made, made, split, some, least=usual)
            if isinstance(trial.item, Item)
        }
        for some in (whole, part)
    ]
    assert found[1] <= found[0] != set()
    assert len(found[1]) >= 0.97 * len(found[0])
    # those of a sentence that is passed over are no more in the order of scores: they have none
    apart = [
        sorted((p.span, p.kind.value, p.members) for p in some if p.kind in SET_APART)
        for some in (whole, part)
    ]
    assert apart[0] == apart[1]
    scored = [p.span for p in part if p.kind in SET_APART and p.score]
    spans = set(scored)
    assert scored == [p.span for p in whole if p.kind in SET_APART and p.span in spans]


@pytest.mark.parametrize("name", NAMES)
def test_candidates_that_are_left_out_change_no_item(
    example: Example, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    made = pipeline.read_document(example(name))
    plain, least = examined(made), select.MORE.at_all

    def items(some: phrases.Found) -> set[Any]:
        tried = trials.trials(plain, made, sentences.split(plain), some, least=least)
        return {(t.phrase.span, t.score) for t in tried if isinstance(t.item, Item)}

    monkeypatch.setattr(hope, "is_gone", lambda *_: False)
    part = phrases.find(made, least=least)
    monkeypatch.setattr(phrases, "_bar", lambda *_: None)
    monkeypatch.setattr(phrases, "_quotes", lambda _: True)
    every = phrases.find(made, least=least)
    assert len(part) < len(every)
    assert items(part) == items(every) != set()


def test_what_a_figure_or_a_good_word_may_give_is_not_passed_over() -> None:
    lines = "读者应当爱护图书。\n读者应当在三十日内归还图书。\n国务院应当爱护图书。"
    made = document(lines)
    known = []
    for sentence in sentences.split(made):
        (source,) = phrases._sources(made, [sentence], least=0.5)
        source = replace(source, worth=0.5)
        known.append(hope.of_sentence(made.text, sentence.span, source, 0.5))
    assert known[0] < min(known[1:])
    least = hope._BESIDES + min(known[1:]) - 1e-9
    assert [hope.is_gone(one, least) for one in known] == [True, False, False]


def test_a_large_document_keeps_the_set_of_its_tasks() -> None:
    """What names a measure counts by its score, also in a sentence that gives no item."""
    tasks = {
        "优化营商环境": "推进三大行动，把窗口服务做得更好。",
        "完善城市功能": "推进六大工程，把老旧街巷修得更好。",
        "保护蓝天碧水": "实施五大行动，把河道两岸管得更好。",
        "发展现代农业": "推进四大工程，把田间道路修得更好。",
        "办好民生实事": "推进八大任务，把社区食堂办得更好。",
    }
    lines = [
        f"{n}要{task}。{how}" for n, (task, how) in zip("一二三四五", tasks.items(), strict=True)
    ]
    made = document("工作安排\n\n" + "\n".join(lines))
    whole, part = phrases.find(made), phrases.find(made, least=select.STRICT.usual)
    assert len(part) < len(whole)
    sets = questions.Options(types=("matching",))
    bank = questions.make(made, part, sets).bank
    assert bank == questions.make(made, whole, sets).bank
    assert bank.questions


def test_phrases_are_sought_for_the_bar_of_a_large_document(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    made = document(SPEECH)
    plain = questions.Options()
    assert questions.sought(made, plain) == 0
    monkeypatch.setattr(questions, "_LONG", 0)
    assert questions.sought(made, plain) == select.STRICT.covering
    assert questions.sought(made, replace(plain, more=True)) == select.MORE.covering
    for wish in (
        {"seed": 3},
        {"difficulty": ("hard",)},
        {"types": ("matching",)},
        {"lists": WordLists((Term("水库"),))},
    ):
        assert questions.sought(made, replace(plain, **wish)) == 0


def test_what_was_passed_over_is_found_where_few_items_are_good(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    made = document(RULES)
    usual = questions.make(made, phrases.find(made))
    monkeypatch.setattr(questions, "_LONG", 0)
    part = phrases.find(made, least=0.95)
    assert len(part) < len(phrases.find(made))
    assert said(questions.make(made, part)) == said(usual)


def test_only_a_large_document_is_not_covered_by_weak_items() -> None:
    for more, bars in ((False, select.STRICT), (True, select.MORE)):
        assert select.bars_of(document("甲" * 199_000), more=more) == bars
        large = select.bars_of(document("甲" * 201_000), more=more)
        assert large.covering == large.where_thin == bars.usual == large.usual
        assert large.crowded == large.usual
        assert bars.covering < bars.crowded <= bars.usual
        assert bars.covering < bars.at_all <= bars.where_thin <= bars.usual


def test_whoever_asks_for_few_items_gets_them(example: Example) -> None:
    made = pipeline.read_document(example("regulation.md"))
    found = phrases.find(made)
    bars = select.bars_of(made, more=False, limit=8)
    assert (bars.asked, select.bars_of(made, more=False, limit=200).asked) == (8, 0)
    for count in (3, 8):
        wishes = questions.Options(max_items=count, types=("cloze",))
        items = questions.make(made, found, wishes).bank.questions
        assert len(items) == count
        assert all(item.score >= select.STRICT.filling for item in items)


def test_of_weak_items_no_more_are_taken_when_many_are_asked_for(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(select, "RESCUE", 0.2)
    made = document("值班记录\n\n" + "\n".join(WEAK))
    for count, expected in ((2, 2), (7, select.RESCUED)):
        wishes = questions.Options(max_items=count, types=("cloze",))
        assert len(questions.make(made, phrases.find(made), wishes).bank.questions) == expected


def test_of_fair_items_a_few_more_are_taken(monkeypatch: pytest.MonkeyPatch) -> None:
    made = document("值班记录\n\n" + "\n".join(WEAK))
    found = phrases.find(made)
    monkeypatch.setattr(select, "RESCUE", 0.2)
    weak = questions.make(made, found).bank.questions
    monkeypatch.setattr(select, "FAIR", 0.25)
    fair = questions.make(made, found).bank.questions
    assert len(weak) == select.RESCUED < len(fair) <= select.FEWEST
    assert all(question.score >= select.FAIR for question in fair)


def test_several_fair_items_of_a_sentence_do_not_keep_another_sentence_out(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(select, "RESCUE", 0.2)
    monkeypatch.setattr(select, "FAIR", 0.29)
    monkeypatch.setattr(select, "RESCUED", 3)
    made = document("值班记录\n\n" + "\n".join(WEAK[:3]))
    drafts = cloze.drafts(made, made, sentences.split(made), phrases.find(made))[0]
    fair = [draft.place for draft in drafts if draft.score >= select.FAIR]
    assert len(set(fair)) < select.RESCUED <= len(fair)
    assert len(questions.make(made, phrases.find(made)).bank.questions) == select.RESCUED


def test_a_large_document_is_asked_about_by_its_good_items_alone() -> None:
    large = document("甲" * 201_000)
    assert select.bars_of(large, more=False, limit=300) == select.bars_of(large, more=False)


def test_what_is_not_made_of_a_large_document_is_too_weak_for_any_item() -> None:
    for more in (False, True):
        bars = select.bars_of(document("甲" * 201_000), more=more)
        assert bars.at_all == bars.covering == bars.usual == bars.where_thin


def test_a_thin_paper_says_how_to_get_more(monkeypatch: pytest.MonkeyPatch) -> None:
    """Of many lines nothing but one good question: the reader is told, unless he asked for more."""
    monkeypatch.setattr(select, "STRICT", replace(select.STRICT, at_all=0.5))
    good = "要坚持“先防后治”的方针，严格执行巡查制度，压实各级责任。"
    lines = "\n".join(f"第{n}天的早饭是稀饭和咸菜，中午的是米饭，晚上的是面条。" for n in range(99))
    made = document(f"值班记录\n\n{good}\n{lines}\n")
    found = phrases.find(made)

    def told(**wishes: object) -> bool:
        options = questions.Options(**wishes)  # type: ignore[arg-type]
        return any("--more" in p.message for p in questions.make(made, found, options).problems)

    assert told()
    assert not told(more=True)
    assert not told(max_items=1)
    short = document(f"值班记录\n\n{good}\n")
    assert not questions.make(short, phrases.find(short)).problems


def test_weak_questions_are_told_but_not_terms_that_were_asked_for(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(select, "STRICT", replace(select.STRICT, at_all=0.5))
    monkeypatch.setattr(select, "RESCUE", 0.35)
    made = document("值班记录\n\n" + "\n".join(WEAK))
    found = phrases.find(made)
    (told,) = [p for p in questions.make(made, found).problems if "weak" in p.message]
    assert f"below {select.STRICT.at_all:g}" in told.message
    assert made.text[told.start : told.end] in WEAK
    good = document("要坚持“先防后治”的方针，严格执行巡查制度，压实各级责任。\n")
    assert not questions.make(good, phrases.find(good)).problems
