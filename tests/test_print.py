"""Printed sheets: kinds, variants, keys, the teacher's copy, the id, formats and styles."""

from __future__ import annotations

import re
import shutil
import subprocess
from collections import Counter
from dataclasses import replace
from decimal import Decimal
from io import BytesIO
from pathlib import Path

import pypdf
import pypdfium2
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from quizgen.exporters import Options, Output
from quizgen.exporters.choices import KINDS, PAPERS, SheetForm, SheetLook
from quizgen.exporters.identity import identity
from quizgen.exporters.pdf import code
from quizgen.exporters.pdf.blocks import Typesetter
from quizgen.exporters.pdf.exam import SIDE, word_bank
from quizgen.exporters.pdf.fonts import Fonts
from quizgen.exporters.pdf.style import MM, PAGES, load_style
from quizgen.exporters.printed import Request, print_sheets
from quizgen.exporters.variants import variant
from quizgen.quiz import Bank, Cloze, Matching
from quizgen.resources import Templates
from tests.conftest import Run
from tests.printing import PAIRS, STEMS, bank, cloze, clozes, export, matching, pages, squeezed
from tests.printing import text_of as whole_text
from tests.strategies import banks

FOOTER = re.compile(
    r"清溪市重点工作学习材料[^第]{0,20}第\d+页（共\d+页）[A-Z]+-[0-9A-F]{6}-[0-9A-F]{6}"
)
FONTS = Fonts(load_style(Templates()).fonts)
LONG = "这一条举措写得比较长，要占去右栏的两三行，才能看出版面是否匀称"


def some_bank(fill_ins: int = 22) -> Bank:
    long = [(f"第{n}项任务", f"{n}{LONG}") for n in range(8)]
    return bank(*clozes(fill_ins), matching(1), matching(2, long, ["多余的一项"]))


def sheets(
    given: Bank,
    form: SheetForm | None = None,
    look: SheetLook | None = None,
    request: Request | None = None,
    language: str = "zh",
    templates: Templates | None = None,
) -> dict[str, Output]:
    form = replace(form or SheetForm(), identified=True)
    options = Options(templates or Templates(), language, sheet=look or SheetLook(), form=form)
    return print_sheets(given, options, request or Request())


def body(page: str) -> str:
    return FOOTER.sub("", squeezed(page))


# --- marks -------------------------------------------------------------------------------


@pytest.mark.parametrize("total", ["41", "60", "73.5", "100", "120"])
def test_marks_on_a_test_add_up_to_the_total(total: str) -> None:
    given = some_bank()
    test = sheets(given, SheetForm("test", marks=Decimal(total)))
    text = whole_text(test["-test.pdf"].data)
    assert f"满分：{total}分" in text
    totals = re.findall(r"，共([\d.]+)分", text)
    assert sum(map(Decimal, totals)) == Decimal(total)
    assert re.findall(r"，共([\d.]+)分）", whole_text(test["-test-answers.pdf"].data)) == totals


def test_a_test_has_its_furniture_and_a_worksheet_has_none() -> None:
    given = some_bank(5)
    test = whole_text(sheets(given, SheetForm("test", minutes=45))["-test.pdf"].data)
    for words in (
        "测试卷",
        "考试时间：45分钟",
        "注意事项",
        "题号一二总分",
        "评卷人",
        "姓名：",
        "编号：",
    ):
        assert words in test
    worksheet = whole_text(sheets(given)["-worksheet.pdf"].data)
    for words in ("测试卷", "总分", "评卷人", "编号"):
        assert words not in worksheet


def test_the_seal_line_stands_on_fronts_and_backs_are_mirrored() -> None:
    data = sheets(some_bank(60), SheetForm("test"))["-test.pdf"].data
    document = pypdfium2.PdfDocument(data)
    lefts = []
    for page in document:
        text = page.get_textpage().get_text_bounded()
        boxes = [item.get_bounds() for item in page.get_objects()]
        lefts.append(min(box[0] for box in boxes if box[2] - box[0] > 1))
        assert ("编号" in text) == (len(lefts) % 2 == 1)
        assert max(box[2] for box in boxes) <= (210 - 20) * MM + 1.5
    assert all(left > 10 * MM for left in lefts)
    assert lefts[1] == pytest.approx(20 * MM, abs=2)


