"""What is seen of a phrase that tells how good an item it makes: features, in groups.

A feature is a *family* with a *value*, as in ``features.py``.  A group of them depends on few
things, its start, its end, its words, its size …; the function of a group gives the values
in the order of the table of families above it, so that ``merit.py`` adds up what several
phrases share but once.  Training (``benchmarks/train_items.py``) and running use these same
functions.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence

from quizgen.document import Document, PhraseKind, SectionKind, Span
from quizgen.phrases.candidates import Candidate
from quizgen.phrases.features import Values
from quizgen.phrases.grades import FIRMEST, SIZE, UNGRADED, grade, summary
from quizgen.phrases.priors import prior
from quizgen.phrases.recurrence import recurrence
from quizgen.phrases.scored import ARTICLE, Scored, Source
from quizgen.phrases.view import NO, View
from quizgen.regex import regex
from quizgen.sentences import Sentence

Feature = tuple[str, str]  # family and value

_CONDITION = regex(r"[^，]{1,24}的，")  # 违反本条例规定的，…
JOINED = frozenset("、和或及与等")  # beside a member of a list
QUOTES = frozenset("“《【‘「『")
_OF_GRADED = 4  # of the values of ``grades.summary``
_GRADED = 3  # steps of a grade's average
_MANY_FIRM = 5
_PATTERN = 5
_FEW = 4
_WHOLE = 8  # characters of an answer that is looked at as a whole
LONG = 8  # characters: longer phrases are all alike to the features of a length

# Limits of classes; a value's class is the number of limits it reaches.
RARITY = (3.5, 4, 4.5, 5, 5.5, 6, 6.5, 7)  # −log10 of the frequency of the words
_RARE = (4, 5, 6)
TIMES = (2, 3, 6)  # in the document
_PLACES = (2, 3, 5, 10, 30)  # times that the two characters beside the phrase stand there
_HEAD = (2, 4, 8, 16, 40)  # times that the last word stands there
DENSITY = (1, 3, 8, 20, 60)  # characters of 10,000 that the phrase takes
_CHOSEN = (0.05, 0.2, 0.4, 0.6, 0.8, 0.99)  # the product of what lowers its score
_CLASSES = tuple(map(str, range(16)))


def _class(limits: Sequence[float], value: float) -> str:
    return _CLASSES[bisect_right(limits, value)]


# --- of the sentence, wherever the blank is ---

OF_SENTENCE = (
    "place",
    "innermost",
    "opening",
    "opening in",
    "medium",
    "firmness",
    "known",
    "firm words",
    "kinds of words",
)
WORD_OF_SENTENCE, SOURCE = "word of the sentence", "source"  # several of each


def of_sentence(document: Document, sentence: Sentence, source: Source) -> Values:
    """Values of ``OF_SENTENCE``."""
    first, outer = source.parts.tokens[0], source.place
    innermost = sentence.path[-1].kind.value if sentence.path else outer
    opening = first.tag[:1] if first.word[0].isalnum() else "x"
    condition = _CONDITION.match(document.slice(sentence.span)) is not None
    return (
        outer,
        innermost,
        f"{sentence.first:d}{opening}{condition:d}",
        outer + opening,
        f"{document.unit}{sentence.row:d}",
        *(summary(words_of(source), _GRADED, _MANY_FIRM)[:_OF_GRADED] or (NO,) * _OF_GRADED),
    )


def where(sentence: Sentence) -> str:
    """Where a sentence stands: in an article, a directive, under a heading or under none."""
    if sentence.in_article:
        return ARTICLE
    kinds = [section.kind for section in sentence.path]
    if SectionKind.DIRECTIVE in kinds:
        return "directive"
    return "heading" if kinds else "none"


def words_of(source: Source) -> Sequence[str]:
    """Values of ``WORD_OF_SENTENCE``: each word once."""
    return list(dict.fromkeys([token.word for token in source.parts.tokens]))


# --- of the start and of the end of a phrase ---

OF_START = (
    "word before",
    "clause frame",
    "zone",
    "first character",
    "first word",
    "before/first",
    "place before",
    "mark before",
    "first kind",
)
OF_END = (
    "last character",
    "last word",
    "last/behind",
    "word behind",
    "place behind",
    "mark behind",
    "head",
    "last kind",
    "last grade",
    "last kind/grade",
)


def of_start(seen: View, first: int, before: str, times: int) -> Values:
    """Values of ``OF_START`` for candidates that begin in piece ``first``.

    ``before`` is the character before them, and ``times`` how often it stands in the
    document with the one before it.
    """
    words, codes = seen.words, seen.codes
    word = words[first]
    return (
        words[first - 1] if first else "^",
        codes[seen.begin[first] + 2] + codes[seen.end[first] + 2],
        seen.zone[first] + codes[first + 2],
        word[0],
        word,
        codes[first : first + 3],
        _CLASSES[bisect_right(_PLACES, times)],
        before,
        grade(word)[0],
    )


def of_end(seen: View, last: int, behind: str, times: int, heads: int) -> Values:
    """Values of ``OF_END`` for candidates that end in piece ``last``.

    ``behind`` is the character behind them, and ``times`` how often it stands in the
    document with the one behind it; ``heads``, how often the last word may.
    """
    words = seen.words
    word = words[last]
    known = grade(word)
    return (
        word[-1],
        word,
        seen.codes[last + 2 : last + 5],
        words[last + 1] if last + 1 < len(words) else "$",
        _CLASSES[bisect_right(_PLACES, times)],
        behind,
        _CLASSES[bisect_right(_HEAD, heads)] if len(word) > 1 else NO,
        known[0],
        known[1:],
        known,
    )


# --- of its words and their classes ---

WORD, CLASS = "word", "class"  # of each piece, of each class that there is
OF_CLASSES = ("classes", "before/classes", "classes/behind", "ends/around")
TAGS, ANSWER = "tags", "answer"


def of_classes(codes: str) -> Values:
    """Values of ``OF_CLASSES``; ``codes`` are of the pieces and of one on either side."""
    pattern = codes[1:-1]
    return (
        pattern[:_PATTERN],
        codes[0] + pattern[:_FEW],
        pattern[:_FEW] + codes[-1],
        codes[0] + pattern[0] + pattern[-1] + codes[-1],
    )


def classes_of(codes: str) -> Sequence[str]:
    """Values of ``CLASS``, each once; ``codes`` as above."""
    return list(dict.fromkeys(codes[1:-1]))


def tags_of(first: str, last: str) -> str:
    """The value of ``TAGS``: the parts of speech of the first and last piece."""
    return f"{first[:2]}-{last[:2]}"


def answer_of(words: str) -> str:
    """The value of ``ANSWER``: 合法权益, 本行政区域 are known to everybody."""
    return words if len(words) <= _WHOLE else NO


# --- of the grades of its words ---

_OF_ITSELF = (
    "firmest/pieces",
    "least known/pieces",
    "firmest/least known",
    "least firm/best known",
    "kinds",
    "grades",
)
# The last: outside of laws a fixed term that is widely known is guessed by whoever answers before
# the key is seen.
OF_GRADES = (*_OF_ITSELF, "firm besides", "least firm/best known/article")
_MOST_PIECES, _MOST_KINDS, _MOST_GRADES, _MOST_BESIDES = 3, 3, 4, 4


def of_grades(grades: str, firm: int, article: bool) -> Values:  # noqa: FBT001 - to be remembered by
    """Values of ``OF_GRADES``; ``grades`` of all pieces, ``firm`` words in the sentence.

    The latter are those of the firmest grade, each counted once; ``article`` is whether the
    sentence is one of an article.
    """
    pieces = _CLASSES[min(_MOST_PIECES, len(grades) // SIZE)]
    parts = [grades[at : at + SIZE] for at in range(0, len(grades), SIZE)]
    graded = [part for part in parts if part != UNGRADED]
    if not graded:
        return UNGRADED, NO, NO, NO, NO, NO, _CLASSES[min(_MOST_BESIDES, firm)], NO
    kinds, firmness, known = zip(*graded, strict=True)
    besides = max(0, firm - firmness.count(FIRMEST))
    return (
        max(firmness) + pieces,
        min(known) + pieces,
        max(firmness) + min(known),
        min(firmness) + max(known),
        "".join(kinds[:_MOST_KINDS]),
        "".join([part[1:] for part in graded])[:_MOST_GRADES],
        max(firmness) + _CLASSES[min(_MOST_BESIDES, besides)],
        f"{min(firmness)}{max(known)}{article:d}",
    )


def firm_words(source: Source) -> int:
    """How many words of the sentence, each counted once, are of the firmest grade."""
    return sum([grade(word)[1] == FIRMEST for word in words_of(source)])


# --- of what is known of it before any document is read ---

OF_PRIOR = (
    "prior",
    "prior/pieces",
    "worth/known/article",
    "worth/spread",
    "worth/kind",
    "known/kind",
    "spread/kind",
    "spread/length",
)


def of_prior(  # noqa: PLR0913, PLR0917 - to be remembered by
    prior: str,
    pieces: int,
    article: bool,  # noqa: FBT001
    kind: PhraseKind,
    quoted: bool,  # noqa: FBT001
    characters: int,
) -> Values:
    """Values of ``OF_PRIOR``; ``prior`` as in ``priors.py``, ``pieces`` of the phrase.

    ``quoted`` is whether a quotation opens before it.
    """
    firm, known, worth, spread = list(prior)
    what = kind.value + "“" * quoted
    return (
        firm + known + worth,
        firm + worth + _CLASSES[min(_MOST_PIECES, pieces)],
        f"{worth}{known}{article:d}",
        worth + spread,
        worth + what,
        known + what,
        spread + what,
        spread + _CLASSES[min(characters, LONG)],
    )


# --- of it as a whole ---

# The last: a quoted term of a speech that has no headings is seldom signed, one of a law often.
OF_KIND = ("rarity", "rarity/length", "kind", "kind/rarity", "blanks", "kind/place")
OF_TIMES = ("times/length", "density")
OF_FRAME = ("frame/length",)
OF_MARKS = ("member", "quoted/length")
CHOSEN, LOWERED_BY = "chosen", "lowered by"  # of the latter several
UNIT = "unit"  # of a figure, the character behind it
# Of a figure, too: 间距不应大于|20|m is a rule that a learner must know outside of articles as well
# as in them; 全长|20|m is news.
OF_FIGURE = ("figure", "figure/unit", "figure as a whole")
AROUND_FIGURE = 12  # characters before it, and behind it, that are looked at
_COMPARED = regex("(?:大于|小于|低于|高于|超过|少于|多于|不足|等于)$")
_GIVEN = regex("(?:至少|为|应|在|是|约)$")
_REQUIRED = regex("(?:不应|不得|不宜|应|必须|严禁|不准|不能|宜|最)[^，。\n]{0,8}$")
_KINDS_OF_UNITS = (
    ("measure", regex(r"\s*(?:[mMckKLthsVA%℃°升米厘毫千公吨伏安度秒克]|Pa|分钟|小时)")),
    ("time", regex(r"\s*(?:[日天年月周]|个月|个工)")),
    ("money", regex(r"\s*[元万亿]")),
)


def beside(text: str, figure: Span) -> tuple[str, str]:
    """The words before and behind a figure that ``of_figure`` looks at."""
    start, end = figure
    return text[max(0, start - AROUND_FIGURE) : start], text[end : end + AROUND_FIGURE]


def size_of(row: Candidate) -> tuple[int, int]:
    """How many characters are asked for, in how many blanks."""
    if row.members:
        return sum(map(len, row.members)), len(row.members)
    return row.span.end - row.span.start, 1


_ROUGH = tuple(_class(_RARE, limit) for limit in (0, *RARITY))  # by the finer class


def of_kind(kind: PhraseKind, rarity: int, characters: int, blanks: int, place: str) -> Values:
    """Values of ``OF_KIND``; ``rarity`` is a class of ``RARITY``, ``place`` of the sentence."""
    rough = _ROUGH[rarity]
    short = f"{rough}{min(characters, 7)}"
    what = kind.value
    return _CLASSES[rarity], short, what, what + rough, str(blanks), what + place


def of_figure(before: str, behind: str, *, article: bool) -> Values:
    """Values of ``OF_FIGURE``; ``before`` and ``behind`` are the words beside the figure."""
    stated = "compared" if _COMPARED.search(before) else "given" if _GIVEN.search(before) else ""
    required = "required" if _REQUIRED.search(before) else ""
    unit = next((name for name, pattern in _KINDS_OF_UNITS if pattern.match(behind)), "count")
    rule, where = f"{stated} {required}", ARTICLE if article else ""
    return f"{rule} {where}", f"{required} {unit} {where}", f"{rule} {unit} {where}"


def density(times: int, length: int, size: int) -> float:
    """How densely words of ``length`` stand in a text of ``size`` characters."""
    return 1e4 * times * length / size


def of_times(times: int, dense: int, characters: int) -> Values:
    """Values of ``OF_TIMES``; ``times`` and ``dense`` are classes of ``TIMES`` and ``DENSITY``."""
    return f"{_CLASSES[times]}{min(characters, 6)}", _CLASSES[dense]


def frame(before: str, behind: str, length: int) -> str:
    """The value of ``frame/length``: the classes beside it, and its length in the text."""
    return before + behind + (_CLASSES[length] if length < LONG else _CLASSES[LONG])


def of_marks(before: bool, behind: bool, quoted: bool, characters: int) -> Values:  # noqa: FBT001 - to be remembered by
    """Values of ``OF_MARKS``: whether a list goes on beside it, and a quotation opens before it."""
    return f"{before:d}{behind:d}", f"{quoted:d}{min(characters, 6)}"


def lowering_of(scored: Scored, index: int) -> tuple[tuple[str, ...], str]:
    """The names of what lowers the score of a candidate, and how much is left."""
    names = [name for name, factor in scored.factors[index] if factor < 1]
    return tuple(names), _class(_CHOSEN, scored.lowered[index])


# --- of a word that is asked for by itself, whatever stands beside it ---

OF_WORD = (
    WORD,
    ANSWER,
    "first character",
    "first word",
    "first kind",
    "last character",
    "last word",
    "last kind",
    "last grade",
    "last kind/grade",
    *_OF_ITSELF,
)


def of_word(word: str) -> Values:
    """Values of ``OF_WORD``."""
    known = grade(word)
    start = word[0], word, known[0]
    end = word[-1], word, known[0], known[1:], known
    grades = of_grades(known, 0, article=False)[: len(_OF_ITSELF)]
    return word, answer_of(word), *start, *end, *grades


# --- all of them, for training ---


def all_of_sentence(document: Document, sentence: Sentence, scored: Scored) -> Iterator[Feature]:
    """The features of a sentence."""
    source = scored.source
    yield from ((WORD_OF_SENTENCE, word) for word in words_of(source))
    yield from zip(OF_SENTENCE, of_sentence(document, sentence, source), strict=True)
    yield from ((SOURCE, name) for name, _ in source.factors)


def all_of_phrase(
    text: str, scored: Scored, index: int, known: Callable[[str], str] = prior
) -> Iterator[Feature]:
    """The features of a candidate, but for those of its sentence; ``known`` gives priors."""
    row, seen, common = scored.rows[index], scored.view, recurrence(text)
    first, last, (start, end) = row.first, row.last, row.span
    parts, codes = seen.parts.tokens[first : last + 1], seen.codes[first + 1 : last + 4]
    words, before, behind = text[start:end], text[start - 1 : start], text[end : end + 1]
    place, article, quoted = scored.source.place, scored.source.article, before in QUOTES
    characters, blanks = size_of(row)
    weights = [(p.rarity * len(p.word), len(p.word)) for p in parts if p.word[0].isalnum()]
    rarity = sum(w for w, _ in weights) / max(1, sum(n for _, n in weights))
    times = common.most(words) if len(words) > 1 else common.size
    dense = density(times, len(words), common.size)
    places = common.most(text[max(0, start - 2) : start]), common.most(text[end : end + 2])
    heads = common.most(seen.words[last])
    grades = seen.grades[SIZE * first : SIZE * (last + 1)]
    groups = (
        (OF_GRADES, of_grades(grades, firm_words(scored.source), article)),
        (OF_START, of_start(seen, first, before, places[0])),
        (OF_END, of_end(seen, last, behind, places[1], heads)),
        (OF_CLASSES, of_classes(codes)),
        (OF_KIND, of_kind(row.kind, bisect_right(RARITY, rarity), characters, blanks, place)),
        (OF_TIMES, of_times(bisect_right(TIMES, times), bisect_right(DENSITY, dense), characters)),
        (OF_FRAME, (frame(codes[0], codes[-1], len(words)),)),
        (OF_MARKS, of_marks(before in JOINED, behind in JOINED, quoted, characters)),
        (OF_PRIOR, of_prior(known(words), len(parts), article, row.kind, quoted, len(words))),
    )
    for families, values in groups:
        yield from zip(families, values, strict=True)
    yield from ((WORD, part.word) for part in parts)
    yield from ((CLASS, code) for code in classes_of(codes))
    yield TAGS, tags_of(parts[0].tag, parts[-1].tag)
    yield ANSWER, answer_of(words)
    names, left = lowering_of(scored, index)
    yield from ((LOWERED_BY, name) for name in names)
    yield CHOSEN, left
    if row.kind is PhraseKind.QUANTITY:
        yield UNIT, behind
        yield from zip(OF_FIGURE, of_figure(*beside(text, row.span), article=article), strict=True)
