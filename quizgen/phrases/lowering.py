"""What lowers the scores of candidates, and of sentences as sources; what a kind adds to them.

What no feature of the ranking sees: that a span is no whole term (``edges.py``), one of many
in a list, a general word; that a sentence states nothing.
"""

from __future__ import annotations

from collections.abc import Sequence

from quizgen.document import PhraseKind, Span
from quizgen.phrases import edges
from quizgen.phrases.candidates import Candidate
from quizgen.phrases.lexicon import EMPTY_WORDS, GENERAL_HEADS, MODALS, RHETORIC
from quizgen.phrases.patterns import figures
from quizgen.phrases.recurrence import recurrence
from quizgen.phrases.scored import Factor, Source
from quizgen.phrases.tokens import Token
from quizgen.regex import regex
from quizgen.sentences import Sentence

# What the kind adds to a candidate's log-odds: what the text itself sets off by marks
# is a term, whatever the words of the sentence are.
_KIND_BONUS = {
    PhraseKind.QUOTED: 1.5,
    PhraseKind.ABBREVIATION: 1.0,
    PhraseKind.MARKED: 2.0,
    PhraseKind.SERIES: 0.3,
    PhraseKind.QUANTITY: 1.2,
}
_LIST, _CLOSED_LIST = 3, 2.5  # 查问题、堵漏洞、提能力: a set phrase of equal members
_DEFINED = 2.0  # a term that the text defines in so many words
_DEFINES = regex(r"[”’」]?[，：:]?\s*(?:是指|指的是|系指|即指|指)|[”’」]?[：:]")
_NAMES = regex(r"(?:叫做|叫作|称为|称作|叫)[“‘「]?$")
# Kinds whose ends are only words' edges, not marks of the text.
_LOOSE = frozenset({PhraseKind.TERM, PhraseKind.OBJECT, PhraseKind.NAME})
# To Python 3.11 it is a call to get a member of an enumeration.
_SERIES, _ABBREVIATION = PhraseKind.SERIES, PhraseKind.ABBREVIATION
_MEMBER = 0.6
_JOINED = frozenset("、和或及与")  # what joins the members of a list
_CUT_WORD = 0.5
# A word of every text is no term of this one where it stands but once: 安全措施.
_GENERAL = 0.45
# 规则第十九条, 本|规则办理借阅证: a reference, or the second half of one, is nothing to know.
_ORDINAL = regex(r"第[0-9一二三四五六七八九十百零]+[条款项章]")
_NO_PREDICATE = 0.1
_PREDICATES = frozenset("是为有＝=：:")
_MOOD = 0.45
# Answers and advice about an examination, examples, labels without their topic.
_NO_STATEMENT = regex(
    r"^(?:如|例如|例|答案|答|解析|解|注|注意|提示|备注|现象|实质|过程|说明|思路|点拨|来源|图)[：:]|"
    r"^[（(\[【]|^假设|(?<![\u4e00-\u9fff])[甲乙丙丁](?:[向与把将的和从在]|方(?![案法]))|[喔哦哟啦呀]|[图表]\s?[A-Z]?[.．]?[0-9]|考试|分值|试卷|题型|本题|考点|解题|答题|选择题|填空题|简答题|第[一二三四五六七八九十]+题"
)
# 适用本法第五百一十条的规定: what is to know stands in another article.
_CROSS_REFERENCE = regex(
    r"(?:适用|依照|按照|根据|参照|依据)(?:本\w{1,4}|《[^》]+》)?第[一二三四五六七八九十百千零〇0-9]+条"
)
_REFERS = 0.3
# Never worth a blank, but part of what was considered.
_HARDLY = 0.02


def source(words: Sequence[Token], piece: str) -> list[Factor]:
    """What makes a sentence a poor source whatever its words are worth."""
    found: list[Factor] = []
    if not any(t.tag.startswith("v") or t.word in _PREDICATES for t in words):
        found.append(("no predicate", _NO_PREDICATE))
    if _NO_STATEMENT.search(piece):
        found.append(("no statement", _HARDLY))
    if _CROSS_REFERENCE.search(piece):
        found.append(("cross-reference", _REFERS))
    return found


