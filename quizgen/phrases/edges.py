"""Whether a run of words is one whole term, or a piece cut across the grammar.

A blank must be one constituent: a noun phrase, a predicate with its object, a set
phrase.  There is no parser here; what gives a bad cut away is the class of the
words at the edges, next to them, and of the words inside.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from quizgen.phrases.lexicon import FUNCTION_WORDS, GOVERNING_VERBS, MODALS, NOUNS
from quizgen.phrases.remembered import Remembered
from quizgen.phrases.tokens import Token

_NEVER = 0.08  # two constituents: 单位|不得出借, 秋水仙素|要安全
_CUT = 0.2  # the next word belongs to it: 迅速采取有效|措施
_HALF = 0.35  # half a compound: 超净|工作台, 安全生产|责任制
_DOUBT = 0.6
# Function words that may stand inside one constituent.
_JOINERS = frozenset("的和与及或、并而之于地得者中上下内不无相各本有等") | {"以及", "其他"}
_COPULAS = frozenset("是叫称指即") | {
    *("叫做", "叫作", "称为", "称作", "是指", "包括", "等于", "分为", "不如"),
}
_PREPOSITIONS = frozenset("向由在对以将把被从比给因经") | {"为了", "根据", "按照", "依照", "通过"}
# Their object is a clause, of which the blank would hold the subject alone.
_CLAUSE_TAKERS = frozenset(
    {"发现", "认为", "造成", "导致", "致使", "使", "说明", "表明", "证明", "确保"}
)
_OBJECTS = frozenset({"其", "他", "她", "它", "他们", "它们", "之", "我们", "你们", "人们"})
# What a verb becomes, ends in or takes out: the second half of one verb, 培育|成个体.
_RESULTS = frozenset("成为入出")
_LISTING = frozenset("、或和")
_JOINING = frozenset({"和", "及", "与", "以及"})
_SHARED = 3  # characters of 阳离子
_SHARING = 2  # words before the last of several verbs: the verb before it, and a mark
# Words of degree and manner want something behind them.
_OPEN_TAGS = frozenset({"a", "ad", "d", "b", "m", "p", "c", "z"})
_MANNER = frozenset({"d", "ad", "zg", "c", "p", "r"})
_HOW = frozenset({"d", "ad"})
_GOING_ON = frozenset({"d", "ad", "m"})  # of a word that says more of the noun before it
# They say of what time or of whom the noun behind them is: 安全生产年度|监督检查计划.
_OF_WHAT = frozenset({"年度", "季度", "月度", "本级", "同级", "上级", "下级"})
# What they are about ends with 的 and a noun: 对由此造成的|损失承担责任.
_ABOUT = frozenset("对就向为将把")
# Behind a number they limit it: 两名|以上.
_LIMITS = frozenset({"以上", "以下", "以内"})
# Before a word they make its contrary: 不可|降解.
_DENYING = frozenset({"不可", "非", "无", "未"})
# Single characters that stand before a term and belong to what is before: 三十日内|书面通知.
_OUTSIDE = frozenset("时后前内中上下间里外起年月日")


# What stands nowhere in one constituent, and what only at its beginning.
_NOWHERE = _COPULAS | MODALS | {"时起", "之日起", "日起"}
_NOT_BEHIND = _PREPOSITIONS | (FUNCTION_WORDS - _JOINERS)
_APART = FUNCTION_WORDS | MODALS


class _Traits(NamedTuple):
    """What a word tells of a run that it stands in, or beside."""

    nowhere: bool  # it stands in no constituent
    breaks: bool  # in none, or only at its beginning
    taker: bool  # its object is a clause
    frames: bool  # it may frame a run behind it
    opens: bool  # it may open a frame
    under: bool  # in front of 下
    lists: bool  # it joins the members of a list


def _traits(word: str) -> _Traits:
    nowhere = word in _NOWHERE
    return _Traits(
        nowhere=nowhere,
        breaks=nowhere or word in _NOT_BEHIND,
        taker=word in _CLAUSE_TAKERS,
        frames=_takes_object(word) or word in _DEEDS or word in _PIVOTS or word in _FRAMES,
        opens=word in _OPENING,
        under=word in _UNDER,
        lists=word in _LISTING,
    )


class Edges:
    """The words of one sentence, whose runs are judged; what many runs share is seen once.

    All is known by words: what each tells by itself, and where the next one stands that
    tells something.  Only where that is anything do the rules have to be looked at.
    """

    def __init__(self, words: Sequence[Token]) -> None:
        spoken = [token.word for token in words]
        if not NOUNS.isdisjoint(spoken):
            words = [token._replace(tag="n") if token.word in NOUNS else token for token in words]
        self.words: Sequence[Token] = words  # as they are judged
        size = len(words)
        traits = [_TRAITS[word] for word in spoken]
        # whether a word may frame, and share, what is behind it, before the first word too
        self._frames = [False, *(own.frames for own in traits)]
        self._lists = [False, *(own.lists for own in traits), False]
        self._traits = traits
        # the first word from each on that stands in no constituent, but at its beginning
        self._breaking = [size] * (size + 1)
        # the first word from each on that may be done in some way, or by the noun before it
        self._doing = [size] * (size + 1)
        for index in range(size - 1, -1, -1):
            breaks = traits[index].breaks
            self._breaking[index] = index if breaks else self._breaking[index + 1]
            self._doing[index] = index if _acts(words, index) else self._doing[index + 1]
        self._lefts: dict[int, float] = {}
        self._rights: tuple[dict[int, float], dict[int, float]] = {}, {}

    def whole(self, first: int, last: int) -> float:
        """A factor from 0 to 1: how likely words ``first`` to ``last`` are one whole term."""
        words, end = self.words, self._traits[last]
        if end.taker and last + 1 < len(words):
            return _NEVER
        before = self._lefts.get(first)
        if before is None:
            before = self._lefts[first] = left(words, first)
        rights = self._rights[last > first]
        behind = rights.get(last)
        if behind is None:
            behind = self._right(first, last, rights)
        whole = self._inside(first, last) * behind * before
        if self._frames[first] or self._traits[first].opens or end.under:
            whole *= _frame(words, first, last)
        if last > first and _is_verb(words[first]) and _goes_on(words, first, last):
            return _NEVER
        if last == first + 1 and words[last].word in _FEES and _is_of(words, first):
            return _NEVER
        if last > first and _is_parted(words, first, last):
            return _NEVER
        return whole

    def _inside(self, first: int, last: int) -> float:
        words, start = self.words, self._traits[first]
        factor = 1.0
        if start.taker and first < last < len(words) - 1:
            factor = _CUT if _binds(words[last + 1]) else 1.0
        if self._breaking[first + 1] <= last or start.nowhere:
            return _NEVER
        index = self._doing[first + 1]
        while index <= last:
            token = words[index]
            # a noun, then how it is done, then the verb: 初春容易发生凌汛
            if words[first].tag[:1] in "nts" and token.tag in _MANNER:
                factor = _CUT
            # a noun and what it does: 集体合同|发生争议, 灰尘|进入
            fee = index == last - 1 and words[last].word in _FEES and token.word not in _PAYING
            does = token.tag == "v" and not fee
            if does and words[index - 1].tag[:1] in "nj":
                factor = min(factor, _deed(words, first, index, last))
            if token.tag == "v" and words[index - 1].tag[:1] == "f" and first < index - 1:
                factor = _NEVER  # a place and what is done there: 林地|内|修筑
            if token.tag == "v" and words[index - 1].tag == "s" and index < last:
                factor = _NEVER  # 境内|举行集会
            index = self._doing[index + 1]
        before, behind = self._lists[first], self._lists[last + 2]
        return _NEVER if (before or behind) and _shared(words, first, last) else factor

    def _right(self, first: int, last: int, known: dict[int, float]) -> float:
        """The factor of what follows; ``known`` are those that do not depend on the first word."""
        words = self.words
        if last + 1 < len(words) and words[last + 1].word == "的":
            return _before_de(words, first, last)
        several = last > first
        found = _right(words, last, several=several) if last + 1 < len(words) else 1.0
        known[last] = found
        return found


def _shared(words: Sequence[Token], first: int, last: int) -> bool:
    """Whether the object, the head or the verb belongs to other members of a list, too."""
    return (
        _shared_object(words, first, last)
        or _shared_head(words, first, last)
        or _shared_verb(words, first, last)
        or _shared_manner(words, first, last)
    )


def _acts(words: Sequence[Token], index: int) -> bool:
    """Whether a word tells how something is done, or is a verb behind a noun or a place."""
    tag = words[index].tag
    return tag in _MANNER or (tag == "v" and index > 0 and words[index - 1].tag[:1] in "njfs")


def _is_parted(words: Sequence[Token], first: int, last: int) -> bool:
    """Whether what follows belongs to the last word rather than to the run.

    天然孳息以及抵押人|就…收取的, 停发伤残|津贴, 集中采购和分散|采购
    """
    if last + 1 >= len(words):
        return False
    following = words[last + 1]
    inside = words[first + 1 : last]
    if following.word == "就":
        return any(token.word in _JOINING for token in inside)
    if not _binds(following):
        return False
    if following.word == words[first].word or any(following.word == t.word for t in inside):
        return True
    verbal = _is_verb(words[first]) and words[last].tag[:1] in "nvab"
    return verbal and following.tag[:1] in "nlj" and len(following.word) > 1


def _goes_on(words: Sequence[Token], first: int, last: int) -> bool:
    """Whether the noun that a verb's phrase ends with belongs to what follows the phrase.

    妨碍继承人|依法应当缴纳的税款, 占份额|三分之二以上, 供公众|瞻仰, 责令侵权人|停止侵权
    """
    if last + 1 >= len(words) or words[last].tag[:1] not in "nl":
        return False
    following = words[last + 1]
    acts = words[first].word in _LETTING or words[first].word in _PIVOTS
    if acts and following.tag in ("v", "vn"):
        return True
    return following.word in MODALS or following.tag in _GOING_ON


def _is_of(words: Sequence[Token], first: int) -> bool:
    """Whether a noun before the first word says what it is of: 信息|披露费."""
    verb = words[first].tag[:1] == "v" and words[first].word not in _PAYING
    return verb and first > 0 and words[first - 1].tag[:1] in "nj"


def _deed(words: Sequence[Token], first: int, verb: int, last: int) -> float:
    """The factor of a noun with the verb behind it."""
    if first > 1 and words[first - 1].word in _LISTING and words[first - 2].tag[:1] == "n":
        return _NEVER  # 保证人和|债权人约定: both of them do it
    if first > 1 and words[first - 1].word == "的" and _is_about(words, first - 1):
        return _NEVER
    if verb < last:
        # with an object, it is a clause, 退役军人|提供支持; one by itself may be asked for
        return _CUT if _alone(words, first, last) else _NEVER
    following = words[last + 1] if last + 1 < len(words) else None
    # and to what, outside: 到|民政部门办理|离婚登记, 由|图书馆责令|其修复
    runs_on = following and (_binds(following) or following.word in _OBJECTS)
    return _NEVER if runs_on else _HALF


def _is_about(words: Sequence[Token], end: int) -> bool:
    """Whether the words before ``end``, up to a mark, say what something is done about.

    Not so 对农田实行严格的: behind the verb, that is a quality of what is done.
    """
    quality = words[end - 1].tag != "v"
    for index in range(end - 1, -1, -1):
        word, tag = words[index].word, words[index].tag
        if word in _ABOUT:
            return True
        if not word[0].isalnum() or (quality and tag == "v"):
            return False
    return False


def _alone(words: Sequence[Token], first: int, last: int) -> bool:
    """Whether marks stand on either side."""
    before = words[first - 1].word[0] if first else "，"
    behind = words[last + 1].word[0] if last + 1 < len(words) else "。"
    return not before.isalnum() and not behind.isalnum()


def _shared_object(words: Sequence[Token], first: int, last: int) -> bool:
    """生产、经营、|运输烟花爆竹, 易燃、|易爆物品: the noun belongs to all of the words."""
    if first < _SHARING or words[first - 1].word not in _LISTING or last == first:
        return False
    one, other = words[first].tag[:1], words[first - 2].tag[:1]
    if one != other or one not in "vab":
        return False  # verbal nouns, too: the dictionary cannot tell
    plain = words[first].tag == words[first - 2].tag == "v"  # 不得欺骗、|误导消费者
    alone = one != "v" or plain or first <= _SHARING or not _binds(words[first - 3])
    return alone and any(token.tag[:1] == "n" for token in words[first + 1 : last + 1])


def _shared_verb(words: Sequence[Token], first: int, last: int) -> bool:
    """吊销许可证|、营业执照, 坚决维护秩序|、权益: the verb belongs to all of the nouns."""
    if last == first or last + _SHARING >= len(words):
        return False
    verb = first + 1 if words[first].tag in _HOW and last > first + 1 else first
    if words[verb].tag != "v":
        return False
    lists = words[last + 1].word in _LISTING and words[last + 2].tag[:1] in "nl"
    return lists and words[last].tag[:1] in "nl"


def _shared_manner(words: Sequence[Token], first: int, last: int) -> bool:
    """单独收集|和存放: how it is done belongs to both of the verbs."""
    if last != first + 1 or last + _SHARING >= len(words) or words[first].tag not in _HOW:
        return False
    joined = words[last + 1].word == "和" and words[last + 2].tag[:1] == "v"
    alone = last + 3 >= len(words) or not _binds(words[last + 3])
    return joined and alone and words[last].tag[:1] == "v"


def _shared_head(words: Sequence[Token], first: int, last: int) -> bool:
    """声、|光报警信号, 阴、|阳离子: the head belongs to the single character before, too."""
    if first < _SHARING or words[first - 1].word != "、" or len(words[first - 2].word) > 1:
        return False
    size = len(words[first].word)
    return last > first if size == 1 else last == first and size == _SHARED


def _before_de(words: Sequence[Token], first: int, last: int) -> float:
    """The factor of a run that 的 follows."""
    end = words[last]
    # a verb's phrase in front of 的 is half of a longer noun: 应对复杂|的国际环境
    verbal = _is_verb(words[first]) and (last > first or end.tag in _OPEN_TAGS)
    # and so are a noun and what it does: 由核聚变产生|的
    clause = last > first and _is_verb(end) and words[last - 1].tag[:1] == "n"
    return _CUT if verbal or clause else 1.0


def _right(words: Sequence[Token], last: int, *, several: bool) -> float:
    """The factor of a run, of one word or ``several``, that another word than 的 follows."""
    end, following = words[last], words[last + 1]
    if following.word == "地" and end.tag[:1] == "n":
        return _CUT  # how something is done, cut out of it: 推动经济高速度|地发展
    if several and following.word in _LIMITS and end.tag[:1] in "mq":
        return _NEVER  # 指派两名|以上工作人员
    if not _binds(following):
        return 1.0
    if len(following.word) == 1 and following.tag[:1] in "ngk":
        return _CUT  # 防爆型照明灯|具
    return _open_end(end, following, several=several)


def _open_end(end: Token, following: Token, *, several: bool) -> float:
    """The last word and the one it runs into."""
    if several and end.tag in _MANNER:
        return _NEVER  # 人民政府先行|支付
    qualifies = end.word[-1] == "性" and len(end.word) > _PLAIN  # 一次回顾性|评估
    open_to_noun = qualifies or (several and end.word in _OF_WHAT)
    really = several and end.word == "实际" and _is_verb(following)  # 行为人实际|骗取的数额
    if really or (open_to_noun and _is_noun(following)):
        return _NEVER
    if end.tag in _OPEN_TAGS or (_is_verb(end) and following.tag[:1] in "nabrmlisxjz"):
        return _CUT
    if not several and _is_verb(end):
        return _CUT  # 领取|保管物: the verb alone, parted from what it is done to
    if following.tag[:1] in "nljix" or (several and len(end.word) == 1):
        return _HALF
    return _DOUBT if following.tag == "vn" or _is_verb(end) else 1.0


def ends(words: Sequence[Token], last: int) -> float:
    """A factor from 0 to 1: less where the last of a series runs on, 捐赠、资助、志愿|服务."""
    if last + 1 >= len(words):
        return 1.0
    following = words[last + 1]
    runs_on = _binds(following) and (following.tag[:1] == "n" or following.tag == "vn")
    return _CUT if runs_on else 1.0


def left(words: Sequence[Token], first: int) -> float:
    """A factor from 0 to 1: less where the word before token ``first`` belongs to it."""
    if not first:
        return 1.0
    before, start = words[first - 1], words[first]
    if before.word in _DENYING or (start.word in _RESULTS and before.tag[:1] == "v"):
        return _NEVER
    if not _binds(before) or before.word in GOVERNING_VERBS:
        return 1.0
    nominal = start.tag[:1] in "nlijx" or start.tag == "vn"
    modified = before.tag[:1] in "nbj" or before.tag in ("vn", "a")
    # the word before was guessed, and may have lost a character to this one
    guessed = len(start.word) == 1 and len(before.word) > 1
    # 做|强港口: the result of the verb, not a quality of the noun
    result = start.tag[:1] == "a" and _is_verb(before)
    if guessed:
        return _CUT
    if result or (nominal and modified):
        # 远|近光灯, 区|发展改革部门, but 县、市|人民政府
        listed = first > 1 and words[first - 2].word in _LISTING
        one = len(before.word) == 1 and before.word not in _OUTSIDE and not result
        return _NEVER if one and not listed else _HALF
    return _DOUBT if before.tag in ("d", "m", "ad", "zg") and start.tag[:1] in "vqa" else 1.0


# Their object is one thing, what is done with it another: 按照|约定|增加报酬.
_OBJECT_TAKERS = frozenset("将把因经对由向为给以") | {
    "按照",
    "依照",
    "根据",
    "依据",
    "由于",
    "因为",
}


# 由|国务院规定: who does it is one thing, what is done another.
_DEEDS = {"由": frozenset({"规定", "决定", "核准", "批准", "制定", "负责", "会同", "责令"})}
# 通知|养犬人认领, 防止|蠕虫扩散: the object of the one verb does the other.
_PIVOTS = frozenset(
    {"通知", "防止", "避免", "组织", "责令", "督促", "协助", "引导", "允许", "禁止", "要求"}
)
# Their object does what follows: 供公众|瞻仰.
_LETTING = frozenset({"供", "让", "使", "令", "请"})
_FEES = frozenset("费税")  # jieba's dictionary has the words before them by themselves
_PAYING = frozenset(
    {"缴", "交", "缴纳", "交纳", "支付", "征收", "开征", "收取", "减免", "免征", "代扣"}
)
# 在总理领导|下
_UNDER = frozenset({"领导", "指导", "支持", "帮助", "监督", "配合", "组织"})


_PLAIN = 2  # characters: 个性 and 特性 qualify nothing
_ALSO_NOUNS = frozenset({"要求", "规定", "检查", "审查", "评价"})  # verbs to the dictionary


_FRAMES = frozenset("以与同")  # 以…为主, 与…相适应
_OPENING = frozenset("以与")
_FRAMED = frozenset({"为主", "为", "相适应"})


def _takes_object(word: str) -> bool:
    return word in _OBJECT_TAKERS or word[-1] in "将把"


def _told(words: Sequence[Token], first: int, last: int) -> bool:
    """Whether a phrase is who does something, by the word before it, and what is done."""
    before, end = words[first - 1].word, words[last]
    if end.word in _DEEDS.get(before, ()):
        return True
    acting = before in _PIVOTS and _is_verb(end)
    return acting and any(t.tag[:1] in "nx" and t.word[0].isalnum() for t in words[first:last])


def _frame(words: Sequence[Token], first: int, last: int) -> float:
    """以…为主, 与…相适应: only what stands within is asked for."""
    if first and _takes_object(words[first - 1].word) and last > first:
        tags = [token.tag[:1] for token in words[first : last + 1]]
        noun = next((i for i, tag in enumerate(tags) if tag == "n"), len(tags))
        if any(_is_verb(token) for token in words[first + noun + 1 : last + 1]):
            return _NEVER
    if first and last > first and _told(words, first, last):
        return _NEVER
    if last + 1 < len(words) and words[last].word in _UNDER and words[last + 1].word == "下":
        return _NEVER
    if words[first].word in _OPENING and words[last].word in ("主", "为主", "适应", "重点"):
        return _NEVER
    if first and words[first - 1].word in _FRAMES:
        inside = [t.word for t in words[first : last + 1]]
        if not _FRAMED.isdisjoint(inside):
            return _NEVER
    return 1.0


def _is_noun(token: Token) -> bool:
    return token.tag[:1] == "n" or token.tag == "vn" or token.word in _ALSO_NOUNS


def _is_verb(token: Token) -> bool:
    return token.tag.startswith("v") and token.tag not in ("vn", "vd")


def _binds(token: Token) -> bool:
    """Whether nothing (a mark, a particle, a modal) parts the word from its neighbour."""
    return token.word not in _APART and token.word[0].isalnum()


_TRAITS = Remembered(_traits)
