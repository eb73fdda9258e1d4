"""Word lists of the user: what a file may say, where terms stand, and that they win."""

from __future__ import annotations

from pathlib import Path

import pytest

from quizgen import phrases, questions
from quizgen.document import Document, PhraseKind, Span
from quizgen.errors import UsageError
from quizgen.phrases import glossary
from quizgen.phrases.glossary import Term, WordLists
from quizgen.questions import select
from quizgen.quiz import Cloze, Matching
from quizgen.readers import wordlist
from tests.conftest import EXAMPLES, Run
from tests.documents import RULES, SPEECH, document

# title: the text of a glossary, its entries
LISTS = {
    "terms alone": ("救援圈\n夜校\n", [Term("救援圈"), Term("夜校")]),
    "behind a tab": ("动能\t由于运动而具有的能\n", [Term("动能", "由于运动而具有的能")]),
    "behind a wide colon": ("动能：运动的能：其一\n", [Term("动能", "运动的能：其一")]),
    "behind a colon": ("动能: 运动的能\n", [Term("动能", "运动的能")]),
    "the tab before the colon": ("甲：乙\t丙丁\n", [Term("甲：乙", "丙丁")]),
    "no definition behind the tab": ("动能\t\n", [Term("动能")]),
    "a scale is no definition": ("比例尺1:500\n", [Term("比例尺1:500")]),
    "blank lines and comments": ("\n# 第一章\n 　\n  动能  \n#势能\n", [Term("动能")]),
    "twice": ("动能\n动能\n", [Term("动能")]),
    "twice, defined once": ("动能\n动能：定义\n动能\n", [Term("动能", "定义")]),
    "one letter": ("熵\n", [Term("熵")]),
}


@pytest.mark.parametrize(("text", "entries"), LISTS.values(), ids=LISTS.keys())
def test_a_glossary_is_read(text: str, entries: list[Term]) -> None:
    assert list(glossary.terms(text, "t.txt")) == entries


# title: the text of a glossary, where it is wrong, what is told
BAD_LISTS = {
    "a definition without a term": ("动能\n：运动的能\n", "t.txt:2", "no term on this line"),
    "a tab without a term": ("# 甲\n\n，\t逗号\n", "t.txt:3", "no term on this line"),
    "marks alone": ("——\n", "t.txt:1", "no term on this line"),
    "a paragraph": ("动能\n" + "长" * 41 + "\n", "t.txt:2", "41 characters; at most 40"),
    "two definitions": ("动能：一\n势能\n动能：二\n", "t.txt:3", "another definition on line 1"),
    "comments alone": ("# 术语\n\n", "t.txt", "no term in it"),
}


@pytest.mark.parametrize(("text", "where", "what"), BAD_LISTS.values(), ids=BAD_LISTS.keys())
def test_a_bad_glossary_is_told_by_its_line(text: str, where: str, what: str) -> None:
    with pytest.raises(UsageError) as caught:
        glossary.terms(text, "t.txt")
    assert caught.value.where == where
    assert what in caught.value.what


def test_a_stop_list_is_words_alone() -> None:
    assert glossary.stop_words("# 不考\n工作\n\n有关部门\n", "s.txt") == {"工作", "有关部门"}
    for line in ("工作：事情", "工作\t事情", "工作："):
        with pytest.raises(UsageError) as caught:
            glossary.stop_words(f"部门\n{line}\n", "s.txt")
        assert caught.value.where == "s.txt:2"


@pytest.mark.parametrize(
    ("encoding", "text"),
    [
        ("utf-8", "救援圈\n夜校\n"),
        ("utf-8-sig", "救援圈\n夜校\n"),
        ("gbk", "救援圈\n夜校\n"),
        ("gb18030", "智能装备\n产业园：园区\n"),
        ("big5", "急救箱\n呼吸道阻塞\n"),
        ("utf-16", "救援圈\n"),
    ],
)
def test_a_word_list_is_decoded(encoding: str, text: str) -> None:
    assert wordlist.read(text.encode(encoding), "t.txt") == text


def test_a_character_that_only_names_a_shape_is_the_ordinary_one() -> None:
    assert wordlist.read("⼈⺠\n".encode(), "t.txt") == "人民\n"


@pytest.mark.parametrize("data", [b"", b" \n", b"PK\x03\x04abc", bytes(range(256)), b"\xff\xfa"])
def test_what_is_no_word_list_is_refused(data: bytes) -> None:
    with pytest.raises(UsageError):
        wordlist.read(data, "t.txt")


PLACES = [
    ("数字经济是经济的未来。", "经济", [2, 5]),
    ("IT部门不在UNIT，也不在IT2。", "IT", [0]),
    ("共3.5米，不是13.5米。", "3.5米", [1]),
    ("去年*月报制度，月报制度。", "月报制度", [8]),
    ("哈哈哈哈", "哈哈", [0, 2]),
    ("没有这个词。", "术语", []),
]


