"""A bank that is merged with a new generation of its document: what stays, and under which id."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from merging import SENTENCES, bank, item, matching

from quizgen.bank import dump, load, rewrite, stem
from quizgen.bank.merge.beginning import begin
from quizgen.bank.merge.changes import Change, Fate, Merged
from quizgen.bank.merge.merging import merge
from quizgen.quiz import Bank, Blank, Cloze, Heading, Matching, Question, Text, live

A, B, C, D, E, F, G = SENTENCES[:7]


def started(*sentences: str, sets: tuple[Matching, ...] = ()) -> Bank:
    """A bank as the first run of `make` leaves it."""
    document, made = bank(sentences, sets=sets)
    return begin(made, document).bank


def again(
    old: Bank,
    *sentences: str,
    asked: tuple[str, ...] | None = None,
    sets: tuple[Matching, ...] = (),
) -> Merged:
    """``old`` merged with what is made of a document of ``sentences``."""
    document, new = bank(sentences, asked, sets)
    return merge(old, new, document)


def by_stem(questions: tuple[Question, ...]) -> dict[str, Cloze]:
    return {stem.write(q.segments): q for q in questions if isinstance(q, Cloze)}


def edit(made: Bank, sentence: str, change: Callable[[Cloze], Cloze]) -> Bank:
    """``made`` with a person's change of the item of ``sentence``."""
    target = by_stem(made.questions)[sentence]
    done = tuple(change(q) if q == target else q for q in made.questions)  # type: ignore[arg-type]
    return replace(made, questions=done)


def without(made: Bank, *sentences: str) -> Bank:
    rows = by_stem(made.questions)
    gone = {rows[sentence].id for sentence in sentences}
    return replace(made, questions=tuple(q for q in made.questions if q.id not in gone))


def the(merged: Merged, fate: Fate) -> Change:
    (found,) = [change for change in merged.changes if change.fate is fate]
    return found


def fates(merged: Merged) -> dict[str, int]:
    return dict(Counter(change.fate.value for change in merged.changes))


# What became of one sentence in the document, and the item that keeps its id.
CHANGED = [
    ("typo mended", "仓库的温度不得高于[[二十六]]度。", "库房的温度不得高于[[二十六]]度。"),
    ("words put in", "仓库的温度不得高于[[二十六]]度。", "仓库内的温度一律不得高于[[二十六]]度。"),
    ("words taken out", C, "志愿者每月至少服务[[两次]]。"),
    ("answer corrected", "仓库的温度不得高于[[二十六]]度。", "仓库的温度不得高于[[二十四]]度。"),
    ("figures that share a sign", "补考应当在[[十五]]日内办理。", "补考应当在[[三十]]日内办理。"),
    ("both", "仓库的温度不得高于[[二十六]]度。", "库房的温度不得高于[[二十四]]度。"),
    ("clause moved", E, "节假日除外，博物馆逢[[周一]]闭馆。"),
]


@pytest.mark.parametrize(
    ("before", "after"), [row[1:] for row in CHANGED], ids=[r[0] for r in CHANGED]
)
@pytest.mark.parametrize("chosen", [True, False], ids=["made again", "not chosen again"])
def test_a_changed_sentence_keeps_the_id_of_its_item(before: str, after: str, chosen: bool) -> None:
    if before == E and not chosen:
        return  # words that stand in another order are made again, or not at all
    old = started(A, before, F)
    merged = again(old, D, A, after, F, asked=(A, F, *([after] if chosen else [])))
    change = the(merged, Fate.CHANGED)
    assert change.before is not None
    assert isinstance(change.after, Cloze)
    assert change.after.id == change.before.id == by_stem(old.questions)[before].id
    assert stem.write(change.after.segments) == after
    assert change.after.blanks[0].place is not None
    document, _ = bank([D, A, after, F])
    assert document.slice(change.after.blanks[0].place) == change.after.blanks[0].answer


