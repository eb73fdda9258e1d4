"""A stand-in for AnkiConnect: its protocol over HTTP, before the real Anki's own collection."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from real_anki import Collection, import_export_pb2

Request = dict[str, Any]


@contextmanager
def served(answer: Callable[[bytes], bytes | None], status: int = 200) -> Iterator[str]:
    """A server on this computer; its URL.  An answer of None closes the connection."""

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            said = answer(self.rfile.read(int(self.headers["Content-Length"])))
            if said is None:
                self.close_connection = True
                return
            self.send_response(status)
            self.send_header("Content-Length", str(len(said)))
            self.end_headers()
            self.wfile.write(said)

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


@dataclass
class Desk:
    """A desktop Anki with the add-on.  ``times``: newer add-ons tell when a note was changed."""

    col: Collection | None
    key: str | None = None
    version: int = 6
    times: bool = True
    asked: list[str] = field(default_factory=list)

    def __call__(self, body: bytes) -> bytes:
        request = json.loads(body)
        self.asked.append(request["action"])
        try:
            if request.get("key") != self.key:
                raise ValueError("valid api key must be provided")  # noqa: TRY301
            action = getattr(self, f"do_{request['action']}", None)
            if action is None:
                raise ValueError("unsupported action")  # noqa: TRY301
            reply = {"result": action(**request["params"]), "error": None}
        except Exception as error:  # noqa: BLE001 - as the add-on does
            reply = {"result": None, "error": str(error)}
        return json.dumps(reply).encode()

    @property
    def _open(self) -> Collection:
        if self.col is None:
            raise ValueError("collection is not available")
        return self.col

    def do_version(self) -> int:
        return self.version

    def do_deckNames(self) -> list[str]:  # noqa: N802 - the protocol's names
        return [deck.name for deck in self._open.decks.all_names_and_ids()]

    def do_findNotes(self, query: str) -> list[int]:  # noqa: N802
        return [int(number) for number in self._open.find_notes(query)]

    def do_notesInfo(self, notes: list[int]) -> list[dict[str, Any]]:  # noqa: N802
        return [self._info(number) for number in notes]

    def _info(self, number: int) -> dict[str, Any]:
        note = self._open.get_note(number)  # type: ignore[arg-type]
        kind = note.note_type()
        assert kind is not None
        fields = {
            name: {"value": value, "order": order}
            for order, (name, value) in enumerate(note.items())
        }
        info: dict[str, Any] = {
            "noteId": note.id,
            "tags": note.tags,
            "fields": fields,
            "modelName": kind["name"],
            "cards": [card.id for card in note.cards()],
        }
        return info | ({"mod": note.mod} if self.times else {})

    def do_getDecks(self, cards: list[int]) -> dict[str, list[int]]:  # noqa: N802
        found: dict[str, list[int]] = {}
        for number in cards:
            deck = self._open.decks.name(self._open.get_card(number).did)  # type: ignore[arg-type]
            found.setdefault(deck, []).append(number)
        return found

    def do_importPackage(self, path: str) -> bool:  # noqa: N802
        options = import_export_pb2.ImportAnkiPackageOptions(
            merge_notetypes=True, with_scheduling=True, with_deck_configs=True
        )
        self._open.import_anki_package(
            import_export_pb2.ImportAnkiPackageRequest(package_path=path, options=options)
        )
        return True

    def do_addTags(self, notes: list[int], tags: str) -> None:  # noqa: N802
        self._open.tags.bulk_add(notes, tags)  # type: ignore[arg-type]

    def do_removeTags(self, notes: list[int], tags: str) -> None:  # noqa: N802
        self._open.tags.bulk_remove(notes, tags)  # type: ignore[arg-type]

    def do_updateNoteFields(self, note: dict[str, Any]) -> None:  # noqa: N802
        held = self._open.get_note(note["id"])
        for name, value in note["fields"].items():
            held[name] = value
        self._open.update_note(held)
