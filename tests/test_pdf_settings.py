"""Style and wording: what cannot be used is refused with file and key."""

from __future__ import annotations

from pathlib import Path

import pytest

from quizgen.errors import BadTemplate
from quizgen.exporters import Options
from quizgen.exporters.pdf.style import load_style
from quizgen.exporters.pdf.wording import load_wording
from quizgen.resources import Templates
from tests.printing import bank, clozes, export, matching, text_of


def changed(folder: Path, name: str, old: str, new: str) -> Templates:
    """The bundled templates with one place of one file changed."""
    text = Templates().text(f"worksheet/{name}")
    assert text.count(old) == 1, old
    (folder / "worksheet").mkdir()
    (folder / "worksheet" / name).write_text(text.replace(old, new), encoding="utf-8")
    return Templates(folder)


@pytest.mark.parametrize(
    ("old", "new", "key"),
    [
        ('size = "A4" ', 'size = "A7" ', "page.size"),
        ("top_mm = 19", "top_mm = 190", "page.top_mm"),
        ("top_mm = 19", "top_mm = nan", "page.top_mm"),
        ("top_mm = 19", "", "page.top_mm"),
        ("top_mm = 19", "top_mm = 19\ntopp_mm = 2", "page.topp_mm"),
        ("top_mm = 19", "top_mm = true", "page.top_mm"),
        ("title = 18", 'title = "18"', "sizes.title"),
        ("table = 17", "table = -1", "leading.table"),
        ("[[2, 6], [4, 9]", "[[2, 9], [4, 9]", "blanks.steps"),
        ("[[2, 6], [4, 9]", "[[2], [4, 9]", "blanks.steps"),
        ("[[2, 6], [4, 9]", "[[2, 6.5], [4, 9]", "blanks.steps"),
        ("[[2, 6], [4, 9]", '["2", [4, 9]', "blanks.steps"),
        ("most_pairs = 10", "most_pairs = 1", "matching.most_pairs"),
        ("blank = 1 ", "blank = -1 ", "marks.blank"),
        ("[marks]", "[other]\n[marks]", "other"),
        ('"C:/Windows/Fonts/simsun.ttc"', "12", "fonts.fallback"),
    ],
)
def test_a_bad_style_names_file_and_key(tmp_path: Path, old: str, new: str, key: str) -> None:
    with pytest.raises(BadTemplate) as caught:
        load_style(changed(tmp_path, "style.toml", old, new))
    assert str(caught.value).startswith(str(tmp_path / "worksheet" / "style.toml"))
    assert f"{key}: " in caught.value.what


@pytest.mark.parametrize(
    ("old", "new", "key"),
    [
        ("满分 {total} 分", "满分 {totl} 分", "sheet.subtitle"),
        ("满分 {total} 分", "满分 {total.__class__} 分", "sheet.subtitle"),
        ("满分 {total} 分", "满分 {total!r} 分", "sheet.subtitle"),
        ("满分 {total} 分", "满分 {total 分", "sheet.subtitle"),
        ('["得分", 2]', '["得分", 0]', "sheet.fields"),
        ('["得分", 2]', '"得分"', "sheet.fields"),
        ('numerals = ["一", "二"]', 'numerals = ["一"]', "numerals"),
        ('box = ["（", "）"]', 'box = ["（"]', "matching.box"),
        ('number = "题号"', "number = 3", "answers.number"),
        ("[answers]", "[answer]", "answers"),
    ],
)
def test_a_bad_wording_names_file_and_key(tmp_path: Path, old: str, new: str, key: str) -> None:
    with pytest.raises(BadTemplate) as caught:
        load_wording(changed(tmp_path, "zh.toml", old, new), "zh")
    assert str(tmp_path / "worksheet" / "zh.toml") in str(caught.value)
    assert f"{key}: " in caught.value.what


def test_what_is_not_toml_is_refused_with_its_line(tmp_path: Path) -> None:
    with pytest.raises(BadTemplate, match="line 3"):
        load_wording(changed(tmp_path, "zh.toml", 'language = "zh-CN"', "language = "), "zh")


def test_a_language_without_wording_is_a_bad_template() -> None:
    with pytest.raises(BadTemplate, match=r"worksheet/xx\.toml"):
        load_wording(Templates(), "xx")


def test_the_bundled_files_are_good() -> None:
    load_style(Templates())
    assert load_wording(Templates(), "zh").fill_in.heading == "{numeral}、填空题"
    assert load_wording(Templates(), "en").fill_in.heading == "{numeral}. Fill in the blanks"


def test_marks_of_the_style_are_printed(tmp_path: Path) -> None:
    options = Options(changed(tmp_path, "style.toml", "blank = 1 ", "blank = 1.5 "))
    text = text_of(export("worksheet", bank(*clozes(1), matching(1)), options).data)
    assert "每空1.5分，共3分" in text  # two blanks
    assert "满分7分" in text  # and four pairs


def test_english_furniture_on_request() -> None:
    given = bank(*clozes(2), matching(1))
    text = text_of(export("worksheet", given, Options(language="en")).data)
    for words in ("Name:", "Score:", "I.Fillintheblanks", "II.Matching", "Page1of1"):
        assert words in text
    key = text_of(export("answers", given, Options(language="en")).data)
    assert "Answers" in key
    assert not any(words in key for words in ("填空题", "题号", "参考答案"))


@pytest.mark.parametrize("size", ["B5", "16K", "Letter"])
def test_other_page_sizes(tmp_path: Path, size: str) -> None:
    options = Options(changed(tmp_path, "style.toml", 'size = "A4"', f'size = "{size}"'))
    output = export("worksheet", bank(*clozes(30), matching(1)), options)
    assert "30." in text_of(output.data)