# What is made of the document now is another question, whose history is not that of the old one.
OTHERS = [
    ("another answer", B, "[[仓库]]的温度不得高于二十六度。"),
    (
        "the next figure",
        "粮食增长百分之[[三点一]]，棉花增长百分之五点二。",
        "粮食增长百分之三点四，棉花增长百分之[[五点二]]。",
    ),
    ("another fact of one form", "甲馆逢[[周一]]闭馆。", "书店要求每位顾客逢[[周三]]盘点。"),
]


@pytest.mark.parametrize(
    ("before", "after"), [row[1:] for row in OTHERS], ids=[r[0] for r in OTHERS]
)
def test_another_question_gets_another_id(before: str, after: str) -> None:
    old = started(A, before)
    merged = again(old, A, after)
    kept = by_stem(old.questions)[before].id
    assert all(q.id != kept for s, q in by_stem(merged.bank.questions).items() if s == after)


def test_a_like_sentence_that_was_there_before_is_no_later_version() -> None:
    """Its item has the same answer, and would else take over the history of the other."""
    first = "剧毒化学品购买许可证的管理办法由[[公安部门]]制定。"
    second = "剧毒化学品道路运输通行证的管理办法由[[公安部门]]制定。"
    document, made = bank([A, first, second], [A, first])
    old = begin(made, document).bank
    merged = again(old, A, second)
    assert fates(merged) == {"unchanged": 1, "retired": 1, "added": 1}
    never_there = again(started(A, first), A, second)  # here it is one that was reworded
    assert fates(never_there) == {"unchanged": 1, "changed": 1}


def test_a_question_that_stays_keeps_a_rival_of_its_sentence_out() -> None:
    old = started(A, B)
    merged = again(old, A, "[[仓库]]的温度不得高于二十六度。")
    assert fates(merged) == {"unchanged": 2}
    assert merged.bank.questions == old.questions


def test_what_is_not_chosen_again_stays_with_its_new_places() -> None:
    old = started(A, B, C)
    merged = again(old, D, C, A, B, asked=(D, C))
    assert fates(merged) == {"unchanged": 3, "added": 1}
    document, _ = bank([D, C, A, B])
    assert [stem.write(q.segments) for q in merged.bank.questions] == [D, C, A, B]  # type: ignore[union-attr]
    for question in merged.bank.questions:
        assert isinstance(question, Cloze)
        assert question.source.place is not None
        assert document.slice(question.source.place) == question.source.text
        for blank in question.blanks:
            assert blank.place is not None
            assert document.slice(blank.place) == blank.answer


def test_a_sentence_that_stands_twice_keeps_its_two_items_apart() -> None:
    first, second = item(A), replace(item(A), id="second")
    document, made = bank([B, A, C, A])
    ids = [q.id for q in made.questions]
    assert ids.count(first.id) == 2
    unique = tuple(replace(q, id=second.id) if n == 3 else q for n, q in enumerate(made.questions))
    old = begin(replace(made, questions=unique), document).bank
    again_made = replace(made, questions=unique)
    assert merge(old, again_made, document).bank == old


def test_what_the_document_no_longer_says_is_retired_and_revived_under_its_id() -> None:
    old = started(A, B, C)
    name = by_stem(old.questions)[B].id
    merged = again(old, A, C)
    change = the(merged, Fate.RETIRED)
    assert change.after is not None
    assert (change.after.id, change.after.retired) == (name, True)
    assert [q.id for q in merged.bank.questions] == [q.id for q in old.questions]
    assert name not in {q.id for q in live(merged.bank).questions}
    assert again(merged.bank, A, C).bank == merged.bank
    for asked in [(A, B, C), (A, C)]:  # made again, or only standing there again
        back = again(merged.bank, A, C, B, asked=asked)
        assert the(back, Fate.REVIVED).question.id == name
        assert not the(back, Fate.REVIVED).question.retired
    mended = again(merged.bank, A, C, "库房的温度不得高于[[二十六]]度。")
    assert the(mended, Fate.REVIVED).question.id == name


def test_what_a_person_retired_or_called_back_stays_so() -> None:
    old = edit(started(A, B), A, lambda q: replace(q, retired=True))
    merged = again(old, A, B)
    assert by_stem(merged.bank.questions)[A].retired
    assert by_stem(again(merged.bank, A, B, C).bank.questions)[A].retired

    gone = again(started(A, B), B).bank
    called = edit(gone, A, lambda q: replace(q, retired=False))
    for _ in range(2):
        called = again(called, B, C).bank
        assert not by_stem(called.questions)[A].retired


