"""Push and pull with a desktop Anki: the real window, the real add-on, in a folder of its own.

    python benchmarks/real_anki_desktop.py --anki-python PYTHON --addon FOLDER [--record FILE]

PYTHON has the package `aqt` (with PyQt6); FOLDER is the add-on AnkiConnect, as unpacked. Needs
no screen. Every step is checked, and an exit code of 1 says that one failed. `--record` writes
what went over the line, one exchange a row, for `tests/recorded/`.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from http.client import HTTPConnection
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

BANK = """\
format = 2
id = "desk1"
title = "工作会议讲话"

[[question]]
kind = "cloze"   # 第一题
section = [["一、", "开好局"]]
stem = "坚持[[稳中求进]]，守住[[底线]]。"
id = "q1"

[[question]]
kind = "cloze"
stem = 'a < b && [[c]] 之 {{c1::d}} \\\\(x\\\\)  ::'
id = "q2"
note = "第一行\\n第二行"

[[question]]
kind = "cloze"
stem = '{{ [[e]] **'
id = "q3"

[[question]]
kind = "matching"
pairs = [
  { premise = "稳粮", response = "建高标准农田", id = "p1" },  # 农业
  { premise = "护河", response = "清淤", id = "p2" },
]
distractors = ["植树"]
id = "m1"
"""

PREPARE = """
import sys
from pathlib import Path
from aqt.profiles import ProfileManager
profiles = ProfileManager(Path(sys.argv[1]))
profiles.setupMeta()
profiles.setLang("en_US")
profiles.meta.update(firstRun=False, updates=False, check_for_updates=False)
for name in ("Learner", "Other"):
    profiles.create(name)
profiles.load("Learner")
profiles.set_last_loaded_profile_name(None)  # so that it asks which one
profiles.save()
"""
# An add-on that types: it shows the note of a file `type` in the browser, runs the script of that
# file in the first field as the editor has it, and lets the editor save.
DRIVER = """
import json
from pathlib import Path
from aqt import dialogs, mw
from aqt.qt import QTimer

ASKED = Path(__file__).parent / "type"
SCRIPT = '''
(() => {
  const host = document.querySelectorAll(".rich-text-editable")[0];
  const field = host && host.shadowRoot.querySelector("anki-editable");
  if (!field || !field.textContent.includes(%s)) { return false; }
  field.focus();
  const range = document.createRange();
  range.selectNodeContents(field);
  range.collapse(false);
  const selection = document.getSelection();
  selection.removeAllRanges();
  selection.addRange(range);
  %s
  return true;
})()
'''

def look():
    if not ASKED.exists():
        return
    timer.stop()
    number, shown, script = json.loads(ASKED.read_text("utf-8"))
    browser = dialogs.open("Browser", mw)
    browser.search_for(f"nid:{number}")
    browser.table.select_all()
    def save():
        browser.editor.call_after_note_saved(done)
    def done():
        ASKED.unlink()
        timer.start(300)
    def typed(yes):
        QTimer.singleShot(1500, save if yes else type_it)
    def type_it():  # once the editor shows the note
        if browser.editor is None or browser.editor.web is None:
            typed(False)
        else:
            browser.editor.web.evalWithCallback(SCRIPT % (json.dumps(shown), script), typed)
    type_it()

timer = QTimer()
timer.timeout.connect(look)
timer.start(300)
"""
START = "import aqt; aqt.run()"
HEADLESS = {
    "LOGNAME": f"quizgen-{os.getpid()}",  # else it would show the window of one that is running
    "QT_QPA_PLATFORM": "offscreen",
    "QTWEBENGINE_DISABLE_SANDBOX": "1",
    "QTWEBENGINE_CHROMIUM_FLAGS": "--no-sandbox --disable-gpu",
}
KEY = "geheim"


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as server:
        return int(server.getsockname()[1])


class Anki:
    """A running desktop Anki."""

    def __init__(self, python: str, addon: Path, base: Path) -> None:
        self.port = free_port()
        self.environment = os.environ | HEADLESS
        base.mkdir()
        subprocess.run(
            [python, "-c", PREPARE, str(base)],
            env=self.environment,
            check=True,
            capture_output=True,
        )
        self.addon = base / "addons21" / "2055492159"
        shutil.copytree(addon, self.addon)
        self.driver = base / "addons21" / "driver"
        self.driver.mkdir()
        (self.driver / "__init__.py").write_text(DRIVER, "utf-8")
        self.configure(None)
        self.log = base / "anki.log"
        with self.log.open("wb") as log:
            self.process = subprocess.Popen(
                [python, "-c", START, "-b", str(base)],
                env=self.environment,
                stdout=log,
                stderr=subprocess.STDOUT,
            )

    def configure(self, key: str | None) -> None:
        """Write the add-on's configuration, which it reads at every request."""
        config = json.loads((self.addon / "config.json").read_text("utf-8"))
        config |= {"webBindPort": self.port, "apiKey": key}
        (self.addon / "meta.json").write_text(json.dumps({"config": config}), "utf-8")

    def call(self, action: str, **params: Any) -> Any:
        body = json.dumps({"action": action, "version": 6, "params": params}).encode()
        answer = json.loads(forward(self.port, body))
        if answer["error"]:
            raise RuntimeError(answer["error"])
        return answer["result"]

    def type(self, number: int, shown: str, script: str) -> None:
        """Let the editor run a script in the first field of a note that shows this, and save."""
        asked = self.driver / "type"
        asked.with_suffix(".new").write_text(json.dumps([number, shown, script]), "utf-8")
        asked.with_suffix(".new").rename(asked)
        for _ in range(60):
            if not asked.exists():
                return
            time.sleep(0.5)
        sys.exit("the editor does not save")

    def wait(self, action: str) -> None:
        for _ in range(240):
            with suppress(OSError, RuntimeError):
                self.call(action)
                return
            time.sleep(0.5)
        sys.exit(f"Anki does not come up:\n{self.log.read_text('utf-8', 'replace')}")


