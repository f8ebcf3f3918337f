"""Days that a name tells and a year fixes: "Christmas Eve", "Thanksgiving", "Good Friday"."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta


def _fixed(month: int, day: int) -> Callable[[int], date]:
    return lambda year: date(year, month, day)


def _nth(number: int, weekday: int, month: int) -> Callable[[int], date]:
    """The first (1), second ... such weekday (Monday is 1) of a month; the last one where `number` is -1."""

    def find(year: int) -> date:
        first = date(year, month, 1) if number > 0 else date(year, month + 1, 1)
        days = (weekday - first.isoweekday()) % 7 + 7 * (number - (number > 0))
        return first + timedelta(days)

    return find


def _from_easter(days: int) -> Callable[[int], date]:
    return lambda year: _easter(year) + timedelta(days)


def _easter(year: int) -> date:
    """Of the Gregorian calendar, after Meeus, Jones and Butcher."""
    century, rest = divmod(year, 100)
    leap, over = divmod(century, 4)
    moon = (19 * (year % 19) + century - leap - (century - (century + 8) // 25 + 1) // 3 + 15) % 30
    to_sunday = (32 + 2 * over + 2 * (rest // 4) - moon - rest % 4) % 7
    shift = (year % 19 + 11 * moon + 22 * to_sunday) // 451
    month, day = divmod(moon + to_sunday - 7 * shift + 114, 31)
    return date(year, month, day + 1)


# American where the day differs between countries.
HOLIDAYS: dict[str, Callable[[int], date]] = {
    "new year's day": _fixed(1, 1),
    "martin luther king day": _nth(3, 1, 1),
    "martin luther king jr. day": _nth(3, 1, 1),
    "valentine's day": _fixed(2, 14),
    "presidents' day": _nth(3, 1, 2),
    "st. patrick's day": _fixed(3, 17),
    "ash wednesday": _from_easter(-46),
    "palm sunday": _from_easter(-7),
    "maundy thursday": _from_easter(-3),
    "holy thursday": _from_easter(-3),
    "good friday": _from_easter(-2),
    "holy saturday": _from_easter(-1),
    "easter sunday": _from_easter(0),
    "easter monday": _from_easter(1),
    "easter": _from_easter(0),
    "may day": _fixed(5, 1),
    "mother's day": _nth(2, 7, 5),
    "memorial day": _nth(-1, 1, 5),
    "father's day": _nth(3, 7, 6),
    "fourth of july": _fixed(7, 4),
    "bastille day": _fixed(7, 14),
    "labor day": _nth(1, 1, 9),
    "columbus day": _nth(2, 1, 10),
    "halloween": _fixed(10, 31),
    "veterans day": _fixed(11, 11),
    "armistice day": _fixed(11, 11),
    "thanksgiving day": _nth(4, 4, 11),
    "thanksgiving": _nth(4, 4, 11),
    "christmas eve": _fixed(12, 24),
    "christmas day": _fixed(12, 25),
    "christmas": _fixed(12, 25),
    "boxing day": _fixed(12, 26),
    "new year's eve": _fixed(12, 31),
}
