"""The note types: frozen, for learners' collections hold them.

Anki knows a note type by its id, and its fields and templates by theirs.  Another
field, name or order under the same id makes a second note type, and the learner's
notes are never updated again.  So nothing in :data:`NOTE_TYPES` ever changes; what is
needed later goes into the spare fields.  Templates and style may change, which Anki
takes over when :data:`CHANGED` is newer.

The templates contain no words: what is said in Chinese or English stands in the notes,
so decks in both languages share the note types.
"""

from __future__ import annotations

from quizgen.records import dataclass
from quizgen.resources import Templates

CHANGED = 1_795_800_000
"""When templates or style last changed (seconds since 1970); raise it with every change."""

_TAIL = (
    *("Context", "Section", "Source", "Document", "Date", "Hint", "Note"),
    *("Spare1", "Spare2", "Id", "Base"),
)


@dataclass(frozen=True, slots=True)
class NoteType:
    """A note type; ids of fields and of its one template derive from ``id``.

    ``stem`` names its templates, ``stem-front.html`` and ``stem-back.html``.
    """

    id: int
    name: str
    stem: str
    fields: tuple[str, ...]
    cloze: bool = False

    @property
    def field_ids(self) -> tuple[int, ...]:
        """The ids of the fields."""
        return tuple(self.id * 100 + number for number in range(1, len(self.fields) + 1))

    @property
    def template_id(self) -> int:
        """The id of the card template."""
        return self.id * 100


# Context is the document and the section path on the front, without what would give the
# answer away; Document, Date and Section are for the back.  Typed holds something when the
# answer is typed, and may be filled or emptied note by note.  Id is bank/question or
# bank/question/pair, Base what the note said when it was made (``base``); no template has them.
CLOZE = NoteType(
    1_732_406_400_101,
    "quizgen 填空",
    "cloze",
    ("Text", "Accept", "Typed", *_TAIL),
    cloze=True,
)
PAIR = NoteType(
    1_732_406_400_102,
    "quizgen 配对",
    "pair",
    ("Premise", "Response", "Choices", "Instruction", "PremiseHead", "ResponseHead", *_TAIL),
)
MATCHING = NoteType(
    1_732_406_400_103,
    "quizgen 连线",
    "matching",
    (
        *("Premises", "Responses", "Key", "Pairs"),
        *("Instruction", "PremiseHead", "ResponseHead", *_TAIL),
    ),
)
NOTE_TYPES = (CLOZE, PAIR, MATCHING)


@dataclass(frozen=True, slots=True)
class Look:
    """How the cards of a note type look: front, back and style."""

    front: str
    back: str
    css: str


def look(kind: NoteType, templates: Templates) -> Look:
    """The look of a note type, from ``templates/anki/``."""
    return Look(
        templates.text(f"anki/{kind.stem}-front.html"),
        templates.text(f"anki/{kind.stem}-back.html"),
        templates.text("anki/style.css"),
    )
