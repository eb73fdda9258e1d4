"""Phrases and sections → matching sets (匹配题), one relation a set."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from quizgen.document import Document, Section, Span
from quizgen.questions.cloze import headings
from quizgen.questions.draft import Draft
from quizgen.questions.matching import directives, statutes, tables, terms
from quizgen.questions.matching.assemble import LEAST, sets
from quizgen.questions.matching.assemble import Pair as Match
from quizgen.questions.matching.pool import Material, Pool
from quizgen.questions.wording import Wording
from quizgen.quiz import NOTHING, Matching, Pair, Quote, mint

# In the order in which they are preferred.
GENERATORS: tuple[Callable[[Material], Iterator[Pool]], ...] = (
    directives.pools,
    tables.tables,
    terms.terms,
    terms.halves,
    terms.members,
    statutes.rules,
    statutes.figures,
)
_CHARACTERS_A_SET = 2500
_LEAST_LIMIT, _MOST_LIMIT = 4, 24
_A_RELATION = 4  # sets of one relation, directives and tables excepted
_UNLIMITED = frozenset({"directive", "table"})


def drafts(material: Material, wording: Wording) -> list[Draft]:
    """The matching sets of a document, the preferred relations first."""
    document = material.document
    limit = min(_MOST_LIMIT, max(_LEAST_LIMIT, len(document.text) // _CHARACTERS_A_SET))
    made: list[Draft] = []
    used: set[str] = set()
    for generate in GENERATORS:
        counts: dict[str, int] = {}
        for pool in generate(material):
            for pairs, spares in sets(material, _unused(material, pool, used)):
                number = counts.get(pool.relation, 0)
                if len(made) >= limit:
                    break
                if number >= _A_RELATION and pool.relation not in _UNLIMITED:
                    break
                counts[pool.relation] = number + 1
                used.update(material.text(span) for pair in pairs for span in pair[:2])
                used.update(material.text(span) for span in spares)
                made.append(_draft(material, pool, pairs, spares, wording))
    return made


def without(sets_made: Sequence[Draft], sections: Sequence[Section]) -> list[Draft]:
    """The sets without the pairs that stand in ``sections``, where enough others are left."""
    found = []
    for draft in sets_made:
        question = draft.question
        if not isinstance(question, Matching):
            continue
        kept = tuple(p for p in question.pairs if not any(_inside(p.response, s) for s in sections))
        found.append(_smaller(draft, question, kept) if len(kept) >= LEAST else draft)
    return found


def beside(sets_made: Sequence[Draft], items: Sequence[Draft]) -> list[Draft]:
    """The sets that go with ``items``: without what prints an answer of the other side.

    A set with too few pairs left is gone.
    """
    answers = [answer for item in items for answer in item.answers]
    found = []
    for draft in sets_made:
        question = draft.question
        if not isinstance(question, Matching):
            continue
        kept = tuple(
            pair
            for pair in question.pairs
            if not any(pair.response.text in item.shown for item in items)
            and not any(a in pair.premise.text or a in pair.response.text for a in answers)
        )
        spares = tuple(q for q in question.distractors if not any(a in q.text for a in answers))
        if len(kept) >= LEAST:
            found.append(_smaller(draft, replace(question, distractors=spares), kept))
    return found


def unhinting(sets_made: Sequence[Draft], items: Sequence[Draft]) -> list[Draft]:
    """The sets without spare responses that are a part of an item's answer, if another is left.

    后地上 among the responses tells half of 先地下、后地上.
    """
    answers = [answer for item in items for answer in item.answers]
    found = []
    for draft in sets_made:
        question = draft.question
        if not isinstance(question, Matching):
            continue
        spares = tuple(q for q in question.distractors if not any(q.text in a for a in answers))
        freed = replace(question, distractors=spares) if spares else question
        found.append(_smaller(draft, freed, question.pairs))
    return found


def _smaller(draft: Draft, question: Matching, kept: tuple[Pair, ...]) -> Draft:
    """The draft of ``question`` with the pairs ``kept`` alone."""
    question = replace(question, pairs=kept)
    if question == draft.question:
        return draft
    quotes = [q for p in kept for q in (p.premise, p.response)] + [*question.distractors]
    shown = "\n".join(quote.text for quote in quotes)
    return replace(
        draft, question=question, shown=shown, answers=tuple(p.response.text for p in kept)
    )


def asks(sets_made: Sequence[Draft], section: Section) -> bool:
    """Whether a pair of a set asks about ``section``."""
    return any(
        _inside(pair.response, section)
        for draft in sets_made
        if isinstance(draft.question, Matching)
        for pair in draft.question.pairs
    )


def _inside(quote: Quote, section: Section) -> bool:
    place = quote.place
    return place is not None and section.span.start <= place.start < section.span.end


def _unused(material: Material, pool: Pool, used: set[str]) -> Pool:
    """The pool without what other sets print already, whole or as a part.

    Words of the stop list are neither right answers nor spare ones.
    """

    def fresh(span: Span) -> bool:
        words = material.text(span)
        return not any(words in other or other in words for other in used)

    def allowed(span: Span) -> bool:
        return fresh(span) and not material.lists.stops(material.quote(span).text)

    rows = []
    for row in pool.rows:
        kept = [(span, weight) for span, weight in row.ranked() if allowed(span)]
        if kept and fresh(row.premise):
            spans, weights = zip(*kept, strict=True)
            rows.append(replace(row, responses=spans, weights=weights))
    return replace(pool, rows=tuple(rows), spares=tuple(s for s in pool.spares if allowed(s)))


def _draft(
    material: Material,
    pool: Pool,
    pairs: Sequence[Match],
    spares: Sequence[Span],
    wording: Wording,
) -> Draft:
    relation = wording.relations[pool.relation]
    ordered = sorted(pairs)
    premises = [material.text(p[0]) for p in ordered]
    responses = [material.text(p[1]) for p in ordered]
    path = pool.path or _common_path(material.document, ordered)
    score = round(min(1.0, sum(p[2] for p in ordered) / len(ordered)), 4)
    question = Matching(
        id=mint("matching", pool.relation, *premises),
        section=headings(_as_written(material, path)),
        relation=pool.relation,
        instruction=relation.instruction,
        columns=pool.columns or relation.columns,
        pairs=tuple(
            Pair(
                material.quote(p[0]),
                material.quote(p[1]),
                source=_sentence(material, p[1]),
            )
            for p in ordered
        ),
        distractors=tuple(material.quote(s) for s in spares),
        score=score,
    )
    shown = "\n".join((*premises, *responses, *(material.text(s) for s in spares)))
    return Draft(
        question,
        ordered[0][0],
        shown,
        tuple(responses),
        score,
    )


def _as_written(material: Material, path: Sequence[Section]) -> tuple[Section, ...]:
    return material.shown.path(path[-1].span.start)[: len(path)] if path else ()


def _sentence(material: Material, response: Span) -> Quote:
    """The sentence that the response stands in; a table row is its own passage."""
    starts = material.starts
    index = bisect_right(starts, response.start) - 1
    span = material.sentences[index].span if index >= 0 else response
    return material.quote(span) if span.contains(response) else NOTHING


def _common_path(document: Document, pairs: Sequence[Match]) -> tuple[Section, ...]:
    paths = [document.path(p[0].start) for p in pairs]
    common: list[Section] = []
    for steps in zip(*paths, strict=False):
        if any(step is not steps[0] for step in steps):
            break
        common.append(steps[0])
    return tuple(common)