def forward(port: int, body: bytes) -> bytes:
    connection = HTTPConnection("127.0.0.1", port, timeout=120)
    try:
        connection.request("POST", "/", body, {"Content-Type": "application/json"})
        return connection.getresponse().read()
    finally:
        connection.close()


@contextmanager
def recorder(port: int, rows: list[dict[str, Any]]) -> Iterator[str]:
    """A server before Anki's that notes what goes over the line; its URL."""

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            said = forward(port, body)
            rows.append({"request": json.loads(body), "answer": json.loads(said)})
            self.send_response(200)
            self.send_header("Content-Length", str(len(said)))
            self.end_headers()
            self.wfile.write(said)

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        thread.join()


class Session:
    """The steps, each with what it must say."""

    def __init__(self, anki: Anki, bank: Path, url: str) -> None:
        self.anki, self.bank, self.url = anki, bank, url
        self.failed = 0

    def run(self, step: str, code: int, says: str, *arguments: str, url: str = "") -> str:
        command = [sys.executable, "-m", "quizgen", arguments[0], str(self.bank)]
        command += ["--url", url or self.url, *arguments[1:]]
        done = subprocess.run(command, capture_output=True, encoding="utf-8", check=False)
        right = done.returncode == code and says in done.stdout + done.stderr
        self.tell(step, right, f"{done.returncode}\n{done.stdout}{done.stderr}")
        return done.stdout

    def tell(self, step: str, right: bool, detail: object = "") -> None:  # noqa: FBT001
        print(
            f"{'ok  ' if right else 'FAIL'} {step}" + ("" if right else f": {detail}"), flush=True
        )
        self.failed += not right

    def note(self, name: str) -> dict[str, Any]:
        numbers = self.anki.call("findNotes", query=f'"Id:desk1/{name}"')
        (info,) = self.anki.call("notesInfo", notes=numbers)
        return dict(info)

    def edit(self, name: str, **fields: str) -> None:
        number = self.note(name)["noteId"]
        self.anki.call("updateNoteFields", note={"id": number, "fields": fields})

    def mend(self, old: str, new: str) -> None:
        text = self.bank.read_text("utf-8")
        self.bank.write_text(text.replace(old, new), "utf-8")

    def closed(self) -> None:
        self.run("no profile is open", 10, "no profile is open", "push")
        self.anki.call("loadProfile", name="Learner")
        self.anki.wait("deckNames")

    def pushing(self) -> None:
        self.run("a first push", 0, "added         5", "push")
        self.run("a second push", 0, "unchanged     5", "push")
        cards = self.note("q1")["cards"]
        self.anki.call("addTags", notes=[self.note("q1")["noteId"]], tags="marked")
        time.sleep(1.1)  # so that Anki's time of the note is later than the bank's
        self.mend("底线", "红线")
        self.run("an edit in the bank", 0, "updated       1", "push")
        note = self.note("q1")
        self.tell("its note", "红线" in note["fields"]["Text"]["value"], note)
        self.tell(
            "its cards and tags stay", note["cards"] == cards and "marked" in note["tags"], note
        )
        self.run("a push without news", 0, "unchanged     5", "push")

    def pulling(self) -> None:
        text = self.note("q1")["fields"]["Text"]["value"]
        time.sleep(1.1)
        self.edit("q1", Text=text.replace("坚持", "<div>始终&nbsp;坚持</div>"), Note="会考<br>")
        self.edit("q2", Text=self.note("q2")["fields"]["Text"]["value"] + '<img src="a.png">')
        self.edit("m1/p1", Response="建<b>良田</b>")
        self.edit("m1/p2", Response="清淤泥")
        self.run("edits are not overwritten", 0, "edited        4", "push")
        before = self.bank.read_text("utf-8")
        self.run("nothing is written in a pipe", 0, "nothing was written", "pull")
        self.tell("the bank is as it was", self.bank.read_text("utf-8") == before)
        self.run("a pull", 0, "3 texts taken over", "pull", "--yes")
        expected = before.replace("坚持[[", "始终 坚持\\n[[").replace("清淤", "清淤泥")
        expected = expected.replace('红线]]。"', '红线]]。"\nnote = "会考"')
        self.tell("just these texts", self.bank.read_text("utf-8") == expected, expected)
        self.run("what is left", 0, "q2 stem: a picture", "pull")
        self.run("formatting is left, too", 0, "m1/p1 response: bold", "pull")

    def typing(self) -> None:
        """Edit a note in the editor's own window, and look at what it makes of the text."""
        number = self.note("q3")["noteId"]
        script = "document.execCommand('insertText', false, '，  两 格'); "
        script += "document.execCommand('insertParagraph'); "
        script += "document.execCommand('insertText', false, '第二行 ');"
        self.anki.type(number, "{{c1::e}}", script)
        html = self.note("q3")["fields"]["Text"]["value"]
        self.tell(f"the editor was there: {html}", "第二行" in html and "&nbsp;" in html, html)
        before = self.bank.read_text("utf-8")
        self.run("what was typed is pulled", 0, "1 text taken over", "pull", "--yes")
        expected = before.replace("""'{{ [[e]] **'""", '"{{ [[e]] **，  两 格\\n第二行 "')
        self.tell("just that", self.bank.read_text("utf-8") == expected, expected)
        self.run("nothing is left to pull", 0, "nothing was edited", "pull")

    def conflicts(self) -> None:
        self.run("the bank's news after the pull", 0, "updated       1", "push")
        time.sleep(1.1)
        self.edit("q1", Note="常考")
        self.mend("会考", "必考")
        self.run("a conflict", 0, "conflicts     1", "push")
        self.run("side by side", 0, "CONFLICT", "pull")
        self.run("the bank's", 0, "0 texts taken over", "pull", "--yes", "--prefer", "bank")
        self.run("stands", 0, "updated       1", "push")
        self.tell("in Anki", self.note("q1")["fields"]["Note"]["value"] == "必考", self.note("q1"))

    def retiring(self) -> None:
        text = self.bank.read_text("utf-8")
        start = text.index('[[question]]\nkind = "cloze"\n')
        end = text.index("[[question]]", start + 1)
        self.bank.write_text(text[:start] + text[end:], "utf-8")
        self.run("a retired question", 0, "retired       1", "push")
        self.tell("no tag unasked", "quizgen::退役" not in self.note("q2")["tags"])
        self.run("is tagged", 0, "tagged 1", "push", "--tag-retired")
        self.tell("in Anki", "quizgen::退役" in self.note("q2")["tags"])
        self.bank.write_text(text, "utf-8")
        self.run("is back", 0, "tag taken from 1", "push", "--tag-retired")

    def refusing(self) -> None:
        self.anki.configure(KEY)
        self.run("a key is asked for", 10, "asks for an API key", "push")
        self.run("a wrong key", 10, "does not take this API key", "push", "--key", "falsch")
        self.run("the right key", 0, "unchanged", "push", "--key", KEY)
        self.anki.configure(None)
        direct = f"http://127.0.0.1:{self.anki.port}"
        self.anki.process.send_signal(signal.SIGSTOP)
        self.run("Anki hangs", 10, "gives no answer", "push", url=direct)
        self.anki.process.send_signal(signal.SIGCONT)
        self.anki.wait("version")
        self.anki.process.terminate()
        self.anki.process.wait(60)
        self.run("Anki is closed", 10, "nothing listens", "push", url=direct)


