"""Text in Anki fields: shown as it is, whatever it is."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from real_anki import seen
from strategies import texts

from quizgen.exporters.ankideck.fields import listing, plain, verbatim, visible

# What the field holds, by text.
CASES = {
    "坚持“八八战略”": "坚持“八八战略”",
    "a < b & c > d": "a &lt; b &amp; c &gt; d",
    "一\r\n二\u2028三": "一<br>二<br>三",
    "{{c1::x}}": "{<!-- -->{c1:<!-- -->:x}<!-- -->}<!-- -->",
    "{{{": "{<!-- -->{<!-- -->{<!-- -->",
    "[sound:a.mp3]": "[<!-- -->sound:a.mp3]",
    r"\(x\)": r"\<!-- -->(x\<!-- -->)",
    r"\[x\]": r"\<!-- -->[<!-- -->x\<!-- -->]",
    "**西枢纽": "*<!-- -->*西枢纽",
    "\x00a\x1fb\x7f\ud800": "ab",
    "<!-- -->": "&lt;!-- --&gt;",
    "结尾：:": "结尾：:<!-- -->",
    "结尾\\": "结尾\\<!-- -->",
}

# Single marks have no meaning and stay as they are.
UNTOUCHED = ["{a}。", "3:2", "*月", "a\\b", "]", "}a{。", "\"a\" 'b'", "👨‍👩‍👧"]


@pytest.mark.parametrize(("text", "field"), CASES.items())
def test_case(text: str, field: str) -> None:
    assert verbatim(text) == field


@pytest.mark.parametrize("text", UNTOUCHED)
def test_untouched(text: str) -> None:
    assert verbatim(text) == text


@given(texts, texts)
def test_what_is_seen_is_the_text_and_no_mark_is_left(text: str, other: str) -> None:
    field = verbatim(text) + verbatim(other)
    assert seen(field) == plain(text) + plain(other)
    assert not re.search(r"\{\{|\}\}|::|\*\*|\[[^<]|\\[()\[\]]|[\x00-\x08\x1f]", field + " ")
    closed = "{{c1::" + verbatim(text) + "}}"  # as a blank: ends where it should
    assert closed.index("}}") == len(closed) - 2


@pytest.mark.parametrize("text", ["", " ", "\u3000\n", "\u200b", "\x1f\x00", "\ufeff\u202e"])
def test_invisible(text: str) -> None:
    assert not visible(text)


def test_a_list_marks_one_item() -> None:
    assert listing("ul", ["a", "b"], 1) == '<ul><li>a</li><li class="right">b</li></ul>'