def test_a_word_bank_gives_every_answer_once() -> None:
    given = bank(*clozes(5))
    text = whole_text(sheets(given, SheetForm(word_bank=True))["-worksheet.pdf"].data)
    box = text[text.index("每个词语用一次。）") : text.index("1.清溪市")]
    for question in given.questions:
        for blank in question.blanks:
            assert box.count(squeezed(blank.answer)) == 1


# --- variants ----------------------------------------------------------------------------


def contents(given: Bank) -> Counter[object]:
    found: Counter[object] = Counter()
    for question in given.questions:
        if isinstance(question, Cloze):
            found[question] += 1
        else:
            found[replace(question, pairs=())] += 1
            found.update((question.id, pair) for pair in question.pairs)
    return found


@given(banks, st.sampled_from("ABCDEFGH"))
def test_variants_hold_the_same_items(given: Bank, letter: str) -> None:
    assert contents(variant(given, letter)) == contents(given)
    assert variant(given, letter) == variant(given, letter)


def test_variants_differ_in_the_order_of_items_premises_and_responses() -> None:
    given = some_bank()
    other = variant(given, "B")
    assert [q.id for q in other.questions] != [q.id for q in given.questions]
    first = {q.id: q for q in given.questions if isinstance(q, Matching)}
    for question in other.questions:
        if isinstance(question, Matching):
            assert question.pairs != first[question.id].pairs
    assert variant(given, "A") == given


@pytest.mark.parametrize("before", [4, 15])
def test_the_key_of_each_variant_fits(before: int) -> None:
    given = some_bank(before)
    made = sheets(given, SheetForm("test"), request=Request(variants=3))
    assert sorted(made) == sorted(
        f"-test-{letter}{what}.pdf" for letter in "ABC" for what in ("", "-answers")
    )
    answers = {pair.premise.text: pair.response.text for q in given.questions
               if isinstance(q, Matching) for pair in q.pairs}  # fmt: skip
    for letter in "ABC":
        sheet = "".join(body(page) for page in pages(made[f"-test-{letter}.pdf"].data))
        key = "".join(body(page) for page in pages(made[f"-test-{letter}-answers.pdf"].data))
        assert f"测试卷（{letter}卷）" in sheet
        rows = re.findall(r"题号((?:\d\d?)+)答案([A-I]+)", key)
        letters = "".join(row[1] for row in rows)
        assert len(letters) == len(answers)
        blocks = re.split("第\\d组", sheet.split("匹配题")[1])
        for number, right in enumerate(letters, before + 1):
            (home,) = [part for part in blocks if f"（）{number}." in part]
            premise = max((p for p in answers if f"（）{number}.{p}" in home), key=len)
            assert f"{right}.{answers[premise]}" in home


# --- key and teacher's copy --------------------------------------------------------------


def test_a_key_is_separate_appended_or_left_out() -> None:
    given = some_bank()
    apart = sheets(given)
    assert list(apart) == ["-worksheet.pdf", "-worksheet-answers.pdf"]
    together = sheets(given, request=Request(key="append"))
    assert list(together) == ["-worksheet.pdf"]
    alone = sheets(given, request=Request(key="none"))
    assert list(alone) == ["-worksheet.pdf"]
    both = [body(page) for part in apart.values() for page in pages(part.data)]
    assert [body(page) for page in pages(together["-worksheet.pdf"].data)] == both
    assert pages(alone["-worksheet.pdf"].data) == pages(apart["-worksheet.pdf"].data)
    last = squeezed(pages(together["-worksheet.pdf"].data)[-1])
    assert "第1页（共1页）" in last  # numbered by itself


@pytest.mark.parametrize("kind", ["worksheet", "test"])
@pytest.mark.parametrize("paper", ["a4", "a3"])
@pytest.mark.parametrize("fill_ins", [4, 30, 60])
def test_even_sheets_fill_whole_leaves(kind: str, paper: str, fill_ins: int) -> None:
    given, form, look = some_bank(fill_ins), SheetForm(kind), SheetLook(paper=paper)
    plain, even = (
        sheets(given, form, look, Request(key="append", even=whole))[f"-{kind}.pdf"]
        for whole in (False, True)
    )
    shown, before = pages(even.data), pages(plain.data)
    blank = "（本页空白）"
    assert even.count == len(shown)
    assert len(shown) % 2 == 0
    assert "".join(map(body, shown)).replace(blank, "") == "".join(map(body, before))
    counts = [int(count) for count in re.findall(r"共(\d+)页", squeezed("".join(shown)))]
    assert all(count % (4 if paper == "a3" else 2) == 0 for count in counts)
    key = next(place for place, page in enumerate(shown) if "参考答案" in squeezed(page)[:40])
    assert key % 2 == 0
    once = sheets(given, form, look, Request(teacher=True, even=True))
    assert once[f"-{kind}.pdf"].count == once[f"-{kind}-teacher.pdf"].count == key


