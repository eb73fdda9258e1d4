"""The look of the pages: ``templates/worksheet/style.toml``."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

from quizgen.errors import BadTemplate, UsageError
from quizgen.exporters.choices import SheetLook
from quizgen.exporters.pdf.marking import Marks
from quizgen.exporters.pdf.settings import Settings
from quizgen.records import dataclass
from quizgen.resources import Templates

MM = 72 / 25.4  # points
ROLES = ("body", "heading", "answer")
PAGES = {  # width and height in millimetres
    "A4": (210, 297),
    "B5": (182, 257),  # JIS, as printed in China
    "16K": (195, 270),
    "Letter": (215.9, 279.4),
    "A3": (420, 297),  # on its side, as two pages side by side
}
TWO_COLUMNS = frozenset({"A3"})
LARGE = "large"  # the style that --large lays over the others
PINYIN = "pinyin"  # the style that --pinyin lays over style.toml, under all others


@dataclass(frozen=True, slots=True)
class PageShape:
    """One side of a sheet of paper and its margins, in points.

    It has one column, or several with ``gutter`` between them, each a page of its own unless
    they are ``spread``.  ``seal`` is added to the
    margin where the sheet is bound: at the left of the first side, at the right of its back.
    """

    width: float
    height: float
    top: float
    right: float
    bottom: float
    left: float
    columns: int = 1
    gutter: float = 0.0
    spread: bool = False  # columns are those of one page, which has one footer
    seal: float = 0.0

    @property
    def text_width(self) -> float:
        """The width of a column."""
        free = self.width - self.left - self.right - self.seal
        return (free - self.gutter * (self.columns - 1)) / self.columns

    def undivided(self) -> PageShape:
        """The same page as a single column."""
        return replace(self, columns=1, spread=False)

    def column(self, side: int, number: int) -> float:
        """The left edge of column ``number`` (from 0) on ``side`` (from 1) of the paper."""
        left = self.left + self.seal if side % 2 or not self.seal else self.right
        return left + number * (self.text_width + self.gutter)

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
    review: float


@dataclass(frozen=True, slots=True)
class Leading:
    """Distances from line to line, in points."""

    body: float
    table: float
    key: float
    review: float


@dataclass(frozen=True, slots=True)
class Style:
    """Everything in ``style.toml``.

    ``blanks`` are steps: answers of up to so many characters, width in em.
    """

    page: PageShape
    review: tuple[int, float]  # columns of a study sheet, points between them
    seal: float  # points that a seal line adds to the margin
    qr: float  # points, the side of the code in the footer; 0: none
    fonts: Mapping[str, Path]
    fallbacks: tuple[Path, ...]
    sizes: Sizes
    leading: Leading
    blanks: tuple[tuple[int, int], ...]
    most_pairs: int
    marks: Marks


def load_style(templates: Templates, look: SheetLook | None = None) -> Style:
    """Read and check the style, with what ``look`` changes of it.

    Raises BadTemplate, which names the key that cannot be used, and UsageError for a
    style or a font that is not there.
    """
    look = look or SheetLook()
    top = Settings.load(templates, "worksheet/style.toml")
    style = _read(top, templates, look)
    for name in (PINYIN if look.pinyin else "", look.style, LARGE if look.large else ""):
        if name and name != "style":
            top = top.overlaid(_style_file(templates, name))
            style = _read(top, templates, look)
    return style


def _style_file(templates: Templates, name: str) -> Settings:
    try:
        templates.path(f"worksheet/{name}.toml")
    except BadTemplate as error:
        remedy = f"put it in a file worksheet/{name}.toml of the folder given with --templates"
        raise UsageError(f"--style {name}", "no such style", remedy) from error
    return Settings.load(templates, f"worksheet/{name}.toml")


def _read(top: Settings, templates: Templates, look: SheetLook) -> Style:
    sizes = top.table("sizes")
    leading = top.table("leading")
    matching = top.table("matching")
    marks = top.table("marks")
    footer = top.table("footer")
    review = top.table("review")
    page, seal = _page(top.table("page"), look.paper)
    roles, fallbacks = _fonts(top.table("fonts"), top.table("faces"), templates, look.font)
    style = Style(
        page=page,
        review=(int(review.number("columns", 1, 4)), float(review.number("gutter_mm", 0, 70)) * MM),
        seal=seal,
        qr=float(footer.number("qr_mm", 0, 30)) * MM,
        fonts=roles,
        fallbacks=fallbacks,
        sizes=Sizes(**{name: float(sizes.number(name, 4, 72)) for name in Sizes.__slots__}),
        leading=Leading(**{name: float(leading.number(name, 6, 96)) for name in Leading.__slots__}),
        blanks=_steps(top.table("blanks")),
        most_pairs=int(matching.number("most_pairs", 2, 26)),
        marks=Marks(blank=marks.number("blank", 0, 1000), pair=marks.number("pair", 0, 1000)),
    )
    for table in (sizes, leading, matching, marks, footer, review, top):
        table.finish()
    return style


def _fonts(
    table: Settings, faces: Settings, templates: Templates, font: str
) -> tuple[dict[str, Path], tuple[Path, ...]]:
    """The files of the roles, the body's being that of the face ``font``, and the fallbacks.

    An answer is told from the text by its face: if it has that of the body, the two change.
    """
    named = {name: templates.path(faces.text(name)) for name in faces.keys()}  # noqa: SIM118
    roles = {role: templates.path(table.text(role)) for role in ROLES}
    fallbacks = tuple(Path(path).expanduser() for path in table.texts("fallback"))
    table.finish()
    if font:
        if font not in named:
            choice = ", ".join(named)
            raise UsageError("--font", f"{font!r} is none of its values", f"choose from {choice}")
        if named[font] == roles["answer"]:
            roles["answer"] = roles["body"]
        roles["body"] = named[font]
    return roles, fallbacks


def _page(table: Settings, paper: str) -> tuple[PageShape, float]:
    """The page, on ``paper`` instead of the size it names, and the room for a seal line."""
    size = table.choice("size", PAGES)
    if paper:
        size = next(name for name in PAGES if name.lower() == paper.lower())
    width, height = PAGES[size]
    top, right, bottom, left = (
        float(table.number(f"{side}_mm", 0, 70)) * MM for side in ("top", "right", "bottom", "left")
    )
    gutter = float(table.number("gutter_mm", 0, 70)) * MM
    seal = float(table.number("seal_mm", 0, 40)) * MM
    table.finish()
    shape = PageShape(width * MM, height * MM, top, right, bottom, left)
    return (replace(shape, columns=2, gutter=gutter) if size in TWO_COLUMNS else shape), seal


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
