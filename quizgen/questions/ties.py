"""What ties a clause to those around it: words that cannot open or end a stem, and pairs."""

from __future__ import annotations

from quizgen.regex import regex

# What cannot open a stem: its referent or its first half stands before it.
DEPENDENT = regex(
    r"^(?:另一?方面|这|此(?!外，)|其(?!中，)|该|它|他(?!人)|她|以上|上述|前[款条项述者两]|后者|二者|两者|但|然而|不过|并(?!非|列|联|购)|而(?!且，)|"
    r"或者?|否则|因而|从而|于是|可见|如此|对此|为此|由此|同样|相反|反之|例如|比如|如[：:]|也(?!门)|还(?!原)|又|则|就|都|"
    r"使(?!用|馆|命|节|领)|以(?=[^“]{1,12}[为和])|以及|及|和(?!平|谐|解|睦|议)|与|等|的|之|所|不仅|即|特别是|尤其|包括|"
    r"由[^，。]{2,24}?(?:责令|给予|没收|吊销|处以?(?![理置于分]))|"
    r"(?:情节|逾期|没有|不满|构成|造成|拒不|尚不|仍|经责令|未|无)[^，]{0,14}的，|"
    r"点(?:是|[，,])|(?:重点|要点|难点|关键|核心|目的|原因|结果)(?:是|在于)|是(?!否|非)|占(?![用有领据比地])|可能|常(?:发生|见于|伴|用于|引起|出现|表现)|"
    r"确保|推动形成|不断实现|切实防止|进而|最终|真正|更|既)"
)
# Openers that say nothing by themselves and end with a comma: left out of the stem.
OPENER = regex(
    r"^(?:同时|此外|另外|总之|因此|所以|首先|其次|再次|最后|第[一二三四五六七八九十]+|一方面|另一方面|其中|当然|"
    r"同志们|各位代表|各位|(?:但|同时)?(?:我们)?(?:也|还)?(?:必须|要|应当|应该)(?:清醒地?)?(?:看到|认识到)|需要指出的是|因此|例如|比如|一般来说|综上所述|综上)$"
)
# What cannot end a stem: it announces something.
UNFINISHED = regex(
    r"(?:的|时|时候|后|前|中|下|上|以来|之日起|期间|过程中|情况下|基础上|为|是|在于|包括|包含|有|表达式|公式|即|如|例如|如下|以下|下列|"
    r"(?:构建|形成|建立|打造|完善|健全|发展|建设)以[^，]*为[^，的]{1,4}|根据|按照|依照|通过|随着|对于|关于|除外|写成|写作|等于|称为|叫做|"
    r"(?<![制持定缩])在 ?[0-9一二三四五六七八九十百两]+ ?(?:秒|分钟|个?小时|[日天周年]|个月)之?内|"
    r"(?<![反供适相响效感对照因呼顺回接报答策])应|应当|可以|必须|不得|能够|其[他它]|以及|或者|"
    r"不仅|既|虽然|因为|由于|如果|只要|只有|只|无论|当)$"
)
# A clause that only says how, when or for whom: what is done comes after it.
ADVERBIAL = regex(
    r"(?:对(?!外)|在|当|为(?!人)|为了|根据|按照|依照|经(?!济|营|过.{1,8}的)|因|凡|除|自(?!我|觉|主|然)|从|随着|通过|围绕|以(?!.{1,14}(?:为|作为))|"
    r"把|由于|如果|若|每|紧扣|聚焦|立足|针对|面对|站在)"
)
# 应当按照…的要求: the duty itself comes after the comma.
BASIS = regex(
    r"(?:按照|根据|依照|依据|结合)[^，]*(?:要求|规定|标准|程序|原则|职责|分工|情况|需要|状况|形势|条件|实际|特点|理念|方针|思路|精神|部署)$"
)
# The first half of a pair of connectives: the second must be in the stem too.
_CONNECTIVES = (
    (r"不仅|不但", r"而且|还|也|更|并且"),
    (r"虽然|尽管", r"但|却|仍|可是"),
    (r"只有", r"才"),
    (r"只要", r"就|便"),
    (r"(?:^|，)如果|假如|倘若|(?:^|，)若", r"，."),
    (r"(?:^|，)既(?![定然成往得有])", r"，[又也还更]|又|也"),
    (r"之所以", r"因为|在于|由于"),
    (r"(?:^|，)(?:因为|由于)", r"，."),
    (r"无论|不论|不管", r"都|均|也"),
    (r"(?:^|，)一方面", r"另一?方面"),
    (r"不是", r"不是[^，]*(?:，|而)是|."),
)
_PAIRS = tuple([(regex(opening), regex(closing)) for opening, closing in _CONNECTIVES])
# Any of the first halves: most stems have none.
_FIRST_HALF = regex("|".join([opening for opening, _ in _CONNECTIVES]))
_BEFORE = r"前款|(?<![当目此之以])前[条项](?![件目])"
CITES = regex(_BEFORE)  # a paragraph before, which no head of a list tells either
# Words that point outside the stem.
POINTS_AWAY = regex(
    rf"{_BEFORE}|"
    r"本组|上法|两者|[把将对在]此|前两款|(?<![尤极与])其(?![他它中余次实一二三])|上述|前述|下列|如下|下述|以下(?:[几三四五六七八九十]|简称|列)|本条|第[一二三四五六]款|第[（(][一二三四五六七八九十]+[）)]项|条(?:第[一二三四五六七八九十]+[款项])*规定的|见[图表]|如[图表]|[上下][图表式]|"
    r"(?:示例|例子|本例|上例|[本该此]题|[本下上]期|[本上]图)[中里的节内]|"
    r"[（(][0-9]+\.[0-9.]+[)）]|(?<=，)[他她](?![人国乡项用物律杀日山方])|该(?!校|县)|此(?:类|时|种|项|次|举|外)|这(?:些|种|类|项|样|是|就|个|一|里|次|两|三)|那(?:些|种|样|个)|它们?|他们|她们|那些"
)
SUBJECT_FREE = regex(
    r"^(?:我们)?(?:一定)?(?:要|必须|应|需要|坚持|坚决|加快|加强|全面|深入|大力|积极|着力|全力|切实|扎实|持续|不断|深化|强化|推进|推动|"
    r"促进|提高|提升|完善|健全|建立|构建|打造|优化|实施|落实|抓好|抓住|巩固|维护|增强|严格|严禁|严守|统筹|聚焦|紧扣|围绕|突出|做好|做强|做大|做优|"
    r"发展|培育|弘扬|传承|保持|牢记|牢牢|牢固|认真|始终|努力|奋力|稳步|有序|有效|主动|充分|继续|进一步|广泛|鼓励|支持|引导|扩大|拓展|保障|"
    r"改革|创新|规范|禁止|防范|化解|治理|依法|高质量|高水平|高标准|把|以|对|在|从|用|让)"
)


def paired(words: str) -> bool:
    """Whether both halves of each pair of connectives in ``words`` are there."""
    if not _FIRST_HALF.search(words):
        return True
    for opening, closing in _PAIRS:
        match = opening.search(words)
        if match and not closing.search(words, match.end()):
            return False
    return True
