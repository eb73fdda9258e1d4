"""The class of quizgen's commands: Typer's, with plain values read without pydantic.

Newer versions of Typer turn every value of the command line into its type by pydantic, whose
import takes longer than reading a speech.  Strings, whole numbers, switches and paths need
none of that.  What is not plainly right goes to Typer's own conversion, which words the
error; where Typer has no such conversion, it is used as it is.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from typer.core import TyperCommand, TyperGroup

_NUMBER = re.compile(r"-?[0-9]{1,18}", re.ASCII)


class Command(TyperCommand):
    """A command of Typer's whose plain values are converted at once."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """As Typer's; what is left over of ``args``."""
        _convert_plainly(self.get_params(ctx))
        return super().parse_args(ctx, args)


class Group(TyperGroup):
    """A group of such commands, for its own options."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """As Typer's; what is left over of ``args``."""
        _convert_plainly(self.get_params(ctx))
        return super().parse_args(ctx, args)


def _convert_plainly(parameters: Iterable[Any]) -> None:
    for parameter in parameters:
        descriptor = getattr(parameter, "type_descriptor", None)
        if descriptor is not None and getattr(parameter, "_runtime_param", descriptor) is None:
            parameter._runtime_param = _Values(descriptor)  # noqa: SLF001


class _Values:
    """Converts what is given for one parameter; stands where Typer keeps pydantic's way.

    Strings, numbers and paths are wanted, or a list of paths; a switch is true or false already.
    """

    def __init__(self, descriptor: Any) -> None:
        self._descriptor = descriptor

    def coerce(self, value: Any, param: Any, ctx: Any) -> Any:
        """``value`` in its type; Typer's BadParameter if it has not got one."""
        several = param.multiple or param.nargs == -1
        if value is None and not several:
            return None
        kind = self._descriptor.annotation
        try:
            if not several:
                return _PLAIN[kind](value, self._descriptor.parameter_info)
            if kind == list[Path] and isinstance(value, (list, tuple)):
                return [_path(item, self._descriptor.parameter_info) for item in value]
        except (KeyError, TypeError, ValueError):
            pass
        return self._typers().coerce(value, param=param, ctx=ctx)

    def _typers(self) -> Any:
        from typer._coercion import build_runtime_param  # noqa: PLC0415 - brings pydantic along

        return build_runtime_param(self._descriptor)


def _string(value: Any, _: Any) -> str:
    if not isinstance(value, str):
        raise TypeError
    return value


def _number(value: Any, limits: Any) -> int:
    """``value`` as a number within ``limits``; ValueError for all that is not written plainly."""
    if not isinstance(value, int) and not _NUMBER.fullmatch(value):
        raise ValueError
    number = int(value)
    if (limits.min is not None and number < limits.min) or (
        limits.max is not None and number > limits.max
    ):
        raise ValueError
    return number


def _path(value: Any, _: Any) -> Path:
    """``value`` as a path; ValueError for what is there and may not be read."""
    if Path(value).exists() and not os.access(value, os.R_OK):
        raise ValueError
    return Path(value)


def _switch(value: Any, _: Any) -> bool:
    if not isinstance(value, bool):
        raise TypeError
    return value


_PLAIN: dict[Any, Callable[[Any, Any], Any]] = {
    str: _string,
    int: _number,
    bool: _switch,
    Path: _path,
}
