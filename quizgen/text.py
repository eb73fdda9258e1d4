"""Small pure helpers on strings: character classes, widths, folding, joining lines."""

from __future__ import annotations

import re
import unicodedata

from quizgen.regex import regex

# Han: the unified ideographs with extensions A to H, compatibility ideographs, 〇 and 々.
HAN_CLASS = "\u3005\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U000323af"
# White space of Chinese documents: also the ideographic and the no-break space, and the
# byte order mark that stands inside texts pasted together.
SPACE_CLASS = "\\s\u3000\u00a0\u2000-\u200a\ufeff"
# Sentence ends, and what may stand between a sentence end and the next sentence.
SENTENCE_ENDS = "。！？!?…"
CLOSERS = "”’」』）》〉】)]\"'"
_ENDS = tuple(SENTENCE_ENDS + "；;")

_HAN = regex(f"[{HAN_CLASS}]")
_SPACES = " \t\n\r\f\v\u3000\u00a0\ufeff" + "".join(map(chr, range(0x2000, 0x200B)))


def has_han(text: str) -> bool:
    """Whether ``text`` contains a Han character."""
    return _HAN.search(text) is not None


def trim(text: str, start: int, end: int) -> tuple[int, int]:
    """The offsets of ``text[start:end]`` without the white space at its edges."""
    while start < end and text[start] in _SPACES:
        start += 1
    while end > start and text[end - 1] in _SPACES:
        end -= 1
    return start, end


def strip(text: str) -> str:
    """``text`` without white space (ideographic and no-break included) at its edges."""
    return text.strip(_SPACES)


def squeeze(text: str) -> str:
    """``text`` without any white space, folded: for comparing headings."""
    return unspaced(fold(text))


def unspaced(text: str) -> str:
    """``text``, which is folded, without any white space."""
    return "".join(text.split())


def _fold_table() -> dict[str, str]:
    """Characters whose NFKC form is one other character, of the blocks that matter here."""
    blocks = (
        range(0x00A0, 0x00A1),  # no-break space
        range(0x2000, 0x200B),  # spaces of all widths
        range(0x2F00, 0x2FD6),  # Kangxi radicals, from PDF files
        range(0x3000, 0x3001),  # ideographic space
        range(0xFE50, 0xFE6C),  # small form variants
        range(0xFF01, 0xFF5F),  # full-width ASCII
    )
    table = {}
    for block in blocks:
        for code in block:
            folded = unicodedata.normalize("NFKC", chr(code))
            if len(folded) == 1 and folded != chr(code):
                table[chr(code)] = folded
    return table


_FOLD = _fold_table()
_FOLDED = regex(f"[{''.join(_FOLD)}]")


def fold(text: str) -> str:
    """``text`` in half-width forms, character for character, so that offsets stay valid.

    For matching only; stored text is never folded.
    """
    # A text has few different ones: this takes less than half the time of ``str.translate``.
    for wide in dict.fromkeys(_FOLDED.findall(text)):
        text = text.replace(wide, _FOLD[wide])
    return text


class _Wide(dict[int, "int | None"]):
    """A table for ``str.translate`` that keeps wide characters; filled as they are met."""

    def __missing__(self, code: int) -> int | None:
        wide = unicodedata.east_asian_width(chr(code)) in "WFA"
        return self.setdefault(code, code if wide else None)


_WIDE = _Wide()


# Most of a Chinese text; a run of them is taken out much faster than each is looked up.
_SURELY_WIDE = regex("[—‘’“”…·\u3000-\u303e\u4e00-\u9fff\uff01-\uff60]+")


def width(text: str) -> int:
    """Columns that ``text`` takes on a terminal: 2 for wide characters, 1 for others."""
    if text.isascii():
        return len(text)
    rest = _SURELY_WIDE.sub("", text)
    narrow = len(rest) if rest.isascii() else len(rest) - len(rest.translate(_WIDE))
    return 2 * len(text) - narrow


def joint(left: str, right: str) -> str:
    """What stands between two lines of one paragraph when they are joined.

    Nothing beside a Han character or full-width punctuation, a space between
    Latin words and numbers; a hyphen at a line's end keeps its word together.
    """
    before, after = left[-1:], right[:1]
    if not before or not after or before == "-":
        return ""
    return " " if _is_narrow(before) and _is_narrow(after) else ""


def _is_narrow(char: str) -> bool:
    return unicodedata.east_asian_width(char) not in "WFA" and not char.isspace()


def join_lines(lines: list[str]) -> str:
    """The lines of one paragraph as one line, by the rule of :func:`joint`."""
    parts: list[str] = []
    last = ""
    for raw in lines:
        line = strip(raw)
        if not line:
            continue
        parts += (joint(last, line), line)
        last = line
    return "".join(parts)


_RUN = regex(f"[{SPACE_CLASS}]+")


def unwrap(text: str) -> str:
    """``text`` with each line break inside it replaced as :func:`join_lines` would."""
    if "\n" not in text and "\r" not in text:
        return text

    def joined(run: re.Match[str]) -> str:
        if "\n" not in run[0] and "\r" not in run[0]:
            return run[0]
        return joint(text[max(run.start() - 1, 0) : run.start()], text[run.end() : run.end() + 1])

    return _RUN.sub(joined, text)


def ends_sentence(text: str) -> bool:
    """Whether ``text`` ends with 。！？ or ；, closing quotes and brackets aside."""
    return text.rstrip(CLOSERS).endswith(_ENDS)
