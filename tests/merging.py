"""A small maker of banks for tests of merging: what is asked of each sentence is plain to see."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from documents import document

from quizgen.document import Document, Span
from quizgen.quiz import (
    Bank,
    Blank,
    Cloze,
    Heading,
    Matching,
    Pair,
    Question,
    Quote,
    Text,
    fingerprint,
    mint,
)

# Each sentence with its answer between brackets; no two of them are alike.
SENTENCES = (
    "每逢雨季，[[水务专班]]须在三小时内到达险段。",
    "仓库的温度不得高于[[二十六]]度。",
    "志愿者每月至少服务[[两次]]，由社区登记。",
    "合同文本应当使用[[统一格式]]。",
    "博物馆逢[[周一]]闭馆，节假日除外。",
    "凡进入车间者，一律佩戴[[护目镜]]。",
    "果园推广“[[以草养园]]”的办法，减少除草剂。",
    "候车室里禁止[[吸烟]]和大声喧哗。",
    "图书超期未还，按日收取[[一角钱]]。",
    "检验报告保存[[十五年]]，电子版永久保存。",
    "夜航船只必须点亮[[左右舷灯]]。",
    "面粉与水的比例为[[五比二]]，再加少许盐。",
)


def text(sentences: Sequence[str]) -> str:
    """The document of ``sentences``: a paragraph each, without the brackets."""
    return "\n".join(sentence.replace("[[", "").replace("]]", "") for sentence in sentences)


def item(sentence: str, place: int = 0, section: tuple[Heading, ...] = ()) -> Cloze:
    """The item of a sentence that stands at ``place``."""
    before, _, rest = sentence.partition("[[")
    answer, _, after = rest.partition("]]")
    at = place + len(before)
    segments = [Text(before), Blank(answer, Span(at, at + len(answer))), Text(after)]
    words = before + answer + after
    made = Cloze(
        mint("cloze", words, answer),
        section,
        tuple(part for part in segments if not isinstance(part, Text) or part.text),
        Quote(words, Span(place, place + len(words))),
        difficulty="easy",
    )
    return replace(made, made=fingerprint(made))


def bank(
    sentences: Sequence[str], asked: Sequence[str] | None = None, sets: Sequence[Matching] = ()
) -> tuple[Document, Bank]:
    """A document of ``sentences`` and the bank that is made of those ``asked`` (all)."""
    read = document(text(sentences))
    questions: list[Question] = []
    at = 0
    for sentence in sentences:
        words = text([sentence])
        at = read.text.index(words, at)
        if asked is None or sentence in asked:
            questions.append(item(sentence, at))
        at += len(words)
    done = tuple(replace(one, made=fingerprint(one)) for one in sets)
    return read, Bank("b", "题", "题.txt", mint(read.text), 0, (*questions, *done))


def matching(*pairs: tuple[str, str], spare: str = "", name: str = "m") -> Matching:
    """A set of these pairs."""
    rows = tuple(Pair(Quote(premise), Quote(response)) for premise, response in pairs)
    spares = (Quote(spare),) if spare else ()
    made = Matching(name, (), "halves", "配对。", ("前", "后"), rows, spares)
    return replace(made, made=fingerprint(made))
