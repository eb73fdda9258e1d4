"""Web pages (.html, .mht) → Reading.

    bytes → text → events (page) → main part → pieces (blocks) → Reading

Nothing is fetched: no pictures, frames, styles or scripts.
"""

from __future__ import annotations

from quizgen.document import Reading
from quizgen.errors import Problem, UnreadableDocument
from quizgen.readers.debris import mended
from quizgen.readers.decode import decode
from quizgen.readers.html.blocks import pieces_of
from quizgen.readers.html.main_part import find_main_part
from quizgen.readers.html.page import parse
from quizgen.readers.html.titles import find_title
from quizgen.readers.pieces import assemble


def read(data: bytes, name: str, encoding: str | None = None) -> Reading:
    """The text of a web page without menus, comments and the like.

    See :func:`quizgen.readers.read`.  The encoding that the page declares is taken if the
    bytes bear it out.
    """
    decoded = decode(data, name, encoding, declared_in_markup=True)
    page = parse(decoded.text, name)
    part = find_main_part(page)
    pieces = pieces_of(page, part)
    if not pieces:
        raise UnreadableDocument(
            name,
            "there is no text in this web page",
            "its text may be loaded by a script: copy it from the browser and save it as .txt",
        )
    text, blocks, marked = assemble(mended(pieces))
    problems = tuple(
        Problem(f"line {decoded.text.count(chr(10), 0, found.start) + 1}: {found.message}")
        for found in decoded.problems
    )
    title = find_title(page, pieces)
    problems += part.problems
    return Reading(text, blocks, decoded.encoding, title, problems, marked=marked)
