"""The user's own word lists: lines of a file → terms → their places in the document.

A glossary (``--glossary``) holds one term a line, with a definition behind a tab or a
colon if there is one; a stop list (``--stop-list``) holds words alone.  Terms are
looked for as they are written, wherever word segmentation would cut: the user knows
better than a dictionary what a term of the trade is.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from typing import TypeVar

from quizgen.document import Phrase, PhraseKind, Span
from quizgen.errors import UsageError
from quizgen.records import dataclass
from quizgen.sentences import REMOVED

LONGEST = 40  # characters of a term; a longer line is a sentence, and the wrong file was given
_NAMED = 6  # terms that a problem names
_MARKS = "“”‘’「」『』《》〈〉【】"
_COMMENT = "#"
# A kind whose ends are only the edges of words tells nothing that the glossary does not.
_REPLACED = frozenset({PhraseKind.TERM, PhraseKind.NAME, PhraseKind.OBJECT})


@dataclass(frozen=True, slots=True)
class Term:
    """An entry of a glossary; ``definition`` is empty where the file gives none."""

    text: str
    definition: str = ""


@dataclass(frozen=True, slots=True)
class WordLists:
    """What the user told about words: terms that always count, words that are no answer.

    A term that is also a stop word is no answer: one document may stop a term of a
    glossary that serves many.
    """

    terms: tuple[Term, ...] = ()
    stopped: frozenset[str] = frozenset()

    def stops(self, answer: str) -> bool:
        """Whether ``answer`` is on the stop list; quotation marks around it do not count."""
        return answer.strip(_MARKS) in self.stopped

    def wanted(self) -> list[str]:
        """The terms that may be asked for, in the order of the file."""
        return [term.text for term in self.terms if not self.stops(term.text)]


NO_LISTS = WordLists()
_Entry = TypeVar("_Entry", Term, str)


def terms(text: str, where: str) -> tuple[Term, ...]:
    """The entries of a glossary, each term once; UsageError (``where:line``) for a bad line."""
    found: dict[str, Term] = {}
    lines: dict[str, int] = {}
    for line, content in _lines(text):
        word, definition = _parted(content)
        _check(word, f"{where}:{line}")
        old = found.get(word)
        if old is None or not old.definition:
            found[word] = Term(word, definition)
            lines[word] = line
        elif definition not in ("", old.definition):
            raise UsageError(
                f"{where}:{line}",
                f"‘{word}’ has another definition on line {lines[word]}",
                "keep one of them",
            )
    return tuple(_some(list(found.values()), where))


def stop_words(text: str, where: str) -> frozenset[str]:
    """The words of a stop list, without quotation marks around them.

    UsageError (``where:line``) for a bad line.
    """
    found: list[str] = []
    for line, content in _lines(text):
        word, definition = _parted(content)
        if definition or word != content:
            raise UsageError(
                f"{where}:{line}",
                "a stop list has no definitions",
                "leave the word alone on its line",
            )
        _check(word, f"{where}:{line}")
        found.append(word.strip(_MARKS))
    return frozenset(_some(found, where))


def _lines(text: str) -> Iterator[tuple[int, str]]:
    for line, content in enumerate(text.split("\n"), 1):
        words = content.strip()
        if words and not words.startswith(_COMMENT):
            yield line, words


def _parted(content: str) -> tuple[str, str]:
    """Term and definition of a line: parted by a tab, else by the first colon.

    A colon between digits belongs to the term: 1:500.
    """
    if "\t" in content:
        word, _, definition = content.partition("\t")
        return word.strip(), definition.strip()
    for index, char in enumerate(content):
        if char in "：:":
            around = content[index - 1 : index] + content[index + 1 : index + 2]
            if char == ":" and len(around) == 2 and around.isdigit():
                continue
            return content[:index].strip(), content[index + 1 :].strip()
    return content, ""


def _check(word: str, where: str) -> None:
    if not any(char.isalnum() for char in word):
        raise UsageError(where, "there is no term on this line", "write TERM or TERM：DEFINITION")
    if len(word) > LONGEST:
        raise UsageError(
            where,
            f"a term of {len(word)} characters; at most {LONGEST}",
            "one term a line, its definition behind ：",
        )


def _some(found: Sequence[_Entry], where: str) -> Sequence[_Entry]:
    if not found:
        raise UsageError(where, "there is no term in it", "one term a line; # begins a comment")
    return found


def places(text: str, term: str) -> Iterator[Span]:
    """Where ``term`` stands in ``text``, verbatim.

    Letters and digits stand alone (``IT`` is not in ``UNIT``); beside a removed word
    (``*``) a term may be a part of another.
    """
    at = text.find(term)
    while at >= 0:
        end = at + len(term)
        apart = not (_joined(text[at - 1 : at], term[0]) or _joined(term[-1], text[end : end + 1]))
        if apart and not REMOVED.search(text, max(0, at - 1), end + 1):
            yield Span(at, end)
            at = text.find(term, end)
        else:
            at = text.find(term, at + 1)


def _joined(one: str, other: str) -> bool:
    """Whether two characters are of one word or number in Latin script."""
    return one.isascii() and other.isascii() and one.isalnum() and other.isalnum()


def occurrences(text: str, given: Sequence[Term]) -> list[Span]:
    """Every place of every term, in order."""
    return sorted(span for term in given for span in places(text, term.text))


def inside(spans: Sequence[Span], around: Span) -> list[Span]:
    """Those of ``spans``, which are in order, that lie in ``around``."""
    found = []
    for index in range(bisect_left(spans, Span(around.start, 0)), len(spans)):
        if spans[index].start >= around.end:
            break
        if around.contains(spans[index]):
            found.append(spans[index])
    return found


def lead(found: Sequence[Phrase], spans: Sequence[Span]) -> list[Phrase]:
    """The phrases of a sentence with the terms at ``spans``, which come before all of them.

    A term's score lies half-way between the best of its sentence and 1, so that of two
    sentences the better source still comes first; a term inside a longer one comes after it.
    """
    if not spans:
        return list(found)
    best = max((phrase.score for phrase in found), default=0.0)
    kept = [p for p in found if p.span not in spans or p.kind not in _REPLACED]
    for span in spans:
        inner = any(other != span and other.contains(span) for other in spans)
        share = 0.45 if inner else 0.5
        kept.append(Phrase(span, PhraseKind.GLOSSARY, round(best + (1 - best) * share, 4)))
    return kept


def shown(words: Sequence[str]) -> str:
    """``一企一策, 夜校 and 3 more``, for a problem."""
    more = f" and {len(words) - _NAMED} more" if len(words) > _NAMED else ""
    return ", ".join(words[:_NAMED]) + more
