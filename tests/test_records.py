"""Dataclasses that make their methods when they are used are what the standard library's are."""

from __future__ import annotations

import copy
import dataclasses
import importlib
import inspect
import pickle
import pkgutil
from collections.abc import Callable, Iterator
from dataclasses import FrozenInstanceError, field, replace
from typing import Any

import pytest

import quizgen
from quizgen import records
from quizgen.document import Phrase, PhraseKind, Span


def classes(dataclass: Any) -> dict[str, Any]:
    """Classes of all kinds that quizgen has, made by ``dataclass``."""

    @dataclass(frozen=True, slots=True)
    class Item:
        """An item."""

        name: str
        size: int = 3
        parts: tuple[int, ...] = ()
        seen: list[int] = field(default_factory=list, compare=False)

        @property
        def double(self) -> int:
            """Twice the size."""
            return 2 * self.size

    @dataclass(frozen=True, slots=True)
    class Single:
        """One field."""

        only: str

    @dataclass(frozen=True, slots=True)
    class Empty:
        """None."""

    @dataclass(slots=True)
    class Counter:
        """One that changes, with what is found out at its beginning."""

        start: int
        end: int = field(init=False)

        def __post_init__(self) -> None:
            self.end = self.start + 1

    @dataclass(slots=True, eq=False)
    class Single2:
        """Each its own."""

        name: str

    return {cls.__name__: cls for cls in (Item, Single, Empty, Counter, Single2)}


OWN, STOCK = classes(records.dataclass), classes(dataclasses.dataclass)
USES: dict[str, Callable[[dict[str, Any]], Any]] = {
    "shown": lambda c: repr(c["Item"]("a", parts=(1,))).replace("classes.<locals>.", ""),
    "shown, changing": lambda c: repr(c["Counter"](4)),
    "defaults": lambda c: (c["Item"]("a").size, c["Item"]("a").seen, c["Item"]("a").double),
    "factories": lambda c: c["Item"]("a").seen is c["Item"]("a").seen,
    "equal": lambda c: c["Item"]("a", seen=[1]) == c["Item"]("a", seen=[2]),
    "other": lambda c: c["Item"]("a") == c["Item"]("b"),
    "of another class": lambda c: c["Single"]("a") == c["Single2"]("a"),
    "equal, single": lambda c: (c["Single"]("a") == c["Single"]("a"), c["Empty"]() == c["Empty"]()),
    "each its own": lambda c: c["Single2"]("a") == c["Single2"]("a"),
    "hashed": lambda c: len({c["Item"]("a"), c["Item"]("a", seen=[1]), c["Item"]("b")}),
    "not hashed": lambda c: c["Counter"].__hash__,
    "fields": lambda c: [f.name for f in dataclasses.fields(c["Item"])],
    "replaced": lambda c: dataclasses.astuple(replace(c["Item"]("a", 4), name="b")),
    "copied": lambda c: dataclasses.astuple(copy.copy(c["Item"]("a", 4))),
    "begun": lambda c: c["Counter"](4).end,
    "matched": lambda c: c["Item"].__match_args__,
    "matched, found out": lambda c: c["Counter"].__match_args__,
    "taken": lambda c: str(inspect.signature(c["Item"]("a").__init__)).count("="),
    "parameters": lambda c: list(inspect.signature(c["Item"]("a").__init__).parameters),
    "slots": lambda c: [c[name].__slots__ for name in c],
    "described": lambda c: c["Item"].__doc__,
    "called": lambda c: (c["Item"].__name__, c["Item"].__qualname__, c["Item"].__module__),
    "told": lambda c: str(c["Item"].__annotations__),
    "those of all": lambda c: [f.compare for f in dataclasses.fields(c["Item"])],
    "whether it is one": lambda c: [dataclasses.is_dataclass(c[name]) for name in c],
    "as a dict": lambda c: dataclasses.asdict(c["Item"]("a", parts=(1, 2))),
}


@pytest.mark.parametrize("use", USES)
def test_they_are_as_those_of_the_standard_library(use: str) -> None:
    assert USES[use](OWN) == USES[use](STOCK)


@pytest.mark.parametrize("made", [OWN, STOCK])
def test_a_frozen_one_cannot_be_changed(made: dict[str, Any]) -> None:
    item = made["Item"]("a")
    with pytest.raises(FrozenInstanceError):
        item.name = "b"
    with pytest.raises(FrozenInstanceError):
        del item.name
    with pytest.raises(TypeError):
        made["Item"]()
    with pytest.raises(TypeError):
        made["Item"]("a", other=1)
    with pytest.raises((AttributeError, TypeError)):
        made["Counter"](1).other = 2


def test_a_class_without_slots_is_refused() -> None:
    with pytest.raises(TypeError, match="slots"):
        records.dataclass(slots=False)


def all_classes() -> Iterator[Any]:
    """Every class of the package that the decorator has made."""
    for module in pkgutil.walk_packages(quizgen.__path__, "quizgen."):
        if not module.name.endswith("__main__"):
            for value in vars(importlib.import_module(module.name)).values():
                if isinstance(value, type) and "_told" in vars(value):
                    yield value


def test_every_class_has_the_fields_that_the_standard_library_finds() -> None:
    seen = set(all_classes())
    assert len(seen) > 100
    for cls in seen:
        fields = dataclasses.fields(cls)
        assert [field.name for field in fields] == list(cls.__slots__)
        assert [field.name for field in fields if field.init] == list(cls.__match_args__)
        optional = [
            field.default is not dataclasses.MISSING
            or field.default_factory is not dataclasses.MISSING
            for field in fields
            if field.init
        ]
        assert optional == sorted(optional)  # those that may be missing come last


def test_a_subclass_is_made_of_the_fields_of_its_class() -> None:
    class Sub(OWN["Single"]):  # type: ignore[misc]
        pass

    assert Sub("a") == Sub("a")
    assert OWN["Single"]("a") != Sub("a")
    assert hash(Sub("a")) == hash(OWN["Single"]("a"))


def test_workers_are_handed_over_whole() -> None:
    phrase = Phrase(Span(1, 4), PhraseKind.TERM, 0.5, merit=0.25)
    again = pickle.loads(pickle.dumps(phrase))  # noqa: S301 - its own
    assert again == phrase
    assert again.merit == phrase.merit