def kinds(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The first exchange of each action with a result, without one, and of each error."""
    found: dict[tuple[object, ...], dict[str, Any]] = {}
    for row in rows:
        action, answer = row["request"]["action"], row["answer"]
        if action == "importPackage":
            row["request"]["params"] = {"path": "quizgen.apkg"}
        filtered = "deck:filtered" in str(row["request"]["params"])
        found.setdefault((action, filtered, bool(answer["result"]), answer["error"]), row)
    return list(found.values())


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--anki-python", required=True)
    parser.add_argument("--addon", type=Path, required=True)
    parser.add_argument("--record", type=Path)
    given = parser.parse_args()
    rows: list[dict[str, Any]] = []
    with tempfile.TemporaryDirectory(prefix="quizgen-desk-") as name:
        folder = Path(name)
        bank = folder / "讲话.quiz.toml"
        bank.write_text(BANK, "utf-8")
        anki = Anki(given.anki_python, given.addon, folder / "anki")
        try:
            anki.wait("version")
            with recorder(anki.port, rows) as url:
                session = Session(anki, bank, url)
                session.closed()
                session.pushing()
                session.typing()
                session.pulling()
                session.conflicts()
                session.retiring()
                session.refusing()
        finally:
            anki.process.kill()
            anki.process.wait(60)
    if given.record:
        lines = [json.dumps(row, ensure_ascii=False) + "\n" for row in kinds(rows)]
        given.record.write_text("".join(lines), "utf-8")
    sys.exit(1 if session.failed else 0)


if __name__ == "__main__":
    main()
