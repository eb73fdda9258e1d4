"""Dataclasses whose methods are made when they are first used.

The decorator of the standard library writes and compiles six methods for each class as soon
as its module is read.  A run reads more than a hundred classes and makes instances of half of
them, which would take a tenth of the time of a short document.  Here the class is one of
the standard library's without its methods (so `replace` and `fields` take it); `__init__`
is compiled for the first instance, and the others are the same functions for all classes.

For a type checker this is the standard library's `dataclass`.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from dataclasses import MISSING, FrozenInstanceError
from operator import attrgetter
from typing import TYPE_CHECKING, Any

__all__ = ["dataclass"]

if TYPE_CHECKING:
    from dataclasses import dataclass
else:

    def dataclass(*, slots: bool, frozen: bool = False, eq: bool = True) -> Any:
        """As `dataclasses.dataclass`, for classes with ``slots`` and of no other dataclass."""
        plain = dataclasses.dataclass(init=False, repr=False, eq=False, slots=slots)
        methods = _COMMON | (_FROZEN if frozen else {}) | ({"__eq__": _equal} if eq else {})
        if eq:
            methods["__hash__"] = _hash if frozen else None

        def decorate(cls: type) -> type:
            own = set(vars(cls))
            cls = plain(cls)
            for name, method in methods.items():
                if name not in own:
                    setattr(cls, name, method)
            return cls

        return decorate


def _init(self: Any, /, *given: Any, **named: Any) -> None:
    """Write the ``__init__`` of the class, and go on with it."""
    cls = _owner(self)
    cls.__init__ = _written(cls)
    cls.__init__(self, *given, **named)


def _owner(self: Any) -> Any:
    """The dataclass that ``self`` is an instance of."""
    return next(cls for cls in type(self).__mro__ if "__dataclass_fields__" in vars(cls))


def _written(cls: Any) -> Any:
    """``__init__`` with a parameter a field, which sets the slots whether frozen or not."""
    names: dict[str, Any] = {"MISSING": MISSING}
    parameters, lines = ["self"], []
    for number, field in enumerate(dataclasses.fields(cls)):
        name, value = field.name, field.name
        names[f"set{number}"] = getattr(cls, name).__set__
        if field.default_factory is not MISSING:
            names[f"new{number}"] = field.default_factory
            value = f"new{number}() if {name} is MISSING else {name}"
            parameters.append(f"{name}=MISSING")
        elif field.default is not MISSING:
            names[f"default{number}"] = field.default
            parameters.append(f"{name}=default{number}")
        elif field.init:
            parameters.append(name)
        if field.init:
            lines.append(f" set{number}(self, {value})")
    if hasattr(cls, "__post_init__"):
        lines.append(" self.__post_init__()")
    exec(f"def __init__({', '.join(parameters)}):\n" + "\n".join(lines or [" pass"]), names)  # noqa: S102
    made = names["__init__"]
    made.__qualname__ = f"{cls.__qualname__}.__init__"
    return made


def _equal(self: Any, other: object) -> Any:
    """Make the ``__eq__`` of the class, and go on with it."""
    cls, compared = _owner(self), _compared(_owner(self))

    def equal(self: Any, other: object) -> Any:
        if other.__class__ is not self.__class__:
            return NotImplemented
        return compared(self) == compared(other)

    cls.__eq__ = equal
    return equal(self, other)


def _hash(self: Any) -> int:
    """Make the ``__hash__`` of the class, and go on with it."""
    cls, compared = _owner(self), _compared(_owner(self))
    cls.__hash__ = lambda self: hash(compared(self))
    return hash(compared(self))


def _compared(cls: Any) -> Callable[[Any], Any]:
    """What gives the fields that tell an instance from others of its class."""
    names = [field.name for field in dataclasses.fields(cls) if field.compare]
    return attrgetter(*names) if names else lambda _: ()


def _repr(self: Any) -> str:
    rows = [f"{f.name}={getattr(self, f.name)!r}" for f in dataclasses.fields(self) if f.repr]
    return f"{type(self).__qualname__}({', '.join(rows)})"


def _state(self: Any) -> list[Any]:
    return [getattr(self, field.name) for field in dataclasses.fields(self)]


def _restore(self: Any, state: list[Any]) -> None:
    for field, value in zip(dataclasses.fields(self), state, strict=True):
        object.__setattr__(self, field.name, value)


def _set(self: Any, name: str, value: object) -> None:  # noqa: ARG001 - that of every frozen class
    message = f"cannot assign to field {name!r}"
    raise FrozenInstanceError(message)


def _delete(self: Any, name: str) -> None:  # noqa: ARG001 - that of every frozen class
    message = f"cannot delete field {name!r}"
    raise FrozenInstanceError(message)


_COMMON = {"__init__": _init, "__repr__": _repr, "__getstate__": _state, "__setstate__": _restore}
_FROZEN = {"__setattr__": _set, "__delattr__": _delete}
