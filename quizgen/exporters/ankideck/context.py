"""What stands around a question on its card: the section path and the source passage."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache

from quizgen.document import Span
from quizgen.exporters.ankideck.fields import element, verbatim
from quizgen.exporters.places import proven
from quizgen.quiz import Blank, Cloze, Heading, Pair, Quote
from quizgen.regex import regex

_HIDDEN = "＿＿"
_MARKS = "“”‘’「」『』《》〈〉【】（）()\"' 　，、；：。,;:."
_IGNORED = regex(r"[\s。；！？，;!?,.]+")


def below(title: str, section: tuple[Heading, ...]) -> tuple[Heading, ...]:
    """The section path without a first step that is the title of the document once more."""
    return section[1:] if section and section[0].label == title else section


@lru_cache(maxsize=1024)
def path(section: tuple[Heading, ...]) -> str:
    """The section path as HTML: an element a step."""
    return " ".join(element("span", verbatim(step.label)) for step in section)


def guarded(title: str, section: tuple[Heading, ...], answers: Sequence[str]) -> str:
    """Document and section path for the front: what would give an answer away is hidden.

    Quotation marks around an answer do not count, for a heading may leave them out.
    """
    cores = [answer.strip(_MARKS) for answer in answers]
    steps = (_first(title), *section)
    if not any(_tells(step.title, core) for step in steps for core in cores):
        return _whole(steps)
    cores = sorted(set(cores), key=lambda core: (-len(core), core))
    return _whole(tuple([_guarded(step, cores) for step in steps]))


@lru_cache(maxsize=16)
def _first(title: str) -> Heading:
    return Heading("", title)


@lru_cache(maxsize=1024)
def _whole(steps: tuple[Heading, ...]) -> str:
    """The document, which is the first step, and the path."""
    document = verbatim(steps[0].label)
    below = path(steps[1:])
    return " ".join(filter(None, (element("cite", document) if document else "", below)))


def _tells(title: str, core: str) -> bool:
    """Whether ``title`` gives away an answer, or much of it."""
    return (len(core) >= 2 and core in title) or (len(title) >= 3 and title in core)


def _guarded(step: Heading, cores: list[str]) -> Heading:
    title = step.title
    for core in cores:
        if len(core) >= 2:
            title = title.replace(core, _HIDDEN)
        if len(title) >= 3 and title in core:
            title = _HIDDEN
    return Heading(step.marker, title)


def passage(question: Cloze) -> str:
    """The source passage as HTML, answers marked; empty where the stem says all of it."""
    text = question.source.text
    filled = "".join(s.answer if isinstance(s, Blank) else s.text for s in question.segments)
    if filled == text or _IGNORED.sub("", filled) == _IGNORED.sub("", text):
        return ""
    return _marked(question.source, question.blanks)


def pair_passage(pair: Pair) -> str:
    """The sentence behind a pair's response as HTML, the response marked.

    Empty where there is none, or where it says nothing besides the response.
    """
    if _IGNORED.sub("", pair.source.text) == _IGNORED.sub("", pair.response.text):
        return ""
    return _marked(pair.source, (Blank(pair.response.text, pair.response.place),))


def _marked(source: Quote, blanks: Iterable[Blank]) -> str:
    text = source.text
    html, at = "", 0
    for span in _answers(source, blanks):
        html += verbatim(text[at : span.start]) + element(
            "b", verbatim(text[span.start : span.end])
        )
        at = span.end
    return html + verbatim(text[at:])


def _answers(source: Quote, blanks: Iterable[Blank]) -> list[Span]:
    """Where the answers stand in the text of ``source``, in order, none touching another.

    By their places in the document; for answers without one, where there is no doubt.
    """
    found: list[Span] = []
    for blank in blanks:
        place = proven(blank.answer, blank.place, source)
        if place is not None and source.place is not None and source.place.contains(place):
            start = place.start - source.place.start
        elif source.text.count(blank.answer) == 1:
            start = source.text.index(blank.answer)
        else:
            continue
        span = Span(start, start + len(blank.answer))
        if source.text[span.start : span.end] == blank.answer:
            found.append(span)
    found.sort()
    apart: list[Span] = []
    for span in found:
        if not apart or apart[-1].end <= span.start:
            apart.append(span)
    return apart
