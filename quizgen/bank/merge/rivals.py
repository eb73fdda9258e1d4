"""New questions beside old ones: nothing is asked twice, and nothing given away.

The makers see to that within one generation.  What they did not choose again but a learner
has, stays in the bank; so what is new must go with it, by the same rules.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from quizgen.document import Span
from quizgen.questions.draft import Draft
from quizgen.questions.select import Paper
from quizgen.quiz import Blank, Cloze, Matching, Pair, Question, Text, fingerprint

_MARK = "＿"  # stands for a blank
_BESIDE = 4  # characters by which a blank is recognised
_LEAST = 3  # pairs of a set of which some were left out


def fitting(there: Iterable[Question], added: Iterable[Question]) -> list[Question]:
    """Those ``added`` that go with the questions that are ``there``, and with each other."""
    added = list(added)
    if not added:
        return []
    paper = Paper()
    for question in there:
        paper.add(drafted(question))
    done = []
    for question in added:
        smaller = question
        if isinstance(question, Matching) and paper.fits(drafted(question)):
            smaller = _without(question, paper)
        if isinstance(smaller, Matching) and len(smaller.pairs) < _LEAST:
            continue
        if paper.fits(drafted(smaller)) is None:
            paper.add(drafted(smaller))
            done.append(smaller)
    return done


def _without(question: Matching, paper: Paper) -> Matching:
    """The set without the pairs and the spare responses that do not go with the paper."""
    pairs = tuple(pair for pair in question.pairs if paper.fits(_pair(question, pair)) is None)
    spares = tuple(
        quote
        for quote in question.distractors
        if paper.fits(replace(_pair(question, question.pairs[0]), shown=quote.text, answers=()))
        is None
    )
    smaller = replace(question, pairs=pairs, distractors=spares)
    return replace(smaller, made=fingerprint(smaller))


def drafted(question: Question) -> Draft:
    """A question as the makers draft it: what it prints, and what must not be printed elsewhere."""
    if isinstance(question, Matching):
        shown = [quote.text for pair in question.pairs for quote in (pair.premise, pair.response)]
        shown += [quote.text for quote in question.distractors]
        answers = tuple(pair.response.text for pair in question.pairs)
        return Draft(question, _NOWHERE, "\n".join(shown), answers, question.score)
    return Draft(
        question,
        question.source.place or _NOWHERE,
        question.text(_MARK),
        tuple(blank.answer for blank in question.blanks),
        question.score,
        tuple(blank.place for blank in question.blanks if blank.place is not None),
        tuple(_contexts(question)),
    )


_NOWHERE = Span(0, 0)


def _pair(question: Matching, pair: Pair) -> Draft:
    shown = f"{pair.premise.text}\n{pair.response.text}"
    return Draft(question, _NOWHERE, shown, (pair.response.text,), question.score)


def _contexts(question: Cloze) -> Iterator[str]:
    """Each answer with the words on either side."""
    parts = question.segments
    for number, part in enumerate(parts):
        if not isinstance(part, Blank):
            continue
        before = parts[number - 1] if number else None
        after = parts[number + 1] if number + 1 < len(parts) else None
        if isinstance(before, Text) and len(before.text) >= _BESIDE:
            yield before.text[-_BESIDE:] + part.answer
        if isinstance(after, Text) and len(after.text) >= _BESIDE:
            yield part.answer + after.text[:_BESIDE]
