"""Pinyin in Word files: Word's own phonetic guide, character by character."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from copy import deepcopy

from docx.oxml.ns import qn

from quizgen.exporters.pdf.readings import Reader, readings
from quizgen.exporters.pdf.style import Sizes
from quizgen.exporters.worddoc.markup import Element, el, run_text, val

SIZE = 0.5  # of the characters below
LIFT = 0.95  # em from the baseline of the characters to that of their readings
_LEFT_ALONE = frozenset({"Blank", "Filled"})  # styles of what has no reading
_STYLE = qn("w:val")

# Styles of paragraphs in another size than the text, by their entry of the style file.
_SIZES: Mapping[str, str] = {
    "Title": "title",
    "Subtitle": "subtitle",
    "Heading1": "heading",
    "Heading2": "heading",
    **dict.fromkeys(("TableHead", "Box", "Premise", "Response", "KeyCell"), "table"),
}


def add_readings(elements: Iterable[Element], read: Reader, sizes: Sizes, language: str) -> None:
    """Put readings above the Han characters of all paragraphs in ``elements``."""
    for element in elements:
        for paragraph in list(element.iter(qn("w:p"))):
            style = paragraph.find(f"{qn('w:pPr')}/{qn('w:pStyle')}")
            name = style.get(_STYLE) if style is not None else ""
            size = getattr(sizes, _SIZES.get(name, "body"))
            _annotate(paragraph, read, round(size * 2), language)


def _annotate(paragraph: Element, read: Reader, size: int, language: str) -> None:
    """Annotate the runs of one paragraph; ``size`` is in half points."""
    runs = paragraph.findall(qn("w:r"))
    texts = [_annotated_text(run) for run in runs]
    # something stands between runs only where one of them is no text
    spelt = iter(readings([c for text in texts for c in (text or "\0")], read))
    for run, text in zip(runs, texts, strict=True):
        above = [next(spelt) for _ in text or "\0"]
        if any(above):
            for made in _parted(run, text, above, size, language):
                run.addprevious(made)
            paragraph.remove(run)


def _annotated_text(run: Element) -> str:
    """The text of a run; nothing for a tab, a field, a blank."""
    style = run.find(f"{qn('w:rPr')}/{qn('w:rStyle')}")
    if style is not None and style.get(_STYLE) in _LEFT_ALONE:
        return ""
    return run_text(run)


def _parted(
    run: Element, text: str, above: list[str], size: int, language: str
) -> Iterator[Element]:
    """The run in pieces: each character that has a reading, and what is between them."""
    start = 0
    for place, reading in enumerate(above):
        if not reading:
            continue
        if start < place:
            yield _copy(run, text[start:place])
        yield el("r", _ruby(_copy(run, text[place]), reading, size, language))
        start = place + 1
    if start < len(text):
        yield _copy(run, text[start:])


def _copy(run: Element, text: str) -> Element:
    copied = deepcopy(run)
    copied.find(qn("w:t")).text = text
    return copied


def _ruby(base: Element, reading: str, size: int, language: str) -> Element:
    properties = el(
        "rubyPr",
        val("rubyAlign", "center"),
        val("hps", round(size * SIZE)),
        val("hpsRaise", round(size * LIFT)),
        val("hpsBaseText", size),
        val("lid", language),
    )
    written = el("t")
    written.text = reading
    small = el("rPr", val("sz", round(size * SIZE)), val("szCs", round(size * SIZE)))
    return el("ruby", properties, el("rt", el("r", small, written)), el("rubyBase", base))
