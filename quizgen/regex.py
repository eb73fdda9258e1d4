"""Regular expressions that are compiled when they are first used, and once for all runs.

Most patterns here hold a range of all Han characters, which takes Python a millisecond or two
to compile, and a run meets a part of them only.  What CPython's compiler has made of those is
kept in the user's cache folder, for this very version of Python: it takes a tenth of the time
of a short document.  The steps of `re.compile` are not public, so wherever anything is not as
expected, that is what compiles.
"""

from __future__ import annotations

import atexit
import json
import re
import sys
from array import array
from contextlib import suppress
from functools import cache
from typing import Any, AnyStr, cast

from quizgen.kept import Damaged, cache_folder, checked, keep, summed

# What a compiled pattern has: looked up here once, then as quick as on the pattern itself.
_ATTRIBUTES = (
    *("match", "fullmatch", "search", "sub", "subn", "split", "findall", "finditer"),
    *("pattern", "flags", "groups", "groupindex"),
)


def regex(pattern: AnyStr, flags: int = 0) -> re.Pattern[AnyStr]:
    """As `re.compile`, but at the first use; an error in ``pattern`` shows only then.

    The functions of the module `re` do not take it in the place of a pattern.
    """
    return cast("re.Pattern[AnyStr]", _Uncompiled(pattern, flags))


class _Uncompiled:
    """Stands for a pattern; takes over its methods when one is asked for."""

    def __init__(self, pattern: Any, flags: int) -> None:
        self._written = (pattern, flags)

    def __getattr__(self, name: str) -> Any:
        if name not in _ATTRIBUTES:
            raise AttributeError(name)
        compiled = _compiled(*self._written)
        for attribute in _ATTRIBUTES:
            setattr(self, attribute, getattr(compiled, attribute))
        return getattr(compiled, name)

    def __repr__(self) -> str:
        return f"regex{self._written}"


_MAGIC = b"quizgen patterns 1\n"
# All flags, code, number of groups, groups by name: what stands behind the pattern itself.
Form = tuple[int, "array[int]", int, dict[str, int]]


def _compiled(pattern: Any, flags: int) -> Any:
    if sys.implementation.name == "cpython" and isinstance(pattern, str):
        with suppress(ImportError, AttributeError, TypeError, ValueError, RuntimeError):
            return _made(pattern, _kept().form(pattern, flags))
    return re.compile(pattern, flags)


def _form(pattern: str, flags: int) -> Form:
    """What CPython's compiler makes of a pattern."""
    from re import _compiler, _parser  # type: ignore[attr-defined]  # noqa: PLC0415

    tree = _parser.parse(pattern, flags)
    code = array("I", _compiler._code(tree, flags))  # noqa: SLF001
    return flags | tree.state.flags, code, tree.state.groups - 1, tree.state.groupdict


def _made(pattern: str, form: Form) -> Any:
    """The pattern of a form; Python looks through its code and raises RuntimeError if it is bad."""
    import _sre  # type: ignore[import-not-found]  # noqa: PLC0415

    flags, code, groups, names = form
    by_number: list[str | None] = [None] * (groups + 1)
    for name, number in names.items():
        by_number[number] = name
    return _sre.compile(pattern, flags, code.tolist(), groups, names, tuple(by_number))


class _Kept:
    """The forms that are kept, and new ones, which are kept from the end of the run on."""

    def __init__(self) -> None:
        self._forms: dict[tuple[str, int], Form] = {}
        self._new = False
        self._folder = cache_folder()
        self._name = (
            f"patterns-{sys.implementation.cache_tag}-{sys.hexversion:x}-{sys.byteorder}.bin"
        )
        if self._folder is not None:
            with suppress(OSError, ValueError):
                self._forms = _read((self._folder / self._name).read_bytes())

    def form(self, pattern: str, flags: int) -> Form:
        known = self._forms.get((pattern, flags))
        if known is None:
            known = self._forms[pattern, flags] = _form(pattern, flags)
            if not self._new and self._folder is not None:
                self._new = True
                atexit.register(self._write)
        return known

    def _write(self) -> None:
        if self._folder is not None:
            with suppress(OSError):
                keep(self._folder / self._name, _written(self._forms))


@cache
def _kept() -> _Kept:
    return _Kept()


def _written(forms: dict[tuple[str, int], Form]) -> bytes:
    """The file: magic, sum, size of the table in characters, table, code of all."""
    rows = [[*key, flags, len(code), *rest] for key, (flags, code, *rest) in forms.items()]
    table = json.dumps(rows, ensure_ascii=True).encode()
    code = b"".join([code.tobytes() for _, code, _, _ in forms.values()])
    return _MAGIC + summed(f"{len(table)}\n".encode() + table + code)


def _read(data: bytes) -> dict[tuple[str, int], Form]:
    """The forms of a file; raises Damaged."""
    if not data.startswith(_MAGIC):
        raise Damaged
    size, _, rest = checked(data[len(_MAGIC) :]).partition(b"\n")
    table, code = rest[: int(size)], rest[int(size) :]
    forms, at = {}, 0
    for pattern, given, flags, count, groups, names in json.loads(table):
        forms[pattern, given] = flags, array("I", code[at : at + 4 * count]), groups, names
        at += 4 * count
    return forms
