r"""Text → the HTML of an Anki field that displays it verbatim.

Anki reads more than HTML in a field: ``{{c1::…}}``, ``[sound:…]``, ``[latex]``,
``\(…\)``; some add-ons read Markdown's ``**``.  An empty comment inside such a mark
stops it from being one; unlike character references, comments survive the learner's
edits in Anki.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from html import escape

from quizgen.regex import regex

_LINE_ENDS = regex("\r\n|[\r\x0b\x0c\x85\u2028\u2029]")
_REMOVED = regex("[\x00-\x08\x0e-\x1f\x7f-\x9f\ud800-\udfff]")  # controls, surrogates
# At the end of the text too: the mark might be completed by what follows in the field.
_MARKS = regex(r"\{(?=\{|\Z)|\}(?=\}|\Z)|:(?=:|\Z)|\*(?=\*|\Z)|\[|\\(?=[()\[\]]|\Z)")
_ORDINARY = regex(r"[^\x00-\x1f\x7f-\x9f\ud800-\udfff\u2028\u2029&<>{}:*\[\\]*\Z")


def plain(text: str) -> str:
    """``text`` as a field can hold it: line feeds only, no control or surrogate characters."""
    return _REMOVED.sub("", _LINE_ENDS.sub("\n", text))


def visible(text: str) -> bool:
    """Whether anything of ``text`` can be seen."""
    return any(
        not char.isspace() and unicodedata.category(char) not in {"Cc", "Cf", "Cs"} for char in text
    )


def verbatim(text: str) -> str:
    """``text`` as HTML that Anki displays as it is."""
    if _ORDINARY.match(text):
        return text
    broken = _MARKS.sub(r"\g<0>" + "\x00", plain(text))
    return escape(broken, quote=False).replace("\x00", "<!-- -->").replace("\n", "<br>")


def element(tag: str, inner: str, css: str = "") -> str:
    """An element around HTML."""
    return f'<{tag} class="{css}">{inner}</{tag}>' if css else f"<{tag}>{inner}</{tag}>"


def listing(tag: str, items: Iterable[str], marked: int = -1) -> str:
    """A list (``ol``, ``ul``) with HTML items; the class of item ``marked`` is ``right``."""
    rows = (element("li", item, "right" if n == marked else "") for n, item in enumerate(items))
    return element(tag, "".join(rows))
