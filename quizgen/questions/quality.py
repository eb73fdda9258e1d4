"""How good an item is: what the stem adds to the merit of its phrase.

The second half of the model of ``phrases/merit.py``: an expected verdict, from 0 (an
examiner would throw the item out) to 1 (would sign it as it is).
"""

from __future__ import annotations

import json
import math
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path

from quizgen.questions.checks import BLANK, Item
from quizgen.questions.stems import OMISSION, SEMICOLONS, Stem
from quizgen.regex import regex
from quizgen.sentences import Sentence

Feature = tuple[str, str]  # family and value

_PRONOUNS = regex(r"这|其|该|此|它|他|们|我")
_FIGURES = regex(r"[0-9０-９]+")
_MODAL = regex(r"应当|应该|必须|不得|可以|禁止|要|应")
_CLAUSES = regex(r"[，。；：]")
# 违反本办法第十七条规定的: what is forbidden there, only who knows its number can tell; and a
# rule that says but which rules hold.
_CITES = regex(
    "本(?:法|条例|办法|规定|细则|规则|规程|解释|准则|指引|章程)第[0-9一二三四五六七八九十百零]+条|"
    "违反第[0-9一二三四五六七八九十]+[条款项]|"
    "[，也]适用本(?:法|条例|办法|规定|细则|规则)(?:的规定)?[。；]?$|"
    "(?:参照|依照|按照)[^，。；]{2,40}(?:执行|办理)[。；]?$"
)
_LENGTHS = (11, 14, 17, 20, 25, 30, 36, 45, 55, 65, 80, 95)  # characters, answers included
_SHARES = (0.05, 0.08, 0.12, 0.16, 0.2, 0.25, 0.3)
_CLAUSE = (1, 3, 5, 8, 12, 18, 25, 35)  # characters of the clause around the blank
_LABEL = 14  # characters within which a label before the stem ends


@cache
def _weights() -> Mapping[str, Mapping[str, float]]:
    path = Path(__file__).with_name("quality.json")
    table: Mapping[str, Mapping[str, float]] = json.loads(path.read_text(encoding="utf-8"))
    return table


# Of a stem, whatever the blank is; and of where its blanks are.
OF_STEM = ("length", "clauses", "left", "right", "half", "cites")
OF_BLANK = (
    "share",
    "label",
    "pieces",
    "pronouns",
    "last",
    "begin",
    "clause place",
    "listed",
    "digits",
    "quotes",
    "opens",
    "clause",
    "at",
    "listing",
    "opening",
    "opening/length",
    "heading",
    "echo",
    "halves",
)


@cache
def _tables(families: tuple[str, ...]) -> tuple[Mapping[str, float], ...]:
    weights = _weights()
    return tuple([weights.get(family, {}) for family in families])


def quality(item: Item, stem: float, merit: float) -> float:
    """The expected verdict of an item, 0 to 1.

    ``merit`` is that of its phrase, ``stem`` what its stem adds whatever the blank is.
    """
    total = merit + stem + _total(OF_BLANK, of_blank(item))
    return round(_verdict(total), 4)


_BEND = 0.8
_CLOSEST = 1e-4  # verdicts have four decimals


def _verdict(total: float) -> float:
    """A sum of weights as a verdict from 0 to 1.

    The best, whose sums go beyond what any verdict can be, come close to 1 in their order.
    """
    if total <= _BEND:
        return max(0.0, total)
    return 1 - (1 - _BEND) * math.exp((_BEND - total) / (1 - _BEND))


def summed(verdict: float) -> float:
    """The sum of weights that gives a ``verdict``, which is more than 0."""
    if verdict <= _BEND:
        return verdict
    return _BEND - (1 - _BEND) * math.log(max(_CLOSEST, 1 - verdict) / (1 - _BEND))


def in_stem(stem: Stem, words: str, sentence: Sentence) -> float:
    """What a stem, which reads ``words``, adds to the verdict whatever the blank is."""
    return _total(OF_STEM, of_stem(stem, words, sentence))


def _total(families: tuple[str, ...], values: tuple[str, ...]) -> float:
    total = 0.0
    for table, value in zip(_tables(families), values):  # noqa: B905 - runs often
        total += table.get(value, 0.0)
    return total


@cache
def most() -> float:
    """What a stem with its blank adds to the merit of a phrase at most."""
    return _most(OF_STEM + OF_BLANK)


@cache
def most_of_blank() -> float:
    """What the blank in its stem adds at most."""
    return _most(OF_BLANK)


def _most(families: tuple[str, ...]) -> float:
    return sum([max([0.0, *table.values()]) for table in _tables(families)])


_ROUNDED = 0.00005  # by so much rounding raises a verdict at most


def reaches(least: float, *parts: float) -> bool:
    """Whether an expected verdict of these ``parts`` can be ``least``; that is below ``_BEND``."""
    return least <= 0 or sum(parts) >= least - _ROUNDED


