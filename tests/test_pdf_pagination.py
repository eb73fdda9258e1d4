"""Pages: nothing lost, nothing over the edge, no head alone at the foot."""

from __future__ import annotations

from dataclasses import dataclass

from hypothesis import given
from hypothesis import strategies as st

from quizgen.exporters.pdf.pagination import Block, Page, paginate
from quizgen.exporters.pdf.pen import Pen

PAGE = 100.0


@dataclass(frozen=True)
class Lines:
    """A block of lines ten high; ``first`` and ``count`` say which lines of ``name`` it has."""

    name: str
    count: int
    first: int = 0
    before: float = 0.0
    keep_with_next: bool = False
    whole: bool = False  # split by force alone

    @property
    def height(self) -> float:
        return 10.0 * self.count

    def split(self, room: float, *, forced: bool) -> tuple[Block, Block] | None:
        fitting = min(int(room // 10), self.count - 1)
        if fitting < 1 or (self.whole and not forced):
            return None
        return (
            Lines(self.name, fitting, self.first, self.before, self.keep_with_next, self.whole),
            Lines(self.name, self.count - fitting, self.first + fitting, whole=self.whole),
        )

    def draw(self, pen: Pen, x: float, top: float) -> None:
        raise NotImplementedError


def placed(pages: tuple[Page, ...]) -> list[list[tuple[str, int, int, float]]]:
    """Name, lines and offset of every block on every page."""
    return [
        [(p.block.name, p.block.first, p.block.count, p.offset) for p in page] for page in pages
    ]


def test_blocks_follow_each_other_with_the_space_between() -> None:
    pages = paginate([Lines("a", 2, before=5), Lines("b", 3, before=5)], PAGE)
    assert placed(pages) == [[("a", 0, 2, 0.0), ("b", 0, 3, 25.0)]]


def test_a_block_that_does_not_fit_is_split() -> None:
    pages = paginate([Lines("a", 8), Lines("b", 4)], PAGE)
    assert placed(pages) == [[("a", 0, 8, 0.0), ("b", 0, 2, 80.0)], [("b", 2, 2, 0.0)]]


def test_a_whole_block_moves_to_the_next_page() -> None:
    pages = paginate([Lines("a", 8), Lines("b", 4, whole=True)], PAGE)
    assert placed(pages) == [[("a", 0, 8, 0.0)], [("b", 0, 4, 0.0)]]


def test_a_head_goes_with_what_follows() -> None:
    blocks = [
        Lines("a", 7),
        Lines("head", 1, keep_with_next=True),
        Lines("intro", 1, keep_with_next=True),
        Lines("table", 5, whole=True),
    ]
    pages = paginate(blocks, PAGE)
    assert placed(pages) == [
        [("a", 0, 7, 0.0)],
        [("head", 0, 1, 0.0), ("intro", 0, 1, 10.0), ("table", 0, 5, 20.0)],
    ]


def test_a_block_taller_than_a_page_is_split_by_force() -> None:
    pages = paginate([Lines("a", 1), Lines("b", 25, whole=True)], PAGE)
    assert placed(pages) == [
        [("a", 0, 1, 0.0)],
        [("b", 0, 10, 0.0)],
        [("b", 10, 10, 0.0)],
        [("b", 20, 5, 0.0)],
    ]


def test_nothing_makes_one_empty_page() -> None:
    assert paginate([], PAGE) == ((),)


blocks = st.lists(
    st.builds(
        Lines,
        name=st.just(""),
        count=st.integers(1, 25),
        before=st.sampled_from([0.0, 4.0, 12.0]),
        keep_with_next=st.booleans(),
        whole=st.booleans(),
    ),
    max_size=12,
)


@given(blocks)
def test_laws_of_pagination(given: list[Lines]) -> None:
    named = [Lines(str(n), *_rest(block)) for n, block in enumerate(given)]
    pages = paginate(named, PAGE)
    lines = [
        (name, line)
        for page in placed(pages)
        for name, first, count, _ in page
        for line in range(first, first + count)
    ]
    assert lines == [(block.name, n) for block in named for n in range(block.count)]
    for page in pages:
        bottom = 0.0
        for placement in page:
            assert placement.offset >= bottom
            bottom = placement.offset + placement.block.height
        assert bottom <= PAGE + 0.01
        assert page or not named


@given(blocks)
def test_a_chain_that_fits_on_a_page_begins_on_one_page(given: list[Lines]) -> None:
    named = [Lines(str(n), *_rest(block)) for n, block in enumerate(given)]
    begins = {
        name: number
        for number, page in enumerate(placed(paginate(named, PAGE)))
        for name, first, _, _ in page
        if first == 0
    }
    chain: list[Lines] = []
    for block in named:
        chain.append(block)
        if block.keep_with_next:
            continue
        if sum(link.before + link.height for link in chain) <= PAGE:
            assert len({begins[link.name] for link in chain}) == 1
        chain = []


def _rest(block: Lines) -> tuple[int, int, float, bool, bool]:
    return block.count, 0, block.before, block.keep_with_next, block.whole
