"""Cutting a stem: the shortest run of clauses that stands by itself.

A stem is one or more slices of the document.  It may begin inside a sentence
only where nothing is lost (an exhortation has no subject to lose), and end
inside one only where the thought is complete.
"""

from __future__ import annotations

from collections.abc import Sequence

from quizgen.document import Document, Span
from quizgen.questions.ties import (
    ADVERBIAL,
    BASIS,
    DEPENDENT,
    OPENER,
    POINTS_AWAY,
    SUBJECT_FREE,
    UNFINISHED,
    paired,
)
from quizgen.records import dataclass
from quizgen.regex import regex
from quizgen.sentences import SENTENCE_ENDS, Sentence

SHORTEST, SHORT, LONG, LONGEST = 11, 17, 73, 110  # characters; 17 to 73 are what people write


@dataclass(frozen=True, slots=True)
class Stem:
    """Slices of the document that make up a stem, and what stands between them.

    ``pieces`` are in document order; ``end`` is the mark that closes a stem which
    was cut inside its sentence, else empty.
    """

    pieces: tuple[Span, ...]
    end: str
    quality: float  # 1 for a whole sentence of a good length, less for a cut or a long one
    joint: str = ""  # between the head of a list and one of its items

    def holds(self, blanks: Sequence[Span]) -> bool:
        """Whether each of ``blanks`` stands wholly in one of the pieces."""
        for start, end in blanks:
            for low, high in self.pieces:
                if low <= start and end <= high:
                    break
            else:
                return False
        return True

    def text(self, document: Document) -> str:
        """The stem with its answers in place."""
        return self.joint.join(document.slice(p) for p in self.pieces) + self.end


# A case that does not say whose it is: the sentence before it does.
_WHOSE = regex(
    r"(?:不|未|拒|逾期|情节|构成|造成|确?需|认为|经|对|没?有|无|符合|违反|属于|决定|同意|[作做]出)[^，]{0,18}的，|"
    r"(?:协商|调解|异议|复议|情况|案情|事实|条件|材料|手续|合同|方案|一方|双方|[期届]满|超[过出]|涉嫌|尚未|仍)[^，]{0,14}的，|"
    r"因[^，的]{2,14}[，的][^，]{0,12}，|[^，最更值令]{2,5}的，(?!是|就是|在于|莫过)|"
    r"对[^，]{2,30}，负有|"
    r"[一二三四五六七八九十两0-9]{1,3}(?:个?工作)?个?[日天月年](?:以?内(?![乱地外部容在陆])|后|之?前|以[后上下])|"
    r"[^，]{2,30}的，(?:不得?[少超低高多大小]|为[^，]|每[年月日人]|期限|最[高低长短])"
)
# 保存期限不得少于六个月: of what, the sentence before tells.
_ITS_TERM = regex(
    "(?:[^，。]{0,14}(?<!的)|延长的)(?:期限|时限)"
    "(?:自|从|一般|最[长短]|为[一二三四五六七八九十两百0-9]|不得?[少超低高多])"
)
_NAME = regex(r"([\u4e00-\u9fff]{2,4}?)(?:应当|可以|必须|不得|包括|由)")
_CONTENTS = regex(r"([\u4e00-\u9fff]{2,4}?)(?:应当|可以|必须)?(?:包括|[载注写列]明|附有)")


_SIDE = regex(r"(?:期限|期间|时间|内容|方式|结果|程序|费用|标准)$")
# 应当自收到申请之日起…: of what, the paragraph before tells.
_ASKED_FOR = regex(
    r"[^，。]{0,16}(?:收到|接到|受理)(申请|报告|通知|举报|投诉|请求|材料)(?:之日|后|的)"
)


def leans(document: Document, sentence: Sentence, before: Sentence) -> bool:
    """Whether a sentence of rules goes on about what the sentence before it names.

    通知应当包括… behind …有权通知网络服务提供者…; 情节严重的，… behind the deed.
    """
    words, told = document.slice(sentence.span), document.slice(before.span)
    asked = _ASKED_FOR.match(words)
    if asked is not None and asked[1] in told:
        return True
    if sentence.first:
        listed = _CONTENTS.match(words)  # 登记建档应当包括… behind the paragraph that asks for it
        return sentence.in_article and listed is not None and listed[1] in told
    if asked or _ITS_TERM.match(words):
        return True
    case = sentence.behind in SEMICOLONS and _ITS_CASE.match(words)
    if case or _WHOSE.match(words) or _PUNISHED.match(words) or _lacks_subject(words, told):
        return True
    name = _NAME.match(words)
    if name is None:
        return False
    # 公示期限不得少于二十日 behind …应当予以公示
    return name[1] in told or (_SIDE.search(name[1]) is not None and name[1][:2] in told)


