"""Hours, parts of the day, days with and without a year."""

from __future__ import annotations

import re
from datetime import date

from onrecord.extract.times.anchors import Anchors, Reading
from onrecord.extract.times.clock import read_clock
from onrecord.extract.times.dates import first_day, make_day, shift, to_value
from onrecord.extract.times.holidays import HOLIDAYS
from onrecord.extract.times.numbers import read_year
from onrecord.extract.times.tense import find_direction, is_done_by, is_limit, number_of
from onrecord.extract.times.words import Phrase


def clock(phrase: Phrase, at: Anchors) -> Reading | None:
    time = read_clock(phrase)
    if time is None:
        return None
    day = _day(phrase, at) or _day_after(phrase, at)
    if day is None:
        told = at.narrated("D")
        place = told and told.isoformat()
        day = place or "XXXX-XX-XX"
    return "TIME", f"{day}T{time}"


def _day(phrase: Phrase, at: Anchors) -> str | None:
    """Of the words in a longer phrase that name a day."""
    part = phrase.part("m")
    if part and phrase.part("nok"):
        found = calendar_date(_without_clock(phrase), at)
        return found and found[1]
    if phrase.part("w"):
        return weekday(phrase, at)[1]
    if day := phrase.part("T"):
        return at.relative(int(day.value("T")), "D", at.published) or "XXXX-XX-XX"
    if phrase.tags.endswith("u"):  # the next day
        return at.relative(1, "D", at.narrated("D")) or "XXXX-XX-XX"
    if phrase.tags.endswith("lp"):
        return at.relative(-1, "D", at.published) or "XXXX-XX-XX"
    if phrase.part("tN"):
        return at.published.isoformat() if at.published else "XXXX-XX-XX"
    return None


_OTHER_ZONE = re.compile(r"(?:\.(?=[Kny]))?(?:[Kny]P?E?A?)?\.@?(?=w)")


def _day_after(phrase: Phrase, at: Anchors) -> str | None:
    """The weekday behind the bracket with another zone's hour: "10:30 a.m. (0730 GMT) on Friday"."""
    found = _OTHER_ZONE.match(phrase.tagged.tags, phrase.end)
    if not found or ")" not in phrase.tagged.words[found.end() - 2 : found.end()]:
        return None
    return weekday(Phrase(phrase.tagged, found.end(), found.end() + 1), at)[1]


def _without_clock(phrase: Phrase) -> Phrase:
    """Without the hour: "5 p.m. EST, Nov. 6"."""
    place = phrase.tags.find("P")
    month = phrase.tags.find("m")
    return Phrase(phrase.tagged, phrase.start + place + 1, phrase.end) if 0 <= place < month else phrase


def beside(phrase: Phrase, at: Anchors) -> Reading:
    """The day, week or night before or after the one that was spoken of, or "the day before yesterday"."""
    number = -1 if phrase.part("8") else 1
    if part := phrase.value("p"):
        return "TIME", _join_part(at.relative(number, "D", at.narrated("D")), part)
    if day := phrase.value("T"):
        return "DATE", at.relative(number + int(day), "D", at.published) or "XXXX-XX-XX"
    unit = phrase.value("u")
    return "DATE", at.relative(number, unit, at.narrated(unit))


def part_of_day(phrase: Phrase, at: Anchors) -> Reading | None:
    part = phrase.value("pN")
    if (hours := phrase.value("U")) and hours != "H":
        return None
    if phrase.tags == "p" and phrase.tagged.words[phrase.start].istitle():
        return None
    if not part:  # "the early hours of Friday"
        part = "NI" if phrase.word(1) == "late" else "MO"
    if part == "ON":
        return "TIME", _join_part(at.relative(0, "D", at.published), "NI")
    if phrase.tags[0] == "l" and part == "NI" and not phrase.part("w"):
        return "TIME", _join_part(at.relative(-1, "D", at.published), "NI")
    if any(letter in phrase.tags for letter in "wTm"):
        return "TIME", _join_part(_day(phrase, at) or "", part)
    if phrase.tags[0] in "tNl":
        return "TIME", _join_part(at.relative(0, "D", at.published), part)
    return "TIME", _join_part(at.relative(number_of(phrase), "D", at.narrated("D")), part)


def _join_part(day: str, part: str) -> str:
    return f"{day or 'XXXX-XX-XX'}T{part}"


def iso(phrase: Phrase, _at: Anchors) -> Reading | None:
    value = phrase.value("I")
    return (("TIME" if "T" in value else "DATE"), value) if first_day(value) else None


def figures(phrase: Phrase, _at: Anchors) -> Reading | None:
    """3/4/2026 is March in one country and April in another: only its year is sure."""
    first, second, year = map(int, phrase.value("X").split("/"))
    year += 0 if year > 99 else 1900 if year > 50 else 2000
    if max(first, second) > 12 or first == second:
        day = make_day(year, min(first, second), max(first, second))
        return ("DATE", day) if day else None
    return "DATE", str(year)


