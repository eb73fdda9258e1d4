"""Formulas on one line: what Office MathML and the MathML of web pages share."""

from __future__ import annotations

from collections.abc import Sequence

from quizgen.readers.pieces import lowered, raised

_SIMPLE = 1  # characters of a part that needs no brackets


def bracketed(text: str) -> str:
    """``text``, in brackets where it would otherwise run together with what is beside it."""
    return text if text.isalnum() or len(text) <= _SIMPLE else f"({text})"


def scripted(base: str, signs: str, scripts: Sequence[str]) -> str:
    """``base`` with what stands above (``^``) or below (``_``) it, a sign a script."""
    for sign, text in zip(signs, scripts, strict=False):
        small = raised(text) if sign == "^" else lowered(text)
        base += small if small != text else f"{sign}{bracketed(text)}"
    return base
