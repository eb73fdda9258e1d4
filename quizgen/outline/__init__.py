"""Reading → Document: the tree of headings, numbered directives and articles.

A marker counts only at a legal position, with a place in a sequence and in a consistent
style; what fails one of the three is text.
"""

from __future__ import annotations

from pathlib import PurePath

from quizgen.document import Document, Reading
from quizgen.outline.articles import own_articles
from quizgen.outline.candidates import candidates
from quizgen.outline.contents import repeated
from quizgen.outline.counts import count_problems
from quizgen.outline.quotes import find_quotes
from quizgen.outline.sequences import sequence
from quizgen.outline.titles import find_title
from quizgen.outline.tree import sections
from quizgen.regex import regex
from quizgen.text import fold

_AMENDING = regex("(修改|改|增加|如下|规定|作)[^。；]{0,40}[：:]$")


def build(reading: Reading, source: str) -> Document:
    """The document of ``reading``, with its structure.

    ``source`` is the file's name (a folder before it is cut off); its stem is the title
    of a document that has none.  Problems are the reader's, then the outline's in
    document order.
    """
    text, blocks = reading.text, reading.blocks
    folded = fold(text)
    title, skipped = find_title(reading)
    quotes = find_quotes(text, blocks)
    skipped |= repeated(text, blocks)
    amending = [
        index
        for index, block in enumerate(blocks)
        if _AMENDING.search(text, max(block.span.end - 60, block.span.start), block.span.end)
    ]
    found_candidates = list(candidates(text, folded, blocks, quotes, skipped))
    outcome = sequence(own_articles(found_candidates), amending)
    found = sections(text, blocks, outcome.nodes)
    counts = count_problems(text, blocks, outcome.nodes)
    problems = sorted(
        (*quotes.problems, *outcome.problems, *counts), key=lambda p: (p.start, p.end)
    )
    name = PurePath(source).name
    return Document(
        text=text,
        title=title or PurePath(name).stem,
        source=name,
        blocks=blocks,
        sections=found,
        problems=(*reading.problems, *problems),
        encoding=reading.encoding,
        unit=reading.unit,
        marked=reading.marked,
    )
