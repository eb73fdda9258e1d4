"""What an answer must not be: a modal, a word of every text, a piece of grammar."""

from __future__ import annotations

import re

from quizgen.document import Document, PhraseKind, Span
from quizgen.phrases.lexicon import EMPTY_WORDS, FUNCTION_WORDS, MODALS, RANGE_MARKS, SLOGANS
from quizgen.regex import regex

# Kinds whose ends are only the edges of words.
LOOSE = frozenset({PhraseKind.TERM, PhraseKind.OBJECT, PhraseKind.NAME})
# 三种形式, 两个方面: the stem has counted them already, or asks for nothing but a count.
_COUNT = regex(
    r"[一二三四五六七八九十两几]+(?:种|类|项|个|点|条|步|部分|方面|层)"
    r"(?:形式|方式|类型|情况|情形|方面|部分|阶段|类别|内容|条件|特点|步骤|因素)?"
)
_CITATION = regex(
    r"第[一二三四五六七八九十百千零〇0-9]+[编章节条款项目]|[A-Z]{2,4}(?:/[A-Z]+)?[\s-]*[0-9]"
)
# The number of a standard or of a document: GB 50016, 〔2019〕.
_NUMBER_OF_TEXT = regex(r"[A-Za-z/／〔\[（(][A-Z/／\s.—–-]*[0-9.—–-]*$")
_MARKS = regex(r"分[)）]")  # what an answer is worth in an exam: （2分）
_TURN = regex(
    r"(?<![面应针反绝相校核一])对(?![外象策应称比话口接待立付抗等手内])|.(?<![即])将(?![来军])"
)
# 国家有关规定, 实际情况, 县级|以上: words of every rule; NaH2: a formula.
_GENERAL = regex(
    r"(?:有关|相关)(?:规定|部门|单位|人员|信息|要求|情况)$|^(?:实际|具体|特殊|一般|较长|一定)"
    r"(?:情况|情形|时间|条件|程度)$|^具体(?:实施)?(?:办法|规定|标准|要求|措施|程序|内容|范围|事项)$|"
    r"^(?:国家|法律法规|本单位)规定$|^(?:按|按照|依照)(?:规定|要求)$|"
    r"^县级$|^(?:有关|相关)|^本(?:章|条|节|款|项|法|办法|条例|规定)$|"
    r"^(?:必要|相应|相关|不同|适当|合理|有效|重要|主要|基本)的?"
    r"(?:措施|权限|要求|方式|办法|工作|手段|方法|条件|作用|影响|资质|资格|责任|手续|待遇)$|(?<![A-Z])[A-Z][a-z]?[0-9]|[A-Z][0-9](?![0-9])|方面$"
)
# What no answer begins or ends with.
_GRAMMAR = regex(
    r"^(?:之|[这该此其][^外]|好(?![人事评转感奇坏友])|本(?:市|省|院|案|级|区|县)|[二两三四]者|在(?![线职建校岗])|后(?![台果勤续备来期代方])|应(?![急用变力激届对收付税])|如(?![果实期何来意同])|等(?![级候值效同量差比边腰额价位])|的|和(?![平谐睦解约气弦声])|与(?![会时])|及(?!格)|或|到(?![位达岗场会案期货底])|能(?!力|源|量|动)|会(?![议计员场见])|更(?!新|换|正)|很|最(?!高|低|大|小|终)|越来?|再|又|也|就(?![地高近业医学诊职任餐座])|中[来去])|"
    r"(?:的|(?<![平同高中初均相对])等|(?<![平总共谐祥温随中调饱缓])和|与|(?<![普涉波])及|或|是|把|被|将|在|对|于|说|指出|认为|[都就才也将不]会|(?<![基文版成样资根标课剧日书账读])本|时要|有关|(?<![纪需重主摘概紧必])要|"
    r"变[成为]|成为|化为|转为|仍|均|不予|予以|加以|进行)$|"
    r"^(?:[少多大小高低]于|超过)[0-9一二三四五六七八九十百千]"
)
# The same of what is but a run of words: 由|渡口管理所, 专利权人|合理|的使用费.
_LOOSE_GRAMMAR = regex(
    r"^(?:由(?![来衷])|至(?![今少多高善上诚亲圣尊])|相应|自(?=股东|董事|人民|收到|公布|批准)|内(?=经.))|"
    r"以及$|(?<![行作认以成人视变定评化转称可所不无有而敢善非修华何因分胡])为$|...(?:合理|相应|适当)$"
)
_MEASURED = frozenset("种类个项方大件点条步")
# One of a kind is no term: 一个发展|中的国家, nor is how often something is done: 一次专项|检查.
_ONE_OF = regex(r"一(?:[个种些项条名](?!中国)|次(?!$|性|分配|能源|函数|方程|设备|项))")


