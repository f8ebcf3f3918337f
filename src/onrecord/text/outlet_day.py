"""The day on which an article came out where its outlet sits: what "today" means in it.

A time stamp in UTC is often a day ahead of an American newsroom. The place is read from the outlet's own name, never
from what the article tells; without one the day of the time stamp stays.
"""

from __future__ import annotations

import re
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from onrecord.records import Article

_ZONES = {
    "us": "America/New_York",
    "u.s.": "America/New_York",
    "usa": "America/New_York",
    "american": "America/New_York",
    "america": "America/New_York",
    "washington": "America/New_York",
    "york": "America/New_York",
    "boston": "America/New_York",
    "chicago": "America/Chicago",
    "los": "America/Los_Angeles",
    "francisco": "America/Los_Angeles",
    "canadian": "America/Toronto",
    "toronto": "America/Toronto",
    "british": "Europe/London",
    "uk": "Europe/London",
    "london": "Europe/London",
    "irish": "Europe/Dublin",
    "moscow": "Europe/Moscow",
    "kyiv": "Europe/Kyiv",
    "kiev": "Europe/Kyiv",
    "delhi": "Asia/Kolkata",
    "hindustan": "Asia/Kolkata",
    "tokyo": "Asia/Tokyo",
    "japan": "Asia/Tokyo",
    "seoul": "Asia/Seoul",
    "korea": "Asia/Seoul",
    "china": "Asia/Shanghai",
    "beijing": "Asia/Shanghai",
    "sydney": "Australia/Sydney",
    "australian": "Australia/Sydney",
}


def find_outlet_day(article: Article) -> date | None:
    """None where the article has no full date, nor one day that its text was inferred to be of."""
    if article.published is None:
        inferred = article.inferred
        return date.fromisoformat(inferred.latest) if inferred and inferred.earliest == inferred.latest else None
    try:
        moment = datetime.fromisoformat(article.published)
    except ValueError:
        return None
    if len(article.published) > len("2000-01-01") and moment.utcoffset() == UTC.utcoffset(None):
        zone = _zone(article.outlet)
        moment = moment.astimezone(zone) if zone else moment
    return moment.date()


def _zone(outlet: str) -> ZoneInfo | None:
    for word in re.findall(r"(?:[a-z]\.){2,}|[a-z]+", outlet.casefold()):
        if word in _ZONES:
            try:
                return ZoneInfo(_ZONES[word])
            except ZoneInfoNotFoundError:  # a system without the time zone database
                return None
    return None
