"""Fields as a learner's Anki gives them back: the text, and what is lost with it."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st
from strategies import segments as stems
from strategies import texts

from quizgen.exporters.ankideck import base
from quizgen.exporters.ankideck.fields import plain, verbatim
from quizgen.exporters.ankideck.fieldtext import canonical, marked, read, segments, settle
from quizgen.exporters.ankideck.notetypes import CLOZE, NOTE_TYPES
from quizgen.quiz import Blank, Text

# What a field says, by HTML.
SAYS = {
    "坚持稳中求进": "坚持稳中求进",
    "一<br>二": "一\n二",
    "一<br />二": "一\n二",
    "一<div>二</div>": "一\n二",
    "<div>一</div><div>二</div>": "一\n二",
    "一<div><br></div><div>二</div>": "一\n\n二",
    "<div>一<br></div>二": "一\n二",
    "<p>一</p><p>二</p>": "一\n二",
    "<span>一</span>二": "一二",
    "一\n二": "一 二",
    "a &lt; b &amp;amp; c": "a < b &amp; c",
    "{<!-- -->{c1:<!-- -->:x}<!-- -->}<!-- -->": "{{c1::x}}",
    "<!-- StartFragment -->一": "一",
    "a < b": "a < b",
    "}} :: {{c1::x": "}} :: {{c1::x",
    # What the editor of Anki 26.9 made of typing at the ends and of new lines.
    "&nbsp; 新&nbsp; a &lt; b": "\xa0 新\xa0 a < b",
    "*<!-- -->*，  两 格<br><!-- -->第二行&nbsp;": "**，  两 格\n第二行\xa0",
    "括]]改 了<br>另 一行&nbsp;<br><br>三": "括]]改 了\n另 一行\xa0\n\n三",
    "": "",
}

# What a text cannot hold, by HTML.
LOSES = {
    '一<img src="a>b.png">': "a picture",
    "一<b>二</b>": "bold",
    "<strong>一</strong>": "bold",
    "<i>一</i>": "italics",
    "10<sup>8</sup>": "formatting",
    '<span style="color: red">一</span>': "colours or fonts",
    "<div style='text-align: center'>一</div>": "colours or fonts",
    "<ul><li>一</li></ul>": "a list",
    '<a href="#">一</a>': "a link",
    "一[sound:a.mp3]": "a sound",
    r"一\(x\)": "a formula",
    "<anki-mathjax>x</anki-mathjax>": "a formula",
    "<marquee>一</marquee>": "a <marquee>",
    "{{c1::一::二}}": "a hint in a blank",
    "{{c1::一{{c2::二}}}}": "a blank inside a blank",
    '{{c1::<b class="}}">一</b>': "a blank inside a tag",
}

# What the editor does to a field that the learner has touched, and changes nothing.
SAME = [
    ("一<br>二", "一<div>二</div>"),
    ("一 二  三", "一&nbsp;二&nbsp; 三"),
    ("一", "一<br>"),
    ("一", "<div>一</div>"),
    ("e\u0301", "é"),
    ("", "<br>"),
    ("坚持{{c1::开局}}。", "坚持{{c1::开局}}。<br>"),
    ("[<!-- -->一]", "[一]"),
]

DIFFERENT = [
    ("一", "二"),
    ("一", "<b>一</b>"),
    ("一", '一<img src="a.png">'),
    ("{{c1::一}}二", "一{{c1::二}}"),
    ("{{c1::一}}", "{{c2::一}}"),
    ("{{c1::一}}", "{{c1::一::二}}"),
    ("{{c1::一}}", "一"),
    ("{<!-- -->{c1:<!-- -->:一}<!-- -->}<!-- -->", "{{c1::一}}"),
    ("一[<!-- -->sound:a]", "一[sound:a]"),
]


@pytest.mark.parametrize(("html", "text"), SAYS.items())
def test_says(html: str, text: str) -> None:
    assert read(html).marked == text
    assert not read(html).lost


@pytest.mark.parametrize(("html", "what"), LOSES.items())
def test_loses(html: str, what: str) -> None:
    assert what in read(html).lost


@pytest.mark.parametrize(("html", "other"), SAME)
def test_same(html: str, other: str) -> None:
    assert canonical(html) == canonical(other)


@pytest.mark.parametrize(("html", "other"), DIFFERENT)
def test_different(html: str, other: str) -> None:
    assert canonical(html) != canonical(other)


def test_blanks() -> None:
    said = read("坚持{{c1::开&nbsp;局}}、{{c2::二}}")
    assert segments(said.marked) == (
        Text("坚持"),
        Blank("开\xa0局"),
        Text("、"),
        Blank("二"),
    )
    assert said.numbers == (1, 2)


@given(texts)
def test_reading_is_the_inverse_of_writing(text: str) -> None:
    said = read(verbatim(text))
    assert said.marked == plain(text)
    assert not said.lost


def _field(stem: tuple[Text | Blank, ...]) -> str:
    return "".join(
        "{{c1::" + verbatim(part.answer) + "}}" if isinstance(part, Blank) else verbatim(part.text)
        for part in stem
    )


@given(stems())
def test_reading_a_stem_is_the_inverse_too(stem: tuple[Text | Blank, ...]) -> None:
    said = read(_field(stem))
    assert said.marked == plain_stem(stem)
    assert not said.lost
    assert set(said.numbers) == {1}


def plain_stem(stem: tuple[Text | Blank, ...]) -> str:
    """The stem as a field can hold it."""
    return marked(
        Blank(plain(part.answer)) if isinstance(part, Blank) else Text(plain(part.text))
        for part in stem
    )


def touched(html: str, choose: st.DataObject) -> str:
    """A field as the editor leaves it when a learner has been there."""
    html = unicodedata.normalize("NFC", html)
    for space in ("&nbsp;", " &nbsp;"):
        if choose.draw(st.booleans()):
            html = html.replace("<!-- -->", "\x00").replace("  " if space[0] == " " else " ", space)
            html = html.replace("\x00", "<!-- -->")
    lines = html.split("<br>")
    # A blank that goes over lines keeps its breaks: a block cannot begin inside one.
    if len(lines) > 1 and "{{c1::" not in html and choose.draw(st.booleans()):
        html = lines[0] + "".join(f"<div>{line or '<br>'}</div>" for line in lines[1:])
    return html + choose.draw(st.sampled_from(["", "<br>", "<!--EndFragment-->"]))


@given(st.data(), texts)
def test_the_editor_changes_no_text(choose: st.DataObject, text: str) -> None:
    old = plain(text)
    html = touched(verbatim(text), choose)
    assert canonical(html) == canonical(verbatim(text))
    assert settle(read(html).marked, old) == old


@given(st.data(), stems())
def test_the_editor_changes_no_stem(choose: st.DataObject, stem: tuple[Text | Blank, ...]) -> None:
    html = touched(_field(stem), choose)
    assert canonical(html) == canonical(_field(stem))
    assert settle(read(html).marked, plain_stem(stem)) == plain_stem(stem)


@given(texts, texts)
def test_what_is_taken_over_is_what_anki_says(new: str, old: str) -> None:
    taken = settle(plain(new), plain(old))
    assert canonical(verbatim(taken)) == canonical(verbatim(new))


def test_a_change_elsewhere_leaves_the_spaces_as_they_were() -> None:
    assert settle("2024\xa0年 5\xa0月，乙", "2024\xa0年 5 月，甲") == "2024\xa0年 5 月，乙"


def test_digests_tell_the_fields_apart() -> None:
    fields = {"Text": "坚持{{c1::开局}}。", "Source": "坚持<b>开局</b>。", "Id": "b/q"}
    before = base.sides(CLOZE.name, fields)
    assert base.read(base.write(CLOZE.name, fields)) == before
    for name, side in [("Text", "Text"), ("Note", "Note"), ("Source", "*"), ("Hint", "*")]:
        after = base.sides(CLOZE.name, fields | {name: "改"})
        assert {key for key in before if before[key] != after[key]} == {side}
    for name in ("Id", base.FIELD):
        assert base.sides(CLOZE.name, fields | {name: "改"}) == before
    assert base.sides(CLOZE.name, fields | {"Hint": "<br>"}) == before


@pytest.mark.parametrize("value", ["改", "Text=123", "=12345678", "Text"])
def test_what_is_no_digest_is_none(value: str) -> None:
    assert base.read(value) == {}


@pytest.mark.parametrize("kind", NOTE_TYPES)
def test_texts_are_fields_of_their_type(kind: object) -> None:
    assert set(base.TEXTS[kind.name]) <= set(kind.fields)  # type: ignore[attr-defined]
    assert base.FIELD in kind.fields  # type: ignore[attr-defined]