# What an organ of some kind does; but 监督委员会对…, 检查人员不得…, 实行承包的单位….
_DUTY = regex(
    "(?:协助|保护|维护|组织|监督|负责|参与|指导|制定|编制|检查|受理|查处|办理|提供|宣传|听取|审议|管理|处理|开展|建立|健全|实行|落实)"
    "(?![^，]{0,12}(?:应当?|不得|必须|可以|有权|负责|对|由))"
    "(?![^，]{1,12}的(?:[^，]{0,3}(?:城市|地区|单位|企业|机构|学校|人员|部门|组织|公司|家庭|项目|个人|者|人(?![身才民口格事]))|，))"
    "|对[^，；]{2,30}，(?:按照|依照|依法|给予|予以)(?![^。；]*(?:(?<![理自缘])由|应当?|不得|必须|可以|有权))"
)


def _lacks_subject(words: str, told: str) -> bool:
    """Whether who does it stands before the semicolon: 船闸管理所负责调度；协助养护航道，…."""
    if told[-1:] not in SEMICOLONS or SUBJECT_FREE.match(told):
        return False
    return _DUTY.match(words) is not None


SEMICOLONS = frozenset("；;")
# A case of what the half before the semicolon is about: …；坡度在二十五度以下的，….
_ITS_CASE = regex("[^，]{2,40}(?:的|时|后|前)，|已经|仍|也(?!门)|又|但|另(?!外)")


_CASE = 9  # characters of a case that tells nothing of the deed: 情节严重的，
# Who else is punished, of whatever the sentence before tells.
_PUNISHED = regex(r"对(?:[其该]|有关)?(?:直接|主要)(?:负责|责任)")


def stands_alone(document: Document, sentence: Sentence, before: Sentence) -> bool:
    """Whether a sentence that leans on the one before says enough without it.

    Not so with a case so short that only another one tells the deed, without whose deed it is, and
    without what the time is for.
    """
    words = document.slice(sentence.span)
    if _PUNISHED.match(words) or _lacks_subject(words, document.slice(before.span)):
        return False
    if not sentence.first and (_ASKED_FOR.match(words) or _ITS_TERM.match(words)):
        return False
    return _WHOSE.match(words) is None or not 0 <= words.find("，") < _CASE


def together(stem: Stem, before: Sentence) -> Stem | None:
    """The stem behind the whole sentence before it; None where that is too long."""
    span = Span(before.span.start, stem.pieces[0].end)
    if len(span) > LONGEST:
        return None
    return Stem((span,), stem.end, round(stem.quality - _LEANING, 4))


_LEANING = 0.1
OMISSION = "……"  # the earlier items of a list, left out


def touched(sentence: Sentence, blanks: tuple[Span, ...]) -> tuple[int, int] | None:
    """The first and the last clause that ``blanks`` stand in; None if they stand in none."""
    low = high = -1
    for index, clause in enumerate(sentence.clauses):
        start, end = clause.span.start, clause.span.end
        for blank in blanks:
            if blank.start < end and start < blank.end:
                low, high = (index if low < 0 else low), index
    return (low, high) if high >= 0 else None


