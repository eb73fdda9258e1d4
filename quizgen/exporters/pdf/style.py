"""The look of the pages: ``templates/worksheet/style.toml``."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

from quizgen.exporters.pdf.paper import Marks
from quizgen.exporters.pdf.settings import Settings
from quizgen.resources import Templates

MM = 72 / 25.4  # points
ROLES = ("body", "heading", "answer")
PAGES = {  # width and height in millimetres
    "A4": (210, 297),
    "B5": (182, 257),  # JIS, as printed in China
    "16K": (195, 270),
    "Letter": (215.9, 279.4),
}


@dataclass(frozen=True, slots=True)
class PageShape:
    """A page and its margins, in points."""

    width: float
    height: float
    top: float
    right: float
    bottom: float
    left: float

    @property
    def text_width(self) -> float:
        """The width between the margins."""
        return self.width - self.left - self.right

    @property
    def text_height(self) -> float:
        """The height between the margins."""
        return self.height - self.top - self.bottom


@dataclass(frozen=True, slots=True)
class Sizes:
    """Sizes of type, in points."""

    title: float
    subtitle: float
    heading: float
    body: float
    table: float
    small: float


@dataclass(frozen=True, slots=True)
class Leading:
    """Distances from line to line, in points."""

    body: float
    table: float
    key: float


@dataclass(frozen=True, slots=True)
class Style:
    """Everything in ``style.toml``.

    ``blanks`` are steps: answers of up to so many characters, width in em.
    """

    page: PageShape
    fonts: Mapping[str, Path]
    fallbacks: tuple[Path, ...]
    sizes: Sizes
    leading: Leading
    blanks: tuple[tuple[int, int], ...]
    most_pairs: int
    marks: Marks


def load_style(templates: Templates) -> Style:
    """Read and check the style; BadTemplate names the key that cannot be used."""
    top = Settings.load(templates, "worksheet/style.toml")
    fonts = top.table("fonts")
    roles = {role: templates.path(fonts.text(role)) for role in ROLES}
    fallbacks = tuple(Path(path).expanduser() for path in fonts.texts("fallback"))
    fonts.finish()
    sizes = top.table("sizes")
    leading = top.table("leading")
    matching = top.table("matching")
    marks = top.table("marks")
    style = Style(
        page=_page(top.table("page")),
        fonts=roles,
        fallbacks=fallbacks,
        sizes=Sizes(**{name: float(sizes.number(name, 4, 72)) for name in Sizes.__slots__}),
        leading=Leading(**{name: float(leading.number(name, 6, 96)) for name in Leading.__slots__}),
        blanks=_steps(top.table("blanks")),
        most_pairs=int(matching.number("most_pairs", 2, 26)),
        marks=Marks(blank=marks.number("blank", 0, 1000), pair=marks.number("pair", 0, 1000)),
    )
    for table in (sizes, leading, matching, marks, top):
        table.finish()
    return style


def _page(table: Settings) -> PageShape:
    width, height = PAGES[table.choice("size", PAGES)]
    margins = {
        side: float(table.number(f"{side}_mm", 0, 70)) * MM
        for side in ("top", "right", "bottom", "left")
    }
    table.finish()
    return PageShape(width * MM, height * MM, **margins)


def _steps(table: Settings) -> tuple[tuple[int, int], ...]:
    """Pairs of whole numbers, both rising."""
    rows = table.rows("steps")
    shape = "must be a list of [characters, em], both rising"
    for row in rows:
        if not isinstance(row, list) or len(row) != 2:
            table.refuse("steps", shape)
        if not all(isinstance(value, int) and 0 < value <= 100 for value in row):
            table.refuse("steps", "must have whole numbers from 1 to 100")
    rising = all(a[0] < b[0] and a[1] < b[1] for a, b in pairwise(rows))
    if not rows or not rising:
        table.refuse("steps", shape)
    table.finish()
    return tuple((characters, width) for characters, width in rows)
