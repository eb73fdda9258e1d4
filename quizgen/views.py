"""The JSON of a document's outline and phrases, and of a merge: a contract for scripts.

Offsets count characters (code points) of ``text``, start inclusive, end exclusive.
The JSON of a bank is an export of its own (:mod:`quizgen.exporters.jsonbank`).
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any

from quizgen.bank.merge.changes import Change, Fate, facts, gone, search
from quizgen.document import Document, Phrase, Section
from quizgen.phrases.explain import FACTORS, Account, in_words
from quizgen.pipeline import Made
from quizgen.quiz import Cloze


def outline_json(document: Document) -> str:
    """``{"text", "sections": […], "problems": […]}``, ending with a newline."""
    return _dump(
        {
            "text": document.text,
            "sections": [_section(section) for section in document.sections],
            "problems": [
                {"message": problem.message, "start": problem.start, "end": problem.end}
                for problem in document.problems
            ],
        }
    )


def _section(section: Section) -> dict[str, Any]:
    marker = section.marker
    return {
        "marker": marker.text if marker else None,
        "style": marker.style.value if marker else None,
        "value": marker.value if marker else None,
        "title": section.title,
        "level": section.level,
        "start": section.span.start,
        "end": section.span.end,
        "children": [_section(child) for child in section.children],
    }


def phrases_json(
    document: Document, phrases: Iterable[Phrase], accounts: Mapping[Phrase, Account] | None = None
) -> str:
    """``{"text", "phrases": […]}``, one row an occurrence, in the order given.

    With ``accounts``, each row has what makes up its score (``explain``), too.
    """
    rows = []
    for phrase in phrases:
        row = _phrase(document, phrase)
        if accounts is not None:
            row["explain"] = _account(accounts[phrase])
        rows.append(row)
    return _dump({"text": document.text, "phrases": rows})


def _account(account: Account) -> dict[str, Any]:
    return {
        "worth": round(account.worth, 4),
        "share": round(account.share, 4),
        "factors": [
            {"name": name, "label": FACTORS[name], "factor": round(factor, 4)}
            for name, factor in (*account.source, *account.factors)
        ],
        "features": [
            {"name": name, "label": in_words(name), "weight": round(weight, 4)}
            for name, weight in account.features
        ],
        "note": account.note,
    }


def _phrase(document: Document, phrase: Phrase) -> dict[str, Any]:
    return {
        "text": document.slice(phrase.span),
        "kind": phrase.kind.value,
        "start": phrase.span.start,
        "end": phrase.span.end,
        "score": phrase.score,
        "section": [name(section) for section in document.path(phrase.span.start)],
    }


def difference_json(made: Made) -> str:
    """``{"bank", "id", "title", "counts", "items": […], "retired": […], "search"}``.

    ``counts`` has the number of items of each fate; ``before`` and ``after`` hold what a
    person sees of a question, part by part; ``retired`` are ``Id`` fields of Anki notes.
    """
    merged = made.merged
    retired = gone(made.bank)
    return _dump(
        {
            "bank": str(made.standing.path) if made.standing else None,
            "id": made.bank.id,
            "title": made.bank.title,
            "counts": {fate.value: merged.count(fate) for fate in Fate},
            "items": [_change(change) for change in merged.changes],
            "retired": list(retired),
            "search": search(retired),
        }
    )


def _change(change: Change) -> dict[str, Any]:
    question = change.question
    return {
        "fate": change.fate.value,
        "id": question.id if change.after or change.before else None,
        "kind": "cloze" if isinstance(question, Cloze) else "matching",
        "before": facts(change.before) if change.before else None,
        "after": facts(change.after) if change.after else None,
        "proposed": facts(change.proposed) if change.proposed else None,
    }


def name(section: Section) -> str:
    """The title of ``section``; its marker where it has none (an article)."""
    return section.title or (section.marker.text if section.marker else "")


def _dump(value: dict[str, Any]) -> str:
    return json.dumps(value, ensure_ascii=False, indent=1) + "\n"