def trivial(answer: str, kind: PhraseKind) -> bool:
    """Whether an answer is a modal, an empty word, or a fragment of grammar."""
    if answer in MODALS or answer in EMPTY_WORDS or answer in FUNCTION_WORDS:
        return True
    if kind in (PhraseKind.QUANTITY, PhraseKind.GLOSSARY):
        return False
    if _is_general(answer) or len(answer) < 2 or ("，" in answer and kind is not PhraseKind.QUOTED):
        return True
    if kind in LOOSE and (_ONE_OF.match(answer) or _LOOSE_GRAMMAR.search(answer)):
        return True
    return _doubled(answer) or _GRAMMAR.search(answer) is not None


def _is_general(answer: str) -> bool:
    """Whether a phrase counts, cites, stands in every text, or is filled in by everybody."""
    told = _COUNT.fullmatch(answer) or _CITATION.match(answer) or _GENERAL.search(answer)
    return answer in SLOGANS or told is not None


def _doubled(answer: str) -> bool:
    """工伤职工工伤, 定期对系统: no one phrase says a word twice, or turns to an object half-way."""
    characters = set(answer)
    if len(characters) < len(answer) and characters.isdisjoint("、，"):
        pairs = [answer[i : i + 2] for i in range(len(answer) - 1) if not answer[i].isascii()]
        if len(set(pairs)) < len(pairs):
            return True
    return _TURN.search(answer) is not None


def cited(document: Document, blank: Span, kind: PhraseKind) -> bool:
    """Whether the blank is the number of a standard, document or clause (GB 50016), or marks."""
    if kind is not PhraseKind.QUANTITY:
        return False
    text = document.text
    before = text[max(0, blank.start - 8) : blank.start]
    # 灾难恢复预案(3.10): the clause where a term of a standard is defined
    clause = "." in text[blank.start : blank.end] and before[-1:] in ("(", "（")
    clause = clause and text[blank.end : blank.end + 1] in (")", "）")
    marks = _MARKS.match(text, blank.end) is not None and before[-1:] in ("(", "（")
    return clause or marks or _NUMBER_OF_TEXT.search(before) is not None


_SIGNIFICANT = 3  # digits of a figure that people keep in mind
_DIGIT = regex(r"[0-9０-９零〇一二三四五六七八九两]")
_TO = regex(f"[{RANGE_MARKS}]")


def unlearnable(document: Document, blank: Span, kind: PhraseKind) -> bool:
    """Whether the answer is a figure of more digits than one learns: 三亿二千三百八十万九千."""
    if kind is not PhraseKind.QUANTITY or document.text[blank.end : blank.end + 1] == "年":
        return False
    ends = _TO.split(document.slice(blank))  # of a range, each by itself
    return any(len("".join(_DIGIT.findall(n)).strip("0０零〇")) > _SIGNIFICANT for n in ends)


_IN_ONE_BLANK = 3  # members


def uneven(answer: str, kind: PhraseKind) -> bool:
    """Whether an answer with 、 is not a series but a piece of one, or two that are no pair.

    Nor can so many be marked in one blank: 创新、协调、绿色、开放、共享.
    """
    if "、" not in answer or kind is PhraseKind.GLOSSARY:
        return False
    parts = answer.split("、")
    if len(parts) > _IN_ONE_BLANK:
        return True
    if kind is PhraseKind.QUOTED:
        return False
    if kind is not PhraseKind.SERIES or len({len(p) for p in parts}) > 2:
        return True
    return len(parts) == 2 and not alike(*parts)


def alike(one: str, other: str) -> bool:
    """Whether two members are two of a kind: 国家秘密、商业秘密, not 所借文献、结清欠款."""
    return one[:1] == other[:1] or one[-1:] == other[-1:]


# 有三大|优点|：资源丰富、发热量高; 分为|三|种：
_LISTED = regex(r"[^，。；：“”]{0,6}[：:][^。；]*[、；，]")
_LISTED_BEFORE = regex(r"、[^，。；：]{2,12}[ 　等]$")  # 电源、负载、接地 |三大部分
_NUMERALS = frozenset("一二三四五六七八九十两几0123456789")


def counted(document: Document, blank: Span, kind: PhraseKind) -> bool:
    """Whether the blank is, or begins with, the number of things that its stem lists.

    养殖、采砂、排污|三|类; 分为|三|种：白口铁、灰口铁、球墨铸铁.  Not so a name in quotes.
    """
    text = document.text
    counts = kind is PhraseKind.QUANTITY and text[blank.end : blank.end + 1] in _MEASURED
    if counts:
        before = text[max(0, blank.start - 40) : blank.start]
        if "、" in re.split(r"[，。；：]", before)[-1]:
            return True
    named = text[blank.start] in _NUMERALS and kind in _COUNTING
    if named and _LISTED_BEFORE.search(text, max(0, blank.start - 40), blank.start):
        return True
    return (counts or named) and _LISTED.match(text, blank.end, blank.end + 60) is not None


_COUNTING = LOOSE | {PhraseKind.ABBREVIATION}
