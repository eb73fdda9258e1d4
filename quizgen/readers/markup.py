"""HTML mark-up → blocks: what Markdown renders to, and what stands in it as raw HTML.

The tags are found by the standard library's parser, which takes the mark-up piece by
piece as it is rendered; scripts, styles, comments and pictures are left out.
"""

from __future__ import annotations

from html.parser import HTMLParser

from quizgen.document import Block
from quizgen.readers.collector import Collector
from quizgen.readers.pieces import assemble
from quizgen.readers.tags import ANNOTATIONS, LEFT_OUT

_RUBY_PARTS = ANNOTATIONS | {"rb"}  # each ends the one before it, whose end tag may be left away


class MarkupParser(HTMLParser):
    """Collects blocks from mark-up that is fed in pieces."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self._collector = Collector()
        self._left_out: list[str] = []  # open elements that are left out
        self._base = 0

    def feed_at(self, line: int, markup: str, *, delimiter: str = "") -> None:
        """Feed mark-up that begins on ``line`` of the source.

        ``delimiter`` follows the numbers of the ordered list that the mark-up opens.
        """
        self._base = line - self.getpos()[0]
        self.feed(markup)
        if delimiter:
            self._collector.delimit(delimiter)

    def finish(self) -> tuple[str, tuple[Block, ...]]:
        """The text, one block a line, and the blocks in it."""
        self.close()
        return assemble(self._collector.finish())

    @property
    def left_open(self) -> str:
        """A script or style element that was never closed; "" when there is none."""
        return self._left_out[0] if self._left_out else ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Open what ``tag`` opens; called by the parser."""
        if self._left_out and self._left_out[-1] in ANNOTATIONS and tag in _RUBY_PARTS:
            self._left_out.pop()
        if tag in LEFT_OUT or tag in ANNOTATIONS:
            self._left_out.append(tag)
        if not self._left_out:
            self._collector.line = self._base + self.getpos()[0]
            self._collector.start(tag, dict(attrs))

    def handle_endtag(self, tag: str) -> None:
        """Close what ``tag`` closes; called by the parser."""
        if self._left_out and self._left_out[-1] in ANNOTATIONS and tag == "ruby":
            self._left_out.pop()
        if self._left_out:
            if tag in self._left_out:
                while self._left_out.pop() != tag:
                    pass
            return
        self._collector.line = self._base + self.getpos()[0]
        self._collector.end(tag)

    def handle_data(self, data: str) -> None:
        """Take text up; called by the parser."""
        if not self._left_out:
            self._collector.line = self._base + self.getpos()[0]
            self._collector.text(data)