def of_item(item: Item, sentence: Sentence) -> Iterator[Feature]:
    """The features of an item that depend on its stem."""
    yield from zip(OF_STEM, of_stem(item.stem, item.words, sentence), strict=True)
    yield from zip(OF_BLANK, of_blank(item), strict=True)


def of_stem(stem: Stem, words: str, sentence: Sentence) -> tuple[str, ...]:
    """Values of ``OF_STEM``."""
    last = stem.pieces[-1]
    clauses = len([clause for clause in _CLAUSES.split(words.rstrip("。；")) if clause])
    return (
        _class(_LENGTHS, len(words)),
        _CLASS[min(6, clauses)],
        _FLAG[last.start > sentence.span.start],
        _FLAG[last.end < sentence.span.end - 1],
        _half(stem, sentence),
        _FLAG[_CITES.search(words) is not None],
    )


def _half(stem: Stem, sentence: Sentence) -> str:
    """Of half a sentence behind a semicolon without the other, whether it is one of an article."""
    if sentence.behind not in SEMICOLONS or stem.pieces[0].start < sentence.span.start:
        return ""
    return _FLAG[sentence.in_article]


def of_blank(item: Item) -> tuple[str, ...]:
    """Values of ``OF_BLANK``."""
    shown, answers = item.read, item.answers
    body = shown.rstrip("。；")
    parts = _CLAUSES.split(body)
    index, around = _with_blank(parts)
    behind = len(parts) - 1 - index
    return (
        _class(_SHARES, sum(map(len, answers)) / len(item.words)),
        _FLAG["：" in shown[:_LABEL]],
        f"{len(item.stem.pieces)}{_FLAG[OMISSION in shown]}",
        _CLASS[min(3, len(_PRONOUNS.findall(shown)))],
        body[-1:],
        shown[:2],
        _CLASS[min(3, index)] + _CLASS[min(3, behind)],
        _CLASS[min(around.count("、"), 4)] + _FLAG[len(answers) > 1],
        _CLASS[min(4, len(_FIGURES.findall(shown)))],
        _FLAG["“" in shown] + _FLAG["《" in shown] + _FLAG["（" in shown],
        BLANK if body.startswith(BLANK) else _opening(parts[0]),
        _class(_CLAUSE, len(around) - len(BLANK)),
        _FLAG[around.startswith(BLANK)] + _FLAG[around.endswith(BLANK)],
        _listing(around),
        opening := body[1:3] if body.startswith(BLANK) else "",
        opening[:1] + _class(_LENGTHS, len(item.words)) if opening else "",
        _FLAG[_is_headed(item)],
        _echo(answers, shown),
        _halves(answers, shown),
    )


_JOINTS = frozenset("、和或与及")
_AND_OTHERS = regex("(?<![平同高中初对均])等(?![于级待候值效同量])")


def _listing(clause: str) -> str:
    """On which sides of the blank members of its list stand, and whether more are meant (等)."""
    before, _, behind = clause.partition(BLANK)
    joined = before[-1:] in _JOINTS, behind[:1] in _JOINTS
    if not any(joined):
        return ""
    return _FLAG[joined[0]] + _FLAG[joined[1]] + _FLAG[_AND_OTHERS.search(behind) is not None]


def _is_headed(item: Item) -> bool:
    """Whether a heading above says an answer."""
    titles = [section.title for section in item.document.path(item.blanks[0].start)]
    return any(answer in title for answer in item.answers for title in titles)


_ECHOES = (0.01, 0.26, 0.51, 0.76)


def _echo(answers: Sequence[str], shown: str) -> str:
    """How large a share of the answers' characters the stem shows, too."""
    letters = "".join(answers)
    return _class(_ECHOES, sum([letter in shown for letter in letters]) / len(letters))


_LEAST_OF_HALVES = 3


def _halves(answers: Sequence[str], shown: str) -> str:
    """Whether the stem shows the first or the last two characters of the only answer, too."""
    (answer, *others) = answers
    if others or len(answer) < _LEAST_OF_HALVES:
        return ""
    return _FLAG[answer[:2] in shown] + _FLAG[answer[-2:] in shown]


def _with_blank(clauses: Sequence[str]) -> tuple[int, str]:
    """The first of ``clauses`` that has a blank, and its number; the first, if none has."""
    for index, clause in enumerate(clauses):
        if BLANK in clause:
            return index, clause
    return 0, clauses[0]


def _opening(clause: str) -> str:
    """Whether the first clause says what must or may be done, and before or behind the blank."""
    modal = _MODAL.search(clause)
    at = clause.find(BLANK)
    if modal is None:
        return f"-{at >= 0:d}"
    return modal[0] + ("" if at < 0 else "<" if at < modal.start() else ">")


_CLASS = tuple(map(str, range(32)))
_FLAG = ("0", "1")  # by a truth value


def _class(limits: tuple[float, ...], value: float) -> str:
    """How many of ``limits``, which rise, ``value`` reaches."""
    return _CLASS[bisect_right(limits, value)]
