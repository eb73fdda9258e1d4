"""Words that are in no dictionary, told by jieba's model of characters.

The model gives each character the likelihoods of being the beginning (B), the middle (M) or
the end (E) of a word, or a word (S), and of each of these behind another; the likeliest row of
states says where the words end.  jieba has it as modules of forty thousand numbers in
dictionaries, whose import takes longer than cutting a speech.  Here it is a file of
numbers in the user's own cache folder, checked by its sum, and made anew where it is damaged
or missing; the sums are jieba's, in their order, so that the words are the same.
"""

from __future__ import annotations

import struct
import sys
from array import array
from bisect import bisect_left
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from functools import lru_cache
from pathlib import Path
from typing import Any

from quizgen.kept import Damaged, checked, keep, summed
from quizgen.regex import regex

_MAGIC = b"quizgen unknown words 1\n"
_STATES = "BMES"
_NEVER = -3.14e100  # jieba's: what has no likelihood
_HAN = regex("([\u4e00-\u9fd5]+)")
_OTHERS = regex(r"([a-zA-Z0-9]+(?:\.\d+)?%?)")

Table = Mapping[str, Mapping[str, float]]


def build(start: Mapping[str, float], follows: Table, shown: Table) -> bytes:
    """The file of a model: likelihoods of first states, of what follows, of characters."""
    characters = sorted({character for table in shown.values() for character in table})
    numbers = [start[state] for state in _STATES]
    numbers += [follows[one].get(other, _NEVER) for one in _STATES for other in _STATES]
    numbers += [shown[state].get(c, _NEVER) for c in characters for state in _STATES]
    codes = struct.pack(f"<{len(characters)}I", *map(ord, characters))
    return _MAGIC + summed(struct.pack(f"<{len(numbers)}d", *numbers) + codes)


class Unknown:
    """The model; raises :exc:`Damaged` where ``data`` is no file of one."""

    def __init__(self, data: bytes) -> None:
        if not data.startswith(_MAGIC):
            raise Damaged
        numbers = checked(data[len(_MAGIC) :])
        count = (len(numbers) - 20 * 8) // 36  # four likelihoods and a code a character
        self._codes, self._numbers = array("I", numbers[-4 * count :]), array("d")
        self._numbers.frombytes(numbers[: -4 * count])
        if sys.byteorder == "big":
            self._codes.byteswap()
            self._numbers.byteswap()
        self.cut = lru_cache(1 << 12)(self._cut)

    def _cut(self, text: str) -> tuple[str, ...]:
        """The words of characters that are none together; numbers and Latin words are whole."""
        found: list[str] = []
        for index, part in enumerate(_HAN.split(text)):
            if index % 2:
                found += self._words(part)
            else:
                found += [other for other in _OTHERS.split(part) if other]
        return tuple(found)

    def _words(self, text: str) -> list[str]:
        found, begin, behind = [], 0, 0
        for place, state in enumerate(self._states(text)):
            if state == "B":
                begin = place
            elif state in "ES":
                found.append(text[begin if state == "E" else place : place + 1])
                behind = place + 1
        return [*found, text[behind:]] if behind < len(text) else found

    def _shown(self, character: str) -> Sequence[float]:
        """The likelihoods of a character in each state."""
        place = bisect_left(self._codes, ord(character))
        if place == len(self._codes) or self._codes[place] != ord(character):
            return (_NEVER,) * 4
        return self._numbers[20 + 4 * place : 24 + 4 * place]

    def _states(self, text: str) -> list[str]:
        """The likeliest states; of two as likely that whose letter comes last."""
        numbers = self._numbers
        _, bm, be, _, _, mm, me, _, eb, _, _, es, sb, _, _, ss = numbers[4:20]
        b, m, e, s = map(float.__add__, numbers[:4], self._shown(text[0]))
        before: list[str] = []  # for each character the states before B, M, E and S
        for character in text[1:]:
            in_b, in_m, in_e, in_s = self._shown(character)
            e_b, s_b, b_m, m_m = e + eb + in_b, s + sb + in_b, b + bm + in_m, m + mm + in_m
            b_e, m_e, e_s, s_s = b + be + in_e, m + me + in_e, e + es + in_s, s + ss + in_s
            before.append(
                ("S" if s_b >= e_b else "E")
                + ("M" if m_m >= b_m else "B")
                + ("M" if m_e >= b_e else "B")
                + ("S" if s_s >= e_s else "E")
            )
            b, m, e, s = max(s_b, e_b), max(m_m, b_m), max(m_e, b_e), max(s_s, e_s)
        states = ["S" if s >= e else "E"]
        for row in reversed(before):
            states.append(row[_STATES.index(states[-1])])
        return states[::-1]


def load(folder: Path | None, name: str, model: Callable[[], Any]) -> Unknown:
    """The model kept as ``name`` in ``folder`` (None: nowhere), else of ``model()``.

    That is jieba's module ``finalseg``.
    """
    if folder is not None:
        with suppress(OSError, Damaged):
            return Unknown((folder / name).read_bytes())
    tables = model()
    data = build(tables.start_P, tables.trans_P, tables.emit_P)
    if folder is not None:
        with suppress(OSError):
            keep(folder / name, data)
    return Unknown(data)
