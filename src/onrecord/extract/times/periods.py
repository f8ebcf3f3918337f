"""Months, seasons, quarters, years and longer, named by themselves."""

from __future__ import annotations

import calendar
import re
from datetime import date

from onrecord.extract.times.anchors import Anchors, Reading
from onrecord.extract.times.dates import first_day, unit_of
from onrecord.extract.times.days import year_told
from onrecord.extract.times.numbers import read_number, read_year
from onrecord.extract.times.tense import find_direction, number_of
from onrecord.extract.times.words import Phrase


def month(phrase: Phrase, at: Anchors) -> Reading | None:
    month = int(phrase.value("m"))
    if phrase.tags == "m" and not _is_month(phrase):
        return None
    if phrase.tags.startswith("du") and phrase.value("u") != "M":
        return None
    number = number_of(phrase)
    year = _year_beside(month, number, phrase, at) if number else None
    year = year_told(phrase, at) or year
    return "DATE", f"{year}-{month:02}" if year else at.month(month, phrase)


def _year_beside(month: int, number: int, phrase: Phrase, at: Anchors) -> int | None:
    """The year of the month before or after the publication, or after the time spoken of: "the following May"."""
    told = phrase.part("cf") is not None
    start = at.narrated("Y") if told else at.published
    if start is None:
        return None
    if told and unit_of(at.known.get("Y", "")) == "Y":  # "in 1996 ... the following May"
        return start.year + number
    turned = month >= start.month if number < 0 else month <= start.month
    return start.year + number * turned


def part_of_month(phrase: Phrase, at: Anchors) -> Reading | None:
    """The first or the last day of a month; of its weeks, only the month is told."""
    part = phrase.part("m")
    found = month(part, at) if part else None
    first = first_day(found[1]) if found else None
    if found is None or first is None or phrase.value("uU") not in ("D", "W", "WE"):
        return found
    if phrase.value("uU") != "D" or phrase.part("U") or phrase.part("e"):
        return found
    number = int(phrase.value("o") or 0)  # 0: the last
    last = calendar.monthrange(first.year, first.month)[1]
    return ("DATE", first.replace(day=number or last).isoformat()) if number <= last else None


_BEFORE_MAY = frozenset(
    "in of since by until till late early mid this last next through from to during between for before after the"
    " a on - its his her their".split()
)
_AFTER_MONTH = re.compile(r"(?:m[+|,-]|')$")  # "April and May", "the year's May"


def _is_month(phrase: Phrase) -> bool:
    """Not a verb or a surname, as May is, nor the end of a name: "the Long March"."""
    if phrase.word(0) == "may":
        return phrase.word(-1) in _BEFORE_MAY or bool(_AFTER_MONTH.search(phrase.tagged.tags[: phrase.start]))
    before = phrase.tagged.words[phrase.start - 1] if phrase.start else ""
    return phrase.word(0) != "march" or not before.istitle() or before.lower() in _BEFORE_MAY


_BEFORE_SEASON = frozenset("in since until by during over of".split())  # "fall" and "spring" are verbs too


def season(phrase: Phrase, at: Anchors) -> Reading | None:
    season, tags = phrase.value("s"), phrase.tags
    year = read_year(phrase.part("yk"))
    if year is None and _is_name(phrase):
        return None
    if tags == "hs" and season in ("FA", "SP") and phrase.word(-1).endswith("s"):  # "stones that fall"
        return None
    if year is None and tags in ("s", "ds"):
        before = phrase.word(-1)
        if before not in _BEFORE_SEASON and (season in ("FA", "SP") or tags == "s"):
            return None
    if year is not None:
        return "DATE", f"{year}-{season}"
    if at.published is None:
        return "DATE", f"XXXX-{season}"
    return "DATE", f"{_year_of_season(season, phrase, at.published)}-{season}"


def _is_name(phrase: Phrase) -> bool:
    """As in "the Winter Palace"."""
    words = phrase.tagged.words[phrase.end - 1 : phrase.end + 1]
    return len(words) == 2 and all(word.istitle() for word in words)


