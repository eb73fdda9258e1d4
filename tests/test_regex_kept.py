"""Patterns from kept forms are those that Python compiles; what is damaged is compiled anew."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizgen import regex
from quizgen.kept import Damaged

PATTERNS = [
    (r"[\u4e00-\u9fff]{2,4}", 0),
    (r"(?P<number>[0-9一二三]+)(?P<unit>[年月日])?(x)?", 0),
    (r"(?<![第0-9])[，。；：]|^a|b$", re.MULTILINE),
    (r"[a-f\U00020000-\U000323af]+", re.IGNORECASE),
    (r"(?:的|地|得)(?!时)(?=[^，]*，)", 0),
    ("", 0),
]
KEPT = regex._read(regex._written({key: regex._form(*key) for key in PATTERNS}))


@pytest.mark.parametrize("key", PATTERNS)
@given(text=st.text(st.sampled_from("第一二年月，。的地得时aAbxF5\n𠮷年"), max_size=30))
def test_a_kept_form_is_the_pattern(key: tuple[str, int], text: str) -> None:
    made, stock = regex._made(key[0], KEPT[key]), re.compile(*key)
    assert made == stock
    assert made.groupindex == stock.groupindex
    assert matches(made, text) == matches(stock, text)


def matches(pattern: re.Pattern[str], text: str) -> list[tuple[object, ...]]:
    found = pattern.finditer(text)
    return [(m.span(), m.groups(), m.groupdict(), m.lastgroup) for m in found]


@pytest.mark.parametrize(
    "harm",
    [
        pytest.param(lambda _: b"", id="empty"),
        pytest.param(lambda data: data[:-1], id="cut short"),
        pytest.param(lambda data: data[:-1] + bytes([data[-1] ^ 1]), id="one byte"),
        pytest.param(lambda data: b"Q" + data[1:], id="another form"),
    ],
)
def test_damage_is_seen(harm: Callable[[bytes], bytes]) -> None:
    with pytest.raises(Damaged):
        regex._read(harm(regex._written(KEPT)))


PROGRAM = """
import re, sys
compiled = []
stock = re._compiler._code
re._compiler._code = lambda *given: compiled.append(given) or stock(*given)
from quizgen.regex import regex
assert regex("[一-鿿]+").findall("a法b律") == ["法", "律"]
assert regex(b"[0-9]").findall(b"a1") == [b"1"]
print(len(compiled))
"""


@pytest.mark.skipif(sys.version_info < (3, 11), reason="compiled each time")
def test_the_second_run_compiles_nothing_of_it(tmp_path: Path) -> None:
    def run(program: str = PROGRAM) -> str:
        settings = os.environ | {"XDG_CACHE_HOME": str(tmp_path)}
        command = [sys.executable, "-c", program]
        done = subprocess.run(command, env=settings, capture_output=True, check=True)
        return done.stdout.decode()

    first, second = int(run()), int(run())
    assert second == first - 1  # bytes are compiled each time
    (kept,) = (tmp_path / "quizgen").iterdir()
    kept.write_bytes(b"damaged")
    assert int(run()) == first
    assert int(run()) == second


def test_an_error_in_a_pattern_is_python_s() -> None:
    with pytest.raises(re.error):
        regex.regex("(").search("a")


def missing(*_: object) -> None:
    raise AttributeError


def test_without_the_private_steps_python_compiles(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(regex, "_form", missing)
    assert regex.regex("不曾(?:编译|见过)的").search("不曾见过的") is not None
