"""What stands on the terminal: widths, short lines, nothing that moves the cursor."""

from __future__ import annotations

from pathlib import Path

import pytest

from quizgen import outline, readers, screen, screen_runs
from quizgen.document import Document, Phrase, PhraseKind, Span
from quizgen.errors import Problem
from quizgen.text import width


def document(text: str) -> Document:
    return outline.build(readers.read(text.encode(), "a.txt"), "a.txt")


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("第一行\n  第二行\t末", "第一行 第二行 末"),
        ("红\x1b[31m色", "红�[31m色"),
        ("左\u202e右\u200b", "左�右�"),
        ("\r覆盖", "覆盖"),
        ("[bold]方括号[/bold]", "[bold]方括号[/bold]"),
    ],
)
def test_document_text_is_shown_plainly(text: str, shown: str) -> None:
    assert screen.plain(text) == shown


@pytest.mark.parametrize(
    ("text", "columns", "shown"),
    [
        ("促进城乡融合发展", 16, "促进城乡融合发展"),
        ("促进城乡融合发展", 15, "促进城乡融合…"),
        ("促进城乡融合发展", 4, "促…"),
        ("plain words", 11, "plain words"),
        ("plain words", 8, "plain …"),
    ],
)
def test_long_text_is_cut_by_its_width(text: str, columns: int, shown: str) -> None:
    assert screen.shorten(text, columns) == shown


def test_columns_align_across_wide_and_narrow_names() -> None:
    assert width(screen.pad("讲话.txt", 12)) == width(screen.pad("speech.txt", 12)) == 12


@pytest.mark.parametrize(
    ("count", "words", "shown"),
    [
        (0, ("card", "cards"), "0 cards"),
        (1, ("card", "cards"), "1 card"),
        (1234, ("card", "cards"), "1,234 cards"),
    ],
)
def test_numbers_agree_with_their_nouns(count: int, words: tuple[str, str], shown: str) -> None:
    assert screen.number(count, words) == shown


def test_every_kind_of_phrase_has_a_name() -> None:
    assert set(screen.KINDS) == set(PhraseKind)


def test_every_line_of_a_tree_fits_and_tells_its_source_line() -> None:
    read = document(
        "标题\n\n一、"
        + "很长的标题" * 12
        + "\n正文。\n\n二、第二部分\n正文。\n\n四、第四部分\n正文。\n"
    )
    tree = screen.outline_tree(read, 60)
    rows = [line for line in tree.splitlines() if "、" in line and not line.startswith("!")]
    assert [row.split()[0] for row in rows] == ["3", "6", "9"]
    assert all(width(row) <= 60 for row in rows)
    assert rows[0].endswith("…")
    assert rows[2].split()[1] == "!"
    assert "! line 9: " in tree


def test_a_document_without_structure_says_so() -> None:
    assert "No numbered or marked structure was found." in screen.outline_tree(
        document("春天来了，花都开了。\n")
    )


def test_problems_are_counted_when_there_are_many() -> None:
    read = document("春天来了，花都开了，草也绿了。\n")
    problems = [Problem(f"number {index}", index, index + 1) for index in range(12)]
    lines = screen.problem_lines(read, problems, 80)
    assert len(lines) == screen.MOST_PROBLEMS + 1
    assert lines[0].startswith("line 1: number 0  | 春天来了")
    assert lines[-1] == "and 4 more"
    (short,) = screen.problem_lines(read, [Problem("very " * 20, 1, 2)], 80)
    assert "|" not in short
    assert screen.problem_lines(read, [Problem("of the whole")], 80) == ["of the whole"]


def test_a_phrase_that_occurs_again_is_one_row() -> None:
    text = "稳中求进，稳中求进，再稳中求进。\n"
    read = document(text)
    spans = [Span(start, start + 4) for start in (0, 5, 11)]
    found = [Phrase(span, PhraseKind.QUOTED, 0.9) for span in spans]
    found.append(Phrase(Span(10, 11), PhraseKind.TERM, 0.1))
    table = screen.phrase_table(read, found, 1)
    assert "稳中求进  ×3" in table
    assert "… 1 more (--limit 0 shows all)" in table
    assert "3 quoted terms, 1 other candidate" in table


@pytest.mark.parametrize(
    ("paths", "names"),
    [
        (["docs/a.txt", "docs/b.md"], ["a.txt", "b.md"]),
        (["docs/a.txt", "docs/deep/b.md"], ["a.txt", "deep/b.md"]),
        (["a.txt", "docs/b.md"], ["a.txt", "docs/b.md"]),
        (["/x/a.txt", "docs/b.md"], ["/x/a.txt", "docs/b.md"]),
        (["/x/a.txt", "/y/b.md"], ["/x/a.txt", "/y/b.md"]),
    ],
)
def test_a_batch_is_named_without_the_common_folder(paths: list[str], names: list[str]) -> None:
    found = screen_runs.batch_names([Path(path) for path in paths])
    assert [Path(name).as_posix() for name in found.values()] == names


@pytest.mark.parametrize(
    ("encoding", "told"),
    [("GB18030", "as GB18030"), ("UTF-16-LE", "as UTF-16-LE"), ("UTF-8", ""), ("", "")],
)
def test_a_guessed_encoding_is_told(encoding: str, told: str) -> None:
    document = Document("一、甲", "", "a.txt", (), (), encoding=encoding)
    assert screen.read_as(document).startswith(told)
    assert bool(screen.read_as(document)) is bool(told)
    assert (told in screen.outline_tree(document)) is True
