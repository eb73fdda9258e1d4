"""Packages in the real Anki: import, look at what a learner sees, check the database."""

from __future__ import annotations

import html
import re
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

with warnings.catch_warnings():
    warnings.simplefilter("ignore")
    from anki import import_export_pb2
    from anki.collection import Collection

_HIDDEN = re.compile(r"(?s)<!--.*?-->|<(script|style)\b.*?</\1>|<span[^>]*hidden>.*?</span>")


@dataclass(frozen=True)
class Log:
    """What an import did, in numbers of notes."""

    new: int
    updated: int
    duplicate: int
    conflicting: int


@contextmanager
def collection(folder: Path) -> Iterator[Collection]:
    """A fresh collection in ``folder``."""
    folder.mkdir(parents=True, exist_ok=True)
    opened = Collection(str(folder / "collection.anki2"))
    try:
        yield opened
    finally:
        opened.close()


def bring_in(col: Collection, package: bytes, folder: Path) -> Log:
    """Import a package as the desktop program does, with its own defaults."""
    path = folder / "deck.apkg"
    path.write_bytes(package)
    newer = import_export_pb2.IMPORT_ANKI_PACKAGE_UPDATE_CONDITION_IF_NEWER
    log = col.import_anki_package(
        import_export_pb2.ImportAnkiPackageRequest(
            package_path=str(path),
            options=import_export_pb2.ImportAnkiPackageOptions(
                update_notes=newer, update_notetypes=newer
            ),
        )
    ).log
    return Log(len(log.new), len(log.updated), len(log.duplicate), len(log.conflicting))


def cards(col: Collection) -> list[Any]:
    """All cards in the order in which new ones come up."""
    return [col.get_card(number) for number in col.db.list("select id from cards order by due")]


def seen(markup: str, css_class: str = "") -> str:
    """The text that is seen in ``markup``, or in its first element of a class."""
    if css_class:
        found = re.search(rf'(?s)<(\w+) class="{css_class}">(.*?)</\1>', markup)
        markup = found[2] if found else ""
    text = _HIDDEN.sub("", markup).replace("<br>", "\n")
    return html.unescape(re.sub(r"<[^>]*>", "", text))


def answer_all(col: Collection) -> int:
    """Answer every new card once with Good, as the scheduler gives them; how many."""
    config = col.decks.all_config()
    for preset in config:
        preset["new"]["perDay"] = preset["rev"]["perDay"] = 9999
        preset["new"]["bury"] = preset["rev"]["bury"] = False
        col.decks.update_config(preset)
    answered = 0
    for deck in col.decks.all_names_and_ids():
        col.decks.select(deck.id)
        while queued := col.sched.get_queued_cards().cards:
            card = col.get_card(queued[0].card.id)
            if card.reps:
                break
            card.start_timer()
            col.sched.answerCard(card, 4)
            answered += 1
    _settle(col)
    return answered


def _settle(col: Collection) -> None:
    """Let the cards agree with the log about when they were answered.

    The log has one row a millisecond. Answers that come faster than that are entered later than
    they were given, some in the next second, and Anki's check then says so of their cards.
    """
    said, sound = col.fix_integrity()
    assert sound or said.startswith("Added last review time"), said