@pytest.mark.parametrize(("text", "term", "starts"), PLACES)
def test_where_a_term_stands(text: str, term: str, starts: list[int]) -> None:
    assert [span.start for span in glossary.places(text, term)] == starts


def test_a_term_is_a_candidate_across_the_edges_of_words_and_the_best_of_its_sentence() -> None:
    made = document(SPEECH)
    term = "装备。四要"  # no sentence holds it
    given = (Term("盯紧危险化"), Term("业救援队"), Term(term))
    found = phrases.find(made, given)
    rows = [p for p in found if p.kind is PhraseKind.GLOSSARY]
    assert {made.slice(p.span) for p in rows} == {"盯紧危险化", "业救援队"}
    for row in rows:
        end = made.text.index("。", row.span.end)
        start = made.text.rindex("。", 0, row.span.start)
        rivals = [p for p in found if start < p.span.start < end and p.kind not in _HEADS]
        assert row.score == max(p.score for p in rivals)
        assert next(p for p in found if p in rivals) == row


_HEADS = (PhraseKind.HEAD,)


def test_without_a_glossary_nothing_changes() -> None:
    made = document(SPEECH)
    assert phrases.find(made, ()) == phrases.find(made)


def make(text: str, terms: str = "", stop: str = "", **options: object) -> questions.Result:
    made = document(text)
    lists = WordLists(
        glossary.terms(terms, "t") if terms else (),
        glossary.stop_words(stop, "s") if stop else frozenset(),
    )
    found = phrases.find(made, lists.terms)
    return questions.make(made, found, questions.Options(lists=lists, **options))  # type: ignore[arg-type]


def answers(result: questions.Result) -> list[str]:
    return [b.answer for q in result.bank.questions if isinstance(q, Cloze) for b in q.blanks]


def responses(result: questions.Result) -> list[str]:
    sets = [q for q in result.bank.questions if isinstance(q, Matching)]
    return [p.response.text for q in sets for p in q.pairs] + [
        d.text for q in sets for d in q.distractors
    ]


ASKED = [
    (SPEECH, ["职工学法规"]),  # across the edges of words
    (SPEECH, ["一企一策", "企业主要负责人"]),  # in one sentence
    (SPEECH, ["救援圈", "半小时救援圈"]),  # one inside the other
    (RULES, ["人力自行车", "监督管理工作", "赔偿责任"]),
]


@pytest.mark.parametrize(("text", "terms"), ASKED)
def test_every_term_is_asked_for_or_named(text: str, terms: list[str]) -> None:
    result = make(text, "\n".join(terms))
    asked = {*answers(result), *responses(result)}
    told = [p.message for p in result.problems if "no item that passes" in p.message]
    named = {term for message in told for term in message.split(": ")[1].split(", ")}
    assert named == set(terms) - asked
    assert asked & set(terms)


def test_terms_come_before_all_else_when_there_is_little_room() -> None:
    for term in ("道路运输", "先进装备", "风险"):
        assert answers(make(SPEECH, term, max_items=1)) == [term]


def test_a_term_that_does_not_occur_is_named() -> None:
    result = make(SPEECH, "铁拳治隐患\n海底捞月\n缘木求鱼\n")
    (problem,) = [p for p in result.problems if "glossary" in p.message]
    assert problem.message == (
        "2 terms of the glossary do not occur in the document: 海底捞月, 缘木求鱼"
    )
    assert not [p for p in make(SPEECH).problems if "glossary" in p.message]


def test_a_set_gives_way_where_it_prints_a_term() -> None:
    textbook = (EXAMPLES / "textbook.md").read_text("utf-8")
    term = "降水量"  # a part of a response
    assert any(term in response for response in responses(make(textbook)))
    result = make(textbook, term)
    assert term in answers(result)
    assert not any(term in response for response in responses(result))


STOPPED = ["“半小时救援圈”", "一企一策", "拉网式", "十五", "海底捞月"]


def test_a_stopped_word_is_no_answer_and_no_response() -> None:
    free = make(SPEECH)
    words = {word.strip("“”") for word in STOPPED}
    assert len(words & {a.strip("“”") for a in (*answers(free), *responses(free))}) >= 2
    result = make(SPEECH, stop="\n".join(STOPPED))
    assert not words & {a.strip("“”") for a in (*answers(result), *responses(result))}
    assert result.rejected["stopped"]


def test_a_stopped_term_is_not_missed() -> None:
    result = make(SPEECH, "一企一策\n海底捞月", "一企一策\n海底捞月")
    assert "一企一策" not in answers(result)
    assert not [p for p in result.problems if "glossary" in p.message]


METALS = """\
金属材料

车间的常用材料有下面几种。紫铜导热快而质地柔软，多作导线和垫片。黄铜含锌较多，耐磨而易于切削，多作阀门。
青铜含锡，铸造时收缩很小，多作轴瓦和齿轮。铝合金比重小而强度不低，多作支架。钛合金耐腐蚀而价高，少用。
白铜含镍，色泽银白而不易锈，多作仪表。
"""
METAL_TERMS = """\
紫铜：导热快而质地柔软
黄铜：耐磨而易于切削
青铜：铸造时收缩很小
铝合金：比重小而强度不低
钛合金：耐腐蚀、价格高
白铜：色泽银白而不易锈
"""


