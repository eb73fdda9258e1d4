"""Markers: the numbering tokens of Chinese documents."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum


class Style(Enum):
    """How a marker is written; the value is the name that JSON and problems show.

    (To be completed by the grammar.)
    """

    HAN_COMMA = "一、"


@dataclass(frozen=True, slots=True)
class Marker:
    """A numbering token as written, with its style and its value.

    ``value`` counts from 1; ``suffix`` is the N of 第十条之N, else 0.
    """

    text: str
    style: Style
    value: int
    suffix: int = 0
