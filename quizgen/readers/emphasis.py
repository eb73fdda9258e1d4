"""Which ``*``, ``_``, ``==`` and ``~~`` of a Markdown text are mark-up, and which stand for words.

CommonMark decides by the characters beside a run of stars.  That fails twice in Chinese
documents: ``**术语：**定义`` is meant as emphasis and is not taken for it, and in a text
where ``*`` stands for a removed word (``去年*月``, ``构建**与**错位协同``) two stars far
apart are taken for a pair.  So pairs are judged here, by what lies between them and by
whether the stars of the whole document pair up.  ``==术语==`` and ``~~术语~~``, which editors of
notes show as highlighted and as struck out, are no part of CommonMark; the words stay.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import TYPE_CHECKING

from quizgen.records import dataclass
from quizgen.regex import regex

if TYPE_CHECKING:
    from markdown_it.token import Token

_HIGHLIGHT, _STRUCK = "==", "~~"
_RUN = regex(rf"\*+|_+|(?<!=){_HIGHLIGHT}(?!=)|(?<!~){_STRUCK}(?!~)")
_WORD = regex(r"\w")
_NAME = regex("[A-Za-z0-9_]")
_OPERAND = regex(r"[\w\])]")
_CLAUSE = regex("[，。；！？]")
_JOINT = regex("[，、；和及与]")  # between two ranges
_FROM = regex("[0-9一二三四五六七八九十].{0,2}$")
_NEAR = 3  # characters that it looks at
_TO = regex("[0-9一二三四五六七八九十]")
_SENTENCE = regex("[。！？].")
_OBJECT = "\ufffc"  # stands for code, links, formulas in the flat text
_STARRED = "starred"  # in the meta of a token
_MOSTLY = 0.7  # share of well-paired paragraphs that makes stars mark-up


@dataclass(frozen=True, slots=True)
class _Run:
    """A run of stars, underscores or other marks: its token, its place in that and in the text."""

    token: int
    start: int
    flat: int
    text: str


def drop_emphasis(paragraphs: Sequence[list[Token]]) -> None:
    """Take the marks of emphasis out of the text tokens of all inline contents, in place.

    What stood between them is told by :func:`starred`.
    """
    flattened = [_flatten(children) for children in paragraphs]
    starred = [(flat, [r for r in runs if r.text[0] == "*"]) for flat, runs in flattened]
    starred = [(flat, runs) for flat, runs in starred if runs]
    paired = sum(1 for flat, runs in starred if _pairs_up(flat, runs))
    is_markup = paired >= _MOSTLY * len(starred)
    for children, (flat, runs) in zip(paragraphs, flattened, strict=True):
        if runs:
            others = [run for run in runs if run.text not in (_HIGHLIGHT, _STRUCK)]
            marks = _emphasis(flat, others, is_markup=is_markup)
            for sign in (_HIGHLIGHT, _STRUCK):
                marks += _pairs(flat, [run for run in runs if run.text == sign])
            _take_out(children, sorted(marks, key=lambda mark: mark[0].flat))


def starred(token: Token) -> Sequence[tuple[int, int]]:
    """The stretches of a token's content, as it is now, that stood between marks of emphasis."""
    found: Sequence[tuple[int, int]] = token.meta.get(_STARRED, ())
    return found


def _flatten(children: list[Token]) -> tuple[str, list[_Run]]:
    parts: list[str] = []
    runs: list[_Run] = []
    length = 0
    for index, child in enumerate(children):
        if child.type == "text":
            content = child.content
            runs += (
                _Run(index, found.start(), length + found.start(), found[0])
                for found in _RUN.finditer(content)
            )
        elif child.type in ("softbreak", "hardbreak"):
            content = "\n"
        elif child.type == "text_special":
            content = child.content
        else:
            content = "" if child.nesting else _OBJECT
        parts.append(content)
        length += len(content)
    return "".join(parts), runs


def _pairs_up(flat: str, runs: list[_Run]) -> bool:
    """Whether the stars of a paragraph are evenly paired over short stretches."""
    return len(_emphasis(flat, runs, is_markup=True)) == len(runs)


