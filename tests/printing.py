"""Banks to print, and what comes back from a PDF; shared by the tests of worksheets."""

from __future__ import annotations

import re
from collections.abc import Sequence

import pypdfium2

from quizgen.document import Span
from quizgen.exporters import EXPORTERS, Options, Output
from quizgen.quiz import Bank, Blank, Cloze, Heading, Matching, Pair, Question, Quote, Text

STEMS = (
    "清溪市坚持把{实体经济}作为立身之本，培育了一批“{专精特新}”企业。",
    "到2030年，全市地区生产总值达到{3000亿元}左右，研发投入强度达到{3.6%}。",
    "河长制的要义是{守河有责}、{护河担责}、{治河尽责}。",
    "《供水条例》规定，发生突发水质事件，供水单位须在{2小时}内报告——不得瞒报……",
    "茶农采茶讲究“{三采三不采}”。",
)
PAIRS = (
    ("清水行动", "整治沿河排污口三百一十二处"),
    ("绿廊工程", "建成环城步道四十六公里"),
    ("书香计划", "把旧仓库改造成社区图书馆"),
    ("暖巢服务", "网格员每日探访独居老人"),
)


def cloze(number: int, stem: str, *, unordered: bool = False, marker: str = "（一）") -> Cloze:
    """A fill-in item from a stem whose answers stand in braces."""
    segments = [
        Blank(piece) if index % 2 else Text(piece)
        for index, piece in enumerate(re.split(r"[{}]", stem))
        if piece
    ]
    source = re.sub(r"[{}]", "", stem)
    return Cloze(
        id=f"c{number}",
        section=(Heading("二、", "重点任务"), Heading(marker, "某项任务")),
        segments=tuple(segments),
        source=Quote(source, Span(1000 * number, 1000 * number + len(source))),
        unordered=unordered,
    )


def matching(
    number: int,
    pairs: Sequence[tuple[str, str]] = PAIRS,
    spare: Sequence[str] = (),
    instruction: str = "请将任务与举措配对。",
) -> Matching:
    """A matching set."""
    return Matching(
        id=f"m{number}",
        section=(Heading("二、", "重点任务"),),
        relation="directive",
        instruction=instruction,
        columns=("重点任务", "主要举措"),
        pairs=tuple(Pair(Quote(left), Quote(right)) for left, right in pairs),
        distractors=tuple(map(Quote, spare)),
    )


def bank(*questions: Question, title: str = "清溪市重点工作学习材料") -> Bank:
    """A bank of the given questions."""
    return Bank("b1", title, "cailiao.txt", "0" * 64, 0, questions)


def clozes(count: int) -> list[Cloze]:
    """As many fill-in items as asked for."""
    return [cloze(number, STEMS[number % len(STEMS)]) for number in range(count)]


def export(what: str, given: Bank, options: Options | None = None) -> Output:
    """Export ``given`` as ``worksheet`` or ``answers``."""
    return EXPORTERS[what].export(given, options or Options())


def pages(data: bytes) -> list[str]:
    """The text of each page in reading order, as a PDF reader gives it."""
    document = pypdfium2.PdfDocument(data)
    return [page.get_textpage().get_text_bounded() for page in document]


def squeezed(text: str) -> str:
    """``text`` without white space: readers guess it from gaps."""
    return "".join(text.split())


def text_of(data: bytes) -> str:
    """All text of a PDF without white space."""
    return squeezed("".join(pages(data)))


def body_of(data: bytes) -> str:
    """:func:`text_of` without the footers of Chinese pages."""
    footer = re.compile(r"清溪市重点工作学习材料第\d+页（共\d+页）(参考答案)?$")
    return "".join(footer.sub("", squeezed(page)) for page in pages(data))