def day_range(phrase: Phrase, at: Anchors) -> Reading | None:
    days = [int(phrase.tagged.values[i]) for i in range(phrase.start, phrase.end) if phrase.tagged.tags[i] in "no"]
    ends = [_month_day(phrase, at, day) for day in days[:2]]
    if len(ends) < 2 or days[0] >= days[1] or None in ends:
        return None
    return "DATE", "/".join(filter(None, ends))


def calendar_date(phrase: Phrase, at: Anchors) -> Reading | None:
    day = int(float(phrase.value("no") or phrase.value("k")))
    value = _month_day(phrase, at, day) if 1 <= day <= 31 else None
    return ("DATE", value) if value else None


def _month_day(phrase: Phrase, at: Anchors, day: int) -> str | None:
    month = int(phrase.value("m"))
    year = year_told(phrase, at)
    if year is None and phrase.tags[0] in "tlx":
        year = at.year_of_day(month, day, number_of(phrase))
    if year is None and (weekday := phrase.value("wb")) and at.published:
        year = _year_of_weekday(int(weekday), month, day, at.published.year)
    year = year or at.year_of_month(month, day, phrase)
    if year is None:
        return f"XXXX-{month:02}-{day:02}" if day <= 31 else None
    return make_day(year, month, day)


def _year_of_weekday(weekday: int, month: int, day: int, near: int) -> int | None:
    """The year in which the day is that weekday, if it is this one, the last or the next."""
    for year in (near, near - 1, near + 1):
        value = make_day(year, month, day)
        if value and date.fromisoformat(value).isoweekday() == weekday:
            return year
    return None


_LISTED = re.compile(r"(?:[,+|-]{1,2}e?-?(?:m(?:-?[no])?|[no]O?m))+,?O?y")  # "(August) or September 2016"


def year_told(phrase: Phrase, at: Anchors) -> int | None:
    """A year within the phrase, as "1996" or "last year", or that of its list: "August or September 2016"."""
    year = read_year(phrase.part("y") or phrase.part("m"))
    if year is None and phrase.value("u") == "Y":
        if phrase.part("h"):  # "October of that year"
            told = at.narrated("Y")
            return told.year if told else None
        return at.published.year + number_of(phrase) if at.published else None
    if year is None and (listed := _LISTED.match(phrase.tagged.tags, phrase.end)):
        return _year_of_list(phrase, Phrase(phrase.tagged, phrase.end, listed.end()))
    return year


def _year_of_list(phrase: Phrase, rest: Phrase) -> int | None:
    """The year that the last of the list has; the one before where the months go over a new year."""
    year = read_year(rest.part("y"))
    last = rest.tags.rindex("m")
    turned = int(phrase.value("m") or 1) > int(rest.tagged.values[rest.start + last])
    return year and year - turned


def weekday(phrase: Phrase, at: Anchors) -> Reading:
    number = int(phrase.value("w"))
    tags, start = phrase.tags, at.published
    if start and phrase.value("u") == "W":  # Monday of last week
        monday = shift(start, 1 - start.isoweekday() + 7 * number_of(phrase), "D")
        return "DATE", at.relative(number - 1, "D", monday)
    told = at.narrated("D") if "c" in tags or "f" in tags else start
    if told and ("l" in tags or "c" in tags):
        return "DATE", at.relative((number - told.isoweekday()) % -7 or -7, "D", told)
    if told and ("x" in tags or "f" in tags):
        return "DATE", at.relative((number - told.isoweekday() - 1) % 7 + 1, "D", told)
    return "DATE", at.weekday(number, 1 if is_limit(phrase) and not is_done_by(phrase) else find_direction(phrase))


def week_of(phrase: Phrase, at: Anchors) -> Reading | None:
    """The week, or the weekend, in which a day lies: "the week of May 3"."""
    unit, found = phrase.value("u"), calendar_date(phrase, at)
    day = found and first_day(found[1])
    return ("DATE", to_value(day, unit)) if day and unit in ("W", "WE") else None


def holiday(phrase: Phrase, at: Anchors) -> Reading:
    find = HOLIDAYS[phrase.value("2")]
    year = year_told(phrase, at)
    if year is None and at.published:
        near = find(at.published.year)
        if phrase.part("tlx"):
            year = at.year_of_day(near.month, near.day, number_of(phrase))
        else:
            year = at.year_of_month(near.month, near.day, phrase)
    return "DATE", find(year).isoformat() if year else ""


def day_word(phrase: Phrase, at: Anchors) -> Reading | None:
    words = phrase.tagged.words[max(0, phrase.start - 1) : phrase.end]
    if phrase.tags == "T" and len(words) > 1 and words[0][:1].isupper() and words[1].istitle():
        return None  # the title of a paper or a programme
    return "DATE", at.relative(int(phrase.value("T")), "D", at.published) or "XXXX-XX-XX"


def eve(_phrase: Phrase, at: Anchors) -> Reading | None:
    """The day before: "on the eve"."""
    return "DATE", at.relative(-1, "D", at.published)
