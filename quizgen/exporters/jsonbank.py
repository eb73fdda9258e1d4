"""Bank → JSON, the contract for scripts (``quizgen export BANK --to json``).

UTF-8, indented, one object::

    {"id", "title", "source": the document's file name,
     "questions": [
       {"id", "kind": "cloze",
        "section": [title, …],       outermost first; a step without a title by its marker
        "score": 0 … 1,
        "segments": [{"text"} | {"blank", "start", "end", "accept": [other answers]}, …],
        "unordered": true when the blanks may be filled in any order,
        "source": {"text", "start", "end"},    the passage behind the stem
        "note",
        "difficulty": "easy", "medium" or "hard", as estimated; null where it is not known},
       {"id", "kind": "matching", "section", "score",
        "instruction",
        "pairs": [{"premise": {"text", "start", "end"},
                   "response": {"text", "start", "end"},
                   "id": tells the pairs of the set apart,
                   "source": {"text", "start", "end"} the sentence of the response}, …],
        "distractors": [{"text", "start", "end"}, …],    responses that answer no premise
        "relation", "columns": [head of the premises, head of the responses],
        "note", "difficulty"}, …]}

``start`` and ``end`` count characters (code points) of the document's text as read,
start inclusive, end exclusive; both are null in what a person wrote or changed by hand.
Questions and pairs stand in the order of the bank.  Keys may be added in later versions.
"""

from __future__ import annotations

import json
from typing import Any

from quizgen.document import Span
from quizgen.exporters import Options, Output
from quizgen.exporters.places import proven
from quizgen.quiz import NOTHING, Bank, Blank, Cloze, Heading, Matching, Question, Quote, Segment


def export(bank: Bank, options: Options) -> Output:
    """The bank as JSON; ``count`` is its number of questions."""
    del options  # nothing in the contract depends on language or look
    contract = {
        "id": bank.id,
        "title": bank.title,
        "source": bank.source,
        "questions": [_question(question) for question in bank.questions],
    }
    text = json.dumps(contract, ensure_ascii=False, indent=2) + "\n"
    return Output(text.encode("utf-8"), len(bank.questions))


def _question(question: Question) -> dict[str, Any]:
    return _cloze(question) if isinstance(question, Cloze) else _matching(question)


def _cloze(question: Cloze) -> dict[str, Any]:
    return {
        "id": question.id,
        "kind": "cloze",
        "section": _titles(question.section),
        "score": round(question.score, 4),
        "segments": [_segment(segment, question.source) for segment in question.segments],
        "unordered": question.unordered,
        "source": _quote(question.source),
        "note": question.note,
        "difficulty": question.difficulty or None,
    }


def _matching(question: Matching) -> dict[str, Any]:
    return {
        "id": question.id,
        "kind": "matching",
        "section": _titles(question.section),
        "score": round(question.score, 4),
        "instruction": question.instruction,
        "pairs": [
            {
                "premise": _quote(pair.premise),
                "response": _quote(pair.response, pair.source),
                "id": pair.id,
                "source": _quote(pair.source),
            }
            for pair in question.pairs
        ],
        "distractors": [_quote(quote) for quote in question.distractors],
        "relation": question.relation,
        "columns": list(question.columns),
        "note": question.note,
        "difficulty": question.difficulty or None,
    }


def _titles(section: tuple[Heading, ...]) -> list[str]:
    return [step.title or step.marker for step in section]


def _segment(segment: Segment, passage: Quote) -> dict[str, Any]:
    if isinstance(segment, Blank):
        place = proven(segment.answer, segment.place, passage)
        return {"blank": segment.answer, **_offsets(place), "accept": list(segment.accept)}
    return {"text": segment.text}


def _quote(quote: Quote, passage: Quote = NOTHING) -> dict[str, Any]:
    return {"text": quote.text, **_offsets(proven(quote.text, quote.place, passage))}


def _offsets(place: Span | None) -> dict[str, int | None]:
    if place is None:
        return {"start": None, "end": None}
    return {"start": place.start, "end": place.end}
