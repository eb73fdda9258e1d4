"""Requests to AnkiConnect, on this computer and nowhere else.

The add-on takes ``{"action", "version", "params", "key"}`` as JSON and answers
``{"result", "error"}``, with HTTP status 200 also for errors.  Python's ``http.client``
knows no proxies, so those of the environment cannot come between.
"""

from __future__ import annotations

import http.client
import json
from collections.abc import Mapping
from ipaddress import ip_address
from typing import Any
from urllib.parse import urlsplit

from quizgen.errors import AnkiRefused, UsageError
from quizgen.records import dataclass

URL = "http://127.0.0.1:8765"
VERSION = 6
"""Of the add-on's interface; it is that of all add-ons since 2018."""

_SECONDS = 20.0
_LONG = 600.0  # an import of a large package
_LARGEST = 256 * 1024 * 1024  # bytes of an answer
_SLOW = frozenset({"importPackage"})
_WHERE = "Anki"
_KEY = "valid api key must be provided"
_CLOSED = "collection is not available"


@dataclass(frozen=True, slots=True)
class Client:
    """Where AnkiConnect listens, and its key if it wants one."""

    host: str
    port: int
    key: str = ""
    seconds: float = _SECONDS

    def call(self, action: str, **params: Any) -> Any:
        """The result of an action; AnkiRefused, with what to do, where there is none."""
        request: dict[str, Any] = {"action": action, "version": VERSION, "params": params}
        if self.key:
            request["key"] = self.key
        return _result(
            action, self._exchange(action, json.dumps(request).encode("ascii")), self.key
        )

    def check(self) -> None:
        """Raise AnkiRefused unless AnkiConnect is there, new enough, and has a profile open."""
        version = self.call("version")
        if type(version) is not int:
            raise self._stranger()
        if version < VERSION:
            raise AnkiRefused(
                _WHERE,
                f"its add-on AnkiConnect is too old (interface {version}, needed: {VERSION})",
                "update the add-on in Anki: Tools, Add-ons, Check for Updates",
            )
        self.call("deckNames")  # fails where no profile is open

    def _exchange(self, action: str, body: bytes) -> Any:
        """The parsed answer to a request."""
        seconds = _LONG if action in _SLOW else self.seconds
        connection = http.client.HTTPConnection(self.host, self.port, timeout=seconds)
        try:
            connection.request("POST", "/", body, {"Content-Type": "application/json"})
            response = connection.getresponse()
            status, data = response.status, response.read(_LARGEST + 1)
        except TimeoutError as error:
            raise AnkiRefused(
                _WHERE,
                f"gives no answer within {seconds:g} seconds ({action})",
                "close its dialogs, let a synchronisation end, and try again",
            ) from error
        except ConnectionRefusedError as error:
            raise AnkiRefused(
                _WHERE,
                f"nothing listens at {self.host}:{self.port}",
                "start Anki, with the add-on AnkiConnect (code 2055492159) installed",
            ) from error
        except OSError as error:  # RemoteDisconnected, which is both, too
            said = (error.strerror or str(error)).lower()
            raise AnkiRefused(
                _WHERE, f"the connection failed: {said}", "see whether Anki is still running"
            ) from error
        except http.client.HTTPException as error:
            raise self._stranger() from error
        finally:
            connection.close()
        if status == http.HTTPStatus.FORBIDDEN:
            raise AnkiRefused(
                _WHERE,
                "AnkiConnect refuses programs on this computer",
                "mend its webCorsOriginList",
            )
        if status != http.HTTPStatus.OK or len(data) > _LARGEST:
            raise self._stranger()
        try:
            return json.loads(data.decode("utf-8"))
        except (ValueError, RecursionError) as error:
            raise self._stranger() from error

    def _stranger(self) -> AnkiRefused:
        return AnkiRefused(
            f"{self.host}:{self.port}",
            "what answers there is not AnkiConnect",
            "install the add-on (code 2055492159), or name its port with --url",
        )


def client(url: str = URL, key: str = "") -> Client:
    """The client for ``url``; UsageError unless it is plain HTTP to this computer."""
    try:
        parts = urlsplit(url if "//" in url else f"//{url}", scheme="http")
        port = parts.port or 8765
        host = "127.0.0.1" if parts.hostname == "localhost" else parts.hostname or ""
        local = parts.scheme == "http" and ip_address(host).is_loopback
    except ValueError:
        local = False
    if not local or parts.path.strip("/") or parts.query or parts.username:
        raise UsageError("--url", f"{url!r} is not an address of this computer", f"such as {URL}")
    return Client(host, port, key)


def _result(action: str, answer: Any, key: str) -> Any:
    """The result in an answer of any shape that the add-on has had."""
    if not isinstance(answer, Mapping) or "error" not in answer:
        return answer  # as interfaces before 5 did
    error = answer["error"]
    if not error:
        return answer.get("result")
    said = " ".join(str(error).split())
    if _KEY in said:
        what = "it does not take this API key" if key else "its AnkiConnect asks for an API key"
        remedy = "give the apiKey of the add-on's configuration with --key or QUIZGEN_ANKI_KEY"
        raise AnkiRefused(_WHERE, what, remedy)
    if _CLOSED in said:
        raise AnkiRefused(_WHERE, "no profile is open", "choose one in Anki's window")
    if said == "unsupported action":
        raise AnkiRefused(_WHERE, f"its AnkiConnect knows no {action}", "update the add-on")
    raise AnkiRefused(_WHERE, f"{action} failed: {said}", "see whether Anki can do it by hand")