class Cuts:
    """The stems that a sentence can be cut to; what several of them share is found out once."""

    def __init__(self, document: Document, sentence: Sentence) -> None:
        self._text, self._sentence, self._clauses = document.text, sentence, sentence.clauses
        words = document.slice(sentence.span)
        # of a case and its consequences, none stands without the case; an article is one rule
        self._whole_only = (
            sentence.in_article
            or _CONDITION.search(words) is not None
            or _DISPOSED.match(words) is not None
        )
        self._exhorts = not self._whole_only and SUBJECT_FREE.match(words) is not None
        self._behind = len(self._clauses) - _breaks_off(self._text, sentence)
        self._opening: dict[int, bool] = {}
        self._closing: dict[int, bool] = {}
        self._made: dict[tuple[int, int], Stem] = {}

    def best(self, low: int, high: int) -> Stem | None:
        """The best stem with the clauses ``low`` to ``high``; None if there is none."""
        clauses = self._clauses
        best: Stem | None = None
        for first in range(low, -1, -1):
            if clauses[high].span.end - clauses[first].span.start > LONGEST:
                break
            if not self._may_open(first):
                continue
            for last in range(high, self._behind):
                if any(clause.damaged for clause in clauses[first : last + 1]):
                    break
                if not self._may_close(last):
                    continue
                stem = self._stem(first, last)
                size = len(stem.pieces[0])
                if size > LONGEST:
                    break
                if size < SHORTEST or (best is not None and stem.quality <= best.quality):
                    continue
                if paired(self._text[stem.pieces[0].start : stem.pieces[0].end]):
                    best = stem
        return best

    def _may_open(self, first: int) -> bool:
        known = self._opening.get(first)
        if known is None:
            known = self._opening[first] = _may_open(
                self._text, self._sentence, first, exhortation=self._exhorts
            )
        return known

    def _may_close(self, last: int) -> bool:
        """Whether the stem may end with the clause ``last``: the sentence does, or it is told."""
        if last == len(self._clauses) - 1:
            return True
        if self._whole_only:
            return False
        known = self._closing.get(last)
        if known is None:
            known = self._closing[last] = not self._defines(last) and _may_close(
                self._text, self._sentence, last
            )
        return known

    def _defines(self, last: int) -> bool:
        """Whether a definition goes on behind the clause ``last``: all of it is what a term is."""
        begin, end = self._sentence.span.start, self._clauses[last].span.end
        return _DEFINITION.search(self._text, begin, end) is not None

    def _stem(self, first: int, last: int) -> Stem:
        known = self._made.get((first, last))
        if known is None:
            known = self._made[first, last] = _make(
                self._text, self._sentence, first, last, exhortation=self._exhorts
            )
        return known


_CIRCUMSTANCE = regex(r"(?:领导|指导|前提|条件|情况)下$")  # …在中国共产党领导下。


def _breaks_off(text: str, sentence: Sentence) -> bool:
    """Whether a sentence announces something and ends: 双层膜，包含."""
    last = sentence.clauses[-1].span
    if text[sentence.span.end - 1].isalnum() and UNFINISHED.search(text, last.start, last.end):
        return True
    return _CIRCUMSTANCE.search(text, last.start, last.end) is not None


_DEFINITION = regex("是指(?![导出标定明示挥引使令纹针望责派点数头战])|系指|指的是")
# 把提高判断力，增强自觉性…写入章程: what is done with it comes after the comma.
_DISPOSED = regex(
    "(?:我们)?(?:要|必须|应当|坚持)?把(?![握关控脉柄手])(?![^，]*[写载列纳]入)[^，]*，.*[写载列纳]入"
)
# Of a condition without its consequence, nothing is left to know.
_CONDITION = regex(r"(?:^|[，；])(?:若|如果|如(?![下何])|当|凡)|的，")


_FIGURE = regex(r"[0-9]|百分之|[一二三四五六七八九十百千万亿]+(?:倍|个百分点|亿元|万元|万人)")


def _make(text: str, sentence: Sentence, first: int, last: int, *, exhortation: bool) -> Stem:
    clauses = sentence.clauses
    start = clauses[first].span.start
    whole_left = first == 0 or _all_openers(text, sentence, first)
    whole_right = last == len(clauses) - 1
    end = clauses[last].span.end
    closing = "。"
    if whole_right:
        rest = text[end : sentence.span.end]
        if rest and rest[0] not in "；;：:，,、\t":
            end, closing = sentence.span.end, ""
    size = end - start
    quality = 1.0
    if size < SHORT:
        quality -= 0.03 * (SHORT - size)
    elif size > LONG:
        quality -= 0.15 + 0.01 * (size - LONG)
    elif size > 48:
        quality -= 0.06 + 0.003 * (size - 48)
    else:
        quality -= 0.002 * (size - SHORT)
    if not whole_left:
        quality -= 0.08
    if not whole_right:
        # measures and figures in a row are each complete; elsewhere the clause that
        # decides may be cut off
        apart = exhortation or all(
            _FIGURE.search(text, clause.span.start, clause.span.end)
            for clause in clauses[last : last + 2]
        )
        quality -= 0.04 if apart else 0.1
    return Stem((Span(start, end),), closing, round(quality, 4))