def homes(given: Bank, shown: list[str]) -> list[list[int]]:
    """The pages on which each item and each premise stands."""
    openings = []
    for question in given.questions:
        if isinstance(question, Cloze):
            openings.append(squeezed(question.text("\n").split("\n")[0]))
        else:
            openings += [pair.premise.text for pair in question.pairs]
    found = []
    for number, opening in enumerate(openings, 1):
        start = f"{number}.{opening}"
        found.append([place for place, page in enumerate(shown) if start in squeezed(page)])
        assert found[-1], start
    return found


@pytest.mark.parametrize("kind", ["worksheet", "test"])
@pytest.mark.parametrize("look", [SheetLook(), SheetLook(large=True), SheetLook(paper="a3")])
@pytest.mark.parametrize("fill_ins", [7, 60])
def test_pages_end_alike_with_and_without_answers(
    kind: str, look: SheetLook, fill_ins: int
) -> None:
    given = some_bank(fill_ins)
    made = sheets(given, SheetForm(kind), look, Request(teacher=True))
    pupil = pages(made[f"-{kind}.pdf"].data)
    teacher = pages(made[f"-{kind}-teacher.pdf"].data)
    assert len(pupil) == len(teacher)
    assert homes(given, pupil) == homes(given, teacher)
    text, empty = squeezed("".join(teacher)), squeezed("".join(pupil))
    assert text.count("三采三不采") == fill_ins // len(STEMS)
    assert "三采三不采" not in empty


@settings(max_examples=25)
@given(banks)
def test_no_bank_makes_the_teachers_copy_another_length(given: Bank) -> None:
    made = sheets(given, request=Request(key="none", teacher=True))
    assert made["-worksheet.pdf"].count == made["-worksheet-teacher.pdf"].count


LONG_ANSWER = "统筹城乡区域发展与人和自然和谐共处不留死角" * 10


@pytest.mark.parametrize("length", [24, 55, 110, 200])
def test_a_long_answer_is_set_small_in_rows_above_its_rule(length: int) -> None:
    answer = LONG_ANSWER[:length]
    given = bank(cloze(1, "做到{" + answer + "}。"), cloze(2, f"{'前' * 30}{{{answer}}}。"))
    made = sheets(given, request=Request(teacher=True))
    assert made["-worksheet.pdf"].count == made["-worksheet-teacher.pdf"].count
    page = pypdfium2.PdfDocument(made["-worksheet-teacher.pdf"].data)[0].get_textpage()
    text = page.get_text_range()
    boxes = [page.get_charbox(place) for place, c in enumerate(text) if c in LONG_ANSWER]
    right = (210 - 20) * MM
    assert all(box[2] <= right + 1 for box in boxes)
    assert (answer in squeezed(text)) == (length < 150)
    assert ("…" in text) == (length > 150)
    assert squeezed(text).count(answer[:20]) >= 2
    assert whole_text(made["-worksheet-answers.pdf"].data).count(answer) == 2


def test_an_answer_stands_over_its_blank() -> None:
    item = cloze(1, "期限为{三十日}，逾期不候。")
    made = sheets(bank(item), request=Request(teacher=True))
    page = pypdfium2.PdfDocument(made["-worksheet-teacher.pdf"].data)[0].get_textpage()
    text = page.get_text_range()
    at = {word: page.get_charbox(text.index(word)) for word in ("限为", "三十", "十日", "逾")}
    assert at["限为"][2] < at["三十"][0] < at["十日"][2] < at["逾"][0]
    assert abs(at["限为"][1] - at["三十"][1]) < 3


# --- the id ------------------------------------------------------------------------------


@given(banks, st.sampled_from(KINDS), st.sampled_from(["", "A", "B"]))
def test_the_code_says_nothing_of_the_answers(given: Bank, kind: str, letter: str) -> None:
    form = SheetForm(kind, letter)
    said = identity(given, form)
    assert re.fullmatch(r"[WTHR][AB]?-[0-9A-F]{6}-[0-9A-F]{6}", said)
    assert identity(given, replace(form, teacher=True)) == said


