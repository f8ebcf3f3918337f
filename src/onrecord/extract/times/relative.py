"""Times told from another one: "two days later", "last week", "the year-earlier quarter"."""

from __future__ import annotations

import re
from datetime import date

from onrecord.extract.times.anchors import Anchors, Reading
from onrecord.extract.times.dates import UNITS, first_day, shift, to_value, unit_of
from onrecord.extract.times.numbers import read_count, read_year, write_duration
from onrecord.extract.times.periods import quarter
from onrecord.extract.times.tense import find_direction, number_of
from onrecord.extract.times.words import Phrase


def ago(phrase: Phrase, at: Anchors) -> Reading | None:
    unit, count, this = phrase.value("uU"), read_count(phrase), phrase.part("t")
    if "na" in phrase.tags and phrase.value("n") != "0.5":
        return None  # "200 a week ago"
    if re.search("au-?u", phrase.tags):  # "a quarter-century ago"
        unit, count = "Y", 25.0
    if count is None or phrase.tags == "Ug":
        return "DATE", "PAST_REF"
    if _is_clock_unit(unit):
        return "TIME", at.relative(0, "D", at.published)
    if phrase.tags[-1] != "g" and at.published:  # "a year ago today", "two years ago this month"
        told = shift(at.published, int(phrase.value("T", "0")), "D")
        day, unit = told and shift(told, -count, unit), this.value("u") if this else "D"
        return "DATE", to_value(day, unit) if day else ""
    return "DATE", _back(-count, unit, at, at.published)


def _is_clock_unit(unit: str) -> bool:
    return unit in ("S", "MIN", "H")


def _back(number: float, unit: str, at: Anchors, start: date | None) -> str:
    """A year before a quarter that was just spoken of is that quarter of the year before."""
    if unit == "Y" and number == int(number) and at.quarter and unit_of(at.last) == "Q":
        return f"{int(at.quarter[:4]) + int(number)}{at.quarter[4:]}"
    if number != int(number):
        if unit in ("E", "C"):  # "half a century ago"
            return at.relative(number * (10 if unit == "E" else 100), "Y", start)
        return at.relative(number * 12, "M", start) if unit == "Y" else at.relative(round(number), unit, start)
    return at.relative(number, unit, start)


def after(phrase: Phrase, at: Anchors) -> Reading | None:
    unit, count = phrase.value("uU"), read_count(phrase)
    sign = 1 if phrase.word(len(phrase.tags) - 1) in ("later", "after") else -1
    if _is_clock_unit(unit):
        return "DURATION", write_duration(count, unit)
    if count is None:
        return "DURATION", write_duration(None, unit)
    start = at.narrated(unit)
    if unit in UNITS and at.has_left(unit):
        return "DURATION", write_duration(count, unit)  # "in 1945 ... three days later"
    if unit == "Y" and (sign, count) == (-1, 1.0):  # compared with the same, not with each other
        start = first_day(at.firm) or start
    return "DATE", _back(sign * count, unit, at, start)


def from_now(phrase: Phrase, at: Anchors) -> Reading | None:
    count = read_count(phrase)
    if count is None or _is_clock_unit(phrase.value("uU")):
        return "DATE", "FUTURE_REF"
    if (day := phrase.value("T")) and at.published:
        start = shift(shift(at.published, int(day), "D") or at.published, count, phrase.value("uU"))
        return "DATE", at.relative(0, "D", start)
    return "DATE", at.relative(count, phrase.value("uU"), at.published)


def period_ago(phrase: Phrase, at: Anchors) -> Reading | None:
    if phrase.value("u") != "Y":
        return None
    if months := phrase.part("n"):  # "the year-earlier six months"
        return "DURATION", write_duration(read_count(months), phrase.value("U"))
    if "o" in phrase.tags:
        return quarter(phrase, at)
    if phrase.tags.count("u") > 1 and phrase.tagged.values[phrase.end - 1] == "Q":
        return "DATE", at.relative(-1, "Y", first_day(_latest_quarter(at))) + _latest_quarter(at)[4:]
    return "DATE", _back(-1, "Y", at, at.published)