def _may_open(text: str, sentence: Sentence, first: int, *, exhortation: bool) -> bool:
    clause = sentence.clauses[first].span
    words = text[clause.start : clause.end]
    if DEPENDENT.match(words) or OPENER.match(words):
        return False
    if first == 0 or _all_openers(text, sentence, first):
        return True
    before = text[sentence.clauses[first - 1].span.end]
    if before in "：:":
        return False
    previous = sentence.clauses[first - 1].span
    if UNFINISHED.search(text[previous.start : previous.end]):
        return False
    return exhortation and SUBJECT_FREE.match(words) is not None


def _all_openers(text: str, sentence: Sentence, first: int) -> bool:
    return all(OPENER.match(text[c.span.start : c.span.end]) for c in sentence.clauses[:first])


# X，是Y: the predicate is still to come.
_PREDICATE = regex(
    r"(?:是(?!否)|指(?![导定出令向针数标挥派引控明使纹甲])|就是|不是|则|才|就(?![业近地医诊读学餐任职])|都|均(?![衡匀])|也|由(?!于|此|浅入深)|应当|不得|可以|必须|有权|根本在于|系指)"
)


# 水位达到标准，需要启用蓄洪区时，…: what happens then is still to come.
_UNTIL = regex("[^，]{3}(?:(?<![小学及同按准随临暂平定课工])时|的时候|之前|之后|以后|的情况下)$")


def _may_close(text: str, sentence: Sentence, last: int) -> bool:
    clause = sentence.clauses[last].span
    words = text[clause.start : clause.end]
    after = text[clause.end : clause.end + 1]
    if BASIS.search(words):
        return False
    if after in "：:" or UNFINISHED.search(words) or len(words) < 5:
        return False
    following = sentence.clauses[last + 1].span
    next_words = text[following.start : following.end]
    if _PREDICATE.match(next_words) or _UNTIL.search(next_words):
        return False
    return ADVERBIAL.match(words) is None


# Of whom a rule speaks, its exception does not say; 除尘设备安装在车间外 is none.
_EXCEPT = regex(
    "除(?![尘雪害虫夕]|草(?!案)|险(?!种))(?![^，]+[装放置设停]在[^，的]{1,8}外，)[^，]{2,24}外，"
)
_SUBJECT = regex("应当?|不得|可以|必须|有权|负责")  # behind one
_REFERENT = 10  # characters that may have what 这, 其 and 该 behind them refer to


def points_away(words: str) -> bool:
    """Whether a stem refers to what it does not contain (上述, 前款, 下列 …)."""
    match, opening = POINTS_AWAY.search(words), _EXCEPT.match(words)
    begin = opening.end() if opening else 0
    while match:
        start = match.start()
        if match.group()[0] not in "该这它他她那此其" or start < _REFERENT:
            return True
        near = begin <= start < begin + _REFERENT
        if near and opening and _SUBJECT.search(words, begin, start) is None:
            return True  # 除…外，自其…
        match = POINTS_AWAY.search(words, match.end())
    return False


def list_stem(document: Document, sentence: Sentence, chapeau: Span, *, first: bool) -> Stem | None:
    """Head of a list (ending in ：) and one of its items as one stem."""
    if any(c.damaged for c in sentence.clauses):
        return None
    end = sentence.span.end
    if document.text.startswith(("其他", "其它", "法律、行政法规规定"), sentence.span.start):
        return None  # the catch-all item of a list
    while end > sentence.span.start and document.text[end - 1] in SENTENCE_ENDS + "，,、":
        end -= 1
    item = Span(sentence.span.start, end)
    size = len(chapeau) + len(item)
    if size > LONGEST or len(item) < 6:
        return None
    quality = 0.92 - (0.006 * (size - 50) if size > 50 else 0.0)
    return Stem((chapeau, item), "。", round(quality, 4), "" if first else OMISSION)


def opens(words: str) -> bool:
    """Whether ``words`` may open a stem: nothing before them is missed."""
    return DEPENDENT.match(words) is None


