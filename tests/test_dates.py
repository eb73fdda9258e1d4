"""The date of a document."""

from __future__ import annotations

import pytest

from quizgen import outline, readers
from quizgen.questions.dates import date

BODY = "同志们：\n\n今年要抓好三件大事。" + "\n\n要稳中求进，久久为功。" * 20

# Lines below the title: the date that is found.
FOUND = {
    "（2024年3月6日）": "2024年3月6日",
    "二〇二四年三月六日": "二〇二四年三月六日",
    "（三月六日）": "三月六日",
    "2024-03-06": "2024-03-06",
    "《2024年3月》": "",
    "〔2024年3月〕": "2024年3月",
    "２０２４ 年 ３ 月 ６ 日": "２０２４年３月６日",
    "2024年": "2024年",
    "（1995年3月18日第八届会议通过，自1995年9月1日起施行）": "",
    "2024年3月6日下午": "",
    "第3期": "",
    "2024-3/6": "",
    "一月": "",
}


@pytest.mark.parametrize(("line", "expected"), FOUND.items())
@pytest.mark.parametrize("end", [False, True])
def test_date(line: str, expected: str, end: bool) -> None:
    text = f"讲话\n\n{BODY}\n\n{line}\n" if end else f"讲话\n\n{line}\n\n{BODY}\n"
    assert date(outline.build(readers.read(text.encode(), "a.txt"), "a.txt")) == expected


def test_a_date_amid_the_text_is_not_that_of_the_document() -> None:
    text = f"讲话\n\n{BODY}\n\n2024年3月6日\n\n{BODY}\n"
    assert date(outline.build(readers.read(text.encode(), "a.txt"), "a.txt")) == ""
