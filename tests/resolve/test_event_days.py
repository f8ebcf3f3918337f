"""Dates as windows of days."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.resolve.event_days import FIRST, Window, days_of, precision_of, window_of


@pytest.mark.parametrize(
    ("when", "low", "high", "precision"),
    [
        ("2026-03-11", "2026-03-11", "2026-03-11", "day"),
        ("2026-02", "2026-02-01", "2026-02-28", "month"),
        ("2025-12", "2025-12-01", "2025-12-31", "month"),
        ("2024", "2024-01-01", "2024-12-31", "year"),
        ("2026-W09", "2026-02-23", "2026-03-01", "week"),
        ("2026-03-01/2026-03-04", "2026-03-01", "2026-03-04", "interval"),
    ],
)
def test_event_days_a_date_stands_for_the_days_of_its_precision(when: str, low: str, high: str, precision: str) -> None:
    assert days_of(when) == Window(low, high)
    assert precision_of(when) == precision


@pytest.mark.parametrize("when", [None, "", "PAST_REF", "2026-02-30", "2025-WI", "2026-03-04/2026-03-01"])
def test_event_days_what_is_no_date_is_open(when: str | None) -> None:
    assert days_of(when) is None
    assert precision_of(when) == "open"


def test_event_days_without_a_date_what_happened_lies_before_the_report_and_a_plan_after_it() -> None:
    told = window_of(None, "happened", "2026-03-10", background=False)
    planned = window_of(None, "planned", "2026-03-10", background=False)
    assert told.high == planned.low == "2026-03-10"
    assert window_of(None, "happened", "2026-03-10", background=True) == Window(FIRST, "2026-03-09")


@given(st.dates(), st.dates())
def test_event_days_windows_meet_whichever_is_asked(a: object, b: object) -> None:
    one, other = days_of(str(a)), days_of(str(b)[:7])
    assert one is not None
    assert other is not None
    assert one.meets(other) == other.meets(one) == (str(a)[:7] == str(b)[:7])
