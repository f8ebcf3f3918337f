"""The day of publication is that of the outlet's own place where its name tells it."""

from __future__ import annotations

from datetime import date

import pytest

from onrecord.records import Article, Dateline
from onrecord.text.outlet_day import find_outlet_day


@pytest.mark.parametrize(
    ("published", "outlet", "day"),
    [
        ("2031-03-05T01:10:00+00:00", "US Ferry Office", date(2031, 3, 4)),
        ("2031-03-05T01:10:00Z", "Washington Courier", date(2031, 3, 4)),
        ("2031-03-05T22:10:00+00:00", "Tokyo Courier", date(2031, 3, 6)),
        ("2031-03-05T01:10:00+00:00", "Tarn Courier", date(2031, 3, 5)),
        ("2031-03-05T01:10:00+01:00", "US Ferry Office", date(2031, 3, 5)),
        ("2031-03-05T01:10:00", "US Ferry Office", date(2031, 3, 5)),
        ("2031-03-05", "US Ferry Office", date(2031, 3, 5)),
        ("March", "US Ferry Office", None),
    ],
)
def test_outlet_day_of_a_time_stamp(published: str, outlet: str, day: date | None) -> None:
    assert find_outlet_day(Article("a", "", "", outlet=outlet, published=published)) == day


def test_outlet_day_of_an_inferred_date_is_the_one_day() -> None:
    one = Dateline("2031-03-05", "2031-03-05", ())
    window = Dateline("2031-03-05", "2031-03-09", ())
    assert find_outlet_day(Article("a", "", "", inferred=one)) == date(2031, 3, 5)
    assert find_outlet_day(Article("a", "", "", inferred=window)) is None