def reworded(question: Cloze) -> Cloze:
    return replace(question, segments=stem.read("改过：" + stem.write(question.segments)))


def remarked(question: Cloze) -> Cloze:
    return replace(question, note="常考")


def accepting(question: Cloze) -> Cloze:
    segments = tuple(
        replace(part, accept=("另一说",)) if isinstance(part, Blank) else part
        for part in question.segments
    )
    return replace(question, segments=segments)


def graded(question: Cloze) -> Cloze:
    return replace(question, difficulty="hard")


def moved(question: Cloze) -> Cloze:
    return replace(question, section=(Heading("", "自拟的一章"),))


EDITS = [reworded, remarked, accepting, graded, moved]


@pytest.mark.parametrize("change", EDITS)
@pytest.mark.parametrize("now", [(A, B, C), (A, "库房的温度不得高于[[二十六]]度。", C), (A, C)])
def test_an_edit_stays_whatever_becomes_of_the_document(
    change: Callable[[Cloze], Cloze], now: tuple[str, ...]
) -> None:
    old = edit(started(A, B, C), B, change)
    (mine,) = [q for q in old.questions if q not in started(A, B, C).questions]
    merged = old
    for _ in range(2):
        merged = again(merged, *now).bank
        (found,) = [q for q in merged.questions if q.id == mine.id]
        assert isinstance(found, Cloze)
        assert isinstance(mine, Cloze)
        if change is reworded:
            assert stem.write(found.segments) == stem.write(mine.segments)
        assert found.note == mine.note
        assert [b.accept for b in found.blanks] == [b.accept for b in mine.blanks]
        assert (found.difficulty, found.section) == (mine.difficulty, mine.section)
        assert found.retired == (len(now) == 2)


def test_a_remark_does_not_keep_a_correction_out() -> None:
    old = edit(started(A, B), B, remarked)
    mended = "库房的温度不得高于[[二十四]]度。"
    merged = again(old, A, mended)
    found = by_stem(merged.bank.questions)[mended]
    assert (found.note, found.id) == ("常考", by_stem(old.questions)[B].id)


def test_an_edited_stem_shows_what_the_document_would_make_now_and_only_once() -> None:
    old = edit(started(A, B), B, reworded)
    mended = "仓库的温度不得高于[[二十四]]度。"
    merged = again(old, A, mended)
    change = the(merged, Fate.EDITED)
    assert isinstance(change.proposed, Cloze)
    assert stem.write(change.proposed.segments) == mended
    assert the(again(merged.bank, A, mended), Fate.EDITED).proposed is None


def test_a_word_that_was_replaced_in_the_whole_file_is_an_edit() -> None:
    """The record holds the words of the items, so it is changed with them."""
    old = load(dump(started(A, B)).replace("不得高于", "不许高于"), "x")
    mended = "库房的温度不得高于[[二十六]]度。"
    merged = again(old, A, mended)
    assert "仓库的温度不许高于[[二十六]]度。" in by_stem(merged.bank.questions)


def test_what_was_deleted_stays_away() -> None:
    old = without(started(A, B, C), B)
    for now in [(A, B, C), (C, B, A, D), (A, "库房的温度不得高于[[二十六]]度。", C)]:
        merged = again(old, *now)
        assert the(merged, Fate.DELETED).after is None
        assert not [s for s in by_stem(merged.bank.questions) if "二十六" in s]
        assert again(merged.bank, *now).bank == merged.bank
    gone = again(old, A, C)
    assert Fate.DELETED not in {change.fate for change in gone.changes}
    back = again(gone.bank, A, B, C)
    assert the(back, Fate.DELETED).before is None


