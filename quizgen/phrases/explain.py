"""Why a phrase has its score: what is known about it, in words, with the weights.

score = (0.2 + 0.8 × worth of the sentence × its factors) × share × the phrase's factors,
where the share comes from the sum of the features' weights, compared with the best
candidate of the sentence.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from quizgen import sentences
from quizgen.document import Document, Phrase, PhraseKind
from quizgen.phrases import model, score
from quizgen.phrases.scored import Factor, Scored
from quizgen.sentences import Sentence

# What the features of features.py are, by what stands before "=" (or by the whole name).
LABELS: Mapping[str, str] = {
    "p": "word before it",
    "pc": "before it",
    "pc2": "the two before it",
    "f": "first word",
    "ft": "first word is",
    "fc": "first character",
    "pf": "before it, and first word",
    "f:function": "begins with a function word",
    "f:empty": "begins with an empty word",
    "f:govern": "begins with a governing verb",
    "x": "word behind it",
    "xc": "behind it",
    "xc2": "the two behind it",
    "l": "last word",
    "lt": "last word is",
    "lc": "last character",
    "xl": "last word, and behind it",
    "l:function": "ends with a function word",
    "l:empty": "ends with an empty word",
    "in": "inside it",
    "it": "words of it are",
    "in:digit": "has a figure",
    "L": "characters",
    "n": "words",
    "Ln": "characters and words",
    "tp": "pattern of words",
    "wall": "quotes or brackets",
    "k": "kind",
    "r": "rarest word, as −log10",
    "bonus": "set off as",
}
# Parts of speech of jieba's dictionary (by their first letters), and other classes.
_CLASSES: Mapping[str, str] = {
    "^": "the beginning of the sentence",
    "$": "the end of the sentence",
    "govern": "a governing verb",
    "modal": "a modal word",
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
_WALLS: Mapping[str, str] = {
    "00": "none around it",
    "10": "open before it",
    "01": "close behind it",
    "11": "around it",
}
_CLASSED = frozenset({"pc", "ft", "xc", "lt", "it"})
FACTORS: Mapping[str, str] = {
    "no predicate": "the sentence has no predicate",
    "cross-reference": "the sentence refers to another article",
    "no statement": "the sentence states nothing: an example, an answer, a remark",
    "preface": "the sentence stands before the first section",
    "idle": "a modal or an empty word alone",
    "mood": "the sentence is of mood and praise",
    "edges": "may not be a whole term",
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
    for index, phrase in enumerate(scored.phrases()):
        yield (
            phrase,
            Account(
                "",
                scored.worth,
                _lowering(scored.source),
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
    for name, weight in model.explain(scored.words, row):
        weights[name] = weights.get(name, 0.0) + weight
    if bonus:
        weights[f"bonus={row.kind.value}"] = bonus
    return sorted(weights.items(), key=lambda item: (-abs(item[1]), item[0]))


def in_words(feature: str) -> str:
    """A feature in words: ``xc=，`` is "behind it: ，"."""
    name, equals, value = feature.partition("=")
    said = LABELS.get(name, name)
    if not equals:
        return said
    if name == "wall":
        value = _WALLS.get(value, value)
    elif name in _CLASSED:
        value = _class(value)
    elif name in ("pf", "xl"):
        value = " + ".join(map(_class, value.split("/", 1)))
    elif name == "tp":
        value = " + ".join(map(_class, value))
    return f"{said}: {value}"


def _class(tag: str) -> str:
    """A class in words; what is no class (a mark) stands for itself."""
    return _CLASSES.get(tag) or _CLASSES.get(tag[:1], tag)
