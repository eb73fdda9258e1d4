"""Long sheets: contents, the document's heads among the items; columns that end alike."""

from __future__ import annotations

from dataclasses import dataclass, replace
from io import BytesIO

import pypdf
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from quizgen.exporters import Options
from quizgen.exporters.chapters import chapters
from quizgen.exporters.choices import SheetForm, SheetLook
from quizgen.exporters.pdf.pagination import Page, paginate
from quizgen.exporters.pdf.pen import Pen
from quizgen.exporters.pdf.spreading import spread
from quizgen.exporters.printed import Request, print_sheets
from quizgen.quiz import Bank, Heading
from tests.conftest import Run
from tests.printing import bank, clozes, matching, pages, squeezed

HEADS = ("河湖长制", "源头治理", "岸线管理", "供水安全")


def book(items: int = 500) -> Bank:
    """Ten items in each section, forty in each chapter."""
    questions = [
        replace(
            item,
            section=(
                Heading(f"第{place // 40 + 1}章", "治水"),
                Heading(f"第{place // 10 % 4 + 1}节", HEADS[place // 10 % 4]),
            ),
        )
        for place, item in enumerate(clozes(items))
    ]
    return bank(*questions, matching(1))


def printed(given: Bank, request: Request | None = None, look: SheetLook | None = None) -> bytes:
    options = Options(form=SheetForm(contents=True), sheet=look or SheetLook())
    return print_sheets(given, options, request or Request())["-worksheet.pdf"].data


def paths(*rows: str) -> list[tuple[Heading, ...]]:
    return [tuple(Heading("", title) for title in row.split("/") if title) for row in rows]


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ((), []),
        (("",) * 3, [(), (), ()]),
        (("甲",) * 3, [((0, "甲"),), (), ()]),
        (("甲",) * 3 + ("乙",) * 3, [((0, "甲"),), (), (), ((0, "乙"),), (), ()]),
        (("甲/子",) * 3 + ("乙/子",) * 3,
         [((0, "甲"), (1, "子")), (), (), ((0, "乙"), (1, "子")), (), ()]),
        (("甲/子", "甲/丑", "甲/寅"), [((0, "甲"),), (), ()]),  # each item its own section
        (("甲", "乙", "丙"), [(), (), ()]),
    ],
)  # fmt: skip
def test_heads_stand_before_the_first_item_of_their_section(
    rows: tuple[str, ...], expected: list[object]
) -> None:
    assert chapters(paths(*rows)) == expected


def test_the_contents_name_the_pages_on_which_the_heads_stand() -> None:
    shown = [squeezed(page) for page in pages(printed(book()))]
    contents = "".join(page for page in shown if "1.清溪市坚持" not in page[:200])
    first = next(place for place, page in enumerate(shown, 1) if "1.清溪市坚持" in page)
    assert first == 3  # fifty heads take two pages
    assert "目录" in shown[0]
    for chapter in range(1, 14):
        head = f"第{chapter}章治水"
        home = next(n for n, page in enumerate(shown[2:], 3) if head in page)
        assert f"{head}{home}" in contents
    assert f"二、匹配题{len(shown)}" in contents


def test_the_lines_of_the_contents_are_links_and_bookmarks_are_nested() -> None:
    reader = pypdf.PdfReader(BytesIO(printed(book(120))))
    targets = [str(link.get_object()["/Dest"]) for link in reader.pages[0]["/Annots"]]
    assert len(targets) == len(set(targets)) == 2 + 3 + 12

    def titles(entries: list[object], depth: int = 0) -> list[tuple[int, str]]:
        found = []
        for entry in entries:
            if isinstance(entry, list):
                found += titles(entry, depth + 1)
            else:
                found.append((depth, squeezed(entry["/Title"])))
        return found

    outline = titles(reader.outline)
    assert outline[:3] == [(0, "一、填空题"), (1, "第1章治水"), (2, "第1节河湖长制")]
    assert outline[-1] == (0, "二、匹配题")
    assert len(outline) == len(targets)


@pytest.mark.parametrize("look", [SheetLook(paper="a3"), SheetLook(large=True, paper="b5")])
def test_every_item_is_in_a_book_and_the_teachers_copy_has_its_pages(look: SheetLook) -> None:
    given = book(100)
    options = Options(form=SheetForm(contents=True), sheet=look)
    made = print_sheets(given, options, Request(teacher=True, even=True))
    sheet, teacher = made["-worksheet.pdf"], made["-worksheet-teacher.pdf"]
    assert sheet.count == teacher.count
    text = squeezed("".join(pages(sheet.data)))
    assert all(f"{number}." in text for number in range(1, 105))


def test_a_quiz_of_five_items_is_one_page() -> None:
    for kind in ("worksheet", "test"):
        given = bank(*clozes(4), matching(1))
        made = print_sheets(given, Options(form=SheetForm(kind, identified=True)), Request())
        assert {output.count for output in made.values()} == {1}


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("--kind", "test"), "means nothing for a test"),
        (("--kind", "review"), "means nothing for a review"),
        (("--variants", "2"), "means nothing for papers whose items are mixed"),
    ],
)
def test_contents_are_refused_where_they_mean_nothing(
    quizgen: Run, arguments: tuple[str, str], words: str
) -> None:
    done = quizgen("print", "a.quiz.toml", "--contents", *arguments)
    assert done.code == 2
    assert words in done.error


# --- columns -----------------------------------------------------------------------------

heights = st.lists(st.sampled_from([12.0, 14.0, 28.0, 60.0]), min_size=1, max_size=60)


@dataclass(frozen=True)
class Box:
    """A block that is never split."""

    name: int
    height: float
    before: float = 0.0
    keep_with_next: bool = False

    def split(self, _room: float, *, forced: bool) -> None:
        del forced

    def draw(self, _pen: Pen, _x: float, _top: float) -> None:
        raise AssertionError


def bottom(page: Page) -> float:
    return max((at.offset + at.block.height for at in page), default=0.0)


@given(heights, st.integers(1, 4), st.booleans())
@settings(max_examples=200)
def test_columns_hold_everything_in_order_and_end_alike(
    given: list[float], columns: int, headed: bool
) -> None:
    blocks = [Box(name, height) for name, height in enumerate(given)]
    head = [Box(-1, 50.0)] if headed else []
    found = spread(head, blocks, 300.0, columns)
    assert [at.block for page in found for at in page] == [*head, *blocks]
    assert all(bottom(page) <= 300.0 + 0.1 for page in found)
    for page in found[:columns]:
        tops = [at.offset for at in page if at.block not in head or at.offset]
        assert not headed or all(top >= 50.0 for top in tops)
    assert len(found) <= len(paginate(blocks, 250.0 if headed else 300.0)) + columns
    last = found[(len(found) - 1) // columns * columns :]
    if len(last) == columns:
        assert bottom(last[0]) - bottom(last[-1]) <= max(given) + 0.1 or len(given) < 2 * columns
