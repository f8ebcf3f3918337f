"""Days in words."""

from __future__ import annotations

import re

MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def format_day(iso: str | None) -> str:
    """2026-03-06 as 6 Mar 2026, 2026-03 as Mar 2026; what is no date as it is."""
    if not iso:
        return ""
    parts = re.match(r"(\d{4})-(\d\d)(?:-(\d\d))?(?:$|[T ])", iso)
    if parts is None or not 1 <= int(parts[2]) <= 12:
        return iso
    year, month, day = parts.groups()
    return f"{int(day)} {MONTHS[int(month) - 1]} {year}" if day else f"{MONTHS[int(month) - 1]} {year}"