def test_an_id_is_never_given_again() -> None:
    name = item(B).id
    reused = edit(started(A, B), B, reworded)
    merged = again(reused, A, "库房的温度不得高于[[二十六]]度。")
    assert sorted(q.id for q in merged.bank.questions) == sorted([item(A).id, name])
    # a manual item has the id that a new one would get
    by_hand = replace(item(D), segments=(Text("手写"), Blank("一题")), made="", id=item(C).id)
    old = started(A, B)
    old = replace(old, questions=(*old.questions, by_hand))
    merged = again(old, A, B, C)
    assert {q.id for q in merged.bank.questions} == {
        item(A).id,
        item(B).id,
        item(C).id,
        f"{item(C).id}-2",
    }


def test_manual_items_stay_behind_their_neighbour() -> None:
    by_hand = replace(item(G), made="", id="mine")
    made = started(A, B, C)
    first, second, third = made.questions
    old = replace(made, questions=(first, second, by_hand, third))
    merged = again(old, C, D, B, A)
    stems = [stem.write(q.segments) for q in merged.bank.questions]  # type: ignore[union-attr]
    assert stems == [C, D, B, G, A]
    assert not next(q for q in again(old, D, E).bank.questions if q.id == "mine").retired
    # a new item with the very words of a manual one is not added
    again_made = again(old, A, B, C, G).bank.questions
    assert [stem.write(q.segments) for q in again_made] == [A, B, G, C]  # type: ignore[union-attr]


def test_a_copied_table_is_a_manual_item() -> None:
    made = started(A, B)
    copied = replace(item(A), id="copy", segments=(Text("抄来改过的"), Blank("一题")))
    merged = again(replace(made, questions=(*made.questions, copied)), B, C)
    (found,) = [q for q in merged.bank.questions if q.id == "copy"]
    assert not found.retired


def test_an_order_that_a_person_gave_stays() -> None:
    made = started(A, B, C)
    first, second, third = made.questions
    merged = again(replace(made, questions=(third, first, second)), A, B, D, C)
    assert list(by_stem(merged.bank.questions)) == [C, A, B, D]


HALVES = [
    ("稳字当头", "进中提质"),
    ("先地下", "后地上"),
    ("一江两带", "五园多点"),
    ("马上就办", "办就办好"),
]
QUOTED = tuple(
    f"坚持“{one}、{other}”的做法已有[[第{n}]]年。" for n, (one, other) in enumerate(HALVES)
)


def test_a_set_keeps_its_id_and_those_of_its_pairs() -> None:
    old = started(*QUOTED, sets=(matching(*HALVES[:3]),))
    name, kept = old.questions[-1].id, old.questions[-1]
    assert isinstance(kept, Matching)
    merged = again(old, *QUOTED, sets=(matching(*HALVES[1:], name="other"),))
    found = merged.bank.questions[-1]
    assert isinstance(found, Matching)
    assert found.id == name
    assert [(p.premise.text, p.id) for p in found.pairs[:3]] == [
        (p.premise.text, p.id) for p in kept.pairs
    ]
    assert [p.premise.text for p in found.pairs] == [one for one, _ in HALVES]
    assert not any(p.retired for p in found.pairs)


def test_a_pair_that_the_document_no_longer_says_is_retired_alone() -> None:
    old = started(*QUOTED, sets=(matching(*HALVES),))
    name = old.questions[-1].id
    merged = again(old, *QUOTED[1:], sets=(matching(*HALVES[1:], name="other"),))
    found = merged.bank.questions[-1]
    assert isinstance(found, Matching)
    assert (found.id, [p.retired for p in found.pairs]) == (name, [True, False, False, False])
    shown = live(merged.bank).questions[-1]
    assert isinstance(shown, Matching)
    assert len(shown.pairs) == 3
    back = again(merged.bank, *QUOTED, sets=(matching(*HALVES, name="other"),)).bank.questions[-1]
    assert isinstance(back, Matching)
    assert [p.id for p in back.pairs] == [p.id for p in found.pairs]
    assert not any(p.retired for p in back.pairs)
    alone = again(old, *QUOTED[3:], sets=())
    (gone,) = [q for q in alone.bank.questions if isinstance(q, Matching)]
    assert gone.retired


