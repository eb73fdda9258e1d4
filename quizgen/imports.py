"""Importing libraries without what they bring along and quizgen never asks of them."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module
from types import ModuleType


@contextmanager
def standing_in(name: str, module: ModuleType | None) -> Iterator[None]:
    """Let ``module`` stand for the module ``name`` meanwhile; None: there seems to be none.

    Where that was imported before, it is left as it is.
    """
    absent = name not in sys.modules
    if absent:
        sys.modules[name] = module  # type: ignore[assignment]
    try:
        yield
    finally:
        if absent:
            del sys.modules[name]


def later(name: str) -> ModuleType:
    """A module that reads the module ``name`` when something of it is first asked for.

    `importlib.util.LazyLoader` reads it as soon as it is imported a second time.
    """
    module = ModuleType(name)
    module.__getattr__ = lambda attribute: getattr(import_module(name), attribute)  # type: ignore[method-assign]
    return module
