"""Publication dates are read where they are plain and left alone where they are not."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.text.dates import to_iso


@pytest.mark.parametrize(
    ("words", "iso"),
    [
        ("2026-03-04", "2026-03-04"),
        ("20260304", "2026-03-04"),
        ("2026/3/4", "2026-03-04"),
        ("2026-03-04T10:15:00+01:00", "2026-03-04T10:15:00+01:00"),
        ("2026-03-04T10:15:00Z", "2026-03-04T10:15:00+00:00"),
        ("2026-03-04 10:15", "2026-03-04T10:15:00"),
        ("Wed, 04 Mar 2026 10:15:00 GMT", "2026-03-04T10:15:00+00:00"),
        ("4 March 2026", "2026-03-04"),
        ("4th of March, 2026", "2026-03-04"),
        ("March 4, 2026", "2026-03-04"),
        ("Mar. 4 2026", "2026-03-04"),
        ("Wednesday, March 4, 2026 at 10:15 a.m. ET", "2026-03-04"),
        ("Published: 4 Sept 2026", "2026-09-04"),
        ("04-Mar-2026", "2026-03-04"),
        ("13/04/2026", "2026-04-13"),
        ("4.13.2026", "2026-04-13"),
        ("4/4/2026", "2026-04-04"),
    ],
)
def test_dates_are_read(words: str, iso: str) -> None:
    assert to_iso(words) == iso


@pytest.mark.parametrize(
    "words",
    [
        None,
        "",
        "yesterday",
        "03/04/2026",
        "March 2026",
        "2026",
        "31 February 2026",
        "2026-13-01",
        "4 March 26",
        "٢٠٢٦-٠٣-٠٤",
    ],
)
def test_dates_that_are_not_plain_are_left_alone(words: str | None) -> None:
    assert to_iso(words) is None


@given(st.text(max_size=40))
def test_dates_no_words_raise(words: str) -> None:
    to_iso(words)
