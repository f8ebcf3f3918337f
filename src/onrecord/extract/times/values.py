"""From the words of a time expression to its TIMEX3 type and value: which function reads which rule of the grammar."""

from __future__ import annotations

from collections.abc import Callable

from onrecord.extract.times import days, lengths, periods, references, relative
from onrecord.extract.times.anchors import Anchors, Reading
from onrecord.extract.times.words import Phrase

READERS: dict[str, Callable[[Phrase, Anchors], Reading | None]] = {
    "clock": days.clock,
    "beside": days.beside,
    "part_of_day": days.part_of_day,
    "iso": days.iso,
    "figures": days.figures,
    "day_range": days.day_range,
    "date": days.calendar_date,
    "week_of": days.week_of,
    "part_of_month": periods.part_of_month,
    "weekday": days.weekday,
    "day_word": days.day_word,
    "eve": days.eve,
    "month": periods.month,
    "season": periods.season,
    "numbered_quarter": periods.numbered_quarter,
    "holiday": days.holiday,
    "quarter": periods.quarter,
    "half": periods.half,
    "decade": periods.decade,
    "year_of": periods.year_of,
    "year_range": periods.year_range,
    "part_of_year": periods.part_of_year,
    "ago": relative.ago,
    "after": relative.after,
    "from_now": relative.from_now,
    "period_ago": relative.period_ago,
    "same_period": relative.same_period,
    "some_units": relative.some_units,
    "vague": relative.vague,
    "part_of_unit": relative.part_of_unit,
    "unit_end": relative.unit_end,
    "unit": relative.unit,
    "each": lengths.each,
    "times": lengths.times,
    "first_units": lengths.first_units,
    "long": lengths.long,
    "whole": lengths.whole,
    "duration": lengths.duration,
    "units": lengths.units,
    "often": lengths.often,
    "weekdays": lengths.weekdays,
    "future": references.future,
    "the_past": references.the_past,
    "those_days": references.those_days,
    "at_the_time": references.at_the_time,
    "reference": references.reference,
    "year": periods.year,
}


def read(rule: str, phrase: Phrase, at: Anchors) -> Reading | None:
    """None where the words fit a rule and are no time all the same."""
    return READERS[rule](phrase, at)
