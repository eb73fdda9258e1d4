"""Patterns that are compiled when they are first used."""

from __future__ import annotations

import gc
import re
from importlib import import_module
from pathlib import Path

import pytest

import quizgen
from quizgen import regex as module
from quizgen.regex import regex


def test_it_does_what_the_compiled_pattern_does() -> None:
    lazy, compiled = (
        regex("(?P<n>[一二三])、?", re.ASCII),
        re.compile("(?P<n>[一二三])、?", re.ASCII),
    )
    text = "一、二、四三"
    assert lazy.findall(text) == compiled.findall(text)
    assert lazy.sub("x", text) == compiled.sub("x", text)
    found = lazy.search(text, 1)
    assert found is not None
    assert found.span("n") == (2, 3)
    assert (lazy.pattern, lazy.flags, lazy.groups) == (
        compiled.pattern,
        compiled.flags,
        compiled.groups,
    )


def test_it_is_compiled_at_the_first_use_and_once(monkeypatch: pytest.MonkeyPatch) -> None:
    calls = []
    monkeypatch.setattr(module, "_compiled", lambda *given: calls.append(given) or _real(*given))
    lazy = regex("a+")
    assert not calls
    lazy.match("aa")
    lazy.search("aa")
    assert calls == [("a+", 0)]


def test_bytes_are_taken_as_well() -> None:
    assert regex(b"[0-9]+").findall(b"1 22") == [b"1", b"22"]


def test_it_has_nothing_else() -> None:
    with pytest.raises(AttributeError):
        _ = regex("a").nothing  # type: ignore[attr-defined]


def test_every_pattern_of_the_program_compiles() -> None:
    """What `re.compile` would say on import is said here."""
    root = Path(quizgen.__file__).parent
    for path in sorted(root.rglob("*.py")):
        parts = path.relative_to(root.parent).with_suffix("").parts
        if parts[-1] not in ("__main__", "__init__"):
            import_module(".".join(parts))
    patterns = [found for found in gc.get_objects() if isinstance(found, module._Uncompiled)]
    assert len(patterns) > 100
    for pattern in patterns:
        assert pattern.groups >= 0, pattern


_real = module._compiled
