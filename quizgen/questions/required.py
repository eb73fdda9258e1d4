"""The terms of the user's glossary that a paper must ask for."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from quizgen.document import Document
from quizgen.errors import Problem
from quizgen.phrases.glossary import WordLists, places, shown
from quizgen.questions.draft import Draft


def occurring(document: Document, lists: WordLists) -> list[str]:
    """The terms that stand in the document and may be asked for."""
    text = document.text
    return [term for term in lists.wanted() if next(places(text, term), None) is not None]


def asked(terms: Iterable[str], chosen: Sequence[Draft]) -> list[str]:
    """Those of ``terms`` that a chosen question asks for."""
    answers = {answer for draft in chosen for answer in draft.answers}
    return [term for term in terms if term in answers]


def supply(terms: Sequence[str], ranked: Sequence[Draft]) -> list[tuple[str, list[Draft]]]:
    """Each term with the items that ask for it, the term with the fewest first.

    An item that prints other terms, whose own items it would rule out, comes after those
    that do not.
    """
    found: dict[str, list[Draft]] = {term: [] for term in terms}
    for draft in ranked:
        for answer in draft.answers:
            if answer in found:
                found[answer].append(draft)
    for rows in found.values():
        rows.sort(key=lambda draft: sum(term in draft.shown for term in terms))
    return sorted(found.items(), key=lambda row: (len(row[1]), terms.index(row[0])))


def lost(terms: Sequence[str], made: Sequence[Draft], chosen: Sequence[Draft]) -> list[Draft]:
    """The best item of each term that has one and is not asked for by what is chosen."""
    done = set(asked(terms, chosen))
    missing = [term for term in terms if term not in done]
    ranked = sorted(made, key=lambda draft: (-draft.score, draft.place, draft.question.id))
    return [rows[0] for _, rows in supply(missing, ranked) if rows]


def absent(document: Document, lists: WordLists) -> list[Problem]:
    """The problem that terms do not stand in the document, if any do not."""
    there = set(occurring(document, lists))
    missing = [term for term in lists.wanted() if term not in there]
    if not missing:
        return []
    verb = "term of the glossary does" if len(missing) == 1 else "terms of the glossary do"
    return [Problem(f"{len(missing)} {verb} not occur in the document: {shown(missing)}")]


def unasked(
    document: Document, lists: WordLists, chosen: Sequence[Draft], grades: Sequence[str]
) -> list[Problem]:
    """The problem that terms which stand in the document are not asked for, if any are not.

    ``grades`` are the difficulties that were asked for.
    """
    there = occurring(document, lists)
    done = set(asked(there, chosen))
    missing = [term for term in there if term not in done]
    if not missing:
        return []
    verb = "term of the glossary has" if len(missing) == 1 else "terms of the glossary have"
    item = f"{' or '.join(grades)} item" if grades else "item"
    message = f"{len(missing)} {verb} no {item} that passes the checks: {shown(missing)}"
    first = next(places(document.text, missing[0]))
    return [Problem(message, first.start, first.end)]
