"""Arithmetic on dates as TIMEX3 values: days, ISO weeks, months, quarters, years, decades, centuries."""

from __future__ import annotations

import calendar
import re
from datetime import date, timedelta

_MONTHS_OF = {"M": 1, "Q": 3, "Y": 12, "E": 120, "C": 1200}
_DAYS_OF = {"D": 1, "W": 7, "F": 14, "NI": 1, "WE": 7}
_FIRST_MONTH = {"SP": 3, "SU": 6, "FA": 9, "WI": 12, "H1": 1, "H2": 7, "Q1": 1, "Q2": 4, "Q3": 7, "Q4": 10}


UNITS = ("D", "WE", "W", "M", "Q", "Y", "E", "C")  # from fine to coarse


def to_value(day: date, unit: str) -> str:
    """The day, week ... or century ("19" for the twentieth) that a day lies in."""
    year, week, _ = day.isocalendar()
    return {
        "D": day.isoformat(),
        "NI": f"{day.isoformat()}TNI",
        "W": f"{year}-W{week:02}",
        "F": f"{year}-W{week:02}",
        "WE": f"{year}-W{week:02}-WE",
        "M": f"{day.year}-{day.month:02}",
        "Q": f"{day.year}-Q{(day.month + 2) // 3}",
        "Y": f"{day.year}",
        "E": f"{day.year // 10}",
        "C": f"{day.year // 100}",
    }[unit]


def shift(day: date, number: float, unit: str) -> date | None:
    """A day so many units later; earlier where the number is negative. None beyond the calendar."""
    try:
        if unit in _DAYS_OF:
            return day + timedelta(days=round(number * _DAYS_OF[unit]))
        months = day.year * 12 + day.month - 1 + round(number * _MONTHS_OF[unit])
        year, month = divmod(months, 12)
        last = calendar.monthrange(year, month + 1)[1]
        return date(year, month + 1, min(day.day, last))
    except (ValueError, OverflowError, KeyError, calendar.IllegalMonthError):
        return None


def first_day(value: str) -> date | None:
    """The day that a value begins with; None for a value that is not in the calendar."""
    if week := re.match(r"(\d{4})-W(\d\d)", value):
        try:
            return date.fromisocalendar(int(week[1]), int(week[2]), 6 if value.endswith("WE") else 1)
        except ValueError:
            return None
    found = re.match(r"(\d{4})(?:-(SP|SU|FA|WI|[HQ]\d|\d\d))?(?:-(\d\d))?(?!\d)", value)
    if not found:
        return None
    month = _FIRST_MONTH.get(found[2]) or int(found[2]) if found[2] else 1
    try:
        return date(int(found[1]), month, int(found[3] or 1))
    except ValueError:
        return None


def unit_of(value: str) -> str:
    """The unit that a date's value names: "2025-Q1" a quarter."""
    for unit, pattern in (
        ("D", r"\d{4}-\d\d-\d\d"),
        ("WE", r"\d{4}-W\d\d-WE"),
        ("W", r"\d{4}-W\d\d"),
        ("Q", r"\d{4}-(?:Q\d|H\d|[A-Z]{2})"),
        ("M", r"\d{4}-\d\d"),
        ("Y", r"\d{4}"),
        ("E", r"\d{3}"),
        ("C", r"\d\d"),
    ):
        if re.match(pattern + r"(?!\d)", value):
            return unit
    return ""


def make_day(year: int, month: int, day: int) -> str | None:
    """ISO; None for a day that no calendar has."""
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return None
