"""Which font has a character.

A role (body, heading, answer) names a chain of files: its own, that of the body, then the
fallbacks.  A character is taken from the first that has it; what none has prints
:data:`GETA`.  A file is read when the first character is sought in it, not before.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from reportlab.pdfbase.ttfonts import TTFError

from quizgen.errors import BadTemplate
from quizgen.exporters.pdf.embedding import EmbeddedFont
from quizgen.exporters.pdf.face import Face, load

FOREIGN = "\uffff"
GETA = "〓"  # the printer's mark for a character that is not at hand
Glyph = tuple[str, str, float]  # font resource, hexadecimal code, advance width in em

SPACES = frozenset(" \u3000")


class Fonts:
    """The fonts of one document."""

    def __init__(self, roles: Mapping[str, Path], fallbacks: Sequence[Path] = ()) -> None:
        """``roles`` must have ``body``; files are not opened yet."""
        self._chains = {
            role: tuple(dict.fromkeys((path, roles["body"], *fallbacks)))
            for role, path in roles.items()
        }
        self._required = frozenset(roles.values())
        self._embedded: dict[Path, EmbeddedFont] = {}
        self._found: dict[tuple[str, str], tuple[Path, Face, str]] = {}
        self._widths: dict[tuple[str, str], float] = {}
        self._glyphs: dict[str, dict[str, Glyph]] = {role: {} for role in roles}
        self._mains = {role: MainFont(self, role) for role in roles}

    def lacks(self, role: str, character: str) -> bool:
        """Whether no font has ``character``."""
        return character not in SPACES and self._find(role, character)[2] != character

    def width(self, role: str, character: str) -> float:
        """The advance width of ``character`` (of :data:`GETA` where it is missing), in em."""
        known = self._widths.get((role, character))
        if known is None:
            _, face, drawn = self._find(role, character)
            known = self._widths[role, character] = face.advance(ord(drawn))
        return known

    def code(self, role: str, character: str) -> tuple[str, str]:
        """The font resource and the hexadecimal code that draw ``character``."""
        return self.glyph(role, character)[:2]

    def glyph(self, role: str, character: str) -> Glyph:
        """What draws ``character``."""
        glyphs = self._glyphs[role]
        known = glyphs.get(character)
        if known is None:
            path, face, drawn = self._find(role, character)
            font = self._embedded.get(path)
            if font is None:
                font = EmbeddedFont(f"F{len(self._embedded) + 1}", face)
                self._embedded[path] = font
            width = self.width(role, character)
            known = glyphs[character] = (font.name, font.code(drawn), width)
        return known

    def main(self, role: str) -> MainFont:
        """The codes of nearly everything in ``role``."""
        return self._mains[role]

    def resource(self, role: str) -> str | None:
        """The name of the first font of ``role``'s chain; None if nothing was drawn with it."""
        font = self._embedded.get(self._chains[role][0])
        return font.name if font else None

    @property
    def embedded(self) -> tuple[EmbeddedFont, ...]:
        """The fonts that something was drawn with, in order of first use."""
        return tuple(self._embedded.values())

    def _find(self, role: str, character: str) -> tuple[Path, Face, str]:
        """The file, the face and the character that stand for ``character``."""
        known = self._found.get((role, character))
        if known is None:
            known = self._found[role, character] = self._search(role, character)
        return known

    def _search(self, role: str, character: str) -> tuple[Path, Face, str]:
        chain = self._chains[role]
        for wanted in (character, GETA, "?"):
            for path in chain:
                face = self._face(path)
                if face is not None and ord(wanted) in face.charToGlyph:
                    return path, face, wanted
        raise BadTemplate(str(chain[0]), f"the font has neither {GETA} nor ?", "take another font")

    def _face(self, path: Path) -> Face | None:
        """The face in ``path``; ``None`` for a fallback that this machine lacks or cannot use."""
        try:
            return load(path)
        except (OSError, TTFError) as error:
            if path in self._required:
                what = f"not a font with TrueType outlines: {error}"
                raise BadTemplate(str(path), what, "take another font") from error
            return None


class MainFont(dict[int, str]):
    """The first font of a role's chain, as a table for ``str.translate`` into hexadecimal codes.

    What has to be drawn with another font becomes :data:`FOREIGN`.
    """

    def __init__(self, fonts: Fonts, role: str) -> None:
        """No character yet; ``name`` is the font's resource once there is one."""
        self._fonts = fonts
        self._role = role
        self.name = ""

    def __missing__(self, point: int) -> str:
        font, code, _ = self._fonts.glyph(self._role, chr(point))
        self.name = self._fonts.resource(self._role) or ""
        self[point] = code if font == self.name else FOREIGN
        return self[point]
