"""Relations of laws and rules: fact ↔ figure, case ↔ consequence."""

from __future__ import annotations

from collections.abc import Iterator

from quizgen.document import SectionKind, Span
from quizgen.phrases import patterns
from quizgen.questions import stems
from quizgen.questions.matching.pool import Material, Pool, Row
from quizgen.regex import regex
from quizgen.sentences import Sentence

_WITHIN = regex(r"以?内")
_CLASSES = {
    "time": ["个工作日", "个自然日", "日", "天", "年", "个月", "月", "周"],
    "duration": ["小时", "个小时", "分钟", "秒"],
    "age": ["周岁", "岁"],
    "money": ["元", "万元", "亿元", "美元"],
    "share": ["%", "％", "‰", "倍", "个百分点"],
    "length": ["米", "千米", "公里", "厘米", "毫米", "km", "cm", "mm", "m"],
}
_PREMISE = range(10, 46)
_REST = 3  # characters behind the figure, the full stop included
# What stands before the figure of a rule that is complete with it.
_LIMIT = regex(
    r"(?:不得超过|不得少于|不得低于|不得高于|不少于|不超过|不低于|不高于|不小于|不大于|超过|至少|最多|最高|最低|应为|为|是|达到|达|提高到|"
    r"增长|下降|压减|减少|增加|缴纳|提前|限于|处|任期|期限|有效期|控制在|之内|每届|约|占|共|延长|保存|满)$"
)
_DIGITS = regex(r"[0-9０-９]|[一二三四五六七八九十百千]{2,}|第[一二三四五六七八九十]")


def figures(material: Material) -> Iterator[Pool]:
    """Fact ↔ figure, one pool for each class of units (terms, sums, shares, lengths)."""
    groups: dict[str, list[Row]] = {name: [] for name in _CLASSES}
    for sentence in material.sentences:
        for figure in patterns.figures(material.text(sentence.span)):
            kind = next((k for k, units in _CLASSES.items() if figure.unit in units), None)
            if kind is None:
                continue
            response = _response(material, sentence, figure)
            premise = _fact(material, sentence, response) if response else None
            if response and premise and material.once(premise):
                groups[kind].append(Row(premise, (response,), 0.6))
    for rows in groups.values():
        yield Pool("figure", tuple(rows))


def _response(material: Material, sentence: Sentence, figure: patterns.Figure) -> Span | None:
    """The figure with its unit; None for one end of a range, which is half a figure."""
    text = material.document.text
    start = sentence.span.start + figure.whole.start
    end = sentence.span.start + figure.whole.end
    if text[end : end + 2] in ("以上", "以下", "至", "到") or text[end : end + 1] in "至到-—～":
        return None
    within = _WITHIN.match(text, end)
    end = within.end() if within else end
    # what stands behind the figure would be lost: 自用工之日起满|一年|未订立书面合同的，…
    if sentence.span.end - end > _REST:
        return None
    return Span(start, end)


def _fact(material: Material, sentence: Sentence, figure: Span) -> Span | None:
    """The words of the sentence before the figure, if they say what it is about."""
    if sentence.is_head or sentence.row or any(c.damaged for c in sentence.clauses):
        return None
    premise = Span(sentence.span.start, figure.start)
    words = material.text(premise)
    if len(premise) not in _PREMISE or _DIGITS.search(words) or stems.points_away(words):
        return None
    if not _LIMIT.search(words):
        return None
    if not stems.opens(words) or words.rstrip()[-1:] in "，。；、（(":
        return None
    return premise


_CONSEQUENCE = regex(
    r"^(?:应当|可以|不得|由|处|责令|给予|依法|不予|人民法院|公安机关|应|视为|不|按照|属于)"
)
# A case that does not say whose it is: 确需分别进行检查的.
_NO_SUBJECT = regex(
    r"确需|需要|未|违反|拒|逾期|经|因|在|对|没有|不|有|仍|个别|情节|造成|构成|发现|超过|"
    r"[一二三四五六七八九十两]+[年个日月]"
)
# What many cases lead to: 应当采取有效措施, 依法承担赔偿责任.
_COMMON_RESULT = regex(
    r"^不影响|(?:措施|责任|规定执行|处理|说明|报告)$|^(?:应当|依法)?(?:给予|追究|采取)"
)
_ALIKE = 0.5  # share of pairs of characters in common, above which results tell each other
_PENALTY = regex(r"由|处|责令|给予|吊销|没收")
# What points at another rule, or tells of no fact: 人民法院认为有必要的.
_POINTS = regex(r"第[一二三四五六七八九十百零0-9]+条|本[章节条款项]|必要的$")
_CASE = range(8, 45)
_RESULT = range(5, 27)


def rules(material: Material) -> Iterator[Pool]:
    """Case ↔ consequence: 未经批准的， ↔ 由主管部门责令改正."""
    rows = []
    for sentence in material.sentences:
        clauses = sentence.clauses
        if sentence.is_head or sentence.row or len(clauses) < 2:
            continue
        if any(c.damaged for c in clauses) or not _begins(material, sentence):
            continue
        for number in range(len(clauses) - 1):
            case = Span(sentence.span.start, clauses[number].span.end)
            words = material.text(case)
            if not words.endswith("的"):
                continue
            result = clauses[number + 1].span
            if (
                len(case) in _CASE
                and len(result) in _RESULT
                and stems.opens(words)
                and _NO_SUBJECT.match(words) is None
                and not _points(words)
                and not _points(material.text(result))
                and _COMMON_RESULT.search(material.text(result)) is None
                and _is_last(sentence, number + 1)
                and _CONSEQUENCE.match(material.text(result))
                and material.once(result)
            ):
                rows.append(Row(case, (result,), 0.5))
            break
    # penalties go with penalties, duties with duties
    for penal in (True, False):
        kind = [
            r for r in rows if (_PENALTY.match(material.text(r.responses[0])) is not None) is penal
        ]
        yield Pool("rule", tuple(_distinct(material, kind)))


def _points(words: str) -> bool:
    """Whether a case or a result is told by what stands elsewhere."""
    return _POINTS.search(words) is not None or stems.points_away(words)


def _begins(material: Material, sentence: Sentence) -> bool:
    """Whether a sentence is the first of its article, or else of its paragraph.

    A later one is about what those before it tell: 出卖人解除合同的, of a sale by instalments.
    """
    if not sentence.in_article:
        return sentence.first
    (*_, inner) = sentence.path
    between = Span(inner.span.start, sentence.span.start)
    return inner.kind is SectionKind.ARTICLE and not _ENDS.intersection(material.text(between))


_ENDS = frozenset("。；：")


def _is_last(sentence: Sentence, number: int) -> bool:
    """Whether nothing comes behind a clause that it may need."""
    return number == len(sentence.clauses) - 1


def _distinct(material: Material, rows: list[Row]) -> Iterator[Row]:
    """The rows whose result is unlike those before: 由所有人承担…, 由监护人承担…."""
    known: list[set[str]] = []
    for row in rows:
        words = material.text(row.responses[0])
        pairs = {words[i : i + 2] for i in range(len(words) - 1)}
        if all(len(pairs & other) < _ALIKE * min(len(pairs), len(other)) for other in known):
            known.append(pairs)
            yield row
