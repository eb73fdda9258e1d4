"""Pieces of words, and the runs of pieces that may be asked for."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from quizgen import sentences
from quizgen.document import Block, Document, Span
from quizgen.phrases.candidates import Candidate, candidates
from quizgen.phrases.lexicon import MODALS, NO_ENDS, NO_STARTS
from quizgen.phrases.pieces import Pieces, parts, pieces
from quizgen.phrases.tokens import cut, look_up

SPLIT = [
    ("三十日", "三十 日"),
    ("15日", "15 日"),
    ("县级", "县 级"),
    ("之日起", "之日 起"),
    ("法治化", "法治 化"),
    ("社会主义", "社会 主义"),
    ("人格尊严", "人格 尊严"),
    ("知识产权", "知识 产权"),
    ("建立健全", "建立 健全"),
    ("中华人民共和国", "中华 人民 共和国"),
]


@pytest.mark.parametrize(("word", "expected"), SPLIT)
def test_a_long_word_is_cut_into_words(word: str, expected: str) -> None:
    assert list(parts(word, look_up(word)[0])) == expected.split()


WHOLE = [
    "日", "应当", "公民", "委员会", "实事求是", "因地制宜", "全心全意", "脚踏实地", "以人为本",
    "三十", "第一", "年级", "高级", "GB50016", "2026",
]  # fmt: skip


@pytest.mark.parametrize("word", WHOLE)
def test_what_is_one_word_stays_whole(word: str) -> None:
    assert parts(word, look_up(word)[0]) == (word,)


_TEXT = "国家尊重和保障人权自收到申请之日起三十日内县级以上社会主义、，。“”应当 A1实事求是"


@settings(max_examples=60, deadline=None)
@given(st.text(alphabet=_TEXT, min_size=1, max_size=60))
def test_pieces_tile_the_words_exactly(text: str) -> None:
    words = cut(text, [Span(0, len(text))])
    made = pieces(words)
    assert "".join(t.word for t in made.tokens) == text
    assert len(made.tokens) == len(made.glued) == len(made.word)
    at = 0
    for token, glued, index in zip(made.tokens, made.glued, made.word, strict=True):
        assert (token.start, token.end) == (at, at + len(token.word))
        # a piece continues a word just where none begins
        assert (not glued) == (token.start == words[index].start)
        assert words[index].start <= token.start
        assert token.end <= words[index].end
        at = token.end


def found(text: str) -> tuple[Pieces, list[Candidate]]:
    document = Document(text, "", "t.txt", (Block(Span(0, len(text))),), ())
    (sentence,) = sentences.split(document)
    words = cut(text, [sentence.span])
    made = pieces(words)
    return made, candidates(text, sentence, words, made)


CANDIDATES = [
    ("公民的人格尊严不受侵犯。", "人格"),
    ("公民的人格尊严不受侵犯。", "人格尊严"),
    ("自收到申请之日起三十日内作出决定。", "收到申请之日"),
    ("由县级以上人民政府批准。", "县"),
    ("由县级以上人民政府批准。", "由县级以上人民政府批准"),
    ("国家尊重和保障人权。", "尊重和保障"),
    ("不得公开审理。", "不得"),
]


@pytest.mark.parametrize(("text", "expected"), CANDIDATES)
def test_what_people_blank_out_is_a_candidate(text: str, expected: str) -> None:
    assert expected in [text[c.span.start : c.span.end] for c in found(text)[1]]


NO_CANDIDATES = [
    ("国家尊重和保障人权。", "和保障"),
    ("国家尊重和保障人权。", "尊重和"),
    ("国家保护环境，防治污染。", "环境，防治"),
    ("坚持“四个自信”不动摇。", "自信”不动摇"),
    ("坚持实事求是。", "实事"),
]


@pytest.mark.parametrize(("text", "unwanted"), NO_CANDIDATES)
def test_what_nobody_asks_for_is_no_candidate(text: str, unwanted: str) -> None:
    assert unwanted not in [text[c.span.start : c.span.end] for c in found(text)[1]]


@settings(max_examples=40, deadline=None)
@given(st.text(alphabet=_TEXT.replace("。", ""), min_size=1, max_size=80))
def test_candidates_keep_their_limits(text: str) -> None:
    document = Document(text, "", "t.txt", (Block(Span(0, len(text))),), ())
    for sentence in sentences.split(document):
        words = cut(text, [sentence.span])
        made = pieces(words)
        rows = candidates(text, sentence, words, made)
        spans = [c.span for c in rows]
        assert spans == sorted(set(spans))
        # at most so many runs as a piece can begin
        assert len(rows) <= 19 * len(made.tokens) + 20
        for row in rows:
            assert sentence.span.contains(row.span)
            assert len(row.span) <= 60
            assert made.tokens[row.first].start <= row.span.start
            assert row.span.end <= made.tokens[row.last].end


def test_the_tables_of_edges_leave_modals_alone() -> None:
    assert MODALS <= NO_ENDS
    assert not MODALS & NO_STARTS
