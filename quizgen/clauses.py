"""Markers inside a paragraph: where a clause begins, and lists that open in mid-clause.

What they look like stands in :mod:`quizgen.grammar`.  As there, a match is only a
possible marker; that it is one also needs a place in a sequence.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from quizgen.grammar import HAN_CHAR, INLINE_RULES, SMALL, Match, last_markers, match_at
from quizgen.numbering import Style
from quizgen.numerals import HAN_NUMERAL
from quizgen.records import dataclass
from quizgen.regex import regex

# After these a clause begins.  A list is opened after the first group; it goes on after either.
_CLAUSE_BEFORE = "。；：！？;:!?…"
_LIST_BEFORE = "，,、"
_QUOTES = "”’」』）)》"
_ONE_SIGN = "\u2460-\u2487\u2488-\u249b\u2776-\u2793\u3220-\u3229\u3251-\u325f\u32b1-\u32bf"
_BRACKETED = f"\\( ?(?:[{HAN_NUMERAL}]{{1,3}}|[0-9]{{1,3}}|[a-h]) ?\\)"
_INLINE_OPENING = regex(
    f"(?:(?<=[{_CLAUSE_BEFORE}{_LIST_BEFORE}{_QUOTES}])|(?<=[ \\t]))"
    f"(?:(?=[0-9]{{1,3}} ?[.、)】]|[A-H] ?\\.|[a-h] ?[.、]|[第首其再另最]|一方面|{SMALL} ?[要是]))"
    f"|(?<=[{HAN_CHAR})])(?=(?:[0-9]{{1,3}}|[a-h])[.、] ?[{HAN_CHAR}])"
    f"|(?=[{_ONE_SIGN}]|{_BRACKETED}|第{SMALL} ?[,、:.])"
)
# Styles that need no clause's start to be told from words, and how their second member is
# written: 常见的有（1）…；（2）…. A first one in mid-clause counts only if that follows.
_PLAIN_INLINE: dict[Style, re.Pattern[str]] = {
    Style.CIRCLED: regex("[②❷➁➋]"),
    Style.ARABIC_PAREN: regex(r"\( ?2 ?\)|⑵"),
    Style.HAN_PAREN: regex(r"\( ?二 ?\)|㈡"),
    Style.LOWER_PAREN: regex(r"\( ?b ?\)"),
    Style.ORDINAL: regex("第二 ?[,、:.]"),
}
_RANKED_IN = "国國省市县縣区區列居位前获獲的"  # 总量全国第一，增速全省第二，…
# What a citation or a formula has before the bracket, and a mere mention behind it:
# 第（一）项, 图①, f(a); ①和②, （一）至（五）.
_CITING = regex(f"[第至到和或及与與图圖式表见見款项項条條a-zA-Z0-9\\]){_ONE_SIGN}]$")
# A circled number cites no formula: …C6H6②… goes on with ①.
_CITING_CIRCLED = regex(f"[第至到和或及与與图圖式表见見款项項条條{_ONE_SIGN}]$")
# Styles that show a lost line break without a stop before them: …一定多2、…, and what before
# the number says that it is none of a list: 图1、, 第2、3题.
_RUN_ON = frozenset({Style.ARABIC_DOT, Style.ARABIC_COMMA, Style.LOWER})
_REFERRING = "第图圖表例题題步骤驟式号號型至到和或及与與约約共"
_MENTION = regex(f"[ \\t]*(?:[、，。；,;)）和或及与的]|[至到]?(?:[{_ONE_SIGN}]|{_BRACKETED})|$)")


@dataclass(frozen=True, slots=True)
class InlineMatch:
    """A possible marker inside a paragraph.

    ``opens`` tells that a list may begin at its place, ``run_on`` that no clause begins
    there: it counts only as the next item of a list in the same paragraph.
    """

    match: Match
    opens: bool
    run_on: bool = False


def inline_markers(text: str, folded: str, start: int, end: int) -> Iterator[InlineMatch]:
    """The markers that may stand inside ``text[start:end]`` at the start of a clause.

    The beginning of the range itself is left out: that is for :func:`line_markers`.
    """
    position = start + 1
    seconds: dict[Style, int] = {}
    while found := _INLINE_OPENING.search(folded, position, end):
        position = found.start() + 1
        before = _previous(text, start, found.start())
        if not before:
            continue
        for rule in INLINE_RULES.get(folded[found.start()], ()):
            inside = rule.pattern.match(folded, found.start(), end)
            if not inside or not (value := rule.parse(inside["n"])):
                continue
            match = match_at(text, inside, rule.style, value)
            opens = before in _CLAUSE_BEFORE or (before in "，," and rule.style in _SPOKEN)
            if rule.style in _PLAIN_INLINE:
                if _is_mention(folded, match, start, end):
                    continue
                opens = opens or (
                    value == 1 and _has_second(seconds, folded, rule.style, match.end, end)
                )
            run_on = False
            if rule.style not in _PLAIN_INLINE and not opens and before not in _LIST_BEFORE:
                run_on = _runs_on(folded, match, before, end)
                if not run_on:
                    continue
            yield InlineMatch(match, opens, run_on)
            position = max(position, match.end)
            break
        else:
            for match in last_markers(text, folded, found.start(), end):
                yield InlineMatch(match, opens=False)


def _has_second(seconds: dict[Style, int], folded: str, style: Style, start: int, end: int) -> bool:
    """Whether the second member of such a list stands between ``start`` and ``end``.

    ``seconds`` keeps where the next one of each style stands, or ``end``, for what is asked
    further on: else a thousand first members would each be followed to the end.
    """
    if seconds.get(style, -1) < start:
        second = _PLAIN_INLINE[style].search(folded, start, end)
        seconds[style] = second.start() if second else end
    return seconds[style] < end


def _is_mention(folded: str, match: Match, start: int, end: int) -> bool:
    """Whether a bracketed or circled number only names another one, or numbers nothing."""
    before = folded[max(start, match.start - 1) : match.start]
    if match.marker.style is Style.ORDINAL:
        return before in _RANKED_IN
    circled = match.marker.style is Style.CIRCLED and match.marker.value > 1
    citing = _CITING_CIRCLED if circled else _CITING
    return bool(citing.search(before) or _MENTION.match(folded, match.end, end))


def _runs_on(folded: str, match: Match, before: str, end: int) -> bool:
    """Whether an item may begin here although nothing ends before it: 有2、没有."""
    if match.marker.style not in _RUN_ON or match.marker.value < 2 or before in _REFERRING:
        return False
    return bool(_HAN.match(folded, match.end, end))


_HAN = regex(f" ?[{HAN_CHAR}]")


_SPOKEN = frozenset({Style.YAO, Style.SHI, Style.QIYI, Style.ORDINAL})


# A remark between two members of a list: …又好又快发展（2分）二是…, …的灵魂；2分（2）….
_REMARK = regex(r"(?P<b>[（(][^（()）]{1,10}[)）]|[0-9]{1,2} ?分)$")


def _previous(text: str, start: int, offset: int) -> str:
    """The character before ``offset``, white space and closing quotes skipped; "" at the edge.

    Behind a remark a list goes on, whatever stands before it.
    """
    index = offset - 1
    while index >= start and text[index].isspace():
        index -= 1
    remark = _REMARK.search(text, max(start + 1, index - 12), index + 1)
    if remark:
        index = remark.start() - 1
    while index >= start and (text[index].isspace() or text[index] in _QUOTES):
        index -= 1
    if index < start:
        return ""
    before = text[index]
    return "、" if remark and before not in _CLAUSE_BEFORE + _LIST_BEFORE else before