def test_a_definition_is_matched_if_the_document_holds_it_word_for_word() -> None:
    made = document(METALS)
    result = make(METALS, METAL_TERMS, types=("matching",))
    (question,) = result.bank.questions
    assert isinstance(question, Matching)
    assert {p.premise.text: p.response.text for p in question.pairs} == {
        "导热快而质地柔软": "紫铜",
        "耐磨而易于切削": "黄铜",
        "铸造时收缩很小": "青铜",
        "比重小而强度不低": "铝合金",
    }
    assert [spare.text for spare in question.distractors] == ["白铜"]
    for pair in question.pairs:
        for quote in (pair.premise, pair.response):
            assert quote.place is not None
            assert made.slice(quote.place) == quote.text


def test_the_laws_of_a_paper_hold_with_a_glossary() -> None:
    for text in (SPEECH, RULES, METALS):
        made = document(text)
        result = make(text, "一企一策\n安全\n责任\n运营单位\n黄铜\n")
        items = [q for q in result.bank.questions if isinstance(q, Cloze)]
        found = answers(result)
        assert len(found) == len(set(found))
        for item in items:
            for blank in item.blanks:
                assert blank.place is not None
                assert made.slice(blank.place) == blank.answer
            others = [a for q in items if q is not item for a in (b.answer for b in q.blanks)]
            assert not [a for a in others if len(a) > 1 and select._tells(a) and a in item.text()]


def test_spans_inside_another() -> None:
    spans = [Span(0, 2), Span(0, 9), Span(3, 5), Span(8, 12)]
    assert glossary.inside(spans, Span(0, 9)) == [Span(0, 2), Span(0, 9), Span(3, 5)]
    assert glossary.inside(spans, Span(9, 20)) == []


def test_a_document_of_nothing_but_a_term() -> None:
    assert phrases.find(Document("黄铜", "", "t", (), ()), (Term("黄铜"),)) == ()


# ------------------------------------------------------------------- on the command line

ERRORS = [
    ("a term too many", "--glossary", "铜\n：锌\n".encode(), "list.txt:2: there is no term"),
    ("a definition", "--stop-list", "铜\n锌：锡\n".encode(), "list.txt:2: a stop list has no"),
    ("empty", "--glossary", b"", "list.txt: the file is empty"),
    ("comments", "--stop-list", b"# nothing\n", "list.txt: there is no term in it"),
    ("binary", "--glossary", bytes(range(256)), "list.txt: "),
    ("a document", "--glossary", b"PK\x03\x04", "list.txt: this is a ZIP archive"),
    ("missing", "--stop-list", None, "list.txt: no such file (check the name)"),
]


@pytest.mark.parametrize(
    ("option", "data", "says"), [row[1:] for row in ERRORS], ids=[row[0] for row in ERRORS]
)
@pytest.mark.parametrize("command", ["make", "phrases"])
def test_a_bad_word_list(
    quizgen: Run, tmp_path: Path, command: str, option: str, data: bytes | None, says: str
) -> None:
    path = tmp_path / "list.txt"
    if data is not None:
        path.write_bytes(data)
    text = tmp_path / "a.txt"
    text.write_text(SPEECH, encoding="utf-8")
    out = ["--out", tmp_path / "out"] if command == "make" else []
    outcome = quizgen(command, text, option, path, *out)
    assert (outcome.code, outcome.out) == (2, "")
    assert says in outcome.error
    assert "--encoding" not in outcome.error
    assert not (tmp_path / "out").exists()


def test_word_lists_reach_the_bank_and_the_table(quizgen: Run, tmp_path: Path) -> None:
    text, terms, stop = (tmp_path / name for name in ("a.txt", "terms.txt", "stop.txt"))
    text.write_text(SPEECH, encoding="utf-8")
    terms.write_bytes("道路运输\n海底捞月\n".encode("gbk"))
    stop.write_text("一企一策\n", encoding="utf-8")
    lists = ["--glossary", terms, "--stop-list", stop]
    outcome = quizgen("make", text, *lists, "--out", tmp_path / "out", "--to", "anki")
    assert outcome.code == 0
    assert "1 term of the glossary does not occur in the document: 海底捞月" in outcome.out
    assert "1 glossary term" in outcome.out
    bank = (tmp_path / "out" / "a.quiz.toml").read_text("utf-8")
    assert "[[道路运输]]" in bank
    assert "[[一企一策]]" not in bank
    outcome = quizgen("phrases", text, *lists, "--limit", "0")
    assert " glossary      道路运输\n" in outcome.out
    assert "  一企一策\n" not in outcome.out
    assert quizgen("make", text, *lists, "--out", tmp_path / "two", "--strict").code == 9
