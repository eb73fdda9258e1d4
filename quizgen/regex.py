"""Regular expressions that are compiled when they are first used.

Most patterns here hold a range of all Han characters, which takes Python a millisecond or two
to compile, and a run meets a part of them only.
"""

from __future__ import annotations

import re
from typing import Any, AnyStr, cast

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
        compiled = re.compile(*self._written)
        for attribute in _ATTRIBUTES:
            setattr(self, attribute, getattr(compiled, attribute))
        return getattr(compiled, name)

    def __repr__(self) -> str:
        return f"regex{self._written}"
