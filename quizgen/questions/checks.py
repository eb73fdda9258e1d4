"""Hard checks: what makes an item unfit, each with a reason code.

Every check is a property of all items of every bank.  ``REASONS`` gives the
sentence that users read for a code.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from quizgen.document import Document, Phrase, PhraseKind, Span
from quizgen.phrases.lexicon import EMPTY_WORDS, FUNCTION_WORDS, MODALS
from quizgen.questions import stems
from quizgen.questions.stems import Stem
from quizgen.sentences import REMOVED
from quizgen.text import has_han

# 三种形式, 两个方面: the stem has counted them already, or asks for nothing but a count.
_COUNT = re.compile(
    r"[一二三四五六七八九十两几]+(?:种|类|项|个|点|条|步|部分|方面|层)"
    r"(?:形式|方式|类型|情况|情形|方面|部分|阶段|类别|内容|条件|特点|步骤|因素)?"
)

_CITATION = re.compile(
    r"第[一二三四五六七八九十百千零〇0-9]+[编章节条款项目]|[A-Z]{2,4}(?:/[A-Z]+)?[\s-]*[0-9]"
)
# The number of a standard or of a document: GB 50016, 〔2019〕.
_NUMBER_OF_TEXT = re.compile(r"[A-Za-z/／〔\[（(][A-Z/／\s.—–-]*[0-9.—–-]*$")
_TURN = re.compile(
    r"(?<![面应针反绝相校核一])对(?![外象策应称比话口接待立付抗等手内])|.(?<![即])将(?![来军])"
)
# 国家有关规定, 实际情况: words of every rule; NaH2: a formula.
_GENERAL = re.compile(
    r"(?:有关|相关)(?:规定|部门|单位|人员|信息|要求|情况)$|^(?:实际|具体|特殊|一般|较长|一定)"
    r"(?:情况|情形|时间|条件|程度)$|^(?:国家|法律法规|本单位)规定$|^(?:按|按照|依照)(?:规定|要求)$|"
    r"^(?:有关|相关)|^本(?:章|条|节|款|项|法|办法|条例|规定)$|"
    r"^(?:必要|相应|相关|不同|适当|合理|有效|重要|主要|基本)的?"
    r"(?:措施|权限|要求|方式|办法|工作|手段|方法|条件|作用|影响)$|[A-Z][a-z]?[0-9]"
)
_QUESTION = re.compile(r"[？?][”）]*$|是否|(?:什么|哪些|哪几|如何|吗|呢)[。”）]*$")
# What no answer begins or ends with.
_GRAMMAR = re.compile(
    r"^(?:[二两三四]者|在(?![线职建校岗])|后(?![台果勤续备来期代方])|应(?![急用变力激届对收付税])|如(?![果实期何来意同])|等|的|和|与|及|或|能(?!力|源|量|动)|会(?![议计员场见])|更(?!新|换|正)|很|最(?!高|低|大|小|终)|越来?|再|又|也|就)|"
    r"(?:的|等|和|与|及|或|是|把|被|将|在|对|于|说|指出|认为|[都就才也将不]会|时要|有关|(?<![纪需重主摘概紧必])要)$"
)

REASONS: Mapping[str, str] = {
    "difficulty": "the item has another difficulty than was asked for",
    "stopped": "the phrase is on the stop list",
    "stem": "no run of clauses around the phrase stands by itself",
    "context": "the stem needs its surroundings",
    "removed": "a removed word stands in the stem",
    "share": "the blank takes too much of the stem",
    "bare": "the stem is too short to have one answer",
    "leak": "the stem gives the answer away",
    "ambiguous": "the same words go on differently elsewhere in the document",
    "trivial": "the answer says nothing by itself",
    "boundary": "the answer is cut at a mark",
    "question": "the source is itself a question",
    "open": "another member of the list would be as right",
    "refrain": "the phrase is part of a formula that the document repeats",
    "repeated": "the phrase is asked for already",
    "printed": "another item prints the answer",
}
_BARE = 11  # characters, the mark of the blank included
CORE = 3  # characters of an answer that give it away
# Kinds whose ends are only the edges of words.
_LOOSE = frozenset({PhraseKind.TERM, PhraseKind.OBJECT, PhraseKind.NAME})
_LARGEST_SHARE = 0.40
_SMALLEST_REST = 7
_CONTEXT = 7  # characters on either side of a blank that should determine it
_FILLER = 24
_FORMULA, _LONG = 3, 5
_PARTICLES = frozenset("的和与及或是在为对由向以于把被将从等要应可不有了之其并")
_MEASURED = frozenset("种类个项方大件点条步")


@dataclass(frozen=True, slots=True)
class Item:
    """What the checks look at: a stem with its blanks, not yet a question."""

    document: Document
    stem: Stem
    blanks: tuple[Span, ...]
    kind: PhraseKind
    words: str  # the stem with the answers in place
    shown: str  # what a learner sees, blanks as a mark
    answers: tuple[str, ...]

    @classmethod
    def of(cls, document: Document, stem: Stem, blanks: tuple[Span, ...], phrase: Phrase) -> Item:
        """Prepare the texts that the checks share."""
        answers = tuple(document.slice(b) for b in blanks)
        shown = shown_text(document, stem, blanks)
        return cls(document, stem, blanks, phrase.kind, stem.text(document), shown, answers)


def _share(item: Item) -> bool:
    taken = sum(map(len, item.answers))
    size = sum(len(p) for p in item.stem.pieces)
    return taken > _LARGEST_SHARE * size or size - taken < _SMALLEST_REST


# In this order: the first that finds a fault names it.
CHECKS: tuple[tuple[str, Callable[[Item], bool]], ...] = (
    ("removed", lambda i: REMOVED.search(i.words) is not None),
    ("question", lambda i: _QUESTION.search(i.words) is not None),
    ("boundary", lambda i: unbalanced(i.words)),
    ("context", lambda i: len(i.stem.pieces) == 1 and stems.points_away(i.words)),
    ("trivial", lambda i: any(trivial(a, i.kind) for a in i.answers)),
    ("trivial", lambda i: any(_cited(i.document, b, i.kind) for b in i.blanks)),
    ("trivial", lambda i: any(framed(i.document, b) for b in i.blanks)),
    ("leak", lambda i: any(len(a) >= CORE and a in i.document.title for a in i.answers)),
    ("bare", lambda i: i.kind in _LOOSE and len(i.shown) <= _BARE),
    ("boundary", lambda i: any(unbalanced(a) or uneven(a, i.kind) for a in i.answers)),
    ("boundary", lambda i: any(in_formula(i.document, b) for b in i.blanks)),
    ("share", _share),
    ("leak", lambda i: any(leaks(a, i.shown) for a in i.answers)),
    ("leak", lambda i: any(hinted(a, i.shown, i.kind) for a in i.answers)),
    ("boundary", lambda i: any(half_figure(i.document, b, i.kind) for b in i.blanks)),
    ("leak", lambda i: any(glossed(a, i.shown) for a in i.answers)),
    ("open", lambda i: any(open_member(i.document, b, i.kind) for b in i.blanks)),
    ("boundary", lambda i: any(in_latin(i.document, b) for b in i.blanks)),
    ("boundary", lambda i: any(parted(i.document, b) for b in i.blanks)),
    ("boundary", lambda i: any(halved(i.document, b, i.kind) for b in i.blanks)),
    ("leak", lambda i: any(counted(i.document, b, i.kind) for b in i.blanks)),
    ("refrain", lambda i: any(refrain(i.document, b) for b in i.blanks)),
    ("ambiguous", lambda i: any(ambiguous(i.document, i.stem, b) for b in i.blanks)),
)


def fault(item: Item) -> str | None:
    """The reason code of the first check that the item fails; None if it is fit."""
    return next((code for code, fails in CHECKS if fails(item)), None)


def shown_text(document: Document, stem: Stem, blanks: Sequence[Span]) -> str:
    """What a learner sees of the stem; blanks are replaced by a mark."""
    parts = []
    for piece in stem.pieces:
        at = piece.start
        for blank in blanks:
            if piece.contains(blank):
                parts.append(document.text[at : blank.start])
                at = blank.end
        parts.append(document.text[at : piece.end])
    return "＿".join(parts)


def trivial(answer: str, kind: PhraseKind) -> bool:
    """Whether an answer is a modal, an empty word, or a fragment of grammar."""
    if answer in MODALS or answer in EMPTY_WORDS or answer in FUNCTION_WORDS:
        return True
    if kind in (PhraseKind.QUANTITY, PhraseKind.GLOSSARY):
        return False
    if _COUNT.fullmatch(answer) or _CITATION.match(answer) or _GENERAL.search(answer):
        return True
    if _doubled(answer):
        return True
    if len(answer) < 2 or ("，" in answer and kind is not PhraseKind.QUOTED):
        return True
    return _GRAMMAR.search(answer) is not None


def _doubled(answer: str) -> bool:
    """工伤职工工伤, 定期对系统: no one phrase says a word twice, or turns to an object half-way."""
    pairs = [answer[i : i + 2] for i in range(len(answer) - 1)]
    twice = len(set(pairs)) < len(pairs) and not set("、，") & set(answer)
    return twice or _TURN.search(answer) is not None


def _cited(document: Document, blank: Span, kind: PhraseKind) -> bool:
    before = document.text[max(0, blank.start - 8) : blank.start]
    return kind is PhraseKind.QUANTITY and _NUMBER_OF_TEXT.search(before) is not None


def unbalanced(answer: str) -> bool:
    """Whether a quote or a bracket is open at one end of the answer."""
    for opening, closing in ("“”", "‘’", "（）", "《》", "「」", "『』", "()", "[]", "【】"):
        if answer.count(opening) != answer.count(closing):
            return True
    return False


def in_formula(document: Document, blank: Span) -> bool:
    """Whether the blank is, or stands in, a formula (LaTeX between $ signs, an equation)."""
    line = document.text.rfind("\n", 0, blank.start) + 1
    answer = document.slice(blank)
    return any(c in answer for c in "$=\\^_→") or bool(
        document.text.count("$", line, blank.start) % 2
    )


def uneven(answer: str, kind: PhraseKind) -> bool:
    """Whether an answer with 、 is not a series but a piece of one."""
    if "、" not in answer or kind in (PhraseKind.QUOTED, PhraseKind.GLOSSARY):
        return False
    parts = answer.split("、")
    return kind is not PhraseKind.SERIES or len({len(p) for p in parts}) > 2


def counted(document: Document, blank: Span, kind: PhraseKind) -> bool:
    """Whether the blank is the number of things that its clause lists: 养殖、采砂、排污|三|类."""
    if kind is not PhraseKind.QUANTITY or document.text[blank.end : blank.end + 1] not in _MEASURED:
        return False
    before = document.text[max(0, blank.start - 40) : blank.start]
    return "、" in re.split(r"[，。；：]", before)[-1]


def leaks(answer: str, shown: str) -> bool:
    """Whether the answer, or a core of three characters of it, stands in ``shown``."""
    if answer.isascii() and answer.isdigit():
        return len(answer) > 1 and re.search(rf"(?<![0-9]){answer}(?![0-9])", shown) is not None
    if len(answer) <= CORE:
        return answer in shown and not answer.isascii()
    return any(answer[i : i + CORE] in shown for i in range(len(answer) - CORE + 1))


def hinted(answer: str, shown: str, kind: PhraseKind) -> bool:
    """Whether half of a short answer stands in the stem: 查询|键, where 查询 is read again."""
    if kind is PhraseKind.DEFINITION:
        # 消防产品，是指…的产品: the head stands in its own definition
        return len(answer) >= CORE and answer[-2:] in shown
    if kind not in _LOOSE or not 3 <= len(answer) <= 4:
        return False
    return answer[:2] in shown or answer[-2:] in shown


# 牛顿（简称：牛）, 熔化温度（即熔点）
_GLOSS = re.compile(
    r"(?:简称|又称|又叫|也叫|也称|亦称|俗称|别称|旧称|即)[为作是：:“]?(?P<name>\w{1,6})"
)


def glossed(answer: str, shown: str) -> bool:
    """Whether the stem names the answer in other words, or holds all of its characters."""
    if any(gloss["name"][0] in answer for gloss in _GLOSS.finditer(shown)):
        return True
    return len(answer) >= CORE and has_han(answer) and all(c in shown for c in answer)


_EXAMPLE = re.compile(
    r"(?:^|[，。；：（、\s])(?:例如|如(?![果实何期])|比如|诸如|譬如)[：:]?[^，。；]*$"
)
_OR_BEFORE = re.compile(r"(?:或|或者|抑或)$")
_OR_AFTER = re.compile(r"或")
_JOINED = frozenset("、和与及")


def open_member(document: Document, blank: Span, kind: PhraseKind) -> bool:
    """Whether the blank is an example, an alternative, or the last of a list that ends in 等."""
    if kind is PhraseKind.QUANTITY:
        return False
    text = document.text
    line = max(text.rfind(mark, 0, blank.start) for mark in "\n。；") + 1
    before = text[line : blank.start]
    if kind is PhraseKind.SERIES:
        return _EXAMPLE.search(before) is not None
    if before.endswith("等"):  # 姓名、部门、性别等|基本信息
        return True
    if _EXAMPLE.search(before) or _OR_BEFORE.search(before) or _OR_AFTER.match(text, blank.end):
        return True
    return before[-1:] in _JOINED and text[blank.end : blank.end + 1] == "等"


_RANGE_BEFORE = re.compile(r"[0-9一二三四五六七八九十％%℃年月日天岁] ?[-~～—–－至·] ?$")
_RANGE_AFTER = re.compile(r"[^\s，。；]{0,2}?[-~～—–－至·] ?[0-9一二三四五六七八九十]")
_REFERENCE_BEFORE = re.compile(r"(?:[0-9][.．]|约|符合|见|按|按照|本规范|本标准)$")
_REFERENCE_AFTER = re.compile(r"[.．][0-9]")


def half_figure(document: Document, blank: Span, kind: PhraseKind) -> bool:
    """Whether the blank is one end of a range (5～|10|米) or a part of a reference (9.2|.1)."""
    text = document.text
    if kind is not PhraseKind.QUANTITY and not text[blank.start].isdigit():
        return False
    before = text[max(0, blank.start - 4) : blank.start]
    return any(
        (
            _RANGE_BEFORE.search(before),
            _REFERENCE_BEFORE.search(before),
            _RANGE_AFTER.match(text, blank.end),
            _REFERENCE_AFTER.match(text, blank.end),
        )
    )


_COMPOUND = re.compile(
    r"[A-Za-z][(.][A-Za-z(]|[A-Za-z][-/:][A-Za-z\u4e00-\u9fff]|[0-9][:/][0-9](?=[\u4e00-\u9fff])"
)


def in_latin(document: Document, blank: Span) -> bool:
    """Whether the blank cuts a foreign word, or is one in a gloss in brackets."""
    text = document.text
    for edge in (blank.start, blank.end):
        pair = text[max(0, edge - 1) : edge + 1]
        if len(pair) == 2 and pair.isascii() and pair.isalpha():
            return True
        around = text[max(0, edge - 2) : edge + 2]
        if _COMPOUND.search(around):
            return True  # Beta|-blockers, 2:|1传导
    answer = text[blank.start : blank.end]
    return (
        text[blank.start - 1 : blank.start] in ("(", "（", " ")
        and not has_han(answer)
        and (answer.replace(" ", "").isalpha())
    )


_PREPOSITIONS = frozenset("以对把将从向在由被")
_LATIN = re.compile(r"[A-Za-z] ?$")
_SUFFIXES = frozenset("波部层级类型区端侧号线口机卡网站盘")


_PREFIXES = re.compile(r"(?<![\u4e00-\u9fff])[无非未]$|[，。、；：的是为]非$")


def parted(document: Document, blank: Span) -> bool:
    """Whether an edge parts a word of the pattern 联防联控 or 应保尽保."""
    text = document.text
    if text[blank.start] in _PREPOSITIONS and text.startswith("的", blank.end):
        return True  # 以党|的政治建设为统领
    if _LATIN.search(text, max(0, blank.start - 2), blank.start) and text[blank.start] in _SUFFIXES:
        return True  # IT |部重装系统
    if _PREFIXES.search(text, max(0, blank.start - 2), blank.start):
        return True  # 无|导线起搏器
    return any(
        edge >= 2
        and edge + 1 < len(text)
        and (text[edge - 2] == text[edge] or text[edge - 1] == text[edge + 1])
        and has_han(text[edge - 2 : edge + 2])
        and text[edge - 2 : edge + 2].isalpha()
        for edge in (blank.start, blank.end)
    )


def framed(document: Document, blank: Span) -> bool:
    """Whether the blank is but the noun of a frame: 在双方自愿的|基础|上."""
    text = document.text
    before, after = text[blank.start - 1 : blank.start], text[blank.end : blank.end + 1]
    return len(blank) < CORE and before == "的" and after in ("上", "下", "中", "内")


def halved(document: Document, blank: Span, kind: PhraseKind) -> bool:
    """Whether the answer never stands without the character before it, or behind it.

    超净|工作台 wherever 工作台 stands: the term is the longer one.
    """
    if kind not in _LOOSE:
        return False
    text = document.text
    answer = text[blank.start : blank.end]
    count = text.count(answer)
    if count < 2:
        return False
    before, after = text[blank.start - 1 : blank.start], text[blank.end : blank.end + 1]
    return any(
        "\u4e00" <= mark <= "\u9fff" and mark not in _PARTICLES and text.count(longer) == count
        for mark, longer in ((before, before + answer), (after, answer + after))
    )


def refrain(document: Document, blank: Span) -> bool:
    """Whether the answer stands three times or more behind the same characters.

    Behind a long answer one character is enough: …上|取得更大突破.
    """
    text = document.text
    size = 1 if len(blank) >= _LONG else _FORMULA
    before = text[max(0, blank.start - size) : blank.start]
    if not before or not before[-1].isalnum():
        return False
    return text.count(before + text[blank.start : blank.end]) >= 3


def ambiguous(document: Document, stem: Stem, blank: Span) -> bool:
    """Whether the words around the blank stand elsewhere with something else between.

    Eight characters of context on either side (as many as the stem has) must not
    frame another filler anywhere else in the document.
    """
    text = document.text
    piece = next(p for p in stem.pieces if p.contains(blank))
    left = text[max(piece.start, blank.start - _CONTEXT) : blank.start]
    right = text[blank.end : min(piece.end, blank.end + _CONTEXT)]
    answer = document.slice(blank)
    if len(left) < 3 and len(right) < 3:
        return True
    if len(left) >= len(right):
        return _other_filler_after(text, left, right[:3], answer, blank.start)
    return _other_filler_before(text, left[-3:], right, answer, blank.end)


def _other_filler_after(text: str, left: str, right: str, answer: str, start: int) -> bool:
    at = text.find(left)
    while at >= 0:
        begin = at + len(left)
        if begin != start and not text.startswith(answer, begin):
            if not right:
                return True
            end = text.find(right, begin, begin + _FILLER + len(right))
            if end > begin and not re.search(r"[。；\n]", text[begin:end]):
                return True
        at = text.find(left, at + 1)
    return False


def _other_filler_before(text: str, left: str, right: str, answer: str, end: int) -> bool:
    at = text.find(right)
    while at >= 0:
        if at != end and not text.endswith(answer, 0, at):
            if not left:
                return True
            begin = text.rfind(left, max(0, at - _FILLER - len(left)), at)
            if begin >= 0 and not re.search(r"[。；\n]", text[begin:at]):
                return True
        at = text.find(right, at + 1)
    return False
