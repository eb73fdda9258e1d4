"""Hypothesis strategies for question banks, hostile ones before all."""

from __future__ import annotations

import unicodedata

from hypothesis import settings
from hypothesis import strategies as st

from quizgen.document import Span
from quizgen.quiz import (
    DIFFICULTIES,
    MATCHING_CARDS,
    NO_RECORD,
    Bank,
    Blank,
    Cloze,
    Deck,
    Entry,
    Heading,
    Matching,
    Pair,
    Quote,
    Record,
    Text,
)

# A busy machine is no failure.
settings.register_profile("quizgen", deadline=None)
settings.load_profile("quizgen")

# What breaks naive writers of TOML, HTML and Anki fields, joined with ordinary Chinese.
SCRAPS = (
    *("[[", "]]", "[", "]", "\\", "\\\\", '"', "'", '"""', "'''", "[[question]]\n", "# x"),
    *("\n", "\r\n", "\r", "\t", "\x00", "\x1f", "\x7f", "\x85", "\u2028", "\u2029", "\ufeff"),
    *("{{c1::", "}}", "::", "<b>", "&amp;", "<!-- -->", "[sound:a.mp3]", "\\(", "\\]"),
    *("\u202e", "\u3000", "e\u0301", "👨‍👩‍👧", "𠮷", "一、", "坚持“八八战略”", "《》", " = "),
)

texts = st.lists(
    st.sampled_from(SCRAPS) | st.text(st.characters(codec="utf-8"), max_size=8), max_size=5
).map("".join)
filled = texts.filter(lambda text: bool(text.strip()))
identities = st.text("abcdefghij0123456789-_:.条例", min_size=1, max_size=10)
places = st.none() | st.builds(
    lambda start, length: Span(start, start + length), st.integers(0, 10**6), st.integers(1, 500)
)
quotes = st.builds(Quote, filled, places)
scores = st.integers(0, 10_000).map(lambda n: round(n / 10_000, 4))
difficulties = st.sampled_from(["", *DIFFICULTIES])
sections = st.lists(
    st.builds(Heading, texts, filled) | st.builds(Heading, filled, texts), max_size=3
).map(tuple)


@st.composite
def segments(draw: st.DrawFn) -> tuple[Text | Blank, ...]:
    """Stems in normal form: no empty text, no two texts side by side, one blank or more."""
    done: list[Text | Blank] = []
    for _ in range(draw(st.integers(1, 3))):
        if before := draw(texts):
            done.append(Text(before))
        done.append(Blank(draw(filled), draw(places), tuple(draw(st.lists(filled, max_size=2)))))
    if after := draw(texts):
        done.append(Text(after))
    return tuple(done)


clozes = st.builds(
    Cloze,
    id=identities,
    section=sections,
    segments=segments(),
    source=st.builds(Quote, texts, places),
    score=scores,
    unordered=st.booleans(),
    note=texts,
    made=st.text("0123456789abcdef", max_size=8),
    difficulty=difficulties,
    retired=st.booleans(),
)


@st.composite
def matchings(draw: st.DrawFn) -> Matching:
    """Matching sets whose premises, and whose pair ids, differ."""
    premises = draw(st.lists(quotes, min_size=2, max_size=5, unique_by=_identity))
    pairs = tuple(
        Pair(
            premise,
            draw(quotes),
            source=draw(st.builds(Quote, texts, places)),
            retired=draw(st.booleans()),
        )
        for premise in premises
    )
    responses = {pair.response.text for pair in pairs}
    spare = draw(st.lists(quotes.filter(lambda q: q.text not in responses), max_size=2))
    return Matching(
        id=draw(identities),
        section=draw(sections),
        relation=draw(st.sampled_from(["directive", "term", "halves", ""])),
        instruction=draw(texts),
        columns=(draw(texts), draw(texts)),
        pairs=pairs,
        distractors=tuple(spare),
        score=draw(scores),
        note=draw(texts),
        made=draw(st.text("0123456789abcdef", max_size=8)),
        difficulty=draw(difficulties),
        retired=draw(st.booleans()),
    )


def _identity(quote: Quote) -> str:
    return unicodedata.normalize("NFC", quote.text).strip()


decks = st.builds(
    Deck,
    name=texts,
    subdecks=st.lists(
        st.tuples(identities, st.builds(Heading, texts, texts)),
        max_size=3,
        unique_by=(lambda row: row[0], lambda row: row[1]),
    ).map(tuple),
    typed=st.booleans(),
    matching=st.sampled_from(MATCHING_CARDS),
)
entries = st.builds(
    Entry,
    question=identities,
    pair=st.just("") | identities,
    said=texts,
    marks=st.text("abcXYZ019_-", max_size=20),
    retired=st.booleans(),
) | st.builds(
    Entry,
    question=identities,
    exported=st.text("0123456789abcdef", min_size=1, max_size=12),
    changed=st.integers(0, 2**40),
)
records = st.just(NO_RECORD) | st.builds(
    Record,
    title=texts,
    source=texts,
    entries=st.lists(entries, min_size=1, max_size=4, unique_by=lambda e: e.key).map(tuple),
    sentences=st.text("abcXYZ019_-", max_size=12),
)

banks = st.builds(
    Bank,
    id=identities,
    title=texts,
    source=texts,
    digest=st.text("0123456789abcdef", max_size=64),
    seed=st.integers(-(2**63), 2**63 - 1),
    questions=st.lists(clozes | matchings(), max_size=4, unique_by=lambda q: q.id).map(tuple),
    date=texts,
    deck=decks,
    record=records,
)
