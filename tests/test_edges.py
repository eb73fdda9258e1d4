"""Edges: a blank is one whole term."""

from __future__ import annotations

import pytest

from quizgen.document import Span
from quizgen.phrases import edges
from quizgen.phrases.tokens import cut

# A subject with half of what it does.
CLAUSES = [
    ("费用由当地人民政府先行支付。", "人民政府先行", True),
    ("具体办法由国务院规定。", "国务院规定", True),
    ("在总理领导下工作。", "总理领导", True),
    ("各地为退役军人提供支持和帮助。", "退役军人提供支持", True),
    ("具体办法由国务院规定。", "国务院", False),
    ("坚持党建引领治理。", "治理", False),
]


def whole(text: str, answer: str) -> float:
    """How likely an answer in a text is one whole term."""
    words = cut(text, [Span(0, len(text))])
    start = text.index(answer)
    first = next(i for i, w in enumerate(words) if w.start == start)
    last = next(i for i, w in enumerate(words) if w.end == start + len(answer))
    return edges.Edges(words).whole(first, last)


# A part of what goes on beside it.
RUNNING_ON = [
    ("应当经占份额三分之二以上的共有人同意。", "占份额", True),
    ("不得妨碍继承人依法行使权利。", "妨碍继承人", True),
    ("应当经占份额三分之二以上的共有人同意。", "份额", False),
    ("从事旅游经营业务应当取得许可证。", "经营业务", False),
    ("不得泄露个人隐私、个人信息。", "泄露个人隐私", True),
    ("不得泄露个人隐私、出售个人信息。", "泄露个人隐私", False),
    ("应当符合国家标准的强制性要求。", "国家标准的强制性", True),
    ("应当提高工作的积极性。", "工作的积极性", False),
    ("禁止使用不可降解塑料袋。", "降解塑料袋", True),
    ("禁止使用塑料袋。", "塑料袋", False),
    ("应当指派两名以上工作人员进行核查。", "指派两名", True),
    ("由县级以上人民政府批准。", "县级", False),
    ("夜间应当交替使用远近光灯。", "近光灯", True),
    ("夜间应当使用近光灯。", "近光灯", False),
    ("外国人在中国境内举行集会、游行。", "中国境内举行集会", True),
    ("推进以党建引领基层治理。", "党建引领基层", True),
    ("渡口守则由经营人和债权人约定，并报县里备案。", "债权人约定", True),
    ("有权收取天然孳息以及抵押人就抵押物可以收取的租金。", "天然孳息以及抵押人", True),
    ("有权收取天然孳息以及租金。", "天然孳息以及租金", False),
    ("符合条件的，停发伤残津贴，并出具证明。", "停发伤残", True),
    ("记账利率不得低于银行定期存款利率。", "低于银行", True),
    ("渡船实行集中采购和分散采购相结合。", "集中采购和分散", True),
    ("船主和船员依法订立合同。", "船主和船员", False),
    ("渡船实行集中采购，并加强保养。", "集中采购", False),
    ("水务部门制定渡运安全年度监督检查计划。", "渡运安全年度", True),
    ("水务部门制定渡运安全监督检查计划。", "渡运安全", False),
    ("船主按照年度计划保养渡船。", "年度计划", False),
    ("自渡运合同生效时起计算利息。", "生效时起计算利息", True),
    ("自渡运合同生效之日起计算利息。", "计算利息", False),
    ("赔偿以旅客实际支付的票款计算。", "旅客实际", True),
    ("船主应当说明实际情况。", "实际情况", False),
    ("船主应当对由此造成的后果承担责任。", "后果承担责任", True),
    ("船主应当对由此造成的后果承担责任。", "承担责任", False),
    ("渡船就旅客反映的情况作出说明。", "情况作出说明", True),
    ("调查结束，船主的后果承担责任。", "后果承担责任", False),
    ("县里对渡口水域实行严格的航道保护。", "航道保护", False),
    ("县里对渡船实行统一的产权登记。", "产权登记", False),
    ("渡口为伤员提供优先的医疗救治。", "医疗救治", False),
    ("县里将推行统一的房屋登记。", "房屋登记", False),
    ("船主应当就地组织有效的火灾扑救。", "火灾扑救", False),
    ("村里建立渡口纪念设施供公众瞻仰。", "供公众", True),
    ("渡口的候船室供公众免费使用。", "供公众", True),
    ("渡口为公众提供船票。", "提供船票", False),
    ("河道管理机构应当责令船主停止捕捞。", "责令船主", True),
    ("船舱里应当防止油品流散。", "防止油品", True),
    ("河道管理机构应当责令停业。", "责令停业", False),
    ("船主应当明细登记每一笔收入来源。", "收入来源", False),
    ("渡口不得堵塞、封闭疏散通道、安全出口。", "封闭疏散通道", True),
    ("船主依照合同约定运送旅客。", "合同约定", True),  # 合同 does what follows
    ("船主按照过错承担责任。", "过错", False),
    ("乘客有权查阅会计账簿。", "会计账簿", False),
    ("渡口的信息披露费、会计师费由县里承担。", "披露费", True),
    ("渡口的信息披露费、会计师费由县里承担。", "信息披露费", False),
    ("旅客应当缴纳停泊费、清洁费。", "清洁费", False),
    ("船主缴纳环境保护税。", "缴纳环境保护税", False),
    ("国家开征环境保护税。", "开征环境保护税", False),
    ("船主缴纳环境保护税。", "环境保护税", False),
]


# The last of several words, with what they share.
LIST_OF_VERBS = [
    ("不得生产、经营、运输烟花爆竹。", "运输烟花爆竹", True),  # the fireworks belong to all three
    ("应当加强管理、落实责任。", "落实责任", False),
    ("旅行社不得欺骗、误导消费者。", "误导消费者", True),
    ("过滤系统应当防止蠕虫扩散。", "蠕虫扩散", True),
    ("由有关机关吊销许可证、营业执照。", "吊销许可证", True),
    ("由有关机关吊销许可证、没收所得。", "吊销许可证", False),
    ("犬只收容所应当通知养犬人认领。", "养犬人认领", True),
    ("剥离的表土应当单独收集和存放。", "单独收集", True),
    ("剥离的表土应当单独收集。", "单独收集", False),
    ("剥离的表土应当单独收集和存放备用。", "单独收集", False),
    ("渡口应当坚决维护航道秩序、旅客权益。", "坚决维护航道秩序", True),
    ("查阅人不得隐匿财产、会计账簿等资料。", "隐匿财产", True),
    ("由卫生行政部门责令改正。", "卫生行政部门责令", True),
    ("不得存放易燃、易爆物品。", "易爆物品", True),
    ("不得侮辱、诽谤。", "诽谤", False),
    ("低于设定值时应当发出声、光报警信号。", "光报警信号", True),
    ("溶液里有阴、阳离子。", "阳离子", True),
    ("省、自治区可以制定办法。", "自治区", True),  # a coarse rule: a member of a list is lost
    ("由县、市人民政府决定。", "人民政府", False),
    ("愈伤组织应当培育成个体。", "成个体", True),
]


@pytest.mark.parametrize(("text", "answer", "cut_across"), CLAUSES + RUNNING_ON + LIST_OF_VERBS)
def test_a_blank_is_one_whole_term(text: str, answer: str, cut_across: bool) -> None:
    assert (whole(text, answer) < 0.1) is cut_across
