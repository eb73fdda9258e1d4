"""What keeps AnkiConnect from answering is told in one line that says what to do."""

from __future__ import annotations

import json
import socket
import tempfile
import threading
from collections.abc import Callable
from pathlib import Path

import pytest
from anki_connect import Desk, served
from conftest import Run

from quizgen.ankiconnect import collection
from quizgen.ankiconnect.client import Client, client
from quizgen.errors import AnkiRefused, UsageError

BANK = """\
format = 2
id = "b"
title = "题"

[[question]]
kind = "cloze"
id = "q"
stem = "坚持[[开局]]。"
"""


@pytest.fixture
def bank(tmp_path: Path) -> Path:
    path = tmp_path / "题.quiz.toml"
    path.write_text(BANK, "utf-8")
    return path


def reply(result: object, error: object = None) -> Callable[[bytes], bytes]:
    return lambda _: json.dumps({"result": result, "error": error}).encode()


# What answers, and what the one line says.
ANSWERS: dict[str, tuple[Callable[[bytes], bytes | None], str]] = {
    "a page": (lambda _: b"<html>", "not AnkiConnect"),
    "no text": (lambda _: b"\xff\xfe", "not AnkiConnect"),
    "nothing": (lambda _: None, "the connection failed"),
    "an empty answer": (lambda _: b"", "not AnkiConnect"),
    "other JSON": (lambda _: b'{"status": "ok"}', "not AnkiConnect"),
    "deep JSON": (lambda _: b"[" * 100_000, "not AnkiConnect"),
    "an interface of before 5": (lambda _: b"4", "too old (interface 4, needed: 6)"),
    "an older interface": (reply(5), "too old (interface 5, needed: 6)"),
    "a key is wanted": (reply(None, "valid api key must be provided"), "asks for an API key"),
    "no profile": (Desk(None), "no profile is open"),
    "an error": (reply(None, "no\nluck"), "version failed: no luck"),
    "an error alone": (lambda _: b'{"error": "no luck"}', "version failed: no luck"),
    "an unknown action": (reply(None, "unsupported action"), "knows no version"),
}


@pytest.mark.parametrize(("answer", "line"), ANSWERS.values(), ids=ANSWERS)
@pytest.mark.parametrize("command", ["push", "pull"])
def test_what_answers_otherwise(
    quizgen: Run, bank: Path, command: str, answer: Callable[[bytes], bytes | None], line: str
) -> None:
    with served(answer) as url:
        outcome = quizgen(command, bank, "--url", url)
    assert outcome.code == 10
    assert line in outcome.error
    assert outcome.error.endswith(")")  # what to do
    assert not outcome.out
    assert bank.read_text("utf-8") == BANK


@pytest.mark.parametrize(("status", "line"), [(403, "refuses programs"), (404, "not AnkiConnect")])
def test_another_status(quizgen: Run, bank: Path, status: int, line: str) -> None:
    with served(reply(6), status) as url:
        outcome = quizgen("push", bank, "--url", url)
    assert (outcome.code, line in outcome.error) == (10, True)


def test_what_speaks_no_http(quizgen: Run, bank: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:

        def greet() -> None:
            connection, _ = server.accept()
            with connection:
                connection.recv(100_000)
                connection.sendall(b"220 mail.example.org ESMTP\r\n")

        thread = threading.Thread(target=greet)
        thread.start()
        outcome = quizgen("push", bank, "--url", f"http://127.0.0.1:{server.getsockname()[1]}")
        thread.join()
    assert outcome.code == 10
    assert "not AnkiConnect" in outcome.error


def test_nothing_listens(quizgen: Run, bank: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
    outcome = quizgen("push", bank, "--url", f"127.0.0.1:{port}")
    assert outcome.code == 10
    assert f"nothing listens at 127.0.0.1:{port} (start Anki" in outcome.error


def test_a_dialog_that_blocks_anki_is_told() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:  # takes connections, never answers
        anki = Client("127.0.0.1", server.getsockname()[1], seconds=0.2)
        with pytest.raises(AnkiRefused, match=r"gives no answer .* \(close its dialogs"):
            anki.call("version")


@pytest.mark.parametrize(
    "url",
    [
        *(
            "http://example.org:8765",
            "http://10.0.0.1:8765",
            "https://127.0.0.1",
            "ftp://127.0.0.1",
        ),
        *(
            "http://127.0.0.1.example.org",
            "http://user@127.0.0.1",
            "http://127.0.0.1/x",
            "",
            "http://",
        ),
        "http://127.0.0.1:99999",
    ],
)
def test_no_other_computer(quizgen: Run, bank: Path, url: str) -> None:
    outcome = quizgen("push", bank, "--url", url)
    assert outcome.code == 2
    assert "is not an address of this computer" in outcome.error
    with pytest.raises(UsageError):
        client(url)


@pytest.mark.parametrize(
    ("url", "host", "port"),
    [
        ("http://127.0.0.1:8765", "127.0.0.1", 8765),
        ("http://localhost:9000/", "127.0.0.1", 9000),
        ("127.0.0.1", "127.0.0.1", 8765),
        ("http://[::1]:8765", "::1", 8765),
    ],
)
def test_this_computer(url: str, host: str, port: int) -> None:
    assert client(url) == Client(host, port)


def test_proxies_are_passed_over(quizgen: Run, bank: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with served(lambda _: pytest.fail("the proxy was asked")) as proxy, served(reply(5)) as url:
        for name in ("http_proxy", "HTTP_PROXY", "ALL_PROXY"):
            monkeypatch.setenv(name, proxy)
        monkeypatch.delenv("no_proxy", raising=False)
        assert "too old" in quizgen("push", bank, "--url", url).error


def test_the_key_is_given_or_taken_from_the_environment(
    quizgen: Run, bank: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with served(Desk(None, key="geheim")) as url:
        assert "asks for an API key" in quizgen("push", bank, "--url", url).error
        outcome = quizgen("push", bank, "--url", url, "--key", "falsch")
        assert "does not take this API key" in outcome.error
        assert "falsch" not in outcome.error
        assert "no profile" in quizgen("push", bank, "--url", url, "--key", "geheim").error
        monkeypatch.setenv("QUIZGEN_ANKI_KEY", "geheim")
        assert "no profile" in quizgen("push", bank, "--url", url).error


@pytest.mark.parametrize("answer", [None, 5, {"a": 1}, [{"noteId": 1}], [5]])
def test_notes_of_another_form(answer: object) -> None:
    def answered(body: bytes) -> bytes:
        finds = json.loads(body)["action"] == "findNotes" and isinstance(answer, list)
        return json.dumps({"result": [1] if finds else answer, "error": None}).encode()

    with served(answered) as url, pytest.raises(AnkiRefused, match="of another form"):
        collection.holdings(client(url), "b")


def test_no_package_is_left_when_anki_refuses_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    seen = []

    def answered(body: bytes) -> bytes:
        path = Path(json.loads(body)["params"]["path"])
        seen.append(path.read_bytes())
        return b'{"result": false, "error": null}'

    with served(answered) as url, pytest.raises(AnkiRefused, match="did not import"):
        collection.take(client(url), b"package")
    assert seen == [b"package"]
    assert not list(tmp_path.iterdir())