def _pairs(flat: str, runs: Sequence[_Run]) -> list[tuple[_Run, bool]]:
    """Those of one sign that are marks, and whether each opens a pair; none, if odd.

    In ``若甲==乙，则丙==丁`` and ``a==b==c`` they compare, in ``10~~20米，30~~40米`` they say from
    what to what.
    """
    marks: list[tuple[_Run, bool]] = []
    if len(runs) % 2:
        return marks
    for opening, closing in zip(runs[::2], runs[1::2], strict=True):
        end = closing.flat + len(closing.text)
        inside = flat[opening.flat + len(opening.text) : closing.flat]
        outside = flat[max(opening.flat - 1, 0) : opening.flat], flat[end : end + 1]
        compares = all(map(_NAME.match, outside)) or (
            all(map(_OPERAND.match, outside)) and _CLAUSE.search(inside) is not None
        )
        if opening.text == _STRUCK and (
            _says_range(flat, opening)
            or _says_range(flat, closing)
            or (_JOINT.search(inside) and all(map(_WORD.match, outside)))
        ):
            continue
        if inside.strip() == inside != "" and "\n" not in inside and not compares:
            marks += ((opening, True), (closing, False))
    return marks


def _says_range(flat: str, run: _Run) -> bool:
    """Whether numbers stand on both sides of a sign: 9点~~11点, 10℃~~20℃."""
    before = flat[max(0, run.flat - _NEAR) : run.flat]
    return bool(_FROM.search(before) and _TO.match(flat, run.flat + len(run.text)))


def _emphasis(flat: str, runs: list[_Run], *, is_markup: bool) -> list[tuple[_Run, bool]]:
    """The runs that are marks of emphasis, and whether what follows each is emphasised."""
    marks: list[tuple[_Run, bool]] = []
    index = 0
    while index + 1 < len(runs):
        opening, closing = runs[index], runs[index + 1]
        if _is_pair(flat, opening, closing, is_markup=is_markup):
            marks += ((opening, True), (closing, False))
            index += 2
        elif is_markup and _is_bridge(flat, runs, index):
            # **A****B**: the four stars close one and open the next.
            marks += zip(runs[index : index + 3], (True, True, False), strict=True)
            index += 3
        else:
            index += 1
    return marks


def _is_bridge(flat: str, runs: list[_Run], index: int) -> bool:
    if index + 2 >= len(runs):
        return False
    first, middle, last = runs[index : index + 3]
    return (
        first.text == last.text == "**"
        and middle.text == "****"
        and not any(
            _CLAUSE.search(flat, a.flat, b.flat) for a, b in pairwise((first, middle, last))
        )
    )


def _is_pair(flat: str, opening: _Run, closing: _Run, *, is_markup: bool) -> bool:
    if opening.text != closing.text or len(opening.text) > 3:
        return False
    begin, end = opening.flat + len(opening.text), closing.flat
    inside = flat[begin:end]
    if not inside.strip() or inside[0].isspace():
        return False
    before = flat[max(opening.flat - 1, 0) : opening.flat]
    after = end + len(closing.text)
    behind = flat[after : after + 1]
    left, right = not _WORD.match(before), not _WORD.match(behind)
    if opening.text[0] == "_":
        return left and right and len(opening.text) < 3
    if before in ("", "\n") and behind in ("", "\n"):
        return True  # the whole line
    return is_markup and _is_short_stretch(inside, left=left, right=right)


def _is_short_stretch(inside: str, *, left: bool, right: bool) -> bool:
    """Whether stars around ``inside`` emphasise it; left and right tell of word edges outside."""
    if left and right:
        return True
    if left or right or not _WORD.match(inside[0]) or not _WORD.match(inside[-1]):
        return not _SENTENCE.search(inside)
    return len(inside) > 1 and not _CLAUSE.search(inside)


def _take_out(children: list[Token], marks: list[tuple[_Run, bool]]) -> None:
    by_token: dict[int, list[tuple[_Run, bool]]] = {}
    for mark, opens in marks:
        by_token.setdefault(mark.token, []).append((mark, opens))
    inside: dict[bool, bool] = {}  # a pair of == may stand in one of stars, and the reverse
    for index, child in enumerate(children):
        parts: list[str] = []
        stretches: list[tuple[int, int]] = []
        length = position = 0
        for mark, opens in by_token.get(index, ()):
            parts.append(child.content[position : mark.start])
            if any(inside.values()):
                stretches.append((length, length + len(parts[-1])))
            length += len(parts[-1])
            position = mark.start + len(mark.text)
            if mark.text != _STRUCK:
                inside[mark.text == _HIGHLIGHT] = opens
        parts.append(child.content[position:])
        if any(inside.values()):
            stretches.append((length, length + len(parts[-1])))
        child.content = "".join(parts)
        if stretches:
            child.meta[_STARRED] = stretches
