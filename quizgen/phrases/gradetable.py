"""Words with a grade each, in a file that has a line for each first character.

A line has the words that begin with it: that character, then each word without it, the grade
behind it, all parted by spaces.  A run looks only into the lines that it needs, and leaves them
the bytes that they are.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from pathlib import Path

from quizgen.phrases.remembered import Remembered

_SPACE = b" "


class GradeTable(Remembered[str, str]):
    """The grades of a file, each of ``size`` ASCII characters: ``table[word]``.

    What is not in the file has a grade of dashes.
    """

    def __init__(self, name: str, size: int) -> None:
        super().__init__(self._grade)
        self._path = Path(__file__).with_name(name)
        self.size = size
        self.ungraded = "-" * size

    @cached_property
    def lines(self) -> Mapping[bytes, bytes]:
        """The line of the words with each first character, with its end."""
        lines = self._path.read_bytes().splitlines(keepends=True)
        return {line[: line.index(_SPACE)]: line for line in lines}

    @cached_property
    def entries(self) -> Mapping[str, str]:
        """All words with their grades, in the order of the file."""
        return {
            (first + entry[: -self.size]).decode(): entry[-self.size :].decode()
            for first, line in self.lines.items()
            for entry in line.split()[1:]
        }

    def _grade(self, word: str) -> str:
        """The grade of ``word``: what stands behind its end in its line, up to white space.

        It is searched for: a dictionary of the line would be made for a few of its words.
        """
        line = self.lines.get(word[0].encode("utf-8", "replace"))
        if line is None:
            return self.ungraded
        rest, size = _SPACE + word[1:].encode("utf-8", "replace"), self.size
        at = line.find(rest)
        while at >= 0:
            begin = at + len(rest)
            end = begin + size
            if line[end : end + 1].isspace() and line[begin:end].isalnum():
                return line[begin:end].decode()
            at = line.find(rest, begin)
        return self.ungraded
