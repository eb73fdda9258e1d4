"""Dataclasses whose methods are made when they are first used.

The decorator of the standard library writes and compiles six methods for each class as soon
as its module is read.  A run reads more than a hundred classes and makes instances of half of
them, which would take a tenth of the time of a short document.  Here the class gets its slots at
once, and its fields, which are the standard library's (so `replace` and `fields` take it), when
something asks for them; `__init__` is compiled for the first instance, and the other
methods are the same functions for all classes.

For a type checker this is the standard library's `dataclass`.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from dataclasses import MISSING, FrozenInstanceError
from functools import cache
from operator import attrgetter
from types import CodeType, FunctionType
from typing import TYPE_CHECKING, Any, cast

__all__ = ["dataclass"]

if TYPE_CHECKING:
    from dataclasses import dataclass
else:

    def dataclass(*, slots: bool, frozen: bool = False, eq: bool = True) -> Any:
        """As `dataclasses.dataclass`, for classes with ``slots`` and of no other dataclass.

        All that is annotated is a field: `ClassVar` and `InitVar` are not told from others.
        """
        if not slots:
            raise TypeError("a class without slots is one for the standard library")
        methods = _COMMON | (_FROZEN if frozen else {}) | ({"__eq__": _equal} if eq else {})
        if eq:
            methods["__hash__"] = _hash if frozen else None

        def decorate(cls: type) -> type:
            own = vars(cls)
            told = {name: own.get(name, MISSING) for name in cls.__annotations__}
            body = {name: own[name] for name in own if name not in told and name not in _OF_PLAIN}
            body |= {
                "__slots__": tuple(told),
                "__match_args__": tuple(name for name in told if _taken(told[name])),
                "__dataclass_fields__": _Fields(cls),
                "__qualname__": cls.__qualname__,
                "_told": told,
            }
            return type(cls)(cls.__name__, cls.__bases__, methods | body)

        return decorate


_OF_PLAIN = ("__dict__", "__weakref__")  # what a class without slots has


def _taken(told: object) -> bool:
    """Whether a field is a parameter, by what is told of it: nothing, a default, or a `field`."""
    return not isinstance(told, dataclasses.Field) or told.init


def _compares(told: object) -> bool:
    return not isinstance(told, dataclasses.Field) or bool(told.compare)


class _Fields:
    """``__dataclass_fields__`` of a class, until it is asked for; ``plain``: it without slots."""

    def __init__(self, plain: type) -> None:
        self._plain = plain

    def __set_name__(self, cls: type, _: str) -> None:
        self._cls = cls

    def __get__(self, instance: object, _: type | None = None) -> Any:
        plain: Any = dataclasses.dataclass(init=False, repr=False, eq=False)(self._plain)
        cls: Any = self._cls
        cls.__dataclass_params__ = plain.__dataclass_params__
        cls.__dataclass_fields__ = plain.__dataclass_fields__
        return cls.__dataclass_fields__


def _init(self: Any, /, *given: Any, **named: Any) -> None:
    """Write the ``__init__`` of the class, and go on with it."""
    cls = _owner(self)
    cls.__init__ = _written(cls)
    cls.__init__(self, *given, **named)


def _owner(self: Any) -> Any:
    """The dataclass that ``self`` is an instance of."""
    return next(cls for cls in type(self).__mro__ if "__dataclass_fields__" in vars(cls))


def _written(cls: Any) -> Any:
    """``__init__`` with a parameter a field, which sets the slots whether frozen or not.

    It is compiled once for all classes with so many fields, and given their names here.
    """
    taken = {name: told for name, told in cls._told.items() if _taken(told)}
    names: dict[str, Any] = {"MISSING": MISSING}
    defaults, factories = [], []
    for number, (name, told) in enumerate(taken.items()):
        default = told
        if isinstance(told, dataclasses.Field):
            default = told.default
            if told.default_factory is not MISSING:
                names[f"new{number}"] = told.default_factory
                factories.append(number)
        if default is not MISSING or number in factories:
            defaults.append(default)
        names[f"set{number}"] = getattr(cls, name).__set__
    code = _compiled(len(taken), tuple(factories), prepares=hasattr(cls, "__post_init__"))
    made = FunctionType(
        code.replace(co_varnames=("self", *taken)), names, "__init__", tuple(defaults)
    )
    made.__qualname__ = f"{cls.__qualname__}.__init__"
    return made


@cache
def _compiled(count: int, factories: tuple[int, ...], *, prepares: bool) -> CodeType:
    """An ``__init__`` of ``count`` parameters; what ``factories`` are for is made where missing."""
    parameters = [f"value{number}" for number in range(count)]
    lines = []
    for number, name in enumerate(parameters):
        made = f"new{number}() if {name} is MISSING else {name}" if number in factories else name
        lines.append(f" set{number}(self, {made})")
    if prepares:
        lines.append(" self.__post_init__()")
    head = f"def __init__({', '.join(['self', *parameters])}):\n"
    names: dict[str, Any] = {}
    exec(head + "\n".join(lines or [" pass"]), names)  # noqa: S102
    return cast("CodeType", names["__init__"].__code__)


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
    names = [name for name, told in cls._told.items() if _compares(told)]
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


def _replace(self: Any, /, **changes: Any) -> Any:
    return dataclasses.replace(self, **changes)


_COMMON = {
    "__init__": _init,
    "__repr__": _repr,
    "__replace__": _replace,
    "__getstate__": _state,
    "__setstate__": _restore,
}
_FROZEN = {"__setattr__": _set, "__delattr__": _delete}