def same_period(phrase: Phrase, at: Anchors) -> Reading | None:
    """The time last spoken of, in another year: "the same month a year ago"."""
    unit = "M" if phrase.part("m") else phrase.value("u") if phrase.tags[2] == "u" else unit_of(at.last) or "Y"
    start = at.narrated(unit if phrase.tags == "dzu" and unit in UNITS else "Y")
    if start is None:
        return "DATE", ""
    if unit not in ("D", "W", "M", "Q", "Y"):
        return None
    year = read_year(phrase.part("yk"))
    if year is None:
        year = start.year - bool(phrase.part("glc"))
    if month := phrase.value("m"):
        return "DATE", f"{year}-{int(month):02}"
    day = shift(start, year - start.year, "Y")
    return "DATE", to_value(day, unit) if day else ""


def some_units(phrase: Phrase, _at: Anchors) -> Reading | None:
    unit = phrase.value("uU")
    return "DURATION", write_duration(1.5 if phrase.tags.endswith("u+an") else read_count(phrase), unit)


def vague(phrase: Phrase, _at: Anchors) -> Reading | None:
    if phrase.value("U") not in ("D", "W", "M", "Q", "Y", "E", "C"):
        return None
    if phrase.value("r") not in ("", "PAST_REF"):
        return None
    if phrase.value("U") in ("W", "M") and phrase.tags[0] in "rx":
        return "DURATION", write_duration(None, phrase.value("U"))
    return "DATE", "PAST_REF" if phrase.part("lrc") else "FUTURE_REF"


def unit(phrase: Phrase, at: Anchors) -> Reading | None:
    """One week, day or year: "last week", "the same day", "the year"."""
    unit, tags = phrase.value("u"), phrase.tags.lstrip("eG-").replace("0", "")
    number = number_of(phrase)
    if phrase.is_name():  # "This Week", a programme
        return None
    if phrase.part("0") and "full" not in (phrase.word(0), phrase.word(1)):
        return None
    if tags[-1] == "Y":
        return "DATE", _latest_quarter(at)
    if _is_clock_unit(unit) or unit in ("NI", ""):
        return None
    told = any(letter in tags for letter in "hfcz") or (tags in ("du", "dxu") and unit == "D")
    if tags in ("du", "dLu", "Lu") and unit == "Q":
        return "DATE", _latest_quarter(at)
    start = at.narrated(unit) if told else at.published
    if tags == "dlu" and _is_stretch(phrase, unit):
        return "DURATION", write_duration(1, unit)
    if tags in ("dlu", "lu") and unit == "D":
        return None  # "the last day of the talks"
    if tags in ("du", "dFu") and phrase.word(phrase.end - phrase.start) in ("ended", "ending"):
        return "DURATION", write_duration(1, unit)
    if tags == "du" and unit in ("E", "C", "F"):
        return None
    if unit == "WE":
        return "DATE", _weekend(phrase, at, number, start)
    return "DATE", at.relative(number, unit, start)


_WITHIN = frozenset("in over during for within throughout".split())


def _is_stretch(phrase: Phrase, unit: str) -> bool:
    """Whether the last year is one that ends now: "the past year", "over the last year"."""
    if phrase.tagged.words[phrase.end - 2].lower() == "past":
        return unit != "WE"
    is_last_of = phrase.word(phrase.end - phrase.start) == "of"
    return phrase.word(-1) in _WITHIN and unit in ("D", "W", "M", "Y") and not is_last_of


def _weekend(phrase: Phrase, at: Anchors, number: int, start: date | None) -> str:
    """The weekend that is over, where the verb does not look ahead."""
    if start and not number and start.isoweekday() < 6 and "t" not in phrase.tags and find_direction(phrase) < 1:
        number = -1
    return at.relative(number, "WE", start)


def _latest_quarter(at: Anchors) -> str:
    return at.quarter or at.relative(-1, "Q", at.published)


def part_of_unit(phrase: Phrase, at: Anchors) -> Reading | None:
    part = phrase.part("tlxchdJLF") or phrase.part("u")
    is_later = phrase.tags.startswith("Gidu") and phrase.word(0) == "later"
    if is_later and phrase.value("u") == "Y" and find_direction(phrase) < 1:
        return "DATE", at.relative(0, "Y", at.narrated("Y"))  # of the year that was spoken of
    return unit(part, at) if part else None


def unit_end(phrase: Phrase, at: Anchors) -> Reading | None:
    unit = phrase.value("u")
    if unit not in ("M", "Y") or phrase.word(len(phrase.tags) - 1) not in ("end", "start"):
        return None
    if unit == "M" or at.published is None:
        return "DATE", at.relative(0, unit, at.published)
    return "DATE", str(at.published.year)
