"""Between which days an event may lie, from its date as the text gives it, else from what tells it and when."""

from __future__ import annotations

import re
from datetime import date, timedelta
from functools import lru_cache
from typing import Literal, NamedTuple

from onrecord.records import Status

Precision = Literal["day", "week", "month", "year", "interval", "open"]
RECENT = 30  # days in which an event lies that a report tells without a date
AHEAD = 60  # days within which what is said to come without a date is looked for
DEADLINE = re.compile(r"\b(?:by|before|until|within|no later than)\s+(?:\w+\s+)?$", re.IGNORECASE)  # before a date
FIRST, LAST = "0001-01-01", "9999-12-31"


class Window(NamedTuple):
    """Days, both included, as ISO."""

    low: str
    high: str

    def meets(self, other: Window) -> bool:
        return self.low <= other.high and other.low <= self.high


def window_of(when: str | None, status: Status, published: str | None, *, background: bool) -> Window:
    """`when` is an ISO date, perhaps partial, a week or an interval; `published` the day of the report."""
    if dated := days_of(when):
        return dated
    if not published:
        return Window(FIRST, LAST)
    day = date.fromisoformat(published[:10])
    if background:
        return Window(FIRST, _shift(day, -1))
    if status == "planned":
        return Window(_shift(day, 0), _shift(day, AHEAD))
    if status in ("hypothetical", "called off", "denied"):
        return Window(_shift(day, -RECENT), _shift(day, RECENT))
    return Window(_shift(day, -RECENT), _shift(day, 0))


@lru_cache(maxsize=1 << 12)
def days_of(when: str | None) -> Window | None:
    """The days that a date with its precision stands for; None where there is none to be read."""
    if not when:
        return None
    first, _, last = when.partition("/")
    low, high = _days(first), _days(last or first)
    return Window(low.low, high.high) if low and high and low.low <= high.high else None


def precision_of(when: str | None) -> Precision:
    if days_of(when) is None:
        return "open"
    if "/" in str(when):
        return "interval"
    if "W" in str(when):
        return "week"
    return {4: "year", 7: "month"}.get(len(str(when)), "day")  # type: ignore[return-value]


def _days(words: str) -> Window | None:
    words = words.partition("T")[0]
    try:
        if match := re.fullmatch(r"(\d{4})-W(\d\d)", words):
            monday = date.fromisocalendar(int(match[1]), int(match[2]), 1)
            return Window(monday.isoformat(), _shift(monday, 6))
        if re.fullmatch(r"\d{4}", words):
            return Window(f"{words}-01-01", f"{words}-12-31")
        if re.fullmatch(r"\d{4}-\d\d", words):
            first = date.fromisoformat(f"{words}-01")
            following = date(first.year + first.month // 12, first.month % 12 + 1, 1)
            return Window(first.isoformat(), _shift(following, -1))
        return Window(*[date.fromisoformat(words).isoformat()] * 2)
    except ValueError:
        return None


def _shift(day: date, days: int) -> str:
    return (day + timedelta(days)).isoformat()
