"""Publication dates in the forms that pages, feeds and people write, as ISO."""

from __future__ import annotations

import re
from datetime import date, datetime
from email.utils import parsedate_to_datetime

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
MONTH = (
    r"(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?"
    r"|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?)\b\.?"
)
DAY = r"(?:0?[1-9]|[12]\d|3[01])(?:st|nd|rd|th)?"
YEAR = r"(?:1[6-9]|20)\d\d"
_DAY_FIRST = re.compile(
    rf"(?P<day>{DAY})\s*[-\s]\s*(?:of\s+)?(?P<month>{MONTH})\s*[-,\s]\s*(?P<year>{YEAR})", re.IGNORECASE
)
_MONTH_FIRST = re.compile(rf"(?P<month>{MONTH})\s*(?P<day>{DAY})\s*[,\s]\s*(?P<year>{YEAR})", re.IGNORECASE)
_YEAR_FIRST = re.compile(rf"(?P<year>{YEAR})[-/.](?P<month>\d\d?)[-/.](?P<day>\d\d?)")
_FIGURES = re.compile(rf"(?P<first>\d\d?)[-/.](?P<second>\d\d?)[-/.](?P<year>{YEAR})")
_LEAD = re.compile(r"(?:published|updated|posted|date|on|mon|tue|wed|thu|fri|sat|sun)[a-z]*\s*[:,.]?\s*", re.IGNORECASE)
_TIME = re.compile(
    r"[\s,T|-]*(?:at\s+)?\d{1,2}(?:[:.]\d\d){1,2}(?:\.\d+)?\s*(?:[ap]\.?m\.?)?\s*(?:[A-Z]{1,5}|[+-]\d\d:?\d\d)?",
    re.IGNORECASE,
)


def to_iso(words: str | None) -> str | None:
    """An ISO date, or date-time where the input is one; None where it is no full date, or which is not plain.

    3/4/2026 is left alone: it is March in one country and April in another.
    """
    words = (words or "").strip()
    if not words or len(words) > 100 or not words.isascii():
        return None
    if re.match(r"\d{4}-?\d\d", words):
        try:
            return date.fromisoformat(words).isoformat()
        except ValueError:
            pass
        try:
            return datetime.fromisoformat(words).isoformat()
        except ValueError:
            pass
    try:
        return parsedate_to_datetime(words).isoformat()  # as in feeds and mail
    except (ValueError, TypeError, IndexError, OverflowError):
        return _in_words(words)


def _in_words(words: str) -> str | None:
    while lead := _LEAD.match(words):
        words = words[lead.end() :]
    for pattern in (_YEAR_FIRST, _DAY_FIRST, _MONTH_FIRST):
        found = pattern.match(words)
        if found and _is_rest_a_time(words[found.end() :]):
            return make_iso(found["year"], found["month"], found["day"])
    found = _FIGURES.match(words)
    if found and _is_rest_a_time(words[found.end() :]):
        first, second = int(found["first"]), int(found["second"])
        if first > 12 or first == second:
            return make_iso(found["year"], str(second), str(first))
        if second > 12:
            return make_iso(found["year"], str(first), str(second))
    return None


def _is_rest_a_time(rest: str) -> bool:
    return not rest.strip(" .,Z") or _TIME.fullmatch(rest.strip()) is not None


def make_iso(year: str, month: str, day: str) -> str | None:
    """None for days that no calendar has."""
    number = int(month) if month.isdigit() else _MONTHS.index(month[:3].lower()) + 1
    try:
        return date(int(year), number, int(re.sub(r"\D", "", day))).isoformat()
    except ValueError:
        return None
