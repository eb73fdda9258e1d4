"""Bank → Anki's text file (``NAME-anki.txt``): the same notes, for those who want to look.

One row a note, tab between columns: guid, note type, deck, tags, then the fields of the
note type.  Anki imports it (File › Import) where the note types are there already, from a
package of quizgen; it then updates notes by their guid and leaves their history alone.
"""

from __future__ import annotations

from quizgen.exporters import Options, Output
from quizgen.exporters.ankideck.collect import collect
from quizgen.exporters.ankideck.notes import Note
from quizgen.exporters.ankideck.notetypes import NOTE_TYPES
from quizgen.quiz import Bank

_HEAD = """\
#separator:tab
#html:true
#guid column:1
#notetype column:2
#deck column:3
#tags column:4
"""
_FIRST = 4  # columns before the fields
_QUOTED = frozenset('"\t\r\n')


def export(bank: Bank, options: Options) -> Output:
    """The bank as an Anki text file; ``count`` is its number of notes.

    Raises NothingToAsk and BadBank as the export of a package does.
    """
    found = collect([bank], options)
    width = _FIRST + max(len(kind.fields) for kind in NOTE_TYPES)
    rows = ("\t".join(_row(note, width)) + "\n" for note in found.notes)
    text = _HEAD + "".join(rows)
    return Output(text.encode("utf-8"), len(found.notes), found.problems)


def _row(note: Note, width: int) -> list[str]:
    """The columns of a note; those that its type lacks are empty."""
    columns = [note.guid, note.kind.name, note.deck, " ".join(note.tags), *note.values()]
    return [_cell(column) for column in columns] + [""] * (width - len(columns))


def _cell(text: str) -> str:
    """``text`` as a cell: in quotes where Anki would end it early, or take it for a comment."""
    if _QUOTED.isdisjoint(text) and not text.startswith("#"):
        return text
    return '"' + text.replace('"', '""') + '"'
