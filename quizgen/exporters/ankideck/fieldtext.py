r"""The HTML of an Anki field → text: the inverse of :mod:`quizgen.exporters.ankideck.fields`.

A learner's field is no longer what was put into it: Anki's editor makes lines of
``<div>``, turns spaces into ``&nbsp;`` and may drop comments, and the learner may have put
in what a text cannot hold.  So reading tells both: the text, and what is lost with it.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from difflib import SequenceMatcher
from html import unescape

from quizgen.quiz import Blank, Segment, Text
from quizgen.records import dataclass
from quizgen.regex import regex

_CONTROLS = regex("[\x00-\x08\x0b\x0c\x0e-\x1f]")  # no field has any
# Controls that stand for marks while a field is read: blanks, kept tags, ends of lines.
_OPEN, _HINT, _CLOSE = "\x01", "\x02", "\x03"
_TAG, _TAG_END = "\x04", "\x05"
_LINE = "\x0b"

# What Anki reads as a blank.  Our own text never has such a mark (comments part it).
_MARK = regex(r"\{\{c(?P<number>[0-9]+)(?:,[0-9]+)*::|(?P<close>\}\})|(?P<hint>::)")
_MARKUP = regex(
    r"""<!--.*?-->|<(?P<name>/?[A-Za-z][^\s/>]*)(?P<attributes>(?:"[^"]*"|'[^']*'|[^'">])*)>"""
)
_KEPT = regex(f"{_TAG}([^{_TAG_END}]*){_TAG_END}")
_SOUND = regex(r"\[(?:sound|anki):")
_FORMULA = regex(r"\\[(\[]|\[latex\]|\[\$\$?\]")
_STYLE = regex(r"""\bstyle\s*=\s*["']?\s*[^"'\s]""", re.IGNORECASE)
_SPACE = "\N{NO-BREAK SPACE}"

_LINES = frozenset({"div", "p"})
_PARTS = frozenset({"li", "tr", "td", "th", "tbody", "thead"})  # each on a line of its own
_NAMES = {
    **dict.fromkeys(("b", "strong"), "bold"),
    **dict.fromkeys(("i", "em"), "italics"),
    **dict.fromkeys(("u", "s", "sub", "sup", "code", "mark", "h1", "h2", "h3"), "formatting"),
    **dict.fromkeys(("span", "div", "p", "font"), "colours or fonts"),
    **dict.fromkeys(("ul", "ol", "li"), "a list"),
    **dict.fromkeys(("table", "tr", "td", "th", "tbody", "thead"), "a table"),
    "img": "a picture",
    "a": "a link",
    "anki-mathjax": "a formula",
}


@dataclass(frozen=True, slots=True)
class FieldText:
    """What a field says.

    In ``marked``, control characters stand around the blanks (:func:`marked`).  ``lost``
    names what of the field is no text, each kind once; ``numbers`` are those of the blanks.
    """

    marked: str
    lost: tuple[str, ...] = ()
    numbers: tuple[int, ...] = ()

    @property
    def text(self) -> str:
        """The text, without regard to blanks."""
        return _CONTROLS.sub("", self.marked)


def read(markup: str) -> FieldText:
    """What the HTML of a field says."""
    flat, numbers, lost = _flat(markup)
    lost += [_NAMES.get(name, f"a <{name}>") for name in _KEPT.findall(flat) if name[0] != "/"]
    text = _KEPT.sub("", flat)
    if text.count(_OPEN) != len(numbers) or text.count(_CLOSE) != len(numbers):
        text = _CONTROLS.sub("", text)
        lost.append("a blank inside a tag")
    return FieldText(text, tuple(dict.fromkeys(lost)), tuple(numbers))


def canonical(markup: str) -> str:
    """A form of the HTML of a field that is equal for fields that look equal.

    How lines are made, kinds of spaces, comments, and white space at the end do not count.
    """
    flat, numbers, lost = _flat(markup)
    others = [str(number) for number in numbers if number != 1]
    marks = "\x1f".join(("", *lost, *others)) if lost or others else ""
    return _folded(flat) + marks


def marked(segments: Iterable[Segment]) -> str:
    r"""A stem with ``\x01`` and ``\x03`` around its answers."""
    return "".join(
        f"{_OPEN}{segment.answer}{_CLOSE}" if isinstance(segment, Blank) else segment.text
        for segment in segments
    )


def segments(text: str) -> tuple[Segment, ...]:
    """The stem of a text that is :func:`marked`."""
    done: list[Segment] = []
    for part in re.split(f"({_OPEN}[^{_CLOSE}]*{_CLOSE})", text):
        if part.startswith(_OPEN):
            done.append(Blank(part[1:-1].split(_HINT, 1)[0]))
        elif part:
            done.append(Text(part))
    return tuple(done)


def settle(new: str, old: str) -> str:
    """The text ``new`` out of Anki, as the bank should hold it in the place of ``old``.

    Anki composes characters, and its editor turns spaces into no-break spaces and adds a
    line at the end.  What differs by nothing else stays as it was.
    """
    if _folded(new) == _folded(old):
        return old
    spaced = new.replace(_SPACE, " ")
    matcher = SequenceMatcher(None, old.replace(_SPACE, " "), spaced, autojunk=False)
    text = "".join(
        old[start:stop] if tag == "equal" else spaced[first:last]
        for tag, start, stop, first, last in matcher.get_opcodes()
    )
    return text if old.endswith("\n") else text.rstrip("\n")


def _folded(text: str) -> str:
    return unicodedata.normalize("NFC", text).replace(_SPACE, " ").rstrip()


def _flat(markup: str) -> tuple[str, list[int], list[str]]:
    """The text of a field with controls for marks; numbers of its blanks; what is lost."""
    text = markup
    numbers: list[int] = []
    lost: list[str] = []
    if not text.isprintable():
        text = _CONTROLS.sub("", text).replace("\n", " ").replace("\r", " ")
    if "\\" in text or "[" in text:
        lost += ["a sound"] * (_SOUND.search(text) is not None)
        lost += ["a formula"] * (_FORMULA.search(text) is not None)
    if "{{c" in text:
        text, numbers, faults = _blanks(text)
        lost += faults
    if "<" in text:
        text = _lines(_MARKUP.sub(_without, text))
    return (unescape(text) if "&" in text else text), numbers, lost


def _without(match: re.Match[str]) -> str:
    """What stands for a tag or comment: nothing, a break of lines, or its name."""
    name = (match["name"] or "").lower()
    if not name:
        return ""
    if name == "br":
        return "\n"
    bare = name.lstrip("/")
    plain = bare in _LINES or bare == "span"
    kept = "" if plain and not _STYLE.search(match["attributes"]) else f"{_TAG}{name}{_TAG_END}"
    return _LINE + kept if bare in _LINES or bare in _PARTS else kept


def _lines(text: str) -> str:
    """``text`` with a line feed where a block begins or ends in mid-line."""
    if _LINE not in text:
        return text
    done = ""
    for part in text.split(_LINE):
        if part and done and not done.endswith("\n"):
            done += "\n"
        done += part
    return done


def _blanks(markup: str) -> tuple[str, list[int], list[str]]:
    """``markup`` with controls for the marks of blanks; their numbers; what is lost.

    As Anki: marks without a partner are text, and ``::`` in a blank begins its hint.
    """
    if markup.count("{{c1::") == markup.count("::") == markup.count("}}") == 1:  # as we write it
        before, _, behind = markup.partition("{{c1::")
        answer, close, after = behind.partition("}}")
        if close and "{{c" not in markup.replace("{{c1::", "", 1):
            return f"{before}{_OPEN}{answer}{_CLOSE}{after}", [1], []
    pieces: list[str] = []
    opened: list[tuple[int, int]] = []  # place among the pieces, number
    hints: list[int] = []  # places
    numbers: list[int] = []
    lost: list[str] = []
    at = 0
    for match in _MARK.finditer(markup):
        pieces += [markup[at : match.start()], match[0]]
        at = match.end()
        here = len(pieces) - 1
        if match["number"]:
            opened.append((here, int(match["number"])))
        elif match["hint"]:
            hints.append(here)
        elif opened:
            place, number = opened.pop()
            if opened:
                lost.append("a blank inside a blank")
                continue
            pieces[place], pieces[here] = _OPEN, _CLOSE
            numbers.append(number)
            inside = [hint for hint in hints if hint > place]
            if inside:
                pieces[inside[0]] = _HINT
                lost.append("a hint in a blank")
            hints = []
    return "".join([*pieces, markup[at:]]), numbers, lost
