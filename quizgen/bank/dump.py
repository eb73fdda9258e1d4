"""Bank → the text of a ``.quiz.toml`` file."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from quizgen.bank import record, stem
from quizgen.bank.tomltext import array, lines, number, string
from quizgen.document import Span
from quizgen.quiz import MATCHING_CARDS, Bank, Cloze, Heading, Matching, Pair, Question, Quote

FORMAT = 3
"""The version of the file format; raised when an older quizgen could not read the file.

2 has the key ``difficulty``; 3 has ``date``, the keys of the Anki deck, ``retired`` and the
table ``record``.
"""

# Both languages at once: the file goes from hand to hand, and the comment is all its help.
_HEAD = """\
# 题库文件：每个 [[question]] 是一道题，可以用任何文本编辑器修改，然后用 quizgen export 重新导出。
#   改题：直接改 stem、pairs 里的文字；[[ ]] 中间是要填的答案。文字里本来就有的 [[ 写成 \\[[ 。
#   删题：删去整段（从 [[question]] 到下一个 [[question]] 之前）。  不要改 id：学习进度靠它对应。
#   加题：复制一段，删去 id、places、source 等行，只留 kind 和 stem（或 pairs）即可。
#   每空还可接受的答案： accept = [["其他答案"]]    给学习者的备注： note = "……"
#   retired = true：文档里已经没有依据的题，不再导出。 No longer in the document, not exported.
# Question bank: every [[question]] is one item. Edit it in any text editor, then quizgen export.
#   Change: edit the text of stem or pairs; an answer stands between [[ and ]].
#   Delete: remove the whole table. Leave each id alone: learning progress hangs on it.
#   Add: copy a table and keep only kind and stem (or pairs); id, places, source may be left out.
"""


def dump(bank: Bank) -> str:
    """The text of the bank file, for :func:`~quizgen.bank.load`; its lines end in a line feed.

    Keys that would say nothing (no note, no place, score 0) are left out.
    """
    parts = [_HEAD, table(head(bank))]
    parts += [HEADER + table(rows(question)) for question in bank.questions]
    parts += filter(None, [record.write(bank.record)])
    return "\n".join(parts)


HEADER = "[[question]]\n"


def head(bank: Bank) -> list[tuple[str, str]]:
    """Keys and values at the head of the file, the values as they are written."""
    return list(_head(bank))


def _head(bank: Bank) -> Iterator[tuple[str, str]]:
    yield "format", str(FORMAT)
    yield "id", string(bank.id)
    yield "title", string(bank.title)
    if bank.date:
        yield "date", string(bank.date)
    yield "source", string(bank.source)
    yield "digest", string(bank.digest)
    yield "seed", str(bank.seed)
    if bank.deck.name:
        yield "deck", string(bank.deck.name)
    if bank.deck.subdecks:
        rows = ((number, step.marker, step.title) for number, step in bank.deck.subdecks)
        yield "subdecks", lines(array(map(string, row)) for row in rows)
    if bank.deck.typed:
        yield "typed", "true"
    if bank.deck.matching != MATCHING_CARDS[0]:
        yield "matching", string(bank.deck.matching)


def table(rows: Iterable[tuple[str, str]]) -> str:
    """The lines of a table."""
    return "".join(f"{key} = {value}\n" for key, value in rows)


def rows(question: Question) -> Iterator[tuple[str, str]]:
    """Keys and values of an item: first what people edit, then what they had better not."""
    if isinstance(question, Cloze):
        yield from _cloze(question)
    else:
        yield from _matching(question)


def _cloze(question: Cloze) -> Iterator[tuple[str, str]]:
    blanks = question.blanks
    yield "kind", string("cloze")
    yield from _section(question.section)
    yield from _retired(retired=question.retired)
    yield "stem", string(stem.write(question.segments))
    if any(blank.accept for blank in blanks):
        yield "accept", array(array(map(string, blank.accept)) for blank in blanks)
    if question.unordered:
        yield "unordered", "true"
    yield from _note(question.note)
    yield "id", string(question.id)
    if question.source.text:
        yield "source", string(question.source.text)
    if question.source.place is not None:
        yield "source_place", _place(question.source.place)
    if any(blank.place is not None for blank in blanks):
        yield "places", array(_place(blank.place) for blank in blanks)
    yield from _score(question.score)
    yield from _difficulty(question.difficulty)
    yield from _made(question.made)


def _matching(question: Matching) -> Iterator[tuple[str, str]]:
    yield "kind", string("matching")
    yield from _section(question.section)
    yield from _retired(retired=question.retired)
    if question.instruction:
        yield "instruction", string(question.instruction)
    if any(question.columns):
        yield "columns", array(map(string, question.columns))
    yield "pairs", lines(map(_pair, question.pairs))
    if question.distractors:
        yield "distractors", lines(map(_distractor, question.distractors))
    yield from _note(question.note)
    yield "id", string(question.id)
    if question.relation:
        yield "relation", string(question.relation)
    yield from _score(question.score)
    yield from _difficulty(question.difficulty)
    yield from _made(question.made)


def _pair(pair: Pair) -> str:
    """All that belongs to a pair is on its line, so a deleted line leaves nothing behind."""
    fields = [
        f"premise = {string(pair.premise.text)}",
        f"response = {string(pair.response.text)}",
        f"id = {string(pair.id)}",
    ]
    places = (pair.premise.place, pair.response.place)
    if places != (None, None):
        fields.append(f"places = {array(map(_place, places))}")
    if pair.source.text:
        fields.append(f"source = {string(pair.source.text)}")
    if pair.source.place is not None:
        fields.append(f"source_place = {_place(pair.source.place)}")
    if pair.retired:
        fields.append("retired = true")
    return f"{{ {', '.join(fields)} }}"


def _distractor(quote: Quote) -> str:
    if quote.place is None:
        return string(quote.text)
    return f"{{ text = {string(quote.text)}, place = {_place(quote.place)} }}"


def _place(place: Span | None) -> str:
    return "[]" if place is None else f"[{place.start}, {place.end}]"


def _section(path: tuple[Heading, ...]) -> Iterator[tuple[str, str]]:
    if path:
        yield "section", array(array(map(string, (step.marker, step.title))) for step in path)


def _retired(*, retired: bool) -> Iterator[tuple[str, str]]:
    if retired:
        yield "retired", "true"


def _note(note: str) -> Iterator[tuple[str, str]]:
    if note:
        yield "note", string(note)


def _made(made: str) -> Iterator[tuple[str, str]]:
    if made:
        yield "made", string(made)


def _difficulty(difficulty: str) -> Iterator[tuple[str, str]]:
    if difficulty:
        yield "difficulty", string(difficulty)


def _score(score: float) -> Iterator[tuple[str, str]]:
    if round(score, 4):
        yield "score", number(score)
