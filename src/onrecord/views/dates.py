"""Days in words."""

from __future__ import annotations

import re
from datetime import date

MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def format_day(iso: str | None) -> str:
    """2026-03-06 as 6 Mar 2026, 2026-03 as Mar 2026, 2026-W09 as the week of its Monday; what is no date as it is."""
    if not iso:
        return ""
    if week := re.fullmatch(r"(\d{4})-W(\d\d)", iso):
        return _format_week(int(week[1]), int(week[2]), iso)
    parts = re.match(r"(\d{4})-(\d\d)(?:-(\d\d))?(?:$|[T ])", iso)
    if parts is None or not 1 <= int(parts[2]) <= 12:
        return iso
    year, month, day = parts.groups()
    return f"{int(day)} {MONTHS[int(month) - 1]} {year}" if day else f"{MONTHS[int(month) - 1]} {year}"


def _format_week(year: int, week: int, iso: str) -> str:
    try:
        return f"week of {format_day(date.fromisocalendar(year, week, 1).isoformat())}"
    except ValueError:
        return iso
