"""genanki, imported without what only other uses of it need.

It brings asyncio along for the sake of one decorator, and a YAML parser for fields that
are given as YAML; reading both takes longer than writing the deck of a speech.
"""

from __future__ import annotations

import functools
from types import ModuleType
from typing import Any, cast

from quizgen.imports import later, standing_in

_decorators: Any = ModuleType("cached_property")
_decorators.cached_property = functools.cached_property

with standing_in("cached_property", _decorators), standing_in("yaml", later("yaml")):
    import genanki
    from genanki.apkg_col import APKG_COL
    from genanki.apkg_schema import APKG_SCHEMA

__all__ = ["APKG_COL", "APKG_SCHEMA", "Model", "genanki"]


class Model(genanki.Model):  # type: ignore[misc]
    """A note type that finds out sooner which fields a card needs.

    genanki fills in the front twice a field; what the front does not name, changes nothing.
    """

    @functools.cached_property
    def _req(self) -> list[list[Any]]:
        fronts = [template["qfmt"] for template in self.templates]
        named = [
            number
            for number, field in enumerate(self.fields)
            if any(field["name"] in front for front in fronts)
        ]
        if not all(any(self.fields[n]["name"] in front for n in named) for front in fronts):
            return cast("list[list[Any]]", super()._req)  # a front names none
        fields = [self.fields[number] for number in named]
        slim = genanki.Model(self.model_id, self.name, fields=fields, templates=self.templates)
        rows = slim._req  # noqa: SLF001
        return [[card, how, [named[place] for place in places]] for card, how, places in rows]