def bonus(text: str, row: Candidate) -> float:
    """What the kind of a candidate adds to its log-odds."""
    if row.kind in _LOOSE:
        return 0.0
    if row.kind is PhraseKind.SERIES:
        closed = text[row.span.end : row.span.end + 1] not in ("等", "、", "和")
        even = len({len(m) for m in row.members}) == 1 and len(row.members) >= _LIST
        return _CLOSED_LIST if closed and even else _KIND_BONUS[row.kind]
    if row.kind is PhraseKind.ABBREVIATION and not row.members:
        # 三个县区 counts things; 三大攻坚战, 七张清单 are names
        counted = any(c in "个项条种类方" for c in text[row.span.start : row.span.start + 3])
        return -_KIND_BONUS[row.kind] if counted else _KIND_BONUS[row.kind]
    if row.kind is not PhraseKind.DEFINITION:
        return _KIND_BONUS.get(row.kind, 0.0)
    defined = _DEFINES.match(text, row.span.end) or _NAMES.search(
        text, max(0, row.span.start - 4), row.span.start
    )
    return _DEFINED if defined else 0.0


class Lowering:
    """What lowers the scores of the candidates of one sentence; what they share, once."""

    def __init__(self, text: str, sentence: Sentence, source: Source) -> None:
        start, piece = sentence.span.start, text[sentence.span.start : sentence.span.end]
        self._text, self._parts, self._closed = text, source.parts, source.closed
        self._edges = edges.Edges(source.words)
        self._words = self._edges.words
        self._mood = ("mood", _MOOD if any(word in piece for word in RHETORIC) else 1.0)
        self._ordinal = _ORDINAL.search(piece) is not None
        wholes = [f.whole for f in figures(piece) if f.unit != "个"]
        self._figures = [Span(start + whole.start, start + whole.end) for whole in wholes]

    def factors(self, row: Candidate) -> list[Factor]:
        """What lowers the score of a candidate, in the order in which it is told."""
        text, span, kind, first, last, _ = self._text, *row
        start, end = span
        loose, words = kind in _LOOSE, text[start:end]
        own: list[Factor] = []
        # a modal word (its opposite fits as well) or an empty word alone
        if words in MODALS or (first == last and self._parts.tokens[first].word in EMPTY_WORDS):
            own.append(("idle", _HARDLY))
        elif loose and span not in self._closed:
            own += (self._mood, ("edges", self._whole(first, last)))
            head = self._words[self._parts.word[last]].word
            if head in GENERAL_HEADS and recurrence(text).times(words, 2) == 1:
                own.append(("general", _GENERAL))  # of every text, and no term of this one
            # one of an open list: another order, or another member, is as good an answer
            if text[start - 1 : start] in _JOINED or text[end : end + 1] in _JOINED:
                own.append(("member", _MEMBER))
        if kind is _SERIES:
            left, right = self._parts.word[first], self._parts.word[last]
            own.append(("edges", edges.left(self._words, left) * edges.ends(self._words, right)))
        broken = self._figures and (loose or kind is _ABBREVIATION)
        if broken and any(span.overlaps(figure) for figure in self._figures):
            own.append(("figure", _HARDLY))  # a figure is asked for by its number alone
        return own

    def _whole(self, start: int, end: int) -> float:
        """How likely the words at the edges make one whole; less where an edge cuts a word."""
        words, parts = self._words, self._parts
        first, last = parts.word[start], parts.word[end]
        whole = self._edges.whole(first, last)
        if last > first and first and words[first - 1].word == "本":
            whole *= _HARDLY
        if self._ordinal and _ORDINAL.search("".join([w.word for w in words[first : last + 1]])):
            whole *= _HARDLY
        cuts = parts.cuts(start, end)
        return whole * _CUT_WORD**cuts if cuts else whole
