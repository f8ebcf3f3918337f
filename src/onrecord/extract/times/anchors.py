"""What relative times are told from: the day of publication, and the time that the text spoke of last."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from onrecord.extract.times.dates import UNITS, first_day, shift, to_value, unit_of
from onrecord.extract.times.tense import find_direction, is_limit
from onrecord.extract.times.words import Phrase
from onrecord.records import TimexType

Reading = tuple[TimexType, str]  # of a time expression

_NEAR = 125  # days ahead that a date without a year may lie where no verb tells
_NEAR_AFTER_PAST = 75  # and where a verb of the past stands near: the verb may be another one's
_NEAR_MONTH = 20  # so for a month without a day, counted to its middle
_HALF_YEAR = 182
_NEAR_BEHIND = -45  # days behind that it may lie where the verb looks ahead


@dataclass(slots=True)
class Anchors:
    """State while one text is read from start to end."""

    published: date | None
    last: str = ""  # value of the last time that could be placed in the calendar
    known: dict[str, str] = field(default_factory=dict)  # by unit: the last value that is no coarser
    firm: str = ""  # the last one that was not made from another time of the text
    quarter: str = ""  # the last quarter spoken of that was over when the text was published

    def note(self, value: str, *, told: bool) -> None:
        """`told` where the value was made from another time of the text, as "a year earlier" is."""
        if first_day(value) is None:
            return
        self.last = value
        if not told:
            self.firm = value
        for unit in UNITS[UNITS.index(unit_of(value)) :]:
            self.known[unit] = value
        if unit_of(value) == "Q" and not told and value < self.relative(0, "Q", self.published):
            self.quarter = value

    def note_months(self, value: str) -> None:
        """Months of a report on a company: what it compares with them is a part of a year, no quarter."""
        if self.quarter and value in ("P6M", "P9M"):
            self.last = self.quarter[:4]

    def narrated(self, unit: str) -> date | None:
        """Where the text is, to the day, week ...: the last time that it named as closely, else its publication."""
        return first_day(self.known.get("W" if unit == "F" else unit, "")) or self.published

    def has_left(self, unit: str) -> bool:
        """Whether the text has gone on from the day, week ... that it named to another year told less closely."""
        known, last = first_day(self.known.get(unit, "")), first_day(self.last)
        if last is None or UNITS.index(unit_of(self.last)) <= UNITS.index(unit):
            return False
        return (known or self.published or last).year != last.year

    def relative(self, number: float, unit: str, start: date | None) -> str:
        """The day, week ... that lies so many units from `start`; "" where that is not known."""
        day = shift(start, number, unit) if start else None
        return to_value(day, "W" if unit == "F" else unit) if day else ""

    def weekday(self, number: int, direction: int) -> str:
        """The nearest such day, today included: ahead where `direction` is 1, else behind."""
        if self.published is None:
            return f"XXXX-WXX-{number}"
        days = (number - self.published.isoweekday()) % 7
        if direction < 1 and days:
            days -= 7
        return self.relative(days, "D", self.published)

    def month(self, month: int, phrase: Phrase) -> str:
        year = self.year_of_month(month, 15, phrase, _NEAR_MONTH)
        return f"{year}-{month:02}" if year else f"XXXX-{month:02}"

    def year_of_day(self, month: int, day: int, number: int) -> int | None:
        """The year of the last such day before the publication (-1), of this year's (0), of the next one (1)."""
        if self.published is None:
            return None
        ahead = (month, day) > (self.published.month, self.published.day)
        return self.published.year + (number if (number > 0) != ahead else 0)

    def year_of_month(self, month: int, day: int, phrase: Phrase, near: int | None = None) -> int | None:
        """The year of a month without one, by the tense near by; else the nearest. `near`: days after a past verb."""
        if self.published is None:
            return None
        ahead = (month - self.published.month) * 30 + day - self.published.day  # days, about
        direction = find_direction(phrase)
        if is_limit(phrase) and direction < 1:
            return self.published.year + (ahead < -_HALF_YEAR) - (ahead > _HALF_YEAR)
        if direction > 0:
            return self.published.year + (ahead < _NEAR_BEHIND)
        if direction < 0:
            return self.published.year - (ahead > (near or _NEAR_AFTER_PAST))
        return self.published.year + (ahead < _NEAR - 365) - (ahead > _NEAR)
