"""Documents made from a few lines, for tests of the engine."""

from __future__ import annotations

from quizgen import outline, phrases, questions, readers
from quizgen.document import Document
from quizgen.quiz import Cloze


def document(text: str, name: str = "test.txt") -> Document:
    """Read and structure ``text`` as the program does."""
    return outline.build(readers.read(text.encode("utf-8"), name), name)


def make(text: str, **options: object) -> questions.Result:
    """The questions of the document ``text``; ``options`` are those of ``questions.Options``."""
    made = document(text)
    return questions.make(made, phrases.find(made), questions.Options(**options))  # type: ignore[arg-type]


def clozes(result: questions.Result) -> list[Cloze]:
    """The fill-in items."""
    return [q for q in result.bank.questions if isinstance(q, Cloze)]


SPEECH = """\
在青梧市安全生产工作会议上的讲话

一、认清形势，把思想统一到市委部署上来

去年，全市深入实施“铁拳治隐患”行动，排查整改各类隐患一万二千处，事故起数下降百分之十五。成绩的取得，
根本在于坚持“隐患就是事故、预防重于救援”的理念。

二、突出重点，坚决守住安全底线

今年要抓好四个方面的工作。

一要在压实企业责任上取得更大突破。要推行“一企一策”监管机制，督促企业主要负责人每季度带队检查。
二要在整治重点行业上取得更大突破。要盯紧危险化学品、建筑施工、道路运输三大领域，开展“拉网式”排查。
三要在提升应急能力上取得更大突破。要建成“半小时救援圈”，组建八支专业救援队伍，配齐先进装备。
四要在筑牢人民防线上取得更大突破。要办好“安全夜校”，让广大职工学法规、懂风险、会避险。
"""

RULES = """\
青梧市公共自行车管理办法

第一章 总则

第一条 为了规范公共自行车的运营和使用，保障骑行人的合法权益，制定本办法。
第二条 本办法所称公共自行车，是指由运营单位在公共场所投放、供公众有偿使用的人力自行车。
第三条 市交通运输部门负责公共自行车的监督管理工作。

第二章 使用

第四条 骑行人应当年满十二周岁，并按照规定办理实名登记。
第五条 骑行人不得有下列行为：
（一）载人或者在人行道上骑行；
（二）私自加锁、拆卸车辆部件；
（三）将车辆停放在消防通道内。
第六条 运营单位应当自接到故障报告之日起二十四小时内修复或者更换车辆。
第七条 骑行人损坏车辆的，应当依法承担赔偿责任。
"""