def test_the_code_tells_variant_and_version() -> None:
    given = some_bank()
    one = identity(given, SheetForm("test", "A"))
    other = identity(given, SheetForm("test", "B"))
    assert one[:2] == "TA"
    assert other[:2] == "TB"
    assert one[2:] == other[2:]
    edited = replace(given, questions=given.questions[1:])
    assert identity(edited, SheetForm("test", "A"))[:9] == one[:9]
    assert identity(edited, SheetForm("test", "A")) != one


def test_pupils_and_teachers_pages_have_the_same_code() -> None:
    made = sheets(some_bank(), request=Request(teacher=True))
    codes = {
        tuple(re.findall(r"W-[0-9A-F-]{13}", page))
        for output in made.values()
        for page in pages(output.data)
    }
    assert len(codes) == 1
    assert len(next(iter(codes))) == 1


def test_the_code_is_drawn_as_it_is_made() -> None:
    given = bank(cloze(1, "期限为{三十日}。"))
    data = sheets(given)["-worksheet.pdf"].data
    content = pypdf.PdfReader(BytesIO(data)).pages[0].get_contents().get_data().decode("latin-1")
    rows = code.modules(identity(given, SheetForm()))
    assert len(rows) == 21  # version 1 of the code: 20 letters and figures at most
    drawn = sum(float(w) for w in re.findall(r"([\d.]+) [\d.]+ re\n", content + "\n"))
    dark = sum(map(sum, rows))
    assert drawn == pytest.approx(dark * 9 * MM / 21, rel=0.01)


# --- formats and styles ------------------------------------------------------------------


@pytest.mark.parametrize("paper", PAPERS)
@pytest.mark.parametrize("kind", ["worksheet", "test"])
@pytest.mark.parametrize("large", [False, True])
def test_every_paper_holds_everything(paper: str, kind: str, large: bool) -> None:
    given = some_bank()
    made = sheets(given, SheetForm(kind), SheetLook(paper=paper, large=large))
    size = next(PAGES[name] for name in PAGES if name.lower() == paper)
    for output in made.values():
        document = pypdfium2.PdfDocument(output.data)
        assert len(document) == output.count
        for page in document:
            assert page.get_size() == pytest.approx((size[0] * MM, size[1] * MM), abs=0.1)
            for item in page.get_objects():
                left, bottom, right, top = item.get_bounds()
                assert left >= 10 * MM
                assert right <= size[0] * MM - 19 * MM
                assert bottom > 0
                assert top < size[1] * MM
    text = "".join(body(page) for page in pages(made[f"-{kind}.pdf"].data))
    for number in range(1, 35):
        assert f"{number}." in text


def test_the_columns_of_a3_are_pages_of_their_own() -> None:
    output = sheets(some_bank(60), look=SheetLook(paper="a3"))["-worksheet.pdf"]
    texts = pages(output.data)
    assert "第1页" in squeezed(texts[0])
    assert "第2页" in squeezed(texts[0])
    assert "第3页" in squeezed(texts[1])
    text = body(texts[0])
    numbers = [int(number) for number in re.findall(r"(?<![\d.（])(\d+)\.(?=[清到河供茶《])", text)]
    assert numbers == sorted(numbers)  # read down the first column, then the second


def test_large_print_has_16_points() -> None:
    style = load_style(Templates(), SheetLook(large=True))
    assert style.sizes.body == 16
    assert style.page == load_style(Templates()).page


def test_kai_in_the_body_and_song_for_its_answers() -> None:
    plain, kai = load_style(Templates()), load_style(Templates(), SheetLook(font="kai"))
    assert kai.fonts["body"].name == "kai.ttf"
    assert kai.fonts["answer"] == plain.fonts["body"]


def test_a_style_of_ones_own_needs_only_what_differs(tmp_path: Path) -> None:
    (tmp_path / "worksheet").mkdir()
    mine = "[page]\nleft_mm = 40\n[sizes]\nbody = 14\n"
    (tmp_path / "worksheet" / "wide.toml").write_text(mine, encoding="utf-8")
    templates = Templates(tmp_path)
    style = load_style(templates, SheetLook(style="wide"))
    assert style.page.left == pytest.approx(40 * MM)
    assert style.sizes.body == 14
    assert style.sizes.title == load_style(Templates()).sizes.title
    assert load_style(templates, SheetLook(style="wide", large=True)).sizes.body == 16


