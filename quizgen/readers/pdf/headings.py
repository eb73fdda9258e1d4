"""Which paragraphs are headings: by the bookmarks of the file, else by the size of the font.

Careful: what is no heading for certain stays a paragraph.  The outline finds 第一章 and 一、
by itself.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence

from quizgen.readers.pdf.paragraphs import Paragraph
from quizgen.readers.pdf.printed import Bookmark
from quizgen.text import ends_sentence, has_han, squeeze

_LARGER = 1.2  # ratio to the size of the body
_LONGEST = 40  # characters of a heading told by its size
_TEXT = 60  # characters of the body on a page that has headings
_SHARE = 0.3  # of the paragraphs: more are no headings
_LEVELS = 3
_NEAR = 1  # pages between a bookmark and its heading
_COMMA = "，、,：:"


def heading_levels(
    paragraphs: Sequence[Paragraph], bookmarks: Sequence[Bookmark]
) -> dict[int, int]:
    """Index of a paragraph → level of the heading that it is, 1 the highest."""
    return _by_bookmarks(paragraphs, bookmarks) or _by_size(paragraphs)


def _by_bookmarks(paragraphs: Sequence[Paragraph], bookmarks: Sequence[Bookmark]) -> dict[int, int]:
    waiting: defaultdict[str, list[Bookmark]] = defaultdict(list)
    for bookmark in bookmarks:
        waiting[bookmark.title].append(bookmark)
    found: dict[int, int] = {}
    if not waiting:
        return found
    for index, paragraph in enumerate(paragraphs):
        if paragraph.row or len(paragraph.text) > 200:
            continue
        for bookmark in waiting.get(squeeze(paragraph.text), ()):
            if not bookmark.page or abs(bookmark.page - paragraph.page) <= _NEAR:
                found[index] = bookmark.level
                waiting[bookmark.title].remove(bookmark)
                break
    return found


def _by_size(paragraphs: Sequence[Paragraph]) -> dict[int, int]:
    sizes = [_half(paragraph.size) for paragraph in paragraphs]
    text_of_size: Counter[float] = Counter()
    for size, paragraph in zip(sizes, paragraphs, strict=True):
        text_of_size[size] += len(paragraph.text)
    if not text_of_size:
        return {}
    body = text_of_size.most_common(1)[0][0]
    text_of_page: Counter[int] = Counter()
    for size, paragraph in zip(sizes, paragraphs, strict=True):
        if size == body:
            text_of_page[paragraph.page] += len(paragraph.text)
    large = {
        index: size
        for index, (size, paragraph) in enumerate(zip(sizes, paragraphs, strict=True))
        if size >= _LARGER * body
        and _may_be_heading(paragraph)
        # What is large on a cover heads nothing.
        and (index == 0 or text_of_page[paragraph.page] >= _TEXT)
    }
    uses = Counter(large.values())
    large = {index: size for index, size in large.items() if index == 0 or uses[size] > 1}
    ranks = {
        size: rank for rank, size in enumerate(sorted(set(large.values()), reverse=True), start=1)
    }
    if len(large) > max(1, _SHARE * len(paragraphs)) or len(ranks) > _LEVELS:
        return {}
    return {index: ranks[size] for index, size in large.items()}


def _half(size: float) -> float:
    """The size to half a point."""
    return round(size * 2) / 2


def _may_be_heading(paragraph: Paragraph) -> bool:
    text = paragraph.text
    return (
        not paragraph.row
        and len(text) <= _LONGEST
        and has_han(text)
        and not ends_sentence(text)
        and text[-1] not in _COMMA
    )
