"""From the words of a time expression to its TIMEX3 type and value, one function for each rule of the grammar."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from onrecord.extract.times.anchors import Anchors
from onrecord.extract.times.clock import read_clock
from onrecord.extract.times.dates import first_day, make_day, shift, to_value, unit_of
from onrecord.extract.times.numbers import read_count, read_number, read_year, write_duration
from onrecord.extract.times.tense import find_direction, is_limit
from onrecord.extract.times.words import Phrase
from onrecord.records import TimexType

Reading = tuple[TimexType, str]
_LAST, _NEXT, _THIS = "lc", "xf", "tLzhd"
_TOLD = "hfcdz"  # "that year", "the following year": told from what the text spoke of last


def read(rule: str, phrase: Phrase, at: Anchors) -> Reading | None:
    """None where the words fit a rule and are no time all the same."""
    return _READERS[rule](phrase, at)


def _number_of(phrase: Phrase) -> int:
    """-1, 0 or 1 by a word such as last, this, next."""
    tags = phrase.tags
    return -1 if any(t in tags for t in _LAST) else 1 if any(t in tags for t in _NEXT) else 0


# Days and times of the day


def _clock(phrase: Phrase, at: Anchors) -> Reading | None:
    time = read_clock(phrase)
    if time is None:
        return None
    day = _day(phrase, at)
    if day is None:
        told = at.narrated("D")
        place = told and told.isoformat()
        day = place or "XXXX-XX-XX"
    return "TIME", f"{day}T{time}"


def _day(phrase: Phrase, at: Anchors) -> str | None:
    """Of the words in a longer phrase that name a day."""
    part = phrase.part("m")
    if part and phrase.part("nok"):
        found = _date(_without_clock(phrase), at)
        return found and found[1]
    if phrase.part("w"):
        return _weekday(phrase, at)[1]
    if phrase.part("T"):
        return _day_word(phrase, at)[1]
    if phrase.part("tN"):
        return at.published.isoformat() if at.published else "XXXX-XX-XX"
    return None


def _without_clock(phrase: Phrase) -> Phrase:
    """Without the hour: "5 p.m. EST, Nov. 6"."""
    place = phrase.tags.find("P")
    month = phrase.tags.find("m")
    return Phrase(phrase.tagged, phrase.start + place + 1, phrase.end) if 0 <= place < month else phrase


def _part_of_day(phrase: Phrase, at: Anchors) -> Reading | None:
    part = phrase.value("pN")
    if part == "ON":
        return "TIME", _join_part(at.relative(0, "D", at.published), "NI")
    if phrase.tags[0] == "l" and part == "NI" and not phrase.part("w"):
        return "TIME", _join_part(at.relative(-1, "D", at.published), "NI")
    if any(letter in phrase.tags for letter in "wTm"):
        return "TIME", _join_part(_day(phrase, at) or "", part)
    if phrase.tags[0] in "tNl":
        return "TIME", _join_part(at.relative(0, "D", at.published), part)
    return "TIME", _join_part(at.relative(_number_of(phrase), "D", at.narrated("D")), part)


def _join_part(day: str, part: str) -> str:
    return f"{day or 'XXXX-XX-XX'}T{part}"


def _iso(phrase: Phrase, at: Anchors) -> Reading | None:
    value = phrase.value("I")
    return (("TIME" if "T" in value else "DATE"), value) if first_day(value) else None


def _figures(phrase: Phrase, at: Anchors) -> Reading | None:
    """3/4/2026 is March in one country and April in another: only its year is sure."""
    first, second, year = map(int, phrase.value("X").split("/"))
    year += (0 if year > 99 else 1900 if year > 50 else 2000)
    if max(first, second) > 12 or first == second:
        day = make_day(year, min(first, second), max(first, second))
        return ("DATE", day) if day else None
    return "DATE", str(year)


def _day_range(phrase: Phrase, at: Anchors) -> Reading | None:
    days = [int(phrase.tagged.values[i]) for i in range(phrase.start, phrase.end) if phrase.tagged.tags[i] in "no"]
    ends = [_month_day(phrase, at, day) for day in days[:2]]
    if len(ends) < 2 or days[0] >= days[1] or None in ends:
        return None
    return "DATE", "/".join(filter(None, ends))


def _date(phrase: Phrase, at: Anchors) -> Reading | None:
    day = int(float(phrase.value("no") or phrase.value("k")))
    value = _month_day(phrase, at, day) if 1 <= day <= 31 else None
    return ("DATE", value) if value else None


def _month_day(phrase: Phrase, at: Anchors, day: int) -> str | None:
    month = int(phrase.value("m"))
    year = _year_told(phrase, at)
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


def _year_told(phrase: Phrase, at: Anchors) -> int | None:
    """A year within the phrase, as "1996" or "last year"."""
    year = read_year(phrase.part("y") or phrase.part("m"))
    if year is None and phrase.value("u") == "Y" and at.published:
        return at.published.year + _number_of(phrase)
    return year


def _weekday(phrase: Phrase, at: Anchors) -> Reading:
    number = int(phrase.value("w"))
    tags, start = phrase.tags, at.published
    if start and phrase.value("u") == "W":  # Monday of last week
        monday = shift(start, 1 - start.isoweekday() + 7 * _number_of(phrase), "D")
        return "DATE", at.relative(number - 1, "D", monday)
    told = at.narrated("D") if "c" in tags or "f" in tags else start
    if told and ("l" in tags or "c" in tags):
        return "DATE", at.relative((number - told.isoweekday()) % -7 or -7, "D", told)
    if told and ("x" in tags or "f" in tags):
        return "DATE", at.relative((number - told.isoweekday() - 1) % 7 + 1, "D", told)
    return "DATE", at.weekday(number, 1 if is_limit(phrase) else find_direction(phrase))


def _day_word(phrase: Phrase, at: Anchors) -> Reading:
    return "DATE", at.relative(int(phrase.value("T")), "D", at.published) or "XXXX-XX-XX"


def _eve(phrase: Phrase, at: Anchors) -> Reading | None:
    """"On the eve": the day before."""
    return "DATE", at.relative(-1, "D", at.published)


# Months, seasons, quarters, years, decades


def _month(phrase: Phrase, at: Anchors) -> Reading | None:
    month = int(phrase.value("m"))
    if phrase.word(phrase.tags.find("m")) == "may" and len(phrase.tags) == 1 and not _is_month_may(phrase):
        return None
    year = _year_told(phrase, at)
    if year is None and at.published:
        number = _number_of(phrase)
        if number:
            turned = month >= at.published.month if number < 0 else month <= at.published.month
            year = at.published.year + number * turned
    return "DATE", f"{year}-{month:02}" if year else at.month(month, phrase)


def _is_month_may(phrase: Phrase) -> bool:
    """"May" where it begins a sentence is a verb."""
    before = phrase.tagged.tags[phrase.start - 1] if phrase.start else "!"
    return before != "!"


def _season(phrase: Phrase, at: Anchors) -> Reading | None:
    season, tags = phrase.value("s"), phrase.tags
    year = read_year(phrase.part("yk"))
    if year is None and tags in ("s", "ds"):
        before = phrase.word(-1)
        if season in ("FA", "SP") and (before not in ("in", "since", "until", "by", "during", "over") or tags == "s" and before != "in"):
            return None
        if tags == "s" and before not in ("in", "since", "until", "during", "over", "of", "every", "by"):
            return None
    if year is not None:
        return "DATE", f"{year}-{season}"
    if at.published is None:
        return "DATE", f"XXXX-{season}"
    return "DATE", f"{_year_of_season(season, phrase, at.published)}-{season}"


def _year_of_season(season: str, phrase: Phrase, published: date) -> int:
    first = {"SP": 3, "SU": 6, "FA": 9, "WI": 12}[season]
    number = _number_of(phrase)
    if phrase.value("u") == "Y":
        return published.year + number
    if number < 0 and "t" not in phrase.tags:
        return published.year - (first + 2 > published.month)
    if number > 0:
        return published.year + (first <= published.month)
    if "t" not in phrase.tags and find_direction(phrase) < 0:
        return published.year - (first > published.month)
    return published.year


def _numbered_quarter(phrase: Phrase, at: Anchors) -> Reading | None:
    year = read_year(phrase.part("yk"))
    number = int(phrase.value("1")[1])
    if year is None and at.published:
        year = at.published.year + _quarters_off(phrase, number, (at.published.month + 2) // 3)
    return "DATE", f"{year or 'XXXX'}-Q{number}"


def _holiday(phrase: Phrase, at: Anchors) -> Reading | None:
    day = int(phrase.value("3") or 25)
    year = at.year_of_month(12, day, phrase)
    return "DATE", f"{year or 'XXXX'}-12-{day}"


def _quarter(phrase: Phrase, at: Anchors) -> Reading | None:
    part = phrase.part("o")
    if part is None:
        return None
    unit, number = part.value("u"), int(part.value("o"))
    if unit == "C" and number > 1:
        return "DATE", str(number - 1)
    if unit != "Q" or not 1 <= number <= 4:
        return None
    year = read_year(phrase.part("yk"))
    if year is None and at.published:
        year = at.published.year + _quarters_off(phrase, number, (at.published.month + 2) // 3)
    return "DATE", f"{year or 'XXXX'}-Q{number}"


def _quarters_off(phrase: Phrase, number: int, now: int) -> int:
    """Years from that of the publication."""
    if "u-" in phrase.tags[:-1] and phrase.part("gG"):
        return -1
    if phrase.tags.count("u") > 1 or _number_of(phrase):
        return _number_of(phrase)
    direction = find_direction(phrase)
    return -1 if number > now and direction < 1 else int(number < now - 1 and direction > 0)


def _half(phrase: Phrase, at: Anchors) -> Reading | None:
    if phrase.value("n") != "0.5" or phrase.value("o", "1") not in ("1", "2"):
        return None
    if decade := phrase.value("D"):
        return "DATE", decade
    half = 1 if phrase.value("o") == "1" else 2
    year = read_year(phrase.part("yk"))
    if year is None and phrase.value("u") not in ("", "Y"):
        return None
    if year is None and at.published:
        year = at.published.year + (0 if phrase.part("o") is None else _number_of(phrase))
    return "DATE", f"{year or 'XXXX'}-H{half}"


def _decade(phrase: Phrase, at: Anchors) -> Reading | None:
    return "DATE", phrase.value("DQ")


def _year_of(phrase: Phrase, at: Anchors) -> Reading | None:
    part = phrase.part("nHky")
    year = read_year(part) or (int(read_number(part)) if part else 0)
    return ("DATE", str(year)) if phrase.value("u") == "Y" and 1000 <= year < 2200 else None


def _year_range(phrase: Phrase, at: Anchors) -> Reading | None:
    first, last = phrase.value("y"), phrase.tagged.values[phrase.end - 1]
    if len(last) == 2:
        last = first[:2] + last
    return ("DATE", f"{first}/{last}") if last.isdigit() and int(first) < int(last) < int(first) + 200 else None


def _part_of_year(phrase: Phrase, at: Anchors) -> Reading | None:
    year = read_year(phrase.part("yk"))
    if phrase.tags in ("dy", "dyu") and phrase.value("u") not in ("Q", "Y") or year is None:
        return None
    if phrase.tags[-1] in "uY" and phrase.value("uY") != "Y" and at.quarter:
        return "DATE", f"{year}{at.quarter[4:]}"
    return "DATE", str(year)


def _year(phrase: Phrase, at: Anchors) -> Reading | None:
    year = read_year(phrase)
    if year is None:
        return None
    before, after = phrase.word(-1), phrase.word(phrase.end - phrase.start)
    if phrase.tags == "y" and not _is_year(before, after, year):
        return None
    return "DATE", str(year)


_NOT_AFTER_YEAR = frozenset("people men women children years percent miles feet troops soldiers km pounds tons % us".split())
_BEFORE_YEAR = frozenset("in since until by of from during before after late early to and between mid through for the".split())
_NOT_BEFORE_YEAR = frozenset("$ # £ € about than some nearly over almost least most page no number - / flight room".split())


def _is_year(before: str, after: str, year: int) -> bool:
    if before in _NOT_BEFORE_YEAR or after in _NOT_AFTER_YEAR:
        return False
    return 1900 <= year < 2100 or (before in _BEFORE_YEAR and year > 1400)


# Told from another time


def _ago(phrase: Phrase, at: Anchors) -> Reading | None:
    unit, count = phrase.value("uU"), read_count(phrase)
    if phrase.tags == "Ug":
        return "DATE", "PAST_REF"
    if count is None:
        return "DATE", "PAST_REF"
    if _is_clock_unit(unit):
        return "TIME", at.relative(0, "D", at.published) if unit != "H" else at.relative(0, "D", at.published)
    return "DATE", _back(-count, unit, at, at.published)


def _is_clock_unit(unit: str) -> bool:
    return unit in ("S", "MIN", "H")


def _back(number: float, unit: str, at: Anchors, start: date | None) -> str:
    """A year before a quarter that was just spoken of is that quarter of the year before."""
    if unit == "Y" and number == int(number) and at.quarter and unit_of(at.last) == "Q":
        return f"{int(at.quarter[:4]) + int(number)}{at.quarter[4:]}"
    if number != int(number):
        return at.relative(number * 12, "M", start) if unit == "Y" else at.relative(round(number), unit, start)
    return at.relative(number, unit, start)


def _after(phrase: Phrase, at: Anchors) -> Reading | None:
    unit, count = phrase.value("uU"), read_count(phrase)
    sign = 1 if phrase.word(len(phrase.tags) - 1) == "later" else -1
    if _is_clock_unit(unit):
        return "DURATION", write_duration(count, unit)
    if count is None:
        return "DURATION", write_duration(None, unit)
    return "DATE", _back(sign * count, unit, at, at.narrated(unit))


def _from_now(phrase: Phrase, at: Anchors) -> Reading | None:
    count = read_count(phrase)
    if count is None or _is_clock_unit(phrase.value("uU")):
        return "DATE", "FUTURE_REF"
    return "DATE", at.relative(count, phrase.value("uU"), at.published)


def _period_ago(phrase: Phrase, at: Anchors) -> Reading | None:
    if phrase.value("u") != "Y":
        return None
    if "o" in phrase.tags:
        return _quarter(phrase, at)
    if phrase.tags.count("u") > 1 and phrase.tagged.values[phrase.end - 1] == "Q":
        return "DATE", at.relative(-1, "Y", first_day(_latest_quarter(at))) + _latest_quarter(at)[4:]
    return "DATE", _back(-1, "Y", at, at.published)


def _same_period(phrase: Phrase, at: Anchors) -> Reading | None:
    """"The same month a year ago": the time last spoken of, in another year."""
    start = at.narrated("Y")
    if start is None:
        return "DATE", ""
    unit = "M" if phrase.part("m") else phrase.value("u") if phrase.tags[2] == "u" else unit_of(at.last) or "Y"
    if unit not in ("D", "W", "M", "Q", "Y"):
        return None
    year = read_year(phrase.part("yk"))
    if year is None:
        year = start.year - bool(phrase.part("glc"))
    if month := phrase.value("m"):
        return "DATE", f"{year}-{int(month):02}"
    day = shift(start, year - start.year, "Y")
    return "DATE", to_value(day, unit) if day else ""


def _some_units(phrase: Phrase, at: Anchors) -> Reading | None:
    unit = phrase.value("uU")
    return "DURATION", write_duration(read_count(phrase), unit)


def _vague(phrase: Phrase, at: Anchors) -> Reading | None:
    if phrase.value("U") not in ("D", "W", "M", "Q", "Y", "E", "C"):
        return None
    if phrase.value("r") not in ("", "PAST_REF"):
        return None
    if phrase.value("U") in ("W", "M") and phrase.tags[0] in "rx":
        return "DURATION", write_duration(None, phrase.value("U"))
    return "DATE", "PAST_REF" if phrase.part("lrc") else "FUTURE_REF"


def _unit(phrase: Phrase, at: Anchors) -> Reading | None:
    """"Last week", "the same day", "the year"."""
    unit, tags = phrase.value("u"), phrase.tags.lstrip("eG-").replace("0", "")
    number = _number_of(phrase)
    if tags[-1] == "Y":
        return "DATE", _latest_quarter(at)
    if _is_clock_unit(unit) or unit in ("NI", ""):
        return None
    told = any(letter in tags for letter in "hfcz") or tags == "du" and unit == "D" or tags == "dxu" and unit == "D"
    if tags in ("du", "dLu", "Lu") and unit == "Q":
        return "DATE", _latest_quarter(at)
    start = at.narrated(unit) if told else at.published
    if tags == "dlu" and phrase.part("l") and unit != "WE" and phrase.tagged.words[phrase.end - 2].lower() == "past":
        return "DURATION", write_duration(1, unit)
    if tags in ("du", "dFu") and phrase.word(phrase.end - phrase.start) in ("ended", "ending"):
        return "DURATION", write_duration(1, unit)
    if tags == "du" and unit in ("E", "C", "F"):
        return None
    if unit == "WE":
        return "DATE", _weekend(phrase, at, number, start)
    return "DATE", at.relative(number, unit, start)


def _weekend(phrase: Phrase, at: Anchors, number: int, start: date | None) -> str:
    """The weekend that is over, where the verb does not look ahead."""
    if start and not number and start.isoweekday() < 6 and "t" not in phrase.tags and find_direction(phrase) < 1:
        number = -1
    return at.relative(number, "WE", start)


def _latest_quarter(at: Anchors) -> str:
    return at.quarter or at.relative(-1, "Q", at.published)


def _part_of_unit(phrase: Phrase, at: Anchors) -> Reading | None:
    part = phrase.part("tlxchdJLF") or phrase.part("u")
    return part and _unit(part, at)


def _unit_end(phrase: Phrase, at: Anchors) -> Reading | None:
    unit = phrase.value("u")
    if unit not in ("M", "Y") or phrase.word(len(phrase.tags) - 1) not in ("end", "start"):
        return None
    if unit == "M" or at.published is None:
        return "DATE", at.relative(0, unit, at.published)
    return "DATE", str(at.published.year)


# How long and how often


def _each(phrase: Phrase, at: Anchors) -> Reading | None:
    if day := phrase.value("w"):
        return "SET", f"XXXX-WXX-{day}"
    if month := phrase.value("m"):
        return "SET", f"XXXX-{int(month):02}"
    if season := phrase.value("s"):
        return "SET", f"XXXX-{season}"
    if part := phrase.value("p"):
        return "SET", f"XXXX-XX-XXT{part}"
    return "SET", write_duration(float(phrase.value("no") or 1), phrase.value("uU"))


def _times(phrase: Phrase, at: Anchors) -> Reading | None:
    return "SET", write_duration(1, phrase.value("u"))


def _first_units(phrase: Phrase, at: Anchors) -> Reading | None:
    part = phrase.part("nkqH")
    return "DURATION", write_duration(read_count(part) if part else None, phrase.value("uU"))


def _duration(phrase: Phrase, at: Anchors) -> Reading | None:
    unit, tags = phrase.value("uU"), phrase.tags
    if tags[-1] == "W" or unit == "NI":
        return None
    if tags == "au" and _is_rate(phrase):
        return "SET", write_duration(1, unit)
    if unit == "Q" and (tags.endswith("au") or "-" in tags):  # "a quarter of the fleet"
        return None
    count = read_count(phrase)
    if tags.endswith("u+an"):
        count = 1.5
    return "DURATION", write_duration(count, unit)


def _is_rate(phrase: Phrase) -> bool:
    """"$30 a year", "three times a week"."""
    before = phrase.word(-1)
    return before[-1:].isdigit() or phrase.tagged.tags[max(phrase.start - 1, 0)] == "U" or before in ("million", "billion", "thousand", "percent", "times", "once", "twice", "cents", "%")


def _units(phrase: Phrase, at: Anchors) -> Reading | None:
    unit = phrase.value("U")
    return ("DURATION", write_duration(None, unit)) if unit not in ("NI", "WE", "S", "Q") else None


_NOUN_AFTER = frozenset("in on at by to for from with and or , . ; : ! ? \" - as when while but than over since through".split())


def _often(phrase: Phrase, at: Anchors) -> Reading | None:
    """The adverb; "daily flights" is no time."""
    after = phrase.word(1)
    return ("SET", phrase.value("S")) if phrase.word(-1) != "%" and (not after or after in _NOUN_AFTER) else None


def _weekdays(phrase: Phrase, at: Anchors) -> Reading | None:
    part = phrase.value("p")
    return "SET", f"XXXX-WXX-{phrase.value('R')}" + (f"T{part}" if part else "")


# Words that refer to a time without telling it


def _future(phrase: Phrase, at: Anchors) -> Reading | None:
    return "DATE", "FUTURE_REF"


def _the_past(phrase: Phrase, at: Anchors) -> Reading | None:
    """The noun: "in the past", not "the past president"."""
    after = phrase.word(2)
    is_noun = phrase.word(-1) == "in" and not phrase.tagged.tags[phrase.end : phrase.end + 1] in tuple("nqHkuUywmspo")
    if phrase.word(1) != "past" or not (is_noun or not after.isalpha()):
        return None
    return "DATE", "PAST_REF"


def _those_days(phrase: Phrase, at: Anchors) -> Reading | None:
    return ("DATE", "PRESENT_REF") if phrase.word(0) == "these" and phrase.value("U") == "D" else None


def _at_the_time(phrase: Phrase, at: Anchors) -> Reading | None:
    if phrase.value("u", "D") != "D":
        return None
    return "DATE", "PAST_REF"


def _reference(phrase: Phrase, at: Anchors) -> Reading | None:
    word, before, after = phrase.word(0), phrase.word(-1), phrase.word(1)
    if word == "current":
        return "DATE", "PRESENT_REF"
    if word == "latest" or (word == "soon" and (before in ("as", "so") or after in ("after", "as"))):
        return None
    return "DATE", phrase.value("r")


_READERS: dict[str, Callable[[Phrase, Anchors], Reading | None]] = {
    "clock": _clock,
    "part_of_day": _part_of_day,
    "iso": _iso,
    "figures": _figures,
    "day_range": _day_range,
    "date": _date,
    "weekday": _weekday,
    "day_word": _day_word,
    "eve": _eve,
    "month": _month,
    "season": _season,
    "numbered_quarter": _numbered_quarter,
    "holiday": _holiday,
    "quarter": _quarter,
    "half": _half,
    "decade": _decade,
    "year_of": _year_of,
    "year_range": _year_range,
    "part_of_year": _part_of_year,
    "ago": _ago,
    "after": _after,
    "from_now": _from_now,
    "period_ago": _period_ago,
    "same_period": _same_period,
    "some_units": _some_units,
    "vague": _vague,
    "part_of_unit": _part_of_unit,
    "unit_end": _unit_end,
    "unit": _unit,
    "each": _each,
    "times": _times,
    "first_units": _first_units,
    "duration": _duration,
    "units": _units,
    "often": _often,
    "weekdays": _weekdays,
    "future": _future,
    "the_past": _the_past,
    "those_days": _those_days,
    "at_the_time": _at_the_time,
    "reference": _reference,
    "year": _year,
}
