"""The elements of HTML by the part they play for a reader."""

from __future__ import annotations


def words(text: str) -> frozenset[str]:
    """The words of ``text``: a table of names that is easy to read and to add to."""
    return frozenset(text.split())


BLOCKS = words(
    "address article aside blockquote body caption center dd details dir div dl dt fieldset "
    "figcaption figure footer form h1 h2 h3 h4 h5 h6 header hgroup hr html legend li main "
    "menu nav ol optgroup option p pre search section summary table tbody td tfoot th thead "
    "tr ul"
)
HEADINGS = {f"h{level}": level for level in range(1, 7)}
LISTS = words("ol ul menu dir")
CELLS = words("td th")
BOLD = words("b strong")
# Never shown, or not as a part of the text.
LEFT_OUT = words("head noscript script style svg template title")
ANNOTATIONS = words("rp rt rtc")  # beside the base text of a <ruby>