def _year_of_season(season: str, phrase: Phrase, published: date) -> int:
    first = {"SP": 3, "SU": 6, "FA": 9, "WI": 12}[season]
    number = number_of(phrase)
    if phrase.value("u") == "Y":
        return published.year + number
    if number < 0 and "t" not in phrase.tags:
        return published.year - (first + 2 > published.month)
    if number > 0:
        return published.year + (first <= published.month)
    if "t" not in phrase.tags and find_direction(phrase) < 0:
        return published.year - (first > published.month)
    return published.year


def numbered_quarter(phrase: Phrase, at: Anchors) -> Reading | None:
    year = read_year(phrase.part("yk"))
    number = int(phrase.value("1")[1])
    if year is None and at.published:
        year = at.published.year + _quarters_off(phrase, number, (at.published.month + 2) // 3)
    return "DATE", f"{year or 'XXXX'}-Q{number}"


def quarter(phrase: Phrase, at: Anchors) -> Reading | None:
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
    if phrase.tags.count("u") > 1 or number_of(phrase):
        return number_of(phrase)
    direction = find_direction(phrase)
    return -1 if number > now and direction < 1 else int(number < now - 1 and direction > 0)


def half(phrase: Phrase, at: Anchors) -> Reading | None:
    if phrase.value("n") != "0.5" or phrase.value("o", "1") not in ("1", "2"):
        return None
    if decade := phrase.value("D"):
        return "DATE", decade
    half = 1 if phrase.value("o") == "1" else 2
    year = read_year(phrase.part("yk"))
    if year is None and phrase.value("u") not in ("", "Y"):
        return None
    if year is None and at.published:
        year = at.published.year + (0 if phrase.part("o") is None else number_of(phrase))
    return "DATE", f"{year or 'XXXX'}-H{half}"


def decade(phrase: Phrase, _at: Anchors) -> Reading | None:
    """No one's age: "in his late 60s"."""
    if re.search(r"J(?:[eG]-?)?$", phrase.tagged.tags[max(0, phrase.start - 3) : phrase.start]):
        return None
    return "DATE", phrase.value("DQ")


def year_of(phrase: Phrase, _at: Anchors) -> Reading | None:
    part = phrase.part("nHky")
    year = read_year(part) or (int(read_number(part)) if part else 0)
    return ("DATE", str(year)) if phrase.value("u") == "Y" and 1000 <= year < 2200 else None


def year_range(phrase: Phrase, _at: Anchors) -> Reading | None:
    first, last = phrase.value("y"), phrase.tagged.values[phrase.end - 1]
    if len(last) == 2:
        last = first[:2] + last
    return ("DATE", f"{first}/{last}") if last.isdigit() and int(first) < int(last) < int(first) + 200 else None


def part_of_year(phrase: Phrase, at: Anchors) -> Reading | None:
    year = read_year(phrase.part("yk"))
    if year is None or (phrase.tags in ("dy", "dyu") and phrase.value("u") not in ("Q", "Y")):
        return None
    if phrase.tags[-1] in "uY" and phrase.value("uY") != "Y" and at.quarter:
        return "DATE", f"{year}{at.quarter[4:]}"
    return "DATE", str(year)


def year(phrase: Phrase, _at: Anchors) -> Reading | None:
    year = read_year(phrase)
    if year is None:
        return None
    before, after = phrase.word(-1), phrase.word(phrase.end - phrase.start)
    if phrase.tags == "y" and not _is_year(before, after, year):
        return None
    return "DATE", str(year)


_NOT_AFTER_YEAR = frozenset(
    "people men women children years percent miles feet troops soldiers km pounds tons % us".split()
)
_BEFORE_YEAR = frozenset(
    "in since until by of from during before after late early to and between mid through for the".split()
)
_NOT_BEFORE_YEAR = frozenset(
    "$ # £ € © copyright about than some nearly over almost least most page no number - / flight room".split()
)


def _is_year(before: str, after: str, year: int) -> bool:
    if before in _NOT_BEFORE_YEAR or after in _NOT_AFTER_YEAR:
        return False
    return 1900 <= year < 2100 or (before in _BEFORE_YEAR and year > 1400)
