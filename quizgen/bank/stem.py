r"""A stem as one line of text: ``坚持“[[外防输入、内防反弹]]”总策略``.

``[[`` opens a blank and ``]]`` closes it.  A backslash takes the meaning from the
``[``, ``]`` or backslash that follows it; single brackets need none.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from quizgen.quiz import Blank, Segment, Text
from quizgen.regex import regex

_CHARS = r"(?:\\[\[\]\\]|[^\\\[\]]|\[(?!\[)|\](?!\]))*"
_INSIDE = regex(_CHARS)
_SEGMENT = regex(rf"\[\[(?P<blank>{_CHARS})\]\]|(?P<text>{_CHARS})")
_ESCAPED = regex(r"\\(.)", re.DOTALL)
# A bracket is escaped where it would meet another one of its kind.
_IN_TEXT = regex(r"\\|\[(?=\[|\Z)|\](?=\])")
_IN_BLANK = regex(r"\\|\[(?=\[)|\](?=\]|\Z)")


class StemError(ValueError):
    """A stem that cannot be read; ``remedy`` says what to do."""

    def __init__(self, what: str, remedy: str) -> None:
        """Say what is wrong, and what to do about it."""
        super().__init__(what)
        self.remedy = remedy


def write(segments: Iterable[Segment]) -> str:
    """The one-line form of a stem; neighbouring texts become one."""
    merged: list[Segment] = []
    for segment in segments:
        if isinstance(segment, Text) and merged and isinstance(merged[-1], Text):
            merged[-1] = Text(merged[-1].text + segment.text)
        else:
            merged.append(segment)
    return "".join(
        _IN_TEXT.sub(_escape, segment.text)
        if isinstance(segment, Text)
        else f"[[{_IN_BLANK.sub(_escape, segment.answer)}]]"
        for segment in merged
    )


def _escape(match: re.Match[str]) -> str:
    return "\\" + match[0]


def read(stem: str) -> tuple[Segment, ...]:
    """The segments of a stem, blanks without places; :class:`StemError` if it has a fault."""
    segments: list[Segment] = []
    at = 0
    while at < len(stem):
        match = _SEGMENT.match(stem, at)
        if match is None or match.end() == at:
            raise _fault(stem, at)
        if match["blank"] is None:
            segments.append(Text(_ESCAPED.sub(r"\1", match["text"])))
        elif match["blank"].strip():
            segments.append(Blank(_ESCAPED.sub(r"\1", match["blank"])))
        else:
            raise StemError("an empty blank ‘[[]]’", "write the answer between [[ and ]]")
        at = match.end()
    if not any(isinstance(segment, Blank) for segment in segments):
        raise StemError("a stem without a blank", "put [[ and ]] around the answer")
    return tuple(segments)


def _fault(stem: str, at: int) -> StemError:
    """What is wrong where no text and no blank begins."""
    if stem.startswith("]]", at):
        return StemError(
            f"‘]]’ without ‘[[’ after ‘{stem[max(0, at - 8) : at]}’",
            r"open the blank with [[, or write \]] for brackets of the text",
        )
    if stem.startswith("[[", at):
        inside = _INSIDE.match(stem, at + 2)
        stop = at + 2 if inside is None else inside.end()
        opened = stem[at : at + 10]
        if stop >= len(stem):
            return StemError(f"the blank ‘{opened}’ is never closed", "close it with ]]")
        if stem.startswith("[[", stop):
            return StemError(
                f"‘[[’ inside the blank ‘{opened}’",
                r"close the blank with ]] first, or write \[[ for brackets of the text",
            )
        at = stop
    return StemError(
        f"a lone backslash before ‘{stem[at + 1 : at + 9]}’",
        r"write \\ for a backslash of the text",
    )