def test_english_furniture() -> None:
    text = whole_text(sheets(some_bank(), SheetForm("test", "A"), language="en")["-test.pdf"].data)
    assert "Markedby" in text
    assert "填空题" not in text


@pytest.mark.skipif(shutil.which("qpdf") is None, reason="qpdf is not installed")
@pytest.mark.parametrize("kind", ["worksheet", "test"])
def test_qpdf_finds_nothing_wrong(kind: str, tmp_path: Path) -> None:
    request = Request(key="append", teacher=True, variants=2)
    for suffix, output in sheets(some_bank(40), SheetForm(kind), request=request).items():
        path = tmp_path / f"x{suffix}"
        path.write_bytes(output.data)
        done = subprocess.run(["qpdf", "--check", str(path)], capture_output=True, check=False)
        assert done.returncode == 0, done.stdout


# --- the command -------------------------------------------------------------------------


@pytest.fixture
def made(quizgen: Run, tmp_path: Path) -> Path:
    example = Path(__file__).parents[1] / "examples" / "speech.txt"
    assert quizgen("make", example, "--out", tmp_path, "--quiet").code == 0
    return tmp_path / "speech.quiz.toml"


def test_the_command_writes_beside_the_bank(quizgen: Run, made: Path) -> None:
    done = quizgen(
        "print", made, "--kind", "test", "--marks", "100", "--variants", "2", "--teacher"
    )
    assert done.code == 0, done.err
    written = {path.name for path in made.parent.glob("speech-test*")}
    parts = [f"-{letter}{what}" for letter in "AB" for what in ("", "-answers", "-teacher")]
    assert written == {f"speech-test{part}.pdf" for part in parts}
    for name in written:
        assert name in done.out


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (("--paper", "a5"), 2, "--paper: 'a5' is none of its values (choose from a4, b5"),
        (("--font", "hei"), 2, "--font: 'hei' is none of its values (choose from song, kai)"),
        (("--kind", "quiz"), 2, "--kind: 'quiz' is none of its values"),
        (("--key", "later"), 2, "--key: 'later' is none of its values"),
        (("--marks", "many"), 2, "--marks: 'many' is no total of marks"),
        (("--marks", "-1"), 2, "--marks: '-1' is no total of marks"),
        (("--marks", "1"), 2, "--marks: 1 marks are too few"),
        (("--marks", "99.99"), 2, "--marks: 99.99 is not a whole or a half number"),
        (("--style", "none"), 2, "--style none: no such style"),
        (("--style", "../x"), 2, "--style: '../x' is no name of a style"),
        (("--style", "zh"), 8, "zh.toml: "),
        (("--lang", "fr"), 2, "--lang: 'fr' is none of its values"),
        (("--templates", "nowhere"), 2, "--templates nowhere: is not a folder"),
    ],
)
def test_what_cannot_be_meant_is_one_line(
    quizgen: Run, made: Path, arguments: tuple[str, str], code: int, words: str
) -> None:
    before = set(made.parent.iterdir())
    done = quizgen("print", made, *arguments)
    assert done.code == code, done.err
    assert words in done.err
    assert done.err.count("\n") == 1
    assert set(made.parent.iterdir()) == before


def test_export_is_as_it_was_before() -> None:
    text = whole_text(export("worksheet", bank(*clozes(3), matching(1, PAIRS))).data)
    assert "满分" in text
    assert STEMS[4][:5] not in text
    assert not re.search(r"W-[0-9A-F]{6}", text)


@given(st.lists(st.text("清溪市河长制", min_size=1, max_size=40), min_size=1, max_size=40))
def test_a_word_bank_holds_all_words_in_their_order_inside_its_frame(words: list[str]) -> None:
    setter = Typesetter(FONTS)
    block = word_bank(setter, words, 300.0, 10.5, 17.0)
    placed = [(word, cells) for row in block.rows for word, cells in row]
    shown = ["".join(c.text for c in word.text.clusters) for word, _ in placed]
    assert shown == words
    room = 300.0 - 2 * SIDE * 10.5
    for row in block.rows:
        assert sum(cells for _, cells in row) * block.cell <= room + 0.01
        assert all(word.width <= cells * block.cell + 0.01 for word, cells in row)
