"""What is known about a run of words: named features, shared between candidates.

The score of a candidate is a sum of weights of the features of its first word,
its last word, its inner words and its shape.  The parts are computed once a
word, so that a hundred candidates a sentence cost little more than the words.
Training (``benchmarks/train_ranking.py``) and running use these same functions.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from quizgen.document import PhraseKind
from quizgen.phrases.lexicon import EMPTY_WORDS, FUNCTION_WORDS, GOVERNING_VERBS, MODALS
from quizgen.phrases.tokens import Token

_OPEN = frozenset("“‘「『（(《〈【")
_CLOSE = frozenset("”’」』）)》〉】")
_EDGE_MARKS = frozenset("，。；：、！？,;:!?")


Words = Sequence[Token]  # the words of one sentence


def _class(word: str, tag: str) -> str:
    """The class of a neighbour: its mark, its function, or its part of speech."""
    if word in _EDGE_MARKS or word in _OPEN or word in _CLOSE:
        return word
    if word in MODALS:
        return "modal"
    if word in GOVERNING_VERBS:
        return "govern"
    return tag[:1]


def before(words: Words, index: int) -> tuple[str, str, str]:
    """Word, class and further class to the left of token ``index``."""
    if index == 0:
        return "^", "^", "^"
    one = words[index - 1]
    two = _class(words[index - 2].word, words[index - 2].tag) if index > 1 else "^"
    return one.word, _class(one.word, one.tag), two


def after(words: Words, index: int) -> tuple[str, str, str]:
    """Word, class and further class to the right of token ``index``."""
    if index + 1 >= len(words):
        return "$", "$", "$"
    one = words[index + 1]
    two = _class(words[index + 2].word, words[index + 2].tag) if index + 2 < len(words) else "$"
    return one.word, _class(one.word, one.tag), two


def start_features(words: Words, index: int) -> Iterator[str]:
    """Features of a candidate that begins with token ``index``."""
    token = words[index]
    word, kind, further = before(words, index)
    yield f"p={word}"
    yield f"pc={kind}"
    yield f"pc2={further}{kind}"
    yield f"f={token.word}"
    yield f"ft={token.tag[:2]}"
    yield f"fc={token.word[0]}"
    yield f"pf={kind}/{token.tag[:1]}"
    if token.word in FUNCTION_WORDS:
        yield "f:function"
    if token.word in EMPTY_WORDS:
        yield "f:empty"
    if token.word in GOVERNING_VERBS:
        yield "f:govern"


def end_features(words: Words, index: int) -> Iterator[str]:
    """Features of a candidate that ends with token ``index``."""
    token = words[index]
    word, kind, further = after(words, index)
    yield f"x={word}"
    yield f"xc={kind}"
    yield f"xc2={kind}{further}"
    yield f"l={token.word}"
    yield f"lt={token.tag[:2]}"
    yield f"lc={token.word[-1]}"
    yield f"xl={token.tag[:1]}/{kind}"
    if token.word in FUNCTION_WORDS:
        yield "l:function"
    if token.word in EMPTY_WORDS:
        yield "l:empty"


def inner_features(token: Token) -> Iterator[str]:
    """Features of each word inside a candidate; their weights add up."""
    if token.word in FUNCTION_WORDS or token.word in MODALS or not token.word[0].isalnum():
        yield f"in={token.word}"
    yield f"it={token.tag[:1]}"
    if token.word[0].isdigit():
        yield "in:digit"


def shape_features(words: Words, first: int, last: int, kind: PhraseKind | None) -> Iterator[str]:
    """Features of the candidate as a whole, tokens ``first`` to ``last`` inclusive."""
    length = words[last].end - words[first].start
    number = last - first + 1
    yield f"L={length if length < 10 else 10 if length < 13 else 13}"
    yield f"n={min(7, number)}"
    yield f"Ln={min(length, 8)}/{min(number, 4)}"
    if number <= 3:
        yield "tp=" + "".join(t.tag[:1] for t in words[first : last + 1])
    opens = first > 0 and words[first - 1].word in _OPEN
    closes = last + 1 < len(words) and words[last + 1].word in _CLOSE
    yield f"wall={int(opens)}{int(closes)}"
    if kind is not None:
        yield f"k={kind.value}"
    rarity = max(t.rarity for t in words[first : last + 1])
    yield f"r={int(rarity)}"


def sentence_features(words: Words, text: str, *, first: bool) -> Iterator[str]:
    """Features for the worth of a sentence as the source of an item."""
    for word in sorted({t.word for t in words}):
        yield f"w={word}"
    length = len(text)
    yield f"len={min(length // 10, 12)}"
    yield f"end={text[-1]}"
    yield f"start={words[0].word}"
    yield f"st={words[0].tag[:1]}"
    yield f"first={int(first)}"
    if any(c in text for c in "“「"):
        yield "quote"
    if "《" in text:
        yield "book"
    if any(c.isdigit() for c in text):
        yield "digit"
    yield f"series={min(text.count('、'), 4)}"
    yield f"commas={min(text.count('，'), 5)}"
    functions = sum(1 for t in words if t.word in FUNCTION_WORDS)
    yield f"function={min(10 * functions // max(1, len(words)), 6)}"
    rare = sum(t.rarity for t in words) / max(1, len(words))
    yield f"rare={int(rare * 2)}"
