"""What of a question still stands in the document, when the makers did not choose it again.

Which items are chosen is a matter of selection; it must not take a learner's notes away.  An
item stays as long as its sentence stands and its answers in it.  Where the sentence was
mended, the item is mended with it; where its answers are gone, the document supports it no more.
"""

from __future__ import annotations

from dataclasses import replace

from quizgen.bank.merge.align import Offsets
from quizgen.bank.merge.ground import Ground
from quizgen.document import Document, Span
from quizgen.quiz import NOTHING, Blank, Cloze, Heading, Matching, Pair, Quote, Segment, Text


def path(document: Document, span: Span | None, before: tuple[Heading, ...]) -> tuple[Heading, ...]:
    """The section path of what stands at ``span``; ``before`` where that is not known."""
    if span is None:
        return before
    sections = document.path(span.start)
    found = tuple(Heading(s.marker.text if s.marker else "", s.title) for s in sections)
    # the makers leave out steps that say nothing; so the path of what did not move stays
    return before if set(before) <= set(found) else found


def carried(cloze: Cloze, ground: Ground) -> Cloze | None:
    """``cloze``, as it was made, as the document now supports it; None where it does not."""
    source = cloze.source
    if not source.text:  # nothing tells where it came from
        return placed(cloze, ground)
    now = ground.find(source)
    if now is None:
        now = ground.version(source)
        if now is None:
            return None
        mended = _mended(cloze, ground.slice(now))
        if mended is None:
            return None
        cloze = replace(mended, source=ground.sentence(now))
        return placed(cloze, ground)
    answers = [blank.answer for blank in cloze.blanks]
    words = ground.slice(now)
    if all(answer in words for answer in answers):
        return placed(cloze, ground)
    # a stem of several passages: its blanks stand where they stood, if they stand
    done = placed(cloze, ground)
    return done if all(blank.place is not None for blank in done.blanks) else None


def placed(cloze: Cloze, ground: Ground) -> Cloze:
    """``cloze`` with the places that its parts have now, None where they do not stand."""
    now = ground.find(cloze.source)
    segments: list[Segment] = []
    for segment in cloze.segments:
        if isinstance(segment, Blank) and segment.place is not None:
            quote = ground.moved(Quote(segment.answer, segment.place), cloze.source, now)
            segments.append(replace(segment, place=quote.place))
        elif isinstance(segment, Blank) and now is not None:
            quote = ground.moved(Quote(segment.answer), cloze.source, now)
            inside = quote.place is not None and now.contains(quote.place)
            segments.append(replace(segment, place=quote.place if inside else None))
        else:
            segments.append(segment)
    return replace(cloze, segments=tuple(segments), source=replace(cloze.source, place=now))


def unplaced(cloze: Cloze) -> Cloze:
    """``cloze`` without places: the document does not hold it."""
    segments = tuple(
        replace(part, place=None) if isinstance(part, Blank) else part for part in cloze.segments
    )
    return replace(cloze, segments=segments, source=replace(cloze.source, place=None))


def _mended(cloze: Cloze, now: str) -> Cloze | None:
    """``cloze`` with what was mended in its sentence, which reads ``now``.

    None where an answer is gone and no other stands between the same words, or where the stem
    is not made of the sentence.
    """
    filled = "".join(s.text if isinstance(s, Text) else s.answer for s in cloze.segments)
    before = cloze.source.text
    if filled in now:
        return cloze
    # a stem may begin with its topic, which the sentence does not have
    topic = next((n for n in range(len(filled) // 2 + 1) if filled[n:] in before), None)
    if topic is None:
        return None
    at = before.index(filled[topic:]) - topic
    offsets = Offsets.of(before, now)
    segments: list[Segment] = []
    for segment in cloze.segments:
        words = segment.text if isinstance(segment, Text) else segment.answer
        own = words[: max(0, topic)]  # what of the topic is in it
        topic -= len(words)
        first, last = at + len(own), at + len(words)
        at = last
        if own == words:
            segments.append(segment)
        elif isinstance(segment, Text):
            segments.append(Text(own + now[offsets.left(first) : offsets.right(last)]))
        else:
            answer = own + now[offsets.right(first) : offsets.left(last)]
            if answer == segment.answer:
                segments.append(replace(segment, place=None))
            elif _same_slot(before, first, last, offsets, now):
                segments.append(Blank(answer))
            else:
                return None
    kept = tuple(s for s in segments if not isinstance(s, Text) or s.text)
    return replace(cloze, segments=kept)


def _same_slot(before: str, first: int, last: int, offsets: Offsets, now: str) -> bool:
    """Whether a corrected answer stands where the old one stood: between the same words."""
    start, end = offsets.right(first), offsets.left(last)
    if not 0 < end - start <= _LONGER * (last - first):
        return False
    ahead, behind = max(0, first - _BESIDE), last + _BESIDE
    return (
        before[ahead:first] == now[max(0, start - _BESIDE) : start]
        and before[last:behind] == now[end : end + _BESIDE]
    )


_BESIDE = 2  # characters on each side of an answer
_LONGER = 2  # times as long as the old one a corrected answer may be


def carried_pair(pair: Pair, ground: Ground) -> Pair | None:
    """``pair``, as it was made, as the document now supports it; None where it does not."""
    source = pair.source
    now = ground.version(source) if source.text else None
    if source.text and now is None:
        return None
    if now is not None and ground.slice(now) != source.text:
        if pair.response.text not in ground.slice(now):
            return None
        pair = replace(pair, source=ground.sentence(now))
    done = placed_pair(pair, ground)
    stands = done.premise.place is not None and done.response.place is not None
    return done if stands else None


def placed_pair(pair: Pair, ground: Ground) -> Pair:
    """``pair`` with the places that its parts have now, None where they do not stand."""
    now = ground.find(pair.source)
    premise = replace(pair.premise, place=ground.find(pair.premise))
    response = ground.moved(pair.response, pair.source, now)
    source = replace(pair.source, place=now) if pair.source.text else NOTHING
    return replace(pair, premise=premise, response=response, source=source)


def placed_set(question: Matching, ground: Ground) -> Matching:
    """A set with the places that its parts have now."""
    return replace(
        question,
        pairs=tuple(placed_pair(pair, ground) for pair in question.pairs),
        distractors=tuple(
            replace(quote, place=ground.find(quote)) for quote in question.distractors
        ),
    )