def test_edited_and_deleted_pairs_stay_so() -> None:
    old = started(*QUOTED, sets=(matching(*HALVES),))
    found = old.questions[-1]
    assert isinstance(found, Matching)
    second = replace(found.pairs[1], response=replace(found.pairs[1].response, text="后修地上"))
    edited = replace(found, pairs=(second, *found.pairs[2:]), instruction="连一连。")
    old = replace(old, questions=(*old.questions[:-1], edited))
    merged = again(old, *QUOTED, sets=(matching(*HALVES, spare="别的"),))
    done = merged.bank.questions[-1]
    assert isinstance(done, Matching)
    assert [p.id for p in done.pairs] == [p.id for p in edited.pairs]
    assert done.pairs[0].response.text == "后修地上"
    assert done.instruction == "连一连。"
    assert [quote.text for quote in done.distractors] == ["别的"]
    assert again(merged.bank, *QUOTED, sets=(matching(*HALVES, spare="别的"),)).bank == merged.bank


def test_a_pair_that_stands_does_not_take_another_response() -> None:
    """Its history would go to another answer."""
    old = started(*QUOTED, D, sets=(matching(*HALVES[:3]),))
    name = old.questions[-1].id
    other = matching((HALVES[0][0], "统一格式"), *HALVES[1:3])
    kept = again(old, *QUOTED, D, sets=(other,)).bank.questions[-1]
    assert isinstance(kept, Matching)
    assert [p.response.text for p in kept.pairs] == [two for _, two in HALVES[:3]]
    # it does where its own response is gone, and where its premise was reworded
    gone = QUOTED[0].replace("进中提质", "以进促稳")
    mended = matching((HALVES[0][0], "以进促稳"), ("先做地下", "后地上"), HALVES[2])
    text = (gone, QUOTED[1].replace("先地下", "先做地下"), *QUOTED[2:], D)
    changed = again(old, *text, sets=(mended,)).bank.questions[-1]
    assert isinstance(changed, Matching)
    assert changed.id == name
    assert [p.id for p in changed.pairs] == [p.id for p in kept.pairs]
    assert [(p.premise.text, p.response.text) for p in changed.pairs] == [
        (p.premise.text, p.response.text) for p in mended.pairs
    ]


def test_a_deleted_set_stays_away() -> None:
    old = started(*QUOTED, sets=(matching(*HALVES),))
    old = replace(old, questions=old.questions[:-1])
    for name in ("m", "other"):
        merged = again(old, *QUOTED, sets=(matching(*HALVES[:3], name=name),))
        assert not [q for q in merged.bank.questions if isinstance(q, Matching)]
        assert the(merged, Fate.DELETED).proposed is not None


def test_a_bank_without_a_record_counts_as_made_and_whole() -> None:
    _, made = bank([A, B, C])
    edited = replace(made, questions=(made.questions[0], reworded(made.questions[1])))  # type: ignore[arg-type]
    merged = again(edited, A, B, C)
    assert fates(merged) == {"unchanged": 1, "edited": 1, "added": 1}
    assert merged.bank.questions[1].id == made.questions[1].id
    retired = again(edited, C, D)
    assert fates(retired) == {"retired": 2, "added": 2}


def test_the_head_of_the_bank_is_a_persons_too() -> None:
    old = replace(started(A, B), title="我的标题", source="讲话稿.docx")
    document, new = bank([A, B, C])
    merged = merge(old, replace(new, title="新标题", source="题.md"), document)
    assert (merged.bank.title, merged.bank.source) == ("我的标题", "讲话稿.docx")
    assert merged.title == "新标题"
    assert merge(started(A), replace(new, source="题.md"), document).bank.source == "题.md"
    asked = merge(old, new, document, title="另定的标题").bank
    assert asked.title == "另定的标题"
    mine = replace(asked, title="再改")
    assert merge(mine, new, document, title="另定的标题").bank.title == "再改"


def test_a_bank_of_another_document_is_told_from_one_that_was_rewritten() -> None:
    other = replace(started(A, B, C), id="other", digest="")
    assert not again(other, D, E, F).related
    assert again(other, D, E, A).related
    assert again(started(A, B, C), D, E, F).related  # of one name and title


# -- laws -----------------------------------------------------------------------------------


