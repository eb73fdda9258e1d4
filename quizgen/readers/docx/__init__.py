"""Word documents (.docx) → Reading.

python-docx opens the package; what it does not give is read here from the mark-up:
automatic numbers, fields, revisions, text boxes, notes.  Headers, footers, hidden and
deleted text and generated contents lists are left out.
"""

from __future__ import annotations

from quizgen.document import Reading
from quizgen.errors import UnreadableDocument
from quizgen.readers.debris import mended
from quizgen.readers.docx.body import Body
from quizgen.readers.docx.package import open_package
from quizgen.readers.pieces import assemble
from quizgen.text import has_han


def read(data: bytes, name: str, encoding: str | None = None) -> Reading:  # noqa: ARG001
    """The blocks of a Word document; see :func:`quizgen.readers.read`.

    ``encoding`` has no meaning here: the mark-up says its own.
    """
    parts = open_package(data, name)
    body = Body(parts)
    text, blocks, marked = assemble(mended(body.pieces()))
    if parts.pictures and not has_han(text):
        raise UnreadableDocument(
            name,
            "there are only pictures in it, no text",
            "recognise their text (OCR) and save it as .docx or .txt",
        )
    problems = tuple(body.problems)
    return Reading(text, blocks, title=body.title, problems=problems, marked=marked)
