"""Mark-up events and raw HTML, mixed → blocks.

Markdown is both: its parser gives tags and text, and raw HTML as it stands, which the
standard library's parser takes apart.  What either opens the other may close.  Scripts,
styles, comments and pictures are left out.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from html import unescape
from html.parser import HTMLParser

from quizgen.document import Block, Span
from quizgen.readers.collector import Collector
from quizgen.readers.pieces import assemble
from quizgen.readers.tags import ANNOTATIONS, LEFT_OUT

_RUBY_PARTS = ANNOTATIONS | {"rb"}  # each ends the one before it, whose end tag may be left away


class Markup:
    """Collects blocks from events and raw HTML; ``line`` is the line they stand on."""

    def __init__(self) -> None:
        self.line = 0
        self._collector = Collector()
        self._raw = _RawHTML(self)
        self._left_out: list[str] = []  # open elements that are left out

    def start(self, tag: str, attributes: Mapping[str, str | None]) -> None:
        """Open what ``tag`` opens."""
        if self._left_out and self._left_out[-1] in ANNOTATIONS and tag in _RUBY_PARTS:
            self._left_out.pop()
        if tag in LEFT_OUT or tag in ANNOTATIONS:
            self._left_out.append(tag)
        if not self._left_out:
            self._collector.line = self.line
            self._collector.start(tag, attributes)

    def end(self, tag: str) -> None:
        """Close what ``tag`` closes."""
        if self._left_out and self._left_out[-1] in ANNOTATIONS and tag == "ruby":
            self._left_out.pop()
        if not self._left_out:
            self._collector.line = self.line
            self._collector.end(tag)
        elif tag in self._left_out:
            while self._left_out.pop() != tag:
                pass

    def text(self, data: str, starred: Sequence[tuple[int, int]] = ()) -> None:
        """Take text up, with what is ``starred`` in it; the lines in it are counted."""
        if not self._left_out:
            self._collector.line = self.line
            self._collector.text(data, starred)
        self.line += data.count("\n")

    def raw(self, html: str) -> None:
        """Take HTML up; a tag or a comment that does not end in it is text."""
        self._raw.feed_from(self.line, html)

    def delimit(self, delimiter: str) -> None:
        """Let ``delimiter`` follow the numbers of the list that was opened last."""
        if not self._left_out:
            self._collector.delimit(delimiter)

    def finish(self) -> tuple[str, tuple[Block, ...], tuple[Span, ...]]:
        """The text, one block a line, the blocks in it, and what is marked in it."""
        return assemble(self._collector.finish())

    @property
    def left_open(self) -> str:
        """A script or style element that was never closed; "" when there is none."""
        return self._left_out[0] if self._left_out else ""


class _RawHTML(HTMLParser):
    """Tells ``markup`` of the tags and the text in raw HTML; the methods are those of its base."""

    def __init__(self, markup: Markup) -> None:
        super().__init__(convert_charrefs=True)
        self._markup = markup
        self._above = 0  # lines between the parser's own count and the source's

    def feed_from(self, line: int, html: str) -> None:
        """Parse ``html``, which begins on ``line``; ends of elements may come with later calls."""
        self._above = line - self.getpos()[0]
        self.feed(html)
        self._markup.line = self._above + self.getpos()[0]
        if self.rawdata and not self._markup.left_open:
            # What the parser would keep for the next call, or drop at the end.
            rest, self.rawdata = self.rawdata, ""
            self._markup.text(unescape(rest))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._markup.line = self._above + self.getpos()[0]
        self._markup.start(tag, dict(attrs))

    def handle_endtag(self, tag: str) -> None:
        self._markup.line = self._above + self.getpos()[0]
        self._markup.end(tag)

    def handle_data(self, data: str) -> None:
        self._markup.line = self._above + self.getpos()[0]
        self._markup.text(data)
