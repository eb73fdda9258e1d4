"""Why a phrase has its score: what is known about it, in words, with the weights.

score = (0.2 + 0.8 × worth of the sentence × its factors) × share × the phrase's factors,
where the share comes from the sum of the features' weights, compared with the best
candidate of the sentence.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence

from quizgen import sentences
from quizgen.document import Document, Phrase, PhraseKind
from quizgen.phrases import model, score
from quizgen.phrases.grades import KINDS
from quizgen.phrases.scored import Factor, Scored
from quizgen.records import dataclass
from quizgen.script import examined
from quizgen.sentences import Sentence

# Classes of pieces (view.code), and parts of speech of jieba's dictionary.
_CLASSES: Mapping[str, str] = {
    "^": "the beginning of the sentence",
    "$": "the end of the sentence",
    "M": "a modal word",
    "G": "a governing verb",
    "F": "a function word",
    "#": "a figure",
    "a": "adjective",
    "b": "attributive",
    "c": "conjunction",
    "d": "adverb",
    "f": "place word",
    "i": "idiom",
    "j": "abbreviation",
    "l": "set phrase",
    "m": "numeral",
    "n": "noun",
    "ns": "place name",
    "nz": "proper noun",
    "p": "preposition",
    "q": "measure word",
    "r": "pronoun",
    "s": "place",
    "t": "time",
    "u": "particle",
    "v": "verb",
    "vn": "verbal noun",
    "x": "unknown word",
    "y": "final particle",
    "z": "status word",
}
# Families of features whose values are classes, one character each.
_OF_CLASSES = frozenset(
    {
        "before class",
        "before classes",
        "before/first",
        "before two/first",
        "clause frame",
        "after class",
        "after classes",
        "last/after",
        "last/after two",
        "last two/after",
        "inside class",
        "classes",
        "frame",
        "ends",
    }
)
# Families whose value is one part of speech.
_OF_TAGS = frozenset(
    {"first tag", "first glued", "last tag", "last glued", "inside tag", "inside glued"}
)
# Families whose value is a kind of word, or grades of it (grades.py).
_OF_KINDS = frozenset({"first kind", "last kind", "inside kind"})
_OF_GRADES = frozenset({"first grade", "last grade"})
_FIRM = ("nearly anything fits", "several words fit", "few others fit", "no other word fits")
_KNOWN = ("to who studied it", "to the schooled", "to the educated", "to everybody")
FACTORS: Mapping[str, str] = {
    "no predicate": "the sentence has no predicate",
    "cross-reference": "the sentence refers to another article",
    "no statement": "the sentence states nothing: an example, an answer, a remark",
    "preface": "the sentence stands before the first section",
    "idle": "a modal or an empty word alone",
    "mood": "the sentence is of mood and praise",
    "edges": "may not be a whole term",
    "general": "a general word that stands here only",
    "member": "one of several in an open list",
    "figure": "a part of a figure",
}
_FIXED: Mapping[PhraseKind, str] = {
    PhraseKind.HEAD: "heads of directives all have the same score",
    PhraseKind.GLOSSARY: "a term of your glossary: before all else in its sentence",
}


@dataclass(frozen=True, slots=True)
class Account:
    """What makes up the score of a phrase.

    ``worth`` of the sentence and ``share`` of the phrase lie between 0 and 1;
    ``features`` have the weightiest first, each once.  Of a kind whose scores do not come
    from the model, ``note`` says so, and the rest is empty.
    """

    note: str = ""
    worth: float = 0.0
    source: tuple[Factor, ...] = ()
    share: float = 0.0
    features: tuple[tuple[str, float], ...] = ()
    factors: tuple[Factor, ...] = ()


def explain(document: Document, phrases: Sequence[Phrase]) -> dict[Phrase, Account]:
    """The account of each of ``phrases``, which were found in ``document``."""
    document = examined(document)
    found = sentences.split(document)
    starts = [sentence.span.start for sentence in found]
    known: dict[int, dict[Phrase, Account]] = {}
    accounts = {}
    for phrase in phrases:
        note = _FIXED.get(phrase.kind, "")
        index = bisect_right(starts, phrase.span.start) - 1
        if note or index < 0:
            accounts[phrase] = Account(note)
            continue
        if index not in known:
            known[index] = dict(_of_sentence(document, found[index]))
        accounts[phrase] = known[index].get(phrase, Account())
    return accounts


def _of_sentence(document: Document, sentence: Sentence) -> Iterator[tuple[Phrase, Account]]:
    scored = score(document, sentence)
    if scored is None:
        return
    shares = scored.shares()
    scores = scored.scores()
    for index, phrase in enumerate(scored.phrases(scores, [0.0] * len(scores))):
        yield (
            phrase,
            Account(
                "",
                scored.source.worth,
                _lowering(scored.source.factors),
                shares[index],
                tuple(_features(scored, index)),
                _lowering(scored.factors[index]),
            ),
        )


def _lowering(factors: Sequence[Factor]) -> tuple[Factor, ...]:
    return tuple((name, factor) for name, factor in factors if factor != 1)


def _features(scored: Scored, index: int) -> list[tuple[str, float]]:
    """The features with their weights; a feature of several words is one, its weights added."""
    row, bonus = scored.rows[index], scored.bonus[index]
    weights: dict[str, float] = {}
    for name, weight in model.explain(scored.parts, row):
        weights[name] = weights.get(name, 0.0) + weight
    if bonus:
        weights[f"set off as: {row.kind.value}"] = bonus
    return sorted(weights.items(), key=lambda item: (-abs(item[1]), item[0]))


def in_words(feature: str) -> str:
    """A feature in words: ``after class: v`` is "after class: verb"."""
    family, _, value = feature.partition(": ")
    if family in _OF_CLASSES:
        value = " + ".join(map(_class, value))
    elif family in _OF_TAGS:
        value = _class(value)
    elif family in _OF_KINDS:
        value = KINDS.get(value, value)
    elif family in _OF_GRADES:
        value = f"{_FIRM[int(value[0])]}, known {_KNOWN[int(value[1])]}"
    elif family == "inside firmness":
        value = _FIRM[int(value)]
    elif family == "inside known":
        value = _KNOWN[int(value)]
    return f"{family}: {value}"


def _class(tag: str) -> str:
    """A class in words; what is no class (a mark) stands for itself."""
    return _CLASSES.get(tag) or _CLASSES.get(tag[:1], tag)
