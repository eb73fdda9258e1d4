"""Files appear together and whole, or not at all."""

from __future__ import annotations

import errno
import os
from pathlib import Path

import pytest

from quizgen import files
from quizgen.errors import BadBank, CannotWrite, UnreadableDocument
from tests.conftest import left_over

NEW = {"a.toml": b"new a", "b.apkg": b"new b", "c.pdf": b"new c"}


def wanted(folder: Path) -> dict[Path, bytes]:
    return {folder / name: data for name, data in NEW.items()}


def content(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def test_all_files_are_written_and_nothing_else(tmp_path: Path) -> None:
    folder = tmp_path / "deep" / "er"
    files.write_together(wanted(folder))
    assert content(folder) == NEW


def test_old_files_are_replaced(tmp_path: Path) -> None:
    (tmp_path / "b.apkg").write_bytes(b"old")
    files.write_together(wanted(tmp_path))
    assert content(tmp_path) == NEW


class Stop(BaseException):
    """Stands for Ctrl-C: no Exception."""


FAILURES = [
    OSError(errno.ENOSPC, "No space left on device"),
    PermissionError(errno.EACCES, "Permission denied"),
    Stop(),
]


@pytest.mark.parametrize("failure", FAILURES, ids=["full", "refused", "stopped"])
@pytest.mark.parametrize("at", [1, 2, 3])
@pytest.mark.parametrize("step", ["open", "link", "replace"])
def test_a_failure_at_any_step_changes_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: str, at: int, failure: BaseException
) -> None:
    old = {"a.toml": b"old a", "b.apkg": b"old b", "c.pdf": b"old c"}
    for name, data in old.items():
        (tmp_path / name).write_bytes(data)
    owner = os if step == "link" else Path
    real = getattr(owner, step)
    calls = 0

    def failing(*args: object, **named: object) -> object:
        nonlocal calls
        calls += 1
        if calls == at:
            if step == "link" and isinstance(failure, OSError):
                monkeypatch.setattr(files.shutil, "copyfile", refuse)
            raise failure
        return real(*args, **named)

    def refuse(*_: object) -> None:
        raise failure

    monkeypatch.setattr(owner, step, failing)
    with pytest.raises((CannotWrite, Stop)):
        files.write_together(wanted(tmp_path))
    monkeypatch.undo()
    assert content(tmp_path) == old


@pytest.mark.parametrize("at", [1, 2, 3])
def test_new_files_and_folders_vanish_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, at: int
) -> None:
    real = Path.replace
    calls = 0

    def failing(self: Path, target: Path) -> Path:
        nonlocal calls
        calls += 1
        if calls == at:
            raise OSError(errno.ENOSPC, "No space left on device")
        return real(self, target)

    monkeypatch.setattr(Path, "replace", failing)
    with pytest.raises(CannotWrite, match="no space left on the disk"):
        files.write_together(wanted(tmp_path / "new" / "folder"))
    assert list(tmp_path.iterdir()) == []


def test_without_hard_links_the_old_content_is_copied(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "a.toml").write_bytes(b"old")

    def refuse(*_: object) -> None:
        raise OSError(errno.EPERM, "Operation not permitted")

    monkeypatch.setattr(os, "link", refuse)
    files.write_together(wanted(tmp_path))
    assert content(tmp_path) == NEW


@pytest.mark.skipif(os.name == "nt", reason="links need a privilege on Windows")
def test_a_link_stays_a_link(tmp_path: Path) -> None:
    real = tmp_path / "elsewhere" / "bank.toml"
    real.parent.mkdir()
    real.write_bytes(b"old")
    link = tmp_path / "a.toml"
    link.symlink_to(real)
    files.write_together({link: b"new"})
    assert link.is_symlink()
    assert real.read_bytes() == b"new"


def test_a_name_as_long_as_names_may_be(tmp_path: Path) -> None:
    path = tmp_path / ("长" * 83 + ".pdf")  # 253 bytes of 255
    files.write_together({path: b"x"})
    assert path.read_bytes() == b"x"


def test_a_folder_in_the_place_of_a_file(tmp_path: Path) -> None:
    (tmp_path / "b.apkg").mkdir()
    with pytest.raises(CannotWrite, match=r"b\.apkg: a folder has this name"):
        files.write_together(wanted(tmp_path))
    assert content_names(tmp_path) == ["b.apkg"]
    assert left_over(tmp_path) == []


def content_names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_a_file_in_the_place_of_the_folder(tmp_path: Path) -> None:
    (tmp_path / "out").write_bytes(b"mine")
    for call in (
        lambda: files.check_folder(tmp_path / "out" / "deep"),
        lambda: files.check_folder(tmp_path / "out"),
        lambda: files.write_together(wanted(tmp_path / "out")),
    ):
        with pytest.raises(CannotWrite, match="a file stands where a folder is needed"):
            call()
    assert (tmp_path / "out").read_bytes() == b"mine"


def test_check_folder_makes_nothing(tmp_path: Path) -> None:
    files.check_folder(tmp_path / "not" / "yet")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may write")
def test_a_folder_without_permission(tmp_path: Path) -> None:
    tmp_path.chmod(0o500)
    with pytest.raises(CannotWrite, match="permission denied"):
        files.check_folder(tmp_path / "new")


def test_reading_tells_which_kind_of_file_is_wrong(tmp_path: Path) -> None:
    with pytest.raises(UnreadableDocument, match="no such file"):
        files.read(tmp_path / "none.txt")
    with pytest.raises(BadBank, match="is a folder"):
        files.read(tmp_path, BadBank)


def test_a_file_without_an_end_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(files, "LARGEST", 10)
    path = tmp_path / "a.txt"
    path.write_bytes(b"0123456789")
    assert files.read(path) == b"0123456789"
    path.write_bytes(b"0123456789+")
    with pytest.raises(UnreadableDocument, match="larger than"):
        files.read(path)