orders = st.lists(st.sampled_from(SENTENCES), min_size=1, max_size=9, unique=True)


@st.composite
def edited(draw: st.DrawFn, made: Bank) -> tuple[Bank, dict[str, Question], set[str]]:
    """``made`` as a person leaves it; what they wrote, by id; the stems that they deleted."""
    questions: list[Question] = []
    mine: dict[str, Question] = {}
    deleted: set[str] = set()
    for number, question in enumerate(made.questions):
        assert isinstance(question, Cloze)
        deed = draw(st.sampled_from(["nothing", "nothing", "delete", *EDITS, "add"]))
        if deed == "delete":
            deleted.add(stem.write(question.segments))
            continue
        questions.append(deed(question) if callable(deed) else question)
        if callable(deed):
            mine[question.id] = questions[-1]
        if deed == "add":
            words = (Text(f"第{number}道自己出的题："), Blank("自答"))
            added = Cloze(f"mine{number}", (), words, replace(question.source, text="", place=None))
            questions.append(added)
            mine[added.id] = added
    return replace(made, questions=tuple(questions)), mine, deleted


def chosen(draw: st.DrawFn, sentences: list[str]) -> tuple[str, ...]:
    return tuple(s for s in sentences if draw(st.integers(0, 3)))


@given(st.data(), orders, orders)
def test_laws_of_merging(data: st.DataObject, before: list[str], after: list[str]) -> None:
    made = started(*before)
    old, mine, deleted = data.draw(edited(made))
    asked = chosen(data.draw, after)
    document, new = bank(after, asked)
    merged = merge(old, new, document)
    done = {question.id: question for question in merged.bank.questions}

    # nothing is dropped, nothing doubled, and every id is one question's
    assert len(done) == len(merged.bank.questions)
    assert {q.id for q in old.questions} <= set(done)
    made_ids = {q.id: stem.write(q.segments) for q in made.questions if isinstance(q, Cloze)}

    # retired is exactly what was made and stands no more
    for name, question in done.items():
        if name in made_ids:
            assert question.retired == (made_ids[name] not in after)
        else:
            assert not question.retired

    # edits and manual items are as the person left them
    for name, question in mine.items():
        found = done[name]
        assert isinstance(found, Cloze)
        assert isinstance(question, Cloze)
        assert stem.write(found.segments) == stem.write(question.segments)
        assert [b.accept for b in found.blanks] == [b.accept for b in question.blanks]
        assert (found.note, found.difficulty) == (question.note, question.difficulty)
    # the deleted stay away; all else that is asked is there
    live_stems = {made_ids.get(q.id) for q in live(merged.bank).questions}
    assert not live_stems & deleted
    for sentence in set(asked) - deleted - set(before):
        assert sentence in by_stem(merged.bank.questions)

    # once is as good as twice, and a file is as good as a value
    assert merge(merged.bank, new, document).bank == merged.bank
    assert load(dump(merged.bank), "x") == merged.bank
    text = dump(old)
    written = rewrite(text, load(text, "x"), merged.bank)
    assert written is not None
    assert load(written, "x") == merged.bank


@given(orders)
def test_merging_with_itself_changes_nothing(sentences: list[str]) -> None:
    old = started(*sentences)
    merged = again(old, *sentences)
    assert merged.bank == old
    assert merged.silent
    assert {change.fate for change in merged.changes} == {Fate.UNCHANGED}


@given(st.data(), st.lists(orders, min_size=2, max_size=4))
def test_many_rounds_lose_nothing(data: st.DataObject, versions: list[list[str]]) -> None:
    old, mine, deleted = data.draw(edited(started(*versions[0])))
    seen = {q.id for q in old.questions}
    for version in versions[1:]:
        document, new = bank(version, chosen(data.draw, version))
        old = merge(old, new, document).bank
        assert seen <= {q.id for q in old.questions}
        assert len({q.id for q in old.questions}) == len(old.questions)
        seen = {q.id for q in old.questions}
    final = by_stem(old.questions)
    assert not deleted & set(final)
    for question in mine.values():
        assert isinstance(question, Cloze)
        assert stem.write(question.segments) in final
