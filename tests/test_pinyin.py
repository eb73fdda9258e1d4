"""Readings above Han characters: what has one, how lines are set with them, what is copied."""

from __future__ import annotations

import re
import sys
from io import BytesIO
from itertools import pairwise
from pathlib import Path

import docx
import pypdfium2
import pytest
from docx.oxml.ns import qn

from quizgen.bank import dump
from quizgen.errors import UsageError
from quizgen.exporters import Options
from quizgen.exporters.choices import KINDS, SheetForm, SheetLook
from quizgen.exporters.pdf import readings as source
from quizgen.exporters.pdf.breaking import break_lines, natural_width, positions
from quizgen.exporters.pdf.characters import Kind
from quizgen.exporters.pdf.clusters import Gap, Inline, Run
from quizgen.exporters.pdf.fonts import Fonts
from quizgen.exporters.pdf.readings import readings
from quizgen.exporters.pdf.ruby import APART, LOOSE, SIZE, Annotated, Annotator
from quizgen.exporters.pdf.setter import Setter
from quizgen.exporters.pdf.style import load_style
from quizgen.exporters.printed import Request, print_sheets
from quizgen.readers import docx as word_reader
from quizgen.resources import Templates
from tests.conftest import Run as Command
from tests.printing import bank, clozes, matching, text_of

FONTS = Fonts(load_style(Templates()).fonts)
FOOTER = re.compile(r"第\d+页（共\d+页）(测试卷)?")
LONG = "窗前双桥霜降，庄稼装上船；“广场”上长笛、长号（共 12 支）——响成一片，行人与银行都停下来听。"


def long_ones(text: str) -> list[str]:
    """Readings as wide as they come for 广 and such, and short ones."""
    return ["zhuāng" if ord(c) % 3 == 0 else "yī" if ord(c) % 3 == 1 else "" for c in text]


def annotated(*inlines: Inline) -> Annotated:
    text = Annotator(FONTS, long_ones).annotated(Setter(FONTS.width).text(inlines))
    assert isinstance(text, Annotated)
    return text


def test_marks_latin_letters_and_figures_have_no_reading() -> None:
    asked: list[str] = []

    def read(text: str) -> list[str]:
        asked.append(text)
        return ["x"] * len(text)

    assert readings([*"重点，", "GDP", *"（第", "3", *"页）", "", "中"], read) == (
        ["x", "x", "", "", "", "x", "", "x", "", "", "x"]
    )
    assert asked == ["重点", "第", "页", "中"]


def test_blanks_have_no_reading() -> None:
    text = annotated(Run("广泛"), Gap(6), Run("落实"))
    gaps = [bool(cluster.gap) for cluster in text.clusters]
    assert all(text.readings[place] is None for place, gap in enumerate(gaps) if gap)
    assert len(text.readings) == len(gaps)


def test_text_without_readings_is_left_alone() -> None:
    text = Setter(FONTS.width).text([Run("12 km/h")])
    assert Annotator(FONTS, long_ones).annotated(text) is text


@pytest.mark.parametrize("measure", range(8, 40))
def test_readings_never_touch_and_lines_keep_their_rules(measure: int) -> None:
    text = annotated(Run(LONG), Gap(6), Run(LONG))
    for line in break_lines(text, lambda _: float(measure)):
        end_of_ink = positions(text, line)[-1] + text.clusters[line.stop - 1].width
        assert end_of_ink - text.clusters[line.stop - 1].trail <= measure + 1e-6
        first, last = text.clusters[line.start], text.clusters[line.stop - 1]
        assert first.left not in (Kind.CLOSE, Kind.STOP, Kind.DASH)
        assert last.right is not Kind.OPEN
        end = -9.0
        for index, at in enumerate(positions(text, line), line.start):
            above = text.readings[index]
            if above:
                middle, half = at + text.clusters[index].width / 2, natural_width(above) * SIZE / 2
                assert middle - half >= end + APART / 2
                end = middle + half


@pytest.mark.parametrize("role", ["body", "answer", "heading"])
def test_every_letter_of_pinyin_has_a_glyph(role: str) -> None:
    letters = "abcdefghijklmnopqrstuwxyzāáǎàēéěèêīíǐìōóǒòūúǔùüǖǘǚǜńň"
    assert [c for c in letters if FONTS.lacks(role, c)] == []


