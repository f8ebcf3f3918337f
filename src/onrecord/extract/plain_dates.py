"""Days that a text names plainly ("today", "on Monday", "July 20-21"): what events take dates from by default."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta

from onrecord.records import Span, Timex
from onrecord.text.dates import DAY, MONTH, YEAR, make_iso
from onrecord.text.layout import Layout

_DAYS = "monday tuesday wednesday thursday friday saturday sunday".split()
_PATTERN = re.compile(
    rf"\b(?P<near>today|yesterday|tomorrow|tonight|this (?:morning|afternoon|evening)|last night)\b"
    rf"|\b(?P<weekday>{'|'.join(_DAYS)})\b"
    rf"|\b(?P<month>{MONTH})\s(?P<day>{DAY})\b(?:\s?(?:-|to|through)\s?(?P<last>{DAY})\b)?(?:,?\s(?P<year>{YEAR}))?"
    rf"|\b(?P<first>{DAY})\s(?P<of>{MONTH})(?:\s(?P<in>{YEAR}))?",
    re.IGNORECASE,
)


def find_plain_dates(layout: Layout, anchor: date | None) -> tuple[Timex, ...]:
    """Nothing is resolved without the day of publication."""
    return tuple(_iter_dates(layout, anchor)) if anchor else ()


def _iter_dates(layout: Layout, anchor: date) -> Iterator[Timex]:
    for found in _PATTERN.finditer(layout.plain):
        span = Span(*found.span())
        if found["near"]:
            by = {"yesterday": -1, "last night": -1, "tomorrow": 1}.get(found["near"].casefold(), 0)
            yield Timex(span, "DATE", (anchor + timedelta(by)).isoformat())
        elif found["weekday"]:
            back = (anchor.weekday() - _DAYS.index(found["weekday"].casefold())) % 7
            yield Timex(span, "DATE", (anchor - timedelta(back)).isoformat())
        else:
            month, day, year = found["month"] or found["of"], found["day"] or found["first"], found["year"]
            for number in filter(None, (day, found["last"])):
                value = _nearest(anchor, month, number, year or found["in"])
                if value:
                    yield Timex(span, "DATE", value)


def _nearest(anchor: date, month: str, day: str, year: str | None) -> str | None:
    """Without a year, the one that brings the day nearest to the anchor."""
    years = [year] if year else [str(anchor.year + by) for by in (-1, 0, 1)]
    dates = [found for y in years if (found := make_iso(y, month, day))]
    return min(dates, key=lambda d: abs((date.fromisoformat(d) - anchor).days), default=None)
