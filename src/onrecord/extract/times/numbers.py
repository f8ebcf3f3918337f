"""Numbers in words and figures, years as they are spoken, and durations as TIMEX3 writes them."""

from __future__ import annotations

import re

from onrecord.extract.times.words import Phrase

_COUPLE = "couple"
_PERIODS = {"D": "D", "W": "W", "M": "M", "Q": "Q", "Y": "Y", "WE": "WE", "NI": "D"}
_CLOCK = {"H": "H", "MIN": "M", "S": "S"}
_MULTIPLES = {"E": ("Y", 10), "C": ("Y", 100), "F": ("W", 2)}


def read_number(phrase: Phrase | None) -> float:
    """The first number of a phrase: 2.5, "twenty-four", "two hundred and ten". 0 where there is none."""
    whole = current = 0.0
    seen = False
    if phrase is None:
        return 0.0
    for i in range(phrase.start, phrase.end):
        tag, value = phrase.tagged.tags[i], phrase.tagged.values[i]
        if tag in "nky" and value:
            if current and not (current % 100 == 0 or (current % 10 == 0 and float(value) < 10)):
                break
            current += float(value)
            seen = True
        elif tag == "H" and float(value) < 1000:
            current = (current or 1) * float(value)
            seen = True
        elif tag == "H":
            whole, current = whole + (current or 1) * float(value), 0.0
            seen = True
        elif seen and not (tag == "-" or (tag == "+" and current % 100 == 0)):
            break
    return whole + current


def read_count(phrase: Phrase) -> float | None:
    """How many units; None for "several" and "a few"."""
    if (many := phrase.part("q")) and not (many.word(0) == "some" and phrase.part("nkH")):  # "some 50 years"
        return 2.0 if many.word(0) == _COUPLE else None
    number = read_number(phrase.part("nkH")) or 1.0
    return number + 0.5 if re.search(r"[nk]-?\+-?a-?n", phrase.tags) else number


def read_year(phrase: Phrase | None) -> int | None:
    """The first year: "1997", "nineteen ninety-seven"."""
    if phrase is None:
        return None
    if year := phrase.value("y"):
        return int(year)
    part = phrase.part("k")
    if part is None:
        return None
    rest = read_number(Phrase(part.tagged, part.start + 1, part.end))
    return int(part.value("k")) * 100 + int(rest) if 10 <= rest < 100 else None


def write_duration(number: float | None, unit: str) -> str:
    """P3D, PT1H, P2Y6M; X for a number that is not told."""
    if unit in _MULTIPLES and number is not None:
        unit, times = _MULTIPLES[unit][0], _MULTIPLES[unit][1]
        number *= times
    letter = _PERIODS.get(unit) or _CLOCK.get(unit) or unit
    if number is None:
        return f"P{'T' if unit in _CLOCK else ''}X{letter}"
    half = {"Y": ("M", 12), "H": ("M", 60), "MIN": ("S", 60), "D": ("H", 24), "W": ("D", 7)}.get(unit)
    rest = ""
    if number != int(number) and half:
        smaller = round((number - int(number)) * half[1])
        rest = f"{'T' if unit == 'D' else ''}{smaller}{half[0]}"
        number = int(number)
    whole = f"{number:g}{letter}" if number or not rest else ""
    return f"P{'T' if unit in _CLOCK else ''}{whole}{rest}"
