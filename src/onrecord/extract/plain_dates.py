"""Days and lengths of time that a text names plainly ("today", "July 20-21", "an hour and a half")."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta

from onrecord.records import Span, Timex
from onrecord.text.dates import DAY, MONTH, YEAR, make_iso
from onrecord.text.layout import Layout

_SOON = 60  # days
_DAYS = "monday tuesday wednesday thursday friday saturday sunday".split()
_NUMBERS = "zero one two three four five six seven eight nine ten eleven twelve".split()
_LONG = re.compile(
    rf"\b(?P<number>\d{{1,3}}|an?|{'|'.join(_NUMBERS)})(?:\s(?P<half>and\sa\shalf))?[\s-](?P<unit>hours?|minutes?)\b"
    r"(?P<tail>\sand\sa\shalf)?",
    re.IGNORECASE,
)
_PATTERN = re.compile(
    rf"\b(?P<near>today|yesterday|tomorrow|tonight|this (?:morning|afternoon|evening)|last night)\b"
    rf"|\b(?P<weekday>{'|'.join(_DAYS)})\b"
    rf"|\b(?P<month>{MONTH})\s(?P<day>{DAY})\b(?:\s?(?:-|to|through)\s?(?P<last>{DAY})\b)?(?:,?\s(?P<year>{YEAR}))?"
    rf"|\b(?P<first>{DAY})\s(?P<of>{MONTH})(?:\s(?P<in>{YEAR}))?",
    re.IGNORECASE,
)


def find_plain_dates(layout: Layout, anchor: date | None) -> tuple[Timex, ...]:
    """In the order of the text. No date is resolved without the day of publication."""
    dates = tuple(_iter_dates(layout, anchor)) if anchor else ()
    return tuple(sorted((*dates, *_iter_durations(layout)), key=lambda t: t.span))


def _iter_durations(layout: Layout) -> Iterator[Timex]:
    for found in _LONG.finditer(layout.plain):
        first = found["number"].casefold()
        number = _NUMBERS.index(first) if first in _NUMBERS else 1 if first in ("an", "a") else int(first)
        if found["unit"].casefold().startswith("hour"):
            value = f"PT{number}H30M" if found["half"] or found["tail"] else f"PT{number}H"
        else:
            value = f"PT{number}M"
        yield Timex(Span(*found.span()), "DURATION", value)


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
    """Without a year: the last such day, but one that comes within two months where that is nearer."""
    years = [year] if year else [str(anchor.year + by) for by in (-1, 0, 1)]
    dates = [found for y in years if (found := make_iso(y, month, day))]
    return min(dates, key=lambda d: _distance((date.fromisoformat(d) - anchor).days), default=None)


def _distance(days: int) -> int:
    return abs(days) if days <= _SOON else abs(days) + 365