def test_without_the_library_one_line_says_what_to_install(
    quizgen: Command, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    path = tmp_path / "a.quiz.toml"
    path.write_text(dump(bank(*clozes(2))), encoding="utf-8")
    monkeypatch.setitem(sys.modules, "pypinyin", None)
    source.reader.cache_clear()
    done = quizgen("print", path, "--pinyin")
    assert done.code == 2
    assert done.err == (
        "quizgen: --pinyin: needs the library pypinyin "
        '(install it with `pip install "quizgen[pinyin]"`)\n'
    )
    with pytest.raises(UsageError):
        source.reader()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("银行的行为", "yín háng de xíng wéi"),
        ("重新重视", "chóng xīn zhòng shì"),
        ("长期成长", "cháng qī chéng zhǎng"),
        ("音乐快乐", "yīn yuè kuài lè"),
        ("绿女", "lǜ nǚ"),
        ("为人民服务", "wèi rén mín fú wù"),  # not 为人|民
        ("要为企业让路", "yào wèi qǐ yè ràng lù"),
        ("比例为九成", "bǐ lì wéi jiǔ chéng"),
        ("以人为本", "yǐ rén wéi běn"),
        ("扎实地推进", "zhā shí de tuī jìn"),
        ("一个地方", "yí gè dì fāng"),
        ("说得清楚", "shuō de qīng chǔ"),
    ],
)
def test_words_tell_how_their_characters_are_read(text: str, expected: str) -> None:
    pytest.importorskip("pypinyin")
    source.reader.cache_clear()
    assert " ".join(source.reader()(text)) == expected


def test_each_character_has_its_own_reading_or_none() -> None:
    pytest.importorskip("pypinyin")
    source.reader.cache_clear()
    text = "山①ア々𰻝水Ａ"
    read = source.reader()(text)
    assert len(read) == len(text)
    assert (read[0], read[-2]) == ("shān", "shuǐ")
    assert not read[1]


@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind in {"worksheet", "test"}])
def test_what_is_copied_is_the_text_without_readings(kind: str) -> None:
    pytest.importorskip("pypinyin")
    source.reader.cache_clear()
    given = bank(*clozes(3), matching(1))
    form = SheetForm(kind, word_bank=True)

    def texts(*, pinyin: bool) -> list[str]:
        look = SheetLook(pinyin=pinyin)
        made = print_sheets(given, Options(sheet=look, form=form), Request(teacher=True))
        assert not any(output.problems for output in made.values())
        title = given.title
        return [FOOTER.sub("", text_of(one.data)).replace(title, "") for one in made.values()]

    assert texts(pinyin=True)[:2] == texts(pinyin=False)[:2]
    data = print_sheets(given, Options(sheet=SheetLook(pinyin=True), form=form), Request())
    assert data == print_sheets(given, Options(sheet=SheetLook(pinyin=True), form=form), Request())


def test_characters_and_answers_are_drawn_where_lines_put_them() -> None:
    pytest.importorskip("pypinyin")
    source.reader.cache_clear()
    given = bank(*clozes(3))
    options = Options(sheet=SheetLook(pinyin=True))
    made = print_sheets(given, options, Request(teacher=True))
    size = load_style(Templates(), SheetLook(pinyin=True)).sizes.body
    page = pypdfium2.PdfDocument(made["-worksheet.pdf"].data)[0].get_textpage()
    text = page.get_text_range()
    at = text.index("清")
    at = text.index("1.", at)
    boxes = [
        page.get_charbox(place, loose=True)
        for place in range(at, text.index("，", at))
        if "\u4e00" <= text[place] <= "\u9fff"
    ]
    steps = [right[0] - left[0] for left, right in pairwise(boxes)]
    assert len(steps) > 8
    assert min(steps) >= (1 + LOOSE) * size - 0.1
    teacher = text_of(made["-worksheet-teacher.pdf"].data)
    for question in given.questions:
        for blank in question.blanks:
            assert blank.answer in teacher


def test_word_has_readings_above_the_same_text() -> None:
    pytest.importorskip("pypinyin")
    source.reader.cache_clear()
    given = bank(*clozes(5), matching(1))

    def made(*, pinyin: bool) -> dict[str, bytes]:
        options = Options(sheet=SheetLook(pinyin=pinyin), form=SheetForm("test"))
        request = Request(teacher=True, formats=("docx",))
        return {name: out.data for name, out in print_sheets(given, options, request).items()}

    plain, annotated = made(pinyin=False), made(pinyin=True)
    for name, data in annotated.items():
        texts = [word_reader.read(of, "a.docx").text for of in (plain[name], data)]
        assert texts[0] == texts[1]
        body = docx.Document(BytesIO(data)).element.body
        spelt = {
            tuple(ruby.find(f"{qn(part)}//{qn('w:t')}").text for part in ("w:rubyBase", "w:rt"))
            for ruby in body.iter(qn("w:ruby"))
        }
        assert ("题", "tí") in spelt or "answers" in name
        assert all(len(base) == 1 for base, _ in spelt)
        for blank in body.iter(qn("w:rStyle")):
            if blank.get(qn("w:val")) in {"Blank", "Filled"}:
                assert not any(True for _ in blank.iterancestors(qn("w:ruby")))
