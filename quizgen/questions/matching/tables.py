"""Two-column tables: a natural source of pairs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from quizgen.document import BlockKind, Document, Span
from quizgen.questions.matching.pool import Material, Pool, Row
from quizgen.regex import regex

_LEAST = 5  # a head and four rows
# A column that is called by its place on the page says of nothing what it is: 左边模板.
_BY_PLACE = regex(r"^[左右上下][边侧栏列半]|^第[一二12][栏列]$|^[AB甲乙][栏列]$|模板")
# Such a head names no kind of thing, and what stands under it tells itself: 优势 and 说明.
_EMPTY = regex(
    r"优势|劣势|卖点|亮点|要点|维度|方面|[\u4e00-\u9fff]{0,4}模块|变化|事项|项目?|内容|说明|备注|功能|问题|挑战|场景|节点|\W*"
)
# Code, which names what it does to whoever reads English: HGET key field, setf(long).
_CODE = regex(
    r"[A-Za-z]\w*\(|[\[\]{}<>=_;\\]|^[A-Z]{2,}(?: [a-z]\w*)+|^[a-z]+(?: \S+)* -{1,2}[A-Za-z]"
)
# A note number of the author's: 新闻网[12].
_CITED = regex(r"\[[^\]]*[0-9]\]")
# The number of a row, which nobody learns: 3, 2.1, R4.
_NUMBER = regex(r"[A-Za-z]{0,3}[-_]?[0-9]+(?:[.-][0-9]+)*")
_CELL = range(2, 46)


def tables(material: Material) -> Iterator[Pool]:
    """One pool for each run of table rows with two cells; the first row is its head, as a rule."""
    run: list[tuple[Span, Span]] = []
    document = material.document
    for block in (*document.blocks, None):
        cells = (
            _cells(document, block.span)
            if block is not None and block.kind is BlockKind.ROW
            else []
        )
        if len(cells) == 2:
            run.append((cells[0], cells[1]))
            continue
        if len(run) >= _LEAST:
            yield _pool(material, run)
        run = []


def _cells(document: Document, span: Span) -> list[Span]:
    found = []
    at = span.start
    for cell in document.slice(span).split("\t"):
        start = at + len(cell) - len(cell.lstrip())
        found.append(Span(start, start + len(cell.strip())))
        at += len(cell) + 1
    return found


def _pool(material: Material, run: list[tuple[Span, Span]]) -> Pool:
    head = run[0]
    rows = []
    for left, right in run[1:]:
        numbered = _NUMBER.fullmatch(material.text(left).strip(".、．()（）"))
        cited = _CITED.search(material.text(left)) or _CITED.search(material.text(right))
        if len(left) in _CELL and len(right) in _CELL and not numbered and not cited:
            rows.append(Row(left, (right,), 0.9))
    columns = (material.text(head[0]), material.text(head[1]))
    counts = _numbered(material, [r.responses[0] for r in rows])
    code = max(
        sum(_CODE.search(material.text(cell)) is not None for cell in column)
        for column in ([r.premise for r in rows], [r.responses[0] for r in rows])
    )
    by_place = any(_BY_PLACE.search(column) for column in columns)
    empty = not columns[1] or _EMPTY.fullmatch(_SPACES.sub("", columns[0])) is not None
    # without a head that says so, nobody can know what the columns have to do with each other
    if counts or 2 * code > len(rows) or by_place or empty or _goes_on(material, run):
        rows = []
    path = material.document.path(head[0].start)
    return Pool("table", tuple(rows), path=path, columns=columns)


def _goes_on(material: Material, run: Sequence[tuple[Span, Span]]) -> bool:
    """Whether the first row is one like the others, under no head: GB/T 4879 above GB/T 8166."""
    first, *others = [_NUMERALS.sub("0", material.text(left)) for left, _ in run]
    return "0" in first and 2 * others.count(first) >= len(others)


_SPACES = regex(r"\s+")
_NUMERALS = regex(r"[0-9一二三四五六七八九十百]+")


def _numbered(material: Material, cells: Sequence[Span]) -> bool:
    """Whether a column only counts: 鉴定点一, 鉴定点二."""
    bare = {_NUMERALS.sub("", material.text(cell)) for cell in cells}
    return len(bare) * 2 <= len(cells)
