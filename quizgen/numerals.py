"""Numerals of markers: Chinese, Arabic, Roman, circled and bracketed, read as integers."""

from __future__ import annotations

from itertools import pairwise

# What may stand in a Chinese numeral (traditional and simplified write the same).
HAN_NUMERAL = "零〇一二两兩三四五六七八九十百千廿卅"

_DIGITS = {char: value for value, char in enumerate("零一二三四五六七八九")} | {
    "〇": 0,
    "两": 2,
    "兩": 2,
}
_UNITS = {"十": 10, "百": 100, "千": 1000}
_TENS = {"廿": 2, "卅": 3}
_ROMAN = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100}


def parse_han(numeral: str) -> int | None:
    """The value of a Chinese numeral up to 9,999 (``一百零五`` → 105, ``二〇`` → 20).

    ``十`` alone is 10, ``廿一`` 21, ``一〇五`` 105 (digit by digit, leading zero not
    allowed).  None when it is not well formed.
    """
    if len(numeral) > 1 and all(char in _DIGITS for char in numeral):
        return _positional(numeral)
    total, digit, smallest = 0, None, 10_000
    for char in numeral:
        if char in _DIGITS:
            if digit:
                return None
            digit = _DIGITS[char]
            continue
        if char not in _UNITS and char not in _TENS:
            return None
        unit = _UNITS.get(char, 10)
        factor = _TENS.get(char, digit or 1)
        alone = char in _TENS or unit == 10
        if unit >= smallest or (char in _TENS and digit) or (not digit and not alone):
            return None
        total, digit, smallest = total + factor * unit, None, unit
    return None if digit == 0 else (total + (digit or 0)) or None


def _positional(numeral: str) -> int | None:
    """``二〇三`` → 203; a numeral of digits alone needs a zero to be meant so."""
    digits = [_DIGITS[char] for char in numeral]
    if digits[0] == 0 or 0 not in digits or len(digits) > 4:
        return None
    value = 0
    for digit in digits:
        value = value * 10 + digit
    return value


def format_han(value: int) -> str:
    """``value`` (1 to 9,999) as statutes write it: 十二, 一百零五, 一百一十."""
    if not 1 <= value <= 9_999:
        raise ValueError(f"no Chinese numeral for {value} here")
    digits = "零一二三四五六七八九"
    written, zero = "", False
    for unit, name in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit = value // unit % 10
        if digit:
            written += ("零" if zero and written else "") + digits[digit] + name
        zero = digit == 0
    return written[1:] if 10 <= value < 20 else written


def parse_arabic(numeral: str) -> int | None:
    """The value of ASCII digits (folded before); None for 0 and for a leading zero pair."""
    return int(numeral) or None


def parse_number(numeral: str) -> int | None:
    """The value of a numeral in ASCII digits or in Chinese; None where it has none."""
    return parse_arabic(numeral) if numeral.isdigit() else parse_han(numeral)


def parse_roman(numeral: str) -> int | None:
    """The value of a Roman numeral in capitals up to 399, None when it is not one."""
    values = [_ROMAN.get(char, 0) for char in numeral.upper()]
    if not values or 0 in values:
        return None
    total = values[-1]
    for value, following in pairwise(values):
        total += -value if value < following else value
    return total if format_roman(total) == numeral.upper() else None


def format_roman(value: int) -> str:
    """``value`` (1 to 399) as a Roman numeral in capitals."""
    steps = (
        (100, "C"),
        (90, "XC"),
        (50, "L"),
        (40, "XL"),
        (10, "X"),
        (9, "IX"),
        (5, "V"),
        (4, "IV"),
        (1, "I"),
    )
    written = ""
    for step, letters in steps:
        count, value = divmod(value, step)
        written += letters * count
    return written


def _run(first: int, values: range) -> dict[str, int]:
    return {chr(first + index): value for index, value in enumerate(values)}


# One-character markers: the character and its value.
CIRCLED = (
    _run(0x2460, range(1, 21))  # ① to ⑳
    | _run(0x3251, range(21, 36))  # ㉑ to ㉟
    | _run(0x32B1, range(36, 51))  # ㊱ to ㊿
    | _run(0x2776, range(1, 11))  # ❶ to ❿
    | _run(0x24EB, range(11, 21))  # ⓫ to ⓴
    | _run(0x2780, range(1, 11))  # ➀ to ➉
    | _run(0x278A, range(1, 11))  # ➊ to ➓
)
BRACKETED_ARABIC = _run(0x2474, range(1, 21))  # ⑴ to ⒇
# Where the coded character set ends with ⑩, as GB 2312 does, ⑾ to ⒇ go on with ① to ⑩.
CIRCLED_BEYOND_TEN = _run(0x247E, range(11, 21))
DOTTED_ARABIC = _run(0x2488, range(1, 21))  # ⒈ to ⒛
BRACKETED_HAN = _run(0x3220, range(1, 11))  # ㈠ to ㈩
ROMAN_LETTERS = _run(0x2160, range(1, 13)) | _run(0x2170, range(1, 13))  # Ⅰ to Ⅻ, ⅰ to ⅻ