# What opens a statement whose subject is its heading: 安装在墙上时，底边应…
_TOPICLESS = regex(
    r"(?:(?:是|系)?指(?![导出标定明示挥引使令纹针望责派点数头战甲南骨控关认尖腹环向缝印正教代压北])|又称|亦称|最初是|起初是|"
    r"去除|适用(?!于)|防止|避免|用以|用来|应(?![急用变力激])|宜|须|不应|不宜|不得|不可|有权|建议|通常|多为|多见|平均|初次|首次|最多|最少|至少|表现为|"
    r"主要(?:为|是|用于|由|见于|表现)|用于|属于|分为|由[^，]{1,12}(?:组成|构成)|适用于|可(?:分为|用于|采用|使用|以)|"
    r"(?:具体|主要|基本|核心)(?:内容|内涵|含义|要义|表现|特征|特点|任务|目标|要求|做法|意义)(?:就?是|为(?!了))|"
    r"(?:具体|主要|基本|核心)?(?:内容|内涵|含义|表现|特征|特点|任务|目标|要求|做法|意义)(?:包括|有(?=[一二三四五六七八九十两几以如：:]))|"
    r"又?被(?:称[为作]|誉为|视为|尊为)(?![^，。]{1,12}的[^，。])|"
    r"(?:安装|设置|敷设|采用|使用)[^，]{1,12}时，|[^，]{1,14}(?:时|后|前|内)，(?:应(?![急用变力激])|宜|须|不得|不应|不宜|"
    r"底边|可以?|能|会|其))"
)

# A label that says of which side of the thing is spoken, but not of which thing.
_LABELLED = regex(
    r"[\u4e00-\u9fff]{0,2}(?:目的|意[义義]|影[响響]|背景|特[点點徵征]|性[质質]|"
    r"[结結]果|原因|描述|[含涵][义義]|[内內]涵|解[释釋]|[说說]明|[时時][间間]|地[点點]|[内內]容|局限性?|[经經][过過]|概念|定[义義]|功能|作用|[优優][点點]|缺[点點]|"
    r"对[^，：]{1,6}|用途|症[状狀]|病因|方法|措施|[评評][价價]|[启啟]示|教[训訓]|[标標][志誌]|[条條]件|[过過]程|[实實][质質]|任[务務]|口[号號]|"
    r"源泉|[来來]源|[动動]力|途[径徑]|[类類]型|[种種][类類]|要求|依[据據]|基[础礎]|前提|核心|[关關][键鍵]|原[则則]|[报報]酬|"
    r"期限|范[围圍]|[对對]象|[纲綱][领領]|[领領][导導]者|代表人物|表现|後果|后果)[：:]"
)


# 三要素：瘤体、瘤颈、引流动脉。 Of what, the heading says.
_COUNTED = regex(
    r"[^，。：；]{0,2}?[两二三四五六七八九2-9]个?[大种类项点层]?(?:主要|基本|核心|重要|关键)?"
    r"(?:要素|因素|要点|关键词|方面|阶段|步骤?|特征|特点|特性|优点|缺点|关系|原则|条件|功能|职能|任务|环节|部分|层次|类型|方式|方法|目标|"
    r"作用|内容|战略|指标|变量|参数)[：:]"
)
# 坚定的信念、高尚的情操、伟大的精神: what has them, the heading says; 高尚的情操是… says it itself.
_NO_VERB = "(?:(?![是为有应须能会要由])[\\u4e00-\\u9fff])"
_QUALITY = f"{_NO_VERB}{{2,12}}的{_NO_VERB}{{2,8}}"
_QUALITIES = regex(f"(?:{_QUALITY}、)+(?:和|以及)?{_QUALITY}[。；]?$")


def topicless(words: str) -> bool:
    """Whether a stem says nothing of what it is about, because its heading does."""
    if _TOPICLESS.match(words) or _LABELLED.match(words) or _COUNTED.match(words):
        return True
    return _QUALITIES.match(words) is not None and SUBJECT_FREE.match(words) is None


# Behind a heading it says nothing: 产假：解释：女职工….
_IDLE_LABEL = regex(
    r"(?:解[释釋]|[说說]明|描述|定[义義]|概念|[释釋][义義]|[含涵][义義]|[内內]涵|[内內]容)[：:]\s*"
)


def under(document: Document, heading: Span, stem: Stem) -> Stem:
    """The stem behind its heading (火灾警报器：安装在墙上时，底边…), without an idle label."""
    first, *rest = stem.pieces
    label = _IDLE_LABEL.match(document.text, first.start, first.end)
    begin = label.end() if label else first.start
    return Stem((heading, Span(begin, first.end), *rest), stem.end, stem.quality, "：")
