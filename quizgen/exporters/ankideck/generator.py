"""genanki, imported without what only other uses of it need.

It brings asyncio along for the sake of one decorator, and a YAML parser for fields that
are given as YAML; reading both takes longer than writing the deck of a speech.
"""

from __future__ import annotations

import functools
from types import ModuleType
from typing import Any

from quizgen.imports import later, standing_in

_decorators: Any = ModuleType("cached_property")
_decorators.cached_property = functools.cached_property

with standing_in("cached_property", _decorators), standing_in("yaml", later("yaml")):
    import genanki
    from genanki.apkg_col import APKG_COL
    from genanki.apkg_schema import APKG_SCHEMA

__all__ = ["APKG_COL", "APKG_SCHEMA", "genanki"]
