"""Cutting a stem: the shortest run of clauses that stands by itself.

A stem is one or more slices of the document.  It may begin inside a sentence
only where nothing is lost (an exhortation has no subject to lose), and end
inside one only where the thought is complete.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from quizgen.document import Document, Section, SectionKind, Span
from quizgen.records import dataclass
from quizgen.regex import regex
from quizgen.sentences import SENTENCE_ENDS, Sentence

SHORTEST, SHORT, LONG, LONGEST = 11, 17, 73, 110  # characters; 17 to 73 are what people write

# What cannot open a stem: its referent or its first half stands before it.
_DEPENDENT = regex(
    r"^(?:另一?方面|这|此(?!外，)|其(?!中，)|该|它|他(?!人)|她|以上|上述|前[款条项述者两]|后者|二者|两者|但|然而|不过|并(?!非|列|联|购)|而(?!且，)|"
    r"或者?|否则|因而|从而|于是|可见|如此|对此|为此|由此|同样|相反|反之|例如|比如|如[：:]|也(?!门)|还(?!原)|又|则|就|都|"
    r"使(?!用|馆|命|节|领)|以(?=[^“]{1,12}[为和])|以及|及|和(?!平|谐|解|睦|议)|与|等|的|之|所|不仅|即|特别是|尤其|包括|"
    r"由[^，。]{2,24}?(?:责令|给予|没收|吊销|处以?(?![理置于分]))|"
    r"(?:情节|逾期|没有|不满|构成|造成|拒不|尚不|仍|经责令|未|无)[^，]{0,14}的，|"
    r"点(?:是|[，,])|(?:重点|要点|难点|关键|核心|目的|原因|结果)(?:是|在于)|是(?!否|非)|占(?![用有领据比地])|可能|常(?:发生|见于|伴|用于|引起|出现|表现)|"
    r"确保|推动形成|不断实现|切实防止|进而|最终|真正|更|既)"
)
# Openers that say nothing by themselves and end with a comma: left out of the stem.
_OPENER = regex(
    r"^(?:同时|此外|另外|总之|因此|所以|首先|其次|再次|最后|第[一二三四五六七八九十]+|一方面|另一方面|其中|当然|"
    r"同志们|各位代表|各位|(?:但|同时)?(?:我们)?(?:也|还)?(?:必须|要|应当|应该)(?:清醒地?)?(?:看到|认识到)|需要指出的是|因此|例如|比如|一般来说|综上所述|综上)$"
)
# What cannot end a stem: it announces something.
_UNFINISHED = regex(
    r"(?:的|时|时候|后|前|中|下|上|以来|之日起|期间|过程中|情况下|基础上|为|是|在于|包括|包含|有|表达式|公式|即|如|例如|如下|以下|下列|"
    r"(?:构建|形成|建立|打造|完善|健全|发展|建设)以[^，]*为[^，的]{1,4}|根据|按照|依照|通过|随着|对于|关于|除外|写成|写作|等于|称为|叫做|不仅|既|虽然|因为|由于|如果|只要|只有|只|无论|当)$"
)
# A clause that only says how, when or for whom: what is done comes after it.
_ADVERBIAL = regex(
    r"(?:对(?!外)|在|当|为(?!人)|为了|根据|按照|依照|经(?!济|营|过.{1,8}的)|因|凡|除|自(?!我|觉|主|然)|从|随着|通过|围绕|以(?!.{1,14}(?:为|作为))|"
    r"把|由于|如果|若|每|紧扣|聚焦|立足|针对|面对|站在)"
)
# 应当按照…的要求: the duty itself comes after the comma.
_BASIS = regex(r"(?:按照|根据|依照|依据)[^，]*(?:要求|规定|标准|程序|原则|职责|分工|情况|需要)$")
# The first half of a pair of connectives: the second must be in the stem too.
_PAIRS = (
    (regex(r"不仅|不但"), regex(r"而且|还|也|更|并且")),
    (regex(r"虽然|尽管"), regex(r"但|却|仍|可是")),
    (regex(r"只有"), regex(r"才")),
    (regex(r"只要"), regex(r"就|便")),
    (regex(r"(?:^|，)如果|假如|倘若|(?:^|，)若"), regex(r"，.")),
    (regex(r"(?:^|，)既(?![定然成往得有])"), regex(r"，[又也还更]|又|也")),
    (regex(r"之所以"), regex(r"因为|在于|由于")),
    (regex(r"(?:^|，)(?:因为|由于)"), regex(r"，.")),
    (regex(r"无论|不论|不管"), regex(r"都|均|也")),
    (regex(r"(?:^|，)一方面"), regex(r"另一?方面")),
    (regex(r"不是"), regex(r"不是[^，]*(?:，|而)是|.")),
)
# Words that point outside the stem.
_POINTS_AWAY = regex(
    r"本组|上法|两者|[把将对在]此|前[款条项]|前两款|(?<![尤极与])其(?![他它中余次实一二三])|上述|前述|下列|如下|下述|以下(?:[几三四五六七八九十]|简称|列)|本条|第[一二三四五六]款|第[（(][一二三四五六七八九十]+[）)]项|条(?:第[一二三四五六七八九十]+[款项])*规定的|见[图表]|如[图表]|[上下][图表式]|"
    r"[（(][0-9]+\.[0-9.]+[)）]|该(?!校|县)|此(?:类|时|种|项|次|举|外)|这(?:些|种|类|项|样|是|就|个|一|里|次|两|三)|那(?:些|种|样|个)|它们?|他们|她们|那些"
)
_SUBJECT_FREE = regex(
    r"^(?:我们)?(?:一定)?(?:要|必须|应|需要|坚持|坚决|加快|加强|全面|深入|大力|积极|着力|全力|切实|扎实|持续|不断|深化|强化|推进|推动|"
    r"促进|提高|提升|完善|健全|建立|构建|打造|优化|实施|落实|抓好|抓住|巩固|维护|增强|严格|严禁|严守|统筹|聚焦|紧扣|围绕|突出|做好|做强|做大|做优|"
    r"发展|培育|弘扬|传承|保持|牢记|牢牢|牢固|认真|始终|努力|奋力|稳步|有序|有效|主动|充分|继续|进一步|广泛|鼓励|支持|引导|扩大|拓展|保障|"
    r"改革|创新|规范|禁止|防范|化解|治理|依法|高质量|高水平|高标准|把|以|对|在|从|用|让)"
)


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

    def text(self, document: Document) -> str:
        """The stem with its answers in place."""
        return self.joint.join(document.slice(p) for p in self.pieces) + self.end


# A case that does not say whose it is: the sentence before it does.
_WHOSE = regex(
    r"(?:不|未|拒|逾期|情节|构成|造成|确?需|认为|经|对|有|无|符合|违反|属于)[^，]{0,18}的，|"
    r"[^，]{2,30}的，(?:不得?[少超低高多大小]|为[^，]|每[年月日人]|期限|最[高低长短])"
)
_NAME = regex(r"([\u4e00-\u9fff]{2,4}?)(?:应当|可以|必须|不得|包括|由)")


_SIDE = regex(r"(?:期限|期间|时间|内容|方式|结果|程序|费用|标准)$")


def leans(document: Document, sentence: Sentence, before: Sentence) -> bool:
    """Whether a sentence of an article goes on about what the sentence before it names.

    通知应当包括… behind …有权通知网络服务提供者…; 情节严重的，… behind the deed.
    """
    words = document.slice(sentence.span)
    if _WHOSE.match(words):
        return True
    name, told = _NAME.match(words), document.slice(before.span)
    if name is None:
        return False
    # 公示期限不得少于二十日 behind …应当予以公示
    return name[1] in told or (_SIDE.search(name[1]) is not None and name[1][:2] in told)


_CASE = 9  # characters of a case that tells nothing of the deed: 情节严重的，


def tells_no_deed(words: str) -> bool:
    """Whether a sentence opens with a case so short that only another one tells the deed."""
    case = _WHOSE.match(words)
    return case is not None and 0 <= words.find("，") < _CASE


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


def cut(document: Document, sentence: Sentence, low: int, high: int) -> Stem | None:
    """The best stem with the clauses ``low`` to ``high`` of ``sentence``; None if there is none."""
    text = document.text
    clauses = sentence.clauses
    words = document.slice(sentence.span)
    whole_only = _is_rule(sentence) or _CONDITION.search(words) is not None
    # of a case and its consequences, none stands without the case
    exhortation = not whole_only and _SUBJECT_FREE.match(words) is not None
    behind = len(clauses) - _breaks_off(text, sentence)
    best: tuple[float, Stem] | None = None
    for first in range(low, -1, -1):
        if clauses[high].span.end - clauses[first].span.start > LONGEST:
            break
        if not _may_open(text, sentence, first, exhortation=exhortation):
            continue
        for last in range(high, behind):
            if any(c.damaged for c in clauses[first : last + 1]):
                break
            whole = last == len(clauses) - 1
            if not whole and (whole_only or not _may_close(text, sentence, last)):
                continue
            stem = _make(document, sentence, first, last, exhortation=exhortation)
            size = len(stem.pieces[0])
            if size > LONGEST:
                break
            if size < SHORTEST or not _paired(document.slice(stem.pieces[0])):
                continue
            if best is None or stem.quality > best[0]:
                best = (stem.quality, stem)
    return best[1] if best else None


_CIRCUMSTANCE = regex(r"(?:领导|指导|前提|条件|情况)下$")  # …在中国共产党领导下。


def _breaks_off(text: str, sentence: Sentence) -> bool:
    """Whether a sentence announces something and ends: 双层膜，包含."""
    last = sentence.clauses[-1].span
    if text[sentence.span.end - 1].isalnum() and _UNFINISHED.search(text, last.start, last.end):
        return True
    return _CIRCUMSTANCE.search(text, last.start, last.end) is not None


# Of a condition without its consequence, nothing is left to know.
_CONDITION = regex(r"(?:^|[，；])(?:若|如果|如(?![下何])|当|凡)|的，")


_FIGURE = regex(r"[0-9]|百分之|[一二三四五六七八九十百千万亿]+(?:倍|个百分点|亿元|万元|万人)")


def _is_rule(sentence: Sentence) -> bool:
    """An article of a law: case and consequence are one rule, however long."""
    return any(section.kind is SectionKind.ARTICLE for section in sentence.path)


def _make(
    document: Document, sentence: Sentence, first: int, last: int, *, exhortation: bool
) -> Stem:
    text = document.text
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
    if _DEPENDENT.match(words) or _OPENER.match(words):
        return False
    if first == 0 or _all_openers(text, sentence, first):
        return True
    before = text[sentence.clauses[first - 1].span.end]
    if before in "：:":
        return False
    previous = sentence.clauses[first - 1].span
    if _UNFINISHED.search(text[previous.start : previous.end]):
        return False
    return exhortation and _SUBJECT_FREE.match(words) is not None


def _all_openers(text: str, sentence: Sentence, first: int) -> bool:
    return all(_OPENER.match(text[c.span.start : c.span.end]) for c in sentence.clauses[:first])


def _may_close(text: str, sentence: Sentence, last: int) -> bool:
    clause = sentence.clauses[last].span
    words = text[clause.start : clause.end]
    after = text[clause.end : clause.end + 1]
    if _BASIS.search(words):
        return False
    if after in "：:" or _UNFINISHED.search(words) or len(words) < 5:
        return False
    following = sentence.clauses[last + 1].span
    next_words = text[following.start : following.end]
    # X，是Y: the predicate is still to come
    if re.match(
        r"(?:是|指|就是|不是|则|才|就|都|均|也|由|应当|不得|可以|必须|有权|根本在于|系指)",
        next_words,
    ):
        return False
    return _ADVERBIAL.match(words) is None


def _paired(words: str) -> bool:
    for opening, closing in _PAIRS:
        match = opening.search(words)
        if match and not closing.search(words, match.end()):
            return False
    return True


def points_away(words: str) -> bool:
    """Whether a stem refers to what it does not contain (上述, 前款, 下列 …)."""
    match = _POINTS_AWAY.search(words)
    while match:
        # 这, 其 and 该 with ten characters before them may have their referent inside
        if match.group()[0] not in "该这它他她那此其" or match.start() < 10:
            return True
        match = _POINTS_AWAY.search(words, match.end())
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
    return _DEPENDENT.match(words) is None


# What opens a statement whose subject is its heading: 安装在墙上时，底边应…
_TOPICLESS = regex(
    r"(?:去除|适用(?!于)|防止|避免|用以|用来|应(?![急用变力激])|宜|须|不应|不宜|不得|不可|有权|建议|通常|多为|多见|平均|初次|首次|最多|最少|至少|表现为|"
    r"主要(?:为|是|用于|由|见于|表现)|用于|属于|分为|由[^，]{1,12}(?:组成|构成)|适用于|可(?:分为|用于|采用|使用|以)|"
    r"(?:安装|设置|敷设|采用|使用)[^，]{1,12}时，|[^，]{1,14}(?:时|后|前|内)，(?:应(?![急用变力激])|宜|须|不得|不应|不宜|"
    r"底边|可以?|能|会|其))"
)
# Headings that name no thing.
_NO_TOPIC = regex(
    r"^(?:总则|附则|概述|引言|前言|范围|一般规定|基本规定|其他|要求|说明|注意|结论|小结|目的|意义|内容|方法|步骤|过程|原理|现象|特点|"
    r"性质|用途|定义|分类|检测|实验|讨论)|[，。；：！？]|^第|[0-9]$|(?:要求|规定|原则|措施|工作|管理|责任|职责|步骤|方法)$"
)
_TOPIC = range(2, 13)


# A label that says of which side of the thing is spoken, but not of which thing.
_LABELLED = regex(
    r"[\u4e00-\u9fff]{0,2}(?:目的|意[义義]|影[响響]|背景|特[点點徵征]|性[质質]|"
    r"[结結]果|原因|[时時][间間]|地[点點]|[内內]容|局限性?|[经經][过過]|概念|定[义義]|功能|作用|[优優][点點]|缺[点點]|"
    r"对[^，：]{1,6}|用途|症[状狀]|病因|方法|措施|[评評][价價]|[启啟]示|教[训訓]|[标標][志誌]|[条條]件|[过過]程|[实實][质質]|任[务務]|口[号號]|"
    r"[纲綱][领領]|[领領][导導]者|代表人物|表现|後果|后果)[：:]"
)


def topicless(words: str) -> bool:
    """Whether a stem says nothing of what it is about, because its heading does."""
    return _TOPICLESS.match(words) is not None or _LABELLED.match(words) is not None


# The heading over the definitions of a standard, or of a textbook.
_TERMS = regex(r"术语|定义|名词|概念|词汇|释义|缩略语")
# 灾难备份 backup for disaster recovery: the term, and its name in another language.
_NAMED = regex(r"([\u4e00-\u9fff][^A-Za-z]*?)[\s（(]+[A-Za-z][A-Za-z0-9 ,;/()（）-]*$")


def lists_terms(title: str) -> bool:
    """Whether a title stands over a list of terms with their definitions."""
    return _TERMS.search(title) is not None


def term(document: Document, path: Sequence[Section]) -> Span | None:
    """The term that the innermost section defines, if it is one of a list of terms.

    It is the section's title, or, where only the number stands there, its first line.
    """
    if len(path) < 2 or not lists_terms(path[-2].title):
        return None
    section = path[-1]
    start = section.span.start + (len(section.marker.text) if section.marker else 0)
    line = document.text[start : section.span.end].lstrip()
    start = section.span.end - len(line) if line else start
    line = line.partition("\n")[0].rstrip()
    named = _NAMED.match(line)
    line = named[1] if named else line
    fits = len(line) in _TOPIC and not re.search(r"[，。；：！？]", line)
    return Span(start, start + len(line)) if fits else None


_LESSON = regex(r"^第\s*[0-9一二三四五六七八九十百]+\s*[课章节讲]\s*")


def topic(document: Document, path: Sequence[Section]) -> Span | None:
    """The title of the innermost heading, if it names the thing that is spoken of."""
    for section in reversed(path):
        if section.kind is SectionKind.ARTICLE:
            return None
        title = _LESSON.sub("", section.title)
        if section.kind is SectionKind.HEADING and title:
            fits = len(title) in _TOPIC and _NO_TOPIC.search(title) is None
            return section.place_of(document.text, title) if fits else None
    return None


def under(heading: Span, stem: Stem) -> Stem:
    """The stem behind its heading (火灾警报器：安装在墙上时，底边…)."""
    return Stem((heading, *stem.pieces), stem.end, stem.quality, "：")
