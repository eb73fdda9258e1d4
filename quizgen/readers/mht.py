"""Web pages saved as one file (.mht, MIME HTML: RFC 2557) → Reading of the page in it."""

from __future__ import annotations

import email
import email.policy

from quizgen.document import Reading
from quizgen.errors import UnreadableDocument
from quizgen.readers import html


def read(data: bytes, name: str, encoding: str | None = None) -> Reading:
    """The text of the first page in the file; see :func:`quizgen.readers.read`."""
    message = email.message_from_bytes(data.lstrip(), policy=email.policy.default)
    for part in message.walk():
        if part.get_content_type() in ("text/html", "application/xhtml+xml"):
            page = part.get_payload(decode=True)
            if isinstance(page, bytes) and page.strip():
                return html.read(page, name, encoding)
    raise UnreadableDocument(
        name,
        "there is no web page in this file",
        "open it in a browser and save the page as .html",
    )
