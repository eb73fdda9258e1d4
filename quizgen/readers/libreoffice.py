"""Converting documents with LibreOffice, in a folder of its own that is removed again.

It runs with a profile made for the one run: no macros, no links or pictures from
elsewhere, no network.  The user's own profile is neither read nor written, so that a
LibreOffice that is open beside it does no harm.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from quizgen.errors import UnreadableDocument

TIME_LIMIT = 180.0  # seconds; a textbook with a thousand formulas takes about ten
LARGEST_RESULT = 200_000_000  # bytes

_COMMANDS = ("soffice", "libreoffice")
# Where installers put it without adding it to PATH.
_PLACES: dict[str, tuple[str, ...]] = {
    "win32": (
        r"C:\Program Files\LibreOffice\program\soffice.com",
        r"C:\Program Files (x86)\LibreOffice\program\soffice.com",
    ),
    "darwin": (
        "/Applications/LibreOffice.app/Contents/MacOS/soffice",
        "~/Applications/LibreOffice.app/Contents/MacOS/soffice",
    ),
    "linux": (
        "/usr/lib/libreoffice/program/soffice",
        "/opt/libreoffice/program/soffice",
        "/snap/bin/libreoffice",
        "/var/lib/flatpak/exports/bin/org.libreoffice.LibreOffice",
    ),
}

# Settings of the profile (registrymodifications.xcu): place, name, value.  Security comes
# from several at once, because each version knows some of them.
_SCRIPTING = "/org.openoffice.Office.Common/Security/Scripting"
_INET = "/org.openoffice.Inet/Settings"
_NOWHERE = "127.0.0.1"  # a proxy that nothing listens at (port 9, discard)
_SETTINGS: tuple[tuple[str, str, str], ...] = (
    (_SCRIPTING, "MacroSecurityLevel", "3"),
    (_SCRIPTING, "DisableMacrosExecution", "true"),
    (_SCRIPTING, "DisableActiveContent", "true"),
    (_SCRIPTING, "BlockUntrustedRefererLinks", "true"),
    ("/org.openoffice.Office.Writer/Content/Update", "Link", "2"),  # never
    ("/org.openoffice.Office.Calc/Content/Update", "Link", "2"),
    ("/org.openoffice.Office.Jobs/Jobs/UpdateCheck", "AutoCheckEnabled", "false"),
    (_INET, "ooInetProxyType", "2"),  # the one named here
    (_INET, "ooInetHTTPProxyName", _NOWHERE),
    (_INET, "ooInetHTTPProxyPort", "9"),
    (_INET, "ooInetHTTPSProxyName", _NOWHERE),
    (_INET, "ooInetHTTPSProxyPort", "9"),
)


def convert(data: bytes, suffix: str, target: str, name: str, kind: str) -> bytes:
    """The document ``data`` in the format ``target`` (``docx``, ``pptx``).

    ``suffix`` is that of the format of ``data``, with its dot.  ``name`` and ``kind`` (a
    Word 97 document) are for messages.  Raises :exc:`UnreadableDocument` where
    LibreOffice is not installed, fails or takes too long.
    """
    program = find()
    remedy = f"open it in Word, PowerPoint or WPS and save it as .{target}"
    if program is None:
        raise UnreadableDocument(
            name,
            f"{kind} can be read only where LibreOffice is installed",
            f"install LibreOffice, or {remedy}",
        )
    with TemporaryDirectory(prefix="quizgen-", ignore_cleanup_errors=True) as folder:
        place = Path(folder)
        source = place / f"document{suffix}"
        source.write_bytes(data)
        _write_profile(place / "profile")
        result = place / "out" / f"document.{target}"
        try:
            _run([program, *_arguments(place, source, target)], place)
        except subprocess.TimeoutExpired:
            raise UnreadableDocument(
                name, f"LibreOffice took more than {TIME_LIMIT:.0f} seconds over it", remedy
            ) from None
        except OSError as error:
            raise UnreadableDocument(
                name, f"LibreOffice ({program}) cannot be started: {error.strerror}", remedy
            ) from error
        if not result.is_file():
            raise UnreadableDocument(
                name,
                f"LibreOffice cannot convert {kind} like this; it may be damaged, or protected "
                "by a password",
                remedy,
            )
        if result.stat().st_size > LARGEST_RESULT:
            raise UnreadableDocument(
                name, "it converts to more than any document holds", "split it into parts"
            )
        return result.read_bytes()


def find() -> str | None:
    """The path of LibreOffice's program; None where it is not installed."""
    for command in _COMMANDS:
        found = shutil.which(command)
        if found:
            return found
    for place in _PLACES.get(sys.platform, ()):
        path = Path(place).expanduser()
        if path.is_file():
            return str(path)
    return None


def _arguments(place: Path, source: Path, target: str) -> list[str]:
    return [
        f"-env:UserInstallation={(place / 'profile').as_uri()}",
        "--headless",
        "--norestore",
        "--nolockcheck",
        "--convert-to",
        target,
        "--outdir",
        str(place / "out"),
        str(source),
    ]


def _write_profile(profile: Path) -> None:
    items = "".join(
        f'<item oor:path="{path}"><prop oor:name="{name}" oor:op="fuse">'
        f"<value>{value}</value></prop></item>\n"
        for path, name, value in _SETTINGS
    )
    (profile / "user").mkdir(parents=True)
    (profile / "user" / "registrymodifications.xcu").write_text(
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<oor:items xmlns:oor="http://openoffice.org/2001/registry">\n'
        f"{items}</oor:items>\n",
        encoding="utf-8",
    )


def _run(command: list[str], place: Path) -> None:
    """Run ``command`` with ``place`` as its home, within the time limit.

    It is a launcher that starts the program proper, so both are ended together.
    """
    own_home = {"HOME": str(place), "XDG_CACHE_HOME": str(place), "XDG_CONFIG_HOME": str(place)}
    with subprocess.Popen(  # noqa: S603  no shell; the arguments are ours
        command,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        cwd=place,
        env=os.environ | own_home,
        start_new_session=True,
    ) as process:
        try:
            process.wait(TIME_LIMIT)
        finally:
            _end(process)


def _end(process: subprocess.Popen[bytes]) -> None:
    """End the process and all that it started; on Windows, those in its tree."""
    if sys.platform == "win32":
        subprocess.run(  # noqa: S603
            ["taskkill", "/T", "/F", "/PID", str(process.pid)],  # noqa: S607  part of Windows
            capture_output=True,
            check=False,
        )
    else:
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(process.pid, signal.SIGKILL)
