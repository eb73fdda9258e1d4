"""Where templates/ is found: in the wheel, in the checkout, or in a user's folder.

A user's folder (``--templates DIR``) overrides file by file: what it lacks is
taken from the bundled templates.
"""

from __future__ import annotations

from pathlib import Path

from quizgen.errors import BadTemplate
from quizgen.records import dataclass

_PACKAGE = Path(__file__).resolve().parent
_PLACES = (_PACKAGE / "templates", _PACKAGE.parent / "templates")


@dataclass(frozen=True, slots=True)
class Templates:
    """The template files: ``override`` first, then the bundled ones."""

    override: Path | None = None

    def path(self, name: str) -> Path:
        """The file ``name`` (``anki/cloze-front.html``); BadTemplate if there is none."""
        places = _PLACES if self.override is None else (self.override, *_PLACES)
        for place in places:
            found = place / name
            if found.is_file():
                return found
        raise BadTemplate(name, "no such template", "reinstall quizgen or mend --templates DIR")

    def text(self, name: str) -> str:
        """The text of file ``name`` (UTF-8)."""
        found = self.path(name)
        try:
            return found.read_text(encoding="utf-8")
        except (OSError, UnicodeDecodeError) as error:
            raise BadTemplate(str(found), f"cannot be read: {error}") from error
