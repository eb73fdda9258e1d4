"""Which new item is which old one: by its words, by answer and sentence, by likeness.

Each stage looks only at what the stages before it have left, and each item is taken once.
An old item without a sentence of its own (one that was deleted) is known by its stem alone.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator, Sequence
from dataclasses import field

from quizgen.bank.merge.align import Offsets
from quizgen.bank.merge.similar import Bigrams, Index, bigrams, likeness
from quizgen.quiz import Blank, Cloze, Segment, Text
from quizgen.records import dataclass
from quizgen.text import fold

_GAP = "\x1e"  # stands for a blank
_SAME_ANSWER = 0.5  # likeness of items with one answer that are one item
_SURELY = 0.75  # of those whose sentences stood side by side
_SAME_GAP = 0.75  # of what is shown around a blank whose answer was corrected


@dataclass(frozen=True, slots=True)
class Item:
    """What an item is known by; ``place`` is where its sentence is (or was expected), or -1.

    ``stood`` is true of an item whose sentence was there before: it is no later version of
    another one.  ``deleted`` is true of one that a person deleted.
    ``answers`` stand in reading order, ``shown`` is the stem with a sign for
    each blank, ``filled`` has the answers in their places.
    """

    segments: tuple[Segment, ...]
    source: str = ""
    place: int = -1
    stood: bool = False
    deleted: bool = False
    answers: tuple[str, ...] = field(init=False)
    shown: str = field(init=False)
    filled: str = field(init=False)

    def __post_init__(self) -> None:
        """Work out what is looked at again and again."""
        parts = self.segments
        answers = tuple(fold(part.answer) for part in parts if isinstance(part, Blank))
        shown = "".join(part.text if isinstance(part, Text) else _GAP for part in parts)
        filled = "".join(part.text if isinstance(part, Text) else part.answer for part in parts)
        object.__setattr__(self, "answers", answers)
        object.__setattr__(self, "shown", shown)
        object.__setattr__(self, "filled", filled)

    @classmethod
    def of(cls, question: Cloze) -> Item:
        """The item as it stands."""
        place = question.source.place
        return cls(question.segments, question.source.text, -1 if place is None else place.start)

    @property
    def slots(self) -> Iterator[tuple[int, int]]:
        """Where in the filled stem its blanks are."""
        at = 0
        for segment in self.segments:
            words = segment.text if isinstance(segment, Text) else segment.answer
            if isinstance(segment, Blank):
                yield at, at + len(words)
            at += len(words)


def pairing(olds: Sequence[Item], news: Sequence[Item]) -> dict[int, int]:
    """For the number of a new item, that of the old one that it is."""
    found: dict[int, int] = {}
    free = set(range(len(olds)))
    for key in _KEYS:
        _by_key(olds, news, key, found, free)
    _by_likeness(olds, news, found, free)
    return found


# What tells an item, the surest first; None tells nothing.
_KEYS: tuple[Callable[[Item], Hashable | None], ...] = (
    lambda item: (fold(item.shown), item.answers, item.source),
    lambda item: (fold(item.shown), item.answers),
    lambda item: (item.source, item.answers) if item.source else None,
)


def _by_key(
    olds: Sequence[Item],
    news: Sequence[Item],
    key: Callable[[Item], Hashable | None],
    found: dict[int, int],
    free: set[int],
) -> None:
    rows: dict[Hashable, list[int]] = {}
    for number in sorted(free):
        name = key(olds[number])
        if name is not None:
            rows.setdefault(name, []).append(number)
    for number, item in enumerate(news):
        if number not in found and (row := rows.get(key(item))):
            found[number] = row.pop(0)
            free.discard(found[number])


def _by_likeness(
    olds: Sequence[Item], news: Sequence[Item], found: dict[int, int], free: set[int]
) -> None:
    left = [number for number in range(len(news)) if number not in found]
    if not left or not free:
        return
    numbers = sorted(free)
    table = _Table([olds[number] for number in numbers])
    rows = []
    for number in left:
        for alike, near in table.candidates(news[number]):
            other = olds[numbers[near]]
            apart = abs(other.place - news[number].place) if other.place >= 0 else 0
            rows.append((-alike, apart, number, numbers[near]))
    for _, _, number, mate in sorted(rows):
        if number not in found and mate in free:
            found[number] = mate
            free.discard(mate)


class _Table:
    """Old items, to look up those that are like a new one."""

    def __init__(self, olds: Sequence[Item]) -> None:
        self.olds = olds
        self._stems = [bigrams(item.filled) for item in olds]
        self._sources = [bigrams(item.source) if item.source else None for item in olds]
        self._shown = [bigrams(item.shown) for item in olds]
        self._by_stem = Index(self._stems)
        self._by_answers: dict[tuple[str, ...], list[int]] = {}
        for number, item in enumerate(olds):
            self._by_answers.setdefault(item.answers, []).append(number)

    def candidates(self, item: Item) -> Iterator[tuple[float, int]]:
        """Old items that may be ``item``, with how alike the two are."""
        text, source, shown = bigrams(item.filled), bigrams(item.source), bigrams(item.shown)
        same = self._by_answers.get(item.answers, [])
        near = self._by_stem.near(text)
        for number in dict.fromkeys([*near, *same[:_FEW]]):
            old = self.olds[number]
            if item.stood and not old.deleted:
                continue
            if old.answers == item.answers:
                alike = self._alike(number, text, source)
                # rather leave one out too many than bring one back that was deleted
                if alike >= (_SURELY if item.stood else _SAME_ANSWER):
                    yield 1 + alike, number  # before all that differ in the answer
                continue
            alike = likeness(shown, self._shown[number])
            if alike >= _SAME_GAP and _corrected(old, item):
                yield alike, number

    def _alike(self, number: int, text: Bigrams, source: Bigrams) -> float:
        alike = likeness(text, self._stems[number])
        known = self._sources[number]
        return alike if known is None else max(alike, likeness(source, known))


_FEW = 20  # items with one answer that are all compared


def _corrected(old: Item, new: Item) -> bool:
    """Whether ``new`` may be ``old`` with a corrected answer: in the same words, the old one gone.

    Where an old answer still stands in the sentence, or the words at a blank are others, the
    new item asks for something else, and the history of the old one must not go to it.
    """
    before, after = old.shown.split(_GAP), new.shown.split(_GAP)
    if len(before) != len(after):
        return False
    words = fold(new.source)
    if all(answer in words for answer in old.answers):
        return False
    if fold(old.shown) == fold(new.shown):
        return True  # 十五 for 三十: no alignment may look for the 十 that they share
    for number in range(len(before) - 1):
        if before[number][-_BESIDE:] != after[number][-_BESIDE:]:
            return False
        if before[number + 1][:1] != after[number + 1][:1]:
            return False
    offsets = Offsets.of(old.filled, new.filled)
    moved = [(offsets.right(start), offsets.left(end)) for start, end in old.slots]
    return moved == list(new.slots)


_BESIDE = 2  # characters before a blank that must be the same
